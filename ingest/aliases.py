"""The other names by which a call itself calls its people.

Nobody is joined to another name by surname alone: an alias needs the call to equate the two, by "This is Toby", by a
hand-over to the next speaker, or by an introduction under the same title. A name of somebody else on the call is none.
"""

import re
from collections.abc import Iterable, Sequence

from ingest.formats.draft import DraftTurn

_HONORIFIC = r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?"
_NAME = r"[A-Z][a-zA-Z'’\-]+(?: [A-Z][a-zA-Z'’.\-]*){0,3}"
_SELF = re.compile(rf"\b(?:This is|I am|I'm|It's) {_HONORIFIC}({_NAME})(?=[.,;!]| speaking| here| and\b)")
_SELF_WITHIN = 160
_HANDED_TO = re.compile(
    rf"\b(?:(?:turn|hand|pass)\w*\b[^.]{{0,60}}?\b(?:over |back )?to|[Oo]ver to|[Hh]ere is) {_HONORIFIC}({_NAME})"
    r"(?=[.,;]| for\b| who\b|$)"
)
_THANKED = re.compile(rf"\b(?:Thank you|Thanks),? {_HONORIFIC}({_NAME})(?=[.,;!])")
_INTRODUCED = re.compile(
    rf"({_NAME}), (?:our |the )?([A-Z][A-Za-z&\- ]{{1,60}}?)(?: of [A-Z][^;,.]{{0,60}})?(?=[;,.]| and\b|$)"
)
_FULL_NAME = re.compile(r"\b([A-Z][a-z'’\-]+) ([A-Z][a-zA-Z'’\-]+)\b")
_NOT_NAMES = frozenset(
    "Dr Mr Mrs Ms Prof Thank Good Next First Second Third The This That And But So Now Our We January February March April May "
    "June July August September October November December Monday Tuesday Wednesday Thursday Friday".split()
)


def aliases(label: str, title: str | None, own: Sequence[int], turns: Sequence[DraftTurn]) -> tuple[str, ...]:
    given: dict[str, None] = {}
    surnames = set(re.findall(r"[A-Za-z'’\-]+", label))
    for i in own:
        opening = text_of(turns[i])[:_SELF_WITHIN]
        given.update(dict.fromkeys(_names(_SELF.findall(opening))))
        if i > 0:
            handed = _names(_HANDED_TO.findall(text_of(turns[i - 1])[-200:]))
            # A full name in which nothing is his own is somebody who then did not speak.
            given.update(dict.fromkeys(name for name in handed if " " not in name or set(name.split()) & surnames))
    thanked = {name for i in own if i + 1 < len(turns) for name in _names(_THANKED.findall(text_of(turns[i + 1])[:80]))}
    host = " ".join(text_of(turn) for turn in turns[: own[0]][:4])
    full = [
        f"{first} {last}"
        for first, last in _FULL_NAME.findall(host)
        if last in surnames and first not in _NOT_NAMES and (first in given or first in thanked or first in surnames)
    ]
    full += [
        name for name, said in _INTRODUCED.findall(host) if _same_title(said, title) and set(name.split()) & surnames
    ]
    names: dict[str, None] = {}
    for name in full:
        names.setdefault(name)
        names.setdefault(name.split()[0])
    names.update(given)
    names.pop(label, None)
    return tuple(name for name in names if name not in surnames)


def _same_title(said: str, title: str | None) -> bool:
    return title is not None and said.strip().lower() == title.split(",")[0].strip().lower()


def _names(found: Iterable[str]) -> list[str]:
    return [name.rstrip(".") for name in found if not set(name.split()) & _NOT_NAMES]


def text_of(turn: DraftTurn) -> str:
    """The words of a Turn as one string."""
    return " ".join(original for original, _ in turn.paragraphs)
