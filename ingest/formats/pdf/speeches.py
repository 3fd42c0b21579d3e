"""Rows of pages -> the turns of a Draft: speech under its heading, over page ends and headings printed again."""

from dataclasses import replace

from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.pdf.paragraphs import Flow
from ingest.formats.pdf.rows import Row
from ingest.transcript import Section


class Speeches:
    """Collects the rows of each speech; paragraphs are made when all are known."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.section: Section | None = None
        self._speeches: list[tuple[DraftTurn, list[Row]]] = []
        self._joins = False

    def __bool__(self) -> bool:
        return bool(self._speeches)

    @property
    def label(self) -> str | None:
        """Who speaks now."""
        return self._speeches[-1][0].label if self._speeches else None

    def open(self, label: str | None, title: str | None = None, firm: str | None = None) -> None:
        """A heading; the one of the speech that goes on only says again who speaks."""
        turn = self.draft.open(label, title, firm, self.section)
        if self._speeches and self._speeches[-1][0] is turn:
            self._joins = bool(self._speeches[-1][1])
        else:
            self._speeches.append((turn, []))
            self._joins = False

    def say(self, row: Row) -> None:
        """A line of speech of whoever speaks; of nobody named where no heading was seen yet."""
        if not self._speeches:
            self.open(None)
            self._speeches[-1][0].flags.append("label_missing")
        elif self._speeches[-1][0].section is not self.section:
            self.open(self._speeches[-1][0].label)
        if self._joins:
            # Between the two headings may lie a page's end inside a sentence.
            row = replace(row, gap=False, first=True)
            self._joins = False
        self._speeches[-1][1].append(row)

    def close(self) -> None:
        """Make the paragraphs. Sections stay only where the file prints where the questions begin."""
        flow = Flow([row for _, rows in self._speeches for row in rows])
        for turn, rows in self._speeches:
            turn.paragraphs = [(text, None) for text in flow.paragraphs(rows)]
        self.draft.turns = [turn for turn in self.draft.turns if turn.paragraphs]
        if not any(turn.section is Section.QA for turn in self.draft.turns):
            for turn in self.draft.turns:
                turn.section = None
