"""What `cli.py ask` prints for people."""

from dataclasses import replace

from answer.answer import Answer, Citation, Claim, Computed, Doubt, Mode, Reason, Status
from commands.answered import answer_lines


def citation(n: int, **changes: object) -> Citation:
    plain = Citation(
        n=n, quote=f"Revenue rose {n}%.", translation=None, transcript="embk-fy2025-q4", turn=3, paragraph=0,
        sentence_id=f"s{n}", start=0, end=17, speaker="Ada Finch", role="executive", title="Chief Financial Officer",
        firm=None, section="qa", company="Emberlark", fiscal_period="FY2025 Q4", period_end=None, date=None,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    plain = Answer(
        question="Why?",
        standalone="Why?",
        scope={},
        mode=Mode.QUOTES,
        language="en",
        status=Status.ANSWERED,
        lead="2 quotes:",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


LEAD = "CFO Ada Finch, answering Ben Ruddock:"


def quoted(n: int, lead: str | None = None) -> Claim:
    return Claim(f"Revenue rose {n}%.", (n,), verified=True, lead=lead)


def test_quotes_stand_under_their_leads_with_everything_else_once() -> None:
    doubtful = replace(quoted(2), verified=False, failed_checks=("The transcript may be wrong here.",))
    full = answer(
        standalone="Why did revenue rise?",
        status=Status.PARTIAL,
        claims=(quoted(1, LEAD), doubtful),
        citations=(citation(1, translation="營收成長。"), citation(2), citation(3)),
        computed=(Computed("computed: 2 % [2] − 3 % [3] = −1 pp", (2, 3)),),
        missing=("Not found: when?",),
        notes=("No period is named.",),
        aliases=("CMR = customer management revenue",),
        doubts=(Doubt(2, "“2%” (CFO); “3%” (CEO)."), Doubt(3, "A date that cannot be.")),
    )
    assert list(answer_lines(full)) == [
        "2 quotes:",
        "Read as: Why did revenue rise?",
        "",
        LEAD,
        "[1] “Revenue rose 1%.”",
        "    embk-fy2025-q4, turn 3, qa",
        "    營收成長。",
        "",
        "[2] “Revenue rose 2%.”",
        "    embk-fy2025-q4, turn 3, qa",
        "    The transcript may be wrong here.",
        "    “2%” (CFO); “3%” (CEO).",
        "",
        "computed: 2 % [2] − 3 % [3] = −1 pp",
        "Not found: when?",
        "",
        "[3] “Revenue rose 3%.”",
        "    Ada Finch, Chief Financial Officer — embk-fy2025-q4, turn 3, qa",
        "",
        "[3] A date that cannot be.",
        "",
        "No period is named.",
        "Also searched as: CMR = customer management revenue",
    ]


def test_written_sentences_come_first_and_then_what_they_rest_on() -> None:
    written = Claim("It rose 1 to 2%.", (1, 2), verified=True)
    withheld = Claim("It fell.", (), verified=False, failed_checks=("Not there.",))
    said = answer(
        mode=Mode.MODEL, lead="", claims=(written,), withheld=(withheld,), citations=(citation(1), citation(2))
    )
    assert list(answer_lines(said)) == [
        "It rose 1 to 2%. [1][2]",
        "",
        "[1] “Revenue rose 1%.”",
        "    Ada Finch, Chief Financial Officer — embk-fy2025-q4, turn 3, qa",
        "",
        "[2] “Revenue rose 2%.”",
        "    Ada Finch, Chief Financial Officer — embk-fy2025-q4, turn 3, qa",
        "",
        "Withheld: It fell.",
        "  Not there.",
    ]


def test_interpreted_words_are_called_so_where_the_lead_does_not() -> None:
    spoken = citation(1, flags=("interpreted",))
    plain = "\n".join(answer_lines(answer(claims=(quoted(1, LEAD),), citations=(spoken,))))
    assert "Ada Finch, Chief Financial Officer (through interpreter) — embk" in plain
    said = "CFO Ada Finch, through an interpreter:"
    told = "\n".join(answer_lines(answer(claims=(quoted(1, said),), citations=(spoken,))))
    assert "(through interpreter)" not in told


def test_what_was_not_found_comes_with_the_closest_passages_in_the_questions_language() -> None:
    nothing = answer(
        language="zh", status=Status.NOT_FOUND, reason=Reason.NOT_DISCUSSED, lead="找不到答案。", related=(citation(1),)
    )
    assert list(answer_lines(nothing)) == [
        "找不到答案。",
        "",
        "最接近的段落,並非答案:",
        "  Ada Finch, embk-fy2025-q4 turn 3: Revenue rose 1%.",
    ]
