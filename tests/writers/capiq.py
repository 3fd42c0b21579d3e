"""Writes a synthetic call in the S&P Capital IQ layout: as a PDF, or as the text of one."""

import random
from dataclasses import dataclass

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.paper import BOLD, ITALIC, Paper, Placed, wrap

_LONG_TITLES = {
    "Chief Executive Officer": "Chairman of the Board, President & Chief Executive Officer",
    "Chief Financial Officer": "Executive VP, CFO & Treasurer",
    "Head of Investor Relations": "Vice President of Investor Relations & Corporate Communications",
}


@dataclass(frozen=True)
class Style:
    """What varies from file to file."""

    columns: int
    stacked: bool
    """Each list over all columns; else one list runs on in the next column."""
    older: bool
    """The publisher's older name in the footer."""
    swapped: bool
    """Question and Answer before Presentation in the contents."""
    narrow: bool
    """Short pages: headings are parted from their speech more often."""


def style_of(seed: int) -> Style:
    rng = random.Random(seed)
    columns = rng.choice((1, 2, 3))
    return Style(columns, rng.random() < 0.5, rng.random() < 0.3, rng.random() < 0.5, rng.random() < 0.5)


def write(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, PDF)."""
    return f"{call.ticker.lower()}-capiq.pdf", _paper(call, style_of(seed)).pdf()


def write_text(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, text with form feeds): participants in one column, as text that names the speakers has them."""
    rng = random.Random(f"text {seed}")
    style = style_of(seed)
    paper = _paper(call, Style(1, style.stacked, style.older, style.swapped, style.narrow))
    text = paper.text(furniture=rng.choice(("first", "first", "around")), blanks=rng.random() < 0.3)
    return f"{call.ticker.lower()}-capiq.txt", text.encode()


def title_of(call: SyntheticCall, said: Said, style: Style) -> str | None:
    return _LONG_TITLES.get(said.title or "", said.title) if said.role is Role.EXECUTIVE else None


def firm_of(call: SyntheticCall, said: Said) -> str | None:
    return f"{said.firm}, Research Division" if said.role is Role.ANALYST else None


def _paper(call: SyntheticCall, style: Style) -> Paper:
    paper = Paper(
        first=75, last=500 if style.narrow else 725, furniture=lambda page, pages: _furniture(call, style, page)
    )
    paper.top = 75
    paper.line(f"{call.company}, Inc. NYSE:{call.ticker}", 36, font=BOLD, size=20, pitch=30)
    paper.line(
        f"FQ{call.fiscal_quarter} {call.fiscal_year} Earnings Call Transcripts", 36, font=BOLD, size=16, pitch=24
    )
    paper.line(f"{call.date.strftime('%A, %B %d, %Y')} 8:30 PM GMT", 36, size=12, pitch=24)
    paper.line("S&P Global Market Intelligence Estimates", 36, font=BOLD, pitch=20)
    next_quarter = f"FQ{call.fiscal_quarter % 4 + 1} {call.fiscal_year + 3}"
    paper.line(
        f"-FQ{call.fiscal_quarter} {call.fiscal_year}-  -{next_quarter}-  -FY {call.fiscal_year + 4}-",
        36,
        font=BOLD,
        size=8,
    )
    paper.line("EPS Normalized 0.41 0.38 (7.32 %) 0.44 1.80 2.05", 36, size=8)
    paper.new_page()
    paper.line("Contents", 36, font=BOLD, size=24, pitch=40)
    titles = ["Call Participants", "Presentation", "Question and Answer"]
    for n, title in enumerate([titles[0], titles[2], titles[1]] if style.swapped else titles, start=3):
        paper.line(f"{title} {'.' * 80} {n}", 36, pitch=18)
    paper.new_page()
    paper.line("Call Participants", 36, font=BOLD, size=24, pitch=33)
    _lists(paper, call, style)
    section: Section | None = None
    for said in call.turns:
        if said.section is not section:
            section = said.section
            paper.new_page()
            paper.line(
                "Presentation" if section is Section.PREPARED else "Question and Answer",
                36,
                font=BOLD,
                size=24,
                pitch=33,
            )
        _turn(paper, call, said, style)
    paper.new_page()
    owner = "Capital IQ, Inc." if style.older else "S&P Global Market Intelligence"
    paper.line(f"Copyright © 2025 by {owner}. All rights reserved.", 36, size=8)
    paper.wrapped(
        "These pages are for information only and are not advice. Nobody answers for slips in them.", 36, 540, size=8
    )
    return paper


def _turn(paper: Paper, call: SyntheticCall, said: Said, style: Style) -> None:
    paper.line(said.speaker, 36, font=BOLD, pitch=11.5)
    if below := title_of(call, said, style) or firm_of(call, said):
        paper.line(below, 36, font=ITALIC, pitch=11.5)
    for i, (text, _) in enumerate(said.paragraphs):
        if i:
            paper.space(8)
        paper.wrapped(text, 36, 539, pitch=12)
    paper.space(12)


def _lists(paper: Paper, call: SyntheticCall, style: Style) -> None:
    executives = [(name, _LONG_TITLES.get(title, title)) for name, title in call.executives]
    analysts = [(name, f"{firm}, Research Division") for name, firm in call.analysts]
    if not style.stacked:
        cells = [*_entries("EXECUTIVES", executives), *_entries("ANALYSTS", analysts)]
        share = -(-len(cells) // style.columns)
        _columns(paper, [cells[i * share : (i + 1) * share] for i in range(style.columns)])
        return
    for heading, people in (("EXECUTIVES", executives), ("ANALYSTS", analysts)):
        paper.line(heading, 37, font=BOLD, pitch=20)
        share = -(-len(people) // style.columns)
        _columns(paper, [_entries("", people[i * share : (i + 1) * share]) for i in range(style.columns)])
        paper.space(14)


def _entries(heading: str, people: list[tuple[str, str]]) -> list[tuple[tuple[str, str, float], ...]]:
    found: list[tuple[tuple[str, str, float], ...]] = [((heading, BOLD, 20.0),)] if heading else []
    for name, below in people:
        lines = wrap(below, 150, ITALIC, 10)
        found.append(((name, BOLD, 11.3), *((line, ITALIC, 11.3) for line in lines[:-1]), (lines[-1], ITALIC, 22.0)))
    return found


def _columns(paper: Paper, columns: list[list[tuple[tuple[str, str, float], ...]]]) -> None:
    top, lowest = paper.top, paper.top
    for n, column in enumerate(columns):
        at = top
        for entry in column:
            for text, font, pitch in entry:
                paper.pages[-1].append(Placed(37 + n * 179, at, text, font))
                at += pitch
        lowest = max(lowest, at)
    paper.top = lowest


def _furniture(call: SyntheticCall, style: Style, page: int) -> list[Placed]:
    site = "www.capitaliq.com" if style.older else "spglobal.com/marketintelligence"
    owner = "Capital IQ, Inc." if style.older else "S&P Global Market Intelligence, a division of S&P Global Inc"
    found = [
        Placed(36, 745, f"Copyright © 2025 {owner}. All rights reserved.", size=7),
        Placed(36, 754, site, BOLD, 9),
        Placed(570, 754, str(page), BOLD, 9),
    ]
    if page > 2:
        header = f"{call.company}, Inc. FQ{call.fiscal_quarter} {call.fiscal_year} Earnings Call |  {call.date.strftime('%b %d, %Y')}"
        found.append(Placed(36, 25, header.upper(), BOLD))
    return found
