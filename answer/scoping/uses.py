"""What a period in a question is named for: the scope, a comparison, a beginning, or what an outlook is about."""

import re
from collections.abc import Sequence

from answer.scoping.fold import fold
from answer.scoping.when import Kind, Use, When

_OUTLOOK = re.compile(
    r"\boutlook\b|\bguid(?:e[ds]?|ance|ing)\b|\bexpect\w*|\bplan(?:s|ned|ning)?\b|\bforecast\w*|\bwill\b|\bgoing forward\b|\btarget\w*|\bproject(?:ed|ion|ions)\b|\bpriorit\w+|\banticipat\w+|\bgoing to\b|\bahead\b"
    r"|展望|指引|财测|预期|预计|预估|预测|未来|计划|目标|会不会|将(?:会|要)?|打算|有望|可望|看法",
    re.IGNORECASE | re.ASCII,
)
_FOR_BEFORE = re.compile(
    r"(?:\b(?:guid(?:e[ds]?|ance|ing)|outlook|expect\w*|forecast\w*|targets?|project\w*|plan\w*|anticipat\w+)\b[^?.;]{0,60}?\b(?:for|about)\s+(?:the\s+|its\s+)?"
    r"|(?:预期|预计|预估|预测)[^,,。?;]{0,6})$",
    re.IGNORECASE,
)
_EXPECTED_IN = re.compile(
    r"\b(?:guid(?:e[ds]?|ance|ing)|outlook|expect\w*|forecast\w*|target\w*|project\w*|plan\w*)\b[^?.;]*\b(?:in|of|for|over|during)\s+(?:the\s+)?$|(?:预期|预计|预估|预测|展望|指引)[^?。;]*$",
    re.IGNORECASE,
)
"""After a call that is named by its month, what it looked ahead to."""
_FOR_AFTER = re.compile(
    r"(?:'s)?\s+(?:(?:gross|operating|revenue|sales|margin|capex|earnings|EPS|growth|profit|full-year|demand|shipment)\s+){0,3}(?:guidance|outlook|forecast|targets?)\b"
    r"|\s*(?:度)?(?:的)?(?:营收|毛利率|资本支出|获利|业绩|营运|利润率|出货|需求|市况|景气)?(?:的)?(?:展望|指引|财测|预估|目标)|\s*(?:的)?(?:看法|怎么看|如何看待?)\s*[??]?\s*$",
    re.IGNORECASE,
)
_ACTUAL = re.compile(
    r"\b(?:versus|vs\.?|against|relative to|compared (?:to|with)|beat|beats|miss(?:ed)?|exceed\w*|met|meet|above|below|in line with|short of)\s+(?:\w+\s+){0,3}?(?:guidance|expectations?|outlook|forecasts?|targets?)\b"
    r"|(?:优于|高于|低于|达成|达到|符合|超过|不如|超出|逊于)[^,,。?;]{0,6}(?:财测|指引|预期|展望|目标)",
    re.IGNORECASE | re.ASCII,
)
_ON_CALL_AFTER = re.compile(
    r"(?:'s)?\s+(?:earnings\s+|conference\s+|results\s+)?(?:call|transcript|earnings|prepared|Q&A)\b|\s*(?:的)?(?:法说|电话会|业绩会|财报会|说明会)",
    re.IGNORECASE | re.ASCII,
)
_ON_CALL_BEFORE = re.compile(
    r"\b(?:call|calls|transcript|webcast|results presentation)\s+(?:for|of|on|about|covering)\s+(?:the\s+|its\s+)?$",
    re.IGNORECASE,
)
_BASE_BEFORE = re.compile(
    r"(?:\b(?:from|than|versus|vs\.?|against|relative to|over|above|below|same as|similar to|different (?:from|than|to)|differs? from|identical to)|\bcompar(?:e[sd]?|ing|ison) (?:with|to|against|it to|it with))\s+"
    r"(?:(?:that|those|the|in|its|it|they|what|was|were|did|had|figures?|levels?|rates?|ones?|numbers?|of|for|a|at|margins?|during)\s+)*$"
    r"|(?:比|较|相较于?|相比于?|对比|优于|高于|低于|超过|不如|相对于?|多于|少于)(?:起)?\s*$",
    re.IGNORECASE | re.ASCII,
)
_BASE_WITH = re.compile(r"(?:跟|和|与|同)\s*$")
_BASE_AFTER = re.compile(
    r"\s*(?:的?(?:水平|水准|数字|表现))?\s*(?:来|做|相|作)?(?:比(?!重|例|率)|较|差(?!不多)|不同|不一样|一样|相同|一致)|\s*呢\s*[?]?\s*$"
)
_AND_WHAT = re.compile(r"\S.*(?:\b(?:and|but)\s+(?:what|how)\b[^?]*|[,;?]\s*)$", re.IGNORECASE)
_SINCE_BEFORE = re.compile(r"\bsince\s+(?:the\s+|their\s+|its\s+)?$|(?:自从?|从)\s*$", re.IGNORECASE)
_SINCE_AFTER = re.compile(r"\s*(?:以来|至今|到现在|到目前|起到)")
_FROM_TO = re.compile(r"\s*(?:call\s+)?(?:\bto\b|\bthrough\b|\buntil\b|到|至|-|–|~)\s*(?:the\s+)?", re.IGNORECASE)


def use_of(text: str, when: When, i: int, found: Sequence[When]) -> Use:
    """The use of `found[i]`, by the words around it in folded text."""
    before, after = text[: when.start], text[when.end :]
    if when.kind is Kind.NEXT or when.years_back == -1:
        return Use.AHEAD
    if (
        _SINCE_AFTER.match(after)
        or (
            _SINCE_BEFORE.search(before)
            and not (i + 1 < len(found) and _FROM_TO.fullmatch(text[when.end : found[i + 1].start]))
        )
    ) and (not before.endswith("从") or _SINCE_AFTER.match(after)):
        return Use.SINCE
    if (
        when.kind in (Kind.QUARTER, Kind.HALF, Kind.YEAR)
        and not _ACTUAL.search(text)
        and not _ON_CALL_AFTER.match(after)
        and not _ON_CALL_BEFORE.search(before)
    ) and (_FOR_BEFORE.search(before) or _FOR_AFTER.match(after)):
        return Use.AHEAD
    if when.kind is Kind.HALF and when.year is None and when.years_back is None and _is_to_come(text):
        return Use.AHEAD
    if when.kind in (Kind.LAST, Kind.PREVIOUS, Kind.FIRST, Kind.HELD_IN):
        return Use.SCOPE
    if when.kind is Kind.QUARTER and any(w.kind is Kind.HELD_IN for w in found[:i]) and _EXPECTED_IN.search(before):
        return Use.AHEAD
    ranged = (
        i + 1 < len(found)
        and re.search(r"\bfrom\s+(?:the\s+)?$|从\s*$", before, re.IGNORECASE)
        and _FROM_TO.fullmatch(text[when.end : found[i + 1].start])
    )
    if ranged:
        return Use.SCOPE
    if _BASE_BEFORE.search(before) and not _ON_CALL_AFTER.match(after):
        return Use.BASE
    if _BASE_WITH.search(before) and re.match(r"[^,,。?;]{0,6}?" + _BASE_AFTER.pattern, after):
        return Use.BASE
    if when.kind in (Kind.YEAR_AGO, Kind.BACK, Kind.EARLIER, Kind.YEAR) and when.count != 0:
        if _BASE_AFTER.match(after) or (when.kind not in (Kind.BACK, Kind.EARLIER) and _AND_WHAT.search(before)):
            return Use.BASE
        if re.search(r"\b(?:was|were)\s+(?:in\s+)?(?:the\s+)?$", before) and re.search(r"\bthan\b", before):
            return Use.BASE
    return Use.SCOPE


def _is_to_come(text: str) -> bool:
    """Whether a half of no stated year is the next one: English by the tense, Chinese by the words of an outlook."""
    if re.search(r"[\u3400-\u9fff]", text):
        return bool(_OUTLOOK.search(text) or re.search("怎么看|如何看|会怎|会如何", text))
    return not re.search(r"\b(?:did|was|were|had|has|have|came|grew|rose|fell)\b", text, re.IGNORECASE)


def looks_ahead(question: str) -> bool:
    """Whether a question speaks of what is to come."""
    return _OUTLOOK.search(fold(question)) is not None
