"""Hard gates: a question that names what no held call has is not answered with the nearest passage.

Scores alone cannot tell a near miss from an answer, so what can be decided by the names in the question is decided by
them: companies, periods, people, firms, and words that the calls never use. What is left is for answer/confidence.py.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from answer.answer import Reason
from answer.asked.absent import names_nobody_present
from answer.asked.outside import outside_part
from answer.asked.things import apart
from index.glossary import Glossary
from index.periods import Period, find_periods
from index.rows import Held
from index.tokens import tokens

_NAME = re.compile(r"(?<![\w'’-])[A-Z][A-Za-z0-9&]*[a-z0-9][A-Za-z0-9&]*(?:['’]s)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CALENDAR_WORDS = frozenset(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Christmas Easter".split()
)
_FRAME = (
    "say said tell told talk discuss mention comment ask asked question explain describe give think call quarter year company "
    "management executives analyst analysts ceo cfo chairman anything something much many"
)
"""Words that frame a question and tell nothing about its subject."""
_ANALYST = re.compile(r"\banalysts?\b|分析師|分析师|法人", re.IGNORECASE)
_MONTHS = {"三": 3, "六": 6, "九": 9, "十二": 12}
_MONTH = re.compile(r"(?<!十)(十二|三|六|九)月季")
_TITLE_CASE = 0.7
"""Share of capitalised words from which on capitals say nothing."""


def gate(
    question: str,
    in_scope: Sequence[Held],
    texts: Sequence[str],
    glossary: Glossary,
    knows: Callable[[str], bool],
) -> Reason | None:
    """Why the question cannot be answered from `texts` (what was retrieved, translations included), or None.

    `in_scope` are the calls searched; `knows` tells whether a search token occurs in any of them. A question of which
    only a part is outside transcripts passes: `outside_part` tells which.
    """
    outside = outside_part(question, texts)
    if outside is not None and not outside.rest:
        return Reason.OUTSIDE_TRANSCRIPTS
    if names_nobody_present(question, in_scope, texts, glossary):
        return Reason.NOT_DISCUSSED
    names = glossary.companies_in(question)
    missing = [name for name in names if not _company_occurs(name, in_scope, texts, glossary)]
    if missing and len(missing) == len(names):
        return Reason.NOT_DISCUSSED if _ANALYST.search(question) else Reason.CALL_NOT_HELD
    reason = _period_reason(question, in_scope, texts)
    if reason is not None:
        return reason
    if any(not any(map(knows, spelled)) for spelled in _proper_names(question, glossary)):
        return Reason.NOT_DISCUSSED
    return Reason.NOT_DISCUSSED if _nothing_is_known(question, in_scope, glossary, knows) else None


def asked_periods(question: str) -> list[Period]:
    """Periods of a question; months in Chinese numerals (六月季度) are read as 6月季."""
    return find_periods(_MONTH.sub(lambda match: f"{_MONTHS[match[1]]}月季", question))


def _company_occurs(name: str, in_scope: Sequence[Held], texts: Sequence[str], glossary: Glossary) -> bool:
    spellings = {other.casefold() for other in glossary.company_names(name)}
    for h in in_scope:
        firms = (person.firm for person in h.participants)
        if {
            own.casefold() for own in (h.call.company, h.call.ticker, *h.call.company_aliases, *firms) if own
        } & spellings:
            return True
    return any(name in glossary.companies_in(text) for text in texts)


def _nothing_is_known(
    question: str, in_scope: Sequence[Held], glossary: Glossary, knows: Callable[[str], bool]
) -> bool:
    """Whether no word of the subject asked about occurs in the calls searched, under any spelling known.

    A question in a language that the calls do not use is judged by what carries over: terms, names and figures.
    """
    names = [name for h in in_scope for name in (h.call.company, h.call.ticker, *h.call.company_aliases) if name]
    beside = set(tokens(_FRAME)) | {token for name in names for token in tokens(name)}
    subject = set(tokens(question)) - beside
    terms = [spelling for term in glossary.terms_in(question) for spelling in glossary.spellings(term)]
    if any(all(map(knows, found)) for found in map(tokens, terms) if found):
        return False
    if not any(language.startswith("zh") for h in in_scope for language in h.call.languages):
        subject = {token for token in subject if not _HAN.search(token)}
    return len(subject) > 1 and not any(knows(token) for token in subject)


def _period_reason(question: str, in_scope: Sequence[Held], texts: Sequence[str]) -> Reason | None:
    periods = [period for period in asked_periods(question) if not any(_holds(h, period) for h in in_scope)]
    said = {period for text in texts for period in find_periods(text)}
    if not periods or any(_is_said(period, said) for period in periods):
        return None
    return Reason.NOT_DISCUSSED if all(_is_later(period, in_scope) for period in periods) else Reason.CALL_NOT_HELD


def _holds(held: Held, period: Period) -> bool:
    call = held.call
    return period.matches(fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end)


def _is_said(period: Period, said: set[Period]) -> bool:
    """A quarter asked for is met by talk of it, with or without its year, or of its whole fiscal year."""
    if period in said:
        return True
    if period.calendar:
        return any(s.calendar and s.quarter == period.quarter and None in (s.year, period.year) for s in said)
    return any(s.year == period.year and s.quarter is None and not s.calendar for s in said)


def _is_later(period: Period, held: Sequence[Held]) -> bool:
    """Whether the period lies after every call in scope whose own is known, so that only an outlook could speak of it."""
    quarter = period.quarter or 4
    ends = [_month(h.call.period_end) for h in held if h.call.period_end]
    if period.year is None:
        # A quarter of no stated year is the next one where it is not the calls' own.
        return period.calendar and bool(ends) and (quarter * 3 - max(ends)[1]) % 12 in (3, 6)
    if period.calendar:
        return bool(ends) and (period.year, quarter * 3) > max(ends)
    labels = [(h.call.fiscal_year, h.call.fiscal_quarter or 4) for h in held if h.call.fiscal_year]
    return bool(labels) and (period.year, quarter) > max(labels)


def _month(iso: str) -> tuple[int, int]:
    return int(iso[:4]), int(iso[5:7])


def _proper_names(question: str, glossary: Glossary) -> Iterator[list[str]]:
    """Per token of a capitalised name, the tokens it may stand under in a call: its own and those of its other names.

    The word that opens the question is none, unless it has a possessive; nor are the words of a question in title case.
    """
    words = re.findall(r"[A-Za-z][\w'’&-]*", question)
    if len(words) > 3 and sum(word[0].isupper() for word in words) >= _TITLE_CASE * len(words):
        return
    terms = [question[t.start : t.end] for t in glossary.spans(question)]
    for match in _NAME.finditer(question):
        name = re.sub(r"['’]s$", "", match.group())
        before = question[: match.start()].rstrip()
        opens = not before or before[-1:] in ".?!:"
        if name in _CALENDAR_WORDS or (opens and name == match.group()) or any(name in term for term in terms):
            continue
        others = [token for other in glossary.company_names(name) for token in tokens(other)]
        others += [token for other in apart(name) for token in tokens(other)]
        for token in tokens(name):
            yield [token, *others]
