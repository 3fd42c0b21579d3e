"""A question that was put on the call and turned down there: the question and the reply, in quotes-only mode."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.checks.wording import stems
from answer.evidence import Evidence, evidence_of
from answer.extract import Chosen
from answer.ledger.asked import Asked, Reading
from answer.ledger.reading import wants_figure
from answer.quantities.numbers import quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from index.periods import find_periods
from index.question import Kind, Question
from index.rows import Held
from ingest.transcript import Role, Transcript

_ACT_OF_SAYING = re.compile(
    r"\b(?:did|does|do|has|have|was|were|is|are|would|could)\b.{0,50}?\b(?:say|said|give[ns]?|gave|put|quantif\w+|comment\w*|disclos\w+|answer\w*|mention\w*"
    r"|share[sd]?|provide[sd]?|reveal\w*|asked|repeat\w*|confirm\w*|decline\w*|refuse\w*|specif\w+|break down)\b"
    r"|(?:有沒有|有没有|是否|有).{0,12}?(?:說|講|提|透露|公布|公佈|揭露|回答|給出|量化|證實|承認|回應)",
    re.IGNORECASE,
)
"""Asks whether something was said: the refusal itself is the answer."""
_AHEAD = re.compile(
    r"\b(?:will|expect\w*|next|coming|going forward|outlook|guid\w+|have in mind|settle|become|target\w*|fiscal (?:year )?20\d\d|FY\d\d)\b"
    r"|未來|預期|預計|接下來|會[到落在是有達]|指引|財測|目標|明年|下一?季",
    re.IGNORECASE,
)
_COVERED = 0.6
"""Share of what a question names that the analyst's must name too to be the same question."""
_LONGEST, _SHORTEST = 500, 40
_FRAME = stems(
    "what which how much many will would should does did give given gave guide guidance guided figure number company management"
    " quarter year call expect expected forecast level rate likely exactly roughly say said tell told plan plans planned current"
    " currently next this coming fiscal came come comes"
) | stems("多少 幾個 公司 管理 管理層 本季 這季 下季 明年 今年 預計 預期 大概 什麼 多大 比例 數字 目前")


def declined(
    question: Question,
    asked: Sequence[Asked],
    chosen: Sequence[Chosen],
    transcript: Transcript,
    held: Held,
    glossary: Glossary,
) -> list[Evidence]:
    """[what the analyst asked, the reply] where exactly this was asked on the call and not answered there; else [].

    `asked` is the call's question ledger, `chosen` the candidates, best first. Only for questions that want a figure,
    or whose like was turned down in so many words; and only where no candidate by management says as much of it.
    """
    kinds = question.kinds
    if kinds & {Kind.ANALYST, Kind.REPLY, Kind.DRIVER} or (
        Kind.CLOSED in kinds and _ACT_OF_SAYING.search(question.text)
    ):
        return []
    wanted = _features(question.text, glossary) - _company(held, glossary)
    figure = Kind.FIGURE in kinds or wants_figure(question.text)
    ahead = Kind.OUTLOOK in kinds or _AHEAD.search(question.text) is not None
    best, row = 0.0, None
    for candidate in asked:
        if candidate.reading is not Reading.NOT_ANSWERED or (candidate.declined is None and not figure):
            continue
        if (_AHEAD.search(candidate.text) and not ahead) or _is_of_another(question.text, candidate, held, glossary):
            continue
        own = " ".join(filter(None, (candidate.text, candidate.translation, candidate.rendition)))
        turn = transcript.turn(candidate.turn)
        covers = _share(wanted, own, glossary, context=f"{turn.text} {turn.translation or ''}")
        if covers > best:
            best, row = covers, candidate
    if row is None or best < _COVERED or _answered(wanted, best, figure, ahead, row, chosen, glossary):
        return []
    put, reply = _question(row, transcript, held), _reply(row, wanted, transcript, held, glossary, ahead=ahead)
    return [put, reply] if put and reply else []


def _is_of_another(question: str, row: Asked, held: Held, glossary: Glossary) -> bool:
    """Whether the analyst's question is about a business that this one does not name, or this one about another period."""
    said = " ".join(filter(None, (row.text, row.translation, row.rendition)))
    businesses = {name for name in glossary.terms_in(row.text) if glossary.kind(name) == "segment"}
    if businesses - glossary.terms_in(question):
        return True
    call = held.call
    named = [
        p
        for p in find_periods(question)
        if not p.matches(fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end)
    ]
    return bool(named) and not set(named) & set(find_periods(said))


def _answered(
    wanted: frozenset[str],
    best: float,
    figure: bool,
    ahead: bool,
    row: Asked,
    chosen: Sequence[Chosen],
    glossary: Glossary,
) -> bool:
    """Whether management says as much of what is asked as the analyst's question does, with a figure if one is wanted."""
    named = _named(wanted, glossary)
    for candidate in chosen:
        item = candidate.evidence
        refusing = row.declined is not None and (item.call.id, item.turn) == (row.transcript, row.declined.turn)
        if item.speaker.role is not Role.EXECUTIVE or refusing:
            continue
        if figure and not any(q.unit not in PERIOD_UNITS for q in quantities(item.text)):
            continue
        text = f"{item.text} {item.translation or ''}"
        share = _share(wanted, text, glossary) if named <= _features(text, glossary) else 0.0
        if share > best or (share == best and not (ahead and row.declined)):
            return True
    return False


def _features(text: str, glossary: Glossary) -> frozenset[str]:
    """Terms under their canonical names, and the content words outside of them."""
    spans = glossary.spans(text)
    rest = "".join(" " if any(t.start <= i < t.end for t in spans) else c for i, c in enumerate(text))
    return frozenset(f"={term.name}" for term in spans) | (stems(re.sub(r"['’]s\b", "", rest)) - _FRAME)


def _share(wanted: frozenset[str], text: str, glossary: Glossary, *, context: str = "") -> float:
    """How much of what is wanted a text names; a term counts as much as three words.

    The rest of what the analyst said (`context`) may name the business or metric, but not all that is asked for: that
    takes words of the question itself. Of several metrics one in three may be missing or misheard.
    """
    has = _features(text, glossary) | stems(text)
    around = has | _features(context, glossary)
    named = _named(wanted, glossary)
    if not wanted & has or len(named - around) > len(named) // 3:
        return 0.0
    weight = {feature: 3.0 if feature[0] == "=" else 1.0 for feature in wanted}
    held = {feature for feature in wanted if feature in has or (feature[0] == "=" and feature in around)}
    return sum(weight[feature] for feature in held) / sum(weight.values())


def _named(wanted: frozenset[str], glossary: Glossary) -> frozenset[str]:
    return frozenset(f for f in wanted if f[0] == "=" and glossary.kind(f[1:]) in ("metric", "segment"))


def _company(held: Held, glossary: Glossary) -> frozenset[str]:
    call = held.call
    named = [name for name in (call.company, call.ticker, *call.company_aliases) if name]
    return stems(" ".join(other for name in named for other in glossary.company_names(name)))


def _question(row: Asked, transcript: Transcript, held: Held) -> Evidence | None:
    """What was asked, as one quote of whole Sentences, cut short from its front."""
    turn = transcript.turn(row.turn)
    inside = [e for e in evidence_of(turn, held) if e.start < row.end and row.start < e.end]
    while len(inside) > 1 and inside[-1].end - inside[0].start > _LONGEST:
        inside = inside[1:]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    translation = "".join(dict.fromkeys(e.translation for e in inside if e.translation)) or None
    return replace(
        first, end=last.end, text=turn.text[first.start : last.end], translation=translation, after=last.after
    )


def _reply(
    row: Asked, wanted: frozenset[str], transcript: Transcript, held: Held, glossary: Glossary, *, ahead: bool
) -> Evidence | None:
    """The sentence that turns it down, else the one of the answers that says most of what was asked."""
    said = [e for reply in row.answers for e in evidence_of(transcript.turn(reply.turn), held)]
    if row.declined is not None:
        place = row.declined
        return next((e for e in said if e.turn == place.turn and e.start < place.end and place.start < e.end), None)
    told = [e for e in said if len(e.text) > _SHORTEST]
    own = _features(row.text, glossary) | wanted

    def told_of(e: Evidence) -> int:
        shared = len(own & (_features(e.text, glossary) | stems(e.text)))
        return shared + (2 if ahead and shared and _AHEAD.search(e.text) else 0)

    return max(told, key=told_of, default=None)
