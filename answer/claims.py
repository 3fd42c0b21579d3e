"""Quotes and calculations -> what an Answer holds of them: Claims, Doubts and computed figures."""

from collections.abc import Iterable, Mapping, Sequence

from answer import leads
from answer.answer import Claim, Computed, Doubt
from answer.compare.computed import Calculation
from answer.doubts.doubts import Doubted, doubts
from answer.evidence import Evidence
from answer.quoting import covers
from answer.run import Run
from index.glossary import Glossary
from ingest.transcript import Transcript

Unsure = Mapping[str, Doubted]
"""Sentence id -> what may be wrong in the transcript there."""


def quote_claim(language: str, item: Evidence, numbers: tuple[int, ...], lead: str | None, unsure: Unsure) -> Claim:
    """A quote as a Claim; one whose words may be wrong in the transcript is not given as matching."""
    disputed = is_disputed([item], unsure)
    failed = (leads.doubtful(language),) if disputed else ()
    return Claim(item.text, numbers, verified=not disputed, failed_checks=failed, lead=lead)


def is_disputed(cited: Sequence[Evidence], unsure: Unsure) -> bool:
    """Whether what one of the sentences says, not just how it spells a name, may be wrong in the transcript."""
    return any(item.sentence_id in unsure and unsure[item.sentence_id].disputed for item in cited)


def doubts_of(
    language: str, picked: Sequence[Evidence], transcripts: Iterable[Transcript], glossary: Glossary
) -> dict[str, Doubted]:
    """The doubts of quotes about to be shown, given the Transcripts they are from."""
    found: dict[str, Doubted] = {}
    for transcript in transcripts:
        found |= doubts(picked, transcript, glossary, language)
    return found


def numbered(run: Run, unsure: Unsure) -> tuple[Doubt, ...]:
    """Doubts by the number of their Citation."""
    return tuple(
        Doubt(c.n, text) for c in run.citations if c.sentence_id in unsure for text in unsure[c.sentence_id].told
    )


def computed_of(run: Run, calculations: Sequence[Calculation], quoted: Sequence[Evidence]) -> tuple[Computed, ...]:
    """Calculations with the numbers of the Citations that they rest on: the quote that holds a sentence, else itself."""
    found = []
    for calculation in calculations:
        items = [next((quote for quote in quoted if covers(quote, item)), item) for item in calculation.evidence]
        numbers, _ = run.cite(items)
        found.append(Computed(calculation.text(numbers), tuple(dict.fromkeys(numbers))))
    return tuple(found)
