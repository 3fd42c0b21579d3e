"""A figure that only an analyst said: whether management repeated or confirmed it anywhere on the call."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.checks.wording import stems
from answer.evidence import Evidence, evidence_of
from answer.quantities.numbers import Quantity, quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from index.question import Kind, Question
from index.rows import Held
from ingest.transcript import Role, Transcript

_WHO = re.compile(r"^\W*(?:which \w+|who)\b|誰", re.IGNORECASE)
_CONFIRMS = re.compile(
    r"^\W*(?:(?:yes|yeah|sure|okay|right|well|look|so|thank(?:s| you)[^.]{0,40}|\(\w+\))[.,!]?\s+){0,3}"
    r"(?:(?:you(?:'re| are)|that(?:'s| is)|this is|your (?:number|figure|math|understanding) is)\s+(?:\w+\s+)?(?:right|correct|accurate|true|the number)\b"
    r"|(?:correct|exactly|absolutely|indeed|i can confirm|we can confirm)\b|對|是的|沒錯|没错|正確|正确|你說得對|您說得對)",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^\W*(?:\(\w+\)\s*)?(?:yes|yeah|yep|是|對|沒錯)\b(?!\s*,?\s*(?:thank|so|i(?:'ll| will)|let|sure|hi))",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"(?:^|[,.]\s*)(?:is|are|was|were|do|does|did|has|have|can|could|so|right)\b[^?]*\?\s*$|\b(?:is that (?:right|correct)|correct|right)\?\s*$|[嗎吗][?？]\s*$|對吧",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|n't|disagree|incorrect|wrong|inaccurate)\b|n't\b|n’t\b|不是|並非|沒有|不對", re.IGNORECASE
)
_FRAME = stems(
    "what which how much many large big fast number figure amount share percent percentage rate according say said tell told call"
)
_SHARED = 2
"""Content words that management's sentence shares with the analyst's where it gives the same figure elsewhere."""


@dataclass(frozen=True)
class Support:
    """What stands behind the quotes of an answer.

    `unconfirmed` are quotes whose figures only analysts said: the answer is `partial`, and `line` says so above them.
    `confirming` are management's sentences with the same figures, to be quoted too; the answer is then not partial.
    """

    unconfirmed: tuple[Evidence, ...] = ()
    confirming: tuple[Evidence, ...] = ()
    line: str | None = None


def unconfirmed(
    question: Question, quotes: Sequence[Evidence], transcript: Transcript, held: Held, glossary: Glossary
) -> Support:
    """How far management stands behind what analysts are quoted with. Empty where the question asks for analysts' words.

    `quotes` are those about to be shown; those of other calls than `transcript` are passed over.
    """
    if Kind.ANALYST in question.kinds or _WHO.search(question.text):
        return Support()
    mine = [quote for quote in quotes if quote.call.id == transcript.call.id]
    told = _unmatched(question, mine, glossary)
    if not told:
        return Support()
    alone: list[Evidence] = []
    confirming: dict[str, Evidence] = {}
    for quote in told:
        found = _confirmation(quote, transcript, held, glossary)
        if found is None:
            alone.append(quote)
        else:
            confirming[found.sentence_id] = found
    shown = {quote.sentence_id for quote in quotes}
    fresh = tuple(e for key, e in confirming.items() if key not in shown)
    return Support(tuple(alone), fresh, _line(question.language, alone) if alone else None)


def _unmatched(question: Question, quotes: Sequence[Evidence], glossary: Glossary) -> list[Evidence]:
    """Analysts' quotes that say more of what is asked than any of management's does.

    Where a figure is asked for, only quotes with one count.
    """
    wanted = _subject(question.text, glossary) - _FRAME
    figure = Kind.FIGURE in question.kinds
    # What an analyst only asks, he does not say.
    told = [q for q in quotes if _figures(q.text) or not q.text.rstrip().endswith(("?", "？"))]
    fitting = [quote for quote in told if not figure or _figures(quote.text)]
    own = [quote for quote in fitting if quote.speaker.role not in (Role.ANALYST, Role.OPERATOR)]
    named = _figures(question.text)
    if named:
        # The question is about this very figure: who else says it?
        with_it = [q for q in fitting if any(_same(f, g) for f in named for g in _figures(q.text))]
        return with_it if all(q.speaker.role is Role.ANALYST for q in with_it) else []
    best = max((_says(wanted, quote, glossary) for quote in own), default=-1)
    return [q for q in fitting if q.speaker.role is Role.ANALYST and _says(wanted, q, glossary) > best]


def _says(wanted: frozenset[str], quote: Evidence, glossary: Glossary) -> int:
    return len(wanted & (_subject(quote.text, glossary) | _subject(quote.translation or "", glossary)))


def _confirmation(quote: Evidence, transcript: Transcript, held: Held, glossary: Glossary) -> Evidence | None:
    """Management's sentence that repeats one of the quote's figures on its subject, or that says it is right."""
    figures = _figures(quote.text)
    exchange = next((e for e in transcript.exchanges if quote.turn in e.question_turns), None)
    answers = exchange.answer_turns if exchange else ()
    replies = [e for e in _executives(transcript, held) if e.turn in answers]
    repeated = [e for e in replies if any(_same(f, g) for f in figures for g in _figures(e.text))]
    subject = _subject(quote.text, glossary)
    elsewhere = (
        e
        for e in _executives(transcript, held)
        if e.turn not in answers
        and any(_same(f, g) for f in figures for g in _figures(e.text))
        and len(subject & _subject(e.text, glossary)) >= _SHARED
    )
    confirmed = next(iter(repeated), None) or next(elsewhere, None)
    if confirmed is not None and not (confirmed in repeated and _DENIES.search(confirmed.text)):
        return confirmed
    return _agreement(quote, replies, transcript)


def _agreement(quote: Evidence, replies: Sequence[Evidence], transcript: Transcript) -> Evidence | None:
    """ "That's right" at the start of the reply; a bare "Yes" only where the analyst's last words ask for it."""
    first = next(iter(replies), None)
    if first is None or _DENIES.search(first.text):
        return None
    if _CONFIRMS.match(first.text):
        return first
    last = transcript.turn(quote.turn).text.strip()[-300:]
    asked = quote.end >= len(transcript.turn(quote.turn).text.rstrip()) - 1
    return first if asked and _CLOSED.search(last) and _YES.match(first.text) else None


def _executives(transcript: Transcript, held: Held) -> Iterator[Evidence]:
    for turn in transcript.turns:
        if turn.role is Role.EXECUTIVE:
            yield from evidence_of(turn, held)


def _figures(text: str) -> list[Quantity]:
    """Amounts, without dates, ranks and spans of time."""
    return [
        q
        for q in quantities(text)
        if q.unit not in PERIOD_UNITS
        and q.unit not in ("ordinal", "digits", "streak")
        and q.noun not in PERIOD_UNITS | {"week"}
    ]


def _same(one: Quantity, other: Quantity) -> bool:
    """The same value and unit; a count may be money said without its currency."""
    units = {one.unit, other.unit}
    if one.value != other.value or (len(units) > 1 and units != {"money", "count"}):
        return False
    if one.unit == "count" and other.unit == "count" and one.value < 10:
        return one.noun is not None and one.noun == other.noun
    return one.currency is None or other.currency is None or one.currency == other.currency


def _subject(text: str, glossary: Glossary) -> frozenset[str]:
    """Terms and content words that say what a text is about."""
    return glossary.terms_in(text) | stems(text)


def _line(language: str, alone: Sequence[Evidence]) -> str:
    figures = any(_figures(quote.text) for quote in alone)
    if language == "zh":
        return "分析師提到的數字,管理層並未證實。" if figures else "只有分析師這樣說,管理層並未證實。"
    return (
        "An analyst's figure, not confirmed by management."
        if figures
        else "Only an analyst said this; management did not confirm it."
    )
