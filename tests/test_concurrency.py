"""One library, several threads and processes: searches never fail or lie while it changes, and writers take turns."""

import gc
import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from index.doctor import examine
from index.opened import Opened, open_library
from index.passage import Scope
from ingest.sources import source_of
from settings import PROJECT
from tests.conftest import HashEmbedder
from tests.long_call import write_long_call
from tests.small_call import write_small_call

STAYS = "embk-fy2025-q1"
QUESTION = "freight costs and gross margin"


def check_whole(opened: Opened) -> None:
    assert opened.searcher.search(QUESTION, 3).hits
    found = examine(opened.library, opened.dense, opened.keyword)
    assert all(check.ok for check in found), found


def test_threads_search_while_one_ingests(tmp_path: Path) -> None:
    """As the page does: every thread uses the same open library."""
    opened = open_library(tmp_path / "library", HashEmbedder)
    opened.builder.add_file(write_small_call(tmp_path, "stays.txt", quarter=1))
    opened.builder.flush()
    paths = [write_small_call(tmp_path, f"{n}.txt", quarter=2, growth=f"{n}%") for n in range(13, 19)]
    paths.insert(3, write_long_call(tmp_path / "long.txt", 60))
    over = Event()

    def write() -> None:
        try:
            for path in paths:
                with opened.library.lock.held():
                    opened.builder.add_file(path)
                    opened.builder.flush()
            opened.builder.remove("embk-fy2025-q2")
        finally:
            over.set()

    def search(scope: Scope) -> int:
        rounds = 0
        while not over.is_set() or rounds == 0:
            hits = opened.searcher.search(QUESTION, 8, scope).hits
            assert hits
            ids = [hit.passage.id for hit in hits]
            assert len(set(ids)) == len(ids)
            here = opened.library.transcript(STAYS)
            assert len(here.turns) == 6
            opened.library.passage_vectors("embk-fy2025-q2")
            rounds += 1
        return rounds

    scopes = [Scope(), Scope(transcripts=(STAYS,)), Scope(speakers=("Ada Finch",)), Scope()]
    with ThreadPoolExecutor(5) as pool:
        writing = pool.submit(write)
        searching = [pool.submit(search, scope) for scope in scopes]
        writing.result(120)
        assert sum(task.result(60) for task in searching) > 8
    check_whole(opened)
    assert {held.call.id for held in opened.library.held()} == {STAYS, "valo-fy2025-q1"}


def test_what_is_read_during_a_replacement_fits_together(tmp_path: Path) -> None:
    """Ids and vectors, head and Turns: always of one version, never half of each."""
    opened = open_library(tmp_path / "library", HashEmbedder)
    # Both under one name: an edited file takes the place of what it was.
    short, long = (source_of("call.txt", write_long_call(tmp_path / "call.txt", n).read_bytes()) for n in (25, 70))
    opened.builder.add_source(short, "call.txt")
    over = Event()

    def write() -> None:
        try:
            for source in (long, short) * 6:
                opened.builder.add_source(source, "call.txt")
        finally:
            over.set()

    def read() -> set[int]:
        seen: set[int] = set()
        while not over.is_set():
            ids, vectors = opened.library.passage_vectors("valo-fy2025-q1")
            assert vectors.shape == (len(ids), 64)
            assert len(ids) == 2 * len(set(ids)), "every passage with its text and its translation"
            transcript = opened.library.transcript("valo-fy2025-q1")
            seen.add(len(transcript.turns))
            assert sum(len(turn.paragraphs) for turn in transcript.turns) in (25, 70)
        return seen

    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(write)
        readers = [pool.submit(read) for _ in range(2)]
        writing.result(120)
        assert set().union(*(reader.result(60) for reader in readers)) == {2, 4}


def test_two_indexes_of_one_folder_do_not_close_each_others_files(
    open_at: Callable[..., Opened], tmp_path: Path
) -> None:
    one, two = open_at(tmp_path / "library"), open_at(tmp_path / "library")
    one.builder.add_file(write_small_call(tmp_path))
    one.builder.flush()
    vector = one.embedder.embed_query(QUESTION)
    expected = one.dense.search(vector, 3, "calls")
    assert two.dense.search(vector, 3, "calls") == expected
    one.builder.add_file(write_small_call(tmp_path, "q3.txt", quarter=3))
    one.builder.flush()
    assert len(one.dense.search(vector, 50, "calls")) > len(expected)
    assert one.dense.search(vector, 50, "calls") == two.dense.search(vector, 50, "calls")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files can only be counted where /proc is")
def test_generations_that_are_over_leave_no_open_files(opened: Opened, tmp_path: Path) -> None:
    def add(growth: int) -> None:
        opened.builder.add_file(write_small_call(tmp_path, growth=f"{growth}%"))
        opened.builder.flush()
        opened.searcher.search(QUESTION, 3)

    def open_files() -> int:
        gc.collect()
        targets = []
        for link in Path("/proc/self/fd").iterdir():
            try:
                targets.append(str(link.readlink()))
            except OSError:
                continue
        return sum(str(opened.library.root) in target for target in targets)

    for growth in range(13, 16):
        add(growth)
    before = open_files()
    for growth in range(16, 24):
        add(growth)
    # Eight generations more: one that leaked would leave several files each.
    assert open_files() < before + 8


_INGEST = """
import sys
from pathlib import Path
from index.opened import open_library
from tests.conftest import HashEmbedder
opened = open_library(Path(sys.argv[1]), HashEmbedder, lock_wait_seconds=60)
for path in sys.argv[2:]:
    with opened.library.lock.held():
        for outcome in opened.builder.add_file(Path(path)):
            print(outcome.kind.value, flush=True)
        opened.builder.flush()
"""

_SEARCH = """
import json, sys, threading
from pathlib import Path
from index.opened import open_library
from tests.conftest import HashEmbedder
opened = open_library(Path(sys.argv[1]), HashEmbedder)
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), over.set()), daemon=True).start()
rounds, sizes = 0, set()
while not over.is_set() or rounds < 3:
    hits = opened.searcher.search("freight costs and gross margin", 8).hits
    assert hits and hits[0].passage.text
    held = {h.call.id for h in opened.library.held()}
    near = opened.dense.search(opened.embedder.embed_query("storage prices"), 500, "calls")
    found = {id.partition("#")[0] for id, _ in near}
    assert held <= found, "a call that was committed before the search is found by it"
    sizes.add(len(held)); rounds += 1
print(json.dumps({"rounds": rounds, "sizes": sorted(sizes)}))
"""


def test_processes_read_while_others_write_in_turn(tmp_path: Path) -> None:
    library = tmp_path / "library"
    opened = open_library(library, HashEmbedder)
    opened.builder.add_file(write_small_call(tmp_path, "stays.txt", quarter=1))
    opened.builder.flush()
    paths = [str(write_small_call(tmp_path, f"{year}.txt", year=year)) for year in range(2011, 2019)]
    reader = subprocess.Popen(
        [sys.executable, "-c", _SEARCH, str(library)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _INGEST, str(library), *part], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )
        for part in (paths[:4], paths[4:])
    ]
    told = [writer.communicate(timeout=120)[0].split() for writer in writers]
    out, err = reader.communicate("\n", timeout=60)
    assert told == [["added"] * 4] * 2
    assert reader.returncode == 0, err
    assert json.loads(out)["rounds"] >= 3
    assert "failed" not in err, err
    assert len(opened.library.held()) == 9
    check_whole(opened)
    vector = np.asarray(opened.embedder.embed_query(QUESTION))
    near = {id_ for id_, _ in opened.dense.search(vector, 500, "calls")}
    assert near == {s.passage.id for h in opened.library.held() for s in opened.library.passages_of(h.call.id)}
