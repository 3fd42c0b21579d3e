"""One parser per family of layouts, and the registry that picks one by content, never by the file's name."""

from typing import Protocol

from errors import SourceNotTranscript
from ingest.formats import dashes, statementdog
from ingest.formats.draft import Draft


class FormatParser(Protocol):
    FORMAT: str

    def recognises(self, text: str) -> bool: ...

    def parse(self, text: str) -> Draft: ...


# Order matters: the most telling signatures first.
_PARSERS: tuple[FormatParser, ...] = (statementdog, dashes)


def parse_text(name: str, text: str) -> Draft:
    """Parse decoded text with the first parser that recognises it.

    Raises:
        SourceNotTranscript: no parser does, or the one that does finds no speech.
    """
    for parser in _PARSERS:
        if parser.recognises(text):
            draft = parser.parse(text)
            if draft.turns:
                return draft
    raise SourceNotTranscript(
        f"{name} has no speaker turns in a layout known here.",
        hint="Supported: statementdog bilingual pages, and text with a `Name -- Title` line above each speech.",
    )
