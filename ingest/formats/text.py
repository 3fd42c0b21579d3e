"""The decoded text of a file, as every text parser is given it."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """`text` has LF line ends and plain spaces. `companion` is the text of a second file that belongs to the first."""

    text: str
    name: str = ""
    companion: str | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines without surrounding white space, blank ones included."""
        return [line.strip() for line in self.text.split("\n")]

    @cached_property
    def head(self) -> list[str]:
        """The first lines that are not blank: enough to tell a layout by its front matter."""
        found = []
        for line in self.lines:
            if line:
                found.append(line)
            if len(found) == 60:
                break
        return found
