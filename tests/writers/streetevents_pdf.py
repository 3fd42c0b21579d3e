"""Writes a synthetic call in the StreetEvents PDF layout: as a PDF, or as the text of one."""

import random
from dataclasses import dataclass
from typing import Literal

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.paper import BOLD, ITALIC, REGULAR, Paper, Placed, wrap

_LONG_TITLES = {
    "Chief Executive Officer": "Chairman, President & CEO - Global Operations and Member of the Board of Directors of the Group",
}


@dataclass(frozen=True)
class Style:
    """What varies from year to year."""

    owner: Literal["THOMSON REUTERS", "REFINITIV", "LSEG", "Thomson"]
    spaced: bool
    """Section headings with a space after each letter."""
    heading: Literal["bold", "mixed"]
    """All of a heading bold; or the name bold and the rest in italics."""
    overview: bool
    long_titles: bool


def style_of(seed: int) -> Style:
    rng = random.Random(seed)
    return Style(
        rng.choice(("THOMSON REUTERS", "REFINITIV", "LSEG", "Thomson")),
        rng.random() < 0.7,
        rng.choice(("bold", "mixed")),
        rng.random() < 0.5,
        rng.random() < 0.4,
    )


def write(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, PDF)."""
    return f"{call.ticker.lower()}-event.pdf", _paper(call, style_of(seed)).pdf()


def write_text(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, text with form feeds)."""
    rng = random.Random(f"text {seed}")
    text = _paper(call, style_of(seed)).text(furniture=rng.choice(("first", "around")), blanks=rng.random() < 0.4)
    return f"{call.ticker.lower()}-event.txt", text.encode()


def title_of(call: SyntheticCall, said: Said, style: Style) -> str | None:
    return _LONG_TITLES.get(said.title or "", said.title) if style.long_titles else said.title


def firm_of(call: SyntheticCall, said: Said) -> str | None:
    return None if said.role is Role.OPERATOR else said.firm or f"{call.company} Inc."


def _event(call: SyntheticCall) -> str:
    return f"{call.ticker} - {call.period} {call.company} Inc Earnings Call"


def _paper(call: SyntheticCall, style: Style) -> Paper:
    paper = Paper(first=80, last=690, furniture=lambda page, pages: _furniture(call, style, page))
    paper.top = 80
    paper.line(f"{style.owner} STREETEVENTS", 36, font=BOLD, size=20, pitch=30)
    paper.line("EDITED TRANSCRIPT", 36, font=BOLD, size=16, pitch=24)
    paper.line(_event(call), 36, font=BOLD, size=12, pitch=24)
    paper.line(f"EVENT DATE/TIME: {call.date.strftime('%B %d, %Y').upper()} / 10:00PM GMT", 36, size=9, pitch=24)
    if style.overview:
        paper.line("OVERVIEW:", 36, font=BOLD, pitch=14)
        paper.wrapped("Co. reported sales. Expects more of the same, as M. Renn said.", 36, 540)
    paper.new_page()
    _section(paper, style, "CORPORATE PARTICIPANTS")
    for name, title in call.executives:
        _listed(paper, name, f"{call.company} Inc. - {_LONG_TITLES.get(title, title) if style.long_titles else title}")
    _section(paper, style, "CONFERENCE CALL PARTICIPANTS")
    for name, firm in call.analysts:
        _listed(paper, name, f"{firm} - Analyst")
    section: Section | None = None
    for said in call.turns:
        if said.section is not section:
            section = said.section
            _section(paper, style, "PRESENTATION" if section is Section.PREPARED else "QUESTIONS AND ANSWERS")
        _heading(paper, call, said, style)
        for text, _ in said.paragraphs:
            paper.wrapped(text, 36, 540, size=9, pitch=12)
            paper.space(7)
        paper.space(8)
    _section(paper, style, "DISCLAIMER")
    paper.wrapped(
        "The publisher may change this record and takes no responsibility for slips in it.", 36, 540, size=7, pitch=9
    )
    return paper


def _section(paper: Paper, style: Style, name: str) -> None:
    paper.space(10)
    paper.line(" ".join(name) if style.spaced else name, 36, font=BOLD, size=12, pitch=20)


def _listed(paper: Paper, name: str, detail: str) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    at = 36 + stringWidth(name, BOLD, 9) + 4
    first, *rest = wrap(detail, 300, ITALIC, 9)
    paper.row([Placed(36, 0, name, BOLD, 9), Placed(at, 0, first, ITALIC, 9)], 12)
    for line in rest:
        paper.line(line, 36, font=ITALIC, size=9, pitch=12)
    paper.space(4)


def _heading(paper: Paper, call: SyntheticCall, said: Said, style: Style) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if said.role is Role.OPERATOR:
        paper.line("Operator", 36, font=BOLD, size=9, pitch=13)
        return
    detail = f" - {firm_of(call, said)} - {title_of(call, said, style)}"
    if style.heading == "bold":
        for line in wrap(said.speaker + detail, 330, BOLD, 9):
            paper.line(line, 36, font=BOLD, size=9, pitch=13)
        return
    first, *rest = wrap(detail.strip(), 300, ITALIC, 9)
    at = 36 + stringWidth(said.speaker + " ", BOLD, 9)
    paper.row([Placed(36, 0, said.speaker, BOLD, 9), Placed(at, 0, first, ITALIC, 9)], 13)
    for line in rest:
        paper.line(line, 36, font=ITALIC, size=9, pitch=13)


def _furniture(call: SyntheticCall, style: Style, page: int) -> list[Placed]:
    if page == 1:
        return []
    return [
        Placed(36, 30, f"{call.date.strftime('%B %d, %Y').upper()} / 10:00PM GMT, {_event(call)}", BOLD, 8),
        Placed(300, 720, str(page), size=9),
        Placed(36, 735, f"{style.owner} STREETEVENTS | www.streetevents.com | Contact Us", REGULAR, 8),
        Placed(
            36,
            748,
            f"©{call.date.year} {style.owner}. All rights reserved. Republication or redistribution of content, including by",
            size=6,
        ),
        Placed(
            36,
            756,
            "framing or similar means, is prohibited without the prior written consent of its owner, who has registered its logo.",
            size=6,
        ),
    ]
