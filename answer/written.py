"""Answers written by a language model from numbered Evidence: each sentence is checked before it is shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from answer import leads
from answer.answer import Claim, Computed, Reason, Status
from answer.claims import doubts_of, is_disputed, numbered
from answer.doubts.doubts import Doubted
from answer.events import ClaimReady, ClaimWithheld, Event, Finished
from answer.evidence import show
from answer.llm import Bound, Llm
from answer.loops import LoopWatch
from answer.prompts import answer_prompt
from answer.quoted import Quoting, declined_answer
from answer.retrieve import Retrieval
from answer.run import Run
from index.glossary import Glossary

if TYPE_CHECKING:
    from answer.markers import DraftClaim


class Writing:
    """Answers a Run with a model; with quotes, and says so, where every sentence that it writes is withheld."""

    def __init__(self, retrieval: Retrieval, glossary: Glossary, quoting: Quoting) -> None:
        self._retrieval = retrieval
        self._glossary = glossary
        self._quoting = quoting

    def answer(
        self, run: Run, llm: Llm, *, lead: str = "", computed: Sequence[Computed] = (), missing: Sequence[str] = ()
    ) -> Iterator[Event]:
        """Claims as they are complete, then the Answer.

        `computed` are the program's own calculations and `missing` what it knows to be left open; a number that the
        model computes itself stands in no cited sentence and is withheld. Raises ModelError.
        """
        # The parser and the checks hold some hundred patterns that quotes-only mode has no use for.
        from answer.check import check
        from answer.markers import ClaimParser
        from answer.structured import ANSWER

        by_number = {item.number: item for item in run.evidence}
        lines, as_json = answer_prompt(run.language, "lines"), answer_prompt(run.language, "json")
        values = {"question": run.asked.standalone, "evidence": show(run.evidence)}
        system, user = lines.fill(**values)
        bound = Bound(ANSWER, as_json.fill(**values)[0])
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
                    continue
                transcripts = [self._retrieval.transcript(call) for call in dict.fromkeys(e.call.id for e in cited)]
                unsure = doubts_of(run.language, cited, transcripts, self._glossary)
                numbers, fresh = run.cite(cited)
                doubted.update(unsure)
                disputed = is_disputed(cited, unsure)
                said = (leads.doubtful(run.language),) if disputed else ()
                claims.append(Claim(draft.text, numbers, verified=not disputed, failed_checks=said))
                yield ClaimReady(claims[-1], fresh)

        doubted: dict[str, Doubted] = {}
        watch = LoopWatch()
        for piece in llm.stream(system, user, bound=bound):
            yield from settle(parser.feed(piece))
            if watch.feed(piece):
                break
        yield from settle(parser.finish())
        prompt = as_json if llm.was_bound else lines
        written_by: Mapping[str, Any] = {"model": llm.name, "prompt_hash": prompt.hash, "usage": llm.usage}
        if claims:
            answer = run.answer(
                Status.ANSWERED,
                lead,
                claims=claims,
                withheld=withheld,
                computed=tuple(computed),
                missing=tuple(missing),
                doubts=numbered(run, doubted),
                written_by=written_by,
            )
            yield Finished(answer)
        elif parser.declined is not None:
            items = [by_number[n] for n in parser.declined.numbers]
            yield Finished(declined_answer(run, items, written_by))
        elif withheld:
            notice = leads.all_withheld(run.language)
            yield from self._quoting.answer(run, notice=notice, withheld=withheld, written_by=written_by)
        else:
            nearest = self._quoting.nearest(run)
            yield Finished(run.not_found(Reason.NOT_DISCUSSED, nearest, written_by=written_by))


def _invented(draft: "DraftClaim") -> tuple[str, ...]:
    if not draft.invented:
        return ()
    listed = ", ".join(f"[{n}]" for n in draft.invented)
    return (f"It cites {listed}, which the model was not shown.",)
