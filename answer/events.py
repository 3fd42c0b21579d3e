"""What `ask_streaming` yields, in order: Stages, Claims as each is complete and checked, and the finished Answer last."""

from dataclasses import dataclass
from enum import StrEnum

from answer.answer import Answer, Citation, Claim


class StageName(StrEnum):
    SEARCHING = "searching"
    WRITING = "writing"


@dataclass(frozen=True)
class Stage:
    """What is being done now; `passages` and `calls` count what was found, once it is known."""

    name: StageName
    passages: int = 0
    calls: int = 0


@dataclass(frozen=True)
class ClaimReady:
    """A verified Claim, with the Citations it is the first to use."""

    claim: Claim
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ClaimWithheld:
    """A Claim that failed its checks: not part of the answer, to be opened with its reasons."""

    claim: Claim


@dataclass(frozen=True)
class Finished:
    answer: Answer


Event = Stage | ClaimReady | ClaimWithheld | Finished
