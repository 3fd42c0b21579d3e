"""Question -> Hits: scope -> dense + keyword -> best sentences -> fuse -> exchanges -> Hits."""

import logging
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from errors import LibraryError, QuestionError
from index.dense import CALLS, SAMPLES, DenseIndex
from index.embedder import Embedder, Vectors
from index.exact import Scored
from index.exchanges import Exchanges
from index.expand import expand
from index.fuse import fuse
from index.glossary import Glossary
from index.keyword import KeywordIndex
from index.late import SentenceVectors
from index.library import Library
from index.passage import Hit, Scope, Search
from index.question import Kind, read_question
from index.rerank import DEPTH, Reranker
from index.scope import Selection, select

CANDIDATES = 50
"""Passages taken from each retriever."""
WEIGHTS = {"dense": 1.0, "keyword": 1.0, "sentence": 0.6, "speaker": 0.3, "answer": 0.2}
"""What each list counts for when they are fused; chosen on the tuning questions, see docs/quality.md."""
MAX_QUESTION = 2_000
_LATE = 30
"""Best Passages whose Sentences are compared one by one."""
_FINDERS = ("dense", "keyword", "exchange")

_log = logging.getLogger(__name__)


class Searcher:
    """Retrieval over one library: reads like the line above."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        dense: DenseIndex,
        keyword: KeywordIndex,
        glossary: Glossary,
        reranker: Reranker | None = None,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._dense = dense
        self._keyword = keyword
        self._glossary = glossary
        self._reranker = reranker
        self._sentences = SentenceVectors(library)

    def search(
        self, question: str, k: int, scope: Scope = Scope(), *, favoured: Collection[tuple[str, int]] = ()
    ) -> Search:
        """The `k` best Passages. Those of `favoured` Turns (transcript, number) come forward; none is left out for them.

        Raises:
            QuestionError, UsageError: a question or scope that cannot be searched; LibraryError: nothing is held.
        """
        timings: dict[str, float] = {}
        question = checked_question(question)
        with _timed(timings, "scope"):
            self._follow_catalog()
            selection = select(self._library, scope, self._glossary)
        if not selection.transcripts:
            raise LibraryError(
                f"The library {self._library.root} holds no calls.",
                hint="Add one: `python cli.py ingest FILE` (or `ingest samples` for the sample calls).",
            )
        with _timed(timings, "embed"):
            vector = self._embedder.embed_query(question)
        lists: dict[str, Scored] = {}
        with _timed(timings, "dense"):
            lists["dense"] = self._search_dense(vector, selection, bool(scope))
        with _timed(timings, "keyword"):
            expanded = expand(question, self._glossary)
            lists["keyword"] = self._search_keyword(expanded.words, selection, bool(scope))
        with _timed(timings, "sentence"):
            near = [passage for passage, _, _ in fuse(lists, WEIGHTS)]
            found = self._library.passages(near)
            lists["sentence"] = self._sentences.search(vector, [found[p] for p in near[:_LATE] if p in found])
        with _timed(timings, "fuse"):
            exchanges = Exchanges(selection.transcripts)
            lists["speaker"] = [(p.id, 1.0) for p in found.values() if (p.transcript, p.turn) in favoured]
            if Kind.ANALYST not in read_question(question).kinds:
                lists["answer"] = [(p.id, 1.0) for p in found.values() if not exchanges.is_question(p)]
            fused = [row for row in fuse(lists, WEIGHTS) if row[0] in found]
        with _timed(timings, "exchanges"):
            wanted = k if self._reranker is None else max(k, DEPTH)
            fused = exchanges.with_answers(fused, found, wanted)
        similarity = dict(lists["dense"])
        hits = [
            Hit(
                found[passage],
                rank,
                score,
                tuple(name for name in found_by if name in _FINDERS),
                similarity.get(passage),
            )
            for rank, (passage, score, found_by) in enumerate(fused, start=1)
        ]
        if self._reranker is not None:
            with _timed(timings, "rerank"):
                hits = self._reranker.rerank(question, hits)
        return Search(tuple(hits[:k]), vector, timings, expanded)

    def _follow_catalog(self) -> None:
        """Catch up with the catalog where nobody else is about to; otherwise search what can be trusted meanwhile."""
        if self._dense.is_current() and self._keyword.is_current():
            return
        if self._library.read_only:
            return
        with self._library.lock.tried() as held:
            if held:
                try:
                    self._dense.catch_up()
                    self._keyword.catch_up()
                except LibraryError as error:
                    # Such as a full disk: what can be trusted is searched all the same.
                    _log.warning("%s %s", error.message, error.hint)

    def _search_dense(self, vector: Vectors, selection: Selection, scoped: bool) -> list[tuple[str, float]]:
        if not scoped:
            return self._dense.search(vector, CANDIDATES, _shelf(selection))
        ids = [held.call.id for held in selection.transcripts]
        if selection.turns is None:
            return self._dense.search_within(vector, CANDIDATES, ids, None)
        wanted = set(selection.turns)
        allowed = {s.passage.id for t in ids for s in self._library.passages_of(t) if (t, s.passage.turn) in wanted}
        return self._dense.search_within(vector, CANDIDATES, ids, allowed)

    def _search_keyword(
        self, words: Mapping[str, float], selection: Selection, scoped: bool
    ) -> list[tuple[str, float]]:
        if not scoped:
            return self._keyword.search(words, CANDIDATES, shelf=_shelf(selection))
        if selection.turns is not None:
            return self._keyword.search(words, CANDIDATES, turns=selection.turns)
        return self._keyword.search(words, CANDIDATES, transcripts=[held.call.id for held in selection.transcripts])


def checked_question(question: str) -> str:
    """The question without surrounding white space.

    Raises:
        QuestionError: empty, too long, or not text.
    """
    question = question.strip()
    if not any(char.isalnum() for char in question):
        raise QuestionError("The question is empty.", hint="Ask something, e.g. “what drove CMR growth?”.")
    if len(question) > MAX_QUESTION:
        raise QuestionError(
            f"The question has {len(question):,} characters; the limit is {MAX_QUESTION:,}.",
            hint="Ask one question at a time; a transcript is added with `ingest`, not asked.",
        )
    if any("\ud800" <= char <= "\udfff" or char == "\x00" for char in question):
        raise QuestionError("The question holds characters that are no text.", hint="Type it again in plain Unicode.")
    return question


def _shelf(selection: Selection) -> str:
    return SAMPLES if all(held.sample for held in selection.transcripts) else CALLS


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        timings[stage] = round((time.perf_counter() - start) * 1000, 3)
