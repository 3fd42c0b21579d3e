"""Subtitles: cues of either syntax, whole or damaged, become the turns of a call; nothing is said twice, nothing lost."""

import html
import json
import random
import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.captions import subtitles
from ingest.formats.captions.caption_labels import person
from ingest.formats.captions.times import suspects
from ingest.formats.draft import Draft
from ingest.formats.registry import parse_source
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import read_source, source_of
from settings import PROJECT
from tests.writers import subtitles_srt, subtitles_vtt
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

FORMATS = PROJECT / "tests" / "formats"


def cue(number: int, text: str, *, start: float | None = None, seconds: float = 1.0) -> str:
    begin = float(number) if start is None else start
    return f"{number}\n{subtitles_srt.clock(begin, ',')} --> {subtitles_srt.clock(begin + seconds, ',')}\n{text}\n"


def srt(*texts: str) -> str:
    return "\n".join(cue(n, text) for n, text in enumerate(texts, start=1))


def parsed(text: str) -> Draft:
    page = Text(text)
    assert subtitles.recognises(page)
    (draft,) = subtitles.parse(page)
    return draft


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(turn.label, " ".join(text for text, _ in turn.paragraphs)) for turn in parsed(text).turns]


@pytest.mark.parametrize("name", ["subtitles_srt", "subtitles_vtt"])
def test_the_example(name: str) -> None:
    expected = json.loads((FORMATS / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    (draft,) = parse_source(read_source(FORMATS / expected["example"]))
    assert draft.format == "subtitles"
    for key in ("company", "ticker", "fiscal_year", "fiscal_quarter", "date"):
        assert getattr(draft, key) == expected[key]
    assert [
        (turn.label, turn.title, " ".join(text for text, _ in turn.paragraphs), turn.start_seconds)
        for turn in draft.turns
    ] == [(turn["speaker"], turn["title"], turn["text"], turn["start_seconds"]) for turn in expected["turns"]]


def test_written_calls_are_read_back() -> None:
    for seed in range(30):
        call = make_call(seed)
        want = [(turn.speaker, " ".join(text for text, _ in turn.paragraphs)) for turn in call.turns]
        for writer in (subtitles_srt, subtitles_vtt):
            name, content = writer.write(call)
            (draft,) = parse_source(source_of(name, content))
            got = [(turn.label, " ".join(text for text, _ in turn.paragraphs)) for turn in draft.turns]
            assert got == want, (writer.__name__, seed)
            assert_same_turns(list(call.turns), parse(source_of(name, content))[0])
        assert (draft.company, draft.fiscal_year, draft.fiscal_quarter, draft.date) == (
            call.company,
            call.fiscal_year,
            call.fiscal_quarter,
            call.date.isoformat(),
        )


ROLLING = """\
WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.310 align:start position:0%
{blank}
good<00:00:00.480><c> afternoon</c><00:00:01.000><c> everyone</c>

00:00:02.310 --> 00:00:02.320 align:start position:0%
good afternoon everyone
{blank}

00:00:02.320 --> 00:00:04.630 align:start position:0%
good afternoon everyone
and<00:00:02.600><c> welcome</c><00:00:02.900><c> to</c>

00:00:04.630 --> 00:00:04.640 align:start position:0%
and welcome to
{blank}

00:00:04.640 --> 00:00:06.630 align:start position:0%
and welcome to
our<00:00:05.600><c> call</c> &gt;&gt; thanks
"""


@pytest.mark.parametrize("blank", [" ", "", "&nbsp;"])
def test_rolling_captions_are_said_once(blank: str) -> None:
    assert turns(ROLLING.format(blank=blank)) == [
        (None, "good afternoon everyone and welcome to our call"),
        (None, "thanks"),
    ]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("We are", "We are glad", "We are glad to have", "We are glad to have you.", "So"), "We are glad to have you. So"),
        (("one two three four", "three four five six", "five six seven", "six seven eight nine"),
         "one two three four five six seven eight nine"),
        (("The the", "the plan holds.", "We grew.", "We kept cash."), "The the the plan holds. We grew. We kept cash."),
        (("Thank you.", "Thank you.", "So."), "Thank you. Thank you. So."),
        (("Orders rose by a tenth.", "Orders rose by a tenth.", "So."), "Orders rose by a tenth. So."),
    ],
)  # fmt: skip
def test_what_is_shown_again_is_told_from_what_is_said_again(texts: Sequence[str], said: str) -> None:
    assert turns(srt(*texts)) == [(None, said)]


def test_a_cue_of_the_same_time_and_text_is_one() -> None:
    assert turns(cue(1, "Yes.") + "\n" + cue(2, "Yes.", start=1.0)) == [(None, "Yes.")]


@pytest.mark.parametrize(
    ("content", "want"),
    [
        pytest.param(
            "WEBVTT\n\n1 \"Maren Tolliver\" (412481)\n00:00:00.180 --> 00:00:02.340\nGood day.\n\n"
            "2 \"Jan Vane\" (77)\n00:00:03.180 --> 00:00:04.340\nHello - there.\n",
            [("Maren Tolliver", "Good day."), ("Jan Vane", "Hello - there.")],
            id="the speaker in the cue's id",
        ),
        pytest.param(
            "WEBVTT\n\nNOTE Confidence: 0.89\nNOTE language:en-us\n\n1f2e-4/12-0\n00:00:03,1 --> 00:00:05,2\n"
            "<v Tolliver, Maren>Good day.</v>\n\n0:0:5.1 --> 0:0:7.2\n<v Vane, Jan (External)>1 &lt; 2,\n&amp;amp; so on</v>\n",
            [("Tolliver, Maren", "Good day."), ("Vane, Jan", "1 < 2, &amp; so on")],
            id="a meeting tool's names, comma decimals, short times",
        ),
        pytest.param(
            "1\n00:00:01,000 --> 00:00:02,000\nOperator: It rose to\n2026\n2\n00:00:03,000 --> 00:00:04,000\nand then\n"
            "2027\n\n00:00:05,000 --> 00:00:06,000\nin May.\n\n5\n\n00:00:07,000 --> 00:00:08,000\n\nafter a blank\n\n"
            "00: 00: 09, 000 -> 00: 00: 10,000\nspaced <b>bold</b> {\\an8}top\n",
            [("Operator", "It rose to 2026 and then 2027 in May. after a blank spaced bold top")],
            id="digits as text, missing numbers and blank lines, spaced times",
        ),
        pytest.param(
            srt("[SPEAKER_00]: Good day.", "[SPEAKER_01]: Note: no debt.", "Guidance: same. [inaudible] so", "SPEAKER_00: Bye."),
            [("SPEAKER_00", "Good day."), ("SPEAKER_01", "Note: no debt. Guidance: same. [inaudible] so"), ("SPEAKER_00", "Bye.")],
            id="a recogniser's speakers",
        ),
        pytest.param(
            srt("Maren Tolliver: Hello.", "Perry: One caveat: freight", "Perry: is tight.", "Jan van der Vane, CFO: Yes.",
                "Perry: So", "Ines Quillan (Dunmarsh & Co.): Why?"),
            [("Maren Tolliver", "Hello."), ("Perry", "One caveat: freight is tight."), ("Jan van der Vane", "Yes."),
             ("Perry", "So"), ("Ines Quillan", "Why?")],
            id="every cue labelled: one-word names, names said once",
        ),
        pytest.param(
            srt(">> WEN O'BRIEN-MCDONALD, CEO: Fuel: down.", "Cash: up. >> OPERATOR: Next.", ">> [LAUGHTER]", ">>> So.", "[ Applause ]"),
            [("Wen O'Brien-McDonald", "Fuel: down. Cash: up."), ("Operator", "Next."), (None, "So.")],
            id="capitals after the speaker mark, also within a cue",
        ),
        pytest.param(
            srt(">> Fuel: down a fifth.", ">> Maren: up.", ">> Thanks, Perry.", ">> Perry: Thanks.", ">> Maren: Sure.", ">> So."),
            [(None, "Fuel: down a fifth."), ("Maren", "up."), (None, "Thanks, Perry."), ("Perry", "Thanks."), ("Maren", "Sure."), (None, "So.")],
            id="one word after the speaker mark is a name only with support",
        ),
        pytest.param(
            srt(">> Perry: Hi.", "So.", ">> Maren: Up.", "So.", ">> Wen: So.", "It is."),
            [("Perry", "Hi. So."), ("Maren", "Up. So."), ("Wen", "So. It is.")],
            id="a name after every speaker mark",
        ),
        pytest.param(
            srt("mtolliver: Hello.", "mtolliver: We grew.", "IR desk 2: Note: no debt.", "mtolliver: And", "IR desk 2: so", "IR desk 2: on"),
            [("mtolliver", "Hello. We grew."), ("IR desk 2", "Note: no debt."), ("mtolliver", "And"), ("IR desk 2", "so on")],
            id="names as people signed in",
        ),
        pytest.param(
            srt("Any more?\n- Yes, one.", "-It rose - a lot\n- to us - by 5%.", "- as I said"),
            [(None, "Any more?"), (None, "Yes, one."), (None, "It rose - a lot"), (None, "to us - by 5%. - as I said")],
            id="a dash alone can be punctuation",
        ),
        pytest.param(
            srt("[Operator] Good day.", "- [Maren Tolliver] Thanks.\n[inaudible] we.", "- [laughs]\n[Foreign Language] grew.", "- [Man] Really?", "- Yes."),
            [("Operator", "Good day."), ("Maren Tolliver", "Thanks. [inaudible] we. [Foreign Language] grew."), ("Man", "Really?"), (None, "Yes.")],
            id="names in brackets after a dash",
        ),
        pytest.param(
            srt("Operator: Over to", "Net sales: well.", "Free Cash Flow: up, free cash and flow.", "[Operator Instructions] I turn"),
            [("Operator", "Over to Net sales: well. Free Cash Flow: up, free cash and flow. [Operator Instructions] I turn")],
            id="what looks like a label is speech",
        ),
        pytest.param(
            srt("Speaker 0: so <inaudible> we", "Speaker 0: <laugh>", "Speaker 1: mm-hmm <affirmative>."),
            [("Speaker 0", "so <inaudible> we <laugh>"), ("Speaker 1", "mm-hmm <affirmative>.")],
            id="marks in angle brackets are no markup",
        ),
        pytest.param(
            srt("The mid-size revenue of mid-", "size and the al-", "always, reve-", "nue too."),
            [(None, "The mid-size revenue of mid-size and the al- always, revenue too.")],
            id="words cut in two where the file has them whole",
        ),
        pytest.param(
            srt("主持人:大家 午 安", "主持人:我們 20 26 年", "主持人:毛利 45. 4 %。"),
            [("主持人", "大家午安我們2026年毛利45.4%。")],
            id="Chinese",
        ),
    ],
)  # fmt: skip
def test_dialects(content: str, want: list[tuple[str | None, str]]) -> None:
    assert turns(content) == want


def test_names_in_capitals_are_spelled_as_they_are_said() -> None:
    content = srt(
        ">> OPERATOR: Welcome. I give the word to Ki Bin Orlo.",
        ">> KI BIN ORLO: Thanks. With me is BingYi Vane.",
        ">> BINGYI VANE: Hello.",
        ">> JOHN MCVANE JR.: Why?",
        ">> KI BIN ORLO: Cash.",
    )
    assert [label for label, _ in turns(content)] == [
        "Operator", "Ki Bin Orlo", "BingYi Vane", "John McVane Jr.", "Ki Bin Orlo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "want"),
    [
        ("Perry (Operator)", ("Perry", "Operator", None)),
        ("Ines Quillan, Pellworm Partners, Analyst", ("Ines Quillan", "Analyst", "Pellworm Partners")),
        ("Wen Lan - Chief Executive Officer", ("Wen Lan", "Chief Executive Officer", None)),
        ("Bettina Orlo, Ph.D.", ("Bettina Orlo, Ph.D.", None, None)),
        ("Tolliver, Maren", ("Tolliver, Maren", None, None)),
        ("JEAN-LUC O'DOWD II", ("Jean-Luc O'Dowd II", None, None)),
        ("JAN VAN DER MCVANE", ("Jan van der McVane", None, None)),
        ("SPEAKER_01", ("SPEAKER_01", None, None)),
        ("CFO", ("CFO", None, None)),
        ("SPEAKER 1:", ("Speaker 1", None, None)),
    ],
)
def test_people(label: str, want: tuple[str, str | None, str | None]) -> None:
    assert person(label) == want


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("Brightmoor Ferries Q1 FY2025 call, 14 Aug 2024", ("Brightmoor Ferries", None, 2025, 1, "2024-08-14")),
        ("Q1 2025 Brightmoor Ferries Earnings Call", ("Brightmoor Ferries", None, 2025, 1, None)),
        ("Brightmoor Ferries plc (LSE: BRF) Half-Year Results 14 August 2024", ("Brightmoor Ferries plc", "BRF", None, None, "2024-08-14")),
        ("Brightmoor: Fourth Quarter 2024 Earnings Call, Feb. 3, 2025", ("Brightmoor", None, 2024, 4, "2025-02-03")),
        ("Exported by a tool 14 Aug 2024", (None, None, None, None, "2024-08-14")),
        ("This file was made by a tool", (None, None, None, None, None)),
    ],
)  # fmt: skip
def test_titles(title: str, want: tuple[str | None, str | None, int | None, int | None, str | None]) -> None:
    draft = parsed(f"WEBVTT - {title}\n\n00:01.000 --> 00:02.000\nGood day.\n")
    assert (draft.company, draft.ticker, draft.fiscal_year, draft.fiscal_quarter, draft.date) == want


def test_notes_and_sounds_are_kept_apart() -> None:
    draft = parsed("WEBVTT\n\nNOTE by a tool\nSpeaker: comment\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\n"
                   "Operator: Hi.\n\nNOTE more\n\n00:02.000 --> 00:03.000\n♪ (music) ♪\n")  # fmt: skip
    assert [(note.kind, note.text) for note in draft.notes] == [
        ("note", "by a tool\nSpeaker: comment\nmore\n♪ (music) ♪")
    ]
    assert [turn.label for turn in draft.turns] == ["Operator"]


def test_words_in_brackets_that_only_hold_a_sound_are_speech() -> None:
    assert turns(
        srt("Operator: It is", "[engineering]", "(during the pause-free run)", "[ringing]", "[laughs] [Applause]")
    ) == [("Operator", "It is [engineering] (during the pause-free run)")]


def test_a_file_without_speakers_says_so() -> None:
    assert "names no speakers" in parsed(srt("Good day.", "And bye.")).warnings[0]
    assert not parsed(srt("Operator: Good day.")).warnings


def test_a_whole_call_without_full_stops_is_not_one_paragraph() -> None:
    draft = parsed(srt(*(f"words and words of number {n} without an end" for n in range(200))))
    assert max(len(text) for text, _ in draft.turns[0].paragraphs) < 1_000


def test_times_that_run_against_the_others() -> None:
    assert suspects([1.0, 32_400.0, 3.0, 9.0, 2.0, 8.9, 10.0]) == {1, 4}
    assert suspects([]) == set()
    starts = [(1, 1.0), (2, 32_400.0), (3, 3.0), (4, 9.0)]
    draft = parsed("\n".join(cue(n, f"Speaker {n % 2}: one {n}.", start=start) for n, start in starts))
    assert [(turn.start_seconds, turn.flags) for turn in draft.turns] == [
        (1.0, []), (None, ["timestamp_suspect"]), (3.0, []), (9.0, []),
    ]  # fmt: skip


def test_long_files_are_read_quickly() -> None:
    blocks = [cue(n, f"Speaker {n // 40 % 7}: words of cue {n}, and some more of them") for n in range(1, 10_001)]
    began = time.perf_counter()
    draft = parsed("\n".join(blocks))
    assert len(draft.turns) == 251
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize(
    "content",
    [
        "1\n00:00:01,000 --> 00:00:02,000\n" + "x" * 2_000_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + "<c" * 200_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + ">> " * 100_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + "[" * 200_000 + ":" * 1_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + "7\n" * 50_000,
        "1\n00:00:01,000 --> 00:00:02,000" + " a:a" * 100_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + "- a.\n" * 20_000,
        "WEBVTT\n" + "NOTE\n\n" * 50_000 + "00:01.000 --> 00:02.000\nhi",
        "1\n00:00:01,000 --> 00:00:02,000\n" + "[♪ " * 100_000,
        "WEBVTT " + "2020 " * 50_000 + "\n\n00:01.000 --> 00:02.000\nhi",
    ],
    ids=["long line", "tags", "marks", "brackets", "digits", "settings", "dashes", "notes", "notes of music", "title"],
)
def test_hostile_files_are_read_quickly(content: str) -> None:
    began = time.perf_counter()
    subtitles.parse(Text(content))
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize(
    "content",
    [
        "Operator: Good day.\n\nWen Lan: An arrow --> is no time.\n",
        "<!-- a comment -->\n<p>1</p>\n",
        "[12.340 --> 15.200] words\n",
        '{"WEBVTT": "1 --> 2"}',
        "WEBVTT is a format.\n",
    ],
)
def test_other_files_are_left_to_others(content: str) -> None:
    assert not subtitles.recognises(Text(content))


def mutations(name: str) -> st.SearchStrategy[str]:
    lines = (FORMATS / "examples" / name).read_text(encoding="utf-8-sig").split("\n")

    def mutated(seed: int) -> str:
        rng = random.Random(seed)
        out = list(lines)
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(out))
            what = rng.randrange(5)
            if what == 0 and len(out) > 1:
                del out[at]
            elif what == 1:
                out.insert(at, rng.choice(lines))
            elif what == 2:
                out[at] = out[at][: rng.randint(0, len(out[at]))]
            elif what == 3:
                other = rng.randrange(len(out))
                out[at], out[other] = out[other], out[at]
            else:
                out[at] += rng.choice(("<v", "&#x", ">>", "\x85", "\u202e", "-->", ":", "{\\", "\t", "<v >", "- "))
        return "\n".join(out)[: rng.randint(1, 5_000)]

    return st.integers(min_value=0).map(mutated)


@settings(max_examples=300, deadline=None)
@given(st.one_of(mutations("subtitles.srt"), mutations("subtitles.vtt")))
def test_damaged_files_never_raise_and_invent_no_words(content: str) -> None:
    page = Text(content)
    subtitles.recognises(page)
    (draft,) = subtitles.parse(page)
    known = set(re.findall(r"\w+", html.unescape(content)))
    for turn in draft.turns:
        assert turn.paragraphs
        for word in re.findall(r"\w+", " ".join(text for text, _ in turn.paragraphs)):
            assert word in known or any(word[:i] in known and word[i:] in known for i in range(1, len(word)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_under_a_time_is_taken(text: str) -> None:
    subtitles.parse(Text(f"1\n00:00:01,000 --> 00:00:02,000\n{text}"))
    subtitles.parse(Text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}"))
