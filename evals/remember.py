"""An embedder that keeps what it embedded, so that pipelines can be compared again without embedding all anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.embedder import Embedder, Vectors, vector_hash

Known = Callable[[Iterable[str]], Mapping[str, Vectors]]


class RememberingEmbedder:
    """The same vectors as `embedder`, from memory where they are known; `known` gives a library's by vector hash."""

    def __init__(self, embedder: Embedder, known: Known | None = None, store: Path | None = None) -> None:
        self._embedder = embedder
        self._known = known
        self._store = store
        self._queries: dict[str, Vectors] = {}
        self._passages: dict[str, Vectors] = {}
        self.fingerprint = embedder.fingerprint
        self.dimension = embedder.dimension
        if store is not None and store.exists():
            with np.load(store) as held:
                if str(held["fingerprint"]) == self.fingerprint:
                    self._passages = dict(zip(held["hashes"].tolist(), held["vectors"], strict=True))

    def embed_query(self, text: str) -> Vectors:
        if text not in self._queries:
            self._queries[text] = self._embedder.embed_query(text)
        return self._queries[text]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        hashes = [vector_hash(text) for text in texts]
        if self._known is not None:
            self._passages.update(self._known([key for key in hashes if key not in self._passages]))
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in self._passages}
        if missing:
            self._passages.update(zip(missing, self._embedder.embed_passages(list(missing.values())), strict=True))
            self._save()
        return np.array([self._passages[key] for key in hashes], dtype=np.float32).reshape(len(texts), self.dimension)

    def _save(self) -> None:
        if self._store is None:
            return
        self._store.parent.mkdir(parents=True, exist_ok=True)
        with self._store.open("wb") as file:
            np.savez(
                file,
                fingerprint=np.array(self.fingerprint),
                hashes=np.array(list(self._passages)),
                vectors=np.array(list(self._passages.values()), dtype=np.float32),
            )
