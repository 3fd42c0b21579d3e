"""Which sentences of the answers speak to which sub-question: shared terms, ordinals, and the order of the answer."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.ledger.cues import Does, does, is_cjk, points_back
from index.glossary import Glossary
from index.tokens import tokens
from ingest.transcript import Turn

_COMMON = frozenset(
    tokens(
        "question questions ask asked answer think thinking quarter quarters year years going see seeing seen look looking talk give given color colour thank thanks "
        "management guys maybe just really kind sort little bit wonder wondering know get got say said mean sense please help share comment elaborate terms term regarding "
        "first second third last part half also then now more some much many good great right okay yes well like want wanted time today way thing things lot still make made take "
        "company business expect uh um any there here thoughts update understand due one two three next go come us let very given new quite"
    )
)
_TERM, _CONTEXT = 1.5, 0.4
_NEAR = 0.7
"""Share of the best score above which a sentence speaks to a second sub-question too."""
_STAYS = 0.35
"""Share of the best score with which an answer stays at the question that it named by number."""
_SPEAKS, _SURELY = 0.35, 1.2
_TELLING = 12
"""Characters from which a sentence tells in which language it is."""
_ORDINAL = re.compile(
    r"\b(?P<n>first|second|third|fourth|last|final)\s+(?:\w+\s+){0,2}?(?:questions?|part)\b|\b(?:take|answer|address|on|to) the (?P<h>first|second) half\b(?! of (?!your|the question))|第(?P<z>[一二三四])(?:個|个|題|题|點|点)?(?:小)?(?:問題|问题|題|题|部分|部份)",
    re.IGNORECASE,
)
_NUMBERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "last": -1,
    "final": -1,
}
_YES_NO = re.compile(
    r"^(?:(?:well|so|um|uh|and|oh|look|thanks|thank you)\b[,. ]*)*(?:yes|yeah|yep|no(?! problem| worries)|nope|correct|absolutely|exactly|right|sure|of course|certainly|definitely|not (?:yet|really|at all|before|until)|that['’]s (?:right|correct|true|fair)|it (?:is|does|may|will|was)|we (?:do|did|are|will|have)|i (?:do|think so)|none)\b|, (?:yes|no)\W*$"
    r"|^(?:是的?|對|对|沒錯|没错|不是|沒有|没有|會的?|会的?|可以|不會|不会|有的?|當然|当然)(?:[，,。！]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A sentence of an answer, with its aligned translation ('' where there is none)."""

    turn: int
    start: int
    end: int
    text: str
    translation: str
    trifle: bool
    """Thanks, greets or announces, and answers nothing by itself."""


@dataclass(frozen=True)
class Wanted:
    """A sub-question as it is looked for in the answers: its own words, and those said before it."""

    text: str
    other: str
    """The same in another language: the aligned translation, and a rendition."""
    context: str
    number: int


@dataclass(frozen=True)
class Heard:
    """What speaks to one sub-question: (sentence, score) in order; `sure` where it shares terms or is named by number."""

    sentences: tuple[tuple[Said, float], ...]
    sure: bool

    @property
    def turns(self) -> tuple[int, ...]:
        """Turns that answer; those that only thank or ask back count only where there is no other."""
        telling = {said.turn for said, _ in self.sentences if tells(said)}
        return tuple(sorted(telling or {said.turn for said, _ in self.sentences}))

    @property
    def strength(self) -> float:
        """How much the best sentence shares with the question."""
        return max((score for _, score in self.sentences), default=0.0)


def said_in(turn: Turn) -> list[Said]:
    """The sentences of an answering Turn."""
    found = []
    for p, _, sentence in turn.sentences():
        text = turn.quote(sentence)
        translation = turn.paragraphs[p].translation
        rendered = translation[sentence.translation_start : sentence.translation_end] if translation else ""
        trifle = (does(text) is Does.FRAME or len(text.split()) < 2) and not _tells(text)
        found.append(Said(turn.n, sentence.start, sentence.end, text, rendered, trifle))
    return found


def tells(said: Said) -> bool:
    """Whether an answer's sentence says something: it is no thanks, and does not only ask back."""
    asks_back = said.text.rstrip().endswith("?") and does(said.text) is Does.ASKS and not is_cjk(said.text)
    return not said.trifle and not asks_back


def is_yes_or_no(text: str) -> bool:
    return _YES_NO.search(text) is not None


def _tells(text: str) -> bool:
    """Whether a short reply still answers: `Yes.`, `Mix.`, `Half.`, `94 days.`"""
    return is_yes_or_no(text) or any(char.isdigit() for char in text) or does(text) is Does.TELLS


class Matcher:
    """Scores answers against sub-questions; weights come from the sentences at hand (idf)."""

    def __init__(self, wanted: Sequence[Wanted], said: Sequence[Said], glossary: Glossary) -> None:
        self.wanted = wanted
        self.said = said
        self._glossary = glossary
        # Translations help only across languages; within one they count a word twice.
        texts = [item.text for item in wanted] + [item.text for item in said]
        self._across = len({is_cjk(text) for text in texts if len(text) >= _TELLING}) > 1
        self._words: dict[Said, frozenset[str]] = {}
        counts = Counter(feature for item in said for feature in self._of_said(item))
        total = math.log(1 + len(said)) or 1.0
        self._weights = {feature: math.log(1 + len(said) / n) / total for feature, n in counts.items()}
        self._asked = [self._features(f"{item.text}\n{item.other if self._across else ''}") for item in wanted]
        self._before = [self._features(item.context) - asked for item, asked in zip(wanted, self._asked, strict=True)]

    def _of_said(self, item: Said) -> frozenset[str]:
        if item not in self._words:
            self._words[item] = self._features(f"{item.text}\n{item.translation if self._across else ''}")
        return self._words[item]

    def _features(self, text: str) -> frozenset[str]:
        terms = {f"={name}" for name in self._glossary.terms_in(text)}
        return frozenset(terms | (set(tokens(text)) - _COMMON))

    def score(self, row: int, said: Said) -> float:
        words = self._of_said(said)
        return self._sum(words & self._asked[row]) + _CONTEXT * self._sum(words & self._before[row])

    def leans_to_context(self, row: int, said: Said) -> bool:
        """Whether a sentence speaks to what the questioner said, rather than to what he asked."""
        words = self._of_said(said)
        return self._sum(words & self._before[row]) > _SURELY * self._sum(words & self._asked[row])

    def _sum(self, features: frozenset[str]) -> float:
        return sum((_TERM if f[0] == "=" else 1.0) * max(self._weights.get(f, 0.0), 0.15) for f in features)

    def heard(self) -> list[Heard]:
        """For each sub-question the sentences that speak to it; all of them where none surely does."""
        if len(self.wanted) == 1:
            scored = tuple((said, self.score(0, said)) for said in self.said)
            return [Heard(scored, sure=True)]
        rows: list[list[tuple[Said, float]]] = [[] for _ in self.wanted]
        named = [False] * len(self.wanted)
        current: list[int] = []
        waiting: list[Said] = []
        numbered = 0
        for said in self.said:
            scores = [self.score(row, said) for row in range(len(self.wanted))]
            by_number = self._by_number(said.text)
            if by_number:
                numbered = said.turn
            current = by_number or self._best(scores, current, _STAYS if numbered == said.turn else _NEAR)
            for row in by_number:
                named[row] = True
            if not current:
                waiting.append(said)
                continue
            if waiting:  # an answer that opens without naming anything begins with what was asked first
                for row in range(max(current) + 1):
                    rows[row] += [(early, 0.0) for early in waiting]
                    named[row] = named[row] or not all(early.trifle for early in waiting)
                waiting = []
            for row in current:
                rows[row].append((said, scores[row]))
        everything = tuple((said, 0.0) for said in self.said)
        found = []
        for row, sentences in enumerate(rows):
            sure = named[row] or any(score >= _SPEAKS for _, score in sentences)
            found.append(Heard(tuple(sentences) if sure else everything, sure))
        return self._leaning(found)

    def _leaning(self, found: list[Heard]) -> list[Heard]:
        """A question that only points to its neighbour (`Is that all tariffs?`) is answered together with it."""
        points = [points_back(item.text) for item in self.wanted]
        shared = list(found)
        for row, heard in enumerate(found):
            if heard.sure:
                continue
            if row and points[row] and found[row - 1].sure:
                shared[row] = found[row - 1]
            elif row + 1 < len(found) and points[row + 1] and found[row + 1].sure:
                shared[row] = found[row + 1]
        return shared

    def later(self, row: int, said: Sequence[Said]) -> tuple[tuple[Said, float], ...]:
        """Sentences of later answers that surely speak to a sub-question put before."""
        return tuple((item, score) for item in said if (score := self._score_new(row, item)) >= _SURELY)

    def _score_new(self, row: int, said: Said) -> float:
        return sum((_TERM if f[0] == "=" else 1.0) * 0.5 for f in self._of_said(said) & self._asked[row])

    def _best(self, scores: Sequence[float], current: list[int], stays: float) -> list[int]:
        best = max(scores)
        if best < _SPEAKS:
            return current
        if any(scores[row] >= stays * best for row in current):
            return [row for row, score in enumerate(scores) if score >= (stays if row in current else 1.0) * best]
        return [row for row, score in enumerate(scores) if score >= _NEAR * best]

    def _by_number(self, text: str) -> list[int]:
        """The sub-questions that a sentence names by number (`on your second question`)."""
        match = _ORDINAL.search(text)
        if match is None:
            return []
        number = _NUMBERS[(match["n"] or match["h"] or match["z"]).lower()]
        counted = max(item.number for item in self.wanted)
        if number == -1:
            return [row for row, item in enumerate(self.wanted) if item.number == counted]
        if counted >= number > 0 and counted > 1:
            return [row for row, item in enumerate(self.wanted) if item.number == number]
        return [number - 1] if number <= len(self.wanted) else []
