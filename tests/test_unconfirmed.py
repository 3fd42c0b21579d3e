"""A figure that only an analyst said, and how management can stand behind it."""

import pytest

from answer.unconfirmed import Support, unconfirmed
from index.glossary import Glossary
from index.question import read_question
from ingest.transcript import Role, Transcript
from tests.spoken_call import ANALYST, CEO, CFO, evidence, held, spoken

ASKS = "You announced that you will invest $10 billion in instant commerce. Can you share the plan?"
QUESTION = "How much will Thistlemoor invest in instant commerce?"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def support(call: Transcript, question: str, *words: str, glossary: Glossary) -> Support:
    quotes = [item for item in evidence(call) if any(word in item.text for word in words)]
    assert quotes
    return unconfirmed(read_question(question), quotes, call, held(call), glossary)


def test_a_figure_that_management_never_says_is_not_confirmed(glossary: Glossary) -> None:
    call = spoken(
        [(CEO, "We grew 9%.")], [(ANALYST, ASKS), (CEO, "Instant commerce is not new to us. We invest with care.")]
    )
    found = support(call, QUESTION, "$10 billion", glossary=glossary)
    assert [item.speaker.role for item in found.unconfirmed] == [Role.ANALYST]
    assert found.line == "An analyst's figure, not confirmed by management."
    chinese = support(call, "公司要在即時零售投資多少錢?", "$10 billion", glossary=glossary)
    assert chinese.line == "分析師提到的數字,管理層並未證實。"


CONFIRMED = [
    # repeated in the answer, in other words for the same amount
    (ASKS, ["Yes, the 10 billion dollars go into cities first."], "10 billion dollars"),
    # said right at the start of the reply
    ("Your instant commerce investment is $10 billion, is that right?", ["That's right. We start with large cities."], "That's right"),
    ("Is the instant commerce investment $10 billion?", ["Yes. We start with large cities."], "Yes."),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "replies", "confirming"), CONFIRMED, ids=[row[2] for row in CONFIRMED])
def test_what_management_confirms_is_quoted_with_the_confirmation(
    asked: str, replies: list[str], confirming: str, glossary: Glossary
) -> None:
    call = spoken([(CEO, "We grew 9%.")], [(ANALYST, asked), (CEO, " ".join(replies))])
    found = support(call, QUESTION, "$10 billion", glossary=glossary)
    assert found.unconfirmed == () and found.line is None
    assert [confirming in item.text for item in found.confirming] == [True]


NOT_CONFIRMED = [
    (ASKS, "Yes, thank you for the question. Cities come first."),
    (ASKS, "The $10 billion is not a number we have given."),
    ("Your instant commerce investment is $10 billion. Why now?", "Yes, we think the time is right."),
]


@pytest.mark.parametrize(("asked", "reply"), NOT_CONFIRMED, ids=[row[1][:30] for row in NOT_CONFIRMED])
def test_politeness_and_denial_confirm_nothing(asked: str, reply: str, glossary: Glossary) -> None:
    call = spoken([(CEO, "We grew 9%.")], [(ANALYST, asked), (CEO, reply)])
    found = support(call, QUESTION, "$10 billion", glossary=glossary)
    assert len(found.unconfirmed) == 1
    assert found.line is not None


def test_management_s_figure_elsewhere_confirms_only_on_the_same_subject(glossary: Glossary) -> None:
    replies = [(ANALYST, ASKS), (CEO, "Cities come first.")]
    other = spoken([(CFO, "Our backlog is $10 billion.")], replies)
    assert support(other, QUESTION, "will invest", glossary=glossary).unconfirmed
    same = spoken([(CFO, "We plan to invest $10 billion in instant commerce over three years.")], replies)
    assert not support(same, QUESTION, "will invest $10", glossary=glossary).unconfirmed


def test_management_s_own_quote_that_says_as_much_answers(glossary: Glossary) -> None:
    call = spoken(
        [(CFO, "We will invest $12 billion in instant commerce.")], [(ANALYST, ASKS), (CEO, "Cities come first.")]
    )
    assert support(call, QUESTION, "$10 billion", "$12 billion", glossary=glossary) == Support()


def test_a_quote_of_management_beside_the_point_does_not(glossary: Glossary) -> None:
    call = spoken([(CFO, "We expect cash proceeds of $2.6 billion.")], [(ANALYST, ASKS), (CEO, "Cities come first.")])
    assert support(call, QUESTION, "$10 billion", "$2.6 billion", glossary=glossary).unconfirmed


def test_asked_for_an_analyst_s_words_they_are_the_answer(glossary: Glossary) -> None:
    call = spoken([(CEO, "We grew 9%.")], [(ANALYST, ASKS), (CEO, "Cities come first.")])
    assert support(call, "Which analyst mentioned $10 billion?", "$10 billion", glossary=glossary) == Support()
