"""The companies that a question is about: named as its subject, not as a topic, and not as somebody's employer."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from answer.scoping.company_names import Company, How
from answer.scoping.fold import fold, key
from answer.scoping.spelled import how_of, occurrences
from answer.scoping.which import speaks_of_anybody
from index.glossary import Glossary


class Part(StrEnum):
    """The part that a name plays in the question."""

    SUBJECT = "subject"
    WEAK = "weak"
    """`about Meituan`: the subject where nothing else is."""
    TOPIC = "topic"
    EMPLOYER = "employer"


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` names a company: a held one, or (`companies` empty) one that only the glossary knows."""

    start: int
    end: int
    name: str
    companies: tuple[Company, ...]
    part: Part
    asked: bool
    """Whether the words around it ask the company itself: `did X say`, `X's gross margin`, X 的毛利率."""


@dataclass(frozen=True)
class Named:
    """`companies` are the scope; `topics` are other companies named; `unheld` are asked about and not held."""

    companies: tuple[Company, ...] = ()
    topics: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    """How the companies of the scope are written in the question."""


_BEFORE = r"(?:the |our |its |their |an? |any )?$"
_COMPETES = r"compet\w*|rival\w*|pressure|threats?|challenges?|orders?|demand|traffic|licens\w+|royalt\w+"
_TOPIC_BEFORE = re.compile(
    rf"\b(?:{_COMPETES})\s+(?:from|with|against|by|to)\s+(?:the likes of |players (?:such as|like) )?{_BEFORE}"
    rf"|\b(?:competitors?|rivals?|peers?|players|platforms|customers?|clients?|suppliers?|vendors?|partners?|companies|names)\s*(?:such as|like|,|including)?\s+{_BEFORE}"
    rf"|\b(?:such as|like|including|unlike)\s+{_BEFORE}"
    rf"|\b(?:partner\w*|collaborat\w+|relationship|deals?|agreement|alliance|joint venture|cooperat\w+|merger|lawsuit|dispute|contract|ties|business|work(?:s|ing)?)\s+with\s+{_BEFORE}"
    rf"|\b(?:(?:acquisition|purchase|takeover|divestiture|disposal) of|(?:stake|shares?|investment|interest) in|exposure to)\s+{_BEFORE}"
    rf"|\b(?:acquir\w+|sell(?:s|ing)? to|sold to|suppl(?:y|ies|ied|ying)(?: to)?|depend\w* on|rel(?:y|ies|iance|ying) on|sales to|shipments to|revenue from|sourced? from)\s+{_BEFORE}"
    r"|(?:收购|并购|入股|依赖|供应(?:给|商)?|供货给|卖给|出货给|(?:竞争)?对手|竞争者|同业|客户|(?<!什么)伙伴|例如|比如|诸如|像是?)\s*$",
    re.IGNORECASE,
)
_TOPIC_AFTER = re.compile(
    r"(?:'s)?\s+(?:competition|threat|partnership|deal|acquisition|chips?|GPUs?|lawsuit|tie-up)\b|\s*(?:等|之类)(?:的)?(?:竞争|对手|同业|客户|公司|平台)"
    r"|\s*的?(?:竞争(?!力|优势|策略)|威胁|挑战|压力)",
    re.IGNORECASE,
)
_WITH_BEFORE = re.compile(r"(?:跟|和|与|同|对|来自|被)\s*$")
_WITH_AFTER = re.compile(r"\s*(?:之间)?的?(?:竞争|合作|关系|交易|纠纷|官司|合资|合并|协议|订单|需求|抢|压力|威胁|合约)")
_WEAK_BEFORE = re.compile(
    rf"\b(?:about|regarding|concerning|on|mention(?:s|ed|ing)?|discuss(?:es|ed)?|into|toward|by|from|impact of|effect of)\s+{_BEFORE}"
    r"|(?:关于|谈到|谈及|提到|提及|怎么看待?|如何看待?|看待|对于?|讲到|说到)\s*$",
    re.IGNORECASE,
)
_EMPLOYER_BEFORE = re.compile(
    r"\b(?:analysts?|question|questions|someone|somebody|who|person|guy|colleagues?)\s+(?:from|at|of|with)\s+(?:the\s+)?$|来自\s*$",
    re.IGNORECASE,
)
_EMPLOYER_AFTER = re.compile(
    r"(?:'s)?\s+(?:(?!and\b|or\b)[\w\-]+\s+){0,2}?analysts?\b|'s\s+(?:\w+\s+)?question|\s+(?:ask(?:s|ed)?|wants?|wanted|inquired?|raised|brought up|pressed|pushed)\b"
    r"|\s*的?(?:[\w]{0,6}?)(?:分析师|分析员|研究员)|\s*(?:的)?(?:问了|问到|问的|问什么|问及|提问|发问|询问|想知道|追问)",
    re.IGNORECASE,
)
_STATES = (
    r"(?:say|said|state|report|guide|expect|talk|mention|think|announce|disclose|plan|earn|make|made|grow|grew|comment|describe|spend|do|perform"
    r"|give|gave|see|forecast|discuss|post|record|generate|intend|believe|explain|attribute|address|respond|answer|tell|told|raise|cut|pay|return|ship|sell|fare|blame|project|lower|deliver|view|feel)"
)
_ASKED_BEFORE = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would|is|was|are|were)\s+$|\b(?:at|for|of)\s+$", re.IGNORECASE
)
_ASKED_AFTER = re.compile(
    rf"(?:'s?)?\s+(?:management\s+|executives?\s+|really\s+|also\s+|just\s+)?{_STATES}(?:s|d|ed|ing)?\b"
    r"|(?:'s?)?\s+(?:\w+\s+)?(?:management|CEO|CFO|COO|executives?|results?|earnings|outlook|guidance|call|quarter|leadership|team|fiscal|Q[1-4]|[1-4]Q|FY)"
    r"|\s*的?(?:管理层|执行长|财务长|董事长|总裁|总经理|CEO|CFO|法说|财报|业绩|电话会议|展望|指引|怎么|如何|说|表示|提到|认为|预期|预估|预计|谈|讲|在"
    r"|第.{1,2}季|Q[1-4]|[1-4]Q|\d{2,4}年|FY|上一?季|本季|这一?季|这季|最近|最新|今年|去年|上半年|下半年)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"^(?:'s)?\s*(?:[\w\s%&\-]{0,40}?)(?:,\s*and|,|\band\b|\bor\b|\bvs\b\.?|\bversus\b|&|、|,|和|跟|与|及|以及|还是|或|比起?|对)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b|\bthan\b|\bbetween\b|\bboth\b|\beach\b|\bwho\b|\bwhich\b|\bdiffer\w*|\bagainst\b|\bhigher\b|\blower\b"
    r"|谁|哪(?:家|个|间|一)|比|较|差[异别]|不同|分别|各自|相对",
    re.IGNORECASE,
)


def named(question: str, companies: Sequence[Company], glossary: Glossary, others: Sequence[tuple[int, int]]) -> Named:
    """Read the companies of a question. `others` are spans of people and firms, which hold no company's name."""
    mentions = find(question, companies, glossary, others)
    held = [m for m in mentions if m.companies and m.part is Part.SUBJECT]
    if not held and not speaks_of_anybody(question):
        # A topic beside a company that is asked and not held stays a topic.
        asked = any(m.asked and not m.companies and m.part is Part.SUBJECT for m in mentions)
        held = [] if asked else [m for m in mentions if m.companies and m.part is Part.WEAK]
    held = _subjects(question, held)
    found = tuple(dict.fromkeys(company for m in held for company in m.companies))
    topics = [m.name for m in mentions if m not in held and m.part is not Part.EMPLOYER]
    compares = bool(held) and _COMPARES.search(fold(question)) is not None
    unheld = [
        m.name for m in mentions if not m.companies and m.part is Part.SUBJECT and (compares if held else m.asked)
    ]
    return Named(
        found, tuple(dict.fromkeys(topics)), tuple(dict.fromkeys(unheld)), tuple(dict.fromkeys(m.name for m in held))
    )


def find(
    question: str, companies: Sequence[Company], glossary: Glossary, others: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Every company name in a question with its part, in order; of names that overlap the longest counts."""
    text = fold(question)
    spans: dict[tuple[int, int], list[Company]] = {}
    for company in companies:
        for spelling, how in company.spellings:
            for span in occurrences(text, spelling, how):
                row = spans.setdefault(span, [])
                if company not in row:
                    row.append(company)
    names = {span: text[slice(*span)] for span in spans}
    for canonical in glossary.companies_in(question):
        for spelling in glossary.company_names(canonical):
            for span in occurrences(text, fold(spelling), how_of(spelling)):
                spans.setdefault(span, [])
                names.setdefault(span, canonical)
    firms = {_first(key(p.firm)) for c in companies for h in c.calls for p in h.participants if p.firm}
    kept = [span for span in spans if not any(_covers(other, span) for other in [*spans, *others])]
    found = []
    for start, end in sorted(kept):
        owners = tuple(spans[start, end])
        part, asked = _part(text, start, end), _is_asked(text, start, end, glossary)
        if part is Part.EMPLOYER and owners and not _is_firm(owners, firms):
            part = Part.SUBJECT
        found.append(Mention(start, end, names[start, end], owners, part, asked))
    return found


def is_employer(folded: str, start: int, end: int) -> bool:
    """Whether the words around a firm's name make it somebody's employer: `the UBS analyst`, `UBS asked`, 瑞銀分析師."""
    return bool(_EMPLOYER_BEFORE.search(folded[:start]) or _EMPLOYER_AFTER.match(folded[end:]))


def _part(text: str, start: int, end: int) -> Part:
    before, after = text[:start], text[end:]
    if _WITH_BEFORE.search(before) and _WITH_AFTER.match(after):
        return Part.TOPIC
    if is_employer(text, start, end):
        return Part.EMPLOYER
    if _TOPIC_BEFORE.search(before) or _TOPIC_AFTER.match(after):
        return Part.TOPIC
    return Part.WEAK if _WEAK_BEFORE.search(before) and not re.match(r"'s\b|\s*的", after) else Part.SUBJECT


def _is_asked(text: str, start: int, end: int, glossary: Glossary) -> bool:
    before, after = text[:start], text[end:]
    if _ASKED_AFTER.match(after):
        return True
    terms = [t for t in glossary.spans(text) if t.kind in ("metric", "segment")]
    near = (t for t in terms if 0 <= t.start - end <= 24 and not re.search(r"[,,。?;]", text[end : t.start]))
    if any(True for _ in near) and not re.search(r"\bimpact|\baffect|影响", after):
        return True
    return _ASKED_BEFORE.search(before) is not None and any(0 <= start - t.end <= 10 for t in terms)


def _subjects(question: str, held: list[Mention]) -> list[Mention]:
    """Several companies are the scope where they are joined or compared; else the one that is asked, else the first."""
    if len({m.companies for m in held}) < 2:
        return held
    text = fold(question)
    if _COMPARES.search(text):
        return held
    asked = [m for m in held if m.asked]
    first = (asked or held)[0]
    kept = [first]
    for left, right in itertools.pairwise(held):
        if left in kept and _JOINS.match(text[left.end : right.start]):
            kept.append(right)
        elif right in kept and _JOINS.match(text[left.end : right.start]):
            kept.append(left)
    return [m for m in held if m in kept or m.companies == first.companies]


def _covers(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_firm(owners: Sequence[Company], firms: set[str]) -> bool:
    return any(
        _first(key(name)) in firms
        for company in owners
        for name, how in company.spellings
        if how in (How.NAME, How.WORD)
    )


def _first(name: str) -> str:
    """A firm by its first two words: `morgan stanley`, `jpmorgan`."""
    words = name.replace("&", " ").split()
    return (
        " ".join(words[:2])
        if len(words) > 1 and words[1] not in ("securities", "chase", "research", "capital")
        else words[0]
        if words
        else ""
    )
