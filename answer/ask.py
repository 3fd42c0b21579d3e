"""The whole way from a question to a checked Answer, on one page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from answer import leads
from answer.answer import Answer, Claim, Mode, Reason, Status
from answer.declined import turned_down
from answer.events import ClaimReady, ClaimWithheld, Event, Finished, Stage, StageName
from answer.evidence import Evidence, show
from answer.llm import Llm
from answer.prompts import LANGUAGES, load_prompt
from answer.quoting import quotes
from answer.retrieve import Retrieval
from answer.rewrite import History, rewritten, standalone
from answer.run import Run
from index.opened import Opened
from index.passage import Scope
from index.question import Kind
from index.search import checked_question
from ingest.transcript import Role

if TYPE_CHECKING:
    from answer.markers import DraftClaim

_RELATED = 3
"""Sentences shown as related where nothing answers."""


class Asker:
    """Answers questions over one open library. `make_llm` gives the language model where one is configured."""

    def __init__(self, opened: Opened, make_llm: Callable[[], Llm], *, evidence_tokens: int) -> None:
        self._glossary = opened.glossary
        self._retrieval = Retrieval(opened, evidence_tokens=evidence_tokens)
        self._make_llm = make_llm

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
        question = checked_question(question)
        yield Stage(StageName.SEARCHING)
        llm = self._make_llm() if mode is Mode.MODEL else None
        asked = (
            standalone(question, history) if llm is None else rewritten(question, history, llm, load_prompt("rewrite"))
        )
        run, reason = self._retrieval.retrieve(question, asked, scope, mode)
        if reason is not None:
            yield Finished(self._not_found(run, reason))
            return
        calls = len({hit.passage.transcript for hit in run.search.hits})
        yield Stage(StageName.WRITING, passages=len(run.search.hits), calls=calls)
        yield from self._quoted(run) if llm is None else self._written(run, llm)

    # Quotes only

    def _quoted(
        self,
        run: Run,
        *,
        notice: str | None = None,
        withheld: Sequence[Claim] = (),
        written_by: Mapping[str, Any] | None = None,
    ) -> Iterator[Event]:
        chosen = self._retrieval.candidates(run)
        declined = turned_down(run.question, chosen)
        if declined:
            yield Finished(self._declined(run, declined, written_by))
            return
        claims, picked = [], quotes(chosen, run.turn_texts)
        for item in picked:
            numbers, fresh = run.cite([item])
            claims.append(Claim(item.text, numbers, verified=True))
            yield ClaimReady(claims[-1], fresh)
        analysts = all(citation.role == Role.ANALYST for citation in run.citations)
        partial = analysts and Kind.ANALYST not in run.question.kinds
        calls = [item.call for item in picked]
        lead = leads.quotes(run.question.language, calls, len(picked), only_analysts=partial)
        status = Status.PARTIAL if partial else Status.ANSWERED
        answer = run.answer(status, lead, claims=claims, withheld=withheld, notice=notice, written_by=written_by)
        yield Finished(replace(answer, mode=Mode.QUOTES))

    # With a model

    def _written(self, run: Run, llm: Llm) -> Iterator[Event]:
        # The parser and the checks hold some hundred patterns that quotes-only mode has no use for.
        from answer.check import check
        from answer.markers import ClaimParser

        prompt = load_prompt("answer")
        by_number = {item.number: item for item in run.evidence}
        system, user = prompt.fill(
            language=LANGUAGES[run.question.language], question=run.standalone, evidence=show(run.evidence)
        )
        parser = ClaimParser(by_number)
        claims: list[Claim] = []
        withheld: list[Claim] = []

        def settle(drafts: "Sequence[DraftClaim]") -> Iterator[Event]:
            for draft in drafts:
                cited = [by_number[n] for n in draft.numbers]
                failed = (*check(draft.text, cited, self._glossary), *_invented(draft))
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
            yield Finished(self._not_found(run, Reason.NOT_DISCUSSED, written_by))

    def _declined(self, run: Run, items: Sequence[Evidence], written_by: Mapping[str, Any] | None) -> Answer:
        """The question put on the call and the reply. A reply without its question, or the reverse, proves nothing."""
        roles = {item.speaker.role for item in items}
        if not {Role.ANALYST, Role.EXECUTIVE} <= roles:
            return self._not_found(run, Reason.NOT_DISCUSSED, written_by)
        run.cite(items)
        return run.answer(Status.DECLINED, leads.declined(run.question.language), written_by=written_by)

    def _not_found(self, run: Run, reason: Reason, written_by: Mapping[str, Any] | None = None) -> Answer:
        nearest = [candidate.evidence for candidate in self._retrieval.candidates(run)[:_RELATED]]
        return run.not_found(reason, nearest, written_by=written_by)


def _invented(draft: "DraftClaim") -> tuple[str, ...]:
    if not draft.invented:
        return ()
    listed = ", ".join(f"[{n}]" for n in draft.invented)
    return (f"It cites {listed}, which the model was not shown.",)
