"""Labels -> people: who is the same person, Role, firm, and the other names by which the call calls them.

Evidence of a Role, strongest first: a function label, the file's own mark, the participants list, an analyst's title,
an announcement by the operator, a title or an introduction, the place in the call. Without any it is `other`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.aliases import aliases, text_of
from ingest.announce import OPERATOR, Announcement, announced, is_operator_speech, named_questioner
from ingest.formats.draft import DraftTurn, Listed
from ingest.formats.lines import is_function, name_key
from ingest.roles import is_media, is_unidentified, role_of_label, role_of_title
from ingest.sections import boundary
from ingest.transcript import Role, Speaker

_ROLE_ORDER = (Role.EXECUTIVE, Role.ANALYST, Role.OTHER)
_ON_BEHALF = re.compile(
    r"\b(?:on (?:behalf of|for)|(?:in|sitting|filling|standing|stepping|dialing) (?:in )?for|(?:is|it['’]s|I['’]m) \w+(?: \w+)? (?:on )?for)\s+"
    r"(?P<name>[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})"
)
_ON_BEHALF_WITHIN = 200
_IR_SPOKEN = re.compile(r"\binvestor relations\b|\bIR\b", re.IGNORECASE)


@dataclass
class _Person:
    name: str
    labels: list[str] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    listed: Listed | None = None
    title: str | None = None
    firm: str | None = None
    headed: tuple[str | None, str | None] = (None, None)
    """Title and firm that the person's headings print; the list may word them in another way."""
    role: Role | None = None
    known: bool = True
    """Whether anything told the role."""
    called: Announcement | None = None


def cast(turns: Sequence[DraftTurn], listed: Sequence[Listed] = ()) -> tuple[list[Speaker], list[Speaker | None]]:
    """The participants, and each Turn's Speaker (None where unlabelled). `turns` and the second list run in parallel.

    Participants are the printed list with announced questioners that it lacks; without a list, whoever speaks under a
    name: the company's people, then analysts, then others, each in order of appearance.
    """
    people = _people(turns, listed)
    hosts = _hosts(people, turns)
    for person in _each(people):
        _identify(person, turns, hosts)
    by_turn = [people.get(_key(turn.label)) if turn.label else None for turn in turns]
    _lend_firms(people, turns, by_turn)
    found = [_speaker(person) if person else None for person in by_turn]
    _place(people, by_turn, boundary(turns, found), turns)
    called = Counter(name for person in _each(people) for name in _own_names(person))
    speakers = {id(person): _speaker(person, _also_called(person, turns, called)) for person in _each(people)}
    return _participants(people, speakers), [_as_headed(person, speakers) for person in by_turn]


def _as_headed(person: _Person | None, speakers: dict[int, Speaker]) -> Speaker | None:
    """A Turn's Speaker: with the title that the headings print, if they print anything beside the name."""
    if person is None:
        return None
    speaker, (title, firm) = speakers[id(person)], person.headed
    return replace(speaker, title=title) if (title or firm) and speaker.title != title else speaker


def _each(people: dict[str, _Person]) -> list[_Person]:
    """Everybody once, though a nickname finds the same person."""
    return list({id(person): person for person in people.values()}.values())


def _key(label: str) -> str:
    return label if is_function(label) else name_key(label) or label


def _people(turns: Sequence[DraftTurn], listed: Sequence[Listed]) -> dict[str, _Person]:
    people: dict[str, _Person] = {}
    nicknames: dict[str, str] = {}
    for entry in listed:
        if not OPERATOR.match(entry.name):
            person = people.setdefault(_key(entry.name), _Person(entry.name, listed=entry))
            nicknames.update({_key(name): _key(entry.name) for name in entry.also_called})
            if entry.name not in (person.name, *person.labels):
                person.labels.append(entry.name)
            person.title, person.firm = person.title or entry.title, person.firm or entry.firm
    for i, turn in enumerate(turns):
        if turn.label is None:
            continue
        key = _key(turn.label)
        if key not in people and key in nicknames:
            people[key] = people[nicknames[key]]
        person = people.setdefault(key, _Person(turn.label))
        if turn.label not in person.labels:
            person.labels.append(turn.label)
        person.own.append(i)
        person.title, person.firm = person.title or turn.title, person.firm or turn.firm
        person.headed = (person.headed[0] or turn.title, person.headed[1] or turn.firm)
        person.role = person.role or turn.role
    return people


def _hosts(people: dict[str, _Person], turns: Sequence[DraftTurn]) -> frozenset[str]:
    """Labels of people without title who do an operator's work all through the call (`Priya`, `Perry`)."""
    hosts: set[str] = set()
    for person in _each(people):
        own = person.own
        if not own or role_of_label(person.name) or person.title or (person.listed and person.listed.role):
            continue
        if any(_IR_SPOKEN.search(text_of(turns[i])) for i in own[:2]):
            continue
        working = [i for i in own if is_operator_speech(turns[i], opens=i == 0)]
        calls = [i for i in own if i + 1 < len(turns) and named_questioner(turns, i + 1, frozenset(person.labels))]
        if calls and (own[0] == 0 or working) and len(set(working) | set(calls)) * 2 >= len(own):
            hosts.update(person.labels)
    return frozenset(hosts)


def _identify(person: _Person, turns: Sequence[DraftTurn], hosts: frozenset[str]) -> None:
    label = person.labels[0] if person.own else person.name
    # Whoever has a title may be handed the call back later; only his first words can be a question he is called on for.
    # Later ones count where the operator calls; others who hand over have `question` on their lips too.
    calls = (
        announced(turns[i].label or "", turns, i, hosts)
        for i in person.own
        if i == person.own[0] or (not person.title and _is_operator(turns[i - 1].label, hosts))
    )
    person.called = next((call for call in calls if call is not None), None)
    if is_unidentified(label) and role_of_label(label) is None and person.called is None:
        calls = (named_questioner(turns, i, hosts) for i in person.own)
        person.called = next((call for call in calls if call is not None), None)
    person.role = _role(person, turns, hosts)
    if person.role in (Role.ANALYST, Role.OTHER) and person.called is not None:
        person.firm = person.firm or person.called.firm
        person.title = person.title or person.called.title


def _is_operator(label: str | None, hosts: frozenset[str]) -> bool:
    return label is not None and (OPERATOR.match(label) is not None or label in hosts)


def _role(person: _Person, turns: Sequence[DraftTurn], hosts: frozenset[str]) -> Role | None:
    label = person.name
    if _is_operator(label, hosts):
        return Role.OPERATOR
    printed = person.listed.role if person.listed else None
    if Role.ANALYST in (printed, person.role) and (is_media(person.firm) or role_of_title(person.title) is Role.OTHER):
        return Role.OTHER
    if role := printed or person.role or role_of_label(label) or role_of_title(person.title):
        return role
    if person.listed is None and is_unidentified(label):
        return Role.ANALYST if person.called is not None else Role.OTHER
    # Broker titles ("Executive Director", "MD") sit on analysts: an announcement outweighs a title.
    first = person.own[0] if person.own else 0
    if person.called is not None and first > 1 and not _introduced(label, turns[: first - 1]):
        return Role.OTHER if person.called.title else Role.ANALYST
    before = turns[:first]
    if person.title or (person.own and (_introduced(label, before) or _introduced(label.split()[0], before))):
        return Role.EXECUTIVE
    return None


def _introduced(name: str, before: Sequence[DraftTurn]) -> bool:
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(said.search(text_of(turn)) for turn in before[:3])


def _lend_firms(people: dict[str, _Person], turns: Sequence[DraftTurn], by_turn: Sequence[_Person | None]) -> None:
    """A substitute (`Priya on for Wim`) asks for the firm of the one he stands in for."""
    for i, person in enumerate(by_turn):
        if person is None or person.role not in (None, Role.ANALYST) or person.listed or person.own[0] != i:
            continue
        name = on_behalf_of(turns[i])
        if name is None:
            continue
        meant = [other for other in _each(people) if other is not person and name in (other.name, *other.name.split())]
        if len(meant) == 1 and meant[0].role is Role.ANALYST:
            person.role, person.firm = Role.ANALYST, person.firm or meant[0].firm
        elif person.called is not None:
            person.role = Role.ANALYST


def on_behalf_of(turn: DraftTurn) -> str | None:
    """The name of the one for whom a Turn's opening says it is asked."""
    match = _ON_BEHALF.search(text_of(turn)[:_ON_BEHALF_WITHIN])
    return match["name"] if match else None


def _place(
    people: dict[str, _Person], by_turn: Sequence[_Person | None], qa_from: int, turns: Sequence[DraftTurn]
) -> None:
    """Roles of those of whom nothing else is known, by their place in a call that has an operator or known people."""
    roles = [person.role if person else None for person in by_turn]
    anchored = any(role in (Role.OPERATOR, Role.ANALYST) for role in roles)
    for person in _each(people):
        if person.role is None and anchored and person.own and not is_function(person.name):
            i = person.own[0]
            before = roles[i - 1] if i else None
            after = roles[i + 1] if i + 1 < len(roles) else None
            asks = "?" in text_of(turns[i])
            asked = i > 0 and text_of(turns[i - 1]).rstrip().endswith("?")
            if i < qa_from < len(turns) or (before is Role.ANALYST and asked):
                person.role = Role.EXECUTIVE
            elif asks and after is Role.EXECUTIVE and before in (Role.OPERATOR, Role.EXECUTIVE):
                person.role = Role.ANALYST
    for person in _each(people):
        person.known = person.role is not None
        person.role = person.role or Role.OTHER


def _own_names(person: _Person) -> list[str]:
    """The labels, and their words but the last: what somebody may be called without a surname."""
    return [name for label in {person.name, *person.labels} for name in (label, *label.split()[:-1])]


def _also_called(person: _Person, turns: Sequence[DraftTurn], called: Counter[str]) -> tuple[str, ...]:
    names = dict.fromkeys(person.listed.also_called if person.listed else ())
    names.update(dict.fromkeys(label for label in person.labels if label.casefold() != person.name.casefold()))
    if person.role is Role.ANALYST:
        said = person.called.name if person.called else person.name
        # Another first name is news (`Bree` for `Sabrina`); one without a middle name is not.
        if not is_unidentified(person.name) and name_key(said).split()[:1] != name_key(person.name).split()[:1]:
            names.setdefault(said)
    elif person.role is not Role.OPERATOR and person.own and not is_unidentified(person.name):
        others = called - Counter(_own_names(person))
        found = aliases(person.name, person.title, person.own, turns)
        names.update(dict.fromkeys(name for name in found if not others[name]))
    names.pop(person.name, None)
    return tuple(names)


def _speaker(person: _Person, also_called: tuple[str, ...] = ()) -> Speaker:
    role = person.role or Role.OTHER
    if role is Role.OPERATOR and not person.listed:
        return Speaker(person.name, role, also_called=also_called)
    return Speaker(person.name, role, person.title, person.firm, also_called)


def _participants(people: dict[str, _Person], speakers: dict[int, Speaker]) -> list[Speaker]:
    printed = [person for person in _each(people) if person.listed]
    if printed:
        if not any(person.role is Role.ANALYST for person in printed):
            printed += [person for person in _each(people) if not person.listed and _asks(person)]
        return [speakers[id(person)] for person in printed]
    named = [person for person in _each(people) if person.known and not is_unidentified(person.name)]
    return [speakers[id(person)] for role in _ROLE_ORDER for person in named if person.role is role]


def _asks(person: _Person) -> bool:
    asks = person.role is Role.ANALYST or (person.called is not None and person.role is Role.OTHER)
    return asks and not is_unidentified(person.name)
