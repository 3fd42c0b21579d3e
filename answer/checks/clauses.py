"""Clauses of a sentence, and what each number in it belongs to: its clause's terms and those carried over to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from answer.quantities.movement import DOWN, UP
from answer.quantities.numbers import Quantity, quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary, Term

_DRIVER = (
    r"\b(?:(?:primarily|mainly|largely|partly|mostly|chiefly)\s+)?(?:driven|led|helped|supported|fuell?ed"
    r"|boosted|powered|aided|lifted|dragged|pressured)\s+by\b|\b(?:primarily\s+|mainly\s+|largely\s+)?(?:due"
    r"|owing|thanks)\s+to\b"
    r"|\bbecause\b|\battribut(?:ed|able)\s+to\b|\bas\s+a\s+result\s+of\b|\bon\s+the\s+back\s+of\b"
    r"|\bbenefit(?:ed|ing|s)?\s+from\b|\breflect(?:s|ed|ing)\b|\bresult\s+of\b|\bcaused\s+by\b"
    r"|\bon\s+(?:strong|higher|lower|weak)\b"
    r"|由於|由于|因為|因为|受惠於|受惠于|受惠|受益於|受益于|得益於|得益于|歸因於|归因于|主要因|主因|原因是"
    r"|原因為|受到|來自於|受(?=[^,，。]{2,24}(?:推動|帶動|驅動|拖累|影響))"
)
_OFFSET = (
    r"\bdespite\b|\bin\s+spite\s+of\b|儘管|尽管"
    r"|\b(?:partly\s+|partially\s+)?offset\s+by\b|部分被|被.{0,30}抵[銷消]|抵[銷消]"
)
_EXCLUDING = (
    r"^\s*without\b|\bexcluding\b|\bexcludes?\b|\bexcluded\b|\bexcl\.|\bex-|\bex\s|\bnot\s+including\b|\bnot\s+counting\b"
    r"|\bstripping\s+out\b|不包括|不包含|不含|剔除|排除|扣除|撇除|不計|不计"
)
DRIVER = re.compile(_DRIVER, re.IGNORECASE)
_CUES = (("offset", re.compile(_OFFSET, re.IGNORECASE)), ("driver", DRIVER))
_EXCLUDING_CUE = re.compile(_EXCLUDING, re.IGNORECASE)
CAUSES = re.compile(
    _DRIVER
    + r"|\b(?:drove|drive[sn]?|driving|led\s+to|leading\s+to|boost(?:ed|s)?|contribut\w+|weigh(?:ed|s|ted)?\s+on"
    r"|result(?:ed|ing|s)?\s+in|factors?|drivers?|reasons?|helped|benefit\w*|effect|impact)\b|帶動|带动|推動"
    r"|推动|導致|导致|拖累|因素|動力|原因|使得|因(?!此)|反映|影響|影响",
    re.IGNORECASE,
)
_HARD = re.compile(r"[,，;；。!?！？()（）:：\n]|\.(?=\s|$)|\s--\s|—")
_SOFT = re.compile(
    r"\s(?:and|while|whereas|but|or|with|versus|vs\.?|compared\s+(?:with|to)|as|plus|that|which)\s|[、而並并且但及和與与]"
    r"|以及|相較|相比|對比",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\s*without\b", re.IGNORECASE)
_LEADING = re.compile(r"\s*(?:at|with)\b", re.IGNORECASE)
_FRONTED = re.compile(rf"^\W*(?:{_EXCLUDING}|without)", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b|分別|分别", re.IGNORECASE)
_MEASURES = frozenset({"adjusted", "non-GAAP", "GAAP", "organic", "constant currency", "pro forma"})
_VAGUE = frozenset({"loss", "profit"})
_NEW_SUBJECT = re.compile(r"^[\s,，]*(?:and\s+)?(?:we|they)\b|^[\s,，]*我們", re.IGNORECASE)
_FORWARD = re.compile(r"^\s*(?:and|but|while|or|with|而|若|如|但|另|並|且)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def spans(text: str, glossary: Glossary) -> tuple[Term, ...]:
    """`glossary.spans`, read once a text: every check asks again."""
    return glossary.spans(text)


def terms_in(text: str, glossary: Glossary) -> frozenset[str]:
    """Canonical names of the terms that `text` holds."""
    return frozenset(term.name for term in spans(text, glossary))


@dataclass(frozen=True)
class Clause:
    """`text[start:end]`; `role` is main, driver, offset or excluding."""

    start: int
    end: int
    text: str
    role: str
    terms: tuple[Term, ...]
    numbers: tuple[Quantity, ...]

    def names(self, *kinds: str) -> frozenset[str]:
        return frozenset(t.name for t in self.terms if not kinds or t.kind in kinds)


@dataclass(frozen=True)
class Figure:
    """A quantity with its clause, the terms stated with it (`own`) and those its sentence carries over (`carried`)."""

    quantity: Quantity
    clause: Clause
    own: frozenset[str]
    sentence: str
    carried: frozenset[str] = field(default=frozenset())


@lru_cache(maxsize=2048)
def clauses(text: str, glossary: Glossary) -> tuple[Clause, ...]:
    """Split at commas, at words of cause, and at a conjunction that stands between two numbers."""
    terms = spans(text, glossary)
    numbers = quantities(text)
    protected = [(t.start, t.end) for t in terms] + [(q.start, q.end) for q in numbers]
    cuts = {0, len(text)}
    for match in _HARD.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in protected) and not _in_number(text, match):
            cuts.add(match.end())
    starts: dict[int, str] = {}
    for role, cue in _CUES:
        for match in cue.finditer(text):
            starts.setdefault(match.start(), role)
            cuts.add(match.start())
    counted = [q for q in numbers if q.unit not in PERIOD_UNITS]
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        inside = [q for q in counted if left <= q.start < right]
        for match in _SOFT.finditer(text, left, right):
            if any(s < match.end() and match.start() < e for s, e in protected):
                continue
            if not any(q.end <= match.start() for q in inside):
                continue
            rest = text[match.end() : right]
            aside = match.group().strip().lower() == "with" or (
                any(t.kind == "metric" and t.start >= match.end() for t in terms if t.start < right)
                and (UP.search(rest) or DOWN.search(rest))
            )
            if aside or any(q.start >= match.end() - 1 for q in inside):
                cuts.add(match.start())
    edges = sorted(cuts)
    made: list[Clause] = []
    for left, right in pairwise(edges):
        piece = text[left:right]
        if not re.search(r"\w", piece):
            continue
        role = starts.get(left) or ("excluding" if _EXCLUDING_CUE.search(piece) else "main")
        inside_terms = tuple(t for t in terms if left <= t.start < right)
        inside_numbers = tuple(q for q in numbers if left <= q.start < right)
        made.append(Clause(left, right, piece, role, inside_terms, inside_numbers))
    return tuple(made)


def figures(parts: Sequence[Clause], text: str) -> tuple[Figure, ...]:
    """Every number with what it belongs to. `respectively` pairs the metrics with the numbers in their order."""
    paired = _respective(parts, text)
    found: list[Figure] = []
    for i, clause in enumerate(parts):
        own = clause.names() | _exclusions(parts, i)
        if _WITHOUT.match(clause.text):
            own |= {"excluding"}
        carried: set[str] = set()
        for kind in ("metric", "segment", "comparison"):
            if not clause.names(kind) - _VAGUE:
                carried |= _backward(parts, i, kind)
        if _NEW_SUBJECT.match(clause.text):
            carried -= {t.name for c in parts for t in c.terms if t.kind == "metric"}
        elif not clause.names("metric") - _VAGUE:
            own |= _subject_qualifiers(parts, i)
        if i == 0 and len(parts) > 1 and _LEADING.match(clause.text) and not clause.names("metric"):
            own |= parts[1].names("qualifier") & _MEASURES
        earlier = [c for c in parts[:i] if c.role == "main" and c.names("metric") - _VAGUE]
        if earlier and not clause.names("metric") - _VAGUE:
            carried |= earlier[-1].names("qualifier")
        carried.update(*(c.names("qualifier") for c in parts[:i] if c.role == "excluding"))
        for number in clause.numbers:
            mine = paired.get(number.start)
            if mine:
                others = frozenset(paired.values()) - {mine}
                found.append(Figure(number, clause, (own - others) | {mine}, text, frozenset(carried) - others))
            else:
                found.append(Figure(number, clause, own, text, frozenset(carried)))
    return tuple(found)


def _in_number(text: str, match: re.Match[str]) -> bool:
    return (
        match.group() in ",，."
        and text[match.end() : match.end() + 1].isdigit()
        and text[match.start() - 1 : match.start()].isdigit()
    )


def _counted(clause: Clause) -> bool:
    return any(q.unit not in PERIOD_UNITS for q in clause.numbers)


def _exclusions(parts: Sequence[Clause], i: int) -> frozenset[str]:
    """Terms of an excluding clause without a number of its own that stands beside this one."""
    taken: frozenset[str] = frozenset()
    if not _counted(parts[i]):
        return taken
    for j in range(i - 1, -1, -1):
        if _counted(parts[j]):
            if _FRONTED.match(parts[j].text):  # "Excluding the 85 million charge, expenses rose 1%"
                taken |= {"excluding"}
            break
        if parts[j].role == "excluding" and not (_trails(parts, j)):
            taken |= parts[j].names("qualifier") | {"excluding"}
    if i + 1 < len(parts) and parts[i + 1].role == "excluding" and not _counted(parts[i + 1]) and _trails(parts, i + 1):
        taken |= parts[i + 1].names("qualifier")
    return taken


def _trails(parts: Sequence[Clause], j: int) -> bool:
    return j > 0 and _counted(parts[j - 1]) and not _FORWARD.match(parts[j].text)


def _backward(parts: Sequence[Clause], i: int, kind: str) -> frozenset[str]:
    earlier = [c for c in parts[:i] if c.role == "main" and c.names(kind) - _VAGUE]
    if earlier:
        return earlier[-1].names(kind)
    excluding = [c for c in parts[:i] if c.role == "excluding" and c.names(kind)]
    if excluding:
        return excluding[-1].names(kind)
    led = i == 0 and _LEADING.match(parts[0].text) is not None  # "At 131.9 million, revenue was up 14%"
    later = [c for c in parts[i + 1 : i + 2] if c.role == "main" and c.names(kind) and (led or not _counted(c))]
    return later[0].names(kind) if later else frozenset()


def _subject_qualifiers(parts: Sequence[Clause], i: int) -> frozenset[str]:
    """ "non-GAAP net income was 29.8 billion, an increase of 22%": the increase is non-GAAP too."""
    earlier = [c for c in parts[:i] if c.role == "main" and c.names("metric") - _VAGUE]
    return earlier[-1].names("qualifier") & _MEASURES if earlier else frozenset()


def _respective(parts: Sequence[Clause], text: str) -> dict[int, str]:
    if not _RESPECTIVELY.search(text):
        return {}
    metrics = [t.name for c in parts for t in c.terms if t.kind in ("metric", "segment")]
    numbers = [q for c in parts for q in c.numbers if q.unit not in PERIOD_UNITS]
    for kind in ("metric", "segment"):
        names = [t.name for c in parts for t in c.terms if t.kind == kind]
        if len(names) == len(numbers) > 1 and len(set(names)) == len(names):
            return {q.start: name for q, name in zip(numbers, names, strict=True)}
    return {} if len(metrics) != len(numbers) else {q.start: m for q, m in zip(numbers, metrics, strict=True)}
