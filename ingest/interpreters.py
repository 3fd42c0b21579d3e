"""For whom an interpreter speaks, only where the text shows it.

Sure is: the label says interpreter, or the words are marked as interpreted; and the Turn before is of somebody who
spoke in another language, or whose words are what is interpreted here. An interpreter who goes on speaks for the same.
"""

import re
from collections.abc import Sequence

from ingest.aliases import text_of
from ingest.flags import is_only_notes
from ingest.formats.draft import DraftTurn
from ingest.roles import is_unidentified
from ingest.transcript import Role, Speaker

_INTERPRETER = re.compile(r"^(?:interpreter|translator|interpreted|(?:the )?interpretation)\b", re.IGNORECASE)
_INTERPRETED = re.compile(
    r"[(\[]\s*(?:interpreted|translated|through (?:an )?interpreter|via interpreter)", re.IGNORECASE
)
_FOREIGN = re.compile(r"[(\[]\s*(?:foreign(?: language)?|spoken in \w+|speaking \w+|外語|外语)", re.IGNORECASE)


def speaks_for(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> list[str | None]:
    """For each Turn, the label of the person whose words it renders; None where it is nobody's or not sure."""
    found: list[str | None] = [None] * len(turns)
    for i, turn in enumerate(turns):
        if i == 0 or not _may_interpret(turn):
            continue
        before, speaker = turns[i - 1], speakers[i - 1]
        if _may_interpret(before) and found[i - 1] and before.label == turn.label:
            found[i] = found[i - 1]
        elif (
            speaker is not None
            and speaker.role in (Role.EXECUTIVE, Role.ANALYST)
            and not is_unidentified(speaker.name)
            and _spoke_foreign(before)
        ):
            found[i] = before.label
    return found


def _may_interpret(turn: DraftTurn) -> bool:
    label = turn.label or ""
    if _INTERPRETER.match(label):
        return True
    return is_unidentified(label) and _INTERPRETED.search(text_of(turn)) is not None


def _spoke_foreign(turn: DraftTurn) -> bool:
    text = text_of(turn)
    return _FOREIGN.search(text) is not None and (is_only_notes(text) or _FOREIGN.search(text[-60:]) is not None)
