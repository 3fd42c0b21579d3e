"""Questions that were put on a call and not answered there, and those that only look so."""

import pytest

from answer.declined import declined
from answer.evidence import Evidence
from answer.extract import Chosen
from answer.ledger.ledger import ledger
from index.glossary import Glossary
from index.question import read_question
from ingest.transcript import Role, Transcript
from tests.spoken_call import ANALYST, CEO, CFO, SECOND, evidence, held, spoken

PREPARED = [
    (CEO, "We had a strong quarter. Cloud revenue grew 18% to $4.2 million. The take rate was 3.6%."),
    (CFO, "We expect capital expenditure of $32 million for fiscal year 2026."),
]
QUESTIONS = [
    (ANALYST, "Where will the take rate settle in fiscal year 2026? And how much of cloud revenue came from the top ten customers?"),
    (CFO, "On the take rate I will not put a number on it. On the cloud, large customers and small ones both did well, and we are happy with the mix."),
    (SECOND, "There was a report that you are in talks to buy Ossery Labs. Is that accurate?"),
    (CEO, "We don't comment on rumors."),
]  # fmt: skip


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


@pytest.fixture(scope="module")
def call() -> Transcript:
    return spoken(PREPARED, QUESTIONS)


def asked(call: Transcript, question: str, glossary: Glossary) -> list[Evidence]:
    """As in an answer, with every Sentence of the call a candidate."""
    chosen = [Chosen(item, 1.0) for item in evidence(call)]
    return declined(read_question(question), ledger(call, glossary), chosen, call, held(call), glossary)


DECLINED = [
    ("Where will the take rate settle in fiscal 2026?", "take rate settle", "will not put a number"),
    ("2026財年的抽成率會落在多少?", "take rate settle", "will not put a number"),
    ("Is Thistlemoor in talks to buy Ossery Labs?", "Ossery Labs", "don't comment"),
]


@pytest.mark.parametrize(("question", "put", "reply"), DECLINED, ids=[row[0] for row in DECLINED])
def test_the_question_and_the_reply_are_given(
    question: str, put: str, reply: str, call: Transcript, glossary: Glossary
) -> None:
    found = asked(call, question, glossary)
    assert [item.speaker.role for item in found] == [Role.ANALYST, Role.EXECUTIVE]
    assert put in found[0].text and reply in found[1].text
    for item in found:
        assert call.turn(item.turn).text[item.start : item.end] == item.text


ANSWERABLE = [
    "What was the take rate?",
    "抽成率是多少?",
    "How fast did cloud revenue grow?",
    "How much capital expenditure is expected for fiscal year 2026?",
    "Did the CFO put a number on the take rate for fiscal 2026?",
    "財務長有透露2026財年的抽成率嗎?",
    "What did Lena Fosse ask about the take rate in fiscal 2026?",
    "How did the CFO answer the question on the take rate in fiscal 2026?",
    "Why will the take rate settle?",
    "What will headcount be in fiscal 2026?",
]


@pytest.mark.parametrize("question", ANSWERABLE)
def test_what_is_answered_elsewhere_or_by_the_refusal_itself_is_not_declined(
    question: str, call: Transcript, glossary: Glossary
) -> None:
    assert asked(call, question, glossary) == []


def test_a_call_without_questions_declines_nothing(glossary: Glossary) -> None:
    assert asked(spoken(PREPARED), "Where will the take rate settle in fiscal 2026?", glossary) == []
