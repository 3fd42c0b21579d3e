"""Number by number: does a cited sentence state it, of the same thing, in the same sense?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.checks import wording
from answer.checks.attribution import named_period
from answer.checks.clauses import Figure, clauses, figures
from answer.evidence import Evidence
from answer.quantities.numbers import Quantity, equal, quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from ingest.transcript import Role

_MUST_KEEP = frozenset(
    {
        "adjusted",
        "non-GAAP",
        "excluding",
        "organic",
        "constant currency",
        "pro forma",
        "annualized",
        "consensus",
        "cumulative",
        "average",
        "target",
    }
)
_MAY_BE_CALLED = {
    "regular dividend": {"dividend"},
    "special dividend": {"dividend"},
    "dividend": {"shareholder return"},
    "buyback": {"shareholder return"},
    "EBITA margin": {"margin"},
    "EBITDA margin": {"margin"},
    "gross margin": {"margin"},
    "operating margin": {"margin"},
    "net margin": {"margin"},
    "net income": {"profit"},
    "net loss": {"loss", "net income"},
    "operating loss": {"loss", "operating income"},
    "net cash": {"cash"},
    "MAU": {"users"},
    "DAU": {"users"},
    "active buyers": {"customers", "consumers"},
    "subscribers": {"users", "members"},
    "members": {"users"},
    "wafer shipments": {"shipments"},
}
"""What a figure's metric may also be called without changing what is claimed."""
_SOFT = frozenset({"profit", "loss"})


@dataclass(frozen=True)
class Cited:
    """One Evidence, read once: its figures and the words that may lend them their subject."""

    evidence: Evidence
    figures: tuple[Figure, ...]
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
        glossary.terms_in(text),
        glossary.terms_in(evidence.before),
        glossary.terms_in(nearby) | glossary.terms_in(evidence.translation or ""),
        glossary.terms_in(evidence.translation or ""),
        frozenset(
            name
            for side in (evidence.before, evidence.after)
            for c in clauses(side, glossary)
            if not c.numbers
            for name in c.names("qualifier") - {"excluding"}
        ),
        frozenset(q.currency for q in quantities(f"{text} \n {nearby}") if q.currency),
    )


def unsupported(
    claim: Figure, claimed: Sequence[Figure], cited: Sequence[Cited], glossary: Glossary
) -> tuple[list[str], Evidence | None]:
    """(reasons, the Evidence that states the number). No reasons: the number stands there, and belongs to the same."""
    quantity = claim.quantity
    shown = _shown(quantity)
    if quantity.unit in PERIOD_UNITS:
        if named_period(quantity, [c.evidence for c in cited]) or any(
            _same(quantity, f.quantity) for c in cited for f in c.figures
        ):
            return [], None
        return [f"the {quantity.unit} {shown} is neither the cited call's nor in the cited sentence"], None
    best: list[str] | None = None
    where: Evidence | None = None
    for source in cited:
        for figure in source.figures:
            if not (equal(quantity, figure.quantity) or _currency_from_context(quantity, figure.quantity, source)):
                continue
            reasons = list(_differences(claim, claimed, figure, source, glossary, shown))
            if best is None or _worse(best, where) > _worse(reasons, source.evidence):
                best, where = reasons, source.evidence
    if best is None:
        return [f"{shown} is not in the cited sentence"], None
    return best, where


def _worse(reasons: list[str], evidence: Evidence | None) -> tuple[int, bool]:
    """Fewest objections first; of equals, management's own words."""
    return len(reasons), evidence is not None and evidence.speaker.role == Role.ANALYST


def _differences(
    claim: Figure, claimed: Sequence[Figure], figure: Figure, source: Cited, glossary: Glossary, shown: str
) -> Iterator[str]:
    mine, theirs = claim.quantity, figure.quantity
    if mine.direction and mine.direction != theirs.direction and mine.anchor != "prior":
        unsaid = theirs.direction is None and mine.direction in wording.ways(source.evidence.text)
        level = theirs.direction is None and mine.anchor == "to" and mine.unit in ("money", "count")
        if not (unsaid or level or _loss_shrinks(claim, figure)):
            yield f"{shown}: the cited sentence does not say it went {mine.direction}"
    if (mine.anchor == "prior") != (theirs.anchor == "prior") and "prior" in (mine.anchor, theirs.anchor):
        yield (
            f"{shown} is the figure compared with" if theirs.anchor == "prior" else f"{shown} is not the earlier figure"
        )
    elif {mine.anchor, theirs.anchor} == {"by", "to"}:
        yield f"{shown} is a level in one and a change in the other"
    yield from _subject(claim, claimed, figure, source, glossary, shown)
    yield from _qualifiers(claim, figure, source, glossary, shown)


def _subject(
    claim: Figure, claimed: Sequence[Figure], figure: Figure, source: Cited, glossary: Glossary, shown: str
) -> Iterator[str]:
    everywhere = source.words | source.nearby
    for kind in ("metric", "segment"):
        said = _of(claim, kind, glossary)
        if kind == "metric":
            said -= {"loss"} if claim.quantity.negative or claim.quantity.unit in ("percent", "pp") else set()
        held = widened(_of(figure, kind, glossary))
        if not held:
            held = widened({t for t in source.before if glossary.kind(t) == kind}) or widened(
                {t for t in source.nearby if glossary.kind(t) == kind}
            )
            if said and not said & (held | source.translated):
                yield f"{shown}: the cited sentence does not give it for {_list(said - held)}"
            continue
        if (
            said
            and not said & held
            and not (
                kind == "segment"
                and said <= {t for t in source.before if glossary.kind(t) == kind}
                and not _own(figure, kind, glossary)
            )
        ):
            yield f"{shown} belongs to {_list(_of(figure, kind, glossary))}, not to {_list(said)}"
            continue
        rivals = {
            t for other in source.figures if other.clause is not figure.clause for t in _own(other, kind, glossary)
        }
        astray = {t for t in said - held if t not in everywhere or t in rivals} - _SOFT
        if (astray and kind == "metric") or astray - everywhere:
            yield f"{shown}: the cited sentence does not give it for {_list(astray)}"
        if (
            kind == "segment"
            and not said
            and _own(figure, "segment", glossary)
            and _own(figure, "metric", glossary)
            and _own(claim, "metric", glossary)
        ):
            whole = {t for f in claimed for t in _of(f, "segment", glossary)}
            if not whole & _own(figure, "segment", glossary):
                yield f"{shown} belongs to {_list(_own(figure, 'segment', glossary))}, which the claim leaves out"


def _qualifiers(claim: Figure, figure: Figure, source: Cited, glossary: Glossary, shown: str) -> Iterator[str]:
    said, held = _own(claim, "qualifier", glossary), _own(figure, "qualifier", glossary)
    soft = source.frame - {t for other in source.figures for t in _own(other, "qualifier", glossary)}
    for term in sorted(said - held - figure.carried - soft - {"record", "net", "guidance", "target"}):
        yield f"{shown}: “{term}” is not said of it in the cited sentence"
    named = _of(claim, "metric", glossary)
    for term in sorted(t for t in (held & _MUST_KEEP) - said - claim.carried if named or t == "excluding"):
        yield f"{shown} is given as “{term}”, which the claim leaves out"
    mine, theirs = _of(claim, "comparison", glossary), _of(figure, "comparison", glossary)
    own = _own(claim, "comparison", glossary)
    if own and not own & theirs:
        around = {t for t in source.words | source.nearby if glossary.kind(t) == "comparison"}
        if _own(figure, "comparison", glossary) or not own <= around or around - own:
            yield f"{shown}: the cited sentence does not compare it {_list(own)}"
    if "qoq" in _own(figure, "comparison", glossary) and not mine:
        yield f"{shown} is against the previous quarter, which the claim leaves out"


def _own(figure: Figure, kind: str, glossary: Glossary) -> set[str]:
    return {t for t in figure.own if glossary.kind(t) == kind}


def _of(figure: Figure, kind: str, glossary: Glossary) -> set[str]:
    own = _own(figure, kind, glossary)
    return own if own - _SOFT else own | {t for t in figure.carried if glossary.kind(t) == kind}


def widened(terms: set[str]) -> set[str]:
    return terms | {more for t in terms for more in _MAY_BE_CALLED.get(t, ())}


def _loss_shrinks(claim: Figure, figure: Figure) -> bool:
    """A loss that improved is a loss that narrowed."""
    return "loss" in figure.own | figure.carried and "improv" in claim.clause.text.lower()


def _same(claim: Quantity, source: Quantity) -> bool:
    return claim.unit == source.unit and claim.value == source.value


def _currency_from_context(claim: Quantity, source: Quantity, cited: Cited) -> bool:
    """The source leaves the currency to its context, and the context has only that one."""
    if not claim.currency or source.currency or source.noun not in (None, "元") or cited.currencies != {claim.currency}:
        return False
    return equal(claim, replace(source, currency=claim.currency, unit="money"))


def _shown(quantity: Quantity) -> str:
    value = f"{quantity.value.normalize():f}"
    unit = {"percent": " %", "pp": " percentage points", "times": " times"}.get(quantity.unit, "")
    return f"{quantity.currency or ''} {value}{unit}".strip()


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names))
