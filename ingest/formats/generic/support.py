"""Which possible labels are labels: those with support from the rest of the file.

Support is a function word, a participants list, a second occurrence, a printed title or firm, or an announcement by the
turn before. People who speak once under a nickname or a misspelling are taken where the turns around them need somebody
there: the operator has just spoken, a question has just been put, or the same person goes on after them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from ingest.formats.generic.affiliation import is_title
from ingest.formats.generic.label import Label
from ingest.formats.generic.person_names import NO_PERSON, PERSONAL, may_be_person, near
from ingest.formats.lines import ends_sentence, is_function, is_name, name_key, name_key_text

ASKS = frozenset(("q", "question", "問", "问"))
ANSWERS = frozenset(("a", "answer", "答"))
_HOST = re.compile(r"operator|moderator|coordinator|host|主持人|司儀|接線員|接线员|操作员|操作員", re.IGNORECASE)
# What a host's next speaker may be labelled without a name.
_CALLERS = frozenset("caller question questioner participant speaker audience investor shareholder analyst".split())
_CJK = re.compile(r"[一-鿿]")
GREETS = re.compile(
    r"(?:good|thank|thanks|hello|hi|welcome|ladies|all right|okay|ok)\b|大家|各位|歡迎|欢迎|感謝|感谢|謝謝|谢谢",
    re.IGNORECASE,
)
_HANDS_OVER = re.compile(
    r"\b(?:over|turn|hand|pass|next|last|first|question|caller|from|to|please|ahead|line|invite|here is|here's|welcome|thanks?|thank you)\b"
    r"[^.?!]{0,60}[.?!]?|[^.?!]{0,40},? (?:please|go ahead|over to you|your line)\b|(?:請|请|交給|交给|由|歡迎|欢迎|接下來|接下来)[^。？！]{0,30}",
    re.IGNORECASE,
)
_PRESENTS = re.compile(
    r"\b(?:joined by|joining|with me|with us|here with|on the call (?:are|is|today)|introduce|hand|turn|over to|participants|speakers)\b",
    re.IGNORECASE,
)
_NEAR = 800
_LATELY = 300
_SPEECH_WORDS = 5
_OPENING = 6_000
_PRESENTING = 80
_ADDRESSED = 80
_MOST_KNOWN = 300
_OPENING_BLOCKS = 60


class Support:
    """What a file says about who speaks in it.

    `possible` are its possible labels by Block number; `questions_from` is the Block that heads the Q&A (the number of
    Blocks where none does).
    """

    def __init__(
        self, texts: Sequence[str], possible: Mapping[int, Label], listed: Iterable[str], questions_from: int
    ) -> None:
        self._texts = texts
        self._questions_from = questions_from
        self._possible = possible
        self._listed = {key for name in listed if (key := name_key(name))}
        self._counts = Counter(label.key for label in possible.values())
        self._by_colon = Counter(label.key for label in possible.values() if label.colon or label.marked)
        self._numbers = sorted(possible)
        self._opening = ""
        self._taken: set[str] = set()
        self._returning = self._parted()
        self._words: dict[str, list[int]] = {}
        for label in possible.values():
            self._words.setdefault(label.key, []).append(len(label.text.split()) + len(_CJK.findall(label.text)))

    def _parted(self) -> set[str]:
        """The names that come again after somebody else may have spoken: heads of a list follow one another."""
        found: set[str] = set()
        before = ""
        seen: set[str] = set()
        for label in self._possible.values():
            key = label.key
            people = is_function(label.name) or key in self._listed or (" " in label.name and may_be_person(label.name))
            if people or _CJK.search(label.name):
                if key in seen and key != before:
                    found.add(key)
                seen.add(key)
                before = key
        return found

    def accepted(self) -> dict[int, Label]:
        """The labels that head a turn, by Block number."""
        sure = {i: label for i, label in self._possible.items() if self._stands_alone(i, label)}
        if not sure:
            return {}
        self._opening = self._opening_of(sure)
        after: dict[int, str] = {}
        following = ""
        for i in reversed(self._numbers):
            after[i] = following
            if i in sure:
                following = sure[i].key
        found: dict[int, Label] = {}
        last: int | None = None
        for i in self._numbers:
            label = self._possible[i]
            if i in sure or self._stands_in_context(i, label, last, found, after[i]):
                found[i] = label
                self._taken.add(label.key)
                last = i
        return found

    def _stands_alone(self, i: int, label: Label) -> bool:
        """Support that needs no look at the turns around."""
        name, key = label.name, label.key
        for own, other in ((ASKS, ANSWERS), (ANSWERS, ASKS)):
            if name.lower() in own:
                # `A:` may head a list, `Answer:` a sentence: only with its counterpart is it a label.
                return label.colon and any(key in self._counts for key in other)
        if is_function(name):
            return label.colon or label.marked or label.timed or self._heads_text(i, label)
        if key in self._listed and is_name(name):
            return label.colon or label.marked or label.timed or self._heads_text(i, label)
        if not may_be_person(name):
            return False
        if label.also_called:
            return True
        if len(name.split()) > 1 or _CJK.search(name):
            if label.affiliated and is_title(f"{label.title or ''}") and self._heads_text(i, label):
                return True
            if label.affiliated and label.firm and label.colon and not label.title:
                return key in self._returning
            return key in self._returning and self._lower_free(name.split()) and self._heads_text(i, label)
        return self._single_word(label, key)

    def _single_word(self, label: Label, key: str) -> bool:
        """A first name, a surname or an office as a label: it must come again, and be called by that name or speak at length."""
        if self._by_colon[key] < 2 or not (label.colon or label.marked):
            return False
        if any(key in listed.split() for listed in self._listed) or is_title(label.name):
            return True
        if not self._lower_free([label.name]):
            return False
        if key in self._called or self._first_names:
            return True
        words = self._words[key]
        return len(words) > 2 and sum(words) >= _SPEECH_WORDS * len(words)

    def _stands_in_context(
        self, i: int, label: Label, last: int | None, found: Mapping[int, Label], following: str
    ) -> bool:
        name, key = label.name, label.key
        if is_function(name) and key not in _CALLERS:
            return False
        bare = not (label.colon or label.marked or label.timed)
        if bare and not self._heads_text(i, label):
            return False
        host = last is not None and _HOST.search(found[last].name) is not None
        before = self._said_before(i, last)
        if len(name.split()) < 2 and not _CJK.search(name):
            return not bare and self._single_in_context(name, key, before, host=host)
        # Whoever has been announced once speaks again without being so.
        if (key in self._taken and not bare) or (host and self._announced(name, before, host=True)):
            return True
        # Regions and products stand in the titles of those presented, too.
        if not may_be_person(name):
            return False
        if self._announced(name, before, host=host) or (
            last is not None and self._presented(name) and (not bare or ends_sentence(self._texts[i - 1]))
        ):
            return True
        if any(near(key, other) for other in self._known if other != key):
            return True
        if not self._lower_free(name.split()):
            return False
        if self._announced_in_part(name, before, host=host):
            return True
        if bare:
            return False
        if last is None:
            return GREETS.match(label.text) is not None
        if label.affiliated or self._thanked_next(key, i) or PERSONAL.search(name):
            return True
        if i > self._questions_from and self._clean(name, label):
            return True
        return host or following == found[last].key or before.rstrip("\"'”’)").endswith(("?", "？"))

    def _single_in_context(self, name: str, key: str, before: str, *, host: bool) -> bool:
        """A first name or a surname: of the list, unless two people there have it; or of whoever a host calls next."""
        if key in self._listed_parts:
            return sum(key in listed.split() for listed in self._listed) == 1
        if not host or name != name.strip() or not name[0].isupper():
            return False
        called = key in _CALLERS or f" {key} " in f" {name_key_text(before[-_LATELY:])} "
        return called or (may_be_person(name) and self._lower_free([name]))

    def _clean(self, name: str, label: Label) -> bool:
        """Whether every word of a name is one, and what follows is a sentence: enough among questions and answers."""
        words = [word.strip(".,").lower() for word in name.split()]
        names = not any(word in NO_PERSON or word in self._lower for word in words)
        return names and len(label.text.split()) + len(_CJK.findall(label.text)) >= _SPEECH_WORDS

    def _heads_text(self, i: int, label: Label) -> bool:
        """Whether there is speech for the label: on its line, or in the Block after it."""
        if label.text or label.colon or label.marked:
            return True
        below = self._possible.get(i + 1)
        # `North America: up 4%.` is speech.
        speaks = below is None or bool(below.text and not is_function(below.name) and not may_be_person(below.name))
        follows = i + 1 < len(self._texts) and bool(self._texts[i + 1]) and speaks
        return follows or self._titled_next(i)

    def _titled_next(self, i: int) -> bool:
        return i + 2 < len(self._texts) and is_title(self._texts[i + 1]) and len(self._texts[i + 1]) < 100

    def _said_before(self, i: int, last: int | None) -> str:
        """The end of what was said since the last label, or of the file's front."""
        start = max(last if last is not None else 0, i - 6)
        return " ".join(self._texts[start:i])[-_NEAR:]

    def _announced(self, name: str, before: str, *, host: bool) -> bool:
        """Whether the words before hand over to the person by the full name.

        A name that is only spoken of (`Lumina Pro`) is no announcement, unless a host speaks.
        """
        key, lately = name_key(name), _handing_over(before, host=host)
        return bool(key) and (
            f" {key} " in f" {name_key_text(lately)} " or (_CJK.search(name) is not None and name in lately)
        )

    def _announced_in_part(self, name: str, before: str, *, host: bool) -> bool:
        """Whether the words before hand over by one of the person's names, a slip of the pen allowed."""
        said = {name_key_text(word) for word in re.findall(r"\b[A-Z][\w'’\-]{2,}", _handing_over(before, host=host))}
        parts = [part for part in name_key(name).split() if len(part) > 2 and part not in NO_PERSON]
        return bool(parts) and any(near(part, word) for part in (parts[0], parts[-1]) for word in said)

    def _thanked_next(self, key: str, i: int) -> bool:
        """Whether the next to speak begins with the whole name."""
        at = bisect_right(self._numbers, i)
        after = next((text for j in self._numbers[at : at + 5] if (text := self._possible[j].text)), "")
        return f" {key} " in f" {name_key_text(after[:_ADDRESSED])} "

    def _lower_free(self, words: Iterable[str]) -> bool:
        """Whether one of the words at least is no term and never written in lower case: names are not, headings are."""
        plain = [word.strip(".,").lower() for word in words]
        return any(word not in self._lower and word not in NO_PERSON for word in plain)

    @cached_property
    def _listed_parts(self) -> frozenset[str]:
        return frozenset(part for name in self._listed for part in name.split())

    @cached_property
    def _first_names(self) -> bool:
        """Whether the file labels people by one name: somebody is called so, and nobody comes again under two."""
        labels = self._possible.values()
        full = any(
            " " in label.name and label.key in self._returning for label in labels if not is_function(label.name)
        )
        return not full and any(
            label.colon and label.key in self._called and self._by_colon[label.key] > 1 for label in labels
        )

    @cached_property
    def _known(self) -> list[str]:
        """The names of which another may be a misspelling."""
        return [*self._listed, *self._returning][:_MOST_KNOWN]

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset(word for text in self._texts for word in re.findall(r"\b[a-z][a-z'’\-]+\b", text))

    def _opening_of(self, sure: Mapping[int, Label]) -> str:
        """What the first two to speak say, the operator and the host: they present the others. Labels are left out."""
        heads = list(sure)
        first = {sure[i].key for i in heads[:2]}
        third = next((i for i in heads if sure[i].key not in first), len(self._texts))
        end = min(third, heads[0] + _OPENING_BLOCKS)
        return " ".join(
            self._possible[i].text if i in self._possible else self._texts[i] for i in range(heads[0], end)
        )[:_OPENING]

    def _presented(self, name: str) -> bool:
        """Whether the opening presents somebody of that name: with an office after it, or among those who are here."""
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self._opening, re.IGNORECASE):
            after = re.split(r"[.;]", self._opening[match.end() : match.end() + _PRESENTING], maxsplit=1)[0]
            if after.startswith(",") and is_title(after):
                return True
            if _PRESENTS.search(
                re.split(r"[.;]", self._opening[max(0, match.start() - 2 * _PRESENTING) : match.start()])[-1]
            ):
                return True
        return False

    @cached_property
    def _called(self) -> frozenset[str]:
        """Single names by which people of the call are addressed or handed to."""
        pattern = re.compile(
            r"\b(?:[Tt]hanks?(?: you)?|[Oo]ver to|[Tt]o|[Hh]i|[Hh]ello|[Ss]ure|[Rr]ight|[Yy]es|[Ff]rom|I'm|I am|[Tt]his is|[Ww]elcome),? ([A-Z][\w'’\-]+)\b"
            r"|(?:^|[.!?] )([A-Z][\w'’\-]+), (?:please|over|go|would|can|do|you)\b"
        )
        return frozenset(name_key_text(a or b) for text in self._texts for a, b in pattern.findall(text))


def _handing_over(before: str, *, host: bool) -> str:
    """The words of the turn before that may call the next speaker: a host's last, of others what hands over."""
    lately = before[-_LATELY:]
    return lately if host else " ".join(_HANDS_OVER.findall(lately))
