"""Which call a Draft is: what the file prints, what the opening says, and what only the file's name can fill in.

Nothing is guessed: a field that neither prints stays None, and `missing` names what a user should be asked.
"""

import re
from collections.abc import Sequence

from ingest.aliases import text_of
from ingest.formats.draft import Draft
from ingest.metadata import iso_date, period
from ingest.sources import Source
from ingest.transcript import Call

_NAME = r"(?:(?:[A-Z]\.)+|[A-Z][\w&\-]*)(?: (?:[A-Z][\w&\-]*|&|of)){0,4}?"
_PERIOD_WORD = (
    r"(?:first|second|third|fourth|march|june|september|december|full|fiscal|q[1-4]|quarterly|quarter|earnings|results|half|review"
    r"|update|conference|call)\b"
)
_COMPANY_SAID = re.compile(
    rf"\b(?:to|of|for|the|at) (?:the )?({_NAME})(?:(?:['’]s?)? (?i:{_PERIOD_WORD})|(?:,? (?:for|on) (?:the|its) (?:\w+ )?(?i:{_PERIOD_WORD})))"
)
_OFFICE_OF = re.compile(rf"(?i:investor relations) (?:of|at|for) ({_NAME})(?=[.,;]| and\b|$)")
_NO_COMPANY = frozenset("March June September December Q Operator Mandarin English".split())
_CORPORATE_SUFFIX = re.compile(
    r",? (?:Group|Holdings?|Inc|Corp(?:oration)?|Co|Ltd|Limited|PLC|Company|Technologies)\.?$", re.IGNORECASE
)
_QUARTER_SAID = re.compile(r"\b(March|June|September|December)(?:[ -]quarter,? (?:of )?(20\d\d)\b| (20\d\d) quarter\b)")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?[A-Z][a-z]{2,8}\.?(?: \d{1,2}(?:st|nd|rd|th)?)?,? 20\d\d"
_SPAN = r"(?:quarter|half|(?:three|six|nine|twelve)[- ]months?|\d\d weeks|thirteen weeks|fiscal year|full year|F?Y ?\d\d(?:\d\d)?|period)"
_ENDED_SAID = re.compile(rf"(?i:\b{_SPAN}\b[\w ,&]{{0,40}}?\bend(?P<to_come>ed|ing)\s+(?:on\s+)?)(?P<day>{_DAY})")
_ENDED_ZH = re.compile(r"(20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日) ?止")
_COMPARED = re.compile(r"\b(?:compared|versus|against|from|over|than)\b[^.]{0,25}$", re.IGNORECASE)
_MONTH_ALONE = re.compile(r"^([A-Z][a-z]{2,8})\.?,? (20\d\d)$")
_QUARTER_ENDS = {"March": "03-31", "June": "06-30", "September": "09-30", "December": "12-31"}
_OPENING_TURNS, _OPENING_CHARACTERS = 3, 6_000
_FILE_WORDS = re.compile(
    r"\b(?:earnings|results|conference|call|transcript|final|corrected|fy\d*|en|zh)\b", re.IGNORECASE
)
_FILE_TICKER = re.compile(r"[A-Za-z]{1,5}(?:\.[A-Za-z]{1,2})?|\d{4,6}(?:\.[A-Za-z]{2})?")
_PERIOD_IN_NAME = re.compile(
    r"(?:f?q?[1-4]q?|(?:19|20)?\d\d|(?:fy)?(?:20)?\d\dq[1-4]|[1-4]q(?:fy)?(?:20)?\d\d|q[1-4](?:fy)?(?:20)?\d\d|v\d)",
    re.IGNORECASE,
)
FROM_NAME = "Ticker and period are taken from the file's name."
PERIOD_FROM_NAME = "The period is taken from the file's name."


def identify(drafts: Sequence[Draft], source: Source) -> list[Call]:
    """The Calls of one file's Drafts, each with an id of its own."""
    calls: list[Call] = []
    taken: set[str] = set()
    for draft in drafts:
        if len(drafts) == 1 and not (draft.fiscal_year and draft.fiscal_quarter):
            _fill_from_name(draft, source.name)
        base = id_ = _call_id(draft, source)
        n = 1
        while id_ in taken:
            n += 1
            id_ = f"{base}-{n}"
        taken.add(id_)
        calls.append(_call(draft, source, id_))
    return calls


def missing(call: Call) -> tuple[str, ...]:
    """Fields of a Call that its file does not say and that a user should be asked for."""
    wanted = ("company", "ticker", "fiscal_year", "fiscal_quarter", "period_end", "date")
    return tuple(name for name in wanted if getattr(call, name) is None)


def _call(draft: Draft, source: Source, id_: str) -> Call:
    opening = " ".join(map(text_of, draft.turns[:_OPENING_TURNS]))[:_OPENING_CHARACTERS]
    end = draft.period_end or _period_end(opening, draft.date)
    if draft.date and end and draft.date < end:
        draft.warnings.append(f"The call's date {draft.date} is before the end of the period it reports ({end}).")
    return Call(
        id=id_,
        company=draft.company,
        ticker=draft.ticker,
        exchange=draft.exchange,
        fiscal_year=draft.fiscal_year,
        fiscal_quarter=draft.fiscal_quarter,
        title=draft.title,
        languages=draft.languages,
        format=draft.format,
        source=source.name,
        period_end=end,
        date=draft.date,
        company_aliases=_company_aliases(draft.company, opening),
        translation_kind=draft.translation_kind,
    )


def call_id(ticker: str | None, fiscal_year: int | None, fiscal_quarter: int | None, stem: str) -> str:
    """`baba-fy2025-q4`; the file's stem where ticker or period is unknown."""
    if ticker and fiscal_year and fiscal_quarter:
        return _slug(f"{ticker}-fy{fiscal_year}-q{fiscal_quarter}")
    return _slug(stem)


def _call_id(draft: Draft, source: Source) -> str:
    stem = source.name.rpartition(".")[0] or source.name
    return call_id(draft.ticker, draft.fiscal_year, draft.fiscal_quarter, stem)


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "transcript"


def _fill_from_name(draft: Draft, name: str) -> None:
    """`OSBG_q2_2021.txt`: a name that holds a period, and beside it nothing but the ticker or the company."""
    words = re.sub(r"(?i)[_\-()\[\],'’]+|\.(?=(?:F?Q?[1-4]|(?:19|20)\d\d)(?!\d))", " ", name.rpartition(".")[0] or name)
    found = period(words)
    if found is None:
        return
    rest = [word for word in _FILE_WORDS.sub(" ", words).split() if not _PERIOD_IN_NAME.fullmatch(word)]
    ours = set(re.findall(r"\w+", (draft.company or "").lower()))
    if draft.company and all(word.lower() in ours for word in rest):
        draft.fiscal_year, draft.fiscal_quarter = found
        draft.warnings.append(PERIOD_FROM_NAME)
        return
    if len(rest) != 1 or not _FILE_TICKER.fullmatch(rest[0]):
        return
    symbol = rest[0].upper()
    if draft.ticker and draft.ticker.upper() != symbol:
        return
    draft.ticker, draft.fiscal_year, draft.fiscal_quarter = draft.ticker or symbol, *found
    draft.warnings.append(FROM_NAME)


def _period_end(opening: str, held: str | None) -> str | None:
    """The quarter's last day, only where the opening names it; one still to come when the call was `held` is guidance."""
    for match in _ENDED_SAID.finditer(opening):
        day = _last_day(match["day"])
        if day is None or _COMPARED.search(opening, max(0, match.start() - 40), match.start()):
            continue
        if match["to_come"].lower() == "ed" or held is None or day <= held:
            return day
    if (said := _ENDED_ZH.search(opening)) and (day := iso_date(said[1].replace(" ", ""))):
        return day
    if said := _QUARTER_SAID.search(opening):
        return f"{said[2] or said[3]}-{_QUARTER_ENDS[said[1]]}"
    return None


def _last_day(said: str) -> str | None:
    """ISO date of a day as said; the month's last day where only the month is (`March 2025`)."""
    said = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof ", "", said)
    if match := _MONTH_ALONE.match(said):
        days = (iso_date(f"{match[1]} {day}, {match[2]}") for day in (31, 30, 29, 28))
        return next(filter(None, days), None)
    return iso_date(said)


def _company_aliases(company: str | None, opening: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for name in (company, *_COMPANY_SAID.findall(opening), *_OFFICE_OF.findall(opening)):
        if name and name.split()[0] not in _NO_COMPANY and not re.search(r"\d[QH]|[QHY]\d", name):
            names.setdefault(name)
            names.setdefault(_CORPORATE_SUFFIX.sub("", name))
    names.pop(company or "", None)
    return tuple(names)
