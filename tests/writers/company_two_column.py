"""Writes a synthetic call as companies post theirs: bullets under names in capitals, then Q&A in two columns; no operator."""

import random
from dataclasses import dataclass, replace

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.paper import BOLD, REGULAR, Paper, Placed, wrap

_SLIDES = ("In one picture", "What we did, and why it took so long to get there", "Capital", "Outlook")


@dataclass(frozen=True)
class Style:
    """What varies from file to file."""

    edge: float
    """Where the right column begins."""
    bold: bool
    bullet: str
    heading: str
    titled: bool
    """Slide titles between the bullets."""
    legal: bool


def style_of(seed: int) -> Style:
    rng = random.Random(f"two columns {seed}")
    return Style(
        edge=rng.choice((180.0, 213.0, 230.0)),
        bold=rng.random() < 0.3,
        bullet=rng.choice(("-", "-", "•", "–")),
        heading=rng.choice(("Questions and Answers", "QUESTIONS AND ANSWERS", "Q&A")),
        titled=rng.random() < 0.8,
        legal=rng.random() < 0.7,
    )


def turns_of(call: SyntheticCall) -> list[Said]:
    """The turns without the operator's; what two of one speaker then follow each other is one turn."""
    found: list[Said] = []
    for turn in call.turns:
        if turn.role is Role.OPERATOR:
            continue
        if found and (found[-1].speaker, found[-1].section) == (turn.speaker, turn.section):
            found[-1] = replace(found[-1], paragraphs=found[-1].paragraphs + turn.paragraphs)
        else:
            found.append(turn)
    return found


def company_of(call: SyntheticCall) -> str:
    return f"{call.company} AG"


def write(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, PDF)."""
    return f"{call.ticker.lower()}.pdf", _paper(call, style_of(seed)).pdf()


def write_text(call: SyntheticCall, seed: int = 0) -> tuple[str, bytes]:
    """(file name, text with form feeds), both columns of a line on one line."""
    return f"{call.ticker.lower()}.txt", _paper(call, style_of(seed)).text().encode()


def _paper(call: SyntheticCall, style: Style) -> Paper:
    paper = Paper(595, 842, 90, 750, lambda page, pages: [Placed(300, 782, str(page), REGULAR, 11)])
    paper.line(company_of(call), 71, font=BOLD, size=18, pitch=30)
    paper.line(
        f"{call.company} Q{call.fiscal_quarter} {call.fiscal_year} Analyst Conference Call", 71, size=14, pitch=24
    )
    paper.line(f"{call.date:%A}, {call.date.day}th {call.date:%B %Y} | 10:00 CET", 71, size=12, pitch=24)
    paper.line("Transcript", 71, size=12, pitch=24)
    paper.line("Speakers:", 71, size=12, pitch=24)
    for name, title in call.executives:
        paper.line(f"{name}, {title}", 71, size=12, pitch=16)
    paper.new_page()
    rng = random.Random(str(style))
    slide = 0
    section = Section.PREPARED
    for said in turns_of(call):
        if said.section is not section:
            section = said.section
            paper.space(20)
            paper.line(style.heading, 71, font=BOLD, size=12, pitch=24)
        if section is Section.QA:
            _asked(paper, said, style)
            continue
        paper.space(10)
        paper.line(said.speaker.upper(), 71, font=BOLD if style.bold else REGULAR, size=12, pitch=24)
        for i, (text, _) in enumerate(said.paragraphs):
            if style.titled and (i == 0 or rng.random() < 0.4):
                slide += 1
                paper.line(f"Slide {slide} – {_SLIDES[slide % len(_SLIDES)]}", 71, size=12, pitch=24)
            for n, line in enumerate(wrap(text, 390, REGULAR, 12)):
                mark = [Placed(107, 0, style.bullet, REGULAR, 12)] if n == 0 else []
                paper.row([*mark, Placed(125, 0, line, REGULAR, 12)], 15.5)
            paper.space(8.5)
    if style.legal:
        paper.new_page()
        paper.line("Disclaimer", 71, font=BOLD, size=12, pitch=24)
        paper.wrapped(
            "This record looks ahead here and there. Nobody promises anything with it.", 71, 440, size=12, pitch=15.5
        )
    return paper


def _asked(paper: Paper, said: Said, style: Style) -> None:
    left = wrap(said.speaker, style.edge - 85, REGULAR, 12)
    if said.firm:
        left += wrap(f"({said.firm})", style.edge - 80, REGULAR, 12)
    for text, _ in said.paragraphs:
        for line in wrap(text, 517 - style.edge, REGULAR, 12):
            part = [Placed(71, 0, left.pop(0), REGULAR, 12)] if left else []
            paper.row([*part, Placed(style.edge, 0, line, REGULAR, 12)], 16.7)
        if text != said.paragraphs[-1][0]:
            paper.space(7.9)
    for name in left:
        paper.line(name, 71, size=12, pitch=16.7)
    paper.space(7.9)
