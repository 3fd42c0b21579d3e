"""Taiwanese timestamped pages: twins are one paragraph in two languages, the memo is no speech."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.captions import taiwan_timestamped
from ingest.formats.draft import Draft
from ingest.formats.registry import parse_source
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Section
from settings import PROJECT
from tests.writers import taiwan_timestamped as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

FORMATS = PROJECT / "tests" / "formats"
EXAMPLE = FORMATS / "examples" / "taiwan_timestamped.txt"

PAGE = """\
# 青梭光電_20260318
**這份檔案由示範網站製作。**

**警語:此 Memo 和逐字稿為 AI 生成,請以原始音檔為準。**

## Memo

### Q&A
- 公司預期營收成長三成。 [(00:00:20) Yen Po-wei]

## Transcript

### Presentation

**Jonas Lin - Qingsuo, Investor Relation**
(00:00:00) Welcome to our call, and thank you for coming.
(00:00:00) 歡迎參加我們的法說會,謝謝大家。

### Q&A

**Yen Po-wei - Qingsuo Co., Ltd., Finance**
(00:00:09) Sales rose 5.2%, as we had planned.
(00:00:09) 營收成長 5.2%。
"""


def parsed(text: str) -> Draft:
    page = Text(text)
    assert taiwan_timestamped.recognises(page)
    (draft,) = taiwan_timestamped.parse(page)
    return draft


def turns(
    draft: Draft,
) -> list[tuple[str | None, str | None, str | None, Section | None, list[tuple[str, str | None]]]]:
    return [(turn.label, turn.title, turn.firm, turn.section, turn.paragraphs) for turn in draft.turns]


WANTED = [
    ("Jonas Lin", "Investor Relation", "Qingsuo", Section.PREPARED,
     [("Welcome to our call, and thank you for coming.", "歡迎參加我們的法說會,謝謝大家。")]),
    ("Yen Po-wei", "Finance", "Qingsuo Co., Ltd.", Section.QA,
     [("Sales rose 5.2%, as we had planned.", "營收成長 5.2%。")]),
]  # fmt: skip


def test_the_example() -> None:
    expected = json.loads((FORMATS / "expected" / "taiwan_timestamped.json").read_text(encoding="utf-8"))
    (draft,) = parse_source(read_source(EXAMPLE))
    for key in ("company", "ticker", "fiscal_year", "fiscal_quarter", "date"):
        assert getattr(draft, key) == expected[key]
    assert list(draft.languages) == expected["languages"]
    for turn, want in zip(draft.turns, expected["turns"], strict=True):
        assert (turn.label, turn.title, turn.firm) == (want["speaker"], want["title"], want["firm"])
        assert (turn.section, turn.start_seconds) == (want["section"], want["start_seconds"])
        assert "\n".join(text for text, _ in turn.paragraphs) == want["text"]
        assert "\n".join(twin for _, twin in turn.paragraphs if twin) == want["translation"]
    assert [note.kind for note in draft.notes] == ["note", "disclaimer", "summary"]


def test_written_calls_are_read_back() -> None:
    for seed in range(30):
        call = make_call(seed)
        kept = writer.twins(call)
        name, content = writer.write(call)
        (draft,) = parse_source(source_of(name, content))
        assert_same_turns(list(call.turns), parse(source_of(name, content))[0])
        assert (draft.company, draft.date) == (call.company_zh, call.date.isoformat())
        assert turns(draft) == [
            (
                turn.speaker,
                turn.title,
                turn.firm or (call.company if turn.title else None),
                turn.section,
                [
                    (english, chinese if (t, p) in kept else None)
                    for p, (english, chinese) in enumerate(turn.paragraphs)
                ],
            )
            for t, turn in enumerate(call.turns)
        ]


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        PAGE.replace("**J", "J").replace("tion**", "tion").replace("**Y", "Y").replace("Finance**", "Finance"),
        PAGE.replace("#", ""),
        PAGE.replace("(00:", "(").replace("00) W", "00) W"),
        PAGE.replace("(", "（").replace(")", "）"),
        PAGE.replace(") ", ")"),
        PAGE.replace("and thank", "and\nthank"),
        PAGE.replace("(00:00:00) 歡迎", "歡迎"),
        PAGE.replace(" - Qing", " — Qing"),
        PAGE.replace("\n(", "\n\n("),
        PAGE.replace("### Q&A\n\n", "## 問答\n\n"),
        PAGE.replace("## Transcript\n", ""),
    ],
    ids=["whole", "no bold", "no marks", "no hours", "full width", "no space", "wrapped", "twin lost its time", "long dash", "blank lines", "Chinese heading", "no transcript heading"],
)  # fmt: skip
def test_damaged_copies_give_the_same_speech(content: str) -> None:
    assert turns(parsed(content)) == WANTED


def test_the_pair_printed_the_other_way_round_falls_into_place() -> None:
    extra = "(00:00:20) 毛利率指引為 AI server 的 41%。\n(00:00:20) Gross margin is guided at 41% for AI servers.\n"
    assert parsed(PAGE + extra).turns[1].paragraphs[1] == (
        "Gross margin is guided at 41% for AI servers.",
        "毛利率指引為 AI server 的 41%。",
    )
    chinese_first = "## Transcript\n**Yen Po-wei**\n" + extra * 2
    draft = parsed(chinese_first)
    assert draft.languages == ("zh-Hant", "en")
    assert draft.turns[0].paragraphs[0][0].startswith("毛利率")


@pytest.mark.parametrize(
    ("segments", "want"),
    [
        ("(00:00:20) OK.\n(00:00:20) OK.\n", [("OK.", "OK.")]),
        ("(00:00:20) OK.\n(00:00:20) OK。\n", [("OK.", "OK。")]),
        ("(00:00:20) We will see.\n(00:00:21) So far.\n", [("We will see.", None), ("So far.", None)]),
        ("(00:00:20) It is as we said before.\n(00:00:20) 如前所述。\n(00:00:20) And that is all there is.\n",
         [("It is as we said before.", "如前所述。"), ("And that is all there is.", None)]),
        ("(00:00:20) It is as we said before.\n(00:00:20) It is as we said before.\n", [("It is as we said before.", None)]),
    ],
)  # fmt: skip
def test_twins(segments: str, want: list[tuple[str, str | None]]) -> None:
    turn = parsed(PAGE + segments).turns[-1]
    assert turn.paragraphs[1:] == want
    assert ("translation_echo_removed" in turn.flags) == (segments.count("It is as we said before.") == 2)


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("# 青梭光電_20260318", ("青梭光電", None, "2026-03-18")),
        ("# 2330 青梭光電_20260318", ("青梭光電", "2330", "2026-03-18")),
        ("青梭光電(6789)_2026-03-18", ("青梭光電", "6789", "2026-03-18")),
        ("# 青梭光電_20260318_法說會", ("青梭光電", None, "2026-03-18")),
        ("# Qingsuo Optics_20260318", ("Qingsuo Optics", None, "2026-03-18")),
        ("# 青梭光電_20261318", ("青梭光電", None, None)),
    ],
)
def test_titles(line: str, want: tuple[str, str | None, str | None]) -> None:
    draft = parsed(PAGE.replace("# 青梭光電_20260318", line))
    assert (draft.company, draft.ticker, draft.date) == want


def test_what_follows_the_transcript_is_no_speech() -> None:
    draft = parsed(PAGE + "\n## 免責聲明\n本頁僅供參考。\n")
    assert turns(draft) == WANTED
    assert any("本頁僅供參考" in note.text for note in draft.notes)


def test_a_speaker_whose_line_lost_its_time_still_speaks() -> None:
    text = PAGE.replace("(00:00:09) ", "")
    assert turns(parsed(text)) == WANTED
    assert [turn.start_seconds for turn in parsed(text).turns] == [0.0, None]


def test_a_wrapped_line_that_begins_as_a_heading_is_speech() -> None:
    text = PAGE.replace("as we had planned.", "and the\nQ&A will come\nafter the\npresentation by us.")
    assert turns(parsed(text))[1][4] == [
        ("Sales rose 5.2%, and the Q&A will come after the presentation by us.", "營收成長 5.2%。")
    ]


def test_a_time_that_jumps_back_is_dropped() -> None:
    text = PAGE + "**Jonas Lin - Qingsuo, Investor Relation**\n(00:01:00) One more.\n\n**Yen Po-wei**\n(00:00:01) No.\n"
    draft = parsed(text)
    assert [(turn.start_seconds, turn.flags) for turn in draft.turns[2:]] == [(60.0, []), (None, ["timestamp_suspect"])]


@pytest.mark.parametrize(
    "content",
    [
        "Operator: (00:00:01) Good day.\n[00:00:05] Wen Lan: Hello.\n",
        "(00:00:00) Good day.\n(00:00:09) 大家好。\n",
        "## Transcript\n\n(00:00:00) Good day.\n(00:00:04) Hello.\n",
    ],
)
def test_other_files_are_left_to_others(content: str) -> None:
    assert not taiwan_timestamped.recognises(Text(content))


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0))
def test_damaged_files_never_raise_and_keep_every_line(seed: int) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n")
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 8)):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(4):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines[at] = lines[at][: rng.randint(0, len(lines[at]))]
    page = Text("\n".join(lines))
    taiwan_timestamped.recognises(page)
    (draft,) = taiwan_timestamped.parse(page)
    kept = "".join(
        [note.text for note in draft.notes]
        + [f"{text}{twin or ''}" for turn in draft.turns for text, twin in turn.paragraphs]
    )
    for wanted in ("We will see.", "(clears throat)", "毛利率指引為"):
        if any(line.endswith(wanted) and line.startswith("(0") for line in lines):
            assert wanted in kept


def test_hostile_files_are_read_quickly() -> None:
    began = time.perf_counter()
    for content in (
        "(" * 500_000,
        "**" * 300_000,
        "(00:00:00) " + "中 a" * 200_000,
        PAGE + "(00:00:09) a\n" * 50_000,
        PAGE + "so on\n" * 100_000,
        "so on\n" * 100_000 + PAGE,
        "#" + " " * 300_000 + "x",
        "**" + " " * 300_000 + "x",
        "# " + "_" * 300_000,
    ):
        page = Text(content)
        taiwan_timestamped.recognises(page)
        taiwan_timestamped.parse(page)
    assert time.perf_counter() - began < 10
