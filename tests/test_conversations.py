"""Conversations: kept in the library, and their quotes as they were shown, whatever becomes of the transcripts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answer.answer import Answer, Citation, Claim, Mode, Status
from answer.saved import Since, answer_from, answer_json, since_shown
from errors import ConversationNotHeld
from index.conversations import MAX_TITLE, Conversations
from index.opened import Opened
from tests.small_call import write_small_call


@pytest.fixture
def kept(opened: Opened) -> Conversations:
    return Conversations(opened.library)


def test_made_listed_resumed_renamed_deleted(kept: Conversations) -> None:
    assert kept.heads() == []
    first = kept.start("What drove the margin?")
    assert kept.add(first, "What drove the margin?", {"answer": "mix"}) == 1
    assert kept.add(first, "And freight?", None) == 2
    second = kept.start("  Guidance \n for June ")
    assert [head.id for head in kept.heads()] == [second, first]
    assert [(head.title, head.messages) for head in kept.heads()] == [
        ("Guidance for June", 0),
        ("What drove the margin?", 2),
    ]
    kept.add(first, "Since when?", {"answer": [1, "二", None]})
    assert [head.id for head in kept.heads()] == [first, second], "the one used last comes first"
    assert [(m.n, m.question, m.body) for m in kept.messages(first)] == [
        (1, "What drove the margin?", {"answer": "mix"}),
        (2, "And freight?", None),
        (3, "Since when?", {"answer": [1, "二", None]}),
    ]
    kept.rename(first, "毛利率")
    assert kept.heads()[0].title == "毛利率"
    kept.delete(first)
    assert [head.id for head in kept.heads()] == [second]


def test_they_outlive_the_process(open_at: Callable[..., Opened], tmp_path: Path) -> None:
    one = Conversations(open_at(tmp_path / "library").library)
    id_ = one.start("Margin")
    one.add(id_, "Why?", {"x": 1})
    other = Conversations(open_at(tmp_path / "library").library)
    assert [m.body for m in other.messages(id_)] == [{"x": 1}]


@pytest.mark.parametrize(
    ("title", "shown"),
    [("", "Untitled"), (" \n ", "Untitled"), ("x" * 500, "x" * (MAX_TITLE - 1) + "…"), ("問" * 3, "問問問")],
)
def test_titles(kept: Conversations, title: str, shown: str) -> None:
    kept.start(title)
    assert kept.heads()[0].title == shown


def test_one_that_is_not_held(kept: Conversations) -> None:
    id_ = kept.start("x")
    kept.delete(id_)
    for act in (
        lambda: kept.messages(id_),
        lambda: kept.add(id_, "q", None),
        lambda: kept.rename(id_, "t"),
        lambda: kept.delete(id_),
    ):
        with pytest.raises(ConversationNotHeld) as caught:
            act()
        assert caught.value.hint


def answer(citation: Citation) -> Answer:
    claim = Claim("Revenue rose 12%.", (1,), True)
    return Answer("Why?", "Why?", {"companies": ["Emberlark"]}, Mode.QUOTES, "en", Status.ANSWERED, "CEO:", (claim,), citations=(citation,), usage={"in": 3})  # fmt: skip


def cited(opened: Opened) -> Citation:
    turn = next(t for t in opened.library.transcript("embk-fy2025-q4").turns if "12%" in t.text)
    sentence = next(s for _, _, s in turn.sentences() if "12%" in turn.quote(s))
    return Citation(1, turn.quote(sentence), None, "embk-fy2025-q4", turn.n, 0, f"embk-fy2025-q4#t{turn.n}.p0.s0", sentence.start,
                    sentence.end, turn.speaker, turn.role.value, None, None, "prepared", "Emberlark", "FY2025 Q4", None, None)  # fmt: skip


def test_an_answer_comes_back_as_it_was_saved(opened: Opened, tmp_path: Path) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    shown = answer(cited(opened))
    assert answer_from(answer_json(shown)) == shown


def test_old_quotes_stay_and_are_marked(opened: Opened, kept: Conversations, tmp_path: Path) -> None:
    opened.builder.add_file(write_small_call(tmp_path))
    shown = answer(cited(opened))
    id_ = kept.start("Margin")
    kept.add(id_, shown.question, answer_json(shown))
    assert since_shown(shown.citations, opened.library) == {}

    opened.builder.add_file(write_small_call(tmp_path, growth="13%"))
    (message,) = kept.messages(id_)
    again = answer_from(message.body)
    assert again == shown, "the words are those that were shown"
    assert since_shown(again.citations, opened.library) == {again.citations[0].sentence_id: Since.CHANGED}

    opened.builder.remove("embk-fy2025-q4")
    assert answer_from(kept.messages(id_)[0].body) == shown
    assert since_shown(again.citations, opened.library) == {again.citations[0].sentence_id: Since.REMOVED}
