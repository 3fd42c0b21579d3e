"""The Motley Fool's styles: synthetic calls written in each and parsed back, ugly variants, and damaged files."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.formats.draft import Draft
from ingest.formats.lines import section_heading
from ingest.formats.registry import parse_text
from ingest.formats.text import Text
from ingest.formats.vendors import dashes, motley_fool_2025, motley_fool_html, motley_fool_json, motley_fool_three_line
from ingest.formats.vendors.headings import heading
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Section
from settings import PROJECT
from tests.writers import motley_fool_2025 as editorial
from tests.writers import motley_fool_dash as dash
from tests.writers import motley_fool_html as page
from tests.writers import motley_fool_json as record
from tests.writers import motley_fool_three_line as three_line
from tests.writers.call import SyntheticCall, make_call
from tests.writers.compare import assert_same_turns

EXAMPLES = PROJECT / "tests" / "formats" / "examples"
MODULES = (motley_fool_json, motley_fool_html, motley_fool_2025, motley_fool_three_line, dashes)
OWN = {
    "motley_fool_parsed.json": motley_fool_json,
    "motley_fool_html.html": motley_fool_html,
    "motley_fool_2025.txt": motley_fool_2025,
    "motley_fool_three_line.txt": motley_fool_three_line,
    "motley_fool_dash.txt": dashes,
}
PREPARED, QA = Section.PREPARED, Section.QA


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (dash.write, ("company", "ticker", "fiscal_year", "fiscal_quarter", "date")),
        (three_line.write, ("company", "ticker", "fiscal_year", "fiscal_quarter", "date")),
        (editorial.write, ("company", "ticker", "fiscal_year", "fiscal_quarter", "date")),
        (editorial.write_html, ("company", "ticker", "fiscal_year", "fiscal_quarter", "date")),
        (page.write, ("company", "ticker", "fiscal_year", "fiscal_quarter", "date")),
        (record.write, ("ticker", "fiscal_year", "fiscal_quarter")),
        (record.write_whole, ("company", "ticker")),
    ],
)
def test_a_call_is_read_back(write: Callable[[SyntheticCall, int], tuple[str, bytes]], told: tuple[str, ...]) -> None:
    for seed in range(30):
        call = make_call(seed)
        (found,) = parse(source_of(*write(call, seed)))
        assert_same_turns(list(call.turns), found)
        known = {"company": call.company, "ticker": call.ticker, "fiscal_year": call.fiscal_year,
                 "fiscal_quarter": call.fiscal_quarter, "date": call.date.isoformat()}  # fmt: skip
        assert {key: getattr(found.call, key) for key in told} == {key: known[key] for key in told}


def test_each_style_recognises_its_own_only() -> None:
    for file in sorted(EXAMPLES.iterdir()):
        text = file.read_bytes().decode("utf-8", "replace").replace("\f", "\n")
        claimed = {module for module in MODULES if module.recognises(Text(text))}
        assert claimed == ({OWN[file.name]} if file.name in OWN else set()), file.name


def read(text: str) -> Draft:
    (draft,) = parse_text(Text(text))
    return draft


def said(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.label, " / ".join(text for text, _ in turn.paragraphs)) for turn in draft.turns]


def sections(draft: Draft) -> list[Section | None]:
    return [turn.section for turn in draft.turns]


CALL = """\
Prepared Remarks:
Operator
Good day. I turn to Tess Rown.
Tess Rown -- Director of Investor Relations
Thank you. Over to Bo Pell.
Bo Pell -- Chief Executive Officer
We grew.
Questions and Answers:
Operator
The first question is from Ann Lee of Harrowgate.
Ann Lee -- Harrowgate -- Analyst
Why?
Bo Pell -- Chief Executive Officer
Because.
"""


def test_a_page_without_the_heading_of_the_questions_leaves_sections_open() -> None:
    assert sections(read(CALL)) == [PREPARED] * 3 + [QA] * 3
    assert sections(read(CALL.replace("Questions and Answers:\n", ""))) == [None] * 6


@pytest.mark.parametrize(
    ("operator", "moved"),
    [
        ("The speaker's line dropped. Please hold.", True),
        ("We return to Bo Pell.", True),
        ("[Operator Instructions]", False),
        ("We begin the question-and-answer session.", False),
    ],
)
def test_prepared_remarks_below_a_heading_set_too_early_stay_prepared(operator: str, moved: bool) -> None:
    text = CALL.replace(
        "Questions and Answers:\n",
        f"Questions and Answers:\nOperator\n{operator}\nTess Rown -- Director of Investor Relations\nWe are back.\n",
    )
    assert sections(read(text)) == [PREPARED] * 3 + [PREPARED if moved else QA] * 2 + [QA] * 3


def test_sections_of_a_contents_list_are_no_headings() -> None:
    contents = "Contents:\nPrepared Remarks\nQuestions and Answers\nCall Participants\n"
    assert sections(read(contents + CALL)) == [PREPARED] * 3 + [QA] * 3
    assert sections(read(contents + CALL.replace("Prepared Remarks:\n", ""))) == [None] * 3 + [QA] * 3


def test_a_section_glued_to_its_first_speaker() -> None:
    glued = CALL.replace(":\nOperator", ":Operator")
    assert said(read(glued)) == said(read(CALL)) and sections(read(glued)) == sections(read(CALL))


def test_speakers_without_a_title() -> None:
    text = CALL.replace("Bo Pell -- Chief Executive Officer", "Bo Pell") + (
        "Unknown speaker\nHm, free cash flow.\nFree Cash Flow\nIt rose. With Ms.\nTess Rown\nDuration: 9 minutes\n"
        "Call participants:\nTess Rown -- Director of Investor Relations\nBo Pell\nAnn Lee -- Harrowgate -- Analyst\n"
    )
    draft = read(text)
    assert said(draft)[2] == ("Bo Pell", "We grew.")
    assert said(draft)[5:] == [
        ("Bo Pell", "Because."),
        ("Unknown speaker", "Hm, free cash flow. / Free Cash Flow / It rose. With Ms. Tess Rown"),
    ]
    assert [person.name for person in draft.participants] == ["Tess Rown", "Bo Pell", "Ann Lee"]


def test_closing_matter_within_a_call_breaks_nothing() -> None:
    broken = CALL.replace("We grew.", "We grew.\nRead Next\nMore KILN analysis\nAnd we hired.")
    long = broken.replace("Why?", "Why is that so, I wonder?").replace("Because.", "Because of the kilns we built.")
    draft = read(long + "Read Next week's letter for detail.\nDuration: 3 minutes\nDisclaimer\n")
    assert said(draft)[2] == ("Bo Pell", "We grew. / And we hired.")
    assert said(draft)[-1] == ("Bo Pell", "Because of the kilns we built. / Read Next week's letter for detail.")
    assert [(note.kind, note.text) for note in draft.notes] == [
        ("note", "Read Next\nMore KILN analysis"),
        ("disclaimer", "Duration: 3 minutes\nDisclaimer"),
    ]


def test_a_fragment_that_begins_within_a_speech() -> None:
    first = "the rest of an answer that somebody gave, and that is all there was to it."
    draft = read("\n".join([first, *CALL.split("\n")[8:], "Tess Rown -- Director of Investor Relations", "And price."]))
    assert [label for label, _ in said(draft)] == ["Operator", "Ann Lee", "Bo Pell", "Tess Rown"]
    assert first in draft.notes[0].text and "set aside" in draft.warnings[0]
    below = read(CALL.replace("Operator\nGood day.", "Good day.", 1))
    assert (said(below)[0], below.turns[0].flags) == ((None, "Good day. I turn to Tess Rown."), ["label_missing"])


def test_lines_cut_at_a_width_are_joined() -> None:
    speech = "We sold more kilns than in any spring before, and the order book reaches far into next year. " * 12
    words, lines = speech.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    draft = read(CALL.replace("We grew.", "\n".join(lines)).replace("Because.", "\n".join(lines)))
    assert said(draft)[2] == ("Bo Pell", " ".join(words))
    once = "\n".join(lines)
    hyphened = CALL.replace("We grew.", f"{once}\n{once}").replace("Because.", f"{lines[0]} one-\noff sale.")
    assert said(read(hyphened))[5] == ("Bo Pell", f"{lines[0]} one-off sale.")
    assert said(draft)[5] == ("Bo Pell", " ".join(words))


def test_markdown_of_the_same_page() -> None:
    text = CALL.replace("Operator\n", "**Operator**\n").replace("Prepared", "## Prepared").replace("Quest", "## Quest")
    for name in ("Tess Rown", "Bo Pell", "Ann Lee"):
        text = text.replace(f"{name} --", f"**{name}** --")
    head = "# Kiln (KILN) Q1 2024 Earnings Call Transcript\nBy Motley Fool Transcribing – Aug 14, 2025\n"
    head += "**Kiln Works** ([NYSE: KILN](https://example.com/q))\nQ1 2024 Earnings Call\nAug 13, 2023, 5 p.m. ET\n"
    draft = read(f"{head}{text}## Read Next\n")
    assert said(draft) == said(read(CALL))
    assert (draft.ticker, draft.fiscal_year, draft.fiscal_quarter, draft.date) == ("KILN", 2024, 1, "2023-08-13")


def test_three_lines_without_a_title_or_with_three_parts() -> None:
    text = "Operator\n--\nGood day to all. Here is Tess.\nTess Rown\n--\nHead of IR\nHello.\nAnn Lee\n--\nCiti\n--\nAnalyst\nWhy?\n"
    assert [(t.label, t.title, t.firm, t.paragraphs) for t in read(text).turns] == [
        ("Operator", None, None, [("Good day to all. Here is Tess.", None)]),
        ("Tess Rown", "Head of IR", None, [("Hello.", None)]),
        ("Ann Lee", "Analyst", "Citi", [("Why?", None)]),
    ]


EDITORIAL = """\
Full Conference Call Transcript
Operator:Good day. Tess Rown.
Tess Rown:Hello. Over to Bo.
Note: cash is up.
Free Cash Flow: our free cash flow rose.
Free Cash Flow: it rose twice.
Bo:We grew.
Operator:A question from Ann Lee.
Ann Lee:
Why?
Bo:Because.
"""


@pytest.mark.parametrize("gap", ["", " "])
def test_labels_of_the_editorial_pages(gap: str) -> None:
    text = EDITORIAL.replace("Operator:", f"Operator:{gap}").replace("Bo:", f"Bo:{gap}")
    text = text.replace("Tess Rown:", f"Tess Rown:{gap}") + f"Tess Rown:{gap}Bye.\n"
    assert said(read(text)) == [
        ("Operator", "Good day. Tess Rown."),
        (
            "Tess Rown",
            "Hello. Over to Bo. / Note: cash is up. / Free Cash Flow: our free cash flow rose. / Free Cash Flow: it rose twice.",
        ),
        ("Bo", "We grew."),
        ("Operator", "A question from Ann Lee."),
        ("Ann Lee", "Why?"),
        ("Bo", "Because."),
        ("Tess Rown", "Bye."),
    ]


def test_editorial_pages_that_lost_the_line_above_the_call() -> None:
    head = "DATE\nThursday, Aug. 7, 2025, at 5 p.m. EDT\nTAKEAWAYS\nNet sales: up\nGLOSSARY\nKiln: an oven.\n"
    draft = read(head + EDITORIAL.partition("\n")[2])
    assert said(draft) == said(read(EDITORIAL)) and draft.date == "2025-08-07"
    assert [note.kind for note in draft.notes] == ["summary", "glossary"]


def test_editorial_pages_with_headings_of_the_older_style() -> None:
    draft = read("CALL PARTICIPANTS\nHead of IR — Tess Rown\nFull Conference Call Transcript\n" + CALL)
    assert said(draft) == said(read(CALL))
    assert [(person.name, person.title) for person in draft.participants] == [("Tess Rown", "Head of IR")]


HTML = (
    "<h2>Prepared Remarks:</h2><p><strong>Operator</strong><br/>Good day.</p>"
    "<p><strong>Tess Rown</strong> -- <em>Head of IR</em></p><p>Our capital allocation: <b>kilns</b>.</p>"
    "<p><strong>Capital Allocation</strong></p><p><strong>Price</strong> -- <em>our best</em> yet.</p>"
    "<h2>Questions &amp; Answers:</h2><p><strong>Ann Lee</strong> -- <em>Citi -- Analyst</em></p><p>Why&nbsp;so?</p>"
)
SPOKEN = [
    ("Operator", "Good day."),
    ("Tess Rown", "Our capital allocation: kilns. / Capital Allocation / Price -- our best yet."),
    ("Ann Lee", "Why so?"),
]


@pytest.mark.parametrize(
    "page",
    [
        HTML,
        f'<html><body><span class="article-content">{HTML}</span></body></html>',
        f'<body><div class="x article-body"><div class="article-body">{HTML}</div></div></body>',
        f'<span class="article-content"><p>Logo</p></span>{HTML}',
        HTML.replace("strong>", "b>").replace("em>", "i>").replace("</b> -- <i>Head", "</b> &mdash; <i>Head"),
        HTML[:-4],
        HTML.replace("<p><strong>Tess", "<div id='pitch'><p><strong>Tess"),
    ],
)
def test_html(page: str) -> None:
    assert said(read(page)) == SPOKEN


def test_html_names_a_host_in_the_address_of_nothing_it_loads() -> None:
    page = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{HTML.replace("Good day.", "Good day.&e;")}'
    assert said(read(page))[0] == ("Operator", "Good day.&e;")


def test_json_with_pseudo_speakers() -> None:
    call = {
        "prepared_remarks": [
            {"speaker": "Operator:", "speech": ["Hello.", None, "All."]},
            {"speaker": "Capital plan.", "speech": "Two kilns."},
            {"speaker": None, "speech": "Who said this?"},
            {"speaker": "Tess Rown", "speech": None},
            "stray",
        ],
        "q_and_a": [{"speaker": "Ann Lee", "speech": "Why?"}, {"speaker": "Duration: 3 minutes", "speech": "More"}],
        "participants": ["Ann Lee--Citi -- Analyst", "", 3],
    }
    (draft,) = motley_fool_json.parse(Text(json.dumps(call)))
    assert said(draft) == [
        ("Operator", "Hello. / All. / Capital plan. / Two kilns."),
        (None, "Who said this?"),
        ("Ann Lee", "Why?"),
    ]
    assert draft.turns[1].flags == ["label_missing"]
    assert [(person.name, person.title, person.firm) for person in draft.participants] == [
        ("Ann Lee", "Analyst", "Citi")
    ]
    assert [note.kind for note in draft.notes] == ["disclaimer", "participants"]


@pytest.mark.parametrize("name", sorted(OWN))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_never_raise_and_lose_no_words(name: str, data: st.DataObject) -> None:
    lines = (EXAMPLES / name).read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        i = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(("drop", "double", "swap", "cut", "stray"))):
            case "drop":
                lines[i] = ""
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                j = data.draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            case "cut":
                lines[i] = lines[i][: data.draw(st.integers(0, len(lines[i])))]
            case "stray":
                lines[i] += data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9))
    text = Text("\n".join(lines))
    module = OWN[name]
    drafts = module.parse(text) if module.recognises(text) else []
    if module not in (motley_fool_html, motley_fool_json):
        # Lines that are headings are markup; whatever else stands in the file is speech or a note.
        words = [
            word for line in text.lines if not heading(line) and not section_heading(line) for word in line.split()
        ]
        # A parser that finds no Turn leaves the file to the others.
        for draft in (draft for draft in drafts if draft.turns):
            assert not set(words) - _kept(draft)


def _kept(draft: Draft) -> set[str]:
    """All words that a Draft holds, labels with their colons and the three-line style's parts among them."""
    kept = [note.text for note in draft.notes]
    for turn in draft.turns:
        spoken = [text for text, _ in turn.paragraphs]
        kept += [*spoken, f"{turn.label}:{spoken[0]}", f"{turn.label} -- {turn.firm} -- {turn.title}"]
    return {word for text in kept for word in text.split()} | set("Full Conference Call Transcript --".split())


def test_a_speaker_without_a_name_has_a_title_too() -> None:
    for line in ("Unidentified speaker -- Analyst", "Unknown speaker--Dunmarsh -- Analyst"):
        found = heading(line)
        assert found is not None and (found.name.split()[0] in ("Unidentified", "Unknown")) and found.title == "Analyst"


SCRAPED = """======================================================================
Earnings Call Transcript
Company: Tamsin Glassworks
Ticker: TMSN
Quarter: Q2 2025
Source: motley_fool
Scraped: 2031-05-30T17:40:43.958268
Characters: 52878
======================================================================

Sept. 3, 2025

CALL PARTICIPANTS

Chief Executive Officer — Marit Solheim

Vice President - Retail, North — Jory Pell

Gross Margin-- 90% in the quarter, with compression to come.

Board Appointment-- Lena Fosse joined as director.

INDUSTRY GLOSSARY

Takt Yield: Units that leave the line without rework.

Full Conference Call Transcript

"""


def test_a_scrape_that_lost_the_names_of_the_blocks() -> None:
    call = (
        "Marit Solheim: Good afternoon to everybody.\n\nCapital Allocation: we keep the plan.\n\n"
        "Jory Pell: Orders rose.\n\nCapital Allocation: as said.\n\nOperator: We go to Ida Kvam with Dunmarsh.\n\n"
        "Ida Kvam: Is that a floor?\n\nMarit Solheim: It is.\n\nOperator: That is all."
    )
    (found,) = parse(source_of("x.txt", f"{SCRAPED}{call}".encode()))
    assert (found.call.company, found.call.ticker, found.call.date) == ("Tamsin Glassworks", "TMSN", "2025-09-03")
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (2025, 2)
    assert [(p.name, p.title) for p in found.participants][:2] == [
        ("Marit Solheim", "Chief Executive Officer"),
        ("Jory Pell", "Vice President - Retail, North"),
    ]
    assert "Board Appointment" not in [p.name for p in found.participants]
    # Whoever speaks once behind the operator speaks; what recurs and is nobody's name does not.
    assert [t.speaker for t in found.turns] == [
        "Marit Solheim",
        "Jory Pell",
        "Operator",
        "Ida Kvam",
        "Marit Solheim",
        "Operator",
    ]


def test_a_sentence_about_the_call_names_the_company() -> None:
    front = "Summary\n\nTamsin Glassworks(TMSN+1.22%)posted growth.\n\nFull Conference Call Transcript\n\n"
    (draft,) = parse_text(Text(f"{front}Nell Orlo:Good day.\n\nWim Vik:Thanks.\n\nNell Orlo:Bye."))
    assert (draft.company, draft.ticker) == ("Tamsin Glassworks", "TMSN")
