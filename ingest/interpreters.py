"""For whom an interpreter speaks, only where the text shows it.

Sure is: the label says interpreter, or the words are marked as interpreted; and the Turn before is of somebody who
spoke in another language, by its note or its script, with nobody else waiting to be interpreted. An interpreter who
goes on speaks for the same.
"""

import re
from collections.abc import Sequence

from ingest.aliases import text_of
from ingest.flags import is_only_notes
from ingest.formats.bilingual.bilingual import is_east_asian
from ingest.formats.draft import DraftTurn
from ingest.roles import is_unidentified
from ingest.transcript import Role, Speaker

_INTERPRETER = re.compile(
    r"^(?:(?:unidentified|unknown|unverified|company|conference|english|japanese|chinese|korean|female|male|the) )*(?:interpreter|translator|interpreted|interpretation)\b"
    r"|^(?:現場|现场|即席|英文)?(?:口[譯译]|翻[譯译])[員员]?$",
    re.IGNORECASE,
)
_INTERPRETED = re.compile(
    r"[(\[]\s*(?:interpreted|translated|(?:through|via) (?:an )?(?:interpreter|translator))", re.IGNORECASE
)
_FOREIGN = re.compile(
    r"[(\[]\s*(?:foreign(?: language)?|non-english|spoken in \w+|(?:speaking|speaks) \w+|外語|外语)", re.IGNORECASE
)


def speaks_for(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> list[str | None]:
    """For each Turn, the label of the person whose words it renders; None where it is nobody's or not sure."""
    found: list[str | None] = [None] * len(turns)
    for i, turn in enumerate(turns):
        if i == 0 or not _may_interpret(turn):
            continue
        before = turns[i - 1]
        if _may_interpret(before) and before.label == turn.label:
            found[i] = found[i - 1]
        elif _waits(turns, speakers, i - 1) and not (i > 1 and _waits(turns, speakers, i - 2)):
            found[i] = before.label
    return found


def _waits(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], i: int) -> bool:
    """Whether somebody known by name has spoken in another language, so that his words are to be interpreted."""
    speaker = speakers[i]
    return (
        speaker is not None
        and speaker.role in (Role.EXECUTIVE, Role.ANALYST)
        and not is_unidentified(speaker.name)
        and not _may_interpret(turns[i])
        and _spoke_foreign(turns[i])
    )


def _may_interpret(turn: DraftTurn) -> bool:
    label = turn.label or ""
    if _INTERPRETER.match(label):
        return True
    return is_unidentified(label) and _INTERPRETED.search(text_of(turn)) is not None


def _spoke_foreign(turn: DraftTurn) -> bool:
    text = text_of(turn)
    if is_east_asian(text) and not any(translation for _, translation in turn.paragraphs):
        return True
    return _FOREIGN.search(text) is not None and (is_only_notes(text) or _FOREIGN.search(text[-60:]) is not None)
