"""A library of thirty calls, from files to answers: what is cited is of the company and period that the question names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answer.answer import Answer, Computed, Status
from answer.ask import Asker
from answer.llm import Llm
from evals.page import CaseSet, Results, page
from evals.run import Ran, summarised
from evals.thirty.companies import HeldCall, thirty_calls
from evals.thirty.judge import Outcome, judge, summary
from evals.thirty.measure import ask_all, hold
from evals.thirty.questions import thirty_questions
from index.opened import Opened, open_library
from tests.conftest import HashEmbedder


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder, embedder = tmp_path_factory.mktemp("thirty"), HashEmbedder()
    opened = open_library(folder / "library", lambda: embedder)
    hold(opened, folder)
    return opened


@pytest.fixture(scope="module")
def outcomes(library: Opened) -> list[Outcome]:
    def no_model() -> Llm:
        raise AssertionError("quotes-only mode asks no model")

    return ask_all(Asker(library, no_model, evidence_tokens=3_000))


def test_thirty_calls_of_eight_companies_are_held_as_written(library: Opened) -> None:
    held = {h.call.id: h for h in library.library.held()}
    assert len(held) == 30 and len({call.company.ticker for call in thirty_calls()}) == 8
    assert {id_: h.call.period_end for id_, h in held.items()} == {call.id: call.end for call in thirty_calls()}
    assert all(len(h.exchanges) == 2 and h.turn_count == 10 for h in held.values())
    assert len({h.call.format for h in held.values()}) >= 5


def test_no_figure_occurs_twice() -> None:
    figures = [number for call in thirty_calls() for numbers in call.figures.values() for number in numbers[:1]]
    assert len(figures) == len(set(figures)) == 180


def test_there_are_some_three_hundred_questions() -> None:
    questions = thirty_questions()
    assert len({question.text for question in questions}) == len(questions) >= 300
    assert {len(question.calls) for question in questions} == {0, 1, 2}


def test_nothing_is_cited_searched_named_or_computed_but_of_the_calls_that_are_named(outcomes: list[Outcome]) -> None:
    assert [(o.question.text, o.faults) for o in outcomes if o.faults] == []


def test_what_is_quoted_holds_the_figure_asked_for(outcomes: list[Outcome]) -> None:
    counted = summary(outcomes)
    assert counted["right"]["value"] >= 0.8
    # For each kind of question there is, so that none is given up for the others.
    assert min(kind["value"] for kind in counted["by_kind"].values()) >= 0.7


def test_a_call_that_is_not_held_is_never_replaced_by_another(outcomes: list[Outcome]) -> None:
    asked = [o for o in outcomes if not o.question.calls]
    assert len(asked) >= 10
    assert all(o.answer.status is Status.NOT_FOUND and not o.answer.citations for o in asked)


@pytest.fixture
def right(outcomes: list[Outcome]) -> Outcome:
    """An answer that sets two quarters side by side, computes from them and has no fault."""
    return next(
        o for o in outcomes if o.right and o.answer.computed and not o.faults and o.question.topic == "gross margin"
    )


def _wrong_call(answer: Answer, other: str) -> Answer:
    first, *rest = answer.citations
    return replace(answer, citations=(replace(first, transcript=other), *rest))


def _related(answer: Answer, other: str) -> Answer:
    return replace(answer, related=(replace(answer.citations[0], transcript=other),))


def _searched(answer: Answer, other: str) -> Answer:
    return replace(answer, searched={"transcripts": [*answer.searched["transcripts"], other]})


def _unlabelled(answer: Answer, other: str) -> Answer:
    first, *rest = answer.claims
    return replace(answer, claims=(replace(first, lead="Side by side:"), *rest))


def _swapped(answer: Answer, other: str) -> Answer:
    one, two, *rest = answer.claims
    return replace(answer, claims=(replace(one, lead=two.lead), replace(two, lead=one.lead), *rest))


def _half_computed(answer: Answer, other: str) -> Answer:
    first = answer.computed[0]
    return replace(answer, computed=(Computed(first.text, first.citations[:1]),))


def _computed_with_another_figure(answer: Answer, other: str) -> Answer:
    first = answer.computed[0]
    return replace(answer, computed=(Computed(f"computed: 99.9 % [{first.citations[0]}]", first.citations),))


@pytest.mark.parametrize(
    "spoilt", [_wrong_call, _related, _searched, _unlabelled, _swapped, _half_computed, _computed_with_another_figure]
)  # fmt: skip
def test_the_judge_finds_each_kind_of_fault(right: Outcome, spoilt: Callable[[Answer, str], Answer]) -> None:
    other = next(call.id for call in _others(right))
    assert judge(right.question, right.answer).faults == ()
    assert judge(right.question, spoilt(right.answer, other)).faults != ()


def test_the_judge_counts_the_figure_of_every_call_named(right: Outcome) -> None:
    one = right.question.calls[0].id
    quoted = replace(
        right.answer, citations=tuple(c for c in right.answer.citations if c.transcript == one), computed=()
    )
    quoted = replace(quoted, claims=quoted.claims[:1])
    assert judge(right.question, right.answer).right
    assert not judge(right.question, quoted).right


def _others(outcome: Outcome) -> Iterator[HeldCall]:
    return (call for call in thirty_calls() if call not in outcome.question.calls)


def test_the_report_shows_the_figures(outcomes: list[Outcome], tmp_path: Path) -> None:
    one_set = CaseSet("dev", summarised(Ran((), ()), mode="quotes"))
    counted = summary(outcomes)
    shown = page(Results("2030-01-02", "make quality", [], "e5:384", [one_set], thirty=counted))
    assert "## A library of thirty calls" in shown and "`python -m evals.thirty`" in shown
    assert f"n={len(outcomes)} | 0 | |" in shown
    assert "thirty" not in page(Results("2030-01-02", "make quality", [], "e5:384", [one_set]))
