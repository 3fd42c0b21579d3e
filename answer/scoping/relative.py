"""Periods as seen from the newest call, bare quarters, halves and years, in the words of a question."""

import re
from collections.abc import Iterator
from dataclasses import replace

from answer.scoping.when import Kind, When
from index.glossary import Glossary
from index.periods import HAN_MONTH, MONTH, Basis, full_year, month_of

_N = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "couple of": 2,
    "few": 4,
    "several": 4,
}
_N |= {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "几": 4,
    "数": 4,
    "one": 1,
    "a": 1,
}
_NUMBER = r"(?P<n>\d|two|three|four|five|six|seven|eight|couple of|few|several)"
_HAN_NUMBER = r"(?P<n>\d|[两二三四五六七八几数])"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDINALS |= {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "上": 1, "下": 2, "1": 1, "2": 2, "3": 3, "4": 4}
_OF_YEAR = r"(?:,?\s+(?:of\s+|in\s+|for\s+)?(?P<rel>this|last|(?:the )?(?:previous|prior|current)|next)\s+(?:(?P<fy>fiscal)\s+)?year(?!\s*,?\s*same))?"
_HAN_YEAR = r"(?:(?P<zrel>今|去|前|明|本|上|当)年(?:度)?(?:的)?|(?P<zfy>本|上)(?:一)?(?:个)?财年(?:的)?|(?P<zy>20\d\d|(?<!\d)(?:1[0-3])?\d\d)\s*(?:年度?|财年)(?:的)?)?\s*"
_RELATIVE_YEARS = {"this": 0, "current": 0, "last": 1, "previous": 1, "prior": 1, "next": -1}
_RELATIVE_YEARS |= {"今": 0, "本": 0, "当": 0, "去": 1, "上": 1, "前": 2, "明": -1}
_MONTH_YEAR = rf"(?P<mon>{MONTH})\b\.?(?:,?\s+(?P<y>20\d\d))?"
_HAN_MONTH_YEAR = rf"(?:(?P<zy>20\d\d)\s*年\s*)?(?<![\d第十])(?P<mon>{HAN_MONTH})\s*月"
_TOLD = r"(?:told|tell|tells|said|say|saying|guided?|promised?|warned?|announced?|forecast|flagged|stated|gave|given|set|provided|issued)\s+(?:(?:investors|analysts|us|shareholders|the market|the street|people|everyone)\s+)?"
_EVENT = r"(?<!\bby )(?<!\bby the )(?<!until )(?<!until the )(?<!before )(?<!before the )"
_CALL = r"(?:quarter|qtr|(?:earnings |conference |results )?call|results|print|transcript|earnings report|earnings)"
_HAN_CALL = r"(?:法说会?|电话会议?|业绩会|业绩说明会?|业绩发布会?|财报(?:会议?)?|说明会|会议)"
_ENDS = r"(?:mar(?:ch)?|june?|sep(?:t(?:ember)?)?|dec(?:ember)?)"
_TO = r"(?:to|and|than|versus|vs\.?|compared (?:to|with))\s+(?:in\s+|at\s+)?"
_HAN_ENDS = r"(?:(?:今|去|前|20\d\d)年)?(?:3|6|9|12|三|六|九|十二)月"

_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.ASCII))
    for kind, pattern in (
        (Kind.NEXT, r"\b(?:next|coming|upcoming|following)\s+(?:(?:fiscal|few|couple of|several|two|three|four)\s+)*(?:quarter|year)s?\b|下(?:一)?(?:个)?(?:财)?[季年](?:度)?|明年(?!第|的?第|Q|上半|下半)|未来(?:几|两|三|数)?(?:个)?[季年]"),
        # A year ago
        (Kind.YEAR_AGO, r"\b(?:a|one) year (?:ago|earlier|before|prior)\b|\byear[- ](?:ago|earlier)\b(?:\s+(?:quarter|period|level|figure))?|\b(?:the )?same (?:quarter|period|time) (?:of |in |the )*(?:last|previous|prior|a) year(?: ago| earlier| before)?|\bthis time last year\b|\blast year'?s? same (?:quarter|period)|\bprior[- ]year (?:quarter|period)\b|\b(?:the )?corresponding (?:quarter|period)(?: (?:of|in) (?:the )?(?:last|previous|prior) year)?"),
        (Kind.YEAR_AGO, r"(?:去年|上年度?|前一年|上一年)的?(?:同一?[期季](?:度)?)|一年前|去年(?:的)?这(?:个)?(?:一)?(?:季|时)"),
        # Several quarters
        (Kind.LAST, rf"\b(?:last|past|latest|recent|most recent|trailing)\s+{_NUMBER}\s+(?:fiscal\s+|reported\s+)?(?:quarters|calls|earnings calls|periods)\b"),
        (Kind.LAST, rf"(?:过去|最近|近|这)(?:的)?{_HAN_NUMBER}(?:个)?(?:财)?(?:季|次{_HAN_CALL}|场{_HAN_CALL})(?:度)?"),
        (Kind.FIRST, rf"\bfirst\s+(?P<n>two|three|2|3)\s+quarters\b(?:\s+(?:of|in)\s+(?:the )?(?:(?P<fy2>fy|fiscal(?: year)?)\s*)?(?P<y>20\d\d|(?<=fy)\d\d))?{_OF_YEAR}"),
        (Kind.FIRST, r"(?:(?P<zrel>今|去|前)年(?:的)?|(?P<zy>20\d\d|(?<!\d)(?:1[0-3])?\d\d)\s*(?:年度?|财年)的?)\s*前(?P<n>[两二三23])(?:个)?(?:财)?季(?:度)?"),
        (Kind.PREVIOUS, rf"\b(?:previous|prior|preceding|earlier)\s+{_NUMBER}\s+(?:fiscal\s+)?(?:quarters|calls)\b|\b(?P<n2>two|three|four|\d)\s+(?:previous|prior|preceding)\s+(?:quarters|calls)\b"),
        (Kind.PREVIOUS, rf"(?:之前|前){_HAN_NUMBER}(?:个)?(?:财)?(?:季|次{_HAN_CALL})(?:度)?"),
        (Kind.EARLIER, r"\bthe\s+(?:first|earlier|older)\s+of\s+(?:the|its|their|these)\s+(?:two|2)\s+(?:[\w.&'-]+\s+){0,2}?calls\b"),
        (Kind.LAST, r"(?P<loose>\b(?:both(?:\s+of)?(?:\s+(?:the|these|those|its|their))?|(?:the|these|those|its|their)\s+(?P<n>two|three|four|[2-4])|(?P<n2>two|three|four)\s+(?:consecutive|latest|last|(?:most )?recent|newest)|(?<='s)\s+(?P<n4>two|three|four|[2-4]))\s+"
         r"(?:(?!of\b|and\b|or\b|in\b|compan)[\w.&'-]+\s+){0,3}?(?:quarters|(?:earnings\s+|conference\s+|quarterly\s+)?calls|transcripts)\b(?!\s+(?:ago|earlier|before|later)))"),
        (Kind.LAST, rf"(?P<loose>(?:连续|前后|这|那)(?:的)?(?P<n>[两三四2-4])(?:个)?(?:财)?季(?:度)?(?![之以]?[前后])|(?<![上下前近去每第未来过最今])(?P<n2>[两])(?:个)?(?:财)?季(?:度)?(?![之以]?[前后]|[间内])|(?<!第)(?P<n3>[两三四2-4])[场次份](?:的)?{_HAN_CALL})"),
        # One quarter, seen from the newest
        (Kind.BACK, r"\b(?P<n>two|three|four|five|six|seven|\d) quarters (?:ago|earlier|back|before)\b|(?P<n2>[两二三四五六七\d])(?:个)?季(?:度)?(?:之|以)?前|(?P<twice>上上(?:一)?(?:个)?季(?:度)?|\bthe quarter before last\b)"),
        (Kind.BACK, r"\b(?:previous|prior|preceding)\s+(?:fiscal\s+)?(?:quarter|qtr|results|print|earnings report|earnings)\b(?!\s+(?:of\s+(?:20|fy|fiscal)|call))|\blast\s+(?:fiscal\s+)?(?:quarter|qtr)\b(?!\s+of\b)|\bthe (?:quarter|one) before(?! last)\b|\b(?P<one>one|a) quarter (?:ago|earlier|before)\b|上(?:一)?(?:个)?(?:财)?季(?:度)?|前(?:一)?(?:个)?(?:财)?季(?:度)?(?!度)"),
        (Kind.BACK, rf"(?P<now>\b(?:this|(?:the )?(?:current|latest|newest|most recent(?:ly reported)?|just reported))\s+(?:fiscal\s+|reported\s+)*(?:{_CALL})\b|\blast\s+(?:earnings |conference |results )?call\b|\blast earnings\b|\bmost recent\b(?=\s+\w+\s+(?:call|quarter))|\blatest\b(?=[^.?!]{{0,30}}\b(?:quarter|call|results)\b)"
         rf"|(?:这|本|当)(?:一)?(?:个)?(?:财)?季(?:度)?(?![后前])|最[新近](?:的)?(?:一)?(?:个)?(?:财)?季(?:度)?|(?:最[新近](?:的)?(?:一)?[次场份]?|上(?:一)?[次场]|这(?:一)?[次场]|本[次场])(?:的)?{_HAN_CALL})"),
        (Kind.EARLIER, r"\b(?:the\s+)?(?:earlier|older|previous|prior|preceding)\s+(?:(?!quarter|call|year|period)[\w.&'-]+\s+){0,2}?(?:call|transcript|one)\b(?=(?:'s)?(?:\s|[,:;.?!]|$))|\bthe call before(?: (?:that|this|last))?\b(?!\s+\w)"),
        (Kind.EARLIER, rf"前(?:一)?(?:[次份](?:的)?{_HAN_CALL}|场(?:的)?{_HAN_CALL}?)|(?:较早|先前|之前|早先|较旧)(?:的)?(?:那)?(?:一)?(?:[次份](?:的)?{_HAN_CALL}|场(?:的)?{_HAN_CALL}?)"),
        # By month: when a call took place, and the day on which a quarter ended
        (Kind.HELD_IN, rf"\b{_MONTH_YEAR}(?:'s)?\s+(?:earnings\s+|conference\s+|results\s+)*(?:call|transcript)\b|{_HAN_MONTH_YEAR.replace('mon', 'zmon')}(?:份|初|中|底)?(?:\d{{1,2}}日)?(?:的)?(?:那)?一?[场次]?(?:的)?{_HAN_CALL}"),
        (Kind.HELD_IN, rf"(?P<loose>(?:^|[,.;]\s*)(?P<at>(?:back\s+)?in\s+(?:early\s+|late\s+|mid-?)?{_MONTH_YEAR})(?=,?\s+(?:what|how|did|which|why|who|when)\b))"),
        (Kind.HELD_IN, rf"(?P<loose>\b(?:{_TOLD}(?P<at>(?:back\s+)?in\s+(?:early\s+|late\s+|mid-?)?{_MONTH_YEAR})))"),
        (Kind.HELD_IN, rf"(?P<loose>\bback\s+in\s+(?:early\s+|late\s+|mid-?)?{_MONTH_YEAR})"),
        (Kind.HELD_IN, rf"(?P<loose>(?P<at>(?:在|于)?{_HAN_MONTH_YEAR}(?:份|的时候|时)?)(?:就|曾|有|已)?(?:(?:对|向|跟)(?:投资人|市场|分析师|大家|法人|外界))?(?:说|表示|告诉|预告|给|讲|提))"),
        (Kind.QUARTER, rf"(?P<loose>{_EVENT}\b(?:the\s+)?end(?:\s+of|[- ])\s*{_MONTH_YEAR})"),
        (Kind.QUARTER, rf"(?P<loose>\b(?P<mon>{MONTH})[- ]end\b(?:\s+(?P<y>20\d\d))?)"),
        (Kind.QUARTER, rf"(?P<loose>\b(?:as\s+of|as\s+at|at|on)\s+(?:(?P<mon>{MONTH})\.?\s+3[01](?:st|th)?|3[01](?:st|th)?\s+(?:of\s+)?(?P<mon2>{MONTH}))\b(?:,?\s+(?P<y>20\d\d))?)"),
        (Kind.QUARTER, rf"(?P<loose>(?:截[至止])?{_HAN_MONTH_YEAR}(?:底|末|\s*3[01]\s*日)(?!之?前|以前|推出|上线|开|完成|发|到期|生效))"),
        (Kind.QUARTER, rf"(?P<loose>\b(?:from|between|in|at|since)\s+(?P<at>(?P<mon>{_ENDS}))(?=(?:\s+20\d\d)?\s+{_TO}{_ENDS}\b))"),
        (Kind.QUARTER, rf"(?P<loose>\b(?:from|between|in|at|since)\s+{_ENDS}(?:\s+20\d\d)?\s+{_TO}(?P<at>(?P<mon>{_ENDS})\b(?:\s+(?P<y>20\d\d))?))"),
        (Kind.QUARTER, rf"(?P<loose>{_HAN_MONTH_YEAR}(?:份)?(?=(?:到|至|和|与|跟){_HAN_ENDS}(?!季)))"),
        (Kind.QUARTER, rf"(?P<loose>(?:3|6|9|12|三|六|九|十二)月(?:份)?(?:到|至|和|与|跟)(?:(?:今|去)年)?(?P<at>{_HAN_MONTH_YEAR}))"),
        (Kind.QUARTER, r"(?P<loose>(?P<zrel>去|前)年(?P<yend>年?[底末])(?!之?前|以前|推出|上线|开|完成|发|到期|生效))"),
        # Halves and years
        (Kind.HALF, rf"\b(?P<h>first|second|1st|2nd)[ -]half(?! of (?:the )?(?:call|q&a|prepared|session|presentation|meeting|decade))(?:\s+(?:of|in)\s+(?:the\s+)?(?:(?P<fy2>fy|fiscal(?: year)?)\s*|calendar\s+)?(?:(?P<y>20\d\d|(?<=fy)\d\d)\b|(?:fiscal )?year\b)?)?{_OF_YEAR}"),
        (Kind.HALF, r"\b(?:(?P<fy>fy)\s*'?(?P<y0>20\d\d|\d\d)\s*)?(?:(?P<h>[12])H|H(?P<h2>[12]))(?:\s*'?(?:of\s+)?(?P<fy2>FY)?\s*'?(?P<y>20\d\d|\d\d))\b(?!%|\.\d)|\b(?:in|for|of|the)\s+(?:(?P<h3>[12])H|H(?P<h4>[12]))\b|\b(?P<y5>20\d\d)\s*(?:(?P<h5>[12])H|H(?P<h6>[12]))\b"),
        (Kind.HALF, rf"{_HAN_YEAR}(?P<h>[上下])半(?:个)?(?:财)?年(?:度)?"),
        (Kind.QUARTER, rf"\b(?:(?P<lead>this|last|the previous|the prior)\s+(?P<leadfy>fiscal\s+)?year's\s+)?(?P<fy3>fiscal\s+)?(?:(?P<q>first|second|third|fourth|1st|2nd|3rd|4th)(?:[ -](?P<f>fiscal )?quarters?|(?=(?:\s*,)?\s+(?:and|or|to|vs\.?|versus|through)\s+(?:the\s+)?(?:first|second|third|fourth)[ -](?:fiscal )?quarters?\b))|(?P<f2>F)?Q(?P<q2>[1-4])|(?P<f3>F)?(?P<q3>[1-4])Q)(?![A-Za-z0-9%])(?:\s*F(?:Y|iscal)\b(?!\s*'?\d))?{_OF_YEAR}"),
        (Kind.QUARTER, rf"{_HAN_YEAR}(?:第\s*(?P<q>[一二三四1-4])\s*(?:(?P<f>财)?季(?:度)?|(?=\s*(?:、|,|和|与|跟|及|到|至)\s*第?\s*[一二三四1-4]\s*财?季))|(?<=[一二三四1-4][、,和与跟及到至])(?P<q6>[一二三四1-4])\s*财?季(?:度)?|(?<![上下前每这近去最第几同本单个半一-十\d])(?P<q2>[一二三四1-4])季度|(?P<q4>首)季|(?P<f2>F)?Q(?P<q3>[1-4])(?![A-Za-z0-9])|(?P<f3>F)?(?P<q5>[1-4])Q(?![A-Za-z0-9]))"),
        (Kind.QUARTER, r"\b(?:the )?last quarter of (?:the )?(?:(?P<f>fiscal)\s+)?(?:(?P<rel>last|this|previous)\s+)?(?:year|(?P<y>20\d\d))\b"),
        (Kind.YEAR, r"\b(?P<full>full[- ]year|whole year|entire year)\b(?:\s+(?P<f>FY|fiscal(?: year)?)?\s*'?(?P<y>20\d\d))?|\b(?P<y0>20\d\d)(?:'s)?\s+(?P<full2>full[- ]year|annual)\b"),
        (Kind.YEAR, rf"{_HAN_YEAR}(?P<full>全年(?:度)?|整年)"),
        (Kind.YEAR, r"\b(?P<rel>last|the previous|the prior|previous|prior)\s+(?P<fy>(?:fiscal|financial)\s+)?year\b(?!'s)|(?P<zrel>去|前)年(?:度)?(?!\d?月|底|初|\s*1?\d\s*月|[一二三四五六七八九十]+月|春|夏|秋|冬|同|年)|(?P<zfy>上)(?:一)?(?:个)?财年|(?P<zrel2>上)年度"),
        (Kind.YEAR, r"\b(?:in|for|during|of)\s+(?:calendar(?: year)?\s+)?(?P<y>20\d\d)\b(?!\s*(?:[-/]\d|Q[1-4]|H[12]|first|second|third|fourth))|(?<!\d)(?P<zy>20\d\d|1[0-3]\d)\s*年(?:度)?(?!\s*\d{1,2}\s*月|[一二三四五六七八九十]+月|底|初|代|前|后|以|之|春|夏|秋|冬|推出|开始|起)"),
    )
)  # fmt: skip


_EVENT_BEFORE = re.compile(
    r"\b(?:launch|open|start|beg[aiu]n|clos|complet|releas|introduc|effective|expir|announc|acquir|bought|due|mature)\w*\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
"""Something that happened at the end of a month is not told of by the quarter's call alone."""


def relative(folded: str, glossary: Glossary) -> Iterator[When]:
    """Every reading of every rule, in the order of the rules: of those that overlap the first counts."""
    for kind, pattern in _RULES:
        for match in pattern.finditer(folded):
            if (when := _when(kind, match, folded, glossary)) is not None:
                yield when


def _when(kind: Kind, match: re.Match[str], text: str, glossary: Glossary) -> When | None:
    got = {name: value for name, value in match.groupdict().items() if value}
    years_back = _years_back(got)
    said = next((got[name] for name in ("y", "y0", "y5", "zy") if name in got), None)
    year = full_year(said) if said else None
    fiscal = any(name in got for name in ("fy", "fy2", "fy3", "f", "f2", "f3", "leadfy", "zfy"))
    fiscal = fiscal or re.search("财[年季]", match[0]) is not None
    basis = Basis.FISCAL if fiscal else Basis.CALENDAR if "calendar" in match[0].lower() else Basis.EITHER
    when = When(*match.span("at" if "at" in got else 0), kind, basis, year, years_back, loose="loose" in got)
    if (
        month := "12" if "yend" in got else next((got[n] for n in ("mon", "mon2", "zmon") if n in got), None)
    ) is not None:
        number = month_of(month)
        stated = replace(when, quarter=(number + 2) // 3, month=number, basis=Basis.CALENDAR)
        return None if _EVENT_BEFORE.search(text[: when.start]) else stated
    if kind in (Kind.LAST, Kind.PREVIOUS, Kind.FIRST):
        return replace(when, count=_number(next((got[n] for n in ("n", "n2", "n3", "n4") if n in got), "two")))
    if kind is Kind.BACK:
        count = 0 if "now" in got else 2 if "twice" in got else _number(got.get("n") or got.get("n2") or "one")
        return replace(when, count=count)
    if kind is Kind.HALF:
        return replace(
            when, half=_ORDINALS[next(got[n] for n in ("h", "h2", "h3", "h4", "h5", "h6") if n in got).lower()]
        )
    if kind is Kind.QUARTER:
        quarter = next((got[n] for n in ("q", "q2", "q3", "q4", "q5", "q6") if n in got), "4")
        return replace(when, quarter=_ORDINALS[quarter.lower()])
    if (
        kind is Kind.YEAR
        and not ("full" in got or "full2" in got)
        and not _is_year(text, match, glossary, relative=years_back is not None)
    ):
        return None
    return when


def _years_back(got: dict[str, str]) -> int | None:
    for name in ("rel", "lead", "zrel", "zrel2", "zfy"):
        if name in got:
            return _RELATIVE_YEARS[got[name].lower().removeprefix("the ").strip()]
    return None


def _is_year(text: str, match: re.Match[str], glossary: Glossary, *, relative: bool) -> bool:
    """Whether a bare year is the period of a figure, and not when something happened to happen."""
    terms = [t for t in glossary.spans(text) if t.kind in ("metric", "segment")]
    start, end = match.span()
    before = any(0 <= start - t.end <= 2 for t in terms)
    after = any(0 <= t.start - end <= 6 for t in terms)
    if relative:
        return before or after or re.fullmatch(r"\s*\??", text[end:]) is not None
    opens = not text[:start].strip()
    return before or (after and not match[0].isascii()) or (opens and text[end : end + 1] in (",", ","))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _N[text.lower()]
