"""Hard gates: a question that names what no held call has is not answered with the nearest passage.

Scores cannot tell a near miss from an answer (on the tuning questions the best score separates them barely above
chance), so what can be decided by the names in the question is decided by them.
"""

import re
from collections.abc import Callable, Sequence

from answer.answer import Reason
from index.glossary import Glossary
from index.periods import Period, find_periods
from index.rows import Held
from index.tokens import tokens

_ADVICE = re.compile(
    r"\bshould (?:i|we|one) (?:buy|sell|hold|invest)\b|該不該[買賣]|可以買嗎|值得(?:買|投資)", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"\b(?:share|stock) price\b|\bprice target\b|\bconsensus\b|\b(?:dividend )?yield\b|\bp/e\b|\bmarket cap\b"
    r"|股價|目標價|殖利率|本益比|市值",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w'’-])[A-Z][A-Za-z0-9&]*[a-z0-9][A-Za-z0-9&]*(?:['’]s)?")
_CALENDAR_WORDS = frozenset(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Christmas Easter".split()
)

_FRAME = (
    "say said tell told talk discuss mention comment ask asked question explain describe give think call quarter year company "
    "management executives analyst analysts ceo cfo chairman anything something much many"
)
"""Words that frame a question and tell nothing about its subject."""


def gate(
    question: str,
    in_scope: Sequence[Held],
    texts: Sequence[str],
    glossary: Glossary,
    knows: Callable[[str], bool],
) -> Reason | None:
    """Why the question cannot be answered from `texts` (what was retrieved), or None.

    `in_scope` are the calls searched; `knows` tells whether a search token occurs in any of them.
    """
    if _ADVICE.search(question):
        return Reason.OUTSIDE_TRANSCRIPTS
    names = glossary.companies_in(question)
    missing = [name for name in names if not _company_occurs(name, in_scope, texts, glossary)]
    if missing and len(missing) == len(names):
        return Reason.CALL_NOT_HELD
    periods = [period for period in find_periods(question) if not any(_holds(h, period) for h in in_scope)]
    said = {period for text in texts for period in find_periods(text)}
    if periods and not any(period in said or _is_year_of(period, said) for period in periods):
        return Reason.NOT_DISCUSSED if all(_is_later(period, in_scope) for period in periods) else Reason.CALL_NOT_HELD
    if any(not knows(token) for name in _proper_names(question) for token in tokens(name)):
        return Reason.NOT_DISCUSSED
    if _nothing_is_known(question, in_scope, knows) or _metric_is_missing(question, texts, glossary):
        return Reason.NOT_DISCUSSED
    if _OUTSIDE.search(question) and not any(_OUTSIDE.search(text) for text in texts):
        return Reason.OUTSIDE_TRANSCRIPTS
    return None


def _company_occurs(name: str, in_scope: Sequence[Held], texts: Sequence[str], glossary: Glossary) -> bool:
    spellings = {other.casefold() for other in glossary.company_names(name)}
    for h in in_scope:
        firms = (person.firm for person in h.participants)
        if {
            own.casefold() for own in (h.call.company, h.call.ticker, *h.call.company_aliases, *firms) if own
        } & spellings:
            return True
    return any(name in glossary.companies_in(text) for text in texts)


def _nothing_is_known(question: str, in_scope: Sequence[Held], knows: Callable[[str], bool]) -> bool:
    """Whether no word of the subject asked about occurs in the calls searched, under its own spelling at least."""
    names = [name for h in in_scope for name in (h.call.company, h.call.ticker, *h.call.company_aliases) if name]
    beside = set(tokens(_FRAME)) | {token for name in names for token in tokens(name)}
    subject = set(tokens(question)) - beside
    return len(subject) > 1 and not any(knows(token) for token in subject)


def _metric_is_missing(question: str, texts: Sequence[str], glossary: Glossary) -> bool:
    """Whether the question names metrics and none of them, under any of its names, is spoken of in what was found."""
    metrics = {name for name in glossary.terms_in(question) if glossary.kind(name) == "metric"}
    return bool(metrics) and not any(metrics & glossary.terms_in(text) for text in texts)


def _holds(held: Held, period: Period) -> bool:
    call = held.call
    return period.matches(fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end)


def _is_year_of(period: Period, said: set[Period]) -> bool:
    """A quarter asked for is met by talk of its whole fiscal year, not by talk of another quarter."""
    return not period.calendar and any(s.year == period.year and s.quarter is None and not s.calendar for s in said)


def _is_later(period: Period, held: Sequence[Held]) -> bool:
    """Whether the period lies after every call in scope whose own is known, so that only an outlook could speak of it."""
    if period.year is None:
        return False
    quarter = period.quarter or 4
    if period.calendar:
        ends = [_month(h.call.period_end) for h in held if h.call.period_end]
        return bool(ends) and (period.year, quarter * 3) > max(ends)
    labels = [(h.call.fiscal_year, h.call.fiscal_quarter or 4) for h in held if h.call.fiscal_year]
    return bool(labels) and (period.year, quarter) > max(labels)


def _month(iso: str) -> tuple[int, int]:
    return int(iso[:4]), int(iso[5:7])


def _proper_names(question: str) -> list[str]:
    """Capitalised words that are names: not the one that opens the question, unless it has a possessive."""
    found = []
    for match in _NAME.finditer(question):
        opens = not question[: match.start()].strip() or question[: match.start()].rstrip()[-1:] in ".?!:"
        if match.group() not in _CALENDAR_WORDS and (not opens or match.group().endswith(("'s", "’s"))):
            found.append(re.sub(r"['’]s$", "", match.group()))
    return found
