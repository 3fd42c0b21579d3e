"""Seeking Alpha text: bare name lines with the support they need, lists of many shapes, and saved pages."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.formats.vendors.seeking_alpha import parse as parse_text
from ingest.formats.vendors.seeking_alpha import recognises
from ingest.formats.vendors.seeking_alpha_front import cut_entry, unlink
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Role, Section
from tests.writers import seeking_alpha as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

FORMATS = Path(__file__).parent / "formats"
HEAD = "Pemberline Tractor Co. (NYSE:PMBT) Q4 2018 Results - Earnings Call February 8, 2018 8:30 AM ET"
LISTS = (
    "Executives\nNell Ashgrove - VP, Investor Relations\nRonan Fairley - Chairman & CEO\n"
    "Analysts\nTom Okafor - Dunmarsh & Co.\nLena Fosse - Harrowgate Securities\nGil Orr - Wexley Intl.\n"
)
QA = "Question-and-Answer Session\n"


def example() -> str:
    return read_source(FORMATS / "examples" / "seeking_alpha.txt").text


def draft_of(text: str) -> Draft:
    (draft,) = parse_text(Text(text))
    return draft


def turns_of(body: str, *, lists: str = LISTS) -> list[tuple[str | None, str]]:
    """(label, words) of the Turns of a body; paragraphs are parted by ` / `."""
    draft = draft_of(f"{HEAD}\n{lists}{body}")
    return [(turn.label, " / ".join(text for text, _ in turn.paragraphs)) for turn in draft.turns]


def test_the_example_is_read_as_expected() -> None:
    expected = json.loads((FORMATS / "expected" / "seeking_alpha.json").read_text("utf-8"))
    draft = draft_of(example())
    assert (draft.company, draft.ticker, draft.exchange) == (expected["company"], expected["ticker"], "NYSE")
    assert (draft.fiscal_year, draft.fiscal_quarter, draft.date) == (2018, 4, "2018-02-08")
    assert [(p.name, p.title, p.firm) for p in draft.participants] == [
        (p["name"], p["title"], p["firm"]) for p in expected["participants"]
    ]
    assert [(t.label, t.section) for t in draft.turns] == [
        (t["speaker"], Section(t["section"])) for t in expected["turns"]
    ]
    assert ["\n".join(text for text, _ in t.paragraphs).split() for t in draft.turns] == [
        t["text"].split() for t in expected["turns"]
    ]
    (found,) = parse(read_source(FORMATS / "examples" / "seeking_alpha.txt"))
    assert [(t.role.value, t.title, t.firm, set(t.flags)) for t in found.turns] == [
        (t["role"], t["title"], t["firm"], set(t["flags"])) for t in expected["turns"]
    ]


@pytest.mark.parametrize("seed", range(40))
def test_a_written_call_is_read_back(seed: int) -> None:
    call = make_call(seed)
    (found,) = parse(source_of(*writer.write(call)))
    assert_same_turns(list(call.turns), found)
    assert (found.call.company, found.call.ticker) == (call.company, call.ticker)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert found.call.date == call.date.isoformat()
    listed = dict(call.executives[:-1] if writer.style(call).unlisted else call.executives)
    for turn in found.turns:
        if turn.speaker in listed:
            assert turn.title == listed[turn.speaker]


SUBHEADS = (
    "Financial Overview",
    "Third Quarter Highlights",
    "Exactly Right",
    "Sure, Nell?",
    "Okay, thanks",
    "Thank you",
    "Yes",
)


@pytest.mark.parametrize("seed", range(30))
def test_gaps_in_the_lists_and_lines_like_names_do_no_harm(seed: int) -> None:
    rng = random.Random(seed)
    call = make_call(seed)
    name, data = writer.write(call)
    encoding = writer.style(call).encoding
    lines = data.decode(encoding).split("\n")
    names = {turn.speaker for turn in call.turns}
    lost = tuple(sorted(person for person in names - {"Operator"} if rng.random() < 0.4))
    begin = lines.index("Operator")
    dirty = [line for line in lines[:begin] if not lost or not line.startswith(lost)]
    for line in lines[begin:]:
        dirty.append(line)
        if len(line) > 40 and rng.random() < 0.1:
            dirty.append(rng.choice(SUBHEADS))
    (found,) = parse(source_of(name, "\n".join(dirty).encode(encoding)))
    assert [turn.speaker for turn in found.turns] == [turn.speaker for turn in call.turns]
    assert [turn.role for turn in found.turns] == [turn.role for turn in call.turns]


def test_the_styles_all_occur() -> None:
    styles = [writer.style(make_call(seed)) for seed in range(40)]
    assert {style.marks for style in styles} == {"none", "all", "some"}
    assert {style.encoding for style in styles} == {"cp1252", "utf-8"}
    assert any(style.saved for style in styles) and any(style.unlisted for style in styles)


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("Nell Ashgrove - VP", "Nell Ashgrove", "VP"),
        ("Nell Ashgrove – VP – Rail", "Nell Ashgrove", "VP – Rail"),
        ("Nell Voss-Hale — Co-Founder", "Nell Voss-Hale", "Co-Founder"),
        ("Nell Voss-Hale- VP", "Nell Voss-Hale", "VP"),
        ("Nell Voss-Hale -VP", "Nell Voss-Hale", "VP"),
        ("Nell Ashgrove–VP", "Nell Ashgrove", "VP"),
        ("Nell Ashgrove -- VP", "Nell Ashgrove", "VP"),
        ("Nell Voss-Hale", "Nell Voss-Hale", ""),
    ],
)
def test_entries_are_cut_at_the_first_free_dash(line: str, name: str, rest: str) -> None:
    assert cut_entry(line) == (name, rest)


@pytest.mark.parametrize(
    ("linked", "printed"),
    [
        ("Harrowgate Securities (NYSE:USA) LLC", "Harrowgate Securities (USA) LLC"),
        ("Harrowgate (OTCPK:ABCDY)", "Harrowgate (ABCDY)"),
        ("Harrowgate (Asia) Ltd", "Harrowgate (Asia) Ltd"),
    ],
)
def test_ticker_links_in_firms_are_undone(linked: str, printed: str) -> None:
    assert unlink(linked) == printed


@pytest.mark.parametrize(
    ("front", "company", "ticker", "period", "date"),
    [
        (HEAD, "Pemberline Tractor Co.", "PMBT", (2018, 4), "2018-02-08"),
        ("Pemberline Tractor Co. (NASDAQ:PMBT)\nF3Q12 (Qtr End 09/30/12) Earnings Call\nNovember 29, 2012 5:00 pm ET", "Pemberline Tractor Co.", "PMBT", (2012, 3), "2012-11-29"),
        ("Pemberline Tractor (PMBT) Q1 2006 Earnings Conference Call\nMay  3, 2006, 5:00 pm ET", "Pemberline Tractor", "PMBT", (2006, 1), "2006-05-03"),
        ("Pemberline Tractor Co. Q2 2009 Earnings Call May 3, 2009", "Pemberline Tractor Co.", None, (2009, 2), "2009-05-03"),
        ("Pemberline's (PMBT) CEO Ronan Fairley on Q4 2018 Results - Earnings Call Transcript\nFeb. 9, 2018 1:00 AM ET\nQ4: 02-07-18 Summary\n" + HEAD, "Pemberline Tractor Co.", "PMBT", (2018, 4), "2018-02-08"),
        ("Pemberline Tractor Co. (NYSE:PMBT) Analyst Day Conference Call March 1, 2019 9:00 AM ET", "Pemberline Tractor Co.", "PMBT", (None, None), "2019-03-01"),
    ],
)  # fmt: skip
def test_the_front_matter(
    front: str, company: str, ticker: str | None, period: tuple[int | None, int | None], date: str
) -> None:
    draft = draft_of(f"{front}\n{LISTS}Operator\nHello.\nNell Ashgrove\nHello, all.\n")
    assert (draft.company, draft.ticker, draft.date) == (company, ticker, date)
    assert (draft.fiscal_year, draft.fiscal_quarter) == period


def test_lists_of_many_shapes() -> None:
    lists = (
        "Company Participants\n\nNell Ashgrove, Ph.D. - VP, Investor Relations,\n\nCommunications\nRonan J. Fairley - Pemberline Tractor\n"
        "Robert (Bob) Smith-Jones — Pemberline Tractor Co. - CFO\nKarl Sund\nOlga Vik, Treasurer\nUnidentified Company Representative\n"
        "Conference Call Participants\nTom Okafor -Dunmarsh & Co.\nLena Fosse – Bellhaven S.A.\nPriya Nan for Wim Pell - Pellworm Partners\n"
        "Jean-Luc de la Tour - Senior Analyst, Quill Capital\n"
    )
    draft = draft_of(f"{HEAD}\n{lists}Nell Ashgrove\nGood morning.\nBob Smith-Jones\nThe figures are fine.\n")
    assert [(p.name, p.title, p.firm) for p in draft.participants] == [
        ("Nell Ashgrove, Ph.D.", "VP, Investor Relations, Communications", None),
        ("Ronan J. Fairley", None, "Pemberline Tractor"),
        ("Robert (Bob) Smith-Jones", "CFO", "Pemberline Tractor Co."),
        ("Karl Sund", None, None),
        ("Olga Vik", "Treasurer", None),
        ("Unidentified Company Representative", None, None),
        ("Tom Okafor", None, "Dunmarsh & Co."),
        ("Lena Fosse", None, "Bellhaven S.A."),
        ("Priya Nan for Wim Pell", None, "Pellworm Partners"),
        ("Jean-Luc de la Tour", "Senior Analyst", "Quill Capital"),
    ]
    assert [(t.label, t.title, t.role) for t in draft.turns] == [
        ("Nell Ashgrove", "VP, Investor Relations, Communications", None),
        ("Bob Smith-Jones", "CFO", Role.EXECUTIVE),
    ]


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        # Not listed: recurs, is announced, says who he is, is addressed, or answers in the Q&A.
        ("Hans Meier\nOne.\nRonan Fairley\nTwo.\nHans Meier\nThree.\n", ["Hans Meier", "Ronan Fairley", "Hans Meier"]),
        ("Ronan Fairley\nHere is Hans Meier.\nHans Meier\nThree.\n", ["Ronan Fairley", "Hans Meier"]),
        ("Ronan Fairley\nOne.\nHans Meier\nHello, this is Hans speaking.\n", ["Ronan Fairley", "Hans Meier"]),
        ("Ronan Fairley\nOne.\nHans Meier\nTwo.\nRonan Fairley\nThanks, Hans.\n", ["Ronan Fairley", "Hans Meier", "Ronan Fairley"]),
        (f"{QA}Ronan Fairley\nOne.\nHans Meier\nTwo.\n", ["Ronan Fairley", "Hans Meier"]),
        (f"{QA}Q - Hans Meier\nOne?\nA - Olga van der Berg\nTwo.\n", ["Hans Meier", "Olga van der Berg"]),
        (f"{QA}Q – Tom Okafor - Dunmarsh & Co.\nOne?\nA: Ronan Fairley\nTwo.\n", ["Tom Okafor", "Ronan Fairley"]),
        (f"{QA}Operator\nPlease go ahead.\nHans Meier - Quill Capital\nTwo?\n", ["Operator", "Hans Meier"]),
        (f"{QA}Operator\nPlease go ahead.\nHans Meier for Tom Okafor\nTwo?\n", ["Operator", "Hans Meier for Tom Okafor"]),
        ("Operator\nOne.\nRonan J. Fairley, Jr.\nTwo.\nRonan Farley\nThree.\n", ["Operator", "Ronan J. Fairley, Jr.", "Ronan Farley"]),
        (f"Ronan Fairley\nOne.\n{QA}Unidentified Corporate Participant\nTwo.\nUnknown Executive\nThree.\nUnidentified Male Speaker\nFour.\n", ["Ronan Fairley", "Unidentified Corporate Participant", "Unknown Executive", "Unidentified Male Speaker"]),
        ("Conference Operator\nOne.\nRonan Fairley:\nTwo.\n", ["Conference Operator", "Ronan Fairley"]),
        ("Ronan Fairley\nOne:\n- up\n- down\nHans Meier\nTwo.\nHans Meier - Treasurer\nThree.\n", ["Ronan Fairley", "Hans Meier"]),
        (f"{QA}Operator\nHans Meier [ph] is next.\nHans Meier [ph] - Quill\nTwo?\n", ["Operator", "Hans Meier [ph]"]),
        (f"{QA}R. Ronan Fairley\nOne.\nMs. Ashgrove\nTwo.\nNell Ashgrove\nThree.\n", ["R. Ronan Fairley", "Nell Ashgrove"]),
        (f"{QA}Operator\nOne.\nGil Orr - Wexley Intl.\nTwo?\nOperator\nThree.\nGil Orr\nFour?\n", ["Operator", "Gil Orr", "Operator", "Gil Orr"]),
        # Speech that looks like a heading.
        ("Ronan Fairley\nOne.\nBusiness Highlights\nTwo.\nSafe Harbor Statement\nThree.\n", ["Ronan Fairley"]),
        ("Ronan Fairley\nOur midland harvester sells.\nMidland Harvester\nTwo.\n", ["Ronan Fairley"]),
        (f"{QA}Ronan Fairley\nSure, Nell?\nTom Okafor?\nNell Ashgrove.\nYes\nThank You\nAbsolutely Right\nIt is absolutely fine.\n", ["Ronan Fairley"]),
        (f"{QA}Ronan Fairley\nNell Ashgrove - please go on.\nNell - the slide.\nA - no.\nQ1 - Strong\n", ["Ronan Fairley"]),
        (f"{QA}Operator\nThe next question is from the line of\nTom Okafor\nof Dunmarsh. Go on.\nTom Okafor\nOne?\n", ["Operator", "Tom Okafor"]),
        (f"{QA}Ronan Fairley\nAmong them were\nHans Meier\nWe thank him.\n", ["Ronan Fairley"]),
        # The same heading again, a heading without words, a section between a heading and its words.
        ("Operator\nOperator\nOne.\nRonan Fairley\nNell Ashgrove\nTwo.\nNell Ashgrove\nThree.\n", ["Operator", "Nell Ashgrove"]),
        (f"Ronan Fairley\nOne.\nOperator\n{QA}We open the lines.\nTom Okafor\nTwo?\n", ["Ronan Fairley", "Operator", "Tom Okafor"]),
    ],
)  # fmt: skip
def test_which_lines_head_turns(body: str, labels: list[str]) -> None:
    assert [label for label, _ in turns_of(body)] == labels
    words = " ".join(said for _, said in turns_of(body)).replace(" / ", " ").split()
    assert words == [word for word in words if word in body.split()]


def test_marks_show_the_role_of_those_whom_no_list_does() -> None:
    draft = draft_of(
        f"{HEAD}\n{LISTS}{QA}Q - Hans Meier\nOne?\nA - Olga Berg\nTwo.\nQ - Nell Ashgrove\nBy mail?\nA - Operator\nBye.\n"
    )
    assert [turn.role for turn in draft.turns] == [Role.ANALYST, Role.EXECUTIVE, None, None]


@pytest.mark.parametrize(
    ("heading", "title", "firm"),
    [
        ("Hans Meier - Chief Financial Officer", "Chief Financial Officer", None),
        ("Hans Meier – Quill Capital (NYSE:USA) LLC", None, "Quill Capital (USA) LLC"),
        ("Q - Hans Meier - Quill Capital", None, "Quill Capital"),
        ("A - Hans Meier - Rail", "Rail", None),
        ("Hans Meier for Tom Okafor", None, "Dunmarsh & Co."),
        ("Unidentified Analyst - Quill Capital", None, "Quill Capital"),
    ],
)
def test_title_and_firm_of_those_who_are_not_listed(heading: str, title: str | None, firm: str | None) -> None:
    turn = draft_of(f"{HEAD}\n{LISTS}{QA}Operator\nGo ahead.\n{heading}\nThanks.\n").turns[-1]
    assert (turn.title, turn.firm) == (title, firm)


def test_a_misspelt_label_keeps_its_spelling_and_points_to_the_list() -> None:
    draft = draft_of(f"{HEAD}\n{LISTS}{QA}Operator\nGo ahead.\nRonan Farley\nThanks.\n")
    turn = draft.turns[-1]
    assert (turn.label, turn.likely_speaker, turn.title) == ("Ronan Farley", "Ronan Fairley", "Chairman & CEO")
    assert turn.flags == ["label_misspelt"]


def test_pages_that_cut_paragraphs() -> None:
    body = "Ronan Fairley\n\nWe grew in the\n\nnorth, and also,\nin 2019,\n3 of 12\n\nin the south.\n\nThat is all\nGood.\n"
    assert turns_of(body) == [
        ("Ronan Fairley", "We grew in the north, and also, in 2019, in the south. / That is all / Good.")
    ]


def test_sections_only_where_they_are_printed() -> None:
    body = "Operator\nHello.\nTom Okafor\nOne?\n"
    assert [turn.section for turn in draft_of(f"{HEAD}\n{LISTS}{body}").turns] == [None, None]
    printed = draft_of(f"{HEAD}\n{LISTS}Presentation\n{body}Question–and–Answer Session\n{body}{QA}{body}").turns
    assert [turn.section for turn in printed] == [Section.PREPARED] * 2 + [Section.QA] * 4


def test_what_stands_around_the_call_on_a_saved_page() -> None:
    above = "Skip to content\nSign in\nFeb. 9, 2018 1:00 AM ET\n3.2K Followers\n"
    below = (
        "Copyright policy: see below.\nLike this article\nComments (2)\ngardener77\nTom and Nell did well, I think.\n"
    )
    body = "Become a sponsor of this transcript by a click here, as so many other friends have done.\nOperator\nHello.\nRonan Fairley\nComments are fine. More on that later.\nShare\nDone.\n"
    draft = draft_of(f"{above}{HEAD}\n{LISTS}{body}{below}")
    assert [[text for text, _ in turn.paragraphs] for turn in draft.turns] == [
        ["Hello."],
        ["Comments are fine. More on that later.", "Done."],
    ]
    kept = "\n".join(note.text for note in draft.notes)
    for line in f"{above}{HEAD}\n{LISTS}{below}".splitlines():
        assert line in kept
    assert draft.date == "2018-02-08"


def test_speech_that_lost_its_label_is_kept() -> None:
    opening = "Good morning and welcome to our call, ladies and gentlemen; today we talk of tractors and little else."
    (first, _) = draft_of(f"{HEAD}\n{LISTS}{opening}\nRonan Fairley\nThank you.\n").turns
    assert (first.label, first.flags, first.paragraphs) == (None, ["label_missing"], [(opening, None)])


@pytest.mark.parametrize(
    "text",
    [
        "Executives\nWe like executives.\n\nNell: Hello.\nRonan: Hi.\n",
        f"S&P Global Market Intelligence\n{LISTS}Operator\nHello.\n",
        LISTS.upper() + "Operator\nHello.\n",
        LISTS.replace("Executives", "Corporate Participants") + "Operator\nHello.\n",
        "Operator\nHello.\n" * 250 + LISTS,
        "Nell Gray\n--\nAnalyst\nHello.\n" * 5,
    ],
)
def test_other_layouts_are_left_alone(text: str) -> None:
    assert not recognises(Text(text))


def test_labels_before_the_words_are_another_layout() -> None:
    assert parse_text(Text(f"{HEAD}\n{LISTS}Operator: Hello.\nNell Ashgrove: Hi.\nRonan Fairley: Hi, all.\n")) == []


LINES = example().splitlines()


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=60), st.integers(0, 2_500))
@settings(max_examples=150, deadline=None)
def test_no_damage_makes_it_fail_or_invent_speech(lines: list[str], cut: int) -> None:
    text = example()[:cut] + "\n".join(lines)
    recognises(Text(text))
    for draft in parse_text(Text(text)):
        for turn in draft.turns:
            assert turn.paragraphs
            for words, _ in turn.paragraphs:
                assert words and all(word in text for word in words.split())


def test_long_lines_and_many_names_take_linear_time() -> None:
    names = "".join(
        f"Nell Ash{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}\nOne.\n" for n in range(8_000)
    )
    entries = "".join(f"Ronan Fair{'abcdefghij'[n % 10]}{'x' * (n % 20)} - CEO\n" for n in range(20_000))
    for text in (
        f"{HEAD}\n{LISTS}Operator\n{'a ' * 500_000}\n{names}{'- ' * 500_000}",
        f"{HEAD}\nExecutives\n{entries}Analysts\nOperator\nHello.\n{QA}{names}",
        f"{HEAD}\n{LISTS}"
        + "We said a great many words here, and nobody knows who it was that said them.\n" * 20_000
        + "Operator\nHi.\n",
        f"{HEAD}\n{LISTS}Operator\n" + "a cut line\n" * 60_000,
    ):
        start = time.process_time()
        parse_text(Text(text))
        assert time.process_time() - start < 20


def titled(*, blank: bool) -> str:
    """A page as the site prints it since 2024: a title or firm below every name, also of people not listed."""
    body = (
        "Presentation",
        "Operator",
        "Good day, and welcome to the Pemberline call. Nell Ashgrove will begin.",
        "Nell Ashgrove",
        "VP, Investor Relations",
        "Thank you, and good morning.",
        "Ronan Fairley",
        "Chairman & CEO",
        "Orders rose. So did costs.",
        "Question-and-Answer Session",
        "Operator",
        "Our first question comes from Tom Okafor with Dunmarsh.",
        "Tom Okafor",
        "Dunmarsh & Co., Research Division",
        "Is that a floor?",
        "Ronan Fairley",
        "Chairman & CEO",
        "Yes.",
        "Operator",
        "We go to Ida Kvam with Bellhaven Crest.",
        "Ida Kvam",
        "Bellhaven Crest, Research Division",
        "How is freight?",
        "Marek Sund",
        "Chief Operating Officer",
        "Freight is still tight.",
    )
    return ("\n\n" if blank else "\n").join((HEAD, LISTS.strip(), *body))


@pytest.mark.parametrize("blank", [True, False])
def test_titles_below_the_names_are_nobodys_words(blank: bool) -> None:
    (found,) = parse(source_of("call.txt", titled(blank=blank).encode()))
    assert [(t.speaker, t.title, t.firm, t.role.value) for t in found.turns if t.speaker != "Operator"] == [
        ("Nell Ashgrove", "VP, Investor Relations", None, "executive"),
        ("Ronan Fairley", "Chairman & CEO", None, "executive"),
        ("Tom Okafor", None, "Dunmarsh & Co.", "analyst"),
        ("Ronan Fairley", "Chairman & CEO", None, "executive"),
        ("Ida Kvam", None, "Bellhaven Crest, Research Division", "analyst"),
        ("Marek Sund", "Chief Operating Officer", None, "executive"),
    ]
    assert [t.text for t in found.turns][-4:] == [
        "Yes.",
        "We go to Ida Kvam with Bellhaven Crest.",
        "How is freight?",
        "Freight is still tight.",
    ]


def test_a_page_with_lists_parted_by_breaks() -> None:
    people = "<br>".join(f"<span>{line}</span>" for line in LISTS.split("\n")[1:3])
    asking = "<br>".join(f"<span>{line}</span>" for line in LISTS.split("\n")[4:7])
    body = "".join(
        f"<div><p><span><strong>{name}</strong></span><br><span><i>{title}</i></span></p> <p>{words}</p></div>"
        for name, title, words in (
            ("Nell Ashgrove", "VP, Investor Relations", "Good morning, all."),
            ("Ronan Fairley", "Chairman &amp; CEO", "Orders rose."),
            ("Tom Okafor", "Dunmarsh &amp; Co.", "Is that a floor?"),
            ("Ronan Fairley", "Chairman &amp; CEO", "It is."),
        )
    )
    page = (
        f"<div><p>{HEAD}</p></div><p><strong>Company Participants</strong></p><p>{people}</p>"
        f"<p><strong>Conference Call Participants</strong></p><p>{asking}</p>{body}"
    )
    (found,) = parse(source_of("page.html", page.encode()))
    assert [(t.speaker, t.text) for t in found.turns] == [
        ("Nell Ashgrove", "Good morning, all."),
        ("Ronan Fairley", "Orders rose."),
        ("Tom Okafor", "Is that a floor?"),
        ("Ronan Fairley", "It is."),
    ]
    assert {p.name: p.title or p.firm for p in found.participants}["Lena Fosse"] == "Harrowgate Securities"


def test_a_page_saved_as_markdown() -> None:
    lists = LISTS.replace("Executives", "**Company Participants**").replace(
        "Analysts", "**Conference Call Participants**"
    )
    body = "**Operator**\n\nWelcome.\n\n**Nell Ashgrove**\n\nGood morning.\n\n**Question-and-Answer Session**\n\n**Ida Kvam**\n\nIs it so?\n"
    assert turns_of(body, lists=lists) == [
        ("Operator", "Welcome."),
        ("Nell Ashgrove", "Good morning."),
        ("Ida Kvam", "Is it so?"),
    ]


def test_a_name_that_was_only_guessed() -> None:
    lists = LISTS.replace("Lena Fosse", "Lena [Fosse]")
    body = f"Operator\nWelcome.\nNell Ashgrove\nGood morning.\n{QA}Operator\nPlease.\nLena [Fosse]\nIs it so?\n"
    assert turns_of(body, lists=lists)[-1] == ("Lena [Fosse]", "Is it so?")
