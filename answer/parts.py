"""The parts of a question that asks for several things, and those of them that no quote speaks to."""

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from answer.checks.clauses import CAUSES
from answer.evidence import Evidence
from answer.quantities.numbers import quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary, Term
from index.question import Question

_ASKS = (
    r"(?:(?:and|or|also|plus|then|,)\s+){0,2}(?:(?:in|at|by|on|for|from|to)\s+)?"
    r"(?:how\s+(?:much|many|fast|large|big|does|did|do|is|are|was|were|will)|what(?:'s|\s)|when\b|why\b|who\b|which\b|where\b|by\s+how|did\b|does\b|is\b|are\b|was\b|were\b|will\b|has\b|have\b)"
)
_SPLIT_EN = re.compile(rf"[?;]\s+(?=\S)|(?:,\s*(?:and\s+)?|\s+and\s+)(?=(?:{_ASKS}))", re.IGNORECASE)
_SPLIT_ZH = re.compile(
    r"[?？;；]\s*(?=\S)|[,，、]\s*(?:那麼?|還有|以及|又|而|並)?(?=[^,，、?？]{0,24}(?:多少|為什麼|為何|什麼時候|何時|誰|幾|哪|怎麼|如何|原因|嗎|呢|是否))|(?:以及|還有)(?=[^,，、?？]{0,24}(?:多少|為什麼|何時|誰|幾|哪|怎麼|什麼))"
)
_CLAUSE_ASKS = re.compile(
    r"\b(?:how|what|when|why|who|whom|whose|which|where|did|does|do|is|are|was|were|will|has|have|can|could)\b"
    r"|多少|為什麼|為何|什麼|何時|誰|幾|哪|怎麼|如何|原因|嗎|呢|是否",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"^\s*(?:(?:when|since|if|as|while|although|though|given|after|before|because|with)\b|既然|當|如果|由於|雖然)[^?？]*$",
    re.IGNORECASE,
)
_NEVER_ALONE = re.compile(r"^\W*(?:(?:and|or|why|how|how so|when|who|呢|為什麼|為何|那)\W*)+$", re.IGNORECASE)
_JOINED = re.compile(
    r"^\s*(?:,\s*)?(?:and|&|as well as|plus)\s+(?:the\s+|its\s+|their\s+)?$|^\s*(?:和|與|跟|及|以及|還有|、)\s*$",
    re.IGNORECASE,
)


class Need(StrEnum):
    """What a part asks for that can be seen in a quote."""

    AMOUNT = "amount"
    TIME = "time"
    BASE = "base"
    """How it stood in the period compared with."""
    CAUSE = "cause"
    DRAG = "drag"
    """What pulled the other way."""


_NEEDS = {
    Need.AMOUNT: re.compile(
        r"\bhow (?:much|many|large|big|fast)\b|\bby how\b|\bwhat (?:percent|percentage|share|amount|level|rate|number)\b|多少|幾[%成億趴個家]|成長率|增速|金額",
        re.IGNORECASE,
    ),
    Need.TIME: re.compile(r"\bwhen\b|\bsince when\b|\bwhat date\b|什麼時候|何時|哪一?天|從哪時|幾月", re.IGNORECASE),
    Need.BASE: re.compile(
        r"\b(?:a|one) year (?:ago|earlier|before)\b|\b(?:versus|vs\.?|compared? (?:with|to)|against|from)\b.{0,30}\b(?:last|previous|prior|year|quarter)\b"
        r"|\blast (?:year|quarter)\b|同期|跟去年|和去年|與去年|比去年|跟上一?季|比上一?季|與上一?季|和上一?季",
        re.IGNORECASE,
    ),
    Need.DRAG: re.compile(
        r"\b(?:hurt|drag(?:ged)?|weighed|headwinds?|held .{0,20}back)\b|拖累|不利|壓力", re.IGNORECASE
    ),
    Need.CAUSE: re.compile(
        r"\bwhy\b|\breasons?\b|\bwhat (?:drove|caused|explains|was behind)\b|為什麼|為何|原因", re.IGNORECASE
    ),
}
_TIME_SAID = re.compile(
    r"\b(?:january|february|april|may(?= \d)|june|july|august|september|october|november|december|march(?! (?:20\d\d )?quarter)|yesterday|today|tomorrow"
    r"|since|until|by the end|start(?:ed|ing|s)?|beg[aiu]n\w*|in due course|soon"
    r"|(?:next|coming|later this|earlier this|early|late|mid|end of(?: the)?|first|second|third|fourth) (?:week|month|quarter|half|year|spring|summer|autumn|fall|winter)"
    r"|(?:over|within|in) (?:the next )?(?:\w+ ){1,2}(?:weeks|months|quarters|years)|(?:weeks|months|years) (?:ago|from now))\b"
    r"|\d\s?[月日]|[一二三四五六七八九十]月|年底|年初|下半年|上半年|[今明後]年|下一?季|之後|開始|已經",
    re.IGNORECASE,
)
_BASE_SAID = re.compile(
    r"\b(?:year|quarter|month)[\s-](?:over|on)[\s-](?:year|quarter|month)\b|\byoy\b|\bqoq\b|\b(?:a year|last|previous|prior|same|twelve months|earlier|than|from|compared|against|versus)\b"
    r"|\bsequential\w*|\bincreas\w+|\bdecreas\w+|\bgrew\b|\bgrowth\b|\bup\b|\bdown\b|\brose\b|\bfell\b|\bdeclin\w+|去年|上一?季|同期|[年季]增|[年季]減|成長|增加|減少|下降",
    re.IGNORECASE,
)
_DRAG_SAID = re.compile(
    r"\b(?:offset|decreas\w+|declin\w+|drag\w*|headwinds?|pressure\w*|hurt\w*|weigh\w*|loss(?:es)?|lower|higher (?:costs?|expenses?|investments?|spending)"
    r"|against|fell|slow\w*|weak\w*|took away|cost(?:s)? us|dilut\w+|despite|negative\w*|impact\w*)\b|抵銷|拖累|下降|減少|壓力|影響|虧損",
    re.IGNORECASE,
)
_NAMED_METRICS = frozenset({"metric"})


def parts(question: Question, glossary: Glossary) -> tuple[str, ...]:
    """The question's parts in its own words, in order; one part (the whole) where it asks for one thing.

    Split at question marks, before a further question word, and between two metrics joined by "and" (和, 與, 、) that
    are not one name of the glossary.
    """
    found: list[str] = []
    splitter = _SPLIT_ZH if question.language == "zh" else _SPLIT_EN
    for piece in _pieces(question.text, splitter):
        found.extend(_metrics_apart(piece, glossary))
    return tuple(found) or (question.text,)


def uncovered(asked: Sequence[str], quotes: Sequence[Evidence], glossary: Glossary) -> tuple[str, ...]:
    """The parts that no quote speaks to: their metric is nowhere named, or what they ask for (an amount, a time, the
    earlier period, a cause) is nowhere given. A part that asks for nothing of the kind counts as covered."""
    if len(asked) < 2 or not quotes:
        return ()
    texts = [f"{quote.text} {quote.translation or ''}" for quote in quotes]
    open_parts = [part for part in asked if not _covered(part, quotes, texts, glossary)]
    # Where nothing at all is covered the quotes answer in other words than these rules know.
    return tuple(open_parts) if len(open_parts) < len(asked) else ()


def missing_lines(language: str, open_parts: Sequence[str]) -> tuple[str, ...]:
    """`Not found: when was it paid?`, a line each."""
    if language == "zh":
        return tuple(f"未找到:{part}" for part in open_parts)
    return tuple(f"Not found: {part}" for part in open_parts)


def _pieces(text: str, splitter: re.Pattern[str]) -> list[str]:
    cuts = [0]
    for match in splitter.finditer(text):
        before, after = text[cuts[-1] : match.start()], text[match.end() :]
        if not (_CLAUSE_ASKS.search(before) and _CLAUSE_ASKS.search(after)) or _NEVER_ALONE.match(before):
            continue
        if before.strip() and not _SUBORDINATE.match(before):
            cuts.append(match.end())
    pieces = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    cleaned = (re.sub(r"(?:\s+and|[,，、;；]|以及|還有)+\s*$", "", piece.strip()).strip() for piece in pieces)
    return [piece for piece in cleaned if re.search(r"\w", piece)]


def _metrics_apart(piece: str, glossary: Glossary) -> list[str]:
    """ "revenue and net income" -> both; the words around stay with the first part only."""
    metrics = [t for t in glossary.spans(piece) if t.kind in _NAMED_METRICS]
    for one, other in pairwise(metrics):
        if one.name != other.name and _JOINED.match(piece[one.end : other.start]):
            if any(need in _needs(piece) for need in (Need.CAUSE, Need.TIME)):
                return [piece]
            return [_named(piece, one), _named(piece, other)]
    return [piece]


def _named(piece: str, term: Term) -> str:
    return piece[term.start : term.end]


def _needs(part: str) -> list[Need]:
    return [need for need, pattern in _NEEDS.items() if pattern.search(part)]


def _covered(part: str, quotes: Sequence[Evidence], texts: Sequence[str], glossary: Glossary) -> bool:
    metrics = {t.name for t in glossary.spans(part) if t.kind == "metric"}
    if metrics and len(part.split()) <= 4 and not _CLAUSE_ASKS.search(part):
        near = [f"{text} {quote.before}" for text, quote in zip(texts, quotes, strict=True)]
        return any(metrics & glossary.terms_in(text) for text in near)
    return all(_given(need, texts) for need in _needs(part))


def _given(need: Need, texts: Sequence[str]) -> bool:
    if need is Need.AMOUNT:
        return any(q.unit not in PERIOD_UNITS for text in texts for q in quantities(text))
    if need is Need.TIME:
        return any(_TIME_SAID.search(text) for text in texts)
    if need is Need.BASE:
        return any(_BASE_SAID.search(text) for text in texts)
    if need is Need.DRAG:
        return any(_DRAG_SAID.search(text) for text in texts)
    return any(CAUSES.search(text) for text in texts) or len(texts) > 1
