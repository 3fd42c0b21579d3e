"""Text with one `Name -- Title` line above each speech: The Motley Fool's pages as text, and many people's own notes.

Own notes say in `Company:`-like lines which call it is; the publisher's pages say it in one header line, often glued.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.formats.draft import Draft
from ingest.formats.generic.label import has_labelled_speech
from ingest.formats.lines import ends_sentence, listed_role, section_heading
from ingest.formats.text import Text
from ingest.formats.vendors.headed import Line, read_call
from ingest.formats.vendors.headings import MAX_HEADING, heading, is_speaker_function
from ingest.formats.vendors.motley_fool import is_closing, is_published, read_front
from ingest.metadata import bare_ticker, iso_date, period
from ingest.transcript import Note, Role

FORMAT = "name_title"
PUBLISHED = "motley_fool_dash"

_HEADER = re.compile(r"^(Company|Ticker|Period|Date|Title|Source|Participants)\s*:\s*(.*)$", re.IGNORECASE)
_GLUED_SECTION = re.compile(
    r"^(prepared remarks|questions?\s*(?:&|and)\s*answers?)\s*:\s*(?=\S)(?P<rest>.{1,250})$", re.IGNORECASE
)
_HYPHEN_END = re.compile(r"[^\s\-]-{1,2}$")
_LOOKED_AT = 5_000
"""Lines by which the layout is told."""
_WRAPPED_LINE = 40
_WRAPPED_WIDTH = 130
_WRAPPED_LINES = 20
_WRAPPED_SHARE = 0.4
_FULL = 0.75
"""Share of the width from which a line that ends a sentence may be followed by its paragraph's next line."""


def recognises(page: Text) -> bool:
    names: set[str] = set()
    heads = spoken = 0
    below_heading = dashes = False
    for line in filter(None, page.lines[:_LOOKED_AT]):
        found = heading(line)
        spoken += found is None and below_heading
        below_heading = found is not None
        if found is not None:
            heads += 1
            dashes |= "--" in line
            if not is_speaker_function(found.name):
                names.add(found.name)
        # A list of people has their titles too, but nobody speaks between them.
        if heads >= 3 and spoken >= 2 and len(names) >= 2:
            return (dashes or not _has_lists(page)) and not has_labelled_speech(page.lines[:_LOOKED_AT])
    return False


def parse(page: Text) -> list[Draft]:
    paragraphs = _unwrapped(page.lines) if _is_wrapped(page.lines) else filter(None, page.lines)
    lines = [Line(text, heading(text)) for paragraph in paragraphs for text in _parted(paragraph)]
    draft = Draft(format=PUBLISHED if is_published(line.text for line in lines) else FORMAT)
    front = [line for line in read_call(draft, lines) if not _read_header(draft, line)]
    read_front(draft, front)
    if draft.format == FORMAT and any(len(line) >= _WRAPPED_LINE and ends_sentence(line) for line in front):
        draft.warnings.append(f"Text above the first speaker was set aside: {front[0][:60]!r}")
    if front:
        draft.notes.insert(0, Note("summary", "\n".join(front)))
    return [draft]


def _has_lists(page: Text) -> bool:
    """Whether the page lists its participants by role, as another family does."""
    return {Role.EXECUTIVE, Role.ANALYST} <= {listed_role(line) for line in page.head}


def _parted(line: str) -> Iterator[str]:
    """The line; or a section's heading and the speaker that some copies glue to it."""
    if len(line) < MAX_HEADING and (glued := _GLUED_SECTION.match(line)) and heading(glued["rest"]):
        yield line[: glued.start("rest")].strip()
        yield glued["rest"]
    else:
        yield line


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are cut at a width, as text taken from a PDF is, rather than being paragraphs."""
    long = [line for line in lines if len(line) >= _WRAPPED_LINE]
    cut = sum(not ends_sentence(line) for line in long)
    return len(long) >= _WRAPPED_LINES and max(map(len, long)) <= _WRAPPED_WIDTH and cut >= _WRAPPED_SHARE * len(long)


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs from wrapped lines: up to a blank line, a heading, or a short line that ends a sentence."""
    width = max(map(len, lines))
    held: list[str] = []
    for line in lines:
        alone = not line or heading(line) is not None or section_heading(line) is not None or is_closing(line)
        if held and (alone or (len(held[-1]) < _FULL * width and ends_sentence(held[-1]))):
            yield _joined(held)
            held = []
        if alone and line:
            yield line
        elif line:
            held.append(line)
    if held:
        yield _joined(held)


def _joined(lines: Sequence[str]) -> str:
    """One paragraph; a line cut after a hyphen, or after a dash without a space before it, goes on without a space."""
    return "".join(line if _HYPHEN_END.search(line) else f"{line} " for line in lines).rstrip()


def _read_header(draft: Draft, line: str) -> bool:
    """Whether the line says what call this is, and was understood."""
    match = _HEADER.match(line)
    if match is None:
        return False
    key, value = match[1].lower(), match[2].strip()
    if key == "company":
        draft.company = value
    elif key == "ticker":
        draft.exchange, draft.ticker = bare_ticker(value)
    elif key == "date" and (date := iso_date(value)):
        draft.date = date
    elif key == "title":
        draft.title = value
    elif key == "period" and (found := period(value)):
        draft.fiscal_year, draft.fiscal_quarter = found
    else:
        return False
    return True
