"""Questions about whole calls: every Turn in scope is gone through, and every line that is shown is cited."""

from collections.abc import Iterator
from dataclasses import replace

from answer.answer import Mode, Reason, Status
from answer.claims import doubts_of, numbered, quote_claim
from answer.events import ClaimReady, Event, Finished
from answer.llm import Llm
from answer.retrieve import EVERY_CALL, Retrieval
from answer.run import Asked, Run
from answer.whole.kinds import OVER_CALLS, Survey, WholeAsked, WholeKind
from answer.whole.survey import survey
from answer.written import Writing
from index.glossary import Glossary
from index.passage import Scope

_RETOLD = frozenset({WholeKind.SUMMARY, WholeKind.CHANGES})
"""What a model may put in its own words; a list is a list."""
_MOST_CALLS = 100
"""Calls gone through for one question, the newest first."""


class Surveying:
    """Answers questions about whole calls."""

    def __init__(self, retrieval: Retrieval, glossary: Glossary, writing: Writing) -> None:
        self._retrieval = retrieval
        self._glossary = glossary
        self._writing = writing

    def answer(self, asked: Asked, whole: WholeAsked, explicit: Scope, llm: Llm | None) -> Iterator[Event]:
        """Claims in order of the calls, then the Answer. Raises UsageError for a scope that selects nothing, ModelError."""
        if whole.kind in OVER_CALLS:
            everywhere = self._retrieval.read(asked.standalone, explicit, (EVERY_CALL, "periods"))
            asked = replace(asked, reading=everywhere)
        scope = _calls_of(asked)
        held = self._retrieval.in_scope(scope)[:_MOST_CALLS]
        calls = [(h, self._retrieval.transcript(h.call.id)) for h in held]
        found = survey(whole, calls, self._glossary, self._retrieval.turns_in(scope))
        run = Run(
            asked=asked,
            scope=scope,
            searched=held,
            notes=list(found.notes),
            missing=list(asked.reading.missing),
        )
        if not found.found:
            reason = Reason.NOT_DISCUSSED
            if whole.kind is WholeKind.CHANGES and len(held) < 2:
                reason = Reason.CALL_NOT_HELD
            yield Finished(run.not_found(reason, lead=found.lead))
        elif llm is not None and whole.kind in _RETOLD:
            run.evidence = [replace(item.evidence, number=n) for n, item in enumerate(found.items, start=1)]
            yield from self._writing.answer(run, llm, lead=found.lead)
        else:
            yield from self._listed(run, found)

    def _listed(self, run: Run, found: Survey) -> Iterator[Event]:
        items = [item.evidence for item in found.items]
        calls = dict.fromkeys(item.call.id for item in items)
        unsure = doubts_of(run.language, items, [self._retrieval.transcript(c) for c in calls], self._glossary)
        claims = []
        for item in found.items:
            numbers, fresh = run.cite([item.evidence])
            claims.append(quote_claim(run.language, item.evidence, numbers, item.lead, unsure))
            yield ClaimReady(claims[-1], fresh)
        answer = run.answer(Status.ANSWERED, found.lead, claims=claims, doubts=numbered(run, unsure))
        yield Finished(replace(answer, mode=Mode.QUOTES))


def _calls_of(asked: Asked) -> Scope:
    """The scope of the question; where it sets calls side by side, those."""
    sides = [transcript for scope in asked.reading.sides for transcript in scope.transcripts]
    return replace(asked.reading.scope, transcripts=tuple(sides)) if sides else asked.reading.scope
