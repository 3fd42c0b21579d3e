"""`Name: text` in plain text and Markdown, and its kin: labels are taken with support, and what only looks like one is speech."""

import random
import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import SourceError
from ingest.formats.bilingual.language import languages
from ingest.formats.draft import Draft, Listed
from ingest.formats.generic import generic
from ingest.formats.generic.affiliation import affiliation
from ingest.formats.generic.blocks import Block, pieces, plain_blocks
from ingest.formats.generic.front import listed_entry, listed_line, read_front_line
from ingest.formats.generic.label import read_label
from ingest.formats.generic.markdown import inline
from ingest.formats.generic.run_on import run_on
from ingest.formats.registry import parse_text
from ingest.formats.text import Text
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Role, Section, Transcript
from settings import PROJECT
from tests.writers import generic_md, generic_txt, name_lines
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLES = PROJECT / "tests" / "formats" / "examples"
SEEDS = range(30)


def read(text: str) -> Draft:
    (draft,) = parse_text(Text(text, "call.txt"))
    return draft


def transcript(name: str, data: bytes) -> Transcript:
    (found,) = parse(source_of(name, data))
    return found


def labels(text: str) -> list[str | None]:
    return [turn.label for turn in read(text).turns]


def words(text: str) -> list[tuple[str | None, list[str]]]:
    return [(turn.label, [paragraph for paragraph, _ in turn.paragraphs]) for turn in read(text).turns]


@pytest.mark.parametrize("seed", SEEDS)
def test_plain_text_comes_back(seed: int) -> None:
    call = make_call(seed)
    found = transcript(*generic_txt.write(call))
    assert found.call.format == "generic_txt"
    assert_same_turns(list(call.turns), found)
    assert (found.call.company, found.call.ticker, found.call.date) == (
        call.company,
        call.ticker,
        call.date.isoformat(),
    )
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)


@pytest.mark.parametrize("seed", SEEDS)
def test_markdown_comes_back(seed: int) -> None:
    call = make_call(seed)
    found = transcript(*generic_md.write(call))
    assert found.call.format == "generic_md"
    assert_same_turns(list(call.turns), found)
    assert (found.call.company, found.call.ticker, found.call.date) == (
        call.company,
        call.ticker,
        call.date.isoformat(),
    )
    assert {note.kind for note in found.not_speech} >= {"summary", "participants", "disclaimer"}


@pytest.mark.parametrize("seed", SEEDS)
def test_names_on_lines_of_their_own_come_back(seed: int) -> None:
    call = make_call(seed)
    assert_same_turns(list(call.turns), transcript(*name_lines.write(call)))


@pytest.mark.parametrize("seed", SEEDS)
def test_glued_times_come_back(seed: int) -> None:
    call = make_call(seed)
    found = transcript(*name_lines.write_glued(call))
    people = list(dict.fromkeys(said.speaker for said in call.turns if said.speaker != "Operator"))
    assert [turn.speaker for turn in found.turns] == [
        said.speaker if said.speaker == "Operator" else f"Speaker {people.index(said.speaker) + 1}"
        for said in call.turns
    ]
    assert [turn.start_seconds for turn in found.turns] == [40 * i for i in range(len(call.turns))]
    for turn, said in zip(found.turns, call.turns, strict=True):
        assert turn.text.split() == " ".join(english for english, _ in said.paragraphs).split()


@pytest.mark.parametrize("seed", SEEDS)
def test_two_names_and_alternating_languages_come_back(seed: int) -> None:
    call = make_call(seed)
    found = transcript(*name_lines.write_two_names(call))
    people = list(dict.fromkeys(said.speaker for said in call.turns))
    assert found.call.languages == ("en", "zh-Hant")
    for turn, said in zip(found.turns, call.turns, strict=True):
        assert turn.speaker == name_lines.two_names(people.index(said.speaker), said.speaker, call.company_zh)[1]
        assert [(p.text, p.translation) for p in turn.paragraphs] == list(said.paragraphs)


CALL = """\
Tamsin Glassworks (TMSN) Q2 2025 Earnings Call
May 8, 2025

Operator: Good day, and welcome to the Tamsin call. I will turn it over to Ingrid Renn.

Ingrid Renn: Thank you. With me are Tobias Fosse, our CEO, and Nell Marsh, our CFO.

Tobias Fosse: Thanks, Ingrid. We launched Lumina Pro last year and it grows.
{prepared}
And that is all from me.

Nell Marsh: Thank you, Tobias. Revenue rose 5%.

Operator: Our first question comes from Robert Ashgrove with Dunmarsh.

{analyst}: Hi, how is freight?

Tobias Fosse: Flat.
{answered}

Operator: Next is Priya Nandakumar with Pellworm Partners.

Priya Nandakumar: And tax?

Nell Marsh: Up.

Operator: That concludes the call.
"""
EXPECTED = [
    "Operator", "Ingrid Renn", "Tobias Fosse", "Nell Marsh", "Operator", "Robert Ashgrove", "Tobias Fosse", "Operator",
    "Priya Nandakumar", "Nell Marsh", "Operator",
]  # fmt: skip


@pytest.mark.parametrize("where", ["prepared", "answered"])
@pytest.mark.parametrize(
    "said",
    [
        "North America: flat in the quarter.",
        "Lumina Pro: sold four million units so far.",
        "Lumina Pro\nWe sold four million.",
        "Vision Pro: not ours.\nVision Pro: still not ours.",
        "Fourth Quarter Guidance: unchanged from May.",
        "Free Cash Flow: up 8%.",
        "Key Drivers: price and mix.\nKey Drivers: again price.",
        "Artificial Intelligence: we use it.\nArtificial Intelligence: and more of it.",
        "Tamsin Glassworks: a great company.\nTamsin Glassworks: it is ours.",
        "Project Kestrel: on track for June.",
        "Question: is that net of scrap?",
        "A: price.\nB: volume.",
        "Europe: flat.\nAsia: up a third.\nEurope: also up in units.",
        "Hong Kong: flat again.\nSouth Korea: up.",
        "San Francisco: the new plant opens.\nLas Vegas: it opens later.",
        "Gross Margin\nWe expect it to rise.",
        "To Priya's question: yes, it is net.",
        "Tobias said it: cash is king.",
        "Our CEO, Tobias Fosse: a fine man.",
        "Thank you: helpful.",
        "Look: we are careful.",
        "Note: slides are on our site: https://ir.example.com/a:b",
        "Q2: revenue of $88 million.\nQ3: more.",
        "The ratio was 3:1 at 10:30 this morning.",
        "Operator error: it cost us a day.",
        "Good Morning: that was the name of the show.",
        "Management: we have a good team.",
        "Page 3 of 12",
    ],
)
def test_what_looks_like_a_label_is_speech(said: str, where: str) -> None:
    text = CALL.format(**{"prepared": "", "answered": "", "analyst": "Robert Ashgrove", where: said})
    assert labels(text) == EXPECTED
    kept = [paragraph for _, paragraphs in words(text) for paragraph in paragraphs]
    assert said == "Page 3 of 12" or set(said.split("\n")) <= set(kept)


@pytest.mark.parametrize(
    ("label", "name", "title", "firm"),
    [
        ("Robert Ashgrove", "Robert Ashgrove", None, None),
        ("ROBERT ASHGROVE", "Robert Ashgrove", None, None),
        ("Robert Ashgrove ", "Robert Ashgrove", None, None),
        ("Mr. Ashgrove", "Mr. Ashgrove", None, None),
        ("R. Ashgrove", "R. Ashgrove", None, None),
        ("Robert J. Ashgrove III", "Robert J. Ashgrove III", None, None),
        ("Robbert Ashgrov", "Robbert Ashgrov", None, None),
        ("Bob Ashgrove", "Bob Ashgrove", None, None),
        ("Bob", "Bob", None, None),
        ("Ashgrove", "Ashgrove", None, None),
        ("Kim Oyelaran", "Kim Oyelaran", None, None),
        ("Siobhán O'Leary", "Siobhán O'Leary", None, None),
        ("Xu Hong", "Xu Hong", None, None),
        ("王大明", "王大明", None, None),
        ("Caller", "Caller", None, None),
        ("Question", "Question", None, None),
        ("Analyst", "Analyst", None, None),
        ("Unidentified Analyst", "Unidentified Analyst", None, None),
        ("Robert Ashgrove (Dunmarsh)", "Robert Ashgrove", None, "Dunmarsh"),
        ("Robert Ashgrove, Dunmarsh", "Robert Ashgrove", None, "Dunmarsh"),
        ("Robert Ashgrove, Dunmarsh, Analyst", "Robert Ashgrove", "Analyst", "Dunmarsh"),
        ("Robert Ashgrove - Dunmarsh & Co.", "Robert Ashgrove", None, "Dunmarsh & Co."),
        ("Robert Ashgrove | Analyst at Dunmarsh", "Robert Ashgrove", "Analyst", "Dunmarsh"),
        ("Robert Ashgrove [Analyst]", "Robert Ashgrove", "Analyst", None),
        ("[00:12:40] Robert Ashgrove", "Robert Ashgrove", None, None),
        ("Robert Ashgrove (00:12:40)", "Robert Ashgrove", None, None),
        (">> Robert Ashgrove", "Robert Ashgrove", None, None),
        ("Q - Robert Ashgrove", "Robert Ashgrove", None, None),
    ],
)
def test_who_speaks_once_has_a_turn(label: str, name: str, title: str | None, firm: str | None) -> None:
    draft = read(CALL.format(prepared="", answered="", analyst=label))
    assert [turn.label for turn in draft.turns] == [name if was == "Robert Ashgrove" else was for was in EXPECTED]
    assert (draft.turns[5].title, draft.turns[5].firm) == (title, firm)
    assert draft.turns[5].paragraphs == [("Hi, how is freight?", None)]


def test_marks_of_question_and_answer_are_roles() -> None:
    text = CALL.format(prepared="", answered="", analyst="Q - Robert Ashgrove")
    assert read(text).turns[5].role is Role.ANALYST
    asked = "Operator: Welcome.\nQ: What about Q4?\nA: We will say in March.\nOperator: That is all.\n"
    assert [(turn.label, turn.role) for turn in read(asked).turns] == [
        ("Operator", None), ("Q", Role.ANALYST), ("A", Role.EXECUTIVE), ("Operator", None),
    ]  # fmt: skip


def test_interpreted_is_a_flag_and_no_title() -> None:
    turn = read(CALL.format(prepared="", answered="", analyst="Xu Hong (through interpreter)")).turns[5]
    assert (turn.label, turn.title, turn.flags) == ("Xu Hong", None, ["interpreted"])


def test_the_same_label_twice_is_one_turn_and_starts_where_it_starts() -> None:
    text = "Operator: Hi.\n[00:01:00] Nell Marsh: One.\n[00:02:00] Nell Marsh: Two.\n[00:03:00] Operator: Bye.\n"
    draft = read(text)
    assert [(turn.label, turn.start_seconds, len(turn.paragraphs)) for turn in draft.turns] == [
        ("Operator", None, 1), ("Nell Marsh", 60, 2), ("Operator", 180, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("QUESTIONS AND ANSWERS", Section.QA),
        ("Q&A Session:", Section.QA),
        ("--- Question and Answer ---", Section.QA),
        ("[Questions & Answers]", Section.QA),
        ("2. Q&A", Section.QA),
        ("Discussion\n----------", Section.QA),
        ("問答", Section.QA),
        ("We take questions now", None),
    ],
)
def test_section_headings(line: str, section: Section | None) -> None:
    text = CALL.format(prepared="", answered="", analyst="Robert Ashgrove").replace(
        "Operator: Our", f"{line}\n\nOperator: Our"
    )
    found = [turn.section for turn in read(text).turns]
    assert found == ([Section.PREPARED] * 4 + [section] * 7 if section else [None] * 11)


def test_a_contents_list_heads_no_section() -> None:
    text = "Contents\n\nPrepared Remarks\nQuestions and Answers\n\nPrepared Remarks\n\n" + CALL.format(
        prepared="", answered="", analyst="Robert Ashgrove"
    )
    assert read(text).turns[0].section in (Section.PREPARED, None)


@pytest.mark.parametrize(
    "end",
    ["END OF TRANSCRIPT", "[End of call]", "Copyright: nobody", "----------\nMachine made.", "Disclaimer: no promise."],
)
def test_nothing_below_the_end_is_speech(end: str) -> None:
    text = CALL.format(prepared="", answered="", analyst="Robert Ashgrove") + f"\n{end}\nCall us at 10:30.\n"
    draft = read(text)
    assert draft.turns[-1].paragraphs == [("That concludes the call.", None)]
    assert "Call us at 10:30." in draft.notes[-1].text


def test_an_end_mark_in_the_middle_is_speech() -> None:
    text = CALL.format(prepared="Disclaimer: some of this looks ahead.", answered="", analyst="Robert Ashgrove")
    assert labels(text) == EXPECTED
    assert "Disclaimer: some of this looks ahead." in words(text)[2][1]


def test_lines_broken_at_a_width_are_joined() -> None:
    long = "Our priority is simple and it has been so for years: cash, and then growth, and then once more cash, as you know well."
    broken = "Nell Marsh: " + long.replace("years: ", "years:\n").replace("once ", "once\n")
    text = (
        f"Operator: Welcome to the call, everybody, and thank you for your\npatience in these times.\n\n{broken}\n\n"
        * 4
    )
    assert ("Nell Marsh", [long]) in words(text)


def test_the_editorial_part_is_no_speech() -> None:
    text = "Call on May 8, 2025\n\nKey takeaways\n\nNell Marsh: margins rise, she says.\nMore of it.\n\n" + CALL.format(
        prepared="", answered="", analyst="Robert Ashgrove"
    )
    draft = read(text)
    assert [turn.label for turn in draft.turns] == EXPECTED
    assert "margins rise" in next(note.text for note in draft.notes if note.kind == "summary")


def test_titles_on_the_line_below_the_name() -> None:
    text = "Operator\n\nWelcome.\n\nNell Marsh\nChief Financial Officer, Tamsin\n\nThank you all.\n\nOperator\n\nBye.\n\nNell Marsh\nChief Financial Officer, Tamsin\n\nGood bye.\n"
    assert [(turn.label, turn.title, turn.paragraphs) for turn in read(text).turns][1] == (
        "Nell Marsh", "Chief Financial Officer, Tamsin", [("Thank you all.", None)],
    )  # fmt: skip


def test_an_opening_without_a_label_is_a_turn_without_one() -> None:
    text = CALL.format(prepared="", answered="", analyst="Robert Ashgrove").replace("Operator: Good day", "Good day")
    draft = read(text)
    assert [turn.label for turn in draft.turns] == [None, *EXPECTED[1:]]
    assert draft.turns[0].flags == ["label_missing"]
    assert draft.turns[0].paragraphs[0][0].startswith("Good day, and welcome")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a}  0:02\nGood morning.\n\n{b}  0:12\nThanks.\n\n{a}  1:05\nNext.\n\n{b}  1:12\nYes.\n", [2, 12, 65, 72]),
        (
            "{a} (00:02):\nGood morning.\n\n{b} (00:12):\nThanks.\n\n{a} (01:05):\nNext.\n\n{b} (01:12):\nYes.\n",
            [2, 12, 65, 72],
        ),
        ("0:02 {a}: Good morning.\n0:12 {b}: Thanks.\n1:05 {a}: Next.\n1:12 {b}: Yes.\n", [2, 12, 65, 72]),
        (
            "00:00:02 - 00:00:10 {a}: Good morning.\n00:00:12 - 00:00:20 {b}: Thanks.\n00:01:05 - 00:01:06 {a}: Next.\n00:01:12 {b}: Yes.\n",
            [2, 12, 65, 72],
        ),
        (
            "{a}\n00:00:02\nGood morning.\n\n{b}\n00:00:12\nThanks.\n\n{a}\n00:01:05\nNext.\n\n{b}\n00:01:12\nYes.\n",
            [2, 12, 65, 72],
        ),
        ("1. {a}: Good morning.\n2. {b}: Thanks.\n3. {a}: Next.\n4. {b}: Yes.\n", [None] * 4),
        ("{a}\tGood morning.\n{b}\tThanks.\n{a}\tNext.\n{b}\tYes.\n", [None] * 4),
        ("{a}:\n\nGood morning.\n\n{b}:\n\nThanks.\n\n{a}:\n\nNext.\n\n{b}:\n\nYes.\n", [None] * 4),
        ("**{a}** Good morning.\n\n**{b}** Thanks.\n\n**{a}** Next.\n\n**{b}** Yes.\n", [None] * 4),
        ("### {a}\n\nGood morning.\n\n### {b}\n\nThanks.\n\n### {a}\n\nNext.\n\n### {b}\n\nYes.\n", [None] * 4),
        ("- **{a}:** Good morning.\n- **{b}:** Thanks.\n- **{a}:** Next.\n- **{b}:** Yes.\n", [None] * 4),
    ],
)
@pytest.mark.parametrize(("a", "b"), [("Operator", "Nell Marsh"), ("Speaker 1", "Wim van der Pell")])
def test_times_numbers_tabs_and_marks(text: str, expected: list[float | None], a: str, b: str) -> None:
    draft = read(text.format(a=a, b=b))
    assert [(turn.label, [paragraph for paragraph, _ in turn.paragraphs]) for turn in draft.turns] == [
        (a, ["Good morning."]), (b, ["Thanks."]), (a, ["Next."]), (b, ["Yes."]),
    ]  # fmt: skip
    assert [turn.start_seconds for turn in draft.turns] == expected


def test_people_by_one_name_and_by_office() -> None:
    one = "Moderator: Good morning.\n\nIngrid: Thank you. Revenue: up.\n\nTom: Thanks, Ingrid. Costs: down.\n\nModerator: Next.\n\nWim: Why?\n\nTom: Mix.\n\nWim: How?\n\nIngrid: Well.\n"
    assert labels(one) == ["Moderator", "Ingrid", "Tom", "Moderator", "Wim", "Tom", "Wim", "Ingrid"]
    office = (
        "CEO: Good morning.\n\nCFO: Revenue: up.\n\nAnalyst 1: Why?\n\nCFO: Mix.\n\nAnalyst 2: How?\n\nCEO: Well.\n"
    )
    assert [(turn.label, turn.role) for turn in read(office).turns][:2] == [
        ("CEO", Role.EXECUTIVE),
        ("CFO", Role.EXECUTIVE),
    ]


def test_chinese_only() -> None:
    text = (
        "霜叶储能2024年第四季度业绩电话会议\n\n主持人：各位投资者大家好。\n\n王小明（财务总监）：感谢主持人。\n毛利率：14.6%。\n\n"
        "问：请问展望如何？\n\n答：我们维持不变。\n\n主持人：谢谢各位，会议结束。\n"
    )
    draft = read(text)
    assert draft.languages == ("zh-Hans",)
    assert (draft.fiscal_year, draft.fiscal_quarter) == (2024, 4)
    assert [turn.label for turn in draft.turns] == ["主持人", "王小明", "问", "答", "主持人"]
    assert draft.turns[1].title == "财务总监"
    assert draft.turns[1].paragraphs == [("感谢主持人。", None), ("毛利率：14.6%。", None)]


@pytest.mark.parametrize(
    ("line", "name", "more", "text"),
    [
        ("Dr. Bettina K. Orlo, Ph.D. (CFO): Cash.", "Dr. Bettina K. Orlo, Ph.D.", ("CFO", None), "Cash."),
        (
            "Jory Pell, Jr., Quillfeather Capital, Analyst: Why?",
            "Jory Pell, Jr.",
            ("Analyst", "Quillfeather Capital"),
            "Why?",
        ),
        ("CFO Bettina Orlo: Cash.", "Bettina Orlo", ("CFO", None), "Cash."),
        ("財務長 王大明：現金。", "王大明", ("財務長", None), "現金。"),
        ("王大明 財務長：現金。", "王大明", ("財務長", None), "現金。"),
        ("霜葉儲能財務長王大明：現金。", "王大明", ("霜葉儲能財務長", None), "現金。"),
        ("霜葉儲能執行長：溫嵐 Wen Lan", "溫嵐 Wen Lan", ("霜葉儲能執行長", None), ""),
        ("SPEAKER_00: Hi.", "SPEAKER_00", (None, None), "Hi."),
        ("Speaker 1 (00:12): Hi.", "Speaker 1", (None, None), "Hi."),
        ("Jean-Luc O'Dowd-Smith II：Why?", "Jean-Luc O'Dowd-Smith II", (None, None), "Why?"),
    ],
)
def test_label_shapes(line: str, name: str, more: tuple[str | None, str | None], text: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.name, (label.title, label.firm), label.text) == (name, more, text)


@pytest.mark.parametrize(
    "line",
    [
        "https://example.com",
        "at 10:30 we met",
        "a ratio of 3:1",
        "We said it: no.",
        "",
        ":",
        "Thank you.",
        "* * *",
        "12:30",
    ],
)
def test_shapes_that_are_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CFO", ("CFO", None)),
        ("Pellworm Partners", (None, "Pellworm Partners")),
        ("Quillfeather Capital, Analyst", ("Analyst", "Quillfeather Capital")),
        ("Analyst, Pellworm Partners", ("Analyst", "Pellworm Partners")),
        ("Analyst of Dunmarsh", ("Analyst", "Dunmarsh")),
        ("Head of IR", ("Head of IR", None)),
        ("Head of IR, Luminvale Holdings", ("Head of IR", "Luminvale Holdings")),
        ("Executive Vice President, Operations", ("Executive Vice President, Operations", None)),
        ("Managing Director – Harrowgate Securities", ("Managing Director", "Harrowgate Securities")),
        ("Chairman and CEO", ("Chairman and CEO", None)),
        ("", (None, None)),
    ],
)
def test_affiliations(text: str, expected: tuple[str | None, str | None]) -> None:
    assert affiliation(text) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- Jana Kolvek – Chief Executive Officer", Listed("Jana Kolvek", None, "Chief Executive Officer", None)),
        ("Brandt Lowe – Analyst, Pellworm Partners", Listed("Brandt Lowe", None, "Analyst", "Pellworm Partners")),
        ("* Ann B. Roe, CFA (Head of IR)", Listed("Ann B. Roe, CFA", None, "Head of IR", None)),
        ("1. Wim Pell: CFO", Listed("Wim Pell", None, "CFO", None)),
        ("We thank you all for coming.", None),
        ("Operator", None),
        ("", None),
    ],
)
def test_entries_of_a_list(entry: str, expected: Listed | None) -> None:
    assert listed_entry(entry) == expected


def test_a_list_on_one_line() -> None:
    found = listed_line("Participants: Anders Vik (IR), Dr. Bettina K. Orlo, Ph.D. (CFO)")
    assert found is not None
    assert [(person.name, person.title) for person in found[1]] == [
        ("Anders Vik", "IR"),
        ("Dr. Bettina K. Orlo, Ph.D.", "CFO"),
    ]


@pytest.mark.parametrize(
    ("line", "company", "ticker", "period", "date"),
    [
        ("Company: Luminvale Holdings", "Luminvale Holdings", None, (None, None), None),
        ("Ticker: NYSE: LUMV", None, "LUMV", (None, None), None),
        ("Period: Q2 FY2025", None, None, (2025, 2), None),
        ("Date: 14/11/2024", None, None, (None, None), "2024-11-14"),
        ("Luminvale Holdings (LUMV) – Q3 FY2025 Earnings Call", "Luminvale Holdings", "LUMV", (2025, 3), None),
        (
            "Luminvale Holdings Q3 2025 Results Conference Call, May 8, 2025",
            "Luminvale Holdings",
            None,
            (2025, 3),
            "2025-05-08",
        ),
        ("May 8, 2025", None, None, (None, None), "2025-05-08"),
    ],
)
def test_front_lines(
    line: str, company: str | None, ticker: str | None, period: tuple[int | None, int | None], date: str | None
) -> None:
    draft = Draft(format="x")
    assert read_front_line(draft, line)
    assert (draft.company, draft.ticker, (draft.fiscal_year, draft.fiscal_quarter), draft.date) == (
        company,
        ticker,
        period,
        date,
    )


@pytest.mark.parametrize(
    "line", ["Source: https://ir.example.com", "Some words of the editor.", "Date: soon", "Copyright: none"]
)
def test_lines_that_say_nothing_of_the_call(line: str) -> None:
    draft = Draft(format="x")
    assert not read_front_line(draft, line)
    assert draft == Draft(format="x")


@pytest.mark.parametrize(
    ("line", "text", "bold"),
    [
        ("**Jana Kolvek (CEO):** Three *things*.", "Jana Kolvek (CEO): Three things.", 18),
        ("**Jana Kolvek**: Three.", "Jana Kolvek: Three.", 11),
        ("__Operator__: First.", "Operator: First.", 8),
        ("***Operator:*** First.", "Operator: First.", 9),
        ("Net\\. See [our site](https://ir.example.com/a_b).", "Net. See our site.", 0),
        ("\\[inaudible\\]", "[inaudible]", 0),
        ("snake_case_word and 2*3*4", "snake_case_word and 2*3*4", 0),
        ("R&amp;D <b>up</b><br/>", "R&D up", 0),
        ("1. **Margin:** 21%.", "1. Margin: 21%.", 10),
        ("![chart](x.png) `code`", "chart code", 0),
    ],
)
def test_marks_of_markdown(line: str, text: str, bold: int) -> None:
    assert inline(line) == (text, bold)


def test_a_sample_in_a_fence_is_no_call() -> None:
    text = (
        "# Tool\n\nIt reads this:\n\n```\nOperator: Hi.\nNell Marsh: Hello.\nOperator: Bye.\n```\n\nRun it. "
        + "It is good. " * 60
        + "\n\n## More\n\nWords.\n" * 5
    )
    assert parse_text(Text(text)) == []


def test_a_transcript_in_a_fence_is_one() -> None:
    assert (
        labels("# Call\n\n```\n" + CALL.format(prepared="", answered="", analyst="Robert Ashgrove") + "```\n")
        == EXPECTED
    )


@pytest.mark.parametrize(
    ("text", "bold", "found"),
    [
        ("Bettina first,\nthen you.", 0, [("Bettina first, then you.", 0)]),
        ("One.\n\nTwo.", 0, [("One.", 0), ("Two.", 0)]),
        ("Operator: Hi.\nNell Marsh: Hello.", 9, [("Operator: Hi.", 9), ("Nell Marsh: Hello.", 0)]),
        ("Nell Marsh\nHello.", 11, [("Nell Marsh", 10), ("Hello.", 0)]),
        ("", 0, []),
    ],
)
def test_breaks_inside_a_paragraph(text: str, bold: int, found: list[tuple[str, int]]) -> None:
    assert pieces(text, bold) == found


def test_plain_blocks() -> None:
    lines = ["Q&A", "---", "One.", "", "Page 2 of 9", "", "- 3 -", "=====", "Two."]
    assert plain_blocks(lines) == [Block("Q&A", heading=True), Block("One."), Block("", rule=True), Block("Two.")]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["We grew."], ("en",)),
        (["我們維持全年展望不變。"], ("zh-Hant",)),
        (["我们维持全年展望不变。"], ("zh-Hans",)),
        (["We keep the outlook for the year.", "我們維持全年展望不變。"], ("en", "zh-Hant")),
        (["We met 溫嵐 at the plant in the north of the country."], ("en",)),
        (["우리는 전망을 유지합니다."], ("ko",)),
        ([], ("en",)),
    ],
)
def test_languages(texts: list[str], expected: tuple[str, ...]) -> None:
    assert languages(texts) == expected


SOURCES = [(EXAMPLES / name).read_text(encoding="utf-8-sig") for name in ("generic.txt", "generic.md")]
SOURCES += [write(make_call(seed))[1].decode("utf-8-sig") for seed, write in enumerate((generic_txt.write, generic_md.write, name_lines.write, name_lines.write_glued, name_lines.write_two_names))]  # fmt: skip


def mutated(text: str, seed: int) -> str:
    rng = random.Random(seed)
    lines = text.split("\n")
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[rng.randrange(len(lines))])
            case 2:
                rng.shuffle(lines)
            case 3:
                lines = lines[: at + 1]
            case 4:
                lines[at] = lines[at][: rng.randint(0, len(lines[at]))]
            case _:
                lines[at] += rng.choice((":", "：", "**", "[", "\\", "|", "(", "--", "\u3000", "&", "<b>", "`"))
        if not lines:
            lines = [""]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 10**6))
def test_damaged_files_are_read_or_refused(text: str, seed: int) -> None:
    damaged = mutated(text, seed)
    for draft in generic.parse(Text(damaged)):
        kept = sum(
            len(paragraph) + len(translation or "")
            for turn in draft.turns
            for paragraph, translation in turn.paragraphs
        )
        assert kept <= len(damaged)
        assert all(turn.paragraphs for turn in draft.turns)
        assert len({turn.label for turn in draft.turns}) >= 2
        assert all((a.label, a.section) != (b.label, b.section) for a, b in pairwise(draft.turns))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="AQ:：\n *_#[]()|-–>Operator Nell Marsh王，0123`\\<&", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse(source_of("x.txt", text.encode()))
    except SourceError as error:
        assert error.hint
    else:
        assert all(turn.paragraphs for turn in found[0].turns)


def test_tags_in_brackets_before_the_name_are_titles() -> None:
    found = transcript(
        "call.txt",
        b"Operator: Welcome.\n[IR] Nell Orlo: Good day.\n[CFO] Wim Vik: Orders rose.\n[CFO] Wim Vik: Costs fell.\n"
        b"Operator: We go to Ida Kvam.\n[Analyst] Ida Kvam, Dunmarsh: Is that a floor?\n[CFO] Wim Vik: It is.",
    )
    assert [(t.speaker, t.title, t.firm, t.role.value, len(t.paragraphs)) for t in found.turns if t.title] == [
        ("Nell Orlo", "IR", None, "executive", 1),
        ("Wim Vik", "CFO", None, "executive", 2),
        ("Ida Kvam", "Analyst", "Dunmarsh", "analyst", 1),
        ("Wim Vik", "CFO", None, "executive", 1),
    ]


FIRMS_BELOW = (
    ("Nell Orlo", "Head of Investor Relations", "Good day to all of you."),
    ("Wim Vik", "Chief Executive Officer", "Orders rose a little."),
    ("Ida Kvam", "Fennick", "Is that a floor?"),
    ("Wim Vik", "Chief Executive Officer", "It is."),
    ("Ida Kvam", "Fennick", "Got it"),
    ("Rupert Marsh", "KLV", "How is freight?"),
    ("Wim Vik", "Chief Executive Officer", "Tight."),
)


@pytest.mark.parametrize("shape", ["**{}** - {}\n\n{}\n\n", "**{}**\n\n{}\n\n{}\n\n", "### {}\n\n{}\n\n{}\n\n"])
def test_where_most_names_have_a_title_one_word_is_one_too(shape: str) -> None:
    text = "# Call\n\n## Remarks\n\n**Operator**\n\nWelcome, everybody.\n\n" + "".join(
        shape.format(*row) for row in FIRMS_BELOW
    )
    found = read(text)
    assert [(turn.label, turn.paragraphs[0][0]) for turn in found.turns[1:]] == [
        (name, said) for name, _, said in FIRMS_BELOW
    ]
    assert {turn.label: turn.firm or turn.title for turn in found.turns[1:]} == {
        name: title for name, title, _ in FIRMS_BELOW
    }


def test_short_answers_below_bare_names_stay_speech() -> None:
    assert words("Operator\n\nWelcome, all.\n\nNell Orlo\n\nGot it\n\nWim Vik\n\nGood day.\n\nNell Orlo\n\nRight\n\nWim Vik\n\nBye.") == [
        ("Operator", ["Welcome, all."]),
        ("Nell Orlo", ["Got it"]),
        ("Wim Vik", ["Good day."]),
        ("Nell Orlo", ["Right"]),
        ("Wim Vik", ["Bye."]),
    ]  # fmt: skip


def test_a_call_without_line_breaks() -> None:
    filler = "Orders rose in the north, and freight fell. " * 60
    text = (
        f'Operator: Welcome. Wim "Bo" Vik: {filler}Capital Allocation: as said. Operator: We go to Ida Kvam with Fennick Bank. '
        'Ida Kvam: Is that a floor? Wim "Bo" Vik: It is. Ida Kvam: Got it Wim "Bo" Vik: Yes. Operator: Bye.'
    )
    assert labels(text) == [
        "Operator",
        'Wim "Bo" Vik',
        "Operator",
        "Ida Kvam",
        'Wim "Bo" Vik',
        "Ida Kvam",
        'Wim "Bo" Vik',
        "Operator",
    ]
    assert words(text)[5] == ("Ida Kvam", ["Got it"])


@pytest.mark.parametrize(
    "text", ["Aa: " * 300_000, "A. " * 400_000, "Word " * 300_000 + ": ", "Nell Orlo: x. " * 30_000]
)
def test_a_long_line_of_anything_is_read_quickly(text: str) -> None:
    begun = time.perf_counter()
    run_on([text])
    assert time.perf_counter() - begun < 3


def test_marks_between_pages_cut_no_sentence() -> None:
    long = "We plan for a long-term rise in the orders of the northern plant, and for healthier margins. " * 12
    lines = textwrap.wrap(f"Nell Orlo: {long}", 90)
    cut = next(i for i in range(4, len(lines)) if lines[i][0].islower() and lines[i - 1][-1].isalpha())
    pages = ["=== PAGE 1 ===", "1", "", "Operator: Good day to all of you.", "", *lines[:cut], ""]
    pages += [
        "=== PAGE 2 ===",
        "2",
        "",
        *lines[cut:],
        "",
        "Wim Vik: Thanks.",
        "",
        "Nell Orlo: Bye.",
        "",
        "Wim Vik: Bye.",
    ]
    assert words("\n".join(pages))[:2] == [("Operator", ["Good day to all of you."]), ("Nell Orlo", [long.strip()])]


def test_a_caption_above_every_name_is_no_speech() -> None:
    said = (
        ("Operator", "Welcome."),
        ("Nell Orlo", "Good day."),
        ("Wim Vik", "Thanks."),
        ("Nell Orlo", "Bye."),
        ("Wim Vik", "Bye."),
    )
    text = "\n".join(f"speaker\n{name}\n{line}" for name, line in said)
    assert words(text) == [(name, [line]) for name, line in said]


@pytest.mark.parametrize("name", ["Bettina Price", "Ellen West", "Ida Cash", "Rupert Page", "Wim March"])
def test_surnames_that_are_also_words(name: str) -> None:
    text = f"Operator: Welcome. We go to Bea {name.split()[1]} with Fennick.\n\n{name}: Is it so?\n\nNell Orlo: It is.\n\n{name}: Good.\n\nNell Orlo: Oil Price: up. Bye."
    assert labels(text) == ["Operator", name, "Nell Orlo", name, "Nell Orlo"]


def test_offices_and_regions_in_titles_are_nobody() -> None:
    text = (
        "Operator: Welcome.\n\nNell Orlo: With me are Wim Vik, our Senior Vice President - North America, Retail.\n\n"
        "Wim Vik: Orders rose.\n\nNorth America: up.\n\nNell Orlo: Thanks.\n\nNorth America: flat.\n\nWim Vik: Bye."
    )
    assert labels(text) == ["Operator", "Nell Orlo", "Wim Vik", "Nell Orlo", "Wim Vik"]


@pytest.mark.parametrize(
    ("line", "company", "ticker"),
    [
        ("Tamsin Glassworks, Inc. (TMSN)", "Tamsin Glassworks, Inc.", "TMSN"),
        ("Tamsin Glassworks (NYSE: TMSN)", "Tamsin Glassworks", "TMSN"),
        ("Tamsin Glassworks Ltd.", "Tamsin Glassworks Ltd.", None),
        ("Q1 2026 Earnings Conference Call", None, None),
    ],
)
def test_the_company_on_a_line_of_its_own(line: str, company: str | None, ticker: str | None) -> None:
    draft = Draft(format="x")
    read_front_line(draft, line)
    assert (draft.company, draft.ticker) == (company, ticker)


@pytest.mark.parametrize(
    ("line", "bold", "name", "more", "text"),
    [
        ("Nell Orlo Good day. Two things: price.", 9, "Nell Orlo", (None, None), "Good day. Two things: price."),
        ("Nell Orlo Capital Allocation: as said.", 9, "Nell Orlo", (None, None), "Capital Allocation: as said."),
        ("Nell Orlo, CFO: as said.", 9, "Nell Orlo", ("CFO", None), "as said."),
        ("Nell Orlo: as said.", 10, "Nell Orlo", (None, None), "as said."),
    ],
)
def test_a_bold_name_before_a_colon(
    line: str, bold: int, name: str, more: tuple[str | None, str | None], text: str
) -> None:
    found = read_label(line, bold)
    assert found is not None
    assert (found.name, (found.title, found.firm), found.text) == (name, more, text)
