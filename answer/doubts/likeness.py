"""How alike two names sound and look: what a machine that writes down speech confuses."""

import re

_SOUNDS = (
    (re.compile(r"\b(?:tr|chr|ch|tsh)"), "c"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|qu|q|k|c(?=[aour])"), "k"),
    (re.compile(r"[zsx]|c(?=[ei])"), "s"),
    (re.compile(r"[yi]e?\b|[yi]"), "i"),
    (re.compile(r"[dt]"), "t"),
    (re.compile(r"[vf]"), "f"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SOUNDEX = {c: n for n, group in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for c in group}


def alike(one: str, other: str) -> float:
    """0 to 1: the share of letters in common order, of the spellings or of the sounds, whichever is more."""
    from rapidfuzz.fuzz import ratio

    a, b = one.lower(), other.lower()
    return max(ratio(a, b), ratio(_sounds(a), _sounds(b))) / 100


def soundex(name: str) -> str:
    """The four-place code of Russell's Soundex (US patent 1,261,167): names that sound alike share it."""
    letters = [c for c in name.lower() if c.isascii() and c.isalpha()]
    if not letters:
        return ""
    code, last = letters[0], _SOUNDEX.get(letters[0])
    for letter in letters[1:]:
        digit = _SOUNDEX.get(letter)
        if digit is not None and digit != last:
            code += str(digit)
        if letter not in "hw":
            last = digit
    return code[:4].ljust(4, "0")


def _sounds(name: str) -> str:
    for pattern, sound in _SOUNDS:
        name = pattern.sub(sound, name)
    return name
