"""Saved pages of The Motley Fool: the lines of the article, with what is bold and what is italic in them.

To 2024 a speaker is a paragraph with nothing but a bold name and an italic title. Speech starts in bold too, so what
counts is that nothing else follows. Since 2025 it is a bold `Name:` before the words. Menus, related articles and the
disclosure stand outside the article; advertising stands inside and cuts speeches in two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.formats.vendors import motley_fool_2025
from ingest.formats.vendors.headed import Line, read_call
from ingest.formats.vendors.headings import heading
from ingest.formats.vendors.motley_fool import read_front
from ingest.transcript import Note

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT = "motley_fool_html"

_ARTICLE = ("article-content", "article-body", "tailwind-article-body")
_SPEAKER = re.compile(
    r"<(?:strong|b)\b[^<>]{0,200}>[^<>]{2,100}</(?:strong|b)>\s{0,9}(?:--|[—–]|&[mn]dash;)\s{0,9}<(?:em|i)\b",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(r">\s{0,9}full conference call transcript\s{0,9}<", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main "
    "nav ol p pre section table tbody td th thead tr ul".split()
)
_SKIPPED = frozenset("script style noscript template iframe svg button select head".split())
_BOLD, _ITALIC = frozenset("strong b h3 h4 h5 h6".split()), frozenset(("em", "i"))
_DASHES = re.compile(r"^[\s\-—–]*$")
_LABEL_END = re.compile(r"^\s*:")


def recognises(page: Text) -> bool:
    text = page.text
    if "<" not in text[:2_000] or "</" not in text:
        return False
    return (
        'class="article-content' in text
        or "article-body" in text
        or _SPEAKER.search(text) is not None
        or _TRANSCRIPT.search(text) is not None
    )


def parse(page: Text) -> list[Draft]:
    from lxml import etree

    # An HTML parser expands no entity but HTML's own, and is told to fetch nothing.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return []
    if root is None:
        return []
    draft = _read(_article(root))
    if len(draft.turns) < 2:
        draft = _read(root)
    _read_head(draft, root)
    return [draft]


def _article(root: "_Element") -> "_Element":
    """The article's element with the most text, outermost; the page where it has none."""
    found: list[_Element] = []
    for element in root.iter("span", "div", "article", "section"):
        inner = found and found[-1] in element.iterancestors()
        if not inner and set(element.get("class", "").split()) & {*_ARTICLE}:
            found.append(element)
    return max(found, key=lambda element: sum(map(len, element.itertext())), default=root)


def _read(article: "_Element") -> Draft:
    printed = list(_printed(article))
    lines = [line.as_line() for line in printed]
    labelled = Text("\n".join(line.glued() for line in printed))
    titled = sum(line.heading is not None and line.heading.sure and line.heading.title is not None for line in lines)
    if any(motley_fool_2025.begins_call(line.text) for line in lines) or (
        titled < 2 and motley_fool_2025.recognises(labelled)
    ):
        (draft,) = motley_fool_2025.parse(labelled)
        draft.format = FORMAT
        return draft
    draft = Draft(format=FORMAT)
    front = read_call(draft, lines)
    read_front(draft, front)
    if front:
        draft.notes.insert(0, Note("summary", "\n".join(front)))
    return draft


def _read_head(draft: Draft, root: "_Element") -> None:
    """What the article leaves open stands in the page's title: `Company (TICK) Q1 2025 Earnings Call Transcript`."""
    for element in (*root.iter("h1"), *root.iter("title")):
        if title := _collapsed("".join(map(str, element.itertext()))):
            draft.title = draft.title or title
            read_front(draft, [title])
    if draft.ticker is None:
        names = (e.get("content", "") for e in root.iter("meta") if e.get("name") == "tickers")
        draft.ticker = next((symbol for name in names if (symbol := name.split(",")[0].strip())), None)


@dataclass
class _Printed:
    """A line with its pieces: (text, bold, italic)."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _collapsed("".join(text for text, _, _ in self.pieces))

    def _bold_first(self) -> int:
        """How many pieces at the beginning are bold, blank ones between them included."""
        last = 0
        for i, (text, bold, _) in enumerate(self.pieces):
            if bold:
                last = i + 1
            elif text.strip():
                break
        return last

    def as_line(self) -> Line:
        text = self.text
        first = self._bold_first()
        rest = [piece for piece in self.pieces[first:] if piece[0].strip()]
        if not first:
            return Line(text, heading(text))
        if not rest:
            return Line(text, heading(text, marked=True), bold=True)
        titled = _DASHES.match(rest[0][0]) is not None and all(italic or bold for _, bold, italic in rest[1:])
        # Some pages set the title plainly: then it must read like one.
        return Line(text, heading(text, marked=titled))

    def glued(self) -> str:
        """The text, with a label in bold glued to its words as the same pages have it when saved as text."""
        first = self._bold_first()
        label = _collapsed("".join(text for text, _, _ in self.pieces[:first]))
        rest = _collapsed("".join(text for text, _, _ in self.pieces[first:]))
        if label.endswith(":"):
            return f"{label}{rest}"
        if label and _LABEL_END.match(rest):
            return f"{label}:{rest.removeprefix(':').lstrip()}"
        return self.text


def _printed(article: "_Element") -> Iterator[_Printed]:
    """The lines of an element, in order, without scripts."""
    from lxml import etree

    line = _Printed()
    bold = italic = skipped = 0
    for event, element in etree.iterwalk(article, events=("start", "end")):
        tag, step = str(element.tag), 1 if event == "start" else -1
        skipped += step * (tag in _SKIPPED)
        bold += step * (tag in _BOLD)
        italic += step * (tag in _ITALIC)
        if tag in _BLOCKS:
            if line.text:
                yield line
            line = _Printed()
        if event == "end" and element is article:
            break
        text = element.text if event == "start" else element.tail
        if text and not skipped:
            line.pieces.append((text, bold > 0, italic > 0))
    if line.text:
        yield line


def _collapsed(text: str) -> str:
    return " ".join(text.replace("\u200b", " ").split())
