"""What stands above the first speech and below the last: whose call it is, who takes part, and what is neither."""

import re
from collections.abc import Iterable, Sequence

from ingest.formats.draft import Draft, Listed
from ingest.formats.generic.affiliation import SUFFIX, affiliation, is_title
from ingest.formats.generic.blocks import Block
from ingest.formats.lines import ends_sentence, is_name
from ingest.metadata import bare_ticker, iso_date, period, ticker
from ingest.transcript import Role

_KEYS = {
    "company": "company|company name|issuer|organi[sz]ation|corporation|公司|公司名稱|公司名称",
    "ticker": "ticker|symbol|stock|stock code|ticker symbol|exchange|股票代號|股票代碼|股票代码|證券代號|证券代码|代號|代码",
    "period": "period|quarter|fiscal quarter|fiscal period|reporting period|fiscal year|year|季度|期間|期间|財報期間|报告期",
    "date": "date|call date|event date|date of call|conference date|date/time|date and time|日期|會議日期|会议日期|時間|时间|會議時間",
    "title": "title|event|event name|event title|call|subject|conference|標題|标题|主題|主题|會議名稱|会议名称",
    "people": r"(?:(?:conference )?call |corporate |company |management )?(?:participants|attendees|speakers|presenters|panelists|representatives)|executives|analysts|management|management team|與會者|與會人員|出席者|出席人員|參與者|参会人员|主講人|主讲人",
}
_KEY = re.compile(
    "^(?:" + "|".join(f"(?P<{key}>{names})" for key, names in _KEYS.items()) + r")\s*[:：]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
# Other keys of front matter: notes, never labels.
_OTHER_KEY = re.compile(
    r"^(?:source|url|link|website|location|venue|duration|length|language|copyright|transcript(?:ion)?(?: by)?|transcribed by|provider|published|updated|last updated"
    r"|created|author|file|version|time|time zone|audio|webcast|phone|dial-in|contact|note|disclaimer|from|sent|subject|cc|to|來源|来源|網址|语言|語言|地點|地点)\s*[:：]",
    re.IGNORECASE,
)
_ANALYSTS = re.compile(r"analysts|conference call participants|other participants|分析師|分析师", re.IGNORECASE)
_COMPANY_PEOPLE = re.compile(r"executives|management|corporate|company|representatives|管理層|管理层", re.IGNORECASE)
_LIST_HEADING = re.compile(
    r"^(?:(?:(?:conference )?call |corporate |company |conference |management |meeting |key |other |call )*(?:participants?|participiants|attendees|speakers|presenters|panelists|representatives)(?: list)?"
    r"|executives|(?:sell-side |buy-side )?analysts|management(?: team)?|list of participants|與會(?:者|人員)|出席(?:者|人員)|參與者|参会人员|主講人|主讲人|管理層|管理层)\s*[:：]?$",
    re.IGNORECASE,
)
_CALL_WORDS = re.compile(
    r"\b(?:earnings|results|conference call|investor call|quarter|transcript|half[- ]year|investor day|webcast)\b|法說會|法人說明會|業績|业绩|逐字稿|電話會議|电话会议|說明會|说明会",
    re.IGNORECASE,
)
_TITLE_CUT = re.compile(
    r"\s*(?:[(（]|[-–—|:：]\s|\s(?:F?Q[1-4]\b|[1-4]Q|FY|first|second|third|fourth|fiscal|full|half|20\d\d|earnings|results|transcript|conference|investor|reports|quarterly|annual)|\s*20\d\d\s*年)",
    re.IGNORECASE,
)
_COMPANY_LINE = re.compile(r"^(?P<company>[A-Z0-9][^()|:]{1,70}?)\s*(?P<symbol>\([A-Za-z: ]{0,12}[A-Z0-9.\-]{1,8}\))?$")
_CORPORATE_END = re.compile(
    r"\b(?:Inc|Corp|Corporation|Ltd|Limited|plc|PLC|LLC|N\.V|S\.A|AG|SE|Holdings|Group|Company|Co)\.?$"
)
_PERIOD_ALONE = re.compile(r"^(?:F?Q[1-4]|[1-4]Q|FY\d*|H[12])\b", re.IGNORECASE)
_ENTRY_SPLIT = re.compile(r"\s*(?:[(（\[]|--|—|–|\s-\s|\s\|\s|[:：]\s|,\s|，)\s*")
_HEADER_CELLS = frozenset(
    "name role title firm company affiliation position organization organisation participant participants speaker institution 姓名 職稱 职称 公司 機構 机构 職位".split()
)
_MAX_ENTRY = 160


def listed_roles(heading: str) -> Role | None:
    """The Role of everybody under a list's heading, where the heading says it."""
    if _ANALYSTS.search(heading):
        return Role.ANALYST
    return Role.EXECUTIVE if _COMPANY_PEOPLE.search(heading) else None


def heads_list(text: str) -> bool:
    """Whether a line heads a list of participants."""
    return len(text) <= 60 and _LIST_HEADING.match(text.strip().strip("*#=-━【】[] ").strip()) is not None


def is_front_key(text: str) -> bool:
    """Whether a line is one of front matter's `Key: value` lines."""
    return len(text) <= 2_000 and (_KEY.match(text) is not None or _OTHER_KEY.match(text) is not None)


def listed_line(text: str) -> tuple[Role | None, list[Listed]] | None:
    """The people of `Participants: Name (Title), Name (Title)`, or None if the line is no such list."""
    match = _KEY.match(text)
    if match is None or match["people"] is None:
        return None
    role = listed_roles(match["people"])
    people = [entry for part in _outside_brackets(match["value"]) if (entry := listed_entry(part, role))]
    return (role, people) if people else None


def listed_entry(text: str, role: Role | None = None) -> Listed | None:
    """The person of one entry: `Name – Title`, `Name (Title)`, `Name, Title, Firm`, a name alone; None if it is none."""
    text = re.sub(r"^(?:[-–—•*·]|\d{1,2}[.)])\s+", "", text.strip()).strip()
    if not text or len(text) > _MAX_ENTRY or (ends_sentence(text) and not is_title(text)):
        return None
    name, more, start = text, "", 0
    while match := _ENTRY_SPLIT.search(text, start):
        if "," in match[0] and (suffix := SUFFIX.match(text, match.end())):
            start = suffix.end()
            continue
        name = text[: match.start()].strip()
        more = re.sub(r"\s*[)）\]]", "", text[match.end() :]).strip()
        break
    if not is_name(name) or (not more and len(name.split()) < 2 and not re.match(r"[一-鿿]{2,4}$", name)):
        return None
    title, firm = affiliation(more)
    if role is not Role.ANALYST and title is None and firm is not None and role is Role.EXECUTIVE:
        title, firm = firm, None
    return Listed(name, role, title, firm)


def listed_table(rows: Sequence[Block], *, in_front: bool) -> list[Listed] | None:
    """The people of a table of participants, or None if the table is none."""
    header = [cell.strip().lower() for cell in rows[0].cells]
    named = sum(cell in _HEADER_CELLS for cell in header if cell)
    has_header = named >= 2 and named == sum(bool(cell) for cell in header)
    body = [row for row in (rows[1:] if has_header else rows) if any(row.cells)]
    if not body or not (has_header or in_front):
        return None
    people = []
    for row in body:
        cells = [cell.replace("\n", " ").strip() for cell in row.cells]
        if (
            not cells[0]
            or not is_name(cells[0])
            or any(ends_sentence(cell) and len(cell.split()) > 4 for cell in cells[1:])
        ):
            continue
        people.append(_listed_row(cells, header if has_header else None))
    if has_header:
        return people or None
    titled = sum(bool(person.title and is_title(person.title)) for person in people)
    return people if len(people) == len(body) and 2 * titled >= len(people) and titled else None


def _listed_row(cells: Sequence[str], header: Sequence[str] | None) -> Listed:
    if header is None:
        title, firm = affiliation(", ".join(cell for cell in cells[1:] if cell))
        return Listed(cells[0], None, title, firm)
    title = firm = None
    for cell, key in zip(cells[1:], header[1:], strict=False):
        if not cell:
            continue
        if key in ("role", "title", "position", "職稱", "职称", "職位"):
            title = cell
        elif key in (
            "firm",
            "company",
            "affiliation",
            "organization",
            "organisation",
            "institution",
            "公司",
            "機構",
            "机构",
        ):
            firm = cell
    return Listed(cells[0], None, title, firm)


def read_front_line(draft: Draft, text: str) -> bool:
    """Take company, ticker, period and date from a line above the first speech; whether nothing else is in it."""
    if len(text) > 400:
        return False
    if match := _KEY.match(text):
        return _read_key(draft, match)
    if _OTHER_KEY.match(text):
        return False
    return _read_title(draft, text) or _read_date(draft, text) or _read_company(draft, text)


def _read_key(draft: Draft, match: re.Match[str]) -> bool:
    value = match["value"].strip()
    if match["company"]:
        if found := ticker(value):
            draft.exchange, draft.ticker = draft.exchange or found[0], draft.ticker or found[1]
            value = value[: value.rindex("(")].strip() if value.endswith(")") else value
        draft.company = draft.company or value
        return True
    if match["ticker"]:
        exchange, symbol = bare_ticker(value.strip("()"))
        if re.fullmatch(r"[\w.\-]{1,12}", symbol):
            draft.exchange, draft.ticker = draft.exchange or exchange, draft.ticker or symbol
            return True
        return False
    if match["period"]:
        found_period = period(value)
        if found_period and draft.fiscal_year is None:
            draft.fiscal_year, draft.fiscal_quarter = found_period
        return found_period is not None
    if match["date"]:
        return _read_date(draft, value)
    if match["title"]:
        return _read_title(draft, value)
    return False


def _read_date(draft: Draft, text: str) -> bool:
    found = iso_date(text)
    if found is None or len(text) > 80:
        return False
    draft.date = draft.date or found
    return True


def _read_company(draft: Draft, text: str) -> bool:
    """`Company, Inc. (TICK)` or `Company, Inc.` on a line of its own."""
    match = _COMPANY_LINE.match(text)
    if match is None or draft.company is not None or not (match["symbol"] or _CORPORATE_END.search(text)):
        return False
    draft.company = match["company"].strip()
    if match["symbol"] and draft.ticker is None and (found := ticker(text)):
        draft.exchange, draft.ticker = found
    return True


def _read_title(draft: Draft, text: str) -> bool:
    """`Company (TICK) – Q3 FY2025 Earnings Call`: only a line that names a call or a period is a title."""
    found_period = period(text)
    if len(text) > 200 or ends_sentence(text) or not (found_period or _CALL_WORDS.search(text)):
        return False
    found_ticker = ticker(text)
    if not found_period and not found_ticker and draft.title is not None:
        return False
    draft.title = draft.title or text
    if found_ticker and draft.ticker is None:
        draft.exchange, draft.ticker = found_ticker
    if found_period and draft.fiscal_year is None:
        draft.fiscal_year, draft.fiscal_quarter = found_period
    if draft.date is None and (found_date := iso_date(text)):
        draft.date = found_date
    cut = _TITLE_CUT.search(text)
    name = (text[: cut.start()] if cut else text).strip(" -–—|:,")
    is_company = bool(name) and not (period(name) or _CALL_WORDS.search(name) or _PERIOD_ALONE.match(name))
    if draft.company is None and is_company and (cut or found_ticker):
        draft.company = name
    return True


def _outside_brackets(text: str) -> Iterable[str]:
    """The entries of a list on one line: parted by semicolons if there are any, else by commas outside brackets."""
    if ";" in text or "；" in text or "、" in text:
        return [part for part in re.split(r"[;；、]", text) if part.strip()]
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"[()（）\[\]]|[,，]| and ", text):
        if match[0] in "(（[":
            depth += 1
        elif match[0] in ")）]":
            depth = max(depth - 1, 0)
        elif not depth and not SUFFIX.match(
            text, match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
        ):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]
