"""Which call a file is: ids, what its name fills in, the period's end and the company's other names from the opening."""

import pytest

from ingest.formats.draft import Draft, DraftTurn
from ingest.identify import FROM_NAME, PERIOD_FROM_NAME, call_id, identify, missing
from ingest.sources import source_of
from ingest.transcript import Call


def drafted(opening: str = "Welcome.", **known: object) -> Draft:
    draft = Draft("generic", **known)  # type: ignore[arg-type]
    draft.turns = [DraftTurn("Operator", paragraphs=[(opening, None)])]
    return draft


def one(draft: Draft, name: str = "notes.txt") -> Call:
    return identify([draft], source_of(name, b"x"))[0]


@pytest.mark.parametrize(
    ("opening", "end"),
    [
        ("results for the quarter ended March 31, 2025.", "2025-03-31"),
        ("the fourth quarter and fiscal year ended March 31, 2025", "2025-03-31"),
        ("for the quarter and year ended 31st March 2025", "2025-03-31"),
        ("for the three months ended 30 June 2025", "2025-06-30"),
        ("the quarter ended June 30th, 2025", "2025-06-30"),
        ("our first quarter, ended March 31, 2025, was good", "2025-03-31"),
        ("Q4 and FY25 ended 31st March, 2025", "2025-03-31"),
        ("the period ended September 28, 2025", "2025-09-28"),
        ("the 13 weeks ended May 4, 2024", "2024-05-04"),
        ("the quarter ended Dec. 31, 2024", "2024-12-31"),
        ("the quarter ended March 2025", "2025-03-31"),
        ("the quarter ended February 2024", "2024-02-29"),
        ("our March quarter 2025 call", "2025-03-31"),
        ("the December quarter of 2024", "2024-12-31"),
        ("the September 2025 quarter", "2025-09-30"),
        ("截至2025年3月31日止的季度", "2025-03-31"),
        ("up, compared with the quarter ended March 31, 2024. In the quarter ended March 31, 2025", "2025-03-31"),
        ("up, compared with the quarter ended March 31, 2024", None),
        ("the quarter ended last month", None),
        ("our third quarter 2025 call", None),
        ("the quarter ended Smarch 99, 2025", None),
    ],
)
def test_the_periods_end(opening: str, end: str | None) -> None:
    assert one(drafted(opening)).period_end == end


def test_a_period_still_to_come_is_guidance() -> None:
    opening = "For the quarter ending June 30, 2025 we expect more."
    assert one(drafted(opening, date="2025-05-08")).period_end is None
    assert one(drafted(opening, date="2025-08-08")).period_end == "2025-06-30"


def test_a_date_before_the_periods_end_is_kept_and_told() -> None:
    draft = drafted("for the quarter ended March 31, 2025", date="2025-02-01")
    assert one(draft).date == "2025-02-01"
    assert len(draft.warnings) == 1 and "2025-03-31" in draft.warnings[0]


@pytest.mark.parametrize(
    ("name", "id_", "ticker", "period"),
    [
        ("KVRB-2025-Q4.txt", "kvrb-fy2025-q4", "KVRB", "FY2025 Q4"),
        ("2399_2025Q2.txt", "2399-fy2025-q2", "2399", "FY2025 Q2"),
        ("KVRB_Q3_2023_earnings_call.txt", "kvrb-fy2023-q3", "KVRB", "FY2023 Q3"),
        ("KVRB 2Q24.pdf", "kvrb-fy2024-q2", "KVRB", "FY2024 Q2"),
        ("kvrb.2023.q3.txt", "kvrb-fy2023-q3", "KVRB", "FY2023 Q3"),
        ("KVRB (Q3 2023) Earnings Call.txt", "kvrb-fy2023-q3", "KVRB", "FY2023 Q3"),
        ("KVRB_FY23Q3.txt", "kvrb-fy2023-q3", "KVRB", "FY2023 Q3"),
        ("KVRB_Q3_FY25_call_transcript_v2.txt", "kvrb-fy2025-q3", "KVRB", "FY2025 Q3"),
        ("KV.B_Q1_2024.txt", "kv-b-fy2024-q1", "KV.B", "FY2024 Q1"),
        ("0799.HK-2024-Q3.txt", "0799-hk-fy2024-q3", "0799.HK", "FY2024 Q3"),
        ("kvrb q3'24.txt", "kvrb-fy2024-q3", "KVRB", "FY2024 Q3"),
        ("Kestrelvane Robotics Q3 2024.txt", "kestrelvane-robotics-q3-2024", None, None),
        ("2023-07-27-KVRB.txt", "2023-07-27-kvrb", None, None),
        ("Q3 2024.txt", "q3-2024", None, None),
        ("notes", "notes", None, None),
        ("....txt", "transcript", None, None),
    ],
)
def test_what_a_files_name_fills_in(name: str, id_: str, ticker: str | None, period: str | None) -> None:
    draft = drafted()
    call = one(draft, name)
    assert (call.id, call.ticker, call.fiscal_period) == (id_, ticker, period)
    assert draft.warnings == ([FROM_NAME] if ticker else [])


def test_the_name_never_overrules_the_file() -> None:
    assert one(drafted(ticker="TBRK"), "KVRB_Q3_2024.txt").fiscal_period is None
    known = one(drafted(ticker="TBRK", fiscal_year=2025, fiscal_quarter=2), "TBRK_Q3_2024.txt")
    assert (known.id, known.fiscal_period) == ("tbrk-fy2025-q2", "FY2025 Q2")


def test_a_name_that_repeats_the_company_fills_the_period() -> None:
    draft = drafted(company="Kestrelvane Robotics", ticker="KVRB")
    assert one(draft, "Kestrelvane Robotics Q3 2024.txt").id == "kvrb-fy2024-q3"
    assert draft.warnings == [PERIOD_FROM_NAME]


@pytest.mark.parametrize(
    ("opening", "company", "aliases"),
    [
        ("Welcome to the Kestrelvane Robotics third quarter call.", None, {"Kestrelvane Robotics"}),
        ("Welcome to Kestrelvane's first quarter call.", "Kestrelvane Robotics Inc.", {"Kestrelvane", "Kestrelvane Robotics"}),
        ("Welcome to Luminvale Holdings' second quarter call.", None, {"Luminvale Holdings", "Luminvale"}),
        ("Welcome to the J.D. Sallow Company's call.", None, {"J.D. Sallow Company", "J.D. Sallow"}),
        ("the Q3 FY25 earnings call of Pemberline Tractor Limited", "Pemberline Tractor Ltd", {"Pemberline Tractor"}),
        ("I am Head of Investor Relations of Ostrava Bearings.", "奧軸承", {"Ostrava Bearings"}),
        ("Welcome to the March quarter call.", "Ostrava", set()),
    ],
)  # fmt: skip
def test_the_companys_other_names(opening: str, company: str | None, aliases: set[str]) -> None:
    assert set(one(drafted(opening, company=company)).company_aliases) == aliases


def test_ids_of_one_file_do_not_collide() -> None:
    drafts = [drafted(ticker="KVRB", fiscal_year=2025, fiscal_quarter=1) for _ in range(3)]
    assert [call.id for call in identify(drafts, source_of("a.json", b"x"))] == [
        "kvrb-fy2025-q1",
        "kvrb-fy2025-q1-2",
        "kvrb-fy2025-q1-3",
    ]
    assert call_id(None, 2025, 1, "My notes (final)") == "my-notes-final"


def test_what_a_user_is_asked_for() -> None:
    assert missing(one(drafted(company="Kestrelvane", date="2025-05-08"))) == (
        "ticker",
        "fiscal_year",
        "fiscal_quarter",
        "period_end",
    )
