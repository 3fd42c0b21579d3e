"""Labels -> people: Role, firm, and the other names by which the call itself calls them.

Nobody is joined to another name by surname alone: an alias needs the call to equate the two, by "This is Toby", by a
hand-over to the next speaker, or by an introduction under the same title. A name of somebody else on the call is none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.formats.draft import DraftTurn
from ingest.transcript import Role, Speaker

_OPERATOR = re.compile(r"^(?:operator|moderator|coordinator|conference operator)$", re.IGNORECASE)
_UNIDENTIFIED = re.compile(r"^(?:unidentified|unknown)\b", re.IGNORECASE)
_OTHER = re.compile(r"^(?:interpreter|translator|editor|media|unidentified|unknown)\b", re.IGNORECASE)
_ANALYST_LABEL = re.compile(r"^(?:unidentified|unknown) (?:analyst|audience)\b", re.IGNORECASE)
_ANALYST_TITLE = re.compile(r"\banalyst\b|\bequity research\b", re.IGNORECASE)
_COMPANY_LABEL = re.compile(r"^(?:unidentified|unknown) (?:company|corporate|executive)\b", re.IGNORECASE)
_ROLE_ORDER = (Role.EXECUTIVE, Role.ANALYST, Role.OTHER)
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
_FIRM_AFTER = re.compile(
    r"\s*(?:,\s*|[-–—]+\s*|\b(?=(?:of|with|from|at|for)\b))(?:(?:of|with|from|at|for|representing)\s+)?(?:the line of\s+)?"
    r"(?!(?:Please|Your|You|Go|Thank|We|The line)\b)(?P<firm>[A-Z][\w&.,'’\- ]*?)"
    r"(?=\s*(?:(?<!\b[A-Z])(?<!\bSt)[.;!?]\s|[.;!?]?$|,?\s*\b(?i:please|next|your line|go ahead|you may|has|is|will|on for)\b))"
)
_ABBREVIATED = re.compile(r"\b(?:Co|Inc|Corp|Ltd|Bros|S\.A|N\.A|L\.P)$")
# Somebody else than the operator names a questioner only in such words; other hosts have `question` on their lips too.
_CALLS_ON = re.compile(
    r"\b(?:next|first|last|final|another)\b[^.?]{0,40}\b(?:question|caller)|\bquestions?\b[^.?]{0,20}\bfrom\b",
    re.IGNORECASE,
)
_PUT_TO = re.compile(r"\bquestions?\s+(?:\w+\s+)?(?:for|to)\s+$", re.IGNORECASE)


def cast(turns: Sequence[DraftTurn]) -> tuple[list[Speaker], list[Speaker | None]]:
    """The participants, and each Turn's Speaker (None where unlabelled).

    Participants are the company's people, then analysts, then others, each in order of appearance, without the operator
    and the unidentified.
    """
    labels = list(dict.fromkeys(turn.label for turn in turns if turn.label))
    taken = Counter(name for label in labels for name in _own_names(label))
    people = {label: _person(label, taken, turns) for label in labels}
    named = [person for person in people.values() if not _UNIDENTIFIED.match(person.name)]
    participants = [person for role in _ROLE_ORDER for person in named if person.role is role]
    return participants, [people[turn.label] if turn.label else None for turn in turns]


def _own_names(label: str) -> list[str]:
    """The label, and its words but the last: what somebody may be called without a surname."""
    return [label, *label.split()[:-1]]


def _person(label: str, taken: Counter[str], turns: Sequence[DraftTurn]) -> Speaker:
    own = [i for i, turn in enumerate(turns) if turn.label == label]
    title = next((turns[i].title for i in own if turns[i].title), None)
    firm = next((turns[i].firm for i in own if turns[i].firm), None)
    announced = announced_firm(label, turns, own[0])
    role = _role(label, title, announced is not None, own[0], turns)
    if role is Role.OPERATOR:
        return Speaker(label, role)
    if role is Role.ANALYST:
        return Speaker(label, role, title, firm or announced or None)
    others = taken - Counter(_own_names(label))
    aliases = _aliases(label, title, own, turns)
    return Speaker(label, role, title, firm, tuple(name for name in aliases if not others[name]))


def announced_firm(label: str, turns: Sequence[DraftTurn], i: int) -> str | None:
    """The firm with which the turn before names `label` as the next questioner; '' if named without one, None if not."""
    if i == 0:
        return None
    host = turns[i - 1]
    text = _text(host)[-400:]
    named = list(_named(label).finditer(text))
    if not named or _PUT_TO.search(text, 0, named[-1].start()):
        return None
    if not (_OPERATOR.match(host.label or "") or _CALLS_ON.search(text)):
        return None
    match = _FIRM_AFTER.match(text, named[-1].end())
    if match is None:
        return ""
    firm = match["firm"].strip(" ,")
    return f"{firm}." if _ABBREVIATED.search(firm) else firm


def _named(label: str) -> re.Pattern[str]:
    """The label as it may be said: with a middle initial, or without the one it is printed with."""
    words = [re.escape(word) for word in label.split() if not re.fullmatch(r"[A-Z]\.?", word)] or [re.escape(label)]
    return re.compile(r"(?<!\w)" + r"\s+(?:[A-Z]\.?\s+)?".join(words) + r"(?!\w)")


def _role(label: str, title: str | None, announced: bool, first: int, turns: Sequence[DraftTurn]) -> Role:
    if _OPERATOR.match(label):
        return Role.OPERATOR
    if _ANALYST_LABEL.match(label) or (title and _ANALYST_TITLE.search(title)):
        return Role.ANALYST
    if _COMPANY_LABEL.match(label):
        return Role.EXECUTIVE
    if _OTHER.match(label):
        return Role.OTHER
    # Broker titles ("Executive Director", "MD") sit on analysts: an announcement outweighs a title.
    if announced and first > 1 and not _introduced_by_host(label, turns[: first - 1]):
        return Role.ANALYST
    if title or _introduced_by_host(label, turns[:first]) or _introduced_by_host(label.split()[0], turns[:first]):
        return Role.EXECUTIVE
    return Role.OTHER


def _introduced_by_host(name: str, before: Sequence[DraftTurn]) -> bool:
    said = _named(name)
    return any(said.search(_text(turn)) for turn in before[:3])


def _aliases(label: str, title: str | None, own: Sequence[int], turns: Sequence[DraftTurn]) -> tuple[str, ...]:
    given: dict[str, None] = {}
    surnames = set(re.findall(r"[A-Za-z'’\-]+", label))
    for i in own:
        opening = _text(turns[i])[:_SELF_WITHIN]
        given.update(dict.fromkeys(_names(_SELF.findall(opening))))
        if i > 0:
            handed = _names(_HANDED_TO.findall(_text(turns[i - 1])[-200:]))
            # A full name in which nothing is his own is somebody who then did not speak.
            given.update(dict.fromkeys(name for name in handed if " " not in name or set(name.split()) & surnames))
    thanked = {name for i in own if i + 1 < len(turns) for name in _names(_THANKED.findall(_text(turns[i + 1])[:80]))}
    host = " ".join(_text(turn) for turn in turns[: own[0]][:4])
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


def _text(turn: DraftTurn) -> str:
    return " ".join(original for original, _ in turn.paragraphs)
