"""The line above quotes of one speaker, in the question's language."""

from dataclasses import replace

import pytest

from answer.leads import speaker_lead
from answer.people import person, short_office
from ingest.transcript import Role
from tests.spoken_call import ANALYST, CEO, CFO, held, saying, spoken

CALL = spoken(
    [(CEO, "We had a strong quarter."), (CFO, "Revenue was $4 million.")],
    [
        (ANALYST, "What drove the margin?"),
        (CFO, "Mix drove the margin."),
        ("Ines Haldane -- Senior Vice President, Sensors", "Sensors helped a lot."),
    ],
)
HELD = held(CALL)

LEADS = [
    ("strong quarter", "CEO Mara Quill, prepared remarks:", "執行長 Mara Quill,管理層發言:"),
    ("What drove", "Lena Fosse of Pellworm Partners, asking:", "Pellworm Partners 的 Lena Fosse 提問:"),
    (
        "Mix drove",
        "CFO Otis Brandvold, answering Lena Fosse of Pellworm Partners:",
        "財務長 Otis Brandvold,回答 Pellworm Partners 的 Lena Fosse:",
    ),
    (
        "Sensors helped",
        "Ines Haldane (Senior Vice President, Sensors), answering Lena Fosse of Pellworm Partners:",
        "Ines Haldane(Senior Vice President, Sensors),回答 Pellworm Partners 的 Lena Fosse:",
    ),
    ("Welcome to", "Operator:", "主持人:"),
]


@pytest.mark.parametrize(("words", "english", "chinese"), LEADS, ids=[row[0] for row in LEADS])
def test_who_speaks_and_on_what_occasion(words: str, english: str, chinese: str) -> None:
    item = saying(CALL, words)
    assert speaker_lead("en", item, HELD, with_call=False) == english
    assert speaker_lead("zh", item, HELD, with_call=False) == chinese


def test_the_call_is_named_where_several_are_held() -> None:
    item = saying(CALL, "strong quarter")
    assert (
        speaker_lead("en", item, HELD, with_call=True)
        == "Thistlemoor Systems FY2025 Q2 · CEO Mara Quill, prepared remarks:"
    )


def test_interpreted_words_are_called_so() -> None:
    item = replace(saying(CALL, "Mix drove"), flags=("interpreted",))
    assert speaker_lead("en", item, HELD, with_call=False) == (
        "CFO Otis Brandvold, through an interpreter, answering Lena Fosse of Pellworm Partners:"
    )
    assert speaker_lead("zh", item, HELD, with_call=False).startswith("財務長 Otis Brandvold(透過口譯),回答")
    voice = replace(item, speaks_for="Mara Quill")
    assert speaker_lead("en", voice, HELD, with_call=False).startswith(
        "Through an interpreter, for Mara Quill, answering"
    )
    assert speaker_lead("zh", voice, HELD, with_call=False).startswith("口譯員代 Mara Quill,回答")


def test_what_the_transcript_does_not_say_is_left_out() -> None:
    item = saying(CALL, "Mix drove")
    nobody = replace(item, speaker=replace(item.speaker, name="Unidentified", title=None))
    bare = replace(HELD, exchanges=tuple(replace(e, firm=None) for e in HELD.exchanges), participants=())
    assert speaker_lead("en", nobody, bare, with_call=False) == "An executive, answering Lena Fosse:"
    unknown = replace(bare, exchanges=tuple(replace(e, analyst="Unidentified Analyst") for e in bare.exchanges))
    assert speaker_lead("en", nobody, unknown, with_call=False) == "An executive, answering an analyst:"
    assert speaker_lead("zh", nobody, unknown, with_call=False) == "一位主管,回答一位分析師:"
    assert speaker_lead("en", nobody, replace(bare, exchanges=()), with_call=False) == "An executive:"


TITLES = [
    ("Chief Executive Officer", "CEO"),
    ("Chief Executive Officer, Director", "CEO"),
    ("President and Chief Executive Officer", "CEO"),
    ("Executive Vice President & Chief Financial Officer", "CFO"),
    ("Group CFO", "CFO"),
    ("Chairman and Chief Executive Officer", "CEO & Chair"),
    ("Chief Financial Officer of Thistlemoor Systems, Inc.", "CFO"),
    ("財務長", "CFO"),
    ("董事長暨執行長", "CEO & Chair"),
    ("Chief Executive Officer, Thistlemoor Cloud", None),
    ("Co-Chief Executive Officer", None),
    ("Deputy Chief Financial Officer", None),
    ("Interim CFO", None),
    ("Vice Chairman", None),
    ("副董事長", None),
    ("Head of Investor Relations", None),
    ("Chief Financial Officer, Asia Pacific", None),
    (None, None),
]


@pytest.mark.parametrize(("title", "office"), TITLES)
def test_a_title_is_shortened_only_where_it_is_that_office_of_the_company(
    title: str | None, office: str | None
) -> None:
    found = short_office(title, "Thistlemoor Systems")
    assert (found[0] if found else None) == office


def test_a_person_without_anything_known() -> None:
    assert person("en", None, Role.OTHER) == "A speaker not named"
    assert person("zh", "Speaker 3", Role.EXECUTIVE) == "一位主管"
    assert person("en", "Ada Finch", Role.EXECUTIVE) == "Ada Finch"
