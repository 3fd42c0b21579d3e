"""What a statement of management is about and holds: its metrics, its business, figures, causes; read once per call."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from answer.checks.clauses import CAUSES
from answer.compare.subject import Neighbours, inherited, is_whole, neighbours, subject
from answer.evidence import Evidence
from answer.quantities.movement import DOWN, UP
from answer.whole.lines import Gone, statements
from answer.whole.outlook import is_firm, looks_ahead
from index.glossary import Glossary
from index.tokens import tokens

_FIGURE = re.compile(
    r"(?:RMB|CNY|US\$|NT\$|HK\$|USD|EUR|TWD|[$€£¥])\s?\d|\d[\d.,]*\s?(?:%|percent\b|per cent\b|billion|million|trillion|basis points|bps\b|pp\b|percentage points|[億亿萬万兆])"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|\w+teen|\w+ty)(?:[- ]\w+)? (?:percent|billion|million|basis points)\b"
    r"|百分之|[一二三四五六七八九十百]+成",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:RMB|CNY|US\$|NT\$|HK\$|USD|EUR|TWD|[$€£¥])\s?\d|\b[mb]illion (?:dollars|yuan|euros|pounds|yen)\b|[億亿兆]\s?元|美元|人民[幣币]",
    re.IGNORECASE,
)
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday Mandarin English Chinese Quarter Fiscal Year".split()
)
_LEANS = re.compile(
    r"^(?:(?:and|so|but|also|now|again|well|yes|yeah|sure|okay|right|i think|i mean|you know)[, ]+)*(?:(?:this|that|these|those|they|he|she|such|there|both|neither|here|the (?:other|second|third|latter|former|rest|remaining|same))\b|it(?:['’]s)?\b|its\b)"
    r"|^(?:這|那|它|其中|此|他們|所以|因此|但是|而且)",
    re.IGNORECASE,
)
_NAME = r"[A-Z][a-z][\w&’'-]*"
_CAPITALS = re.compile(rf"(?<=[a-z0-9,;] ){_NAME}(?: (?:{_NAME}|\d{{1,2}}(?!\w)))*|^{_NAME}(?: {_NAME})+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_SAME_WORDS, _SAME_FIGURES = 0.55, 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNNAMED = re.compile(r"\bthe (?:segment|division|unit|programme|program)\b", re.IGNORECASE)
_LONGEST, _SHORTEST, _SHORTEST_BARE = 420, 30, 50
_SHORTEST_HAN = 12


@dataclass(frozen=True)
class Said:
    """One statement with its place among the call's statements, from 0."""

    line: Evidence
    place: int
    terms: frozenset[tuple[str, str]]
    """(canonical name, kind) of the glossary's terms in it."""
    known: Neighbours
    glossary: Glossary

    def names(self, *kinds: str) -> frozenset[str]:
        return frozenset(name for name, kind in self.terms if kind in kinds)

    @cached_property
    def metrics(self) -> frozenset[str]:
        return self.names("metric")

    @cached_property
    def figures(self) -> int:
        return len(_FIGURE.findall(self.line.text))

    @cached_property
    def money(self) -> bool:
        return _MONEY.search(self.line.text) is not None

    @cached_property
    def moves(self) -> bool:
        return bool(UP.search(self.line.text) or DOWN.search(self.line.text))

    @cached_property
    def causes(self) -> bool:
        return CAUSES.search(self.line.text) is not None

    @cached_property
    def ahead(self) -> bool:
        return looks_ahead(self.line)

    @cached_property
    def firm(self) -> bool:
        return self.ahead and is_firm(self.line.text)

    @cached_property
    def leans(self) -> bool:
        text = self.line.text
        return bool(_LEANS.search(text)) or bool(
            _UNNAMED.search(text) and not self.proper and not self.names("segment")
        )

    @cached_property
    def fits(self) -> bool:
        """Whether it can stand alone as a quote."""
        text = self.line.text
        latin = len(re.findall(r"[A-Za-z]", text)) * 2 > len(text)
        least = (_SHORTEST if self.figures else _SHORTEST_BARE) if latin else _SHORTEST_HAN
        return least <= len(text) <= _LONGEST

    @cached_property
    def words(self) -> frozenset[str]:
        """Search tokens without numbers."""
        return frozenset(word for word in tokens(self.line.text) if not word[0].isdigit())

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(numbers_in(self.line.text))

    @cached_property
    def proper(self) -> frozenset[str]:
        """Names in it, by their capitals within the sentence."""
        return frozenset(name for name in _CAPITALS.findall(self.line.text) if name.split()[0] not in _CALENDAR)

    @cached_property
    def business(self) -> frozenset[str] | None:
        """The business it is about, from its own words or its paragraph; empty for the whole company, None if unknown."""
        own = subject(self.line.text, self.line.call, self.glossary)
        if own is None and not is_whole(self.line.text):
            own = inherited(self.line, "", self.known, self.glossary)
        return own


def numbers_in(text: str) -> list[str]:
    """Numbers as written, but for years: a period in common is no figure in common."""
    return [number for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)]


def read_call(gone: Gone, glossary: Glossary) -> list[Said]:
    """Every statement of management, in call order."""
    lines = list(statements(gone))
    known = neighbours(gone.lines)
    return [
        Said(line, place, frozenset((t.name, t.kind) for t in glossary.spans(line.text)), known, glossary)
        for place, line in enumerate(lines)
    ]


def weights(said: Sequence[Said]) -> dict[str, float]:
    """How much a word is spoken of in a call: in how many of its statements it stands, beyond one, damped."""
    counts = Counter(word for item in said for word in item.words)
    most = max(counts.values(), default=1)
    return {word: n / most * (1 - n / (len(said) + 1)) for word, n in counts.items() if n > 1}


def alike(one: Said, other: Said) -> float:
    """Share of the shorter one's words that the other holds too."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def repeats(one: Said, other: Said) -> bool:
    """Whether two statements say the same: like words, and not of figures that differ (segments are told alike)."""
    if one.numbers and other.numbers:
        shared = len(one.numbers & other.numbers) / min(len(one.numbers), len(other.numbers))
        return shared >= _SAME_FIGURES and alike(one, other) >= _SAME_WORDS / 2
    return alike(one, other) >= _SAME_WORDS
