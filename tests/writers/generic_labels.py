"""The labels that people type before a speech, in the shapes that the generic layouts share."""

import random
from collections.abc import Callable

from ingest.transcript import Role
from tests.writers.call import Said

_SHORT = {
    "Chief Executive Officer": "CEO",
    "Chief Financial Officer": "CFO",
    "Chief Operating Officer": "COO",
    "Head of Investor Relations": "Head of IR",
}


def more(said: Said) -> str:
    """What a label may print after a name: the firm and `Analyst`, or the title."""
    return f"{said.firm}, Analyst" if said.role is Role.ANALYST else said.title or ""


def short(said: Said) -> str:
    return said.firm or _SHORT.get(said.title or "", said.title or "")


SHAPES: tuple[Callable[[Said], str], ...] = (
    lambda said: said.speaker,
    lambda said: f"{said.speaker} ({short(said)})",
    lambda said: f"{said.speaker}, {more(said)}",
    lambda said: f"{said.speaker} — {short(said)}",
    lambda said: f"{said.speaker} – {more(said)}",
    lambda said: f"{said.speaker} | {short(said)}",
)


class Labels:
    """Labels of one file: one shape for all, or the long shape at the first speech and the name alone after it."""

    def __init__(self, rng: random.Random) -> None:
        self._shape = rng.choice(SHAPES)
        self._once = rng.random() < 0.5
        self._seen: set[str] = set()

    def of(self, said: Said) -> str:
        if said.role is Role.OPERATOR or (self._once and said.speaker in self._seen):
            return said.speaker
        self._seen.add(said.speaker)
        return self._shape(said)


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
