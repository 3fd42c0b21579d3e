"""Guidance that a newer call of the company has replaced, or whose period has been reported since."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.compare import says
from answer.compare.computed import period_key
from answer.compare.subject import left_over
from answer.evidence import Evidence
from index.glossary import Glossary
from index.periods import Period, find_periods
from ingest.transcript import Call, Role

_OUTLOOK = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|anticipat(?:e|es|ed|ing)|forecast(?:s|ing)?|guid(?:e|es|ed|ing|ance)|outlook|target(?:s|ed|ing)?|aim(?:s|ed|ing)?"
    r"|plan(?:s|ned|ning)?|intend(?:s|ed)?|project(?:s|ed|ing)|on track|goal|will|going to|estimate[sd]?)\b"
    r"|預計|预计|預期|预期|預估|预估|預測|预测|目標|目标|計[畫劃]|财测|財測|指引|展望|將(?!近)|打算|可望",
    re.IGNORECASE,
)
_NOT_OUTLOOK = re.compile(
    r"\b(?:than|beat|above|below|exceed\w*|in line with)\b[^,.;]{0,30}\bexpect\w*|\bthan (?:i|we) (?:had )?\w+ed\b|超[出乎過]預期|優於預期|低於預期|符合預期",
    re.IGNORECASE,
)
_BREAK_EVEN = re.compile(r"\bbreak[- ]?even\b|\bbreaks? even\b|損益[兩两]平|盈[虧亏]平衡", re.IGNORECASE)
_NEXT_QUARTER = re.compile(r"\b(?:next|coming|following|current) quarter\b|下一?季|本季將|次季", re.IGNORECASE)
_NEXT_YEAR = re.compile(
    r"\b(?:next|coming|new) (?:fiscal |financial )?year\b|明年|下[一個]*(?:財|會計)?年度?", re.IGNORECASE
)
_THIS_YEAR = re.compile(
    r"\b(?:full|this|the|current|whole) (?:fiscal |financial )?year\b|\bfull-year\b|\bfor the year\b|全年|今年|本年度|本財年|整個財年",
    re.IGNORECASE,
)
_ORDINAL_QUARTER = re.compile(
    r"\b(?:the )?(?P<n>first|second|third|fourth) quarter\b(?! of)|第(?P<han>[一二三四1-4])季"
)
_MONTHS = {"march": 3, "june": 6, "september": 9, "december": 12}
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class Superseded:
    """`old` is not current: `new` replaces it. `note` says so in the language asked for."""

    old: Evidence
    new: Evidence
    note: str


def superseded(quotes: Sequence[Evidence], glossary: Glossary, language: str = "en") -> tuple[Superseded, ...]:
    """Which quotes are older guidance on a metric and target period that a newer call's quote is about as well.

    Also older guidance for a period that the newer call reports. Quotes of different companies never meet.
    """
    found = []
    for old in quotes:
        newer = [q for q in quotes if _is_newer(q.call, old.call)]
        if not newer or not is_guidance(old):
            continue
        targets = target_periods(old)
        same = [new for new in newer if _same_subject(old, new, glossary)]
        replacing = [n for n in same if is_guidance(n) and _same_target(old, n, targets)]
        reporting = [n for n in newer if targets and all(_is_over(t, n.call) for t in targets)]
        reporting.sort(key=lambda n: (n in same, period_key(n.call)))
        latest = max(replacing, key=lambda n: period_key(n.call)) if replacing else None
        new = latest or (reporting[-1] if reporting else None)
        if new:
            note = says.superseded(language, old.call, new.call, reported=latest is None)
            found.append(Superseded(old, new, note))
    return tuple(found)


def is_outlook(item: Evidence) -> bool:
    """Whether a sentence looks ahead."""
    return bool(_OUTLOOK.search(_NOT_OUTLOOK.sub(" ", item.text)))


def is_guidance(item: Evidence) -> bool:
    """Whether it is management that looks ahead."""
    return item.speaker.role not in (Role.ANALYST, Role.OPERATOR) and is_outlook(item)


def target_periods(item: Evidence) -> frozenset[Period]:
    """The periods a sentence of guidance is for, fiscal where the call's own calendar tells; empty where it says none."""
    call, text = item.call, item.text
    found = {_fiscal(period, call) for period in find_periods(text)}
    year, quarter = call.fiscal_year, call.fiscal_quarter
    if found or year is None:
        return frozenset(found)
    if quarter and _NEXT_QUARTER.search(text):
        found.add(Period(year + (quarter == 4), quarter % 4 + 1))
    named = _ORDINAL_QUARTER.search(text)
    if quarter and named:
        number = _NUMBERS.get(named["n"] or named["han"]) or int(named["han"])
        found.add(Period(year if number > quarter else year + 1, number))
    if _NEXT_YEAR.search(text):
        found.add(Period(year + 1, None))
    elif _THIS_YEAR.search(text):
        # The call of a fourth quarter that speaks of the full year ahead means the one after.
        found.add(Period(year + (quarter in (4, None)), None))
    return frozenset(found)


def _fiscal(period: Period, call: Call) -> Period:
    """A calendar quarter as the company's fiscal one, where the call's own label and day tell how they lie."""
    if not period.calendar or not call.period_end or not call.fiscal_year or not call.fiscal_quarter:
        return period
    assert period.quarter is not None
    end_year, end_month = int(call.period_end[:4]), int(call.period_end[5:7])
    own = end_year * 4 + (end_month + 2) // 3
    if period.year is not None:
        ahead = period.year * 4 + period.quarter - own
    else:
        ahead = (period.quarter - (end_month + 2) // 3) % 4 or 4
    index = call.fiscal_year * 4 + call.fiscal_quarter - 1 + ahead
    return Period(index // 4, index % 4 + 1)


def _is_newer(new: Call, old: Call) -> bool:
    same = (new.company or new.id) == (old.company or old.id) or (new.ticker is not None and new.ticker == old.ticker)
    return same and period_key(new) > period_key(old)


def _is_over(target: Period, call: Call) -> bool:
    """Whether the call reports the period."""
    if target.calendar or target.year is None or call.fiscal_year is None:
        return False
    return (target.year, target.quarter or 4) <= (call.fiscal_year, call.fiscal_quarter or 4)


def _same_subject(old: Evidence, new: Evidence, glossary: Glossary) -> bool:
    """One metric of one business, in the words of either language."""
    one, other = _words(old), _words(new)
    breaks_even = bool(_BREAK_EVEN.search(one)), bool(_BREAK_EVEN.search(other))
    if any(breaks_even):
        return all(breaks_even) and bool(_names(old, glossary) & _names(new, glossary))
    metrics = [{t.name for t in glossary.spans(text) if t.kind == "metric"} for text in (one, other)]
    segments = [{t.name for t in glossary.spans(text) if t.kind == "segment"} for text in (one, other)]
    return bool(metrics[0] & metrics[1]) and (segments[0] == segments[1] or bool(segments[0] & segments[1]))


def _same_target(old: Evidence, new: Evidence, targets: frozenset[Period]) -> bool:
    """The date of a break-even is itself the guidance; anything else must be for the same time."""
    if _BREAK_EVEN.search(_words(old)):
        return True
    return bool(targets & target_periods(new))


def _words(item: Evidence) -> str:
    return f"{item.text}\n{item.translation or ''}"


def _names(item: Evidence, glossary: Glossary) -> frozenset[str]:
    capitals = " ".join(re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", item.text))
    segments = {t.name for t in glossary.spans(item.text) if t.kind == "segment"}
    return left_over(capitals, item.call, glossary) | segments
