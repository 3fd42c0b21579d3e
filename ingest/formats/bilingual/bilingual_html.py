"""Bilingual web pages: two tables, presentation and Q&A, with the English in one column and its translation in the other.

The English is a Seeking Alpha transcript cut into chunks, one a row. So the chunks are joined, speakers' names get lines
of their own, and the Seeking Alpha parser reads them; then the translations go back to what their rows rendered.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.formats.bilingual.bilingual import language_of
from ingest.formats.bilingual.bilingual_cells import Cell, Part, below_front, clean, render
from ingest.formats.bilingual.bilingual_lines import Line, Piece, lines_of
from ingest.formats.bilingual.bilingual_tables import Row, may_have_tables, read_tables
from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import is_function, name_key, section_heading
from ingest.formats.text import Text
from ingest.formats.vendors.seeking_alpha import read_speech
from ingest.formats.vendors.seeking_alpha_front import list_at, read_call, read_front
from ingest.transcript import Section

FORMAT = "bilingual_html"

_AHEAD = 1_000
"""Lines within which the next spoken one is looked for."""
_QA = Line((Piece(-1, "Question-and-Answer Session"),))
_CHINESE_END = re.compile(r"[一-鿿，。、；：？！）」”]$")
_CHINESE_START = re.compile(r"[一-鿿，。、；：？！（「“]")
_EQUATED = re.compile(
    r"(?P<own>[一-鿿·]{2,12}|[가-힣]+(?: [가-힣]+){0,3})\s*[(（]\s*(?P<latin>[A-Z][\w.'’\- ]{2,40}?)\s*[)）]"
    r"|(?P<latin2>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]*){1,4})\s*[(（]\s*(?P<own2>[一-鿿·]{2,12}|[가-힣]+(?: [가-힣]+){0,3})\s*[)）]"
)


def recognises(page: Text) -> bool:
    return may_have_tables(page.text) and bool(read_tables(page.text).rows)


def parse(page: Text) -> list[Draft]:
    tables = read_tables(page.text)
    lines = _lines(tables.rows)
    draft = Draft(format=FORMAT, translation_kind="machine")
    draft.languages = ("en", language_of((row.translation for row in tables.rows), otherwise="zh-Hans"))
    texts = [line.text for line in lines]
    at = list_at(texts)
    if at is not None:
        body_from = read_front(draft, texts, at)
    else:
        body_from = next((i for i, text in enumerate(texts) if is_function(text.rstrip(": "))), 0)
        body_from -= body_from > 0 and section_heading(texts[body_from - 1]) is not None
        read_call(draft, texts[:body_from])
        draft.note("note", "\n".join(texts[:body_from]))
    read_speech(draft, texts[body_from:])
    _translate(draft, tables.rows, lines, body_from)
    for kind, text in tables.around:
        draft.note(kind, text)
    return [draft]


def _lines(rows: Sequence[Row]) -> list[Line]:
    """The page's lines; where the second table has no heading inside, the heading that the page has above it."""
    cells: list[tuple[int, str]] = []
    first_asked: int | None = None
    for n, row in enumerate(rows):
        turns_to_qa = row.section is Section.QA and first_asked is None
        if turns_to_qa:
            first_asked = n
        # What stands in two tables is never one paragraph.
        cells.append((n, f"\n\n{row.english}" if turns_to_qa else row.english))
    lines = lines_of(cells)
    if first_asked is None or any(section_heading(line.text) is Section.QA for line in lines):
        return lines
    at = next((i for i, line in enumerate(lines) if line.pieces[0].cell >= first_asked), len(lines))
    return [*lines[:at], _QA, *lines[at:]]


def _translate(draft: Draft, rows: Sequence[Row], lines: Sequence[Line], body_from: int) -> None:
    names = frozenset(
        name_key(name) for name in [*(p.name for p in draft.participants), *(t.label or "" for t in draft.turns)]
    )
    spoken = list(_spoken(draft, lines, body_from))
    own = {line for _, _, parts in spoken for line in parts}
    by_cell: dict[int, list[tuple[int, Part]]] = defaultdict(list)
    for n, (turn, _, parts) in enumerate(spoken):
        for line in parts:
            for k, piece in enumerate(lines[line].pieces):
                part = Part(
                    piece.text,
                    labelled=k == 0 and _is_label(lines, line - 1, own),
                    turn=turn,
                    paragraph=lines[line].paragraph,
                    announces=k == len(lines[line].pieces) - 1 and _is_label(lines, line + 1, own),
                )
                by_cell[piece.cell].append((n, part))
    front = max((piece.cell for line in lines[:body_from] for piece in line.pieces), default=-1)
    rendered: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for number, row in enumerate(rows):
        owned = by_cell.get(number, [])
        cell = clean(row.english, row.translation, names=names)
        if number <= front:
            draft.participants = [_equated(person, row.translation) for person in draft.participants]
            cell = below_front(cell, len({part.paragraph for _, part in owned}))
        elif not owned:
            cell = Cell([], [*cell.dropped, *cell.paragraphs])
        for (n, part), text in zip(owned, render([part for _, part in owned], cell.paragraphs), strict=True):
            rendered[n].append((part.text, text))
        draft.note("note", "\n".join(cell.dropped))
    for n, (turn, paragraph, _) in enumerate(spoken):
        texts = [text for _, text in rendered[n] if text]
        original, _ = draft.turns[turn].paragraphs[paragraph]
        draft.turns[turn].paragraphs[paragraph] = (original, _joined(texts))
        if texts and len(texts) < len(rendered[n]) and "translation_missing" not in draft.turns[turn].flags:
            draft.turns[turn].flags.append("translation_missing")


def _joined(texts: Sequence[str]) -> str | None:
    """One translation of the pieces of several rows; Chinese words have no space between them."""
    whole = ""
    for text in texts:
        gap = "" if not whole or (_CHINESE_END.search(whole) and _CHINESE_START.match(text)) else " "
        whole += gap + text
    return whole or None


def _is_label(lines: Sequence[Line], i: int, spoken: set[int]) -> bool:
    """Whether line i, next to a spoken one, is a speaker's heading."""
    return 0 <= i < len(lines) and i not in spoken and section_heading(lines[i].text) is None


def _spoken(draft: Draft, lines: Sequence[Line], body_from: int) -> Iterator[tuple[int, int, list[int]]]:
    """(turn, paragraph, the lines it was made of) in order."""
    at = body_from
    for t, turn in enumerate(draft.turns):
        for p, (text, _) in enumerate(turn.paragraphs):
            for i in range(at, min(at + _AHEAD, len(lines))):
                if not text.startswith(lines[i].text):
                    continue
                last = i
                joined = lines[i].text
                while len(joined) < len(text) and last + 1 < len(lines):
                    last += 1
                    joined += f" {lines[last].text}"
                if joined == text:
                    at = last + 1
                    yield t, p, list(range(i, last + 1))
                    break


def _equated(person: Listed, translation: str) -> Listed:
    """With the name in the other script that the translated list gives beside the printed one."""
    for match in _EQUATED.finditer(translation):
        own, latin = match["own"] or match["own2"], match["latin"] or match["latin2"]
        if name_key(latin) == name_key(person.name) and own not in person.also_called:
            return replace(person, also_called=(*person.also_called, own))
    return person
