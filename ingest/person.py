"""The labels of a call gathered to people, by the spellings that one name may have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.announce import OPERATOR, Announcement
from ingest.formats.draft import DraftTurn, Listed
from ingest.formats.lines import is_function, name_key
from ingest.transcript import Role


@dataclass
class Person:
    """What is known of somebody: `own` are the indices of his Turns, the rest is None until something tells it."""

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


def each(people: Mapping[str, Person]) -> list[Person]:
    """Everybody once, though a nickname finds the same person."""
    return list({id(person): person for person in people.values()}.values())


def key_of(label: str) -> str:
    return label if is_function(label) else name_key(label) or label


def people_of(turns: Sequence[DraftTurn], listed: Sequence[Listed]) -> dict[str, Person]:
    """Everybody listed or labelled, by the key of each of his names."""
    people: dict[str, Person] = {}
    nicknames: dict[str, str] = {}
    for entry in listed:
        if not OPERATOR.match(entry.name):
            person = people.setdefault(key_of(entry.name), Person(entry.name, listed=entry))
            nicknames.update({key_of(name): key_of(entry.name) for name in entry.also_called})
            if entry.name not in (person.name, *person.labels):
                person.labels.append(entry.name)
            person.title, person.firm = person.title or entry.title, person.firm or entry.firm
    for i, turn in enumerate(turns):
        if turn.label is None:
            continue
        key = key_of(turn.label)
        if key not in people and key in nicknames:
            people[key] = people[nicknames[key]]
        person = people.setdefault(key, Person(turn.label))
        if turn.label not in person.labels:
            person.labels.append(turn.label)
        person.own.append(i)
        person.title, person.firm = person.title or turn.title, person.firm or turn.firm
        person.headed = (person.headed[0] or turn.title, person.headed[1] or turn.firm)
        person.role = person.role or turn.role
    return people
