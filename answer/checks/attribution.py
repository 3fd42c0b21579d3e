"""Whose words a claim gives as whose: an analyst's as management's, another company's, another period's."""

import re
from collections.abc import Iterator, Sequence

from answer.checks import wording
from answer.checks.clauses import terms_in
from answer.checks.naming import fold, is_company
from answer.checks.people import SAY
from answer.evidence import Evidence
from answer.quantities.numbers import Quantity
from answer.quantities.periods import in_label
from index.glossary import Glossary
from ingest.transcript import Role

_ZH_SAY = (
    r"(?:表示|指出|強調|强调|透露|補充|补充|認為|认为|提到|坦言|說明|说明|解釋|解释|回應|回应|回答|預期|预期"
    r"|預計|预计|宣布|重申|稱|称|說|说)"
)
_ANALYST_WORDS = re.compile(
    r"\banalysts?\b|\bask(?:s|ed|ing)?\b|\bquestion(?:ed|s?\s+(?:from|by|on|about|whether|how|what|why|was|were|put))\b"
    r"|\b(?:in|to)\s+(?:a|his|her|the|response\s+to\s+a)\s+question\b|\bwonder(?:s|ed|ing)?\b|\binquir\w+"
    r"|分析師|分析师|法人|問|问",
    re.IGNORECASE,
)
_SAID_BY_MANAGEMENT = re.compile(
    rf"\b(?:management|(?<!& )company|executives|CEO|CFO|COO|CTO|chairman"
    rf"|chief\s+\w+\s+officer)\b[^,.;]{{0,30}}?\b{SAY}|(?:管理層|管理层|管理階層|公司|集團|財務長|执行长"
    rf"|執行長|董事長|财务长|首席執行官|首席財務官)[^,，。]{{0,12}}?{_ZH_SAY}",
    re.IGNORECASE,
)

_HAN_COMPANY = re.compile(
    r"(?<![\u3400-\u9fff])而?(?P<n>(?:(?![而但且與和及在是无無需的了為该該本子母全])[\u3400-\u9fff]){1,5}?(?:集團|集团|科技|商務|商务|電子|电子|控股|銀行|银行|證券|证券|半導體|半导体|金控"
    r"|光電|光电|精密|電信|电信|電腦|电脑|生技|製藥|制药|食品|航空|海運|鋼鐵|股份|實業|工業|網路|網絡|能源))"
    rf"(?=的|本季|第|在|\d|營|营|公|今年|去年|{_ZH_SAY})"
)


def analysts_words(claim: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    """An analyst's words given as management's, or as a fact. `evidence` is what the claim rests on."""
    analysts = [e for e in evidence if e.speaker.role == Role.ANALYST]
    if not analysts or len(analysts) < len(evidence):
        return
    if _SAID_BY_MANAGEMENT.search(claim):
        yield "the cited words are an analyst's, and the claim gives them as management's"
    elif not (_ANALYST_WORDS.search(claim) or any(_names_speaker(claim, e) for e in analysts)):
        yield "the cited words are an analyst's; the claim must say so"


def not_speech_of_management(claim: str, cited: Sequence[Evidence]) -> Iterator[str]:
    """Words given to management although no executive is cited."""
    if _SAID_BY_MANAGEMENT.search(claim) and not any(
        e.speaker.role in (Role.EXECUTIVE, Role.ANALYST, Role.OTHER) for e in cited
    ):
        yield "no cited sentence was spoken by management"


def tells_a_question(claim: str) -> bool:
    """Whether the claim reports a question."""
    return bool(_ANALYST_WORDS.search(claim))


def named_company(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """A company that is neither the call's nor named in the cited sentences."""
    known: set[str] = set()
    for e in cited:
        firm = e.speaker.firm or ""
        known |= glossary.companies_in(
            " ; ".join((e.text, e.translation or "", e.before, e.after, firm, e.call.title or ""))
        )
        for name in (e.call.company, e.call.ticker, *e.call.company_aliases):
            known |= glossary.companies_in(name or "") | {glossary.company_names(name or "")[0]}
    for company in sorted(glossary.companies_in(claim) - known):
        yield f"{company} is neither the company of the cited call nor named in the cited sentence"
    for match in _HAN_COMPANY.finditer(claim):
        name = match["n"]
        if (
            not is_company(name, cited, glossary)
            and not terms_in(name, glossary)
            and not any(wording.simplified(name) in wording.simplified(_words(e)) for e in cited)
            and not re.search("[該该本子母全]", name[:2])
        ):
            yield f"{name} is neither the company of the cited call nor named in the cited sentence"


def named_period(quantity: Quantity, cited: Sequence[Evidence]) -> bool:
    """Whether a year, quarter, month or day is the cited call's own."""
    return any(in_label(quantity, e.call) for e in cited)


def _names_speaker(claim: str, e: Evidence) -> bool:
    folded = fold(claim)
    names = [n for n in (e.speaker.name, e.speaker.firm, *e.speaker.also_called) if n]
    return any(fold(n) in folded or fold(n).split()[-1] in folded.split() for n in names if fold(n))


def _words(e: Evidence) -> str:
    return " ".join((e.text, e.translation or "", e.before, e.after))
