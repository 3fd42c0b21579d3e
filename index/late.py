"""Passages scored by their best Sentence: one sentence of a long paragraph is diluted in the paragraph's own vector."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock

from index.embedder import Vectors, vector_hash
from index.exact import Scored
from index.library import Library
from index.passage import Passage

_CACHED = 2_000
"""Turns whose sentence vectors are kept in memory."""

_Turn = tuple[str, int]


@dataclass(frozen=True)
class _Sentence:
    start: int
    vector: Vectors


class SentenceVectors:
    """Late interaction at the level of sentences, after Khattab & Zaharia (2020), "ColBERT", which does it by token.

    Safe for use by several threads.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._guard = Lock()
        self._seq = -1
        self._cache: OrderedDict[_Turn, list[_Sentence]] = OrderedDict()

    def search(self, vector: Vectors, passages: Collection[Passage]) -> Scored:
        """The given Passages, best first, by the best cosine of one of their Sentences; those without a vector are left out."""
        turns = self._load({(p.transcript, p.turn) for p in passages})
        best: dict[str, float] = {}
        for passage in passages:
            inside = [s for s in turns[passage.transcript, passage.turn] if passage.start <= s.start < passage.end]
            if inside:
                best[passage.id] = max(float(s.vector @ vector) for s in inside)
        return sorted(best.items(), key=lambda item: -item[1])

    def _load(self, wanted: Collection[_Turn]) -> dict[_Turn, list[_Sentence]]:
        with self._guard:
            seq = self._library.seq()
            if seq != self._seq:
                self._cache.clear()
                self._seq = seq
            missing = [key for key in wanted if key not in self._cache]
            found = self._read(missing)
            found |= {key: self._cache[key] for key in wanted if key in self._cache}
            for key in wanted:
                self._cache[key] = found[key]
                self._cache.move_to_end(key)
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
            return found

    def _read(self, keys: Collection[_Turn]) -> dict[_Turn, list[_Sentence]]:
        turns = self._library.turns(keys)
        hashes = {
            (key, sentence.start): vector_hash(turn.quote(sentence))
            for key, turn in turns.items()
            for _, _, sentence in turn.sentences()
        }
        vectors = self._library.vectors(hashes.values())
        found: dict[_Turn, list[_Sentence]] = {key: [] for key in keys}
        for (key, start), digest in hashes.items():
            if digest in vectors:
                found[key].append(_Sentence(start, vectors[digest]))
        return found
