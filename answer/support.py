"""How well the sentences of a call support an answer: coverage of what is asked, and the shape asked for, together.

A near miss names the metric without its figure, or the segment beside another metric's figure. So a figure counts only
with what its own clause is about; only what a clause does not name itself may stand in the sentences before it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answer.asked.shapes import FIGURES, Shape
from answer.asked.things import Thing, Wanted
from answer.checks.clauses import Clause, Figure, clauses, figures
from answer.evidence import Evidence
from index.embedder import Vectors, vector_hash
from index.glossary import Glossary
from index.tokens import tokens
from ingest.transcript import Role

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_BEFORE, _AFTER = 2, 1
"""Sentences of the same Turn that belong to a sentence's surroundings."""
_READ = 40
"""Sentences whose figures are read, the best covered first."""
_ELSEWHERE, _BEFORE_IT, _ASIDE = 0.8, 0.6, 0.4
"""What a thing counts that stands not in the clause but in the subject or the sentences before, what the metric counts
there, and what is named in the sentence as a cause, an exception or beside another figure."""
_WHOLE = 0.99
_UNITS = {Shape.MONEY: {"money"}, Shape.SHARE: {"percent", "pp"}, Shape.COUNT: {"count", "times"}}
_PERIODS = {"year", "quarter", "half", "month", "day"}
_IN_DAYS = re.compile(r"\b(?:days|months)\b|天數|幾天|多少天", re.IGNORECASE)
"""What is asked for is itself counted in days: inventory, receivables, backlog."""
_VAGUE = frozenset({"profit", "loss", "customers", "users", "consumers", "merchants", "investment"})
"""Metrics of the glossary that stand beside others without being what a figure measures."""
_PEOPLE = frozenset({"members", "users", "customers", "consumers", "merchants", "subscribers", "employees"})
"""Counted in heads; machine transcripts print some of these as money, which a reader is told."""
_FRACTION = re.compile(
    r"\b(?:half|(?:a|one|two|three|four) (?:third|quarter|fifth|tenth)s?)\b|一半|分之", re.IGNORECASE
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){3}")
_FUTURE = re.compile(
    r"\b(?:will|'ll|expect\w*|going to|plan\w*|forecast\w*|outlook|look(?:ing)? (?:ahead|forward)|next (?:quarter|year|few)|targets?|aim|continue to|coming|upcoming|anticipat\w+"
    r"|guid\w+|should|intend\w*|by the end of|ahead|would|may|assum\w+|payable|due)\b|將|預計|預期|預估|展望|財測|指引|估計|計劃|計畫|目標|未來",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\bnext\b|\bcoming\b|\bupcoming\b|\bahead\b|\bgoing forward\b|\bsecond half\b|\brest of\b|\bfor the (?:full )?(?:fiscal )?year\b|\bfiscal(?: year)? 20\d\d\b"
    r"|\b(?:first|second|third|fourth|March|June|September|December) (?:fiscal )?quarter\b|\bFY ?\d\d|\bguidance\b|\boutlook\b|明年|下一?季|下半年|20\d\d ?財年",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|20\d\d|quarters?|half|years?|months?|weeks?|days?|spring|summer|autumn|fall|winter|tonight|today|tomorrow)\b"
    r"|[年月日季週]"
)
_PROPER = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+")
_NO_NAMES = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday We The This Our Chinese American European".split()
)


@dataclass(frozen=True)
class Ground:
    """The sentences of some calls, in call order, with their search tokens and vectors (NaN where there is none)."""

    sentences: tuple[Evidence, ...]
    words: tuple[frozenset[str], ...]
    near: tuple[frozenset[str], ...]
    """The tokens of a sentence and its surroundings."""
    before: tuple[frozenset[str], ...]
    """Those of the sentences before it alone."""
    asked: tuple[frozenset[str], ...]
    """Those of the question that the sentence answers, where it does."""
    vectors: Vectors
    han: bool
    """Whether the calls have Chinese words at all."""
    latin: bool
    """Whether they have English sentences at all."""


def ground_of(sentences: Sequence[Evidence], vectors: Mapping[str, Vectors], dimension: int) -> Ground:
    """`vectors` are keyed by `vector_hash` of the sentence's text."""
    words = [frozenset(tokens(f"{item.text}\n{item.translation or ''}")) for item in sentences]
    questions: dict[tuple[str, str], set[str]] = {}
    near, before, asked = [], [], []
    for i, item in enumerate(sentences):
        place = (item.call.id, item.turn)
        inside = [j for j in range(i - _BEFORE, i + _AFTER + 1) if 0 <= j < len(sentences)]
        inside = [j for j in inside if (sentences[j].call.id, sentences[j].turn) == place]
        near.append(frozenset().union(*(words[j] for j in inside)))
        before.append(frozenset().union(*(words[j] for j in inside if j < i)))
        if item.speaker.role is Role.ANALYST:
            if i == 0 or sentences[i - 1].turn != item.turn:
                questions[item.call.id, item.speaker.name] = set()
            questions[item.call.id, item.speaker.name] |= words[i]
        key = (item.call.id, item.answering or "")
        asked.append(frozenset(questions.get(key, ())) if item.speaker.role is Role.EXECUTIVE else frozenset())
    missing = np.full(dimension, np.nan, dtype=np.float32)
    rows = [vectors.get(vector_hash(item.text), missing) for item in sentences]
    matrix = np.array(rows, dtype=np.float32).reshape(len(sentences), dimension)
    han = any(_HAN.search(item.translation or item.text) for item in sentences)
    latin = any(_LATIN.search(f"{item.text} {item.translation or ''}") for item in sentences)
    return Ground(tuple(sentences), tuple(words), tuple(near), tuple(before), tuple(asked), matrix, han, latin)


@dataclass(frozen=True)
class Support:
    """Per sentence: coverage in itself, with its surroundings and the question it answers, and by the clause that has
    what is asked for (`bound`). `fits` marks the sentences that have it. Coverage is 0..1 by weight."""

    own: Floats
    exchange: Floats
    bound: Floats
    fits: Mask
    unknown: float
    """Weight of the things that no sentence holds."""


def support(
    question: str, want: Wanted, ground: Ground, allowed: Mask, glossary: Glossary, closeness: Floats
) -> Support:
    """`allowed` are the sentences that may answer (by who speaks, and when); `closeness` their similarity, standardised."""
    unread = {"han": not ground.han, "word": not ground.latin}
    things = [thing for thing in want.things if not unread.get(thing.kind)]
    count = len(ground.sentences)
    if not things:
        flat = np.full(count, NOTHING_TO_COVER)
        fits = allowed & np.array(
            [_fits(question, want, item.text, glossary, [], [], None)[0] for item in ground.sentences]
        )
        return Support(flat, flat, np.where(fits, flat, 0.0), fits, 0.0)
    own = _held(things, ground.words)
    near = _held(things, ground.near)
    exchange = np.maximum(near, _held(things, ground.asked))
    weights = _weights(things, near)
    cover = own @ weights
    rank = np.where(allowed, 0.6 * cover + 0.4 * (near @ weights) + 0.05 * closeness, -np.inf)
    bound, fits = np.zeros(count), np.zeros(count, dtype=bool)
    for i in np.argsort(-rank)[:_READ]:
        if allowed[i]:
            spans = (ground.words[i], ground.before[i])
            fits[i], held = _fits(question, want, ground.sentences[i].text, glossary, things, own[i], spans)
            if not want.figure:
                held = np.maximum(held, _ELSEWHERE * near[i])
            bound[i] = float(held @ weights) if fits[i] else 0.0
    known = near.max(axis=0, initial=0.0) >= 0.5
    return Support(cover, exchange @ weights, bound, fits, float(weights[~known].sum()))


NOTHING_TO_COVER = 0.7


def may_be_outlook(item: Evidence, *, later: bool) -> bool:
    """Whether a sentence may speak of what is to come; `later`: of the quarter or year after the call's own."""
    if later and _NEXT.search(f"{item.before} {item.text} {item.translation or ''}") is None:
        return False
    return _FUTURE.search(item.text) is not None


def _held(things: Sequence[Thing], sets: Sequence[Collection[str]]) -> Floats:
    return np.array([[thing.held(words) for thing in things] for words in sets], dtype=np.float64).reshape(
        len(sets), len(things)
    )


def _weights(things: Sequence[Thing], near: Floats) -> Floats:
    """Shares that sum to 1: inverse frequency over the sentences' surroundings, a thing never found as if found once."""
    found = np.maximum((near >= 0.99).sum(axis=0), 1)
    weights = np.array([t.weight for t in things]) * np.log((len(near) + 1) / (found + 0.5))
    total = float(weights.sum())
    return np.asarray(weights / total if total > 0 else np.full(len(things), 1 / len(things)))


def _fits(
    question: str,
    want: Wanted,
    text: str,
    glossary: Glossary,
    things: Sequence[Thing],
    own: Sequence[float] | Floats,
    spans: tuple[Collection[str], Collection[str]] | None,
) -> tuple[bool, Floats]:
    """Whether a sentence has what is asked for, and how far each thing goes with it."""
    whole = np.asarray(own, dtype=np.float64)
    if want.figure:
        units = set().union(*(_UNITS[s] for s in want.shapes & FIGURES)) or set().union(*_UNITS.values())
        if any(thing.name in _PEOPLE for thing in things):
            units = units | {"money"}
        best, score = whole, -1.0
        parts = clauses(text, glossary)
        for figure in figures(parts, text):
            if figure.quantity.unit in units and (figure.quantity.noun not in _PERIODS or _IN_DAYS.search(question)):
                held = _with_figure(figure, parts, things, whole, spans, glossary)
                if float(held.sum()) > score:
                    best, score = held, float(held.sum())
        if score < 0 and "percent" in units and _FRACTION.search(text):
            return True, whole
        return score >= 0, best
    if Shape.NAMES in want.shapes:
        names = {match.group() for match in _PROPER.finditer(text)} - _NO_NAMES
        if not _HAN.search(text) and not any(name not in question for name in names):
            return False, whole
    if Shape.TIME in want.shapes and not _TIME.search(text):
        return False, whole
    return True, whole


def _with_figure(
    figure: Figure,
    parts: Sequence[Clause],
    things: Sequence[Thing],
    whole: Floats,
    spans: tuple[Collection[str], Collection[str]] | None,
    glossary: Glossary,
) -> Floats:
    """Per thing: 1 in the figure's clause, less beside it. A metric beside a clause that has its own counts nothing."""
    if spans is None:
        return whole
    words = frozenset(tokens(figure.clause.text))
    subject = frozenset(tokens(" ".join(part.text for part in parts if part.role == "main")))
    terms = figure.own | figure.carried
    measured = {name for name in terms if name not in _VAGUE and glossary.kind(name) == "metric"}
    held = np.zeros(len(things))
    for i, thing in enumerate(things):
        if thing.name in terms or thing.held(words) >= _WHOLE:
            held[i] = 1.0
        elif thing.kind == "han":
            held[i] = whole[i]
        elif thing.is_metric:
            if not measured:
                held[i] = _ASIDE if thing.held(spans[0]) >= _WHOLE else _BEFORE_IT * (thing.held(spans[1]) >= _WHOLE)
        elif thing.held(subject) >= _WHOLE or thing.held(spans[1]) >= _WHOLE:
            held[i] = _ELSEWHERE
        elif thing.held(spans[0]) >= _WHOLE:
            held[i] = _ASIDE
    return held


def standardised(values: Floats) -> Floats:
    """Z-scores; a missing value is the least."""
    if not np.isfinite(values).any():
        return np.zeros(len(values))
    filled = np.where(np.isfinite(values), values, np.nanmin(values))
    spread = float(filled.std())
    return np.asarray((filled - filled.mean()) / spread if spread > 0 else np.zeros(len(values)))
