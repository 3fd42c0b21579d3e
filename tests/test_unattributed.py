"""The last resort takes the words of a call that name no speaker, says so, and takes nothing else."""

import pytest

from errors import SourceError, SourceNotTranscript
from ingest.formats.captions import asr
from ingest.formats.registry import parse_source
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import source_of
from settings import PROJECT
from tests.writers.call import make_call

ENGLISH = (
    "Good morning, and welcome to the Tamsin Glassworks second quarter call.\n"
    "Revenue rose 5 percent to 88 million dollars, and gross margin was 14.6 percent.\n"
    "Thank you for your patience, and we keep our full year outlook.\n"
    "Our first question comes from the line of Dunmarsh.\n"
    "I would say it is flat, and you will see that in the third quarter.\n"
)
CHINESE = (
    "各位投資人午安，歡迎參加本公司法說會。本季營收成長百分之十二，毛利率為14.6%。\n"
    "我們維持全年展望不變，謝謝各位。接下來請投資人提問。請問下一季的毛利率如何？\n"
)
PRESS = (
    "Tamsin Glassworks reports second quarter results\n\nRevenue rose 5 percent to $88 million. Gross margin was 14.6 percent, compared with 13 percent a year "
    'before. Net income came to $4 million. The company keeps its outlook for the fiscal year. "Customers ordered more lamps than ever," said the chief executive.\n'
)


@pytest.mark.parametrize(
    ("text", "languages"), [(ENGLISH, ("en",)), (CHINESE, ("zh-Hant",)), (ENGLISH.replace("\n", " "), ("en",))]
)
def test_a_call_without_speakers_is_one_turn_and_the_user_is_told(text: str, languages: tuple[str, ...]) -> None:
    (found,) = parse(source_of("call.txt", text.encode()))
    (turn,) = found.turns
    assert (turn.speaker, turn.flags) == (None, ("unattributed",))
    assert turn.text.split() == text.split()
    assert found.call.languages == languages
    (warning,) = found.warnings
    assert "call.txt" in warning and "`Name:`" in warning


def test_what_call_it_is_is_read_from_its_first_lines() -> None:
    (draft,) = parse_source(
        source_of("x.txt", ("Tamsin Glassworks (TMSN) Q2 2025 Earnings Call\nMay 8, 2025\n\n" + ENGLISH).encode())
    )
    assert (draft.company, draft.ticker, draft.fiscal_year, draft.fiscal_quarter, draft.date) == (
        "Tamsin Glassworks",
        "TMSN",
        2025,
        2,
        "2025-05-08",
    )
    assert draft.turns[0].paragraphs[0][0].startswith("Good morning")


@pytest.mark.parametrize("seed", range(10))
def test_the_words_of_whole_calls_are_taken(seed: int) -> None:
    call = make_call(seed)
    text = "\n".join(english for said in call.turns for english, _ in said.paragraphs)
    (found,) = parse(source_of("call.txt", text.encode()))
    assert found.turns[0].text.split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "A shopping list: milk, bread.\n",
        "milk\nbread\neggs\n" * 40,
        "Operator\n\nHello.\n\nOperator\n\nBye.\n\nOperator\n\nGone.\n",
        "Note: this is prose.\n\nRevenue -- up.\nMargin -- down.\nCash -- flat.\n",
        "使用警語:只有警語\n\n  • 一\n\n  • 二\n\n  • 三\n\n  • 四\n",
        "完整原文\n\n沒有項目\n",
        "# A read-me\n\n- one\n- two\n- three\n",
        '{"transcript": []}',
        "Ingredients: flour, water\nMethod: mix them well and wait for an hour.\nServes: four people\nPrep time: 10 minutes\n",
        PRESS,
        PRESS * 10,
        "The cat sat on the mat, and then it slept for a very long time. " * 50,
        "Thank you for your question. Welcome to the club, and let me say that we are happy to have you here. " * 20,
        "From: a@example.com\nTo: b@example.com\nSubject: the quarter\n\nThank you for your mail.\n",
        "<html><body><nav>Home</nav><table><tr><td>1</td><td>2</td></tr></table></body></html>",
        "date,revenue,margin\n2025-01-01,88,14.6\n" * 50,
        "{\\rtf1\\ansi " + ENGLISH.replace("\n", "\\par ") + "}",
    ],
)
def test_what_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(source_of("notes.txt", text.encode()))
    assert caught.value.hint


@pytest.mark.parametrize(
    "name", ["README.md", "ingest/parse.py", "pyproject.toml", "tests/test_unattributed.py", "prompts/answer.md"]
)
def test_this_projects_own_files_are_no_calls(name: str) -> None:
    with pytest.raises(SourceNotTranscript):
        parse(source_of(name, (PROJECT / name).read_bytes()))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("大家 午 安", "大家午安"),
        ("20 26 年 第 一 季", "2026年第一季"),
        ("毛 利 率 45. 4 % ， 謝 謝", "毛利率45.4%，謝謝"),
        ("AI 伺 服 器 的 營 收 12 %", "AI 伺服器的營收12%"),
        ("1, 2 64 億 元", "1,264億元"),
    ],
)
def test_tokens_of_recognised_mandarin_are_joined(tokens: str, text: str) -> None:
    assert asr.joined(tokens) == text


def test_recognised_speech_is_one_turn() -> None:
    lines = "[0.000 --> 3.200] 大家 午 安\n[3.200 --> 6.100] 20 26 年 第 一 季 法 說 會\n[12.340 --> 15.200] 毛 利 率 45. 4 %\n"
    (draft,) = parse_source(source_of("asr.txt", lines.encode()))
    (turn,) = draft.turns
    assert (draft.format, draft.languages, turn.label, turn.flags, turn.start_seconds) == (
        "asr",
        ("zh-Hant",),
        None,
        ["unattributed"],
        0.0,
    )
    assert turn.paragraphs == [("大家午安", None), ("2026年第一季法說會", None), ("毛利率45.4%", None)]
    assert draft.warnings


def test_segments_of_one_sentence_are_joined() -> None:
    lines = "[00:00:01.000 --> 00:00:03.000]  Good day and welcome\n[00:00:03.000 --> 00:00:06.000]  to the call.\n[00:00:06.000 --> 00:00:09.000]  Thank you.\n"
    (draft,) = asr.parse(Text(lines))
    assert draft.turns[0].paragraphs == [("Good day and welcome to the call.", None), ("Thank you.", None)]
    assert draft.turns[0].start_seconds == 1


def test_segments_with_speakers_are_turns() -> None:
    said = ("00: Welcome to the call.", "00: Over to you.", "01: Thank you all.", "00: Good bye.")
    lines = "".join(
        f"[00:00:{3 * n:02}.000 --> 00:00:{3 * n + 3:02}.000] [SPEAKER_{text[:2]}]{text[2:]}\n"
        for n, text in enumerate(said)
    )
    (draft,) = asr.parse(Text(lines))
    assert [(turn.label, turn.start_seconds, len(turn.paragraphs)) for turn in draft.turns] == [
        ("SPEAKER_00", 0, 2), ("SPEAKER_01", 6, 1), ("SPEAKER_00", 9, 1),
    ]  # fmt: skip
