"""The parts of a question, and those that no quote speaks to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.evidence import Evidence
from answer.parts import missing_lines, parts, uncovered
from index.glossary import Glossary
from index.question import Question, read_question
from tests.spoken_call import CEO, evidence, spoken

GLOSSARY = Glossary.load()


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return GLOSSARY


SPLIT = [
    (
        "How much is the special dividend and when will it be paid?",
        ["How much is the special dividend", "when will it be paid?"],
    ),
    ("What helped gross margin, and what hurt it?", ["What helped gross margin", "what hurt it?"]),
    ("How large is backlog? Is it growing?", ["How large is backlog?", "Is it growing?"]),
    ("What were backlog and headcount?", ["backlog", "headcount"]),
    ("Who asked about tariffs, and what was the answer?", ["Who asked about tariffs", "what was the answer?"]),
    ("雲端營收多少?跟去年同期比呢?", ["雲端營收多少?", "跟去年同期比呢?"]),
    ("股利多少,什麼時候發?", ["股利多少", "什麼時候發?"]),
    ("營收和毛利率是多少?", ["營收", "毛利率"]),
    # one thing
    ("How fast did Taobao and Tmall grow?", None),
    ("What were sales and marketing expenses?", None),
    ("What drove research and development costs?", None),
    ("Why did revenue and gross margin fall?", None),
    ("When margins fall, which lever does the CFO use?", None),
    ("Since the plant is closed, how do customers get parts?", None),
    ("How did the CEO respond to the question about tariffs and freight?", None),
    ("What did the CEO say about stores in Spain and in Italy?", None),
    ("And why?", None),
    ("淘寶和天貓的營收多少?", None),
    ("公司為什麼關閉工廠?", None),
    ("第一、第二季的營收各是多少?", None),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT, ids=[row[0][:40] for row in SPLIT])
def test_a_question_is_split_into_what_it_asks_for(text: str, expected: list[str] | None, glossary: Glossary) -> None:
    assert list(parts(read_question(text), glossary)) == (expected or [text])


@given(st.text(alphabet=st.sampled_from("abc and what how much, ?;,、。多少什麼和營收 revenue margin"), max_size=60))
def test_parts_are_the_question_s_own_words(text: str) -> None:
    found = parts(Question(text, "zh" if "多" in text else "en", frozenset(), ()), GLOSSARY)
    assert found
    assert all(part in text for part in found)


def quotes(*said: str) -> list[Evidence]:
    call = spoken([(CEO, " ".join(said))])
    return [item for item in evidence(call) if item.text in said]


COVERED = [
    ("How much is the special dividend and when will it be paid?", ["The special dividend is $0.95, paid on July 11."], []),
    ("How much is the special dividend and when will it be paid?", ["The special dividend is $0.95, higher than last year."], ["when will it be paid?"]),
    ("What were backlog and headcount?", ["Backlog was $618 million."], ["headcount"]),
    ("What were backlog and headcount?", ["Backlog was $618 million.", "We had 4,100 employees."], []),
    ("How large is backlog and what was it a year ago?", ["Backlog was $618 million."], ["what was it a year ago?"]),
    ("How large is backlog and what was it a year ago?", ["Backlog was $618 million, compared with $585 million."], []),
    ("What helped gross margin, and what hurt it?", ["Mix and price helped gross margin."], ["what hurt it?"]),
    ("What helped gross margin, and what hurt it?", ["Mix helped gross margin, partly offset by freight."], []),
    ("How much is the dividend? Is the CEO content?", ["The dividend is $2.", "I like it."], []),
    # a single part is never missing, and nor is everything
    ("When will the dividend be paid?", ["The dividend is $2."], []),
    ("How much is the dividend and when will it be paid?", ["We like dividends."], []),
    ("股利多少,什麼時候發?", ["The dividend is $2."], ["什麼時候發?"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "missing"), COVERED, ids=[f"{row[0][:30]} {row[1][-1][:30]}" for row in COVERED]
)
def test_a_part_that_no_quote_speaks_to_is_missing(
    text: str, said: list[str], missing: list[str], glossary: Glossary
) -> None:
    found = quotes(*said)
    assert len(found) == len(said)
    assert list(uncovered(parts(read_question(text), glossary), found, glossary)) == missing


def test_without_quotes_nothing_is_a_missing_part(glossary: Glossary) -> None:
    assert uncovered(("revenue", "margin"), [], glossary) == ()


def test_lines_are_in_the_question_s_language() -> None:
    assert missing_lines("en", ["headcount"]) == ("Not found: headcount",)
    assert missing_lines("zh", ["員工數"]) == ("未找到:員工數",)
