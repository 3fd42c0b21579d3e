"""Question -> Hits: scope -> dense + keyword -> fuse -> exchanges -> Hits."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from errors import LibraryError, QuestionError
from index.dense import CALLS, SAMPLES, DenseIndex
from index.embedder import Embedder, Vectors
from index.fuse import fuse
from index.glossary import Glossary
from index.keyword import KeywordIndex
from index.library import Library
from index.passage import Hit, Passage, Scope, Search
from index.scope import Selection, select

CANDIDATES = 50
"""Passages taken from each retriever."""
WEIGHTS = {"dense": 1.0, "keyword": 1.0}
MAX_QUESTION = 2_000
_PARTNERS_OF = 3

_log = logging.getLogger(__name__)

Fused = list[tuple[str, float, tuple[str, ...]]]


class Searcher:
    """Retrieval over one library: reads like the line above."""

    def __init__(
        self, library: Library, embedder: Embedder, dense: DenseIndex, keyword: KeywordIndex, glossary: Glossary
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._dense = dense
        self._keyword = keyword
        self._glossary = glossary

    def search(self, question: str, k: int, scope: Scope = Scope()) -> Search:
        """The `k` best Passages.

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
        with _timed(timings, "dense"):
            dense = self._search_dense(vector, selection, bool(scope))
        with _timed(timings, "keyword"):
            keyword = self._search_keyword(question, selection, bool(scope))
        with _timed(timings, "fuse"):
            fused = fuse({"dense": dense, "keyword": keyword}, WEIGHTS)
        with _timed(timings, "exchanges"):
            found = self._library.passages([passage for passage, _, _ in fused])
            fused = self._with_partners([row for row in fused if row[0] in found], found, k, selection)
        similarity = dict(dense)
        hits = tuple(
            Hit(found[passage], rank, score, found_by, similarity.get(passage))
            for rank, (passage, score, found_by) in enumerate(fused, start=1)
        )
        return Search(hits, vector, timings)

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

    def _search_keyword(self, question: str, selection: Selection, scoped: bool) -> list[tuple[str, float]]:
        if not scoped:
            return self._keyword.search(question, CANDIDATES, shelf=_shelf(selection))
        if selection.turns is not None:
            return self._keyword.search(question, CANDIDATES, turns=selection.turns)
        return self._keyword.search(question, CANDIDATES, transcripts=[held.call.id for held in selection.transcripts])

    def _with_partners(self, fused: Fused, found: dict[str, Passage], k: int, selection: Selection) -> Fused:
        """The best `k`; where a question is among the first but none of its answers, the best of those takes a last place.

        Raising every answer of a matching question instead costs hit@5 .01 to .04 on the tuning questions.
        """
        answers = {
            (held.call.id, question): exchange.answer_turns
            for held in selection.transcripts
            for exchange in held.exchanges
            for question in exchange.question_turns
        }
        best, rest = fused[:k], fused[k:]
        shown = {(found[row[0]].transcript, found[row[0]].turn) for row in best}
        partners: Fused = []
        for passage_id, _, _ in best[:_PARTNERS_OF]:
            passage = found[passage_id]
            turns = {(passage.transcript, n) for n in answers.get((passage.transcript, passage.turn), ())}
            if turns and not turns & shown:
                row = next((row for row in rest if (found[row[0]].transcript, found[row[0]].turn) in turns), None)
                if row is not None and row not in partners:
                    partners.append((row[0], row[1], (*row[2], "exchange")))
        partners = partners[: max(0, k - _PARTNERS_OF)]
        return best[: k - len(partners)] + partners


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
