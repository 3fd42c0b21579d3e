"""The whole way from a question to a checked Answer, on one page."""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from answer import leads
from answer.across import Across
from answer.answer import Answer, Mode, Reason
from answer.asked.outside import OutsidePart, outside_part
from answer.events import Event, Finished, Stage, StageName
from answer.followup import History, standalone
from answer.llm import Llm
from answer.prompts import load_prompt
from answer.quoted import Quoting
from answer.retrieve import Retrieval
from answer.rewrite import rewritten
from answer.run import Asked, Run
from answer.surveyed import Surveying
from answer.whole.detect import names_of, whole_question
from answer.written import Writing
from index.opened import Opened
from index.passage import Scope
from index.question import read_question
from index.search import checked_question


class Asker:
    """Answers questions over one open library. `make_llm` gives the language model where one is configured."""

    def __init__(self, opened: Opened, make_llm: Callable[[], Llm], *, evidence_tokens: int) -> None:
        self._opened = opened
        self._make_llm = make_llm
        self._retrieval = Retrieval(opened, evidence_tokens=evidence_tokens)
        self._quoting = Quoting(self._retrieval, opened.glossary)
        self._writing = Writing(self._retrieval, opened.glossary, self._quoting)
        self._across = Across(self._retrieval, opened.glossary, self._writing)
        self._surveying = Surveying(self._retrieval, opened.glossary, self._writing)

    def ask(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        mode: Mode = Mode.QUOTES,
        history: History = (),
        without: Collection[str] = (),
    ) -> Answer:
        """The finished Answer of `ask_streaming`; raises what that raises."""
        *_, last = self.ask_streaming(question, scope=scope, mode=mode, history=history, without=without)
        assert isinstance(last, Finished)
        return last.answer

    def ask_streaming(
        self,
        question: str,
        *,
        scope: Scope = Scope(),
        mode: Mode = Mode.QUOTES,
        history: History = (),
        without: Collection[str] = (),
    ) -> Iterator[Event]:
        """Stages, then each Claim once complete and checked, then the Answer.

        `without` are parts of the scope read from the question that the user has removed; see `read_scope`.

        Raises:
            QuestionError, UsageError: the question or scope cannot be used; LibraryError: nothing is held;
            ModelError: the model failed. Claims already yielded were verified.
        """
        started = time.perf_counter()
        question = checked_question(question)
        yield Stage(StageName.SEARCHING)
        glossary = self._opened.glossary
        names = names_of(self._opened.library.held(), glossary)
        llm = self._make_llm() if mode is Mode.MODEL else None
        whole = (
            standalone(question, history, glossary, names)
            if llm is None
            else rewritten(question, history, llm, load_prompt("rewrite"), glossary)
        )
        asked = Asked(
            question,
            whole,
            read_question(whole),
            self._retrieval.read(whole, scope, without),
            mode,
            started,
            whole != question,
        )
        if asked.reading.unheld and not self._retrieval.knows_company(asked.reading.topics):
            yield Finished(self._unheld(asked, scope))
            return
        survey = whole_question(asked.read, names)
        outside = outside_part(asked.standalone)
        if survey is not None:
            yield from self._surveying.answer(asked, survey, scope, llm)
        elif outside is not None and not outside.rest:
            yield Finished(self._nothing(asked, scope, Reason.OUTSIDE_TRANSCRIPTS))
        elif len(asked.reading.sides) > 1:
            yield from self._across.answer(asked, llm)
        else:
            yield from self._one(asked, outside, scope, without, llm)

    def _one(
        self,
        asked: Asked,
        outside: OutsidePart | None,
        scope: Scope,
        without: Collection[str],
        llm: Llm | None,
    ) -> Iterator[Event]:
        """One retrieval over the calls in scope, for the part of the question that a transcript can tell."""
        if outside is not None:
            asked = replace(asked, standalone=outside.rest, read=read_question(outside.rest))
        run, reason = self._retrieval.retrieve(asked, scope, without)
        if outside is not None:
            run.missing.append(leads.outside(run.language, outside.asked))
        if reason is not None and (llm or not self._quoting.has_reply(run)):
            yield Finished(run.not_found(reason, self._quoting.nearest(run)))
            return
        assert run.search is not None
        calls = len({hit.passage.transcript for hit in run.search.hits})
        yield Stage(StageName.WRITING, passages=len(run.search.hits), calls=calls)
        yield from self._quoting.answer(run) if llm is None else self._writing.answer(run, llm)

    def _nothing(self, asked: Asked, scope: Scope, reason: Reason) -> Answer:
        """Nothing is searched: no transcript could tell."""
        run = Run(asked=asked, scope=scope, searched=self._retrieval.in_scope(asked.reading.scope))
        return run.not_found(reason)

    def _unheld(self, asked: Asked, scope: Scope) -> Answer:
        run = Run(asked=asked, scope=scope, searched=self._retrieval.in_scope(scope))
        return run.not_found(Reason.CALL_NOT_HELD, lead=asked.reading.unheld)
