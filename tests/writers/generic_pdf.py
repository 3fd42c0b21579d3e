"""Writes a synthetic call as a PDF with speaker lines of some common shape, with furniture and wrapped lines."""

import random
from dataclasses import dataclass
from typing import Literal

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.paper import BOLD, ITALIC, REGULAR, Paper, Placed, wrap


@dataclass(frozen=True)
class Style:
    """What varies from file to file."""

    labels: Literal["bold", "bold title below", "colon", "capitals colon", "dash", "table"]
    header: bool
    gap: float
    size: float
    heading: bool
    legal: bool


def style_of(seed: int) -> Style:
    rng = random.Random(f"generic pdf {seed}")
    return Style(
        labels=rng.choice(("bold", "bold title below", "colon", "capitals colon", "dash", "table")),
        header=rng.random() < 0.6,
        gap=rng.choice((6.0, 10.0, 12.0)),
        size=rng.choice((9.0, 10.0, 11.0)),
        heading=rng.random() < 0.6,
        legal=rng.random() < 0.5,
    )


def write(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, PDF)."""
    return f"{call.ticker.lower()}.pdf", _paper(call, style_of(seed)).pdf()


def write_text(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, text with form feeds)."""
    return f"{call.ticker.lower()}.txt", _paper(call, style_of(seed)).text(blanks=True).encode()


def _paper(call: SyntheticCall, style: Style) -> Paper:
    paper = Paper(furniture=lambda page, pages: _furniture(call, style, page, pages))
    paper.line(call.company, 72, font=BOLD, size=16, pitch=24)
    paper.line(f"Q{call.fiscal_quarter} {call.fiscal_year} Earnings Call", 72, size=12, pitch=18)
    paper.line(f"{call.date:%B} {call.date.day}, {call.date.year}", 72, size=10, pitch=30)
    section = None
    for said in call.turns:
        if said.section is not section:
            section = said.section
            if style.heading:
                paper.space(10)
                text = "Prepared Remarks" if section is Section.PREPARED else "Questions and Answers"
                paper.line(text, 72, font=BOLD, size=14, pitch=22)
        _turn(paper, call, said, style)
    if style.legal:
        paper.space(20)
        paper.line("Disclaimer", 72, font=BOLD, size=10, pitch=14)
        paper.wrapped("This record may hold slips, and nobody answers for them.", 72, 460, size=8, pitch=10)
    return paper


def _turn(paper: Paper, call: SyntheticCall, said: Said, style: Style) -> None:
    texts = [text for text, _ in said.paragraphs]
    pitch = 1.25 * style.size
    if style.labels == "table":
        names = wrap(said.speaker, 100, BOLD, style.size)
        for text in texts:
            for line in wrap(text, 340, REGULAR, style.size):
                part = [Placed(72, 0, names.pop(0), BOLD, style.size)] if names else []
                paper.row([*part, Placed(190, 0, line, REGULAR, style.size)], pitch)
            for name in names:
                paper.line(name, 72, font=BOLD, size=style.size, pitch=pitch)
            names = []
            paper.space(style.gap)
        return
    label = _label(call, said, style)
    if style.labels.endswith("colon"):
        texts[0] = f"{label} {texts[0]}"
    else:
        paper.line(label, 72, font=BOLD, size=style.size, pitch=pitch)
        if style.labels == "bold title below" and said.title:
            paper.line(f"{said.title}, {said.firm or call.company}", 72, font=ITALIC, size=style.size, pitch=pitch)
    for text in texts:
        paper.wrapped(text, 72, 460, size=style.size, pitch=pitch)
        paper.space(style.gap)


def _label(call: SyntheticCall, said: Said, style: Style) -> str:
    if style.labels == "capitals colon":
        return f"{said.speaker.upper()}:"
    if style.labels == "colon":
        return f"{said.speaker}:"
    if style.labels == "dash" and said.role is not Role.OPERATOR:
        return f"{said.speaker} – {said.firm or said.title}"
    return said.speaker


def _furniture(call: SyntheticCall, style: Style, page: int, pages: int) -> list[Placed]:
    foot = [Placed(290, 750, f"Page {page} of {pages}", size=8)]
    if not style.header:
        return foot
    return [
        Placed(72, 40, f"{call.company} Q{call.fiscal_quarter} {call.fiscal_year} Earnings Call", ITALIC, 8),
        Placed(430, 40, f"{call.date:%d %B %Y}", size=8),
        *foot,
    ]


def printed(lines: list[str], seed: int = 0) -> bytes:
    """Any text as a PDF: its lines wrapped to the page, with a page number and the address of the site it came from."""
    rng = random.Random(f"printed {seed}")
    size, gap = rng.choice((9.0, 10.0, 11.0)), rng.choice((0.0, 4.0, 9.0))
    paper = Paper(
        furniture=lambda page, pages: [
            Placed(72, 30, "https://transcripts.example.com/call/1234", size=7),
            Placed(500, 760, f"{page}/{pages}", size=7),
        ]
    )
    for line in lines:
        if not line.strip():
            paper.space(1.25 * size)
        for part in wrap(line, 460, REGULAR, size):
            paper.line(part, 72, size=size, pitch=1.25 * size)
        paper.space(gap if line.strip() else 0)
    return paper.pdf()
