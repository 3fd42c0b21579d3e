"""Lines that head a speech and lines that only look so."""

import pytest

from ingest.formats.vendors.headings import heading


@pytest.mark.parametrize(
    ("line", "name", "title", "firm"),
    [
        ("Anders Vik--Head of Investor Relations", "Anders Vik", "Head of Investor Relations", None),
        ("Anders Vik — Chief Executive Officer", "Anders Vik", "Chief Executive Officer", None),
        ("Anders Vik –Chairman", "Anders Vik", "Chairman", None),
        ("**Anders Vik** -- *Chairman*", "Anders Vik", "Chairman", None),
        ("J. Anders O’Vik -- Executive Vice President & CFO", "J. Anders O’Vik", "Executive Vice President & CFO", None),
        ('William "Bill" Marsh -- President', 'William "Bill" Marsh', "President", None),
        ("Robert (Bob) Renn -- Treasurer", "Robert (Bob) Renn", "Treasurer", None),
        ("Ottilie Voss, Ph.D. -- Chief Scientific Officer", "Ottilie Voss, Ph.D.", "Chief Scientific Officer", None),
        ("Jan van der Vane -- Director, Tarnbrook Inc.", "Jan van der Vane", "Director, Tarnbrook Inc.", None),
        ("de la Cruz Marta -- Analyst", "de la Cruz Marta", "Analyst", None),
        ("Xu Lan -- Chief financial officer, investor relations", "Xu Lan", "Chief financial officer, investor relations", None),
        ("Lena Fosse--Harrowgate Securities -- Analyst", "Lena Fosse", "Analyst", "Harrowgate Securities"),
        ("Lena Fosse -- Dunmarsh & Co., Inc. -- Analyst", "Lena Fosse", "Analyst", "Dunmarsh & Co., Inc."),
        ("Lena Fosse -- 86Kilns -- Senior Analyst", "Lena Fosse", "Senior Analyst", "86Kilns"),
        ("Lena Fosse -- Harrowgate -- Managing Director", "Lena Fosse", "Managing Director", "Harrowgate"),
        ("Lena Fosse -- Harrowgate Securities", "Lena Fosse", None, "Harrowgate Securities"),
        ("Lena -- Analyst", "Lena", "Analyst", None),
        ("Lena Fosse --", "Lena Fosse", None, None),
        ("Unknown Speaker -- -- Analyst", "Unknown Speaker", "Analyst", None),
        ("Operator:", "Operator", None, None),
        ("Unidentified Participant", "Unidentified Participant", None, None),
    ],
)  # fmt: skip
def test_headings(line: str, name: str, title: str | None, firm: str | None) -> None:
    found = heading(line)
    assert found is not None
    assert (found.name, found.title, found.firm) == (name, title, firm)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "---",
        "Anders Vik",
        "Question",
        "38.6%--a record",
        "Gross margin was 38.6%--a record for us.",
        "Jar shipments -- and this is the headline -- doubled.",
        "Revenue -- up again",
        "Total revenue-- $318 million",
        "So -- Keith?",
        "Look -- Capital Partners",
        "Operator -- next question",
        "But first -- Chief Executive Officer Anders",
        "Great question -- Anders, do you want to take it",
        "Pellmoor Scientific -- Chief driver of growth was volume in the north",
        "Anders Vik -- Chairman. He has the floor.",
        "Anders Vik -- " + "Chairman and " * 30,
    ],
)
def test_speech_with_dashes(line: str) -> None:
    assert heading(line) is None


def test_a_shape_alone_is_not_sure() -> None:
    unsure, sure = heading("Free Cash Flow -- Strong"), heading("Lena Fosse -- Analyst")
    assert unsure is not None and sure is not None
    assert (unsure.sure, sure.sure) == (False, True)


def test_markup_makes_a_heading_of_what_speech_could_be() -> None:
    line = "Lena Fosse -- Runs kilns."
    assert heading(line) is None
    found = heading(line, marked=True)
    assert found is not None and found.name == "Lena Fosse"
