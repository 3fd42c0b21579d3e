"""Pages on which the writers of PDF layouts place their lines: as a real PDF, or as the text an extractor makes of it."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

REGULAR, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"


@dataclass(frozen=True)
class Placed:
    """A line's part: points from the page's top left. `spacing` is put between its letters."""

    x: float
    top: float
    text: str
    font: str = REGULAR
    size: float = 10.0
    spacing: float = 0.0


Furniture = Callable[[int, int], Sequence[Placed]]
"""(page number, number of pages) -> what stands on the page besides the speech."""


@dataclass
class Paper:
    """Lines are set from the top down; a new page begins where one is full."""

    width: float = 612.0
    height: float = 792.0
    first: float = 90.0
    last: float = 725.0
    furniture: Furniture = lambda page, pages: ()
    on_new_page: Callable[[], None] = lambda: None
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    top: float = 90.0

    def new_page(self) -> None:
        self.pages.append([])
        self.top = self.first
        self.on_new_page()

    def space(self, points: float) -> None:
        """White space, lost at a page's end."""
        self.top = min(self.top + points, self.last + 1)

    def line(self, text: str, x: float, *, font: str = REGULAR, size: float = 10.0, pitch: float = 12.0) -> None:
        self.row([Placed(x, 0, text, font, size)], pitch)

    def row(self, parts: Sequence[Placed], pitch: float) -> None:
        """Parts of one line; the `top` of each is its distance from the line's top."""
        if self.top + pitch > self.last:
            self.new_page()
        for part in parts:
            self.pages[-1].append(Placed(part.x, self.top + part.top, part.text, part.font, part.size, part.spacing))
        self.top += pitch

    def wrapped(
        self, text: str, x: float, width: float, *, font: str = REGULAR, size: float = 10.0, pitch: float = 12.0
    ) -> None:
        for line in wrap(text, width, font, size):
            self.line(line, x, font=font, size=size, pitch=pitch)

    def pdf(self) -> bytes:
        from reportlab.pdfgen.canvas import Canvas

        file = io.BytesIO()
        canvas = Canvas(file, pagesize=(self.width, self.height))
        for number, page in enumerate(self.pages, start=1):
            for part in (*self.furniture(number, len(self.pages)), *page):
                text = canvas.beginText(part.x, self.height - part.top - 0.8 * part.size)
                text.setFont(part.font, part.size)
                text.setCharSpace(part.spacing)
                text.textOut(part.text)
                canvas.drawText(text)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    def text(self, *, furniture: str = "around", blanks: bool = False) -> str:
        """The pages as text with form feeds.

        `furniture`: "around" in reading order, "first" all of it at the page's start. `blanks`: a blank line for white
        space.
        """
        found = []
        for number, page in enumerate(self.pages, start=1):
            extra = sorted(self.furniture(number, len(self.pages)), key=lambda p: (p.top, p.x))
            if furniture == "first":
                lines = [*_text_lines(extra, False), *_text_lines(page, blanks)]
            else:
                head = [part for part in extra if part.top < self.height / 2]
                foot = [part for part in extra if part.top >= self.height / 2]
                lines = [*_text_lines(head, False), *_text_lines(page, blanks), *_text_lines(foot, False)]
            found.append("\n".join(lines) + "\n")
        return "\f".join(found)


def _text_lines(parts: Sequence[Placed], blanks: bool) -> list[str]:
    lines: list[str] = []
    rows: dict[float, list[Placed]] = {}
    for part in parts:
        base = float(round(part.top + 0.8 * part.size))
        rows.setdefault(next((row for row in rows if abs(row - base) <= 2), base), []).append(part)
    above: float | None = None
    for base, row in rows.items():
        if blanks and above is not None and base - above > 1.4 * max(part.size for part in row) * 1.25:
            lines.append("")
        lines.append(" ".join(part.text for part in sorted(row, key=lambda part: part.x)))
        above = base
    return lines


def wrap(text: str, width: float, font: str, size: float) -> list[str]:
    """Lines that fit, broken at spaces and after hyphens inside words."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines = [""]
    for piece in re.findall(r"\S+?(?:(?<=[A-Za-z])-(?=[A-Za-z])|(?=\s)|$)\s*", text):
        if lines[-1] and stringWidth((lines[-1] + piece).rstrip(), font, size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
