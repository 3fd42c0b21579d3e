"""Interleaved English - Simplified Chinese: pairs, echoes, and the page inside them."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.bilingual import interleaved
from ingest.formats.bilingual.bilingual import is_east_asian, language_of, without_echo
from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import source_of
from settings import PROJECT
from tests.writers.call import make_call
from tests.writers.interleaved import GLOSSARY, KPI, expected, newest, write

EXAMPLES = PROJECT / "tests" / "formats" / "examples"


@pytest.mark.parametrize("seed", range(60))
def test_what_was_written_is_read(seed: int) -> None:
    call = make_call(seed)
    (transcript,) = parse(source_of(*write(call)))
    wanted = expected(call)
    assert [turn.speaker for turn in transcript.turns] == [said.speaker for said, _ in wanted]
    for turn, (said, paragraphs) in zip(transcript.turns, wanted, strict=True):
        assert [p.text for p in turn.paragraphs] == [text for text, _, _ in paragraphs]
        assert [p.translation for p in turn.paragraphs] == [zh for _, zh, _ in paragraphs]
        assert ("translation_echo_removed" in turn.flags) == any(zh and echoed for _, zh, echoed in paragraphs)
        assert ("translation_missing" in turn.flags) == any(zh is None for _, zh, _ in paragraphs)
        if not newest(call):
            assert turn.section is said.section
    about = transcript.call
    assert (about.company, about.ticker, about.date) == (call.company, call.ticker, call.date.isoformat())
    assert (about.fiscal_year, about.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert (about.languages, about.translation_kind) == (("en", "zh-Hans"), "machine")
    notes = "\n".join(note.text for note in transcript.not_speech)
    assert "backend: example" in notes.lower()
    assert all((line in notes) == newest(call) for line in (KPI, GLOSSARY))


@pytest.mark.parametrize(
    ("original", "translation", "kept", "cut"),
    [
        ("Hello there.", "你好。", "你好。", False),
        ("Hello there.", "你好。  \nHello there.", "你好。", True),
        ("Hello there.", "你好。\n\nHello there. ━━", "你好。", True),
        ("Hello there.", "你好。原文：Hello there.", "你好。", True),
        ("Hello there.", "你好。\n\n（原文）：\nHello there.", "你好。", True),
        ("Hello there.", "你好。Hello there.", "你好。", True),
        ("Hello there.", "你好。 hello there", "你好。", True),
        ("Hello there.", "Hello there.\n你好。", "你好。", True),
        ("Hello there.", "Hello there.", None, False),
        ("Hello there.", "", None, False),
        ("Hello there.", None, None, False),
        ("Hello there.", "**", None, False),
        ("AI", "我们谈AI", "我们谈AI", False),
        ("Anders Vik", "发言人 Anders Vik", "发言人 Anders Vik", False),
        (
            "We sold 40 lamps in all of May.",
            "五月共售出40盏灯。We sold 40 lamps in",
            "五月共售出40盏灯。We sold 40 lamps in",
            False,
        ),
        ("We sold 40 lamps in all of May.", "五月共售出40盏灯。\nWe sold 40 lamps in", "五月共售出40盏灯。", True),
        (
            "We sold 40 lamps in all of May.",
            "We sold 40 lamps in all of May. 五月共售出40盏灯。",
            "五月共售出40盏灯。",
            True,
        ),
        ("Up 5%.", "他说：“原文：增长”。", "他说：“原文：增长”。", False),
        ("OK.", "好的。\nOK。", "好的。", True),
    ],
)
def test_echoes(original: str, translation: str | None, kept: str | None, cut: bool) -> None:
    assert without_echo(original, translation) == (kept, cut)


@pytest.mark.parametrize(
    ("text", "language"),
    [("物流成本仍然偏高，谢谢您的问题", "zh-Hans"), ("物流成本仍然偏高，謝謝您的問題", "zh-Hant"), ("감사합니다", "ko"), ("ありがとうございます", "ja"), ("中文", "zh-Hans"), ("", "zh-Hans")],
)  # fmt: skip
def test_languages(text: str, language: str) -> None:
    assert language_of([text, None], otherwise="zh-Hans") == language


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("Our chief, 溫嵐, spoke.", False), ("請 Jory Pell 發言。", True), ("", False), ("2025", False)],
)
def test_a_name_does_not_change_a_lines_language(line: str, wanted: bool) -> None:
    assert is_east_asian(line) is wanted


def read(body: str) -> Draft:
    page = Text(body)
    assert interleaved.recognises(page)
    return interleaved.parse(page)[0]


PAGE = """\
Company: Luminvale (流光谷)
Quarter: Q1 2026
======================================================================

  [ 1] [EN] Full Conference Call Transcript
       [中] 完整记录

"""


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("  [ 2] [EN] Anders Vik:Hello to all here.\n  [中] 维克：大家好。\n  [ 3] [EN] Bettina Orlo:Up.\n  [中] 升。\n",
         [("Hello to all here.", "大家好。"), ("Up.", "升。")]),
        ("[2] [EN] Anders Vik:Hello to all here.\n[中] 大家好：开始。\n[3] [EN] Bettina Orlo:Up.\n[4] [EN] And down.\n[中] 降。\n",
         [("Hello to all here.", "大家好：开始。"), ("Up.", None), ("And down.", "降。")]),
        ("[EN] Anders Vik:Hello to all\n   here today.\n[中] **安德斯**：大家\n\n好。\n[EN] Bettina Orlo:Up.\n[中] \n",
         [("Hello to all here today.", "大家 好。"), ("Up.", None)]),
        ("[EN] Anders Vik:Hello to all here.\n[中] Anders Vik：大家好。\n\n原文：\nHello to all here.\n[EN] Bettina Orlo:Up.\n[中] 奥洛：升。  \nBettina Orlo:Up.\n",
         [("Hello to all here.", "大家好。"), ("Up.", "升。")]),
    ],
)  # fmt: skip
def test_blocks(body: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [pair for turn in read(PAGE + body).turns for pair in turn.paragraphs] == wanted


def test_words_in_one_pair_with_their_heading() -> None:
    pairs = [
        {"en": "Prepared Remarks:", "zh": "发言："},
        {"en": "Operator\nHello from us.", "zh": "接线员\n大家好。"},
        {"en": "Anders Vik--Head of Investor Relations\nThank you all.", "zh": "谢谢大家。"},
        {"en": "Bettina Orlo--Chief Financial Officer", "zh": "奥洛——财务官"},
        {"en": "Up.", "zh": "升。"},
    ]
    draft = read(json.dumps({"meta": {}, "pairs": pairs}, ensure_ascii=False))
    assert [(turn.label, turn.paragraphs) for turn in draft.turns] == [
        ("Operator", [("Hello from us.", "大家好。")]),
        ("Anders Vik", [("Thank you all.", "谢谢大家。")]),
        ("Bettina Orlo", [("Up.", "升。")]),
    ]


def test_names_in_chinese_are_kept_where_the_list_gives_them() -> None:
    body = (
        "  ━━ Call participants ━━\n  ━━ 参会人员\n\n  👤 Chief Financial Officer — Bettina Orlo\n     首席财务官 — 贝蒂娜·奥洛（Bettina Orlo）\n"
        "  👤 Chief Executive Officer — Anders Vik\n     首席执行官 — Anders Vik\n"
        + PAGE.split("===\n")[-1]
        + "[EN] Anders Vik:Hello to all.\n[中] 大家好。\n[EN] Bettina Orlo:Up.\n[中] 升。\n"
    )
    assert [(p.name, p.also_called) for p in read(body).participants] == [
        ("Bettina Orlo", ("贝蒂娜·奥洛",)),
        ("Anders Vik", ()),
    ]


def test_traditional_is_told_by_its_characters() -> None:
    draft = read(
        PAGE + "[EN] Anders Vik:Hello to all.\n[中] 謝謝大家，這是業績會議。\n[EN] Bettina Orlo:Up.\n[中] 營收增長。\n"
    )
    assert draft.languages == ("en", "zh-Hant")


def test_a_file_that_breaks_off_gives_its_whole_pairs() -> None:
    text = (EXAMPLES / "interleaved_pairs.json").read_text(encoding="utf-8")
    (draft,) = interleaved.parse(Text(text[: text.index("Why no script") + 40]))
    assert [turn.label for turn in draft.turns] == ["Operator", "Anders Vik", "Operator"]
    assert (draft.company, draft.fiscal_year, draft.fiscal_quarter) == ("Luminvale", 2024, 3)
    assert draft.warnings


@pytest.mark.parametrize(
    "text",
    [
        '{"pairs": [{"en": 1, "zh": null}, 3, {"en": {"zh": 2}}]}',
        '{"en": "a", "zh": "b"}',
        '[{"en": "Up.", "zh": "升。"}]',
        '{"pairs": [{"en": "\\ud800:", "zh": "x"}]}',
        "[" * 5_000 + '{"en": "a", "zh": ',
        "[EN]\n[EN]\n[中]\n",
        "[中] 一\n[EN] [EN] [中]\n[EN] [EN] [EN]\n[EN] [EN]",
        "━━ A ━━\n━━ B\n[EN] a\n[中]\n[EN] b",
    ],
)
def test_strange_files_are_refused_without_an_error(text: str) -> None:
    page = Text(text)
    interleaved.recognises(page)
    assert all(not draft.turns or draft.turns[0].paragraphs for draft in interleaved.parse(page))


LINES = (EXAMPLES / "interleaved_en_zhhans.txt").read_text(encoding="utf-8").split("\n")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_never_raises_and_invents_nothing(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 12))):
        i = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(("drop", "double", "swap", "cut", "stray"))):
            case "drop":
                del lines[i]
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                j = data.draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            case "cut":
                lines[i] = lines[i][: len(lines[i]) // 2]
            case _:
                lines.insert(
                    i, data.draw(st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20))
                )
        lines = lines or [""]
    text = "\n".join(lines)
    for draft in interleaved.parse(Text(text)):
        said = [word for turn in draft.turns for original, _ in turn.paragraphs for word in original.split()]
        assert all(said.count(word) <= text.count(word) for word in said)
        translated = "".join(zh or "" for turn in draft.turns for _, zh in turn.paragraphs)
        assert all(count <= text.count(sign) for sign, count in Counter(translated).items() if sign > "\u2e7f")
