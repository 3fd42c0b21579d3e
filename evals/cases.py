"""Questions with gold evidence, as read from a JSON-lines file (fields as in golden/README.md)."""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from errors import UsageError

_REFUSALS = ("not_found", "declined")


@dataclass(frozen=True)
class Gold:
    """One piece of gold evidence. `speaker` and `call` are None where any will do; `covers` are facets of its case."""

    quote: str
    speaker: str | None
    sufficient: bool
    call: str | None = None
    quote_zh: str | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """One question. `targets` are its sufficient evidence, or all of it where none is sufficient alone.

    `call` restricts the scope; `expect_calls` are the calls that an answer must cite, `allowed_calls` those that it may
    cite besides. `expect_status` are the statuses that are right; empty where the file does not say.
    """

    id: str
    language: str
    type: str
    question: str
    answerable: bool
    evidence: tuple[Gold, ...]
    call: str | None = None
    history: tuple[tuple[str, str], ...] = ()
    facets: tuple[str, ...] = ()
    must_contain: tuple[tuple[str, ...], ...] = ()
    """Groups of strings: one of each group stands in a right answer."""
    expect_calls: tuple[str, ...] = ()
    allowed_calls: tuple[str, ...] = ()
    names_call: bool = False
    """Whether the question itself names the company or period."""
    expect_status: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[Gold, ...]:
        return tuple(gold for gold in self.evidence if gold.sufficient) or self.evidence

    @property
    def right_calls(self) -> frozenset[str]:
        """The calls that an answer may cite; empty where any may be."""
        return frozenset((*self.expect_calls, *self.allowed_calls)) or frozenset(filter(None, (self.call,)))


def load_cases(path: Path) -> list[Case]:
    """Cases of a file; a line with `turns` is a conversation and gives a case a turn, with the turns before as history.

    Raises:
        UsageError: the file cannot be read, or a line is no case.
    """
    hint = "See golden/README.md for the fields of a case."
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(
            f"{path} cannot be read: {reason}.", hint="Name a file of cases, one JSON object a line."
        ) from error
    cases: list[Case] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases.extend(_cases(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"{path}, line {number}: no case ({type(error).__name__}: {error}).", hint=hint) from error
    return cases


def _cases(row: dict[str, Any]) -> list[Case]:
    if "turns" not in row:
        return [_case(row, row["id"], row["lang"], row.get("type") or "other", ())]
    history: list[tuple[str, str]] = []
    cases = []
    for i, turn in enumerate(row["turns"], start=1):
        kind = "follow-up" if history else "first"
        cases.append(_case({"call": row.get("call"), **turn}, f"{row['id']}.{i}", row["lang"], kind, tuple(history)))
        history.append((turn["question"], turn.get("answer") or ""))
    return cases


def _case(row: dict[str, Any], case_id: str, language: str, kind: str, history: tuple[tuple[str, str], ...]) -> Case:
    expected = tuple(filter(None, (row.get("expect_status"), *(row.get("status_alt") or ()))))
    answerable = row.get("answerable")
    if answerable is None:
        answerable = not expected or expected[0] not in _REFUSALS
    return Case(
        id=str(case_id),
        language=language,
        type=kind,
        question=row["question"],
        answerable=bool(answerable),
        evidence=tuple(_gold(e, row.get("call")) for e in row.get("evidence") or ()),
        call=row.get("call"),
        history=history,
        facets=tuple(row.get("facets") or ()),
        must_contain=(
            *((text,) for text in row.get("must_contain") or ()),
            *(tuple(group) for group in row.get("must_contain_any") or () if group),
        ),
        expect_calls=tuple(row.get("expect_calls") or ()),
        allowed_calls=tuple(row.get("allowed_calls") or ()),
        names_call=bool(row.get("names_company")),
        expect_status=expected,
    )


def _gold(row: dict[str, Any], call: str | None) -> Gold:
    return Gold(
        quote=row["quote"],
        speaker=row.get("speaker"),
        sufficient=bool(row.get("sufficient")),
        call=row.get("call") or call,
        quote_zh=row.get("quote_zh"),
        covers=tuple(row.get("covers") or ()),
    )


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Letters and digits only, case folded: how quotes are compared."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
