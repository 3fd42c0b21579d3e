"""For whom an interpreter speaks: only where the call shows it."""

import pytest

from ingest.interpreters import speaks_for
from ingest.speakers import cast
from tests.calls import turns_of

SATO = "Hiroki Sato / Chief Executive Officer: [Foreign Language]"
ASKED = ("Operator: Gary Storrow, UBS.", "Gary Storrow: Why?")
RENDERED = "(interpreted) We grew."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SATO, "Interpreter: We grew."], [None, "Hiroki Sato"]),
        ([SATO, f"Unidentified Company Representative: {RENDERED}"], [None, "Hiroki Sato"]),
        ([SATO, f"Unverified Company Representative: {RENDERED}"], [None, "Hiroki Sato"]),
        ([SATO, "Unidentified Interpreter: We grew."], [None, "Hiroki Sato"]),
        ([SATO, "Female Interpreter: We grew."], [None, "Hiroki Sato"]),
        ([SATO, "口譯員: We grew."], [None, "Hiroki Sato"]),
        (["Hiroki Sato / CEO: 売上高は成長しました。", "Interpreter: Sales grew."], [None, "Hiroki Sato"]),
        (["Hiroki Sato / CEO: 我們成長了。", "Interpreter: We grew."], [None, "Hiroki Sato"]),
        (["Hiroki Sato / CEO: Thank you. [Foreign Language]", "Interpreter: We grew."], [None, "Hiroki Sato"]),
        # He goes on, in turns of his own.
        ([SATO, "Interpreter: We grew.", "Interpreter: And sold."], [None, "Hiroki Sato", "Hiroki Sato"]),
        # Every answer has its own.
        (
            [SATO, "Interpreter: We grew.", SATO, "Interpreter: We sold."],
            [None, "Hiroki Sato", None, "Hiroki Sato"],
        ),
        # A questioner's words, too.
        (
            [SATO, "Interpreter: We grew.", ASKED[0], "Gary Storrow: (Spoken in Chinese)", "Interpreter: He asks why."],
            [None, "Hiroki Sato", None, None, "Gary Storrow"],
        ),
        # Nobody has spoken in another language, or nobody is known by name, or more than one waits.
        (["Hiroki Sato / CEO: We grew.", "Interpreter: We grew."], [None, None]),
        ([SATO, f"Marit Solheim / CFO: {RENDERED}"], [None, None]),
        ([SATO, "Unidentified Company Representative: We grew."], [None, None]),
        (["Unidentified Speaker: [Foreign Language]", "Interpreter: We grew."], [None, None]),
        ([SATO, "Aiko Mori / CFO: [Foreign Language]", "Interpreter: They grew."], [None, None, None]),
        (["Interpreter: Hello."], [None]),
        ([], []),
    ],
)
def test_for_whom_an_interpreter_speaks(rows: list[str], expected: list[str | None]) -> None:
    turns = turns_of(["Operator: Welcome to the call.", *rows])
    assert speaks_for(turns, cast(turns)[1])[1:] == expected
