"""What the words around a number say of it: up or down, a loss, a level or a change, the figure compared with."""

import re
from typing import Literal

Direction = Literal["up", "down"]
Anchor = Literal["prior", "by", "to"]

UP = re.compile(
    r"\b(?:gr(?:ew|ow|ows|owing|owth|own)|r(?:ise|ises|ose|ising|isen)|increas\w*|up(?!\s+to\b)|upticks?"
    r"|gain(?:s|ed|ing)?|higher"
    r"|climb\w*|jump\w*|surg(?:e|es|ed|ing)|expan(?:d|ds|ded|ding|sion)|improv\w*|accelerat\w*|soar\w*"
    r"|advanc(?:e|ed|es)"
    r"|wid(?:en|ens|ened|ening)|rais(?:e|es|ed|ing)(?!\s+(?:the|a)\s+(?:point|question|issue|concern|topic))|rebound\w*|uplift|strengthen\w*|exceed\w*|outgrew|added"
    r"|upward|doubl(?:ed|ing)|tripl(?:ed|ing))\b"
    r"|(?<!負)(?<!负)(?:成長|增長|增长|成长)|增加|上升|上漲|上涨|提升|提高|[年季月]增|同比增|攀升|增至|擴大"
    r"|扩大|擴張|扩张|走高|大增|激增|升至|加速|改善|調升|调升|上調|上调|上修|回升|漲",
    re.IGNORECASE | re.ASCII,
)
DOWN = re.compile(
    r"\b(?:decreas\w*|declin\w*|f(?:ell|all|alls|alling|allen)|drop(?:s|ped|ping)?|lower(?:ed|ing|s)?"
    r"|(?<!put )(?<!break )(?<!double )down|reduc\w*"
    r"|shr(?:ink|ank|unk|inks|inking|inkage)|narrow\w*|contract(?:ed|ion|ing)|slip(?:ped|s)?|slid|plung\w*|slump\w*"
    r"|dip(?:s|ped)?|decelerat\w*|slow(?:s|ed|ing|er|down)?|cut(?:s|ting)?|tumbl\w*|weaken\w*|eased|worsen\w*"
    r"|deteriorat\w*|los(?:t|es?|ing)|halv(?:ed|ing)|downward)\b"
    r"|流失|下降|減少|减少|下滑|衰退|[年季月][減减]|降至|下跌|縮減|缩减|收窄|縮小|缩小|降低|負成長|负增长|負增長"
    r"|负成长|衰減|衰减|放緩|放缓|減緩|减缓|跌|下修|下調|下调|趨緩|惡化|恶化|調降",
    re.IGNORECASE | re.ASCII,
)
_GROWTH = re.compile(
    r"\bgrowth\b|\bgrew\b|\bgrowing\b|增速|成長率|增長率|增长率|成長|增長|增长", re.IGNORECASE | re.ASCII
)
_RATE = re.compile(
    r"\bgrowth\b|\b(?:the|an?)\s+(?:\w+\s+)?(?:increase|decrease|rise|decline|drop)\b|\bgr[eo]w(?:ing|s)?\s+at\b"
    r"|增速|成長率|增長率|增长率|[增漲降跌]幅|(?:成長|增長|增长)(?:加速|放緩|放缓|趨緩|提升|回升|速度|動能)",
    re.IGNORECASE | re.ASCII,
)
"""Words for a rate of change: what it is "at" or "reached" is a change, not a level."""
_BOUNDARY = re.compile(r"[,;:，；：。、()（）!?！？\n]|\.(?!\d)|(?<=\s)-{2,}|—")
_CONJUNCTION = re.compile(
    r"\b(?:and|while|whereas|but|with|than|versus|vs|from|of which)\b|而|並|并|且|但", re.IGNORECASE | re.ASCII
)
_LOSS_BEFORE = re.compile(
    r"\bloss(?:es)?\b(?:(?!\b(?:profit|income|gain)s?\b).)*$|(?:虧損|亏损|淨損|净损)(?:(?!獲利|利潤|盈利).)*$",
    re.IGNORECASE | re.ASCII,
)
_LOSS_AFTER = re.compile(
    r"^\s*(?:\w+\s){0,2}loss(?:es)?\b|^的?(?:調整後)?[A-Z]*的?(?:淨|净)?(?:虧損|亏损)", re.IGNORECASE | re.ASCII
)
_PRIOR_BEFORE = re.compile(
    r"\b(?:from|(?<!rather )(?<!more )(?<!less )(?<!fewer )(?<!greater )(?<!other )than)\s+(?:an?\s+|the\s+)?"
    r"(?:(?!(?:was|were|is|are|gr[eo]w|rose|fell|reach\w*|total\w*|stood|came|at|in|hit|of|for|and|or|but|while|to|percent|per|points?|[mb]illion)\b)\w+\s+){0,3}"
    r"(?:(?<=loss\s)of\s+|(?<=profit\s)of\s+|(?<=total\s)of\s+|(?<=level\s)of\s+|(?<=low\s)of\s+|(?<=high\s)of\s+)?$"
    r"|\b(?:last|previous|prior)\s+(?:fiscal\s+)?(?:year|quarter)(?:'s|\s+was)?\s*(?:(?!(?:and|or|but|while|with|we|to|for)\b)\w+\s+){0,3}$"
    r"|\bfrom\s+last\s+(?:year|quarter)'s\s*$"
    r"|\b(?:against|versus|vs\.?|compared\s+(?:with|to))\s+(?:an?\s+|the\s+|about\s+)?(?:(?:loss|profit)\s+of\s+)?$"
    r"|\b(?:versus|compared\s+(?:with|to))\s+(?:[a-z'’-]+\s+){0,5}of\s+$"
    r"|(?:(?<![自經经])由(?![於于])|從(?!事)|从(?!事))(?:(?!開始|开始|起的|以來|以来)[^,，增減减升降成到至]){0,12}$|(?:去年|上年|上季|前一年|一年前|上一季|前一季)"
    r"(?:同期|同季)?(?:[^,，增減减升降長长高低多少早晚快慢提延]{0,12})$|[較较](?:虧損|亏损|獲利|获利)?\s*$",
    re.IGNORECASE | re.ASCII,
)
_PRIOR_AFTER = re.compile(
    r"^(?:(?!\b(?:from|than|versus|vs|compared|over|against|on)\b)[^,;，；。()])*?"
    r"\b(?:in\s+)?(?:the\s+)?(?:same\s+(?:quarter|period)\s+(?:of\s+)?)?(?:last|previous"
    r"|prior)\s+(?:fiscal\s+)?(?:year|quarter)\b"
    r"|^[^,;，；。()]{0,30}\ba\s+year\s+(?:ago|earlier)\b",
    re.IGNORECASE | re.ASCII,
)
_NOT_PRIOR_AFTER = re.compile(
    r"^\s*(?:from|than|versus|vs\.?|compared|over|against|on|increase|growth|decline|more|less|fewer|higher|lower|better"
    r"|worse|above|below|ahead|behind)\b",
    re.IGNORECASE | re.ASCII,
)
_TO = re.compile(
    r"(?:\bto|\bat|\bwas|\bwere|\breach(?:ed|ing)|accounted\s+for|represent(?:ed|ing|s)|made\s+up|making\s+up|至|到|為|为|達|达|占|佔)\s*(?:about|around|approximately|roughly"
    r"|nearly|some|a\s+record|約)?\s*$",
    re.IGNORECASE | re.ASCII,
)
_MORE_THAN = re.compile(r"\s*(?:[a-z]+\s+)?(more|fewer|less)\s+than\b", re.IGNORECASE)
_COMPARATIVE = re.compile(
    r"^\s*(?:lower|higher|more|less|fewer|better|worse|faster|slower|above|below|ahead|behind)\b", re.IGNORECASE
)
_CHANGE_AFTER = re.compile(
    r"^\s*(?:increase|decrease|growth|decline|rise|drop|gain|improvement|reduction|(?:more|less|fewer)\s+than|higher|lower|better|worse|faster|slower)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:\b(?:by|an?\s+(?:increase|decrease|decline|gain|reduction|drop|rise)\s+of|r(?:ose|ises?|isen|ising)"
    r"|gr(?:ew|ows?|own|owing)|increas(?:ed?|es|ing)|climb(?:ed|s)?|jump(?:ed|s)?|surg(?:ed|es)|gain(?:ed|s)?"
    r"|improv(?:ed?|es)|expand(?:ed|s)?|f(?:ell|alls?|allen|alling)|declin(?:ed?|es|ing)|decreas(?:ed?|es|ing)"
    r"|drop(?:ped|s)?|contract(?:ed|s)?|slip(?:ped|s)?|shr(?:ank|ink|unk)|up|down)\b"
    r"|成長|增長|增长|增加|上升|上漲|提升|[年季月][增減减]|下降|減少|减少|下滑|衰退|下跌|降低|提高|收窄|擴大)"
    r"(?:了|\s+another)?\s*(?:about|around|approximately|roughly|nearly|almost|some|over|more\s+than|just|only|逾|超過|約|近)?\s*$",
    re.IGNORECASE | re.ASCII,
)


def segment(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the same comma-bounded segment before and after `text[start:end]`."""
    left = 0
    for match in _BOUNDARY.finditer(text, max(0, start - 240), start):
        if not (match.group() == "," and text[match.end() : match.end() + 1].isdigit()):
            left = match.end()
    right = next(
        (m.start() for m in _BOUNDARY.finditer(text, end) if m.group() not in "()（）" or m.start() > end), len(text)
    )
    return text[left:start], text[end:right]


def direction(before: str, after: str) -> Direction | None:
    """Up or down by the nearest word of movement; growth that slows *to* a rate is still growth."""
    more = _MORE_THAN.match(after)
    if more:
        return "up" if more.group(1).lower() == "more" else "down"
    near = _nearest(before)
    following = _CONJUNCTION.split(after, maxsplit=1)[0]
    following = re.split(r"\d", following, maxsplit=1)[0]
    next_up, next_down = UP.search(following), DOWN.search(following)
    if anchor(before, after) != "to" or not near:
        candidates = [(m.start(), way) for m, way in ((next_up, "up"), (next_down, "down")) if m and m.start() <= 25]
        if candidates:
            distance, way = min(candidates)
            if near is None or distance < near[0]:
                return "up" if way == "up" else "down"
    if near is None:
        return None
    if near[1] == "down" and re.search(r"slow|decelerat|放緩|放缓|減緩|趨緩", near[2], re.IGNORECASE | re.ASCII):
        return "up" if _GROWTH.search(before) and _TO.search(before) else "down"
    return near[1]


def is_loss(before: str, after: str) -> bool:
    """Whether the amount is named a loss."""
    return bool(_LOSS_BEFORE.search(before) or _LOSS_AFTER.search(after))


def anchor(before: str, after: str) -> Anchor | None:
    """`prior`: the figure compared with; `by`: a change; `to`: a level; None where the words do not say."""
    if _PRIOR_BEFORE.search(before) and not _ends_in_movement(before):
        return "prior"
    if _PRIOR_AFTER.search(after) and not _NOT_PRIOR_AFTER.search(after) and not _nearest_after_is_movement(after):
        return "prior"
    if _BY.search(before) or _CHANGE_AFTER.match(after):
        return "by"
    if _TO.search(before) and _COMPARATIVE.match(after):
        return "by"
    if _TO.search(before):
        if _RATE.search(before) and not re.search(r"\d", before):
            return "by"
        return None if _GROWTH.search(before) and not re.search(r"\d|grew|成長至|增長至", before) else "to"
    return None


def _ends_in_movement(before: str) -> bool:
    tail = before[-14:]
    return bool((UP.search(tail) or DOWN.search(tail)) and not re.search(r"(?:from|than|由|從|从|自)\s*$", tail))


def _nearest_after_is_movement(after: str) -> bool:
    head = after[:24]
    return bool(UP.search(head) or DOWN.search(head))


def _nearest(before: str) -> tuple[int, Direction, str] | None:
    last: tuple[int, Direction, str] | None = None
    for pattern, way in ((UP, "up"), (DOWN, "down")):
        for match in pattern.finditer(before):
            distance = len(before) - match.end()
            if last is None or distance < last[0]:
                last = (distance, "up" if way == "up" else "down", match.group())
    return last
