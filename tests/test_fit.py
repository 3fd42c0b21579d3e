"""The case file of the samples, the logistic fit, and the calibration shipped with the product."""

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.answer import Reason
from answer.confidence import CALIBRATION, Signals, answerable, probability, read_calibration, shipped
from evals.fit import Item, curve, fit, groups_of
from evals.logistic import auroc, fit_logistic, folds_of, threshold_at
from index.opened import Opened
from settings import PROJECT
from tests.conftest import SAMPLES

CASES = PROJECT / "evals" / "data" / "samples.jsonl"


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def test_every_quote_stands_in_the_sample_call_with_that_speaker(opened: Opened) -> None:
    with opened.library.lock.held():
        for path in sorted(SAMPLES.glob("*.txt")):
            opened.builder.add_file(path)
        opened.builder.flush()
    calls = {h.call.id: opened.library.transcript(h.call.id) for h in opened.library.held()}
    checked = 0
    for row in _rows():
        turns = calls[row["call"]].turns
        for gold in row["evidence"]:
            turn = turns[gold["turn"] - 1]
            assert turn.speaker == gold["speaker"], row["id"]
            assert gold["quote"] in turn.paragraphs[gold["paragraph"]].text, row["id"]
            checked += 1
        for near in row.get("near_miss", ()):
            turn = turns[near["turn"] - 1]
            assert turn.speaker == near["speaker"] and near["paragraph"] < len(turn.paragraphs), row["id"]
    assert checked > 100


def test_the_cases_cover_both_languages_and_many_near_misses() -> None:
    rows = _rows()
    counts = Counter((row["answerable"], row["lang"]) for row in rows)
    assert min(counts.values()) >= 50 and sum(n for (good, _), n in counts.items() if not good) >= 100
    unanswerable = [row for row in rows if not row["answerable"]]
    assert sum(bool(row["near_miss"]) for row in unanswerable) >= len(unanswerable) / 2
    assert {row["reason"] for row in unanswerable} <= {reason.value for reason in Reason}
    assert len({row["id"] for row in rows}) == len({(row["call"], row["question"]) for row in rows}) == len(rows)


def test_rows_on_the_same_passage_are_one_group_in_either_language() -> None:
    rows: list[dict[str, Any]] = [
        {"call": "a", "type": "number", "evidence": [{"turn": 3, "paragraph": 1, "sufficient": True}]},
        {"call": "a", "type": "number", "evidence": [], "near_miss": [{"turn": 3, "paragraph": 1}]},
        {"call": "b", "type": "number", "evidence": [{"turn": 3, "paragraph": 1, "sufficient": True}]},
        {"call": "a", "type": "driver", "evidence": [], "near_miss": []},
        {"call": "a", "type": "driver", "evidence": [], "near_miss": []},
    ]
    first, second, other_call, none, none_too = groups_of(rows)
    assert first == second != other_call
    assert none == none_too != first


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=60), st.integers(2, 6))
def test_a_group_is_never_split_over_folds(groups: list[str], count: int) -> None:
    folds = folds_of(groups, count)
    assert all(len({folds[i] for i, g in enumerate(groups) if g == group}) == 1 for group in set(groups))
    assert set(folds) <= set(range(count))


def test_the_fit_finds_known_coefficients() -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(4_000, 2))
    truth = 1 / (1 + np.exp(-(1.5 * rows[:, 0] - 0.5 * rows[:, 1] + 0.3)))
    outcomes = rng.random(4_000) < truth
    model = fit_logistic(rows, outcomes, ridge=1e-3)
    assert model.weights / model.scales == pytest.approx([1.5, -0.5], abs=0.15)
    assert auroc(model.scores(rows), outcomes) == pytest.approx(auroc(truth, outcomes), abs=0.005)


def test_the_fit_needs_both_outcomes_and_bears_a_constant_column() -> None:
    rows = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
    with pytest.raises(ValueError, match="both outcomes"):
        fit_logistic(rows, np.ones(4, dtype=bool))
    model = fit_logistic(rows, np.array([False, False, True, True]))
    assert np.isfinite(model.scores(rows)).all() and model.scores(rows)[3] > model.scores(rows)[0]


@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=2, max_size=50), st.floats(0, 1))
def test_a_threshold_loses_no_more_positives_than_allowed(items: list[tuple[float, bool]], most: float) -> None:
    scores = np.array([score for score, _ in items])
    positive = np.array([good for _, good in items])
    lost = (scores[positive] < threshold_at(scores, positive, most)).sum()
    assert lost <= most * positive.sum() + 1e-6 or not positive.any()


def test_auroc_counts_ties_as_half_and_needs_both_kinds() -> None:
    assert auroc(np.array([1.0, 1.0]), np.array([True, False])) == 0.5
    assert auroc(np.array([2.0, 1.0, 0.0]), np.array([True, False, False])) == 1.0
    assert auroc(np.array([2.0]), np.array([True])) is None


def _items() -> list[Item]:
    rng = np.random.default_rng(3)
    items = []
    for i in range(120):
        good = i % 2 == 0
        found = Signals(float(rng.normal(1.2 if good else 0.4, 0.3)), float(rng.random()), 0.1 if good else 0.3)
        reason = None if good or i % 7 else "not_discussed"
        items.append(Item(str(i), "en", "number", f"c{i % 3}", f"g{i // 4}", good, reason, found))
    return items


def test_fitting_gives_a_calibration_that_decides() -> None:
    report, body = fit(_items())
    fitted = read_calibration(json.loads(json.dumps(body)))
    assert answerable(Signals(1.4, 0.5, 0.1), fitted) and not answerable(Signals(0.1, 0.5, 0.3), fitted)
    everything = report["cross_validation"]["all"]
    assert everything["auroc"] > 0.9
    assert everything["false_refusals"]["n"] == 60 and everything["recognised"]["n"] == 60
    assert sum(gate["false_refusals"] for gate in report["gates"].values()) == 0
    assert set(report["calls_left_out"]) == {"c0", "c1", "c2"}


def test_the_curve_trades_coverage_for_risk() -> None:
    rng = np.random.default_rng(5)
    good = np.arange(200) % 2 == 0
    points = curve(rng.normal(good * 1.5, 1.0), good)
    assert [p["coverage"] for p in points] == sorted((p["coverage"] for p in points), reverse=True)
    assert points[0]["risk"] > points[-3]["risk"]
    assert all(0 <= p[key] <= 1 for p in points for key in p)


def test_the_shipped_calibration_is_whole_and_keeps_within_its_limits() -> None:
    body = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    everything = body["cross_validation"]["all"]
    assert everything["recognised"]["value"] >= 0.5 and everything["false_refusals"]["value"] <= 0.1
    assert body["curve"] and 0 < shipped().threshold < 1
    assert not any(str(part) in CALIBRATION.read_text(encoding="utf-8") for part in (Path.home(), PROJECT))
    names = set(vars(Signals(0, 0, 0)))
    assert set(shipped().names) == names
    low, high = probability(Signals(-1.0, 0.0, 1.0)), probability(Signals(1.6, 1.0, 0.0))
    assert 0 <= low < shipped().threshold < high <= 1 and math.isfinite(low)


def test_a_calibration_of_other_signals_is_refused() -> None:
    body = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match=r"evals\.fit"):
        read_calibration({**body, "version": body["version"] + 1})
