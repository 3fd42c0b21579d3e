"""Questions over several calls: one retrieval a side, like set beside like, and what the program computes from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer import leads
from answer.answer import Mode, Reason, Status
from answer.claims import computed_of, doubts_of, numbered, quote_claim
from answer.compare.pairs import Compared, Side, compare
from answer.events import ClaimReady, Event, Finished
from answer.evidence import Evidence
from answer.llm import Llm
from answer.quoting import quotes
from answer.retrieve import Retrieval
from answer.run import Asked, Run
from answer.scoping.bare import bare, bare_side
from answer.written import Writing
from index.glossary import Glossary
from index.passage import Scope
from index.question import Kind, read_question

_EACH = 2
"""Quotes of each side where they are not set like beside like."""
_FOR_A_MODEL = 6
"""Best sentences of each side that a model is shown, beside those set side by side."""


class Across:
    """Answers questions that set calls side by side."""

    def __init__(self, retrieval: Retrieval, glossary: Glossary, writing: Writing) -> None:
        self._retrieval = retrieval
        self._glossary = glossary
        self._writing = writing

    def answer(self, asked: Asked, llm: Llm | None) -> Iterator[Event]:
        """Claims grouped by call, then the Answer. Raises what Searcher.search raises, and ModelError."""
        quoting = replace(asked, mode=Mode.QUOTES)
        found = [self._retrieval.within(self._of_side(quoting, scope), scope) for scope in asked.reading.sides]
        runs = [run for run, _ in found]
        sides = [Side(run.searched[0], self._retrieval.candidates(run)) for run in runs]
        about = bare(asked.standalone, asked.reading, list(self._retrieval.held().values()), self._glossary)
        compared = compare(read_question(about), sides, self._glossary)
        if Kind.ANALYST in asked.read.kinds or not compared.groups:
            compared = _apart(asked.read.language, found, sides) or compared
        whole = Run(
            asked=asked,
            scope=asked.reading.scope,
            searched=[h for run in runs for h in run.searched],
            terms=list(dict.fromkeys(term for run in runs for term in run.terms)),
            search=runs[0].search,
            notes=list(compared.notes),
            missing=list(asked.reading.missing),
        )
        if not compared.groups:
            nearest = [side.chosen[0].evidence for side in sides if side.chosen]
            yield Finished(whole.not_found(Reason.NOT_DISCUSSED, nearest))
        elif llm is None:
            yield from self._quoted(whole, compared)
        else:
            whole.evidence = _numbered(compared, sides)
            whole.turn_texts = {key: text for run in runs for key, text in run.turn_texts.items()}
            computed = computed_of(whole, compared.computed, ())
            yield from self._writing.answer(whole, llm, computed=computed, missing=compared.missing)

    def _of_side(self, asked: Asked, scope: Scope) -> Asked:
        """The question as it is put to one side: without what is the other's alone."""
        (transcript,) = scope.transcripts
        held = list(self._retrieval.held().values())
        text = bare_side(asked.standalone, asked.reading, held, self._glossary, transcript)
        return replace(asked, standalone=text, read=read_question(text))

    def _quoted(self, run: Run, compared: Compared) -> Iterator[Event]:
        items = [item for _, group in compared.groups for item in group]
        calls = dict.fromkeys(item.call.id for item in items)
        unsure = doubts_of(run.language, items, [self._retrieval.transcript(c) for c in calls], self._glossary)
        claims = []
        for lead, group in compared.groups:
            for i, item in enumerate(group):
                numbers, fresh = run.cite([item])
                claims.append(quote_claim(run.language, item, numbers, lead if i == 0 else None, unsure))
                yield ClaimReady(claims[-1], fresh)
        answer = run.answer(
            Status.ANSWERED,
            leads.side_by_side(run.language, len(compared.groups)),
            claims=claims,
            computed=computed_of(run, compared.computed, items),
            missing=compared.missing,
            doubts=numbered(run, unsure),
        )
        yield Finished(replace(answer, mode=Mode.QUOTES))


def _apart(language: str, found: Sequence[tuple[Run, Reason | None]], sides: Sequence[Side]) -> Compared | None:
    """Each side's own best quotes, where nothing is to be set like beside like: what somebody asked, or other words."""
    groups = []
    missing = []
    for (run, reason), side in zip(found, sides, strict=True):
        about_analysts = Kind.ANALYST in run.question.kinds
        picked = quotes(side.chosen, run.turn_texts, _EACH, about_analysts=about_analysts) if reason is None else []
        label = leads.call_label(language, side.held.call)
        if picked:
            groups.append((f"{label}:", tuple(picked)))
        else:
            missing.append(leads.nothing_in(language, label))
    return Compared(tuple(groups), (), tuple(missing), ()) if groups else None


def _numbered(compared: Compared, sides: list[Side]) -> list[Evidence]:
    """Evidence for a model: what is set side by side, then each side's best sentences, numbered from 1."""
    first = [item for _, group in compared.groups for item in group]
    rest = [c.evidence for side in sides for c in side.chosen[:_FOR_A_MODEL]]
    by_id = {item.sentence_id: item for item in (*first, *rest)}
    ordered = sorted(by_id.values(), key=lambda item: (item.call.period_end or "", item.call.id, item.turn, item.start))
    return [replace(item, number=number) for number, item in enumerate(ordered, start=1)]
