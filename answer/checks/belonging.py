"""What a number belongs to: metric, business, qualifier and comparison, in the claim and in the cited clause."""

import re
from collections.abc import Iterator, Sequence

from answer.checks.cited import Cited
from answer.checks.clauses import Figure
from index.glossary import Glossary

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
_BASE = re.compile(r"\bof\s+(?:\w+\s+)?average\b", re.IGNORECASE)
_SOFT = frozenset({"profit", "loss"})
_OF_ONE_BUSINESS = frozenset(
    {"customer management revenue", "take rate", "same-store sales", "net interest income", "ARR"}
)
"""Metrics that name their business themselves."""
_EARLIER_QUARTER = re.compile(
    r"\b(?:last|previous|prior)\s+quarter\b|\bquarter\s+(?:ago|before)\b|上一?季|前一季", re.IGNORECASE
)
"""Growth said without naming a base is over the year before, unless the sentence speaks of the quarter before."""


def subject(
    claim: Figure, claimed: Sequence[Figure], figure: Figure, source: Cited, glossary: Glossary, shown: str
) -> Iterator[str]:
    everywhere = source.words | source.nearby
    for kind in ("metric", "segment"):
        said = _of(claim, kind, glossary)
        if kind == "metric":
            said -= {"loss"} if claim.quantity.negative or claim.quantity.unit in ("percent", "pp") else set()
        held = widened(_of(figure, kind, glossary))
        if "revenue" in held and "service revenue" in said and "service" in source.evidence.text.lower():
            said = (said - {"service revenue"}) | {"revenue"}
        rendered = widened(
            {t for r in source.rendered if r.quantity.value == figure.quantity.value for t in _of(r, kind, glossary)}
        )
        held |= rendered & (said | held) if held else set()
        if not held:
            held = widened({t for t in source.before if glossary.kind(t) == kind}) or widened(
                {t for t in source.nearby if glossary.kind(t) == kind}
            )
            borne = _own(claim, kind, glossary) or not _own(claim, "metric", glossary)
            if said and borne and not said & (held | source.translated):
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
            and _own(claim, "metric", glossary) - _OF_ONE_BUSINESS
        ):
            whole = {t for f in claimed for t in _of(f, "segment", glossary)}
            if not whole & _own(figure, "segment", glossary):
                yield f"{shown} belongs to {_list(_own(figure, 'segment', glossary))}, which the claim leaves out"


def qualifiers(claim: Figure, figure: Figure, source: Cited, glossary: Glossary, shown: str) -> Iterator[str]:
    said, held = _own(claim, "qualifier", glossary), _own(figure, "qualifier", glossary)
    soft = source.frame - {t for other in source.figures for t in _own(other, "qualifier", glossary)}
    rendered = {
        t for r in source.rendered if r.quantity.value == figure.quantity.value for t in _own(r, "qualifier", glossary)
    }
    for term in sorted(said - held - rendered - figure.carried - soft - {"record", "net", "guidance", "target"}):
        yield f"{shown}: “{term}” is not said of it in the cited sentence"
    named = _of(claim, "metric", glossary)
    if _BASE.search(figure.clause.text):
        held = held - {"average"}  # "0.48% of average loans"
    for term in sorted(t for t in (held & _MUST_KEEP) - said - claim.carried if named or t == "excluding"):
        yield f"{shown} is given as “{term}”, which the claim leaves out"
    mine, theirs = _of(claim, "comparison", glossary), _of(figure, "comparison", glossary)
    own = _own(claim, "comparison", glossary)
    to_a_level = claim.quantity.anchor == "to" and claim.quantity.unit in ("money", "count")
    if own and not own & theirs and not (to_a_level and any(q.unit == "percent" for q in claim.clause.numbers)):
        around = {
            t for t in source.words | (source.nearby - {"qoq"}) if glossary.kind(t) == "comparison"
        }  # the usual comparison may stand in a neighbouring sentence, any other must be said here
        changes = figure.quantity.unit in ("percent", "pp", "times") or figure.quantity.anchor == "by"
        usual = own == {"yoy"} and changes and not around and not _EARLIER_QUARTER.search(source.evidence.text)
        if not usual and (_own(figure, "comparison", glossary) or not own <= around or around - own):
            yield f"{shown}: the cited sentence does not compare it {_list(own)}"
    if "qoq" in _own(figure, "comparison", glossary) and not mine:
        yield f"{shown} is against the previous quarter, which the claim leaves out"


def widened(terms: set[str]) -> set[str]:
    return terms | {more for t in terms for more in _MAY_BE_CALLED.get(t, ())}


def _own(figure: Figure, kind: str, glossary: Glossary) -> set[str]:
    return {t for t in figure.own if glossary.kind(t) == kind}


def _of(figure: Figure, kind: str, glossary: Glossary) -> set[str]:
    own = _own(figure, kind, glossary)
    return own if own - _SOFT else own | {t for t in figure.carried if glossary.kind(t) == kind}


def _list(names: set[str]) -> str:
    return ", ".join(sorted(names))
