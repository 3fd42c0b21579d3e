"""The lines printed around a comparison, in the question's language. None of them is a finding."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from answer import leads
from answer.quantities.quantity import Quantity
from ingest.transcript import Call

_MINUS = "−"
_PREFIX = {"CNY": "RMB", "USD": "US$", "TWD": "NT$", "HKD": "HK$", "JPY": "JPY ", "EUR": "€", "GBP": "£", "INR": "₹", "KRW": "₩", "SGD": "S$"}  # fmt: skip
_HAN_CURRENCY = {
    "CNY": "人民幣 {} 元", "USD": "{} 美元", "TWD": "新台幣 {} 元", "HKD": "港幣 {} 元", "JPY": "{} 日圓", "EUR": "{} 歐元",
    "GBP": "{} 英鎊", "INR": "{} 盧比", "KRW": "{} 韓元", "SGD": "{} 新加坡元",
}  # fmt: skip
_SCALES = {
    "en": ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million")),
    "zh": ((Decimal(10) ** 8, " 億"), (Decimal(10) ** 4, " 萬")),
}


def group_lead(language: str, call: Call) -> str:
    """Above a side's quotes: `Plumewing FY2025 Q4 (quarter ended 31 Mar 2025):`."""
    return f"{leads.call_label(language, call)}:"


def short_label(language: str, call: Call, *, company: bool) -> str:
    """`FY2025 Q4`, with the company's name where several are compared."""
    if not company:
        return call.fiscal_period or leads.call_label(language, replace(call, period_end=None))
    return leads.call_label(language, replace(call, period_end=None))


def nothing_said(language: str, call: Call, topic: str) -> str:
    """That a side has nothing on what is compared."""
    label = leads.call_label(language, call)
    if language == "zh":
        return f"{label}的逐字稿中找不到{f'關於「{topic}」' if topic else '可以比較'}的內容。"
    return f"Nothing {f'on “{topic}”' if topic else 'that compares'} was found in the call of {label}."


def aligned(language: str, calls: Sequence[Call]) -> str | None:
    """Which quarters of several companies stand side by side, where their fiscal labels differ; else None."""
    if len({call.company for call in calls}) < 2 or len({call.fiscal_period for call in calls}) < 2:
        return None
    ends = [call.period_end for call in calls]
    if not all(ends):
        return None
    labels = ("、" if language == "zh" else ", ").join(leads.call_label(language, call) for call in calls)
    if len({end[:7] for end in ends if end}) == 1:
        if language == "zh":
            return f"各公司會計年度不同,以下比較的是同一個曆年季度:{labels}。"
        return f"Fiscal years differ; the same calendar quarter is compared: {labels}."
    if language == "zh":
        return f"各公司會計年度不同,比較的季度結束日也不同:{labels}。"
    return f"Fiscal years differ, and so do the days on which the compared quarters end: {labels}."


def superseded(language: str, old: Call, new: Call, *, reported: bool) -> str:
    """That the older guidance is not the current one. `reported`: its period is over, and the newer call reports it."""
    company = leads.company_name(language, new) or new.id
    before, after = old.fiscal_period or old.id, new.fiscal_period or new.id
    if language == "zh":
        why = f"該期間已由 {after} 公布實際結果" if reported else f"已由 {after} 的說法取代"
        return f"{company} {before} 的財測{why}。"
    why = f"for a period that {after} has since reported" if reported else f"superseded by {after}"
    return f"{company}: guidance of {before}, {why}."


def number(value: Decimal, place: Decimal) -> str:
    """`1,234.5` with a real minus sign, to the digit at `place`."""
    digits = max(0, -place.normalize().adjusted()) if place else 0
    text = f"{abs(value):,.{digits}f}"
    return f"{_MINUS}{text}" if value < 0 else text


def shown(language: str, value: Decimal, like: Quantity) -> str:
    """`value` in the unit of `like`: `18 %`, `RMB31.4 billion`, `5,100 萬`, minus sign first."""
    sign = _MINUS if value < 0 else ""
    if like.unit in ("percent", "times"):
        unit = " %" if like.unit == "percent" else ("x" if language == "en" else " 倍")
        return f"{number(value, like.place)}{unit}"
    scale, word = next(((s, w) for s, w in _SCALES[language] if abs(value) >= s), (Decimal(1), ""))
    scaled = abs(value) / scale
    # As many decimals as the figure carries in its own scale, and as many as exactness needs in another one.
    exact = Decimal(1).scaleb(int(scaled.normalize().as_tuple().exponent)) if scaled else Decimal(1)
    own_scale = next((s for s, _ in _SCALES[language] if like.value >= s), Decimal(1))
    keeps = own_scale == scale and (language == "en" or scale == 1)
    carried = like.place / scale if keeps else Decimal(1)
    text = number(scaled, min(exact, carried)) + word
    if like.unit != "money" or not like.currency:
        return sign + text
    if language == "zh":
        return sign + _HAN_CURRENCY[like.currency].format(text).replace("億 元", "億元").replace("萬 元", "萬元")
    return f"{sign}{_PREFIX[like.currency]}{text}"


def points(language: str, value: Decimal, place: Decimal) -> str:
    """A difference of percentages with its sign: `+5 pp`."""
    return f"{signed(number(value, place), value)} {'個百分點' if language == 'zh' else 'pp'}"


def signed(text: str, value: Decimal) -> str:
    return f"+{text}" if value > 0 else text
