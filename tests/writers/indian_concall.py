"""Writes a synthetic call as Indian companies file theirs: letter, cover, labels in a column; as PDF or as its text."""

import random
from dataclasses import dataclass, replace
from typing import Literal

from ingest.transcript import Role
from tests.writers.call import Said, SyntheticCall
from tests.writers.paper import BOLD, ITALIC, REGULAR, Paper, Placed, wrap

_MODERATOR = "Moderator"


@dataclass(frozen=True)
class Style:
    """What varies from file to file."""

    labels: Literal["column", "colon", "inline"]
    """Beside the speech, with the colon at the label or in a column of its own; or before it."""
    width: float
    """Of the label column; narrow ones wrap long names."""
    indent: float
    letter: bool
    cover: Literal["capitals", "commas", "two lines", "table", "none"]
    header: Literal["right", "left", "one line"]
    number: Literal["Page {} of {}", "{}", "P a g e {} | {}"]
    bold: bool
    legal: Literal["rule", "safe harbor", "none"]
    heading: bool
    """A printed heading above the Q&A."""
    block: bool
    """In text: some pages with all labels first."""


def style_of(seed: int) -> Style:
    rng = random.Random(f"indian {seed}")
    return Style(
        labels=rng.choice(("column", "column", "colon", "inline")),
        width=rng.choice((60.0, 85.0, 105.0, 130.0)),
        indent=rng.choice((50.0, 72.0, 90.0)),
        letter=rng.random() < 0.7,
        cover=rng.choice(("capitals", "capitals", "commas", "two lines", "table", "none")),
        header=rng.choice(("right", "left", "one line")),
        number=rng.choice(("Page {} of {}", "{}", "P a g e {} | {}")),
        bold=rng.random() < 0.8,
        legal=rng.choice(("rule", "safe harbor", "none")),
        heading=rng.random() < 0.3,
        block=rng.random() < 0.5,
    )


def company_of(call: SyntheticCall) -> str:
    return f"{call.company} Limited"


def turns_of(call: SyntheticCall) -> list[Said]:
    """The turns as the file labels them: the operator is the moderator."""
    return [replace(turn, speaker=_MODERATOR) if turn.role is Role.OPERATOR else turn for turn in call.turns]


def write(call: SyntheticCall, seed: int = 0, *, misspelt: dict[int, str] | None = None) -> tuple[str, bytes]:
    """(file name, PDF). `misspelt`: the label of a turn, by its place from 0, as it is printed by mistake."""
    return f"{call.ticker.lower()}.pdf", _paper(call, style_of(seed), misspelt or {}).pdf()


def write_text(call: SyntheticCall, seed: int = 0, *, misspelt: dict[int, str] | None = None) -> tuple[str, bytes]:
    """(file name, text with form feeds) as an extractor prints it."""
    rng = random.Random(f"text {seed}")
    style = style_of(seed)
    paper = _paper(call, replace(style, labels="column", width=200.0), misspelt or {})
    pages = []
    for number, page in enumerate(paper.pages, start=1):
        furniture = [part.text for part in paper.furniture(number, len(paper.pages))]
        rows: dict[float, list[Placed]] = {}
        for part in page:
            rows.setdefault(round(part.top), []).append(part)
        lines = [" ".join(part.text for part in sorted(row, key=lambda p: p.x)) for row in rows.values()]
        labels = [
            part.text
            for part in page
            if part.font == BOLD and part.x == style.indent and part.text.endswith(":") and part.text != "Safe Harbor:"
        ]
        spoken = number > style.letter + (style.cover != "none")
        if style.block and spoken and len(labels) > 1 and rng.random() < 0.5:
            lines = labels + [" ".join(p.text for p in row if p.text not in labels) for row in rows.values()]
        pages.append(
            "\n".join([*furniture, *lines] if rng.random() < 0.5 else [*furniture[:-1], *lines, furniture[-1]]) + "\n"
        )
    return f"{call.ticker.lower()}.txt", "\f".join(pages).encode()


def _paper(call: SyntheticCall, style: Style, misspelt: dict[int, str]) -> Paper:
    fronts = style.letter + (style.cover != "none")
    paper = Paper(595, 842, 81, 760, lambda page, pages: _furniture(call, style, page, pages, fronts))
    if style.letter:
        _letter(paper, call)
        paper.new_page()
    if style.cover != "none":
        _cover(paper, call, style)
        paper.new_page()
    section = None
    for n, said in enumerate(turns_of(call)):
        if style.heading and section is not None and said.section is not section:
            paper.line("Question and Answer Session", style.indent, font=BOLD, size=9, pitch=15.5)
            paper.space(12)
        section = said.section
        _turn(paper, style, misspelt.get(n, said.speaker), [text for text, _ in said.paragraphs])
    if style.legal == "rule":
        paper.line("-" * 64, style.indent, pitch=15.5)
        paper.wrapped(
            "Note: This record was edited lightly, and may hold slips of the pen that nobody found.",
            style.indent,
            450,
            size=9,
            pitch=15.5,
        )
        paper.line("Disclaimer: Figures may contain slips.", style.indent, size=9, pitch=15.5)
    elif style.legal == "safe harbor":
        paper.line("Safe Harbor:", style.indent, font=BOLD, size=9, pitch=15.5)
        paper.wrapped(
            "What was said about the future may turn out otherwise. Management: is under no duty to come back to it.",
            style.indent,
            450,
            size=9,
            pitch=15.5,
        )
    return paper


def _letter(paper: Paper, call: SyntheticCall) -> None:
    for text in (
        f"{company_of(call)}", "Registered Office: 4 Kite Road, Surat", "CIN: L00000GJ2005PLC000000", "February 27, 2031",
        "BSE Limited", "Scrip Code: 599999", "National Stock Exchange of India Limited", "Symbol: KITE", "Dear Sir/Madam,",
        "Sub: Transcript of the call for the quarter", "Please find the transcript of our call below.", "Thanking you,",
        f"For {company_of(call)}", "Company Secretary: R. Mehrotra", "Encl: as above",
    ):  # fmt: skip
        paper.line(text, 72, pitch=18)


def _cover(paper: Paper, call: SyntheticCall, style: Style) -> None:
    paper.space(100)
    for text in (
        f"“{company_of(call)}",
        f"Q{call.fiscal_quarter} FY{call.fiscal_year % 100} Earnings Conference Call”",
        _date(call),
    ):
        paper.line(text, 220, font=BOLD, size=12, pitch=20)
    paper.space(60)
    host = call.executives[0]
    lists = [
        ("MANAGEMENT:", list(call.executives[1:]), company_of(call)),
        ("MODERATOR:", [(host[0], "Quillfeather India")], ""),
    ]
    for heading, people, company in lists:
        first = True
        for name, title in people:
            entry = _entry(name, title, company, style)
            if style.cover == "table":
                paper.row(
                    [
                        Placed(72, 0, heading if first else "", BOLD, 9),
                        Placed(250, 0, f"Mr. {name}", BOLD, 9),
                        Placed(390, 0, title, REGULAR, 9),
                    ],
                    16,
                )
                first = False
                continue
            for line in entry:
                for wrapped in wrap(line, 220, BOLD, 9):
                    paper.row([Placed(72, 0, heading if first else "", BOLD, 9), Placed(250, 0, wrapped, BOLD, 9)], 13)
                    first = False
            paper.space(8)


def _entry(name: str, title: str, company: str, style: Style) -> list[str]:
    if style.cover == "capitals":
        return [f"MR. {name} – {title}{f' – {company}' if company else ''}".upper()]
    if style.cover == "two lines":
        return [f"Mr. {name}", title]
    return [f"Ms. {name}, {title}"]


def _turn(paper: Paper, style: Style, label: str, texts: list[str]) -> None:
    font = BOLD if style.bold else REGULAR
    if style.labels == "inline":
        for i, text in enumerate(texts):
            _inline(paper, style, f"{label}: " if i == 0 else "", text, font)
            paper.space(12.1)
        return
    colon = [Placed(style.indent + style.width - 9, 0, ":", font, 9)] if style.labels == "colon" else []
    names = wrap(label if colon else f"{label}:", style.width - 14, font, 9)
    x = style.indent + style.width
    for text in texts:
        for line in wrap(text, 523 - x if x < 400 else 300, REGULAR, 9):
            part = [Placed(style.indent, 0, names.pop(0), font, 9), *colon] if names else []
            colon = []
            paper.row([*part, Placed(x, 0, line, REGULAR, 9)], 15.5)
        while names:
            paper.line(names.pop(0), style.indent, font=font, size=9, pitch=15.5)
        paper.space(12.1)


def _inline(paper: Paper, style: Style, label: str, text: str, font: str) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines = wrap(label + text, 523 - style.indent, font, 9)
    if label:
        shift = stringWidth(label, font, 9)
        rest = lines[0][len(label) :] if lines[0].startswith(label) else ""
        paper.row(
            [Placed(style.indent, 0, label.strip(), font, 9), Placed(style.indent + shift, 0, rest, REGULAR, 9)], 15.5
        )
        lines = lines[1:]
    for line in lines:
        paper.line(line, style.indent, size=9, pitch=15.5)


def _date(call: SyntheticCall) -> str:
    return f"{call.date:%B} {call.date.day}, {call.date.year}"


def _furniture(call: SyntheticCall, style: Style, page: int, pages: int, fronts: int) -> list[Placed]:
    if page < fronts or (fronts and page == fronts):
        return [Placed(290, 781, style.number.format(page, pages), REGULAR, 12)]
    x = {"right": 380.0, "left": style.indent, "one line": 200.0}[style.header]
    head = [Placed(x, 50, company_of(call), ITALIC, 10), Placed(x, 62, _date(call), ITALIC, 10)]
    if style.header == "one line":
        head = [Placed(x, 50, f"{company_of(call)} {_date(call)}", ITALIC, 10)]
    return [*head, Placed(290, 781, style.number.format(page, pages), REGULAR, 12)]
