"""The command line's upkeep of a library: dry runs, pasted text, corrections, other texts of a call, archives, repair."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from ingest.corrections import corrections_from_json
from settings import PROJECT
from tests.small_call import small_call, write_small_call
from tests.test_cli import environment, held, run, snapshot  # noqa: F401 - fixtures

Run = Callable[..., tuple[int, Any, str]]
CALL = "embk-fy2025-q4"
OTHER = """\
Company: Emberlark Energy
Ticker: EMBK
Period: Q4 FY2025

Operator: Welcome to the Emberlark Energy results call for the March quarter 2025.
Nadia Frost: Over to Ada.
Ada Finch: Revenue was RMB4.2 billion, up 12%. The growth was driven by battery storage orders.
Operator: Ben Ruddock, Tollgate Partners.
Ben Ruddock: What do you expect for storage prices?
Ada Finch: We expect storage prices to stay where they are.
"""


def ids(run: Run) -> list[str]:  # noqa: F811
    return sorted(row["id"] for row in run("library", "list")[1]["transcripts"])


def test_a_dry_run_reports_and_changes_nothing(run: Run, held: Path, tmp_path: Path) -> None:  # noqa: F811
    before = snapshot(tmp_path / "library")
    new = write_small_call(tmp_path, "q3.txt", quarter=3)
    (tmp_path / "notes.txt").write_text("Buy milk.")
    code, result, err = run("ingest", str(held), str(new), str(tmp_path / "notes.txt"), "--dry-run")
    assert code == 0 and result["dry_run"] is True
    assert [row["outcome"] for row in result["files"]] == ["unchanged", "added", "rejected"]
    report = result["files"][1]["report"]
    assert (report["call"]["id"], report["call"]["period"]) == ("embk-fy2025-q3", "FY2025 Q3, quarter ended Mar 2025")
    assert (report["turns"], report["qa_from"], report["missing"]) == (6, 4, ["date"])
    assert {speaker["label"]: speaker["role"] for speaker in report["speakers"]} == {
        "Operator": "operator",
        "Nadia Frost": "executive",
        "Ada Finch": "executive",
        "Ben Ruddock": "analyst",
    }
    assert report["translation"] == {"paragraphs": 7, "translated": 7, "kind": "machine"}
    assert [note["kind"] for note in report["not_speech"]] == ["disclaimer"]
    assert "added " not in err
    assert snapshot(tmp_path / "library") == before


def test_pasted_text_is_taken_like_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("sys.stdin", io.StringIO(small_call()))
    code, result, _ = run("ingest", "-")
    assert code == 0
    (row,) = result["files"]
    assert (row["outcome"], row["transcript"]) == ("added", CALL)
    assert run("library", "list")[1]["transcripts"][0]["source"].startswith("pasted-")


def test_another_text_of_a_call_is_told(run: Run, held: Path, tmp_path: Path) -> None:  # noqa: F811
    other = tmp_path / "other.txt"
    other.write_text(OTHER)
    code, result, err = run("ingest", str(other), "--held", "refuse")
    assert code == 0 and result["rejected_by"] == {"call_held": 1}
    assert ids(run) == [CALL]
    _, result, err = run("ingest", str(other))
    (row,) = result["files"]
    assert (row["transcript"], row["duplicate_of"]) == (f"{CALL}-2", CALL)
    assert "already hold this call" in row["warnings"][0] and "already hold" in err
    run("library", "remove", f"{CALL}-2")
    _, result, _ = run("ingest", str(other), "--held", "replace")
    assert (result["updated"], ids(run)) == (1, [CALL])


def test_corrections_are_kept_through_a_re_ingest(run: Run, held: Path, tmp_path: Path) -> None:  # noqa: F811
    fix = tmp_path / "fix.json"
    fix.write_text(json.dumps({"speakers": [{"label": "Ada Finch", "name": "Ada Lark"}], "not_speech": [{"turn": 2}]}))
    code, result, _ = run("library", "correct", CALL, str(fix))
    assert (code, result["outcome"]) == (0, "updated")
    write_small_call(tmp_path, growth="13%")
    assert run("ingest", str(held))[1]["updated"] == 1
    turns = run("show", CALL)[1]["turns"]
    assert [turn["speaker"] for turn in turns] == ["Operator", "Ada Lark", "Operator", "Ben Ruddock", "Ada Lark"]
    assert "13%" in turns[1]["text"]
    fix.write_text("{}")
    run("library", "correct", CALL, str(fix))
    assert len(run("show", CALL)[1]["turns"]) == 6


@pytest.mark.parametrize(
    ("content", "error"),
    [("{", "usage"), ("[1]", "correction_invalid"), ('{"qa_from": {"turn": 70}}', "correction_invalid")],
)
def test_bad_corrections_change_nothing(run: Run, held: Path, tmp_path: Path, content: str, error: str) -> None:  # noqa: F811
    before = snapshot(tmp_path / "library")
    fix = tmp_path / "fix.json"
    fix.write_text(content)
    code, result, _ = run("library", "correct", CALL, str(fix))
    assert code != 0 and (result["error"]["type"], bool(result["error"]["hint"])) == (error, True)
    assert snapshot(tmp_path / "library") == before


def test_the_corrections_in_the_readme_are_some() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    body = readme[readme.index("$ cat fix.json") :].split("\n", 1)[1].partition("$ python")[0]
    assert corrections_from_json(json.loads(body)).qa_from is not None


def test_export_and_import(run: Run, held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    archive = str(tmp_path / "out.zip")
    assert run("library", "export", archive)[1]["transcripts"] == 1
    shown = run("show", CALL)[1]
    monkeypatch.setenv("CALLCITE_LIBRARY", str(tmp_path / "second"))
    code, result, err = run("library", "import", archive)
    assert (code, result["added"], result["conversations"]) == (0, 1, 0)
    assert f"added     {CALL}" in err
    assert run("show", CALL)[1] == shown
    assert run("doctor")[1]["ok"]
    code, result, _ = run("library", "import", str(held))
    assert (code, result["error"]["type"]) == (1, "archive_invalid")


def test_repair(run: Run, held: Path, tmp_path: Path) -> None:  # noqa: F811
    assert run("doctor", "--repair")[1]["repaired"] == []
    for path in (tmp_path / "library" / "fulltext").rglob("*.store"):
        path.write_bytes(b"")
    assert not run("doctor")[1]["ok"]
    code, result, _ = run("doctor", "--repair")
    assert code == 0 and result["ok"] and result["repaired"]


def test_for_people(capsys: pytest.CaptureFixture[str], held: Path, tmp_path: Path) -> None:  # noqa: F811
    fix = tmp_path / "fix.json"
    fix.write_text("{}")
    new = write_small_call(tmp_path, "q3.txt", quarter=3)
    for command, said in (
        (["ingest", str(new), "--dry-run"], "Nothing was changed. It would be: 1 added"),
        (["library", "correct", CALL, str(fix)], f"unchanged {CALL}"),
        (["doctor", "--repair"], "ok   catalog"),
    ):
        assert cli.main(command) == 0
        assert said in capsys.readouterr().out
