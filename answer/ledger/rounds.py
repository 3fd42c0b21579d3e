"""The Q&A by questioner: Exchanges, and what they leave aside: journalists, private investors, questions read out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from answer.ledger.clauses import units
from answer.ledger.cues import Does, is_cjk
from ingest.sections import is_hand_over
from ingest.transcript import Role, Section, Transcript, Turn

_CLOSES = re.compile(
    r"\b(?:final|last) question|\bno (?:further|more|other) questions|\bconcludes?\b|\b(?:hand|turn|pass)\b[^.]{0,40}\bback\b|沒有其他(?:問題|提問)|[會会][議议].{0,6}[結结]束",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\bthank(?:s| you),? (?:\w+ ){0,3}(?:all|everyone|everybody|again|for (?:joining|your (?:time|participation|interest|attention)|participating|attending))\b[^?]{0,200}$"
    r"|\bthat (?:was|concludes) (?:the|our) (?:last|final)?|\b(?:that is|that['’]s) all for today\b|感謝(?:各位|大家)(?:的)?(?:參與|參加|時間)",
    re.IGNORECASE,
)
_INTERPRETER = re.compile(r"interpret|translat|口[譯译]|翻[譯译]", re.IGNORECASE)
_HOSTS = re.compile(
    r"investor relation|\bIR\b|corporate communication|moderator|\bhost\b|投資[人者][關系関]|主持|發言人", re.IGNORECASE
)
_READS = re.compile(
    r"\bquestions?\b[^.?!]{0,40}\b(?:from|on|about|is|reads|submitted|asks?|e-?mailed|regarding)\b|\b(?:e-?mailed|submitted|sent|texted|typed|posted) in\b|\b(?:web|online|chat|e-?mail|portal)\b|\basks?\b\s*[:,]|問題|提問|请问|請問|投資人問",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|by)\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3})(?:,?\s+(?:of|at|with|from)\s+(?P<firm>[A-Z][\w&.'’-]*(?:\s+(?:[A-Z][\w&.'’-]*|and|&|of))*))?"
)
_MOVES_ON = re.compile(
    r"\b(?:next|first|last|any|further|other|more|your) (?:\w+ ){0,2}questions?\b[^?]{0,30}\?\s*$|\bquestions\?\s*$|\bgo ahead\b|\bcan you hear\b|\banything (?:else|to add|further)\b|\b(?:take|answer|address|add to) (?:that|this|it)\b",
    re.IGNORECASE,
)


@dataclass
class Round:
    """One questioner's Turns with the Turns that answer. `reader` read it out; `renditions` say a question again."""

    analyst: str | None
    firm: str | None
    reader: str | None = None
    questions: list[int] = field(default_factory=list)
    renditions: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


def rounds(transcript: Transcript) -> list[Round]:
    """Every questioner of the Q&A in order. Each question Turn of each Exchange stands in exactly one Round."""
    walk = _Walk(transcript)
    for turn in transcript.turns:
        if turn.section is Section.QA and "unattributed" not in turn.flags:
            walk.take(turn)
    found = [one for one in walk.rounds if one.questions]
    if found:
        found[-1].answers = _without_farewell(transcript, found[-1].answers)
    return found


class _Walk:
    def __init__(self, transcript: Transcript) -> None:
        self.rounds: list[Round] = []
        self._turns = transcript.turns
        self._answers = {n for exchange in transcript.exchanges for n in exchange.answer_turns}
        self._analysts = {p.name: p.firm for p in transcript.people if p.role is Role.ANALYST}
        self._closed = False
        self._voices: dict[str | None, Round] = {}

    def take(self, turn: Turn) -> None:
        if turn.role is Role.ANALYST:
            self._question(turn, turn.speaker, turn.firm)
        elif self._mislabelled(turn):
            self._question(turn, turn.likely_speaker, self._analysts[turn.likely_speaker or ""])
        elif self._interprets_question(turn):
            self.rounds[-1].renditions.append(turn.n)
        elif turn.role is Role.OTHER and not _interprets(turn) and self._is_questioner(turn):
            if self._goes_on(turn):
                self.rounds[-1].questions.append(turn.n)
                self._voices[turn.speaker] = self.rounds[-1]
            else:
                self._question(turn, turn.speaker, turn.firm)
        elif turn.role is not Role.OTHER and self._reads_out(turn):
            self._read(turn)
        elif turn.role is Role.OPERATOR:
            self._closed = _CLOSES.search(turn.text) is not None
        else:
            self._answer(turn)

    def _question(self, turn: Turn, name: str | None, firm: str | None) -> None:
        self._closed = False
        last = self.rounds[-1] if self.rounds else None
        if last is None or last.reader is not None or last.analyst != name:
            last = Round(name, firm)
            self.rounds.append(last)
        before = self._turns[last.questions[-1] - 1] if last.questions else None
        if (
            before is not None
            and not any(n > before.n for n in last.answers)
            and is_cjk(before.text) != is_cjk(turn.text)
        ):
            last.renditions.append(turn.n)
        else:
            last.questions.append(turn.n)

    def _read(self, turn: Turn) -> None:
        self._closed = False
        if self.rounds and turn.n in self._answers:
            self.rounds[-1].answers.append(turn.n)
        self.rounds.append(Round(None, None, turn.speaker or "", [turn.n]))
        after = _next_speech(self._turns, turn)
        if turn.role is Role.EXECUTIVE and (after is None or after.role in (Role.ANALYST, Role.OPERATOR)):
            self.rounds[-1].answers.append(turn.n)

    def _answer(self, turn: Turn) -> None:
        if self.rounds and not is_hand_over(turn) and (turn.n in self._answers or not self._closed):
            self.rounds[-1].answers.append(turn.n)

    def _mislabelled(self, turn: Turn) -> bool:
        return turn.role is not Role.OPERATOR and turn.likely_speaker in self._analysts

    def _interprets_question(self, turn: Turn) -> bool:
        if not self.rounds or self.rounds[-1].answers:
            return False
        last = self.rounds[-1]
        return (turn.speaks_for is not None and turn.speaks_for == last.analyst) or (
            _interprets(turn) and turn.n == max((*last.questions, *last.renditions)) + 1
        )

    def _is_questioner(self, turn: Turn) -> bool:
        """Whether somebody of no known role asks: a journalist, a shareholder, a voice that ends on a question."""
        asks = [unit.does for unit in units(turn) if unit.does is not Does.FRAME]
        if not asks or not any(one in (Does.ASKS, Does.TOPIC) for one in asks):
            return False
        if "media" in turn.flags or turn.firm or turn.title:
            return True
        after = _next_speech(self._turns, turn)
        asker = self.rounds[-1].analyst if self.rounds else None
        back = after is not None and after.speaker is not None and after.speaker == asker
        return asks[-1] in (Does.ASKS, Does.TAIL) and not back and turn.speaker != self._answering(turn)

    def _goes_on(self, turn: Turn) -> bool:
        """Whether a voice of no name only finishes the question of an analyst who was cut off."""
        if not self.rounds or "unidentified" not in turn.flags:
            return False
        if self.rounds[-1].answers:
            return self._voices.get(turn.speaker) is self.rounds[-1]
        return "cut_off" in self._turns[self.rounds[-1].questions[-1] - 1].flags

    def _answering(self, turn: Turn) -> str | None:
        """Who answers the questioner of this Round: one who asks back is no questioner."""
        if not self.rounds or not self.rounds[-1].answers or self.rounds[-1].analyst == turn.speaker:
            return None
        return self._turns[self.rounds[-1].answers[0] - 1].speaker or None

    def _reads_out(self, turn: Turn) -> bool:
        """Whether a host, operator or executive puts somebody else's question."""
        if is_hand_over(turn) or not (asked := list(read_out(turn))):
            return False
        if "submitted_question" in turn.flags or turn.role is Role.OPERATOR:
            return _READS.search(turn.text) is not None and len(asked[-1]) > _SHORTEST
        after = _next_speech(self._turns, turn)
        answered = after is not None and after.role is not Role.ANALYST and after.speaker != turn.speaker
        return answered and _HOSTS.search(turn.title or "") is not None


_SHORTEST = 12


def read_out(turn: Turn) -> Iterator[str]:
    """The asking sentences of a Turn that may read a question out; not `any questions?`."""
    for unit in units(turn):
        marked = unit.text.rstrip(" .\"”')」").endswith(("?", "？")) or (
            is_cjk(unit.text) and turn.role is not Role.OPERATOR
        )
        if unit.does is Does.ASKS and marked and not _MOVES_ON.search(unit.text):
            yield unit.text


def asker_named(text: str) -> tuple[str | None, str | None]:
    """(name, firm) of whom a question that is read out comes from; None where it does not say."""
    match = _FROM.search(text)
    return (match["name"], match["firm"]) if match else (None, None)


def _interprets(turn: Turn) -> bool:
    return turn.speaks_for is not None or _INTERPRETER.search(turn.speaker or "") is not None


def _next_speech(turns: Sequence[Turn], turn: Turn) -> Turn | None:
    return next((other for other in turns[turn.n :] if "no_speech" not in other.flags), None)


def _without_farewell(transcript: Transcript, answers: Sequence[int]) -> list[int]:
    kept = list(answers)
    while (
        len(kept) > 1 and _FAREWELL.search(transcript.turn(kept[-1]).text) and "?" not in transcript.turn(kept[-1]).text
    ):
        kept.pop()
    return kept
