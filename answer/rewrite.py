"""Follow-up -> standalone question by a language model, and by rules where its reply is of no use."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from answer.followup import History, standalone
from answer.llm import Bound
from answer.structured import QUESTION
from errors import (
    ModelError,
    ModelKeyRejected,
    ModelRateLimited,
    ModelTimeout,
    ModelUnknown,
    ModelUnreachable,
)
from index.glossary import Glossary
from index.question import read_question

if TYPE_CHECKING:
    from answer.llm import Llm
    from answer.prompts import Prompt

_TURNS_SHOWN = 3
_ASKED_SHOWN = 300
_ANSWER_SHOWN = 600
"""Characters of each turn that the model is shown."""
_MOST_ADDED = 300
_NO_USE_TO_GO_ON = (ModelKeyRejected, ModelUnknown, ModelUnreachable, ModelRateLimited, ModelTimeout)
_KEPT_KINDS = frozenset({"segment", "metric", "driver", "event"})

_MARKER = re.compile(r"\s*[\[【［]\s*\^?\d[\d\s,，、–-]*[\]】］]")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>|\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_THINKING = re.compile(r"<think(?:ing)?>.*\Z", re.DOTALL | re.IGNORECASE)
_MEMBER = re.compile(r'"question"\s*:\s*("(?:[^"\\]|\\.)*")')
_LABEL = re.compile(
    r"^\W*(?:(?:here is |this is )?(?:the |a |my )?(?:(?:stand-?alone|rewritten|reworded|revised|final|full|complete|new|last|resulting) )*"
    r"(?:question|query|version)(?: is)?|Q|(?:獨立|完整|改寫後|改寫|最終|最後|新)*的?(?:問題|提問|问题)(?:是|為)?)\s*\**\s*[:：]\s*\**\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-*•>]|\d{1,2}[.)])\s+")
_PAIRS = ('""', "''", "“”", "‘’", "「」", "『』", "``", "**", "__")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ORDINALS = {"1": r"first|第一", "2": r"second|第二", "3": r"third|第三", "4": r"fourth|第四"}
_NAME = re.compile(r"(?<=[\w,;.'’] )[A-Z][^\W\d_]+\b")
_ASKS = re.compile(
    r"[?？嗎呢]\s*$|^\W*(?:what|how|why|who|whom|whose|when|where|which|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|in which"
    r"|list|show|tell|give|name|find|quote|summari[sz]e|compare|explain|describe)\b"
    r"|^(?!.*。\s*$).*(?:什麼|多少|如何|怎麼|為何|為什麼|哪|誰|是否|幾|有沒有|會不會|^請|列出|摘要|總結|比較|說明)",
    re.IGNORECASE,
)


def rewritten(question: str, history: History, llm: "Llm", prompt: "Prompt", glossary: Glossary) -> str:
    """The standalone form of a follow-up: the first line of the model's reply that can be one, else that of the rules.

    What cannot be one: an answer, another language, a number that nobody mentioned, a question that lost a name or
    figure of the follow-up. A model that repeats the follow-up unchanged decides nothing: the rules do.

    Raises:
        ModelError: the model cannot be reached. A reply that is empty or cut is only of no use.
    """
    if not history:
        return question
    told = "\n".join(
        f"Q: {_cut(asked, _ASKED_SHOWN)}\nA: {_cut(_MARKER.sub('', answer), _ANSWER_SHOWN)}"
        for asked, answer in history[-_TURNS_SHOWN:]
    )
    try:
        for line in _lines(llm.stream(*prompt.fill(history=told, question=question), bound=Bound(QUESTION))):
            candidate = _cleaned(line)
            if candidate == question:
                break
            if _can_be(candidate, question, told, glossary):
                return candidate
    except _NO_USE_TO_GO_ON:
        raise
    except ModelError:
        pass  # the model was reached: the rules need no reply
    return standalone(question, history, glossary)


def _cut(text: str, most: int) -> str:
    """On one line, at most so many characters, whole words."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}…"


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Each line as soon as it is complete, without reasoning."""
    text = ""
    for piece in pieces:
        text = _THOUGHT.sub("", text + piece)
        while "\n" in text and not _THINKING.search(text):
            line, _, text = text.partition("\n")
            yield line
    yield _THINKING.sub("", text)


def _cleaned(line: str) -> str:
    """The question in a line of a reply: without JSON around it, label, bullet and quotation marks."""
    if found := _MEMBER.search(line):
        try:
            line = str(json.loads(found[1], strict=False))
        except ValueError:
            return ""
    line = " ".join(line.encode("utf-8", "replace").decode("utf-8").split())
    line = _LABEL.sub("", _BULLET.sub("", line))
    while (pair := line[:1] + line[-1:]) in _PAIRS and len(inner := line.strip(pair)) and not set(pair) & set(inner):
        line = inner.strip()
    return line


def _can_be(candidate: str, question: str, told: str, glossary: Glossary) -> bool:
    """Whether a line can be the standalone form of the question."""
    if not any(char.isalnum() for char in candidate) or len(candidate) > 2 * len(question) + _MOST_ADDED:
        return False
    if read_question(candidate).language != read_question(question).language or _MARKER.search(candidate):
        return False
    if not _ASKS.search(candidate) and (_ASKS.search(question) or candidate[-1] in ".。!！:："):
        return False
    if _numbers_lost(candidate, f"{told}\n{question}") or _numbers_lost(question, candidate):
        return False
    return _keeps_names(candidate, question, glossary)


def _numbers_lost(numbers_of: str, text: str) -> list[str]:
    """Numbers that another text has not; years may be written out (FY25, FY2025), ordinals as words."""
    held = set(_NUMBER.findall(text))
    held |= {year[2:] for year in held if len(year) == 4} | {f"20{year}" for year in held if len(year) == 2}
    held |= {number for number, words in _ORDINALS.items() if re.search(words, text, re.IGNORECASE)}
    return [number for number in _NUMBER.findall(numbers_of) if number not in held]


def _keeps_names(candidate: str, question: str, glossary: Glossary) -> bool:
    folded, terms = candidate.casefold(), glossary.terms_in(candidate)
    # Four letters: "growth" is kept in "how fast did it grow".
    lost = (
        term
        for term in glossary.spans(question)
        if term.kind in _KEPT_KINDS
        and term.name not in terms
        and question[term.start : term.end].casefold()[:4] not in folded
    )
    companies = glossary.companies_in(question) <= glossary.companies_in(candidate)
    return companies and all(name.casefold() in folded for name in _NAME.findall(question)) and not any(lost)
