"""The front matter of a call filed with the Indian exchanges: letter, cover, lists of management and moderators."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.formats.draft import Listed
from ingest.formats.lines import is_name, name_key
from ingest.metadata import iso_date, period
from ingest.transcript import Role

_MANAGEMENT = re.compile(
    r"^(?:(?:senior |key |the |from (?:the )?)?management(?: (?:team|participants?|representatives?))?|(?:from )?(?:the )?company"
    r"(?: (?:participants?|representatives?|management))?|corporate participants?|speakers?|participants?(?: from (?:the )?(?:management|company))?)"
    r"\s*(?:[:：]|[-–—](?=\s)|$)\s*(?P<rest>.*)$", re.IGNORECASE,
)  # fmt: skip
_MODERATOR = re.compile(
    r"^(?:moderators?|hosts?|hosted by|(?:conference )?coordinator|anchor|analysts?)\s*(?:[:：]|[-–—](?=\s)|$)\s*(?P<rest>.*)$", re.IGNORECASE
)  # fmt: skip
_PREFIX = r"(?:mr|mrs|ms|miss|dr|shri|smt|sri|prof|ca|cs|capt)\b\.?"
_HONORIFIC = re.compile(rf"^(?:{_PREFIX}\s*)+(?=\S)", re.IGNORECASE)
_NEXT_ENTRY = re.compile(r"(?<=\S)\s+(?=(?:(?i:mr|mrs|ms|shri|smt)\b\.?|Dr\.|DR\.)\s)")
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[–—]+\s+|\s*[:：]\s*")
_TITLE_WORD = re.compile(
    r"\b(?:managing|chief|executive|directors?|chairman|chairperson|chairwoman|president|head|vice|whole|joint|cfo|ceo|coo|cmd|md|senior|investor"
    r"|relations|secretary|manager|promoter|founder|co-founder|deputy|finance|officer|group|general|strategy|advisor|legal|corporate|team|and|lead"
    r"|limited|ltd|private|pvt|securities|capital|advisors|partner|associate)\b", re.IGNORECASE,
)  # fmt: skip
_CORPORATE = re.compile(r"^(.{2,80}?\b(?:Limited|Ltd|LIMITED|LTD|Corporation|CORPORATION)\b\.?)")
_IS_COMPANY = re.compile(r"\b(?:limited|ltd|private|pvt|llp|inc|corporation)\b", re.IGNORECASE)
_SCRIP = re.compile(
    r"\b(?:scrip|security|stock|company|bse)\s*(?:code|id)?\s*(?:\(bse\))?\s*(?:no)?\.?\s*[:\-–]?\s*(?:bse\s*[:\-–]?\s*)?(\d{6})\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"\b(?:(?:nse|trading|scrip|stock)\s*)?symbol\s*(?:\(nse\))?\s*[:\-–]\s*([A-Z][A-Z0-9&\-]{1,14})\b", re.IGNORECASE
)
_HELD = re.compile(r"\bheld\s+on\b(.{0,60})", re.IGNORECASE | re.DOTALL)
_SMALL = frozenset("and of for the in to".split())
_ACRONYMS = frozenset(
    "CEO CFO COO CTO CMO CIO CHRO CMD MD IR VP AVP SVP EVP AGM DGM GM HR IT ED JMD PR M&A US UK UAE FP&A ESG".split()
)
_STOP = re.compile(
    r"^(?:disclaimer|safe harbou?r|e\s*&\s*oe|note\b|this (?:document|transcript|conference|presentation|call)|cautionary|dear\b|\(this|page \d)",
    re.IGNORECASE,
)
_MAX_ENTRY = 300
_MAX_LIST = 200
_MAX_FRONT = 500
"""Characters of an entry, lines of all lists, lines above the call that are searched for what call it is."""
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Cover:
    """What the pages before the call say; `lists` are the lines that name people, `other` the rest."""

    company: str | None
    ticker: str | None
    date: str | None
    period: tuple[int, int] | None
    title: str | None
    people: tuple[Listed, ...]
    lists: tuple[str, ...]
    other: tuple[str, ...]


def list_heading(line: str) -> tuple[Role, str] | None:
    """(role, rest of the line) of a line that heads a list of people rather than a speech."""
    for pattern, role in ((_MANAGEMENT, Role.EXECUTIVE), (_MODERATOR, Role.OTHER)):
        if (match := pattern.match(line)) and (not match["rest"] or is_entry(match["rest"])):
            return role, match["rest"]
    return None


def is_entry(text: str) -> bool:
    """Whether a line reads as one person of a list: an honorific or capitals throughout, or a name, a dash and a title."""
    if len(text) > _MAX_ENTRY:
        return False
    if _HONORIFIC.match(text) and not text.rstrip().endswith((".", "?")):
        return True
    name = _DASH.split(text, maxsplit=1)[0]
    return is_name(name, fewest=2) and _TITLE_WORD.search(name) is None and name != text and not text.endswith("?")


def read_cover(front: Sequence[str], furniture: Iterable[str], labels: Iterable[str], speech: str) -> Cover:
    """Read the lines before the call; `labels` and `speech` lend their spelling to what the cover prints in capitals."""
    found, lists, printed = _lists(front)
    other = printed[-_MAX_FRONT:]
    headers = list(furniture)
    company = _company(headers, other)
    if company is not None:
        company = _folded(company, speech)
    spelt = {name_key(label): label for label in labels}
    people: dict[str, Listed] = {}
    for role, entry in found:
        person = _person(role, entry, company, spelt, speech)
        if person is not None:
            people.setdefault(name_key(person.name), person)
    cover = other[_cover_start(other) :]
    text = "\n".join(other)
    held = _HELD.search(text)
    return Cover(
        company=company,
        ticker=_ticker(text),
        date=_first(iso_date, [*headers, *cover]) or (iso_date(" ".join(held[1].split())) if held else None),
        period=_first(period, [*cover, " ".join(cover), *headers, *other]),
        title=_first(lambda line: _title(line, company), [*cover, *headers]),
        people=tuple(people.values()),
        lists=tuple(lists),
        other=tuple(printed),
    )


def _lists(front: Sequence[str]) -> tuple[list[tuple[Role, str]], list[str], list[str]]:
    entries: list[tuple[Role, str]] = []
    lists: list[str] = []
    other: list[str] = []
    role: Role | None = None
    for line in front:
        heading = list_heading(line)
        if heading and (not heading[1] or is_entry(heading[1])):
            role, rest = heading
            lists.append(line)
            if rest:
                entries += _entries(role, rest)
        elif (
            role is None
            or len(lists) > _MAX_LIST
            or _STOP.match(line)
            or len(line) > _MAX_ENTRY
            or (role and iso_date(line))
        ):
            role = None
            other.append(line)
        else:
            lists.append(line)
            last = entries[-1][1] if entries and entries[-1][0] is role else ""
            unfinished = last.rstrip().endswith(("–", "—", "-", ",", "&"))
            if not last or _HONORIFIC.match(line) or (is_entry(line) and not unfinished):
                entries += _entries(role, line)
            else:
                entries[-1] = (role, f"{last}{_between(last, line)}{line}")
    return entries, lists, other


def _between(entry: str, line: str) -> str:
    """What joins an entry to its next line: a dash where the name stands on a line of its own."""
    whole = is_name(_HONORIFIC.sub("", entry), fewest=2) and not _TITLE_WORD.search(entry)
    first = _DASH.split(line, maxsplit=1)[0]
    return " – " if whole and (first == line or _TITLE_WORD.search(first)) else " "


def _entries(role: Role, text: str) -> list[tuple[Role, str]]:
    return [(role, part) for part in _NEXT_ENTRY.split(text)]


def _person(role: Role, entry: str, company: str | None, spelt: dict[str, str], speech: str) -> Listed | None:
    entry = _HONORIFIC.sub("", entry.strip(" •●▪-–—")).strip()
    parts = [part.strip(" ,") for part in _DASH.split(entry) if part.strip(" ,")]
    if not parts:
        return None
    name, rest = parts[0], parts[1:]
    if "," in name:
        name, _, more = name.partition(",")
        rest = [more.strip(), *rest]
    elif not rest and (match := _TITLE_WORD.search(name)) and match.start() > 0:
        name, rest = name[: match.start()].strip(), [name[match.start() :]]
    key = name_key(name)
    if not key or len(name.split()) > 6:
        return None
    name = spelt.get(key) or _folded(name, "")
    if role is Role.OTHER:
        firm = _folded(rest[-1], speech) if rest else None
        return Listed(name, role, "Moderator", firm)
    titles = []
    for part in rest:
        first, _, last = part.rpartition(",")
        if first and _IS_COMPANY.search(last):
            part = first.strip()
        if not _same_company(part, company):
            titles.append(_folded(part, ""))
    return Listed(name, role, " – ".join(titles) or None, company)


def _same_company(text: str, company: str | None) -> bool:
    if _IS_COMPANY.search(text) and not re.search(r"\b(?:director|officer|head|president)\b", text, re.IGNORECASE):
        return True
    return company is not None and name_key(text) == name_key(company)


def _folded(text: str, speech: str) -> str:
    """Text in capitals as the speech spells it, else with capitals where a title has them."""
    text = " ".join(text.split())
    if text != text.upper():
        return text
    if speech and (match := re.search(rf"(?<!\w){re.escape(text)}(?!\w)", speech, re.IGNORECASE)) and match[0] != text:
        return match[0]
    words = []
    for i, word in enumerate(text.split()):
        bare = word.strip("(),.&")
        if (
            bare in _ACRONYMS
            or re.fullmatch(r"[A-Z](?:\.[A-Z])*\.?", word)
            or (len(bare) > 1 and not re.search("[AEIOUY]", bare))
        ):
            words.append(word)
        elif i and word.lower() in _SMALL:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda m: m[0].capitalize(), word))
    return " ".join(words)


def _company(headers: Sequence[str], other: Sequence[str]) -> str | None:
    cover = other[_cover_start(other) :]
    for line in (*headers, *cover, *reversed(other)):
        bare = re.sub(r"^(?:for|m/s\.?)\s+", "", line.strip(" “”\"'‘’*"), flags=re.IGNORECASE)
        if (match := _CORPORATE.match(bare)) and not re.match(
            r"(?:BSE|National Stock|The (?:BSE|National|Stock)|Bombay)\b", bare, re.IGNORECASE
        ):
            return match[1]
    for line in headers:
        bare = line.strip(" “”\"'‘’*")
        if (
            bare
            and iso_date(bare) is None
            and period(bare) is None
            and re.search(r"[A-Za-z]{3}", bare)
            and len(bare) < 80
        ):
            return bare
    return None


def _cover_start(other: Sequence[str]) -> int:
    """Where the letter ends and the cover begins: at its title in quotes, else at the last line that names the period."""
    for i, line in enumerate(other):
        if line.startswith(("“", '"', "‘‘")) and any(
            period(x) or re.search(r"\bcall\b", x, re.IGNORECASE) for x in other[i : i + 5]
        ):
            return i
    named = [i for i, line in enumerate(other) if len(line) < 120 and period(line)]
    return max(0, named[-1] - 2) if named else 0


def _title(line: str, company: str | None) -> str | None:
    bare = line.strip(" “”\"'‘’*")
    if re.search(r"\b(?:call|meet|conference)\b", bare, re.IGNORECASE) and len(bare) < 120 and bare != company:
        return bare
    return None


def _ticker(text: str) -> str | None:
    match = _SCRIP.search(text) or _SYMBOL.search(text)
    return match[1] if match else None


def _first(read: Callable[[str], _Found | None], values: Iterable[str]) -> _Found | None:
    return next((found for value in values if (found := read(value))), None)
