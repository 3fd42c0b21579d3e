"""Word files as transcribers send them: bold labels in several runs, a participants table, tracked changes, hidden runs."""

import io
import random
from typing import Any

from ingest.transcript import Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.generic_labels import Labels


def write(call: SyntheticCall) -> tuple[str, bytes]:
    from docx import Document

    rng = random.Random(f"word{call.company}{call.date}")
    labels = Labels(rng)
    document = Document()
    document.sections[0].header.paragraphs[0].text = "working copy"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_heading(f"{call.company} ({call.ticker}) – {call.period} Earnings Call", 1)
    document.add_paragraph(f"{call.date.day} {call.date:%B %Y}, 08:00 CET")
    people = [(name, title, call.company) for name, title in call.executives] + [
        (name, "Analyst", firm) for name, firm in call.analysts
    ]
    _table(document, [("Name", "Role", "Firm"), *people])
    table_qa, alone = rng.random() < 0.5, rng.random() < 0.4
    prepared = [said for said in call.turns if said.section is Section.PREPARED]
    questions = [said for said in call.turns if said.section is Section.QA]
    document.add_heading("Management presentation", 2)
    for said in prepared:
        _speech(document, said, labels.of(said), rng, alone=alone)
    hidden = document.add_paragraph().add_run("check figure with finance")
    hidden.font.hidden = True
    document.add_heading(rng.choice(("Discussion", "Questions and answers", "Q&A")), 2)
    if table_qa:
        rows: list[tuple[str, ...]] = []
        for said in questions:
            texts = [english for english, _ in said.paragraphs]
            rows += [(labels.of(said), texts[0]), *(("", text) for text in texts[1:])]
        _table(document, rows)
    else:
        for said in questions:
            _speech(document, said, labels.of(said), rng, alone=alone)
    file = io.BytesIO()
    document.save(file)
    return f"{call.ticker}.docx", file.getvalue()


def _table(document: Any, rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _speech(document: Any, said: Said, label: str, rng: random.Random, *, alone: bool) -> None:
    first, *rest = [english for english, _ in said.paragraphs]
    paragraph = document.add_paragraph()
    if alone:
        paragraph.add_run(label).bold = True
        paragraph = document.add_paragraph()
    else:
        cut = rng.randrange(1, len(label))
        for part in (label[:cut], f"{label[cut:]}:", rng.choice((" ", "\t", "\u00a0"))):
            paragraph.add_run(part).bold = True
    _words(paragraph, first, rng)
    for text in rest:
        _words(document.add_paragraph(), text, rng)


def _words(paragraph: Any, text: str, rng: random.Random) -> None:
    """A text in runs: some bold or italic, one inserted and one deleted as tracked changes."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    words = text.split(" ")
    cut = rng.randrange(len(words))
    paragraph.add_run(" ".join(words[:cut]) + (" " if cut else ""))
    if rng.random() < 0.3:
        deleted = (
            f'<w:del {nsdecls("w")} w:id="1" w:author="E"><w:r><w:delText>up nine percent </w:delText></w:r></w:del>'
        )
        inserted = f'<w:ins {nsdecls("w")} w:id="2" w:author="E"><w:r><w:t xml:space="preserve"></w:t></w:r></w:ins>'
        paragraph._p.append(parse_xml(deleted))
        element = parse_xml(inserted)
        element[0][0].text = " ".join(words[cut:])
        paragraph._p.append(element)
    else:
        run = paragraph.add_run(" ".join(words[cut:]))
        run.italic = rng.random() < 0.5
