"""A cited Sentence, read once for all figures of a claim."""

from dataclasses import dataclass

from answer.checks.clauses import Figure, clauses, figures, terms_in
from answer.evidence import Evidence
from answer.quantities.numbers import quantities
from index.glossary import Glossary


@dataclass(frozen=True)
class Cited:
    """One Evidence, read once: its figures and the words that may lend them their subject."""

    evidence: Evidence
    figures: tuple[Figure, ...]
    rendered: tuple[Figure, ...]
    """The translation's figures: words for what the original's belong to, never numbers of their own."""
    words: frozenset[str]
    before: frozenset[str]
    nearby: frozenset[str]
    translated: frozenset[str]
    frame: frozenset[str]
    """Qualifiers that a neighbouring sentence states of no number in particular: "on a non-GAAP basis"."""
    currencies: frozenset[str]


def read(evidence: Evidence, glossary: Glossary) -> Cited:
    text = evidence.text
    nearby = " \n ".join((evidence.before, evidence.after))
    return Cited(
        evidence,
        figures(clauses(text, glossary), text),
        figures(clauses(evidence.translation, glossary), evidence.translation) if evidence.translation else (),
        terms_in(text, glossary),
        terms_in(evidence.before, glossary),
        terms_in(nearby, glossary) | terms_in(evidence.translation or "", glossary),
        terms_in(evidence.translation or "", glossary),
        frozenset(
            name
            for side in (evidence.before, evidence.after)
            for c in clauses(side, glossary)
            if not c.numbers
            for name in c.names("qualifier") - {"excluding"}
        ),
        frozenset(q.currency for q in quantities(f"{text} \n {nearby}") if q.currency),
    )
