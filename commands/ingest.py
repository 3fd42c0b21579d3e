"""`ingest`: add files, one acknowledged line each."""

import argparse
import sys
from pathlib import Path
from typing import Any

from tqdm import tqdm

from compose import open_configured
from index.build import Outcome, OutcomeKind
from ingest.sources import find_files
from settings import Settings

FLUSH_EVERY = 20
"""Files after which the search indexes follow the catalog during a long ingest."""


def ingest(args: argparse.Namespace, settings: Settings) -> dict[str, Any] | None:
    files = find_files(Path(path) for path in args.paths)
    opened = open_configured(settings)
    if args.if_empty and opened.library.held():
        return None
    outcomes: list[Outcome] = []
    with opened.stop.listening(), opened.library.lock.held():
        builder = opened.builder
        try:
            with tqdm(total=len(files), disable=None, unit="file", file=sys.stderr) as bar:
                for done, path in enumerate(files, start=1):
                    for outcome in builder.add_file(path):
                        outcomes.append(outcome)
                        # This line is the acknowledgement: the call is committed, and survives whatever happens next.
                        tqdm.write(_line(outcome), file=sys.stderr)
                        sys.stderr.flush()
                    bar.update()
                    if done % FLUSH_EVERY == 0:
                        builder.flush()
        finally:
            builder.flush()
    counts = {kind.value: sum(outcome.kind is kind for outcome in outcomes) for kind in OutcomeKind}
    return {
        "files": [_row(outcome) for outcome in outcomes],
        **counts,
        "passages_embedded": sum(outcome.passages_embedded for outcome in outcomes),
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    row = {name: value for name, value in vars(outcome).items() if name not in ("kind", "passages_embedded")}
    return row | {
        "outcome": outcome.kind.value,
        "error": outcome.error.as_json() if outcome.error else None,
        "seconds": round(outcome.seconds, 3),
    }


def _line(outcome: Outcome) -> str:
    if outcome.error is not None:
        return f"rejected  {outcome.path}: {outcome.error.message} {outcome.error.hint}"
    counts = f"{outcome.turns} turns, {outcome.paragraphs} paragraphs"
    return f"{outcome.kind.value:<9} {outcome.transcript}  {counts}  {outcome.path}"
