"""People and firms a question names that take no part in the calls searched: nothing they "said" can be quoted."""

import re
from collections.abc import Sequence

from index.glossary import Glossary
from index.rows import Held
from ingest.transcript import Role, Speaker

_NAME = r"[A-Z][\w'’.-]*(?:\s+(?:[A-Z]\.|de|van|von|al|bin)?\s*[A-Z][\w'’-]*){0,3}"
_HONORIFIC = r"(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Madam)\.?\s+"
_SPEAKS = (
    r"(?:say|said|comment\w*|mention\w*|ask|asked|asks|think|thinks|explain\w*|tell|told|respond\w*|repl(?:y|ies|ied)|answer\w*|argue\w*|claim\w*|describe\w*|discuss\w*|talk\w*"
    r"|raise|raised|bring up|brought up|want|wanted|warn\w*|promise\w*|sound|remark\w*|state|stated|push\w*|press\w*|inquire\w*)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Dd]id|[Dd]oes|[Hh]as|[Hh]ad|[Ww]as|[Ii]s)\s+((?:{_HONORIFIC})?{_NAME})\s+(?:\w+ly\s+)?{_SPEAKS}\b",
        rf"\b[Aa]ccording to\s+((?:{_HONORIFIC})?{_NAME})",
        rf"((?:{_HONORIFIC})?{_NAME})(?:['’]s)?\s+(?:question|questions|view|views|comment|comments|remark|remarks|answer|reply)\b",
        rf"\b(?:told|asked by|raised by|answer(?:ed|ing)?|repl(?:y|ied) to)\s+((?:{_HONORIFIC})?{_NAME})",
        rf"((?:{_HONORIFIC})?{_NAME})\s*(?:博士|先生|女士|教授|執行長|財務長|董事長)?\s*(?:在(?:這場|這次|本次)?(?:電話|法說)?會議?(?:上|中|裡)?)?\s*(?:有沒有|有)?(?:怎麼|如何|怎樣)?(?:說|談|提到|問|認為|表示|回答|評論|解釋|看)",
    )
)
_FIRM = re.compile(
    rf"(?:\b[Tt]he\s+|\ban?\s+)?({_NAME}(?:\s*&\s*[A-Z]\w+)?)(?:['’]s)?\s+(?:analysts?\b|的?\s*分析師)|\banalysts?\s+(?:from|of|at|with)\s+({_NAME})"
)
_OFFICES = {
    "COO": r"chief operat|\bCOO\b|營運長",
    "CTO": r"chief tech|\bCTO\b|技術長",
    "CMO": r"chief market|\bCMO\b|行銷長",
    "CSO": r"chief strateg|\bCSO\b|策略長",
    "chairman": r"chair|董事長|主席",
    "vice chairman": r"vice[- ]chair|deputy chair|副董事長|副主席",
}
"""Offices whose holders often do not speak. A CEO or CFO may be listed under another title."""
_SPOKEN_OF = re.compile(
    rf"\b{_SPEAKS}\b|\bview\b|\bopinion\b|說|談|講|看(?!法以外)|問|認為|表示|提到|怎麼|如何", re.IGNORECASE
)
_HAN_SPEAKER = re.compile(
    r"^(?:請問)?\s*([\u3400-\u9fff]{2,4}?)(?:先生|女士|博士)?(?:在[^,\uff0c。?\uff1f]{0,8}[會上中裡])?(?:對[^,\uff0c。?\uff1f]{0,16})?(?:是)?(?:怎麼|如何|怎樣)(?:談|看|說|評|回|形容|解釋|描述|講)"
)


_FEWEST = 3
"""People named by the calls, below which too little is known of who spoke."""


def names_nobody_present(question: str, in_scope: Sequence[Held], texts: Sequence[str], glossary: Glossary) -> bool:
    """Whether the question asks what somebody said, or a firm's analyst asked, who is not on the calls searched.

    `texts` are what retrieval found, translations included.
    """
    people = [person for h in in_scope for person in h.participants if person.role is not Role.OPERATOR]
    if len(people) < _FEWEST:
        return False
    known = _words(people, in_scope, glossary)
    firms = [firm for person in people if (firm := person.firm)]
    for match in _FIRM.finditer(question):
        name = match[1] or match[2]
        if firms and _is_firm(name) and not _present(name, known, glossary):
            return True
    asks_analyst = re.search(r"\banalysts?\b|分析師", question, re.IGNORECASE) is not None
    if firms and asks_analyst:
        named = glossary.companies_in(question) - {n for h in in_scope for n in _companies_of(h, glossary)}
        if named and not any(_is_among(name, firms, glossary) for name in named):
            return True
    for pattern in _PATTERNS:
        for match in pattern.finditer(question):
            if _is_person(match[1], question, glossary) and not _present(match[1], known, glossary):
                return True
    return _office_is_silent(question, people, glossary) or _han_name_is_silent(question, people, texts)


def _words(people: Sequence[Speaker], in_scope: Sequence[Held], glossary: Glossary) -> frozenset[str]:
    names = [n for p in people for n in (p.name, *p.also_called, p.firm or "", p.title or "")]
    names += [n for h in in_scope for n in (h.call.company or "", h.call.ticker or "", *h.call.company_aliases)]
    names += [other for name in list(names) for other in glossary.company_names(name)]
    return frozenset(word for name in names for word in re.split(r"[^\w]+", name.casefold()) if len(word) > 1)


def _present(name: str, known: frozenset[str], glossary: Glossary) -> bool:
    words = [w for w in re.split(r"[^\w]+", re.sub(_HONORIFIC, "", name).casefold()) if len(w) > 1]
    words = [w.removesuffix("s") if w not in known else w for w in words]
    spelled = {w for other in glossary.company_names(name) for w in re.split(r"[^\w]+", other.casefold()) if len(w) > 3}
    return any(word in known for word in words) or bool(spelled & known)


_NOT_NAMES = frozenset(
    "management analyst analysts company ceo cfo coo cto chairman board i what who why how it he she they the q".split()
)


def _is_firm(name: str) -> bool:
    return bool(name) and name.split()[0].casefold() not in _NOT_NAMES | {"which", "what", "each", "another", "any"}


def _is_person(name: str, question: str, glossary: Glossary) -> bool:
    """Two capitalised words, or one with an honorific, and no term or company of the glossary."""
    if name.split()[0].casefold().rstrip(".") in _NOT_NAMES:
        return False
    if re.match(_HONORIFIC, name) or re.search(re.escape(name) + r"\s*(?:博士|先生|女士|教授)", question):
        return True
    return len(name.split()) > 1 and not glossary.terms_in(name) and not glossary.companies_in(name)


def _office_is_silent(question: str, people: Sequence[Speaker], glossary: Glossary) -> bool:
    titles = [title for person in people if (title := person.title) and person.role is Role.EXECUTIVE]
    if len(titles) < 2 or not _SPOKEN_OF.search(question):
        return False
    asked = [term.name for term in glossary.spans(question) if term.name in _OFFICES]
    return bool(asked) and not any(re.search(_OFFICES[o], t, re.IGNORECASE) for o in asked for t in titles)


def _han_name_is_silent(question: str, people: Sequence[Speaker], texts: Sequence[str]) -> bool:
    """蔡明遠 in 董事長蔡明遠, where no chairman speaks: introduced by an office that nobody who speaks holds."""
    match = _HAN_SPEAKER.match(question)
    if match is None:
        return False
    name = match[1]
    if any(name in (person.name, *person.also_called) for person in people):
        return False
    for office in ("chairman", "COO", "CTO"):
        spelled = "|".join(p for p in _OFFICES[office].split("|") if not p.isascii())
        introduced = re.compile(rf"(?:{spelled})\s*{name}|{name}\s*[,\uff0c(\uff08]?\s*(?:{spelled})")
        if any(introduced.search(text) for text in texts):
            return not any(re.search(_OFFICES[office], p.title or "", re.IGNORECASE) for p in people)
    return False


def _companies_of(held: Held, glossary: Glossary) -> set[str]:
    names = [held.call.company, held.call.ticker, *held.call.company_aliases]
    return {company for name in names if name for company in glossary.companies_in(name)}


def _is_among(name: str, firms: Sequence[str], glossary: Glossary) -> bool:
    spellings = {other.casefold() for other in glossary.company_names(name)}
    return any(s in firm.casefold() or firm.casefold() in s for firm in firms for s in spellings if len(s) > 1)
