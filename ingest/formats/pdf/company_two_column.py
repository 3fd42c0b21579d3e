"""Transcripts that companies post as PDF: bulleted remarks under names in capitals, then Q&A in two columns.

The left column holds a name and `(Firm)`, the right one the speech. With layout they part at the right column's edge;
text without it has both on one line, and names are told by the list of speakers, by the firm in brackets below them,
and by having spoken before. Slide titles are no speech.
"""

from collections.abc import Sequence

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import name_key, section_heading
from ingest.formats.pdf.company_cover import read_cover
from ingest.formats.pdf.company_questions import read_questions
from ingest.formats.pdf.company_remarks import BULLET, SLIDE, caps_name, is_headed, read_remarks
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.paragraphs import Flow
from ingest.formats.pdf.rows import is_paged, rows_of
from ingest.formats.pdf.two_column_text import PARTICLES, Speech
from ingest.transcript import Role, Section

FORMAT = "company_two_column"


def recognises(pages: Sequence[Page]) -> bool:
    if not is_paged(pages):
        return False
    slides = bullets = headings = names = 0
    for page in pages:
        for line in page.lines:
            text = line.text
            if len(text) < 120:
                slides += SLIDE.match(text) is not None
                headings += section_heading(text) is Section.QA
                names += caps_name(text) is not None
            bullets += BULLET.match(text) is not None
    return bool(headings and names and (slides or bullets >= 3))


def parse(pages: Sequence[Page]) -> list[Draft]:
    rows = rows_of(clear(pages).pages)
    begin = next((i for i, row in enumerate(rows) if caps_name(row.text) and is_headed(rows[i + 1 :])), None)
    qa = next((i for i, row in enumerate(rows) if section_heading(row.text) is Section.QA and i > (begin or 0)), None)
    if begin is None:
        return []
    draft = Draft(FORMAT)
    read_cover(draft, [row.text for row in rows[:begin]])
    end = len(rows) if qa is None else qa
    speeches, tail = read_remarks(draft, rows[begin:end])
    if qa is not None and not tail:
        asked, tail = read_questions(draft, rows[qa + 1 :])
        speeches += asked
    _list_askers(draft, speeches)
    _open(draft, speeches)
    draft.note("disclaimer", "\n".join(tail))
    return [draft]


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
