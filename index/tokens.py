"""Text -> search tokens, the same for what is indexed and for what is asked.

Latin words and numbers are kept whole (`236.5`, `12%`, `88vip`, `r&d`) with plurals folded; CJK runs become
overlapping bigrams after folding Traditional and Simplified together. For search only: tokens are never shown.
"""

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_CURRENCY = r"(?:rmb|cny|usd|hkd|twd|ntd|eur|jpy|nt|us|hk)"
_WORD = r"[^\W_\u3400-\u9fff]"
_TOKEN = re.compile(
    rf"{_CURRENCY}(?=\$?[0-9])"
    rf"|[0-9]+(?:[.,][0-9]+)+%?|[0-9]+%?(?!{_WORD})"
    rf"|[a-z](?:\.[a-z])+(?!{_WORD})"
    rf"|{_WORD}+(?:[&'’\-]{_WORD}+)*"
    r"|[\u3400-\u9fff]+"
)
_MAX_TOKEN = 64
_STOP = frozenset(
    "a an and are as at be been but by did do does for from had has have he her his how i if in is it its may "
    "me my of on or our she so than that the their them then there these they this those to was we were what "
    "when where which who whom whose why will with would you your about can could should into over out up".split()
)
_CJK_STOP = frozenset("的 了 嗎 吗 呢 是 有 在 和 與 与 這 这 那".split())


def tokens(text: str) -> list[str]:
    """Tokens in order of appearance, repeats kept."""
    found: list[str] = []
    for match in _TOKEN.finditer(unicodedata.normalize("NFKC", text).lower()):
        word = match.group()
        if "\u3400" <= word[0] <= "\u9fff":
            found.extend(_bigrams(_simplified(word)))
        elif word not in _STOP and len(word) <= _MAX_TOKEN:
            found.extend(_latin(word))
    return found


def _latin(word: str) -> list[str]:
    word = word.replace("’", "'").removesuffix("'s")
    if word[0].isdigit() and not word.isalnum():
        return [word.replace(",", "")]
    if "." in word:
        return [word.replace(".", "")]
    parts = [part for part in re.split(r"[\-']", word) if part not in _STOP]
    whole = [_stem(word.replace("-", ""))] if "-" in word else []
    return whole + [_stem(part) for part in parts if len(part) > 1]


def _stem(word: str) -> str:
    """Fold plural and the commonest verb endings together; crude on purpose, since it is applied to both sides."""
    if len(word) < 5 or not word.isascii() or not word.isalpha():
        return word
    for ending, kept in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: len(word) - len(ending)] + kept
            break
    return word.removesuffix("e") if len(word) > 4 else word


def _bigrams(run: str) -> list[str]:
    if len(run) == 1:
        return [] if run in _CJK_STOP else [run]
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@functools.cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
