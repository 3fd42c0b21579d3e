"""Ask some 300 questions over a library of 30 fictional calls: `python -m evals.thirty [--json] [--show N]`.

Is the company and the period that a question names the one that is quoted? No model is used, and no library but its own.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from errors import CallciteError
from evals.thirty.judge import Outcome, summary
from evals.thirty.measure import measured
from settings import load_settings


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.thirty", description=__doc__)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N answers that are not right")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        outcomes = measured(load_settings())
    except CallciteError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return error.exit_code
    result = summary(outcomes)
    print(json.dumps(result, ensure_ascii=False, indent=1) if options.json else _table(result))
    for outcome in [o for o in outcomes if o.faults or not o.right][: options.show]:
        print(_shown(outcome), file=sys.stderr)
    return 0


def _table(result: dict[str, Any]) -> str:
    rows = {
        "wrong company or period": result["wrong"],
        "answered": result["answered"],
        "right figure quoted": result["right"],
        "right figure in the first quote": result["first_right"],
        "call not held: said, nothing quoted": result["not_held_said"],
        **{f"  right: {kind}": value for kind, value in result["by_kind"].items()},
    }
    lines = [f"{result['questions']} questions, {result['citations']} citations, {result['computed']} computed lines"]
    for name, value in rows.items():
        low, high = value["interval"]
        lines.append(f"{name:38} {round(value['value'] * value['n']):4d} of {value['n']:4d}  {value['value']:7.2%}  [{low:.2%}, {high:.2%}]")  # fmt: skip
    return "\n".join(lines)


def _shown(outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.answer
    quotes = "".join(f"\n    [{c.n}] {c.transcript}: {c.quote}" for c in answer.citations)
    faults = "".join(f"\n    fault   {fault}" for fault in outcome.faults)
    wanted = ", ".join(f"{call.id} {'–'.join(call.figures[question.topic])}" for call in question.calls)
    return f"{question.kind}: {question.text}\n    wanted  {wanted or 'nothing'}\n    {answer.status}  {answer.lead}{faults}{quotes}"


if __name__ == "__main__":
    sys.exit(main())
