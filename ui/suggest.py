"""Questions to start with, made from what the held calls really talk about. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.transcript import Call, Paragraph, Role, Transcript, Turn
from ui.labels import is_han

MOST = 6
_CHINESE = 2
_FROM = 3
"""Companies that questions are about: the newest call of each."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NUMBER = _words(r"\d")
_GREW = _words(r"\b(?:grew|growth|increase[ds]?|rose|up)\b")
_CAUSE = _words(r"\b(?:driven by|drivers?|due to|thanks to|because|mainly|came from|contributed)\b")
_PLANNED = _words(r"\b(?:we (?:now )?(?:expect|plan|guide)|guidance|our outlook)\b")


@dataclass(frozen=True)
class _Topic:
    """A question that a call can answer where a sentence of an executive (or `sentences` in a row) holds all of `needs`.

    `{name}` is the company, `{when}` the period where the library holds several calls of it.
    """

    needs: tuple[re.Pattern[str], ...]
    english: str
    chinese: str | None = None
    sentences: int = 1


_TOPICS = (
    _Topic((_words(r"\bCMR\b|customer management revenue"), _CAUSE),
           "What drove CMR growth at {name}{when}?", "{name}{when}的客戶管理收入成長是由什麼帶動的?", sentences=2),
    _Topic((_words(r"\bcloud\b"), _words(r"\brevenue\b"), _PLANNED),
           "What outlook did {name} give{when} for cloud revenue?", "{name}{when}對雲端營收的展望是什麼?"),
    _Topic((_words(r"\borganic\b"), _words(r"\bgrowth\b"), _PLANNED, _NUMBER), "What organic growth did {name} guide to{when}?"),
    _Topic((_words(r"capital expenditure|\bcapex\b"), _PLANNED, _NUMBER),
           "What did {name} say{when} about planned capital expenditure?", "{name}{when}說明的資本支出計畫是多少?"),
    _Topic((_words(r"\bgross margin\b"), _CAUSE), "What moved gross margin at {name}{when}?"),
    _Topic((_words(r"\bdividend"), _words("approved|declared"), _NUMBER),
           "What dividend did {name} announce{when}?", "{name}{when}宣布了多少股息?"),
    _Topic((_words(r"\bbook-to-bill\b"), _NUMBER), "What was the book-to-bill ratio at {name}{when}?"),
    _Topic((_words(r"\bfree cash flow\b"), _NUMBER), "What was free cash flow at {name}{when}?", "{name}{when}的自由現金流是多少?"),
    _Topic((_words(r"\brevenue\b"), _GREW, _NUMBER), "How fast did revenue grow at {name}{when}?", "{name}{when}的營收成長了多少?"),
)  # fmt: skip


def suggest(calls: Iterable[Call], transcript: Callable[[str], Transcript]) -> list[str]:
    """At most MOST questions: topics of the calls held, one about what an analyst was told, and up to two in Chinese.

    The newest call of a company speaks for it (read with `transcript(id)`), and the companies take turns. No topic
    comes twice in one language.
    """
    held = sorted(calls, key=lambda call: (call.fiscal_year or 0, call.fiscal_quarter or 0))
    calls_of = Counter(call.company for call in held)
    newest: dict[str | None, Call] = {}
    for call in reversed(held):
        newest.setdefault(call.company, call)
    read = [transcript(call.id) for call in list(newest.values())[:_FROM]]
    found = [(t, _found(t), calls_of[t.call.company] > 1) for t in read]
    chinese = _in_turn([_chinese(*row) for row in found])[:_CHINESE]
    analyst = next((e.analyst for t in read for e in t.exchanges if e.answer_turns), None)
    asked = [f"What did management tell {analyst}?"] if analyst else []
    english = _in_turn([_english(*row) for row in found])[: MOST - len(chinese) - len(asked)]
    return [*english, *asked, *chinese]


def _english(transcript: Transcript, topics: Sequence[_Topic], with_period: bool) -> list[tuple[_Topic, str]]:
    name = _name(transcript.call, chinese=False)
    when = f" in {transcript.call.fiscal_period}" if with_period and transcript.call.fiscal_period else ""
    return [(topic, topic.english.format(name=name, when=when)) for topic in topics] if name else []


def _chinese(transcript: Transcript, topics: Sequence[_Topic], with_period: bool) -> list[tuple[_Topic, str]]:
    name = _name(transcript.call, chinese=True)
    if not name or not any(turn.translation or is_han(turn.text) for turn in transcript.turns):
        return []
    when = f" {transcript.call.fiscal_period} " if with_period and transcript.call.fiscal_period else ""
    return [(topic, topic.chinese.format(name=name, when=when)) for topic in topics if topic.chinese]


def _found(transcript: Transcript) -> list[_Topic]:
    paragraphs = [(turn, p) for turn in transcript.turns if turn.role is Role.EXECUTIVE for p in turn.paragraphs]
    return [topic for topic in _TOPICS if any(_speaks_of(topic, turn, paragraph) for turn, paragraph in paragraphs)]


def _speaks_of(topic: _Topic, turn: Turn, paragraph: Paragraph) -> bool:
    spans = paragraph.sentences
    texts = (turn.text[one.start : last.end] for one, last in zip(spans, spans[topic.sentences - 1 :], strict=False))
    return any(all(need.search(text) for need in topic.needs) for text in texts)


def _name(call: Call, *, chinese: bool) -> str | None:
    """The company's name in the question's script, or its ticker, which is written the same in every script."""
    names = [name for name in (call.company, *call.company_aliases) if name and is_han(name) == chinese]
    return names[0] if names else call.ticker


def _in_turn(lists: Sequence[Sequence[tuple[_Topic, str]]]) -> list[str]:
    """One question of each list, then the next of each; a topic that came already is passed over."""
    taken: dict[_Topic, str] = {}
    for i in range(max(map(len, lists), default=0)):
        for questions in lists:
            fresh = next((q for q in questions[i:] if q[0] not in taken), None)
            if fresh:
                taken[fresh[0]] = fresh[1]
    return list(taken.values())
