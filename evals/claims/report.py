"""Run generated claims through the checks and count what slips and what is withheld, by kind."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answer.check import check
from evals.claims.case import Case
from evals.metrics import share
from index.glossary import Glossary


@dataclass(frozen=True)
class Outcome:
    """A claim with the reasons it was withheld for; none when it passed. `milliseconds` is what its check took."""

    case: Case
    reasons: tuple[str, ...]
    milliseconds: float

    @property
    def failed(self) -> bool:
        """A wrong claim that passed, or an honest one that was withheld."""
        return bool(self.reasons) == self.case.honest


def judge(cases: Sequence[Case], glossary: Glossary) -> list[Outcome]:
    outcomes = []
    for case in cases:
        start = time.perf_counter()
        reasons = check(case.text, case.cited, glossary)
        outcomes.append(Outcome(case, reasons, (time.perf_counter() - start) * 1000))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares with Wilson intervals: wrong claims passed and honest ones withheld, over all and by kind."""
    wrong = [o for o in outcomes if not o.case.honest]
    honest = [o for o in outcomes if o.case.honest]
    times = sorted(o.milliseconds for o in outcomes)
    return {
        "wrong_passed": share([o.failed for o in wrong]),
        "honest_withheld": share([o.failed for o in honest]),
        "wrong_by_kind": _by_kind(wrong),
        "honest_by_kind": _by_kind(honest),
        "check_ms_median": round(times[len(times) // 2], 2) if times else None,
        "check_ms_p99": round(times[int(len(times) * 0.99)], 2) if times else None,
    }


def table(result: dict[str, Any]) -> str:
    lines = [_row("wrong claims passed", result["wrong_passed"])]
    lines += [_row(f"  {kind}", value) for kind, value in result["wrong_by_kind"].items()]
    lines.append(_row("honest claims withheld", result["honest_withheld"]))
    lines += [_row(f"  {kind}", value) for kind, value in result["honest_by_kind"].items()]
    lines.append(
        f"a check takes {result['check_ms_median']} ms (median), {result['check_ms_p99']} ms (99th percentile)"
    )
    return "\n".join(lines)


def shown(outcome: Outcome) -> str:
    """One failure, with all that is needed to judge it."""
    cited = "\n".join(f"    cited   {e.speaker.name}: {e.text}" for e in outcome.case.cited)
    reasons = "".join(f"\n    reason  {reason}" for reason in outcome.reasons)
    base = "" if outcome.case.honest else f"\n    from    {outcome.case.base}"
    return f"{outcome.case.kind}\n    claim   {outcome.case.text}{base}\n{cited}{reasons}"


def _by_kind(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    kinds = sorted({o.case.kind for o in outcomes})
    return {kind: share([o.failed for o in outcomes if o.case.kind == kind]) for kind in kinds}


def _row(name: str, value: dict[str, Any]) -> str:
    if value["value"] is None:
        return f"{name:42} none"
    low, high = value["interval"]
    return f"{name:42} {round(value['value'] * value['n']):5d} of {value['n']:5d}  {value['value']:7.2%}  [{low:.2%}, {high:.2%}]"
