"""Export and import: everything comes back, nothing held is lost, and a hostile archive does no harm."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from errors import ArchiveInvalid
from index.archive import export
from index.build import Outcome
from index.conversations import Conversations
from index.opened import Opened
from index.place import OutcomeKind
from index.restore import restore
from ingest.corrections import corrections_from_json
from ingest.sources import Source
from tests.small_call import small_call, write_small_call

Archive = dict[str, bytes]
CALL = "embk-fy2025-q4"


def bring_back(opened: Opened, archive: Path) -> tuple[list[Outcome], int]:
    with opened.library.lock.held():
        found = restore(opened.library, opened.builder, archive, lambda _: None)
        opened.builder.flush()
    return found


@pytest.fixture
def archive(opened: Opened, tmp_path: Path) -> Path:
    """Two calls, one put right, and a conversation."""
    opened.builder.add_file(write_small_call(tmp_path))
    opened.builder.add_source(Source("q3.txt", small_call(quarter=3).encode(), "a companion"), "q3.txt")
    opened.builder.correct(CALL, corrections_from_json({"speakers": [{"label": "Ada Finch", "name": "Ada Lark"}]}))
    kept = Conversations(opened.library)
    id_ = kept.start("毛利率?")
    kept.add(id_, "Why?", {"answer": ["$", "引用"]})
    export(opened.library, tmp_path / "out.zip")
    return tmp_path / "out.zip"


def test_an_empty_library_becomes_the_same(
    opened: Opened, archive: Path, tmp_path: Path, open_at: Callable[..., Opened]
) -> None:
    fresh = open_at(tmp_path / "fresh")
    outcomes, conversations = bring_back(fresh, archive)
    assert [outcome.kind for outcome in outcomes] == [OutcomeKind.ADDED] * 2
    assert conversations == 1
    for held in opened.library.held():
        id_ = held.call.id
        assert fresh.library.transcript(id_) == opened.library.transcript(id_)
        assert fresh.library.corrections(id_) == opened.library.corrections(id_)
        assert fresh.library.source(id_) == opened.library.source(id_)
    (head,) = Conversations(fresh.library).heads()
    assert head == Conversations(opened.library).heads()[0]
    assert Conversations(fresh.library).messages(head.id) == Conversations(opened.library).messages(head.id)
    assert fresh.dense.count() == fresh.dense.expected_count() > 0
    outcome = fresh.builder.add_file(write_small_call(tmp_path))[0]
    assert (outcome.kind, outcome.transcript) == (OutcomeKind.UNCHANGED, CALL), "the corrections are still found"


def test_twice_is_once(opened: Opened, archive: Path) -> None:
    before = opened.library.seq()
    outcomes, conversations = bring_back(opened, archive)
    assert [outcome.kind for outcome in outcomes] == [OutcomeKind.UNCHANGED] * 2
    assert (conversations, opened.library.seq()) == (0, before)


def test_what_is_held_is_not_overwritten(archive: Path, tmp_path: Path, open_at: Callable[..., Opened]) -> None:
    other = open_at(tmp_path / "other")
    other.builder.add_file(write_small_call(tmp_path, growth="13%"))
    outcomes, _ = bring_back(other, archive)
    assert {held.call.id for held in other.library.held()} == {CALL, f"{CALL}-2", "embk-fy2025-q3"}
    assert [outcome.transcript for outcome in outcomes] == [f"{CALL}-2", "embk-fy2025-q3"]
    assert "13%" in other.library.transcript(CALL).turn(3).text


def read(path: Path) -> Archive:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def write(path: Path, entries: Archive) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return path


def manifest(entries: Archive, change: Callable[[Any], None]) -> Archive:
    body = json.loads(entries["manifest.json"])
    change(body)
    return {**entries, "manifest.json": json.dumps(body).encode()}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda e: {}, "no manifest"),
        (lambda e: {**e, "manifest.json": b"{"}, "cannot be read"),
        (lambda e: {**e, "manifest.json": b"[" * 100_000}, "cannot be read"),
        (lambda e: {**e, "manifest.json": b"[]"}, "cannot be read"),
        (lambda e: manifest(e, lambda m: m.update(callcite=99)), "newer callcite"),
        (lambda e: manifest(e, lambda m: m.update(transcripts=[{"id": 1}])), "cannot be read"),
        (lambda e: manifest(e, lambda m: m["conversations"].append("../../etc/passwd")), "no conversations/"),
    ],
)
def test_what_is_no_archive_is_refused(
    archive: Path, tmp_path: Path, open_at: Callable[..., Opened], spoil: Callable[[Archive], Archive], says: str
) -> None:
    fresh = open_at(tmp_path / "fresh")
    with pytest.raises(ArchiveInvalid, match=says) as caught:
        bring_back(fresh, write(tmp_path / "bad.zip", spoil(read(archive))))
    assert caught.value.hint


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 cut", None], ids=["empty", "text", "cut", "missing"])
def test_what_is_no_zip_is_refused(data: bytes | None, opened: Opened, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises(ArchiveInvalid):
        bring_back(opened, tmp_path / "bad.zip")
    assert opened.library.held() == []


def spoiled_source(entries: Archive) -> Archive:
    name = next(name for name in entries if name.startswith("sources/") and name.endswith("embk.txt"))
    return {**entries, name: entries[name] + b" "}


def spoiled_offsets(entries: Archive) -> Archive:
    name = f"transcripts/{CALL}.json"
    body = json.loads(entries[name])
    body["turns"][0]["paragraphs"][0]["sentences"][0]["end"] = 10_000
    return {**entries, name: json.dumps(body).encode()}


@pytest.mark.parametrize(
    "spoil",
    [
        spoiled_source,
        spoiled_offsets,
        lambda e: {**e, f"transcripts/{CALL}.json": b"{}"},
        lambda e: {**e, f"corrections/{CALL}.json": b'{"colour": 1}'},
        lambda e: {name: data for name, data in e.items() if name != f"transcripts/{CALL}.json"},
        lambda e: {name: data for name, data in e.items() if not name.endswith("embk.txt")},
    ],
    ids=["source changed", "offsets", "empty transcript", "corrections", "no transcript", "no source"],
)
def test_one_bad_call_does_not_stop_the_rest(
    archive: Path, tmp_path: Path, open_at: Callable[..., Opened], spoil: Callable[[Archive], Archive]
) -> None:
    fresh = open_at(tmp_path / "fresh")
    outcomes, conversations = bring_back(fresh, write(tmp_path / "bad.zip", spoil(read(archive))))
    assert [outcome.kind for outcome in outcomes] == [OutcomeKind.REJECTED, OutcomeKind.ADDED]
    assert outcomes[0].error is not None and outcomes[0].error.hint
    assert {held.call.id for held in fresh.library.held()} == {"embk-fy2025-q3"}
    assert conversations == 1


def test_entries_outside_the_folder_are_never_written(
    archive: Path, tmp_path: Path, open_at: Callable[..., Opened]
) -> None:
    fresh = open_at(tmp_path / "fresh")
    hostile = {**read(archive), "../../escaped.txt": b"x", "/tmp/callcite-escaped.txt": b"x"}
    bring_back(fresh, write(tmp_path / "bad.zip", hostile))
    assert not list(tmp_path.parent.glob("escaped.txt")) and not Path("/tmp/callcite-escaped.txt").exists()


def test_a_bomb_is_not_inflated(archive: Path, tmp_path: Path, open_at: Callable[..., Opened]) -> None:
    entries = {**read(archive), f"transcripts/{CALL}.json": b" " * (201 * 1024 * 1024)}
    fresh = open_at(tmp_path / "fresh")
    outcomes, _ = bring_back(fresh, write(tmp_path / "bomb.zip", entries))
    assert [outcome.kind for outcome in outcomes] == [OutcomeKind.REJECTED, OutcomeKind.ADDED]
    assert outcomes[0].error is not None and "larger than" in outcomes[0].error.message
