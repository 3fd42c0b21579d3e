"""Several calls side by side: for each the quotes on one subject, and what can be computed from them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from answer.checks import wording
from answer.checks.clauses import CAUSES
from answer.compare import says
from answer.compare.asked import Asked, covers, read_asked
from answer.compare.computed import Calculation, alike, computed, is_asked
from answer.compare.measure import SUPPOSED, Measure, measures
from answer.compare.reading import named_span
from answer.compare.subject import Neighbours, neighbours
from answer.compare.superseded import is_outlook, superseded
from answer.evidence import Evidence
from answer.extract import Chosen
from answer.quantities.numbers import quantities
from answer.quantities.periods import in_label
from index.glossary import Glossary
from index.question import Kind, Question
from index.rows import Held
from ingest.transcript import Role

_CONSIDERED = 14
"""Candidates of a side that are set against the other sides'."""
_MOST_QUOTES = 2
"""Quotes of a side."""
_METRICS = 2
"""Metrics of one question that each get a quote a side."""
_EXPLAINS = re.compile(
    r"\bexplain\w*\b|\b(?:came|comes|stem\w*) (?:\w+ )?from\b|\bdriver\b|\blifted\b|來自|主要是|原因", re.IGNORECASE
)
_REASONS_DIFFER = 0.3
"""How much less likeness counts between reasons than between figures."""
_ANNUAL = re.compile(r"\bannual(?:ly)?\b", re.IGNORECASE)
"""Of dividends as a rule, and then not a longer time than the call's."""
_LEAST_WORDS = 0.5
"""Share of the question's words that a sentence must hold where the question has no term and no name."""


@dataclass(frozen=True)
class Side:
    """One call of a comparison with its candidates, best first."""

    held: Held
    chosen: Sequence[Chosen]


@dataclass(frozen=True)
class Compared:
    """`groups` are (lead line, quotes) a side that has an answer, in the order given; `missing` and `notes` are lines."""

    groups: tuple[tuple[str, tuple[Evidence, ...]], ...]
    computed: tuple[Calculation, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    """`own` is how well the sentence alone answers, on a scale that sides share."""

    item: Evidence
    own: float
    terms: frozenset[str]
    measured: tuple[Measure, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        return wording.stems(self.item.text)


def compare(question: Question, sides: Sequence[Side], glossary: Glossary) -> Compared:
    """Like with like: one or two quotes a side on the subject asked for, aligned across the sides. Pure."""
    calls = [side.held.call for side in sides]
    asked = read_asked(question.text, calls, glossary)
    picked: list[list[Evidence]] = [[] for _ in sides]
    found: dict[Calculation, None] = {}
    for part, drivers in _parts(asked, question):
        row = _aligned([_candidates(question, side, part, drivers, glossary) for side in sides], part, drivers)
        for chosen, candidate in zip(picked, row, strict=True):
            if candidate:
                chosen.append(candidate.item)
        if all(row) and not drivers:
            measured = [candidate.measured for candidate in row if candidate]
            found.update(dict.fromkeys(computed(question.language, part, measured, glossary)))
    groups, missing = [], []
    for side, chosen in zip(sides, picked, strict=True):
        if chosen:
            quotes = _with_subject(chosen, side, asked, glossary)
            groups.append((says.group_lead(question.language, side.held.call), quotes))
        else:
            missing.append(says.nothing_said(question.language, side.held.call, _topic(asked, question, glossary)))
    notes = [says.aligned(question.language, calls)]
    quoted = [item for _, quotes in groups for item in quotes]
    notes += [old.note for old in superseded(quoted, glossary, question.language)]
    return Compared(tuple(groups), tuple(found), tuple(missing), tuple(dict.fromkeys(n for n in notes if n)))


def _parts(asked: Asked, question: Question) -> list[tuple[Asked, bool]]:
    """What needs a quote of its own: each metric, or the reasons and then the figure that they explain."""
    if Kind.DRIVER in question.kinds:
        return [(asked, True), (asked, False)] if asked.metrics else [(asked, True)]
    if len(asked.metrics) < 2:
        return [(asked, False)]
    return [(replace(asked, metrics=(metric,)), False) for metric in asked.metrics[:_METRICS]]


def _with_subject(chosen: Sequence[Evidence], side: Side, asked: Asked, glossary: Glossary) -> tuple[Evidence, ...]:
    """The quotes in the order spoken, each once; one that leaves its subject to the sentence before comes with that."""
    found = {item.sentence_id: item for item in chosen}
    for item in chosen:
        named = covers(asked.metrics, glossary.terms_in(f"{item.text}\n{item.translation or ''}"))
        if asked.metrics and not named and len(found) < _MOST_QUOTES:
            place = (item.call.id, item.turn, item.paragraph)
            before = next(
                (
                    c.evidence
                    for c in side.chosen
                    if (c.evidence.call.id, c.evidence.turn, c.evidence.paragraph) == place
                    and c.evidence.text == item.before
                ),
                None,
            )
            if before:
                found[before.sentence_id] = before
    return tuple(sorted(found.values(), key=lambda item: (item.turn, item.start)))


def _candidates(question: Question, side: Side, asked: Asked, drivers: bool, glossary: Glossary) -> list[_Candidate]:
    """The side's sentences on the subject, best first; `drivers` where reasons are wanted rather than figures."""
    known = neighbours([c.evidence for c in side.chosen])
    scores = [c.score for c in side.chosen]
    low, span = min(scores, default=0.0), (max(scores, default=0.0) - min(scores, default=0.0)) or 1.0
    found = []
    for chosen in side.chosen:
        item = chosen.evidence
        topical = _topical(item, asked, known, glossary)
        if topical is None or not _may_speak(item, question):
            continue
        own = (chosen.score - low) / span + topical
        if drivers and (CAUSES.search(item.text) or _EXPLAINS.search(item.text)):
            own += 1.0
        if asked.outlook == is_outlook(item):
            own += 1.2 if asked.outlook else 0.7
        if SUPPOSED.search(item.text):
            own -= 0.3
        if _of_another_period(item):
            own -= 0.5
        found.append((own, item))
    found.sort(key=lambda row: -row[0])
    figures = not drivers and Kind.ANALYST not in question.kinds
    return [_candidate(own, item, figures, asked, known, glossary) for own, item in found[:_CONSIDERED]]


def _candidate(
    own: float, item: Evidence, figures: bool, asked: Asked, known: Neighbours, glossary: Glossary
) -> _Candidate:
    """A sentence with its figures: one that states what is asked for comes before one that only speaks of it."""
    measured = measures(item, glossary, known)
    if figures:
        fitting = [m for m in measured if is_asked(m, asked)]
        own += 1.0 if fitting else 0.0 if re.search(r"\d", item.text) else -0.5
        if (
            asked.span is None
            and not is_outlook(item)
            and named_span(_ANNUAL.sub(" ", item.text)) in ("year", "months")
        ):
            own -= 0.5
        # A figure of the same metric, but of another business than the one asked for.
        if any(covers(asked.metrics, m.metrics) and not is_asked(m, asked) for m in measured if m.target is None):
            own -= 0.4
    return _Candidate(item, own, glossary.terms_in(item.text), measured)


def _may_speak(item: Evidence, question: Question) -> bool:
    wanted = (Role.ANALYST,) if question.kinds & {Kind.ANALYST} and Kind.REPLY not in question.kinds else ()
    return item.speaker.role in (wanted or (Role.EXECUTIVE, Role.OTHER))


def _topical(item: Evidence, asked: Asked, known: Neighbours, glossary: Glossary) -> float | None:
    """How far a sentence is on the subject: in its own words, or in those before it. None where it is not."""
    here = f"{item.text}\n{item.translation or ''}"
    paragraph = known.get((item.call.id, item.turn, item.paragraph), {})
    around = "\n".join((item.before, *(text for text, _ in paragraph.values() if text != item.text)))
    terms, nearby = glossary.terms_in(here), glossary.terms_in(around)
    score = 0.0
    if asked.metrics:
        if covers(asked.metrics, glossary.terms_in(item.text)):
            score += 1.0
        elif covers(asked.metrics, terms):
            score += 0.6
        elif covers(asked.metrics, glossary.terms_in(item.before)):
            score += 0.6 if is_outlook(item) else 0.3
        else:
            return None
    wanted = [(term in terms, term in nearby) for term in asked.segments]
    wanted += [(_holds(here, name), _holds(around, name)) for name in asked.names]
    if wanted:
        share = sum(1.0 if own else 0.6 if near else 0.0 for own, near in wanted) / len(wanted)
        if not share and not (score >= 1.0 and item.answering):
            return None  # an answer may leave to the question which business is meant
        score += share
    elif asked.metrics and {t for t in terms if glossary.kind(t) == "segment"}:
        score -= 0.4  # of one business, where the company was asked for
    stems = wording.stems(here.replace("-", " "))
    chinese = "\n".join((here, *(translation for _, translation in paragraph.values())))
    words = [word in stems for word in asked.words]
    words += [run in chinese for run in asked.han if wording.is_han(item.translation or item.text)]
    held = sum(words) / len(words) if words else 0.0
    if asked.nothing and words and held < _LEAST_WORDS:
        return None
    qualified = asked.qualifiers - {"guidance", "target"}
    return score + 1.2 * held + (0.5 * len(qualified & terms) / len(qualified) if qualified else 0.0)


def _of_another_period(item: Evidence) -> bool:
    """Whether a sentence of results names periods, and none of them is the call's."""
    named = [q for q in quantities(item.text) if q.unit in ("quarter", "month", "year") and q.noun is None]
    return bool(named) and not is_outlook(item) and not any(in_label(q, item.call) for q in named)


def _holds(text: str, name: str) -> bool:
    return name.lower() in text.lower()


def _aligned(sides: Sequence[Sequence[_Candidate]], asked: Asked, drivers: bool) -> list[_Candidate | None]:
    """One candidate a side, so that together they answer best and are most alike; None for a side that has none."""
    present = [i for i, side in enumerate(sides) if side]
    row: list[_Candidate | None] = [None] * len(sides)
    best = float("-inf")
    if not present:
        return row
    for first in sides[present[0]]:
        taken = {present[0]: first}
        total = first.own
        for i in present[1:]:
            scored = [
                (c.own + sum(_likeness(c, other, asked, drivers) for other in taken.values()) / len(taken), k, c)
                for k, c in enumerate(sides[i])
            ]
            value, _, choice = max(scored, key=lambda s: (s[0], -s[1]))
            taken[i] = choice
            total += value
        if total > best:
            best = total
            row = [taken.get(i) for i in range(len(sides))]
    return row


def _likeness(one: _Candidate, other: _Candidate, asked: Asked, drivers: bool) -> float:
    score = 1.5 if not drivers and alike(one.measured, other.measured, asked) else 0.0
    if one.terms or other.terms:
        score += 0.8 * len(one.terms & other.terms) / len(one.terms | other.terms)
    if one.stems and other.stems:
        score += 0.6 * len(one.stems & other.stems) / min(len(one.stems), len(other.stems))
    if is_outlook(one.item) == is_outlook(other.item):
        score += 0.3
    if {m.quantity.unit for m in one.measured} & {m.quantity.unit for m in other.measured}:
        score += 0.2
    if one.item.section == other.item.section:
        score += 0.1
    return score * _REASONS_DIFFER if drivers else score


def _topic(asked: Asked, question: Question, glossary: Glossary) -> str:
    """What was compared, in the question's language, for the line that says a side has nothing on it."""
    names: list[str] = [*sorted(asked.segments), *asked.metrics]
    if question.language == "zh":
        names = [next((s for s in glossary.spellings(n) if wording.is_han(s)), n) for n in names]
    return " ".join((*sorted(asked.names), *names, *sorted(asked.han)))
