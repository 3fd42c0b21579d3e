"""What is derived from the catalog can be lost, torn or late, and is never served as if it were not."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.opened import Opened
from index.projection import Generations, State, write_atomically
from index.tokens import tokens
from settings import PROJECT
from tests.conftest import HashEmbedder
from tests.small_call import write_small_call

OpenAt = Callable[..., Opened]
CALL = "embk-fy2025-q4"
QUESTION = "Why did gross margin fall because of freight?"


@pytest.fixture
def held(opened: Opened, tmp_path: Path) -> Opened:
    """A library with two calls, its indexes up to date."""
    ingest(opened, write_small_call(tmp_path), write_small_call(tmp_path, "q3.txt", quarter=3))
    return opened


def ingest(opened: Opened, *paths: Path, flush: bool = True) -> None:
    with opened.library.lock.held():
        for path in paths:
            opened.builder.add_file(path)
        if flush:
            opened.builder.flush()


def generation(opened: Opened, which: str = "vectors") -> Path:
    root = opened.library.root / which
    return root / (root / "current").read_text()


def found(opened: Opened, question: str = QUESTION) -> list[tuple[str, tuple[str, ...]]]:
    return [(hit.passage.id, hit.found_by) for hit in opened.searcher.search(question, 5).hits]


def dense_ids(opened: Opened, shelf: str = "calls", n: int = 50) -> list[str]:
    return [id_ for id_, _ in opened.dense.search(opened.embedder.embed_query(QUESTION), n, shelf)]


@pytest.mark.parametrize("folder", ["vectors", "fulltext"])
def test_a_deleted_projection_is_rebuilt_without_embedding(
    held: Opened, open_at: OpenAt, embedder: HashEmbedder, folder: str
) -> None:
    before = found(held)
    embedder.embedded.clear()
    shutil.rmtree(held.library.root / folder)
    for opened in (held, open_at(held.library.root)):
        assert found(opened) == before
        assert opened.dense.is_current()
        assert opened.keyword.is_current()
    assert embedder.embedded == []


def test_a_dirty_projection_is_not_searched_and_rebuilt_beside(held: Opened, open_at: OpenAt) -> None:
    before = found(held)
    old = generation(held)
    state = json.loads((old / "state.json").read_text())
    (old / "state.json").write_text(json.dumps({**state, "dirty": True}))
    reader = open_at(held.library.root)
    assert not reader.dense.is_current()
    assert reader.dense.count() == 0, "nothing of a dirty generation is read"
    assert dense_ids(reader) == dense_ids(held), "exact search answers meanwhile"
    assert found(reader) == before
    assert generation(reader) != old
    assert not old.exists()
    assert reader.dense.is_current()


def test_searches_are_exact_while_somebody_else_writes(held: Opened, open_at: OpenAt, tmp_path: Path) -> None:
    """What another writer has committed is found before its indexes follow; the reader does not touch them."""
    reader = open_at(held.library.root)
    found(reader)
    before = generation(held)
    code = (
        "import sys; from pathlib import Path; from index.opened import open_library; from tests.conftest import HashEmbedder\n"
        "o = open_library(Path(sys.argv[1]), HashEmbedder)\n"
        "with o.library.lock.held():\n"
        "    o.builder.add_file(Path(sys.argv[2])); print('added', flush=True); sys.stdin.readline()\n"
        "    o.builder.flush(); print('flushed', flush=True); sys.stdin.readline()\n"
    )
    path = write_small_call(tmp_path, "q2.txt", quarter=2)
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(held.library.root), str(path)],
        cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert writer.stdin is not None
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == "added\n"
        assert not reader.dense.is_current()
        assert any(id_.startswith("embk-fy2025-q2#") for id_ in dense_ids(reader))
        assert any(id_.startswith("embk-fy2025-q2#") for id_, _ in found(reader))
        assert generation(held) == before
        writer.stdin.write("\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "flushed\n"
        assert reader.dense.is_current()
        assert generation(held) != before
        hits = found(reader)
        assert any(id_.startswith("embk-fy2025-q2#") and by == ("dense", "keyword") for id_, by in hits)
    finally:
        writer.communicate("\n\n", timeout=30)


def test_a_reader_that_stays_open_sees_what_others_write(held: Opened, open_at: OpenAt, tmp_path: Path) -> None:
    reader = open_at(held.library.root)
    assert not any("q1#" in id_ for id_ in dense_ids(reader))
    ingest(held, write_small_call(tmp_path, "q1.txt", quarter=1))
    assert reader.dense.is_current()
    assert any("q1#" in id_ for id_ in dense_ids(reader))
    assert any("q1#" in id_ for id_, _ in reader.keyword.search(_words(QUESTION), 50))
    ingest(held, write_small_call(tmp_path, "q1.txt", quarter=1, growth="19%"))
    assert any(id_.startswith("embk-fy2025-q1#") for id_, _ in reader.keyword.search(_words("19%"), 50))
    held.builder.remove("embk-fy2025-q1")
    assert not any("q1#" in id_ for id_ in dense_ids(reader))
    assert not any("q1#" in id_ for id_, _ in reader.keyword.search(_words(QUESTION), 50))


def test_a_generation_in_use_is_never_written(held: Opened, tmp_path: Path) -> None:
    """So that a killed writer leaves it whole, and a reader can open it at any moment."""
    old = generation(held)
    found(held)
    kept = tmp_path / "kept"
    shutil.copytree(old, kept)
    seen: list[bool] = []
    swap_in = Generations.swap_in

    def compared(self: Generations, folder: Path) -> None:
        if self.root.name == "vectors":
            names = [path.relative_to(old) for path in old.rglob("*") if path.is_file()]
            seen.append(all((old / name).read_bytes() == (kept / name).read_bytes() for name in names))
        swap_in(self, folder)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Generations, "swap_in", compared)
        ingest(held, write_small_call(tmp_path, "q1.txt", quarter=1))
    assert seen == [True]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "database gone": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "database cut": lambda folder: (folder / "chroma.sqlite3").write_bytes(b"SQLite format 3\x00" + b"\x00" * 500),
    "database empty": lambda folder: (folder / "chroma.sqlite3").write_bytes(b""),
    "graph torn": lambda folder: _grow(next(folder.glob("*/link_lists.bin"))),
    "graph cut": lambda folder: next(folder.glob("*/data_level0.bin")).write_bytes(b"\x00" * 1000),
    "header gone": lambda folder: next(folder.glob("*/header.bin")).write_bytes(b""),
    "state unreadable": lambda folder: (folder / "state.json").write_bytes(b"{"),
    "state gone": lambda folder: (folder / "state.json").unlink(),
    "folder gone": lambda folder: shutil.rmtree(folder),
}


def _grow(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize("name", DAMAGE)
def test_damaged_vector_files_cost_time_and_no_answers(held: Opened, open_at: OpenAt, name: str) -> None:
    before = found(held)
    DAMAGE[name](generation(held))
    reader = open_at(held.library.root)
    assert found(reader) == before
    assert found(reader) == before
    assert reader.dense.is_current()
    assert reader.dense.count() == reader.dense.expected_count()


FULL_TEXT_DAMAGE: dict[str, Callable[[Path], object]] = {
    "meta gone": lambda folder: (folder / "meta.json").unlink(),
    "meta cut": lambda folder: (folder / "meta.json").write_bytes(b"{"),
    "segment gone": lambda folder: next(folder.glob("*.idx")).unlink(),
    "segment cut": lambda folder: next(folder.glob("*.term")).write_bytes(b"\x00" * 10),
    "folder gone": lambda folder: shutil.rmtree(folder),
}


@pytest.mark.parametrize("name", FULL_TEXT_DAMAGE)
def test_damaged_full_text_is_rebuilt(held: Opened, open_at: OpenAt, name: str) -> None:
    before = found(held)
    FULL_TEXT_DAMAGE[name](generation(held, "fulltext"))
    reader = open_at(held.library.root)
    found(reader)
    assert found(reader) == before, "at the second search at the latest"


def test_a_catalog_put_back_from_a_backup_is_followed(held: Opened, open_at: OpenAt, tmp_path: Path) -> None:
    """The projections are then ahead of the catalog, and know of calls that it does not."""
    root = held.library.root
    held.library.close()
    backup = (root / "catalog.sqlite").read_bytes()
    ahead = open_at(root)
    ingest(ahead, write_small_call(tmp_path, "q1.txt", quarter=1))
    ahead.library.close()
    for path in root.glob("catalog.sqlite*"):
        path.unlink()
    (root / "catalog.sqlite").write_bytes(backup)
    again = open_at(root)
    found(again)
    assert again.dense.count() == again.dense.expected_count()
    assert again.keyword.count() == sum(h.passage_count for h in again.library.held())


def test_another_embedder_needs_other_vectors_in_chroma(held: Opened) -> None:
    from index.dense import DenseIndex

    other = DenseIndex(held.library, "other:64")
    assert not other.is_current()
    assert held.dense.is_current()


def test_more_records_than_chroma_persists_at_once(held: Opened) -> None:
    """Past 1,000 records Chroma saves its graph: the file check must hold for that form too."""
    from index import chroma_files
    from index.dense import _connect, _made

    client = _connect(generation(held))
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(1_500, 64)).astype(np.float32)
    _made(client, "calls").add(ids=[f"x{i}" for i in range(1_500)], embeddings=vectors)
    _made(client, "calls").delete(ids=[f"x{i}" for i in range(500)])
    _made(client, "calls").add(ids=[f"y{i}" for i in range(1_500)], embeddings=vectors)
    client.close()
    assert chroma_files.damage(generation(held)) is None
    sizes = [path.stat().st_size for path in generation(held).glob("*/link_lists.bin")]
    assert max(sizes) > 0, "nothing was persisted: this test no longer tests what it says"


def test_a_generation_is_never_named_twice(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "x")
    first = generations.begin()
    generations.mark(first, State(1, dirty=False, key="k", entries=3))
    assert generations.state() is None, "not yet in use"
    generations.swap_in(first)
    assert generations.state() == State(1, dirty=False, key="k", entries=3)
    second = generations.begin()
    generations.swap_in(second)
    assert not first.exists()
    assert generations.state() is None, "no state, no trust"
    shutil.rmtree(tmp_path / "x")
    assert generations.current() is None
    assert generations.begin() not in (first, second)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


def _words(text: str) -> dict[str, float]:
    return dict.fromkeys(tokens(text), 1.0)
