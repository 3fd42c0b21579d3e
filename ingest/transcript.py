"""The nouns of a call: Transcript, Turn, Paragraph, Sentence, Speaker, Exchange.

Offsets are Unicode code points. Turns count from 1, paragraphs and sentences from 0. A Turn's text is its paragraphs'
texts joined by one newline, so a Sentence found at `turn.text[s.start:s.end]` is verbatim by construction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Role(StrEnum):
    OPERATOR = "operator"
    EXECUTIVE = "executive"
    ANALYST = "analyst"
    OTHER = "other"


class Section(StrEnum):
    PREPARED = "prepared"
    QA = "qa"


@dataclass(frozen=True)
class Sentence:
    """The unit of citation: a span of a Turn's text, with the span of its Paragraph's translation that renders it."""

    start: int
    end: int
    translation_start: int | None = None
    translation_end: int | None = None


@dataclass(frozen=True)
class Paragraph:
    text: str
    translation: str | None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """One person (or the operator) of a call. `name` is the heading's; `also_called` are names the call equates with it."""

    name: str
    role: Role
    title: str | None = None
    firm: str | None = None
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One uninterrupted speech. `speaker` is the printed label; None where the file has none."""

    n: int
    speaker: str | None
    role: Role
    title: str | None
    firm: str | None
    section: Section
    paragraphs: tuple[Paragraph, ...]
    flags: tuple[str, ...] = ()
    start_seconds: float | None = None
    likely_speaker: str | None = None
    """Who it more likely was, where the text contradicts the label or the label names nobody."""
    speaks_for: str | None = None
    """The label of the person whose words an interpreter's Turn renders, only where that is sure."""

    @cached_property
    def text(self) -> str:
        return "\n".join(p.text for p in self.paragraphs)

    @cached_property
    def translation(self) -> str | None:
        if all(p.translation is None for p in self.paragraphs):
            return None
        return "\n".join(p.translation or "" for p in self.paragraphs)

    def sentences(self) -> Iterator[tuple[int, int, Sentence]]:
        """Yield (paragraph index, sentence index within it, Sentence) in order."""
        for p, paragraph in enumerate(self.paragraphs):
            for s, sentence in enumerate(paragraph.sentences):
                yield p, s, sentence

    def spoken_by(self, person: Speaker) -> bool:
        """Whether the label is one of a person's names."""
        return self.speaker is not None and self.speaker in (person.name, *person.also_called)

    def quote(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]


@dataclass(frozen=True)
class Exchange:
    """An analyst's question turns with the answers that follow, up to the next analyst."""

    analyst: str
    firm: str | None
    question_turns: tuple[int, ...]
    answer_turns: tuple[int, ...]


@dataclass(frozen=True)
class Note:
    """Text of the file that nobody said: summary, disclaimer, glossary, participants, note."""

    kind: str
    text: str
    translation: str | None = None
    paragraphs: int = 1


@dataclass(frozen=True)
class Call:
    """What identifies a call. None means that the file does not say. Dates are ISO 8601."""

    id: str
    company: str | None
    ticker: str | None
    fiscal_year: int | None
    fiscal_quarter: int | None
    title: str | None
    languages: tuple[str, ...]
    format: str
    source: str
    exchange: str | None = None
    period_end: str | None = None
    date: str | None = None
    company_aliases: tuple[str, ...] = ()
    translation_kind: str | None = None
    """How the translation came about: `machine`, `human`, or None where there is none or nobody knows."""

    @property
    def fiscal_period(self) -> str | None:
        """As printed everywhere: `FY2025 Q4`."""
        if self.fiscal_year is None:
            return None
        quarter = f" Q{self.fiscal_quarter}" if self.fiscal_quarter else ""
        return f"FY{self.fiscal_year}{quarter}"

    @property
    def period_label(self) -> str | None:
        """Fiscal and calendar together: `FY2025 Q4, quarter ended Mar 2025`; None where neither is known."""
        parts = [self.fiscal_period]
        if self.period_end:
            year, month, _ = self.period_end.split("-")
            parts.append(f"quarter ended {_MONTHS[int(month) - 1]} {year}")
        return ", ".join(filter(None, parts)) or None


@dataclass(frozen=True)
class Transcript:
    """The written record of one call."""

    call: Call
    participants: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    exchanges: tuple[Exchange, ...]
    not_speech: tuple[Note, ...]
    warnings: tuple[str, ...] = ()
    misaligned: int = 0
    """Paragraphs whose translation is missing although the file is bilingual."""
    unlisted: tuple[Speaker, ...] = ()
    """Who speaks under a name that the printed participants list lacks."""

    @property
    def people(self) -> tuple[Speaker, ...]:
        """Everybody known by name, listed or not."""
        return (*self.participants, *self.unlisted)

    def turn(self, n: int) -> Turn:
        return self.turns[n - 1]

    @property
    def paragraph_count(self) -> int:
        """Paragraphs of speech, with those of notes that stand among them (an Editor's closing note)."""
        return sum(len(t.paragraphs) for t in self.turns) + sum(
            n.paragraphs for n in self.not_speech if n.kind == "note"
        )


def sentence_id(transcript: str, turn: int, paragraph: int, sentence: int) -> str:
    """Stable address of a Sentence, e.g. `baba-fy2025-q4#t30.p0.s2`."""
    return f"{transcript}#t{turn}.p{paragraph}.s{sentence}"
