"""The format parsers: the layouts they know are parsed rightly, and any other is refused rather than guessed at."""

import re

import pytest

from errors import SourceNotTranscript
from ingest.formats.bilingual import statementdog
from ingest.formats.draft import Draft
from ingest.formats.registry import parse_text as parse_all
from ingest.formats.text import Text
from ingest.formats.vendors import dashes
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Section
from settings import PROJECT


def parse_text(name: str, text: str) -> Draft:
    return parse_all(Text(text, name))[0]


def page(
    *blocks: tuple[str, str | None],
    front: str = "霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿\n\n完整原文\n\n使用警語:機器翻譯\n",
) -> str:
    body = "".join(f"\n  • {en}\n\n    {zh or ''}\n" for en, zh in blocks)
    return front + body


def head(label: str) -> tuple[str, str]:
    return label, label


OPENING = (head("Operator"), ("Over to Wen Lan.", "交給溫嵐。"), head("Wen Lan - Chief Executive Officer"))


def read(*blocks: tuple[str, str | None]) -> Draft:
    return parse_text("call.txt", page(*OPENING, *blocks))


def speech(draft: Draft) -> list[tuple[str | None, list[tuple[str, str | None]]]]:
    return [(turn.label, turn.paragraphs) for turn in draft.turns]


@pytest.mark.parametrize(
    "said", ["OK.", "Thank you.", "Thanks!", "好。", "Good Morning", "Yes - we do", "I agree with Wen Lan"]
)
def test_untranslated_speech_is_no_heading(said: str) -> None:
    assert speech(read((said, said), ("We grew.", "成長。")))[1:] == [
        ("Wen Lan", [(said, said), ("We grew.", "成長。")])
    ]


@pytest.mark.parametrize(
    ("before", "label", "name", "title"),
    [
        ("Next.", "Goran Peltz - Chief Executive Officer, Overseas - Storage", "Goran Peltz", "Chief Executive Officer, Overseas - Storage"),
        ("Next.", "Ludo de la Vane Jr. - Analyst", "Ludo de la Vane Jr.", "Analyst"),
        ("Next.", "溫嵐 - 執行長", "溫嵐", "執行長"),
        ("Next.", "Unidentified Analyst", "Unidentified Analyst", None),
        ("Next.", "Unknown Speaker", "Unknown Speaker", None),
        ("Next.", "Operator", "Operator", None),
        ("Ines Quillan, Dunmarsh & Co.", "Ines Quillan", "Ines Quillan", None),
        ("With me is Priya, who runs soups.", "Priya Vantongeren", "Priya Vantongeren", None),
    ],
)  # fmt: skip
def test_headings(before: str, label: str, name: str, title: str | None) -> None:
    turn = read((before, "好。"), head(label), ("We grew.", "成長。")).turns[-1]
    assert (turn.label, turn.title, turn.paragraphs) == (name, title, [("We grew.", "成長。")])


def test_a_name_needs_support_to_be_a_heading() -> None:
    draft = read(("Next.", "好。"), ("Ines Quillan", "Ines Quillan"), ("We grew.", "成長。"))
    assert [turn.label for turn in draft.turns] == ["Operator", "Wen Lan"]


def test_the_same_heading_twice_is_one_turn() -> None:
    draft = read(("One.", "一。"), head("Wen Lan - Chief Executive Officer"), ("Two.", "二。"))
    assert speech(draft)[1] == ("Wen Lan", [("One.", "一。"), ("Two.", "二。")])


def test_a_heading_without_speech_is_no_turn() -> None:
    assert [turn.label for turn in read(head("Operator"), head("Wen Lan"), ("One.", "一。")).turns] == [
        "Operator",
        "Wen Lan",
    ]


def test_a_missing_translation_is_missing_and_counted() -> None:
    source = source_of("call.txt", page(*OPENING, ("One.", None), ("Two.", "二。"), ("Three.", None)).encode())
    transcript = parse(source)[0]
    assert [p.translation for p in transcript.turn(2).paragraphs] == [None, "二。", None]
    assert transcript.misaligned == 2
    assert transcript.warnings == ("2 paragraphs have no translation.",)
    assert transcript.turn(2).flags == ("translation_missing",)
    assert transcript.turn(1).flags == ()


def test_a_tail_of_a_cut_sentence_is_speech() -> None:
    tail = ("Lucan Weatherby, Chairman of Tessaly Optics.", "盧坎·韋瑟比,特薩利光學董事長。")
    assert speech(read(("Beside me is Dr.", "在我旁邊的是博士。"), tail))[-1][1][-1] == tail


@pytest.mark.parametrize("label", ["Editor", "EDITOR"])
def test_an_editors_words_are_a_note_and_never_speech(label: str) -> None:
    draft = read(
        ("One.", "一。"), head(label), ("Marked so.", "標示。"), ("By us.", None), head("Wen Lan"), ("Two.", "二。")
    )
    assert speech(draft)[1:] == [("Wen Lan", [("One.", "一。"), ("Two.", "二。")])]
    (note,) = [note for note in draft.notes if note.kind == "note"]
    assert (note.text, note.translation, note.paragraphs) == ("Marked so.\nBy us.", "標示。\n", 2)


def test_what_is_said_before_the_first_heading_is_nobodys_speech() -> None:
    draft = parse_text("call.txt", page(("Stray words.", "字。"), *OPENING, ("One.", "一。")))
    assert [turn.label for turn in draft.turns] == [None, "Operator", "Wen Lan"]
    assert draft.turns[0].flags == ["label_missing"]
    assert draft.warnings


def test_a_line_before_the_first_bullet_is_not_lost() -> None:
    text = page(*OPENING, ("One.", "一。"), ("Two.", "二。")).replace("機器翻譯\n", "機器翻譯\n\n本頁說明\n")
    draft = parse_text("call.txt", text)
    assert any(note.text == "本頁說明" for note in draft.notes)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿", ("霜葉儲能", "FLSG", 2024, 4)),
        ("特薩利光學 ADR (TSYO) 2012 Q3 法說會逐字稿", ("特薩利光學", "TSYO", 2012, 3)),
        ("Quillmere Foods (QMFD.B) 2023 Q1 法說會逐字稿", ("Quillmere Foods", "QMFD.B", 2023, 1)),
        ("某頁", (None, None, None, None)),
    ],
)
def test_title_lines(line: str, expected: tuple[str | None, str | None, int | None, int | None]) -> None:
    draft = parse_text("call.txt", page(*OPENING, ("One.", "一。"), front=f"{line}\n\n完整原文\n\n使用警語:機器翻譯\n"))
    assert (draft.company, draft.ticker, draft.fiscal_year, draft.fiscal_quarter) == expected


def test_a_copy_that_lost_its_bullets_and_markers_gives_the_same_speech() -> None:
    whole = page(*OPENING, ("Our chief, 溫嵐, spoke.", "溫嵐已發言。"), head("Operator"), ("Ines Quillan, Dunmarsh & Co.", "接下來。"),
                 head("Ines Quillan"), ("Which?", "哪些?"), head("Wen Lan - Chief Executive Officer"), ("OK.", "OK."))  # fmt: skip
    lines = [line.strip(" •") for line in whole.split("\n") if line.strip(" •")]
    assert speech(parse_text("call.txt", "\n".join(lines))) == speech(parse_text("call.txt", whole))
    unmarked = [line for line in lines if line != "完整原文" and not line.startswith("使用警語")]
    assert speech(parse_text("call.txt", "\n".join(unmarked))) == speech(parse_text("call.txt", whole))


CALL = """\
Company: Tarnbrook Instruments
Ticker: NYSE: TBRK
Period: Q2 FY2025
Date: May 8, 2025
Some words of the editor

PREPARED REMARKS

Operator

Welcome. Over to Maren Tolliver.

Maren Tolliver -- President and Chief Executive Officer

Gross margin was 38.6%--a record for us.

Customers put that off for two years -- you heard about it -- and came back.

Net Sales -- $5 million
Revenue -- up again

Pellmoor Scientific joined -- it makes lenses.

QUESTIONS AND ANSWERS

Operator

We go to Anneke Storrow of Bellhaven Crest.

Anneke Storrow -- Bellhaven Crest -- Analyst

Why?

Unidentified Speaker

Because.

Jan van der Vane -- Chief Financial Officer, Tarnbrook Inc.

Mix.

Jan van der Vane -- Chief Financial Officer, Tarnbrook Inc.

And price.

Duration: 50 minutes
Call participants:
Maren Tolliver -- President and Chief Executive Officer
"""


def test_dashes() -> None:
    draft = parse_text("call.txt", CALL)
    assert (draft.company, draft.ticker, draft.fiscal_year, draft.fiscal_quarter, draft.date) == (
        "Tarnbrook Instruments",
        "TBRK",
        2025,
        2,
        "2025-05-08",
    )
    assert [(t.label, t.title, t.firm, t.section) for t in draft.turns] == [
        ("Operator", None, None, Section.PREPARED),
        ("Maren Tolliver", "President and Chief Executive Officer", None, Section.PREPARED),
        ("Operator", None, None, Section.QA),
        ("Anneke Storrow", "Analyst", "Bellhaven Crest", Section.QA),
        ("Unidentified Speaker", None, None, Section.QA),
        ("Jan van der Vane", "Chief Financial Officer, Tarnbrook Inc.", None, Section.QA),
    ]
    assert [paragraph for paragraph, _ in draft.turns[1].paragraphs] == [
        "Gross margin was 38.6%--a record for us.",
        "Customers put that off for two years -- you heard about it -- and came back.",
        "Net Sales -- $5 million",
        "Revenue -- up again",
        "Pellmoor Scientific joined -- it makes lenses.",
    ]
    assert [paragraph for paragraph, _ in draft.turns[-1].paragraphs] == ["Mix.", "And price."]
    assert [(note.kind, note.text.split("\n")[0]) for note in draft.notes] == [
        ("summary", "Some words of the editor"),
        ("disclaimer", "Duration: 50 minutes"),
        ("participants", "Call participants:"),
    ]


@pytest.mark.parametrize(
    ("line", "date", "period"),
    [
        ("Date: 2025-05-08", "2025-05-08", (None, None)),
        ("Date: 8 May 2025", "2025-05-08", (None, None)),
        ("Date: 2025-13-45", None, (None, None)),
        ("Date: soon", None, (None, None)),
        ("Period: FY2025 Q2", None, (2025, 2)),
        ("Period: fiscal 2025 Q2", None, (2025, 2)),
        ("Period: Q2 2025", None, (2025, 2)),
        ("Period: 2025 Q2", None, (2025, 2)),
        ("Period: the spring", None, (None, None)),
    ],
)
def test_dashes_metadata(line: str, date: str | None, period: tuple[int | None, int | None]) -> None:
    draft = parse_text("call.txt", f"{line}\n{CALL[CALL.index('PREPARED') :]}")
    assert (draft.date, (draft.fiscal_year, draft.fiscal_quarter)) == (date, period)
    understood = date is not None or period != (None, None)
    assert any(line in note.text for note in draft.notes) is not understood


def test_dashes_lose_no_line() -> None:
    draft = parse_text("call.txt", CALL)
    kept = "\n".join(p for turn in draft.turns for p, _ in turn.paragraphs) + "\n".join(
        note.text for note in draft.notes
    )
    structure = re.compile(
        r"(?:Company|Ticker|Period|Date):|PREPARED|QUESTIONS|Operator$|Unidentified|[\w ]+ -- .*(?:Officer|Analyst|Inc\.)$"
    )
    assert [line for line in CALL.split("\n") if line and line not in kept and not structure.match(line)] == []


@pytest.mark.parametrize(
    "text",
    [
        "A shopping list: milk, bread.\n",
        "Operator\n\nHello.\n\nOperator\n\nBye.\n\nOperator\n\nGone.\n",
        "Note: this is prose.\n\nRevenue -- up.\nMargin -- down.\nCash -- flat.\n",
        "使用警語:只有警語\n\n  • 一\n\n  • 二\n\n  • 三\n\n  • 四\n",
        "完整原文\n\n沒有項目\n",
        "# A read-me\n\n- one\n- two\n- three\n",
        '{"transcript": []}',
        "name,text\nA,B\n",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(SourceNotTranscript, match=r"notes\.txt") as caught:
        parse(source_of("notes.txt", text.encode()))
    assert caught.value.hint


def test_parsers_recognise_their_own_only() -> None:
    example = PROJECT / "tests" / "formats" / "examples" / "statementdog_new.txt"
    bilingual = Text(example.read_text(encoding="utf-8"))
    assert statementdog.recognises(bilingual) and not dashes.recognises(bilingual)
    assert dashes.recognises(Text(CALL)) and not statementdog.recognises(Text(CALL))
