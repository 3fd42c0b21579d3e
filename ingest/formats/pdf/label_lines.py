"""A line of speech with the label that stands at it, and what a label before a colon looks like."""

import re
from dataclasses import dataclass

from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence
from ingest.formats.pdf.rows import Row

_LABEL = re.compile(r"^(?P<label>[^\W\d_][^:：]{0,69}?)\s*[:：]\s*(?P<rest>.*)$")


@dataclass(frozen=True)
class Labelled:
    """A Row with the label that stands at it: in a `column` of its own, in `bold`, or merely before a colon."""

    row: Row
    label: str | None = None
    column: bool = False
    bold: bool = False
    printed: str | None = None
    """The whole line where the label is part of it."""

    @property
    def line(self) -> str:
        if self.printed is not None:
            return self.printed
        return self.row.text if self.label is None else f"{self.label}: {self.row.text}".rstrip()


def colon_label(text: str) -> tuple[str, str] | None:
    """(label, rest) of a line that may begin with a label; whether it does needs support."""
    match = _LABEL.match(text)
    if match is None or len(match["label"].split()) > MAX_LABEL_WORDS or match["rest"].startswith("//"):
        return None
    label = " ".join(match["label"].split())
    return None if ends_sentence(label) else (label, match["rest"].strip())


def joined(text: str, more: str) -> str:
    """Two lines of one name; a name that wraps after its hyphen has no space there."""
    return text + more if text.endswith("-") else f"{text} {more}"
