"""A question that was put on the call and turned down there: the question and the reply, in quotes-only mode."""

import re
from collections.abc import Sequence

from answer.evidence import Evidence
from answer.extract import Chosen
from index.question import Kind, Question
from ingest.transcript import Role

_TURNED_DOWN = re.compile(
    r"\bnot in a position to\b|\b(?:can(?:no|')t|cannot|won't|will not|do(?:es)?(?: not|n't)|not going to|not able to|unable to|not prepared to"
    r"|would(?: not|n't)|rather not|prefer not to)\s+(?:\w+\s+){0,3}?(?:comment|share|disclose|quantify|guide|speculate|break (?:it|that|this|them) (?:out|down)"
    r"|give (?:you )?(?:a|any|specific|that|guidance|the)|provide (?:a|any|specific|that|guidance|the)|put a number)"
    r"|\bno comment\b|\bdecline to (?:comment|answer)\b",
    re.IGNORECASE,
)
_BEST = 2


def turned_down(question: Question, chosen: Sequence[Chosen]) -> list[Evidence]:
    """[the analyst's question, the reply] if one of the best candidates declines what is asked; else [].

    Only for questions that want a figure or an outlook: "did they say …?" is answered by the refusal itself.
    """
    if not question.kinds & {Kind.FIGURE, Kind.OUTLOOK} or question.kinds & {Kind.CLOSED, Kind.ANALYST}:
        return []
    for candidate in chosen[:_BEST]:
        reply = candidate.evidence
        if reply.speaker.role is not Role.EXECUTIVE or reply.answering is None or not _TURNED_DOWN.search(reply.text):
            continue
        for other in chosen:
            asked = other.evidence
            if asked.speaker.name == reply.answering and asked.call.id == reply.call.id:
                return [asked, reply]
    return []
