"""Which lines of a Seeking Alpha text head a Turn: names on lines of their own, with or without `Q - `, `A - `, a title.

Since 2024 the pages print a title or firm on a line of its own below every name; such lines head nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.draft import Listed
from ingest.formats.lines import (
    ends_sentence,
    has_title_word,
    is_function,
    is_name,
    name_key,
    section_heading,
)
from ingest.formats.vendors.seeking_alpha_front import cut_entry, is_paragraph, unlink
from ingest.transcript import Role

_MAX_LINE = 240
_MAX_REST_WORDS = 16
_MARK = re.compile(r"^(?P<mark>[QA])\s*[-–—:]+\s*(?=[^\s\-–—])")
_ALSO_FUNCTION = re.compile(
    r"^(?:(?:male|female|corporate|company|conference call|event) (?:speaker|participant|representative|voice|operator)(?: \d+)?"
    r"|(?:unidentified|unknown|unnamed)(?: [\w-]+){1,4}|recorded (?:message|voice)|video (?:presentation|playback))$",
    re.IGNORECASE,
)
_NO_FUNCTION = frozenset(("q", "a", "question", "answer", "analyst"))
_FOR = re.compile(r"^(.+?) (?:for|on behalf of|on for|sitting in for) (.+)$")
# Words of subheads, products and courtesies: what holds one is no person's name.
_SUBJECT = frozenset(
    "overview results highlights statement statements remarks session outlook update review summary guidance segment segments business "
    "financial operations operating operational quarter year market markets performance strategy capital forward looking risk safe harbor "
    "harbour conclusion closing opening introduction question questions answer answers policy conference call earnings transcript "
    "transcripts thank thanks morning afternoon evening enough good great fair alpha seeking copyright report company corporation "
    "inc corp ltd llc group holdings partners securities instructions presentation participants executives analysts page slide ended "
    "exactly right absolutely correct agreed perfect definitely understood congratulations maybe hey please welcome well "
    "three six nine months first second third fourth north america europe asia united states".split()
)
_ADDRESSED = re.compile(
    r"\b(?:[Tt]hanks|[Tt]hank you|[Hh]i|[Hh]ello|[Hh]ey|[Mm]orning|[Aa]fternoon|[Ee]vening|[Oo]kay|[Ss]ure|[Yy]es|[Yy]eah|[Tt]his is|[Ii]t['’]s|I['’]m"
    r"|(?:over|back|turn|hand) to|Mr\.|Ms\.|Mrs\.|Dr\.|[Ww]ell|[Gg]reat|[Aa]nd|[Mm]aybe),? ([A-Z][\w'’\-]+)"
)
_INTRODUCES = re.compile(r"\b(?:[Tt]his is|[Ii]t['’]s|I['’]m|I am|[Mm]y name is|[Hh]ere is) ([A-Z][\w'’\-]+)")
_INTRODUCES_WITHIN = 200
_MOST_LISTED = 500
_FEWEST_TITLED = 3
"""Names with their title below them from which on a file is taken to print it below every name."""
_LONG_NAME = 8
"""Letters from which on two slips still leave a name recognisable."""
_WORD = re.compile(r"[\w'\-]+")
_LOWER = re.compile(r"(?<![\w'’\-])[a-z]{2,}(?![\w\-])")
_OPEN_END = re.compile(r"[\w,&]$")
_LINKING_END = re.compile(
    r"(?:,|&|\b(?:and|or|of|from|by|with|to|for|the|a|an|is|was|are|were|our|my|at|in|on|than|that|mr|ms|mrs|dr|including|line))$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^[a-z,.;]")


@dataclass(frozen=True)
class NameLine:
    """The heading of a Turn; `label` is the name as printed.

    `role` is what `Q - ` or `A - ` shows, or the list's where the label is a listed name spelt otherwise; `misspelt` is
    that name where the two differ by a slip.
    """

    label: str
    title: str | None = None
    firm: str | None = None
    role: Role | None = None
    misspelt: str | None = None


@dataclass(frozen=True)
class _Candidate:
    mark: str | None
    name: str
    rest: str


class NameLines:
    """Tells headings from speech in `lines` (without blank ones), given the printed lists."""

    def __init__(self, listed: Sequence[Listed], lines: Sequence[str]) -> None:
        self._lines = lines
        self._listed: dict[str, Listed] = {}
        for entry in listed:
            for name in (entry.name, *entry.also_called):
                self._listed.setdefault(_key(name), entry)
        self._firms = {entry.firm for entry in listed if entry.firm}
        self._candidates = [_candidate(line) for line in lines]
        self._titles = self._titles_below()
        for i in self._titles:
            self._candidates[i] = None
        shaped = [_key(found.name) for found in self._candidates if found and _is_person(found.name)]
        self._own = Counter(shaped)
        self._said = _pairs_said(lines, shaped)
        self._lower = {word for line in lines for word in _LOWER.findall(line)} if shaped else set()
        self._addressed = {word.lower() for line in lines for word in _ADDRESSED.findall(line)}

    def certain(self, i: int) -> bool:
        """Whether line `i` heads a Turn by a listed name or a function alone."""
        found = self._candidates[i]
        if found is None or (found.rest and not self._is_rest(found)):
            return False
        return self._is_function(found.name) or _key(found.name) in self._listed

    def at(self, i: int, *, after_operator: bool, in_qa: bool) -> NameLine | None:
        """The heading that line `i` is; `after_operator` says whose words stand above it, `in_qa` in which section."""
        found = self._candidates[i]
        if found is None:
            return None
        above = self._lines[i - 1] if i else ""
        below = self._lines[i + 1] if i + 1 < len(self._lines) else ""
        if self.certain(i):
            # A name that the page has set on a line of its own inside a sentence.
            inside = _OPEN_END.search(above) and _GOES_ON.match(below) and not self._heads(i - 1)
            return None if inside else self._name_line(found)
        if not _is_person(found.name) or (found.rest and not self._is_rest(found)):
            return None
        if found.mark is None:
            if not below or (self._heads(i + 1) and self._own[_key(found.name)] < 2):
                return None
            inside = _OPEN_END.search(above) and not self._heads(i - 1) and not section_heading(above)
            if inside and (_LINKING_END.search(above) or _GOES_ON.match(below)):
                return None
            # Questions and answers follow one another without subheads: there the shape of a name is enough.
            alone = (after_operator or in_qa) and not inside and not self._is_said_small(found.name)
            if not (alone or self._is_supported(found, below)):
                return None
        return self._name_line(found)

    def title_at(self, i: int) -> bool:
        """Whether line `i` is the title or firm printed below a name."""
        return i in self._titles

    def _titles_below(self) -> set[int]:
        """The lines below names that repeat the list's title or firm; where most names have one, also other people's."""
        found: set[int] = set()
        without: list[int] = []
        for i in range(len(self._lines) - 1):
            listed = self._listed_at(i)
            if i in found or listed is None or not (listed.title or listed.firm):
                continue
            (found.add if self._repeats(listed, i + 1) else without.append)(i + 1)
        if len(found) < _FEWEST_TITLED or len(found) <= len(without):
            return found
        for i in range(len(self._lines) - 2):
            name = self._candidates[i]
            if i in found or i + 1 in found or name is None or self._is_function(name.name) or name.rest:
                continue
            if (_is_person(name.name) or self._listed_at(i)) and _is_titling(self._lines[i + 1], self._lines[i + 2]):
                found.add(i + 1)
        return found

    def _listed_at(self, i: int) -> Listed | None:
        found = self._candidates[i]
        return self._listed.get(_key(found.name)) if found is not None and not found.rest else None

    def _repeats(self, listed: Listed, i: int) -> bool:
        """Whether line `i` says no more about somebody than the list does, or all of it."""
        line = self._lines[i]
        if len(line) > _MAX_LINE or i + 1 >= len(self._lines):
            return False
        words = set(_plain_words(unlink(line)))
        known = set(_plain_words(f"{listed.title or ''} {listed.firm or ''}"))
        return bool(words) and bool(known) and (words <= known or known <= words) and len(words) <= len(known) + 6

    def _heads(self, i: int) -> bool:
        return 0 <= i < len(self._lines) and self.certain(i)

    def _is_said_small(self, name: str) -> bool:
        """Whether a capitalised word of the name occurs in lower case, as words do that are no names."""
        return any(word.lower() in self._lower for word in name.split() if not word.islower())

    def _is_function(self, name: str) -> bool:
        return name.lower() not in _NO_FUNCTION and (is_function(name) or _ALSO_FUNCTION.match(name) is not None)

    def _is_rest(self, found: _Candidate) -> bool:
        """Whether what stands after a name's dash is a title or firm rather than the rest of a sentence."""
        listed = self._listed.get(_key(found.name))
        rest = unlink(found.rest)
        if rest in self._firms or (listed and rest in (listed.title, listed.firm)):
            return True
        return rest[0].isupper() and len(rest.split()) <= _MAX_REST_WORDS and not ends_sentence(rest)

    def _is_supported(self, found: _Candidate, below: str) -> bool:
        key = _key(found.name)
        words = key.split()
        recurs = self._own[key] > 1 and any(word not in self._lower for word in words)
        if recurs or unlink(found.rest) in self._firms or self._misspelt(key) is not None:
            return True
        pairs = list(pairwise(words))
        if pairs and all(self._said[pair] > self._own[key] for pair in pairs):
            return True
        introduced = {word.lower() for word in _INTRODUCES.findall(below[:_INTRODUCES_WITHIN])}
        return bool(introduced & set(words) or self._addressed & {words[0], words[-1]})

    def _misspelt(self, key: str) -> Listed | None:
        """The one listed person of whose name `key` is a slip."""
        from rapidfuzz.distance import Levenshtein

        if len(self._listed) > _MOST_LISTED:
            return None
        near = {
            id(entry): entry
            for name, entry in self._listed.items()
            if len(name) >= _LONG_NAME and name[0] == key[0] and Levenshtein.distance(name, key, score_cutoff=2) <= 2
        }
        return next(iter(near.values())) if len(near) == 1 else None

    def _name_line(self, found: _Candidate) -> NameLine:
        listed = self._listed.get(_key(found.name))
        rest = unlink(found.rest) or None
        if listed is not None:
            title, firm = listed.title, listed.firm
            if rest and not (title or firm):
                title, firm = (None, rest) if listed.role is Role.ANALYST else (rest, None)
            return NameLine(
                found.name, title, firm, None if name_key(listed.name) == name_key(found.name) else listed.role
            )
        if found.name.lower().endswith("operator"):
            return NameLine(found.name)
        role = {"Q": Role.ANALYST, "A": Role.EXECUTIVE}.get(found.mark or "")
        if meant := self._misspelt(_key(found.name)):
            return NameLine(found.name, meant.title, meant.firm, meant.role, meant.name)
        if (match := _FOR.match(found.name)) and (meant := self._listed.get(_key(match[2]))):
            return NameLine(found.name, None, rest or meant.firm, role or meant.role)
        is_title = role is Role.EXECUTIVE or (rest and has_title_word(rest) and rest not in self._firms)
        return NameLine(found.name, rest if is_title else None, None if is_title else rest, role)


def _is_titling(line: str, below: str) -> bool:
    """Whether a line below an unlisted name is his title or firm: no sentence, and words of his below it."""
    short = len(line.split(maxsplit=_MAX_REST_WORDS)) <= _MAX_REST_WORDS and not ends_sentence(line)
    return short and line[0].isupper() and is_paragraph(below)


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(_plain(text).lower())


def _candidate(line: str) -> _Candidate | None:
    """The parts of a line that is short enough and, where it is no more than a name, does not end as a sentence does."""
    if len(line) > _MAX_LINE:
        return None
    mark = _MARK.match(line)
    text = line[mark.end() :] if mark else line
    text = text.strip().rstrip(":").strip()
    name, rest = cut_entry(text)
    if not name or not name[0].isalpha() or (not rest and is_paragraph(text)):
        return None
    return _Candidate(mark["mark"] if mark else None, name, rest)


def _key(name: str) -> str:
    """A name's key without the initial in front of it: `D. Olof Vik` is also called `Olof Vik`."""
    first, _, rest = name_key(name).partition(" ")
    return rest if len(first) == 1 and " " in rest else name_key(name)


def _is_person(name: str) -> bool:
    if match := _FOR.match(name):
        return is_name(match[1], fewest=2) and is_name(match[2], fewest=2)
    words = name.lower().replace(".", "").split()
    return 2 <= len(words) <= 6 and is_name(name, fewest=2) and not _SUBJECT.intersection(words)


def _pairs_said(lines: Sequence[str], names: Sequence[str]) -> Counter[tuple[str, str]]:
    """How often each two words that stand together in a name stand together in the text as names, headings included."""
    wanted = {pair for name in names for pair in pairwise(name.split())}
    said: Counter[tuple[str, str]] = Counter()
    if wanted:
        for line in lines:
            for one, two in pairwise(_WORD.findall(_plain(line))):
                pair = one.lower(), two.lower()
                if pair in wanted and all(word[0].isupper() or len(word) < 4 for word in (one, two)):
                    said[pair] += 1
    return said


def _plain(line: str) -> str:
    """A line without accents, as in the keys of names."""
    return "".join(c for c in unicodedata.normalize("NFKD", line.replace("’", "'")) if not unicodedata.combining(c))
