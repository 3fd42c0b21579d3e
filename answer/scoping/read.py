"""A question -> what of the library it is about: companies, periods, speakers, roles, sections."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from answer.scoping import says
from answer.scoping.asking import Asking, Occurs, printed
from answer.scoping.companies import Named, named
from answer.scoping.company_names import Company, companies_of
from answer.scoping.own_words import own_words
from answer.scoping.people import People, read_people, spans_of
from answer.scoping.reading import Reading
from answer.scoping.sides import by_company, newest_first, timed
from index.glossary import Glossary
from index.passage import Scope
from index.rows import Held
from index.scope import calls_in, is_speaker, visible


def read_scope(
    question: str,
    explicit: Scope,
    held: Sequence[Held],
    glossary: Glossary,
    *,
    language: str,
    without: Collection[str] = (),
    occurs: Occurs | None = None,
) -> Reading:
    """Read a question's scope. Pure: nothing is looked up but `held`, and in which calls a name `occurs`.

    `explicit` is the user's own filter and always wins. `without` names what the user has removed of what was detected:
    a field (`companies`, `periods`, `speakers`, `roles`, `sections`), one value of it (`companies:Plumewing Commerce`),
    or `newest`: then all calls are searched where no period is named. With `occurs`, a product or business that only one
    company's calls speak of stands for that company where none is named.

    Raises:
        UsageError: `explicit` selects nothing that is held.
    """
    if not held:
        return Reading(explicit)
    reading = _read(Asking(question, explicit, held, glossary, language, frozenset(without), occurs))
    return replace(reading, notes=tuple(dict.fromkeys(reading.notes)), missing=tuple(dict.fromkeys(reading.missing)))


def _read(asking: Asking) -> Reading:
    explicit, language = asking.explicit, asking.language
    allowed = _allowed(asking)
    companies = companies_of(asking.held, asking.glossary)
    others = spans_of(asking.question, asking.held)
    asked = named(asking.question, companies, asking.glossary, others)
    fixed = bool(explicit.companies or explicit.transcripts)
    notes: list[str] = []
    own: list[tuple[str, tuple[str, ...]]] = []
    scoped = () if fixed else tuple(c for c in asked.companies if not asking.company_removed(c))
    if fixed:
        notes += _filtered(asking, asked, allowed)
    elif not asked.companies and not asked.unheld and "companies" not in asking.without:
        written, spoken_of = own_words(asking, companies, others)
        scoped = tuple(c for c in spoken_of if not asking.company_removed(c))
        if scoped:
            notes += [
                says.note_of(language, "own_words", word, [asking.name(c) for c in owners])
                for word, owners in written.items()
            ]
            own = [(word, tuple(h.call.id for c in owners for h in c.calls)) for word, owners in written.items()]
    calls = _calls(asking, allowed, scoped)
    people = _people(asking, calls)
    calls = _spoken_by(calls, people, bool(scoped) or fixed)
    reading = _preferring(asking, people, calls, asked, scoped)
    reading = replace(reading, notes=(*notes, *reading.notes), own_words=tuple(own))
    if not scoped and asked.unheld and not fixed and "companies" not in asking.without:
        there = visible(asking.held, explicit)
        return replace(reading, unheld=says.unheld_company(language, asked.unheld, there))
    if scoped and asked.unheld:
        told = says.also_unheld(language, asked.unheld, [asking.name(c) for c in scoped])
        reading = replace(reading, missing=(told,))
    if scoped:
        reading = replace(reading, scope=replace(explicit, companies=printed(scoped)))
    if not calls:
        there = [h for c in scoped for h in newest_first(c)]
        names = [asking.name(c) for c in scoped]
        return replace(reading, unheld=says.unheld_period(language, explicit.periods, names, there))
    ids = {h.call.id for h in calls}
    groups = [c for c in scoped or companies if any(h.call.id in ids for h in c.calls)]
    choose = by_company if explicit.transcripts or explicit.periods else timed
    return choose(asking, reading, groups, calls, scoped)


def _allowed(asking: Asking) -> Sequence[Held]:
    """The calls that the user's filter allows."""
    allowed = calls_in(asking.held, asking.explicit, asking.glossary)
    speakers = asking.explicit.speakers
    speaking = [h for h in allowed if any(is_speaker(p, name) for p in h.participants for name in speakers)]
    return speaking or allowed


def _calls(asking: Asking, allowed: Sequence[Held], scoped: Sequence[Company]) -> list[Held]:
    if not scoped:
        return list(allowed)
    # A sample is left out of what is allowed unless it is named, as it is here.
    free = not (asking.explicit.periods or asking.explicit.speakers)
    ids = {h.call.id for h in allowed}
    return [h for c in scoped for h in c.calls if free or h.call.id in ids]


def _people(asking: Asking, calls: Sequence[Held]) -> People:
    people = read_people(asking.question, calls, asking.glossary)
    kept = tuple(p for p in people.named if not any(asking.removed("speakers", label) for label in p.labels))
    return replace(people, named=kept, by_name=tuple(p for p in people.by_name if p in kept))


def _spoken_by(calls: list[Held], people: People, fixed: bool) -> list[Held]:
    """Where no company is named, the calls in which a person speaks whom the question calls by name."""
    if fixed or not people.by_name:
        return calls
    common = set.intersection(*(set(p.calls) for p in people.by_name)) or {i for p in people.by_name for i in p.calls}
    return [h for h in calls if h.call.id in common] or calls


def _preferring(
    asking: Asking, people: People, calls: Sequence[Held], asked: Named, scoped: Sequence[Company]
) -> Reading:
    """The reading with the speakers, roles and sections preferred, where the user has not set them himself."""
    explicit = asking.explicit
    speakers = tuple(dict.fromkeys(name for p in people.named for name in p.labels[:1]))
    roles = tuple(role for role in people.roles if not asking.removed("roles", role))
    sections = tuple(section for section in people.sections if not asking.removed("sections", section))
    reading = Reading(
        explicit,
        speakers=() if explicit.speakers else speakers,
        roles=() if explicit.roles else roles,
        sections=() if explicit.sections else sections,
        topics=tuple(dict.fromkeys((*asked.unheld, *asked.topics))),
        calls=tuple(h.call.id for h in calls),
        notes=tuple(says.note_of(asking.language, "unclear", said, names) for said, names in people.unclear),
    )
    detected = Scope(printed(scoped), (), reading.speakers, reading.roles, reading.sections)
    return replace(reading, detected=detected)


def _filtered(asking: Asking, asked: Named, allowed: Sequence[Held]) -> list[str]:
    ids = {h.call.id for h in allowed}
    outside = [c for c in asked.companies if not any(h.call.id in ids for h in c.calls)]
    if not outside or not asking.explicit.companies:
        return []
    names = says.joined(asking.language, [asking.name(c) for c in outside])
    return [says.note_of(asking.language, "filtered", names, asking.explicit.companies)]
