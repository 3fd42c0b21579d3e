"""Calls side by side: quotes on one subject for each side, or that a side has nothing on it."""

import pytest

from answer.evidence import Evidence
from tests.compare_case import ANALYST, compared, kestrelvane, lines, mossgrove, spoken

OLD, NEW = kestrelvane(3), kestrelvane(4)


def quoted(question: str, *sides: list[Evidence]) -> list[list[str]]:
    return [[item.text for item in quotes] for _, quotes in compared(question, *sides).groups]


# For each: what the older and the newer call say, best-scored last, and the sentences that compare like with like.
LIKE_WITH_LIKE = [
    (
        "How did cloud revenue growth compare in Q3 and Q4?",
        ["Logistics revenue grew 9%.", "Cloud revenue grew 14%.", "Cloud had a busy quarter."],
        ["Cloud revenue grew 19% to RMB14.9 billion.", "Research costs of cloud were 9.8% of revenue.", "Cloud adjusted EBITA was RMB1.9 billion."],
        ["Cloud revenue grew 14%.", "Cloud revenue grew 19% to RMB14.9 billion."],
    ),
    (
        "Compare revenue in FY2025 Q3 and Q4",
        ["Consolidated revenue was RMB92.6 billion, up 11%.", "Cloud revenue was RMB14 billion, up 14%."],
        ["Consolidated revenue was RMB82.8 billion, up 12%.", "For the full fiscal year, revenue was RMB336.8 billion, up 11%."],
        ["Consolidated revenue was RMB92.6 billion, up 11%.", "Consolidated revenue was RMB82.8 billion, up 12%."],
    ),
    (
        "What was said about capital expenditure guidance in Q3 and Q4?",
        ["We expect capital expenditure of about RMB32 billion for fiscal year 2026.", "Capital expenditure was RMB9.5 billion."],
        ["We now plan capital expenditure of RMB44 billion for fiscal year 2026.", "Capital expenditure was RMB13.2 billion."],
        ["We expect capital expenditure of about RMB32 billion for fiscal year 2026.", "We now plan capital expenditure of RMB44 billion for fiscal year 2026."],
    ),
    (
        "How did GAAP net income compare in Q3 and Q4?",
        ["GAAP net income was RMB14.6 billion.", "We also use non-GAAP net income, which GAAP does not define."],
        ["GAAP net income grew 27% to RMB13.5 billion.", "Non-GAAP net income was RMB14.2 billion."],
        ["GAAP net income was RMB14.6 billion.", "GAAP net income grew 27% to RMB13.5 billion."],
    ),
    (
        "How did the number of Crestclub members change from Q3 to Q4?",
        ["Crestclub had 46 million members.", "Crestclub costs RMB99 a year."],
        ["Crestclub had 51 million members.", "Crestclub members told us that they like it."],
        ["Crestclub had 46 million members.", "Crestclub had 51 million members."],
    ),
    (
        "隼翼 Q3 與 Q4 的毛利率比較",
        ["Gross margin was 41.2%. | 毛利率為 41.2%。", "Costs rose. | 成本上升。"],
        ["Gross margin was 42.5%. | 毛利率為 42.5%。", "We now expect a gross margin of 40% to 41%. | 我們預計毛利率為 40% 至 41%。"],
        ["Gross margin was 41.2%.", "Gross margin was 42.5%."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "old", "new", "expected"), LIKE_WITH_LIKE)
def test_sides_are_quoted_on_the_same_measure(
    question: str, old: list[str], new: list[str], expected: list[str]
) -> None:
    assert quoted(question, spoken(OLD, *old)[::-1], spoken(NEW, *new)[::-1]) == [[expected[0]], [expected[1]]]


def test_each_side_is_headed_by_company_fiscal_period_and_calendar_quarter() -> None:
    result = compared("Compare revenue growth", spoken(OLD, "Revenue grew 9%."), spoken(NEW, "Revenue grew 13%."))
    assert [lead for lead, _ in result.groups] == [
        "Kestrelvane Holdings FY2025 Q3 (quarter ended 31 Dec 2024):",
        "Kestrelvane Holdings FY2025 Q4 (quarter ended 31 Mar 2025):",
    ]
    assert result.notes == () and result.missing == ()


def test_sides_stay_in_the_order_given_and_the_newer_is_still_the_minuend() -> None:
    newer_first = compared("Compare revenue growth", spoken(NEW, "Revenue grew 13%."), spoken(OLD, "Revenue grew 9%."))
    assert [quotes[0].call for _, quotes in newer_first.groups] == [NEW, OLD]
    assert lines(newer_first) == ["computed: 13 % [1] − 9 % [2] = +4 pp (revenue growth, FY2025 Q4 against FY2025 Q3)"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Compare the take rate in Q3 and Q4", "Revenue grew 13%, and orders were strong."),
        ("Compare cloud revenue in Q3 and Q4", "Logistics revenue grew 13%."),
        ("How did Skylark do in Q3 and Q4?", "Orders grew 13%, helped by the festival."),
        ("比較 Q3 與 Q4 的抽成率", "Revenue grew 13%. | 營收成長 13%。"),
    ],
)
def test_a_side_with_nothing_on_it_is_missing_rather_than_quoted(question: str, said: str) -> None:
    has = "The take rate of cloud revenue with Skylark was 3.62%. | 抽成率為 3.62%。"
    result = compared(question, spoken(OLD, has), spoken(NEW, said))
    assert [quotes[0].call for _, quotes in result.groups] == [OLD]
    assert len(result.missing) == 1 and result.computed == ()
    assert "FY2025 Q4" in result.missing[0] and ("找不到" if "比較" in question else "Nothing") in result.missing[0]


def test_nothing_on_either_side() -> None:
    result = compared("Compare the take rate", spoken(OLD, "Good evening."), spoken(NEW, "Thank you."))
    assert result.groups == () and len(result.missing) == 2


def test_analysts_are_not_quoted_as_a_side() -> None:
    asked = spoken(NEW, "Cloud revenue grew 25%, I hear.", speaker=ANALYST, turn=8, section="qa")
    result = compared("Compare cloud revenue growth", spoken(OLD, "Cloud revenue grew 14%."), asked)
    assert len(result.groups) == 1 and len(result.missing) == 1


def test_two_metrics_get_a_quote_each() -> None:
    old = spoken(OLD, "Revenue grew 9%.", "Gross margin was 41.2%.", "Orders grew.")
    new = spoken(NEW, "Orders fell.", "Gross margin was 42.5%.", "Revenue grew 13%.")
    result = compared("Compare revenue growth and gross margin in Q3 and Q4", old, new)
    assert [[item.text for item in quotes] for _, quotes in result.groups] == [
        ["Revenue grew 9%.", "Gross margin was 41.2%."],
        ["Gross margin was 42.5%.", "Revenue grew 13%."],
    ]
    assert [line.partition(" (")[0] for line in lines(result)] == [
        "computed: 13 % [4] − 9 % [1] = +4 pp",
        "computed: 42.5 % [3] − 41.2 % [2] = +1.3 pp",
    ]


def test_reasons_come_with_the_figures_they_explain() -> None:
    old = spoken(OLD, "Revenue grew 9%.", "The revenue growth came from orders.", "Good evening.")
    new = spoken(NEW, "Revenue grew 13%.", "The main driver of revenue was the higher take rate.", "Good evening.")
    assert quoted("What drove revenue growth in Q3 compared with Q4?", old, new) == [
        ["Revenue grew 9%.", "The revenue growth came from orders."],
        ["Revenue grew 13%.", "The main driver of revenue was the higher take rate."],
    ]


def test_a_quote_that_leaves_its_subject_to_the_sentence_before_comes_with_it() -> None:
    old = spoken(OLD, "We expect capital expenditure of RMB32 billion for fiscal year 2026.")
    new = spoken(NEW, "Capital expenditure was RMB36.5 billion.", "For fiscal year 2026 we plan RMB42 billion.")
    new += spoken(NEW, "Good evening, everybody.", "Capital expenditure was once far away.", turn=1)
    assert quoted("Capital expenditure outlook in Q3 and Q4?", old, new)[1] == [
        "Capital expenditure was RMB36.5 billion.",
        "For fiscal year 2026 we plan RMB42 billion.",
    ]


def test_companies_of_different_fiscal_years_are_aligned_by_the_calendar() -> None:
    sides = spoken(NEW, "Revenue grew 12%."), spoken(mossgrove(), "Revenue grew 9%.")
    assert compared("Compare revenue growth of Kestrelvane and Mossgrove", *sides).notes == (
        "Fiscal years differ; the same calendar quarter is compared: Kestrelvane Holdings FY2025 Q4 (quarter ended 31 Mar 2025), "
        "Mossgrove Industries FY2025 Q1 (quarter ended 31 Mar 2025).",
    )
    apart = spoken(NEW, "Revenue grew 12%."), spoken(mossgrove(end="2025-04-30"), "Revenue grew 9%.")
    (note,) = compared("比較隼翼與 Mossgrove 的營收成長", *apart).notes
    assert "結束日也不同" in note
    unknown = spoken(NEW, "Revenue grew 12%."), spoken(mossgrove(end=None), "Revenue grew 9%.")
    assert compared("Compare revenue growth", *unknown).notes == ()


def test_outlook_that_a_newer_side_replaces_is_noted() -> None:
    old = spoken(OLD, "We expect cloud revenue growth of 14% in fiscal year 2026.")
    new = spoken(NEW, "We expect cloud revenue growth of 20% in fiscal year 2026.")
    result = compared("What is the outlook for cloud revenue growth in Q3 and Q4?", old, new)
    assert result.notes == ("Kestrelvane Holdings: guidance of FY2025 Q3, superseded by FY2025 Q4.",)
