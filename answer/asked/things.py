"""What an answer must hold, read from the question: the things it asks about, and the shape of what it asks for.

Things are the glossary's terms, names, and the other words that carry meaning; a thing is found where any of its
spellings stands, in either language.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.asked.frame import content, is_han, meaning
from answer.asked.shapes import Shape, looks
from index.glossary import Glossary, Term
from index.tokens import tokens


@dataclass(frozen=True)
class Thing:
    """Something asked about. Found where all tokens of one of `spellings` stand; a loose one counts in part."""

    name: str
    spellings: tuple[frozenset[str], ...]
    kind: str
    """The glossary's kind of a term; `name` of a proper name or figure; `word`; `han`, a run of Chinese."""
    weight: float = 1.0

    @property
    def is_metric(self) -> bool:
        return self.kind == "metric"

    def held(self, words: Collection[str]) -> float:
        """0..1: whether `words` (search tokens) hold the thing, for `han` the share of its best spelling's tokens."""
        best = 0.0
        for spelling in self.spellings:
            found = sum(token in words for token in spelling)
            if found == len(spelling):
                return 1.0
            if self.kind == "han":
                best = max(best, found / len(spelling))
        return best


@dataclass(frozen=True)
class Wanted:
    things: tuple[Thing, ...]
    shapes: frozenset[Shape]
    figure: bool
    """A figure of whatever unit is asked for."""
    future: bool
    later: bool
    """The next quarter or year is asked about."""


def wanted(question: str, glossary: Glossary, aside: Iterable[str] = ()) -> Wanted:
    """Read a question. `aside` are names (of the company, its people, their firms) that are no things."""
    text = _without(question, aside)
    terms = glossary.spans(text)
    shapes, figure = looks(question, _asks_for_a_metric(text, terms))
    things = (*_counted_first(question, _things(text, terms, glossary)), *_rates(question))
    if _PRICE.search(question):
        things = (*(t for t in things if not set(t.spellings[:1]) & set(_PRICE_THING.spellings)), _PRICE_THING)
    return Wanted(things, shapes, figure, _FUTURE.search(question) is not None, _NEXT.search(question) is not None)


def _rates(question: str) -> list[Thing]:
    """ "per order", "a day", 每天: what a figure is counted by."""
    found = [
        Thing(
            f"per {match[1].lower()}", _token_sets((f"per {match[1]}", f"each {match[1]}", f"every {match[1]}")), "word"
        )
        for match in _PER.finditer(question)
    ]
    return found + [
        Thing(name, _token_sets(spelled), "word") for name, (asked, spelled) in _EVERY.items() if asked.search(question)
    ]


def _without(question: str, aside: Iterable[str]) -> str:
    text = question
    for name in sorted(set(aside), key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)" if name.isascii() else re.escape(name)
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return text


def _things(text: str, terms: Sequence[Term], glossary: Glossary) -> tuple[Thing, ...]:
    found: dict[str, Thing] = {}
    related = glossary.related(text)
    left = list(text)
    for term in terms:
        left[term.start : term.end] = " " * (term.end - term.start)
        if term.kind in ("comparison", "role") or term.name in _FRAME_TERMS:
            continue
        spellings = (text[term.start : term.end], *glossary.spellings(term.name))
        found.setdefault(term.name, Thing(term.name, _token_sets(spellings), term.kind))
    rest = "".join(left)
    for start, written in content(rest):
        if is_han(written):
            others = next((row for key, row in related.items() if key in written), ())
            found.setdefault(written, Thing(written, _token_sets((written, *others)), "han", _LOOSE))
        else:
            name = written[0].isdigit() or (written[0].isupper() and bool(text[:start].strip()))
            thing = _word(written, name=name, related=related)
            found.setdefault(thing.name, thing)
    return tuple(found.values())


def _word(written: str, *, name: bool, related: Mapping[str, tuple[str, ...]]) -> Thing:
    words = meaning(written)
    hyphened = "-" in written
    sets = [frozenset(words[:1] if hyphened else words), *_token_sets(apart(written))]
    if hyphened and words[1:]:
        sets.append(frozenset(words[1:]))
    if not name:
        sets.extend(_token_sets(next((row for key, row in related.items() if words[0] in tokens(key)), ())))
    kind, weight = ("name", 1.0) if name else ("word", _LOOSE)
    return Thing(words[0], tuple(dict.fromkeys(sets)), kind, weight)


def apart(name: str) -> list[str]:
    """`PolarDB` is written `Polar DB` too, `88VIP` `88 VIP`; [] for a name that has no such joint."""
    parts = _JOINT.sub(" ", name)
    return [parts] if parts != name else []


def _token_sets(spellings: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(frozenset(found) for s in spellings if (found := tokens(s))))


def _asks_for_a_metric(text: str, terms: Sequence[Term]) -> bool:
    """ "What was inventory", "which free cash flow": the metric itself is asked for, so a figure is."""
    return any(term.kind == "metric" and _WHAT_IS.search(text[: term.start]) for term in terms)


def _counted_first(question: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """What is counted ("how many couriers", 多少外送員) weighs more: a figure of anything else is no answer."""
    match = _COUNTED.search(question)
    if match is None:
        return tuple(things)
    noun = set(tokens(match[1] or match[2] or ""))
    return tuple(
        replace(t, weight=_COUNTED_WEIGHT) if noun and any(noun & spelling for spelling in t.spellings[:1]) else t
        for t in things
    )


_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Za-z]{2})|(?<=[A-Za-z]{2})(?=\d)")
_LOOSE = 0.5
_COUNTED_WEIGHT = 2.0
_FRAME_TERMS = frozenset(
    {"guidance", "target", "growth", "consensus", "per share", "average", "net", "record", "investor relations"}
)
_PER = re.compile(r"\bper (?!cent\b|share\b|ADS\b|day\b|week\b|month\b)([A-Za-z]+)", re.IGNORECASE)
_EVERY = {
    "day": (
        re.compile(r"\b(?:per|a|each|every) day\b|\bdaily\b|一天|每天|每日|單日", re.IGNORECASE),
        ("daily", "per day", "a day", "每天", "每日", "單日"),
    ),
    "month": (
        re.compile(r"\b(?:per|a|each|every) month\b|\bmonthly\b|每月|每個月", re.IGNORECASE),
        ("monthly", "per month", "month", "每月"),
    ),
    "order": (re.compile(r"每[筆張單]訂?單?", re.IGNORECASE), ("per order", "每筆訂單", "每單")),
}
_WHAT_IS = re.compile(
    r"\b(?:what|which)(?:['’]s)?(?:\s+(?:is|was|were|are|will|the|its|their|this|total|group|adjusted|gaap|non-gaap|quarterly|annual|full-year|overall|company['’]?s?|[A-Z]\w*['’]s))*\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how many|number of)\s+((?:[a-z'’-]+\s+){0,2}?[a-z'’-]+)(?=\s+(?:does|do|did|has|have|had|is|are|was|were|will|would|can|could|work|in|at|of|to|on|for|that|there)\b|\s*\?|\s*$)"
    r"|(?:多少|幾)(?:個|家|筆|件|名|台|座|戶|位|項|人)?([\u3400-\u9fff]{2,5})",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\bat what price\b|\bwhat price (?:does|do|did|is|was|will)\b|\bhow much (?:does|do|is|are) [^?]{1,60}\b(?:cost|sell|priced)\b|\bsell(?:s|ing)? for\b|\bsales? price\b|\blist price\b"
    r"|賣多少|售價|定價多少|單價|多少錢一|一[台個件支]多少錢",
    re.IGNORECASE,
)
_PRICE_THING = Thing(
    "price",
    tuple(
        frozenset(tokens(w))
        for w in ("price", "priced", "costs", "sells for", "fee", "售價", "價格", "定價", "單價", "費用")
    ),
    "word",
)
_FUTURE = re.compile(
    r"\boutlook\b|\bguid(?:e|ed|es|ance)\b|\bexpect\w*\b|\bplans?\b|\bplanned\b|\bforecasts?\w*\b|\bnext (?:quarter|year|few|fiscal)\b|\bwill\b|\bgoing forward\b|\btargets?\b"
    r"|展望|指引|財測|预期|預期|預計|預估|未來|接下來|下一?季|明年|計畫|目標|打算|將會",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\bnext (?:fiscal )?(?:quarter|year)\b|\bcoming (?:fiscal )?(?:quarter|year)\b|\bsecond half\b|下一?(?:個)?(?:季|財年|年度)|明年|下半年",
    re.IGNORECASE,
)
