"""The periods of a question, each with its use, and whether the question looks at several calls."""

import re
from dataclasses import replace

from answer.scoping.fold import fold
from answer.scoping.relative import relative
from answer.scoping.uses import looks_ahead, use_of
from answer.scoping.when import Kind, Times, When, is_told
from index.glossary import Glossary
from index.periods import Basis, find_mentions

_OVER_TIME = re.compile(
    r"\bover time\b|\b(?:each|every|all(?: the)?) (?:quarters?|calls?)\b|\bquarter[- ](?:by|over|to)[- ]quarter (?:trend|progress\w*)|\bhistorical(?:ly)?\b|\bevol(?:ve[ds]?|ution|ving)\b"
    r"|\bhow (?:has|have)\b[^?]*\b(?:changed|developed|progressed|trended|shifted|moved|fared)\b|\bacross (?:the |all )?(?:quarters|calls|periods)\b|\bacross the (?:last|past)\b|\btrended\b|\btrajectory\b"
    r"|\bover the (?:past|last) (?:year|two years)\b|\bhow did\b(?:(?!\bthis\b|\bfrom\b|\bin\b|\bthan\b)[^?])*\b(?:change|develop|evolve|progress|shift|trend)\s*\??$"
    r"|[各历逐](?:个)?季|历次|每(?:一)?(?:个)?季(?!度?股)|每(?:一)?次法说|逐季|一路(?:以来|走)|(?:这|近)几(?:个)?季|[两三四]季之?间|季度(?:之)?间|如何(?:演变|转变)|(?:怎么|如何)(?:一路)?(?:演变|变化|发展)|演变|轨迹",
    re.IGNORECASE | re.ASCII,
)
_TREND = re.compile(r"\btrends?\b(?! among)|(?:趋势|走势)(?!会|能|是否|可以|延续|持续)", re.IGNORECASE | re.ASCII)
_COMPARES = re.compile(
    r"\bcompar(?:e|ing|ison)\b|\bside[- ]by[- ]side\b|\bcontrast\b|\bdifferences? (?:between|in)\b|\bbetween\b|(?<!相)比较(?!高|低|大|小|多|少|好|差|快|慢)|对比|并列|对照"
    r"|\b(?:same as|similar to|different (?:from|than|to)|differs? from)\b|的?(?:差异|差别|落差|不同之处)|(?:一样|相同|一致)(?:吗|嘛)?[??]?$"
    r"|(?:比起?|较|相较于?)(?:上|前|去年)[^,,??。]{0,8}?(?:如何|怎么样|怎样)"
    r"|(?:相比|比)(?:起来|之下)?(?:的话)?[,,]?(?:又|是)?(?:如何|怎么样|怎样|怎么|呢|有(?:何|什么|没有|哪些)(?:明显)?(?:的)?(?:不同|差异|差别|变化|改善))",
    re.IGNORECASE | re.ASCII,
)
_BESIDE = re.compile(
    r"\b(?:versus|vs\.?|compared (?:to|with)|against)\s+(?:the\s+)?(?:last|previous|prior|earlier|preceding)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:grow|grew|grown|r[io]se|risen|f[ae]ll|fallen|increased?|decreased?|declined?|drop(?:ped)?|improved?|expand(?:ed)?|contract(?:ed)?|changed|up|down|higher|lower|more|less|better|worse|faster|slower)\b",
    re.IGNORECASE,
)
"""A verb of change: its figure is stated on the call itself, while `cloud growth vs last quarter` wants both."""
_WHICH_QUARTER = re.compile(
    r"\b(?:which|what) quarter\b(?=.*\b(?:more|most|less|least|higher|highest|lower|lowest|better|best|worse|worst|stronger|strongest|weaker|weakest|faster|fastest|slower|slowest|larger|largest|bigger|biggest|record|peak\w*)\b)"
    r"|哪(?:一)?(?:个)?季(?:度)?(?=.*(?:最|较|更|创|高|低|多|少|快|慢|好|差))",
    re.IGNORECASE,
)
_OUTLOOK = r"(?:tell|told|guid(?:e[ds]?|ing|ance)|expect(?:s|ed|ations?)?|forecasts?|outlook|predict\w*|promis\w*|project(?:ed|ions?)|target(?:ed|s)?|said (?:it|they) would)"
_CAME = r"(?:c[ao]me (?:out|in|of it)|actual(?:ly|s)?|turn(?:ed)? out|happen(?:ed)?|deliver(?:ed)?|materiali[sz]ed?|report(?:ed)?|achieved?|land(?:ed)?|end(?:ed)? up|in the end)"
_OUTCOME = re.compile(
    rf"\b{_OUTLOOK}\b[^?]*(?:,|;|\band\b|\bbut\b|\?)\s*(?:and\s+|but\s+|then\s+)?(?:what|how|where|did)\b[^?]*\b{_CAME}\b"
    r"|\b(?:guidance|outlook|forecasts?|expectations?|targets?)\s*(?:,|and|vs\.?|versus|against|compared (?:to|with)|with|/)\s*(?:the\s+|its\s+|what\s+)?(?:actuals?|actual results?|results?|outcomes?|outturn)\b"
    r"|\bactuals?(?: results?)?\s+(?:vs\.?|versus|against|compared (?:to|with)|and)\s+(?:the\s+|its\s+)?(?:guidance|outlook|forecasts?|expectations?)\b"
    r"|(?:预期|预计|预估|预告|指引|财测|展望|目标|当初|原先|先前|之前说|先说)[^?]*(?:[,,;、。?]|而|但|跟|与|和|到)[^?]{0,14}(?:实际(?!上线)|结果(?:如何|怎|呢|是|又|有|出来|多少|$)|最后|后来|真正|兑现)",
    re.IGNORECASE,
)
_MET = re.compile(
    rf"\b(?:hit|meet|met|beat|beats|miss(?:ed)?|achieved?|deliver(?:ed)? on|live[ds]? up to|match(?:ed)?|keep|kept|exceed(?:ed)?|reach(?:ed)?|fulfil\w*|make good on)\b[^?]*\b(?:{_OUTLOOK}|goals?|said|word)\b"
    r"|(?:目标|指引|财测|预期|展望|说的|承诺|预估|预测)[^?]*(?:达成|达到|做到|兑现|实现)|(?:达成|达到|做到|兑现|实现|符合|超过|优于|低于)[^?]*(?:目标|指引|财测|预期|展望|说的|承诺|预估|预测)",
    re.IGNORECASE,
)
"""Whether a target was met: of one that was set on an earlier call that the question names, both calls tell."""
_RESTATED = re.compile(
    r"\b(?:original(?:ly)?|initial(?:ly)?|earlier|previous(?:ly)?|old)\s+(?!quarter|call|year|month)(?:[\w-]+\s+){0,3}?(?:guidance|guided|targets?|targeted|outlook|forecasts?|plan(?:s|ned)?|timelines?|timetable|expectations?|expected|estimates?|schedule)\b"
    r"|(?:原本|原先|原来|最初|当初|先前|之前)(?:的)?[^,,?。]{0,8}?(?:目标|指引|财测|展望|预期|预计|计划|时程|预估)",
    re.IGNORECASE,
)
_WHAT_CHANGED = re.compile(
    r"\bwhat(?:'s| has| is|'s)?\s+(?:\w+\s+)?(?:changed|different|new)\b|\bwhat changes\b|有(?:什么|哪些|何)(?:不同|改变|变化|差异|不一样|新)|(?:改变|变)了(?:什么|哪些)",
    re.IGNORECASE | re.ASCII,
)


def read_times(question: str, glossary: Glossary) -> Times:
    """Read a question's periods. Nothing here knows what is held."""
    text = fold(question)
    found = [
        When(m.start, m.end, Kind.QUARTER if m.quarter else Kind.YEAR, m.basis, m.year, None, m.quarter, m.month)
        for m in find_mentions(text)
    ]
    for when in relative(text, glossary):
        overlapping = [w for w in found if w.start < when.end and when.start < w.end]
        if not overlapping:
            found.append(when)
    found = [_with_relative_year(text, w) for w in sorted(found, key=lambda w: w.start)]
    found = [w for w in found if not any(o is not w and o.start <= w.start and w.end <= o.end for o in found)]
    found = _with_years(text, found)
    if sum(w.kind in (Kind.QUARTER, Kind.BACK, Kind.HELD_IN) for w in found) > 1:
        found = [w for w in found if not (w.loose and w.kind is Kind.LAST)]
    whens = tuple(replace(w, use=use_of(text, w, i, found)) for i, w in enumerate(found))
    metric = any(term.kind == "metric" for term in glossary.spans(question))
    changed = _WHAT_CHANGED.search(text) is not None and not metric
    which = _WHICH_QUARTER.search(text) is not None and not looks_ahead(question)
    return Times(
        whens,
        over_time=bool(_OVER_TIME.search(text) or which or (metric and _TREND.search(text))),
        compares=_COMPARES.search(text) is not None or (bool(_BESIDE.search(text)) and not _MOVES.search(text)),
        what_changed=changed,
        outcome=bool(_OUTCOME.search(text) or (any(map(is_told, whens)) and _MET.search(text))),
        restated=_RESTATED.search(text) is not None,
    )


def _with_years(text: str, found: list[When]) -> list[When]:
    """`Q3 and Q4 FY25`, `2025年第三季和第四季`: a quarter without a year takes that of the one it is joined to.

    So it does the fiscal year: `the third and fourth fiscal quarters`.
    """
    done = list(found)
    pairs = [(i, i + 1) for i in reversed(range(len(done) - 1))] + [(i + 1, i) for i in range(len(done) - 1)]
    for bare, other in pairs:
        a, b = done[bare], done[other]
        if a.kind is not Kind.QUARTER or b.kind is not Kind.QUARTER or a.year or a.years_back is not None:
            continue
        left, right = sorted((a, b), key=lambda w: w.start)
        # `the December and March quarters of 2025` are of two years.
        if (left.month or 0) > (right.month or 0) or bool(left.month) != bool(right.month):
            continue
        between = text[left.end : right.start]
        joined = re.fullmatch(
            r"(?:'s)?\s*(?:,|、|&|\band\b|\bto\b|\bvs\b\.?|\bversus\b|\bthrough\b|\bor\b|和|跟|与|及|到|至|-|–|~|比|对|/)\s*(?:the\s+)?",
            between,
            re.IGNORECASE,
        )
        if joined and (b.year or b.years_back is not None or b.basis is Basis.FISCAL):
            basis = b.basis if a.basis is Basis.EITHER else a.basis
            done[bare] = replace(a, year=b.year, years_back=b.years_back, basis=basis)
    return done


_YEAR_BEFORE = re.compile(r"(?P<rel>今|去|前|明)年的?\s*$")
_YEAR_AFTER = re.compile(r"\s+(?:of\s+)?(?P<rel>this|last) year\b", re.IGNORECASE)
_BACK = {"今": 0, "去": 1, "前": 2, "明": -1, "this": 0, "last": 1}


def _with_relative_year(text: str, when: When) -> When:
    """`去年12月季`, `the March quarter last year`: the label knows the month, the words beside it the year."""
    if when.month is None or when.year is not None:
        return when
    beside = _YEAR_BEFORE.search(text, 0, when.start) or _YEAR_AFTER.match(text, when.end)
    if beside is None:
        return when
    start, end = min(when.start, beside.start()), max(when.end, beside.end())
    return replace(when, start=start, end=end, years_back=_BACK[beside["rel"].lower()])
