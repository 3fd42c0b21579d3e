"""JSON files: what interfaces, scrapers and callcite itself write is read; what is no transcript is refused with a reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from errors import SourceError, SourceNotTranscript
from ingest.formats.data import json_calls
from ingest.formats.data.cells import paragraphs, plain
from ingest.formats.data.facts import Facts, date_of, facts_of, month_first
from ingest.formats.data.fields import row_of, seconds, section_of, title_and_firm_of
from ingest.formats.data.json_read import read_json
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.shape import transcript_json
from ingest.sources import read_source, source_of
from ingest.transcript import Role, Section, Transcript
from settings import PROJECT
from tests.writers import alpha_vantage, documents, earningscall, fmp, turn_lists
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLES = PROJECT / "tests" / "formats" / "examples"
OURS = (
    "alpha_vantage.json fmp.json earningscall_level1.json earningscall_level2.json earningscall_level3.json earningscall_level4.json "
    "generic_turns.json rows.jsonl docs.jsonl"
).split()
TURNS: list[dict[str, Any]] = [
    {"speaker": "Operator", "text": "Good day, and welcome to the Luminvale call. Anders Vik, please go ahead."},
    {"speaker": "Anders Vik", "text": "Thank you. Lamp sales were $88 million in the quarter, and freight was flat."},
    {"speaker": "Operator", "text": "The first question is from Jory Pell with Quillfeather Capital."},
    {"speaker": "Jory Pell", "text": "Is freight hedged for the second half, or do you buy it as you go?"},
    {"speaker": "Anders Vik", "text": "Half of it."},
]
LABELS = [turn["speaker"] for turn in TURNS]


def read(value: Any, name: str = "call.json") -> list[Transcript]:
    data = value if isinstance(value, str) else json.dumps(value)
    return parse(source_of(name, data.encode()))


def labels(transcript: Transcript) -> list[str | None]:
    return [turn.speaker for turn in transcript.turns]


@pytest.mark.parametrize("writer", [alpha_vantage, fmp, turn_lists, documents, earningscall])
@pytest.mark.parametrize("seed", range(30))
def test_what_is_written_is_read_back(writer: Any, seed: int) -> None:
    call = make_call(seed)
    found = parse(source_of(*writer.write(call)))[0]
    assert_same_turns(list(call.turns), found)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    if writer is not earningscall:
        assert found.call.ticker == call.ticker
    if writer is not alpha_vantage:
        assert found.call.date == call.date.isoformat()


# The same five Turns in the shapes in which they come, each with the sections or facts that it prints.
SHAPES: dict[str, Any] = {
    "a list alone": TURNS,
    "deep down": {"status": "ok", "data": {"result": [{"call": {"items": TURNS}}]}},
    "other keys": [{"speaker_name": t["speaker"] + ":", "body": t["text"]} for t in TURNS],
    "speakers as objects": [{"speaker": {"name": t["speaker"], "title": "CFO"}, "content": t["text"]} for t in TURNS],
    "two lists": {"prepared_remarks": TURNS[:2], "questions_and_answers": TURNS[2:]},
    "named parts": {"sections": [{"name": "Prepared Remarks", "turns": TURNS[:2]}, {"name": "Q&A", "turns": TURNS[2:]}]},
    "whole and split": {"transcript": TURNS, "prepared_remarks": TURNS[:2], "qa": TURNS[2:]},
    "words beside": {"utterances": TURNS, "words": [{"text": w, "speaker": t["speaker"]} for t in TURNS for w in t["text"].split()]},
    "words within": [{**t, "words": [{"word": w, "speaker": t["speaker"]} for w in t["text"].split()]} for t in TURNS],
    "column by column": {"speaker": [t["speaker"] for t in TURNS], "text": [t["text"] for t in TURNS]},
    "by row number": {"speaker": {str(i): t["speaker"] for i, t in enumerate(TURNS)}, "text": {str(i): t["text"] for i, t in enumerate(TURNS)}},
    "ids and a list of people": {
        "speakers": [{"id": i, "name": name} for i, name in enumerate(dict.fromkeys(LABELS))],
        "segments": [{"speaker": list(dict.fromkeys(LABELS)).index(t["speaker"]), "text": t["text"]} for t in TURNS],
    },
    "one a line": "\n".join(map(json.dumps, TURNS)),
    "a text with labels": {"symbol": "LUMV", "transcript": "\n\n".join(f"{t['speaker']}: {t['text']}" for t in TURNS)},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_of_speakers_is_found_whatever_its_shape(shape: str) -> None:
    (found,) = read(SHAPES[shape])
    assert labels(found) == LABELS
    assert [turn.text for turn in found.turns] == [turn["text"] for turn in TURNS]
    assert [turn.section for turn in found.turns] == [Section.PREPARED] * 2 + [Section.QA] * 3
    assert found.turns[3].role is Role.ANALYST and found.turns[3].firm == "Quillfeather Capital"


def test_participants_described_beside_a_transcript() -> None:
    value = {
        "symbol": "LUMV", "quarter": 2, "year": 2025, "time": "2025-08-05 17:00:00", "title": "LUMV - Earnings call Q2 2025",
        "participant": [
            {"name": "Anders Vik", "description": "Luminvale Holdings, Inc. - Head of Investor Relations", "role": "executive"},
            {"name": "Jory Pell", "description": "Quillfeather Capital - Analyst", "role": "analyst"},
        ],
        "transcript": [
            {"name": t["speaker"], "session": "management_discussion" if i < 2 else "question_answer", "speech": [t["text"]]}
            for i, t in enumerate(TURNS)
        ],
    }  # fmt: skip
    (found,) = read(value)
    assert labels(found) == LABELS
    assert (found.call.ticker, found.call.fiscal_year, found.call.fiscal_quarter) == ("LUMV", 2025, 2)
    assert found.call.date == "2025-08-05"
    assert [(p.name, p.role, p.title, p.firm) for p in found.participants] == [
        ("Anders Vik", Role.EXECUTIVE, "Head of Investor Relations", "Luminvale Holdings, Inc."),
        ("Jory Pell", Role.ANALYST, "Analyst", "Quillfeather Capital"),
    ]
    assert [turn.section for turn in found.turns] == [Section.PREPARED] * 2 + [Section.QA] * 3


def test_numbers_that_are_mapped_to_people_and_metadata_in_a_branch_of_its_own() -> None:
    names = list(dict.fromkeys(LABELS))
    people = [
        {"speaker": i, "speaker_data": {"name": name, "role": "", "company": "X"}} for i, name in enumerate(names)
    ]
    lines = [
        {"speaker": names.index(t["speaker"]), "start": 10.5 * i, "text": t["text"], "sentences": [{"text": t["text"]}]}
        for i, t in enumerate(TURNS)
    ]
    body = {"number_of_speakers": len(names), "speakers": list(range(len(names))), "paragraphs": lines, "text": "All."}
    (found,) = read({
        "transcriptContent": {"company_id": 7, "speaker_mapping": people, "transcript": body},
        "transcriptMetadata": {"fiscalYear": 2025, "fiscalPeriod": "Q2", "title": "Q2 2025"},
    })  # fmt: skip
    assert labels(found) == LABELS
    assert [turn.text for turn in found.turns] == [turn["text"] for turn in TURNS]
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (2025, 2)
    assert found.turns[2].start_seconds == 21.0


def test_many_calls_of_one_file_stay_apart() -> None:
    calls = [{"ticker": "LUMV", "year": 2025, "quarter": n, "turns": TURNS[: n + 1]} for n in range(1, 5)]
    for value in (
        calls,
        {"calls": calls},
        {f"Q{n}": call for n, call in enumerate(calls)},
        "\n".join(map(json.dumps, calls)),
    ):
        found = read(value)
        assert [t.call.fiscal_quarter for t in found] == [1, 2, 3, 4]
        assert [len(t.turns) for t in found] == [2, 3, 4, 5]


def test_rows_of_two_calls_are_told_apart_by_what_they_say() -> None:
    rows = [{"ticker": ticker, "year": 2025, "quarter": 1, **turn} for turn in TURNS for ticker in ("LUMV", "KVRB")]
    assert [(t.call.ticker, labels(t)) for t in read(rows)] == [("LUMV", LABELS), ("KVRB", LABELS)]


def test_a_company_that_changes_within_a_call_is_the_speakers_firm() -> None:
    rows = [
        {**turn, "company": {"Anders Vik": "Luminvale", "Jory Pell": "Quillfeather"}.get(turn["speaker"])}
        for turn in TURNS
    ]
    (found,) = read(rows)
    assert found.call.company is None
    assert [turn.firm for turn in found.turns if turn.role is Role.ANALYST] == ["Quillfeather"]


def test_a_question_with_its_answers_is_two_turns_or_more() -> None:
    pair = {
        "question": {"speaker": "Jory Pell", "firm": "Quillfeather", "text": "Why?"},
        "answers": [{"speaker": "Anders Vik", "text": "Mix."}, {"speaker": "Bettina Orlo", "text": "And price."}],
    }
    (found,) = read({"ticker": "LUMV", "prepared": TURNS[:2], "qa": [pair, pair]})
    assert labels(found) == LABELS[:2] + ["Jory Pell", "Anders Vik", "Bettina Orlo"] * 2
    assert {turn.section for turn in found.turns[2:]} == {Section.QA}
    assert found.turns[2].role is Role.ANALYST and found.turns[2].firm == "Quillfeather"


def test_translations_and_editorial_text_are_kept_apart_from_speech() -> None:
    turns = [{**turn, "translation": "燈具銷售成長。"} for turn in TURNS]
    (found,) = read({"summary": "A good quarter.", "key_takeaways": ["Up 5%"], "transcript": turns})
    assert found.call.languages == ("en", "zh-Hant")
    assert found.turns[1].translation == "燈具銷售成長。"
    assert [(note.kind, note.text) for note in found.not_speech] == [("summary", "A good quarter.\nUp 5%")]


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ({"start_ms": [1500, 9000, 60_250]}, [1.5, 9.0, 60.25]),
        ({"start": [0.5, 9, 60.25]}, [0.5, 9.0, 60.25]),
        ({"start": [1500, 9000, 60_250_000]}, [1.5, 9.0, 60_250.0]),
        ({"timestamp": ["00:00:01", "1:05", "01:00:02.5"]}, [1.0, 65.0, 3602.5]),
        ({"start_time": [1, None, 9]}, [1.0, None, 9.0]),
        ({"start": [1.0, 90.0, 30.0]}, [1.0, 90.0, None]),
    ],
)  # fmt: skip
def test_times_are_seconds(starts: dict[str, list[Any]], expected: list[float | None]) -> None:
    ((key, values),) = starts.items()
    names = ("Operator", "Anders Vik", "Operator")
    (found,) = read(
        [{"speaker": n, "text": "Some words are said here. " * 3, key: v} for n, v in zip(names, values, strict=True)]
    )
    assert [turn.start_seconds for turn in found.turns] == expected
    assert ["timestamp_suspect" in turn.flags for turn in found.turns] == [
        v is not None and e is None for v, e in zip(values, expected, strict=True)
    ]


@pytest.mark.parametrize(
    ("value", "says", "hint"),
    [
        ({"Information": "Your API key as ABCDEFGH1234 has reached its rate limit."}, "rate limit", "symbol"),
        ({"Note": "Thank you! 25 requests per day."}, "25 requests", "symbol"),
        ({"Error Message": "Invalid API KEY."}, "Invalid", "key"),
        ({"symbol": "KVRB", "quarter": "2025Q2", "transcript": []}, "without a transcript", "later"),
        ([], "without a transcript", "later"),
        ([{"symbol": "LUMV", "quarter": 2, "year": 2025, "content": ""}], "without a transcript", "later"),
        ({"name": "callcite", "version": 1}, "without a transcript", "`speaker`"),
        ([{"title": "Lamps", "content": "A story."}], "without a transcript", "`speaker`"),
        ([{"question": "How?", "answer": "So."}], "without a transcript", "`speaker`"),
        ("[1, 2, 3]", "without a transcript", "`speaker`"),
        ('{"symbol": "KVRB", "transcript": [{"speaker": "Operator", "content": "Good d', "line 1, column", "again"),
        ("[" * 100_000, "nested too deep", "again"),
        ('{"a":' * 500 + "1" + "}" * 500, "nested too deep", "again"),
        ("[" + "{}," * 500_001 + "{}]", "more than 500,000", "again"),
    ],
)
def test_what_is_no_transcript_is_refused_with_a_reason(value: Any, says: str, hint: str) -> None:
    with pytest.raises(SourceNotTranscript) as refused:
        read(value)
    assert says in refused.value.message and hint in refused.value.hint
    assert "ABCDEFGH1234" not in refused.value.message


def test_a_failed_request_among_good_ones_is_passed_over() -> None:
    good = {"symbol": "KVRB", "quarter": "2025Q2", "transcript": TURNS}
    (found,) = read([good, {**good, "quarter": "2025Q1", "transcript": []}, {"Note": "limit"}])
    assert found.call.fiscal_quarter == 2
    assert any("left out" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("text", "words", "warning"),
    [
        ('[{"speaker": "Operator", "text": "Good\u2028day"}]', "Good day", None),
        ('[{"speaker": "Operator", "text": "Good\\u0000 \\ud800day\\u2028&amp; more"}]', "Good  \ufffdday & more", None),
        ('[{"speaker": "Operator", "text": "Good\nday", "n": NaN}]', "Good\nday", None),
        ('[{"speaker": "Operator", "text": "Good day", "n": ' + "9" * 50_000 + "}]", "Good day", None),
        ('[{"speaker": "Operator", "text": "Good day", "text": ""}]', "Good day", "text"),
        ('{"speaker": "Operator", "text": "Good day"}\n{"speaker": "Operator", "te', "Good day", "cut off"),
        ('{"speaker": "Operator", "text": "Good day"},\n\n{"speaker": "Operator", "text": "All."}', "Good day\nAll.", None),
    ],
)  # fmt: skip
def test_unusual_json_is_read(text: str, words: str, warning: str | None) -> None:
    (found,) = read(text)
    assert [turn.text.split() for turn in found.turns] == [words.split()]
    assert all("\ud800" not in turn.text and "\0" not in turn.text for turn in found.turns)
    assert [warning in said for said in found.warnings] == ([True] if warning else [])


@pytest.mark.parametrize(
    "text",
    [
        "[Music]\nOperator: Hello.",
        "[00:01:02] Operator: Hello.",
        "[EN] Hello",
        "{ not json",
        "Operator: {}",
        "[a] b\n[c] d",
    ],
)
def test_text_that_begins_with_a_bracket_is_left_to_others(text: str) -> None:
    assert not json_calls.recognises(Text(text))


@pytest.mark.parametrize("example", ["motley_fool_parsed.json", "interleaved_pairs.json"])
def test_what_other_modules_know_is_left_to_them_and_handed_to_them(example: str) -> None:
    text = (EXAMPLES / example).read_text(encoding="utf-8")
    assert not json_calls.recognises(Text(text))
    one = json.loads(text)
    alone = parse(source_of(example, text.encode()))[0]
    both = parse(source_of("both.json", json.dumps([one, one]).encode()))
    assert [labels(found) for found in both] == [labels(alone)] * 2


@pytest.mark.parametrize(
    "example", sorted(p.name for p in EXAMPLES.iterdir() if not p.name.endswith((".layout.md", ".speakers.csv")))
)
def test_an_export_comes_back_in_full(example: str) -> None:
    calls = [transcript_json(found) for found in parse(read_source(EXAMPLES / example))]
    data = json.dumps(calls[0] if len(calls) == 1 else {"calls": calls}, ensure_ascii=False)
    back = [transcript_json(found) for found in parse(source_of("export.json", data.encode()))]
    for call in (*calls, *back):
        del call["call"]["id"], call["call"]["source"]
    assert back == calls


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Analyst", ("Analyst", None)),
        ("Dunmarsh Analyst", ("Analyst", "Dunmarsh")),
        ("Harrowgate Securities Analyst", ("Analyst", "Harrowgate Securities")),
        ("Senior Equity Research Analyst", ("Senior Equity Research Analyst", None)),
        ("Bellhaven Crest Research Analyst", ("Research Analyst", "Bellhaven Crest")),
        ("Analyst - Pellworm Partners", ("Analyst", "Pellworm Partners")),
        ("Analyst, Dunmarsh & Co.", ("Analyst", "Dunmarsh & Co.")),
        ("Analyst at UBS", ("Analyst", "UBS")),
        ("Quillfeather Capital -- Analyst", ("Analyst", "Quillfeather Capital")),
        ("Vice President, Investor Relations", ("Vice President, Investor Relations", None)),
        ("Operator", (None, None)),
        ("executive", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_titles(printed: str | None, expected: tuple[str | None, str | None]) -> None:
    assert title_and_firm_of(printed) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"symbol": "KVRB", "quarter": "2025Q2"}, Facts(ticker="KVRB", year=2025, quarter=2)),
        ({"fiscalYear": "2026", "fiscalPeriod": "Q1"}, Facts(year=2026, quarter=1)),
        ({"FISCAL_YEAR": "FY25", "Quarter": "3.0"}, Facts(year=2025, quarter=3)),
        ({"year": 2025.0, "quarter": "fourth"}, Facts(year=2025, quarter=4)),
        ({"period": "Q2 FY2025"}, Facts(year=2025, quarter=2)),
        ({"q": "2020-Q2", "exchange": "NASDAQ: LUMV"}, Facts(exchange="NASDAQ", ticker="LUMV", year=2020, quarter=2)),
        ({"stock_code": "LUMV US"}, Facts(ticker="LUMV")),
        ({"ticker": "NYSE:LUMV"}, Facts(exchange="NYSE", ticker="LUMV")),
        ({"company": {"name": "Luminvale", "symbol": "LUMV"}}, Facts(company="Luminvale", ticker="LUMV")),
        ({"title": "Luminvale Q3 2024 Earnings Call"}, Facts(year=2024, quarter=3, title="Luminvale Q3 2024 Earnings Call")),
        ({"meta": {"date": "2025-06-12T13:00:00Z"}}, Facts(date="2025-06-12T13:00:00Z")),
        ({"year": "n/a", "quarter": "FY", "company": "NULL"}, Facts()),
    ],
)  # fmt: skip
def test_facts(record: dict[str, Any], expected: Facts) -> None:
    assert facts_of(row_of(record)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, []),
        ("NULL", []),
        ("None.", ["None."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("A line that some program wrapped at eighty\ncolumns or so.", ["A line that some program wrapped at eighty columns or so."]),
        ("<p>One &amp; two.</p><p>Three <b>9%</b>.</p>", ["One & two.", "Three 9%."]),
        ("One.<br/>Two <inaudible> &amp;amp;.", ["One.", "Two <inaudible> &amp;."]),
        (["One.", {"text": "Two."}, [" ", "Three."]], ["One.", "Two.", "Three."]),
        (["Good", "day,", "all."], ["Good day, all."]),
        (41, ["41"]),
        ("2 < 3 > 1 and R&D, AT&T", ["2 < 3 > 1 and R&D, AT&T"]),
    ],
)  # fmt: skip
def test_paragraphs(value: Any, expected: list[str]) -> None:
    assert paragraphs(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("Q&A", "qa"), ("qa", "qa"), ("Questions and Answers", "qa"), ("Question and Answer Operator Message", "qa"), ("q_and_a", "qa"),
     ("Prepared Remarks", "prepared"), ("presentation", "prepared"), ("Presenter Speech", "prepared"), ("3", None), ("quarter", None), (None, None)],
)  # fmt: skip
def test_sections(value: Any, expected: str | None) -> None:
    found = section_of(value)
    assert (found and found.value) == expected


def test_a_slashed_date_needs_something_to_decide_it() -> None:
    assert date_of("01/08/2026", None) is None
    assert date_of("01/08/2026", month_first([Facts(date="25/08/2026")])) == "2026-08-01"
    assert date_of("01/08/2026", month_first([Facts(date="08/25/2026")])) == "2026-01-08"
    assert month_first([Facts(date="08/25/2026"), Facts(date="25/08/2026")]) is None
    rows = [{"ticker": "LUMV", "exchange": "NYSE", "date": "01/08/2026", **turn} for turn in TURNS]
    assert read(rows)[0].call.date == "2026-01-08"


def test_the_layout_of_a_whole_call_in_a_row_is_found_again() -> None:
    fool = (EXAMPLES / "motley_fool_three_line.txt").read_text(encoding="utf-8")
    about = {"symbol": "LUMV", "year": 2031, "quarter": 3, "date": "2031-05-06"}
    (alone,) = parse(source_of("call.txt", fool.encode()))
    for rows in ([{**about, "content": fool}], [{**about, "content": '{"Note": "limit"}'}, {**about, "content": fool}]):
        (found,) = read(rows)
        assert labels(found) == labels(alone)
        assert (found.call.ticker, found.call.fiscal_year, found.call.fiscal_quarter) == ("LUMV", 2031, 3)
        assert found.call.date == "2031-05-06"


def test_somebody_who_speaks_once_and_lines_that_are_no_labels() -> None:
    said = ["Operator: Hello, all.", "Wim Fosse: Thank you.", "North America: sales rose.", "Free Cash Flow: up.", "Note: this.",
            "Gwil Hart: Hi, one from me?", "Wim Fosse: Yes.", "Wim Fosse: Surely.", "Operator: That is all."]  # fmt: skip
    (found,) = read([{"symbol": "LUMV", "period": "Q2", "year": 2025, "content": "\n".join(said)}])
    assert labels(found) == ["Operator", "Wim Fosse", "Gwil Hart", "Wim Fosse", "Operator"]
    assert found.turns[1].text == "Thank you.\nNorth America: sales rose.\nFree Cash Flow: up.\nNote: this."
    assert found.turns[3].text == "Yes.\nSurely."


def test_odd_values_are_nothing() -> None:
    assert [plain(value) for value in (None, True, float("nan"), float("inf"), "", " NULL ", [], {}, "x" * 9_999)] == [
        None
    ] * 9
    assert [plain(value) for value in (2025.0, 3, " A  B ", "&amp;")] == ["2025", "3", "A B", "&"]
    assert [seconds(value) for value in ("abc", None, [], "2025-01-01", -1, "9" * 99)] == [None] * 6


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(LABELS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "speaker text name content transcript words start_times event speakers prepared_remarks questions_and_answers turns call calls "
                "participants not_speech paragraphs symbol quarter year date question answer asker section title meta seq speaker_name_map_v2".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(json_values)
def test_any_json_is_parsed_or_refused(value: Any) -> None:
    try:
        found = read(value)
    except SourceError as error:
        assert error.hint
        return
    assert all(turn.paragraphs for transcript in found for turn in transcript.turns)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(OURS), st.data())
def test_damaged_examples_are_parsed_or_refused(name: str, data: st.DataObject) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    broken = data.draw(
        st.sampled_from(
            [text[:at], text[:at] + text[at + length :], text[:at] + data.draw(st.text(max_size=5)) + text[at:]]
        )
    )
    try:
        read_json(broken)
        parse(source_of(name, broken.encode("utf-8", "surrogatepass")))
    except SourceError as error:
        assert error.hint


def test_long_strings_and_many_rows_take_linear_time() -> None:
    (found,) = read(
        [
            {"speaker": "Operator", "text": "<" * 1_000_000},
            {"speaker": "Anders Vik", "text": "x" + " " * 1_000_000 + "y"},
        ]
    )
    assert len(found.turns) == 2
    rows = "\n".join(json.dumps({"doc": f"d{i % 50}", "idx": i // 50, **TURNS[i // 50 % 5]}) for i in range(5_000))
    assert len(read(rows)) == 50


def test_an_example_in_a_text_file_is_found_by_its_content(tmp_path: Path) -> None:
    data = (EXAMPLES / "alpha_vantage.json").read_bytes()
    (tmp_path / "call.txt").write_bytes(b"\xef\xbb\xbf" + data)
    assert parse(read_source(tmp_path / "call.txt"))[0].call.ticker == "KVRB"
