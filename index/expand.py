"""A question's words -> the other words it is searched under: spellings of the same term, and related words.

For search only: what is found is quoted in its own words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.glossary import Glossary
from index.tokens import tokens

_SAME_TERM = 0.5
_RELATED = 0.35
"""Weights of the added words, against 1 for the question's own; both chosen on the tuning questions."""
_SHARES = str.maketrans("一二三四五六七八九", "123456789")
_TENTHS = re.compile(r"(?<![一二三四五六七八九十\d第])([一二三四五六七八九\d])\s*成(?![一-龥]*[長員本立果交功])")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:趴|percent\b|per cent\b|%)", re.IGNORECASE)


@dataclass(frozen=True)
class Expanded:
    """`words` are search tokens with their weights. `aliases` give each term's other spellings, as the question writes it."""

    words: Mapping[str, float]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def expand(question: str, glossary: Glossary) -> Expanded:
    """The question's own tokens at 1, those that its terms' other spellings and related words add at less."""
    words = dict.fromkeys(tokens(question), 1.0)
    for figure in (*_PERCENT.findall(question), *(f"{_digit(n)}0" for n in _TENTHS.findall(question))):
        words.setdefault(f"{figure}%", 1.0)
    aliases = glossary.same_terms(question)
    for weight, groups in ((_SAME_TERM, aliases), (_RELATED, glossary.related(question))):
        for word in (word for others in groups.values() for other in others for word in tokens(other)):
            words.setdefault(word, weight)
    return Expanded(words, aliases)


def _digit(tenths: str) -> str:
    return tenths.translate(_SHARES)
