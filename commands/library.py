"""`show` and `library …`: what is held, or what a file would give."""

import argparse
import sys
from pathlib import Path
from typing import Any

from compose import open_configured
from errors import UsageError
from index.export import export
from ingest.parse import parse
from ingest.shape import transcript_json
from ingest.sources import read_source
from settings import Settings


def show(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    if Path(args.transcript).exists():
        calls = parse(read_source(Path(args.transcript), max_bytes=int(settings.max_file_mb * 1024 * 1024)))
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
