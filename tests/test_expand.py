"""What a question is searched under besides its own words."""

import pytest

from index.expand import expand
from index.glossary import Glossary
from index.tokens import tokens

GLOSSARY = Glossary.load()


@pytest.mark.parametrize(
    ("question", "added"),
    [
        ("How much was FCF?", "free cash flow"),
        ("自由現金流多少?", "free cash flow"),
        ("今年配息多少?", "dividend"),
        ("庫藏股買了多少?", "repurchase"),
        ("What is the take rate?", "變現率"),
        ("Why did sales shrink?", "declined"),
        ("is the parcel business growing", "logistics"),
        ("毛利率掉了7趴", "7%"),
        ("毛利率掉了 7 percent", "7%"),
        ("獲利少了三成", "30%"),
        ("获利减少 3 成", "30%"),
    ],
)
def test_other_words_are_searched_with_less_weight(question: str, added: str) -> None:
    words = expand(question, GLOSSARY).words
    assert set(tokens(added)) <= set(words)
    assert all(words[own] == 1.0 for own in tokens(question))
    assert all(0 < weight <= 1 for weight in words.values())


@pytest.mark.parametrize("question", ["完成了嗎", "第一成長動能", "三成員", "成本多少"])
def test_a_character_inside_a_word_is_no_tenth(question: str) -> None:
    assert not any(word.endswith("0%") for word in expand(question, GLOSSARY).words)


def test_own_words_come_first_and_aliases_tell_what_was_added() -> None:
    found = expand("What drove CMR growth?", GLOSSARY)
    assert list(found.words)[: len(tokens("What drove CMR growth?"))] == tokens("What drove CMR growth?")
    assert "customer management revenue" in [name.lower() for name in found.aliases["CMR"]]
    assert "CMR" not in found.aliases["CMR"]


def test_a_question_without_terms_is_searched_as_it_is() -> None:
    assert expand("zyx wvut", GLOSSARY).words == {"zyx": 1.0, "wvut": 1.0}
