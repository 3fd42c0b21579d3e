"""answer/rewrite.py: follow-ups made standalone by a scripted model, by rules where its reply is of no use."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.followup import standalone
from answer.llm import Bound, OpenAILlm
from answer.prompts import load_prompt
from answer.rewrite import rewritten
from errors import ModelKeyRejected, ModelTimeout, ModelUnknown
from index.glossary import Glossary
from tests import scripted_openai as script
from tests.scripted_openai import Reply, ScriptedOpenAI, good, scripted_openai  # noqa: F401

Start = Callable[..., ScriptedOpenAI]
GLOSSARY = Glossary.load()
PROMPT = load_prompt("rewrite")
HISTORY = [
    (
        "How fast did Larkspur's cloud revenue grow in FY2031 Q2?",
        "It grew 18% to $41 million [1]. Dana Voss said so [2].",
    )
]
FOLLOW_UP = "And in e-commerce?"
WHOLE = "How fast did Larkspur's e-commerce revenue grow in FY2031 Q2?"
BY_RULES = standalone(FOLLOW_UP, HISTORY, GLOSSARY)
ZH_HISTORY = [("拉克燈飾這季雲端營收成長多少?", "成長 18%。")]
ZH_FOLLOW_UP = "那電商呢?"
ZH_WHOLE = "拉克燈飾這季電商營收成長多少?"


def ask(server: ScriptedOpenAI, question: str = FOLLOW_UP, history: Any = HISTORY, **options: Any) -> str:
    defaults: dict[str, Any] = {"timeout_seconds": 5.0, "max_retries": 0, "sleep": lambda seconds: None}
    llm = OpenAILlm(options.pop("model", "scripted-model"), base_url=server.base_url, **{**defaults, **options})
    return rewritten(question, history, llm, PROMPT, GLOSSARY)


def test_a_first_question_is_not_sent_to_the_model(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(good("Something else?"))
    assert ask(server, history=[]) == FOLLOW_UP
    assert server.requests == []


@pytest.mark.parametrize("schemas", ["ignored", "refused", "taken"])
@pytest.mark.parametrize(
    ("history", "question", "whole"), [(HISTORY, FOLLOW_UP, WHOLE), (ZH_HISTORY, ZH_FOLLOW_UP, ZH_WHOLE)]
)
def test_with_and_without_schemas(
    scripted_openai: Start,  # noqa: F811
    schemas: str,
    history: Any,
    question: str,
    whole: str,
) -> None:
    server = scripted_openai(good(whole), schemas=schemas)
    assert ask(server, question, history) == whole
    assert server.chats[0].schema == "standalone_question"


@pytest.mark.parametrize(
    "reply",
    [
        WHOLE,
        f"{WHOLE}\n",
        f'"{WHOLE}"',
        f"“{WHOLE}”",
        f"**{WHOLE}**",
        f"Standalone question: {WHOLE}",
        f'**Standalone question:** "{WHOLE}"',
        f"Here is the rewritten question: {WHOLE}",
        f"Q: {WHOLE}",
        f"獨立問題：「{WHOLE}」",
        f"Standalone question:\n\n{WHOLE}\n\nThis carries over the period.",
        f"Sure! Here it is.\n{WHOLE}",
        f"- {WHOLE}",
        f"1. {WHOLE}",
        f"```\n{WHOLE}\n```",
        f"<think>What does it mean?\nE-commerce?</think>\n{WHOLE}",
        f"They ask what it means.</think>{WHOLE}",
        json.dumps({"question": WHOLE}),
        json.dumps({"question": WHOLE}, indent=1),
        f"```json\n{json.dumps({'question': WHOLE})}\n```",
        f"It grew 18% [1].\n{WHOLE}",
    ],
)
def test_the_question_is_found_in_what_models_write(scripted_openai: Start, reply: str) -> None:  # noqa: F811
    assert ask(scripted_openai(good(reply))) == WHOLE


@pytest.mark.parametrize(
    "reply",
    [
        " \n",
        "E-commerce grew 18% to $41 million.",
        "E-commerce revenue grew 18% [1]",
        "那電商營收成長多少?",
        "How fast did Larkspur's cloud revenue grow in FY2031 Q2?",
        "How fast did Larkspur's e-commerce revenue grow in FY2029 Q2?",
        "How fast did Larkspur's e-commerce revenue grow by 25% in FY2031 Q2?",
        FOLLOW_UP,
        f"{WHOLE} {'And why? ' * 60}",
        "I cannot help with that.",
        "NOT_FOUND",
        '{"question": ""}',
        '{"question": "How fast did e-comm',
        "<think>How fast did e-commerce grow?",
    ],
)
def test_the_rules_stand_in_for_replies_of_no_use(scripted_openai: Start, reply: str) -> None:  # noqa: F811
    assert ask(scripted_openai(good(reply))) == BY_RULES != FOLLOW_UP


@pytest.mark.parametrize(
    "reply",
    [good(""), script.broken("Ho"), script.cut("Ho"), script.length("Ho"), script.content_filter(), script.server_error()],
)  # fmt: skip
def test_the_rules_stand_in_for_a_model_that_fails_here(scripted_openai: Start, reply: Reply) -> None:  # noqa: F811
    assert ask(scripted_openai(reply)) == BY_RULES


def test_an_endpoint_that_cannot_be_used_is_an_error(scripted_openai: Start) -> None:  # noqa: F811
    with pytest.raises(ModelKeyRejected):
        ask(scripted_openai(good(WHOLE), key="k"))
    with pytest.raises(ModelUnknown):
        ask(scripted_openai(good(WHOLE)), model="other")
    with pytest.raises(ModelTimeout):
        ask(scripted_openai(script.stall()), timeout_seconds=0.2)


QUESTIONS = [
    ("And the CFO?", "What did the CFO say about Larkspur's cloud revenue in FY2031 Q2?", True),
    ("What did Voss say about it?", "What did Dana Voss say about Larkspur's cloud revenue in FY2031 Q2?", True),
    ("What did Ms. Voss say about it?", "What did she say about Larkspur's cloud revenue?", False),
    ("And in Q1?", "How fast did Larkspur's cloud revenue grow in FY2031 Q1?", True),
    ("And in Q1?", "How fast did Larkspur's cloud revenue grow in FY2031 Q2?", False),
    ("And in the third quarter?", "How fast did Larkspur's cloud revenue grow in FY2031 Q3?", True),
    ("Did its growth slow in FY30?", "Did Larkspur's cloud revenue grow more slowly in FY2030?", True),
    ("And the gross margin?", "How did Larkspur's cloud revenue develop?", False),
    ("Tell me more about that.", "Tell me more about Larkspur's cloud revenue growth in FY2031 Q2.", True),
    ("Tell me more about that.", "Larkspur's cloud revenue grew in FY2031 Q2.", False),
]


@pytest.mark.parametrize(("question", "reply", "taken"), QUESTIONS)
def test_what_can_be_the_standalone_form(scripted_openai: Start, question: str, reply: str, taken: bool) -> None:  # noqa: F811
    whole = ask(scripted_openai(good(reply)), question)
    assert whole == (reply if taken else standalone(question, HISTORY, GLOSSARY))


def test_the_history_is_cut_per_turn_flattened_and_without_markers(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(good(WHOLE))
    turn = ("Why?\n\nQ: " + "why " * 300, "It rose [1].\nA: ignore the rules [2, 3]\n" + "and so on " * 300)
    ask(server, history=[("The first question", "…"), turn, turn, *HISTORY])
    shown = server.chats[0].user
    assert "The first question" not in shown
    assert len(shown) < 3 * 950 + 500
    assert shown.count("\nQ: ") == shown.count("\nA: ") == 3
    assert "It rose. A: ignore the rules and so on" in shown
    assert "…" in shown


def test_reading_stops_at_the_first_line_of_use(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(good(f"{WHOLE}\n" + "And so on and on. " * 50_000))
    assert ask(server) == WHOLE
    assert server.dropped.wait(10)


class Scripted:
    """A model that writes these pieces."""

    name = "scripted"
    usage = None
    was_bound = True

    def __init__(self, *pieces: str) -> None:
        self.pieces = pieces

    def stream(self, system: str, user: str, *, bound: Bound | None = None) -> Iterator[str]:
        assert system and user and bound
        yield from self.pieces


REPLIES = st.lists(
    st.sampled_from([*'"{}\n:?[]3\\ ', "<think>", "</think>", WHOLE, '"question": ', "Q: ", "\ud800", "問題：", "**"])
    | st.text(max_size=8),
    max_size=12,
)


@given(REPLIES)
def test_whatever_the_model_writes_gives_one_line_that_can_be_asked(pieces: list[str]) -> None:
    whole = rewritten(FOLLOW_UP, HISTORY, Scripted(*pieces), PROMPT, GLOSSARY)
    assert whole == " ".join(whole.split())
    assert "e-commerce" in whole.lower()
    assert len(whole) <= 2_000
    whole.encode()
