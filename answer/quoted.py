"""Quotes-only answers: the best sentences, grouped by who speaks where, with what a reader must know beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from answer import leads
from answer.answer import Answer, Claim, Mode, Reason, Status
from answer.claims import computed_of, doubts_of, numbered, quote_claim
from answer.compare.superseded import superseded
from answer.compare.within import within_one
from answer.declined import declined
from answer.events import ClaimReady, Event, Finished
from answer.evidence import Evidence
from answer.extract import Chosen
from answer.parts import missing_lines, parts, uncovered
from answer.premise import Contradiction, contradicted, premise_of
from answer.quoting import covers, quotes
from answer.retrieve import Retrieval
from answer.run import Run
from answer.unconfirmed import unconfirmed
from index.glossary import Glossary
from index.question import Kind
from ingest.transcript import Role, Transcript

_RELATED = 3
"""Sentences shown as related where nothing answers."""


class Quoting:
    """Answers a Run with quotes alone."""

    def __init__(self, retrieval: Retrieval, glossary: Glossary) -> None:
        self._retrieval = retrieval
        self._glossary = glossary

    def answer(
        self,
        run: Run,
        *,
        notice: str | None = None,
        withheld: Sequence[Claim] = (),
        written_by: Mapping[str, Any] | None = None,
    ) -> Iterator[Event]:
        """Claims, then the Answer. `notice` says why quotes are given where a model was asked."""
        chosen = self._retrieval.candidates(run)
        transcripts = self._transcripts(chosen)
        against = self.contradiction(run)
        turned_down = () if against else self._turned_down(run, chosen, transcripts)
        if turned_down:
            yield Finished(declined_answer(run, turned_down, written_by))
            return
        about_analysts = Kind.ANALYST in run.question.kinds
        picked = quotes(chosen, run.turn_texts, about_analysts=about_analysts)
        if against:
            rest = [item for item in picked if item.sentence_id != against.evidence.sentence_id]
            picked = [against.evidence, *rest][: len(picked) or 1]
        support = [
            unconfirmed(run.question, picked, transcript, self._retrieval.held()[call], self._glossary)
            for call, transcript in transcripts.items()
            if any(item.call.id == call for item in picked)
        ]
        picked += [item for s in support for item in s.confirming]
        lines = [s.line for s in support if s.line]
        replaced = superseded(picked, self._glossary, run.language)
        picked = [item for item in picked if item not in [row.old for row in replaced]]
        run.notes += [row.note for row in replaced]
        unsure = doubts_of(run.language, picked, transcripts.values(), self._glossary)
        claims = []
        for item, above in self._grouped(run, picked):
            numbers, fresh = run.cite([item])
            claims.append(quote_claim(run.language, item, numbers, above, unsure))
            yield ClaimReady(claims[-1], fresh)
        missing = missing_lines(run.language, uncovered(parts(run.question, self._glossary), picked, self._glossary))
        inside = [item for item in run.evidence if any(covers(quote, item) for quote in picked)]
        told = leads.quotes(run.language, [item.call for item in picked], len(claims))
        answer = run.answer(
            Status.PARTIAL if lines else Status.ANSWERED,
            "\n".join((*((against.line,) if against else ()), *lines, told)),
            claims=claims,
            withheld=withheld,
            notice=notice,
            missing=missing,
            computed=computed_of(run, within_one(run.question, inside, self._glossary, run.evidence), picked),
            doubts=numbered(run, unsure),
            written_by=written_by,
        )
        yield Finished(replace(answer, mode=Mode.QUOTES))

    def has_reply(self, run: Run) -> bool:
        """Whether the calls say something to the question even where they do not answer it: that what it takes for
        granted is not so, or that it was put and turned down."""
        if self.contradiction(run):
            return True
        chosen = self._retrieval.candidates(run)
        return bool(self._turned_down(run, chosen, self._transcripts(chosen)))

    def contradiction(self, run: Run) -> Contradiction | None:
        """What the calls say against something that the question takes for granted."""
        premise = premise_of(run.question, self._glossary)
        if premise is None:
            return None
        return contradicted(premise, self._retrieval.candidates(run), self._glossary, run.language)

    def nearest(self, run: Run) -> list[Evidence]:
        """What comes closest where nothing answers."""
        return [candidate.evidence for candidate in self._retrieval.candidates(run)[:_RELATED]]

    def _transcripts(self, chosen: Sequence[Chosen]) -> dict[str, Transcript]:
        calls = dict.fromkeys(candidate.evidence.call.id for candidate in chosen)
        return {call: self._retrieval.transcript(call) for call in calls}

    def _turned_down(
        self, run: Run, chosen: Sequence[Chosen], transcripts: Mapping[str, Transcript]
    ) -> Sequence[Evidence]:
        held = self._retrieval.held()
        if len({h.call.company for h in run.searched}) > 1:
            return ()  # what one company would not say is no answer about the others
        for call, transcript in transcripts.items():
            found = declined(run.question, self._retrieval.ledger(call), chosen, transcript, held[call], self._glossary)
            if found:
                return found
        return ()

    def _grouped(self, run: Run, picked: Sequence[Evidence]) -> Iterator[tuple[Evidence, str | None]]:
        """Quotes of one Turn together, the Turn with the best quote first, each group under a line that says who speaks."""
        held = self._retrieval.held()
        with_call = len(held) > 1
        groups: dict[tuple[str, int], list[Evidence]] = {}
        for item in picked:
            groups.setdefault((item.call.id, item.turn), []).append(item)
        for (call, _), items in groups.items():
            above = leads.speaker_lead(run.language, items[0], held[call], with_call=with_call)
            for i, item in enumerate(items):
                yield item, above if i == 0 else None


def declined_answer(run: Run, items: Sequence[Evidence], written_by: Mapping[str, Any] | None) -> Answer:
    """The question put on the call and the reply. A reply without its question, or the reverse, proves nothing."""
    roles = {item.speaker.role for item in items}
    if not {Role.ANALYST, Role.EXECUTIVE} <= roles:
        return run.not_found(Reason.NOT_DISCUSSED, written_by=written_by)
    run.cite(items)
    return run.answer(Status.DECLINED, leads.declined(run.language), written_by=written_by)
