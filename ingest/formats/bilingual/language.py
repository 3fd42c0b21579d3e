"""In which languages a call's words are, by their script."""

import re
from collections.abc import Sequence

_HAN = re.compile(r"[一-鿿]")
_KANA = re.compile(r"[ぁ-ヿ]")
_HANGUL = re.compile(r"[가-힣]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_READ = 200_000
_READ_CHINESE = 20_000
_SHARE = 0.1


def chinese(text: str, otherwise: str = "zh-Hant") -> str:
    """`zh-Hans` or `zh-Hant`, by the characters that only one of them has; `otherwise` where nothing tells."""
    from opencc import OpenCC

    text = text[:_READ_CHINESE]
    traditional, simplified = (
        sum(a != b for a, b in zip(text, OpenCC(name).convert(text), strict=False)) for name in ("t2s", "s2t")
    )
    if traditional == simplified:
        return otherwise
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def is_chinese(text: str) -> bool:
    """Whether a paragraph is Chinese: a Chinese name in English words does not make it so, nor the other way round."""
    return len(_HAN.findall(text)) > 2 * len(_LATIN_WORD.findall(text))


def languages(texts: Sequence[str]) -> tuple[str, ...]:
    """The languages of the paragraphs, the first spoken first; ("en",) where the script is Latin."""
    counts = {"en": 0, "zh": 0, "ja": 0, "ko": 0}
    left = _READ
    for text in texts:
        if left <= 0:
            break
        text = text[:left]
        left -= len(text)
        han, kana, hangul = len(_HAN.findall(text)), len(_KANA.findall(text)), len(_HANGUL.findall(text))
        counts["en"] += 5 * len(_LATIN_WORD.findall(text))
        counts["ja" if 10 * kana > han and kana else "zh"] += 2 * (han + kana)
        counts["ko"] += 2 * hangul
    total = sum(counts.values()) or 1
    found = [name for name, count in counts.items() if count >= _SHARE * total]
    whole = "".join(texts)[:_READ]
    return tuple(chinese(whole) if name == "zh" else name for name in found) or ("en",)
