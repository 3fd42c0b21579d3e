"""The calls that a question means of the companies in its scope, set side by side where it compares."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from answer.scoping import offers, says
from answer.scoping.asking import Asking
from answer.scoping.choose import choose
from answer.scoping.company_names import Company, companies_of
from answer.scoping.offers import Kept
from answer.scoping.reading import Reading
from answer.scoping.resolve import Line, this_year
from answer.scoping.timeline import Dated, timeline
from answer.scoping.uses import looks_ahead
from answer.scoping.when import Times
from answer.scoping.which import sets_companies_beside
from index.passage import Scope
from index.rows import Held
from index.scope import visible

_MOST_COMPANIES = 12
"""Companies set side by side where a question asks which of all it is."""
_WITHOUT_BOUND = 10**6


def timed(
    asking: Asking, reading: Reading, groups: Sequence[Company], calls: Sequence[Held], scoped: Sequence[Company]
) -> Reading:
    """Narrow a reading to the calls of `groups` that the question's periods mean, the newest where it names none.

    `calls` are those that the user's filter allows; `scoped` are the companies that the question names.
    """
    ids = {h.call.id for h in calls}
    dated = [timeline([h for h in c.calls if h.call.id in ids]) for c in groups]
    shown = companies_of(visible(asking.held, Scope()), asking.glossary)
    year = this_year([*dated, *(timeline(c.calls) for c in shown)])
    lines = [Line(calls_of, year) for calls_of in dated]
    times = asking.times(lines)
    ahead = looks_ahead(asking.question)
    choices = [choose(times, line, looks_ahead=ahead) for line in lines]
    missing = [c for c in choices if not c.calls]
    if missing and len(missing) == len(choices):
        said = list(dict.fromkeys(says.said_by(w, asking.question) for c in missing for w in c.missing))
        names = [asking.name(c) for c in scoped]
        there = [d.held for line in lines for d in reversed(line.calls)]
        return replace(reading, unheld=says.unheld_period(asking.language, said, names, there))
    kept = [(group, line, choice) for group, line, choice in zip(groups, lines, choices, strict=True) if choice.calls]
    for group, choice in zip(groups, choices, strict=True):
        if scoped and not choice.calls:
            said = list(dict.fromkeys(says.said_by(w, asking.question) for w in choice.missing))
            told = says.unheld_period(asking.language, said, [asking.name(group)], newest_first(group))
            reading = replace(reading, missing=(*reading.missing, told))
    if not any(c.named for _, _, c in kept) and "newest" in asking.without:
        return replace(reading, calls=tuple(h.call.id for h in calls))
    if len(kept) > 1 and _compares_companies(asking, scoped, len(kept)):
        return _companies_beside(asking, reading, kept, times)
    chosen = [d for _, _, choice in kept for d in choice.calls]
    beside = any(c.beside for _, _, c in kept) and len(chosen) > 1
    reading = _read_as(asking, reading, kept)
    return _narrowed(asking, reading, chosen, kept, _sides(sorted(chosen, key=_when_of)) if beside else (), len(calls))


def by_company(
    asking: Asking, reading: Reading, groups: Sequence[Company], calls: Sequence[Held], scoped: Sequence[Company]
) -> Reading:
    """The same where the user has set the calls or the period himself: only what he has set is set side by side."""
    ids = {h.call.id for h in calls}
    per = [list(timeline([h for h in c.calls if h.call.id in ids])) for c in groups]
    if len(per) > 1 and _compares_companies(asking, scoped, len(per)) and all(len(row) == 1 for row in per):
        return replace(reading, sides=_sides([row[0] for row in per]))
    times = asking.times()
    if len(per) == 1 and len(per[0]) > 1 and (times.over_time or times.compares or times.what_changed or times.outcome):
        return replace(reading, sides=_sides(per[0]))
    return reading


def newest_first(company: Company) -> list[Held]:
    return [d.held for d in reversed(timeline(company.calls))]


def _compares_companies(asking: Asking, scoped: Sequence[Company], count: int) -> bool:
    return len(scoped) > 1 or (not scoped and count <= _MOST_COMPANIES and sets_companies_beside(asking.question))


def _companies_beside(asking: Asking, reading: Reading, kept: Sequence[Kept], times: Times) -> Reading:
    """One side a company, of the newest calendar quarter that all have where the question names no period."""
    if any(choice.named for _, _, choice in kept):
        chosen = [d for _, _, choice in kept for d in choice.calls]
        by_time = len({_when_of(d)[0] for d in chosen}) > 1 and bool(times.whens)
        ordered = sorted(enumerate(chosen), key=lambda row: (_when_of(row[1])[0] if by_time else 0, row[0]))
        reading = _read_as(asking, reading, kept)
        return _narrowed(asking, reading, chosen, kept, _sides([d for _, d in ordered]), _WITHOUT_BOUND)
    aligned = _common_quarter([line for _, line, _ in kept], of_all=bool(reading.scope.companies))
    chosen = [(line.at(aligned) or line.calls)[-1] if aligned is not None else line.newest for _, line, _ in kept]
    if len({d.ordinal for d in chosen}) > 1:
        reading = _noted(reading, says.note(asking.language, "not_aligned", "", chosen))
    elif any(len(line.calls) > 1 for _, line, _ in kept):
        reading = _noted(reading, says.note(asking.language, "aligned", "", chosen))
    reading = _narrowed(asking, reading, chosen, (), _sides(chosen), _WITHOUT_BOUND)
    newest = [line.newest.held for _, line, _ in kept]
    if newest == [d.held for d in chosen]:
        return reading
    return replace(reading, alternatives=(offers.alternative(asking.language, "newest_each", newest),))


def _narrowed(
    asking: Asking,
    reading: Reading,
    chosen: Sequence[Dated],
    kept: Sequence[Kept],
    sides: tuple[Scope, ...],
    whole: int,
) -> Reading:
    """The reading with the calls `chosen` of `whole` that the filter allows."""
    ids = tuple(d.held.call.id for d in chosen)
    periods = tuple(dict.fromkeys(p for d in chosen if (p := d.held.call.fiscal_period)))
    is_named = any(choice.named for _, _, choice in kept)
    labelled = is_named and all(d.held.call.fiscal_period for d in chosen)
    scope = replace(
        reading.scope,
        periods=periods if labelled else reading.scope.periods,
        transcripts=ids if sides or len(ids) < whole or reading.scope.transcripts else reading.scope.transcripts,
    )
    return replace(
        reading,
        scope=scope,
        detected=replace(reading.detected, periods=periods if is_named else ()),
        calls=ids,
        sides=sides,
        alternatives=offers.alternatives(asking.language, kept, ids, asking.held),
    )


def _read_as(asking: Asking, reading: Reading, kept: Sequence[Kept]) -> Reading:
    notes, missing = offers.notes(asking.language, asking.question, kept)
    return replace(reading, notes=(*reading.notes, *notes), missing=(*reading.missing, *missing))


def _noted(reading: Reading, note: str) -> Reading:
    return replace(reading, notes=(*reading.notes, note))


def _common_quarter(lines: Sequence[Line], *, of_all: bool) -> int | None:
    """The newest calendar quarter that all have, or (not `of_all`) that most have; None where there is none."""
    counts = Counter(ordinal for line in lines for ordinal in {d.ordinal for d in line.calls if d.ordinal is not None})
    if of_all:
        return max((ordinal for ordinal, n in counts.items() if n == len(lines)), default=None)
    return max(counts, key=lambda ordinal: (counts[ordinal] * 2 > len(lines), ordinal), default=None)


def _sides(calls: Sequence[Dated]) -> tuple[Scope, ...]:
    return tuple(Scope(transcripts=(d.held.call.id,)) for d in calls)


def _when_of(dated: Dated) -> tuple[int, str]:
    return (-1 if dated.ordinal is None else dated.ordinal), dated.held.call.id
