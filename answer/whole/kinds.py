"""What a question about the whole call asks for, and what going through the calls gives."""

from dataclasses import dataclass
from enum import StrEnum

from answer.evidence import Evidence
from index.question import Question


class WholeKind(StrEnum):
    SUMMARY = "summary"
    CHANGES = "changes"
    """What is new, dropped or changed against an earlier call of the company."""
    MENTIONS = "mentions"
    FIRST_SAID = "first_said"
    OUTLOOK = "outlook"
    """All statements by executives about what is to come."""
    ANALYSTS = "analysts"
    """Which analysts asked (about a topic), and what."""


OVER_CALLS = frozenset({WholeKind.CHANGES, WholeKind.FIRST_SAID, WholeKind.ANALYSTS})
"""Kinds that are answered from all calls held of the companies in scope, not from the newest only."""


@dataclass(frozen=True)
class WholeAsked:
    """`topic` is what the question names, in its own words; None where it asks for everything."""

    kind: WholeKind
    topic: str | None
    question: Question


@dataclass(frozen=True)
class Item:
    """One quote. `lead` is the line above it where a new group begins, in the question's language."""

    lead: str | None
    evidence: Evidence


@dataclass(frozen=True)
class Survey:
    """What was found by going through whole calls. `lead` and `notes` are in the question's language, no findings.

    `notes` say what was gone through and the count; `found` is False where there is nothing to show: `lead` says so.
    """

    lead: str
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    found: bool
