"""Figures of a sentence as written, found without the product's own parser: what a mutation changes."""

import re
from dataclasses import dataclass
from decimal import Decimal

_CURRENCY = r"RMB|CNY|NT\$|US\$|HK\$|USD|TWD|EUR|GBP|INR|[$€£¥]|人民幣|人民币|新台幣|新臺幣|美元|港幣|港元"
_EN_SCALE = r"thousand|million|billion|trillion|crore|bn|mn"
_ZH_SCALE = r"百萬|千萬|十億|百億|千億|萬億|兆|億|萬|亿|万"
_FIGURE = re.compile(
    rf"(?<![\d.,A-Za-z$])(?P<currency>(?:{_CURRENCY})\s?)?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<scale>\s?(?:{_EN_SCALE})\b|\s?(?:{_ZH_SCALE}))?"
    r"(?P<unit>\s?%|\spercent(?:age\spoints?)?\b|\sper\scent\b|\sbasis\spoints?\b|\spoints?\b|\stimes\b|\s?個百分點|\s?個基點|\s?倍"
    r"|\s?美元|\s?元人民幣|\s?港元|\s?日圓|\s?歐元|\s?元|\s?人民幣|\sUS\sdollars|\syuan)?"
)
_SCALES = {
    "": 0, "thousand": 3, "million": 6, "mn": 6, "crore": 7, "billion": 9, "bn": 9, "trillion": 12, "萬": 4, "万": 4,
    "百萬": 6, "千萬": 7, "億": 8, "亿": 8, "十億": 9, "百億": 10, "千億": 11, "兆": 12, "萬億": 12,
}  # fmt: skip
_UNITS = {
    "%": "percent", "percent": "percent", "per cent": "percent", "percentage point": "pp", "percentage points": "pp", "point": "pp",
    "points": "pp", "個百分點": "pp", "basis point": "bp", "basis points": "bp", "個基點": "bp", "times": "times",
    "倍": "times", "美元": "money", "元": "money", "元人民幣": "money", "人民幣": "money", "港元": "money", "日圓": "money", "歐元": "money", "US dollars": "money",
    "yuan": "money",
}  # fmt: skip
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_DATE_BEFORE = re.compile(rf"(?:{_MONTHS})\s$|(?:Q|FY|fiscal\s(?:year\s)?|第\s?)$", re.IGNORECASE)
_DATE_AFTER = re.compile(rf"^(?:st|nd|rd|th)\b|^\s?(?:年|月|日|季|財年)|^\s(?:{_MONTHS})\b|^[A-Za-z]|^:\d|^-(?:K|Q)\b")


@dataclass(frozen=True)
class Mark:
    """One figure at `text[start:end]`; `value` has its scale applied, `unit` is percent, pp, bp, times, money or ''."""

    start: int
    end: int
    currency: str
    number: str
    scale: str
    unit: str
    value: Decimal
    number_start: int

    @property
    def number_end(self) -> int:
        return self.number_start + len(self.number)

    def same_as(self, other: "Mark") -> bool:
        """The same amount of the same unit, however written."""
        mine, theirs = (self.unit, self.value), (other.unit, other.value)
        return mine == theirs or {mine, theirs} == {("pp", self.value), ("bp", self.value * 100)}


def marks(text: str) -> tuple[Mark, ...]:
    """Every figure of `text` but dates, period labels, and digits inside names."""
    found = []
    for m in _FIGURE.finditer(text):
        number = m["number"]
        if _DATE_BEFORE.search(text[: m.start("number")]) or _DATE_AFTER.match(text[m.end() :]):
            continue
        scale, written = (m["scale"] or "").strip(), (m["unit"] or "").strip()
        bare = not (scale or written or m["currency"])
        if bare and (re.fullmatch(r"(?:19|20)\d\d", number) or text[m.end() : m.end() + 1] in ("-", "/")):
            continue
        unit = "money" if m["currency"] else _UNITS.get(written, "")
        value = Decimal(number.replace(",", "")) * 10 ** _SCALES[scale]
        start = m.start() if m["currency"] else m.start("number")
        currency = (m["currency"] or "").strip() or {
            "美元": "US$",
            "人民幣": "RMB",
            "元人民幣": "RMB",
            "港元": "HK$",
            "日圓": "JPY",
            "歐元": "EUR",
            "US dollars": "US$",
            "yuan": "RMB",
        }.get(written, "")
        found.append(Mark(start, m.end(), currency, number, scale, unit, value, m.start("number")))
    return tuple(found)


def put(text: str, mark: Mark, written: str) -> str:
    """`text` with the whole figure replaced."""
    return text[: mark.start] + written + text[mark.end :]


def renumber(text: str, mark: Mark, number: str) -> str:
    """`text` with only the digits replaced."""
    return text[: mark.number_start] + number + text[mark.number_end :]
