"""Labels -> people: who is the same person, Role, firm, and the other names by which the call calls them.

Evidence of a Role, strongest first: a function label, the file's own mark, the participants list, an analyst's title,
an announcement by the operator, a title or an introduction, the place in the call. Without any it is `other`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.aliases import aliases
from ingest.casting import hosts_of, identify_person, lend_firms, place
from ingest.formats.draft import DraftTurn, Listed
from ingest.formats.lines import name_key
from ingest.person import Person, each, key_of, people_of
from ingest.roles import is_unidentified
from ingest.sections import boundary
from ingest.transcript import Role, Speaker

_ROLE_ORDER = (Role.EXECUTIVE, Role.ANALYST, Role.OTHER)


def cast(turns: Sequence[DraftTurn], listed: Sequence[Listed] = ()) -> tuple[list[Speaker], list[Speaker | None]]:
    """The participants, and each Turn's Speaker (None where unlabelled). `turns` and the second list run in parallel.

    Participants are the printed list with announced questioners that it lacks; without a list, whoever speaks under a
    name: the company's people, then analysts, then others, each in order of appearance.
    """
    people = people_of(turns, listed)
    hosts = hosts_of(people, turns)
    for person in each(people):
        identify_person(person, turns, hosts, people)
    by_turn = [people.get(key_of(turn.label)) if turn.label else None for turn in turns]
    lend_firms(people, turns, by_turn)
    found = [_speaker(person) if person else None for person in by_turn]
    place(people, by_turn, boundary(turns, found), turns)
    called = Counter(name for person in each(people) for name in _own_names(person))
    speakers = {id(person): _speaker(person, _also_called(person, turns, called)) for person in each(people)}
    return _participants(people, speakers), [_as_headed(person, speakers) for person in by_turn]


def _as_headed(person: Person | None, speakers: dict[int, Speaker]) -> Speaker | None:
    """A Turn's Speaker: with the title that the headings print, if they print anything beside the name."""
    if person is None:
        return None
    speaker, (title, firm) = speakers[id(person)], person.headed
    return replace(speaker, title=title) if (title or firm) and speaker.title != title else speaker


def _own_names(person: Person) -> list[str]:
    """The labels, and their words but the last: what somebody may be called without a surname."""
    return [name for label in {person.name, *person.labels} for name in (label, *label.split()[:-1])]


def _also_called(person: Person, turns: Sequence[DraftTurn], called: Counter[str]) -> tuple[str, ...]:
    names = dict.fromkeys(person.listed.also_called if person.listed else ())
    names.update(dict.fromkeys(label for label in person.labels if label.casefold() != person.name.casefold()))
    if person.role is Role.ANALYST:
        said = person.called.name if person.called else person.name
        # Another first name is news (`Bree` for `Sabrina`); one without a middle name is not.
        if not is_unidentified(person.name) and name_key(said).split()[:1] != name_key(person.name).split()[:1]:
            names.setdefault(said)
    elif person.role is not Role.OPERATOR and person.own and not is_unidentified(person.name):
        own = Counter(_own_names(person))
        found = aliases(person.name, person.title, person.own, turns)
        names.update(dict.fromkeys(name for name in found if called[name] <= own[name]))
    names.pop(person.name, None)
    return tuple(names)


def _speaker(person: Person, also_called: tuple[str, ...] = ()) -> Speaker:
    role = person.role or Role.OTHER
    if role is Role.OPERATOR and not person.listed:
        return Speaker(person.name, role, also_called=also_called)
    return Speaker(person.name, role, person.title, person.firm, also_called)


def _participants(people: dict[str, Person], speakers: dict[int, Speaker]) -> list[Speaker]:
    printed = [person for person in each(people) if person.listed]
    if printed:
        if not any(person.role is Role.ANALYST for person in printed):
            printed += [person for person in each(people) if not person.listed and _asks(person)]
        return [speakers[id(person)] for person in printed]
    named = [person for person in each(people) if person.known and not is_unidentified(person.name)]
    return [speakers[id(person)] for role in _ROLE_ORDER for person in named if person.role is role]


def _asks(person: Person) -> bool:
    asks = person.role is Role.ANALYST or (person.called is not None and person.role is Role.OTHER)
    return asks and not is_unidentified(person.name)
