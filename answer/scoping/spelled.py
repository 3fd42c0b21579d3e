"""Where a question writes a company by one of its spellings."""

import re

from answer.scoping.company_names import How

_UNIT_AFTER = r"(?!\s*(?:%|[亿万千百兆元人家个名股年月日店台块]|[mb]illion|thousand|bps|pp\b|(?:people|stores|shops|employees|units|users|customers|nm|mw|gw|gpus)\b))(?![\d,]\d|\.\d)"


_ENDS = r"(?![A-Za-z])(?!\d(?!\d{3}(?:\D|$)|\d{1,2}(?:年|财年|Q[1-4])))"
"""Chinese goes on with a year right after a name: Plumewing2025年, PLWG114年."""


_STANDS_BEFORE = re.compile(
    r"(?:^|[\s,,。、??:;(「“]|[A-Za-z0-9]|比较|对比|跟|和|与|及|还是|关于|对|请问|问|在|是|家|为什么|为何|看|说|提到|谈到|比|除了|像|给|由|让|道|找|查|解|析|了|过|着|季|影响|,)$"
)
_STANDS_AFTER = re.compile(
    r"^(?:$|[\s,,。、??:;)」”']|[A-Za-z0-9]|的|在|是|这|今|去|上|下|本|第|前|最|近|财|营|毛|净|每|法说|说|谈|讲|提|怎|如|管理|有|对|跟|和|与|及|还|比|预|民国|目|未|为|展|资|股|业绩|哪|谁|全|过|当|一|于|时|方|近|旗|股|所|针|员|吗|呢|吧|什|为)"
)


_EXCHANGE = r"\.(?:TWO|TW|HK|US|SS|SZ|KS|T)(?![A-Za-z])"


def occurrences(text: str, spelling: str, how: How) -> list[tuple[int, int]]:
    """Spans of a spelling in folded text where it can be the company's name."""
    if not spelling or spelling.split()[0].lower() not in text.lower():
        return []
    escaped = re.escape(spelling).replace(r"\ ", r"\s+")
    marked = rf"(?:(?<=\$)|(?<=:)|(?<=: )|(?<=[(（])){escaped}(?![A-Za-z0-9])|(?<![A-Za-z0-9]){escaped}{_EXCHANGE}"
    if how is How.MARKED:
        return [m.span() for m in re.finditer(marked, text)]
    if how is How.NUMBER:
        pattern = rf"(?<!\d[.,])(?<![\d.$A-Za-z]){escaped}(?!\d)(?![A-Za-z]){_UNIT_AFTER}|{marked}"
        return [(m.start(), m.end() + _suffix(text[m.end() :])) for m in re.finditer(pattern, text)]
    if not spelling.isascii():
        found = [m.span() for m in re.finditer(escaped, text, re.IGNORECASE)]
        return [span for span in found if how is not How.STEM or _can_stand(text, *span)]
    flags = re.NOFLAG if how is How.TICKER and not _careless(text) else re.IGNORECASE
    spans = [m.span() for m in re.finditer(rf"(?<![A-Za-z0-9]){escaped}{_ENDS}", text, flags)]
    return [span for span in spans if how is not How.WORD or _is_capital(text, span)]


def _suffix(after: str) -> int:
    """How long an exchange's suffix is: `.TW`."""
    match = re.match(_EXCHANGE, after)
    return match.end() if match else 0


def _careless(text: str) -> bool:
    """Whether the question is written without any capital."""
    return text == text.lower()


def _is_capital(text: str, span: tuple[int, int]) -> bool:
    start, end = span
    if not text[start].isupper():
        return False
    opens = not text[:start].strip()
    return not opens or not re.match(
        r"\s+(?:for|of|the|on|to|in|is|was|were|are|a|an|by|with|and)\b", text[end:], re.IGNORECASE
    )


def _can_stand(text: str, start: int, end: int) -> bool:
    return bool(_STANDS_BEFORE.search(text[:start]) or _STANDS_AFTER.match(text[end:]))


def how_of(spelling: str) -> How:
    """How a spelling of the glossary is recognised, which has checked the case itself."""
    if spelling.isdigit():
        return How.NUMBER
    return How.TICKER if re.fullmatch(r"[A-Z]{2,5}", spelling) else How.NAME
