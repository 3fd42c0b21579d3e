"""The doctor: green on a whole library, and each way of being unwell is named with what to do."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.doctor import Check, examine
from index.opened import Opened
from tests.small_call import write_small_call

OpenAt = Callable[..., Opened]


@pytest.fixture
def held(opened: Opened, tmp_path: Path) -> Opened:
    with opened.library.lock.held():
        for quarter in (3, 4):
            opened.builder.add_file(write_small_call(tmp_path, f"{quarter}.txt", quarter=quarter))
        opened.builder.flush()
    return opened


def checks(opened: Opened) -> dict[str, Check]:
    return {check.name: check for check in examine(opened.library, opened.dense, opened.keyword)}


def generation(opened: Opened, which: str = "vectors") -> Path:
    root = opened.library.root / which
    return root / (root / "current").read_text()


def test_green(held: Opened) -> None:
    found = checks(held)
    assert list(found) == ["catalog", "sources", "vectors", "chroma", "full text"]
    assert all(check.ok and check.hint is None for check in found.values()), found
    assert "2 calls" in found["catalog"].detail


def test_green_on_an_empty_library_after_a_look(opened: Opened) -> None:
    opened.dense.catch_up()
    opened.keyword.catch_up()
    assert all(check.ok for check in checks(opened).values())


def _sql(statement: str) -> Callable[[Opened], None]:
    def run(opened: Opened) -> None:
        opened.library.close()
        with sqlite3.connect(opened.library.root / "catalog.sqlite") as connection:
            connection.execute(statement)
        connection.close()

    return run


def _dirty(opened: Opened) -> None:
    path = generation(opened) / "state.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "dirty": True}))


def _torn(opened: Opened) -> None:
    with next(generation(opened).glob("*/link_lists.bin")).open("r+b") as file:
        file.truncate(1 << 42)


def _records_lost(opened: Opened) -> None:
    from index.dense import _connect, _made

    client = _connect(generation(opened))
    _made(client, "calls").delete(where={"transcript": "embk-fy2025-q3"})
    client.close()


def _behind(which: str) -> Callable[[Opened], None]:
    def run(opened: Opened) -> None:
        path = generation(opened, which) / "state.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "seq": 1}))

    return run


RED: dict[str, tuple[str, Callable[[Opened], None]]] = {
    "a row refers to nothing": ("catalog", _sql("DELETE FROM transcripts WHERE id = 'embk-fy2025-q3'")),
    "a source is gone": ("sources", lambda opened: next((opened.library.root / "sources").iterdir()).unlink()),
    "vectors are gone": ("vectors", _sql("DELETE FROM vectors")),
    "vectors/ is dirty": ("chroma", _dirty),
    "vectors/ is torn": ("chroma", _torn),
    "vectors/ is behind": ("chroma", _behind("vectors")),
    "vectors/ is gone": ("chroma", lambda opened: shutil.rmtree(opened.library.root / "vectors")),
    "vectors/ has lost records": ("chroma", _records_lost),
    "fulltext/ is behind": ("full text", _behind("fulltext")),
    "fulltext/ is gone": ("full text", lambda opened: shutil.rmtree(opened.library.root / "fulltext")),
    "fulltext/ is torn": ("full text", lambda opened: (generation(opened, "fulltext") / "meta.json").unlink()),
}


@pytest.mark.parametrize("name", RED)
def test_red(held: Opened, open_at: OpenAt, name: str) -> None:
    which, harm = RED[name]
    harm(held)
    found = checks(open_at(held.library.root))[which]
    assert not found.ok
    assert found.hint


def test_pages_of_the_catalog_overwritten(held: Opened, open_at: OpenAt) -> None:
    held.library.close()
    path = held.library.root / "catalog.sqlite"
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    from errors import LibraryDamaged

    try:
        assert not checks(open_at(held.library.root))["catalog"].ok
    except LibraryDamaged as error:
        assert "backup" in error.hint


def test_the_doctor_changes_nothing(held: Opened, open_at: OpenAt) -> None:
    _dirty(held)
    root = held.library.root
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and "-shm" not in path.name}
    checks(open_at(root))
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and "-shm" not in path.name}
    assert after == before


@pytest.mark.parametrize("name", [name for name, (which, _) in RED.items() if which in ("chroma", "full text")])
def test_a_search_heals_what_is_derived(held: Opened, open_at: OpenAt, name: str) -> None:
    """What the hints promise."""
    RED[name][1](held)
    again = open_at(held.library.root)
    for _ in range(2):
        assert again.searcher.search("storage prices", 3).hits
    assert all(check.ok for check in checks(again).values()), checks(again)
