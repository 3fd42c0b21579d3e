"""Fit the score that tells answered questions from near misses: `python -m evals.fit --library DIR CASES…`.

Cases as in golden/README.md, with `call` or unscoped. Hard gates run first; the score is fitted on what they let pass.
Everything reported is out of fold: items on the same passages of a call, in either language, are in one fold, and the
threshold that judges a fold comes from the others. Writes answer/calibration.json.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from answer.answer import Mode
from answer.confidence import CALIBRATION, VERSION, Signals
from answer.retrieve import Retrieval
from answer.run import Asked
from compose import open_configured
from evals.logistic import Floats, Logistic, Mask, auroc, fit_logistic, folds_of, threshold_at
from evals.metrics import share
from index.opened import Opened
from index.passage import Scope
from index.question import read_question
from settings import load_settings

_FOLDS = 10
_MOST_REFUSED = 0.05
"""Of the answerable questions, in choosing the threshold: half of the .10 allowed. On a further set of questions, worded
further from the calls than these, a threshold chosen at .08 refused a third."""
_CURVE = 20


@dataclass(frozen=True)
class Item:
    """One case with its signals. `gate` is the reason of the hard gate that refused it, if one did."""

    id: str
    language: str
    type: str
    call: str
    group: str
    answerable: bool
    gate: str | None
    signals: Signals


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description=__doc__)
    parser.add_argument("cases", nargs="+", type=Path)
    parser.add_argument("--library", type=Path, default=Path("library"))
    parser.add_argument("--rows", action="store_true", help="print every case that is decided wrongly")
    parser.add_argument("--dry-run", action="store_true", help="report without writing the calibration")
    options = parser.parse_args(arguments)
    opened = open_configured(load_settings(library=options.library))
    items = [item for path in options.cases for item in read_items(opened, path)]
    report, body = fit(items)
    if options.rows:
        report["wrong"] = wrong(items, report.pop("scores"), report.pop("thresholds"))
    else:
        del report["scores"], report["thresholds"]
    print(json.dumps(report, ensure_ascii=False, indent=1))
    if not options.dry_run:
        CALIBRATION.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def read_items(opened: Opened, path: Path) -> list[Item]:
    """The cases of a file, each searched and judged as the product does."""
    retrieval = Retrieval(opened)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    groups = groups_of(rows)
    return [_item(retrieval, row, f"{path.stem}:{group}") for row, group in zip(rows, groups, strict=True)]


def _item(retrieval: Retrieval, row: dict[str, Any], group: str) -> Item:
    question = row["question"]
    explicit = Scope(transcripts=(row["call"],)) if row.get("call") else Scope()
    reading = retrieval.read(question, explicit)
    run = retrieval.searched(
        Asked(question, question, read_question(question), reading, Mode.QUOTES, 0.0), reading.scope
    )
    assert run.search is not None
    reason, found = retrieval.gated(run), retrieval.signals(run)
    call = row.get("call") or run.search.hits[0].passage.transcript
    return Item(
        row["id"], row["lang"], row["type"], call, group, bool(row["answerable"]), reason and reason.value, found
    )


def groups_of(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Rows that share a passage of a call, as evidence or as near miss, are one group; those without any go by type."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    firsts = []
    for row in rows:
        call = row.get("call") or ""
        places = [*(row.get("evidence") or ()), *(row.get("near_miss") or ())]
        keys = [
            f"{call}#{p.get('turn')}.{p.get('paragraph')}" if p.get("turn") else f"{call}#{p['quote']}" for p in places
        ]
        keys = keys or [f"{call}#none.{row['type']}"]
        targets = [k for k, p in zip(keys, places, strict=False) if p.get("sufficient")] or keys[:1]
        for key in targets[1:]:
            parent[root(key)] = root(targets[0])
        firsts.append(targets[0])
    return [root(first) for first in firsts]


def fit(items: Sequence[Item]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(the report, the calibration's body)."""
    rows = np.array([astuple(item.signals) for item in items], dtype=np.float64)
    good = np.array([item.answerable for item in items], dtype=bool)
    passed = np.array([item.gate is None for item in items], dtype=bool)
    folds = folds_of([item.group for item in items], _FOLDS)
    scores, thresholds = _out_of_fold(rows, good, passed, folds)
    report: dict[str, Any] = {
        "cases": len(items),
        "gates": _gates(items),
        "cross_validation": _judged_by_group(items, scores, thresholds, good),
        "calls_left_out": {
            call: _without_call(rows, good, passed, np.array([item.call == call for item in items]))
            for call in sorted({item.call for item in items})
        },
        "scores": scores,
        "thresholds": thresholds,
    }
    final = fit_logistic(rows[passed], good[passed])
    threshold = threshold_at(scores, good, _MOST_REFUSED)
    body = {
        "version": VERSION,
        "fitted_on": {"answerable": int(good.sum()), "unanswerable": int((~good).sum()), "gated": int((~passed).sum())},
        "model": {
            "names": [field.name for field in fields(Signals)],
            "means": _rounded(final.means),
            "scales": _rounded(final.scales),
            "weights": _rounded(final.weights),
            "intercept": round(final.intercept, 6),
            "threshold": round(float(_chance(np.array([threshold]))[0]), 6),
        },
        "cross_validation": report["cross_validation"],
        "curve": curve(scores, good),
    }
    return report, body


def curve(scores: Floats, good: Mask) -> list[dict[str, float]]:
    """Risk and coverage over thresholds: of what is answered, how much should not have been."""
    points = []
    for part in range(_CURVE + 1):
        threshold = float(np.quantile(scores[np.isfinite(scores)], part / _CURVE))
        answered = scores >= threshold
        points.append(
            {
                "threshold": round(float(_chance(np.array([threshold]))[0]), 4),
                "coverage": round(float(answered.mean()), 4),
                "risk": round(float((~good)[answered].mean()), 4) if answered.any() else 0.0,
                "false_refusals": round(float((~answered)[good].mean()), 4),
                "recognised": round(float((~answered)[~good].mean()), 4),
            }
        )
    return points


def wrong(items: Sequence[Item], scores: Floats, thresholds: Floats) -> list[dict[str, Any]]:
    return [
        {"id": item.id, "type": item.type, "answerable": item.answerable, **asdict(item.signals)}
        for item, score, threshold in zip(items, scores, thresholds, strict=True)
        if bool(score >= threshold) != item.answerable
    ]


def _out_of_fold(rows: Floats, good: Mask, passed: Mask, folds: Any) -> tuple[Floats, Floats]:
    """Scores and thresholds by models that have not seen the item's group; -inf where a gate refused."""
    scores, thresholds = np.full(len(rows), -np.inf), np.zeros(len(rows))
    for fold in range(int(folds.max()) + 1):
        here, others = folds == fold, folds != fold
        model = fit_logistic(rows[others & passed], good[others & passed])
        thresholds[here] = threshold_at(_scored(model, rows[others], passed[others]), good[others], _MOST_REFUSED)
        scores[here] = _scored(model, rows[here], passed[here])
    return scores, thresholds


def _without_call(rows: Floats, good: Mask, passed: Mask, here: Mask) -> dict[str, Any]:
    others = ~here
    model = fit_logistic(rows[others & passed], good[others & passed])
    threshold = threshold_at(_scored(model, rows[others], passed[others]), good[others], _MOST_REFUSED)
    scores = _scored(model, rows[here], passed[here])
    return _judged(scores, np.full(len(scores), threshold), good[here])


def _scored(model: Logistic, rows: Floats, passed: Mask) -> Floats:
    return np.where(passed, model.scores(rows), -np.inf)


def _judged_by_group(items: Sequence[Item], scores: Floats, thresholds: Floats, good: Mask) -> dict[str, Any]:
    everything = np.ones(len(items), dtype=bool)
    groups = {"all": everything, "not gated": np.array([item.gate is None for item in items])}
    for language in sorted({item.language for item in items}):
        groups[f"language {language}"] = np.array([item.language == language for item in items])
    for call in sorted({item.call for item in items}):
        groups[f"call {call}"] = np.array([item.call == call for item in items])
    for kind in sorted({item.type for item in items}):
        groups[f"type {kind}"] = np.array([item.type == kind for item in items])
    return {name: _judged(scores[mask], thresholds[mask], good[mask]) for name, mask in groups.items()}


def _judged(scores: Floats, thresholds: Floats, good: Mask) -> dict[str, Any]:
    refused = scores < thresholds
    area = auroc(scores, good)
    return {
        "auroc": None if area is None else round(area, 3),
        "recognised": share([bool(x) for x in refused[~good]]),
        "false_refusals": share([bool(x) for x in refused[good]]),
    }


def _gates(items: Sequence[Item]) -> dict[str, Any]:
    reasons = sorted({item.gate for item in items if item.gate})
    return {
        reason: {
            "recognised": sum(item.gate == reason and not item.answerable for item in items),
            "false_refusals": sum(item.gate == reason and item.answerable for item in items),
        }
        for reason in reasons
    }


def _chance(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 6) for value in values]


if __name__ == "__main__":
    main()
