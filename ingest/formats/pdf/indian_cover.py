"""The front matter of a call filed with the Indian exchanges: letter, cover, lists of management and moderators."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ingest.formats.draft import Listed
from ingest.formats.lines import name_key
from ingest.formats.pdf.indian_people import folded, person, read_lists
from ingest.metadata import iso_date, period

_CORPORATE = re.compile(r"^(.{2,80}?\b(?:Limited|Ltd|LIMITED|LTD|Corporation|CORPORATION)\b\.?)")
_SCRIP = re.compile(
    r"\b(?:scrip|security|stock|company|bse)\s*(?:code|id)?\s*(?:\(bse\))?\s*(?:no)?\.?\s*[:\-–]?\s*(?:bse\s*[:\-–]?\s*)?(\d{6})\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"\b(?:(?:nse|trading|scrip|stock)\s*)?symbol\s*(?:\(nse\))?\s*[:\-–]\s*([A-Z][A-Z0-9&\-]{1,14})\b", re.IGNORECASE
)
_HELD = re.compile(r"\bheld\s+on\b(.{0,60})", re.IGNORECASE | re.DOTALL)
_MAX_FRONT = 500
"""Lines above the call that are searched for what call it is."""
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


def read_cover(front: Sequence[str], furniture: Iterable[str], labels: Iterable[str], speech: str) -> Cover:
    """Read the lines before the call; `labels` and `speech` lend their spelling to what the cover prints in capitals."""
    printed = read_lists(front)
    other = printed.other[-_MAX_FRONT:]
    headers = list(furniture)
    company = _company(headers, other)
    if company is not None:
        company = folded(company, speech)
    spelt = {name_key(label): label for label in labels}
    people: dict[str, Listed] = {}
    for role, entry in printed.entries:
        if found := person(role, entry, company, spelt, speech):
            people.setdefault(name_key(found.name), found)
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
        lists=tuple(printed.lists),
        other=tuple(printed.other),
    )


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
