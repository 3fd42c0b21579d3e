"""What a format parser hands on: the file's blocks as printed, before people, sections and sentences are worked out."""

from dataclasses import dataclass, field

from ingest.transcript import Note, Section


@dataclass
class DraftTurn:
    """A heading and what stands under it. `paragraphs` are (text, translation) pairs, verbatim."""

    label: str | None
    title: str | None = None
    firm: str | None = None
    section: Section | None = None
    """Only where the file prints the section."""
    paragraphs: list[tuple[str, str | None]] = field(default_factory=list)


@dataclass
class Draft:
    """One call as its file prints it. None means that the file does not say."""

    format: str
    languages: tuple[str, ...]
    company: str | None = None
    ticker: str | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    date: str | None = None
    title: str | None = None
    translation_kind: str | None = None
    turns: list[DraftTurn] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
