"""What a format parser hands on: the file's blocks as printed, before people, sections and sentences are worked out."""

from dataclasses import dataclass, field, replace

from ingest.transcript import Note, Role, Section


@dataclass(frozen=True)
class Listed:
    """A person of a printed participants list; `role` is that of the list (corporate participants, analysts)."""

    name: str
    role: Role | None = None
    title: str | None = None
    firm: str | None = None
    also_called: tuple[str, ...] = ()


@dataclass
class DraftTurn:
    """A heading and what stands under it. `paragraphs` are (text, translation) pairs, verbatim."""

    label: str | None
    title: str | None = None
    firm: str | None = None
    section: Section | None = None
    """Only where the file prints the section."""
    paragraphs: list[tuple[str, str | None]] = field(default_factory=list)
    role: Role | None = None
    """Only where the file prints it: a role column, a `Q -` or `A -` mark."""
    start_seconds: float | None = None
    flags: list[str] = field(default_factory=list)
    """Only what the file's marks show; what the words show is found for every format in one place."""
    likely_speaker: str | None = None
    session: int = 1
    """Counts presentations with their Q&A where one file holds several (analyst days)."""


@dataclass
class Draft:
    """One call as its file prints it. None means that the file does not say."""

    format: str
    languages: tuple[str, ...] = ("en",)
    company: str | None = None
    ticker: str | None = None
    exchange: str | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    period_end: str | None = None
    date: str | None = None
    title: str | None = None
    translation_kind: str | None = None
    participants: list[Listed] = field(default_factory=list)
    turns: list[DraftTurn] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list, init=False)
    _more: list[str] = field(default_factory=list, init=False)
    """Texts that go on with the last Note, joined when the notes are read: a file may give them line by line."""

    @property
    def notes(self) -> list[Note]:
        if self._more:
            last = self._notes[-1]
            self._notes[-1] = replace(last, text="\n".join((last.text, *self._more)))
            self._more.clear()
        return self._notes

    @notes.setter
    def notes(self, notes: list[Note]) -> None:
        self._notes = notes
        self._more.clear()

    def open(
        self, label: str | None, title: str | None = None, firm: str | None = None, section: Section | None = None
    ) -> DraftTurn:
        """Begin a Turn; the same label twice in a row in one section goes on with the same Turn."""
        last = self.turns[-1] if self.turns else None
        if last is not None and last.label is not None and (last.label, last.section) == (label, section):
            last.title, last.firm = last.title or title, last.firm or firm
            return last
        self.turns.append(DraftTurn(label, title, firm, section))
        return self.turns[-1]

    def note(self, kind: str, text: str) -> None:
        """Keep text that nobody said; text of the same kind that follows at once is one Note."""
        if not text.strip():
            return
        if self._notes and self._notes[-1].kind == kind:
            self._more.append(text)
        else:
            self.notes.append(Note(kind, text))
