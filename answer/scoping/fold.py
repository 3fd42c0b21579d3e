"""Text with width and Chinese script folded, at the same offsets: a pattern is written once, in Simplified."""

import functools
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def fold(text: str) -> str:
    """Full-width forms made narrow and Traditional made Simplified; case is kept, and so is the length."""
    narrow = "".join(_narrow(character) for character in text)
    if narrow.isascii():
        return narrow
    simplified = str(_converter().convert(narrow))
    if len(simplified) == len(narrow):
        return simplified
    return "".join(_one(character) for character in narrow)


def key(text: str) -> str:
    """A name as it is compared: folded, in lower case, spaces single, without a last dot."""
    return " ".join(fold(text).casefold().split()).rstrip(".")


def _narrow(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # half a character, which the converter refuses
    folded = unicodedata.normalize("NFKC", character)
    if folded in ("’", "‘"):
        return "'"
    return folded if len(folded) == 1 else character


@functools.lru_cache(maxsize=4096)
def _one(character: str) -> str:
    simplified = str(_converter().convert(character))
    return simplified if len(simplified) == 1 else character


@functools.cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
