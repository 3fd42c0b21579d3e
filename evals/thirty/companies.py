"""Eight fictional companies with thirty calls: how they are named, how their fiscal years lie, and each call's figures.

All have a similar business, so that every call speaks of the same things; no figure occurs twice for one thing.
"""

import functools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    PAGE = "bilingual page"
    HEADER = "text with a header"
    VENDOR = "vendor's text"
    MARKDOWN = "Markdown"
    JSON = "JSON"
    CHINESE = "Chinese text"


class Topic(StrEnum):
    REVENUE = "revenue"
    MARGIN = "gross margin"
    CAPEX = "capital expenditure"
    GUIDANCE = "guidance"
    INVENTORY = "inventory"
    TARIFFS = "tariffs"


@dataclass(frozen=True)
class Company:
    """`money` and `money_zh` hold a place for an amount. `english` is None where only Chinese is spoken.

    `latin` and `han` are how questions name the company; `first` is the fiscal label of the first of `ends`.
    """

    name: str
    english: str | None
    ticker: str
    layout: Layout
    money: str
    money_zh: str
    chiefs: tuple[str, str]
    """Names of the chief executive and the chief financial officer."""
    latin: tuple[str, ...]
    han: tuple[str, ...]
    ends: tuple[str, ...]
    first: tuple[int, int]


_MARCH = ("2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31")
_JANUARY = ("2024-07-28", "2024-10-27", "2025-01-26", "2025-04-27")
_DOLLARS, _DOLLARS_ZH = "${} million", "{} 百萬美元"

COMPANIES = (
    Company("鵲港商務", "Quillhaven Commerce", "QLHV", Layout.PAGE, "RMB{} million", "人民幣 {} 百萬元", ("Lo Ming-Hua", "Ada Chien"),
            ("Quillhaven", "Quillhaven Commerce", "QLHV", "quillhaven"), ("鵲港商務", "鹊港商务", "鵲港"), _MARCH, (2025, 1)),
    Company("黑脊半導體股份有限公司", "Sable Ridge Semiconductor", "7741", Layout.PAGE, "NT${} million", "新台幣 {} 百萬元", ("Kuo Po-Han", "Iris Tung"),
            ("Sable Ridge", "Sable Ridge Semiconductor", "7741", "7741.TW"), ("黑脊半導體", "黑脊半导体", "黑脊"), _MARCH, (2024, 2)),
    Company("禾曜電子股份有限公司", None, "7752", Layout.CHINESE, "NT${} million", "新台幣 {} 百萬元", ("林若溪", "陳敬安"),
            ("7752", "7752.TW"), ("禾曜電子", "禾曜电子", "禾曜"), _MARCH, (2024, 2)),
    Company("Brackwater Instruments, Inc.", "Brackwater Instruments", "BRKW", Layout.HEADER, _DOLLARS, _DOLLARS_ZH, ("Maren Tull", "Keith Aber"),
            ("Brackwater", "Brackwater Instruments", "BRKW"), (), _MARCH, (2024, 3)),
    Company("Harrow Lane Robotics", "Harrow Lane Robotics", "HLRB", Layout.VENDOR, _DOLLARS, _DOLLARS_ZH, ("Wim Solheim", "Nell Ashgrove"),
            ("Harrow Lane", "Harrow Lane Robotics", "HLRB", "harrow lane"), (), _MARCH, (2024, 2)),
    Company("Tolvane Corporation", "Tolvane", "TLVN", Layout.VENDOR, _DOLLARS, _DOLLARS_ZH, ("Priya Nandak", "Anselm Reed"),
            ("Tolvane", "TLVN", "Tolvane Corporation"), (), _JANUARY, (2025, 2)),
    Company("Osmere Networks", "Osmere Networks", "OSMN", Layout.MARKDOWN, "£{} million", "{} 百萬英鎊", ("Rupert Amblin", "Ottilie Brekke"),
            ("Osmere", "Osmere Networks", "OSMN"), (), _MARCH[:3], (2024, 4)),
    Company("OLDM", "Delphine Meadow", "OLDM", Layout.JSON, _DOLLARS, _DOLLARS_ZH, ("Casimir Vik", "Della Fairley"),
            ("Delphine Meadow", "OLDM", "Delphine"), (), _MARCH[1:], (2024, 3)),
)  # fmt: skip


@dataclass(frozen=True)
class HeldCall:
    """A call as it is written to a file. `figures` are the numbers that its sentences give, two for guidance.

    `calendar` is the calendar quarter, `before` the gross margin of the quarter before.
    """

    company: Company
    fiscal: tuple[int, int]
    calendar: tuple[int, int]
    end: str
    figures: dict[Topic, tuple[str, ...]]
    growth: int
    before: str

    @property
    def id(self) -> str:
        return f"{self.company.ticker.lower()}-fy{self.fiscal[0]}-q{self.fiscal[1]}"

    @property
    def label(self) -> str:
        return f"FY{self.fiscal[0]} Q{self.fiscal[1]}"


@functools.cache
def thirty_calls() -> tuple[HeldCall, ...]:
    """Company by company, oldest first."""
    rng, used = random.Random(30), set[str]()
    return tuple(call for company in COMPANIES for call in _calls(company, rng, used))


def calls_of(company: Company) -> Sequence[HeldCall]:
    return [call for call in thirty_calls() if call.company is company]


def _calls(company: Company, rng: random.Random, used: set[str]) -> Iterator[HeldCall]:
    year, quarter = company.first
    before = _fresh(rng, used, 30, 50, 1)
    for end in company.ends:
        low = _fresh(rng, used, 500, 900, 0)
        figures = {
            Topic.REVENUE: (_fresh(rng, used, 400, 900, 1),),
            Topic.MARGIN: (_fresh(rng, used, 30, 50, 1),),
            Topic.CAPEX: (_fresh(rng, used, 51, 99, 1),),
            Topic.GUIDANCE: (low, f"{int(low) + 15}"),
            Topic.INVENTORY: (_fresh(rng, used, 40, 99, 0),),
            Topic.TARIFFS: (_fresh(rng, used, 2, 20, 1),),
        }
        yield HeldCall(company, (year, quarter), _calendar(end), end, figures, rng.randint(3, 29), before)
        before = figures[Topic.MARGIN][0]
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)


def _fresh(rng: random.Random, used: set[str], low: int, high: int, decimals: int) -> str:
    while (number := f"{rng.uniform(low, high):.{decimals}f}") in used:
        pass
    used.add(number)
    return number


def _calendar(end: str) -> tuple[int, int]:
    """The calendar quarter that a quarter's end is nearest to: the end of January belongs to December's."""
    year, month = int(end[:4]), int(end[5:7])
    quarter = (month + 1) // 3
    return (year, quarter) if quarter else (year - 1, 4)
