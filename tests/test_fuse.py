"""Rank fusion."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fuse import fuse

EVEN = {"dense": 1.0, "keyword": 1.0}


def test_scores_are_spread_between_0_and_1_and_summed_by_weight() -> None:
    fused = fuse(
        {"dense": [("a", 0.9), ("b", 0.85), ("c", 0.8)], "keyword": [("c", 12.0), ("b", 6.0), ("d", 0.0)]},
        {"dense": 0.6, "keyword": 0.4},
    )
    assert [(item, found) for item, _, found in fused] == [
        ("a", ("dense",)),
        ("b", ("dense", "keyword")),
        ("c", ("dense", "keyword")),
        ("d", ("keyword",)),
    ]
    assert [score for _, score, _ in fused] == pytest.approx([0.6, 0.6 * 0.5 + 0.4 * 0.5, 0.4, 0.0])


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ({}, []),
        ({"dense": []}, []),
        ({"dense": [], "keyword": []}, []),
        ({"dense": [("a", 0.8)]}, [("a", 1.0, ("dense",))]),
        ({"dense": [], "keyword": [("a", 3.0)]}, [("a", 1.0, ("keyword",))]),
        ({"dense": [("a", -0.8)], "keyword": [("a", 0.0)]}, [("a", 2.0, ("dense", "keyword"))]),
        ({"dense": [("a", 0.5), ("b", 0.5)]}, [("a", 1.0, ("dense",)), ("b", 1.0, ("dense",))]),
        (
            {"keyword": [("k", 1.0)], "dense": [("d", 1.0)]},
            [("k", 1.0, ("keyword",)), ("d", 1.0, ("dense",))],
        ),
    ],
    ids=["no lists", "an empty list", "two empty lists", "one result", "one list found nothing", "one result each",
         "equal scores", "a tie keeps the lists' order"],
)  # fmt: skip
def test_small_cases(
    lists: dict[str, list[tuple[str, float]]], expected: list[tuple[str, float, tuple[str, ...]]]
) -> None:
    assert fuse(lists, EVEN) == expected


def test_a_list_without_a_weight_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        fuse({"dense": [("a", 1.0)]}, {})


SCORED = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-10, 10), max_size=8).map(
    lambda scores: sorted(scores.items(), key=lambda item: -item[1])
)


@settings(max_examples=200, deadline=None)
@given(SCORED, SCORED, st.floats(0, 1))
def test_everything_found_comes_back_once_in_order(
    dense: list[tuple[str, float]], keyword: list[tuple[str, float]], share: float
) -> None:
    lists = {"dense": dense, "keyword": keyword}
    fused = fuse(lists, {"dense": share, "keyword": 1 - share})
    items = [item for item, _, _ in fused]
    assert len(items) == len(set(items))
    assert set(items) == {item for scored in lists.values() for item, _ in scored}
    scores = [score for _, score, _ in fused]
    assert scores == sorted(scores, reverse=True)
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores)
    for item, _, found_by in fused:
        assert found_by == tuple(name for name, scored in lists.items() if item in dict(scored))


@settings(max_examples=100, deadline=None)
@given(SCORED, st.floats(0.1, 100), st.floats(-50, 50))
def test_a_retrievers_own_scale_does_not_matter(scored: list[tuple[str, float]], scale: float, shift: float) -> None:
    """Cosines between .75 and .9 and BM25 scores between 0 and 40 count alike: only the spread within a list does."""
    ranked = [(item, float(rank)) for rank, (item, _) in enumerate(reversed(scored))][::-1]
    moved = [(item, score * scale + shift) for item, score in ranked]
    before, after = (fuse({"dense": rows}, {"dense": 1.0}) for rows in (ranked, moved))
    assert [item for item, _, _ in before] == [item for item, _, _ in after]
    assert [score for _, score, _ in before] == pytest.approx([score for _, score, _ in after])
