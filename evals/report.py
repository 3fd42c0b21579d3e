"""Measure everything and write docs/quality.md: `python -m evals.report CASES… --library DIR` (`make quality`)."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from answer.answer import Mode
from compose import make_asker, open_configured
from errors import CallciteError
from evals.ablation import ablate
from evals.cases import load_cases
from evals.page import CaseSet, Results, head, page, replaced_head
from evals.peer import NAME, Peer
from evals.run import Runner, remembering, summarised, summarised_peer
from evals.thirty.judge import summary as thirty_summary
from evals.thirty.measure import measured as thirty_measured
from settings import PROJECT, Settings, load_settings

_CLAIMS_SECONDS = 240


def gather(settings: Settings, files: Sequence[Path], *, command: str, store: Path | None) -> Results:
    """All figures, over each file of cases by itself.

    The ablation runs on the first file, and on the conversations that go with it. `store` keeps the vectors of the
    compared pipelines between runs; the product's own library is never written.

    Raises:
        CallciteError: a file or the library cannot be used.
    """
    by_file = {path: load_cases(path) for path in files}
    opened = remembering(open_configured(settings), store)
    runner = Runner(opened, make_asker(settings, opened), Mode.QUOTES)
    peer = Peer(opened.library, opened.embedder)
    sets = []
    for path, cases in by_file.items():
        _tell(f"{path.name}: {len(cases)} questions")
        result = summarised(runner.run(cases), mode=Mode.QUOTES.value)
        _tell("  the same through the peer")
        result["peer"] = {"name": NAME, **summarised_peer(peer.run(cases))}
        sets.append(CaseSet(path.stem, result))
    chosen = [path for path in by_file if path.stem.startswith(files[0].stem)]
    with _claims(settings.library) as claims:
        _tell("a library of thirty calls")
        thirty = thirty_summary(thirty_measured(settings))
        _tell("what each part brings")
        return Results(
            date=datetime.now(UTC).date().isoformat(),
            command=command,
            calls=[held.call.id for held in opened.library.held()],
            embedder=opened.embedder.fingerprint,
            sets=sets,
            ablation=ablate(settings, [case for path in chosen for case in by_file[path]], opened.embedder),
            ablation_cases=" and ".join(path.stem for path in chosen),
            calibration=_calibration(PROJECT / "answer" / "calibration.json"),
            claims=claims(),
            thirty=thirty,
        )


def _calibration(path: Path) -> dict[str, Any] | None:
    """What `python -m evals.fit` left of its cross-validation."""
    if not path.exists():
        return None
    body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return body


@contextmanager
def _claims(library: Path) -> Iterator[Callable[[], dict[str, Any] | None]]:
    """The claim checks' figures, counted meanwhile in a process of their own; calling what is yielded waits for them."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "evals.claims", "--library", str(library), "--json"], cwd=PROJECT, stdout=out
        )

        def figures() -> dict[str, Any] | None:
            _tell("the claim checks")
            if process.wait(_CLAIMS_SECONDS):
                return None
            out.seek(0)
            body: dict[str, Any] = json.load(out)
            return body

        try:
            yield figures
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.report", description=__doc__)
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASES.jsonl")
    parser.add_argument("--library", type=Path, help="the library's folder (default: $CALLCITE_LIBRARY or ./library)")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "quality.md")
    parser.add_argument("--readme", type=Path, default=PROJECT / "README.md", help="where its head goes, between marks")
    parser.add_argument("--vectors", type=Path, help="a file that keeps the compared pipelines' vectors between runs")
    parser.add_argument("--command", default="make quality", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        settings = load_settings(**({"library": options.library} if options.library else {}))
        results = gather(settings, options.cases, command=options.command, store=options.vectors)
        options.out.write_text(page(results), encoding="utf-8")
        if options.readme.exists():
            readme = options.readme.read_text(encoding="utf-8")
            options.readme.write_text(replaced_head(readme, head(results)), encoding="utf-8")
    except CallciteError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return error.exit_code
    _tell(f"written: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
