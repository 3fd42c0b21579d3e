"""Follow-up -> standalone question by rules, for quotes-only mode: what it leaves out is taken from what was asked before."""

import re
from collections.abc import Collection, Sequence

from index.glossary import Glossary
from index.periods import find_periods

History = Sequence[tuple[str, str]]
"""(question, answer) pairs, oldest first."""

_GOES_ON = re.compile(
    r"^\s*(?:and|but|so|then|also|what about|how about|why(?: not| so)?\b(?=\s*\?))\b|^\s*why\s*\?|^\s*(?:那|那麼|而|還有|所以|為什麼[?？]|為何[?？])|呢\s*[?？]?\s*$"
    r"|\bthe (?:first|second|third|other|same|latter|former)(?: one)?(?! (?:half|quarter|time|question))\b|\ball in\b|\bthe two\b|前者|後者|兩者|第[一二三]個(?!問題)|[兩三]個加",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|their|them|he|she|his|her|him|there)\b|\b(?:this|that|these|those)\b(?=\s*(?:[?,.;]|$|is\b|was\b|will\b|have\b|has\b|compare|mean|figure|number|increase|decrease|growth|business))"
    r"|[它他她]|這(?!季|次|家|場|一季|個季|一年|個財)|(?<!應)該(?!公司)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^\s*(?:(?:and|but|so|then)\b|what about|how about)[^?？]{0,60}[?？]?\s*$|呢\s*[?？]?\s*$", re.IGNORECASE
)
_FRAME = frozenset(
    "a about according again all also an analyst's and any are as ask asked at be been being both but by call can compare compared comes could "
    "describe did do does doing each expect explain fast first for from get give given go going had happen has have he her here him his how i if "
    "in into is it its itself just kind last long look make management many me mean mention much name next not now of on one or other our over "
    "per point put quarter really same say saying says second see she should so some tell than that the their them then there these they thing think "
    "this those to told too two up us was we were what when where which while who whom whose why will with would year you your company question "
    "answer answered respond grow grew growing increase increased rise rose fall fell decline declined change changed big large high low better worse "
    "quickly come came moved".split()
)
"""Words that frame a question: what is left of it is what it is about."""
_ZH_FRAME = re.compile(
    r"為什麼|为什么|為何|怎麼樣|怎麼|什麼時候|什麼|多少錢|多少|哪些|哪一|哪|誰|是否|有沒有|會不會|嗎|呢|了|的|是|有|會|在|把|跟|和|與|這一?季|本季|去年|今年|上一?季|公司|管理層|"
    r"表示|說|講|提到|提及|認為|看|問|回答|如何|幾|主要|那|所以|還|也|都|就|要|被|讓|可以|可能|能|從|到|比|多還是少|之後|接下來|一下|請問|[0-9]+|[?？,，。、!！:：;；「」()（）\s]+"
)
_WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9&.'’%+-]*|[\u3400-\u9fff]+")
_SLOTS = frozenset({"metric", "segment", "role", "comparison", "event", "period", "company", "name"})
_GENERAL = frozenset(
    {"revenue", "profit", "loss", "margin", "EBITA", "EBITDA", "growth", "operating income", "net income"}
)
"""Metrics that every business has: which one's is meant, an earlier question says."""
_SHORT = 14
"""Characters of a Chinese question that names nothing, up to which it is taken to go on from the one before."""
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*$")


def leans_back(question: str, glossary: Glossary, names: Collection[str] = ()) -> bool:
    """Whether a question cannot be understood without the one before. `names` are those of held companies and people."""
    if _GOES_ON.search(question):
        return True
    if any(len(name) > 1 and name.casefold() in question.casefold() for name in names):
        return bool(_POINTS_BACK.search(question))
    phrases = _phrases(question)
    kinds = {kind for phrase in phrases for kind in _kinds(phrase, glossary)}
    metrics = {name for name in glossary.terms_in(question) if glossary.kind(name) == "metric"}
    if kinds & {"segment", "event", "name", "company"} or metrics - _GENERAL:
        return False
    short = _is_han(question) and len(question) <= _SHORT
    return bool(_POINTS_BACK.search(question)) or len(phrases) < 2 or short


def standalone(question: str, history: History, glossary: Glossary, names: Collection[str] = ()) -> str:
    """The question completed from the earlier ones; as it is where it stands alone.

    `names` are those of held companies and people: a question that names one is about it, unless it points back.
    """
    topic: list[str] = []
    full = base = ""
    for asked in (*(asked for asked, _ in history), question):
        asked = asked.strip()
        own = _phrases(asked)
        if not full or not leans_back(asked, glossary, names):
            full = base = asked
            topic = own
        elif not own:
            full = f"{asked} ({full.replace('(', '').replace(')', '')})"
        elif swapped := _swapped(asked, base, own, glossary):
            full = base = swapped
            topic = _phrases(swapped)
        else:
            named = {kind for phrase in own for kind in _kinds(phrase, glossary)} & _SLOTS
            carried = [kept for p in topic if (kept := _without(p, named, glossary)) and kept not in asked]
            full = f"{asked} ({('、' if _is_han(asked) else ', ').join(carried)})" if carried else asked
            topic = [*carried, *own]
    return full


def _swapped(asked: str, before: str, own: list[str], glossary: Glossary) -> str | None:
    """ "And in cloud?" -> the question before, with its business replaced; None where it names nothing of the kind."""
    if len(own) != 1 or not _ANOTHER.search(asked) or _POINTS_BACK.search(asked):
        return None
    wanted = _kinds(own[0], glossary) & _SLOTS
    for term in glossary.spans(before):
        if term.kind in wanted:
            return before[: term.start] + own[0] + before[term.end :]
    for phrase in _phrases(before):
        if wanted & _kinds(phrase, glossary):
            return before.replace(phrase, own[0], 1)
    return None


def _without(phrase: str, kinds: set[str], glossary: Glossary) -> str:
    """The phrase without its terms of these kinds: the new question names its own."""
    for term in reversed(glossary.spans(phrase)):
        if term.kind in kinds:
            phrase = phrase[: term.start] + phrase[term.end :]
    return "" if _kinds(phrase, glossary) & kinds else " ".join(phrase.split())


def _phrases(text: str) -> list[str]:
    """What a text is about: its runs of words that are no frame."""
    found: list[str] = []
    run: list[str] = []
    end = 0

    def close() -> None:
        if run:
            found.append(" ".join(run))
            run.clear()

    for match in _WORDS.finditer(text):
        word = match.group().rstrip(".'’")
        if text[end : match.start()].strip():
            close()
        end = match.end()
        if _is_han(word):
            close()
            found.extend(part for part in _ZH_FRAME.split(word) if part and len(part) > 1)
        elif word.casefold().removesuffix("'s").removesuffix("’s") in _FRAME:
            close()
        else:
            run.append(word)
    close()
    return list(dict.fromkeys(found))


def _kinds(phrase: str, glossary: Glossary) -> set[str]:
    kinds = {term.kind for term in glossary.spans(phrase)}
    if find_periods(phrase):
        kinds.add("period")
    if glossary.companies_in(phrase):
        kinds.add("company")
    if not kinds and _NAME.match(phrase):
        kinds.add("name")
    return kinds


def _is_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)
