"""A question understood -> what was searched and found for it, and why that cannot answer, if it cannot."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any, TypeVar

from answer.answer import Mode, Reason
from answer.asked.searched import searched_terms
from answer.confidence import Signals, answerable, load_ground, signals
from answer.evidence import number_evidence
from answer.extract import Chosen, choose
from answer.gates import gate
from answer.ledger.asked import Asked as AskedOnCall
from answer.ledger.ledger import ledger
from answer.run import Asked, Run
from answer.scoping.bare import bare
from answer.scoping.read import read_scope
from answer.scoping.reading import Reading, favoured
from index.embedder import vector_hash
from index.opened import Opened
from index.passage import Scope, Search
from index.question import read_question
from index.rows import Held
from index.scope import select
from index.tokens import tokens
from ingest.transcript import Transcript

PASSAGES = 10
"""Passages retrieved for an answer."""
_QUOTED_FROM = 8
"""Best Hits whose Sentences compete in quotes-only mode."""
_KEPT = 200
"""Transcripts, ledgers and grounds kept in memory."""
_GROUND = 5
"""Best Hits whose calls the score looks through."""
_T = TypeVar("_T")
EVERY_CALL = "newest"
"""As a part of the scope that is removed: search the older calls too where no period is named."""


class Retrieval:
    """Retrieval for answers over one open library. `evidence_tokens` bounds what a model is shown; None does not."""

    def __init__(self, opened: Opened, *, evidence_tokens: int | None = None) -> None:
        self._opened = opened
        self._evidence_tokens = evidence_tokens
        self._guard = Lock()
        self._seq = -1
        self._cache: dict[tuple[str, str], Any] = {}

    def read(self, question: str, explicit: Scope, without: Collection[str] = ()) -> Reading:
        """The companies, periods and people that a question means; see `read_scope`."""
        return read_scope(
            question,
            explicit,
            self._opened.library.held(),
            self._opened.glossary,
            language=read_question(question).language,
            without=without,
            occurs=lambda name: self._opened.keyword.calls_with(tokens(name)),
        )

    def search(self, question: str, k: int, explicit: Scope = Scope()) -> tuple[Search, Reading]:
        """The `k` best Passages in the companies and periods that the question names, and how it was read."""
        reading = self.read(question, explicit, (EVERY_CALL,))
        scope = explicit if reading.unheld else reading.scope
        return self._opened.searcher.search(question, k, scope, favoured=self._favoured(reading)), reading

    def retrieve(self, asked: Asked, explicit: Scope, without: Collection[str] = ()) -> tuple[Run, Reason | None]:
        """In the newest call of each company where no period is named; in the older ones too if that has no answer.

        Raises what Searcher.search raises.
        """
        run, reason = self.within(asked, asked.reading.scope)
        if reason is None or EVERY_CALL in without:
            return run, reason
        wider = self.read(asked.standalone, explicit, (*without, EVERY_CALL))
        if wider.scope == asked.reading.scope or wider.unheld:
            return run, reason
        older, still = self.within(replace(asked, reading=wider), wider.scope)
        return (run, reason) if still else (older, None)

    def within(self, asked: Asked, scope: Scope) -> tuple[Run, Reason | None]:
        """What one scope has on the question, and why that cannot answer: gates first, then the calibrated score.

        A model reads for itself and is not kept from it by the score. Neither is a follow-up judged by it: made whole by
        rules, it holds words that no answer needs.
        """
        run = self.searched(asked, scope)
        reason = self.gated(run)
        by_score = asked.mode is Mode.QUOTES and not asked.follow_up
        if reason is None and (not run.evidence or (by_score and not answerable(self.signals(run)))):
            reason = Reason.NOT_DISCUSSED
        return run, reason

    def searched(self, asked: Asked, scope: Scope) -> Run:
        """The evidence that one scope has on the question."""
        library, glossary = self._opened.library, self._opened.glossary
        preferred = self._favoured(asked.reading)
        search = self._opened.searcher.search(asked.standalone, PASSAGES, scope, favoured=preferred)
        turns = library.turns((hit.passage.transcript, hit.passage.turn) for hit in search.hits)
        if asked.mode is Mode.MODEL:
            evidence = number_evidence(search.hits, turns, self.held(), budget_tokens=self._evidence_tokens)
        else:
            evidence = number_evidence(search.hits[:_QUOTED_FROM], turns, self.held())
        return Run(
            asked=asked,
            scope=scope,
            searched=self.in_scope(scope),
            terms=searched_terms(asked.standalone, glossary),
            search=search,
            evidence=evidence,
            turn_texts={key: turn.text for key, turn in turns.items()},
            favoured=preferred,
            missing=list(asked.reading.missing),
        )

    def gated(self, run: Run) -> Reason | None:
        """Why what is held cannot answer, by what the question names."""
        assert run.search is not None
        texts = [f"{hit.passage.text}\n{hit.passage.translation or ''}" for hit in run.search.hits]
        ids = [h.call.id for h in run.searched]
        glossary, keyword = self._opened.glossary, self._opened.keyword
        return gate(self._about(run), run.searched, texts, glossary, lambda token: keyword.knows(token, ids))

    def signals(self, run: Run) -> Signals:
        """What the search tells about whether the question is answered."""
        assert run.search is not None
        hits, vector = run.search.hits, run.search.vector
        calls = " ".join(sorted({hit.passage.transcript for hit in hits[:_GROUND]}))
        ground = self._kept("ground", calls, lambda _: load_ground(self._opened.library, hits, len(vector)))
        return signals(self._about(run), ground, vector, run.searched, self._opened.glossary)

    def candidates(self, run: Run) -> list[Chosen]:
        """The evidence of a Run as quotes-only mode ranks it."""
        if run.search is None:
            return []
        keys = {item.sentence_id: vector_hash(item.text) for item in run.evidence}
        vectors = self._opened.library.vectors(keys.values())
        by_sentence = {sentence: vectors[key] for sentence, key in keys.items() if key in vectors}
        held = list(self._opened.library.held())
        # Words that only said where to look stand in every greeting and are no sign of an answer.
        about = read_question(bare(run.asked.standalone, run.asked.reading, held, self._opened.glossary))
        return choose(about, run.evidence, run.search, by_sentence, self._opened.glossary, run.favoured)

    def knows_company(self, names: Sequence[str]) -> bool:
        """Whether any held call speaks of a company, under any of its names."""
        held = [h.call.id for h in self._opened.library.held()]
        spellings = [spelling for name in names for spelling in self._opened.glossary.company_names(name)]
        return any(
            bool(words) and all(self._opened.keyword.knows(word, held) for word in words)
            for words in map(tokens, spellings)
        )

    def held(self) -> dict[str, Held]:
        return {h.call.id: h for h in self._opened.library.held()}

    def in_scope(self, scope: Scope) -> list[Held]:
        return list(select(self._opened.library, scope, self._opened.glossary).transcripts)

    def turns_in(self, scope: Scope) -> Collection[tuple[str, int]] | None:
        """The Turns of a scope that narrows to some; None where whole calls are meant."""
        return select(self._opened.library, scope, self._opened.glossary).turns

    def transcript(self, transcript: str) -> Transcript:
        return self._kept("transcript", transcript, self._opened.library.transcript)

    def ledger(self, transcript: str) -> tuple[AskedOnCall, ...]:
        """The question ledger of a call."""
        return self._kept("ledger", transcript, lambda id_: ledger(self.transcript(id_), self._opened.glossary))

    def _about(self, run: Run) -> str:
        """The question without what only says where to look: that need not be spoken of there."""
        held = list(self.held().values())
        return bare(run.asked.standalone, run.asked.reading, held, self._opened.glossary)

    def _kept(self, what: str, transcript: str, make: Callable[[str], _T]) -> _T:
        """What is made of a call, kept until the library changes."""
        seq = self._opened.library.seq()
        with self._guard:
            if seq != self._seq or len(self._cache) > _KEPT:
                self._cache.clear()
                self._seq = seq
            found: _T | None = self._cache.get((what, transcript))
        if found is None:
            found = make(transcript)
            with self._guard:
                self._cache[what, transcript] = found
        return found

    def _favoured(self, reading: Reading) -> frozenset[tuple[str, int]]:
        return favoured(reading, self._opened.library)
