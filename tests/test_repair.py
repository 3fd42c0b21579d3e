"""`doctor --repair`: what is derived is made again, and what is lost for good is still told."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.doctor import examine
from index.opened import Opened
from index.repair import repair
from tests.conftest import HashEmbedder
from tests.small_call import write_small_call

CALL = "embk-fy2025-q4"


@pytest.fixture
def held(opened: Opened, tmp_path: Path) -> Opened:
    with opened.library.lock.held():
        for quarter in (3, 4):
            opened.builder.add_file(write_small_call(tmp_path, f"q{quarter}.txt", quarter=quarter))
        opened.builder.flush()
    return opened


def mend(opened: Opened) -> list[str]:
    with opened.library.lock.held():
        return repair(opened.library, opened.embedder, opened.dense, opened.keyword)


def bad(opened: Opened) -> set[str]:
    return {check.name for check in examine(opened.library, opened.dense, opened.keyword) if not check.ok}


def execute(opened: Opened, statement: str) -> None:
    connection = sqlite3.connect(opened.library.root / "catalog.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_library_is_left_alone(held: Opened) -> None:
    before = held.library.seq()
    assert mend(held) == []
    assert held.library.seq() == before


def test_missing_vectors_are_made_again(held: Opened, embedder: HashEmbedder) -> None:
    before = held.library.passage_vectors(CALL)
    execute(held, "DELETE FROM vector_uses")
    execute(held, "DELETE FROM vectors")
    assert bad(held) == {"vectors"}
    embedder.embedded.clear()
    assert any(CALL in line for line in mend(held))
    assert embedder.embedded
    assert bad(held) == set()
    ids, vectors = held.library.passage_vectors(CALL)
    assert ids == before[0] and (vectors == before[1]).all()


def test_missing_signatures_are_made_again(held: Opened) -> None:
    execute(held, "DELETE FROM signatures")
    assert held.library.signatures()[0] == []
    mend(held)
    assert set(held.library.signatures()[0]) == {CALL, "embk-fy2025-q3"}


@pytest.mark.parametrize("folder", ["vectors", "fulltext"])
def test_damaged_indexes_are_rebuilt(held: Opened, tmp_path: Path, open_at: Callable[..., Opened], folder: str) -> None:
    for path in (held.library.root / folder).rglob("*"):
        if path.is_file() and path.suffix not in (".json", ".lock") and path.name != "current":
            path.write_bytes(b"")
    again = open_at(held.library.root)
    assert bad(again)
    assert mend(again)
    assert bad(again) == set()


def test_a_left_over_source_is_swept(held: Opened) -> None:
    stray = held.library.root / "sources" / ("0" * 64)
    stray.write_bytes(b"left by a writer that was killed")
    assert mend(held) == ["1 left-over source files deleted"]
    assert not stray.exists()


def test_a_source_that_is_gone_is_still_told(held: Opened) -> None:
    found = held.library.find(CALL)
    assert found is not None
    held.library.source_path(found.source_hash).unlink()
    mend(held)
    assert bad(held) == {"sources"}
