"""`ingest`: add files, one acknowledged line each; with --dry-run, only say what would become of them."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from compose import open_configured
from index.build import Outcome
from index.opened import Opened
from index.place import OnHeld, OutcomeKind
from ingest.report import report
from ingest.sources import find_files, pasted
from settings import Settings

STDIN = "-"
FLUSH_EVERY = 20
"""Files after which the search indexes follow the catalog during a long ingest."""


def ingest(args: argparse.Namespace, settings: Settings) -> dict[str, Any] | None:
    files = find_files(Path(path) for path in args.paths if path != STDIN)
    opened = open_configured(settings)
    if args.if_empty and opened.library.held():
        return None
    # Pasted text is taken like a file: it becomes one, under a name made of its content.
    with TemporaryDirectory() as folder:
        if STDIN in args.paths:
            files.append(_pasted(sys.stdin.read(), Path(folder)))
        if args.dry_run:
            return _preview(opened, files, OnHeld(args.held))
        return _add(opened, files, OnHeld(args.held))


def _pasted(text: str, folder: Path) -> Path:
    source = pasted(text)
    path = folder / source.name
    path.write_bytes(source.data)
    return path


def _preview(opened: Opened, files: Sequence[Path], on_held: OnHeld) -> dict[str, Any]:
    """Parse every file and report; the library is not touched."""
    bar = tqdm(files, disable=None, unit="file", file=sys.stderr)
    return {"dry_run": True, **summary([o for path in bar for o in opened.builder.preview_file(path, on_held)])}


def _add(opened: Opened, files: Sequence[Path], on_held: OnHeld) -> dict[str, Any]:
    outcomes: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        # This line is the acknowledgement: the call is committed, and survives whatever happens next.
        tqdm.write(outcome_line(outcome), file=sys.stderr)
        sys.stderr.flush()

    with opened.stop.listening(), opened.library.lock.held():
        builder = opened.builder
        try:
            for done, path in enumerate(tqdm(files, disable=None, unit="file", file=sys.stderr), start=1):
                outcomes += builder.add_file(path, on_held, tell=tell)
                if done % FLUSH_EVERY == 0:
                    builder.flush()
        finally:
            builder.flush()
    return summary(outcomes)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The shape of `ingest --json`."""
    counts = {kind.value: sum(outcome.kind is kind for outcome in outcomes) for kind in OutcomeKind}
    rejected = Counter(outcome.error.type for outcome in outcomes if outcome.error)
    return {
        "files": [_row(outcome) for outcome in outcomes],
        **counts,
        "rejected_by": dict(rejected.most_common()),
        "passages_embedded": sum(outcome.passages_embedded for outcome in outcomes),
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    left_out = ("kind", "passages_embedded", "parsed")
    row = {name: value for name, value in vars(outcome).items() if name not in left_out}
    if outcome.parsed is not None:
        row["report"] = report(outcome.parsed)
    return row | {
        "outcome": outcome.kind.value,
        "error": outcome.error.as_json() if outcome.error else None,
        "seconds": round(outcome.seconds, 3),
    }


def outcome_line(outcome: Outcome) -> str:
    """One line for people: what became of a call."""
    if outcome.error is not None:
        return f"rejected  {outcome.path}: {outcome.error.message} {outcome.error.hint}"
    counts = f"{outcome.turns} turns, {outcome.paragraphs} paragraphs"
    twin = f"  (you already hold this call as {outcome.duplicate_of})" if outcome.duplicate_of else ""
    return f"{outcome.kind.value:<9} {outcome.transcript}  {counts}  {outcome.path}{twin}"
