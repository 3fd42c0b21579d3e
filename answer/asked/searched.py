"""The words a question was searched under, as a reader would write them: its own, and those of the other language."""

import re

from answer.asked.frame import content, is_han
from index.glossary import Glossary

_OTHERS = 2
"""Spellings of a term given in the other language."""


def searched_terms(question: str, glossary: Glossary) -> list[str]:
    """What the question asks about, in order, as it is written there; after each glossary term its other spellings.

    `What is the dividend?` gives `dividend`, `股利`, `股息`. No stems, no bigrams, no words that only frame a question.
    """
    found: list[tuple[int, str]] = []
    left = list(question)
    for term in glossary.spans(question):
        written = question[term.start : term.end]
        left[term.start : term.end] = " " * len(written)
        others = [other for other in glossary.spellings(term.name) if is_han(other) is not is_han(written)]
        found.extend((term.start, spelled) for spelled in (written, *others[:_OTHERS]))
    found.extend((start, re.sub(r"['’]s$", "", written)) for start, written in content("".join(left)))
    seen: dict[str, str] = {}
    for _, written in sorted(found, key=lambda item: item[0]):
        seen.setdefault(written.casefold(), written)
    return list(seen.values())
