"""A call of a fictional company from its speeches, parsed as a file would be, with what the library knows of it."""

from collections.abc import Iterator, Sequence

from answer.evidence import Evidence, evidence_of
from index.rows import Held
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Transcript

HEAD = "Company: Thistlemoor Systems\nTicker: THST\nPeriod: Q2 FY2025\nDate: 2025-05-08\n"
CEO, CFO = "Mara Quill -- Chief Executive Officer", "Otis Brandvold -- Chief Financial Officer"
ANALYST, SECOND = "Lena Fosse -- Pellworm Partners -- Analyst", "Piet Harrow -- Gannet Row -- Analyst"
OPERATOR = "Operator"
Speech = tuple[str, str]


def spoken(prepared: Sequence[Speech], questions: Sequence[Speech] = ()) -> Transcript:
    """The Transcript of a call with these (heading, words); the operator opens, introduces and closes it."""
    lines = [
        HEAD,
        "PREPARED REMARKS\n",
        "Operator\n",
        "Welcome to the Thistlemoor Systems call for the second quarter.\n",
    ]
    for heading, words in prepared:
        lines += [f"{heading}\n", f"{words}\n"]
    if questions:
        lines += ["QUESTIONS AND ANSWERS\n"]
    for heading, words in questions:
        if heading in (ANALYST, SECOND):
            name, firm, _ = heading.split(" -- ")
            lines += ["Operator\n", f"The next question is from {name} of {firm}.\n"]
        lines += [f"{heading}\n", f"{words}\n"]
    lines += ["Operator\n", "This concludes the call. You may disconnect.\n"]
    [transcript] = parse(source_of("thistlemoor.txt", "\n".join(lines).encode()))
    return transcript


def held(transcript: Transcript) -> Held:
    return Held(
        call=transcript.call,
        participants=transcript.people,
        exchanges=transcript.exchanges,
        not_speech=transcript.not_speech,
        warnings=transcript.warnings,
        misaligned=transcript.misaligned,
        sample=False,
        added_at=0.0,
        turn_count=len(transcript.turns),
        paragraph_count=transcript.paragraph_count,
        passage_count=0,
        source_hash="",
        content_hash="",
        parsed_id="",
    )


def evidence(transcript: Transcript) -> Iterator[Evidence]:
    """Every Sentence of the call, in order."""
    known = held(transcript)
    for turn in transcript.turns:
        yield from evidence_of(turn, known)


def saying(transcript: Transcript, words: str) -> Evidence:
    """The first Sentence that holds `words`."""
    return next(item for item in evidence(transcript) if words in item.text)
