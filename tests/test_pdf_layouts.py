"""PDFs as companies post them themselves: a publisher's grammar without its marks, and house styles of their own."""

from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Role, Section, Transcript
from tests.writers.paper import BOLD, REGULAR, Furniture, Paper, Placed

DOTS = "." * 150


def _paper(header: list[str], number: str = "{page}") -> Paper:
    """Pages with header lines from the top down and their number at the foot."""

    def furniture(page: int, pages: int) -> list[Placed]:
        lines = [Placed(54, 30 + 12 * n, text, BOLD, 9) for n, text in enumerate(header)]
        return [*lines, Placed(300, 760, number.format(page=page, pages=pages), REGULAR, 9)]

    stands: Furniture = furniture
    return Paper(furniture=stands)


def _say(paper: Paper, label: str, text: str) -> None:
    """`LABEL: text`, the label in bold."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    at = 54 + stringWidth(f"{label} ", BOLD, 10)
    head, _, rest = text.partition(" ")
    paper.row([Placed(54, 0, label, BOLD), Placed(at, 0, head)], 12)
    if rest:
        paper.wrapped(rest, 54, 480)
    paper.space(8)


def _call(paper: Paper) -> Transcript:
    [found] = parse(source_of("call.pdf", paper.pdf()))
    return found


def _turns(found: Transcript) -> list[tuple[str | None, Role, Section, str]]:
    return [(turn.speaker, turn.role, turn.section, " ".join(turn.text.split())) for turn in found.turns]


LONG = "Deposits grew, and what we lent out grew with them. " * 30


def test_labels_in_capitals_under_a_header_that_names_the_owner_on_each_page() -> None:
    paper = _paper(
        [
            "T RANSCRIP T",
            "Kestrelvane Second Quarter 2021 Earnings Review",
            "July 9, 2021",
            "Copyright © 2021 Kestrelvane Inc.",
        ]
    )
    paper.line("Host", 54, font=BOLD)
    paper.line("Della Ashgrove, Head of Kestrelvane Investor Relations", 54)
    paper.line("Speakers", 54, font=BOLD)
    paper.line("Tobias Renn, Kestrelvane Chief Executive Officer", 54)
    paper.line("PRESENTATION", 54, font=BOLD, pitch=24)
    _say(paper, "OPERATOR:", "Hello. Della Ashgrove will be the host today.")
    _say(paper, "DELLA ASHGROVE:", "Thank you. I turn it over to Tobias.")
    _say(paper, "TOBIAS RENN:", LONG.strip())
    paper.line("QUESTION AND ANSWER", 54, font=BOLD, pitch=24)
    _say(paper, "OPERATOR:", "The first question is from Lena Fosse with Harrowgate.")
    _say(paper, "LENA FOSSE:", "Is it sticky?")
    _say(paper, "TOBIAS RENN:", "It is. " + LONG.strip())
    _say(paper, "LENA FOSSE:", "Thanks.")
    _say(paper, "OPERATOR:", "Next is Wim Pell.")
    _say(paper, "WIM PELL:", "And the costs?")
    _say(paper, "TOBIAS RENN:", "Flat.")
    found = _call(paper)
    assert [
        (speaker.upper() if speaker else None, role, section, text) for speaker, role, section, text in _turns(found)
    ] == [
        ("OPERATOR", Role.OPERATOR, Section.PREPARED, "Hello. Della Ashgrove will be the host today."),
        ("DELLA ASHGROVE", Role.EXECUTIVE, Section.PREPARED, "Thank you. I turn it over to Tobias."),
        ("TOBIAS RENN", Role.EXECUTIVE, Section.PREPARED, LONG.strip()),
        ("OPERATOR", Role.OPERATOR, Section.QA, "The first question is from Lena Fosse with Harrowgate."),
        ("LENA FOSSE", Role.ANALYST, Section.QA, "Is it sticky?"),
        ("TOBIAS RENN", Role.EXECUTIVE, Section.QA, "It is. " + LONG.strip()),
        ("LENA FOSSE", Role.ANALYST, Section.QA, "Thanks."),
        ("OPERATOR", Role.OPERATOR, Section.QA, "Next is Wim Pell."),
        ("WIM PELL", Role.ANALYST, Section.QA, "And the costs?"),
        ("TOBIAS RENN", Role.EXECUTIVE, Section.QA, "Flat."),
    ]
    assert found.call.date == "2021-07-09"


def test_the_block_layout_without_its_publishers_marks_and_lists() -> None:
    paper = _paper([])
    paper.line("3Q21 FINANCIAL RESULTS", 54, font=BOLD, size=16, pitch=24)
    paper.line("EARNINGS CALL TRANSCRIPT", 54, font=BOLD, size=16, pitch=24)
    paper.line("October 12, 2021", 54, pitch=24)
    paper.new_page()
    paper.line("MANAGEMENT DISCUSSION SECTION", 54, font=BOLD, pitch=18)

    def block(name: str, title: str, flag: str, text: str) -> None:
        paper.line(DOTS, 54, size=6, pitch=12)
        if name == "Operator":
            _say(paper, "Operator:", text)
            return
        paper.line(name, 54)
        paper.row([Placed(54, 0, title), *([Placed(560, 0, flag, BOLD)] if flag else [])], 20)
        paper.wrapped(text, 54, 500)
        paper.space(8)

    block("Operator", "", "", "Good morning. Tobias Renn will begin.")
    block("Tobias Renn", "Chief Financial Officer, Kestrelvane Robotics & Co.", "", LONG.strip())
    paper.line(DOTS, 54, size=6, pitch=12)
    paper.line("QUESTION AND ANSWER SECTION", 54, font=BOLD, pitch=18)
    block("Operator", "", "", "The first question is from Lena Fosse. You may proceed.")
    block("Lena Fosse", "Analyst, Harrowgate Securities LLC", "Q", "A lot has changed. Is it so in the north? And")
    block("Ingrid Voss-Hale", "Chairman & Chief Executive Officer, Kestrelvane Robotics & Co.", "A", "Okay.")
    block("Lena Fosse", "Analyst, Harrowgate Securities LLC", "Q", "...the south?")
    block("Tobias Renn", "Chief Financial Officer, Kestrelvane Robotics & Co.", "A", "There too.")
    found = _call(paper)
    assert _turns(found) == [
        ("Operator", Role.OPERATOR, Section.PREPARED, "Good morning. Tobias Renn will begin."),
        ("Tobias Renn", Role.EXECUTIVE, Section.PREPARED, LONG.strip()),
        ("Operator", Role.OPERATOR, Section.QA, "The first question is from Lena Fosse. You may proceed."),
        ("Lena Fosse", Role.ANALYST, Section.QA, "A lot has changed. Is it so in the north? And"),
        ("Ingrid Voss-Hale", Role.EXECUTIVE, Section.QA, "Okay."),
        ("Lena Fosse", Role.ANALYST, Section.QA, "...the south?"),
        ("Tobias Renn", Role.EXECUTIVE, Section.QA, "There too."),
    ]
    assert (found.call.company, found.call.date, found.call.fiscal_year, found.call.fiscal_quarter) == (
        "Kestrelvane Robotics & Co.", "2021-10-12", 2021, 3,
    )  # fmt: skip


def test_the_dashed_layout_without_its_publishers_marks() -> None:
    paper = _paper(
        ["Tamsin Glass Group - Q4 2020 Earnings Call Transcript - December 03, 2020"], "Page {page} of {pages}"
    )
    paper.line("Q4 2020 EARNINGS CONFERENCE CALL", 54, font=BOLD, size=14, pitch=30)
    paper.line("DISCLAIMER", 54, font=BOLD)
    paper.wrapped("This record may hold slips, and nobody answers for them.", 54, 480)
    paper.new_page()
    paper.line("CORPORATE PARTICIP ANTS", 54, font=BOLD, pitch=18)
    people = [("Brigitta Hale", "Head of Investor Relations"), ("Rupert Amblin", "President and CEO")]
    for name, title in people:
        paper.line(name, 54, font=BOLD)
        paper.line(f"Tamsin Glass Group - {title}", 54, pitch=16)
    paper.line("CONFERENCE CALL PART ICIPANTS", 54, font=BOLD, pitch=18)
    for name, firm in (("Sabrina Cole", "Pellworm Partners"), ("Wim de Graaf", "Voss, Hale & Sons")):
        paper.line(name, 54, font=BOLD)
        paper.line(f"{firm} - Analyst", 54, pitch=16)
    paper.new_page()
    paper.line("PRESENTATION", 54, font=BOLD, pitch=18)

    def speech(head: str, text: str) -> None:
        paper.line(head, 54, font=BOLD, pitch=14)
        paper.wrapped(text, 54, 480)
        paper.space(10)

    speech("Brigitta Hale - Tamsin - Head of Investor Relations", "Thank you, operator. Rupert will begin.")
    speech("Rupert Amblin - Tamsin - President and CEO", LONG.strip())
    paper.line("QUESTION AND ANSWER", 54, font=BOLD, pitch=18)
    speech("Operator", "Sabrina Cole, please go ahead.")
    speech("Sabrina Cole - Pellworm Partners - Analyst", "How are jars?")
    speech("Rupert Amblin - Tamsin - President and CEO", "Full. " + LONG.strip())
    speech("Wim de Graaf - Voss, Hale & Sons - Analyst", "And lids?")
    speech("Rupert Amblin - Tamsin - President and CEO", "On.")
    found = _call(paper)
    assert _turns(found) == [
        ("Brigitta Hale", Role.EXECUTIVE, Section.PREPARED, "Thank you, operator. Rupert will begin."),
        ("Rupert Amblin", Role.EXECUTIVE, Section.PREPARED, LONG.strip()),
        ("Operator", Role.OPERATOR, Section.QA, "Sabrina Cole, please go ahead."),
        ("Sabrina Cole", Role.ANALYST, Section.QA, "How are jars?"),
        ("Rupert Amblin", Role.EXECUTIVE, Section.QA, "Full. " + LONG.strip()),
        ("Wim de Graaf", Role.ANALYST, Section.QA, "And lids?"),
        ("Rupert Amblin", Role.EXECUTIVE, Section.QA, "On."),
    ]
    assert (found.call.company, found.call.date, found.call.fiscal_year, found.call.fiscal_quarter) == (
        "Tamsin Glass Group", "2020-12-03", 2020, 4,
    )  # fmt: skip


def test_slides_under_names_and_firms_after_a_comma() -> None:
    paper = _paper([], "Page {page} of {pages}")
    paper.line("Third quarter 2019 results", 54, size=14, pitch=20)
    paper.line("5 November 2019", 54, pitch=20)
    paper.line("Including analyst Q&A session", 54, pitch=20)
    paper.line("Transcript.", 54, font=BOLD, pitch=40)

    def speech(head: str, *texts: str) -> None:
        paper.space(10)
        paper.line(head, 54, font=BOLD, pitch=14)
        for text in texts:
            paper.wrapped(text, 54, 480)

    speech("Anders P. Amblin", "Slide 2 – What is new", "Thank you, Marit. " + LONG.strip())
    speech(
        "Marit Solheim",
        "Slide 7: An outlook",
        "Slide 6 – Jars sold: 1.0m",
        "Thank you, Anders. " + LONG.strip(),
    )
    paper.line("Analyst Q&A (CEO and CFO)", 54, font=BOLD, pitch=20)
    speech("Lena Fosse, Harrowgate", "Good morning. Are clients calm?")
    speech("Anders P. Amblin", "Yes. They are.")
    speech("Lena Fosse, Harrowgate", "Thank you.")
    speech("Wim de Graaf, Pellworm", "On lids: are they on? And the jars?")
    speech("Marit Solheim", "On, and full. " + LONG.strip())
    speech("Wim de Graaf, Pellworm", "Thank you.")
    found = _call(paper)
    assert [(speaker, " ".join(text.split())) for speaker, _, _, text in _turns(found)] == [
        ("Anders P. Amblin", f"Thank you, Marit. {LONG.strip()}"),
        ("Marit Solheim", f"Thank you, Anders. {LONG.strip()}"),
        ("Lena Fosse", "Good morning. Are clients calm?"),
        ("Anders P. Amblin", "Yes. They are."),
        ("Lena Fosse", "Thank you."),
        ("Wim de Graaf", "On lids: are they on? And the jars?"),
        ("Marit Solheim", f"On, and full. {LONG.strip()}"),
        ("Wim de Graaf", "Thank you."),
    ]
    assert "Slide 6 – Jars sold: 1.0m" in "\n".join(note.text for note in found.not_speech)
    assert found.call.date == "2019-11-05"
