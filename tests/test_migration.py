"""A library of the first layout is brought up to date when it is opened, and loses nothing."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from errors import LibraryTooNew
from index.conversations import Conversations
from index.opened import Opened
from index.place import OutcomeKind
from index.repair import repair
from tests.small_call import write_small_call
from tests.test_library import as_reader

CALL = "embk-fy2025-q4"


def downgrade(root: Path) -> None:
    """What the first layout looked like."""
    connection = sqlite3.connect(root / "catalog.sqlite")
    with connection:
        for table in ("corrections", "signatures", "messages", "conversations"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE transcripts DROP COLUMN parsed_id")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.close()


@pytest.fixture
def old(opened: Opened, tmp_path: Path) -> Path:
    opened.builder.add_file(write_small_call(tmp_path))
    opened.builder.flush()
    opened.library.close()
    downgrade(opened.library.root)
    return opened.library.root


def test_everything_is_there_and_works(old: Path, open_at: Callable[..., Opened], tmp_path: Path) -> None:
    opened = open_at(old)
    assert [held.call.id for held in opened.library.held()] == [CALL]
    assert len(opened.library.transcript(CALL).turns) == 6
    assert opened.builder.add_file(write_small_call(tmp_path))[0].kind is OutcomeKind.UNCHANGED
    assert opened.builder.add_file(write_small_call(tmp_path, growth="13%"))[0].kind is OutcomeKind.UPDATED
    assert Conversations(opened.library).heads() == []
    with opened.library.lock.held():
        opened.builder.flush()
        repair(opened.library, opened.embedder, opened.dense, opened.keyword)
    assert opened.library.signatures()[0] == [CALL]
    assert open_at(old).library.find(CALL) is not None, "and opens again"


def test_it_is_not_touched_where_it_cannot_be_written(old: Path) -> None:
    for path in [*old.rglob("*"), old]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = as_reader(old, "library", "list", "--json")
    assert done.returncode == 1
    error = json.loads(done.stdout)["error"]
    assert (error["type"], "older callcite" in error["message"]) == ("library_read_only", True)


def test_a_newer_layout_is_refused(old: Path, open_at: Callable[..., Opened]) -> None:
    connection = sqlite3.connect(old / "catalog.sqlite")
    with connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(LibraryTooNew):
        open_at(old)
