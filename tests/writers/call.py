"""Synthetic calls of fictional companies, from a seed: what every format's writer writes and its parser must give back.

The words are ours. They hold what trips parsers: labels inside speech, dashes, decimals, abbreviations, brackets.
"""

import random
from dataclasses import dataclass
from datetime import date

from ingest.transcript import Role, Section

_COMPANIES = (
    ("Kestrelvane Robotics", "KVRB", "栗隼機器人"),
    ("Pemberline Tractor", "PMBT", "彭柏牽引機"),
    ("Luminvale Holdings", "LUMV", "流明谷控股"),
    ("Ostrava Bearings", "OSBG", "奧軸承"),
    ("Tamsin Glassworks", "TMSN", "塔姆辛玻璃"),
)
_FIRST = (
    "Ingrid Tobias Marit Lena Wim Jory Bettina Anders Nell Ronan Priya Casimir Ottilie Halvard Wen Della Rupert".split()
)
_LAST = (
    "Voss-Hale Renn Solheim Fosse Pell Orlo Vik Ashgrove Fairley Nandakumar Thorne Sallow Brekke Marsh Amblin".split()
)
_FIRMS = ("Harrowgate Securities", "Dunmarsh & Co.", "Pellworm Partners", "Quillfeather Capital", "Bellhaven Crest")
_TITLES = ("Chief Executive Officer", "Chief Financial Officer", "Chief Operating Officer")
_SUBJECTS = (
    "Revenue",
    "Order intake",
    "Gross margin",
    "Free cash flow",
    "The northern plant",
    "Our lamp line",
    "Freight",
)
_VERBS = ("rose", "fell", "came to", "was", "moved to", "stayed near")
_AMOUNTS = (
    "$88 million",
    "14.6%",
    "RMB 236.5 million",
    "3:1",
    "1,264 units",
    "$2.41 billion",
    "94 days",
    "40 basis points",
)
_TAILS = (
    "which is in line with our plan",
    "and that is before the U.S. order",
    "as Dr. Renn said in May",
    "-- and this surprised us -- without any one-off help",
    "mostly in the second half",
    "(the harbor case aside)",
    "or about 38.6%--a record for us",
)
_ASIDES = (
    "Note: the plant is debt free.",
    "One caveat: freight is still tight.",
    "Our priority is simple: cash.",
    "Second, on capital returns, we keep the plan.",
    "We think it's fair to say that No. 3 in the market is ours.",
    "Thank you.",
    "So that's where we are.",
)
_QUESTIONS = (
    "How should we think about the margin from here?",
    "Is that net of scrap, and does it include the $5 million charge?",
    "Two from me: price first, and then freight?",
    "Could you say more about the backlog?",
)
_ZH = (
    "營收成長與我們的計劃一致。",
    "毛利率為14.6%，高於去年同期。",
    "我們維持全年展望不變。",
    "物流成本仍然偏高。",
    "謝謝您的問題。",
    "這在第二季會更明顯。",
)


@dataclass(frozen=True)
class Said:
    """One turn to write: `paragraphs` are (English, Chinese) pairs."""

    speaker: str
    role: Role
    title: str | None
    firm: str | None
    section: Section
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SyntheticCall:
    company: str
    company_zh: str
    ticker: str
    fiscal_year: int
    fiscal_quarter: int
    date: date
    executives: tuple[tuple[str, str], ...]
    """(name, title); the first is the head of investor relations."""
    analysts: tuple[tuple[str, str], ...]
    """(name, firm)"""
    turns: tuple[Said, ...]

    @property
    def period(self) -> str:
        return f"Q{self.fiscal_quarter} {self.fiscal_year}"


def make_call(seed: int, *, questions: int = 3, longest: int = 3) -> SyntheticCall:
    """A whole call: operator, IR, one to three executives, then `questions` analysts with answers and follow-ups.

    No Turn follows another of the same speaker, and names do not repeat; `longest` bounds the paragraphs of a Turn.
    """
    rng = random.Random(seed)
    company, ticker, company_zh = rng.choice(_COMPANIES)
    names = [f"{a} {b}" for a, b in zip(rng.sample(_FIRST, 10), rng.sample(_LAST, 10), strict=True)]
    chiefs = rng.randint(1, 3)
    executives = ((names[0], "Head of Investor Relations"), *zip(names[1 : 1 + chiefs], _TITLES, strict=False))
    analysts = tuple(zip(names[4 : 4 + questions], rng.sample(_FIRMS, min(questions, 5)), strict=False))
    said: list[Said] = []

    def speak(name: str, section: Section, *texts: str) -> None:
        role = Role.OPERATOR if name == "Operator" else Role.ANALYST if name in dict(analysts) else Role.EXECUTIVE
        title = dict(executives).get(name) or ("Analyst" if role is Role.ANALYST else None)
        pairs = tuple((text, "".join(rng.sample(_ZH, rng.randint(1, 3)))) for text in texts)
        said.append(Said(name, role, title, dict(analysts).get(name), section, pairs))

    prepared, qa = Section.PREPARED, Section.QA
    quarter = ("first", "second", "third", "fourth")[rng.randrange(4)]
    year = rng.randint(2016, 2026)
    speak(
        "Operator",
        prepared,
        f"Good day, and welcome to the {company} earnings call. [Operator Instructions] I will turn it over to {names[0]}.",
    )
    speak(
        names[0],
        prepared,
        f"Thank you, and good morning. With me are {', '.join(f'{n}, our {t}' for n, t in executives[1:])}.",
        *_prose(rng, longest),
    )
    for name, _ in executives[1:]:
        speak(name, prepared, *_prose(rng, longest))
    for name, firm in analysts:
        speak(
            "Operator",
            qa,
            f"The next question comes from {name} with {firm} Please go ahead."
            if firm.endswith(".")
            else f"The next question comes from {name} with {firm}. Please go ahead.",
        )
        speak(name, qa, *(_prose(rng, 1)[:1] if rng.random() < 0.5 else ()), rng.choice(_QUESTIONS))
        answering = rng.choice(executives[1:])[0]
        speak(answering, qa, *_prose(rng, longest))
        if rng.random() < 0.5:
            speak(name, qa, rng.choice(("Great, thank you.", "And is that a floor?", "OK.")))
            speak(answering, qa, *_prose(rng, 1))
    speak("Operator", qa, "There are no further questions. This concludes today's call.")
    return SyntheticCall(
        company, company_zh, ticker, year, ("first", "second", "third", "fourth").index(quarter) + 1,
        date(year, rng.randint(1, 12), rng.randint(1, 28)), executives, analysts, tuple(said),
    )  # fmt: skip


def _prose(rng: random.Random, longest: int) -> list[str]:
    return [" ".join(_sentence(rng) for _ in range(rng.randint(1, 5))) for _ in range(rng.randint(1, longest))]


def _sentence(rng: random.Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(_ASIDES)
    tail = f" {rng.choice(_TAILS)}" if rng.random() < 0.6 else ""
    return f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_AMOUNTS)}{tail}."
