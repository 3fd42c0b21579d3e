"""What people write for a fiscal period."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.periods import Period, find_periods

Q4 = Period(2025, 4)
FY = Period(2025, None)
MARCH = Period(2025, 1, calendar=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FY2025 Q4", [Q4]),
        ("FY25 Q4", [Q4]),
        ("FY 2025, Q4", [Q4]),
        ("Q4 FY25", [Q4]),
        ("Q4 FY2025", [Q4]),
        ("q4 fy25", [Q4]),
        ("F4Q25", [Q4]),
        ("FQ4 2025", [Q4]),
        ("4Q25", [Q4]),
        ("4Q FY25", [Q4]),
        ("25Q4", [Q4]),
        ("2025Q4", [Q4]),
        ("2025 Q4", [Q4]),
        ("2025-Q4", [Q4]),
        ("Q4 2025", [Q4]),
        ("Q4/2025", [Q4]),
        ("Q4, 2025", [Q4]),
        ("Q4'25", [Q4]),
        ("Q4 25", [Q4]),
        ("Q4 of fiscal 2025", [Q4]),
        ("fiscal 2025 Q4", [Q4]),
        ("fiscal year 2025 Q4", [Q4]),
        ("fourth quarter of fiscal 2025", [Q4]),
        ("the fourth quarter of fiscal year 2025", [Q4]),
        ("fourth fiscal quarter of 2025", [Q4]),
        ("Fourth quarter 2025", [Q4]),
        ("fiscal 2025 fourth quarter", [Q4]),
        ("2024 Q4 and full year", [Period(2024, 4)]),
        ("FY25", [FY]),
        ("fiscal 2025", [FY]),
        ("fiscal year 2025", [FY]),
        ("March quarter 2025", [MARCH]),
        ("the March quarter of 2025", [MARCH]),
        ("Mar. quarter 2025", [MARCH]),
        ("March 2025 quarter", [MARCH]),
        ("the quarter ended March 31, 2025", [MARCH]),
        ("quarter ending Mar 31, 2025", [MARCH]),
        ("the March quarter", [Period(None, 1, calendar=True)]),
        ("December qtr of 2024", [Period(2024, 4, calendar=True)]),
        ("calendar Q1 2025", [MARCH]),
        ("the first quarter of calendar 2025", [MARCH]),
        ("FY2025 Q4 (quarter ended March 31, 2025)", [Q4, MARCH]),
        ("from FY24 Q4 to FY25 Q1", [Period(2024, 4), Period(2025, 1)]),
        ("FY25 Q4 and again Q4 FY2025", [Q4]),
        # Chinese
        ("2025年第四季", [Q4]),
        ("2025 年第 4 季", [Q4]),
        ("2025財年第四季", [Q4]),
        ("2025财年第四季度", [Q4]),
        ("2025財年Q4", [Q4]),
        ("2025年Q4", [Q4]),
        ("2025年第四財季", [Q4]),
        ("2025財年", [FY]),
        ("2025财年", [FY]),
        ("2025會計年度", [FY]),
        ("3月季", [Period(None, 1, calendar=True)]),
        ("2025年3月季度", [MARCH]),
        ("2025 年 3 月季度的營收", [MARCH]),
        ("12月季", [Period(None, 4, calendar=True)]),
        ("5月季", []),
        ("2025年3月", []),
        # Lists and ranges of months
        (
            "the September and December quarters of 2024",
            [Period(None, 3, calendar=True), Period(2024, 4, calendar=True)],
        ),
        ("from the December to the March quarter", [Period(None, 4, calendar=True), Period(None, 1, calendar=True)]),
        ("12月和3月季", [Period(None, 4, calendar=True), Period(None, 1, calendar=True)]),
        ("January to March 2025", [MARCH]),
        ("Jan-Mar quarter 2025", [MARCH]),
        ("the quarter to March 2025", [MARCH]),
        ("2025年1至3月", [MARCH]),
        ("10-12月", [Period(None, 4, calendar=True)]),
        ("March and April sales", []),
        ("from January to February", []),
        ("1至2月", []),
        # What names no period.
        ("", []),
        ("the fourth quarter", []),
        ("Q4", []),
        ("Q5 2025", []),
        ("in Q4, 15 customers left", []),
        ("Q4 25%", []),
        ("Q4 25 million", []),
        ("Q4 25.3 billion", []),
        ("1Q 12% up", []),
        ("revenue of 2025", []),
        ("the first quarter 20 stores opened", []),
        ("a march on the quarter", []),
    ],
)
def test_forms(text: str, expected: list[Period]) -> None:
    assert find_periods(text) == expected


@pytest.mark.parametrize(
    ("period", "held", "expected"),
    [
        (Q4, (2025, 4, None), True),
        (Q4, (2025, 3, None), False),
        (Q4, (2024, 4, "2025-03-31"), False),
        (FY, (2025, 3, None), True),
        (FY, (2025, None, None), True),
        (FY, (2024, 3, None), False),
        (FY, (None, None, None), False),
        (MARCH, (2025, 4, "2025-03-31"), True),
        (MARCH, (2025, 1, "2024-06-30"), False),
        (MARCH, (2025, 1, None), False),
        (MARCH, (2026, 4, "2026-03-31"), False),
        (Period(None, 1, calendar=True), (2026, 4, "2026-03-31"), True),
        (Period(2024, 4, calendar=True), (2025, 3, "2024-12-31"), True),
    ],
)
def test_a_fiscal_label_never_matches_a_calendar_quarter(
    period: Period, held: tuple[int | None, int | None, str | None], expected: bool
) -> None:
    year, quarter, end = held
    assert period.matches(fiscal_year=year, fiscal_quarter=quarter, period_end=end) is expected


@settings(max_examples=60, deadline=None)
@given(st.integers(2000, 2099), st.integers(1, 4), st.text("abc ,.年", max_size=8))
def test_a_printed_label_is_read_back(year: int, quarter: int, around: str) -> None:
    assert find_periods(f"{around} FY{year} Q{quarter} {around}") == [Period(year, quarter)]


@settings(max_examples=200, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("FYQq0123456789 '年月季第四")), max_size=40))
def test_no_text_raises(text: str) -> None:
    for period in find_periods(text):
        assert period.quarter in (None, 1, 2, 3, 4)
        assert period.year is None or 1900 <= period.year <= 2099
