"""What was returned for one case -> what was right about it, pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answer.answer import Answer, Citation, Mode, Status
from evals.cases import Case
from evals.metrics import Retrieved, contains_all, first_rank, gain, is_right, is_within, ndcg
from index.question import read_question
from ingest.transcript import Turn

DEPTH = 10
"""Hits asked for; hit@k, MRR@10 and nDCG@10 are counted in them."""
FIRST_CHARACTERS = 4_000
REFUSALS = (Status.NOT_FOUND.value, Status.DECLINED.value)


@dataclass(frozen=True)
class Found:
    """How well one retrieval did. `rank` is that of the first result with a target; None where none has."""

    rank: int | None
    ndcg: float
    within_first_characters: bool
    within_with_translations: bool
    longest_hit: int
    characters: float
    """Mean length of a result's text."""


@dataclass(frozen=True)
class Quotes:
    """What was displayed. None is not applicable: nothing in the case, or in the answer, to judge it by."""

    right: tuple[bool, ...]
    """Per quote, in order: whether it contains, or lies in, a target of its speaker. Empty where the answer refuses."""
    shown: int
    """Quotes displayed, those labelled as related among them."""
    not_verbatim: int
    wrong_speaker: int
    """Or with another role than its Turn has."""
    unlike: int
    """Quotes with either fault."""
    precision: float | None
    recall: float | None
    facets: float | None
    speakers: tuple[bool, ...]
    """Per quote that has a gold quote's words: whether it has the gold's speaker too."""
    contains: bool | None
    in_language: bool | None
    """Whether what the program says itself is in the question's language."""
    calls_right: bool | None
    """Whether every quote is from a call that may be cited."""
    calls_complete: bool | None
    """Whether every call that is expected is quoted."""


@dataclass(frozen=True)
class Row:
    """What happened to one case. `status` is `error` where the product raised one; then nothing was found or shown."""

    id: str
    language: str
    type: str
    answerable: bool
    status: str
    found: Found | None = None
    quotes: Quotes | None = None
    status_expected: bool | None = None
    names_call: bool = False
    score: float | None = None
    """The score that decides between answer and refusal, where the product tells one."""
    error: Mapping[str, str] | None = None

    @property
    def refused(self) -> bool:
        return self.status in REFUSALS

    def as_json(self) -> dict[str, Any]:
        """Flat: the fields of `found` and `quotes` beside the others, those that are not known left out."""
        body = {name: value for name, value in vars(self).items() if name not in ("found", "quotes")}
        for part in (self.found, self.quotes):
            body |= vars(part) if part else {}
        return {name: value for name, value in body.items() if value is not None}


def judge_found(
    found: Sequence[Retrieved], corpus: Sequence[Retrieved], case: Case, *, either_language: bool = False
) -> Found:
    """`corpus` is all that could have been returned for the case."""

    def gains(items: Sequence[Retrieved]) -> list[float]:
        return [gain(item, case.evidence, case.targets, either_language=either_language) for item in items]

    def within(*, translations: bool) -> bool:
        return is_within(
            found, case.targets, FIRST_CHARACTERS, either_language=either_language, translations=translations
        )

    lengths = [len(item.text) for item in found]
    return Found(
        rank=first_rank(found[:DEPTH], case.targets, either_language=either_language),
        ndcg=ndcg(gains(found[:DEPTH]), gains(corpus), DEPTH),
        within_first_characters=within(translations=False),
        within_with_translations=within(translations=True),
        longest_hit=max(lengths, default=0),
        characters=sum(lengths) / len(lengths) if lengths else 0.0,
    )


def judge_answer(answer: Answer, case: Case, turn_of: Callable[[Citation], Turn | None]) -> Quotes:
    """`turn_of` gives the stored Turn that a Citation points to."""
    refused = answer.status.value in REFUSALS
    displayed = () if refused or not case.answerable else answer.citations
    judged = case.answerable and bool(case.evidence)
    shown = (*answer.citations, *answer.related)
    turns = [turn_of(c) for c in shown]
    verbatim = [_verbatim(c, turn) for c, turn in zip(shown, turns, strict=True)]
    same = [_same_speaker(c, turn) for c, turn in zip(shown, turns, strict=True)]
    return Quotes(
        right=tuple(_right(c, case) for c in displayed),
        shown=len(shown),
        not_verbatim=verbatim.count(False),
        wrong_speaker=same.count(False),
        unlike=sum(not (v and s) for v, s in zip(verbatim, same, strict=True)),
        precision=sum(_supports(c, case) for c in displayed) / len(displayed) if judged and displayed else None,
        recall=_recall(displayed, case) if judged else None,
        facets=_facets(displayed, case) if judged and case.facets else None,
        speakers=tuple(
            is_right(c.quote, c.speaker, case.evidence, c.transcript)
            for c in displayed
            if is_right(c.quote, None, case.evidence, c.transcript, any_speaker=True)
        ),
        contains=contains_all(_text(answer), case.must_contain) if case.must_contain and case.answerable else None,
        in_language=_language(answer) == case.language if case.language in ("en", "zh") else None,
        calls_right=(
            all(c.transcript in case.right_calls for c in answer.citations)
            if case.right_calls and answer.citations
            else None
        ),
        calls_complete=(
            set(case.expect_calls) <= {c.transcript for c in answer.citations} if case.expect_calls else None
        ),
    )


def judge_failure(case: Case) -> Quotes:
    """Of an error: nothing is displayed, and what a right answer would have is missing."""
    return Quotes(
        right=(),
        shown=0,
        not_verbatim=0,
        wrong_speaker=0,
        unlike=0,
        precision=None,
        recall=0.0 if case.answerable and case.evidence else None,
        facets=0.0 if case.answerable and case.facets else None,
        speakers=(),
        contains=False if case.answerable and case.must_contain else None,
        in_language=None,
        calls_right=None,
        calls_complete=False if case.expect_calls else None,
    )


def _right(citation: Citation, case: Case) -> bool:
    return is_right(citation.quote, citation.speaker, case.targets, citation.transcript)


def _supports(citation: Citation, case: Case) -> bool:
    return is_right(citation.quote, citation.speaker, case.evidence, citation.transcript)


def _recall(displayed: Sequence[Citation], case: Case) -> float:
    """Of what has to be shown, the share that is: the facets, or one sufficient quote, or else every piece."""
    if case.facets:
        return _facets(displayed, case)
    if any(gold.sufficient for gold in case.evidence):
        return float(any(_right(c, case) for c in displayed))
    shown = [any(is_right(c.quote, c.speaker, [gold], c.transcript) for c in displayed) for gold in case.evidence]
    return sum(shown) / len(shown)


def _facets(displayed: Sequence[Citation], case: Case) -> float:
    covered = [
        any(
            is_right(c.quote, c.speaker, [gold], c.transcript)
            for gold in case.evidence
            if facet in gold.covers
            for c in displayed
        )
        for facet in case.facets
    ]
    return sum(covered) / len(covered)


def _verbatim(citation: Citation, turn: Turn | None) -> bool:
    return turn is not None and turn.text[citation.start : citation.end] == citation.quote


def _same_speaker(citation: Citation, turn: Turn | None) -> bool:
    return turn is not None and (turn.speaker or "Unidentified", turn.role.value) == (citation.speaker, citation.role)


def _text(answer: Answer) -> str:
    """The answer as shown; in quotes-only mode the translations stand below the quotes."""
    if answer.mode is Mode.MODEL:
        return answer.text
    return "\n".join((answer.text, *(c.translation for c in answer.citations if c.translation)))


def _language(answer: Answer) -> str:
    """Of what the program or the model says itself; quotes stay in their own language."""
    own = [answer.lead, *answer.missing]
    if answer.mode is Mode.MODEL:
        own += [claim.text for claim in answer.claims]
    said = " ".join(filter(None, own))
    return read_question(said).language if said else answer.language
