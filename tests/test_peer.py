"""The compared pipelines: LlamaIndex's over the same files, ours with parts taken out, and the vectors they share."""

from pathlib import Path

import numpy as np
import pytest

from evals.ablation import PARTS, SHOWN, WHOLE, ablate, table
from evals.cases import Case, Gold
from evals.peer import Peer
from evals.remember import RememberingEmbedder
from evals.run import summarised_peer
from index.opened import Opened
from index.search import WEIGHTS
from settings import Settings
from tests.conftest import HashEmbedder
from tests.small_call import write_small_call

MARGIN = Gold("gross margin fell to 21.5%", "Ada Finch", True)
CASES = [
    Case("1", "en", "number", "gross margin freight costs", True, (MARGIN,)),
    Case("2", "zh", "number", "毛利率下降 運費", True, (Gold("Our gross margin fell to 21.5% because of freight costs.", None, True),)),
    Case("3", "en", "number", "What did Tencent say?", False, ()),
]  # fmt: skip


@pytest.fixture
def held(tmp_path: Path, opened: Opened) -> Opened:
    """A library with two calls of one company that differ in one figure."""
    with opened.library.lock.held():
        opened.builder.add_file(write_small_call(tmp_path))
        opened.builder.add_file(write_small_call(tmp_path, "older.txt", quarter=3, growth="9%"))
        opened.builder.flush()
    return opened


def test_the_peer_finds_what_the_file_says(held: Opened) -> None:
    first, second, third = Peer(held.library, held.embedder).run(CASES)
    assert first.found is not None and second.found is not None
    assert (first.found.rank, second.found.rank) == (1, 1)
    assert (third.found, third.status) == (None, "retrieved")
    result = summarised_peer((first, second, third))
    assert result["metrics"]["all"]["hit@5"]["n"] == 2
    assert "unanswerable recognised" not in result["metrics"]["all"]


def test_the_peer_searches_the_call_of_a_case_alone(held: Opened) -> None:
    growth = Gold("Revenue was RMB4.2 billion, up 9%", None, True)
    asked = [
        Case("1", "en", "number", "revenue up 9%", True, (growth,), call=c)
        for c in ("embk-fy2025-q3", "embk-fy2025-q4")
    ]
    unheld = Case("2", "en", "number", "revenue up 9%", True, (growth,), call="nobody-fy2025-q1")
    older, newer, none = Peer(held.library, held.embedder).run([*asked, unheld])
    assert none.found is not None and none.found.rank is None
    assert older.found is not None and newer.found is not None
    assert (older.found.rank is not None, newer.found.rank) == (True, None)


class Counting(HashEmbedder):
    fingerprint = "counting:64"


def test_vectors_are_remembered_between_runs(tmp_path: Path) -> None:
    store = tmp_path / "kept" / "vectors.npz"
    counting = Counting()
    first = RememberingEmbedder(counting, store=store).embed_passages(["one", "two", "one"])
    again = RememberingEmbedder(counting, store=store).embed_passages(["two", "one"])
    assert counting.embedded == ["one", "two"]
    assert np.array_equal(first[[1, 0]], again)
    # Vectors of another embedder are not taken.
    other = HashEmbedder()
    RememberingEmbedder(other, store=store).embed_passages(["one"])
    assert other.embedded == ["one"]


def test_a_library_s_vectors_are_used_before_anything_is_embedded(held: Opened) -> None:
    texts = [held.library.transcript("embk-fy2025-q4").turns[2].paragraphs[0].text.partition(". ")[0] + "."]
    embedder = HashEmbedder()
    remembering = RememberingEmbedder(embedder, known=held.library.vectors)
    assert np.allclose(remembering.embed_passages(texts), held.embedder.embed_passages(texts))
    assert embedder.embedded == []


def test_each_part_is_taken_out_and_put_back(held: Opened, embedder: HashEmbedder) -> None:
    weights = dict(WEIGHTS)
    result = ablate(Settings(library=held.library.root), CASES, embedder)
    assert list(result) == [part.name for part in PARTS]
    assert weights == WEIGHTS
    assert all(set(measures) == set(SHOWN) for measures in result.values())
    # A Chinese question finds its evidence by the translation and by nothing else.
    assert result[WHOLE]["hit@1"]["value"] == 1.0
    assert result["translation"]["hit@1"]["value"] < 1.0
    assert result["header (company, period, speaker, exchange)"]["hit@5"]["n"] == 2


def test_the_table_says_what_changed() -> None:
    def measures(value: float) -> dict[str, dict[str, object]]:
        return {name: {"value": value, "n": 4, "interval": [0.0, 1.0]} for name in SHOWN}

    shown = table({WHOLE: measures(0.75), "header": measures(0.5), "dense": measures(0.75)}).splitlines()
    assert shown[2].count("0.750") == len(SHOWN) and "(" not in shown[2].removeprefix(f"| {WHOLE} ")
    assert shown[3].count("0.500 (-0.250)") == len(SHOWN)
    assert shown[4].count("0.750 |") == len(SHOWN)
