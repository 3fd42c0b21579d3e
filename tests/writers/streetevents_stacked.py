"""StreetEvents pages as an extractor gives them without the publisher's lines: a name, `Firm - Role` on the line below it.

Page numbers stand between the lines, and no form feeds. No title and no date are left.
"""

import textwrap

from ingest.transcript import Role
from tests.writers.call import Said, SyntheticCall

_WIDTH = 130
_PAGE = 46
_TAIL = (
    "DISCLAIMER",
    "The banner's owner can change this page at any time and owes nobody a word about it.",
    "©2022 Bannerholder. All Rights Reserved.",
)


def firm(call: SyntheticCall) -> str:
    return f"{call.company} Inc"


def house(turn_firm: str) -> str:
    return f"{turn_firm}, Research Division"


def write(call: SyntheticCall, *, blank: bool = True, numbers: bool = True) -> tuple[str, bytes]:
    """`blank`: a blank line above each name; `numbers`: page numbers."""
    gap = [" "] if blank else []
    lines = ["CORPORATE PARTICIPANTS"]
    for name, title in call.executives:
        lines += [*gap, name, f"{firm(call)} - {title}"]
    lines.append("CONFERENCE CALL PARTICIPANTS")
    for name, employer in call.analysts:
        lines += [*gap, name, f"{house(employer)} - {_title(name)}"]
    section = None
    for turn in call.turns:
        if turn.section is not section:
            section = turn.section
            lines.append("PRESENTATION" if section.value == "prepared" else "QUESTIONS AND ANSWERS")
        lines += [*gap, turn.speaker, *_detail(call, turn)]
        for text, _ in turn.paragraphs:
            lines += textwrap.wrap(text, _WIDTH, break_on_hyphens=False)
    if numbers:
        lines = _numbered(lines)
    return f"Q{call.fiscal_quarter} {call.fiscal_year} {firm(call)} Earnings Call.txt", "\n".join(
        [*lines, *_TAIL]
    ).encode()


def _title(name: str) -> str:
    return ("MD & Senior Analyst", "Analyst")[len(name) % 2]


def _detail(call: SyntheticCall, turn: Said) -> list[str]:
    if turn.role is Role.EXECUTIVE:
        return [f"{firm(call)} - {turn.title}"]
    return [f"{house(turn.firm)} - {_title(turn.speaker)}"] if turn.firm else []


def _numbered(lines: list[str]) -> list[str]:
    found = ["2"]
    for page, begin in enumerate(range(0, len(lines), _PAGE), start=3):
        found += [*lines[begin : begin + _PAGE], str(page)]
    return found
