"""`search` and `ask`: one question, or many as JSON lines on stdin."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from answer.answer import Answer, Mode
from answer.retrieve import Retrieval
from commands.output import print_json
from compose import default_mode, make_asker, open_configured
from errors import CallciteError, QuestionError, UsageError
from index.opened import Opened
from index.passage import Scope
from settings import Settings

_T = TypeVar("_T")


def search(args: argparse.Namespace, settings: Settings) -> dict[str, Any] | None:
    opened = open_configured(settings)
    return _each(args, lambda row: _search_one(opened, row))


def _search_one(opened: Opened, row: dict[str, Any]) -> dict[str, Any]:
    found, reading = Retrieval(opened).search(row["question"], int(row.get("k") or 5), _scope(row))
    turns = opened.library.turns((hit.passage.transcript, hit.passage.turn) for hit in found.hits)
    hits = []
    for hit in found.hits:
        passage = hit.passage
        turn = turns[passage.transcript, passage.turn]
        hits.append(
            {
                "rank": hit.rank,
                "transcript": passage.transcript,
                "turn": passage.turn,
                "paragraphs": list(passage.paragraphs),
                "speaker": turn.speaker,
                "role": turn.role.value,
                "section": turn.section.value,
                "text": passage.text,
                "translation": passage.translation,
                "found_by": list(hit.found_by),
            }
        )
    return {
        "question": row["question"],
        "scope": reading.scope.as_json(),
        "detected": reading.detected.as_json(),
        "hits": hits,
        "timings_ms": found.timings_ms,
    }


def ask(args: argparse.Namespace, settings: Settings) -> Answer | None:
    opened = open_configured(settings)
    asker = make_asker(settings, opened)
    default = default_mode(settings)

    def one(row: dict[str, Any]) -> Answer:
        mode = Mode(row["mode"]) if row.get("mode") else default
        history = [(str(past["question"]), str(past["answer"])) for past in row.get("history") or ()]
        without = row.get("without") or ()
        without = (without,) if isinstance(without, str) else tuple(map(str, without))
        return asker.ask(row["question"], scope=_scope(row), mode=mode, history=history, without=without)

    return _each(args, one)


def _each(args: argparse.Namespace, run: Callable[[dict[str, Any]], _T]) -> _T | None:
    """One question from the command line, or many from stdin: a JSON object a line in, a JSON value a line out."""
    if args.question != "-":
        return run({**vars(args), "history": _history(getattr(args, "history", None))})
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            print_json(run(_row(line)))
        except CallciteError as error:
            print_json({"error": error.as_json()})
    return None


def _row(line: str) -> dict[str, Any]:
    hint = 'Write one JSON object a line, such as {"question": "what drove CMR growth?", "k": 5}.'
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"The line is no JSON: {error}", hint=hint) from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise QuestionError("The line has no question.", hint=hint)
    if row.get("mode") not in (None, "quotes", "model"):
        raise UsageError(f"There is no mode {row['mode']!r}.", hint="Choose quotes or model.")
    return row


def _history(path: str | None) -> list[dict[str, str]]:
    if path is None:
        return []
    hint = 'The file holds [{"question": …, "answer": …}], oldest first.'
    try:
        rows = json.loads(Path(path).read_text(encoding="utf-8"))
        return [{"question": str(row["question"]), "answer": str(row["answer"])} for row in rows]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UsageError(f"The history {path} cannot be read: {type(error).__name__}.", hint=hint) from error


def _scope(row: dict[str, Any]) -> Scope:
    fields = {
        "company": "companies",
        "period": "periods",
        "speaker": "speakers",
        "role": "roles",
        "section": "sections",
    }
    values = {plural: row.get(single) or () for single, plural in fields.items()}
    return Scope(**{name: (value,) if isinstance(value, str) else tuple(value) for name, value in values.items()})
