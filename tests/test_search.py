"""One suite over every retriever, and what the Searcher adds: fusion, shelves, partners, questions refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from errors import EmbedderMismatch, LibraryError, QuestionError
from index.embedder import Vectors
from index.opened import Opened, open_library
from index.passage import Scope
from index.search import MAX_QUESTION
from index.tokens import tokens
from tests.conftest import SAMPLES, HashEmbedder
from tests.long_call import write_long_call
from tests.small_call import write_small_call

OpenAt = Callable[..., Opened]
Q3, Q4 = "embk-fy2025-q3", "embk-fy2025-q4"
QUESTION = "Why did gross margin fall, freight costs?"

Retrieve = Callable[[Opened, str, int, Sequence[str]], list[tuple[str, float]]]
"""(library, question, k, transcripts or none for all) -> (passage id, score)."""


def _chroma(opened: Opened, question: str, k: int, transcripts: Sequence[str]) -> list[tuple[str, float]]:
    vector = opened.embedder.embed_query(question)
    assert opened.dense.is_current()
    if transcripts:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.dense.EXACT_LIMIT", 0)
            return opened.dense.search_within(vector, k, transcripts, None)
    return opened.dense.search(vector, k, "calls")


def _exact(opened: Opened, question: str, k: int, transcripts: Sequence[str]) -> list[tuple[str, float]]:
    ids = transcripts or [held.call.id for held in opened.library.held() if not held.sample]
    return opened.dense.search_within(opened.embedder.embed_query(question), k, ids, None)


def _keyword(opened: Opened, question: str, k: int, transcripts: Sequence[str]) -> list[tuple[str, float]]:
    if transcripts:
        return opened.keyword.search(_words(question), k, transcripts=transcripts)
    return opened.keyword.search(_words(question), k, shelf="calls")


def _searcher(opened: Opened, question: str, k: int, transcripts: Sequence[str]) -> list[tuple[str, float]]:
    hits = opened.searcher.search(question, k, Scope(transcripts=tuple(transcripts))).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    return [(hit.passage.id, hit.score) for hit in hits]


def _llama_index(opened: Opened, question: str, k: int, transcripts: Sequence[str]) -> list[tuple[str, float]]:
    from index.retriever import PassageRetriever

    nodes = PassageRetriever(opened.searcher, k=k, scope=Scope(transcripts=tuple(transcripts))).retrieve(question)
    return [(node.node.node_id, float(node.score or 0.0)) for node in nodes]


RETRIEVERS: dict[str, Retrieve] = {
    "dense, Chroma": _chroma,
    "dense, exact": _exact,
    "keyword": _keyword,
    "Searcher": _searcher,
    "LlamaIndex": _llama_index,
}


@dataclass(frozen=True)
class _Held:
    opened: Opened
    retrieve: Retrieve


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("search")
    opened = open_library(folder / "library", HashEmbedder)
    with opened.library.lock.held():
        for quarter in (1, 2, 3, 4):
            opened.builder.add_file(write_small_call(folder, f"q{quarter}.txt", quarter=quarter))
        opened.builder.flush()
    return opened


@pytest.fixture(params=RETRIEVERS)
def held(request: pytest.FixtureRequest, library: Opened) -> _Held:
    return _Held(library, RETRIEVERS[request.param])


def test_all_give_passages_best_first_without_repeats(held: _Held) -> None:
    found = held.retrieve(held.opened, QUESTION, 10, ())
    ids = [id_ for id_, _ in found]
    scores = [score for _, score in found]
    assert found
    assert len(set(ids)) == len(ids)
    assert scores == sorted(scores, reverse=True)
    passages = held.opened.library.passages(ids)
    assert set(passages) == set(ids)
    assert "freight costs" in passages[ids[0]].text


@pytest.mark.parametrize("k", [1, 3, 7, 100])
def test_all_respect_k(held: _Held, k: int) -> None:
    found = held.retrieve(held.opened, QUESTION, k, ())
    assert len(found) <= k
    assert found == held.retrieve(held.opened, QUESTION, 100, ())[: len(found)] or held.retrieve in (
        _searcher,
        _llama_index,
    )
    if k <= 4:
        assert len(found) == k


def test_all_respect_the_scope(held: _Held) -> None:
    found = held.retrieve(held.opened, QUESTION, 10, (Q3,))
    assert found
    assert {held.opened.library.passages([id_])[id_].transcript for id_, _ in found} == {Q3}


@pytest.mark.parametrize("question", ["storage prices stay where they are", "儲能價格將維持不變"])
def test_both_languages_find_one_and_the_same_hit(held: _Held, question: str) -> None:
    found = held.retrieve(held.opened, question, 5, (Q4,))
    passages = held.opened.library.passages([id_ for id_, _ in found])
    answers = [id_ for id_, _ in found if "stay where they are" in passages[id_].text]
    assert len(answers) == 1
    assert passages[answers[0]].translation is not None


def test_all_are_empty_where_nothing_can_match(held: _Held) -> None:
    if held.retrieve in (_searcher, _llama_index):
        with pytest.raises(QuestionError):
            held.retrieve(held.opened, " ?! ", 5, ())
    else:
        assert held.opened.dense.search_within(np.ones(64, np.float32), 5, ("nobody",), None) == []
        assert held.opened.keyword.search({"zzyzx": 1.0}, 5) == []


# Dense


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """A few hundred different passages."""
    folder = tmp_path_factory.mktemp("many")
    opened = open_library(folder / "library", HashEmbedder)
    with opened.library.lock.held():
        opened.builder.add_file(write_long_call(folder / "long.txt", 400))
        opened.builder.add_file(write_small_call(folder))
        opened.builder.flush()
    assert sum(held.passage_count for held in opened.library.held()) > 300
    return opened


def test_chroma_and_exact_search_agree(tmp_path: Path, open_at: OpenAt) -> None:
    """On vectors without structure, the hardest for a graph; near neighbours it may miss, but hardly any."""

    class Scattered(HashEmbedder):
        def _embed(self, text: str) -> Vectors:
            vector = np.random.default_rng(list(text.encode())).normal(size=64)
            return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    opened = open_library(tmp_path / "library", Scattered)
    opened.builder.add_file(write_long_call(tmp_path / "long.txt", 300))
    opened.builder.flush()
    assert opened.dense.count() >= 600
    ids = [held.call.id for held in opened.library.held()]
    shared = 0
    for n in range(20):
        vector = opened.embedder.embed_query(f"question {n}")
        near = dict(opened.dense.search(vector, 10, "calls"))
        exact = dict(opened.dense.search_within(vector, 10, ids, None))
        assert len(near) == len(exact) == 10
        both = near.keys() & exact.keys()
        shared += len(both)
        for id_ in both:
            assert near[id_] == pytest.approx(exact[id_], abs=1e-4)
    assert shared >= 190


def test_beyond_the_limit_chroma_is_asked_and_filtered(many: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    vector = many.embedder.embed_query(QUESTION)
    ids = [held.call.id for held in many.library.held()]
    exact = many.dense.search_within(vector, 10, ids, None)
    monkeypatch.setattr("index.dense.EXACT_LIMIT", 10)
    monkeypatch.setattr(many.dense._exact, "search", None)
    large = many.dense.search_within(vector, 10, ids, None)
    assert large[0][0] == exact[0][0]
    assert large[0][1] == pytest.approx(exact[0][1], abs=1e-4)
    assert len(large) == 10
    monkeypatch.undo()
    monkeypatch.setattr("index.dense.EXACT_LIMIT", 10)
    only = {s.passage.id for s in many.library.passages_of(Q4)[:2]}
    narrow = many.dense.search_within(vector, 10, ids, only)
    assert {id_ for id_, _ in narrow} == only, "too few left after filtering: all are compared after all"


def test_exact_search_follows_the_catalog(open_at: OpenAt, tmp_path: Path) -> None:
    writer, reader = open_at(tmp_path / "library"), open_at(tmp_path / "library")

    def ids(opened: Opened) -> set[str]:
        return {id_ for id_, _ in _exact(opened, QUESTION, 100, (Q4,))}

    writer.builder.add_file(write_small_call(tmp_path))
    first = ids(writer)
    assert ids(reader) == first != set()
    writer.builder.add_file(write_small_call(tmp_path, growth="13%"))
    held = {stored.passage.id for stored in writer.library.passages_of(Q4)}
    assert ids(writer) == ids(reader) == held != first
    writer.builder.remove(Q4)
    assert ids(reader) == set()


def test_the_better_of_two_languages_counts(library: Opened) -> None:
    (passage,) = [s.passage for s in library.library.passages_of(Q4) if "freight" in s.passage.text]
    vector = library.embedder.embed_passages([f"{passage.header}\n{passage.translation}"])[0]
    id_, score = library.dense.search(vector, 1, "calls")[0]
    assert id_ == passage.id
    assert score == pytest.approx(1.0, abs=1e-4)


# The Searcher


def test_an_empty_library_says_what_to_do(opened: Opened) -> None:
    with pytest.raises(LibraryError, match="no calls"):
        opened.searcher.search("anything", 5)


@pytest.mark.parametrize("question", ["", "  ", "?!", "x" * (MAX_QUESTION + 1), "a\x00b", "a \ud800 b"])
def test_what_is_no_question_is_refused(library: Opened, question: str) -> None:
    with pytest.raises(QuestionError):
        library.searcher.search(question, 5)


def test_samples_are_left_out_once_another_call_is_held(open_at: OpenAt, tmp_path: Path) -> None:
    import hashlib

    sample = SAMPLES / "tarnbrook-fy2025-q2.txt"
    opened = open_at(tmp_path / "library", sample_hashes=[hashlib.sha256(sample.read_bytes()).hexdigest()])
    opened.builder.add_file(sample)
    opened.builder.flush()

    def transcripts(scope: Scope = Scope()) -> set[str]:
        return {hit.passage.transcript for hit in opened.searcher.search("gross margin", 20, scope).hits}

    assert transcripts() == {"tbrk-fy2025-q2"}
    opened.builder.add_file(write_small_call(tmp_path))
    opened.builder.flush()
    assert transcripts() == {Q4}
    assert transcripts(Scope(companies=("Tarnbrook Instruments",))) == {"tbrk-fy2025-q2"}
    assert transcripts(Scope(transcripts=("tbrk-fy2025-q2", Q4))) == {"tbrk-fy2025-q2", Q4}
    opened.builder.remove(Q4)
    assert transcripts() == {"tbrk-fy2025-q2"}


def test_a_matching_question_brings_its_answer(library: Opened) -> None:
    hits = library.searcher.search(
        "Ben Ruddock analyst: what do you expect for storage prices?", 8, Scope(transcripts=(Q4,))
    ).hits
    assert any("stay where they are" in hit.passage.text for hit in hits)


def test_timings_name_every_stage(library: Opened) -> None:
    search = library.searcher.search(QUESTION, 3)
    assert set(search.timings_ms) == {"scope", "embed", "dense", "keyword", "sentence", "fuse", "exchanges"}
    assert search.vector.shape == (64,)


def test_the_embedding_for_pipelines_is_ours(library: Opened) -> None:
    from index.retriever import PassageEmbedding

    ours = library.embedder.embed_passages(["one", "two"])
    theirs = PassageEmbedding(library.embedder).get_text_embedding_batch(["one", "two"])
    assert np.allclose(ours, theirs)


def test_a_failing_rebuild_costs_no_answer(
    library: Opened, open_at: OpenAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_at(tmp_path / "library")
    opened.builder.add_file(write_small_call(tmp_path))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.dense._connect", full)
    hits = opened.searcher.search(QUESTION, 3).hits
    assert "freight" in hits[0].passage.text
    assert hits[0].similarity is not None
    assert "No space left" in caplog.text


def test_the_embedder_must_be_the_librarys(library: Opened) -> None:
    with pytest.raises(EmbedderMismatch):
        library.library.require_embedder("another:64")


def _words(text: str) -> dict[str, float]:
    return dict.fromkeys(tokens(text), 1.0)
