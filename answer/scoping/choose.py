"""The calls that a question means, of those of one company: one, several side by side, or the newest."""

from dataclasses import dataclass, replace

from answer.scoping.resolve import Found, Line, last_ordinal, resolve
from answer.scoping.timeline import Dated
from answer.scoping.when import Kind, Times, Use, When, is_told
from index.periods import Basis

MOST_SIDES = 8
"""Calls shown side by side for one company."""


@dataclass(frozen=True)
class Read:
    """How a period was read: a key of says.py, the words in the question, and the calls that it now means."""

    how: str
    when: When | None
    calls: tuple[Dated, ...] = ()


@dataclass(frozen=True)
class Choice:
    """`calls` are the scope, oldest first; `beside` whether they are to be set side by side; `others` are a click away.

    `named` tells that the question named them; `missing` are periods named of which no call is held.
    """

    calls: tuple[Dated, ...]
    beside: bool = False
    named: bool = False
    read: tuple[Read, ...] = ()
    others: tuple[Read, ...] = ()
    missing: tuple[When, ...] = ()


def choose(times: Times, line: Line, *, looks_ahead: bool) -> Choice:
    """Which calls of one company a question means."""
    times = replace(times, whens=tuple(w for w in times.whens if not w.loose or resolve(w, line).calls))
    if times.outcome and (told := _told_and_came(times, line)):
        return _several(told, line)
    since = [w for w in times.whens if w.use is Use.SINCE]
    if since and (first := _first_of(since[0], line)) is not None:
        calls = tuple(d for d in line.calls if d.ordinal is not None and d.ordinal >= first)[-MOST_SIDES:]
        return _several(calls, line)
    main = [w for w in times.whens if w.use is Use.SCOPE]
    base = [w for w in times.whens if w.use is Use.BASE]
    ahead = [w for w in times.whens if w.use is Use.AHEAD and w.kind is not Kind.NEXT and w.years_back != -1]
    if main:
        return _named(times, line, main, base, looks_ahead=looks_ahead)
    if ahead:
        return _before(ahead[0], line)
    compared = _compared(times, line, base)
    if compared:
        return _several(compared, line)
    if times.what_changed and len(line.calls) > 1:
        return _several(line.calls[-2:], line)
    if times.over_time and len(line.calls) > 1:
        return replace(_several(line.calls[-MOST_SIDES:], line), named=False)
    if times.restated and len(line.calls) > 1:
        return Choice(line.calls[-2:], read=(Read("restated", None, line.calls[-2:]),))
    return _newest(line, _beside(line, base))


def _told_and_came(times: Times, line: Line) -> tuple[Dated, ...]:
    """The call before a period, on which it was looked ahead to, and its own; of the newest where none is named."""
    told = [d for w in times.whens if is_told(w) for d in resolve(w, line).calls]
    own = [w for w in times.whens if w.kind is Kind.QUARTER or (w.kind is Kind.BACK and w.count == 0)]
    came = [d for w in own if w.use is not Use.BASE for d in resolve(w, line).calls]
    if own and not came:
        return ()
    if told and came and told[0] != came[-1]:
        return _in_order((told[0], came[-1]))
    at = line.calls.index(told[0]) + 1 if told and not came else line.calls.index((came or [line.newest])[-1])
    return line.calls[at - 1 : at + 1] if 0 < at < len(line.calls) else ()


def _named(times: Times, line: Line, main: list[When], base: list[When], *, looks_ahead: bool) -> Choice:
    calls: dict[Dated, None] = {}
    others: list[Read] = []
    missing: list[When] = []
    main, read = _on_one_basis(main, line)
    stated = [w for w in main if w.kind is Kind.QUARTER]
    seen_from = resolve(stated[0], line).calls[-1:] if len(stated) == 1 else ()
    for when in main:
        found = resolve(when, line, seen_from[0] if seen_from else None)
        if not found.calls:
            missing.append(when)
            continue
        calls.update(dict.fromkeys(found.calls))
        if found.reading:
            read.append(Read(found.reading, when, found.calls))
        if found.other:
            others.append(Read(found.reading, when, found.other))
        if when.kind in (Kind.YEAR, Kind.HALF, Kind.FIRST) and times.over_time:
            calls.update(dict.fromkeys(found.other))
    if not calls:
        return _nothing(line, missing, looks_ahead=looks_ahead)
    chosen = _in_order(calls)
    compared = _compared(times, line, base) if chosen == (line.newest,) else ()
    stated_base = [d for w in base if w.kind is Kind.QUARTER for d in resolve(w, line).calls]
    chosen = _in_order(dict.fromkeys((*chosen, *stated_base, *compared)))
    if times.over_time and all(w.kind is Kind.BACK and w.count == 0 for w in main) and len(line.calls) > 1 and not base:
        chosen = line.calls[-MOST_SIDES:]
    if times.what_changed and len(chosen) == 1 and base:
        chosen = _in_order(dict.fromkeys((*chosen, *(d for w in base for d in resolve(w, line, chosen[0]).calls))))
    if missing:
        read.extend(Read("missing", when, chosen) for when in missing)
    if len(chosen) == 1:
        newest = line.newest
        if newest not in chosen and not others:
            others.append(Read("newest", None, (newest,)))
        others += _beside(line, base)
    return Choice(chosen, len(chosen) > 1, named=True, read=tuple(read), others=tuple(others), missing=tuple(missing))


def _on_one_basis(main: list[When], line: Line) -> tuple[list[When], list[Read]]:
    """`Q3 and Q4`: fiscal both where calls of both are held only so; else each is read by itself."""
    open_ = [w for w in main if w.kind is Kind.QUARTER and w.basis is Basis.EITHER]
    fiscal = {w: replace(w, basis=Basis.FISCAL) for w in open_}
    calendar = [resolve(replace(w, basis=Basis.CALENDAR), line).calls for w in open_]
    if len(open_) < 2 or all(calendar) or not all(resolve(w, line).calls for w in fiscal.values()):
        return main, []
    read = [
        Read("fiscal_only", w, found)
        for w, own in zip(open_, calendar, strict=True)
        if not own and (found := resolve(fiscal[w], line).calls)
    ]
    return [fiscal.get(w, w) for w in main], read if line.shift else []


def _nothing(line: Line, missing: list[When], *, looks_ahead: bool) -> Choice:
    """No call of what is named. Of what is to come, and of a period that the newest call tells figures of, that call."""
    relative = all(
        w.kind in (Kind.BACK, Kind.YEAR_AGO, Kind.PREVIOUS, Kind.LAST, Kind.EARLIER)
        or (w.years_back and w.quarter is None)
        for w in missing
    )
    ends = [last_ordinal(w, line) for w in missing]
    now = line.newest.ordinal
    later = now is not None and all(end is not None and end > now for end in ends)
    # Of a year to come a call tells before it; of a quarter to come only an outlook does.
    if relative or (later and (looks_ahead or all(w.kind in (Kind.YEAR, Kind.HALF) for w in missing))):
        how = "relative_missing" if relative else "later"
        newest = _newest(line, ())
        return replace(newest, read=(Read(how, missing[0], (line.newest,)),))
    return Choice((), missing=tuple(missing))


def _before(when: When, line: Line) -> Choice:
    """The call on which the outlook for a period was given last: the newest of those before the period's end."""
    target = resolve(when, line) if when.years_back is not None or when.year is not None else Found()
    end = last_ordinal(when, line)
    if end is None and when.year is None and when.years_back is None:
        target, end = _nearest(when, line)
        if end is None or target.calls[-1:] != (line.newest,):
            return _newest(line, ())
    if target.calls and target.calls[-1].ordinal is not None and when.kind is Kind.QUARTER:
        end = target.calls[-1].ordinal
    earlier = [d for d in line.calls if d.ordinal is not None and end is not None and d.ordinal < end]
    if not earlier:
        if target.calls:
            return Choice(target.calls[-1:], named=True, read=(Read("ahead_same", when, target.calls[-1:]),))
        return Choice((), missing=(when,))
    told = earlier[-1]
    if told == line.newest:
        return replace(_newest(line, ()), read=(Read("newest", None, (told,)),) if len(line.calls) > 1 else ())
    if end is not None and told.ordinal is not None and not target.calls and end - told.ordinal > 4:
        return Choice((), missing=(when,))
    others = (Read("ahead_same", when, target.calls[-1:]),) if target.calls else ()
    return Choice((told,), named=True, read=(Read("ahead", when, (told,)),), others=others)


def _nearest(when: When, line: Line) -> tuple[Found, int | None]:
    """A quarter of no stated year that an outlook is about: the newest call's own, else the next one to come."""
    found = resolve(when, line) if when.kind is Kind.QUARTER else Found()
    return found, found.calls[-1].ordinal if found.calls else None


def _newest(line: Line, beside: tuple[Read, ...] | list[Read]) -> Choice:
    older = tuple(Read("older", None, (d,)) for d in reversed(line.calls[:-1]))
    read = (Read("newest", None, (line.newest,)),) if older else ()
    return Choice((line.newest,), read=read, others=(*beside, *older))


def _several(calls: tuple[Dated, ...], line: Line) -> Choice:
    if len(calls) < 2:
        return _newest(line, ())
    return Choice(calls, beside=True, named=True)


def _compared(times: Times, line: Line, base: list[When]) -> tuple[Dated, ...]:
    """What the newest call is set beside, where the question asks for a comparison and not for a growth figure."""
    if not (times.compares or times.what_changed):
        return ()
    found = [d for w in base if w.kind is not Kind.YEAR for d in resolve(w, line).calls]
    return _in_order(dict.fromkeys((*found, line.newest))) if found else ()


def _beside(line: Line, base: list[When]) -> list[Read]:
    """The newest call and the one its figures are compared with, side by side, a click away."""
    found = [d for w in base for d in resolve(w, line).calls if d != line.newest]
    return [Read("beside", None, (*found[:1], line.newest))] if found else []


def _first_of(when: When, line: Line) -> int | None:
    found = resolve(when, line)
    ordinals = [d.ordinal for d in (*found.calls, *found.other) if d.ordinal is not None]
    if ordinals:
        return min(ordinals)
    end = last_ordinal(when, line)
    if end is not None:
        return end
    return line.calls[0].ordinal if when.kind in (Kind.BACK, Kind.YEAR_AGO, Kind.YEAR) else None


def _in_order(calls: dict[Dated, None] | tuple[Dated, ...]) -> tuple[Dated, ...]:
    return tuple(sorted(calls, key=lambda d: (-1 if d.ordinal is None else d.ordinal, d.fiscal or (0, 0))))
