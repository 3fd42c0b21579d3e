"""`show` and `library …`: what is held, or what a file would give."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from commands.ingest import outcome_line, summary
from compose import open_configured, parse_apart
from errors import UsageError
from index.archive import export
from index.build import Outcome
from ingest.corrections import corrections_from_json, corrections_json
from ingest.shape import transcript_json
from ingest.sources import read_source
from settings import Settings


def show(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    if Path(args.transcript).exists():
        calls = parse_apart(read_source(Path(args.transcript), max_bytes=int(settings.max_file_mb * 1024 * 1024)))
    else:
        calls = [open_configured(settings).library.transcript(args.transcript)]
    shapes = [transcript_json(call) for call in calls]
    return shapes[0] if len(shapes) == 1 else {"calls": shapes}


def list_calls(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    rows = []
    for held in open_configured(settings).library.held():
        call = held.call
        rows.append(
            {
                "id": call.id,
                "company": call.company,
                "ticker": call.ticker,
                "fiscal_period": call.fiscal_period,
                "period_end": call.period_end,
                "date": call.date,
                "languages": list(call.languages),
                "format": call.format,
                "source": call.source,
                "sample": held.sample,
                "turns": held.turn_count,
                "paragraphs": held.paragraph_count,
            }
        )
    return {"transcripts": rows}


def remove(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    opened = open_configured(settings)
    samples = [held.call.id for held in opened.library.held() if held.sample] if args.samples else []
    ids = list(dict.fromkeys([*args.transcripts, *samples]))
    if not ids and not args.samples:
        raise UsageError("Nothing to remove was named.", hint="Name transcripts by id, or use --samples.")
    with opened.stop.listening(), opened.library.lock.held():
        for transcript in ids:
            opened.builder.remove(transcript)
            print(f"removed   {transcript}", file=sys.stderr, flush=True)
    return {"removed": ids}


def export_archive(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    return export(open_configured(settings).library, Path(args.archive))


def import_archive(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    from index.restore import restore

    opened = open_configured(settings)

    def tell(outcome: Outcome) -> None:
        print(outcome_line(outcome), file=sys.stderr, flush=True)

    with opened.stop.listening(), opened.library.lock.held():
        try:
            outcomes, conversations = restore(opened.library, opened.builder, Path(args.archive), tell)
        finally:
            opened.builder.flush()
    return {**summary(outcomes), "conversations": conversations}


def correct(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    """Set a call's corrections: they take the place of those made before, and `{}` undoes them all."""
    corrections = corrections_from_json(_read_json(args.corrections))
    opened = open_configured(settings)
    with opened.stop.listening():
        outcome = opened.builder.correct(args.transcript, corrections)
    return {
        "transcript": outcome.transcript,
        "outcome": outcome.kind.value,
        "warnings": list(outcome.warnings),
        "corrections": corrections_json(opened.library.corrections(args.transcript)),
    }


def _read_json(path: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"The corrections {path} cannot be read: {error}.", hint="Write one JSON object; see README, Corrections."
        ) from error
