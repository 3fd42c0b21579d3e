"""Why a wrong claim is not right by chance: the argument for each defect, from the cited Sentences and their context.

A mutation is kept only when what it put in cannot be what was said:
- a changed figure equals no figure of the cited Sentences or their neighbours, in any writing of the same unit, and where
  the claim says "about", lies further off than rounding could bring it;
- a changed currency stands nowhere with that amount;
- a swapped pair differs, is not a range, and its two figures do not stand in one list without a word between them;
- a term, driver, company, person or period put in occurs nowhere in the Sentences' paragraphs, nor under another name
  of the field, so that no context can make it true;
- a word taken out (a negation, a hedge, a qualifier) stands in the Sentence once, so that nothing else still says it.
"""

from collections.abc import Iterable, Sequence

from answer.evidence import Evidence
from evals.claims.marks import Mark, marks
from evals.claims.words import holds

_CODES = {
    "€": "EUR",
    "£": "GBP",
    "$": "USD",
    "US$": "USD",
    "人民幣": "RMB",
    "CNY": "RMB",
    "新台幣": "NT$",
    "美元": "USD",
}


def around(cited: Sequence[Evidence]) -> str:
    """All the text that could make a claim true: the Sentences, their neighbours and translations."""
    return " \n ".join(f"{e.text} \n {e.before} \n {e.after} \n {e.translation or ''}" for e in cited)


def new_figure(changed: Mark, cited: Sequence[Evidence], *, about: bool = False) -> bool:
    """Whether the changed figure stands nowhere in what is cited or beside it."""
    for held in marks(around(cited)):
        if held.same_as(changed) or (held.value == changed.value and "" in (held.unit, changed.unit)):
            return False
        if about and held.unit == changed.unit and held.value and abs(changed.value / held.value - 1) < 1:
            digits = len(changed.number.replace(",", "").replace(".", "").lstrip("0")) or 1
            if float(abs(changed.value / held.value - 1)) < 10.0 ** (1 - digits):
                return False
    return True


def new_currency(changed: Mark, cited: Sequence[Evidence]) -> bool:
    """Whether the amount stands nowhere in the changed currency. (That it stands in another one is the point.)"""
    mine = _CODES.get(changed.currency, changed.currency)
    held = [m for m in marks(around(cited)) if m.value == changed.value]
    return not any(_CODES.get(m.currency, m.currency) in (mine, "") for m in held)


def swappable(text: str, one: Mark, two: Mark) -> bool:
    """Whether two figures of a sentence say different things in each other's place."""
    between = text[one.end : two.start].strip(" ,、").lower()
    return one.value != two.value and between not in ("", "to", "and", "or", "-", "–", "至", "到", "和", "或", "及")


def absent(phrases: Iterable[str], *texts: str) -> bool:
    """Whether none of the phrases stands in any of the texts."""
    return not any(holds(text, phrase) for phrase in phrases for text in texts)
