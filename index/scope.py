"""Scope -> the Transcripts and Turns it selects, with an error that says what there is when it selects nothing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from errors import UsageError
from index.glossary import Glossary
from index.library import Library
from index.passage import Scope
from index.periods import find_periods
from index.rows import Held
from ingest.transcript import Role, Section, Speaker

_SHORTEST_NAME = 5
_ORDINARY = frozenset(
    "advanced allied american applied associated atlantic bank canadian central china consolidated digital eastern european "
    "federal first general global golden great group international island japan korea liberty national northern pacific people "
    "peoples public quality royal silver southern standard taiwan texas trade union united universal western world".split()
)
"""First words of company names that mean something else by themselves."""


@dataclass(frozen=True)
class Selection:
    """What a Scope selects. `turns` is None where whole Transcripts are selected."""

    transcripts: tuple[Held, ...]
    turns: tuple[tuple[str, int], ...] | None = None


def select(library: Library, scope: Scope, glossary: Glossary) -> Selection:
    """Resolve a Scope against what the library holds.

    Raises:
        UsageError: a value that is none (a role that does not exist), or names nothing that is held.
    """
    held = calls_in(library.held(), scope, glossary)
    roles = _checked("role", scope.roles, [role.value for role in Role])
    sections = _checked("section", scope.sections, [section.value for section in Section])
    if not (scope.speakers or roles or sections):
        return Selection(tuple(held))
    speakers = _speakers(held, scope.speakers)
    keys = library.turn_keys([h.call.id for h in held], speakers=speakers, roles=roles, sections=sections)
    return Selection(tuple(held), tuple(keys))


def calls_in(held: Sequence[Held], scope: Scope, glossary: Glossary) -> list[Held]:
    """The calls that a Scope selects of those held, by its transcripts, companies and periods alone.

    Raises:
        UsageError: one of these names nothing that is held.
    """
    held = visible(held, scope)
    if scope.transcripts:
        held = _narrow(held, "transcript", scope.transcripts, lambda h, value: h.call.id == value, lambda h: h.call.id)
    if scope.companies:
        # One call may print a name that another of the same company does not.
        known = {h.call.company or h.call.id for h in held for name in scope.companies if is_company(h, name, glossary)}
        held = _narrow(
            held,
            "company",
            scope.companies,
            lambda h, _: (h.call.company or h.call.id) in known,
            lambda h: h.call.company,
        )
    if scope.periods:
        held = _narrow(held, "period", scope.periods, _in_period, lambda h: h.call.fiscal_period)
    return held


def visible(held: Sequence[Held], scope: Scope) -> list[Held]:
    """Samples are left out of searches that do not name them, once another call is held."""
    if scope.companies or scope.transcripts or all(h.sample for h in held):
        return list(held)
    return [h for h in held if not h.sample]


def is_company(held: Held, name: str, glossary: Glossary) -> bool:
    """Whether `name` is the call's company, by name, alias, ticker or first word, in either language."""
    own = {_folded(value) for value in company_names(held)}
    known = {_folded(other) for value in own for other in glossary.company_names(value)} | own
    return any(_folded(other) in known for other in (name, *glossary.company_names(name)))


def company_names(held: Held) -> list[str]:
    """Every name of the call's company that the call gives, with the first words that can only mean the company."""
    call = held.call
    names = [name for name in (call.company, call.ticker, *call.company_aliases) if name]
    first = (name.split()[0] for name in names)
    return list(dict.fromkeys([*names, *(word for word in first if _is_distinctive(word))]))


def _is_distinctive(word: str) -> bool:
    return word.isascii() and len(word) >= _SHORTEST_NAME and word.lower() not in _ORDINARY


def is_speaker(person: Speaker, name: str) -> bool:
    wanted = _folded(name)
    return wanted in {_folded(own) for own in (person.name, *person.also_called)}


def _in_period(held: Held, text: str) -> bool:
    call = held.call
    return any(
        period.matches(fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end)
        for period in find_periods(text)
    )


def _narrow(
    held: Sequence[Held],
    what: str,
    values: Sequence[str],
    matches: Callable[[Held, str], bool],
    name: Callable[[Held], str | None],
) -> list[Held]:
    kept = [h for h in held if any(matches(h, value) for value in values)]
    if kept:
        return kept
    names = sorted({shown for h in held if (shown := name(h))})
    raise UsageError(
        f"No call here has the {what} {' or '.join(map(repr, values))}.",
        hint=f"Held: {', '.join(names[:20]) or 'no calls'}." + (" …" if len(names) > 20 else ""),
    )


def _speakers(held: Collection[Held], names: Sequence[str]) -> list[str]:
    people = [person for h in held for person in h.participants]
    matched = [person for person in people if any(is_speaker(person, name) for name in names)]
    # A label can be any of the names: `Bettina Orlo` for the listed `Bettina K. Orlo`.
    found = list(dict.fromkeys(name for person in matched for name in (person.name, *person.also_called)))
    if names and not found:
        listed = ", ".join(dict.fromkeys(person.name for person in people))
        raise UsageError(
            f"Nobody called {' or '.join(map(repr, names))} speaks here.", hint=f"Speakers: {listed[:400]}."
        )
    return found


def _checked(what: str, values: Sequence[str], allowed: list[str]) -> list[str]:
    for value in values:
        if value not in allowed:
            raise UsageError(f"{value!r} is no {what}.", hint=f"Choose one of: {', '.join(allowed)}.")
    return list(values)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
