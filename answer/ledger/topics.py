"""Which analysts asked about something: a topic against the ledger of any number of calls, in either language."""

from collections.abc import Sequence

from answer.ledger.asked import Asked
from index.glossary import Glossary
from index.tokens import tokens

_FRAME = frozenset(
    tokens(
        "question questions analyst analysts ask asks asked asking anybody anyone somebody who which call calls quarter raise raised about topic subject management company "
        "people last first all any did over every 分析師 提問 問到 問過 問題 有人 有沒有 哪些 哪位 誰 關於 關心 法說會 所有 法人 詢問 是否 曾經 什麼"
    )
)
_SHARE = 0.6
"""Share of the topic's words outside the glossary that a question must hold."""


def asked_about(asked: Sequence[Asked], topic: str, glossary: Glossary) -> list[Asked]:
    """The sub-questions about `topic`, in order; [] where nobody asked, or where `topic` names nothing to look for.

    A term of the glossary matches under any of its names and in either language; other words match the question, its
    aligned translation or its rendition. What is found only in the words said before a question counts where the
    question itself holds a part of the topic, or names no term of its own.
    """
    terms = frozenset(name for name in glossary.terms_in(topic) if glossary.kind(name) != "role")
    words = _words(topic, glossary)
    if not terms and not words:
        return []
    return [one for one in asked if _is_about(one, terms, words, glossary)]


def _is_about(one: Asked, terms: frozenset[str], words: frozenset[str], glossary: Glossary) -> bool:
    own = _said(one)
    if _holds(own, terms, words, glossary):
        return True
    partly = bool(terms & _names(own, glossary)) or bool(words & set(tokens(own)))
    return (partly or not glossary.terms_in(own)) and _holds(f"{own}\n{one.context}", terms, words, glossary)


def _holds(text: str, terms: frozenset[str], words: frozenset[str], glossary: Glossary) -> bool:
    if not terms <= _names(text, glossary):
        return False
    return not words or len(words & set(tokens(text))) >= _SHARE * len(words)


def _names(text: str, glossary: Glossary) -> frozenset[str]:
    """The terms of a text with those they are kinds of: a `gross margin` is a `margin`."""
    names = glossary.terms_in(text)
    return names | {" ".join(words[i:]) for words in map(str.split, names) for i in range(1, len(words))}


def _said(one: Asked) -> str:
    return "\n".join(filter(None, (one.text, one.translation, one.rendition)))


def _words(topic: str, glossary: Glossary) -> frozenset[str]:
    """The topic's search tokens outside the terms of the glossary, without those that only frame a question."""
    rest = list(topic)
    for term in glossary.spans(topic):
        rest[term.start : term.end] = " " * (term.end - term.start)
    return frozenset(tokens("".join(rest))) - _FRAME
