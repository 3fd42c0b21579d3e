"""`eval` and `bench`."""

import argparse
from pathlib import Path
from typing import Any

from evals.bench import run_bench
from evals.run import run_cases
from settings import Settings


def evaluate(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    return run_cases(settings, Path(args.cases), mode=args.mode, with_rows=args.rows, with_peer=args.peer)


def bench(args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    return run_bench()
