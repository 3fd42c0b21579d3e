"""`questions`: what the analysts asked on a call, parsed from its turns, and which turns answer."""

import argparse
from pathlib import Path
from typing import Any

from answer.ledger.asked import READ_BY
from answer.ledger.ledger import ledger
from compose import open_configured, parse_apart
from index.glossary import Glossary
from ingest.sources import read_source
from settings import Settings


def questions(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    """The ledger of a call held, or of every call of a file, which is parsed and not stored."""
    if Path(args.transcript).exists():
        calls = parse_apart(read_source(Path(args.transcript), max_bytes=int(settings.max_file_mb * 1024 * 1024)))
        glossary = Glossary.load()
    else:
        opened = open_configured(settings)
        calls, glossary = [opened.library.transcript(args.transcript)], opened.glossary
    shapes = [
        {
            "transcript": call.call.id,
            "reading_by": READ_BY,
            "question_turns": sum(len(exchange.question_turns) for exchange in call.exchanges),
            "questions": [asked.as_json() for asked in ledger(call, glossary)],
        }
        for call in calls
    ]
    return shapes[0] if len(shapes) == 1 else {"calls": shapes}
