"""Settings -> what works: the one place where an open library, a model and an Asker are built from settings."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from answer.answer import Mode
from answer.ask import Asker
from index.embedder import Embedder, make_embedder
from index.opened import Opened, open_library
from index.rerank import DEPTH, Reranker, cross_encoder
from ingest.sources import Source
from ingest.transcript import Transcript
from settings import PROJECT, Settings

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    from answer.llm import OpenAILlm
    from ingest.worker import ParseWorker

SAMPLES = PROJECT / "samples"


def open_configured(settings: Settings) -> Opened:
    """Open (or make) the configured library. Raises LibraryError."""

    def embedder() -> Embedder:
        key = settings.openai_api_key
        return make_embedder(
            settings.embedder,
            model=settings.embedder_model,
            api_key=key.get_secret_value() if key else None,
            base_url=settings.openai_base_url,
            timeout_seconds=settings.model_timeout_seconds,
        )

    return open_library(
        settings.library,
        embedder,
        sample_hashes=sample_hashes(),
        max_bytes=int(settings.max_file_mb * 1024 * 1024),
        lock_wait_seconds=settings.lock_wait_seconds,
        parser=parse_apart,
        reranker=_make_reranker(settings),
    )


def _make_reranker(settings: Settings) -> Reranker | None:
    if settings.reranker == "none":
        return None
    if settings.reranker == "cross-encoder":
        return Reranker(lambda: cross_encoder(settings.reranker_model))

    def by_model() -> "BaseNodePostprocessor":
        from llama_index.core.postprocessor import LLMRerank

        return LLMRerank(llm=make_llm(settings).chat, top_n=DEPTH)

    return Reranker(by_model)


def parse_apart(source: Source) -> list[Transcript]:
    """Every call of a file, parsed in a process that is stopped when it takes too long. Raises SourceError."""
    return _worker().parse(source)


@cache
def _worker() -> "ParseWorker":
    from ingest.worker import ParseWorker

    return ParseWorker()


def make_asker(settings: Settings, opened: Opened) -> Asker:
    # One client: it remembers what its endpoint refuses.
    return Asker(opened, cache(lambda: make_llm(settings)), evidence_tokens=settings.evidence_tokens)


def make_llm(settings: Settings) -> "OpenAILlm":
    from answer.llm import OpenAILlm

    return OpenAILlm(
        settings.model,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        timeout_seconds=settings.model_timeout_seconds,
        max_retries=settings.model_retries,
        context_window=settings.model_context_window,
        max_tokens=settings.model_max_tokens,
        schemas=settings.model_schema,
    )


def default_mode(settings: Settings) -> Mode:
    return Mode.MODEL if settings.model_configured else Mode.QUOTES


def sample_hashes(folder: Path = SAMPLES) -> frozenset[str]:
    """SHA-256 of the sample calls: a sample is known by its content, wherever it is ingested from."""
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.txt")))
