"""What stands above the speech in a Seeking Alpha text: title, date, ticker, and the printed lists of participants."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import (
    ends_sentence,
    is_function,
    is_name,
    listed_role,
    name_key,
    section_heading,
    title_and_firm,
)
from ingest.metadata import iso_date, period, ticker
from ingest.transcript import Role, Section

_LIST_WITHIN = 400
_FRONT_LINES = 80
_PARAGRAPH_WORDS = 18
_ENTRY_WORDS = 60
# Lists in capitals and of `Corporate Participants` are other vendors'.
_OTHER_VENDOR = re.compile(
    r"S&P (?:Global|Capital)|\bCapital IQ\b|(?i:FactSet|CallStreet|StreetEvents)|^(?:EXECUTIVES|ANALYSTS|(?i:corporate participants))\W*$"
)
_SEPARATORS = (re.compile(r"\s+[-–—]+\s+"), re.compile(r"\s+[-–—]+(?=\S)|(?<=\S)[-–—]+\s+"), re.compile(r"[–—]|--"))
_COMMA = re.compile(r",\s+")
_QUOTED = re.compile(r"\s*[(\"“]([^()\"“”]{1,30})[)\"”]")
_EVENT = re.compile(r"\b(?:call|conference|results|earnings)\b", re.IGNORECASE)
_QUARTER_END = re.compile(r"\(\s*Qtr\.? End[^)]{0,40}\)", re.IGNORECASE)
_PERIOD_BEGINS = re.compile(
    r"\s+(?:F?Q[1-4]|F?[1-4]F?Q|H[12]|first|second|third|fourth|full[ -]year|fiscal|(?:19|20)\d\d)\b|\s+Earnings\b",
    re.IGNORECASE,
)
_CORPORATE = frozenset(
    "inc corp corporation co company ltd limited plc llc group holdings holding sa ag nv the".split()
)
# The site turns what it takes for tickers into links: `Securities (USA) LLC` becomes `Securities (NYSE:USA) LLC`.
_LINKED = re.compile(r"\((?:NYSE\w*|NASDAQ\w*|AMEX|OTC\w*|PINK|TSX\w*|BATS|ARCA):\s?([A-Z0-9.\-]{1,8})\)")


def list_at(lines: Sequence[str]) -> int | None:
    """Which line heads the printed list of the company's people, with one of analysts or a Q&A heading below it.

    `lines` are those of the file without blank ones.
    """
    first: int | None = None
    roles = set()
    for i, line in enumerate(lines[:_LIST_WITHIN]):
        if len(line) > 60:
            continue
        if _OTHER_VENDOR.search(line):
            return None
        if role := listed_role(line):
            first = i if first is None else first
            roles.add(role)
        if roles == {Role.EXECUTIVE, Role.ANALYST}:
            return first
    if Role.EXECUTIVE in roles and any(len(line) < 60 and section_heading(line) is Section.QA for line in lines):
        return first
    return None


def read_front(draft: Draft, lines: Sequence[str], at: int) -> int:
    """Read what stands above and in the lists that begin at line `at`; returns the first line below them."""
    read_call(draft, lines[max(0, at - _FRONT_LINES) : at])
    draft.note("note", "\n".join(lines[:at]))
    role: Role | None = None
    known: set[str] = set()
    i = at
    while i < len(lines):
        line = lines[i]
        below = lines[i + 1] if i + 1 < len(lines) else ""
        if found := _list_role(line):
            role = found
        elif role is None or section_heading(line) or not _read_entry(draft, line, below, role, known):
            break
        i += 1
    draft.note("participants", "\n".join(lines[at:i]))
    return i


def cut_entry(line: str) -> tuple[str, str]:
    """(name, what stands after the dash) of a list entry; the second is empty where there is no dash."""
    for separator in _SEPARATORS:
        if match := separator.search(line):
            return line[: match.start()].strip(" ,"), line[match.end() :].strip()
    return line, ""


def unlink(text: str) -> str:
    """A firm's name without what the ticker links put into it."""
    return _LINKED.sub(r"(\1)", text)


def is_paragraph(line: str) -> bool:
    """Whether a line is speech by its length or its end."""
    return ends_sentence(line) or len(line.split(maxsplit=_PARAGRAPH_WORDS)) > _PARAGRAPH_WORDS


def _list_role(line: str) -> Role | None:
    """The Role of those below a line; a list of one may be headed in the singular."""
    if len(line) > 60:
        return None
    return listed_role(line) or (listed_role(f"{line.rstrip(': ')}s") if line.istitle() else None)


def _read_entry(draft: Draft, line: str, below: str, role: Role, known: set[str]) -> bool:
    """Take a line of a list; False where the list is over. `known` are the keys of the names taken so far."""
    if draft.participants and (draft.participants[-1].title or draft.participants[-1].firm or "").endswith((",", "&")):
        return _continue_entry(draft, line, below)
    # A list may print the dash without a title after it.
    name, rest = cut_entry(line.rstrip(" -–—"))
    if not rest and (match := _COMMA.search(line)):
        before = line[: match.start()]
        if is_name(before, fewest=2) and name_key(before) != name_key(line):
            name, rest = before, line[match.end() :].strip()
    if len(line.split(maxsplit=_ENTRY_WORDS)) > _ENTRY_WORDS or not _is_listable(name):
        return _continue_entry(draft, line, below)
    if is_function(line) and (line.lower().endswith(("operator", "moderator", "coordinator")) or is_paragraph(below)):
        return False
    is_known = name_key(name) in known
    if (is_known and not rest) or (is_paragraph(below) and (is_known or not rest)):
        # The first speaker's heading stands below the list without a mark.
        return False
    if not rest and (is_paragraph(line) or not (is_name(name, fewest=2) or is_function(name))):
        return _continue_entry(draft, line, below)
    known.add(name_key(name))
    entry = _listed(name, unlink(rest), role, draft.company)
    draft.participants.append(replace(entry, also_called=_with_nickname(name)))
    return True


def _continue_entry(draft: Draft, line: str, below: str) -> bool:
    """A short line that is no entry is the rest of a wrapped title; a paragraph ends the list."""
    last = draft.participants[-1] if draft.participants else None
    if last is None or is_paragraph(line) or is_paragraph(below):
        return False
    if last.role is Role.ANALYST:
        draft.participants[-1] = replace(last, firm=f"{last.firm or ''} {unlink(line)}".strip())
    else:
        draft.participants[-1] = replace(last, title=f"{last.title or ''} {line}".strip())
    return True


def _is_listable(name: str) -> bool:
    """Whether a name can be an entry's: looser than in speech, since the list itself is support."""
    plain = _QUOTED.sub("", name)
    words = [word.strip("[]") or word for word in plain.split()]
    return (
        is_function(name)
        or is_name(plain)
        or (2 <= len(words) <= 8 and plain[0].isupper() and words[-1][0].isupper() and not re.search(r"[\d?!:]", plain))
    )


def _with_nickname(name: str) -> tuple[str, ...]:
    """The names that `Robert (Bob) Smith` writes as one."""
    match = _QUOTED.search(name)
    if match is None:
        return ()
    plain = _QUOTED.sub("", name)
    return plain, f"{match[1]} {plain.split()[-1]}"


def _listed(name: str, rest: str, role: Role, company: str | None) -> Listed:
    if not rest:
        return Listed(name, role)
    if role is Role.ANALYST:
        title, firm = title_and_firm(rest)
        if firm is None and title is not None and title.lower() != "analyst":
            title, firm = None, title
        return Listed(name, role, title, firm)
    if _same_company(rest, company):
        return Listed(name, role, None, rest)
    first, second = cut_entry(rest)
    if second and _same_company(first, company):
        return Listed(name, role, second, first)
    if second and _same_company(second, company):
        return Listed(name, role, first, second)
    return Listed(name, role, rest)


def _same_company(text: str, company: str | None) -> bool:
    words = _company_words(text)
    return bool(words) and words == _company_words(company or "")


def _company_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in _CORPORATE]


def read_call(draft: Draft, front: Sequence[str]) -> None:
    """Title, company, ticker, period, date; the nearest lines above the lists are the call's, those above the page's."""
    near = [_QUARTER_END.sub("", line[:300]) for line in reversed(front)]
    titles = [line for line in near if period(line) and _EVENT.search(line)]
    title = titles[0] if titles else next((line for line in near if _EVENT.search(line) and ticker(line)), None)
    if title is not None:
        draft.title = " ".join(title.split())
        draft.date = iso_date(title)
        # A date that stands alone is below the title; above it is the page's.
        below = list(reversed(near[: near.index(title)]))
        draft.date = draft.date or next((found for line in below if (found := iso_date(line))), None)
    draft.date = draft.date or next((found for line in near if (found := iso_date(line))), None)
    if printed := next((printed for line in [title or "", *near] if (printed := period(line))), None):
        draft.fiscal_year, draft.fiscal_quarter = printed
    tickers = [(*symbol, line) for line in [title or "", *near] if (symbol := ticker(line))]
    if tickers:
        # With its exchange it is the call's own line; without, often the page's headline.
        draft.exchange, draft.ticker, line = min(tickers, key=lambda symbol: symbol[0] is None)
        draft.company = re.sub(r"['’]s$", "", " ".join(line.partition("(")[0].split())) or None
    elif title is not None:
        draft.company = " ".join(_PERIOD_BEGINS.split(title, maxsplit=1)[0].split()) or None
