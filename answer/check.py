"""The claim checks: why a sentence of an answer must be withheld, judged against the Sentences it cites. Pure."""

import re
from collections.abc import Iterator, Sequence

from answer.checks import attribution, statements, wording
from answer.checks.clauses import Clause, clauses, figures
from answer.checks.figures import read, unsupported
from answer.evidence import Evidence
from index.glossary import Glossary
from ingest.transcript import Role

_MARKER = re.compile(r"\s*\[\d+\]")
_LATIN_NAME = re.compile(r"(?<![\w-])(?=[\w&-]*[A-Z])(?:[A-Z0-9][\w&]*(?:[-'’][\w&]+)*|[a-z]+[A-Z]\w*)")


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
    parts = clauses(claim, glossary)
    reasons = [
        *_figures(claim, parts, cited, glossary),
        *_names(claim, cited, glossary),
        *attribution.named_person(claim, cited, glossary),
        *attribution.not_speech_of_management(claim, cited),
        *attribution.named_company(claim, cited, glossary),
        *statements.reasons_given(parts, cited, glossary),
        *statements.statements(claim, parts, cited, glossary),
    ]
    return tuple(dict.fromkeys(reasons))


def _figures(claim: str, parts: Sequence[Clause], cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    sources = [read(e, glossary) for e in cited]
    claimed = figures(parts, claim)
    resting: list[Evidence] = []
    for figure in claimed:
        reasons, where = unsupported(figure, claimed, sources, glossary)
        yield from reasons
        if where is None:
            continue
        resting.append(where)
        source = next(
            (
                f
                for f in figures(clauses(where.text, glossary), where.text)
                if f.quantity.value == figure.quantity.value
            ),
            None,
        )
        near = _sentence_part(source.clause, where.text) if source else where.text
        added = wording.outlook_added(claim, where.text)
        if added:
            yield f"“{added}”: the cited sentence states a fact, not an outlook"
        lost = wording.hedge_lost(claim, near)
        if lost and not (where.speaker.role == Role.ANALYST and attribution.tells_a_question(claim)):
            yield f"the cited sentence says “{lost}”, which the claim leaves out"
    yield from attribution.analysts_words(claim, resting or list(cited))
    for where in resting:
        yield from attribution.analysts_words(claim, [where])


def _sentence_part(clause: Clause, text: str) -> str:
    """The clause with what stands before it in its sentence: a hedge comes first and governs what follows."""
    head = text[: clause.start]
    cut = max(
        (
            m.end()
            for m in re.finditer(r"[;；。]|\b(?:and|while|but)\b", head)
            if re.search(r"\d", head[m.end() :]) is None
        ),
        default=0,
    )
    return text[cut : clause.end]


def _names(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Names in Latin letters (products, people, businesses) that nothing cited holds."""
    pool = " ; ".join(
        f"{e.text} ; {e.translation or ''} ; {e.before} ; {e.after} ; {attribution.names_of(e, glossary)}"
        for e in cited
    )
    squeezed = re.sub(r"[\s.'’-]", "", pool.lower())
    covered = [(t.start, t.end) for t in glossary.spans(claim)] + [
        (q.start, q.end) for part in clauses(claim, glossary) for q in part.numbers
    ]
    first = re.search(r"\w", claim)
    for match in _LATIN_NAME.finditer(claim):
        word = re.sub(r"['’]s$", "", match.group())
        starts = (first is not None and match.start() == first.start()) or re.search(
            r"[.!?:]\s+$", claim[: match.start()]
        )
        if starts and re.fullmatch(r"[A-Z][a-z]+|[AI]", word) and not re.match(r"\s+[A-Z]", claim[match.end() :]):
            continue
        if (
            any(s < match.end() and match.start() < e for s, e in covered)
            or glossary.companies_in(word)
            or re.fullmatch(r"[\d.,]+", word)
        ):
            continue
        if re.sub(r"[\s.'’-]", "", word.lower()) not in squeezed and not re.fullmatch(
            r"I|A|Q&A|FY|Q\d|US|UK|EU|The|This|Its|In|On|Mr|Ms", word
        ):
            yield f"“{word}” is not in the cited sentence"


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip() + "|" + re.sub(r"[^%$.\-+()]", "", text).strip(".")
