"""A topic as it may be written: its words with their endings, the glossary's other spellings, a person's other names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from answer.scoping.fold import fold
from index.glossary import Glossary
from index.rows import Held
from index.tokens import tokens

_HAN = re.compile(r"[\u3400-\u9fff]")
_PLURAL = r"(?:e?s|['’]s)?"
_JOINT = r"[\s\-‐–/]+"
_ACRONYM, _INFLECTED = 3, 4


@dataclass(frozen=True)
class Topic:
    """`asked` is the topic in the question's words. `exact` finds it as a phrase; `parts` are its words one by one."""

    asked: str
    exact: tuple[re.Pattern[str], ...]
    exact_han: re.Pattern[str] | None
    parts: tuple[tuple[re.Pattern[str], ...], ...]

    def count(self, line: Evidence) -> int:
        """How often a line says it, in its own words or, where that finds more, in their translation."""
        return max(len(self._found(text)) for text in (line.text, line.translation or ""))

    def written(self, line: Evidence) -> set[str]:
        """The spellings a line's own words use, as they stand there."""
        return set(self._found(line.text))

    def holds_parts(self, line: Evidence) -> bool:
        """Whether a line holds every word of a topic of several words, in any order."""
        text = f"{line.text} {line.translation or ''}"
        return len(self.parts) > 1 and all(any(p.search(text) for p in ways) for ways in self.parts)

    def _found(self, text: str) -> list[str]:
        spans: list[tuple[int, int]] = []
        for pattern in self.exact:
            spans += (match.span() for match in pattern.finditer(text))
        if self.exact_han is not None and _HAN.search(text):
            spans += (match.span() for match in self.exact_han.finditer(fold(text)))
        whole = [(s, e) for s, e in spans if not any((a, b) != (s, e) and a <= s and e <= b for a, b in spans)]
        return [text[start:end] for start, end in dict.fromkeys(whole)]


def read_topic(asked: str, held: Sequence[Held], glossary: Glossary) -> Topic:
    """Every way in which calls may write the topic of a question."""
    spellings = _spellings(asked, held, glossary)
    latin = [_latin(spelling, asked) for spelling in spellings if not _HAN.search(spelling)]
    han = [fold(s) for s in spellings if _HAN.search(s) and (len(s) > 1 or s == asked)]
    exact_han = re.compile("|".join(map(re.escape, sorted(han, key=len, reverse=True))), re.IGNORECASE) if han else None
    return Topic(asked, tuple(latin), exact_han, _parts(asked, glossary))


def _spellings(asked: str, held: Sequence[Held], glossary: Glossary) -> list[str]:
    found = [asked]
    term = next((t for t in glossary.spans(asked) if _covers(t.end - t.start, asked)), None)
    if term is not None:
        found += glossary.spellings(term.name)
    for company in glossary.companies_in(asked):
        names = glossary.company_names(company)
        if any(_covers(len(name), asked) and name.lower() in asked.lower() for name in names):
            found += [name for name in names if not name.isdigit()]
    for h in held:
        for person in h.participants:
            own = (person.name, *person.also_called)
            if asked.lower() in {name.lower() for name in own}:
                found += own
    return list(dict.fromkeys(found))


def _covers(length: int, asked: str) -> bool:
    """Whether a spelling is the whole topic but for a plural."""
    return length >= len(asked.strip()) - 2


def _latin(spelling: str, asked: str) -> re.Pattern[str]:
    words = re.findall(r"[^\s\-‐–/]+", spelling)
    *first, last = words
    body = _JOINT.join([*map(_word, first), _word(last)])
    if len(spelling) <= _ACRONYM and (spelling.isupper() or spelling != asked):
        # Short abbreviations are words when written small: IT, US, OR.
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(spelling)}{_PLURAL}(?![A-Za-z0-9])")
    return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", re.IGNORECASE)


def _word(word: str) -> str:
    """A word in singular and plural."""
    low = word.lower()
    if len(word) < _INFLECTED or not (word.isascii() and word.isalpha()) or word.isupper():
        return re.escape(word) + _PLURAL
    if low.endswith("ies"):
        return re.escape(word[:-3]) + r"(?:y|ies)(?:['’]s)?"
    if low.endswith("y") and low[-2] not in "aeiou":
        return re.escape(word[:-1]) + r"(?:y|ies)(?:['’]s)?"
    stem = word[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "is")) else word
    return re.escape(stem) + _PLURAL


def _parts(asked: str, glossary: Glossary) -> tuple[tuple[re.Pattern[str], ...], ...]:
    parts: list[tuple[re.Pattern[str], ...]] = []
    rest = asked
    for term in glossary.spans(asked):
        ways = glossary.spellings(term.name)
        parts.append(tuple(_latin(w, asked) if not _HAN.search(w) else re.compile(re.escape(w)) for w in ways))
        rest = rest.replace(asked[term.start : term.end], " ", 1)
    for word in re.findall(r"[^\s\-‐–/]+", rest):
        if _HAN.search(word):
            parts.append((re.compile(re.escape(word)), re.compile(re.escape(fold(word)))))
        elif tokens(word):
            parts.append((_latin(word, asked),))
    return tuple(parts)
