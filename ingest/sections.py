"""The boundary between prepared remarks and Q&A, and the Exchanges within the Q&A."""

import re
from collections.abc import Sequence

from ingest.aliases import text_of
from ingest.announce import announced_firm
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import ends_sentence
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

_ASKS_FOR_QUESTIONS = re.compile(r"\b(?:any|no|are no) (?:\w+ )?questions\b|\bthere are none\b", re.IGNORECASE)
_OPENS_QUESTIONS = re.compile(
    r"\b(?:open|ready|happy|glad|now|on|go|turn)\b[^.?!]{0,60}\bquestions?\b[^.?!]{0,40}[.?!]?\s*$|\bquestions\?\s*$|\bQ&A\b[^.?!]{0,40}[.]?\s*$",
    re.IGNORECASE,
)
_INVITATION = 160


def sections(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> list[Section]:
    """Each Turn's Section: as printed where the file prints the Q&A, else from the first turn that names a questioner.

    A printed heading can stand too early, among prepared remarks that were interrupted: those stay prepared.
    """
    if not any(turn.section is Section.QA for turn in turns):
        start = boundary(turns, speakers)
        return [Section.QA if i >= start else Section.PREPARED for i in range(len(turns))]
    filled, current = [], Section.PREPARED
    for turn in turns:
        current = turn.section or current
        filled.append(current)
    if filled.count(Section.QA) == len(filled) - filled.index(Section.QA):
        start = filled.index(Section.QA)
        until = _resumed_until(turns, speakers, start)
        filled[start:until] = [Section.PREPARED] * (until - start)
    return filled


def _resumed_until(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], start: int) -> int:
    """Where the Q&A really begins if a speaker was cut off by its heading and then went on; else `start`."""
    if start == 0 or ends_sentence(text_of(turns[start - 1])):
        return start
    begins = boundary(turns, speakers)
    resumes = any(
        turn.label == turns[start - 1].label or _same(speakers, i, start - 1)
        for i, turn in enumerate(turns[start:begins], start)
    )
    return begins if start < begins < len(turns) and resumes else start


def _same(speakers: Sequence[Speaker | None], i: int, j: int) -> bool:
    return speakers[i] is not None and speakers[i] == speakers[j]


def boundary(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> int:
    """Index of the first Turn of the Q&A: the one that calls on the first questioner, or his own; else len(turns)."""
    for i, speaker in enumerate(speakers):
        if speaker is not None and (speaker.role is Role.ANALYST or _is_private(speaker)):
            before = speakers[i - 1] if i else None
            named = i > 0 and announced_firm(turns[i].label or speaker.name, turns, i) is not None
            led = before is not None and before.role is Role.OPERATOR
            return i - 1 if named or led or (i > 0 and _invites(turns[i - 1])) else i
    return _opened(turns)


def _is_private(speaker: Speaker) -> bool:
    return speaker.role is Role.OTHER and bool(speaker.title and speaker.title.endswith(("investor", "shareholder")))


def _opened(turns: Sequence[DraftTurn]) -> int:
    """Where the Q&A begins though nobody is known to ask: after an invitation, or where the operator has no questions."""
    for i, turn in enumerate(turns[1:], start=1):
        if _ASKS_FOR_QUESTIONS.search(text_of(turn)) and len(text_of(turn).split()) <= _HAND_OVER_WORDS:
            return i
        if _OPENS_QUESTIONS.search(text_of(turns[i - 1])[-_INVITATION:]):
            return i
    return len(turns)


def _invites(turn: DraftTurn) -> bool:
    text = text_of(turn)
    # Whoever still gives figures is not yet only inviting.
    short = len(text.split()) <= _HAND_OVER_WORDS and not any(c.isdigit() for c in text)
    return short and _INVITES.search(text) is not None


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
