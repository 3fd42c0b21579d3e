"""Tables and JSON Lines: rows are grouped by call, put in order and read as Turns, calls or questions with answers."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourceError, SourceTooLarge
from ingest.formats.data import rows
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Role, Section, Transcript
from settings import PROJECT
from tests.writers import motley_fool_dash, seeking_alpha, streetevents_stacked
from tests.writers.call import SyntheticCall, make_call
from tests.writers.compare import assert_same_turns
from tests.writers.rows import OTHER, write

EXAMPLES = PROJECT / "tests" / "formats" / "examples"


def read(text: str, name: str = "rows.csv") -> list[Transcript]:
    return parse(source_of(name, text.encode()))


def spoken(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@pytest.mark.parametrize("seed", range(60))
def test_what_is_written_is_read_back(seed: int) -> None:
    call = make_call(seed)
    found = {transcript.call.ticker: transcript for transcript in parse(source_of(*write(call)))}
    assert set(found) == {call.ticker, OTHER}
    assert_same_turns(list(call.turns), found[call.ticker])
    about = found[call.ticker].call
    assert (about.company, about.fiscal_year, about.fiscal_quarter, about.date) == (
        call.company, call.fiscal_year, call.fiscal_quarter, call.date.isoformat(),
    )  # fmt: skip
    assert spoken(found[OTHER]) == [("Operator", "Line 1.\nLine 2.")]
    assert any("Rows without text left out" in warning for warning in found[call.ticker].warnings)


# Tables that say the same, in every way that tables are written.
TABLES: dict[str, str] = {
    "plain": "speaker,text\nOperator,Hello.\nWim Fosse,Sales rose.\n",
    "upper case, spaces": "SPEAKER NAME ,Text\nOperator,Hello.\nWim Fosse, Sales rose. \n",
    "semicolons, BOM, CRLF": "\ufeffspeaker;text\r\nOperator;Hello.\r\nWim Fosse;Sales rose.\r\n",
    "tabs": "speaker\ttext\nOperator\tHello.\nWim Fosse\tSales rose.\n",
    "pipes, all quoted": '"speaker"|"text"\n"Operator"|"Hello."\n"Wim Fosse"|"Sales rose."\n',
    "sep line": "sep=;\nspeaker;text\nOperator;Hello.\nWim Fosse;Sales rose.\n",
    "a title above": "Earnings call of Luminvale\n\nspeaker,text\nOperator,Hello.\nWim Fosse,Sales rose.\n",
    "an index column": ",speaker,text\n0,Operator,Hello.\n1,Wim Fosse,Sales rose.\n",
    "out of order": "seq,speaker,text\n10,Wim Fosse,Sales rose.\n9,Operator,Hello.\n",
    "blank rows": "speaker,text\nOperator,Hello.\n,\n\nWim Fosse,Sales rose.\n,NULL\n",
    "twins": "seq,speaker,text\n1,Operator,Hello.\n2,Wim Fosse,Sales rose.\n1,Operator,Hello.\n",
    "a cut last line": "speaker,firm,text\nOperator,,Hello.\nWim Fosse,,Sales rose.\nNell Tho",
    "columns by other names": "transcriptpersonname,componentorder,componenttext\nWim Fosse,2,Sales rose.\nOperator,1,Hello.\n",
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_read_however_it_is_written(table: str) -> None:
    (found,) = read(TABLES[table])
    assert spoken(found) == [("Operator", "Hello."), ("Wim Fosse", "Sales rose.")]
    assert any("cut off" in warning for warning in found.warnings) == (table == "a cut last line")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"Two, with a comma"', "Two, with a comma"),
        ('"He said ""up""."', 'He said "up".'),
        ('"One.\nTwo."', "One.\nTwo."),
        ("=SUM of what?", "=SUM of what?"),
        ("a 5\" pipe", 'a 5" pipe'),
        ("one; two\tthree", "one; two\tthree"),
        ("first, then second", "first, then second"),
        ("None.", "None."),
    ],
)  # fmt: skip
def test_cells_are_verbatim(cell: str, text: str) -> None:
    (found,) = read(f"speaker,text\nOperator,Hello.\nWim Fosse,{cell}\nOperator,Bye.\n")
    assert spoken(found) == [("Operator", "Hello."), ("Wim Fosse", text), ("Operator", "Bye.")]


def test_a_quote_that_never_closes_swallows_no_rows() -> None:
    (found,) = read('speaker,text\nOperator,Hello.\nWim Fosse,"5 inch pipe\nNell Thorne,Why?\nWim Fosse,Mix.\n')
    assert spoken(found) == [
        ("Operator", "Hello."),
        ("Wim Fosse", "5 inch pipe"),
        ("Nell Thorne", "Why?"),
        ("Wim Fosse", "Mix."),
    ]
    assert any("never closed" in warning for warning in found.warnings)


def test_a_text_that_is_cut_off_is_kept_as_far_as_it_goes() -> None:
    (found,) = read('speaker,text\nOperator,Hello.\nWim Fosse,"We grew\n8% and')
    assert spoken(found) == [("Operator", "Hello."), ("Wim Fosse", "We grew\n8% and")]
    assert any("cut off" in warning for warning in found.warnings)


def test_identical_rows_without_numbers_are_repetitions_only_side_by_side() -> None:
    rows_ = "speaker,text\nOperator,Next.\nNell Thorne,Thanks.\nOperator,Next.\nOperator,Next.\nNell Thorne,Thanks.\n"
    assert spoken(read(rows_)[0]) == [("Operator", "Next."), ("Nell Thorne", "Thanks.")] * 2


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3", "3", "1"),  # paragraphs counted within each speech
        ("a", "b", "c", "d", "e"),
        ("1", "", "3", "4", "5"),
    ],
)
def test_numbers_that_tell_no_order_leave_the_rows_as_they_are(numbers: tuple[str, ...]) -> None:
    said = [
        ("Operator", "Hello."),
        ("Wim Fosse", "Sales rose."),
        ("Operator", "Next."),
        ("Nell Thorne", "Why?"),
        ("Wim Fosse", "Mix."),
    ]
    table = "order,speaker,text\n" + "".join(
        f"{n},{who},{text}\n" for n, (who, text) in zip(numbers, said, strict=True)
    )
    assert spoken(read(table)[0]) == said


def test_numbers_that_restart_with_the_section() -> None:
    table = "idx,section,speaker,text\n1,qa,Wim Fosse,Mix.\n0,qa,Nell Thorne,Why?\n1,prepared,Wim Fosse,Sales rose.\n0,prepared,Operator,Hello.\n"
    (found,) = read(table)
    assert spoken(found) == [
        ("Operator", "Hello."),
        ("Wim Fosse", "Sales rose."),
        ("Nell Thorne", "Why?"),
        ("Wim Fosse", "Mix."),
    ]
    assert [turn.section for turn in found.turns] == [Section.PREPARED] * 2 + [Section.QA] * 2


def test_metadata_on_the_first_row_of_each_call_is_carried_down() -> None:
    (one, two) = read(
        "ticker,year,quarter,speaker,text\nLUMV,2025,1,Operator,Hello.\n,,,Wim Fosse,Up.\nKVRB,2025,2,Operator,Hi.\n,,,Nell Thorne,Down.\n"
    )
    assert (one.call.ticker, one.call.fiscal_quarter, spoken(one)) == (
        "LUMV",
        1,
        [("Operator", "Hello."), ("Wim Fosse", "Up.")],
    )
    assert (two.call.ticker, two.call.fiscal_quarter, spoken(two)) == (
        "KVRB",
        2,
        [("Operator", "Hi."), ("Nell Thorne", "Down.")],
    )


def test_rows_without_a_speaker_go_on_with_the_one_above_where_many_have_none() -> None:
    (found,) = read("Speaker,Text\nOperator,Hello.\n,Please hold.\nWim Fosse,Sales rose.\n,By 8%.\n,In rail.\n")
    assert spoken(found) == [("Operator", "Hello.\nPlease hold."), ("Wim Fosse", "Sales rose.\nBy 8%.\nIn rail.")]


def test_a_row_without_a_speaker_among_many_with_one_is_flagged() -> None:
    table = "speaker,text\n" + "Operator,Hello.\nWim Fosse,Sales rose.\n" * 3 + ",One more.\nOperator,Bye.\n"
    turns = read(table)[0].turns
    assert turns[-2].speaker is None and "label_missing" in turns[-2].flags


def test_roles_sections_and_firms_of_a_research_export() -> None:
    header = "companyname,headline,transcriptid,componentorder,transcriptcomponenttypename,transcriptpersonname,companyofperson,speakertypename,componenttext\n"
    about = 'Luminvale,"Luminvale Holdings, Q2 2025 Earnings Call, Nov 14, 2024",7'
    said = (
        "1,Presentation Operator Message,Operator,,Operator,Hello.",
        "2,Presenter Speech,Wim Fosse,Luminvale,Executives,Sales rose.",
        '3,Question,Nell Thorne,"Pellworm Partners, LP",Analysts,Why?',
        "4,Answer,Wim Fosse,Luminvale,Executives,Mix.",
    )
    (found,) = read(header + "".join(f"{about},{row}\n" for row in said))
    assert (found.call.company, found.call.fiscal_year, found.call.fiscal_quarter) == ("Luminvale", 2025, 2)
    assert [turn.role for turn in found.turns] == [Role.OPERATOR, Role.EXECUTIVE, Role.ANALYST, Role.EXECUTIVE]
    assert [turn.section for turn in found.turns] == [Section.PREPARED] * 2 + [Section.QA] * 2
    assert found.turns[2].firm == "Pellworm Partners, LP" and found.turns[2].title is None


def test_questions_with_answers() -> None:
    table = "ticker,period,analyst,analyst_firm,question,responder,answer\nLUMV,Q4 2018,Nell Thorne:,Dunmarsh,Why?,Wim Fosse,Mix.\nLUMV,Q4 2018,Nell Thorne,Dunmarsh,OK?,Wim Fosse,Mix.\n"
    (found,) = read(table)
    assert spoken(found) == [
        ("Nell Thorne", "Why?"),
        ("Wim Fosse", "Mix."),
        ("Nell Thorne", "OK?"),
        ("Wim Fosse", "Mix."),
    ]
    assert [turn.role for turn in found.turns] == [Role.ANALYST, Role.EXECUTIVE] * 2
    assert found.turns[0].firm == "Dunmarsh" and found.turns[1].firm is None
    assert (found.call.fiscal_year, found.call.fiscal_quarter, found.call.company) == (2018, 4, None)
    assert any("no prepared remarks" in warning for warning in found.warnings)


def test_numbered_questions_are_put_in_order() -> None:
    table = "no,asker,question,answer\n2,Nell Thorne,Two?,Second.\n1,Gwil Hart,One?,First.\n"
    assert [text for _, text in spoken(read(table)[0])] == ["One?", "First.", "Two?", "Second."]


def test_whole_calls_in_cells() -> None:
    call = "Operator: Hello.\nWim Fosse: Sales rose, by 8%.\nOperator: Nell Thorne, please.\nNell Thorne: Why?\nWim Fosse: Mix."
    table = f'date,exchange,q,ticker,transcript\n"Aug 27, 2020, 9:00 p.m. ET",NASDAQ: LUMV,2020-Q2,LUMV,"{call}"\n"Feb 3, 2021",NYSE: KVRB,2020-Q4,KVRB,"{call}"\n,,,QMFD,\n'
    found = read(table)
    assert [(t.call.exchange, t.call.ticker, t.call.fiscal_year, t.call.fiscal_quarter, t.call.date) for t in found] == [
        ("NASDAQ", "LUMV", 2020, 2, "2020-08-27"), ("NYSE", "KVRB", 2020, 4, "2021-02-03"),
    ]  # fmt: skip
    assert all(
        [who for who, _ in spoken(t)] == ["Operator", "Wim Fosse", "Operator", "Nell Thorne", "Wim Fosse"]
        for t in found
    )


@pytest.mark.parametrize(
    "text",
    [
        "Operator: Hello, all.\nWim Fosse: Sales rose, by 8%.\n",
        "token|speaker|ts|endTs|punctuation|case|tags|wer_tags\nHello|0|0.1|0.2|,|UC|[]|[]\n",
        "file_id,speaker_id,speaker_name\n1,0,Wim Fosse\n",
        "id,question,answer\n1,How?,So.\n",
        "name,price,stock\nLamp,9,12\n",
        "date,title,content\n2025-01-01,Lamps,A story.\n",
        "",
        ",,,\n,,,\n",
        "speaker,text",
    ],
)
def test_other_files_are_left_to_others(text: str) -> None:
    assert not rows.recognises(Text(text)) or not rows.parse(Text(text))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_examples_are_parsed_or_refused(data: st.DataObject) -> None:
    text = (EXAMPLES / data.draw(st.sampled_from(("rows.csv", "qa_pairs.csv")))).read_text(encoding="utf-8")
    lines = text.split("\n")
    how = data.draw(st.sampled_from(("cut", "drop", "twice", "shuffle", "insert")))
    if how == "cut":
        text = text[: data.draw(st.integers(0, len(text)))]
    elif how == "insert":
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text(st.sampled_from('";,|\n\tQ{[<&x'), max_size=8)) + text[at:]
    else:
        chosen: Any = data.draw(st.permutations(range(len(lines)))) if how == "shuffle" else range(len(lines))
        at = data.draw(st.integers(0, len(lines) - 1))
        text = "\n".join(lines[i] for i in chosen if how != "drop" or i != at) + (
            "\n" + lines[at] if how == "twice" else ""
        )
    try:
        found = parse(source_of("rows.csv", text.encode()))
    except SourceError as error:
        assert error.hint
        return
    assert all(turn.paragraphs for transcript in found for turn in transcript.turns)


def test_many_rows_and_open_quotes_take_linear_time() -> None:
    table = "call_id,seq,speaker,text\n" + "".join(
        f'c{i % 40},{i // 40},Wim Fosse,"Sales, {i}"\n' for i in range(8_000)
    )
    assert len(read(table)) == 40
    with pytest.raises(SourceTooLarge):
        read("speaker;text\n" + "a;b\n" * 200_001)
    assert read("n,speaker,text\n" + '1,Wim Fosse,"x\n' * 20_001)


def _table(call: SyntheticCall, text: str) -> str:
    """One row, whose last cell holds the whole call."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["ticker", "fiscal_year", "fiscal_quarter", "call_date", "transcript"])
    writer.writerow([call.ticker, call.fiscal_year, call.fiscal_quarter, call.date, text])
    return table.getvalue()


def _lines(call: SyntheticCall, text: str) -> str:
    """The same as an object a line, under the keys of an interface whose calls are `Name: text` lines."""
    year, quarter = call.fiscal_year, call.fiscal_quarter
    return json.dumps({"symbol": call.ticker, "year": year, "quarter": quarter, "content": text}) + "\n"


WHOLE: dict[str, Callable[[SyntheticCall], bytes]] = {
    "seeking_alpha": lambda call: seeking_alpha.write(call)[1],
    "streetevents": lambda call: streetevents_stacked.write(call)[1],
    "motley_fool_dash": lambda call: motley_fool_dash.write(call, 1)[1],
    "glued": lambda call: "\n".join(
        f"{turn.speaker}00:{i:02}:00{' '.join(text for text, _ in turn.paragraphs)}"
        for i, turn in enumerate(call.turns)
    ).encode(),
}


@pytest.mark.parametrize("wrap", [_table, _lines])
@pytest.mark.parametrize("layout", WHOLE)
def test_the_layout_of_a_call_in_a_cell_is_found(layout: str, wrap: Callable[[SyntheticCall, str], str]) -> None:
    for seed in range(6):
        call = make_call(seed, questions=5)
        content = WHOLE[layout](call)
        try:
            text = content.decode()
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        (found,) = read(wrap(call, text))
        assert_same_turns(list(call.turns), found, firms=layout == "motley_fool_dash")
        assert (found.call.ticker, found.call.fiscal_year) == (call.ticker, call.fiscal_year)
