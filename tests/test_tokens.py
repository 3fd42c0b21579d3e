"""Search tokens: the same words must meet, whichever way they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tokens import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("236.5", ["236.5"]),
        ("1,234.5 billion", ["1234.5", "billion"]),
        ("12%", ["12%"]),
        ("１２％", ["12%"]),
        ("RMB236.5", ["rmb", "236.5"]),
        ("US$50 million", ["us", "50", "million"]),
        ("88VIP members", ["88vip", "member"]),
        ("Qwen3 and QN3", ["qwen3", "qn3"]),
        ("U.S. e.g.", ["us", "eg"]),
        ("FY2025 Q4", ["fy2025", "q4"]),
        ("2.5x", ["2.5"]),
        ("236.5billion", ["236.5", "billion"]),
        ("Plumewing's cloud", ["plumew", "cloud"]),
        ("Plumewing’s cloud", ["plumew", "cloud"]),
        ("what is the of and", []),
        ("營收", ["营收"]),
        ("營收成長", ["营收", "收成", "成长"]),
        ("营收成长", ["营收", "收成", "成长"]),
        ("淨利 12%", ["净利", "12%"]),
        ("雲", ["云"]),
        ("的", []),
        ("AI雲端", ["ai", "云端"]),
        ("", []),
        ("-- … !?", []),
        ("x" * 65, []),
    ],
)
def test_what_is_indexed(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("margin", "margins"),
        ("company", "companies"),
        ("invest", "investing"),
        ("invest", "invested"),
        ("revenue", "Revenues"),
        ("price", "prices"),
        ("year-over-year", "year over year"),
        ("take-rate", "take rate"),
        ("quick-commerce", "quickcommerce"),
        ("營業利益率", "营业利益率"),
        ("１２％ ＡＩ", "12% AI"),
        ("R&D", "r&d"),
        ("café", "CAFÉ"),
    ],
)
def test_spellings_of_one_thing_meet(one: str, other: str) -> None:
    assert set(tokens(one)) & set(tokens(other))


@pytest.mark.parametrize(
    ("one", "other"), [("12%", "12"), ("236.5", "2365"), ("1.05", "105"), ("Q3", "Q4"), ("EBITA", "EBITDA")]
)
def test_different_things_do_not(one: str, other: str) -> None:
    assert not set(tokens(one)) & set(tokens(other))


@settings(max_examples=300, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("a1.,%'&-營收 ﷺ")), max_size=60))
def test_no_text_raises_and_tokens_hold_no_space(text: str) -> None:
    found = tokens(text)
    assert all(token and not any(c.isspace() for c in token) for token in found)
    assert found == tokens(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["revenue", "12%", "236.5", "營收成長", "R&D", "take-rate", "the"]), max_size=8))
def test_tokens_of_a_text_are_those_of_its_words(parts: list[str]) -> None:
    assert tokens(" ".join(parts)) == [token for part in parts for token in tokens(part)]
