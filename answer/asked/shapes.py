"""The shape of what a question asks for: money, a percentage, a count, a time, names."""

import re
from enum import StrEnum


class Shape(StrEnum):
    """What the thing asked for looks like."""

    MONEY = "money"
    SHARE = "share"
    """A percentage, or points."""
    COUNT = "count"
    TIME = "time"
    NAMES = "names"


FIGURES = frozenset({Shape.MONEY, Shape.SHARE, Shape.COUNT})


def looks(question: str, of_metric: bool) -> tuple[frozenset[Shape], bool]:
    """Shapes asked for, and whether a figure of any kind is. Yes-or-no and "who" questions ask for neither."""
    if _CLOSED.search(question):
        return frozenset(), False
    figure = of_metric or _FIGURE.search(question) is not None
    found = {shape for shape, pattern in _SHAPES.items() if pattern.search(question)}
    if figure and _RATIO.search(question):
        found.add(Shape.SHARE)
    figure = figure or bool(found & FIGURES)
    return frozenset(found), figure and not found - FIGURES


_SHAPES = {
    Shape.MONEY: re.compile(
        r"\bhow much (?:money|cash|revenue|did .{0,60}\b(?:pay|spend|cost|charge|earn|make)|does .{0,60}\b(?:pay|spend|cost|charge|earn))\b"
        r"|\bin (?:us )?(?:dollars|rmb|renminbi|yuan|euros?|nt\$?|usd|cny|eur)\b|\bat what price\b|\bwhat price (?:does|do|did|is|was|will)\b|\b(?:what|which) amount\b|\bhow expensive\b"
        r"|多少(?:錢|美元|人民幣|元|億|萬元|新台幣|台幣|歐元)|金額|總額|花了多少|幾億|幾元|售價",
        re.IGNORECASE,
    ),
    Shape.SHARE: re.compile(
        r"\bhow (?:fast|quickly)\b|\bwhat (?:percent|percentage|share|proportion|part)\b|\bby (?:how much|what percentage)\b"
        r"|[幾多少]\s*(?:%|\uff05|個?百分點|成(?![長本績效交果功員為]))|占.{0,12}多少|成長幾|成長多少",
        re.IGNORECASE,
    ),
    Shape.COUNT: re.compile(
        r"\bhow many\b|\bnumber of\b|多少(?:人|個|家|筆|件|名|台|座|戶|位|訂單|會員|用戶|客戶|員工)"
        r"|幾\s*(?:人|個|家|筆|件|名|台|座|戶|位|項|週|天|次|年|倍)|人數|數量",
        re.IGNORECASE,
    ),
    Shape.TIME: re.compile(
        r"\bwhen\b|\bby (?:when|what date)\b|\bwhat date\b|什麼時候|何時|哪一?[年天日月季]|幾月", re.IGNORECASE
    ),
    Shape.NAMES: re.compile(
        r"\b(?:which|what) (?:\w+ ){0,3}?(?:companies|company|customers?|vendors?|suppliers?|competitors?|countries|country|cities|city|banks?|partners?|brands?|clients?|states?)\b"
        r"|\bnames? of\b|\bwho (?:supplies|are the)\b"
        r"|哪[一二三四五六七八九十兩些幾\d ]*(?:家|個|些|間)?(?:公司|客戶|供應商|廠商|對手|競爭對手|國家|城市|銀行|夥伴|品牌)|叫什麼名字|有哪幾家|點名",
        re.IGNORECASE,
    ),
}
_RATIO = re.compile(
    r"\b(?:growth|take|renewal|tax|return|interest|utilization|churn) rate\b|\bmargins?\b|\bmarket share\b"
    r"|成長率|年增率|季增率|增速|利潤率|毛利率|利益率|占比|佔比|比重|市[佔占]率|稅率|續訂率|抽成率",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"^\s*(?:did|does|do|is|are|was|were|has|have|will|can|could|who)\b|[嗎吗]\s*[?\uff1f]?\s*$|是否|有沒有|是誰|誰[提說講]|哪[一兩]?位",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\bhow (?:much|many|large|big|high|low|wide|far|long|fast|quickly)\b|\bby how\b|\bwhat (?:level|figure|number|amount|size)\b|多少|[多幾](?:大|高|快|%|\uff05)|幾(?!乎|項|點|家)",
    re.IGNORECASE,
)
