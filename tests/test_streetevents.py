"""StreetEvents text: transcripts of three publishers' names, and Event Briefs."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.formats.vendors.streetevents import parse as parse_text
from ingest.formats.vendors.streetevents import recognises
from ingest.formats.vendors.streetevents_grammar import Heading, People, heading_of
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Role, Section
from tests.writers import streetevents as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns, said

FORMATS = Path(__file__).parent / "formats"
NAMES = ("streetevents", "streetevents_lseg", "streetevents_brief")


def example(name: str) -> str:
    return (FORMATS / "examples" / f"{name}.txt").read_text("utf-8")


def draft_of(text: str) -> Draft:
    (draft,) = parse_text(Text(text))
    return draft


def call_text(body: str, *, corporate: str = "", others: str = "", kind: str = "Transcript") -> str:
    return (
        f"Refinitiv StreetEvents Event {kind}\nE D I T E D   V E R S I O N\n\nQ1 2020 Ostrava Bearings AS Earnings Call\n"
        f"MAY 05, 2020 / 1:00PM GMT\n\nCorporate Participants\n\n{corporate}\nConference Call Participiants\n\n{others}\n{body}"
    )


CORPORATE = " * Jana Kolvek\n   Ostrava Bearings AS - CEO\n * Milos Adler\n   Ostrava Bearings AS - President - Rail & Freight\n"
OTHERS = " * Brandt Lowe\n   Pellworm Partners & Company, Inc., Research Division - Analyst\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_read_as_expected(name: str) -> None:
    expected = json.loads((FORMATS / "expected" / f"{name}.json").read_text("utf-8"))
    draft = draft_of(example(name))
    assert (draft.company, draft.ticker, draft.fiscal_year, draft.fiscal_quarter, draft.date) == tuple(
        expected[key] for key in ("company", "ticker", "fiscal_year", "fiscal_quarter", "date")
    )
    assert [(p.name, p.role, p.title, p.firm) for p in draft.participants] == [
        (p["name"], Role(p["role"]), p["title"], p["firm"]) for p in expected["participants"]
    ]
    assert [(t.label, t.title, t.firm, t.section, t.start_seconds) for t in draft.turns] == [
        (t["speaker"], t["title"], t["firm"], Section(t["section"]), t.get("start_seconds")) for t in expected["turns"]
    ]
    assert [" ".join(text for text, _ in t.paragraphs).split() for t in draft.turns] == [
        t["text"].split() for t in expected["turns"]
    ]


@pytest.mark.parametrize("seed", range(30))
def test_a_written_call_is_read_back(seed: int) -> None:
    call = make_call(seed)
    (found,) = parse(source_of(*writer.write(call)))
    brief = writer.style(call) == "brief"
    assert_same_turns(said(call, *((Section.QA,) if brief else ())), found)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert (found.call.company, found.call.date) == (writer.company(call), call.date.isoformat())
    titles = {name: (title, writer.firm(call)) for name, title in call.executives}
    for turn in found.turns:
        if turn.role is Role.EXECUTIVE:
            assert (turn.title, turn.firm) == titles[turn.speaker or ""]
    assert any("summary" in warning for warning in found.warnings) == brief


DAMAGES: dict[str, Callable[[str], str]] = {
    "no indentation": lambda text: "\n".join(map(str.strip, text.split("\n"))),
    "single spaces": lambda text: re.sub(" +", " ", text),
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text),
    "all of these": lambda text: re.sub(r"\s*\n\s*", "\n", re.sub(" +", " ", text)),
    "double line ends": lambda text: text.replace("\n", "\r\n\r\n"),
    "tabs": lambda text: text.replace("    ", "\t"),
    "no lists": lambda text: re.sub(r"(?s)Corporate Part.*?(?=\n(?:Presentation|presentation|OVERVIEW))", "", text),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_copies_are_read_all_the_same(damage: str) -> None:
    for seed in range(12):
        call = make_call(seed)
        name, data = writer.write(call)
        (found,) = parse(source_of(name, DAMAGES[damage](data.decode()).encode()))
        turns = said(call, *((Section.QA,) if writer.style(call) == "brief" else ()))
        assert [(turn.speaker, turn.section) for turn in found.turns] == [
            (turn.speaker, turn.section) for turn in turns
        ]
        assert [turn.text.split() for turn in found.turns] == [
            " ".join(words for words, _ in turn.paragraphs).split() for turn in turns
        ]


def test_the_three_styles_are_all_written() -> None:
    assert {writer.style(make_call(seed)) for seed in range(30)} == set(writer.STYLES)


@pytest.mark.parametrize(
    ("line", "before", "heading"),
    [
        ("Operator    [1]", 0, Heading("Operator", "", 1)),
        ("Operator,     [1]", 0, Heading("Operator", "", 1)),
        ("Jana Kolvek,  Ostrava Bearings AS - CEO    [7]", 6, Heading("Jana Kolvek", "Ostrava Bearings AS - CEO", 7)),
        ("Jana Kolvek, Ostrava Bearings AS - CEO    [7]", 6, Heading("Jana Kolvek", "Ostrava Bearings AS - CEO", 7)),
        # White space lost on the way: the next number and a listed name are support enough.
        ("Jana Kolvek, Ostrava Bearings AS - CEO [7]", 6, Heading("Jana Kolvek", "Ostrava Bearings AS - CEO", 7)),
        ("Jana Kolvek,   -     [5]", 4, Heading("Jana Kolvek", "-", 5)),
        ("Jana Kolvek,  Ostrava Bearings AS -     [5]", 1, Heading("Jana Kolvek", "Ostrava Bearings AS -", 5)),
        ("Bo Marsh, Jr.,  Foo & Co., Inc. - Senior Analyst    [2]", 1, Heading("Bo Marsh, Jr.", "Foo & Co., Inc. - Senior Analyst", 2)),
        ("Bo Marsh, CFA, Foo, LLC - Analyst    [2]", 1, Heading("Bo Marsh, CFA", "Foo, LLC - Analyst", 2)),
        ("Unidentified Company Representative 1,  Ostrava Bearings AS -     [4]", 3, Heading("Unidentified Company Representative 1", "Ostrava Bearings AS -", 4)),
        ("Unverified Shareholder    [12]", 11, Heading("Unverified Shareholder", "", 12)),
        ("Thank you.  Units are shipped, not booked [4]", 3, None),
        ("Thank you.  See our footnote.  [4]", 3, None),
        ("As Jana said, revenue - not profit - is up [4]", 3, None),
        ("It is up 4%    [9]", 3, None),
        ("    [4]", 3, None),
        ("Operator, we can open the lines.", 3, None),
        ("Brandt Lowe, Pellworm Partners", 3, None),
        ("x" * 5_000_000 + "    [4]", 3, None),
    ],
)  # fmt: skip
def test_headings(line: str, before: int, heading: Heading | None) -> None:
    people = People([(Role.EXECUTIVE, "Jana Kolvek", "Ostrava Bearings AS - CEO"), (Role.ANALYST, "Brandt Lowe", "")])
    assert heading_of(line, people, before) == heading


@pytest.mark.parametrize(
    ("event", "corporate", "found"),
    [
        ("Foo Inc Earnings Call", ["Foo, Inc. - VP - Investor Relations"], [("Foo, Inc.", "VP - Investor Relations")]),
        ("Foo - Bar SA Earnings Call", ["Foo - Bar SA - CEO"], [("Foo - Bar SA", "CEO")]),
        # Nothing but what they share tells the firm here.
        ("", ["Foo - Bar SA - CEO", "Foo - Bar SA - CFO - Rail"], [("Foo - Bar SA", "CEO"), ("Foo - Bar SA", "CFO - Rail")]),
        # A title that two share is still a title.
        ("", ["Foo - President - Rail", "Foo - President - Sea"], [("Foo", "President - Rail"), ("Foo", "President - Sea")]),
        ("", ["Foo Inc - CEO", "Bar Ltd - Partner - Deals"], [("Foo Inc", "CEO"), ("Bar Ltd", "Partner - Deals")]),
        ("", ["Foo Inc -", "- CEO", "-", ""], [("Foo Inc", None), (None, "CEO"), (None, None), (None, None)]),
        ("", ["Foo-Bar Inc - Vice-President"], [("Foo-Bar Inc", "Vice-President")]),
    ],
)  # fmt: skip
def test_firm_and_title_of_executives(event: str, corporate: list[str], found: list[tuple[str, str]]) -> None:
    people = People([(Role.EXECUTIVE, f"Person {n}", detail) for n, detail in enumerate(corporate)], event)
    assert [(person.firm, person.title) for person in people.listed] == found


def test_firm_and_title_of_analysts_part_at_the_last_dash() -> None:
    details = ("Foo LLC, Research Division - MD & Analyst", "Foo - Bar Group - Analyst", "Foo Inc -", "- Analyst", "-")
    people = People((Role.ANALYST, f"Person {n}", detail) for n, detail in enumerate(details))
    assert [(person.firm, person.title) for person in people.listed] == [
        ("Foo LLC, Research Division", "MD & Analyst"),
        ("Foo - Bar Group", "Analyst"),
        ("Foo Inc", None),
        (None, "Analyst"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("title", "firm", "company", "period"),
    [
        ("Q4 2023 Kestrelvane Robotics Inc Earnings Call", "Kestrelvane Robotics, Inc.", "Kestrelvane Robotics Inc", (2023, 4)),
        ("Q4 2023 Sales Corp Sales and Revenue Call", "Sales Corp", "Sales Corp", (2023, 4)),
        ("Q1 2017 Pemberline Tractor Co. Earnings Conference Call", "", "Pemberline Tractor Co.", (2017, 1)),
        ("Preliminary Q1 2017 Foo Earnings Presentation", "Foo AG", "Foo", (2017, 1)),
        ("Full Year 2016 Foo Holdings PLC Earnings Call", "Foo Holdings PLC", "Foo Holdings PLC", (2016, None)),
        ("Half Year 2016 21st Foo Ltd Earnings Call", "", "21st Foo Ltd", (2016, None)),
        ("Ostrava Bearings AS Capital Markets Day", "", "Ostrava Bearings AS", (None, None)),
        ("Ostrava Bearings AS to Acquire Luminvale Holdings M&A Call", "Ostrava Bearings AS", "Ostrava Bearings AS", (None, None)),
        ("Ostrava Bearings AS at Harrowgate Machinery Conference", "", "Ostrava Bearings AS", (None, None)),
    ],
)  # fmt: skip
def test_the_title_names_company_and_period(
    title: str, firm: str, company: str, period: tuple[int | None, int | None]
) -> None:
    corporate = f" * Jana Kolvek\n   {firm} - CEO\n" if firm else ""
    text = call_text("Presentation\nOperator    [1]\n\n     Hello.\n", corporate=corporate)
    draft = draft_of(text.replace("Q1 2020 Ostrava Bearings AS Earnings Call", title))
    assert draft.company == company
    assert (draft.fiscal_year, draft.fiscal_quarter) == period
    assert draft.date == "2020-05-05"


def test_lists_headings_and_speech_do_not_run_together() -> None:
    body = (
        "Presentation\nOperator    [1]\n\n          Look at slide 4    [2]\n Presentation\n Disclaimer\n Jana Kolvek, CEO    [2]\n\n"
        "Milos Adler,   -     [2]\n\n     Rail.\n\nEditor    [3]\n\n     (slide shown)\n\nMilos Adler,   -     [4]\n\n     Freight.\n\n"
        "Nell Gray,  Ostrava Bearings AS - EVP - Sea    [5]\n\n     Sea.\n\nOperator    [6]\n\n\nQuestions and Answers\n"
        "Brandt Lowe,   - Analyst    [1]\n\n     And air?\n\nDefinitions\nEDITED TRANSCRIPT: as read twice.\n"
    )
    draft = draft_of(call_text(body, corporate=CORPORATE, others=OTHERS))
    assert [(t.label, t.title, t.firm, t.section, [p for p, _ in t.paragraphs]) for t in draft.turns] == [
        ("Operator", None, None, Section.PREPARED, ["Look at slide 4    [2]", "Presentation", "Disclaimer", "Jana Kolvek, CEO    [2]"]),
        ("Milos Adler", "President - Rail & Freight", "Ostrava Bearings AS", Section.PREPARED, ["Rail.", "Freight."]),
        ("Nell Gray", "EVP - Sea", "Ostrava Bearings AS", Section.PREPARED, ["Sea."]),
        ("Brandt Lowe", "Analyst", "Pellworm Partners & Company, Inc., Research Division", Section.QA, ["And air?"]),
    ]  # fmt: skip
    assert draft.turns[2].role is Role.EXECUTIVE
    assert [(note.kind, note.text.splitlines()[0]) for note in draft.notes] == [
        ("participants", "Corporate Participants"),
        ("note", "(slide shown)"),
        ("disclaimer", "Definitions"),
    ]


def test_sessions_of_an_analyst_day() -> None:
    part = "Presentation\nMilos Adler,   -     [1]\n\n     Rail.\n\nQuestions and Answers\nMilos Adler,   -     [1]\n\n     Yes.\n\n"
    draft = draft_of(call_text(part * 2 + part.partition("Questions")[0] * 2, corporate=CORPORATE))
    assert [(t.session, t.section) for t in draft.turns] == [
        (1, Section.PREPARED),
        (1, Section.QA),
        (2, Section.PREPARED),
        (2, Section.QA),
        (3, Section.PREPARED),
        (4, Section.PREPARED),
    ]


def test_numbers_that_begin_anew_are_the_boundary_only_where_none_is_printed() -> None:
    turns = "Operator,     [1]\nOne.\nJana Kolvek, Ostrava Bearings AS - CEO    [2]\nTwo.\n"
    silent = draft_of(call_text(f"presentation\n{turns}{turns}", corporate=CORPORATE))
    printed = draft_of(call_text(f"presentation\n{turns}{turns}Questions and Answers\n{turns}", corporate=CORPORATE))
    p, q = Section.PREPARED, Section.QA
    assert [t.section for t in silent.turns] == [p, p, q, q]
    assert [t.section for t in printed.turns] == [p, p, p, p, q, q]


def test_a_brief_keeps_its_summary_as_a_note() -> None:
    draft = draft_of(example("streetevents_brief"))
    assert draft.format == "streetevents_brief"
    (summary,) = [note.text for note in draft.notes if note.kind == "summary"]
    assert summary.startswith("OVERVIEW") and "pickle season" in summary
    assert not any("Sync" in text for turn in draft.turns for text, _ in turn.paragraphs)


def test_two_calls_in_one_file() -> None:
    first, second = parse_text(Text(example("streetevents") + "\n\n" + example("streetevents_lseg")))
    assert (len(first.turns), len(second.turns)) == (9, 9)
    assert (first.date, second.date) == ("2023-05-09", "2024-11-06")


def test_recognised_without_its_banner_too() -> None:
    text = example("streetevents")
    assert recognises(Text(text))
    assert recognises(Text(text.replace("Refinitiv StreetEvents Event Transcript", "")))
    assert not recognises(Text("Corporate Participants\nNell Gray\nCEO\n\nOperator: Hello [1]\n" * 20))


LINES = [line for name in NAMES for line in example(name).splitlines()]


@given(
    st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=60), st.sampled_from(NAMES), st.integers(0, 3_000)
)
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_it_fail_or_invent_speech(lines: list[str], name: str, cut: int) -> None:
    text = example(name)[:cut] + "\n".join(lines)
    recognises(Text(text))
    for draft in parse_text(Text(text)):
        for turn in draft.turns:
            assert turn.paragraphs
            for words, _ in turn.paragraphs:
                assert words and all(word in text for word in words.split())


def test_long_lines_and_many_headings_take_linear_time() -> None:
    huge = "a, " * 1_000_000 + "\n" + " " * 1_000_000 + "[4]\n" + "<Sync " * 200_000
    text = call_text("Presentation\nOperator    [1]\n\n     Hi.\n" + huge) + "Jana Kolvek,   -    [1]\n x\n" * 20_000
    start = time.process_time()
    assert recognises(Text(text))
    parse_text(Text(text))
    assert time.process_time() - start < 20
