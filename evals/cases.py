"""Questions with gold evidence, as read from a JSON-lines file."""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errors import UsageError


@dataclass(frozen=True)
class Gold:
    """One piece of gold evidence. `speaker` is None where any speaker will do."""

    quote: str
    speaker: str | None
    sufficient: bool


@dataclass(frozen=True)
class Case:
    """One question. `targets` are its sufficient evidence, or all of it where none is sufficient alone."""

    id: str
    language: str
    type: str
    question: str
    answerable: bool
    evidence: tuple[Gold, ...]
    call: str | None = None
    history: tuple[tuple[str, str], ...] = ()

    @property
    def targets(self) -> tuple[Gold, ...]:
        return tuple(gold for gold in self.evidence if gold.sufficient) or self.evidence


def load_cases(path: Path) -> list[Case]:
    """Cases of a file; a line with `turns` is a conversation and gives a case a turn, with the turns before as history.

    Raises:
        UsageError: the file cannot be read, or a line is no case.
    """
    hint = "See golden/README.md for the fields of a case."
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}.", hint="Name a file of cases, one JSON object a line."
        ) from error
    cases: list[Case] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases.extend(_cases(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}, line {number}: no case ({type(error).__name__}: {error}).", hint=hint) from error
    return cases


def _cases(row: dict[str, Any]) -> list[Case]:
    if "turns" not in row:
        return [_case(row, row["id"], row["lang"], row.get("type", "other"), ())]
    history: list[tuple[str, str]] = []
    cases = []
    for i, turn in enumerate(row["turns"], start=1):
        kind = "follow-up" if history else "first"
        cases.append(_case({"call": row.get("call"), **turn}, f"{row['id']}.{i}", row["lang"], kind, tuple(history)))
        history.append((turn["question"], turn["answer"]))
    return cases


def _case(row: dict[str, Any], case_id: str, language: str, kind: str, history: tuple[tuple[str, str], ...]) -> Case:
    gold = tuple(Gold(e["quote"], e.get("speaker"), bool(e.get("sufficient"))) for e in row["evidence"])
    return Case(case_id, language, kind, row["question"], bool(row["answerable"]), gold, row.get("call"), history)


def folded(text: str) -> str:
    """Letters and digits only, case folded: how quotes are compared."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
