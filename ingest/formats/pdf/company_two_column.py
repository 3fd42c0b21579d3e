"""Transcripts that companies post as PDF: bulleted remarks under names in capitals, then Q&A in two columns.

The left column holds a name and `(Firm)`, the right one the speech. With layout they part at the right column's edge;
text without it has both on one line, and names are told by the list of speakers, by the firm in brackets below them,
and by having spoken before. Slide titles are no speech.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import ends_sentence, is_end, is_function, is_name, name_key, section_heading
from ingest.formats.pdf.label_column import joined
from ingest.formats.pdf.label_support import name_of
from ingest.formats.pdf.pages import Line, Page, line_of
from ingest.formats.pdf.reflow import BULLETS, Flow, Row, clear, is_paged, rows_of
from ingest.formats.pdf.two_column_text import PARTICLES, Speech, by_words
from ingest.metadata import iso_date, period, ticker
from ingest.transcript import Role, Section

FORMAT = "company_two_column"

_SLIDE = re.compile(r"^(?:slides?|chart|folie)\s+\d+\b", re.IGNORECASE)
_BULLET = re.compile(rf"^[{BULLETS}]\s+(?=\S)")
_LIST = re.compile(
    r"^(?:speakers?|participants?|presenters?|management|representatives?)(?: list)?\s*:?$", re.IGNORECASE
)
_GUTTER = 6.0
"""Points that part the columns at least."""


def recognises(pages: Sequence[Page]) -> bool:
    if not is_paged(pages):
        return False
    slides = bullets = headings = names = 0
    for page in pages:
        for line in page.lines:
            text = line.text
            if len(text) < 120:
                slides += _SLIDE.match(text) is not None
                headings += section_heading(text) is Section.QA
                names += _caps_name(text) is not None
            bullets += _BULLET.match(text) is not None
    return bool(headings and names and (slides or bullets >= 3))


def parse(pages: Sequence[Page]) -> list[Draft]:
    cleared = clear(pages).pages
    lines = [(page, line) for page in cleared for line in page.lines]
    begin = next((i for i, (_, line) in enumerate(lines) if _caps_name(line.text) and _is_headed(lines[i + 1 :])), None)
    qa = next(
        (i for i, (_, line) in enumerate(lines) if section_heading(line.text) is Section.QA and i > (begin or 0)), None
    )
    if begin is None:
        return []
    draft = Draft(FORMAT)
    _read_cover(draft, [line.text for _, line in lines[:begin] if line.text])
    end = len(lines) if qa is None else qa
    speeches, tail = _prepared(draft, lines[begin:end])
    if qa is not None and not tail:
        asked, tail = _questions(draft, lines[qa + 1 :])
        speeches += asked
    _list_askers(draft, speeches)
    _open(draft, speeches)
    draft.note("disclaimer", "\n".join(tail))
    return [draft]


def _caps_name(text: str) -> str | None:
    """The name of a line that is a name in capitals (with `(Title)` or `, Title` after it, if anything)."""
    if len(text) > 100:
        return None
    name = name_of(text)[0].strip()
    words = name.split()
    capitals = sum(word == word.upper() for word in words)
    if not 2 <= len(words) <= 6 or capitals < len(words) - sum(w in PARTICLES for w in words):
        return None
    return (
        name
        if is_name(name, fewest=2) and section_heading(text) is None and not any(c.isdigit() for c in name)
        else None
    )


def _is_headed(after: Sequence[tuple[Page, Line]]) -> bool:
    """Whether a name in capitals stands over remarks, not on the cover: a slide title or a bullet comes next."""
    following = [line.text for _, line in after[:6] if line.text][:3]
    return any(_SLIDE.match(text) or _BULLET.match(text) for text in following) or any(
        map(ends_sentence, following[:2])
    )


def _read_cover(draft: Draft, cover: Sequence[str]) -> None:
    listing = False
    entries: list[str] = []
    for text in cover:
        if _LIST.match(text):
            listing = True
        elif listing:
            entries.append(text)
        if draft.date is None:
            draft.date = iso_date(text)
        if draft.fiscal_year is None and (found := period(text)):
            draft.fiscal_year, draft.fiscal_quarter = found
            draft.title = text
        if draft.ticker is None and (symbol := ticker(text)):
            draft.exchange, draft.ticker = symbol
    draft.company = next(
        (
            t
            for t in cover
            if period(t) is None and iso_date(t) is None and not _LIST.match(t) and re.search("[A-Za-z]{3}", t)
        ),
        None,
    )
    for entry in entries:
        name, title = name_of(entry)
        if title and is_name(name, fewest=2):
            draft.participants.append(Listed(name, Role.EXECUTIVE, title, draft.company))
        elif is_name(entry, fewest=2) and not (draft.participants and draft.participants[-1].title is None):
            draft.participants.append(Listed(entry, Role.EXECUTIVE, None, draft.company))
        elif draft.participants and draft.participants[-1].title is None:
            last = draft.participants[-1]
            draft.participants[-1] = Listed(last.name, last.role, entry, last.firm)
    draft.note("participants", "\n".join(entries))
    draft.note("note", "\n".join(text for text in cover if text not in entries))


def _prepared(draft: Draft, lines: Sequence[tuple[Page, Line]]) -> tuple[list[Speech], list[str]]:
    speeches: list[Speech] = []
    flow = Flow(rows_of([Page(page.number, (line,)) for page, line in lines]))
    in_title = False
    before: Row | None = None
    for i, (page, line) in enumerate(lines):
        text = line.text
        if not text:
            continue
        row = Row(text, page.number, line.top, line.x0, line.x1)
        if is_end(text) and _is_last_heading(lines[i:]):
            return speeches, [rest.text for _, rest in lines[i:] if rest.text]
        if (name := _caps_name(text)) and not _in_title_run(in_title, before, row, flow):
            speeches.append(Speech(name, Section.PREPARED))
            in_title = False
        elif _SLIDE.match(text) and not ends_sentence(text):
            draft.note("note", text)
            in_title = True
        elif in_title and not _BULLET.match(text) and _in_title_run(in_title, before, row, flow):
            draft.note("note", text)
        elif section_heading(text) is None and speeches:
            paragraph = speeches[-1].paragraphs
            bullet = _BULLET.match(text)
            said = Row(text[bullet.end() :] if bullet else text, page.number, line.top, line.x0, line.x1)
            previous = paragraph[-1][-1] if paragraph[-1] else None
            if bullet or in_title or (previous and flow.begins_paragraph(previous, said)):
                paragraph.append([])
            paragraph[-1].append(said)
            in_title = False
        before = row
    return speeches, []


def _in_title_run(in_title: bool, before: Row | None, row: Row, flow: Flow) -> bool:
    """Whether a line under a slide title is its continuation: in lower case, or after a full line."""
    if not in_title or before is None:
        return False
    return row.text[0].islower() or (before.x1 is not None and flow.runs_on(before, row))


def _is_last_heading(lines: Sequence[tuple[Page, Line]]) -> bool:
    return not any(
        _BULLET.match(line.text) or _SLIDE.match(line.text) or _caps_name(line.text) for _, line in lines[1:]
    )


def _questions(draft: Draft, lines: Sequence[tuple[Page, Line]]) -> tuple[list[Speech], list[str]]:
    end = next((i for i, (_, line) in enumerate(lines) if is_end(line.text) and len(line.text) < 60), len(lines))
    tail = [line.text for _, line in lines[end:] if line.text]
    edge = _right_edge([line for _, line in lines[:end]])
    if edge is not None:
        return _by_column(lines[:end], edge, {name_key(person.name) for person in draft.participants}), tail
    rows = rows_of([Page(page.number, (line,)) for page, line in lines[:end]])
    return by_words(rows, [person.name for person in draft.participants]), tail


def _right_edge(lines: Sequence[Line]) -> float | None:
    """Where the right column begins: the edge at which most lines start, or go on after a gap."""
    starts: Counter[int] = Counter()
    left = min((line.x0 for line in lines if line.x0 is not None), default=0.0)
    for line in lines:
        if line.x0 is not None and line.x0 > left + 40:
            starts[round(line.x0 / 2)] += 1
        for word, after in zip(line.words, line.words[1:], strict=False):
            if after.x0 - word.x1 > _GUTTER and after.x0 > left + 40:
                starts[round(after.x0 / 2)] += 1
                break
    found = starts.most_common(1)
    return 2.0 * found[0][0] if found else None


def _by_column(lines: Sequence[tuple[Page, Line]], edge: float, known: set[str]) -> list[Speech]:
    speeches: list[Speech] = []
    name_at: Row | None = None
    in_firm = False
    right = [Row("x", page.number, line.top) for page, line in lines if line.x0 is not None]
    pitch = Flow(right).pitch
    for page, line in lines:
        beside = [word for word in line.words if word.x0 < edge - 4]
        spoken = [word for word in line.words if word.x0 >= edge - 4]
        if beside and spoken and spoken[0].x0 - beside[-1].x1 < 1.0 and abs(spoken[0].x0 - edge) > 4:
            beside, spoken = [], list(line.words)
        text = " ".join(word.text for word in beside)
        here = Row(text, page.number, line.top)
        if text and (in_firm or text.startswith("(")) and speeches:
            speeches[-1].firm = f"{speeches[-1].firm or ''} {text}".strip()
            in_firm = not text.endswith(")")
        elif text:
            label, bracket, firm = text.partition(" (")
            close = (
                name_at is not None
                and name_at.page == here.page
                and (here.top or 0) - (name_at.top or 0) < 1.25 * pitch
            )
            last = speeches[-1] if speeches else None
            complete = last is not None and (last.firm is not None or name_key(last.label) in known)
            # A single word is half a name, the rest of which may be on the next page.
            half = last is not None and len(last.label.split()) == 1 and not is_function(last.label)
            if last is not None and (close or half) and not complete and name_key(text) not in known:
                last.label = joined(last.label, label)
            else:
                speeches.append(Speech(label, Section.QA))
            if bracket:
                speeches[-1].firm = f"({firm}"
                in_firm = not firm.endswith(")")
            known |= {name_key(speech.label) for speech in speeches[:-1]}
            name_at = here
        if spoken and speeches:
            said = line_of(spoken)
            speeches[-1].paragraphs[-1].append(Row(said.text, page.number, said.top, said.x0, said.x1))
    for speech in speeches:
        speech.firm = speech.firm.strip("()") if speech.firm else None
    return speeches


def _list_askers(draft: Draft, speeches: Sequence[Speech]) -> None:
    """A firm in brackets below a name is how the file marks those who ask."""
    listed = {name_key(person.name) for person in draft.participants}
    for speech in speeches:
        if speech.firm and name_key(speech.label) not in listed:
            listed.add(name_key(speech.label))
            draft.participants.append(Listed(speech.label, Role.ANALYST, None, speech.firm))


def _open(draft: Draft, speeches: Sequence[Speech]) -> None:
    """Make Turns; names in capitals are spelt as the list or the Q&A spells them."""
    spelt = {name_key(speech.label): speech.label for speech in speeches if speech.section is Section.QA}
    spelt |= {name_key(person.name): person.name for person in draft.participants}
    titles = {name_key(person.name): person for person in draft.participants}
    for section in (Section.PREPARED, Section.QA):
        mine = [speech for speech in speeches if speech.section is section]
        flow = Flow([row for speech in mine for rows in speech.paragraphs for row in rows])
        for speech in mine:
            key = name_key(speech.label)
            label = spelt.get(key) or " ".join(w if w in PARTICLES else w.title() for w in speech.label.split())
            texts = [text for rows in speech.paragraphs for text in flow.paragraphs(rows)]
            if texts:
                person = titles.get(key)
                turn = draft.open(label, person.title if person else None, speech.firm, section)
                turn.paragraphs += [(text, None) for text in texts]
