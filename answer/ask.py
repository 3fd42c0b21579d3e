"""The whole way from a question to a checked Answer, on one page."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from answer import leads
from answer.answer import Answer, Claim, Mode, Reason, Status
from answer.check import check
from answer.declined import turned_down
from answer.events import ClaimReady, ClaimWithheld, Event, Finished, Stage, StageName
from answer.evidence import Evidence, number_evidence, show
from answer.extract import choose, quotes
from answer.gates import gate
from answer.llm import Llm
from answer.markers import ClaimParser, DraftClaim
from answer.prompts import LANGUAGES, load_prompt
from answer.question import Kind, read_question
from answer.rewrite import History, merged, named_scope, rewritten, standalone
from answer.run import Run
from index.build import vector_hash
from index.opened import Opened
from index.passage import Scope
from index.scope import select
from index.search import checked_question
from ingest.transcript import Role

PASSAGES = 10
"""Passages retrieved for an answer."""
_QUOTED_FROM = 8
"""Best Hits whose Sentences compete in quotes-only mode."""


class Asker:
    """Answers questions over one open library. `make_llm` gives the language model where one is configured."""

    def __init__(self, opened: Opened, make_llm: Callable[[], Llm], *, evidence_tokens: int) -> None:
        self._opened = opened
        self._make_llm = make_llm
        self._evidence_tokens = evidence_tokens

    def ask(self, question: str, *, scope: Scope = Scope(), mode: Mode = Mode.QUOTES, history: History = ()) -> Answer:
        """The finished Answer of `ask_streaming`; raises what that raises."""
        *_, last = self.ask_streaming(question, scope=scope, mode=mode, history=history)
        assert isinstance(last, Finished)
        return last.answer

    def ask_streaming(
        self, question: str, *, scope: Scope = Scope(), mode: Mode = Mode.QUOTES, history: History = ()
    ) -> Iterator[Event]:
        """Stages, then each Claim once complete and checked, then the Answer.

        Raises:
            QuestionError, UsageError: the question or scope cannot be used; LibraryError: nothing is held;
            ModelError: the model failed. Claims already yielded were verified.
        """
        started = time.perf_counter()
        question = checked_question(question)
        yield Stage(StageName.SEARCHING)
        llm = self._make_llm() if mode is Mode.MODEL else None
        asked = (
            standalone(question, history) if llm is None else rewritten(question, history, llm, load_prompt("rewrite"))
        )
        run = self._retrieve(question, asked, scope, mode, started)
        texts = [f"{hit.passage.text}\n{hit.passage.translation or ''}" for hit in run.search.hits]
        reason = gate(asked, run.searched, texts, self._opened.glossary, self._opened.keyword.knows)
        if reason is not None or not run.evidence:
            yield Finished(run.not_found(reason or Reason.NOT_DISCUSSED))
            return
        calls = len({hit.passage.transcript for hit in run.search.hits})
        yield Stage(StageName.WRITING, passages=len(run.search.hits), calls=calls)
        yield from self._quoted(run) if llm is None else self._written(run, llm)

    def _retrieve(self, question: str, asked: str, scope: Scope, mode: Mode, started: float) -> Run:
        library, glossary = self._opened.library, self._opened.glossary
        held = library.held()
        scope = merged(scope, named_scope(asked, held, glossary))
        search = self._opened.searcher.search(asked, PASSAGES, scope)
        turns = library.turns((hit.passage.transcript, hit.passage.turn) for hit in search.hits)
        by_id = {h.call.id: h for h in held}
        if mode is Mode.MODEL:
            evidence = number_evidence(search.hits, turns, by_id, budget_tokens=self._evidence_tokens)
        else:
            evidence = number_evidence(search.hits[:_QUOTED_FROM], turns, by_id)
        return Run(
            asked=question,
            standalone=asked,
            question=read_question(asked),
            mode=mode,
            scope=scope,
            search=search,
            searched=select(library, scope, glossary).transcripts,
            evidence=evidence,
            turn_texts={key: turn.text for key, turn in turns.items()},
            started=started,
        )

    # Quotes only

    def _quoted(
        self,
        run: Run,
        *,
        notice: str | None = None,
        withheld: Sequence[Claim] = (),
        written_by: Mapping[str, Any] | None = None,
    ) -> Iterator[Event]:
        keys = {item.sentence_id: vector_hash(item.text) for item in run.evidence}
        vectors = self._opened.library.vectors(keys.values())
        by_sentence = {sentence: vectors[key] for sentence, key in keys.items() if key in vectors}
        chosen = choose(run.question, run.evidence, run.search.vector, by_sentence, _passage_scores(run))
        declined = turned_down(run.question, chosen)
        if declined:
            yield Finished(self._declined(run, declined, written_by))
            return
        claims = []
        for item in quotes(chosen, run.turn_texts):
            numbers, fresh = run.cite([item])
            claims.append(Claim(item.text, numbers, verified=True))
            yield ClaimReady(claims[-1], fresh)
        analysts = all(citation.role == Role.ANALYST for citation in run.citations)
        partial = analysts and Kind.ANALYST not in run.question.kinds
        lead = leads.quotes(run.question.language, run.citations, only_analysts=partial)
        status = Status.PARTIAL if partial else Status.ANSWERED
        answer = run.answer(status, lead, claims=claims, withheld=withheld, notice=notice, written_by=written_by)
        yield Finished(replace(answer, mode=Mode.QUOTES))

    # With a model

    def _written(self, run: Run, llm: Llm) -> Iterator[Event]:
        prompt = load_prompt("answer")
        by_number = {item.number: item for item in run.evidence}
        system, user = prompt.fill(
            language=LANGUAGES[run.question.language], question=run.standalone, evidence=show(run.evidence)
        )
        parser = ClaimParser(by_number)
        claims: list[Claim] = []
        withheld: list[Claim] = []

        def settle(drafts: Sequence[DraftClaim]) -> Iterator[Event]:
            for draft in drafts:
                cited = [by_number[n] for n in draft.numbers]
                failed = self._failed_checks(draft, cited)
                if failed:
                    withheld.append(Claim(draft.text, (), verified=False, failed_checks=failed))
                    yield ClaimWithheld(withheld[-1])
                else:
                    numbers, fresh = run.cite(cited)
                    claims.append(Claim(draft.text, numbers, verified=True))
                    yield ClaimReady(claims[-1], fresh)

        for piece in llm.stream(system, user):
            yield from settle(parser.feed(piece))
        yield from settle(parser.finish())
        written_by = {"model": llm.name, "prompt_hash": prompt.hash, "usage": llm.usage}
        if claims:
            answer = run.answer(Status.ANSWERED, "", claims=claims, withheld=withheld, written_by=written_by)
            yield Finished(answer)
        elif parser.declined is not None:
            yield Finished(self._declined(run, [by_number[n] for n in parser.declined.numbers], written_by))
        elif withheld:
            notice = leads.all_withheld(run.question.language)
            yield from self._quoted(run, notice=notice, withheld=withheld, written_by=written_by)
        else:
            yield Finished(run.not_found(Reason.NOT_DISCUSSED, written_by=written_by))

    def _failed_checks(self, draft: DraftClaim, cited: Sequence[Evidence]) -> tuple[str, ...]:
        failed = check(draft.text, cited, self._opened.glossary)
        if draft.invented:
            listed = ", ".join(f"[{n}]" for n in draft.invented)
            failed = (*failed, f"It cites {listed}, which the model was not shown.")
        return failed

    def _declined(self, run: Run, items: Sequence[Evidence], written_by: Mapping[str, Any] | None) -> Answer:
        """The question put on the call and the reply. A reply without its question, or the reverse, proves nothing."""
        roles = {item.speaker.role for item in items}
        if not {Role.ANALYST, Role.EXECUTIVE} <= roles:
            return run.not_found(Reason.NOT_DISCUSSED, written_by=written_by)
        run.cite(items)
        return run.answer(Status.DECLINED, leads.declined(run.question.language), written_by=written_by)


def _passage_scores(run: Run) -> dict[str, float]:
    """Each Sentence's Passage score, by sentence id."""
    scores: dict[str, float] = {}
    for hit in run.search.hits:
        place = (hit.passage.transcript, hit.passage.turn)
        for item in run.evidence:
            if (item.call.id, item.turn) == place and hit.passage.start <= item.start < hit.passage.end:
                scores[item.sentence_id] = hit.score
    return scores
