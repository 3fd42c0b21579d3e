"""Every format's example gives its expected parse. The examples are the shared ones; a fresh clone has its own copies."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.parse import parse
from ingest.shape import transcript_json
from ingest.sources import Source, read_source
from settings import PROJECT

FORMATS = PROJECT / "tests" / "formats"
NAMES = sorted(path.stem for path in (FORMATS / "expected").glob("*.json"))
CALL_FIELDS = ("company", "ticker", "fiscal_year", "fiscal_quarter", "date", "languages")
TURN_FIELDS = ("n", "speaker", "title", "firm", "text", "translation", "start_seconds", "flags", "section", "role")
BEST_EFFORT = ("likely_speaker",)
"""With the flag `label_suspect`: scored apart, as the formats' README says."""


def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FORMATS / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return expected


def parsed(expected: dict[str, Any]) -> list[dict[str, Any]]:
    source = read_source(FORMATS / expected["example"])
    hint = expected.get("filename_hint")
    if hint is not None:
        companion = (FORMATS / expected["companion"]).read_text(encoding="utf-8") if "companion" in expected else None
        source = Source(hint, source.data, companion)
    return [transcript_json(transcript) for transcript in parse(source)]


def collapsed(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [collapsed(item) for item in value]
    if isinstance(value, dict):
        return {key: collapsed(item) for key, item in value.items()}
    return value


def turn(shape: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    kept = {field: shape.get(field) for field in fields}
    if "flags" in kept:
        kept["flags"] = sorted(flag for flag in shape["flags"] if flag != "label_suspect")
    found: dict[str, Any] = collapsed(kept)
    return found


def test_all_41_are_here() -> None:
    assert len(NAMES) == 41


@pytest.mark.parametrize("name", NAMES)
def test_an_example_gives_its_expected_parse(name: str) -> None:
    expected = expected_of(name)
    documents = expected.get("documents", [expected])
    found = parsed(expected)
    assert len(found) == len(documents)
    for shape, wanted in zip(found, documents, strict=True):
        assert {field: shape["call"][field] for field in CALL_FIELDS} == {field: wanted[field] for field in CALL_FIELDS}
        assert shape["participants"] == [{"also_called": [], **person} for person in wanted["participants"]]
        fields = tuple(field for field in TURN_FIELDS if any(field in turn for turn in wanted["turns"]))
        assert [turn(t, fields) for t in shape["turns"]] == [turn(t, fields) for t in wanted["turns"]]
        speech = json.dumps(shape["turns"], ensure_ascii=False)
        assert [literal for literal in expected["must_not_index"] if literal in speech] == []


@pytest.mark.parametrize("name", NAMES)
def test_doubts_about_labels_in_an_example(name: str) -> None:
    expected = expected_of(name)
    for shape, wanted in zip(parsed(expected), expected.get("documents", [expected]), strict=True):
        for got, want in zip(shape["turns"], wanted["turns"], strict=True):
            assert ("label_suspect" in got["flags"]) == ("label_suspect" in want["flags"]), got["n"]
            for field in BEST_EFFORT:
                assert field not in want or got[field] == want[field]


def test_the_copies_are_the_shared_examples(shared: Path) -> None:
    for folder in ("examples", "expected"):
        for path in sorted((shared / "formats" / folder).iterdir()):
            assert (FORMATS / folder / path.name).read_bytes() == path.read_bytes(), path.name
