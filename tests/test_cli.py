"""The command line's contract: JSON shapes, exit codes, errors that say what to do, and an unchanged library."""

import contextlib
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from tests import scripted_openai as script
from tests.scripted_openai import ScriptedOpenAI
from tests.small_call import write_small_call

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith(("CALLCITE_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CALLCITE_LIBRARY", str(tmp_path / "library"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json: (exit code, the one JSON value on stdout, stderr)."""

    def go(*arguments: str) -> tuple[int, Any, str]:
        code = cli.main([*arguments, "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.strip() else None, err

    return go


@pytest.fixture
def held(run: Run, tmp_path: Path) -> Path:
    """A library that holds the small call; the call's file."""
    path = write_small_call(tmp_path)
    code, _, err = run("ingest", str(path))
    assert code == 0, err
    return path


def snapshot(folder: Path) -> dict[str, object]:
    """What the library's files hold. The catalog by its rows: SQLite tidies its file whenever a reader leaves."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm", "lock", ".sqlite")))
    found: dict[str, object] = {str(p.relative_to(folder)): p.read_bytes() for p in files}
    with contextlib.closing(sqlite3.connect(folder / "catalog.sqlite")) as catalog:
        found["catalog"] = list(catalog.iterdump())
    return found


# ingest


def test_ingest_acknowledges_and_counts(run: Run, tmp_path: Path) -> None:
    path = write_small_call(tmp_path)
    code, result, err = run("ingest", str(path))
    assert code == 0
    (row,) = result["files"]
    assert row["path"] == str(path)
    assert (row["outcome"], row["transcript"], row["format"]) == ("added", "embk-fy2025-q4", "statementdog")
    assert (row["turns"], row["paragraphs"], row["misaligned"], row["not_speech"]) == (6, 7, 0, 1)
    assert (row["warnings"], row["error"]) == ([], None)
    assert (result["added"], result["updated"], result["unchanged"], result["rejected"]) == (1, 0, 0, 0)
    assert result["passages_embedded"] > 0
    assert "added     embk-fy2025-q4" in err


def test_ingest_again_embeds_nothing_and_an_edit_updates(run: Run, held: Path) -> None:
    _, again, _ = run("ingest", str(held))
    assert (again["unchanged"], again["passages_embedded"]) == (1, 0)
    write_small_call(held.parent, growth="13%")
    _, edited, _ = run("ingest", str(held))
    assert (edited["updated"], edited["files"][0]["outcome"]) == (1, "updated")
    _, found, _ = run("search", "revenue growth")
    assert any("up 13%" in hit["text"] for hit in found["hits"])
    assert not any("up 12%" in hit["text"] for hit in found["hits"])


def test_one_bad_file_never_stops_the_rest(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    write_small_call(folder, "b.txt")
    (folder / "a.txt").write_bytes(b"")
    (folder / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (folder / "d.txt").write_text("Dear diary, today nothing was said.\n" * 30, encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    code, result, err = run("ingest", str(folder))
    assert code == 0
    assert (result["added"], result["rejected"]) == (1, 3)
    errors = {Path(row["path"]).name: row["error"] for row in result["files"] if row["error"]}
    assert {name: error["type"] for name, error in errors.items()} == {
        "a.txt": "source_empty",
        "c.txt": "source_not_text",
        "d.txt": "source_not_transcript",
    }
    assert all(error["hint"] for error in errors.values())
    assert err.count("rejected") == 3


@pytest.mark.parametrize(
    ("arguments", "code", "kind"),
    [
        (["ingest", "no/such/file.txt"], 1, "source_missing"),
        (["ingest"], 2, "usage"),
        (["show", "no-such-call"], 1, "transcript_not_held"),
        (["library", "remove", "no-such-call"], 1, "transcript_not_held"),
        (["library", "remove"], 2, "usage"),
        (["search", "growth", "-k", "0"], 2, "usage"),
        (["search", "growth", "-k", "many"], 2, "usage"),
        (["search", "growth", "--role", "chairman"], 2, "usage"),
        (["search", "growth", "--section", "middle"], 2, "usage"),
        (["search", "growth", "--company", "Nobody & Co"], 2, "usage"),
        (["search", "growth", "--period", "when it rained"], 2, "usage"),
        (["search", "growth", "--speaker", "Nobody"], 2, "usage"),
        (["search", "growth", "--colour", "red"], 2, "usage"),
        (["ask", "growth", "--mode", "loud"], 2, "usage"),
        (["ask", ""], 2, "question"),
        (["ask", "x" * 20_000], 2, "question"),
        (["ask", "growth\udcff"], 2, "question"),
        (["ask", "growth", "--history", "no/such.json"], 2, "usage"),
        (["eval", "no/such.jsonl"], 2, "usage"),
        (["frobnicate"], 2, "usage"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(
    run: Run, held: Path, arguments: list[str], code: int, kind: str
) -> None:
    before = snapshot(Path(os.environ["CALLCITE_LIBRARY"]))
    result_code, result, err = run(*arguments)
    assert result_code == code
    assert result["error"]["type"] == kind
    assert result["error"]["message"]
    assert result["error"]["hint"]
    assert result["error"]["message"] in err
    assert snapshot(Path(os.environ["CALLCITE_LIBRARY"])) == before


def test_a_misspelt_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCITE_LIBARY", "x")
    code, result, _ = run("library", "list")
    assert (code, result["error"]["type"]) == (2, "config")
    assert "CALLCITE_LIBRARY" in result["error"]["hint"]


def test_a_setting_of_the_wrong_kind_is_told_without_its_value(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCITE_MODEL_RETRIES", "s3cret")
    code, result, err = run("library", "list")
    assert (code, result["error"]["type"]) == (2, "config")
    assert "s3cret" not in err
    assert "CALLCITE_MODEL_RETRIES" in result["error"]["message"]


def test_nothing_held_says_what_to_do(run: Run) -> None:
    code, result, _ = run("ask", "what drove growth?")
    assert (code, result["error"]["type"]) == (1, "library")
    assert "ingest" in result["error"]["hint"]


# show, search, ask


def test_show_a_file_and_a_held_call_alike(run: Run, held: Path) -> None:
    _, of_file, _ = run("show", str(held))
    _, of_library, _ = run("show", "embk-fy2025-q4")
    assert of_file == of_library
    call = of_file["call"]
    assert (call["company"], call["ticker"], call["fiscal_year"], call["fiscal_quarter"]) == (
        "燼雀能源",
        "EMBK",
        2025,
        4,
    )
    assert call["period_end"] == "2025-03-31"
    assert "Emberlark Energy" in call["company_aliases"]
    assert [turn["n"] for turn in of_file["turns"]] == [1, 2, 3, 4, 5, 6]
    assert of_file["turns"][5]["flags"] == ["interpreted"]
    assert of_file["exchanges"] == [
        {"analyst": "Ben Ruddock", "firm": "Tollgate Partners", "question_turns": [5], "answer_turns": [6]}
    ]


def test_show_a_file_makes_no_library(run: Run, tmp_path: Path) -> None:
    assert run("show", str(write_small_call(tmp_path)))[0] == 0
    assert not (tmp_path / "library").exists()


def test_search_shape_and_scope(run: Run, held: Path) -> None:
    _, result, _ = run(
        "search", "why did the gross margin fall?", "-k", "2", "--company", "EMBK", "--period", "FY25 Q4"
    )
    assert result["scope"] == {"companies": ["EMBK"], "periods": ["FY25 Q4"]}
    hit = result["hits"][0]
    assert set(hit) >= {"rank", "transcript", "turn", "paragraphs", "speaker", "role", "section", "text", "translation"}
    assert (hit["rank"], hit["speaker"], hit["section"]) == (1, "Ada Finch", "prepared")
    assert "21.5%" in hit["text"]
    assert set(hit["found_by"]) <= {"dense", "keyword", "exchange"}
    assert len(result["hits"]) <= 2
    assert result["timings_ms"]


@pytest.mark.parametrize("company", ["燼雀能源", "EMBK", "Emberlark Energy", "emberlark energy"])
def test_a_company_is_found_by_any_of_its_names(run: Run, held: Path, company: str) -> None:
    code, result, _ = run("search", "margin", "--company", company)
    assert code == 0
    assert result["hits"]


def test_ask_shape(run: Run, held: Path) -> None:
    code, result, _ = run("ask", "what drove revenue growth?")
    assert code == 0
    assert (result["status"], result["mode"], result["language"]) == ("answered", "quotes", "en")
    citation = result["citations"][0]
    _, shape, _ = run("show", citation["transcript"])
    text = shape["turns"][citation["turn"] - 1]["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["sentence_id"].startswith(f"embk-fy2025-q4#t{citation['turn']}.p{citation['paragraph']}.s")
    assert (citation["fiscal_period"], citation["period_end"]) == ("FY2025 Q4", "2025-03-31")
    assert citation["translation_kind"] == "machine"
    assert result["claims"][0]["text"] == citation["quote"]
    assert f"[{citation['n']}]" in result["text"]
    assert set(result) >= {
        "question",
        "standalone",
        "scope",
        "withheld",
        "reason",
        "doubts",
        "related",
        "searched",
        "tally",
    }


def test_questions_as_json_lines(
    capsys: pytest.CaptureFixture[str], held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        json.dumps({"question": "what drove revenue growth?", "mode": "quotes"}),
        "not json",
        json.dumps({"question": ""}),
        "",
        json.dumps({"question": "那毛利率呢?", "history": [{"question": "what drove revenue growth?", "answer": "…"}]}),
        json.dumps({"question": "growth", "role": "nobody"}),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert cli.main(["ask", "-"]) == 0
    values = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [value.get("status", value.get("error", {}).get("type")) for value in values] == [
        "answered", "usage", "question", "answered", "usage",
    ]  # fmt: skip


def test_model_mode_over_the_wire_and_its_failure(run: Run, held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-never-shown")
    monkeypatch.setenv("CALLCITE_MODEL", "scripted-model")
    monkeypatch.setenv("CALLCITE_MODEL_RETRIES", "0")
    with ScriptedOpenAI(script.good(script.echo)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        code, result, _ = run("ask", "what drove revenue growth?")
        assert (code, result["mode"], result["model"], result["status"]) == (0, "model", "scripted-model", "answered")
        _, doctor, _ = run("doctor")
        assert next(c for c in doctor["checks"] if c["name"] == "model")["ok"]
        server.reply(script.server_error())
        code, result, err = run("ask", "what drove revenue growth?")
        assert (code, result["error"]["type"]) == (1, "model_server_error")
        assert "sk-never-shown" not in err + json.dumps(result)
    code, result, _ = run("ask", "what drove revenue growth?")
    assert (code, result["error"]["type"]) == (1, "model_unreachable")
    code, result, _ = run("ask", "what drove revenue growth?", "--mode", "quotes")
    assert (code, result["mode"]) == (0, "quotes")


# library, doctor


def test_list_remove_export_doctor(run: Run, held: Path, tmp_path: Path) -> None:
    _, listed, _ = run("library", "list")
    (row,) = listed["transcripts"]
    assert (row["id"], row["fiscal_period"], row["sample"]) == ("embk-fy2025-q4", "FY2025 Q4", False)
    archive = tmp_path / "export.zip"
    code, exported, _ = run("library", "export", str(archive))
    assert (code, exported["transcripts"]) == (0, 1)
    with zipfile.ZipFile(archive) as file:
        source = next(name for name in file.namelist() if name.startswith("sources/"))
        assert file.read(source) == held.read_bytes()
        assert json.loads(file.read("transcripts/embk-fy2025-q4.json"))["call"]["id"] == "embk-fy2025-q4"
    _, doctor, _ = run("doctor")
    assert doctor["ok"], doctor
    code, removed, _ = run("library", "remove", "embk-fy2025-q4")
    assert (code, removed) == (0, {"removed": ["embk-fy2025-q4"]})
    assert run("library", "list")[1] == {"transcripts": []}
    assert run("doctor")[1]["ok"]


def test_library_option_before_and_after_the_command(run: Run, held: Path, tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    assert run("--library", other, "library", "list")[1] == {"transcripts": []}
    assert run("library", "list", "--library", other)[1] == {"transcripts": []}
    assert len(run("library", "list")[1]["transcripts"]) == 1


def test_every_command_prints_for_people_too(capsys: pytest.CaptureFixture[str], held: Path, tmp_path: Path) -> None:
    for arguments in (
        ["show", str(held)],
        ["search", "margin"],
        ["ask", "what drove revenue growth?"],
        ["ask", "What did Tencent say?"],
        ["library", "list"],
        ["library", "export", str(tmp_path / "x.zip")],
        ["doctor"],
        ["ingest", str(held)],
    ):
        assert cli.main(arguments) == 0
        assert capsys.readouterr().out.strip(), arguments
