"""Choice of sentences in quotes-only mode, on made-up evidence."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from answer.evidence import Evidence, cite
from answer.extract import choose
from answer.quoting import quotes
from index.embedder import Vectors
from index.expand import expand
from index.glossary import Glossary
from index.passage import Hit, Passage, Search
from index.question import Kind, read_question
from ingest.transcript import Call, Role, Speaker
from tests.conftest import HashEmbedder

GLOSSARY = Glossary.load()
CALL = Call("plwg-fy2025-q4", "Plumewing", "PLWG", 2025, 4, None, ("en",), "test", "test.txt")
CFO = Speaker("Chen Yi-An", Role.EXECUTIVE, "Chief Financial Officer")
ANALYST = Speaker("Hollis Yang", Role.ANALYST, "Analyst", "Lantern Quay")
TURN = (
    "Fees rose for two reasons. The first was the platform fee, which began in January. "
    "Our office moved to a new building. This move cost us RMB3 million."
)


def evidence(text: str, turn_text: str = TURN, speaker: Speaker = CFO, turn: int = 4) -> Evidence:
    start = turn_text.index(text)
    return Evidence(
        start, f"{CALL.id}#t{turn}.p0.s{start}", turn, 0, start, start + len(text), text, None, speaker, "qa", (), CALL
    )


def pick(question: str, items: list[Evidence], turn_texts: dict[tuple[str, int], str]) -> list[str]:
    embedder = HashEmbedder()
    vectors: dict[str, Vectors] = {item.sentence_id: embedder.embed_query(item.text) for item in items}
    turns = {(item.call.id, item.turn) for item in items}
    passages = [Passage(f"{call}#t{n}", call, n, (0,), 0, 900, "", None, "") for call, n in sorted(turns)]
    hits = tuple(Hit(passage, rank, 1.0, ("dense",)) for rank, passage in enumerate(passages, start=1))
    search = Search(hits, embedder.embed_query(question), {}, expand(question, GLOSSARY))
    chosen = choose(read_question(question), items, search, vectors, GLOSSARY)
    about_analysts = Kind.ANALYST in read_question(question).kinds
    return [item.text for item in quotes(chosen, turn_texts, about_analysts=about_analysts)]


SENTENCES = [
    "Fees rose for two reasons.",
    "The first was the platform fee, which began in January.",
    "Our office moved to a new building.",
    "This move cost us RMB3 million.",
]
TEXTS = {(CALL.id, 4): TURN, (CALL.id, 5): "Will the platform fee rise again next year?"}


def test_what_a_sentence_announces_is_quoted_with_it() -> None:
    first = pick("why did fees rise?", [evidence(s) for s in SENTENCES], TEXTS)[0]
    assert first == f"{SENTENCES[0]} {SENTENCES[1]}"


def test_a_sentence_that_leans_back_brings_the_one_before() -> None:
    first = pick("how much did the move cost in RMB million?", [evidence(s) for s in SENTENCES], TEXTS)[0]
    assert first == f"{SENTENCES[2]} {SENTENCES[3]}"


def test_quotes_are_cut_from_the_turn_and_never_overlap() -> None:
    items = [evidence(s) for s in SENTENCES]
    for question in (
        "why did fees rise?",
        "fees rose January platform fee two reasons",
        "what did the move cost?",
        "platform fee",
        "office building",
    ):
        shown = pick(question, items, TEXTS)
        assert 1 <= len(shown) <= 3
        assert all(quote in TURN for quote in shown)
        spans = sorted((TURN.index(q), TURN.index(q) + len(q)) for q in shown)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_an_analysts_question_is_not_managements_answer() -> None:
    asked = evidence("Will the platform fee rise again next year?", TEXTS[CALL.id, 5], ANALYST, 5)
    items = [asked, *(evidence(s) for s in SENTENCES)]
    assert asked.text not in pick("when did the platform fee begin?", items, TEXTS)[:1]
    assert pick("what did the analyst ask about the platform fee?", items, TEXTS)[0] == asked.text


def test_a_repeated_sentence_is_shown_once() -> None:
    text = f"{SENTENCES[1]} {SENTENCES[1]}"
    first = evidence(SENTENCES[1], text)
    second = replace(first, sentence_id="other", start=len(SENTENCES[1]) + 1, end=len(text))
    shown = pick("platform fee January", [first, second], {(CALL.id, 4): text})
    assert shown == [SENTENCES[1]] or shown == [text]


def test_nothing_to_choose_from() -> None:
    assert choose(read_question("x"), [], np.zeros(4, dtype=np.float32), {}, {}) == []


def test_a_citation_says_where_it_stands() -> None:
    item = evidence(SENTENCES[1])
    citation = cite(item, 3)
    assert (citation.n, citation.quote, citation.speaker) == (3, SENTENCES[1], "Chen Yi-An")
    assert TURN[citation.start : citation.end] == citation.quote
