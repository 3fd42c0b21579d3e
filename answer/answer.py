"""The checked result of a question: Answer, its Claims and Citations, and the chat's Message and Conversation."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    ANSWERED = "answered"
    PARTIAL = "partial"
    DECLINED = "declined"
    """The question was put on the call and not answered there."""
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why nothing was found."""

    NOT_DISCUSSED = "not_discussed"
    CALL_NOT_HELD = "call_not_held"
    OUTSIDE_TRANSCRIPTS = "outside_transcripts"


class Mode(StrEnum):
    QUOTES = "quotes"
    MODEL = "model"


@dataclass(frozen=True)
class Citation:
    """Pointer from a Claim to a Sentence. `quote == turn.text[start:end]`, always, and printed by the program alone."""

    n: int
    quote: str
    translation: str | None
    transcript: str
    turn: int
    paragraph: int
    sentence_id: str
    start: int
    end: int
    speaker: str | None
    role: str
    title: str | None
    firm: str | None
    section: str
    company: str | None
    fiscal_period: str | None
    period_end: str | None
    date: str | None
    flags: tuple[str, ...] = ()
    speaks_for: str | None = None
    translation_kind: str | None = None


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer, with the numbers of its Citations and the outcome of its checks.

    `failed_checks` are plain sentences that say what did not hold; empty exactly when `verified`. `lead` is the line
    above it, where a new group begins: who speaks and whom they answer, or which call it is from.
    """

    text: str
    citations: tuple[int, ...]
    verified: bool
    failed_checks: tuple[str, ...] = ()
    lead: str | None = None


@dataclass(frozen=True)
class Computed:
    """A difference, ratio or sum that the program computed: `computed: 18 % [1] − 13 % [2] = +5 pp`, markers included."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Alternative:
    """Another reading of the question, one click away: the Scope (as `Scope.as_json`) to ask it with again."""

    label: str
    scope: Mapping[str, list[str]]


@dataclass(frozen=True)
class Doubt:
    """Where the transcript itself may be wrong: `n` is the Citation, `text` says why."""

    n: int
    text: str


@dataclass(frozen=True)
class Answer:
    question: str
    standalone: str
    scope: Mapping[str, Any]
    mode: Mode
    language: str
    """`en` or `zh`: the question's language, in which lead lines and claims are written."""
    status: Status
    lead: str
    """One line above the claims, in the question's language; not a finding."""
    claims: tuple[Claim, ...] = ()
    withheld: tuple[Claim, ...] = ()
    computed: tuple[Computed, ...] = ()
    citations: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    """What a partial answer leaves open, a sentence each."""
    notes: tuple[str, ...] = ()
    """How the question was read and what was gone through, where a reader should know; none is a finding."""
    detected: Mapping[str, list[str]] = field(default_factory=dict)
    """The part of `scope` that the question itself named."""
    alternatives: tuple[Alternative, ...] = ()
    aliases: tuple[str, ...] = ()
    """Names under which the question's terms were searched too, as `CMR = customer management revenue`."""
    reason: Reason | None = None
    doubts: tuple[Doubt, ...] = ()
    related: tuple[Citation, ...] = ()
    """Nearest passages when nothing answers; never an answer."""
    searched: Mapping[str, list[str]] = field(default_factory=dict)
    notice: str | None = None
    """Said above the answer when it is not what was asked for, e.g. quotes because every written claim was withheld."""
    model: str | None = None
    prompt_hash: str | None = None
    usage: Mapping[str, int] | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The answer as shown, with [n] markers."""
        lines = [self.notice, self.lead]
        for claim in self.claims:
            lines += [claim.lead, _marked(claim.text, claim.citations)]
        lines += [computed.text for computed in self.computed]
        return "\n".join(line for line in (*lines, *self.missing) if line)

    @property
    def tally(self) -> dict[str, int]:
        return {
            "claims": len(self.claims),
            "verified": sum(claim.verified for claim in self.claims),
            "withheld": len(self.withheld),
        }

    def as_json(self) -> dict[str, Any]:
        """The shape of `ask --json`."""
        body = asdict(self)
        body["text"] = self.text
        body["tally"] = self.tally
        return body


def _marked(text: str, citations: tuple[int, ...]) -> str:
    return f"{text} {''.join(f'[{n}]' for n in citations)}".rstrip()


@dataclass(frozen=True)
class Message:
    """One exchange of the chat: what was asked and what came back."""

    question: str
    answer: Answer


@dataclass(frozen=True)
class Conversation:
    messages: tuple[Message, ...] = ()

    def history(self) -> list[tuple[str, str]]:
        """(question, answer text) pairs, oldest first, as `rewrite` takes them."""
        return [(m.question, m.answer.text) for m in self.messages]
