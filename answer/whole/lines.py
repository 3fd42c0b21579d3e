"""Whole calls as lines: every Sentence of every Turn in scope as Evidence, oldest call first."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from answer.cues import is_boilerplate, is_filler
from answer.evidence import Evidence, evidence_of
from answer.scoping.company_names import Company, companies_of
from answer.scoping.timeline import timeline
from index.glossary import Glossary
from index.rows import Held
from ingest.transcript import Role, Section, Transcript, Turn

_STRONG = re.compile(
    r"forward[- ]looking (?:statement|information|comment)|\bsafe harbou?r\b|\bdiffer materially\b|\b(?:undertakes? no|no (?:duty|obligation)|not undertake)\b"
    r"|\bcautionary\b|前瞻性?(?:陳述|敘述|聲明|说法|陈述|声明)|安全港|免責|免责",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\brisks? (?:factors?|section|and uncertainties)\b|\bnon-GAAP\b|\bnot (?:defined|GAAP)\b|\breconcil\w+|\bwebcast\b|\breplay\b|\bpress release\b|\bthe release\b"
    r"|\b(?:10-[KQ]|20-F|6-K|8-K)\b|\bSEC\b|\bfilings?\b|\bactual results\b|\bassumptions\b|\blisten-only\b|\brecord(?:ed|ing)\b|\bupdate\b"
    r"|非一般公認會計|調節表|新聞稿|重播|風險因素|风险因素|不承擔|不承担|實際結果|实际结果",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"\binvestor relations\b|\bIR\b|\bmoderator\b|\bhost\b|投資人關係|投資者關係|投资者关系|發言人|主持", re.IGNORECASE
)
_GREETS = re.compile(
    r"^(?:(?:and|so|okay|ok|yes|well|hi|hello)[,.]? )*(?:thanks?\b|thank you\b|welcome\b|hello\b|hi\b|good (?:morning|afternoon|evening|day)\b)[^0-9]*$"
    r"|^(?:謝謝|感謝|谢谢|感谢|歡迎|欢迎|各位|大家)[^0-9]{0,30}$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？][\"”’」』)]*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORT, _SHORT_HAN = 28, 12
_OPENING_TURNS = 4


@dataclass(frozen=True)
class Gone:
    """One call gone through: its Sentences in call order, and how many Turns they are from.

    `company` is the same for all calls of one company.
    """

    held: Held
    company: str
    transcript: Transcript
    lines: tuple[Evidence, ...]
    turns: int


def go_through(
    calls: Sequence[tuple[Held, Transcript]], glossary: Glossary, keys: Collection[tuple[str, int]] | None = None
) -> list[Gone]:
    """Every call, company by company and oldest first; only the Turns of `keys` (transcript, turn) where given."""
    transcripts = {held.call.id: transcript for held, transcript in calls}
    gone = []
    companies = [(_name(company), company) for company in companies_of([held for held, _ in calls], glossary)]
    for name, company in sorted(companies, key=lambda row: row[0]):
        for dated in timeline(company.calls):
            transcript = transcripts[dated.held.call.id]
            turns = [turn for turn in transcript.turns if keys is None or (dated.held.call.id, turn.n) in keys]
            lines = tuple(line for turn in turns for line in evidence_of(turn, dated.held))
            gone.append(Gone(dated.held, name, transcript, lines, len({line.turn for line in lines})))
    return gone


def _name(company: Company) -> str:
    return min(company.printed or tuple(h.call.id for h in company.calls))


def statements(gone: Gone) -> Iterator[Evidence]:
    """What management said of substance: no questions, thanks, hand-overs, and nothing of the legal opening."""
    turns = {turn.n: turn for turn in gone.transcript.turns}
    legal = {
        (turn.n, p)
        for turn in gone.transcript.turns
        for p, paragraph in enumerate(turn.paragraphs)
        if _is_legal(paragraph.text, turn)
    }
    for line in gone.lines:
        turn = turns[line.turn]
        if line.speaker.role in (Role.ANALYST, Role.OPERATOR) or hosts(turn) or (line.turn, line.paragraph) in legal:
            continue
        text = line.text
        if not (is_short(text) or _QUESTION.search(text) or is_filler(text) or _GREETS.search(text)):
            yield line


def hosts(turn: Turn) -> bool:
    """Whether the speaker only leads through the call: investor relations, a moderator."""
    return _HOST.search(turn.title or "") is not None


def is_short(text: str) -> bool:
    return len(text) < (_SHORT_HAN if _HAN.search(text) else _SHORT)


def _is_legal(text: str, turn: Turn) -> bool:
    if turn.section is not Section.PREPARED:
        return _STRONG.search(text) is not None and is_boilerplate(text)
    cues = len(_STRONG.findall(text)) * 2 + len({match.lower() for match in _WEAK.findall(text)})
    return cues >= (2 if turn.n <= _OPENING_TURNS else 3) and (
        _STRONG.search(text) is not None or len(re.findall(r"\d+(?:\.\d+)?\s?%", text)) < 2
    )
