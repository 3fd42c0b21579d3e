"""Two figures of one sentence, each in the other's place: told by the words that stand around each of them.

A figure of the claim is matched with the figure of a cited sentence that has its value. Where the words around it are
those of another figure of that sentence, and none are those that only its own has, the two have been exchanged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.checks import wording
from answer.evidence import Evidence
from answer.quantities.numbers import Quantity, equal, quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS

_EDGE = re.compile(
    r"[,;:，；：。、]|(?<!\d)\.(?!\d)|\.\s|\b(?:and|while|whereas|but|compared|versus|against|after|from)\b|而|並|但|及|和|較"
)
_WORD = re.compile(r"[a-z][a-z'-]+|\d{4}")
_RESPECTIVELY = re.compile(r"\brespectively\b|分別|分别", re.IGNORECASE)
_IDLE = frozenset(
    "the a an of in on at to for by with and or but as is are was were be been it its their they them we our this that "
    "these those he she his her which who whom what about around roughly nearly over more less than some also only just "
    "so up down rose fell grew increased decreased declined improved percent per cent billion million "
    "quarter quarters year years month fiscal earlier ago now today said".split()
)
_ASIDE = re.compile(r",?\s+(?:while|whereas)\s+|[;；]|[,，]而(?!且)")
_IDLE_HAN = re.compile(
    "較去年同期|去年同期|同期|年增率?|年減|季增|季減|同比|環比|成長|增長|增加|減少|下降|下滑|上升|提升|降低|本季|人民幣|新台幣|美元|億元|萬元"
    "|百分點|基點|約|為|达|達到|達|較|则|則|也|了|至|到|的|其"
)


@dataclass(frozen=True)
class _Placed:
    """A figure, how its text writes it, and the words that stand nearer to it than to any other."""

    quantity: Quantity
    written: str
    words: frozenset[str]


def exchanged(statement: str, cited: Sequence[Evidence]) -> Iterator[str]:
    """Figures of the claim that stand among the words of another figure."""
    claimed = _figures(statement)
    if not claimed:
        return
    texts = [x for e in cited for x in (e.text, e.translation) if x and wording.is_han(x) == wording.is_han(statement)]
    if any(map(_RESPECTIVELY.search, (*texts, statement))):
        return  # figures that follow a list have no words of their own
    sources = [around for text in texts for around in _figures(text)]
    for figure in claimed:
        yield from _elsewhere(figure, sources, claimed)


def _elsewhere(figure: _Placed, sources: Sequence[_Placed], claimed: Sequence[_Placed]) -> Iterator[str]:
    quantity, words = figure.quantity, figure.words
    own = [s for s in sources if equal(quantity, s.quantity)]
    if not own or not words:
        return
    if quantity.anchor == "prior" and any(s.quantity.anchor == "prior" for s in own):
        return  # "from X to Y" and "Y, against X": the order of the two is free
    mine = frozenset().union(*(s.words for s in own))
    for other in sources:
        if other.quantity.unit != quantity.unit or equal(quantity, other.quantity):
            continue
        only_theirs, only_mine = words & (other.words - mine), words & (mine - other.words)
        answering = [c for c in claimed if equal(c.quantity, other.quantity)]
        # Words of the other alone tell them apart only where this one has words of its own too, or by their number.
        told = bool(mine - other.words) or len(only_theirs) > 1
        # Where both figures are claimed, they are exchanged only if the other one, too, has lost its own words.
        kept = any(c.words & (other.words - mine) for c in answering)
        if only_theirs and not only_mine and told and not kept:
            yield f"“{figure.written}” stands where the cited sentence has “{other.written}”"
            return


def _figures(text: str) -> list[_Placed]:
    """Every counted figure with the words that are nearer to it than to the figure before."""
    found = [q for q in quantities(text) if q.unit not in PERIOD_UNITS]
    result: list[_Placed] = []
    taken = 0
    for i, quantity in enumerate(found):
        limit = found[i + 1].start if i + 1 < len(found) else len(text)
        edge = _EDGE.search(text, quantity.end, limit)
        after = edge.start() if edge else limit if limit == len(text) else quantity.end
        before = _ASIDE.split(text[taken : quantity.start])[-1]
        around = _words(before) | _words(text[quantity.end : after])
        if not around and result:
            around = result[-1].words  # "RMB366.4 billion or USD50.5 billion": one thing said twice
        result.append(_Placed(quantity, text[quantity.start : quantity.end].strip(), around))
        same = i + 1 < len(found) and found[i + 1].unit == quantity.unit
        taken = max(after, quantity.end) if same or i + 1 == len(found) else taken
    return result


def _words(text: str) -> frozenset[str]:
    if wording.is_han(text):
        folded = wording.simplified(_IDLE_HAN.sub(" ", text))
        runs = re.findall(r"[\u3400-\u9fff]+", folded)
        return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return frozenset(w for w in _WORD.findall(text.lower()) if w not in _IDLE)
