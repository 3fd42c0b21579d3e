"""The claim checks: why a sentence of an answer must be withheld, judged against the Sentences it cites. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.checks import aligned, attribution, contexts, frames, leads, names, naming, people, statements, wording
from answer.checks.cited import read
from answer.checks.clauses import Clause, clauses, figures, spans
from answer.checks.figures import unsupported
from answer.evidence import Evidence
from index.glossary import Glossary
from ingest.transcript import Role

_COORDINATE = re.compile(
    r"\W*(?:and|while|but)\s+(?:[\w'’-]+\s+){1,5}?(?:was|were|is|are|had|has|grew|rose|fell|increased|decreased|declined|reached)\b",
    re.IGNORECASE,
)
"""A clause with a subject and verb of its own, which a hedge before it does not govern."""
_LONGEST = 1_000
_MARKER = re.compile(r"\s*\[\d+\]")


def check(text: str, cited: Sequence[Evidence], glossary: Glossary) -> tuple[str, ...]:
    """Reasons to withhold the Claim `text`, in plain words; empty when every check passes.

    The checks are those of design.md: numbers with all they belong to, key terms, negation, hedges and direction,
    speaker and role, company and period. Numbers are compared with the original only, words also with its translation.
    """
    claim = _MARKER.sub("", text).strip()
    if not cited:
        return ("no valid citation",)
    if not re.search(r"\w", claim):
        return ("the claim says nothing",)
    if any(_plain(claim) == _plain(e.text) and e.speaker.role != Role.ANALYST for e in cited):
        return ()  # the sentence itself, whole: nothing can have been left out or changed
    if len(claim) > _LONGEST:
        return (f"the claim is longer than {_LONGEST} characters, too long to be checked as one sentence",)
    cited = [_unnamed(e, glossary) for e in cited]
    statement = naming.masked(leads.unattributed(claim), cited[0], glossary)
    parts = clauses(statement, glossary)
    reasons = [
        *_figures(leads.separate(claim) if len(cited) > 1 else [claim], cited, glossary),
        *names.new_names(claim, cited, glossary),
        *names.new_modifiers(statement, cited, glossary),
        *people.named_person(claim, cited, glossary),
        *attribution.not_speech_of_management(claim, cited),
        *attribution.named_company(claim, cited, glossary),
        *frames.time_frames(statement, cited, glossary),
        *aligned.turned(statement, cited, glossary),
        *contexts.exchanged(statement, cited),
        *statements.reasons_given(parts, cited, glossary),
        *statements.statements(statement, parts, cited, glossary),
    ]
    return tuple(dict.fromkeys(reasons))


def _figures(pieces: Sequence[str], cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Number by number; `pieces` are the statements that the claim sets side by side, each with who makes it."""
    sources = [read(e, glossary) for e in cited]
    stated = [(piece, naming.masked(leads.unattributed(piece), cited[0], glossary)) for piece in pieces]
    claimed = [(piece, f) for piece, said in stated for f in figures(clauses(said, glossary), said)]
    everything = [f for _, f in claimed]
    resting: list[tuple[str, Evidence]] = []
    for claim, figure in claimed:
        reasons, where = unsupported(figure, everything, sources, glossary)
        yield from reasons
        if where is None:
            continue
        resting.append((claim, where))
        source = next(
            (
                f
                for f in figures(clauses(where.text, glossary), where.text)
                if f.quantity.value == figure.quantity.value
            ),
            None,
        )
        near = _sentence_part(source.clause, where.text) if source else where.text
        added = wording.outlook_added(figure.sentence, " ; ".join(e.text for e in cited))
        if added:
            yield f"“{added}”: the cited sentence states a fact, not an outlook"
        lost = wording.hedge_lost(claim, near)
        if lost and not (where.speaker.role == Role.ANALYST and attribution.tells_a_question(claim)):
            yield f"the cited sentence says “{lost}”, which the claim leaves out"
    if not resting:
        yield from attribution.analysts_words(" ; ".join(pieces), list(cited))
    for claim, where in resting:
        yield from attribution.analysts_words(claim, [where])


def _unnamed(e: Evidence, glossary: Glossary) -> Evidence:
    """The Evidence with its company's name masked, where that name holds a term that a figure might seem to belong to."""
    if not any(spans(name, glossary) for name in naming.company_names(e, glossary)):
        return e
    return replace(
        e,
        text=naming.masked(e.text, e, glossary),
        translation=naming.masked(e.translation, e, glossary) if e.translation else None,
        before=naming.masked(e.before, e, glossary),
        after=naming.masked(e.after, e, glossary),
    )


def _sentence_part(clause: Clause, text: str) -> str:
    """The clause with what stands before it in its sentence: a hedge comes first and governs what follows."""
    head = text[: clause.start]
    if _COORDINATE.match(clause.text) and re.search(r"\d", head):
        return clause.text
    cut = max(
        (
            m.end()
            for m in re.finditer(r"[;；。]|\b(?:and|while|but)\b", head)
            if re.search(r"\d", head[m.end() :]) is None
        ),
        default=0,
    )
    return text[cut : clause.end]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip() + "|" + re.sub(r"[^%$.\-+()]", "", text).strip(".")
