"""What a comparing question asks of both sides: the subject that the quotes must share, and the arithmetic wanted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from answer.checks import wording
from answer.checks.belonging import widened
from answer.compare.reading import MARGIN_OF, named_span
from index.glossary import Glossary
from ingest.transcript import Call


class Operation(StrEnum):
    DIFFERENCE = "difference"
    RATIO = "ratio"
    SUM = "sum"
    AVERAGE = "average"


_DIFFERENCE = re.compile(
    r"\b(?:differ(?:s|ed|ence|ences)?|gap|spread)\b|\bhow (?:much|many)\b.{0,60}?\b(?:higher|lower|more|less|fewer|larger|bigger|smaller|better|worse|greater|faster|slower)\b"
    r"|\bby how (?:much|many)\b|相差|差(?:了)?多少|差距|差異|高(?:了|出)?多少|低(?:了)?多少|多(?:了|出)?多少|少(?:了)?多少|增加(?:了)?多少|減少(?:了)?多少|(?:金額|數字|水準|情況|最近|目前|高|低|多|少|快|慢)幾個百分點",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\bratio (?:of|between)\b|\bhow many times\b(?! (?:did|was|were|has|have)\b)|\btimes (?:as|larger|bigger|higher|more)\b|\bwhat multiple\b|幾倍|多少倍|倍數|比值",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:combined|sum of|add(?:ed)? up|taken together|altogether|in total|total (?:of|over|for) (?:both|the two|all)|the two \w+ together)\b|合計|加起來|加總|總和|相加|一共|總共",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"\baverage (?:of|over|across|for) (?:the|both|these)\b|\baverage\b.{0,60}\b(?:over|across|of) (?:the |both |these )?(?:two|both|three|four|quarters|years|companies)\b|\bon average over the\b|平均(?:為|是)?多少|兩季平均|平均值",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"\bgr(?:ow|ew|owth|owing|own)\b|\bhow fast\b|\bfaster\b|\bslower\b|成長|增長|增速|年增|季增|衰退", re.IGNORECASE
)
_OUTLOOK = re.compile(
    r"\b(?:outlook|guid(?:e|es|ed|ance)|expect\w*|plans?|forecast\w*|targets?|next (?:quarter|year)|going forward|will)\b"
    r"|展望|指引|財測|預期|預計|目標|計[畫劃]|明年|下一?季|未來",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:share|percentage|proportion|portion|what percent|part)\b|占比|佔比|比重|比例|百分之幾", re.IGNORECASE
)
_PROFITS = frozenset({"EBITA", "EBITDA", "EBIT", "net income", "net loss", "operating income", "operating loss", "EPS"})
_PLAIN = frozenset(
    re.findall(
        r"\S+",
        "how what when where which who why did does do is are was were has have had will would the a an of in on at for to from by "
        "with and or vs versus against between compare compared comparison compares difference different differ change changed changes "
        "quarter quarters year years fiscal last previous prior this that these those latest newest new recent current old earlier ago "
        "q1 q2 q3 q4 fy cfo ceo management analysts analyst company companies call calls say said about tell us me i you we they it its "
        "their his her there much many more less than higher lower more faster slower both two each other side january february march april may "
        "june july august september october november december ended first second third fourth half full results result number figure "
        "growth group total overall percent percentage points show shows show list please also amount amounts value "
        "guidance outlook expect expected driver drivers drove driven reason reasons behind went go up down trend trends over across",
    )
)
_HAN_PLAIN = re.compile(
    r"比較|相比|相較|對比|差異|差別|差多少|相差|多少|如何|怎麼|怎樣|什麼|甚麼|哪[些個家一]?|為何|為什麼|變化|改變|不同|有沒有|是否|請|說明|管理層|公司|上一?季|本季|這季|季度?|今年|去年|同期|年度?|財年"
    r"|第[一二三四]|最新|兩|各|分別|之間|與|和|跟|及|的|了|嗎|呢|在|是|有|從|到|對|比|金額|數字|水準|情況|最近|目前|高|低|多|少|快|慢|月|幾|個|百分點|法說會|電話會議|分析師|執行長|財務長|提到|表示|怎麼說|看法|展望|指引|財測|預期|合計|加起來|總共|成長|增長|率"
)


@dataclass(frozen=True)
class Asked:
    """`names` are capitalised words outside the glossary (products, businesses); `words` its other words, `han` its runs
    of Chinese, both outside the glossary too. `metrics` stand in the order asked."""

    metrics: tuple[str, ...]
    segments: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    han: frozenset[str]
    qualifiers: frozenset[str]
    comparisons: frozenset[str]
    outlook: bool
    """Whether what is expected is asked for, rather than what was reported."""
    share: bool
    span: str | None
    """`year` or `months` where that is asked for; a call's own quarter else."""
    growth: bool
    operation: Operation
    explicit: bool
    """Whether the arithmetic was asked for in words."""

    @property
    def nothing(self) -> bool:
        return not (self.metrics or self.segments or self.names)


def read_asked(text: str, calls: Sequence[Call], glossary: Glossary) -> Asked:
    """Read the question, its companies and periods aside."""
    terms = glossary.spans(text)
    found = [
        (operation, pattern.search(text))
        for operation, pattern in (
            (Operation.RATIO, _RATIO),
            (Operation.AVERAGE, _AVERAGE),
            (Operation.SUM, _SUM),
            (Operation.DIFFERENCE, _DIFFERENCE),
        )
    ]
    operation = next((name for name, match in found if match), None)
    names, words, han = _rest(text, calls, glossary)
    return Asked(
        metrics=tuple(dict.fromkeys(t.name for t in terms if t.kind == "metric")),
        segments=frozenset(t.name for t in terms if t.kind in ("segment", "event")),
        names=names,
        words=words,
        han=han,
        qualifiers=frozenset(t.name for t in terms if t.kind == "qualifier"),
        outlook=bool(_OUTLOOK.search(text)),
        share=bool(_SHARE.search(text)),
        span=None if (span := named_span(text)) == "quarter" else span,
        comparisons=frozenset(t.name for t in terms if t.kind == "comparison"),
        growth=bool(_GROWTH.search(text)),
        operation=operation or Operation.DIFFERENCE,
        explicit=operation is not None,
    )


def covers(metrics: Iterable[str], held: Iterable[str]) -> bool:
    """Whether a metric asked for is among those held, by a wider name too; any measure of profit is profit."""
    asked, known = set(metrics), set(held)
    known |= {margin for base, margin in MARGIN_OF.items() if {base, "margin"} <= known}
    return bool(asked & widened(known)) or bool(asked & {"profit", "loss"} and known & _PROFITS)


def _rest(
    text: str, calls: Sequence[Call], glossary: Glossary
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The question without terms, companies, periods and plain words: names, stems of other words, runs of Chinese."""
    bare = text
    for term in reversed(glossary.spans(text)):
        bare = f"{bare[: term.start]} {bare[term.end :]}"
    own: set[str] = set()
    for call in calls:
        for name in (call.company, call.ticker, *call.company_aliases):
            if name and not name.isascii():
                bare = bare.replace(name, " ").replace(name[:2], " ")
            own |= {word.lower() for word in re.findall(r"[A-Za-z]+", name or "")}
    names: set[str] = set()
    words: set[str] = set()
    for match in re.finditer(r"[A-Za-z][A-Za-z'’-]*(?![\w])", bare):
        word = re.sub(r"['’]s$", "", match.group())
        if word.lower() in _PLAIN | own or (match.start() and bare[match.start() - 1].isdigit()):
            continue
        named = any(c.isupper() for c in word[1:]) or (word[0].isupper() and re.search(r"\w", bare[: match.start()]))
        if named:
            names.add(word)
        else:
            words |= wording.stems(word.replace("-", " "))
    return frozenset(names), frozenset(words), frozenset(re.findall(r"[\u3400-\u9fff]{2,}", _HAN_PLAIN.sub(" ", bare)))
