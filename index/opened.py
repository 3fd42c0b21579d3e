"""One open library with everything that works on it, made in one place."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.dense import DenseIndex
from index.embedder import Embedder
from index.glossary import Glossary
from index.interrupt import Stop
from index.keyword import KeywordIndex
from index.library import Library
from index.lock import WAIT_SECONDS
from index.rerank import Reranker
from index.search import Searcher
from ingest.sources import MAX_BYTES, Source
from ingest.transcript import Transcript

if TYPE_CHECKING:
    from index.build import Builder


@dataclass(frozen=True)
class Opened:
    """A Library and its parts, each made on first use: listing calls needs no embedder."""

    library: Library
    make_embedder: Callable[[], Embedder]
    sample_hashes: Collection[str]
    max_bytes: int
    stop: Stop
    parser: Callable[[Source], list[Transcript]] | None = None
    """What parses files; None is this process itself."""
    reranker: Reranker | None = None

    @cached_property
    def glossary(self) -> Glossary:
        return Glossary.load()

    @cached_property
    def embedder(self) -> Embedder:
        embedder = self.make_embedder()
        self.library.require_embedder(embedder.fingerprint)
        return embedder

    @cached_property
    def dense(self) -> DenseIndex:
        return DenseIndex(self.library, self.embedder.fingerprint)

    @cached_property
    def keyword(self) -> KeywordIndex:
        return KeywordIndex(self.library)

    @cached_property
    def searcher(self) -> Searcher:
        return Searcher(self.library, self.embedder, self.dense, self.keyword, self.glossary, self.reranker)

    @cached_property
    def builder(self) -> "Builder":
        # A question needs no parser.
        from index.build import Builder
        from ingest.parse import parse

        return Builder(
            self.library,
            self.embedder,
            self.dense,
            self.keyword,
            parser=self.parser or parse,
            sample_hashes=self.sample_hashes,
            max_bytes=self.max_bytes,
            stop=self.stop,
        )


def open_library(
    root: Path,
    make_embedder: Callable[[], Embedder],
    *,
    sample_hashes: Collection[str] = (),
    max_bytes: int = MAX_BYTES,
    lock_wait_seconds: float = WAIT_SECONDS,
    parser: Callable[[Source], list[Transcript]] | None = None,
    reranker: Reranker | None = None,
) -> Opened:
    """Open or make the library at `root`. Raises LibraryError."""
    library = Library(root, lock_wait_seconds=lock_wait_seconds)
    return Opened(library, make_embedder, sample_hashes, max_bytes, Stop(), parser, reranker)
