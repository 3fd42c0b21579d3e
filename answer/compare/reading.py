"""What the words of a sentence say of one of its figures: kind, metric, time, base; None where they leave it open."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from answer.checks.clauses import Clause, Figure, clauses
from answer.quantities.numbers import Quantity, quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from answer.quantities.periods import in_label
from index.glossary import Glossary
from ingest.transcript import Call

RATES = frozenset(
    "gross margin|operating margin|net margin|margin|contribution margin|EBITA margin|EBITDA margin|net interest margin|tax rate|take rate|"
    "market share|retention|churn|utilization|yield|payout ratio|ROE|ROIC|NPL ratio|penetration".split("|")
)
STOCKS = frozenset(
    "net cash|cash|debt|net debt|inventory|accounts receivable|working capital|equity|share count|backlog|members|subscribers|MAU|DAU|users|"
    "active buyers|customers|consumers|merchants|headcount|stores|loan balance|deposits|AUM|ARR|capacity|days of inventory".split(
        "|"
    )
)
"""Metrics counted at a point in time: two periods of them do not add up."""
MARGIN_OF = {
    "EBITA": "EBITA margin",
    "EBITDA": "EBITDA margin",
    "operating income": "operating margin",
    "gross profit": "gross margin",
    "net income": "net margin",
}
"""What "the margin" is, said after one of these."""
VAGUE = frozenset({"profit", "loss"})
_FRAMES = frozenset({"excluding", "organic", "constant currency", "pro forma", "annualized", "cumulative"})
_RANGE = re.compile(r"^\s*(?:-|–|—|~|〜|to|至|到|or|或|and)\s*$", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:\b(?:to|at|was|were|is|are|be|of|made up|reached|reaching|than|with|a)\b|為|达|達|至|到|率|占|佔|有|[:：])\s*"
    r"(?:about|around|approximately|roughly|nearly|some|over|a record|約|近)?\s*$",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"\b(?:growth|grew|grow(?:ing|n|s)?)\b|成長|增長|增速|[年季月]增|[年季月]減", re.IGNORECASE)
_SHARE = re.compile(r"^\s*(?:percent\b|%)?\s*of\s+(?P<of>[^,;.]+)", re.IGNORECASE)
_HAN_SHARE = re.compile(r"[占佔](?P<of>[^,，;；。占佔\d]{1,16})$")
_RATE_WORD = re.compile(r"\b(?:rate|margin|ratio)\b|率", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:full|whole|entire)[\s-](?:fiscal[\s-])?year\b|\b(?:for|in) the (?:fiscal |financial )?year\b|\bfiscal year(?! ago)\b|\bFY\s?\d"
    r"|\btwelve months(?! (?:ago|earlier|before))\b|\bannual(?:ly|ized|ised)?\b|\ba year\b(?! (?:ago|earlier|before|over))"
    r"|\bthis (?:fiscal |financial )?year\b(?!')|今年(?!第|.{0,3}季)|全年|整年|年度|整個財年|本財年|財年",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?:nine|six|9|6)[\s-]months?\b|\byear[- ]to[- ]date\b|\b(?:first|second) half\b|\bhalf[- ]year\b|前三季|九個月|上半年|下半年|今年以來|累計",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bquarter(?:ly)?\b(?!-)|季", re.IGNORECASE)
_QUARTER_OF_YEAR = re.compile(
    r"\bquarter,? (?:of|for) (?:the )?(?:fiscal )?(?:year )?(?:FY ?)?\d*|FY\s?\d+\s?Q\d|\d+\s?(?:財年|年)第.季",
    re.IGNORECASE,
)
_OTHER_BASE = re.compile(
    r"\b(?:(?:a|one|the) quarter (?:ago|before|earlier)|(?:previous|prior|last|preceding) quarter|three months (?:ago|earlier)"
    r"|since|than in|(?:two|three|four|five) years)\b|上一?季|前一季|三個月前|自.{1,6}以來",
    re.IGNORECASE,
)
_PER = re.compile(r"\bper\s+(?!cent)\w+|\ban? (?=share|ADS|month|week|day|user|order)\w+|每\S", re.IGNORECASE)
COMPARED = re.compile(
    r"^\W*(?:against|versus|vs\.?|compared (?:with|to)|(?:up |down )?from)\b|^\W*(?:而?去年|相較|相比)", re.IGNORECASE
)
"""How a clause begins that gives the figure compared with."""
_FURTHER = re.compile(r"^\W*(?:so|and|while|whereas|but|thus|leaving)\b|^\W*(?:因此|所以)", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|are|was|were|be|been|by)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:of|from|in|for|at|within|on|outside|across|excluding|to)\s+(?:(?!\b(?:is|are|was|were|had|grew|rose|fell|reached|came|stood|increased"
    r"|decreased|declined|improved|widened|narrowed|went)\b)[^,;，；])*",
    re.IGNORECASE,
)


def ranged(text: str) -> frozenset[int]:
    """Starts of the quantities that are an end of a range."""
    found: set[int] = set()
    for low, high in pairwise(q for q in quantities(text) if q.unit not in PERIOD_UNITS):
        joint = text[low.end : high.start]
        if not _RANGE.match(joint) or low.anchor == "prior" or high.unit != low.unit != "count":
            continue
        if low.unit == high.unit == "money" and low.currency != high.currency and low.currency and high.currency:
            continue
        word = joint.strip().lower()
        head = text[max(0, low.start - 24) : low.start].lower()
        if (word == "and" and "between" not in head) or (low.anchor == "by" and word in ("to", "至", "到")):
            continue
        found |= {low.start, high.start}
    return frozenset(found)


def region(text: str, figure: Figure, parts: Sequence[Clause]) -> tuple[int, str]:
    """Where the figure's subject begins, and the words from there to the next figure that is not its own."""
    here = parts.index(figure.clause)
    first = next((j for j in range(here, -1, -1) if parts[j].names("metric") - VAGUE), here)
    start = max((parts[j].end for j in range(first) if counted(parts[j])), default=0)
    if _FURTHER.match(parts[first].text):
        start = parts[first].start
    following = [q.start for q in counted(figure.clause) if q.start >= figure.quantity.end]
    return start, text[start : min(following, default=figure.clause.end)]


def counted(clause: Clause) -> list[Quantity]:
    """The clause's amounts, percentages and counts, dates aside."""
    return [q for q in clause.numbers if q.unit not in PERIOD_UNITS]


def noun_phrase(words: str, number: int, glossary: Glossary) -> str:
    """What a figure at `number` is of: the words before its metric, and what follows that with a preposition.

    "This time the driver was our take rate, which reached 3.94%" is of the take rate and of nothing else.
    """
    metric = next((t for t in reversed(glossary.spans(words[:number])) if t.kind == "metric"), None)
    if metric is None:
        return words
    copula = max((m.end() for m in _COPULA.finditer(words, 0, metric.start)), default=0)
    between = " ".join(m.group() for m in _PREPOSITION.finditer(words, metric.end, number))
    han = "" if words.isascii() else words[metric.end : number]
    return " ".join((words[copula : metric.end], between, han, words[number:]))


def kind(figure: Figure, words: str, text: str, glossary: Glossary) -> tuple[str | None, frozenset[str]]:
    """(growth, level, share or amount; further words that a like figure must share: `per month`, the whole of a share)."""
    quantity = figure.quantity
    after = text[quantity.end : figure.clause.end]
    before = text[figure.clause.start : quantity.start]
    details = frozenset(" ".join(m.group().lower().split()) for m in _PER.finditer(words))
    if quantity.unit in ("money", "count", "times"):
        return "amount", details
    share = _SHARE.match(after) or _HAN_SHARE.search(before)
    if share:
        whole = glossary.terms_in(share["of"])
        return ("share", details | whole) if whole else (None, details)
    if re.search(r"\bof\b", after):
        return None, details
    metrics = {t.name for t in glossary.spans(words) if t.kind == "metric"}
    named_rate = metrics & RATES or (not metrics and _RATE_WORD.search(words))
    if named_rate and not _GROWTH.search(words):
        level = quantity.anchor == "to" or _LEVEL.search(before) is not None
        return ("level" if level else None), details
    if quantity.direction and not metrics & RATES and quantity.anchor != "to":
        return "growth", details
    return None, details


def metrics(
    figure: Figure, parts: Sequence[Clause], words: str, whole: frozenset[str], glossary: Glossary
) -> frozenset[str]:
    """The figure's metrics; "the margin" is that of what was spoken of before. `whole` is what it is a share of."""
    named = {t.name for t in glossary.spans(words) if t.kind == "metric"}
    own = {t for t in figure.own if glossary.kind(t) == "metric"} - whole | named
    if not own - VAGUE:
        own |= {t for t in figure.carried if glossary.kind(t) == "metric"}
    if own == {"margin"}:
        base = _before(figure.clause, parts)
        names = base.names("metric") - VAGUE if base else frozenset()
        own = {MARGIN_OF[name] for name in names if name in MARGIN_OF} if len(names) == 1 else own | names
    return frozenset(own - VAGUE or own)


def qualifiers(figure: Figure, parts: Sequence[Clause], words: str, glossary: Glossary) -> frozenset[str]:
    """How the figure is measured; the margin said after "adjusted EBITA" is adjusted too."""
    found = {t.name for t in glossary.spans(words) if t.kind == "qualifier"}
    found |= {name for name in figure.own | figure.carried if glossary.kind(name) == "qualifier"}
    if figure.clause.names("metric") == {"margin"}:
        base = _before(figure.clause, parts)
        found |= base.names("qualifier") if base else frozenset()
    return frozenset(found)


def framed(before: str, held: frozenset[str], glossary: Glossary) -> bool:
    """Whether the sentence before, without figures of its own, sets a measure that the figure does not repeat."""
    if any(counted(clause) for clause in clauses(before, glossary)):
        return False
    return not held & _FRAMES and bool(glossary.terms_in(before) & _FRAMES)


def _before(clause: Clause, parts: Sequence[Clause]) -> Clause | None:
    earlier = [part for part in parts[: parts.index(clause)] if part.names("metric") - VAGUE]
    return earlier[-1] if earlier else None


def named_span(text: str) -> str | None:
    """`quarter`, `year` or `months` (nine months, a half), where the words say one."""
    bare = _QUARTER_OF_YEAR.sub(" quarter ", text)
    if _MONTHS.search(bare):
        return "months"
    if _YEAR.search(bare):
        return "year"
    return "quarter" if _QUARTER.search(bare) else None


def span(before: str, call: Call, clause: Clause, parts: Sequence[Clause]) -> str | None:
    """How long a time the figure covers, as its clause or the last one before it says; None where that is open."""
    for part in _stating(clause, parts):
        named = named_span(part.text)
        if named:
            return named
    later = (part.text for part in parts[parts.index(clause) + 1 :] if not COMPARED.match(part.text))
    if any(named_span(text) in ("year", "months") for text in (before, *later)):
        return None
    return "quarter" if call.fiscal_quarter else "year"


def own_period(call: Call, clause: Clause, parts: Sequence[Clause]) -> bool:
    """Whether no other period than the call's is named with the figure."""
    for part in _stating(clause, parts):
        named = [q for q in part.numbers if q.unit in PERIOD_UNITS]
        if named:
            return all(in_label(q, call) for q in named)
    return True


def _stating(clause: Clause, parts: Sequence[Clause]) -> Iterator[Clause]:
    """The clause and those before it, nearest first, without the ones that only say what is compared with."""
    yield clause
    yield from (part for part in reversed(parts[: parts.index(clause)]) if not COMPARED.match(part.text))


def basis(figure: Figure, text: str, glossary: Glossary) -> str | None:
    """What growth is measured against. Growth without a base is year over year; None where it is something else."""
    named = {t for t in figure.own if glossary.kind(t) == "comparison"}
    if len(named) > 1:
        return None
    if named:
        return next(iter(named))
    return None if _OTHER_BASE.search(text) else "yoy"
