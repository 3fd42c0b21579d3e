"""Add, replace and remove: by content, in one step, everywhere; and stopping at a safe moment."""

import os
import signal
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from errors import EmbedderError, Interrupted
from index.build import embedded_texts
from index.embedder import Vectors, vector_hash
from index.interrupt import Stop
from index.opened import Opened, open_library
from index.place import OutcomeKind, content_hash
from index.tokens import tokens
from ingest.parse import parse
from ingest.sources import read_source
from tests.conftest import HashEmbedder
from tests.small_call import write_small_call

CALL = "embk-fy2025-q4"


def add(opened: Opened, path: Path) -> OutcomeKind:
    with opened.library.lock.held():
        (outcome,) = opened.builder.add_file(path)
        opened.builder.flush()
    return outcome.kind


def stored_vectors(opened: Opened) -> set[str]:
    connection = sqlite3.connect(opened.library.root / "catalog.sqlite")
    try:
        return {row[0] for row in connection.execute("SELECT hash FROM vectors")}
    finally:
        connection.close()


def everywhere(opened: Opened, transcript: str = CALL) -> tuple[set[str], set[str], set[str]]:
    """Passage ids of a call in catalog, Chroma and full text."""
    catalog = {stored.passage.id for stored in opened.library.passages_of(transcript)}
    vector = np.full(64, 0.125, dtype=np.float32)
    chroma = {id_ for id_, _ in opened.dense.search(vector, 1_000, "calls") if id_.startswith(f"{transcript}#")}
    text = {
        id_
        for id_, _ in opened.keyword.search(
            dict.fromkeys(tokens("emberlark revenue ada nadia operator ben 燼雀"), 1.0), 1_000
        )
    }
    return catalog, chroma, {id_ for id_ in text if id_.startswith(f"{transcript}#")}


def test_added_then_unchanged(opened: Opened, embedder: HashEmbedder, tmp_path: Path) -> None:
    path = write_small_call(tmp_path)
    assert add(opened, path) is OutcomeKind.ADDED
    catalog, chroma, text = everywhere(opened)
    assert catalog == chroma == text
    assert len(catalog) == opened.library.held()[0].passage_count > 3
    texts = embedded_texts(parse(read_source(path))[0])
    assert sorted(embedder.embedded) == sorted(texts)
    assert stored_vectors(opened) == {vector_hash(text) for text in texts}
    embedder.embedded.clear()
    before = opened.library.seq(), opened.library.held()
    generation = (opened.library.root / "vectors" / "current").read_text()
    assert add(opened, path) is OutcomeKind.UNCHANGED
    assert embedder.embedded == []
    assert (opened.library.seq(), opened.library.held()) == before
    assert (opened.library.root / "vectors" / "current").read_text() == generation, "no index is touched either"


def test_another_file_name_is_the_same_content(opened: Opened, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path))
    assert add(opened, write_small_call(tmp_path, "renamed.txt")) is OutcomeKind.UNCHANGED


def test_updated_in_one_step(opened: Opened, embedder: HashEmbedder, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path))
    old_ids, old_vectors = everywhere(opened)[0], stored_vectors(opened)
    old_texts = set(embedder.embedded)
    embedder.embedded.clear()
    assert add(opened, write_small_call(tmp_path, growth="13%")) is OutcomeKind.UPDATED
    catalog, chroma, text = everywhere(opened)
    assert catalog == chroma == text
    gone, kept = old_ids - catalog, old_ids & catalog
    assert gone
    assert kept
    new_texts = set(embedder.embedded)
    assert new_texts
    assert not new_texts & old_texts, "what both versions share is not embedded again"
    wanted = {vector_hash(t) for t in embedded_texts(opened.library.transcript(CALL))}
    assert stored_vectors(opened) == wanted
    assert old_vectors - wanted, "vectors of the old text only are gone"
    assert old_vectors & wanted, "shared ones are kept"
    assert opened.library.passages(list(gone)) == {}
    assert opened.dense.count() == opened.dense.expected_count()


def test_removed_everywhere_and_shared_vectors_kept(opened: Opened, tmp_path: Path) -> None:
    add(opened, write_small_call(tmp_path))
    add(opened, write_small_call(tmp_path, "q3.txt", quarter=3))
    both = stored_vectors(opened)
    opened.builder.remove(CALL)
    assert everywhere(opened) == (set(), set(), set())
    catalog, chroma, text = everywhere(opened, "embk-fy2025-q3")
    assert catalog == chroma == text != set()
    left = stored_vectors(opened)
    assert left == {vector_hash(t) for t in embedded_texts(opened.library.transcript("embk-fy2025-q3"))}
    assert left < both
    sentence = vector_hash("Revenue was RMB4.2 billion, up 12%.")
    assert sentence in left, "a sentence of both calls has one vector, and still has it"


def test_added_again_after_removal(opened: Opened, tmp_path: Path) -> None:
    path = write_small_call(tmp_path)
    add(opened, path)
    ids = everywhere(opened)
    opened.builder.remove(CALL)
    assert add(opened, path) is OutcomeKind.ADDED
    assert everywhere(opened) == ids


def test_a_file_that_is_no_transcript_changes_nothing(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Buy milk.")
    (outcome,) = opened.builder.add_file(tmp_path / "notes.txt")
    assert outcome.kind is OutcomeKind.REJECTED
    assert outcome.error is not None
    assert outcome.error.hint
    assert opened.library.seq() == 0
    assert not (opened.library.root / "sources").exists()


def test_an_embedder_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    class Failing(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            if any("13%" in text for text in texts):
                raise EmbedderError("The embedding endpoint failed.", hint="Try again.")
            return super().embed_passages(texts)

    opened = open_library(tmp_path / "library", Failing)
    add(opened, write_small_call(tmp_path))
    before = opened.library.transcript(CALL), everywhere(opened)
    with pytest.raises(EmbedderError):
        add(opened, write_small_call(tmp_path, growth="13%"))
    assert (opened.library.transcript(CALL), everywhere(opened)) == before
    assert opened.library.seq() == 1


def test_the_content_hash_is_of_what_was_parsed(tmp_path: Path) -> None:
    one = parse(read_source(write_small_call(tmp_path)))[0]
    two = parse(read_source(write_small_call(tmp_path, "renamed.txt")))[0]
    three = parse(read_source(write_small_call(tmp_path, "third.txt", growth="14%")))[0]
    assert content_hash(one) == content_hash(two) != content_hash(three)


def test_writing_costs_no_more_in_a_large_library(opened: Opened, tmp_path: Path) -> None:
    """A change looks only at what its own call uses: no statement of it may walk through every vector held."""
    add(opened, write_small_call(tmp_path))
    statements: list[str] = []
    with opened.library.catalog.writing() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_trace_callback(statements.append)
    add(opened, write_small_call(tmp_path, growth="13%"))
    raw.set_trace_callback(None)
    deletes = [s for s in statements if s.lstrip().startswith("DELETE FROM vectors")]
    assert deletes
    for statement in deletes:
        plan = raw.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert not any("SCAN vectors" in step[-1] or "SCAN vector_uses" in step[-1] for step in plan), plan


# Stopping


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_comes_at_once_outside(number: int) -> None:
    stop = Stop()
    reached = False
    with pytest.raises(Interrupted) as caught, stop.listening():
        os.kill(os.getpid(), number)
        reached = True
    assert not reached
    assert caught.value.exit_code == 130


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_waits_for_the_end_of_what_must_be_finished(number: int) -> None:
    stop = Stop()
    done: list[str] = []
    with pytest.raises(Interrupted), stop.listening():
        with stop.unstopped():
            with stop.unstopped():
                os.kill(os.getpid(), number)
                os.kill(os.getpid(), number)
                done.append("inner")
            done.append("outer")
        done.append("after")
    assert done == ["inner", "outer"]


def test_a_stop_does_not_outlive_its_listener() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    stop = Stop()
    with stop.listening(), stop.unstopped():
        pass
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_a_stop_while_a_call_is_committed_comes_after_it(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = opened.library.put

    def put_and_be_stopped(*arguments: object, **options: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        put(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(opened.library, "put", put_and_be_stopped)
    with pytest.raises(Interrupted), opened.stop.listening():
        opened.builder.add_file(write_small_call(tmp_path))
    assert [held.call.id for held in opened.library.held()] == [CALL]


def test_a_stop_while_indexes_are_written_comes_after_them(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    catch_up: Callable[[], None] = opened.keyword.catch_up

    def be_stopped_and_catch_up() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        catch_up()

    monkeypatch.setattr(opened.keyword, "catch_up", be_stopped_and_catch_up)
    with pytest.raises(Interrupted), opened.stop.listening():
        opened.builder.flush()
    assert opened.dense.is_current()
    assert opened.keyword.is_current()
