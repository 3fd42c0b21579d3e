"""Statementdog pages of all ages, and the copies that people keep of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.bilingual import statementdog
from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import source_of
from settings import PROJECT
from tests.writers.call import make_call
from tests.writers.statementdog import EDITOR, spoken, style, write

EXAMPLES = PROJECT / "tests" / "formats" / "examples"


def read(data: bytes, name: str = "page.txt") -> Draft:
    page = Text(source_of(name, data).text, name)
    assert statementdog.recognises(page)
    return statementdog.parse(page)[0]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("seed", range(120))
def test_what_was_written_is_read(seed: int) -> None:
    call = make_call(seed)
    name, data = write(call)
    draft = read(data, name)
    wanted = spoken(call)
    how = style(call)
    assert [turn.label for turn in draft.turns] == [said.speaker for said, _ in wanted], how
    for turn, (_, pairs) in zip(draft.turns, wanted, strict=True):
        assert [flat(text) for text, _ in turn.paragraphs] == [flat(text) for text, _ in pairs], how
        if not how.simplified:
            assert [zh for _, zh in turn.paragraphs] == [zh for _, zh in pairs], how
    if how.titles:
        assert all(
            (turn.title or "").startswith(said.title or "") for turn, (said, _) in zip(draft.turns, wanted, strict=True)
        )
    assert draft.languages == ("en", "zh-Hans" if how.simplified else "zh-Hant")
    assert (draft.ticker, draft.fiscal_year, draft.fiscal_quarter) == (
        call.ticker,
        call.fiscal_year,
        call.fiscal_quarter,
    )
    assert draft.warnings == []
    assert (EDITOR in "".join(note.text for note in draft.notes)) == bool(how.editor)


@pytest.mark.parametrize("seed", range(20))
def test_the_core_makes_a_transcript_of_it(seed: int) -> None:
    call = make_call(seed)
    (transcript,) = parse(source_of(*write(call)))
    assert [turn.speaker for turn in transcript.turns] == [said.speaker for said, _ in spoken(call)]
    assert transcript.misaligned == sum(zh is None for _, pairs in spoken(call) for _, zh in pairs)


def page(*rows: str) -> bytes:
    return "\n".join(rows).encode()


OPENING = (
    "使用警語:機器翻譯",
    "Operator",
    "Operator",
    "Over to Wen Lan.",
    "交給溫嵐。",
    "Wen Lan - CEO",
    "Wen Lan - CEO",
)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("Up 5%.", "增長5%。"), [("Up 5%.", "增長5%。")]),
        (("Up.", "Flat.", "持平。", "Down."), [("Up.", None), ("Flat.", "持平。"), ("Down.", None)]),
        (("Our chief, 溫嵐, spoke.", "溫嵐 has spoken.", "溫嵐說了。"), [("Our chief, 溫嵐, spoke.", None), ("溫嵐 has spoken.", "溫嵐說了。")]),
        (("Alex Yao, Kestrel.", "Alex Yao，Kestrel。"), [("Alex Yao, Kestrel.", "Alex Yao，Kestrel。")]),
        (("Thank you.", "Thank you.", "Thank you.", "Thank you."), [("Thank you.", "Thank you.")] * 2),
        (("Net Sales - Up Five Percent", "We like it.", "喜歡。"), [("Net Sales - Up Five Percent", None), ("We like it.", "喜歡。")]),
        (("Operating Income - Strong", "We like it.", "喜歡。"), [("Operating Income - Strong", None), ("We like it.", "喜歡。")]),
        (("Good Morning", "Good Morning", "Up.", "升。"), [("Good Morning", "Good Morning"), ("Up.", "升。")]),
        (("Up.", "升。", "財報狗", "登入"), [("Up.", "升。")]),
        (("Up.", "登入", "免費註冊"), [("Up.", None)]),
        (("Up.", "升。", "Thank you all, bye-bye", "謝謝大家", "Terms of Service"), [("Up.", "升。"), ("Thank you all, bye-bye", "謝謝大家")]),
    ],
)  # fmt: skip
def test_a_plain_copy_is_paired_by_script(rows: tuple[str, ...], wanted: list[tuple[str, str | None]]) -> None:
    assert read(page(*OPENING, *rows)).turns[-1].paragraphs == wanted


@pytest.mark.parametrize(
    ("rows", "label", "title"),
    [
        (("Operator",), "Operator", None),
        (("Operator", "操作員"), "Operator", None),
        (("Goran Peltz - Chief Financial Officer",), "Goran Peltz", "Chief Financial Officer"),
        (("Goran Peltz – CFO", "Goran Peltz - CFO"), "Goran Peltz", "CFO"),
        (("Goran Peltz\u3000-\u00a0CFO", "Goran Peltz - CFO"), "Goran Peltz", "CFO"),
        (("Wen Lan - CEO",), "Wen Lan", "CEO"),
        (("Jean-Luc Roux - VP - Asia", "Jean-Luc Roux - VP - Asia"), "Jean-Luc Roux", "VP - Asia"),
        (("溫嵐 - 執行長", "溫嵐 - 執行長"), "溫嵐", "執行長"),
        (("Ines Quillan -", "Ines Quillan -"), "Ines Quillan", None),
        (("Unidentified Participant", "Unidentified Participant"), "Unidentified Participant", None),
    ],
)
def test_headings_of_copies(rows: tuple[str, ...], label: str, title: str | None) -> None:
    before = ("One.", "一。", "Operator", "Operator", "Ines Quillan, Kestrel.", "下一位。")
    turn = read(page(*OPENING, *before, *rows, "We grew.", "成長。")).turns[-1]
    assert (turn.label, turn.title, turn.paragraphs[-1]) == (label, title, ("We grew.", "成長。"))


def test_a_questioner_whom_nobody_named_is_known_by_where_he_stands() -> None:
    draft = read(
        page(
            *OPENING,
            "One.",
            "一。",
            "Operator",
            "Operator",
            "Next, please.",
            "下一位。",
            "Ines Quillan",
            "Ines Quillan",
            "Why?",
            "為何?",
        )
    )
    assert [turn.label for turn in draft.turns] == ["Operator", "Wen Lan", "Operator", "Ines Quillan"]


def test_words_before_the_first_heading_are_speech_of_nobody() -> None:
    draft = read(page("使用警語:機器翻譯", "Good day to all.", "大家好。", *OPENING[1:], "One.", "一。"))
    assert [(turn.label, turn.flags) for turn in draft.turns][:2] == [(None, ["label_missing"]), ("Operator", [])]
    assert draft.turns[0].paragraphs == [("Good day to all.", "大家好。")]
    assert draft.warnings


def test_menus_that_name_the_parts_of_the_page_begin_nothing() -> None:
    draft = read(
        page(
            "登入",
            "內容摘要",
            "完整原文",
            "霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿",
            "內容摘要",
            "營收成長。",
            "完整原文",
            *OPENING,
            "One.",
            "一。",
        )
    )
    assert [(note.kind, note.text) for note in draft.notes] == [
        ("note", "登入\n內容摘要\n完整原文"),
        ("summary", "營收成長。"),
        ("disclaimer", "使用警語:機器翻譯"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首頁 > 美股 > 霜葉儲能 (FLSG) 2024 Q4 法說會逐字稿", ("霜葉儲能", None, "FLSG", 2024, 4)),
        ("霜葉儲能（FLSG） ２０２４ Q4 法說會逐字稿", ("霜葉儲能", None, "FLSG", 2024, 4)),
        ("霜叶储能 (NYSE:FLSG) 2024 Q4 法说会逐字稿 - 财报狗", ("霜叶储能", "NYSE", "FLSG", 2024, 4)),
        ("Frostleaf-Storage ADR (2330.TW) 2024 Q4 法說會逐字稿", ("Frostleaf-Storage", None, "2330.TW", 2024, 4)),
    ],
)
def test_titles(line: str, expected: tuple[str, str | None, str, int, int]) -> None:
    draft = read(page(line, *OPENING, "One.", "一。"))
    assert (draft.company, draft.exchange, draft.ticker, draft.fiscal_year, draft.fiscal_quarter) == expected


LINES = (EXAMPLES / "statementdog_new.txt").read_text(encoding="utf-8").split("\n")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_never_raises_and_keeps_every_line_once(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 12))):
        i = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(("drop", "double", "swap", "cut", "strip", "stray"))):
            case "drop":
                del lines[i]
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                j = data.draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            case "cut":
                lines[i] = lines[i][: len(lines[i]) // 2]
            case "strip":
                lines[i] = lines[i].strip(" •")
            case _:
                lines.insert(
                    i, data.draw(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20))
                )
        lines = lines or [""]
    text = "\n".join(lines)
    page = Text(text)
    statementdog.recognises(page)
    (draft,) = statementdog.parse(page)
    kept = "".join(t + (zh or "") for turn in draft.turns for t, zh in turn.paragraphs)
    for sentence in ("Sales came to RMB7.25 billion", "Cabinet pricing stays put", "That closes the session"):
        noted = "".join(note.text + (note.translation or "") for note in draft.notes)
        whole = kept + noted + "".join(f"{turn.label} {turn.title}" for turn in draft.turns)
        assert whole.count(sentence) <= text.count(sentence)
        if sentence in text:
            assert sentence in whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "•\n•\n•\n•\n",
        "Operator\n" * 9,
        "<html><li>",
        "<html>",
        "完整原文",
        "使用警語\n\x0c",
        "<!--",
        "• 使用警語\n" * 5,
    ],
)
def test_nothing_much_is_no_transcript(text: str) -> None:
    page = Text(text)
    statementdog.recognises(page)
    assert all(
        not turn.paragraphs for draft in statementdog.parse(page) for turn in draft.turns if turn.label != "Operator"
    )
