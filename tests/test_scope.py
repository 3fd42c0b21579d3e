"""Scope -> what it selects, and an error that names what is held when it selects nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from errors import UsageError
from index.opened import Opened
from index.passage import Scope
from index.scope import Selection, select
from tests.small_call import write_small_call

Q3, Q4 = "embk-fy2025-q3", "embk-fy2025-q4"
OTHER = "zzan-fy2024-q4"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    from index.opened import open_library
    from tests.conftest import HashEmbedder
    from tests.long_call import write_long_call

    folder = tmp_path_factory.mktemp("scope")
    opened = open_library(folder / "library", HashEmbedder)
    with opened.library.lock.held():
        for quarter in (3, 4):
            opened.builder.add_file(write_small_call(folder, f"q{quarter}.txt", quarter=quarter))
        opened.builder.add_file(write_long_call(folder / "long.txt", 45, ticker="ZZAN", year=2024, quarter=4))
        opened.builder.flush()
    return opened


def chosen(opened: Opened, scope: Scope) -> Selection:
    return select(opened.library, scope, opened.glossary)


def ids(selection: Selection) -> set[str]:
    return {held.call.id for held in selection.transcripts}


SELECTS = [
    (Scope(), {Q3, Q4, OTHER}),
    (Scope(companies=("EMBK",)), {Q3, Q4}),
    (Scope(companies=("embk",)), {Q3, Q4}),
    (Scope(companies=("燼雀能源",)), {Q3, Q4}),
    (Scope(companies=("EMBK", "ZZAN")), {Q3, Q4, OTHER}),
    (Scope(periods=("FY2025 Q4",)), {Q4}),
    (Scope(periods=("Q4 FY25",)), {Q4}),
    (Scope(periods=("Q4 FY25", "FY2024 Q4")), {Q4, OTHER}),
    (Scope(transcripts=(Q3,)), {Q3}),
    (Scope(companies=("EMBK",), periods=("FY2025 Q3",)), {Q3}),
]


@pytest.mark.parametrize(("scope", "expected"), SELECTS)
def test_whole_transcripts(library: Opened, scope: Scope, expected: set[str]) -> None:
    selection = chosen(library, scope)
    assert ids(selection) == expected
    assert selection.turns is None


TURNS = [
    (Scope(transcripts=(Q4,), speakers=("Ada Finch",)), {(Q4, 3), (Q4, 6)}),
    (Scope(transcripts=(Q4,), speakers=("ada finch",)), {(Q4, 3), (Q4, 6)}),
    (Scope(transcripts=(Q4,), roles=("analyst",)), {(Q4, 5)}),
    (Scope(transcripts=(Q4,), roles=("analyst", "operator")), {(Q4, 1), (Q4, 4), (Q4, 5)}),
    (Scope(transcripts=(Q4,), speakers=("Ada Finch",), sections=("qa",)), {(Q4, 6)}),
    (Scope(companies=("EMBK",), roles=("analyst",)), {(Q3, 5), (Q4, 5)}),
    (Scope(transcripts=(Q4,), speakers=("Ada Finch",), roles=("analyst",)), set()),
]


@pytest.mark.parametrize(("scope", "expected"), TURNS)
def test_turns_of_them(library: Opened, scope: Scope, expected: set[tuple[str, int]]) -> None:
    assert set(chosen(library, scope).turns or ()) == expected


@pytest.mark.parametrize(("scope", "expected"), TURNS)
def test_hits_stay_within(library: Opened, scope: Scope, expected: set[tuple[str, int]]) -> None:
    hits = library.searcher.search("storage prices and freight costs", 20, scope).hits
    assert {(hit.passage.transcript, hit.passage.turn) for hit in hits} <= expected
    assert bool(hits) == bool(expected)


UNKNOWN = [
    (Scope(companies=("Nobody Inc.",)), "ZZAN"),
    (Scope(periods=("FY2031 Q1",)), "FY2025 Q4"),
    (Scope(periods=("no period",)), "FY2025 Q4"),
    (Scope(transcripts=("nobody-fy2031-q1",)), Q4),
    (Scope(speakers=("Nobody",)), "Ada Finch"),
    (Scope(roles=("ceo",)), "executive"),
    (Scope(sections=("closing",)), "prepared"),
    (Scope(companies=("EMBK",), periods=("FY2024 Q4",)), "FY2025 Q3"),
]


@pytest.mark.parametrize(("scope", "held"), UNKNOWN)
def test_what_is_not_held_is_answered_with_what_is(library: Opened, scope: Scope, held: str) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(library, scope)
    shown = caught.value.hint
    assert held in shown or (held == "ZZAN" and "谷嶺物流" in shown), shown


def test_a_scope_of_nothing_held_is_no_error_by_itself(opened: Opened) -> None:
    assert chosen(opened, Scope()).transcripts == ()


def test_a_removed_call_is_no_longer_in_any_scope(open_at: Callable[..., Opened], tmp_path: Path) -> None:
    opened = open_at(tmp_path / "library")
    for quarter in (3, 4):
        opened.builder.add_file(write_small_call(tmp_path, f"q{quarter}.txt", quarter=quarter))
    opened.builder.flush()
    assert ids(chosen(opened, Scope(periods=("FY2025 Q3",)))) == {Q3}
    opened.builder.remove(Q3)
    with pytest.raises(UsageError):
        chosen(opened, Scope(periods=("FY2025 Q3",)))
