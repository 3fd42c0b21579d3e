"""Sentences of two fictional companies' calls as Evidence, for tests of comparisons."""

from collections.abc import Sequence

from answer.compare.pairs import Compared, Side, compare
from answer.evidence import Evidence
from answer.extract import Chosen
from index.glossary import Glossary
from index.question import read_question
from index.rows import Held
from ingest.transcript import Call, Role, Speaker

GLOSSARY = Glossary.load()
CFO = Speaker("Marit Solheim", Role.EXECUTIVE, "Chief Financial Officer")
ANALYST = Speaker("Tess Varga", Role.ANALYST, "Analyst", "Heron Securities")
_ENDS = {1: "2024-06-30", 2: "2024-09-30", 3: "2024-12-31", 4: "2025-03-31"}


def kestrelvane(quarter: int, year: int = 2025) -> Call:
    return Call(
        id=f"kvh-fy{year}-q{quarter}",
        company="Kestrelvane Holdings",
        ticker="KVH",
        fiscal_year=year,
        fiscal_quarter=quarter,
        title=None,
        languages=("en",),
        format="plain",
        source="kvh.txt",
        period_end=f"{int(_ENDS[quarter][:4]) + year - 2025}{_ENDS[quarter][4:]}",
        company_aliases=("Kestrelvane", "隼翼控股"),
    )


def mossgrove(quarter: int = 1, end: str | None = "2025-03-31") -> Call:
    return Call(
        id=f"msg-fy2025-q{quarter}",
        company="Mossgrove Industries",
        ticker="MSGR",
        fiscal_year=2025,
        fiscal_quarter=quarter,
        title=None,
        languages=("en",),
        format="plain",
        source="msg.txt",
        period_end=end,
    )


def spoken(
    call: Call,
    *sentences: str,
    turn: int = 2,
    paragraph: int = 0,
    section: str = "prepared",
    speaker: Speaker = CFO,
    answering: str | None = None,
) -> list[Evidence]:
    """The sentences of one paragraph; `English | 中文` gives a sentence its translation."""
    found, start = [], 0
    pairs = [(text.strip(), translation.strip()) for text, _, translation in (s.partition("|") for s in sentences)]
    for i, (text, translation) in enumerate(pairs):
        found.append(
            Evidence(
                number=i + 1,
                sentence_id=f"{call.id}#t{turn}.p{paragraph}.s{i}",
                turn=turn,
                paragraph=paragraph,
                start=start,
                end=start + len(text),
                text=text,
                translation=translation or None,
                speaker=speaker,
                section=section,
                flags=(),
                call=call,
                before=pairs[i - 1][0] if i else "",
                after=pairs[i + 1][0] if i + 1 < len(pairs) else "",
                answering=answering,
            )
        )
        start += len(text) + 1
    return found


def side(evidence: Sequence[Evidence], call: Call | None = None) -> Side:
    call = call or evidence[0].call
    held = Held(call, (CFO, ANALYST), (), (), (), 0, False, 0.0, 9, 9, 9, "source", "content", call.id)
    return Side(held, [Chosen(item, 3.0 - 0.1 * i) for i, item in enumerate(evidence)])


def compared(question: str, *sides: Sequence[Evidence]) -> Compared:
    return compare(read_question(question), [side(evidence) for evidence in sides], GLOSSARY)


def lines(result: Compared) -> list[str]:
    """What is computed, as printed, with citation numbers in the order of the quotes shown."""
    shown = list(dict.fromkeys(item.sentence_id for _, quotes in result.groups for item in quotes))
    return [c.text([shown.index(item.sentence_id) + 1 for item in c.evidence]) for c in result.computed]
