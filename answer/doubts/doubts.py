"""Where the transcript itself may be wrong: every reading is shown beside the quote, with who said it, never inside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from answer.doubts import figures, names, units
from answer.doubts.finding import Finding, Line, Reading, lines
from answer.doubts.say import tell
from answer.evidence import Evidence
from index.glossary import Glossary
from ingest.transcript import Role, Transcript

_SPELLING = "spelling"


@dataclass(frozen=True)
class Doubted:
    """What is doubtful in a quote, a sentence each. `disputed` where that is what is said, not how a name is spelt."""

    told: tuple[str, ...]
    disputed: bool


def doubts(quotes: Sequence[Evidence], transcript: Transcript, glossary: Glossary, language: str) -> dict[str, Doubted]:
    """Sentence id of each quote that holds a doubtful reading -> what is doubtful, in `language`.

    `quotes` of other calls than `transcript` are passed over. A quote of several Sentences has the first one's id.
    """
    found = findings(transcript, glossary)
    told: dict[str, Doubted] = {}
    for quote in quotes:
        if quote.call.id != transcript.call.id:
            continue
        touching = [f for f in found if any(_inside(reading, quote) for reading in f.readings)]
        if touching:
            said = dict.fromkeys(tell(f, language, transcript.call.company) for f in touching)
            told[quote.sentence_id] = Doubted(tuple(said), any(f.kind != _SPELLING for f in touching))
    return told


def findings(transcript: Transcript, glossary: Glossary) -> tuple[Finding, ...]:
    """Every doubt of a call, in order of its first reading."""
    return _findings(_Keyed(transcript), glossary)


class _Keyed:
    """A Transcript by its content, so that its doubts are worked out once."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._key = (transcript.call.id, hash(tuple(turn.text for turn in transcript.turns)))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self._key == other._key


@lru_cache(maxsize=16)
def _findings(keyed: _Keyed, glossary: Glossary) -> tuple[Finding, ...]:
    transcript = keyed.transcript
    spoken = list(lines(transcript, Role.EXECUTIVE, Role.OTHER))
    everything = list(lines(transcript))
    found = chain(
        _people_in_money(everything),
        chain.from_iterable(units.percent_out_of_bounds(line, glossary) for line in spoken),
        chain.from_iterable(units.impossible_dates(line, transcript.call.fiscal_year) for line in everything),
        figures.disagreements(spoken, glossary),
        names.misheard_segments(spoken, glossary),
        names.spellings(everything, transcript, glossary),
    )
    return tuple(sorted(found, key=lambda f: (f.readings[0].turn, f.readings[0].start)))


def _people_in_money(everything: Sequence[Line]) -> Iterable[Finding]:
    """One finding for all that count the same people: what one speaker gives in RMB and another in dollars."""
    by_subject: dict[str, list[Reading]] = {}
    for line in everything:
        for finding in units.people_in_money(line):
            by_subject.setdefault(finding.subject, []).extend(finding.readings)
    return [Finding("people_in_money", tuple(said), subject) for subject, said in by_subject.items()]


def _inside(reading: Reading, quote: Evidence) -> bool:
    return reading.turn == quote.turn and reading.start < quote.end and quote.start < reading.end
