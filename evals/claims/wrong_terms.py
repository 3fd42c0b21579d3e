"""Wrong terms: a metric, segment, driver, qualifier, comparison, company or period put in the place of another."""

import random
import re
from collections.abc import Iterator

from evals.claims import chance
from evals.claims.case import CallWords, Case
from evals.claims.marks import marks
from evals.claims.reported import uncapitalised
from evals.claims.words import (
    CAUSE,
    COMPANIES,
    DRIVERS,
    METRICS,
    QOQ,
    RELATED,
    SEGMENTS,
    YOY,
    ZH_COMPANIES,
    ZH_QOQ,
    ZH_YOY,
    holds,
    is_chinese,
)

Made = Iterator[tuple[str, str]]
_MONTHS = ("March", "June", "September", "December")
_EXCLUDING = re.compile(r"^(?:Excluding|Without|Not counting) [^,]+, |,? (?:excluding|not counting) [^,.;]+?(?=[,.;])|^(?:若?不計入?|不包括|剔除)[^,,]+[,,]后?")  # fmt: skip


def wrong_terms(base: Case, call: CallWords, rng: random.Random) -> Made:
    text = base.text
    near = " ".join(call.paragraph(e) for e in base.cited) + chance.around(base.cited)
    yield from _metrics(text, near, rng)
    yield from _segments(text, near, base.cited[0].call.company, rng)
    yield from _drivers(text, near, rng)
    yield from _comparisons(text, near)
    yield from _qualifiers(text, near)
    yield from _companies(base, call, near, rng)
    yield from _periods(base, call, near, rng)


def _metrics(text: str, near: str, rng: random.Random) -> Made:
    language = 1 if is_chinese(text) else 0
    if not marks(text):
        return
    present = [
        (group, word)
        for group in METRICS
        for word in sorted(group[language], key=len, reverse=True)
        if holds(text, word)
    ]
    for group, word in present[:2]:
        # "revenue" in "customer management revenue" is not the metric: only whole, unmodified names are exchanged.
        if any(word != longer and word in longer and holds(text, longer) for _, longer in present):
            continue
        others = [
            other for other in METRICS
            if other[2] == group[2] and other is not group and chance.absent((*other[0], *other[1]), near)
            and not any({group[0][0], other[0][0]} <= related for related in RELATED)
        ]  # fmt: skip
        for other in rng.sample(others, min(2, len(others))):
            claim = _exchange(text, word, other[language][0])
            if claim:
                yield "metric", claim


def _exchange(text: str, word: str, other: str) -> str | None:
    """The first and only place of `word`, keeping a capital."""
    pattern = rf"(?<![A-Za-z-]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)
    places = list(re.finditer(pattern, text, re.IGNORECASE))
    if len(places) != 1:
        return None
    here = places[0]
    if here.group()[0].isupper() and here.start() == 0:
        other = other[0].upper() + other[1:]
    return text[: here.start()] + other + text[here.end() :]


def _segments(text: str, near: str, named: str | None, rng: random.Random) -> Made:
    chinese = is_chinese(text)
    language = 1 if chinese else 0
    others = [s for s in SEGMENTS if chance.absent((*s[0], *s[1]), near)]
    if not others or not marks(text):
        return
    other = rng.choice(others)
    for group in SEGMENTS:
        word = next((w for w in group[language] if holds(text, w) and not (named and holds(named, w))), None)
        claim = _exchange(text, word, other[language][0]) if word else None
        if claim:
            yield "segment", claim
    for metric in (("營收", "收入", "毛利率", "營業利益") if chinese else ("Revenue", "Total revenue", "Gross margin", "Orders", "Operating cash flow")):  # fmt: skip
        m = re.match(rf"(?:本季|我們的?|公司|集團)?(?=(?:總|合併)?{metric})" if chinese else rf"{metric}\b", text)
        if m and chinese:
            yield "segment", f"{text[: m.end()]}{other[1][0]}業務{text[m.end() :]}"
        elif m:
            yield "segment", f"{other[0][0].capitalize()} {text[0].lower()}{text[1:]}"


def _drivers(text: str, near: str, rng: random.Random) -> Made:
    chinese = is_chinese(text)
    fitting = [d for d in DRIVERS if chance.absent((*d, d[0].split()[-1], d[0].split()[-1].rstrip("s")), near)]
    if not fitting:
        return
    english, han = rng.choice(fitting)
    cause = list(CAUSE.finditer(text))
    if len(cause) == 1:
        lead = text[: cause[0].end()]
        if lead.rstrip().lower().endswith("because"):
            lead += " of"
        yield "driver", f"{lead}{han}。" if chinese else f"{lead} {english}."
    elif not cause and not CAUSE.search(near) and marks(text):
        yield (
            "driver",
            f"{text.rstrip('.。')},主要受惠於{han}。" if chinese else f"{text.rstrip('.')}, driven by {english}.",
        )


def _comparisons(text: str, near: str) -> Made:
    for mine, other in ((YOY, QOQ), (QOQ, YOY), (ZH_YOY, ZH_QOQ), (ZH_QOQ, ZH_YOY)):
        if not chance.absent(other, near):
            continue
        for phrase in mine:
            if text.count(phrase) == 1:
                swapped = other[mine.index(phrase)] if not mine[0].isascii() else other[0]
                yield "yoy/qoq", text.replace(phrase, swapped)
    if is_chinese(text) or chance.absent(YOY, near) or not chance.absent(QOQ, near):
        return
    growth = re.search(r"\b(?:up|down|grew|rose|fell|declined|increased|decreased)\s(?:by\s)?\d[\d.]*%(?=[,.])", text)
    if growth and chance.absent((*YOY, *QOQ), text):
        yield "yoy/qoq", f"{text[: growth.end()]} quarter-over-quarter{text[growth.end() :]}"


def _qualifiers(text: str, near: str) -> Made:
    for word in ("adjusted ", "Adjusted ", "non-GAAP ", "Non-GAAP ", "organic ", "organically ", "diluted adjusted ", "調整後", "非 GAAP ", "非GAAP"):  # fmt: skip
        if (
            text.count(word) == 1
            and len(re.findall("adjusted|non-gaap|調整後|非 ?gaap", text, re.IGNORECASE)) <= 1
            and marks(text)
        ):
            rest = text.replace(word, "").strip()
            yield "qualifier", rest[:1].upper() + rest[1:]
    if text.count("GAAP") == 1 and marks(text):
        if re.search(r"[Nn]on-GAAP|非 ?GAAP", text):
            yield "qualifier", re.sub(r"[Nn]on-GAAP|非 ?GAAP", "GAAP", text)
        else:
            yield "qualifier", text.replace("GAAP", "非GAAP" if is_chinese(text) else "non-GAAP")
    cut = _EXCLUDING.search(text)
    if (
        cut
        and len(_EXCLUDING.findall(text)) == 1
        and marks(text[: cut.start()] + text[cut.end() :])
        and not any(m.unit == "percent" for m in marks(cut.group()))
    ):
        rest = (text[: cut.start()] + text[cut.end() :]).strip()
        yield "qualifier", rest[:1].upper() + rest[1:]
    if chance.absent(("adjusted", "non-GAAP", "excluding", "調整後", "非GAAP", "不計"), near) and marks(text):
        m = re.match(r"(?:Total |Net |Gross |Operating )?(?:[Rr]evenue|[Ii]ncome|[Mm]argin|[Pp]rofit)\b", text)
        if m:
            yield "qualifier", f"Adjusted {text[0].lower()}{text[1:]}"
            yield "qualifier", f"Excluding one-time items, {text[0].lower()}{text[1:]}"
        if re.match("(?:本季)?(?:總?營收|淨利|毛利率)", text):
            yield "qualifier", f"剔除一次性項目後,{text}"


def _companies(base: Case, call: CallWords, near: str, rng: random.Random) -> Made:
    text, own = base.text, base.cited[0].call
    known = [n for n in (own.company, *own.company_aliases) if n]
    pool = (*(ZH_COMPANIES if is_chinese(text) else COMPANIES), *call.other_companies)
    others = [
        c for c in pool if chance.absent((c, c.split()[0]), near, " ".join(known)) and (is_chinese(text) or c.isascii())
    ]
    if not others:
        return
    for name in known:
        if text.count(name) == 1:
            yield "company", text.replace(name, rng.choice(others))
    other = rng.choice(others)
    if is_chinese(text):
        if re.match("(?:總|本季)?(?:營收|淨利|毛利率|自由現金流|資本支出|收入)", text):
            yield "company", f"{other}的{text}"
        yield from ((("company", f"{other}表示,{text}"),) if "表示" not in text else ())
        return
    small = uncapitalised(text, call.lower)
    if small != text and marks(text):
        yield "company", f"At {other}, {small}"
        if re.match(r"(?:total |net |gross |operating )?(?:revenue|income|margin|profit|orders|cash|free cash)", small):
            yield "company", f"{other}'s {small}"


def _periods(base: Case, call: CallWords, near: str, rng: random.Random) -> Made:
    text, own = base.text, base.cited[0].call
    chinese = is_chinese(text)
    months = [m for m in _MONTHS if holds(text, f"{m} quarter")]
    if len(months) == 1 and text.count("quarter") == 1:
        wrong = [m for m in _MONTHS if m not in near and not _is_period_end(m, own.period_end)]
        if wrong:
            yield "period", text.replace(months[0], rng.choice(wrong))
    for year in dict.fromkeys(re.findall(r"(?<!\d)20[12]\d(?!\d)", text)):
        wrong = [str(int(year) + d) for d in (-2, -1, 1, 2) if str(int(year) + d) not in near + (own.title or "")]
        wrong = [
            y
            for y in wrong
            if int(y) not in (own.fiscal_year, int((own.period_end or "0")[:4]), int((own.date or "0")[:4]))
        ]
        if wrong and text.count(year) == 1:
            yield "period", text.replace(year, rng.choice(wrong))
    if (
        own.fiscal_year is None
        or not marks(text)
        or re.search(r"\b(?:year|half|months|fiscal|quarters?)\b|季|年|20\d\d", text)
    ):
        return
    small = uncapitalised(text, call.lower)
    quarter = rng.choice([q for q in (1, 2, 3, 4) if q != own.fiscal_quarter])
    before = min([own.fiscal_year, *(int(d[:4]) for d in (own.period_end, own.date) if d)]) - rng.choice((1, 2))
    if chinese:
        yield "period", f"{own.fiscal_year}財年第{'一二三四'[quarter - 1]}季,{text}"
        yield "period", f"{before}年,{text}"
    elif small != text:
        yield "period", f"In FY{own.fiscal_year} Q{quarter}, {small}"
        yield "period", f"In fiscal {before}, {small}"
        if own.fiscal_quarter and not re.search(r"\byear\b|annual|cumulat", near):
            yield "period", f"For the full fiscal year {own.fiscal_year}, {small}"
        yield "period", f"Last quarter, {small}"


def _is_period_end(month: str, end: str | None) -> bool:
    return bool(end) and str(end)[5:7] == f"{3 * (_MONTHS.index(month) + 1):02d}"
