"""Quantities of English and Chinese text: value, unit, currency, and what may be held equal."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.quantities.numbers import Quantity, equal, quantities

# text, then for each quantity: value, unit, currency or noun (None where neither matters)
ROWS: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("RMB236.5 billion", [("236500000000", "money", "CNY")]),
    ("RMB 236.5bn", [("236500000000", "money", "CNY")]),
    ("USD2 per ADS", [("2", "money", "USD")]),
    ("$10 billion", [("10000000000", "money", "USD")]),
    ("US$10bn", [("10000000000", "money", "USD")]),
    ("US$ 1.05", [("1.05", "money", "USD")]),
    ("NT$839.3 billion", [("839300000000", "money", "TWD")]),
    ("HK$12m", [("12000000", "money", "HKD")]),
    ("10 billion dollars", [("10000000000", "money", "USD")]),
    ("NT$ 22.08 EPS", [("22.08", "money", "TWD")]),
    ("€1.2 trillion", [("1200000000000", "money", "EUR")]),
    ("JPY 500 million", [("500000000", "money", "JPY")]),
    ("12 billion yuan", [("12000000000", "money", "CNY")]),
    ("人民幣2,365億元", [("236500000000", "money", "CNY")]),
    ("2,365億元人民幣", [("236500000000", "money", "CNY")]),
    ("人民币2365亿元", [("236500000000", "money", "CNY")]),
    ("新台幣8,393億元", [("839300000000", "money", "TWD")]),
    ("505億美元", [("50500000000", "money", "USD")]),
    ("26 億美元", [("2600000000", "money", "USD")]),
    ("0.95 美元", [("0.95", "money", "USD")]),
    ("2兆3,456億元", [("2345600000000", "money", "元")]),
    ("1億2千萬元", [("120000000", "money", "元")]),
    ("三十六億元", [("3600000000", "money", "元")]),
    ("十二點五億元", [("1250000000", "money", "元")]),
    ("8,000萬會員", [("80000000", "count", "member")]),
    ("5千萬名客戶", [("50000000", "count", "customer")]),
    ("3億次下載", [("300000000", "count", "download")]),
    ("200個模型", [("200", "count", "model")]),
    ("over 200 models", [("200", "count", "model")]),
    ("more than 300 million downloads", [("300000000", "count", "download")]),
    ("100,000 derivative models", [("100000", "count", "model")]),
    ("5 lakh crore", [("5000000000000", "count", None)]),
    ("INR 500 crore", [("5000000000", "money", "INR")]),
    ("Rs. 12 lakh", [("1200000", "money", "INR")]),
    ("500 to 600 million consumers", [("500000000", "count", "consumer"), ("600000000", "count", "consumer")]),
    ("500 million to 600 million consumers", [("500000000", "count", "consumer"), ("600000000", "count", "consumer")]),
    ("between 5 and 6 million users", [("5000000", "count", "user"), ("6000000", "count", "user")]),
    ("5億到6億消費者", [("500000000", "count", "consumer"), ("600000000", "count", "consumer")]),
    ("5至6億用戶", [("500000000", "count", "user"), ("600000000", "count", "user")]),
    ("$10-12 billion", [("10000000000", "money", "USD"), ("12000000000", "money", "USD")]),
    ("10-12%", [("10", "percent", None), ("12", "percent", None)]),
    ("10% to 12%", [("10", "percent", None), ("12", "percent", None)]),
    ("NT$1.05 to NT$1.20", [("1.05", "money", "TWD"), ("1.20", "money", "TWD")]),
    ("from 4.1 to 4.6 billion", [("4100000000", "count", None), ("4600000000", "count", None)]),
    ("the next 10 to 20 years", [("10", "count", "year"), ("20", "count", "year")]),
    ("rose by RMB11.1 billion to RMB12 billion", [("11100000000", "money", "CNY"), ("12000000000", "money", "CNY")]),
    ("12%", [("12", "percent", None)]),
    ("12 %", [("12", "percent", None)]),
    ("１２％", [("12", "percent", None)]),
    ("12 percent", [("12", "percent", None)]),
    ("twelve percent", [("12", "percent", None)]),
    ("百分之十二", [("12", "percent", None)]),
    ("百分之12.5", [("12.5", "percent", None)]),
    ("12趴", [("12", "percent", None)]),
    ("三成", [("30", "percent", None)]),
    ("七成多", [("70", "percent", None)]),
    ("8成", [("80", "percent", None)]),
    ("half of revenue", [("50", "percent", None)]),
    ("一半", [("50", "percent", None)]),
    ("two-thirds", [(str(Decimal(200) / 3), "percent", None)]),
    ("1.9 percentage points", [("1.9", "pp", None)]),
    ("1.9pp", [("1.9", "pp", None)]),
    ("1.9 ppts", [("1.9", "pp", None)]),
    ("1.9個百分點", [("1.9", "pp", None)]),
    ("190 basis points", [("1.9", "pp", None)]),
    ("190bps", [("1.9", "pp", None)]),
    ("190個基點", [("1.9", "pp", None)]),
    ("triple-digit growth", [("3", "digits", None)]),
    ("double digits", [("2", "digits", None)]),
    ("high single-digit", [("1", "digits", "high")]),
    ("二位數", [("2", "digits", None)]),
    ("高個位數", [("1", "digits", "high")]),
    ("seven consecutive quarters", [("7", "streak", "quarter")]),
    ("the seventh consecutive quarter", [("7", "streak", "quarter")]),
    ("連續第七個季度", [("7", "streak", "quarter")]),
    ("連續七季", [("7", "streak", "quarter")]),
    ("two hundred and thirty-six stores", [("236", "count", "store")]),
    ("twenty customers", [("20", "count", "customer")]),
    ("a billion users", [("1000000000", "count", "user")]),
    ("兩年", [("2", "count", "year")]),
    ("三項", [("3", "count", None)]),
    ("sales doubled", [("2", "times", None)]),
    ("2.5x", [("2.5", "times", None)]),
    ("3倍", [("3", "times", None)]),
    ("翻倍", [("2", "times", None)]),
    ("the third-largest cloud", [("3", "ordinal", None)]),
    ("March 31, 2025", [("3", "month", None), ("31", "day", None), ("2025", "year", None)]),
    ("31 March 2025", [("31", "day", None), ("3", "month", None), ("2025", "year", None)]),
    ("2025年3月31日", [("2025", "year", None), ("3", "month", None), ("31", "day", None)]),
    ("2025年3月", [("2025", "year", None), ("3", "month", None)]),
    ("2025-03-31", [("2025", "year", None), ("3", "month", None), ("31", "day", None)]),
    ("the March quarter 2025", [("3", "month", None), ("2025", "year", None)]),
    ("in May", [("5", "month", None)]),
    ("3月季", [("3", "month", None)]),
    ("fiscal 2026", [("2026", "year", "fiscal")]),
    ("FY26", [("2026", "year", "fiscal")]),
    ("2026財年", [("2026", "year", "fiscal")]),
    ("Q4 FY2025", [("4", "quarter", None), ("2025", "year", None)]),
    ("1Q25", [("1", "quarter", None), ("2025", "year", None)]),
    ("the fourth quarter", [("4", "quarter", None)]),
    ("第四季", [("4", "quarter", None)]),
    ("first half", [("1", "half", None)]),
    ("下半年", [("2", "half", None)]),
    ("in 2024", [("2024", "year", None)]),
    ("2024 stores", [("2024", "count", "store")]),
    ("3個月", [("3", "count", "month")]),
    ("-5%", [("5", "percent", None)]),
    ("a loss of RMB3.6 billion", [("3600000000", "money", "CNY")]),
    ("88VIP members", []),
    ("88 VIP members", []),
    ("Qwen3 and GPT-4", []),
    ("the 618 campaign", []),
    ("A100 and H20 chips", []),
    ("R&D and B2B", []),
    ("one of the reasons", []),
    ("營收成長", []),
    ("一些客戶十分滿意", []),
    ("5G phones and iPhone 16", []),
    ("a Form 20-F at 10:30", []),
    ("it may march on", []),
    ("declined by four point two percent", [("4.2", "percent", None)]),
    ("twenty-five point zero five percent", [("25.05", "percent", None)]),
    ("two points lower than last year", [("2", "pp", None)]),
    ("two points on the outlook", [("2", "count", None)]),
    ("fell by a quarter", [("25", "percent", None)]),
    ("a quarter ago", []),
    ("a tenth of the segment", [("10", "percent", None)]),
    ("twice a year", [("2", "count", None)]),
    ("for the sixth time in a row", [("6", "streak", None)]),
    ("$618 thousand", [("618000", "money", "USD")]),
    ("618 million units", [("618000000", "count", "unit")]),
    ("the other half is finished", []),
    ("through April and May", [("4", "month", None), ("5", "month", None)]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_quantities(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = quantities(text)
    assert [(q.value, q.unit) for q in found] == [(Decimal(value), unit) for value, unit, _ in expected]
    for quantity, (_, _, mark) in zip(found, expected, strict=True):
        assert mark in (None, quantity.currency, quantity.noun)
        assert text[quantity.start : quantity.end].strip()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Revenue grew 12%", "up"),
        ("an increase of 9%", "up"),
        ("a 5% increase", "up"),
        ("a 5.1% net reduction of the share count", "down"),
        ("decreased 76% to RMB3.7 billion", "down"),
        ("營收成長 12%", "up"),
        ("季減3.4%", "down"),
        ("growth slowed to 18%", "up"),
        ("負成長5%", "down"),
        ("-5%", "down"),
        ("margin was 12%", None),
        ("revenue rose and margin fell 3%", "down"),
    ],
)
def test_direction(text: str, direction: str | None) -> None:
    assert quantities(text)[0].direction == direction


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("rose to USD0.95 from USD0.66", ["to", "prior"]),
        (
            "a loss of RMB2.7 billion compared to a loss of RMB3.3 billion a year earlier",
            [None, "prior"],
        ),
        ("由41億元收窄至36億元", ["prior", "to"]),
        ("虧損36億元,去年同期虧損41億元", [None, "prior"]),
        ("較去年同期成長7%", ["by"]),
        ("decreased by 1.9 points", ["by"]),
        ("revenue grew to 7%", ["to"]),
        ("growth accelerated to 18%", ["by"]),
        ("it was 3% lower", ["by"]),
        ("3.62% against 3.60% a year earlier", [None, "prior"]),
        ("從12月底的310億元增加至370億元", [None, "prior", "to"]),
        ("比前一季高0.32個百分點", [None]),
    ],
)
def test_anchor(text: str, anchors: list[str | None]) -> None:
    assert [q.anchor for q in quantities(text)] == anchors


@pytest.mark.parametrize(
    "text", ["a loss of RMB3.6 billion", "虧損36億元", "RMB3.6 billion loss", "-$5 million", "$(3.6) billion", "(3.6)"]
)
def test_losses_are_negative(text: str) -> None:
    assert quantities(text)[0].negative


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("人民幣2,365億元", "RMB236.5 billion"),
        ("2,365億元", "RMB236.5 billion"),
        ("236.5 billion", "RMB236.5 billion"),
        ("about 237 billion", "RMB236.5 billion"),
        ("約2,365億元", "RMB236.5 billion"),
        ("190 bps", "1.9 percentage points"),
        ("12 percent", "12%"),
        ("三成", "30%"),
        ("half", "50%"),
        ("8,000萬會員", "80 million members"),
        ("over 236 billion", "RMB236.5 billion"),
        ("12.0%", "12%"),
    ],
)
def test_equal(claim: str, source: str) -> None:
    assert equal(only(claim), only(source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("237 billion", "RMB236.5 billion"),
        ("about 240 billion", "RMB236.5 billion"),
        ("USD236.5 billion", "RMB236.5 billion"),
        ("119億元", "USD11.9 billion"),
        ("NT$236.5 billion", "236.5 billion"),
        ("12 percentage points", "12%"),
        ("1.9%", "1.9 percentage points"),
        ("236.5 million", "RMB236.5 billion"),
        ("236.5億元", "RMB236.5 billion"),
        ("80 million orders", "80 million members"),
        ("80 million members", "RMB80 million"),
        ("RMB3.6 billion", "a loss of RMB3.6 billion"),
        ("less than 200 models", "over 200 models"),
        ("fiscal 2025", "fiscal 2026"),
        ("12%", "1.2%"),
    ],
)
def test_not_equal(claim: str, source: str) -> None:
    assert not equal(only(claim), only(source))


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("0123456789.,%-()$億萬千三十百年月成 RMBmillion")),
        max_size=60,
    )
)
def test_parsing_never_raises_and_offsets_lie_inside(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.value >= 0


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 99999), st.integers(0, 99), st.sampled_from([("million", 6), ("billion", 9), ("億", 8), ("萬", 4)])
)
def test_scales_are_exact(whole: int, cents: int, scale: tuple[str, int]) -> None:
    word, power = scale
    space = " " if word.isascii() else ""
    text = f"we spent {whole:,}.{cents:02d}{space}{word} on it"
    assert only(text).value == Decimal(f"{whole}.{cents:02d}") * 10**power


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 999), st.text(alphabet="abcde ,。增長", max_size=12))
def test_offsets_do_not_depend_on_what_stands_before(value: int, lead: str) -> None:
    text = f"{lead} 12,{value:03d}.5% more"
    spans = [text[q.start : q.end] for q in quantities(text) if q.unit == "percent"]
    assert spans and spans[-1].endswith("%")
