"""The parser's own process: the same result as without it, and an end to what takes too long or too much."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from errors import ConfigError, SourceNotTranscript, SourceTooSlow
from ingest.parse import parse
from ingest.sources import Source, source_of
from ingest.worker import ParseWorker
from settings import PROJECT
from tests.small_call import small_call

CALL = source_of("embk.txt", small_call().encode())


@pytest.fixture(scope="module")
def worker() -> "ParseWorker":
    return ParseWorker()


def test_the_result_is_the_same(worker: ParseWorker) -> None:
    assert worker.parse(CALL) == parse(CALL)
    named = Source("燼雀 \U0001f600.txt", CALL.data)
    assert worker.parse(named)[0].call.source == "燼雀 \U0001f600.txt"


def test_an_error_is_the_same(worker: ParseWorker) -> None:
    notes = source_of("notes.txt", b"Buy milk.")
    with pytest.raises(SourceNotTranscript) as direct:
        parse(notes)
    with pytest.raises(SourceNotTranscript) as apart:
        worker.parse(notes)
    assert (apart.value.message, apart.value.hint) == (direct.value.message, direct.value.hint)


def test_what_takes_too_long_is_stopped_and_the_next_file_is_read() -> None:
    worker = ParseWorker(seconds=0.001)
    with pytest.raises(SourceTooSlow, match=r"embk\.txt was not read within") as caught:
        worker.parse(CALL)
    assert caught.value.hint
    patient = ParseWorker()
    assert patient.parse(CALL)
    patient.close()
    assert patient.parse(CALL), "after it was closed the next file starts another"
    patient.close()


def test_what_takes_too_much_memory_is_stopped() -> None:
    worker = ParseWorker(memory_bytes=600 * 1024 * 1024)
    huge = source_of("huge.txt", small_call().encode() + b"x" * 150_000_000, max_bytes=10**9)
    with pytest.raises(SourceTooSlow, match=r"huge\.txt.* memory"):
        worker.parse(huge)
    assert worker.parse(CALL)
    worker.close()


def test_no_key_reaches_the_parser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    worker = ParseWorker()
    worker.parse(CALL)
    assert worker._process is not None
    environ = Path(f"/proc/{worker._process.pid}/environ")
    if not environ.exists():
        pytest.skip("This system does not show a process's environment.")
    assert b"OPENAI" not in environ.read_bytes()
    worker.close()


def test_a_worker_that_cannot_start_is_not_the_files_fault() -> None:
    worker = ParseWorker(memory_bytes=1024)
    with pytest.raises(ConfigError, match="does not start"):
        worker.parse(CALL)


_WAITS_FOR_A_SLOW_FILE = """
import json
from ingest.sources import Source
from ingest.worker import ParseWorker
from tests.small_call import small_call
worker = ParseWorker(seconds=2)
worker.parse(Source("a.txt", small_call().encode()))
print(worker._process.pid, flush=True)
turns = [{"speaker": "Jane Doe", "text": "We grew a lot. " * 700_000} for _ in range(4)]
worker.parse(Source("slow.json", json.dumps({"company": "Testa", "transcript": turns}).encode()))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="This system does not show its processes.")
def test_a_worker_whose_caller_was_killed_ends_by_itself() -> None:
    caller = subprocess.Popen(
        [sys.executable, "-c", _WAITS_FOR_A_SLOW_FILE], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert caller.stdout is not None
    worker = int(caller.stdout.readline())
    time.sleep(1)
    os.kill(caller.pid, signal.SIGKILL)
    caller.wait()
    assert _runs(worker)
    deadline = time.monotonic() + 6
    while _runs(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _runs(worker)


def _runs(pid: int) -> bool:
    """Whether a process still works; one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
