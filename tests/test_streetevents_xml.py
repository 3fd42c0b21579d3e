"""StreetEvents XML: rules, entities escaped twice, sessions, and hostile markup."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.formats.vendors.streetevents_xml import parse as parse_text
from ingest.formats.vendors.streetevents_xml import recognises
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Section
from tests.writers import streetevents_xml as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLE = Path(__file__).parent / "formats" / "examples" / "streetevents.xml"


def example() -> str:
    return read_source(EXAMPLE).text


def drafts_of(text: str) -> list[Draft]:
    return parse_text(Text(text))


def words(draft: Draft) -> str:
    return "\n".join(text for turn in draft.turns for text, _ in turn.paragraphs)


def test_the_example() -> None:
    (draft,) = drafts_of(example())
    assert (draft.company, draft.ticker, draft.date) == ("Ostrava Bearings AS", "OSBG.PR", "2016-11-03")
    assert (draft.fiscal_year, draft.fiscal_quarter) == (2017, 1)
    p, q = Section.PREPARED, Section.QA
    assert [(t.label, t.session, t.section) for t in draft.turns] == [
        ("Operator", 1, p),
        ("Jana Kolvek", 1, p),
        ("Brandt Lowe", 1, q),
        ("Milos Adler", 1, q),
        ("Milos Adler", 2, p),
        ("Unidentified Audience Member", 2, q),
        ("Jana Kolvek", 2, q),
    ]
    assert (draft.turns[3].title, draft.turns[3].firm) == ("President - Rail & Freight", "Ostrava Bearings AS")
    assert draft.turns[1].paragraphs[0][0] == "Sales & orders grew; margin > 20%."
    assert {note.kind for note in draft.notes} == {"note", "participants"}
    assert "Slides shown here" in draft.notes[-1].text


@pytest.mark.parametrize("seed", range(30))
def test_a_written_call_is_read_back(seed: int) -> None:
    call = make_call(seed)
    (found,) = parse(source_of(*writer.write(call)))
    assert_same_turns(list(call.turns), found)
    assert (found.call.company, found.call.ticker) == (writer.firm(call), f"{call.ticker}.XX")
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert found.call.date == call.date.isoformat()


@pytest.mark.parametrize("seed", range(8))
def test_an_analyst_day_is_read_back_in_sessions(seed: int) -> None:
    calls = make_call(seed), make_call(seed)
    name, data = writer.write(*calls)
    (draft,) = drafts_of(source_of(name, data).text)
    turns = [(session, turn) for session, call in enumerate(calls, start=1) for turn in call.turns]
    assert [(t.session, t.section, t.label) for t in draft.turns] == [(n, t.section, t.speaker) for n, t in turns]


def test_entities_are_unescaped_once_in_cdata_and_out_of_it() -> None:
    in_cdata = example().replace("margin &gt; 20%", "R&amp;D &amp;lt; AT&T &copycat &#8217;")
    assert "R&D &lt; AT&T &copycat ’" in words(drafts_of(in_cdata)[0])


def test_the_text_alone_is_read_too() -> None:
    body = example().partition("<Body><![CDATA[")[2].partition("]]>")[0]
    assert recognises(Text(body))
    (draft,) = drafts_of(body)
    assert len(draft.turns) == 7
    assert (draft.company, draft.date) == ("Ostrava Bearings AS", "2016-11-03")


def test_a_file_cut_in_the_middle_keeps_what_it_has() -> None:
    text = example()
    (draft,) = drafts_of(text[: text.index("Is rail the driver") + 10])
    assert [turn.label for turn in draft.turns] == ["Operator", "Jana Kolvek", "Brandt Lowe"]


def test_lost_rules_and_stray_ones() -> None:
    rule = "-" * 80
    (draft,) = drafts_of(
        example().replace(f"{rule}\n Jana Kolvek,", " Jana Kolvek,").replace(" (video playing)", f"{rule}\n (video)")
    )
    assert [turn.label for turn in draft.turns][:3] == ["Operator", "Jana Kolvek", "Brandt Lowe"]
    assert "(video)" in words(draft)


def test_several_events_in_one_file() -> None:
    first, second = drafts_of(example() + "\n" + example().partition("?>")[2])
    assert len(first.turns) == len(second.turns) == 7


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20 if n else "lol"}">' for n in range(12))
FILES = '<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY h SYSTEM "http://127.0.0.1:9/x"><!ENTITY % p SYSTEM "file:///etc/passwd">%p;'


@pytest.mark.parametrize("dtd", [BOMB, FILES, '<!ENTITY e "<Event><EventStory><Body>x</Body></EventStory></Event>">'])
@pytest.mark.parametrize("entity", ["&a11;", "&f;", "&h;", "&e;"])
def test_what_a_dtd_declares_is_never_followed(dtd: str, entity: str) -> None:
    start = time.process_time()
    declaration, _, rest = example().partition("?>")
    text = f"{declaration}?>\n<!DOCTYPE Event [{dtd}]>{rest}".replace("<city>WINDSOR", f"<city>{entity}")
    text = text.replace("<companyName>", f"<companyName>{entity}").replace('Id="9900123"', f'Id="{entity}"')
    for draft in drafts_of(text):
        assert len(draft.company or "") < 100
        assert "root:" not in str(draft) and "lollol" not in str(draft)
    assert time.process_time() - start < 5


def test_deep_and_huge_markup_is_harmless() -> None:
    start = time.process_time()
    assert drafts_of("<Event><EventStory>" + "<a>" * 500_000) == []
    drafts_of(example().replace(" Rail, yes.", " " + "x" * 12_000_000))
    drafts_of(example().replace(" Rail, yes.", ("-" * 80 + "\n") * 100_000))
    assert time.process_time() - start < 20


LINES = example().splitlines()


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=60), st.integers(0, 4_000))
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_it_fail(lines: list[str], cut: int) -> None:
    text = example()[:cut] + "\n".join(lines)
    recognises(Text(text))
    for draft in drafts_of(text):
        assert all(turn.paragraphs for turn in draft.turns)
