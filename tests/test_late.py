"""Passages by their best sentence, and who asked and who answered."""

from pathlib import Path

import pytest

from index.embedder import vector_hash
from index.exchanges import Exchanges
from index.late import SentenceVectors
from index.opened import Opened, open_library
from tests.conftest import HashEmbedder
from tests.small_call import write_small_call

CALL = "embk-fy2025-q4"


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    made = open_library(tmp_path / "library", HashEmbedder)
    with made.library.lock.held():
        made.builder.add_file(write_small_call(tmp_path))
        made.builder.flush()
    return made


def test_a_passage_has_the_cosine_of_its_best_sentence(opened: Opened) -> None:
    passages = [stored.passage for stored in opened.library.passages_of(CALL)]
    vector = HashEmbedder().embed_query("gross margin fell freight costs")
    found = dict(SentenceVectors(opened.library).search(vector, passages))
    for passage in passages:
        turn = opened.library.transcript(CALL).turn(passage.turn)
        texts = [turn.quote(s) for _, _, s in turn.sentences() if passage.start <= s.start < passage.end]
        held = opened.library.vectors(vector_hash(text) for text in texts)
        wanted = max((float(v @ vector) for v in held.values()), default=None)
        assert found.get(passage.id) == (pytest.approx(wanted) if wanted is not None else None)
    best = max(found, key=lambda passage: found[passage])
    assert "gross margin" in next(p.text for p in passages if p.id == best)


def test_words_that_are_gone_are_not_found(opened: Opened) -> None:
    sentences = SentenceVectors(opened.library)
    passages = [stored.passage for stored in opened.library.passages_of(CALL)]
    vector = HashEmbedder().embed_query("revenue")
    assert sentences.search(vector, passages)
    with opened.library.lock.held():
        opened.builder.remove(CALL)
        opened.builder.flush()
    assert sentences.search(vector, passages) == []


def test_a_question_brings_the_best_of_its_answers_on_the_last_place(opened: Opened) -> None:
    (held,) = opened.library.held()
    passages = {stored.passage.id: stored.passage for stored in opened.library.passages_of(CALL)}
    by_turn = {passage.turn: id_ for id_, passage in passages.items()}
    question, answer = by_turn[5], by_turn[6]
    exchanges = Exchanges([held])
    assert exchanges.is_question(passages[question])
    assert not exchanges.is_question(passages[answer])
    others = [id_ for turn, id_ in by_turn.items() if turn not in (5, 6)]
    fused = [(id_, 1.0 - i / 10, ("dense",)) for i, id_ in enumerate((question, *others, answer))]
    with_answers = exchanges.with_answers(fused, passages, len(fused) - 1)
    assert [row[0] for row in with_answers] == [question, *others[:-1], answer]
    assert with_answers[-1][2] == ("dense", "exchange")
    assert exchanges.with_answers(fused, passages, len(fused)) == fused
