"""A question that takes for granted what the call contradicts: what it presupposes, and the sentence that corrects it.

"Why did revenue shrink?" where revenue grew; "since Fennel is closed, …" where it is open; 為什麼掉到個位數 where growth
sped up to 18 %. Where any sentence found bears the premise out, or speaks of another business, comparison or period,
nothing is corrected.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from answer.checks.clauses import Clause, Figure, clauses, figures
from answer.checks.wording import hedges, stems
from answer.evidence import Evidence
from answer.extract import Chosen
from answer.polarity import OPPOSITES, POSITIVE, ROSE, State, denial, objects_of, states_of
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from index.question import Question
from ingest.transcript import Role

_TAKEN_FOR_GRANTED = re.compile(
    r"\bwhy\b(?!\s+(?:not|should|would|will|might|could))|\b(?:what|which)\b.{0,40}?\b(?:caus|drove|drive[sn]?\b|driving|explain|led\b|behind|made|pushed"
    r"|hurt|hit|reasons?|factors?)|\b(?:reasons?|causes?|explanations?|drivers?|blame\w*|responsible)\b"
    r"|\bhow come\b|\bhow (?:much|far|badly|sharply|fast|many)\b.{0,60}?\b(?:shrink|fall|fell|drop|declin|decreas|los[et]|down|grow|rise|rose|increas)"
    r"|^\s*(?:since|given(?: that)?|because|now that|seeing that|after|with)\b[^,?]{4,120},"
    r"|\bhow (?:does|do|did|will|is|are)\b.{0,60}?\b(?:respond|react|fix|address|recover|cope|deal|plan|explain|justif|make up)"
    r"|為什麼|为什么|為何|为何|怎麼會|怎么会|原因|因素|既然|由於|拖累|怎麼(?:檢討|解釋|因應|看待|補救|改善)|如何(?:因應|解釋|檢討|改善|補救)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:(?:since|given(?: that)?|because|now that|seeing that)\b|既然|由於)[^,,?]{4,120}(?=[,,])", re.IGNORECASE
)
_NOT_OF_THIS_CALL = re.compile(
    r"\b(?:will|would|might|could|expected?\s+to|going\s+to|next\s+(?:quarter|year)|last\s+(?:quarter|year)\b(?!'s)|if\b)|下一?季|明年|將會|如果|會不會|未來",
    re.IGNORECASE,
)
_YOY = re.compile(
    r"year[\s-](?:over|on)[\s-]year|\byoy\b|\ba year (?:ago|earlier|before)\b|same (?:quarter|period)|last year|年增|年減|同比|去年",
    re.IGNORECASE,
)
_QOQ = re.compile(
    r"quarter[\s-](?:over|on)[\s-]quarter|\bqoq\b|sequential\w*|(?:last|previous|prior|preceding) quarter|季增|季減|環比|环比|上一?季",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:\([^)]*\)\s*)?(?:and|so|but)?[,\s]*(?:(?:the )?(?:results?|outcome|performance|feedback) (?:of|from) )?(?:this|that|these|those|it|its|they|their|the)\b"
    r"|^(?:這|其|該|它)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:will|would|on track|path to|going forward|looking ahead|next (?:quarter|year|few)|could|might|aim\w*|hope\w*|goal|if|unless"
    r"|last (?:year|quarter) (?:was|were|fell|grew|rose))\b|將|未來|如果|可望",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][a-z]*\d[\w.]*\b|(?<=\s)[A-Z][A-Za-z0-9]{2,}\b|\b[A-Z][a-z]{2,}(?=['’]s\b)")
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december ceo cfo coo cto gaap fy ebita ebitda"
    " ebit roe eps chinese american the".split()
)
_GENERIC = frozenset(
    "revenue|net income|net loss|profit|loss|gross profit|gross margin|operating income|operating loss|operating margin|margin"
    "|EBITA|EBITDA|EBIT|EBITA margin|EBITDA margin|cost of revenue|operating expenses|users|customers|orders|cash|EPS|members"
    "|subscribers|stores|volume|capex|headcount|inventory|market share|pricing|backlog|bookings|shipments|ASP|R&D|S&M|G&A".split(
        "|"
    )
)
"""Metrics that every business of a company has: alone they do not say which is meant."""
_SIGNED = frozenset(
    {"net cash", "net income", "operating income", "free cash flow", "operating cash flow", "pre-tax income"}
)
_BASES = frozenset({"GAAP", "non-GAAP", "organic", "constant currency", "pro forma"})
_BEFORE_GROUP_METRIC = frozenset(
    "our the total group company consolidated overall net adjusted non gaap quarterly this in for we had our of and now first"
    " quarter fiscal year full march june september december first second third fourth s on a basis delivered reported as"
    " diluted".split()
)
"""Words that may stand before a figure of the whole company; any other may name a part of it."""
_PART_FOLLOWS = re.compile(r"^\s*(?:from|of|in|at|for)\s+(?:our\s+|the\s+)?[A-Z]")
_FRAME = stems(
    "why what which how caused drove driving drives behind explains explain reason reasons factor factors management company"
    " quarter year period sharply badly much far fast results despite happened decline drop fall decrease increase rise growth"
    " call latest recent march june september december group overall total since given"
) | stems(
    "這季 本季 這一季 上季 公司 集團 管理 原因 為什麼 什麼 為何 怎麼 怎麼會 會掉 主要 去年 同期 季度 財報 法說 說明 解釋 因素 檢討 整體"
)


@dataclass(frozen=True)
class Premise:
    """What a question takes for granted: `state` of what its `metrics`, `segments` and `names` name.

    `words` are the question's own for the state. `comparison` is `yoy`, `qoq` or None where it names none.
    """

    state: State
    words: str
    metrics: frozenset[str]
    segments: frozenset[str]
    names: frozenset[str]
    bases: frozenset[str]
    rest: frozenset[str]
    """Content words that neither the glossary nor the frame of a question explains."""
    comparison: str | None


@dataclass(frozen=True)
class Contradiction:
    """`evidence` is to be quoted first, below `line`, which says that the premise does not hold."""

    evidence: Evidence
    line: str


def premise_of(question: Question, glossary: Glossary) -> Premise | None:
    """What the question takes for granted, where it does so of one subject and in one direction; else None."""
    text = question.text
    if not _TAKEN_FOR_GRANTED.search(text) or _NOT_OF_THIS_CALL.search(text):
        return None
    opening = _OPENING.match(text)
    text = opening.group() if opening else text
    stated = states_of(text)
    if len({state for state, _ in stated}) != 1:
        return None
    state, words = stated[0]
    terms = [t for t in glossary.spans(text) if state.family != "sign" or t.name not in ("loss", "profit")]
    names = {
        m.group().lower()
        for m in _NAME.finditer(text)
        if not any(t.start < m.end() and m.start() < t.end for t in terms)
    }
    companies = {n.lower() for company in glossary.companies_in(text) for n in glossary.company_names(company)}
    return Premise(
        state=state,
        words=words,
        metrics=frozenset(t.name for t in terms if t.kind == "metric"),
        segments=frozenset(t.name for t in terms if t.kind == "segment"),
        names=frozenset(names - companies - _NO_NAMES),
        bases=frozenset(t.name for t in terms if t.kind == "qualifier") & _BASES,
        rest=_rest(text, [(t.start, t.end) for t in terms], [said for _, said in stated]),
        comparison="qoq" if _QOQ.search(text) else "yoy" if _YOY.search(text) else None,
    )


def contradicted(premise: Premise, chosen: Sequence[Chosen], glossary: Glossary, language: str) -> Contradiction | None:
    """The best candidate that states the opposite of the premise, if none bears it out; `chosen` is best first."""
    against: Evidence | None = None
    for candidate in chosen:
        evidence = candidate.evidence
        if evidence.speaker.role is not Role.EXECUTIVE:
            continue
        for state, comparison in _states_on(premise, evidence, glossary):
            if state == premise.state and premise.comparison in (None, comparison):
                return None
            if against is None and state == OPPOSITES[premise.state] and comparison == (premise.comparison or "yoy"):
                against = evidence
    return Contradiction(against, denial(premise.state, premise.words, language)) if against else None


def _states_on(premise: Premise, evidence: Evidence, glossary: Glossary) -> Iterator[tuple[State, str]]:
    """What the sentence says of the premise's own subject, and in which comparison: `yoy`, `qoq` or `both`."""
    text = evidence.text
    if premise.state.family in ("movement", "growth", "sign") and (_NOT_YET.search(text) or any(hedges(text))):
        return
    lead = evidence.before if _LEANS.match(text) else ""
    parts = clauses(text, glossary)
    for i, clause in enumerate(parts):
        if clause.role not in ("driver", "offset", "excluding") and _same_subject(
            premise, parts[: i + 1], lead, evidence, glossary
        ):
            for state, _ in states_of(clause.text):
                yield state, _comparison(clause, parts)
                if state.name == "faster":
                    yield ROSE, _comparison(clause, parts)
            if premise.metrics & _SIGNED and any(
                _is_gain(figure, premise.metrics) for figure in figures([clause], clause.text)
            ):
                yield POSITIVE, "yoy"


def _is_gain(figure: Figure, metrics: frozenset[str]) -> bool:
    """An amount of net cash or income that is neither called a loss nor a change: "net cash of $186 million"."""
    quantity = figure.quantity
    return (
        quantity.unit == "money"
        and not quantity.negative
        and quantity.anchor in (None, "to")
        and bool(metrics & figure.own)
    )


def _same_subject(premise: Premise, parts: Sequence[Clause], lead: str, evidence: Evidence, glossary: Glossary) -> bool:
    main = [p for p in parts if p.role not in ("driver", "offset")]
    context = glossary.spans(lead)
    metrics = next((p.names("metric") for p in reversed(main) if p.names("metric")), frozenset[str]())
    metrics = metrics or frozenset(t.name for t in context if t.kind == "metric")
    segments = frozenset(t.name for p in main for t in p.terms if t.kind == "segment")
    segments = segments or frozenset(t.name for t in context if t.kind == "segment")
    generic = bool(premise.metrics) and premise.metrics <= _GENERIC
    if premise.state.name in ("cut", "raised") and not objects_of(premise.words) & objects_of(evidence.text):
        return False
    if premise.state.name in ("cut", "raised") and not parts[-1].names("metric"):
        return premise.segments <= segments
    if not premise.metrics <= metrics or (generic and metrics != premise.metrics):
        return False
    if not premise.segments <= segments or (generic and segments != premise.segments):
        return False
    if frozenset(t.name for p in main for t in p.terms if t.kind == "qualifier") & _BASES - premise.bases:
        return False
    around = f"{evidence.text} {lead}".lower()
    call = evidence.call
    called = {
        n for name in (call.company, call.ticker, *call.company_aliases) if name for n in glossary.company_names(name)
    }
    own = {word for name in called for word in name.lower().split()}
    names = premise.names - own
    if not all(name in around for name in names):
        return False
    if premise.state.name in ("cut", "raised"):
        return True
    if premise.segments or names:
        return bool(premise.metrics) or premise.state.family != "movement"
    spoken = stems(f"{evidence.text} {lead}") | stems(evidence.translation or "") | stems(" ".join(own))
    if not premise.rest <= spoken:
        return False
    if generic:
        return _of_whole_company(evidence.text, premise.metrics, own, glossary)
    return bool(premise.metrics) or len(premise.rest) >= 2


def _of_whole_company(text: str, metrics: frozenset[str], own: Set[str], glossary: Glossary) -> bool:
    """Whether a sentence without any business gives the company's own figure, so far as its words before it tell."""
    term = next((t for t in glossary.spans(text) if t.name in metrics), None)
    if term is None or _PART_FOLLOWS.match(text[term.end :]):
        return False
    return set(re.findall(r"[a-z]+", text[: term.start].lower())) <= _BEFORE_GROUP_METRIC | own


def _comparison(clause: Clause, parts: Sequence[Clause]) -> str:
    """A growth rate without a word for its base is over the year before, as calls put it."""
    said = _named_comparison(clause.text)
    if said is None and sum(any(q.unit not in PERIOD_UNITS for q in p.numbers) for p in parts) <= 1:
        said = next((c for part in parts if (c := _named_comparison(part.text))), None)
    return said or "yoy"


def _named_comparison(text: str) -> str | None:
    yoy, qoq = bool(_YOY.search(text)), bool(_QOQ.search(text))
    return "both" if yoy and qoq else "qoq" if qoq else "yoy" if yoy else None


def _rest(text: str, terms: Sequence[tuple[int, int]], said: Sequence[str]) -> frozenset[str]:
    kept = "".join(" " if any(s <= i < e for s, e in terms) else c for i, c in enumerate(text))
    for words in said:
        kept = kept.replace(words, " ")
    kept = re.sub(r"['’]s\b", "", kept)
    return (
        stems(re.sub(r"(?:為什麼|为什么|為何|怎麼會?|這一?季|本季|上一?季|的?原因|因素|公司|集團)", " ", kept)) - _FRAME
    )
