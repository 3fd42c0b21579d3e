"""Killed at any moment: what was acknowledged is there, and everything derived from it comes back by itself.

`CRASH_TRIALS=20 python -m pytest tests/test_crash.py` kills oftener; `CRASH_SEED` repeats a run's moments.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import cli
from index.opened import Opened, open_library
from settings import PROJECT
from tests.conftest import HashEmbedder
from tests.long_call import write_long_call
from tests.small_call import write_small_call

TRIALS = int(os.environ.get("CRASH_TRIALS", "3"))
SEED = int(os.environ.get("CRASH_SEED", "20250522"))
CALLS = {f"embk-fy{year}-q4" for year in range(2015, 2025)}

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("CALLCITE_", "OPENAI_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for year in range(2015, 2025):
        write_small_call(folder, f"{year}.txt", year=year, growth=f"{year - 2000}%")
    return folder


class Ingest:
    """`cli.py ingest` in a process of its own, its acknowledgements read as they come."""

    def __init__(self, library: Path, folder: Path) -> None:
        command = [sys.executable, "cli.py", "--library", str(library), "ingest", str(folder), "--json"]
        self.lines: list[str] = []
        self.process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)

    @property
    def acknowledged(self) -> set[str]:
        return {line.split()[1] for line in list(self.lines) if line.startswith("added ")}

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Until the condition holds or the process has ended by itself."""
        deadline = time.monotonic() + 120
        while not condition() and self.process.poll() is None:
            assert time.monotonic() < deadline, "".join(self.lines)
            time.sleep(0.001)

    def send(self, number: int) -> tuple[int, str]:
        """Signal it; (exit code, what it printed on stdout)."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        out = self.process.stdout.read()
        code = self.process.wait(60)
        self._reader.join(10)
        return code, out


def is_dirty(library: Path) -> bool:
    for path in (library / "vectors").glob("*/state.json"):
        try:
            if json.loads(path.read_text())["dirty"]:
                return True
        except (OSError, ValueError):
            pass
    return False


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def go(library: Path, *arguments: str) -> Any:
        said = capsys.readouterr().out
        code = cli.main(["--library", str(library), *arguments, "--json"])
        out, err = capsys.readouterr()
        print(said, end="")
        assert code == 0, out + err
        return json.loads(out)

    return go


def check_whole(run: Run, library: Path, folder: Path, acknowledged: set[str]) -> None:
    """All that was acknowledged is held and found; one search heals the indexes; the rest of the work can be done."""
    held = {row["id"] for row in run(library, "library", "list")["transcripts"]}
    assert acknowledged <= held <= CALLS
    if held:
        assert run(library, "search", "storage prices")["hits"]
        for call in sorted(acknowledged)[:2]:
            (hit,) = run(library, "search", "gross margin freight", "-k", "1", "--period", f"FY{call[7:11]} Q4")["hits"]
            assert hit["transcript"] == call
            assert hit["found_by"] == ["dense", "keyword"]
        report = run(library, "doctor")
        assert report["ok"], report["checks"]
    again = run(library, "ingest", str(folder))
    assert (again["added"], again["unchanged"]) == (10 - len(held), len(held))
    assert {row["id"] for row in run(library, "library", "list")["transcripts"]} == CALLS
    report = run(library, "doctor")
    assert report["ok"], report["checks"]
    # Nothing of the interrupted work is left lying about.
    assert len(list((library / "sources").iterdir())) == 10
    for which in ("vectors", "fulltext"):
        assert len([path for path in (library / which).iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("trial", range(TRIALS))
def test_killed_during_ingest(run: Run, tmp_path: Path, folder: Path, trial: int) -> None:
    """At a random moment; every third time while the vector index is being written."""
    moment = random.Random(SEED + trial)
    library = tmp_path / "library"
    ingest = Ingest(library, folder)
    if trial % 3 == 1:
        ingest.wait_for(lambda: is_dirty(library))
        delay = moment.uniform(0, 0.06)
    else:
        acknowledgements = moment.randint(0, 10)
        ingest.wait_for(lambda: len(ingest.acknowledged) >= acknowledgements)
        delay = moment.uniform(0, 0.4)
    time.sleep(delay)
    dirty = is_dirty(library)
    code, _ = ingest.send(signal.SIGKILL)
    told = ingest.acknowledged
    print(f"trial {trial}, seed {SEED}: {len(told)} acknowledged, dirty: {dirty}, exit code {code}")
    assert code in (-signal.SIGKILL, 0)
    check_whole(run, library, folder, told)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_during_ingest(run: Run, tmp_path: Path, folder: Path, number: int) -> None:
    moment = random.Random(SEED + number)
    library = tmp_path / "library"
    ingest = Ingest(library, folder)
    acknowledgements = moment.randint(1, 8)
    ingest.wait_for(lambda: len(ingest.acknowledged) >= acknowledgements)
    time.sleep(moment.uniform(0, 0.2))
    code, out = ingest.send(number)
    print(f"signal {number}, seed {SEED}: {len(ingest.acknowledged)} acknowledged, exit code {code}")
    assert code == 130
    assert json.loads(out)["error"]["type"] == "interrupted"
    assert "Stopped on request." in "".join(ingest.lines)
    assert not is_dirty(library)
    report = run(library, "doctor")
    assert report["ok"], "the indexes were finished before it ended"
    check_whole(run, library, folder, ingest.acknowledged)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_while_the_vector_index_is_written(run: Run, tmp_path: Path, folder: Path, number: int) -> None:
    library = tmp_path / "library"
    ingest = Ingest(library, folder)
    ingest.wait_for(lambda: is_dirty(library))
    code, _ = ingest.send(number)
    assert code in (130, 0), "0 where the write, and so the ingest, was over before the signal came"
    assert not is_dirty(library)
    report = run(library, "doctor")
    assert report["ok"], report["checks"]
    assert {row["id"] for row in run(library, "library", "list")["transcripts"]} == CALLS


# Chroma's own trap: it saves its graph every 1,000 records, in place


_WRITE = """
import sys
from pathlib import Path
from index.opened import open_library
from tests.conftest import HashEmbedder
opened = open_library(Path(sys.argv[1]), HashEmbedder)
with opened.library.lock.held():
    print("writing", flush=True)
    opened.dense.catch_up()
"""


def kill_while_writing(library: Path, delay: float) -> bool:
    """Kill a process that brings the vector index up to date, `delay` seconds into it; whether it was not yet done."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITE, str(library)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    deadline = time.monotonic() + 60
    while not is_dirty(library) and writer.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.0005)
    time.sleep(delay)
    unfinished = is_dirty(library)
    writer.kill()
    writer.communicate(timeout=30)
    return unfinished


def check_vectors(opened: Opened, question: str = "freight of warehouse 17") -> None:
    """Exact until it is rebuilt, whole after."""
    vector = opened.embedder.embed_query(question)
    ids = [held.call.id for held in opened.library.held()]
    exact = opened.dense.search_within(vector, 10, ids, None)
    assert opened.dense.is_current() or opened.dense.search(vector, 10, "calls") == exact
    assert opened.searcher.search(question, 5).hits
    assert opened.dense.is_current()
    assert opened.dense.damage() is None
    assert opened.dense.count() == opened.dense.expected_count()
    near = dict(opened.dense.search(vector, 50, "calls"))
    assert sum(id_ in near for id_, _ in exact) >= 8, "the graph finds what is near"
    assert all(near.get(id_, score) == pytest.approx(score, abs=1e-4) for id_, score in exact)


def test_killed_while_chroma_saves_its_graph(tmp_path: Path) -> None:
    moment = random.Random(SEED)
    library = tmp_path / "library"
    opened = open_library(library, HashEmbedder)
    opened.builder.add_file(write_long_call(tmp_path / "one.txt", 1_300))
    assert opened.dense.expected_count() > 2_000
    cut = sum(kill_while_writing(library, moment.uniform(0, 0.5)) for _ in range(max(3, TRIALS)))
    print(f"seed {SEED}: {cut} of {max(3, TRIALS)} killed before they were done")
    check_vectors(open_library(library, HashEmbedder))
    # With a generation in use, an update and a second call must not harm it however they end.
    opened.builder.add_file(write_long_call(tmp_path / "two.txt", 1_200, quarter=2))
    before = (library / "vectors" / "current").read_text()
    for _ in range(max(3, TRIALS)):
        if kill_while_writing(library, moment.uniform(0, 0.3)):
            assert (library / "vectors" / "current").read_text() == before
            cut += 1
    assert cut, "no writer was killed in time: this test no longer tests what it says"
    again = open_library(library, HashEmbedder)
    check_vectors(again)
    again.library.close()
