"""A file -> its Transcript: what identifies the call, and that no character of speech is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourceTooLarge
from ingest.parse import parse
from ingest.shape import transcript_json
from ingest.sources import source_of
from ingest.transcript import Role, Section, Sentence, Transcript, sentence_id

TITLE = "霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿"


def page(paragraphs: list[tuple[str, list[tuple[str, str]]]], title: str = TITLE) -> str:
    parts = [title, "", "完整原文", "", "使用警語:機器翻譯", ""]
    for label, pairs in paragraphs:
        for original, translation in ((label, label), *pairs):
            parts += [f"  • {original}", "", f"    {translation}", ""]
    return "\n".join(parts)


def read(opening: str, *more: str, title: str = TITLE, name: str = "call.txt") -> Transcript:
    text = page(
        [
            ("Operator", [(opening, "開場。")]),
            ("Marta Oyelaran - Head of Investor Relations", [("Hello.", "您好。")]),
            ("Wen Lan - Chief Executive Officer", [(said, "好。") for said in more or ("We grew.",)]),
        ],
        title,
    )
    return parse(source_of(name, text.encode()))[0]


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        (TITLE, "whatever.txt", "flsg-fy2024-q4"),
        ("某公司 (2330.TW) 2023 Q1 法說會逐字稿", "whatever.txt", "2330-tw-fy2023-q1"),
        ("某頁", "Frostleaf Q4 (final).txt", "frostleaf-q4-final"),
        ("某頁", "霜葉 2024.txt", "霜葉-2024"),
        ("某頁", "no-ending", "no-ending"),
        ("某頁", "a.b.txt", "a-b"),
        ("某頁", "….txt", "transcript"),
    ],
)
def test_ids(title: str, name: str, expected: str) -> None:
    call = read("Welcome.", title=title, name=name).call
    assert (call.id, call.source) == (expected, name)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Welcome to the review of the March quarter of 2024.", "2024-03-31"),
        ("Welcome to the December quarter 2023 call.", "2023-12-31"),
        ("Results of the quarter ended June 30, 2024 are out.", "2024-06-30"),
        ("Results of the quarter and full fiscal year ended September 30, 2024 are out.", "2024-09-30"),
        ("Welcome to the review of the March quarter and fiscal 2024.", None),
        ("Welcome to the fourth quarter of fiscal 2024.", None),
        ("Welcome. Today is March 14, 2024.", None),
    ],
)
def test_the_period_ends_when_the_call_says_so(opening: str, expected: str | None) -> None:
    call = read(opening).call
    assert call.period_end == expected
    assert (call.fiscal_year, call.fiscal_quarter, call.fiscal_period, call.date) == (2024, 4, "FY2024 Q4", None)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Welcome to Frostleaf Group's March quarter call.", ("Frostleaf Group", "Frostleaf")),
        ("Welcome to the Frostleaf Storage review of the year.", ("Frostleaf Storage",)),
        ("Marta heads investor relations of Frostleaf.", ("Frostleaf",)),
        ("Welcome to the March quarter call.", ()),
        ("Welcome to the call.", ()),
    ],
)
def test_other_names_of_the_company(opening: str, expected: tuple[str, ...]) -> None:
    call = read(opening).call
    assert call.company == "霜葉儲能"
    assert call.company_aliases == expected


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ("(interpreted) We grew.", ("interpreted",)),
        ("We (inaudible) grew.", ("inaudible",)),
        ("We [indiscernible] grew.", ("inaudible",)),
        ("(foreign language) We grew.", ("foreign_language",)),
        ("(Spoken in Chinese).", ("foreign_language", "no_speech")),
        ("(technical difficulty) we grew.", ("technical_difficulty",)),
        ("We grew (multiple speakers) yes.", ("crosstalk",)),
        ("(inaudible)", ("inaudible", "no_speech")),
        ("We grew (net of tax).", ()),
        ("It was interpreted as weak.", ()),
    ],
)
def test_flags(said: str, flags: tuple[str, ...]) -> None:
    assert read("Welcome.", said).turn(3).flags == flags


def test_an_unidentified_label_is_flagged() -> None:
    text = page(
        [
            ("Operator", [("Hello.", "好。")]),
            ("Unidentified Analyst", [("Why so?", "為何?")]),
            ("Operator", [("Bye.", "好。")]),
        ]
    )
    turn = parse(source_of("call.txt", text.encode()))[0].turn(2)
    assert (turn.flags, turn.role, turn.section) == (("unidentified",), Role.ANALYST, Section.QA)


def test_each_sentence_carries_its_rendering() -> None:
    text = page([("Operator", [("Sales rose 12%. Margin was 4.5%.", "銷售成長 12%。毛利率 4.5%。"), ("Thanks.", "謝謝。")])] * 1
                + [("Marta Oyelaran - IR", [("Hello.", "好。")])])  # fmt: skip
    turn = parse(source_of("call.txt", text.encode()))[0].turn(1)
    shown = []
    for p, s, sentence in turn.sentences():
        translation = turn.paragraphs[p].translation or ""
        shown.append((p, s, turn.quote(sentence), translation[sentence.translation_start : sentence.translation_end]))
    assert shown == [
        (0, 0, "Sales rose 12%.", "銷售成長 12%。"),
        (0, 1, "Margin was 4.5%.", "毛利率 4.5%。"),
        (1, 0, "Thanks.", "謝謝。"),
    ]
    assert turn.text == "Sales rose 12%. Margin was 4.5%.\nThanks."
    assert turn.translation == "銷售成長 12%。毛利率 4.5%。\n謝謝。"


def test_sentence_ids() -> None:
    assert sentence_id("flsg-fy2024-q4", 30, 0, 2) == "flsg-fy2024-q4#t30.p0.s2"


def test_too_many_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.parse.MAX_TURNS", 2)
    with pytest.raises(SourceTooLarge, match="3 turns") as caught:
        read("Welcome.")
    assert caught.value.hint


WORDS = ["Revenue", "grew", "12%", "236.5", "U.S.", "Dr.", "No.", "1", "(inaudible)", "--", "we", "I", "café", "溫嵐", "•", "$5", "a_b",
         "said.", "Then,", "so?", "Yes!", "“quote.”", "(interpreted)", "…"]  # fmt: skip
# Nobody says a bullet alone, and on a page it is an empty line's.
SAID = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join).filter(lambda said: said.strip("• "))
RENDERED = st.lists(st.sampled_from(["營收", "成長", " 12%", "。", "溫嵐", "Skylark", "(翻譯)"]), max_size=12).map(
    "".join
)
# An original and a translation that are the same would be a heading's or an untranslated speech's; tested elsewhere.
PAIR = st.tuples(SAID, RENDERED.map(lambda text: f"譯{text.strip()}"))
LABELS = ["Marta Oyelaran - Head of Investor Relations", "Wen Lan - Chief Executive Officer", "Ines Quillan - Analyst"]
SPEECHES = st.lists(st.tuples(st.sampled_from(LABELS), st.lists(PAIR, min_size=1, max_size=4)), min_size=2, max_size=6)


@settings(max_examples=120, deadline=None)
@given(SPEECHES)
def test_what_is_parsed_is_what_was_printed(speeches: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Paragraphs come back letter for letter, in order, and every sentence is where it says."""
    transcript = parse(source_of("call.txt", page(speeches).encode()))[0]
    parsed = [(p.text, p.translation) for turn in transcript.turns for p in turn.paragraphs]
    assert parsed == [pair for _, pairs in speeches for pair in pairs]
    spoken_by = [label.partition(" - ")[0] for label, pairs in speeches for _ in pairs]
    assert [turn.speaker for turn in transcript.turns for _ in turn.paragraphs] == spoken_by
    for number, turn in enumerate(transcript.turns, start=1):
        assert turn.n == number
        assert turn.text == "\n".join(p.text for p in turn.paragraphs)
        offset = 0
        for paragraph in turn.paragraphs:
            last = offset
            for sentence in paragraph.sentences:
                assert last <= sentence.start < sentence.end <= offset + len(paragraph.text)
                assert turn.quote(sentence) == paragraph.text[sentence.start - offset : sentence.end - offset]
                assert _translation_is_inside(sentence, paragraph.translation)
                last = sentence.end
            offset += len(paragraph.text) + 1
    shown = transcript_json(transcript)
    assert [turn["text"] for turn in shown["turns"]] == [turn.text for turn in transcript.turns]


def _translation_is_inside(sentence: Sentence, translation: str | None) -> bool:
    if sentence.translation_start is None or sentence.translation_end is None:
        return sentence.translation_start is sentence.translation_end
    return 0 <= sentence.translation_start < sentence.translation_end <= len(translation or "")


@settings(max_examples=60, deadline=None)
@given(SPEECHES)
def test_reading_twice_gives_the_same(speeches: list[tuple[str, list[tuple[str, str]]]]) -> None:
    source = source_of("call.txt", page(speeches).encode())
    assert parse(source) == parse(source_of("call.txt", source.data))


@pytest.mark.parametrize(
    "said",
    ["a" + " " * 200_000 + "b", "a." + " " * 200_000 + "B", "a. " + "-" * 200_000 + "b", ") . ( " * 40_000, "a! " * 70_000,
     "(interpreted) " * 15_000, "x" * 200_000, "Turn to Bob " * 20_000, "Bob, A" + " of A" * 40_000, "We grew 12%. " * 15_000],
    ids=["spaces", "stop and spaces", "dashes", "brackets", "bangs", "notes", "one word", "names", "of", "sentences"],
)  # fmt: skip
def test_hostile_paragraphs_take_time_in_proportion(said: str) -> None:
    """Each of these would take minutes, not a moment, if any rule looked at the rest of the text for every position."""
    turn = read(said.strip(), said.strip()).turn(3)
    assert turn.text == said.strip()
    assert all(sentence.end - sentence.start <= 600 for _, _, sentence in turn.sentences())
