"""A standalone question -> a Run: what was searched, the evidence found, and why it cannot answer, if it cannot."""

import time

from answer.answer import Mode, Reason
from answer.evidence import number_evidence
from answer.extract import Chosen, choose
from answer.gates import gate
from answer.rewrite import merged, named_scope, newest_only
from answer.run import Run
from index.embedder import vector_hash
from index.opened import Opened
from index.passage import Scope
from index.question import read_question
from index.scope import select

PASSAGES = 10
"""Passages retrieved for an answer."""
_QUOTED_FROM = 8
"""Best Hits whose Sentences compete in quotes-only mode."""


class Retrieval:
    """Retrieval for answers over one open library. `evidence_tokens` bounds what a model is shown."""

    def __init__(self, opened: Opened, *, evidence_tokens: int) -> None:
        self._opened = opened
        self._evidence_tokens = evidence_tokens

    def retrieve(self, question: str, asked: str, scope: Scope, mode: Mode) -> tuple[Run, Reason | None]:
        """Where no period is named, in the newest call of each company; in the older ones too if that has no answer.

        `asked` is the standalone form of `question`. Raises what Searcher.search raises.
        """
        started = time.perf_counter()
        library, glossary = self._opened.library, self._opened.glossary
        scope = merged(scope, named_scope(asked, library.held(), glossary))
        selection = select(library, scope, glossary)
        speaking = None if selection.turns is None else {transcript for transcript, _ in selection.turns}
        calls = [h for h in selection.transcripts if speaking is None or h.call.id in speaking]
        newest = newest_only(asked, scope, calls)
        run, reason = self._within(question, asked, newest or scope, mode, started)
        if newest is not None and reason is not None:
            run, reason = self._within(question, asked, scope, mode, started)
        return run, reason

    def candidates(self, run: Run) -> list[Chosen]:
        """The evidence of a Run as quotes-only mode ranks it."""
        keys = {item.sentence_id: vector_hash(item.text) for item in run.evidence}
        vectors = self._opened.library.vectors(keys.values())
        by_sentence = {sentence: vectors[key] for sentence, key in keys.items() if key in vectors}
        return choose(run.question, run.evidence, run.search, by_sentence, self._opened.glossary)

    def _within(self, question: str, asked: str, scope: Scope, mode: Mode, started: float) -> tuple[Run, Reason | None]:
        library, glossary = self._opened.library, self._opened.glossary
        search = self._opened.searcher.search(asked, PASSAGES, scope)
        turns = library.turns((hit.passage.transcript, hit.passage.turn) for hit in search.hits)
        held = {h.call.id: h for h in library.held()}
        if mode is Mode.MODEL:
            evidence = number_evidence(search.hits, turns, held, budget_tokens=self._evidence_tokens)
        else:
            evidence = number_evidence(search.hits[:_QUOTED_FROM], turns, held)
        run = Run(
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
        texts = [f"{hit.passage.text}\n{hit.passage.translation or ''}" for hit in search.hits]
        searched = [h.call.id for h in run.searched]
        reason = gate(asked, run.searched, texts, glossary, lambda token: self._opened.keyword.knows(token, searched))
        return run, reason if evidence else reason or Reason.NOT_DISCUSSED
