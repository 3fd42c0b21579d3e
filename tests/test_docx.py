"""Word files: what a reader sees in order, nothing that is deleted or hidden; no archive, however built, does harm."""

import io
import random
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourceError, SourceNotText, SourceTooLarge
from ingest.formats.generic import docx
from ingest.formats.generic.blocks import Block
from ingest.formats.registry import parse_source
from ingest.parse import parse
from ingest.sources import Kind, source_of
from ingest.transcript import Section
from settings import PROJECT
from tests.writers import generic_docx
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLE = (PROJECT / "tests" / "formats" / "examples" / "generic.docx").read_bytes()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'
        if style
        else f"<w:p>{''.join(runs)}</w:p>"
    )


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word(
    body: str,
    *,
    main: str = "word/document.xml",
    namespace: str = W,
    before: str = "",
    more: Sequence[tuple[str, str]] = (),
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            main, f'<?xml version="1.0"?>{before}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        )
        for name, text in more:
            archive.writestr(name, text)
    return file.getvalue()


def blocks(body: str, *, before: str = "") -> list[Block]:
    return docx.read_blocks("call.docx", word(body, before=before))


SPEECH = "".join(
    paragraph(run(f"{name}:", "<w:b/>"), run(f" {said}"))
    for name, said in (
        ("Operator", "Welcome to the call."),
        ("Nell Marsh", "Thank you all."),
        ("Operator", "Good bye."),
        ("Nell Marsh", "Bye."),
    )
)


@pytest.mark.parametrize("seed", range(25))
def test_word_files_come_back(seed: int) -> None:
    call = make_call(seed)
    (found,) = parse(source_of(*generic_docx.write(call)))
    assert found.call.format == "generic_docx"
    assert_same_turns(list(call.turns), found)
    assert (found.call.company, found.call.ticker, found.call.date) == (
        call.company,
        call.ticker,
        call.date.isoformat(),
    )
    printed = " ".join(note.text for note in found.not_speech) + " ".join(turn.text for turn in found.turns)
    assert not any(furniture in printed for furniture in ("working copy", "Page 1", "nine percent", "check figure"))


def test_the_example() -> None:
    (found,) = parse(source_of("generic.docx", EXAMPLE))
    assert [turn.speaker for turn in found.turns] == [
        "Operator", "Anders Vik", "Bettina Orlo", "Operator", "Jory Pell", "Bettina Orlo", "Operator",
    ]  # fmt: skip
    assert [turn.section for turn in found.turns] == [Section.PREPARED] * 3 + [Section.QA] * 4
    assert found.turn(3).text == "Lamp sales were $91 million, up eight percent.\nEurope: flat\nAsia: up a third"


@pytest.mark.parametrize(
    ("body", "text", "bold"),
    [
        (paragraph(run("Nell", "<w:b/>"), run(" Marsh:", "<w:b/>"), run(" Hi.")), "Nell Marsh: Hi.", 11),
        (paragraph(run("Nell", '<w:b w:val="0"/>'), run(" Hi.")), "Nell Hi.", 0),
        (paragraph(run("Hi", '<w:rStyle w:val="Strong"/>'), run(" all.")), "Hi all.", 2),
        (paragraph(run("One."), "<w:r><w:tab/></w:r>", run("Two.")), "One. Two.", 0),
        (paragraph(run("One"), "<w:r><w:br/></w:r>", run("two.")), "One two.", 0),
        (paragraph(run("in"), "<w:r><w:noBreakHyphen/></w:r>", run("house")), "in-house", 0),
        (paragraph(f"<w:ins>{run('new')}</w:ins>", f"<w:del><w:r><w:delText>old</w:delText></w:r>{run('old')}</w:del>"), "new", 0),
        (paragraph(f"<w:moveTo>{run('here')}</w:moveTo>", f"<w:moveFrom>{run('there')}</w:moveFrom>"), "here", 0),
        (paragraph(run("seen "), run("hidden", "<w:vanish/>"), run("too")), "seen too", 0),
        (paragraph(run("shown", '<w:vanish w:val="false"/>')), "shown", 0),
        (paragraph(f"<w:hyperlink>{run('our site')}</w:hyperlink>"), "our site", 0),
        (paragraph(f"<w:sdt><w:sdtContent>{run('in a control')}</w:sdtContent></w:sdt>"), "in a control", 0),
        (paragraph("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>", run("after a field")), "after a field", 0),
        (paragraph("<w:r><w:t>A &amp; B</w:t></w:r>"), "A & B", 0),
    ],
)  # fmt: skip
def test_runs(body: str, text: str, bold: int) -> None:
    assert [(block.text, block.bold) for block in blocks(body)] == [(text, bold)]


def test_paragraphs_tables_and_controls_stand_in_their_order() -> None:
    rows = table(
        [paragraph(run("Operator")), paragraph(run("Hi.")) + paragraph(run("All."))],
        [paragraph(), paragraph(run("More."))],
    )
    body = paragraph(run("One.")) + rows + f"<w:sdt><w:sdtContent>{paragraph(run('Two.'))}</w:sdtContent></w:sdt>"
    assert [(block.text, block.cells) for block in blocks(body)] == [
        ("One.", ()), ("Operator | Hi. All.", ("Operator", "Hi.\nAll.")), ("More.", ("", "More.")), ("Two.", ()),
    ]  # fmt: skip


def test_headings_are_told_by_the_name_of_their_style() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    data = word(paragraph(run("Q&amp;A"), style="berschrift2"), more=[("word/styles.xml", styles)])
    assert docx.read_blocks("call.docx", data) == [Block("Q&A", bold=3, heading=True)]
    assert blocks(paragraph(run("Q&amp;A"), style="Heading2"))[0].heading
    assert not blocks(paragraph(run("Europe: flat"), style="ListBullet"))[0].heading


@pytest.mark.parametrize(("main", "namespace"), [("word/document2.xml", W), ("word/document.xml", STRICT)])
def test_other_names_and_namespaces(main: str, namespace: str) -> None:
    source = source_of("call.bin", word(SPEECH, main=main, namespace=namespace))
    assert source.kind is Kind.DOCX
    (draft,) = parse_source(source)
    assert [turn.label for turn in draft.turns] == ["Operator", "Nell Marsh", "Operator", "Nell Marsh"]


def test_a_text_layout_pasted_into_word_is_read_as_that_layout() -> None:
    lines = [
        "Tamsin Glassworks (NASDAQ: TMSN)", "Q2 2025 Earnings Call", "May 8, 2025, 5:00 p.m. ET", "Contents:", "Prepared Remarks", "Questions and Answers", "Call Participants",
        "Prepared Remarks:", "Operator", "Welcome to the call.", "Nell Marsh -- Chief Financial Officer", "Thank you all.", "Questions and Answers:",
        "Operator", "The first question comes from Wim Pell.", "Wim Pell -- Dunmarsh -- Analyst", "Why is that?", "Nell Marsh -- Chief Financial Officer", "Mix.",
        "Duration: 50 minutes", "Call participants:", "Nell Marsh -- Chief Financial Officer", "Wim Pell -- Dunmarsh -- Analyst", "More TMSN analysis", "All earnings call transcripts",
    ]  # fmt: skip
    (draft,) = parse_source(source_of("call.docx", word("".join(paragraph(run(line)) for line in lines))))
    assert draft.format == "motley_fool_dash"
    assert [turn.label for turn in draft.turns] == ["Operator", "Nell Marsh", "Operator", "Wim Pell", "Nell Marsh"]


def test_labels_after_soft_breaks_head_turns() -> None:
    body = paragraph(
        "<w:r><w:t>Operator: Hi.</w:t><w:br/><w:t>Nell Marsh: Hello.</w:t><w:br/><w:br/><w:t>Operator: Bye.</w:t><w:br/><w:t>Nell Marsh: Bye.</w:t></w:r>"
    )
    (draft,) = parse_source(source_of("call.docx", word(body)))
    assert [turn.label for turn in draft.turns] == ["Operator", "Nell Marsh", "Operator", "Nell Marsh"]


def test_text_boxes_are_notes() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('Draft only'))}</w:txbxContent></w:pict></w:r>"
    (draft,) = parse_source(source_of("call.docx", word(SPEECH + paragraph(run("And more."), box))))
    assert draft.turns[-1].paragraphs == [("Bye.", None), ("And more.", None)]
    assert [note.text for note in draft.notes] == ["Draft only"]


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    found = blocks(paragraph("<w:r><w:t>seen &b;&x;</w:t></w:r>"), before=bomb)
    assert [block.text for block in found] == ["seen"]


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    data = word("<w:p/>" * (docx.MAX_PART // 6 + 1))
    assert len(data) < 1_000_000
    with pytest.raises(SourceTooLarge) as caught:
        docx.read_blocks("bomb.docx", data)
    assert caught.value.hint


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(SourceTooLarge):
        docx.read_blocks("many.docx", word(SPEECH, more=[(f"x{n}", "") for n in range(docx.MAX_ENTRIES)]))


def test_names_that_climb_and_macros_are_ignored() -> None:
    more = [("../../evil", "x"), ("/etc/evil", "x"), ("word/vbaProject.bin", "x")]
    assert len(docx.read_blocks("call.docx", word(SPEECH, more=more))) == 4


@pytest.mark.parametrize(
    "data",
    [
        EXAMPLE[: len(EXAMPLE) // 2],
        word("<w:p>"),
        word("<x:p/>"),
        word("<w:p>" * 400 + "</w:p>" * 400),
        word(SPEECH, main="word/document.xml").replace(b"word/document.xml", b"word/document.xmx"),
        b"PK\x03\x04" + b"word/document.xml" * 3,
    ],
)
def test_broken_files_are_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        parse(source_of("call.docx", data))
    assert caught.value.hint


def test_an_archive_of_another_kind_is_no_word_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inside.docx", EXAMPLE)
    source = source_of("calls.zip", file.getvalue())
    assert source.kind is not Kind.DOCX
    with pytest.raises(SourceNotText):
        parse(source)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6))
def test_damaged_bytes_are_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(EXAMPLE)
    for _ in range(rng.randint(1, 20)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        found = parse(source_of("call.docx", bytes(data[: rng.randint(4, len(data))] if seed % 3 == 0 else data)))
    except SourceError as error:
        assert error.hint
    else:
        assert all(turn.paragraphs for turn in found[0].turns)
