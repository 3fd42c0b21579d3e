"""Reading and Finding: words of a transcript that may not be what was said, and what they stand against."""

from collections.abc import Iterator
from dataclasses import dataclass

from answer.people import person
from ingest.transcript import Role, Transcript, Turn


@dataclass(frozen=True)
class Line:
    """One Sentence of a Turn as the doubts go through it: `text == turn.text[start:end]`."""

    turn: Turn
    paragraph: int
    start: int
    end: int
    text: str
    before: str
    after: str


@dataclass(frozen=True)
class Reading:
    """`words` as the transcript has them, verbatim, in the Sentence that starts at `start` of turn `turn`."""

    words: str
    turn: int
    start: int
    end: int
    speaker: str | None
    title: str | None
    role: Role

    def who(self, language: str, company: str | None) -> str:
        return person(language, self.speaker, self.role, title=self.title, company=company)


@dataclass(frozen=True)
class Finding:
    """`kind` says what is wrong with the readings; `subject` what they speak of, `meant` what may have been said."""

    kind: str
    readings: tuple[Reading, ...]
    subject: str = ""
    meant: str = ""


def lines(transcript: Transcript, *roles: Role) -> Iterator[Line]:
    """Every Sentence of speech by those roles (all, where none is given), in order."""
    for turn in transcript.turns:
        if roles and turn.role not in roles:
            continue
        units = list(turn.sentences())
        texts = [turn.quote(sentence) for _, _, sentence in units]
        for i, (p, _, sentence) in enumerate(units):
            before = texts[i - 1] if i else ""
            after = texts[i + 1] if i + 1 < len(texts) else ""
            yield Line(turn, p, sentence.start, sentence.end, texts[i], before, after)


def reading(line: Line, words: str) -> Reading:
    turn = line.turn
    return Reading(words, turn.n, line.start, line.end, turn.speaker, turn.title, turn.role)
