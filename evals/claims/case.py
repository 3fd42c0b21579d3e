"""What is generated: a claim about cited sentences, honest or wrong in one way."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from ingest.transcript import Speaker


@dataclass(frozen=True)
class Case:
    """A claim with the Sentences that it cites. `kind` names the one defect of a wrong claim, or an honest one's frame.

    `base` is the honest claim that a wrong one was made from: the same words without the defect.
    """

    text: str
    cited: tuple[Evidence, ...]
    kind: str
    honest: bool
    base: str


@dataclass(frozen=True)
class CallWords:
    """One call: its Sentences in order, its people, and every word that it writes in lower case."""

    sentences: tuple[Evidence, ...]
    people: tuple[Speaker, ...]
    lower: frozenset[str]
    other_companies: tuple[str, ...] = ()
    """Names of the other calls' companies."""

    def paragraph(self, evidence: Evidence) -> str:
        """All that is said in the Sentence's paragraph, with the translation: the widest context a reader would grant."""
        same = (e for e in self.sentences if (e.turn, e.paragraph) == (evidence.turn, evidence.paragraph))
        return " ".join(f"{e.text} {e.translation or ''}" for e in same)

    def partners(self, evidence: Evidence) -> Sequence[Evidence]:
        """Other Sentences by the same speaker."""
        return [e for e in self.sentences if e is not evidence and e.speaker.name == evidence.speaker.name]
