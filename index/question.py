"""What a question asks for, read from its own words: language, kind of answer, who is to have said it."""

import re
from dataclasses import dataclass
from enum import StrEnum

_CJK = re.compile(r"[\u3400-\u9fff]")


class Kind(StrEnum):
    """Kinds of answer a question can call for; a question may have several."""

    FIGURE = "figure"
    DRIVER = "driver"
    OUTLOOK = "outlook"
    ANALYST = "analyst"
    """What an analyst said or asked."""
    REPLY = "reply"
    """How somebody answered."""
    CLOSED = "closed"
    """Yes or no."""


_KINDS = {
    Kind.FIGURE: re.compile(
        r"\bhow (?:much|many|fast|large|big|far|high|quickly|long)\b|\bwhat (?:percent|percentage|share|level|rate|amount|margin)\b"
        r"|\bby how\b|\bnumber of\b|多少|幾(?!乎)|成長率|增速|年增率|比重|占比|佔比|金額|多大|多快",
        re.IGNORECASE,
    ),
    Kind.DRIVER: re.compile(
        r"\bwhy\b|\bdr(?:ove|ives?|iven|ivers?|iving)\b|\breasons?\b|\bcaus\w+|\bdue to\b|\bpushed\b|\bexplain\w*\b|\bbehind\b|\bfactors?\b"
        r"|\bhelped\b|\bhurt\b|為什麼|为什么|為何|为何|原因|因素|動力|驅動|怎麼會|受惠|帶動|拖累",
        re.IGNORECASE,
    ),
    Kind.OUTLOOK: re.compile(
        r"\boutlook\b|\bguid(?:e|ed|ance)\b|\bexpect\w*\b|\bplans?\b|\bforecast\w*\b|\bnext (?:quarter|year|few)\b|\bwill\b|\bgoing forward\b|\btargets?\b"
        r"|\bcoming\b|展望|指引|財測|预期|預期|預計|未來|接下來|下一季|下季|之後|明年|計畫|目標|會不會",
        re.IGNORECASE,
    ),
    Kind.ANALYST: re.compile(
        r"\banalysts?\b|\bask(?:s|ed|ing)?\b|\bquestions?\b|\bwho (?:raised|brought|asked|claimed|said|wanted)\b|\braised by\b"
        r"|分析師|分析师|提問|提问|問了|問到|想知道|第[一二三1-3]題|誰問|誰說|誰講|誰提",
        re.IGNORECASE,
    ),
    Kind.REPLY: re.compile(
        r"\brespon\w+|\brepl(?:y|ies|ied)\b|\banswer\w*|\btold\b|\btell\b|回答|回覆|回應|答覆", re.IGNORECASE
    ),
    Kind.CLOSED: re.compile(
        r"^\s*(?:did|does|do|is|are|was|were|has|have|will|can|could|should)\b|[嗎吗]\s*[?？]?\s*$|是否|有沒有|會不會",
        re.IGNORECASE,
    ),
}

_TITLES = {
    "chief executive officer": ("ceo", "chief executive", "執行長", "首席執行官", "首席执行官"),
    "chief financial officer": ("cfo", "chief financial", "財務長", "首席財務官", "首席财务官", "財務主管"),
    "chairman": ("chairman", "chairwoman", "董事長", "主席"),
    "chief operating officer": ("coo", "chief operating", "營運長"),
    "chief technology officer": ("cto", "chief technology", "技術長"),
    "investor relations": ("head of ir", "ir head", "投資人關係", "投資者關係"),
}


@dataclass(frozen=True)
class Question:
    text: str
    language: str
    """`en` or `zh`, the language to answer in."""
    kinds: frozenset[Kind]
    titles: tuple[str, ...]
    """Offices named, such as `chief financial officer`."""


def read_question(text: str) -> Question:
    """Read a question. Chinese if it has any Han character outside of a Latin sentence of some length."""
    han = len(_CJK.findall(text))
    latin_words = len(re.findall(r"[A-Za-z]{2,}", text))
    lowered = f" {text.lower()} "
    titles = tuple(
        title
        for title, spellings in _TITLES.items()
        if any((f" {s} " in re.sub(r"[^\w]", " ", lowered)) if s.isascii() else s in text for s in spellings)
    )
    return Question(
        text=text,
        language="zh" if han >= 2 and han * 2 > latin_words else "en",
        kinds=frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(text)),
        titles=titles,
    )
