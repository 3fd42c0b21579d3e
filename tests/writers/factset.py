"""Writes a synthetic call in the FactSet CallStreet layout: as a PDF, or as the text of one."""

import random
from dataclasses import dataclass
from typing import Literal

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.paper import BOLD, Paper, Placed, wrap

_RULE = "." * 150
_LONG_TITLES = {
    "Chief Executive Officer": "Chairman of the Board, President, Chief Executive Officer & Director",
    "Chief Financial Officer": "Executive Vice President, Chief Financial Officer & Treasurer",
}


@dataclass(frozen=True)
class Style:
    """What varies from file to file."""

    vendor: bool
    """The publisher's header and footer, and its cover; else page numbers only."""
    lists: bool
    columns: int
    flags: Literal["tall", "text"]
    operator: Literal["inline", "block"]
    repeated: bool
    """A heading again at the top of a page for the same speech."""
    long_titles: bool
    rules: bool
    """Dots between the speeches; lost where a company has set the transcript anew."""
    marked: bool
    """The older copies: `Name, Title` and `<Q - Name - Firm>:`."""


def style_of(seed: int) -> Style:
    rng = random.Random(seed)
    vendor = rng.random() < 0.65
    marked = vendor and rng.random() < 0.2
    return Style(
        vendor=vendor,
        lists=vendor or rng.random() < 0.3,
        columns=1 if marked else rng.choice((1, 2, 2, 3)),
        flags=rng.choice(("tall", "tall", "text")),
        operator=rng.choice(("inline", "inline", "block")),
        repeated=rng.random() < 0.5,
        long_titles=rng.random() < 0.5,
        rules=not marked and (vendor or rng.random() < 0.7),
        marked=marked,
    )


def write(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, PDF)."""
    return f"{call.ticker.lower()}.pdf", _paper(call, style_of(seed)).pdf()


def write_text(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, text with form feeds): the PDF as extractors print it."""
    rng = random.Random(f"text {seed}")
    text = _paper(call, style_of(seed)).text(furniture=rng.choice(("around", "first")), blanks=rng.random() < 0.5)
    return f"{call.ticker.lower()}.txt", text.encode()


def title_of(call: SyntheticCall, said: Said, style: Style) -> str | None:
    """The title as this style prints it."""
    title = said.title
    return _LONG_TITLES.get(title, title) if style.long_titles and title else title


def firm_of(call: SyntheticCall, said: Said) -> str | None:
    return None if said.role is Role.OPERATOR else said.firm or f"{call.company}, Inc."


def _paper(call: SyntheticCall, style: Style) -> Paper:
    paper = Paper(furniture=lambda page, pages: _furniture(call, style, page, pages))
    if style.vendor:
        paper.line("Total Pages: 9", 54, size=9)
        paper.line(f"{call.company}, Inc. ({call.ticker} )", 54, font=BOLD, size=14, pitch=20)
        paper.line(f"{call.period} Earnings Call", 54, size=12)
        paper.new_page()
    else:
        paper.line(f"{call.company}, Inc. ({call.ticker})", 54, font=BOLD, size=14, pitch=20)
        paper.line(f"{call.period} Earnings Call", 54, size=12, pitch=20)
        paper.line(call.date.strftime("%d-%b-%Y"), 54, size=9, pitch=20)
    if style.lists:
        corporate = [(name, f"{_long(title, style)}, {call.company}, Inc.") for name, title in call.executives]
        others = [(name, f"Analyst, {firm}") for name, firm in call.analysts]
        _people(paper, "CORPORATE PARTICIPANTS", corporate, style)
        _people(paper, "OTHER PARTICIPANTS", others, style)
    _rule(paper, style)
    section: Section | None = None
    for n, said in enumerate(call.turns):
        if said.section is not section:
            section = said.section
            heading = (
                "MANAGEMENT DISCUSSION SECTION" if section is Section.PREPARED else "QUESTION AND AN SW ER SECTION"
            )
            paper.space(8)
            paper.line(heading, 54, font=BOLD, size=18, pitch=26)
            _rule(paper, style)
        _turn(paper, call, said, style, last=n + 3 > len(call.turns))
        _rule(paper, style)
    paper.space(14)
    paper.line("Disclaimer", 54, font=BOLD, size=9, pitch=14)
    paper.wrapped(
        "This record is given as is; nobody answers for slips in it, or for what anybody does with it.",
        54,
        500,
        size=6,
        pitch=8,
    )
    return paper


def _long(title: str, style: Style) -> str:
    return _LONG_TITLES.get(title, title) if style.long_titles else title


def _turn(paper: Paper, call: SyntheticCall, said: Said, style: Style, *, last: bool) -> None:
    texts = [text for text, _ in said.paragraphs]
    if said.role is Role.OPERATOR and style.operator == "inline":
        texts[0] = f"Operator: {texts[0]}"
    elif style.marked and said.section is Section.QA and said.role is not Role.OPERATOR:
        mark = "Q" if said.role is Role.ANALYST else "A"
        texts[0] = f"<{mark} – {said.speaker} – {firm_of(call, said)}>: {texts[0]}"
    else:
        paper.on_new_page = lambda: None
        _heading(paper, call, said, style, flagged=said.section is Section.QA and not last)
        if style.repeated and said.role is not Role.OPERATOR and not style.marked:
            paper.on_new_page = lambda: _heading(paper, call, said, style, flagged=said.section is Section.QA)
    for i, text in enumerate(texts):
        if i:
            paper.space(10.5)
        paper.wrapped(text, 54, 500, size=8, pitch=10.5)
    paper.on_new_page = lambda: None


def _heading(paper: Paper, call: SyntheticCall, said: Said, style: Style, *, flagged: bool) -> None:
    title, firm = title_of(call, said, style), firm_of(call, said)
    if style.marked:
        paper.line(f"{said.speaker}, {title}" if title else said.speaker, 54, font=BOLD, size=8, pitch=10.5)
        return
    flag = "Q" if said.role is Role.ANALYST else "A" if said.role is Role.EXECUTIVE else None
    tall = [Placed(536, -2, flag, BOLD, 28)] if flagged and flag and style.flags == "tall" else []
    small = [Placed(540, 0, flag, BOLD, 9)] if flagged and flag and style.flags == "text" else []
    paper.row([Placed(54, 0, said.speaker, BOLD, 12), *tall], 13.5)
    lines = wrap(f"{title}, {firm}", 300, "Helvetica", 9) if title else []
    for i, line in enumerate(lines):
        paper.row([Placed(54, 0, line, size=9), *(small if i == len(lines) - 1 else [])], 11.5)
    paper.space(6)


def _people(paper: Paper, heading: str, people: list[tuple[str, str]], style: Style) -> None:
    paper.line(heading, 54, font=BOLD, size=18, pitch=26)
    columns = style.columns
    if style.marked:
        for name, title in people:
            paper.line(f"{name} – {title}", 54, size=9)
        return
    width = 500 / columns
    rows = -(-len(people) // columns)
    cells = [people[i * rows : (i + 1) * rows] for i in range(columns)]
    for row in range(rows):
        entries = [(54 + n * width, cell[row]) for n, cell in enumerate(cells) if row < len(cell)]
        titles = [(x, wrap(title, width - 14, "Helvetica", 8)) for x, (_, title) in entries]
        paper.row([Placed(x, 0, name, BOLD, 10) for x, (name, _) in entries], 11)
        for i in range(max(len(lines) for _, lines in titles)):
            paper.row([Placed(x, 0, lines[i], size=8) for x, lines in titles if i < len(lines)], 10)
        paper.space(6)
    paper.space(10)


def _rule(paper: Paper, style: Style) -> None:
    if not style.rules:
        paper.space(12)
        return
    paper.space(4)
    paper.line(_RULE, 55, size=6, pitch=14)


def _furniture(call: SyntheticCall, style: Style, page: int, pages: int) -> list[Placed]:
    if not style.vendor:
        return [Placed(300, 751, str(page), size=9)]
    foot = [
        Placed(54, 750, "1-877-FACTSET   www.callstreet.com", size=7),
        Placed(294, 750, str(page), size=7),
        Placed(400, 750, "Copyright © 2001-2025 FactSet CallStreet, LLC", size=7),
    ]
    if page == 1:
        return foot
    return [
        Placed(54, 30, f"{call.company}, Inc. ({call.ticker} )", BOLD, 10),
        Placed(54, 42, f"{call.period} Earnings Call", size=8),
        Placed(480, 42, "Corrected Transcript", size=8),
        Placed(500, 54, call.date.strftime("%d -%b-%Y"), size=8),
        *foot,
    ]
