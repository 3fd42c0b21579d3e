"""What the program computes from two cited figures, and above all what it refuses to compute."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.compare.computed import Calculation
from answer.compare.measure import measures
from answer.compare.within import within_one
from index.question import read_question
from tests.compare_case import ANALYST, GLOSSARY, compared, kestrelvane, lines, mossgrove, spoken

OLD, NEW = kestrelvane(3), kestrelvane(4)
AGAINST = "FY2025 Q4 against FY2025 Q3"
ASKED = "How did {} compare between FY2025 Q3 and FY2025 Q4?"

COMPUTED = [
    ("revenue growth", "Revenue grew 13%.", "Revenue grew 18%.", f"18 % [2] − 13 % [1] = +5 pp (revenue growth, {AGAINST})"),
    ("revenue growth", "Revenue grew 13.5%.", "Revenue rose 12% to RMB4 billion.", f"12 % [2] − 13.5 % [1] = −1.5 pp (revenue growth, {AGAINST})"),
    ("revenue growth", "Revenue declined 4%.", "Revenue was up 2%.", f"2 % [2] − (−4 % [1]) = +6 pp (revenue growth, {AGAINST})"),
    ("cloud revenue growth", "Cloud revenue grew 13% year-over-year.", "Cloud revenue was RMB9 billion, up 18%, or 4% quarter-over-quarter.", f"18 % [2] − 13 % [1] = +5 pp (revenue growth, {AGAINST})"),
    ("free cash flow", "Free cash flow was RMB14.8 billion.", "Free cash flow came in at RMB4.4 billion.", f"RMB4.4 billion [2] − RMB14.8 billion [1] = −RMB10.4 billion (−70.3 %) (free cash flow, {AGAINST})"),
    ("free cash flow", "Free cash flow was $900 million.", "Free cash flow was $1.2 billion.", f"US$1.2 billion [2] − US$900 million [1] = +US$300 million (+33.3 %) (free cash flow, {AGAINST})"),
    ("gross margin", "Gross margin was 41.2%, against 41.0% a year ago.", "Gross margin was 42.5%, up from 41.4%.", f"42.5 % [2] − 41.2 % [1] = +1.3 pp (gross margin, {AGAINST})"),
    ("take rate", "The take rate was 3.62%.", "The driver was our take rate, which reached 3.94%.", f"3.94 % [2] − 3.62 % [1] = +0.32 pp (take rate, {AGAINST})"),
    ("adjusted EBITA margin", "Adjusted EBITA for the group was RMB20.2 billion, and the margin was 21.8%.", "Adjusted EBITA for the group was RMB16.9 billion, and the margin was 20.4%.", f"20.4 % [2] − 21.8 % [1] = −1.4 pp (adjusted EBITA margin, {AGAINST})"),
    ("the number of members", "We had about 46 million members at the end of December.", "We had 51 million members.", f"51 million [2] − about 46 million [1] = about +5 million (+11 %) (members, {AGAINST})"),
    ("the combined capital expenditure", "Capital expenditure was RMB9.5 billion.", "Capital expenditure was RMB13.2 billion.", "RMB9.5 billion [1] + RMB13.2 billion [2] = RMB22.7 billion (capex, FY2025 Q3, FY2025 Q4)"),
    ("the ratio of capital expenditure", "Capital expenditure was RMB9.5 billion.", "Capital expenditure was RMB19 billion.", None),
    ("the operating loss of logistics", "Logistics had an operating loss of RMB1.5 billion.", "Logistics had an operating loss of RMB900 million.", f"−RMB900 million [2] − (−RMB1.5 billion [1]) = +RMB600 million (operating loss, {AGAINST})"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "expected"), COMPUTED)
def test_like_figures_are_subtracted_newer_minus_older(what: str, old: str, new: str, expected: str | None) -> None:
    said = lines(compared(ASKED.format(what), spoken(OLD, old), spoken(NEW, new)))
    if expected is None:  # "ratio of" asks for a quotient
        assert said == [f"computed: RMB19 billion [2] ÷ RMB9.5 billion [1] = 2.00 times (capex, {AGAINST})"]
    else:
        assert f"computed: {expected}" in said


REFUSED = [
    ("revenue growth", "Cloud revenue grew 18%.", "Cloud revenue excluding the sale of Nestmart grew 17%.", "excluding"),
    ("cloud revenue growth", "Cloud revenue grew 18%.", "Excluding the sale of Nestmart, cloud revenue grew 17%.", "excluding"),
    ("EBITA", "Adjusted EBITA was RMB4.2 billion.", "EBITA was RMB4.0 billion.", "adjusted or not"),
    ("net income", "Non-GAAP net income was RMB4.2 billion.", "GAAP net income was RMB4.0 billion.", "GAAP or not"),
    ("EBITA", "EBITA grew 12%.", "EBITA margin was 14%.", "growth against margin"),
    ("gross margin", "Gross margin was 41%.", "Gross margin rose by 2%.", "level against change"),
    ("gross margin", "Gross margin was 41%.", "Gross margin widened by 1.2 percentage points.", "level against change in points"),
    ("dividend", "We paid a dividend of $0.62 per ADS.", "We paid a dividend of $1.1 billion.", "per ADS against total"),
    ("dividend", "We paid a dividend of $0.62 per ADS.", "We paid a dividend of $0.12 per share.", "per ADS against per share"),
    ("revenue", "Revenue was RMB92.6 billion in the quarter.", "For the full fiscal year, revenue was RMB336.8 billion.", "quarter against year"),
    ("buybacks", "We repurchased $640 million in the quarter.", "In the first nine months we repurchased $1.59 billion.", "quarter against nine months"),
    ("buybacks", "Together with the $640 million of buybacks, we returned $2 billion for the fiscal year.", "Buybacks were $910 million.", "a year named later"),
    ("dividend", "We pay a dividend of $0.62 per ADS this year.", "We paid a dividend of $0.12 per ADS in the quarter.", "this year against the quarter"),
    ("operating margin", "Our target for operating margin is 25%.", "Operating margin was 21%.", "target against actual"),
    ("cloud revenue growth", "We expect cloud revenue to grow 14%.", "Cloud revenue grew 19%.", "guidance against actual"),
    ("revenue growth", "Revenue grew 10% to 12%.", "Revenue grew 13%.", "range"),
    ("capital expenditure", "Capital expenditure was between RMB9 billion and RMB10 billion.", "Capital expenditure was RMB12 billion.", "range"),
    ("revenue growth", "Revenue grew 3% quarter-over-quarter.", "Revenue grew 13% year-over-year.", "qoq against yoy"),
    ("revenue growth", "Revenue grew 13% since the previous quarter.", "Revenue grew 13%.", "qoq in words"),
    ("revenue", "Revenue was RMB92 billion.", "Revenue was US$13 billion.", "currencies"),
    ("revenue growth", "Cloud revenue grew 13%.", "Logistics revenue grew 18%.", "two businesses"),
    ("revenue", "Revenue of Brightfen was RMB9 billion.", "Revenue was RMB12 billion.", "a business against the company"),
    ("revenue growth", "Revenue grew 9%.", "Revenue grew 13%, while cloud revenue in the December quarter grew 9%. It fell.", None),
    ("cloud revenue growth", "Cloud revenue grew 14%.", "Without that effect cloud revenue would have grown 18%.", "supposition"),
    ("cloud revenue growth", "Cloud revenue grew 14%.", "After 9% in the December quarter, cloud revenue was fine.", "another period"),
    ("capital expenditure", "As for capital expenditure, the total is the RMB32 billion I mentioned.", "Capital expenditure was RMB13.2 billion.", "a figure referred to"),
    ("capital expenditure", "Capital expenditure was RMB9.5 billion.", "Capital expenditure was not RMB32 billion.", "denied"),
    ("take rate", "The take rate was 3.62%.", "The take rate was below 4%.", "a bound from above"),
    ("revenue growth", "Organic revenue grew 8%.", "Revenue grew 9%.", "organic"),
    ("revenue growth", "Revenue grew 8% in constant currency.", "Revenue grew 9%.", "constant currency"),
    ("R&D", "Research and development was 9.8% of revenue.", "Research and development grew 12%.", "share against growth"),
    ("the AI-related products", "AI-related products were 13% of cloud revenue.", "AI-related products were 17% of orders.", "shares of different wholes"),
    ("members", "We had 46 million members.", "We won 5 million orders from members.", "different counts"),
    ("revenue", "Revenue of games was RMB4 billion.", "Revenue was driven by RMB5 billion of orders.", "a driver's amount"),
    ("GAAP net income", "Net income was RMB4 billion.", "Net income was RMB5 billion.", "a qualifier asked for and not said"),
    ("cloud revenue", "Revenue was RMB92 billion.", "Revenue was RMB82 billion.", "a business asked for and not said"),
    ("orders", "Orders grew 11%.", "Take orders: two things grew.", "a number of things"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "why"), REFUSED)
def test_unlike_figures_are_never_computed_with(what: str, old: str, new: str, why: str | None) -> None:
    said = lines(compared(ASKED.format(what), spoken(OLD, old), spoken(NEW, new)))
    if why is None:  # the like pair is still found beside the other period's
        assert said == [f"computed: 13 % [2] − 9 % [1] = +4 pp (revenue growth, {AGAINST})"]
    else:
        assert said == []


def test_the_same_pair_the_other_way_round_is_refused_too() -> None:
    for what, old, new, why in REFUSED:
        if why is not None:
            assert lines(compared(ASKED.format(what), spoken(OLD, new), spoken(NEW, old))) == [], (what, why)


def test_business_of_a_sentence_is_that_of_its_paragraph() -> None:
    question = ASKED.format("the adjusted EBITA of Brightfen")
    old = spoken(OLD, "Brightfen Foods had revenue of RMB3 billion.", "Adjusted EBITA was RMB410 million.")
    new = spoken(NEW, "Brightfen Foods had revenue of RMB4 billion.", "Its adjusted EBITA was RMB260 million.")
    other = spoken(NEW, "Wolfsmead Tools had revenue of RMB4 billion.", "Its adjusted EBITA was RMB260 million.")
    assert lines(compared(question, old, new)) == [
        f"computed: RMB260 million [2] − RMB410 million [1] = −RMB150 million (−37 %) (adjusted EBITA, {AGAINST})"
    ]
    assert lines(compared(question, old, other)) == []


def test_an_answer_without_its_business_is_not_computed_with() -> None:
    old = spoken(OLD, "Revenue growth in the quarter was up 12%.", section="qa", answering="Tess Varga")
    new = spoken(NEW, "Revenue growth in the quarter was up 15%.")
    assert lines(compared(ASKED.format("revenue growth"), old, new)) == []


def test_analysts_figures_are_never_computed_with() -> None:
    said = spoken(OLD, "Revenue grew 13%.", speaker=ANALYST)
    assert measures(said[0], GLOSSARY) == ()
    assert measures(spoken(OLD, "Revenue grew 13%.")[0], GLOSSARY) != ()


def test_companies_are_compared_in_percent_and_in_one_currency_only() -> None:
    def said(old: str, new: str) -> list[str]:
        question = "How does the revenue growth of Kestrelvane and Mossgrove compare?"
        return lines(compared(question, spoken(NEW, old), spoken(mossgrove(), new)))

    assert said("Revenue grew 12%.", "Revenue grew 9%.") == [
        "computed: 12 % [1] − 9 % [2] = +3 pp (revenue growth, Kestrelvane Holdings FY2025 Q4 against Mossgrove Industries FY2025 Q1)"
    ]
    question = "Which had more free cash flow, Kestrelvane or Mossgrove?"
    rmb, usd = "Free cash flow was RMB4.4 billion.", "Free cash flow was $61.5 million."
    assert lines(compared(question, spoken(NEW, rmb), spoken(mossgrove(), usd))) == []
    assert lines(compared(question, spoken(NEW, usd), spoken(mossgrove(), "Free cash flow was $60.5 million."))) == [
        "computed: US$61.5 million [1] − US$60.5 million [2] = +US$1.0 million "
        "(free cash flow, Kestrelvane Holdings FY2025 Q4 against Mossgrove Industries FY2025 Q1)"
    ]


def test_chinese_questions_are_computed_in_chinese() -> None:
    old = spoken(OLD, "Cloud revenue grew 14% to RMB14.2 billion. | 雲端營收成長 14% 至人民幣 142 億元。")
    new = spoken(NEW, "Cloud revenue grew 19% to RMB14.9 billion. | 雲端營收成長 19% 至人民幣 149 億元。")
    assert lines(compared("比較隼翼 Q3 與 Q4 的雲端營收成長率", old, new)) == [
        "計算:19 % [2] − 14 % [1] = +5 個百分點 (營收成長率,FY2025 Q4 對 FY2025 Q3)"
    ]
    assert lines(compared("隼翼 Q3 與 Q4 的雲端營收相差多少?", old, new))[0] == (
        "計算:人民幣 149 億元 [2] − 人民幣 142 億元 [1] = +人民幣 7 億元 (+5 %) (營收,FY2025 Q4 對 FY2025 Q3)"
    )


def test_a_business_asked_for_in_chinese_must_stand_in_the_translation() -> None:
    old = spoken(OLD, "Brightfen revenue was RMB3 billion. | 明沼營收為人民幣 30 億元。")
    new = spoken(NEW, "Brightfen revenue was RMB4 billion. | 明沼營收為人民幣 40 億元。")
    assert lines(compared("隼翼 Q3 與 Q4 的明沼營收相差多少?", old, new))
    assert lines(compared("隼翼 Q3 與 Q4 的狼野營收相差多少?", old, new)) == []


def test_chinese_originals_are_read() -> None:
    old, new = (
        spoken(OLD, "第三季營收為新台幣 868 億元,年增 12%。"),
        spoken(NEW, "第四季營收達新台幣 950 億元,年增 15%。"),
    )
    assert lines(compared("隼翼 Q3 和 Q4 的營收成長率差多少?", old, new)) == [
        "計算:15 % [2] − 12 % [1] = +3 個百分點 (營收成長率,FY2025 Q4 對 FY2025 Q3)"
    ]


def test_three_quarters_are_computed_step_by_step() -> None:
    rows = [spoken(kestrelvane(q), f"Revenue grew {growth}%.") for q, growth in ((2, 7), (3, 9), (4, 13))]
    assert lines(compared("How did revenue growth develop over the last three quarters?", *rows)) == [
        "computed: 9 % [2] − 7 % [1] = +2 pp; 13 % [3] − 9 % [2] = +4 pp (revenue growth)"
    ]


@given(old=st.decimals("0.1", "400", places=1), new=st.decimals("0.1", "400", places=1))
def test_differences_are_exact(old: Decimal, new: Decimal) -> None:
    texts = [f"Free cash flow was RMB{value} million." for value in (old, new)]
    (said,) = lines(compared(ASKED.format("free cash flow"), spoken(OLD, texts[0]), spoken(NEW, texts[1])))
    printed = re.search(r"= ([+−]?)RMB([\d.,]+)( million)?", said)
    assert printed
    size = Decimal(printed[2].replace(",", "")) / (1 if printed[3] else 10**6)
    assert (-size if printed[1] == "−" else size) == new - old


WITHIN = [
    ("How much higher is the annual dividend than last year?", "The annual dividend is USD0.62 per ADS, 7% more than last year's USD0.58, and on top of it there is a special dividend of USD0.30 per ADS.", "computed: US$0.62 [1] − US$0.58 [1] = +US$0.04 (+6.90 %)"),
    ("What do the annual dividend and the special dividend add up to?", "The annual dividend is USD0.62 per ADS, and on top of it there is a special dividend of USD0.30 per ADS.", "computed: US$0.62 [1] + US$0.30 [1] = US$0.92"),
    ("By how much is the take rate higher than a year ago?", "The take rate was 3.62% against 3.60% a year earlier.", "computed: 3.62 % [1] − 3.60 % [1] = +0.02 pp"),
    ("特別股息與年度股息合計多少?", "The annual dividend is USD0.62 per ADS, and on top of it there is a special dividend of USD0.30 per ADS.", "計算:0.30 美元 [1] + 0.62 美元 [1] = 0.92 美元"),
    ("How much higher is the backlog than at the end of December?", "Backlog was $618 million, compared with $585 million at the end of December.", "computed: US$618 million [1] − US$585 million [1] = +US$33 million (+6 %)"),
    ("抽成率比去年高多少?", "The take rate was 3.62% against 3.60% a year earlier.", "計算:3.62 % [1] − 3.60 % [1] = +0.02 個百分點"),
    ("What is the gap between cloud revenue and logistics revenue?", "Cloud revenue was RMB14.2 billion, while logistics revenue was RMB9.6 billion.", "computed: RMB14.2 billion [1] − RMB9.6 billion [1] = +RMB4.6 billion (+47.9 %)"),
    ("How many times as large as logistics revenue is cloud revenue?", "Cloud revenue was RMB14.2 billion, while logistics revenue was RMB7.1 billion.", "computed: RMB7.1 billion [1] ÷ RMB14.2 billion [1] = 0.50 times"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentence", "expected"), WITHIN)
def test_arithmetic_within_one_call_is_done_when_asked_for(question: str, sentence: str, expected: str) -> None:
    found = within_one(read_question(question), spoken(NEW, sentence), GLOSSARY)
    assert [c.text([1] * len(c.evidence)) for c in found] == [expected]


NOT_WITHIN = [
    ("What is the annual dividend?", "The annual dividend is USD0.62 per ADS, more than last year's USD0.58."),
    ("How much higher is the special dividend than last year?", "The annual dividend is USD0.62 per ADS, more than last year's USD0.58, with a special dividend of USD0.30 per ADS."),
    ("How much higher is the take rate than in the last quarter?", "The take rate was 3.62% against 3.60% a year earlier."),
    ("How much higher was cloud revenue than last year?", "Revenue was RMB14.2 billion, against RMB12 billion a year ago."),
    ("How much more did we expect than last year in capital expenditure?", "Capital expenditure was RMB13 billion to RMB15 billion, from RMB9 billion last year."),
    ("What is the gap between cloud revenue and logistics revenue?", "Cloud revenue was RMB14.2 billion, while logistics revenue was US$1.6 billion."),
    ("What do cloud revenue and adjusted EBITA add up to?", "Cloud revenue was RMB14.2 billion, up 9%."),
    ("How much higher is the dividend than last year?", "Will the dividend be above last year's USD0.58?"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentence"), NOT_WITHIN)
def test_arithmetic_within_one_call_is_refused(question: str, sentence: str) -> None:
    assert within_one(read_question(question), spoken(NEW, sentence), GLOSSARY) == ()


def test_numbers_of_citations_are_filled_in_by_whoever_numbers_them() -> None:
    item = spoken(NEW, "Revenue grew 13%.")[0]
    assert Calculation("computed: 18 % [{}] − 13 % [{}] = +5 pp", (item, item)).text((7, 2)) == (
        "computed: 18 % [7] − 13 % [2] = +5 pp"
    )
