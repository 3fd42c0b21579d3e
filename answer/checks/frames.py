"""When: the quarter, the year before, the whole year. A claim's time frame must be the cited sentence's or the call's."""

import re
from collections.abc import Iterator, Sequence

from answer.checks.clauses import terms_in
from answer.evidence import Evidence
from answer.quantities.numbers import Quantity, quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary

_FRAMES: dict[str, re.Pattern[str]] = {
    "the previous quarter": re.compile(
        r"\b(?:last|previous|prior|preceding)\s+(?:fiscal\s+)?quarter\b|\bthe\s+quarter\s+before\b|上一?季(?!節)|前一季|上个季度|上個季度", re.I
    ),
    "the next quarter": re.compile(r"\b(?:next|coming|following)\s+(?:fiscal\s+)?quarter\b|下一?季|下個季度|下个季度", re.I),
    "the year before": re.compile(
        r"\b(?:last|previous|prior)\s+(?:fiscal\s+)?year\b|\ba\s+year\s+(?:ago|earlier|before)\b|\btwelve\s+months\s+(?:ago|earlier)\b"
        r"|\byear-ago\b|去年|上年|前一年|一年前|上一財年|十二個月前",
        re.I,
    ),
    "the next year": re.compile(r"\b(?:next|coming|following)\s+(?:fiscal\s+)?year\b|明年|來年|来年|下一年|下個財年", re.I),
    "the whole year": re.compile(
        r"\b(?:full|whole|entire)[\s-]+(?:fiscal\s+)?year\b|\bfull-year\b|\byear\s+as\s+a\s+whole\b|全年|整[個个]?(?:20\d\d\s?)?(?:財|财|會計)?年",
        re.I,
    ),
}  # fmt: skip
_COMPARING = re.compile(
    r"(?:\b(?:from|than|versus|vs\.?|against|over|to|with|same\s+(?:quarter|period)(?:\s+of)?|above|below|on)\s+(?:the\s+|that\s+of\s+)?(?:same\s+quarter\s+)?"
    r"|[較较比與与於于對对跟同])\s*$",
    re.I,
)
_COMPARED_AFTER = re.compile(r"^(?:['’]s\b|同期|同季|的?同期|相比)")
_SATISFIED_BY = {"the previous quarter": "qoq", "the year before": "yoy"}
_YEARLY = re.compile(r"\byears?\b|\bannual\w*|\bfiscal\b|\bFY\d|\d{4}|[年財财]", re.I)
_PART_OF_YEAR = re.compile(r"quarter|\bQ\d|\d\s?Q|\bhalf\b|\bmonth|[季月]|半年|\bH[12]\b|" + "|".join(
    "January February March April May June July August September October November December".split()))  # fmt: skip


def time_frames(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Time frames of the claim that the cited Sentences and the one before them do not have."""
    texts = [x for e in cited for x in (e.text, e.translation or "")]
    context = " ; ".join((*texts, *(e.before for e in cited)))
    comparisons = frozenset().union(*(terms_in(x, glossary) for x in texts))
    for frame, pattern in _FRAMES.items():
        for match in pattern.finditer(claim):
            compared = bool(_COMPARING.search(claim[: match.start()]) or _COMPARED_AFTER.match(claim[match.end() :]))
            if compared and _SATISFIED_BY.get(frame) in comparisons:
                continue
            if not pattern.search(context):
                yield f"“{match.group()}” is not said in the cited sentence"
            elif not compared and frame in _SATISFIED_BY and _governs(claim, match):
                yield from _of_another_time(claim, match, pattern, texts)
    yield from _whole_year(claim, cited, context)


def _governs(claim: str, match: re.Match[str]) -> bool:
    """Whether the frame opens the claim and so governs what follows: "Last quarter, …"."""
    return re.fullmatch(r"\W*(?:[Ii]n\s+|在)?(?:the\s+)?", claim[: match.start()]) is not None and bool(
        re.match(r"\s*[,，]", claim[match.end() :])
    )


def _of_another_time(claim: str, match: re.Match[str], pattern: re.Pattern[str], texts: Sequence[str]) -> Iterator[str]:
    held = [(m, text) for text in texts for m in pattern.finditer(text)]
    if any(
        not _COMPARING.search(text[: m.start()]) and not _COMPARED_AFTER.match(text[m.end() :])
        and not re.search(r"\d", text[max(0, m.start() - 30) : m.start()])
        for m, text in held
    ):  # fmt: skip
        return
    claimed = [q for q in quantities(claim[match.end() :]) if q.unit not in PERIOD_UNITS]
    sources = [q for text in texts for q in quantities(text)]
    if any(_same(q, s) and s.anchor != "prior" for q in claimed for s in sources):
        yield f"the cited sentence does not give this for “{match.group()}”"


def _same(claim: Quantity, source: Quantity) -> bool:
    return claim.value == source.value and claim.unit == source.unit


def _whole_year(claim: str, cited: Sequence[Evidence], context: str) -> Iterator[str]:
    """A figure of a quarter's call given for its fiscal year, where nothing cited speaks of a year."""
    years = [q for q in quantities(claim) if q.unit == "year"]
    counted = any(q.unit not in PERIOD_UNITS for q in quantities(claim))
    if not years or not counted or _PART_OF_YEAR.search(claim):
        return
    nearby = f"{context} ; {' ; '.join(e.after for e in cited)}"
    if all(e.call.fiscal_quarter for e in cited) and not _YEARLY.search(nearby):
        yield "the claim gives this for a year; the cited call is on a quarter, and the sentence names no year"
