"""What no transcript can tell, asked alone or beside something that was spoken: prices, consensus, yield, advice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answer.asked.frame import content, is_han


class Outside(StrEnum):
    ADVICE = "advice"
    PRICE = "price"
    CONSENSUS = "consensus"
    VALUATION = "valuation"
    YIELD = "yield"


_SHARE = r"(?:share|shares|stock|stocks|equity|ADRs?|ADSs?)"
_PATTERNS = {
    Outside.ADVICE: re.compile(
        rf"\bshould (?:i|we|one|you|investors?|people) (?:\w+ ){{0,2}}?(?:buy|sell|hold|invest|own|short|add|accumulate|trim)\b|\b(?:is|are) (?:it|this|they|the {_SHARE}|\w+(?:'s)? {_SHARE}|\w+) (?:\w+ ){{0,2}}?an? (?:\w+ )?(?:buy|sell|hold|good (?:buy|investment)|bargain)\b"
        rf"|\bworth (?:buying|investing|owning|holding)\b|\b(?:good|right|bad) time to (?:buy|sell|invest)\b|\b(?:do|would|can) you recommend\b|\bhow much (?:would|could|will|can) i (?:earn|make|gain|lose)\b"
        rf"|\bif i (?:buy|bought|invest|invested|sell|hold)\b|\b(?:buy|sell|hold) or (?:buy|sell|hold)\b|\bstock pick\b"
        r"|(?:可不可以|能不能|該不該|應不應該|要不要|適不適合|可以|能|應該|適合|值得|該)(?:現在)?(?:買進|買入|買(?!回|家|賣|單|方)|賣出|賣掉|進場|加碼|減碼|持有|投資嗎|投資這|下車|抱著|長抱|存股)|值得投資|值不值得|可以買嗎|推薦買|還能追嗎|會漲嗎|會跌嗎",
        re.IGNORECASE,
    ),
    Outside.PRICE: re.compile(
        rf"\b(?:{_SHARE}(?:'s)? price|price of (?:the|its|their|one|a|\w+(?:'s)?) {_SHARE}|price targets?|target prices?|(?:{_SHARE}|it) (?:is )?trad(?:e|es|ing) at|{_SHARE} (?:react|reacted|perform|performed|trade|traded|done)\b|how did the {_SHARE} (?:react|do|move))"
        r"|股價|目標價|收盤價|開盤價|漲停|跌停|漲跌幅|股票(?:現在)?多少錢|一股多少錢|一張多少錢",
        re.IGNORECASE,
    ),
    Outside.CONSENSUS: re.compile(
        r"\b(?:analysts?'?s?|street|market|wall street) (?:consensus|estimates?|expectations?|forecasts?)\b|\bconsensus\b|\bbeat (?:the )?street\b|\b(?:buy|sell|hold) ratings?\b|\banalyst ratings?\b"
        r"|市場共識|市場預期|市場預估|法人預估|分析師預估|分析師平均預估|共識預估|外資評等|投資評等|評等",
        re.IGNORECASE,
    ),
    Outside.VALUATION: re.compile(
        r"\bp/?e(?: ratio| multiple)?\b(?!-)|\bprice[- ]to[- ](?:earnings|book|sales)\b|\bp/b\b|\bev/\w+\b|\bmarket cap(?:itali[sz]ation)?\b|\benterprise value\b|\bvaluation multiples?\b|\bfair value of (?:the|its) (?:stock|shares?)\b|\b(?:over|under)valued\b"
        r"|本益比|市盈率|本夢比|市淨率|股價淨值比|市值(?!變動|下跌|損失|波動)|合理價|估值倍數|被低估|被高估",
        re.IGNORECASE,
    ),
    Outside.YIELD: re.compile(
        rf"\b(?:dividend|{_SHARE}|cash|current|trailing|forward) yields?\b|\byields? (?:on|of) (?:the |its )?(?:{_SHARE}|dividend)\b|殖利率|股息率|收益率是",
        re.IGNORECASE,
    ),
}
_BARE_YIELD = re.compile(r"\byields?\b", re.IGNORECASE)
_DIVIDEND = re.compile(r"\bdividends?\b|\bpayouts?\b|股利|股息|配息", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:current|currently|now|today|right now|latest|at the moment|target)\b|現在|目前|今天|最新|多少|目標",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[?\uff1f。;\uff1b!\uff01]+|[,\uff0c、]?\s*\b(?:and|or|but)\b(?=\s+(?:also\s+)?(?:what|how|why|when|which|who|where|is|are|was|were|did|does|do|should|can|could|would|will|has|have)\b)"
    r"|[,\uff0c]\s*(?=(?:what|how|why|when|which|who|is|are|did|does|do|should|would|can)\b)|[,\uff0c](?=[^,\uff0c]*[\u3400-\u9fff])|以及|還有|另外|順便",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|what's|how|why|when|which|who|where|did|does|is|are|was|were|has|have|will|can|could|tell|give|list|explain)\b|多少|什麼|什么|為何|怎麼|如何|哪|誰|幾|嗎|呢|是否|有沒有",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,\uff0c、]\s*(?:and\s+)?|\s+and\s+|[和與及跟]")
_WHOLE = frozenset({Outside.ADVICE, Outside.CONSENSUS})
"""What a list belongs to as a whole: the consensus for revenue and EPS."""
_MAY_BE_SPOKEN = frozenset({Outside.PRICE, Outside.CONSENSUS, Outside.VALUATION})
"""What calls do speak of now and then ("we buy when the share price is weak"), though never the figure of today."""


@dataclass(frozen=True)
class OutsidePart:
    """`asked` is what of the question is outside transcripts; `rest` the question without it, '' where nothing is left."""

    kind: Outside
    asked: str
    rest: str


def outside_part(question: str, texts: Sequence[str] = ()) -> OutsidePart | None:
    """The part of a question that no transcript answers, or None.

    `texts` are what retrieval found: a price or a consensus that was spoken of is not outside, unless today's is asked.
    """
    parts = [part.strip() for part in _PARTS.split(question) if part and part.strip()]
    kinds = [_kind(part, question, texts) for part in parts]
    outside = [(part, kind) for part, kind in zip(parts, kinds, strict=True) if kind is not None]
    rest = [part for part, kind in zip(parts, kinds, strict=True) if kind is None and _ASKS.search(part)]
    if len(outside) == 1 and not rest:
        listed = _listed(outside[0][0], outside[0][1], question, texts)
        if listed is not None:
            return listed
    if not outside:
        kind = _kind(question, question, texts)
        return OutsidePart(kind, question, "") if kind is not None else None
    return OutsidePart(outside[0][1], ", ".join(part for part, _ in outside), _asked_again(rest, question))


def _listed(part: str, kind: Outside, question: str, texts: Sequence[str]) -> OutsidePart | None:
    """ "the dividend, the payout ratio and the share price": what of a list is outside and what is left of it."""
    if kind in _WHOLE:
        return None
    items = [item.strip() for item in _LIST.split(part) if item.strip()]
    outside = [item for item in items if _kind(item, question, texts) is not None]
    rest = [item for item in items if item not in outside and any(True for _ in content(item))]
    if not outside or not rest:
        return None
    joined = ", ".join(rest) if part.isascii() else "、".join(rest)
    return OutsidePart(kind, ", ".join(outside), _asked_again([joined], question))


def _asked_again(parts: Sequence[str], question: str) -> str:
    if not parts:
        return ""
    mark = "\uff1f" if is_han(question) else "?"
    return (mark if is_han(question) else f"{mark} ").join(parts) + mark


def _kind(part: str, question: str, texts: Sequence[str]) -> Outside | None:
    for kind, pattern in _PATTERNS.items():
        if pattern.search(part) is None:
            continue
        if kind in _MAY_BE_SPOKEN and not _NOW.search(part) and any(pattern.search(text) for text in texts):
            continue
        return kind
    if _BARE_YIELD.search(part) and _DIVIDEND.search(question):
        return Outside.YIELD
    return None
