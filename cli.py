"""callcite on the command line: `python cli.py COMMAND --help`. JSON alone on stdout, everything else on stderr."""

import argparse
import importlib
import logging
import sys
from pathlib import Path
from typing import Any

from commands.output import print_json, report
from errors import CallciteError, Interrupted, UsageError
from settings import load_settings

_FILTERS = ("company", "period", "speaker", "role", "section")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    try:
        args = _parser().parse_args(arguments)
        settings = load_settings(**({"library": Path(args.library)} if args.library else {}))
        # Only what a command needs is imported: `--help` must not wait for Chroma.
        module, function = args.run
        result = getattr(importlib.import_module(f"commands.{module}"), function)(args, settings)
        if result is not None and args.json:
            print_json(result)
        elif result is not None:
            getattr(importlib.import_module("commands.render"), args.render)(result)
        return 0
    except CallciteError as error:
        report(error, as_json="--json" in arguments)
        return error.exit_code
    except KeyboardInterrupt:
        stopped = Interrupted("Stopped by Ctrl-C.", hint="Nothing was changed; run the command again.")
        report(stopped, as_json="--json" in arguments)
        return stopped.exit_code
    except BrokenPipeError:
        return 1


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", hint=f"`{self.prog} --help` shows how it is used.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="cli.py", description=__doc__)
    parser.add_argument("--library", help="the library's folder (default: $CALLCITE_LIBRARY or ./library)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: str, render: str, about: str, under: Any = commands) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = under.add_parser(name, help=about, description=about)
        sub.add_argument("--library", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        sub.add_argument("--json", action="store_true", help="print one JSON value on stdout")
        sub.set_defaults(run=run.split("."), render=render)
        return sub

    ingest = command("ingest", "ingest.ingest", "ingested", "add transcript files, or folders of them, to the library")
    ingest.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; '-' takes pasted text from stdin")
    ingest.add_argument("--dry-run", action="store_true", help="report what would be added, and change nothing")
    ingest.add_argument(
        "--held", choices=("keep", "replace", "refuse"), default="keep",
        help="what to do with another text of a call that is held (default: keep both)",
    )  # fmt: skip
    ingest.add_argument("--if-empty", action="store_true", help="do nothing if the library holds a call")
    show = command("show", "library.show", "transcript", "print a transcript held, or parse a file without storing it")
    show.add_argument("transcript", metavar="TRANSCRIPT|FILE")
    questions = command("questions", "ledger.questions", "questions", "what analysts asked on a call, and who answered")
    questions.add_argument("transcript", metavar="TRANSCRIPT|FILE")
    search = command("search", "questions.search", "hits", "find passages ('-' reads questions as JSON lines)")
    search.add_argument("-k", type=_count, default=5, help="how many (default 5)")
    ask = command("ask", "questions.ask", "answer", "answer with verified quotes ('-' reads questions as JSON lines)")
    ask.add_argument("--mode", choices=("quotes", "model"))
    ask.add_argument("--history", metavar="FILE", help='JSON: [{"question", "answer"}], oldest first')
    ask.add_argument(
        "--without", action="append", metavar="PART",
        help="a part of the scope not to be read from the question: companies, periods, speakers:NAME, newest, …",
    )  # fmt: skip
    for sub in (search, ask):
        sub.add_argument("question", metavar="QUESTION")
        for name in _FILTERS:
            sub.add_argument(f"--{name}", help=f"only this {name}")
    library = commands.add_parser("library", help="what the library holds").add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=_Parser
    )
    command("list", "library.list_calls", "library", "list the calls held", library)
    remove = command("remove", "library.remove", "removed", "remove calls", library)
    remove.add_argument("transcripts", nargs="*", metavar="TRANSCRIPT")
    remove.add_argument("--samples", action="store_true", help="remove every sample call")
    export = command(
        "export",
        "library.export_archive",
        "exported",
        "write sources, transcripts, corrections and conversations into one archive",
        library,
    )
    export.add_argument("archive", metavar="FILE.zip")
    restore = command("import", "library.import_archive", "ingested", "add what an exported archive holds", library)
    restore.add_argument("archive", metavar="FILE.zip")
    correct = command("correct", "library.correct", "corrected", "put a call right, from a JSON file", library)
    correct.add_argument("transcript", metavar="TRANSCRIPT")
    correct.add_argument("corrections", metavar="FILE.json", help="'-' reads stdin")
    doctor = command("doctor", "doctor.doctor", "doctor", "what is configured, what works, what to do")
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended from the catalog")
    evaluate = command(
        "eval", "measure.evaluate", "evaluation", "measure retrieval and answers on cases with gold evidence"
    )
    evaluate.add_argument("cases", metavar="CASES.jsonl")
    evaluate.add_argument("--mode", choices=("quotes", "model"), default="quotes")
    evaluate.add_argument("--peer", action="store_true", help="run the same cases through a LlamaIndex pipeline too")
    evaluate.add_argument("--rows", action="store_true", help="print every case too")
    command("bench", "measure.bench", "bench", "measure time and memory")
    return parser


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError("choose 1 to 100")
    return value


if __name__ == "__main__":
    sys.exit(main())
