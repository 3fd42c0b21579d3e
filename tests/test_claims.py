"""Generated claims: the generator itself, and the bounds that the claim checks must hold on the sample calls."""

import dataclasses
import json
import random
from decimal import Decimal

import pytest

from evals.claims import chance
from evals.claims.calls import from_transcripts
from evals.claims.case import CallWords, Case
from evals.claims.facts import chinese, english, facts
from evals.claims.generate import generate
from evals.claims.honest import honest_claims, two_sources
from evals.claims.marks import marks
from evals.claims.report import judge, summary, table
from evals.claims.reported import in_third_person, stated
from evals.claims.wrong_figures import wrong_figures
from evals.claims.wrong_sense import wrong_sense
from evals.claims.wrong_terms import wrong_terms
from index.glossary import Glossary
from ingest.parse import parse
from ingest.sources import read_source
from settings import PROJECT
from tests.test_check import ANALYST, CEO, said

GLOSSARY = Glossary.load()


@pytest.fixture(scope="module")
def calls() -> list[CallWords]:
    paths = sorted((PROJECT / "samples").glob("*.txt"))
    return from_transcripts([t for path in paths for t in parse(read_source(path))])


@pytest.fixture(scope="module")
def cases(calls: list[CallWords]) -> list[Case]:
    return generate(calls, GLOSSARY, wrong=300, honest=100, seed=7)


def test_the_checks_hold_on_generated_claims(cases: list[Case]) -> None:
    outcomes = judge(cases, GLOSSARY)
    failed = [(o.case.kind, o.case.text, o.reasons) for o in outcomes if o.failed]
    wrong = [f for f, o in zip(failed, (o for o in outcomes if o.failed), strict=True) if not o.case.honest]
    honest = [f for f in failed if f not in wrong]
    # 0.5 % of 300 and 5 % of 100.
    assert len(wrong) <= 1, wrong
    assert len(honest) <= 5, honest


def test_the_same_seed_gives_the_same_claims(calls: list[CallWords]) -> None:
    small = [dataclasses.replace(calls[-1], sentences=calls[-1].sentences[20:40])]
    first, again, other = (generate(small, GLOSSARY, wrong=60, honest=20, seed=seed) for seed in (7, 7, 8))
    assert [(c.kind, c.text) for c in again] == [(c.kind, c.text) for c in first]
    assert [c.text for c in other] != [c.text for c in first]


def test_every_kind_of_defect_is_made(cases: list[Case]) -> None:
    made = {c.kind for c in cases if not c.honest}
    wanted = {
        "digit", "sign", "unit", "scale", "currency", "%/pp", "period", "company", "speaker", "role", "metric", "segment",
        "driver", "yoy/qoq", "actual/target", "figures swapped", "qualifier", "hedge", "negation", "stitched", "computed",
        "range", "approximation", "to/by",
    }  # fmt: skip
    assert wanted <= made


def test_wrong_claims_differ_from_what_they_were_made_from(cases: list[Case]) -> None:
    assert all(c.text != c.base for c in cases if not c.honest)
    assert all(c.cited for c in cases)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenue was RMB236.5 billion, up 7%.", [("236500000000", "money", "RMB"), ("7", "percent", "")]),
        ("毛利率為 53.1%,較上一季下降 1.4 個百分點。", [("53.1", "percent", ""), ("1.4", "pp", "")]),
        ("營收為新台幣 486 億元", [("48600000000", "money", "新台幣")]),
        ("up 190 basis points", [("190", "bp", "")]),
        ("on March 31, 2025, in Q3 FY2025", []),
        ("46 million members in 9,000 villages", [("46000000", "", ""), ("9000", "", "")]),
    ],
)
def test_marks(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(m.value, m.unit, m.currency) for m in marks(text)] == [(Decimal(v), u, c) for v, u, c in expected]


def test_facts_are_told_in_both_languages() -> None:
    (fact,) = facts("Free cash flow was RMB3.7 billion, down 76% year-over-year.")
    assert fact.down and fact.comparison == "yoy"
    told = list(english(fact, GLOSSARY, "RMB"))
    assert any("76%" in line and line.endswith("to RMB3.7 billion.") for line in told)
    assert "本季自由現金流為人民幣37億元,年減76%。" in list(chinese(fact, GLOSSARY, "RMB"))


@pytest.mark.parametrize(
    ("spoken", "reported"),
    [
        ("And we grew our cloud revenue by 12%.", "They grew their cloud revenue by 12%."),
        ("I think the margin will hold.", None),
        ("Our margin rose.", "Their margin rose."),
    ],
)
def test_first_person_is_turned(spoken: str, reported: str | None) -> None:
    assert in_third_person(stated(spoken)) == reported


def _call(*keys: str) -> CallWords:
    return CallWords(tuple(said(k, n) for n, k in enumerate(keys, 1)), (CEO, ANALYST), frozenset({"revenue", "total"}))


def test_a_figure_that_belongs_there_is_no_wrong_one() -> None:
    """7 turned into 10 would be true of the neighbouring sentence; 236.5 turned into 263.5 is not."""
    evidence = said("revenue")
    (held,) = marks("Revenue grew 10%.")
    assert not chance.new_figure(held, (evidence,))
    (new,) = marks("Revenue was RMB263.5 billion.")
    assert chance.new_figure(new, (evidence,))


@pytest.mark.parametrize("text", ["between 12% and 12%", "from 10% to 12%", "10% and 12%"])
def test_lists_and_equal_figures_are_not_swapped(text: str) -> None:
    one, two = marks(text)
    assert not chance.swappable(text, one, two)


def test_a_term_of_the_context_is_not_put_in() -> None:
    evidence = said("pair")
    base = Case(evidence.text, (evidence,), "itself", True, evidence.text)
    made = [text for kind, text in wrong_terms(base, _call("pair"), random.Random(1)) if kind == "metric"]
    assert not any("take rate was" in text for text in made)


def test_wrong_figures_of_one_sentence() -> None:
    evidence = said("pair")
    kinds = {kind for kind, _ in wrong_figures(evidence.text, (evidence,), random.Random(1))}
    assert {"digit", "scale", "%/pp", "currency", "figures swapped", "sign"} <= kinds


def test_an_analysts_words_are_given_to_management() -> None:
    evidence = dataclasses.replace(said("asked"), text="Your margin fell to 12% in the quarter, far below the peers.")
    evidence = dataclasses.replace(evidence, text="Margins fell to 12% in the quarter, far below the peers.")
    base = Case(evidence.text, (evidence,), "itself", True, evidence.text)
    made = list(wrong_sense(base, _call("asked"), random.Random(1)))
    assert ("role", "Management said Margins fell to 12% in the quarter, far below the peers.") in made


def test_two_sources_cite_both() -> None:
    one = Case("Revenue grew 7%.", (said("revenue"),), "k", True, "")
    two = Case("Free cash flow fell 76%.", (said("fcf", 2),), "k", True, "")
    joined = two_sources(one, two, _call("revenue", "fcf"))
    assert joined is not None and len(joined.cited) == 2 and ", while " in joined.text


def test_honest_claims_keep_every_figure() -> None:
    """Rounding apart, a paraphrase holds no figure that its sentence lacks."""
    evidence = said("ebita")
    held = marks(evidence.text)
    for case in honest_claims(evidence, _call("ebita"), GLOSSARY, random.Random(3)):
        if "rounded" not in case.kind:
            assert all(any(m.same_as(h) for h in held) for m in marks(case.text)), case.text


def test_the_report_counts_by_kind() -> None:
    right = Case("Total revenue was RMB236.5 billion.", (said("revenue"),), "itself", True, "")
    wrong = Case("Total revenue was RMB263.5 billion.", (said("revenue"),), "digit", False, right.text)
    result = summary(judge([right, wrong], GLOSSARY))
    assert result["wrong_passed"]["n"] == 1 and result["wrong_passed"]["value"] == 0
    assert result["honest_withheld"]["value"] == 0
    assert "digit" in table(result)
    json.dumps(result)
