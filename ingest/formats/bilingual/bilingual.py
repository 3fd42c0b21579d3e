"""What bilingual families share: which language a text is in, and translations that repeat their original.

A machine translator often gives the English back after its translation: at once, after a blank line, or after
`原文：`. Such an echo would be found as a second copy of the speech, so it is cut off.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ingest.formats.bilingual.language import chinese

EAST_ASIAN = re.compile(r"[぀-ヿ㐀-鿿豈-﫿가-힣]")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[぀-ヿ]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_MARKED = re.compile(
    r"(?:\n|^|[ 　]{2}|(?<=[。！？.!?）)]))[ 　]*[(（【\[]?(?:原文|英文原文|英语原文|英語原文|Original|English(?: original)?)[)）】\]]?\s*[:：]",
    re.IGNORECASE,
)
_BEFORE_ECHO = "\n。．.!?！？：:；;”」』)）】]…"
_AT_LEAST_WORDS = 4
"""An original this long is an echo wherever it stands; a shorter one (`AI`) may be a word of the translation."""
_ENOUGH = 20_000


def is_east_asian(line: str) -> bool:
    """Whether a line is Chinese, Japanese or Korean; a Chinese name in an English line does not change its language."""
    return len(EAST_ASIAN.findall(line)) > len(_LATIN_WORD.findall(line))


def has_east_asian(text: str | None) -> bool:
    return text is not None and EAST_ASIAN.search(text) is not None


def language_of(translations: Iterable[str | None], *, otherwise: str) -> str:
    """`ko`, `ja`, `zh-Hant` or `zh-Hans`, by content; `otherwise` where nothing tells."""
    text = _some(translations)
    if len(_HANGUL.findall(text)) * 2 > len(EAST_ASIAN.findall(text)) > 0:
        return "ko"
    if len(_KANA.findall(text)) * 4 > len(EAST_ASIAN.findall(text)) > 0:
        return "ja"
    return chinese(text, otherwise)


def without_echo(original: str, translation: str | None) -> tuple[str | None, bool]:
    """(the translation without its original, whether some was cut off); None where nothing but the original stands."""
    whole = (translation or "").strip()
    text = _cut_echo(original, whole)
    kept = text.strip(" \t\n　━=") if text != whole else text
    if not kept or not has_east_asian(kept):
        # Names, figures and `OK.` are rightly the same in both languages, so they are no translation but no error.
        return None, False
    return kept, text != whole


def _cut_echo(original: str, text: str) -> str:
    if marked := _MARKED.search(text):
        after = text[marked.end() :].split("\n")
        rest = next((i for i, line in enumerate(after) if is_east_asian(line)), len(after))
        if any(after[:rest]):
            return "\n".join([text[: marked.start()], *after[rest:]])
    whole, where = folded(text)
    echo, _ = folded(original)
    if not echo:
        return text
    long = len(original.split()) >= _AT_LEAST_WORDS
    if whole.endswith(echo) and len(whole) > len(echo):
        start = where[len(whole) - len(echo)]
        before = text[:start].rstrip(" \t　*\"'“(（")
        broken = "\n" in text[len(before) : start] or "  " in text[len(before) : start]
        if long or broken or (before and before[-1] in _BEFORE_ECHO):
            return before
    if whole.startswith(echo) and len(whole) > len(echo):
        end = where[len(echo) - 1] + 1
        if long or "\n" in text[end : where[len(echo)]]:
            return text[where[len(echo)] :]
    if whole == echo:
        return ""
    return _without_last_lines(text, echo)


def _without_last_lines(text: str, echo: str) -> str:
    """Without closing lines in Latin script that stand in the original, or begin as it does: an echo cut short or retold."""
    lines = text.split("\n")
    kept = len(lines)
    for i in range(len(lines) - 1, 0, -1):
        line, _ = folded(lines[i])
        if not line:
            continue
        if has_east_asian(lines[i]) or not (line in echo or line[:24] == echo[:24]):
            break
        kept = i
    return "\n".join(lines[:kept]) if kept < len(lines) else text


def folded(text: str) -> tuple[str, list[int]]:
    """The text's letters and digits alone, of one width and case, and where each stood."""
    kept: list[str] = []
    where: list[int] = []
    for i, c in enumerate(text):
        for plain in unicodedata.normalize("NFKC", c).lower():
            if plain.isalnum():
                kept.append(plain)
                where.append(i)
    return "".join(kept), where


def _some(translations: Iterable[str | None]) -> str:
    def parts() -> Iterator[str]:
        size = 0
        for text in translations:
            if text:
                yield text
                size += len(text)
                if size > _ENOUGH:
                    return

    return "\n".join(parts())[:_ENOUGH]
