"""The rows of a statementdog page, and their pairing: an English row with the Chinese row that renders it.

A whole page has a bullet before each original and its translation indented below. Copies have lost some of that, so
every decision falls back on script: a Chinese row renders the English one above it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.bilingual.bilingual import has_east_asian, is_east_asian

_BULLET = re.compile(r"^[•●‧∙◦○▪■]\s*")
_TYPED_BULLET = re.compile(r"^[*\-·]\s+")
_BULLETS = 4
_TRUSTED = 0.9
_ALIKE = 0.6
_FULL_WIDTH = re.compile(r"[，。、？！：；「」（）]")
_WORD = re.compile(r"[a-z0-9]+")
_HTML = re.compile(
    r"^\s*(?:<!--|<!doctype html|<html|<head|<body|<div|<ul|<li|<article|<section|<h\d|<p[ >])", re.IGNORECASE
)
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol "
    "option p pre section table td th title tr ul".split()
)
_UNSEEN = frozenset("script style noscript template svg iframe".split())
# Character references may spell control characters.
_WHITE = re.compile(r"[\s\x00-\x1f]+")


@dataclass(frozen=True)
class Row:
    text: str
    bullet: bool = False


@dataclass(frozen=True)
class Pair:
    original: str
    translation: str | None = None


def folded(text: str) -> str:
    """What two prints of one line share, whatever their spaces, dashes, width and case."""
    return re.sub(r"\s*[-‐-―−]+\s*", "-", " ".join(unicodedata.normalize("NFKC", text).split())).casefold()


def read_rows(text: str) -> list[Row]:
    """The rows of a page as text, or as the HTML that a browser saved; blank ones left out."""
    lines = list(_html_lines(text)) if _HTML.match(text) else text.split("\n")
    mark = _BULLET if sum(_BULLET.match(line.strip()) is not None for line in lines) >= _BULLETS else _TYPED_BULLET
    rows: list[Row] = []
    waiting = False
    for line in map(str.strip, lines):
        bullet = mark.match(line)
        shown = line[bullet.end() :] if bullet else line
        # A browser may put a bullet on a line of its own.
        waiting = waiting or bullet is not None or (mark is _BULLET and _BULLET.match(line) is not None)
        if shown and not _BULLET.fullmatch(shown):
            rows.append(Row(shown, waiting))
            waiting = False
    return rows


def _html_lines(text: str) -> Iterator[str]:
    """The lines that a page shows: a line break in its source is a space."""
    from lxml import etree, html

    try:
        # Decoded already, whatever the page says of its encoding.
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), parser)
    except (etree.ParserError, ValueError):
        return
    line: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment" or not isinstance(element.tag, str):
            if event == "comment":
                line.append(element.tail or "")
            continue
        if element.tag in _BLOCKS:
            yield _WHITE.sub(" ", "".join(line))
            line = ["• "] if event == "start" and element.tag == "li" else []
        if event == "start":
            line.append((element.text or "") if element.tag not in _UNSEEN else "")
        else:
            line.append(element.tail or "")
    yield _WHITE.sub(" ", "".join(line))


def is_twin(rows: Sequence[Row], i: int) -> bool:
    """Whether row i is printed twice, its second print as the translation."""
    return i + 1 < len(rows) and same(rows[i].text, rows[i + 1].text)


def same(a: str, b: str | None) -> bool:
    return b is not None and (a == b or folded(a) == folded(b))


def pairs(rows: Sequence[Row]) -> list[Pair]:
    """Every row in an order of pairs; a Chinese row with nothing above it, or an original alone, has no translation."""
    trusted = _bullets_lead_originals(rows)
    found: list[Pair] = []
    original: str | None = None
    translation: list[str] = []
    for i, row in enumerate(rows):
        begins = (row.bullet and trusted is not None) or (
            not row.bullet and is_twin(rows, i) and not _is_second_print(rows, i)
        )
        if not begins and original is not None and _renders(row.text, original, translation, loosely=trusted is True):
            translation.append(row.text)
            continue
        if original is not None:
            found.append(Pair(original, " ".join(translation) or None))
        original, translation = row.text, []
    if original is not None:
        found.append(Pair(original, " ".join(translation) or None))
    return found


def _is_second_print(rows: Sequence[Row], i: int) -> bool:
    return i > 0 and same(rows[i - 1].text, rows[i].text)


def _bullets_lead_originals(rows: Sequence[Row]) -> bool | None:
    """True: bullets stand before all originals; False: before some; None: before none, or before translations too."""
    bullets = sum(row.bullet for row in rows)
    if bullets < _BULLETS:
        return None
    chinese = [row for row in rows if is_east_asian(row.text)]
    if sum(row.bullet for row in chinese) * 2 > max(len(chinese), 1):
        return None
    bare = sum(
        not row.bullet and not has_east_asian(row.text) and not _is_second_print(rows, i) for i, row in enumerate(rows)
    )
    return bullets >= _TRUSTED * (bullets + bare)


def _renders(text: str, original: str, translation: Sequence[str], *, loosely: bool) -> bool:
    """Whether a row without a bullet translates the original above it."""
    if is_east_asian(text):
        return True
    if translation:
        return False
    if loosely or same(text, original):
        return True
    words = set(_WORD.findall(text.lower()))
    known = set(_WORD.findall(original.lower()))
    alike = not words or len(words & known) >= _ALIKE * len(words)
    return alike and (has_east_asian(text) or _FULL_WIDTH.search(text) is not None)
