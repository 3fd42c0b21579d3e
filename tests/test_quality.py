"""docs/quality.md and the README's table say what was measured, and nothing that was not."""

import re
from typing import Any

import pytest

from commands.render import evaluation
from evals.ablation import SHOWN, WHOLE
from evals.judge import Found, Row
from evals.metrics import share
from evals.page import BEGIN, END, CaseSet, Results, cell, head, page, replaced_head
from evals.run import Ran, summarised, summarised_peer
from settings import PROJECT

HIT, MISS = Found(1, 1.0, True, True, 700, 500.0), Found(None, 0.0, False, False, 650, 480.0)
ROWS = (
    Row("1", "en", "number", True, "answered", HIT),
    Row("2", "zh", "follow-up", True, "answered", MISS),
    Row("3", "zh", "number", False, "not_found"),
)
PEER = (Row("1", "en", "number", True, "retrieved", MISS), Row("2", "zh", "follow-up", True, "retrieved", MISS))


def results(**more: Any) -> Results:
    result = summarised(Ran(ROWS, ({"total": 12.5},)), mode="quotes")
    result["peer"] = {"name": "tutorial", **summarised_peer(PEER)}
    return Results("2030-01-02", "make quality", ["embk-fy2025-q4"], "e5:384", [CaseSet("dev", result)], **more)


def line(text: str, start: str) -> str:
    (found,) = [row for row in text.splitlines() if row.startswith(f"| {start}")]
    return found


def test_the_page_says_when_how_and_on_what() -> None:
    shown = page(results())
    assert "2030-01-02" in shown and "`make quality`" in shown and "embk-fy2025-q4" in shown and "e5:384" in shown
    assert "## dev" in shown and "3 questions" in shown and "700 characters" in shown
    row = line(shown, "a passage with the evidence among the first five")
    assert [c.strip() for c in row.strip("|").split("|")[1:]] == [
        "0.500 [0.09, 0.91] n=2",
        ".95",
        ".98",
        "0.000 [0.00, 0.66] n=2",
    ]
    assert "0.000 [0.00, 0.79] n=1" in line(shown, "follow-ups")
    assert line(shown, "language en").count("1.000") >= 2
    assert "12.5" in line(shown, "total")
    # What does not apply is left out, and what was not measured has no section.
    assert "facets covered" not in shown.partition("## How it is counted")[0]
    for section in ("What each part brings", "When nothing is answered", "The claim checks"):
        assert f"## {section}" not in shown


def test_what_else_was_measured_has_its_section() -> None:
    point = {"threshold": 0.5, "coverage": 0.8, "risk": 0.1, "false_refusals": 0.05, "recognised": 0.75}
    fit = {
        "cross_validation": {"all": {"auroc": 0.91, "recognised": share([True]), "false_refusals": share([False])}},
        "curve": [point],
    }
    claims = {
        "wrong_passed": share([False] * 9),
        "honest_withheld": share([False]),
        "wrong_by_kind": {"digit": share([False])},
    }
    whole = {name: {"value": 0.8, "n": 5, "interval": [0.4, 1.0]} for name in SHOWN}
    shown = page(results(ablation={WHOLE: whole}, ablation_cases="dev", calibration=fit, claims=claims))
    assert "| 0.500 | 0.80 | 0.100 | 0.050 | 0.750 | ███████████████ |" in shown
    assert "0.910" in line(shown, "all")
    assert "n=9" in line(shown, "wrong claims passed")
    assert "n=1" in line(shown, "wrong, passed: digit")
    assert "0.800" in line(shown, WHOLE)


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (None, "–"),
        (share([]), "–"),
        ({"value": 0.5, "n": 2, "interval": [0.1, 0.9]}, "0.500 [0.10, 0.90] n=2"),
        ({"value": 1.0, "n": 1, "interval": None}, "1.000 n=1"),
    ],
)
def test_a_cell_has_value_interval_and_number(measure: Any, text: str) -> None:
    assert cell(measure) == text


def test_the_readme_s_block_is_replaced_and_all_else_kept() -> None:
    block = head(results())
    readme = f"# callcite\n\n{BEGIN}\nold\n{END}\n\n## Start\n"
    new = replaced_head(readme, block)
    assert new == f"# callcite\n\n{block}\n\n## Start\n"
    assert replaced_head(new, block) == new
    assert replaced_head("no marks", block) == "no marks"


def test_every_figure_of_the_head_stands_on_the_page() -> None:
    measured = results()
    shown = page(measured)
    figures = [row.split("|")[1:3] for row in head(measured).splitlines() if row.startswith("| ") and "---" not in row]
    assert len(figures) >= 3
    for figure, value in figures[1:]:
        assert value in line(shown, figure.strip()), figure


def test_people_see_the_peer_beside_ours(capsys: pytest.CaptureFixture[str]) -> None:
    result = {**results().sets[0].result, "rows": [row.as_json() for row in ROWS]}
    evaluation(result)
    shown = capsys.readouterr().out
    hit = next(text for text in shown.splitlines() if text.startswith("  hit@5 "))
    assert re.search(r"0\.500 .*n=2 +peer 0\.000 .*n=2$", hit)
    assert re.search(r"^1 +answered +rank 1 ", shown, re.MULTILINE)
    assert re.search(r"^total, ms +p50 12\.5", shown, re.MULTILINE)
    assert "facets covered" not in shown


def test_the_readme_shows_the_figures_of_the_page() -> None:
    page_file = PROJECT / "docs" / "quality.md"
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    if BEGIN not in readme or not page_file.exists():
        pytest.skip("No quality report has been written yet: `make quality` writes it.")
    shown = page_file.read_text(encoding="utf-8")
    block = readme.partition(BEGIN)[2].partition(END)[0]
    for row in block.splitlines():
        if row.startswith("| ") and "---" not in row and not row.startswith("| figure"):
            figure, value = (text.strip() for text in row.split("|")[1:3])
            assert any(value in other and other.startswith(f"| {figure} ") for other in shown.splitlines()), figure
