"""The boundary between prepared remarks and Q&A, and the Exchanges within the Q&A."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.aliases import text_of
from ingest.announce import announced, calls_on_somebody
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import ends_sentence
from ingest.roles import is_media
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
_REMARK_WORDS, _REMARK_FIGURES = 80, 3
_FIGURE = re.compile(r"\d[\d.,]*\s?(?:%|percent|million|billion|basis points)")


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
        begins = _begins(turns, speakers, start)
        filled = [Section.PREPARED] * begins + [Section.QA] * (len(turns) - begins)
    return filled


def _begins(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], start: int) -> int:
    """Where the Q&A really begins whose heading stands before Turn `start`: it may be misplaced either way."""
    begins = boundary(turns, speakers)
    if 1 < begins < start and _asked_and_answered(speakers, begins, start):
        return begins
    if start == 0 or begins <= start:
        return start
    return max(_resumed_until(turns, speakers, start, begins), _remarks_until(turns, speakers, start, begins))


def _asked_and_answered(speakers: Sequence[Speaker | None], begins: int, start: int) -> bool:
    """Whether an analyst asks and the company answers before the heading."""
    roles = [speaker.role if speaker else None for speaker in speakers[begins:start]]
    return any(pair == (Role.ANALYST, Role.EXECUTIVE) for pair in pairwise(roles))


def _remarks_until(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], start: int, begins: int) -> int:
    """The end of prepared remarks that follow the heading: long, full of figures, asking and answering nothing."""
    until = start
    for i in range(start, begins):
        speaker, text = speakers[i], text_of(turns[i])
        if speaker is None or speaker.role is not Role.EXECUTIVE or "?" in text:
            break
        if len(text.split()) >= _REMARK_WORDS and len(_FIGURE.findall(text)) >= _REMARK_FIGURES:
            until = i + 1
    return until


def _resumed_until(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], start: int, begins: int) -> int:
    """Where the Q&A really begins if a speaker was cut off by its heading and then went on; else `start`."""
    if ends_sentence(text_of(turns[start - 1])):
        return start
    resumes = any(
        turn.label == turns[start - 1].label or _same(speakers, i, start - 1)
        for i, turn in enumerate(turns[start:begins], start)
    )
    return begins if start < begins < len(turns) and resumes else start


def _same(speakers: Sequence[Speaker | None], i: int, j: int) -> bool:
    return speakers[i] is not None and speakers[i] == speakers[j]


def boundary(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> int:
    """Index of the first Turn of the Q&A: the one that calls on the first questioner, or his own; else len(turns)."""
    operators = frozenset(speaker.name for speaker in speakers if speaker and speaker.role is Role.OPERATOR)
    for i, speaker in enumerate(speakers):
        if speaker is not None and (speaker.role is Role.ANALYST or _asks_for_himself(speaker)):
            return min(_called_at(turns, speakers, i, operators), _first_call(turns, speakers, i))
    return _opened(turns)


def _called_at(
    turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], i: int, operators: frozenset[str]
) -> int:
    """The Turn that calls on who speaks in Turn `i`; `i` itself where none does."""
    speaker = speakers[i]
    if i == 0 or speaker is None:
        return i
    if found := announced(turns[i].label or speaker.name, turns, i, operators):
        return found.by
    before = speakers[i - 1]
    led = before is not None and before.role is Role.OPERATOR
    return i - 1 if led or _invites(turns[i - 1]) else i


def _first_call(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], until: int) -> int:
    """The first operator's Turn that calls on a questioner, though he may never come on; else `until`."""
    operated = (j for j in range(1, until) if (who := speakers[j]) is not None and who.role is Role.OPERATOR)
    return next((j for j in operated if calls_on_somebody(turns, j)), until)


def _asks_for_himself(speaker: Speaker) -> bool:
    """Whether a private investor or a journalist asks."""
    private = bool(speaker.title and speaker.title.lower().endswith(("investor", "shareholder")))
    return speaker.role is Role.OTHER and (private or is_media(speaker.firm))


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
