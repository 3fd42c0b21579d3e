"""The library on disk: what is written, what is swept, and every way in which it cannot be opened or written."""

import ctypes
import json
import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from errors import (
    CallciteError,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    TranscriptNotHeld,
)
from index.archive import export
from index.library import Library
from index.lock import WriterLock
from index.opened import Opened
from settings import PROJECT
from tests.small_call import small_call, write_small_call

OpenAt = Callable[..., Opened]
CALL = "embk-fy2025-q4"


def add(opened: Opened, *paths: Path) -> list[str]:
    with opened.library.lock.held():
        outcomes = [outcome for path in paths for outcome in opened.builder.add_file(path)]
        opened.builder.flush()
    return [outcome.kind.value for outcome in outcomes]


def rows(opened: Opened, table: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(opened.library.root / "catalog.sqlite")
    try:
        return connection.execute(f"SELECT * FROM {table}").fetchall()
    finally:
        connection.close()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# What is written


def test_a_stored_transcript_is_the_one_that_was_parsed(opened: Opened, tmp_path: Path) -> None:
    from ingest.parse import parse
    from ingest.sources import read_source

    path = write_small_call(tmp_path)
    add(opened, path)
    assert opened.library.transcript(CALL) == parse(read_source(path))[0]


def test_every_change_counts_and_removal_leaves_nothing(opened: Opened, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path), write_small_call(tmp_path, "other.txt", quarter=3))
    assert opened.library.seq() == 2
    kept = {row[0] for row in rows(opened, "vector_uses") if row[0] == "embk-fy2025-q3"}
    opened.builder.remove(CALL)
    assert opened.library.seq() == 3
    assert opened.library.changed_since(2) == [CALL]
    assert [held.call.id for held in opened.library.held()] == ["embk-fy2025-q3"]
    for table in ("transcripts", "turns", "passages", "vector_uses"):
        column = 0 if table in ("transcripts", "turns", "vector_uses") else 1
        assert {row[column] for row in rows(opened, table)} == {"embk-fy2025-q3"}, table
    assert kept
    assert {row[0] for row in rows(opened, "vectors")} == {row[1] for row in rows(opened, "vector_uses")}
    assert len(list((opened.library.root / "sources").iterdir())) == len(rows(opened, "sources")) == 1
    with pytest.raises(TranscriptNotHeld):
        opened.library.transcript(CALL)


def test_removing_what_is_not_held_changes_nothing(opened: Opened, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path))
    with pytest.raises(TranscriptNotHeld):
        opened.builder.remove("nobody-fy2025-q1")
    assert opened.library.seq() == 1


def test_a_source_left_by_a_killed_writer_is_swept(opened: Opened, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path))
    stray = opened.library.source_path("0" * 64)
    stray.write_bytes(b"never committed")
    add(opened, write_small_call(tmp_path, "other.txt", quarter=3))
    assert not stray.exists()
    assert len(list(stray.parent.iterdir())) == 2


def test_commits_are_synchronised_and_rows_refer_to_something(opened: Opened) -> None:
    for context in (opened.library.catalog.reading, opened.library.catalog.writing):
        with context() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_what_is_read_together_is_of_one_moment(opened: Opened, tmp_path: Path) -> None:
    """A re-ingest between two reads of one transaction is not seen by the second."""
    add(opened, write_small_call(tmp_path))
    with opened.library.catalog.reading() as connection:
        first = connection.exec_driver_sql("SELECT id FROM passages ORDER BY id").scalars().all()
        writer = threading.Thread(target=add, args=(opened, write_small_call(tmp_path, growth="13%")))
        writer.start()
        writer.join(30)
        assert connection.exec_driver_sql("SELECT id FROM passages ORDER BY id").scalars().all() == first
    assert {p.passage.id for p in opened.library.passages_of(CALL)} != set(first)


def test_held_follows_another_process(open_at: OpenAt, tmp_path: Path) -> None:
    reader, writer = open_at(tmp_path / "library"), open_at(tmp_path / "library")
    assert reader.library.held() == []
    add(writer, write_small_call(tmp_path))
    assert [held.call.id for held in reader.library.held()] == [CALL]
    writer.builder.remove(CALL)
    assert reader.library.held() == []


def test_a_path_with_odd_characters_is_only_a_path(open_at: OpenAt, tmp_path: Path) -> None:
    opened = open_at(tmp_path / "a?b#c %41 庫" / "deep")
    assert add(opened, write_small_call(tmp_path)) == ["added"]
    assert (tmp_path / "a?b#c %41 庫" / "deep" / "catalog.sqlite").exists()


# What cannot be opened


def damaged(tmp_path: Path, opened: Opened, damage: Callable[[Path], None]) -> Path:
    add(opened, write_small_call(tmp_path))
    opened.library.close()
    damage(opened.library.root / "catalog.sqlite")
    return opened.library.root


def _truncate_half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _drop_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"this is no database, whatever it is called" * 100),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:50]),
        _drop_version,
    ],
    ids=["no database", "empty", "cut short", "no version"],
)
def test_a_damaged_catalog_is_said_to_be_one(opened: Opened, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    root = damaged(tmp_path, opened, damage)
    before = files(root)
    with pytest.raises(LibraryDamaged) as caught:
        Library(root)
    assert "backup" in caught.value.hint
    after = files(root)
    assert {name: after[name] for name in before} == before


def test_damage_met_while_reading_is_no_traceback(opened: Opened, tmp_path: Path) -> None:
    for quarter in (1, 2, 3):
        add(opened, write_small_call(tmp_path, f"{quarter}.txt", quarter=quarter))
    root = damaged(tmp_path, opened, _truncate_half)
    with pytest.raises(LibraryDamaged):
        library = Library(root)
        for held in library.held():
            library.transcript(held.call.id)
            library.passages_of(held.call.id)
            library.passage_vectors(held.call.id)


def test_a_newer_layout_is_left_alone(opened: Opened, tmp_path: Path) -> None:
    def newer(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
        connection.close()

    root = damaged(tmp_path, opened, newer)
    with pytest.raises(LibraryTooNew) as caught:
        Library(root)
    assert "Update callcite" in caught.value.hint


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("hello")
    with pytest.raises(LibraryError):
        Library(tmp_path / "file")
    with pytest.raises(LibraryError):
        Library(tmp_path / "file" / "below")


# The lock


_HOLD = "import sys\nfrom pathlib import Path\nfrom index.lock import WriterLock\nwith WriterLock(Path(sys.argv[1])).held():\n    print('held', flush=True)\n    sys.stdin.read()"  # fmt: skip


def test_a_second_writer_waits_says_so_and_gives_up(
    opened: Opened, open_at: OpenAt, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(opened.library.root / "lock")],
        cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        impatient = open_at(opened.library.root, lock_wait_seconds=0.3)
        with pytest.raises(LibraryLocked) as caught, impatient.library.lock.held():
            pass
        assert "ingest" in caught.value.hint
        assert "waiting" in caplog.text
        command = [sys.executable, "cli.py", "--library", str(opened.library.root), "ingest", str(tmp_path), "--json"]
        write_small_call(tmp_path)
        environment = {**os.environ, "CALLCITE_LOCK_WAIT_SECONDS": "0.5"}
        done = subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1
        assert json.loads(done.stdout)["error"]["type"] == "library_locked"
        assert "Another process is writing" in done.stderr
        assert opened.library.seq() == 0
    finally:
        holder.communicate("", timeout=10)
    with opened.library.lock.tried() as held:
        assert held, "the kernel releases the lock when its holder ends"


def test_the_lock_nests_in_a_thread_and_excludes_other_threads(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "lock", 0)
    tried: list[bool] = []

    def other() -> None:
        with WriterLock(tmp_path / "lock", 0).tried() as held:
            tried.append(held)

    def look() -> None:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(10)

    with lock.held():
        with lock.held(), lock.tried() as held:
            assert held
        look()
    look()
    assert tried == [False, True]


def test_an_error_while_the_lock_is_tried_comes_through(tmp_path: Path) -> None:
    with pytest.raises(LibraryLocked, match="inner"), WriterLock(tmp_path / "lock").tried():
        raise LibraryLocked("inner", hint="x")


# Read-only: as another user who may only read sees it


def _bound_by_permissions() -> None:
    """In the child: even root obeys permission bits from here on (drops CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH)."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)


def as_reader(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CALLCITE_", "OPENAI_"))}
    return subprocess.run(
        [sys.executable, "cli.py", "--library", str(root), *arguments], cwd=PROJECT, env=environment, check=False,
        capture_output=True, text=True, timeout=120, preexec_fn=_bound_by_permissions,
    )  # fmt: skip


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library without write permission, made by the real command line."""
    folder = tmp_path_factory.mktemp("read-only")
    root = folder / "library"
    done = subprocess.run(
        [sys.executable, "cli.py", "--library", str(root), "ingest", str(write_small_call(folder))],
        cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for path in [*root.rglob("*"), root]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    probe = subprocess.run(["touch", str(root / "probe")], preexec_fn=_bound_by_permissions, check=False)
    if probe.returncode == 0:
        pytest.skip("Permission bits do not bind this user, and the capability cannot be dropped.")
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ("library", "list"),
        ("search", "storage prices"),
        ("ask", "What drove revenue growth?", "--mode", "quotes"),
        ("doctor",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_read_only_library_can_be_asked(read_only: Path, arguments: tuple[str, ...]) -> None:
    before = files(read_only)
    done = as_reader(read_only, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    if arguments[0] == "search":
        assert "storage prices" in shown["hits"][0]["text"]
        assert shown["hits"][0]["found_by"] == ["dense", "keyword"]
    if arguments[0] == "ask":
        assert any("battery storage orders" in citation["quote"] for citation in shown["citations"])
    if arguments[0] == "doctor":
        assert shown["ok"], shown["checks"]
    assert files(read_only) == before


@pytest.mark.parametrize("arguments", [("ingest", "samples"), ("library", "remove", CALL)], ids=["ingest", "remove"])
def test_a_read_only_library_is_not_written(read_only: Path, arguments: tuple[str, ...]) -> None:
    before = files(read_only)
    done = as_reader(read_only, *arguments, "--json")
    assert done.returncode == 1
    error = json.loads(done.stdout)["error"]
    assert error["type"] == "library_read_only"
    assert "--library" in error["hint"]
    assert files(read_only) == before


def test_what_a_killed_writer_left_in_the_journal_is_read(opened: Opened, tmp_path: Path) -> None:
    """Read-only, and the last commits are still in the write-ahead log: they are acknowledged, so they are there."""
    add(opened, write_small_call(tmp_path))
    root = tmp_path / "copy"
    root.mkdir()
    for path in opened.library.root.glob("catalog.sqlite*"):
        (root / path.name).write_bytes(path.read_bytes())
    assert (root / "catalog.sqlite-wal").stat().st_size > 0
    for path in [*root.iterdir(), root]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = as_reader(root, "library", "list", "--json")
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in json.loads(done.stdout)["transcripts"]] == [CALL]


# Export


def test_the_archive_holds_every_source_and_transcript(opened: Opened, tmp_path: Path) -> None:
    paths = [write_small_call(tmp_path, f"{quarter}.txt", quarter=quarter) for quarter in (1, 2, 3)]
    add(opened, *paths)
    result = export(opened.library, tmp_path / "out.zip")
    assert result["transcripts"] == 3
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        assert [entry["id"] for entry in manifest["transcripts"]] == [
            f"embk-fy2025-q{quarter}" for quarter in (1, 2, 3)
        ]
        for entry in manifest["transcripts"]:
            quarter = int(entry["id"][-1])
            stored = archive.read(f"sources/{entry['source']}/{entry['name']}").decode()
            assert stored == small_call(quarter=quarter)
            shape = json.loads(archive.read(f"transcripts/{entry['id']}.json"))
            assert len(shape["turns"]) == 6


def test_a_failed_export_leaves_the_old_archive(opened: Opened, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "out.zip").write_bytes(b"the last one")
    opened.library.source_path(opened.library.held()[0].source_hash).unlink()
    with pytest.raises(LibraryError, match="gone"):
        export(opened.library, folder / "out.zip")
    assert files(folder) == {"out.zip": b"the last one"}
    with pytest.raises(CallciteError):
        export(opened.library, tmp_path / "nowhere" / "out.zip")


def test_an_export_that_is_stopped_leaves_nothing(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(opened, write_small_call(tmp_path))

    def stopped(self: Library, transcript: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "transcript", stopped)
    (tmp_path / "out").mkdir()
    with pytest.raises(KeyboardInterrupt):
        export(opened.library, tmp_path / "out" / "out.zip")
    assert files(tmp_path / "out") == {}


def test_a_full_disk_is_no_traceback(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.library.write_atomically", full)
    with pytest.raises(LibraryError, match="No space left"):
        add(opened, write_small_call(tmp_path))
    assert opened.library.held() == []
    assert not isinstance(LibraryError("x", hint="y"), LibraryReadOnly)
