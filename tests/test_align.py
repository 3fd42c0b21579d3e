"""Which sentence of a translation renders which of the original."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.align import align
from ingest.sentences import split_sentences


def aligned(original: str, translation: str) -> list[tuple[str, str | None]]:
    spans = split_sentences(original)
    found = align(original, spans, translation, split_sentences(translation))
    return [
        (original[s:e], translation[slice(*where)] if where else None)
        for (s, e), where in zip(spans, found, strict=True)
    ]


A = (
    "Sales of storage cabinets came to RMB7.25 billion, up 12% from a year ago.",
    "儲能櫃銷售額為人民幣 72.5 億元,較去年成長 12%。",
)
B = ("Gross margin landed at 23.4%, helped by cheaper copper.", "毛利率為 23.4%,受惠於銅價下跌。")
C = ("The second line at Harbor Mill starts in October.", "海港廠第二條產線將於十月啟動。")
D = (
    "Free cash flow was negative RMB310 million because of that building work.",
    "由於該項建設,自由現金流為負 3.1 億元。",
)


@pytest.mark.parametrize(
    ("original", "translation", "pairs"),
    [
        ([A, B, C, D], [A, B, C, D], [0, 1, 2, 3]),
        ([D, C, A], [D, C, A], [0, 1, 2]),
        ([C], [C], [0]),
    ],
    ids=["four", "three", "one"],
)
def test_one_to_one(original: list[tuple[str, str]], translation: list[tuple[str, str]], pairs: list[int]) -> None:
    found = aligned(" ".join(en for en, _ in original), "".join(zh for _, zh in translation))
    assert found == [(original[i][0], translation[j][1]) for i, j in enumerate(pairs)]


def test_two_originals_rendered_by_one_sentence() -> None:
    merged = "儲能櫃銷售額為人民幣 72.5 億元,較去年成長 12%,毛利率為 23.4%,受惠於銅價下跌。"
    found = aligned(f"{C[0]} {A[0]} {B[0]} {D[0]}", f"{C[1]}{merged}{D[1]}")
    assert found == [C, (A[0], merged), (B[0], merged), D]


def test_one_original_rendered_by_two_sentences() -> None:
    halves = "儲能櫃銷售額為人民幣 72.5 億元。較去年成長 12%。"
    assert aligned(f"{C[0]} {A[0]} {D[0]}", f"{C[1]}{halves}{D[1]}") == [C, (A[0], halves), D]


def test_figures_outweigh_lengths() -> None:
    """The order of the figures tells what the lengths alone would not."""
    original = "It was 4.1 million. It was 5.2 million. It was 6.3 million. It was 7.4 million."
    translation = "去年同期的數字大約是 410 萬,今年同期的數字大約是 520 萬。630 萬。740 萬。"
    found = dict(aligned(original, translation))
    assert found["It was 6.3 million."] == "630 萬。"
    assert found["It was 7.4 million."] == "740 萬。"


def test_an_original_left_out_of_the_translation_has_none() -> None:
    found = dict(
        aligned(f"{A[0]} We thank the whole team at the plant for an excellent year. {B[0]} {C[0]}", A[1] + B[1] + C[1])
    )
    assert [found[en] for en, _ in (A, B, C)] == [A[1], B[1], C[1]]


def test_nothing_to_align() -> None:
    assert align("", [], "很好。", [(0, 3)]) == []
    assert align("Good.", [(0, 5)], "", []) == [None]


def test_a_monstrous_paragraph_is_left_unaligned_rather_than_taking_minutes() -> None:
    original, translation = "We grew. " * 300, "成長。" * 300
    found = align(original, split_sentences(original), translation, split_sentences(translation))
    assert found == [None] * 300


SENTENCES = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from(["", " 12%", " 4.5", " Skylark", " 2,365"])), min_size=0, max_size=12
)


@settings(max_examples=200, deadline=None)
@given(SENTENCES, SENTENCES)
def test_spans_lie_in_the_translation_and_never_run_backwards(
    left: list[tuple[int, str]], right: list[tuple[int, str]]
) -> None:
    original = " ".join(f"W{'o' * n}{figure}." for n, figure in left)
    translation = "".join(f"{'營' * n}{figure}。" for n, figure in right)
    spans, translated = split_sentences(original), split_sentences(translation)
    found = align(original, spans, translation, translated)
    assert len(found) == len(spans)
    given_ = [where for where in found if where]
    starts, ends = {start for start, _ in translated}, {end for _, end in translated}
    assert all(start in starts and end in ends and start < end for start, end in given_)
    assert given_ == sorted(given_)
    # Two sentences share a rendering whole, or not at all.
    assert all(a == b or a[1] <= b[0] for a, b in pairwise(given_))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_raises(original: str, translation: str) -> None:
    found = align(original, split_sentences(original), translation, split_sentences(translation))
    assert all(0 <= start < end <= len(translation) for start, end in filter(None, found))
