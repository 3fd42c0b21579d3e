"""Rev's token files: columns by name, punctuation attached, speakers by number and by the table beside the file."""

import json
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourceNotTranscript
from ingest.formats.captions import rev_tokens
from ingest.formats.draft import Draft
from ingest.formats.registry import parse_source
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import read_source, source_of
from settings import PROJECT
from tests.writers import rev_tokens as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

FORMATS = PROJECT / "tests" / "formats"
HEADER = "token|speaker|ts|endTs|punctuation|prepunctuation|case|tags"


def parsed(text: str, companion: str | None = None, name: str = "9900001.nlp") -> Draft:
    page = Text(text, name, companion)
    assert rev_tokens.recognises(page)
    (draft,) = rev_tokens.parse(page)
    return draft


def turns(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.label, "\n".join(text for text, _ in turn.paragraphs)) for turn in draft.turns]


@pytest.mark.parametrize("name", ["rev_tokens", "rev_tokens_aligned"])
def test_the_example(name: str) -> None:
    expected = json.loads((FORMATS / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    source = read_source(FORMATS / expected["example"])
    if "companion" in expected:
        table = (FORMATS / expected["companion"]).read_text(encoding="utf-8")
        source = replace(source, name=expected["filename_hint"], companion=table)
    (draft,) = parse_source(source)
    assert draft.format == "rev_tokens"
    assert turns(draft) == [(turn["speaker"], turn["text"]) for turn in expected["turns"]]
    assert [turn.start_seconds for turn in draft.turns] == [turn.get("start_seconds") for turn in expected["turns"]]
    assert [turn.flags for turn in draft.turns] == [
        [flag for flag in turn["flags"] if flag == "timestamp_suspect"] for turn in expected["turns"]
    ]


def test_written_calls_are_read_back() -> None:
    for seed in range(30):
        call = make_call(seed)
        want = [" ".join(text for text, _ in turn.paragraphs) for turn in call.turns]
        source = source_of(*writer.write(call))
        named = replace(source, companion=writer.speakers(call))
        assert_same_turns(list(call.turns), parse(named)[0])
        (draft,) = parse_source(named)
        assert turns(draft) == list(zip((turn.speaker for turn in call.turns), want, strict=True)), seed
        assert not draft.warnings
        (unnamed,) = parse_source(source)
        assert turns(unnamed) == [
            (f"Speaker {writer.numbers(call)[turn.speaker]}", text) for turn, text in zip(call.turns, want, strict=True)
        ]
        assert unnamed.warnings


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        (["Good|0|||||UC|[]", "day|0|||.||LC|[]"], [("Speaker 0", "Good day.")]),
        (["so|0|||.|(|LC|[]", "|0|||?||LC|[]", "now|0|||||LC|[]"], [("Speaker 0", "(so.? now")]),
        (["|0|||…||LC|[]", "now|0|||||LC|[]"], [("Speaker 0", "… now")]),
        (["*|0|||||LC|[]", "1|0|||.||CA|[]", "'|0|||||LC|[]", "19|0|||||CA|[]"], [("Speaker 0", "* 1. ' 19")]),
        (["<laugh>|1|||,||LC|[]", "<unk>|1|||||LC|[]", "<crosstalk>|2|||||LC|[]"], [("Speaker 1", "<laugh>, <unk>"), ("Speaker 2", "<crosstalk>")]),
        (["a|1|||||LC|[]", "b||||||LC|[]", "c|3|||||LC|[]"], [("Speaker 1", "a b"), ("Speaker 3", "c")]),
        (["a||||||LC|[]"], [(None, "a")]),
        (["a|Wen Lan|||||LC|[]"], [("Wen Lan", "a")]),
        (["a|1|||||LC|[]", HEADER, "b|1"], [("Speaker 1", "a b")]),
        (["a|1|||||LC|['0:YEAR', '1:X']|extra|columns"], [("Speaker 1", "a")]),
    ],
)  # fmt: skip
def test_rows(rows: list[str], want: list[tuple[str | None, str]]) -> None:
    assert turns(parsed("\n".join([HEADER, *rows]))) == want


def test_columns_are_read_by_name_in_any_order() -> None:
    assert turns(parsed("ts|case|punctuation|speaker|token\n1.5|UC|,|4|Hi\n2.0|LC|.|4|there\n")) == [
        ("Speaker 4", "Hi, there.")
    ]


def test_lines_that_are_no_tokens_are_told() -> None:
    draft = parsed(f"{HEADER}\nGood|0|||||UC|[]\n<<<<<<< HEAD\nday|0|||.||LC|[]\n")
    assert turns(draft) == [("Speaker 0", "Good day.")]
    assert draft.notes[0].text == "<<<<<<< HEAD"
    assert any("1 lines" in warning for warning in draft.warnings)


TABLE = "file_id,speaker_id,speaker_name\n9900001,0,Operator\n9900001,4,Speaker 5\n8800002,1,Somebody Else\n"
ROWS = "\n".join([HEADER, "a|0|||||LC|[]", "b|4|||||LC|[]", "c|5|||||LC|[]", "d|1|||||LC|[]"])


def test_names_are_those_of_this_file() -> None:
    assert turns(parsed(ROWS, TABLE)) == [("Operator", "a"), ("Speaker 5", "b"), ("Speaker 5", "c"), ("Speaker 1", "d")]
    assert turns(parsed(ROWS, TABLE, "9900001.aligned.nlp"))[0] == ("Operator", "a")
    assert turns(parsed(ROWS, TABLE, "7700003.nlp"))[0] == ("Speaker 0", "a")


def test_two_numbers_of_one_name_are_one_person() -> None:
    table = "file_id,speaker_id,speaker_name\n9900001,0,Operator\n9900001,4,Operator\n"
    assert turns(parsed(ROWS, table))[0] == ("Operator", "a b")


def test_company_and_ticker_come_from_the_tables_of_calls() -> None:
    tables = f"{TABLE}\nfile_id,company_name,financial_quarter\n9900001,Pemberline Tractor,2\n\nFile ID,Ticker Symbol\n9900001,PMBT\n"
    draft = parsed(ROWS, tables)
    assert (draft.company, draft.ticker, draft.fiscal_quarter) == ("Pemberline Tractor", "PMBT", None)
    other = parsed(ROWS, tables, "8800002.nlp")
    assert (other.company, other.ticker) == (None, None)


@pytest.mark.parametrize("content", ["../../nlp_references/9900001.nlp", "Good|0||||UC|[]|[]\nday|0|||.|LC|[]|[]\n"])
def test_a_file_without_a_header_is_no_transcript(content: str) -> None:
    """Some copies of the data set hold the target of a symbolic link in place of the file."""
    assert not rev_tokens.recognises(Text(content))
    with pytest.raises(SourceNotTranscript):
        parse_source(source_of("9900001.nlp", content.encode()))


def test_a_hundred_thousand_tokens_take_a_few_seconds() -> None:
    rows = [f"word{n}|{n // 900 % 9}|{n / 3:.4f}||,||LC|[]" for n in range(100_000)]
    began = time.perf_counter()
    draft = parsed("\n".join([HEADER, *rows]))
    assert len(draft.turns) == 112
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("times", "start", "flags"),
    [
        (("", "5.0", "6.0"), 5.0, []),
        (("5.0", "1.0", "6.0"), 5.0, []),
        (("0.5", "6.0", "7.0"), 6.0, ["timestamp_suspect"]),
        (("3.8", "4.4", "5.0"), 3.8, []),
        (("soon", "-1", "6.0"), 6.0, []),
        (("", "", ""), None, []),
    ],
)
def test_a_turn_starts_with_its_first_credible_time(
    times: tuple[str, ...], start: float | None, flags: list[str]
) -> None:
    rows = [f"a|0|{time}||||LC|[]" for time in ("1.0", "2.0", "4.0")] + [f"b|1|{time}||||LC|[]" for time in times]
    turn = parsed("\n".join([HEADER, *rows, "c|2|8.0||||LC|[]", "c|2|9.0||||LC|[]"])).turns[1]
    assert (turn.start_seconds, turn.flags) == (start, flags)


def test_hostile_times_are_read_quickly() -> None:
    rng = random.Random(1)
    rows = [f"word|{n % 2}|{rng.random() * 9_000:.4f}||||LC|[]" for n in range(50_000)]
    rows += ["a|1|nan||||LC|[]", "a|1|1e999||||LC|[]", "a|1|-4||||LC|[]", "a|1|99999999999||||LC|[]"]
    began = time.perf_counter()
    assert len(parsed("\n".join([HEADER, *rows])).turns) == 50_000
    assert time.perf_counter() - began < 8


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0), st.text(max_size=80))
def test_damaged_files_never_raise_and_lose_no_token(seed: int, stray: str) -> None:
    lines = (FORMATS / "examples" / "rev_tokens.nlp").read_text(encoding="utf-8").split("\n")
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 8)):
        at, other = rng.randrange(1, len(lines)), rng.randrange(1, len(lines))
        match rng.randrange(4):
            case 0:
                lines[at] = lines[at][: rng.randint(0, len(lines[at]))]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines.insert(at, lines[other])
            case _:
                lines.insert(at, stray)
    draft = parsed("\n".join(lines), stray)
    kept = " ".join(text for _, text in turns(draft)) + " ".join(note.text for note in draft.notes)
    for line in lines[1:]:
        token = line.split("|")[0].strip()
        assert token in kept
