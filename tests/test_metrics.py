"""The metrics count what golden/README.md says, and their intervals are those of the papers named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Gold
from evals.metrics import (
    Retrieved,
    auroc,
    contains_all,
    difference,
    first_rank,
    gain,
    holds,
    is_right,
    is_within,
    mean,
    ndcg,
    percentile,
    recall_at,
    risk_coverage,
    share,
)

GOLD = Gold("Revenue – grew 12%!", "Ada", True)
ON_ANOTHER_CALL = Gold("Revenue grew 12%", "Ada", True, call="b")
IN_CHINESE = Gold("Revenue grew 12%", "Ada", True, quote_zh="營收成長 12%")
NONE = {"value": None, "n": 0, "interval": None}

shares = st.floats(0, 1, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "gold", "either", "held"),
    [
        ("our revenue grew 12 % again", GOLD, False, True),
        ("revenue grew 13%", GOLD, False, False),
        ("revenue grew 12%", ON_ANOTHER_CALL, False, False),
        ("營收成長12%。", IN_CHINESE, False, False),
        ("營收成長12%。", IN_CHINESE, True, True),
        ("anything", Gold("…", None, True), False, False),
    ],
)
def test_a_result_holds_a_quote_by_letters_and_digits_on_its_call(
    text: str, gold: Gold, either: bool, held: bool
) -> None:
    assert holds(Retrieved(text, "a"), gold, either_language=either) is held


def test_the_rank_is_that_of_the_first_result_with_a_target() -> None:
    found = [Retrieved("nothing"), Retrieved("Revenue grew 12%."), Retrieved("Revenue grew 12%.")]
    assert first_rank(found, [GOLD]) == 2
    assert first_rank(found[:1], [GOLD]) is None


@pytest.mark.parametrize(
    ("before", "translation", "counted", "within"),
    [(30, "", False, True), (31, "", False, False), (10, "譯" * 25, False, True), (10, "譯" * 25, True, False)],
)
def test_evidence_within_the_first_characters(before: int, translation: str, counted: bool, within: bool) -> None:
    quote = Gold("x" * 10, None, True)
    found = [Retrieved("." * before, translation=translation), Retrieved("x" * 10 + "and more")]
    assert is_within(found, [quote], 40, translations=counted) is within


def test_the_gain_is_higher_for_a_target() -> None:
    other = Gold("orders", None, False)
    assert gain(Retrieved("Revenue grew 12%"), [GOLD, other], [GOLD]) == 3
    assert gain(Retrieved("orders"), [GOLD, other], [GOLD]) == 1
    assert gain(Retrieved("costs"), [GOLD, other], [GOLD]) == 0


@pytest.mark.parametrize(
    ("gains", "possible", "value"),
    [
        ([3, 1, 0], [0, 1, 3], 1.0),
        ([0, 3], [3], 0.6309),
        ([1, 3], [3, 1], 0.7967),
        ([0, 0], [3], 0.0),
        ([], [], 0.0),
    ],
)
def test_ndcg(gains: list[float], possible: list[float], value: float) -> None:
    assert ndcg(gains, possible) == pytest.approx(value, abs=1e-4)


@given(st.lists(st.sampled_from([0.0, 1.0, 3.0]), min_size=1, max_size=20))
def test_ndcg_is_one_for_the_best_order_alone(gains: list[float]) -> None:
    best = sorted(gains, reverse=True)
    assert ndcg(best, gains) == (1.0 if any(gains) else 0.0)
    assert 0.0 <= ndcg(gains, gains) <= 1.0


def test_a_sentence_is_right_when_it_contains_or_lies_in_the_quote_of_its_speaker() -> None:
    gold = [Gold("grew 12% on orders", "Ada", True, call="a")]
    assert is_right("Revenue grew 12% on orders.", "Ada", gold, "a")
    assert is_right("12% on orders", "Ada", gold)
    assert not is_right("Revenue grew 12% on orders.", "Ben", gold)
    assert is_right("Revenue grew 12% on orders.", "Ben", gold, any_speaker=True)
    assert not is_right("Revenue grew 12% on orders.", "Ada", gold, "b")
    assert not is_right("Revenue fell.", "Ada", gold)
    assert not is_right("…", "Ada", gold)


def test_an_answer_has_one_of_each_group() -> None:
    assert contains_all("Grew  12 %\nat Citigroup", [("grew 12",), ("Citi", "花旗")])
    assert not contains_all("Grew 12 %", [("grew 12",), ("Citi", "花旗")])


def test_shares_and_means() -> None:
    assert share([]) == mean([]) == NONE
    half = share([True, False] * 50)
    assert half["value"] == 0.5
    assert half["interval"] == pytest.approx([0.404, 0.596], abs=0.001)
    assert share([True] * 10)["interval"] == pytest.approx([0.722, 1.0], abs=0.001)
    assert mean([1.0, 0.0])["interval"] == [0.0, 1.0]
    assert mean([0.5, 1.0] * 8)["interval"] == pytest.approx([0.6235, 0.8765], abs=0.001)
    assert mean([1.0] * 10)["interval"] == share([True] * 10)["interval"]


@given(st.lists(shares, min_size=1, max_size=40))
def test_an_interval_holds_its_value_and_stays_within_nought_and_one(values: list[float]) -> None:
    for measure in (mean(values), share([v > 0.5 for v in values])):
        low, high = measure["interval"]
        assert 0.0 <= low <= measure["value"] + 1e-12
        assert measure["value"] - 1e-12 <= high <= 1.0


def test_the_difference_of_two_shares() -> None:
    # Newcombe (1998), table II, row (a), method 10: 56/70 and 48/80.
    gap = difference(share([True] * 56 + [False] * 14), share([True] * 48 + [False] * 32))
    assert gap["value"] == pytest.approx(0.2)
    assert gap["interval"] == pytest.approx([0.0524, 0.3339], abs=1e-4)
    assert difference(share([]), share([True])) == NONE


def test_auroc() -> None:
    assert auroc([0.9, 0.8, 0.1], [True, True, False])["value"] == 1.0
    assert auroc([0.5, 0.5], [True, False])["value"] == 0.5
    assert auroc([0.1, 0.9, 0.5, 0.4], [True, True, False, False])["value"] == 0.5
    assert auroc([0.1, 0.2], [True, True]) == NONE


@given(st.lists(st.tuples(shares, st.booleans()), min_size=1, max_size=30))
def test_auroc_of_the_scores_turned_round_is_the_complement(cases: list[tuple[float, bool]]) -> None:
    scores, good = [s for s, _ in cases], [g for _, g in cases]
    one, other = auroc(scores, good), auroc([-s for s in scores], good)
    if one["value"] is not None:
        assert one["value"] + other["value"] == pytest.approx(1.0)


def test_risk_over_coverage() -> None:
    points = risk_coverage([0.2, 0.9, 0.5, 0.5], [True, False, True, False])
    assert points == [
        {"threshold": 0.9, "coverage": 0.25, "risk": 0.0},
        {"threshold": 0.5, "coverage": 0.75, "risk": pytest.approx(1 / 3)},
        {"threshold": 0.2, "coverage": 1.0, "risk": 0.5},
    ]


@given(st.lists(st.tuples(shares, st.booleans()), min_size=1, max_size=30), st.floats(0, 0.99))
def test_recall_is_the_best_that_refuses_no_more_of_the_good_than_allowed(
    cases: list[tuple[float, bool]], most: float
) -> None:
    scores, good = [s for s, _ in cases], [g for _, g in cases]
    found = recall_at(scores, good, most)
    if True not in good:
        assert found == NONE
        return
    refusing = {t: sum(g and s < t for s, g in cases) / good.count(True) for t in scores}
    allowed = [t for t, share_refused in refusing.items() if share_refused <= most]
    best = max(sum(not g and s < t for s, g in cases) for t in allowed)
    assert found["n"] == good.count(False)
    if found["n"]:
        assert round(found["value"] * found["n"]) == best


def test_percentiles_are_of_the_nearest_rank() -> None:
    values = [float(i) for i in range(1, 21)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile([7.0], 0.95)) == (10.0, 19.0, 7.0)
