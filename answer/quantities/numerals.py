"""Numerals of English and Chinese text -> exact Decimals: digits, number words, 三十六, 1億2千萬, million, crore."""

import re
from decimal import Decimal

_ONES = re.findall(
    r"\S+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen ",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {w: i for i, w in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_ORDINALS = re.findall(
    r"\S+",
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth ",
)
ORDINALS = {w: i for i, w in enumerate(_ORDINALS)}
MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

_SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh crore": 12, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7, "cr": 7,
    "million": 6, "millions": 6, "mn": 6, "mln": 6, "mm": 6, "m": 6, "billion": 9, "billions": 9, "bn": 9, "bln": 9,
    "b": 9, "trillion": 12, "trillions": 12, "tn": 12, "trn": 12, "t": 12,
    "百": 2, "千": 3, "萬": 4, "万": 4, "億": 8, "亿": 8, "兆": 12,
}  # fmt: skip

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
HAN_DIGITS = "零〇一二三四五六七八九十百千兩两廿"
HAN_SCALE = r"(?:[百千十]?[萬万]?[億亿兆]|[百千十]?[萬万]|[千百](?![分貨货度]))"
EN_SCALE = (
    r"(?:\s?-?(?:lakh\s+crore|(?:hundred\s+)?(?:thousand|million|billion|trillion)s?|hundred|lakhs?|crores?|"
    r"mn|mln|bn|bln|tn|trn|mm|cr)\b|(?:[kmbt])\b)"
)
_WORD = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"
WORD_NUMBER = rf"\b{_WORD}(?:[\s-](?:and\s)?(?:{_WORD}|hundred)\b)*(?:\spoint(?:\s(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b)+)?"


def scale(text: str) -> Decimal:
    """Factor that a scale word stands for, e.g. `hundred million`, 千萬, bn; 1 for ''. Raises KeyError if unknown."""
    factor = Decimal(1)
    words = re.sub(r"[\s-]+", " ", text.strip().lower())
    if words in _SCALES:
        return Decimal(10) ** _SCALES[words]
    for part in words.split() if words.isascii() else words:
        factor *= Decimal(10) ** (1 if part == "十" else _SCALES[part])
    return factor


def digits(text: str) -> tuple[Decimal, Decimal]:
    """(value, place of the last digit) of `1,234.50` -> (1234.50, 0.01)."""
    value = Decimal(text.replace(",", ""))
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def words(text: str) -> Decimal:
    """`two hundred and thirty-six` -> 236, `four point two` -> 4.2."""
    text, _, decimals = text.lower().partition(" point ")
    total = current = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "hundred":
            current = (current or 1) * 100
        elif word in WORDS:
            current += WORDS[word]
    spoken = "".join("0" if word == "oh" else str(WORDS[word]) for word in decimals.split())
    return Decimal(f"{total + current}.{spoken}") if spoken else Decimal(total + current)


def han(text: str) -> Decimal:
    """三百六十五 -> 365, 二〇二五 -> 2025, 十二點五 -> 12.5 (digits below ten thousand; scales are `scale`)."""
    whole, _, fraction = text.replace("点", "點").partition("點")
    single = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "兩": 2, "两": 2}
    if not re.search("[十百千廿]", whole):
        value = Decimal("".join(str(single[c]) for c in whole) or "0")
    else:
        total, current = 0, 0
        for c in whole:
            if c == "廿":
                total += 20
            elif c in "十百千":
                total += (current or 1) * {"十": 10, "百": 100, "千": 1000}[c]
                current = 0
            else:
                current = single[c]
        value = Decimal(total + current)
    if fraction:
        value += Decimal("0." + "".join(str(single[c]) for c in fraction))
    return value
