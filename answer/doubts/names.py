"""Names that are implausible where they stand: a segment under a word that sounds like it, a name spelt several ways."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from answer.checks.wording import stems
from answer.doubts.finding import Finding, Line, reading
from answer.doubts.likeness import alike, soundex
from index.glossary import Glossary
from ingest.transcript import Transcript

_SEGMENT_REVENUE = re.compile(
    r"^(?:And\s+|Now,?\s+)?(?:Revenues?|Sales)\s+(?:from|of|in)\s+(?:our\s+|the\s+)?(?P<after>\w[^,.;\d]{1,60}?)\s+(?:was|were|grew|rose|fell"
    r"|reached|(?:in|de)creased|declined|dropped|came)\b"
    r"|^(?P<before>[A-Z][\w&'-]*(?:\s+[A-Z][\w&'-]*)*?)(?:'s)?\s+(?:revenues?|sales)\s+(?:was|were|grew|rose|fell|reached|(?:in|de)creased"
    r"|declined|dropped|came)\b"
)
_PLACES = frozenset(
    "africa america americas argentina asia australia austria brazil britain california canada chile china colombia czech denmark"
    " egypt emea apac europe finland france germany greece hong hungary iceland india indonesia iran ireland israel italy"
    " japan kong korea latam latin malaysia mexico netherlands nigeria norway pacific pakistan peru philippines poland"
    " portugal romania russia saudi arabia singapore slovakia slovenia spain sweden switzerland taiwan texas thailand"
    " turkey ukraine uk us usa united states kingdom vietnam york".split()
)
_ORDINARY = _PLACES | frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday north south east west northern southern eastern western northeast southeast northwest"
    " southwest central one two three four five six seven eight nine ten first second third fourth chief officer"
    " president vice chairman director analyst operator mandarin english chinese american european asian indian"
    " african australian austrian korean japanese german french italian spanish british".split()
)
_TOKEN = re.compile(r"\b[A-Z][a-z]*[A-Za-z]*\b|\b[A-Z][A-Za-z]*\d+\b")
_THANKS = re.compile(
    r"\b(?:thanks?(?: you)?(?: very much| so much)?|hi|hello|morning|afternoon|evening|mr\.?|ms\.?|mrs\.?|dr\.?|this is|it's|(?:questions?|call|line|over|back)(?: is| comes)?(?: now)? (?:to|from|with)),?\s+$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^[\s,/]*(?:(?:both|and|or|to|versus|vs\.?|than|from|in|of|the|our|its|new)\b[\s,/]*){0,3}$", re.IGNORECASE
)
_LEANS = re.compile(r"^(?:this|that|these|it|its|the (?:decline|decrease|increase|growth))\b", re.IGNORECASE)
_NUMBERED = re.compile(r"([A-Z][A-Za-z]+)(\d+)")
_SHORTEST = 5
_ALIKE = 0.78
_ALIKE_PAIRED = 0.84
_SHARED = 3
"""Content words that the surroundings of two spellings must share before they count as one name."""


def misheard_segments(spoken: Sequence[Line], glossary: Glossary) -> Iterator[Finding]:
    """ "Revenue from China fell", among the segments, before a sentence on logistics: perhaps Cainiao.

    Only in a turn that goes through segments, none of them a country, where what follows leans on the sentence and
    speaks of a segment that has no other sentence there, and that has a name which sounds like the one printed.
    """
    by_turn: dict[int, list[tuple[Line, str]]] = defaultdict(list)
    for line in spoken:
        match = _SEGMENT_REVENUE.match(line.text)
        if match:
            by_turn[line.turn.n].append((line, match["after"] or match["before"]))
    for run in by_turn.values():
        known = [(line, name, _segments(name, glossary)) for line, name in run]
        reported = set().union(*(segments for _, _, segments in known))
        odd = [(line, name) for line, name, segments in known if not segments]
        if sum(bool(segments) for _, _, segments in known) < 2 or sum(_is_place(name) for _, name in odd) > 1:
            continue
        for line, name in odd:
            # What follows a name that is meant has "this …" and the word for its business.
            context = line.text[line.text.find(name) + len(name) :] + (line.after if _LEANS.match(line.after) else "")
            for segment in sorted(_segments(context, glossary) - reported):
                meant = _sounding_like(name, glossary.spellings(segment))
                if meant:
                    yield Finding("segment", (reading(line, name),), meant=meant)


def _segments(text: str, glossary: Glossary) -> frozenset[str]:
    """Businesses named, countries aside."""
    return frozenset(
        t.name for t in glossary.spans(text) if t.kind == "segment" and not _is_place(text[t.start : t.end])
    )


def _is_place(name: str) -> bool:
    return name.lower() in _PLACES


def _sounding_like(name: str, spellings: Iterable[str]) -> str | None:
    proper = [s for s in spellings if s.isascii() and s[:1].isupper() and " " not in s and len(s) >= _SHORTEST]
    return next((s for s in proper if soundex(s) == soundex(name) and alike(s, name) >= 0.6), None)


@dataclass(frozen=True)
class _Name:
    written: str
    lines: tuple[Line, ...]

    @cached_property
    def context(self) -> frozenset[str]:
        around = " ".join(f"{line.before} {line.text} {line.after}" for line in self.lines[:4])
        return stems(around) - stems(self.written)


def spellings(spoken: Sequence[Line], transcript: Transcript, glossary: Glossary) -> Iterator[Finding]:
    """One name written in several ways: alike in sound or look, and spoken of in the same words."""
    names = _names(spoken, transcript, glossary)
    groups: dict[str, set[str]] = {name.written: {name.written} for name in names}
    by_name = {name.written: name for name in names}
    for one, other in combinations(names, 2):
        if _same(one, other):
            merged = groups[one.written] | groups[other.written]
            for written in merged:
                groups[written] = merged
    for group in {frozenset(g) for g in groups.values() if len(g) > 1}:
        said = [reading(line, written) for written in sorted(group) for line in by_name[written].lines]
        yield Finding("spelling", tuple(sorted(said, key=lambda r: (r.turn, r.start, r.words))))


def _names(spoken: Sequence[Line], transcript: Transcript, glossary: Glossary) -> list[_Name]:
    """Single names and pairs that are written with a capital wherever they stand, and belong to no person or term."""
    people = {
        part.lower()
        for p in transcript.people
        for name in (p.name, *p.also_called, p.firm or "")
        for part in name.split()
    }
    call = transcript.call
    people |= {
        part.lower() for name in (call.company, call.ticker, *call.company_aliases) if name for part in name.split()
    }
    lower = {word for line in spoken for word in re.findall(r"\b[a-z]+\b", line.text)}
    found: dict[str, list[Line]] = defaultdict(list)
    inside: set[str] = set()
    for line in spoken:
        tokens = list(_TOKEN.finditer(line.text))
        for i, token in enumerate(tokens):
            word = token.group()
            if (
                word.lower() in people | _ORDINARY
                or word.lower() in lower
                or _THANKS.search(line.text[: token.start()])
            ):
                continue
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if (
                following is not None
                and line.text[token.end() : following.start()] == " "
                and len(following.group()) > 2
            ):
                found[f"{word} {following.group()}"].append(line)
            if (len(word) >= _SHORTEST and not word.isupper()) or _NUMBERED.fullmatch(word):
                found[word].append(line)
                if token.start() > 0:
                    inside.add(word)
    return [
        _Name(written, tuple(lines))
        for written, lines in found.items()
        if (" " in written or written in inside)
        and not glossary.terms_in(written)
        and not glossary.companies_in(written)
    ]


def _same(one: _Name, other: _Name) -> bool:
    a, b = one.written.split(), other.written.split()
    if len(a) != len(b) or (min(len(one.lines), len(other.lines)) > 2):
        return False
    if len(a) == 2 and (a[0] != b[0] or min(len(a[1]), len(b[1])) < 3 or {a[1].lower(), b[1].lower()} & _ORDINARY):
        return False
    names = (one.written, other.written)
    digits = [re.findall(r"\d+", name) for name in names]
    if digits[0] != digits[1] or one.written.rstrip("s") == other.written.rstrip("s"):
        return False
    if one.written.lower().startswith(other.written.lower()) and len(a) == 2:
        return False
    if not _swallowed(*names) and alike(*names) < (_ALIKE_PAIRED if len(a) == 2 else _ALIKE):
        return False
    if any(_listed(line.text, one.written, other.written) for line in (*one.lines, *other.lines)):
        return False
    return len(one.context & other.context) >= _SHARED


def _swallowed(one: str, other: str) -> bool:
    """QN3 for Qwen3: of two numbered names the shorter one's letters stand in the longer one, in order."""
    short, long = (_NUMBERED.fullmatch(name) for name in sorted((one, other), key=len))
    if not short or not long or short[2] != long[2] or short[1][0].lower() != long[1][0].lower():
        return False
    letters = iter(long[1].lower())
    return all(letter in letters for letter in short[1].lower())


def _listed(text: str, one: str, other: str) -> bool:
    """Whether a sentence names both side by side, as two things."""
    if one not in text or other not in text:
        return False
    first, second = sorted((text.find(one), text.find(other)))
    between = text[first + len(text[first:].split()[0]) : second]
    return bool(_LISTED.match(between))
