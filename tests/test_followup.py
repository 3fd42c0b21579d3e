"""Follow-ups made whole by rules."""

import pytest

from answer.followup import leans_back, standalone
from index.glossary import Glossary

GLOSSARY = Glossary.load()


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        (["How fast did cloud revenue grow?"], "And in e-commerce?", "How fast did e-commerce revenue grow?"),
        (["What did the CEO say about tariffs?"], "And the CFO?", "What did the CFO say about tariffs?"),
        (["物流這季營收多少?"], "那雲端呢?", "雲端這季營收多少?"),
        (["How did cloud revenue do?"], "What about its margin?", "What about its margin? (cloud)"),
        (["How did cloud revenue do?"], "Why?", "Why? (How did cloud revenue do?)"),
        (["閃購投資會影響獲利嗎?"], "帶來什麼好處?", "帶來什麼好處? (閃購投資、影響獲利)"),
        (["What did Lena Fosse ask?"], "Who answered her?", "Who answered her? (What did Lena Fosse ask?)"),
        (["What was free cash flow?"], "How much capex was there?", "How much capex was there?"),
        (["What was free cash flow?"], "What was the gross margin at Tarnbrook?", "What was the gross margin at Tarnbrook?"),
        (["今年配多少股利?"], "自由現金流是多少?", "自由現金流是多少?"),
    ],
)  # fmt: skip
def test_what_a_follow_up_leaves_out_comes_from_before(history: list[str], question: str, whole: str) -> None:
    assert standalone(question, [(asked, "An answer.") for asked in history], GLOSSARY) == whole


def test_a_topic_is_carried_over_several_questions() -> None:
    asked = ["How fast did the logistics business grow?", "And did it make money?"]
    whole = standalone("When will it break even?", [(q, "…") for q in asked], GLOSSARY)
    assert whole.startswith("When will it break even? (")
    assert "logistics business" in whole


def test_a_question_that_stands_alone_ends_the_topic_before() -> None:
    asked = ["How fast did the logistics business grow?", "What was free cash flow?"]
    assert "logistics" not in standalone("Why did it fall?", [(q, "…") for q in asked], GLOSSARY)


@pytest.mark.parametrize(
    "question",
    [
        "What drove cloud revenue growth this quarter?",
        "What did the Pellworm analyst ask about capex?",
        "雲端營收成長的原因是什麼?",
        "How much was the dividend, and why?",
    ],
)
def test_a_first_question_is_left_as_it_is(question: str) -> None:
    assert not leans_back(question, GLOSSARY)
    assert standalone(question, [], GLOSSARY) == question
    assert standalone(question, [("What was capex?", "…")], GLOSSARY) == question
