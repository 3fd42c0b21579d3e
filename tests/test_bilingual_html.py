"""Bilingual pages of two-column tables: chunks joined, names found, translations given back to what they render."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.bilingual import bilingual_html
from ingest.formats.bilingual.bilingual_cells import Part, below_front, clean, render
from ingest.formats.bilingual.bilingual_lines import lines_of
from ingest.formats.bilingual.bilingual_tables import read_tables
from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Section
from settings import PROJECT
from tests.writers.bilingual_html import KEY_TERMS, PREAMBLE, SUMMARY, style, translations, write
from tests.writers.call import make_call

EXAMPLES = PROJECT / "tests" / "formats" / "examples"


def flat(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize("seed", range(80))
def test_what_was_written_is_read(seed: int) -> None:
    call = make_call(seed)
    (transcript,) = parse(source_of(*write(call)))
    how = style(call)
    assert [turn.speaker for turn in transcript.turns] == [said.speaker for said in call.turns], how
    for turn, said in zip(transcript.turns, call.turns, strict=True):
        assert flat(turn.text) == flat("".join(text for text, _ in said.paragraphs)), how
        assert turn.section is said.section
        assert turn.role is said.role
        if said.firm:
            assert turn.firm == said.firm
    for n, pieces in translations(call).items():
        turn = transcript.turns[n]
        assert flat(turn.translation) == "".join(flat(piece) for piece in pieces), how
        assert ("translation_missing" in turn.flags) == any(piece is None for piece in pieces)
    about = transcript.call
    assert (about.company, about.ticker, about.date) == (call.company, call.ticker, call.date.isoformat())
    assert (about.fiscal_year, about.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert about.languages == ("en", "ko" if how.language == "ko" else "zh-Hans")
    notes = "\n".join(note.text for note in transcript.not_speech)
    assert SUMMARY[how.language] in notes and PREAMBLE[how.language] in notes


def lines(*cells: str) -> list[str]:
    lists = "Company Participants\n\nAnders Vik - Head of IR\nBettina Orlo - CFO\n\nConference Call Participants\n\nJory Pell - Kestrel & Co.\n\n"
    found = [
        line.text
        for line in lines_of(
            [
                (-1, lists + "Operator\n\nHello."),
                *((i, f"\n\n{cell}" if i == 0 else cell) for i, cell in enumerate(cells)),
            ]
        )
    ]
    return found[found.index("Hello.") + 1 :]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("Go ahead. Jory Pell\n\nWhy?",), ["Go ahead.", "Jory Pell", "Why?"]),
        (("Go ahead. Jory Pell", "Why? A - Bettina Orlo", "Mix."), ["Go ahead.", "Jory Pell", "Why?", "A - Bettina Orlo", "Mix."]),
        (("Go ahead. Jory Pell", "was first.",), ["Go ahead. Jory Pell was first."]),
        (("Go ahead. Jory", "Pell\n\nWhy?"), ["Go ahead.", "Jory Pell", "Why?"]),
        (("No more, Bettina Orlo was clear.",), ["No more, Bettina Orlo was clear."]),
        (("We thank Bettina Orlo\n\nand go on.",), ["We thank Bettina Orlo", "and go on."]),
        (("Go ahead Jory Pell\n\nWhy?",), ["Go ahead", "Jory Pell", "Why?"]),
        (("Is it [firm] Bettina Orlo\n\nIt is.",), ["Is it [firm]", "Bettina Orlo", "It is."]),
        (("Go ahead. Nell Fosse\n\nHi, it's Nell on for Jory.",), ["Go ahead.", "Nell Fosse", "Hi, it's Nell on for Jory."]),
        (("Thanks. Bettina K. Orlo - CFO\n\nMix.",), ["Thanks.", "Bettina K. Orlo - CFO", "Mix."]),
        (("First line\nwrapped here. Jory Pell: Why\nnow? Bettina Orlo: Mix.",), ["First line wrapped here.", "Jory Pell:", "Why now?", "Bettina Orlo:", "Mix."]),
        (("Two words: island grids (see Note: 4). Our view: up.",), ["Two words: island grids (see Note: 4). Our view: up."]),
        (("As told to Bettina Orlo: we grow.",), ["As told to Bettina Orlo: we grow."]),
        (("Done. Unknown Executive: Yes. Operator: Next.",), ["Done.", "Unknown Executive:", "Yes.", "Operator:", "Next."]),
        (("Done. Operator",), ["Done.", "Operator"]),
    ],
)  # fmt: skip
def test_names_get_lines_of_their_own(cells: tuple[str, ...], wanted: list[str]) -> None:
    assert lines(*cells) == wanted


@pytest.mark.parametrize(
    ("english", "translation", "kept", "dropped"),
    [
        ("Up.", "다음 텍스트를 한국어로 옮기겠습니다:\n\n진행자:\n\n상승.", ["상승."], ["다음 텍스트를 한국어로 옮기겠습니다:"]),
        ("Up.", "# 发布会\n\n**接线员:** 上升。", ["发布会", "接线员: 上升。"], []),
        ("July. Thank you.", "七月。谢谢。July. Thank you.", ["七月。谢谢。"], []),
        ("Up.", "상승.\n\nNote: Key terms kept:\n- 운임 (freight)", ["상승."], ["Note: Key terms kept: - 운임 (freight)"]),
        ("Up.", "상승.\n\n---\n\n질의응답\n\nBettina Orlo\n\n하락.", ["상승.", "하락."], ["---"]),
        ("Note this: it rose.", "참고로 말씀드리면 상승했습니다.", ["참고로 말씀드리면 상승했습니다."], []),
        ("Up.", "", [], []),
        ("Up.", "Up.", [], []),
    ],
)  # fmt: skip
def test_what_a_translator_added_is_dropped(
    english: str, translation: str, kept: list[str], dropped: list[str]
) -> None:
    cell = clean(english, translation, names=frozenset(["bettina orlo"]))
    assert (cell.paragraphs, cell.dropped) == (kept, dropped)


def test_lists_above_the_call_render_no_speech() -> None:
    cell = clean("", "회사\n\n참석자 명단입니다\n\n진행자: 안녕하세요.\n\n감사합니다.", names=frozenset())
    assert below_front(cell, 2).paragraphs == ["진행자: 안녕하세요.", "감사합니다."]
    cell = clean("", "회사\n\n참석자 명단입니다\n\n안녕하세요.\n\n감사합니다.", names=frozenset())
    assert below_front(cell, 2).paragraphs == ["안녕하세요.", "감사합니다."]


def part(text: str, turn: int, paragraph: int, *, labelled: bool = False, announces: bool = False) -> Part:
    return Part(text, labelled, turn, paragraph, announces)


@pytest.mark.parametrize(
    ("parts", "paragraphs", "wanted"),
    [
        ([part("Up.", 0, 0), part("Down.", 1, 1)], ["상승.", "하락."], ["상승.", "하락."]),
        ([part("Up.", 0, 0), part("Down.", 1, 1)], ["상승.", "조리 펠", "하락."], ["상승.", "하락."]),
        ([part("Up.", 0, 0, announces=True), part("Down.", 1, 1, labelled=True)], ["상승. 조리 펠", "하락."], ["상승.", "하락."]),
        ([part("Hello.", 0, 0, labelled=True), part("Thank you. We start.", 1, 0, labelled=True)], ["接线员:你好。玛尔塔:谢谢。开始。"], ["你好。", "谢谢。开始。"]),
        ([part("First, him.", 0, 0, labelled=True), part("Is it firm?", 1, 0, labelled=True)], ["接线员:首先是他。确定吗?"], ["首先是他。", "确定吗?"]),
        ([part("Two words: island grids. We paid.", 0, 0, labelled=True)], ["温岚:两个词:岛屿电网。已付。"], ["两个词:岛屿电网。已付。"]),
        ([part("Up. Down. Flat. Up again. And more.", 0, 0), part("Why? Now?", 1, 0)], ["上升。"], [None, None]),
        ([part("Up.", 0, 0), part("Down. Flat.", 0, 1)], ["상승. 하락. 보합."], ["상승.", "하락. 보합."]),
        ([part("Up.", 0, 0)], [], [None]),
        ([], ["상승."], []),
    ],
)  # fmt: skip
def test_parts_of_a_cell_get_their_own_rendering(
    parts: list[Part], paragraphs: list[str], wanted: list[str | None]
) -> None:
    assert render(parts, paragraphs) == wanted


TABLE = "<html><body><h2>{0}</h2><table><tr><td>{1}</td><td>{2}</td></tr></table></body></html>"
ENGLISH = "Operator<br><br>Hello to all of you. Here is Anders. Anders Vik<br><br>Thank you, Operator. We had <5% growth & <inaudible> more."
KOREAN = "진행자<br><br>안녕하세요. 안데르스 씨입니다.<br><br>감사합니다. 5% 미만 성장했습니다."


def read(page: str) -> Draft:
    text = Text(page)
    assert bilingual_html.recognises(text)
    return bilingual_html.parse(text)[0]


@pytest.mark.parametrize("heading", ["?뱤 Presentation", "Q&A", "??"])
def test_a_page_without_lists(heading: str) -> None:
    draft = read(TABLE.format(heading, ENGLISH, KOREAN))
    assert [(turn.label, turn.paragraphs) for turn in draft.turns] == [
        ("Operator", [("Hello to all of you. Here is Anders.", "안녕하세요. 안데르스 씨입니다.")]),
        (
            "Anders Vik",
            [("Thank you, Operator. We had <5% growth & <inaudible> more.", "감사합니다. 5% 미만 성장했습니다.")],
        ),
    ]
    assert all((turn.section is Section.QA) == (heading == "Q&A") for turn in draft.turns)


def test_the_columns_may_stand_the_other_way_round() -> None:
    assert read(TABLE.format("", KOREAN, ENGLISH)).turns == read(TABLE.format("", ENGLISH, KOREAN)).turns


def test_traditional_is_told_by_its_characters() -> None:
    assert read(TABLE.format("", ENGLISH, "接線員：大家好。這是業績說明會。")).languages == ("en", "zh-Hant")


@pytest.mark.parametrize(
    "text",
    ["", "<table><tr><td>한국어", "<html><table><tr><td>Operator</td></tr></table>한국어", "<td>中<tr><table>", TABLE.format("", "x" * 40, "中文")],
)  # fmt: skip
def test_tables_without_a_call_are_no_transcript(text: str) -> None:
    page = Text(text)
    if bilingual_html.recognises(page):
        assert all(turn.label is None for draft in bilingual_html.parse(page) for turn in draft.turns)


@pytest.mark.parametrize(
    "name",
    sorted(
        path.name
        for path in EXAMPLES.glob("*")
        if path.suffix != ".docx" and not path.name.startswith("bilingual_html")
    ),
)
def test_other_families_are_not_claimed(name: str) -> None:
    assert not bilingual_html.recognises(Text(read_source(EXAMPLES / name).text))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_never_raises_and_doubles_nothing(data: st.DataObject) -> None:
    text = Path(EXAMPLES / data.draw(st.sampled_from(("bilingual_html_enko.html",)))).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 6))):
        a = data.draw(st.integers(0, len(text)))
        b = min(len(text), a + data.draw(st.integers(0, 60)))
        stray = data.draw(st.sampled_from(("", "", "<td>", "</td>", "<br><br>", "<", "&", "Operator", "\ufffd")))
        text = text[:a] + stray + text[b:]
    page = Text(text)
    if bilingual_html.recognises(page):
        (draft,) = bilingual_html.parse(page)
        said = [word for turn in draft.turns for original, _ in turn.paragraphs for word in original.split()]
        source = " ".join(row.english for row in read_tables(text).rows)
        assert all(said.count(word) <= source.count(word) for word in set(said))
        assert KEY_TERMS["ko"].split("<")[0] not in " ".join(
            zh or "" for turn in draft.turns for _, zh in turn.paragraphs
        )
