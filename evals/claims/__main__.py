"""Measure the claim checks: `python -m evals.claims --library DIR [--wrong 3000 --honest 1000 --seed 1] [--json] [--show N]`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from errors import CallciteError
from evals.claims.calls import from_library
from evals.claims.generate import generate
from evals.claims.report import judge, shown, summary, table
from index.glossary import Glossary


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    try:
        calls = from_library(options.library)
    except CallciteError as error:
        print(f"{error}\n{error.hint}", file=sys.stderr)
        return 1
    if options.call:
        calls = [c for c in calls if c.sentences and c.sentences[0].call.id in options.call]
    glossary = Glossary.load()
    outcomes = judge(generate(calls, glossary, wrong=options.wrong, honest=options.honest, seed=options.seed), glossary)
    failures = [o for o in outcomes if o.failed][: options.show]
    result = summary(outcomes)
    if options.json:
        result["shown"] = [
            {"kind": o.case.kind, "claim": o.case.text, "cited": [e.text for e in o.case.cited], "reasons": list(o.reasons)}
            for o in failures
        ]  # fmt: skip
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        print(table(result))
        print(*map(shown, failures), sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.claims", description=__doc__)
    parser.add_argument("--library", type=Path, required=True, help="the library whose calls the claims are about")
    parser.add_argument("--call", action="append", help="only this transcript id; may be given more than once")
    parser.add_argument("--wrong", type=int, default=3000)
    parser.add_argument("--honest", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N failures")
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
