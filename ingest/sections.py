"""The boundary between prepared remarks and Q&A, and the Exchanges within the Q&A."""

import re
from collections.abc import Sequence

from ingest.formats.draft import DraftTurn
from ingest.speakers import announced_firm
from ingest.transcript import Exchange, Role, Section, Speaker, Turn

_HANDS_OVER = re.compile(
    r"\b(?:next|last|first|final) (?:question|caller)|\bquestions?,? please|\bstart (?:the )?Q&A|\btake (?:the|our) .{0,20}question"
    r"|\bthank you,? (?:everyone|all)|\bconcludes?\b|\bsee you\b|\bto the end\b|\bend of (?:the|our|today)\b",
    re.IGNORECASE,
)
_HAND_OVER_WORDS = 40
_IR = re.compile(r"investor relations|\bIR\b|corporate communication", re.IGNORECASE)
_CLOSES = re.compile(
    r"\b(?:final|last) question|\bno (?:further|more|other) questions|\bconcludes?\b|\b(?:hand|turn|pass)\b[^.]{0,40}\bback\b",
    re.IGNORECASE,
)
# How a host without an operator lets somebody unnamed ask.
_INVITES = re.compile(r"\bhands?\b|\bgentleman\b|\blady\b|\brow\b|\bmicrophone\b|\bquestions?\b", re.IGNORECASE)


def sections(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> list[Section]:
    """Each Turn's Section: as printed where the file prints it, else from the first turn that names a questioner."""
    if any(turn.section for turn in turns):
        filled, current = [], Section.PREPARED
        for turn in turns:
            current = turn.section or current
            filled.append(current)
        return filled
    boundary = _boundary(turns, speakers)
    return [Section.QA if i >= boundary else Section.PREPARED for i in range(len(turns))]


def _boundary(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> int:
    for i, speaker in enumerate(speakers):
        if speaker is not None and speaker.role is Role.ANALYST:
            named = i > 0 and announced_firm(speaker.name, turns, i) is not None
            return i - 1 if named or (i > 0 and _invites(turns[i - 1])) else i
    return len(turns)


def _invites(turn: DraftTurn) -> bool:
    text = " ".join(original for original, _ in turn.paragraphs)
    return len(text.split()) <= _HAND_OVER_WORDS and _INVITES.search(text) is not None


def exchanges(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Group the Q&A by questioner: his turns, with follow-ups, and the answers up to the next questioner.

    The operator's turns and a host's hand-overs ("Next question, please.") are neither questions nor answers, nor is
    what is said after the operator has closed the questions.
    """
    groups: list[tuple[Turn, list[int], list[int]]] = []
    closed = False
    for turn in turns:
        if turn.section is not Section.QA:
            continue
        if turn.role is Role.OPERATOR:
            closed = _CLOSES.search(turn.text) is not None
        elif turn.role is Role.ANALYST:
            closed = False
            if not groups or groups[-1][0].speaker != turn.speaker:
                groups.append((turn, [], []))
            groups[-1][1].append(turn.n)
        elif groups and not closed and not is_hand_over(turn):
            groups[-1][2].append(turn.n)
    return tuple(
        Exchange(first.speaker or "", first.firm, tuple(questions), tuple(answers))
        for first, questions, answers in groups
    )


def is_hand_over(turn: Turn) -> bool:
    """Whether a host only moves the call along."""
    short = len(turn.text.split()) <= _HAND_OVER_WORDS
    return short and _IR.search(turn.title or "") is not None and _HANDS_OVER.search(turn.text) is not None
