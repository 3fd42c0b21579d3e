"""Whether the calls answer a question at all: signals of one search, and a small calibrated score over them.

Each signal alone separates questions that a call answers from near misses barely above chance; several together do
better. The score decides between quotes and "not found" and is never shown: it is no confidence in any quote. It is
fitted by `python -m evals.fit`, which writes answer/calibration.json with the threshold and its curve.
"""

import functools
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from answer.asked.things import wanted
from answer.evidence import Evidence, evidence_of
from answer.gates import asked_periods
from answer.support import Floats, Ground, Mask, ground_of, may_be_outlook, standardised, support
from index.embedder import Vectors, vector_hash
from index.glossary import Glossary
from index.library import Library
from index.passage import Hit
from index.periods import Period, find_periods
from index.question import Kind, Question, read_question
from index.rows import Held
from ingest.transcript import Role, Speaker

VERSION = 1
"""Of the signals: a calibration fitted on other ones is not used."""
CALIBRATION = Path(__file__).with_name("calibration.json")
_CALLS = 3
_BEST_HITS = 5
_LOWEST = -1.0
_SHORTEST_FIRM = 3


@dataclass(frozen=True)
class Signals:
    """What one search tells about whether the question is answered; none depends on how passages are ranked."""

    joint: float
    """Coverage of what is asked and similarity to the question, in the one sentence that has most of both and has the
    figure, name or time asked for in the clause that covers it (`support`). Similarity is standardised over the call."""
    covered: float
    """Best coverage, 0..1 by weight, in any sentence that may answer, whether it has what is asked for or not."""
    unknown: float
    """Share of what is asked that the calls never speak of."""


@dataclass(frozen=True)
class Calibration:
    """A logistic regression over standardised Signals; below `threshold` a question counts as not answered."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    threshold: float


def load_ground(library: Library, hits: Sequence[Hit], dimension: int) -> Ground:
    """The sentences of the calls that the best hits are from, three at most."""
    ids = list(dict.fromkeys(hit.passage.transcript for hit in hits[:_BEST_HITS]))[:_CALLS]
    held = {h.call.id: h for h in library.held() if h.call.id in ids}
    sentences: list[Evidence] = []
    for transcript in ids:
        turns = library.turns((transcript, n) for n in range(1, held[transcript].turn_count + 1))
        for key in sorted(turns, key=lambda key: key[1]):
            sentences.extend(evidence_of(turns[key], held[transcript]))
    vectors = library.vectors(vector_hash(item.text) for item in sentences)
    return ground_of(sentences, vectors, dimension)


def signals(question: str, ground: Ground, vector: Vectors, held: Sequence[Held], glossary: Glossary) -> Signals:
    """`vector` is the question's; `held` are the calls searched."""
    read = read_question(question)
    people = _named(question, read, held, glossary)
    allowed = _may_answer(read, people, ground)
    want = wanted(question, glossary, _aside(held, glossary))
    if want.future and (want.figure or want.later):
        allowed = allowed & np.array([may_be_outlook(item, later=want.later) for item in ground.sentences], dtype=bool)
    allowed = allowed & _in_period(question, held, ground)
    similar = np.array(ground.vectors @ vector, dtype=np.float64)
    close = standardised(similar)
    found = support(question, want, ground, allowed, glossary, close)
    joint = 0.5 * found.bound + 0.3 * found.own + 0.2 * found.exchange + 0.1 * close
    return Signals(
        joint=_best(joint, found.fits, _LOWEST), covered=_best(found.own, allowed, 0.0), unknown=found.unknown
    )


def probability(found: Signals, calibration: Calibration | None = None) -> float:
    """Of being answered, by the calibration (the one shipped, unless given)."""
    fitted = calibration or shipped()
    values = asdict(found)
    score = fitted.intercept + sum(
        weight * (values[name] - mean) / scale
        for name, mean, scale, weight in zip(fitted.names, fitted.means, fitted.scales, fitted.weights, strict=True)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def answerable(found: Signals, calibration: Calibration | None = None) -> bool:
    """Whether to answer at all, where no hard gate has spoken."""
    fitted = calibration or shipped()
    return probability(found, fitted) >= fitted.threshold


@functools.cache
def shipped() -> Calibration:
    """The calibration beside this module. Raises ValueError where it was fitted on other signals than these."""
    return read_calibration(json.loads(CALIBRATION.read_text(encoding="utf-8")))


def read_calibration(body: Mapping[str, object]) -> Calibration:
    if body.get("version") != VERSION:
        raise ValueError(f"{CALIBRATION.name} is for other signals: run `python -m evals.fit` again.")
    model = body["model"]
    assert isinstance(model, dict)
    return Calibration(
        tuple(model["names"]),
        tuple(model["means"]),
        tuple(model["scales"]),
        tuple(model["weights"]),
        float(model["intercept"]),
        float(model["threshold"]),
    )


def _best(values: Floats, mask: Mask, otherwise: float) -> float:
    return float(values[mask].max()) if mask.any() else otherwise


def _aside(held: Sequence[Held], glossary: Glossary) -> set[str]:
    """Names that frame a question: the calls' companies, everybody on them, and the analysts' firms."""
    names: set[str] = set()
    for h in held:
        company = [n for n in (h.call.company, h.call.ticker, *h.call.company_aliases) if n]
        names.update(company, *(glossary.company_names(name) for name in company))
        names.update(name.split()[0] for name in company if name.isascii())
        for person in h.participants:
            written = [person.name, *person.also_called]
            names.update(written)
            if person.role is not Role.OPERATOR:
                names.update(word for name in written for word in name.split() if len(word) > 2)
            if person.firm:
                names.update((person.firm, *glossary.company_names(person.firm)))
    return names


def _named(question: str, read: Question, held: Sequence[Held], glossary: Glossary) -> list[Speaker]:
    """The people a question names, by name, by office, or by the firm where it speaks of an analyst."""
    of_analysts = bool(read.kinds & {Kind.ANALYST, Kind.REPLY})
    found = []
    for person in (person for h in held for person in h.participants):
        if person.role is Role.OPERATOR:
            continue
        if any(_mentions(question, name) for name in (person.name, *person.also_called)):
            found.append(person)
        elif person.role is Role.ANALYST and person.firm and of_analysts:
            names = (person.firm, *glossary.company_names(person.firm))
            if any(_mentions(question, name) for name in names if len(name) >= _SHORTEST_FIRM):
                found.append(person)
        elif person.role is Role.EXECUTIVE and any(t in (person.title or "").casefold() for t in read.titles):
            found.append(person)
    return found


def _mentions(question: str, name: str) -> bool:
    if name.isascii():
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, re.IGNORECASE) is not None
    return name in question


def _may_answer(read: Question, people: Sequence[Speaker], ground: Ground) -> Mask:
    """Sentences of who is asked about; of anybody but analysts where nobody is, unless analysts are."""
    asks = Kind.ANALYST in read.kinds
    roles = [item.speaker.role for item in ground.sentences]
    if not people:
        return np.array([asks or role is not Role.ANALYST for role in roles], dtype=bool)
    analysts = {n for p in people if p.role is Role.ANALYST for n in (p.name, *p.also_called)}
    others = {n for p in people if p.role is not Role.ANALYST for n in (p.name, *p.also_called)}
    allowed = []
    for item, role in zip(ground.sentences, roles, strict=True):
        theirs = item.speaker.name in others
        asked = item.speaker.name in analysts
        answered = role is Role.EXECUTIVE and item.answering in analysts
        if analysts and others:
            allowed.append((theirs and answered) or (asks and asked))
        elif others:
            allowed.append(theirs or (asks and role is Role.ANALYST))
        else:
            allowed.append(asked or (answered and (Kind.REPLY in read.kinds or not asks)))
    return np.array(allowed, dtype=bool)


def _in_period(question: str, held: Sequence[Held], ground: Ground) -> Mask:
    """All sentences, unless the question names a period that is not the calls' own: then those that name it too."""
    everything = np.ones(len(ground.sentences), dtype=bool)
    asked = [period for period in asked_periods(question) if not any(_is_of(h, period) for h in held)]
    if not asked:
        return everything
    said = [find_periods(f"{item.before} {item.text} {item.after}") for item in ground.sentences]
    return np.array([any(_meets(a, s) for a in asked for s in found) for found in said], dtype=bool)


def _is_of(held: Held, period: Period) -> bool:
    call = held.call
    return period.matches(fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end)


def _meets(asked: Period, said: Period) -> bool:
    if asked.calendar != said.calendar:
        return False
    if asked.calendar:
        return asked.quarter == said.quarter and (asked.year == said.year or None in (asked.year, said.year))
    return asked.year == said.year and (asked.quarter == said.quarter or said.quarter is None)
