"""What a user is shown of a parse before it counts."""

from ingest.parse import parse
from ingest.report import report
from ingest.sources import source_of

CALL = """Company: Kestrelvane Robotics
Ticker: KVRB
Period: Q2 FY2025
Date: 2025-05-08

Operator

Welcome. Here is Ingrid Voss.

Ingrid Voss -- Head of Investor Relations

Thank you. We [inaudible] grew.

Operator

The first question is from Gary Storrow with UBS.

Gary Storrow -- UBS -- Analyst

Why?

Ingrid Voss -- Head of Investor Relations

Mix.
"""


REMARKS = """Tobias Renn -- Chief Executive Officer

We grew.

Marit Solheim -- Chief Financial Officer

We saved.
"""


def test_a_report() -> None:
    (transcript,) = parse(source_of("kvrb.txt", CALL.encode()))
    found = report(transcript)
    assert found["call"]["id"] == "kvrb-fy2025-q2"
    assert found["call"]["period"] == "FY2025 Q2"
    assert found["missing"] == ["period_end"]
    assert (found["turns"], found["qa_from"], found["exchanges"]) == (5, 3, 1)
    assert found["speakers"] == [
        {"label": "Operator", "role": "operator", "title": None, "firm": None, "turns": 2},
        {"label": "Ingrid Voss", "role": "executive", "title": "Head of Investor Relations", "firm": None, "turns": 2},
        {"label": "Gary Storrow", "role": "analyst", "title": "Analyst", "firm": "UBS", "turns": 1},
    ]
    assert found["translation"] == {"paragraphs": 5, "translated": 0, "kind": None}
    assert found["flags"] == {"inaudible": 1}
    assert found["warnings"] == []


def test_a_call_without_questions() -> None:
    (transcript,) = parse(source_of("kvrb.txt", (CALL.partition("Operator\n\nThe first")[0] + REMARKS).encode()))
    found = report(transcript)
    assert (found["qa_from"], found["exchanges"]) == (None, 0)
