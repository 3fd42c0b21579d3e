"""What the speaker, the company and the call of a cited Sentence may be called."""

import re
from collections.abc import Sequence

from answer.checks import wording
from answer.checks.clauses import spans
from answer.evidence import Evidence
from index.glossary import Glossary


def is_company(name: str, cited: Sequence[Evidence], glossary: Glossary) -> bool:
    """Whether the name is part of the cited call's company, or of a firm that speaks there."""
    folded = fold(name)
    return any(folded and folded in fold(" ; ".join(company_names(e, glossary))) for e in cited)


def names_of(e: Evidence, glossary: Glossary) -> str:
    """Every name a claim may use for the speaker, the firm, the company and the call, in one text."""
    speaker = (e.speaker.name, e.speaker.title, *e.speaker.also_called, e.answering, e.speaks_for, e.call.fiscal_period)
    return " ; ".join(part for part in (*speaker, *company_names(e, glossary)) if part)


def company_names(e: Evidence, glossary: Glossary) -> list[str]:
    """Names of the call's company, and the firm of its speaker."""
    known = glossary.company_names(e.call.company or "") if e.call.company else ()
    names = (
        e.call.company,
        e.call.ticker,
        e.call.exchange,
        *e.call.company_aliases,
        e.call.title,
        e.speaker.firm,
        *known,
    )
    return [name for name in names if name]


def masked(text: str, e: Evidence, glossary: Glossary) -> str:
    """`text` with the company's name as "the company", where a word of the name is also a term ("… Instruments")."""
    for name in company_names(e, glossary):
        if spans(name, glossary) and name in text:
            text = text.replace(name, "公司" if wording.is_han(name) else "the company")
    return text


def fold(name: str) -> str:
    """A name for comparison: letters only, small."""
    return re.sub(r"[^\w\s]", "", wording.simplified(name).lower()).strip()
