"""Follow-up -> standalone question, and the Scope that a question itself names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.glossary import Glossary
from index.passage import Scope
from index.periods import find_periods
from index.rows import Held
from index.scope import company_names, is_company
from index.tokens import tokens

if TYPE_CHECKING:
    from answer.llm import Llm
    from answer.prompts import Prompt

History = Sequence[tuple[str, str]]
"""(question, answer) pairs, oldest first."""

_LEANS_BACK = re.compile(
    r"^\s*(?:and|but|so|then|also|what about|how about|why(?: not| so)?\b(?=\s*\?))|\b(?:it|its|they|their|them|that|this|these|those|he|she|his|her|him|"
    r"the (?:first|second|third|other|same|latter|former)(?: one)?|there)\b"
    r"|^\s*(?:那|那麼|而|還有|所以|為什麼|為何|哪)|呢\s*[?？]?\s*$|[它他她]|這(?!季|次|家)|該|前者|後者|第[一二三]個",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"\bcompar\w+|\bchang\w+|\bversus\b|\bvs\b|\bsince\b|\btrend\w*|\bover (?:time|the (?:last|past))|\b(?:last|previous|prior|earlier|each|every|both|all)"
    r" (?:quarters?|calls?|years?)\b|\bhistor\w+|\bfirst (?:said|mentioned)|相比|比較|變化|改變|之前|上一?季|前一?季|兩季|各季|歷次|去年",
    re.IGNORECASE,
)
_SHORT = 4
_TURNS_SHOWN = 3
_ANSWER_SHOWN = 600


def standalone(question: str, history: History) -> str:
    """A follow-up joined with the question it leans on; any other question as it is. Rules only, no model."""
    if not history or not leans_back(question):
        return question
    earlier = history[-1][0].strip()
    for previous, _ in reversed(history[:-1]):
        if not leans_back(earlier):
            break
        earlier = f"{previous.strip()} {earlier}"
    return f"{question.strip()} ({earlier})"


def leans_back(question: str) -> bool:
    return bool(_LEANS_BACK.search(question)) or len(set(tokens(question))) < _SHORT


def rewritten(question: str, history: History, llm: "Llm", prompt: "Prompt") -> str:
    """The model's standalone form of a follow-up; the question itself if the model's reply is of no use.

    Raises:
        ModelError: the model cannot be reached or fails.
    """
    if not history:
        return question
    told = "\n".join(f"Q: {asked}\nA: {answer[:_ANSWER_SHOWN]}" for asked, answer in history[-_TURNS_SHOWN:])
    lines = [
        line.strip()
        for line in llm.complete(*prompt.fill(history=told, question=question)).splitlines()
        if line.strip()
    ]
    if not lines or len(lines[0]) > 4 * len(question) + 400:
        return question
    return lines[0].removeprefix("Q:").strip() or question


def named_scope(question: str, held: Sequence[Held], glossary: Glossary) -> Scope:
    """The held companies and periods that a question names. What is not held is left to the gates."""
    companies = named_companies(question, held, glossary)
    calls = [h for h in held if not companies or (h.call.company or h.call.id) in companies]
    periods = []
    for period in find_periods(question):
        for h in calls:
            call = h.call
            if call.fiscal_period and period.matches(
                fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end
            ):
                periods.append(call.fiscal_period)
    return Scope(companies=tuple(companies), periods=tuple(dict.fromkeys(periods)))


def newest_only(question: str, scope: Scope, calls: Sequence[Held]) -> Scope | None:
    """The newest call of each company among `calls`, for a question that names no period and compares none; else None.

    Growth said of one quarter is no answer about another. None too where nothing older would be left out.
    """
    if scope.periods or scope.transcripts or find_periods(question) or _OVER_TIME.search(question):
        return None
    newest: dict[str, Held] = {}
    for h in calls:
        best = newest.setdefault(h.call.company or h.call.id, h)
        if _age(h) > _age(best):
            newest[h.call.company or h.call.id] = h
    if len(newest) == len(calls):
        return None
    return replace(scope, transcripts=tuple(h.call.id for h in newest.values()))


def named_companies(question: str, held: Sequence[Held], glossary: Glossary) -> list[str]:
    """Companies of held calls that the question names by any of their names, as their calls print them."""
    found: dict[str, None] = {}
    known = glossary.companies_in(question)
    for h in held:
        named = any(_mentions(question, name) for name in company_names(h))
        if named or any(is_company(h, name, glossary) for name in known):
            found.setdefault(h.call.company or h.call.id)
    return list(found)


def merged(explicit: Scope, named: Scope) -> Scope:
    """The user's own filter, filled up with what the question names where the user set nothing."""
    return replace(
        explicit,
        companies=explicit.companies or (() if explicit.transcripts else named.companies),
        periods=explicit.periods or (() if explicit.transcripts else named.periods),
    )


def _mentions(question: str, name: str) -> bool:
    if name.isascii():
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, re.IGNORECASE) is not None
    return name in question


def _age(held: Held) -> tuple[int, int, str]:
    call = held.call
    return call.fiscal_year or 0, call.fiscal_quarter or 0, call.date or ""
