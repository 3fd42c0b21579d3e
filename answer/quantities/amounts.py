"""Amounts of a text: money, percentages, points, multiples and counts, in digits, words or Chinese numerals."""

import re
from collections.abc import Iterator
from decimal import Decimal

from answer.quantities import numerals
from answer.quantities.movement import Direction
from answer.quantities.numerals import DIGITS, EN_SCALE, HAN_DIGITS, HAN_SCALE, WORD_NUMBER
from answer.quantities.quantity import Quantity

_CURRENCIES = (
    ("TWD", r"NT\$|NTD|TWD|(?:新[台臺])[幣币]|[台臺][幣币]", r"NT\s?dollars?|New Taiwan dollars?|(?:新)?[台臺][幣币]"),
    ("HKD", r"HK\$|HKD|港[幣币]|港元", r"Hong Kong dollars?|HKD|港元|港[幣币]"),
    ("USD", r"US\s?\$|USD|美元|美金|\$", r"(?:U\.?S\.?\s?)?dollars?\b|USD|美元|美金"),
    ("CNY", r"RMB|CNY|CN¥|人民[幣币]", r"RMB|CNY|yuan|renminbi|元人民[幣币]|人民[幣币]"),
    ("JPY", r"JPY|JP¥|日[圓圆元]", r"yen\b|JPY|日[圓圆元]"),
    ("EUR", r"EUR|€|歐元|欧元", r"euros?\b|EUR|歐元|欧元"),
    ("GBP", r"GBP|£|英鎊", r"pounds sterling|GBP|英鎊|英镑"),
    ("INR", r"INR|₹|Rs\.?", r"rupees?\b|INR|盧比"),
    ("KRW", r"KRW|₩|韓[元圜]", r"won\b(?!\s+\w+(?:er|t)\b)|KRW|韓元|韩元"),
    ("SGD", r"S\$|SGD", r"Singapore dollars?|SGD|新加坡元"),
)
PREFIX = "|".join(f"(?P<p{code}>{prefix})" for code, prefix, _ in _CURRENCIES) + "|(?P<pANY>¥)"
_SUFFIX = "|".join(f"(?P<s{code}>{suffix})" for code, _, suffix in _CURRENCIES) + "|(?P<sYUAN>[元塊块])"
_SIGN = r"(?P<sign>(?<![\w.)])[-−+](?=[\d$R¥€£UHN])|\b(?:minus|negative)\s+|[負负](?=\d))?"
HAN_NUMBER = rf"(?:[{HAN_DIGITS}]+(?:[點点][零〇一二三四五六七八九]+)?)"
_MEASURE = "[個个項项家位名座款種种次季年月天週周人間间台臺輛辆股倍成趴大筆笔點点條条部片]"
_AMOUNT = re.compile(
    rf"{_SIGN}(?:(?P<currency>(?<![A-Za-z])(?:{PREFIX}))\s?)?(?P<inner>(?<=[$BDPYNR€£¥])[-−(](?=\d))?"
    rf"(?:(?P<digits>(?<![\d.])(?<!\d,){DIGITS})|(?P<words>{WORD_NUMBER})"
    rf"|(?P<han>{HAN_NUMBER}(?=[多餘余幾几]?\s?(?:{HAN_SCALE}|{_MEASURE}|%|百分|基[點点]|元)))"
    rf"|(?P<article>\ban?(?=\s(?:million|billion|trillion|hundred)\b)))\)?"
    rf"[多餘余幾几]?(?P<scale>\s?{HAN_SCALE}|{EN_SCALE})?(?P<more>(?:\s?{DIGITS}\s?{HAN_SCALE})*)",
    re.IGNORECASE | re.ASCII,
)
_UNITS: tuple[tuple[str, Decimal, re.Pattern[str]], ...] = tuple(
    (unit, Decimal(factor), re.compile(pattern, re.IGNORECASE | re.ASCII))
    for unit, factor, pattern in (
        ("pp", "0.01", r"[\s-]?(?:basis[\s-]points?|bps?\b|個?基[點点]|个基点)"),
        (
            "pp",
            "1",
            r"[\s-]?(?:percentage[\s-]points?|percent points?|%\s?points?|ppts?\b|pps?\b|points?\b(?!\s+of)"
            r"|[個个]?百分[點点])",
        ),
        ("percent", "1", r"\s?(?:%|％|percent\b|per\s?cent\b|pct\b|趴)|-percent\b"),
        ("percent", "10", r"成(?![長长為为功本熟立果就員员交了分])"),
        ("times", "1", r"\s?(?:[x×](?![a-z0-9])|times\b|-?fold\b|倍)"),
    )
)
_POINTS_MOVED = re.compile(r"\s+(?:lower|higher|above|below|better|worse|more|less|up|down)\b", re.IGNORECASE)
"""What makes "two points" a figure and not two arguments."""
_NOUNS = {
    "customer": "customers?|clients?|客戶|客户|顧客",
    "consumer": "consumers?|shoppers?|消費者|消费者",
    "user": "users?|用戶|用户|使用者",
    "member": "members?|會員|会员",
    "merchant": "merchants?|sellers?|商家|商戶",
    "order": "orders?|訂單|订单",
    "store": "stores?|outlets?|門店|门店|門市",
    "employee": "employees?|staff|people|員工|员工",
    "model": "models?|模型",
    "download": "downloads?|下載|下载",
    "quarter": "quarters?|季度?",
    "year": "years?|年",
    "month": "months?|個月|个月",
    "week": "weeks?|週|周",
    "day": "days?|天",
    "share": "shares?|股",
    "vehicle": "vehicles?|cars?|輛|辆",
    "country": "countr(?:y|ies)|國家|国家",
    "city": "cit(?:y|ies)|城市",
    "subscriber": "subscribers?|訂戶|訂閱戶",
    "wafer": "wafers?|晶圓",
    "unit": "units?|台|臺",
    "nm": "nm|nanometers?|奈米|納米|纳米",
    "GW": "GW|gigawatts?|吉瓦",
    "MW": "MW|megawatts?|兆瓦",
}
NOUN = re.compile("|".join(f"(?P<{name}>{p})" for name, p in _NOUNS.items()), re.IGNORECASE | re.ASCII)
_NOUN_AT = re.compile(
    r"[\s-]?(?:[個个項项名位款種种次份](?![月]))?(?:\s?(?!and\b|or\b|to\b|in\b|by\b|from\b|of\b|per\b|than\b"
    r"|on\b|for\b|with\b|over\b)[A-Za-z-]+){0,2}?\s?"
    rf"(?:付費|活躍|年度|衍生|開源)?(?:{'|'.join(_NOUNS.values())})(?![A-Za-z])",
    re.IGNORECASE | re.ASCII,
)


def amounts(text: str) -> Iterator[Quantity]:
    """Amounts in order, without what their context says of them."""
    position = 0
    while match := _AMOUNT.search(text, position):
        position = max(match.end(), match.start() + 1)
        quantity = _amount(match, text)
        if quantity:
            position = max(position, quantity.end)
            yield quantity


def _amount(match: re.Match[str], text: str) -> Quantity | None:
    scale = numerals.scale(match["scale"] or "")
    if match["digits"]:
        value, place = numerals.digits(match["digits"])
    else:
        value = (
            numerals.words(match["words"])
            if match["words"]
            else numerals.han(match["han"])
            if match["han"]
            else Decimal(1)
        )
        place = Decimal(1)
    value, place = value * scale, place * scale
    for digits, more in re.findall(rf"({DIGITS})\s?({HAN_SCALE})", match["more"] or ""):
        value += numerals.digits(digits)[0] * numerals.scale(more)
        place = numerals.digits(digits)[1] * numerals.scale(more)
    end = match.end()
    currency = next((code for code, *_ in _CURRENCIES if match["currency"] and match[f"p{code}"]), None)
    noun: str | None = None
    unit = "money" if match["currency"] else "count"
    for name, factor, pattern in _UNITS:
        after = pattern.match(text, end)
        if (
            after
            and not match["currency"]
            and not (
                name == "pp"
                and "point" in after.group()
                and match["words"]
                and "p" not in after.group().replace("points", "").replace("point", "")
                and not _POINTS_MOVED.match(text, after.end())
            )
        ):
            unit, value, place, end = name, value * factor, place * factor, after.end()
            break
    else:
        suffix = re.compile(rf"\s?(?:{_SUFFIX})", re.IGNORECASE | re.ASCII).match(text, end)
        if suffix:
            unit, end = "money", suffix.end()
            currency = currency or next((code for code, *_ in _CURRENCIES if suffix[f"s{code}"]), None)
            noun = "元" if suffix["sYUAN"] and not currency else None
        elif not match["currency"]:
            if text[end : end + 1].isalpha() and text[end : end + 1].isascii():
                return None
            noun = _noun(text, end)
            unit = "money" if text[end : end + 6].lower().strip() == "cents" else unit
    if match["words"] and match["words"].lower() == "one" and unit == "count" and not match["scale"] and noun is None:
        return None
    if match["han"] in ("一", "零") and unit == "count" and not match["scale"]:
        return None
    sign = (match["sign"] or "").strip().lower()
    bracketed = text[match.start() - 1 : match.start()] == "(" and match.group().endswith(")") and value % 1 != 0
    minus = (
        sign in ("-", "−", "minus", "negative", "負", "负") or bool(match["inner"]) or (unit == "count" and bracketed)
    )
    start = match.start() + (len(match["sign"] or "") if sign in ("+",) else 0)
    way: Direction | None = "down" if minus and unit in ("percent", "pp") else None
    return Quantity(
        value,
        unit,
        start,
        end,
        currency,
        noun,
        negative=minus and unit not in ("percent", "pp"),
        direction=way,
        place=place,
    )


def _noun(text: str, end: int) -> str | None:
    match = _NOUN_AT.match(text, end)
    if not match:
        return None
    last: str | None = None
    for noun in NOUN.finditer(match.group()):
        last = noun.lastgroup
    return last
