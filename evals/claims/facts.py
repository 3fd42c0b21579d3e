"""Simple statements of figures taken out of sentences, and the same facts told anew in either language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evals.claims.marks import Mark, marks
from evals.claims.words import YOY
from index.glossary import Glossary

_LEVEL = re.compile(r"(?P<subject>[A-Z][\w'’&. -]{2,70}?)\s(?:was|were|came to|reached|stood at|came in at|totaled)\s$")
_HAD = re.compile(r"(?P<who>[A-Z][\w'’& -]{2,40}?)\shad\s(?P<what>revenue|sales|orders)\sof\s$")
_MOVE = re.compile(
    r"(?P<subject>[A-Z][\w'’&. -]{2,70}?)\s(?P<verb>rose|grew|increased|climbed|fell|declined|decreased|dropped"
    r"|(?:was|were)\s(?:up|down))\s(?:by\s)?$"
)
_ZH_LEVEL = re.compile(r"^(?:本季|我們的?|公司|集團)*(?P<subject>[A-Za-z0-9\u3400-\u9fff-]{2,12}?)(?:達到|達|為|是)$")
_DOWN = re.compile(r"fell|declin|decreas|dropped|down|減|下降|下滑")
_CHANGE = re.compile(r"^,\s(?P<way>up|down|an increase of|a decrease of)\s$")
_ZH_CHANGE = re.compile(r"^,(?:較去年同期|較上一季)?(?P<way>年增|年減|季增|季減|成長|增加|減少|下降)(?:了|約)?$")
_FILLER = frozenset("our the their its total of for in group consolidated this quarter's overall and".split())


@dataclass(frozen=True)
class Fact:
    """`subject` stood at `level`, having moved by `change`, as one sentence says it. Some parts may be missing."""

    subject: str
    chinese: bool
    level: Mark | None
    change: Mark | None
    down: bool
    comparison: str
    """yoy, qoq, or '' where the sentence names none."""


def facts(text: str) -> Iterator[Fact]:
    """Facts of a sentence that begins with its subject. Losses are left out: a template would have to say them."""
    found = marks(text)
    if not found or re.search(r"\bloss(?:es)?\b|虧損|excluding|不計|about|around|nearly|roughly|約|expect|預計", text):
        return
    head = text[: found[0].start]
    tail = text[found[0].end :]
    if re.match(r"\s(?:lower|higher|more|less)\b", tail):
        return
    if m := _LEVEL.fullmatch(head) or _ZH_LEVEL.fullmatch(head):
        yield _with_change(text, m["subject"], found)
    elif m := _HAD.fullmatch(head):
        yield _with_change(text, f"{m['who']} {m['what']}", found)
    elif (m := _MOVE.fullmatch(head)) and found[0].unit in ("percent", "pp"):
        level = found[1] if len(found) > 1 and re.match(r"^(?:\s[\w-]+){0,1}\sto\s$", text[found[0].end : found[1].start]) else None  # fmt: skip
        yield Fact(m["subject"], False, level, found[0], bool(_DOWN.search(m["verb"])), _comparison(tail))


def _with_change(text: str, subject: str, found: tuple[Mark, ...]) -> Fact:
    chinese = bool(re.search("[\u3400-\u9fff]", subject))
    if len(found) > 1 and found[1].unit in ("percent", "pp"):
        between = text[found[0].end : found[1].start]
        if m := _CHANGE.match(between) or _ZH_CHANGE.match(between):
            said = m.group() + text[found[1].end :]
            return Fact(subject, chinese, found[0], found[1], bool(_DOWN.search(m["way"])), _comparison(said))
    return Fact(subject, chinese, found[0], None, False, "")


def _comparison(text: str) -> str:
    near = re.split(r"[;；。.](?!\d)|,?\s?\d", text, maxsplit=1)[0]
    if re.search(r"quarter-(?:over|on)-quarter|sequential|previous quarter|季增|季減|上一季", near):
        return "qoq"
    return "yoy" if re.search(r"year-(?:over|on)-year|a year (?:ago|earlier)|年增|年減|去年同期", near) else ""


def english(fact: Fact, glossary: Glossary, currency: str) -> Iterator[str]:
    """The fact in English sentences of other shapes than the one it came from."""
    subject = fact.subject if not fact.chinese else _translated(fact.subject, glossary, chinese=False)
    if not subject:
        return
    small = re.sub(r"^(?:Our|The|Total|Group|Consolidated|Their|Its)\b", lambda m: m.group().lower(), subject)
    small = small.replace("our ", "its ")
    big = small[:1].upper() + small[1:]
    level = _english_amount(fact.level, currency) if fact.level else None
    compare = {"yoy": f" {YOY[len(subject) % 6]}", "qoq": " quarter-over-quarter", "": ""}[fact.comparison]
    if fact.change:
        change = _english_amount(fact.change, currency)
        rose, up, rise = ("fell", "down", "decrease") if fact.down else ("grew", "up", "increase")
        yield f"{big} {rose} by {change}{compare}."
        yield f"There was a {change} {rise} in {small}{compare}." if fact.change.unit == "percent" else f"{big} was {up} {change}{compare}."  # fmt: skip
        if level and fact.level:
            yield f"At {level}, {small} was {up} {change}{compare}."
            yield f"{big} {rose} {change}{compare} to {level}."
    if level:
        yield f"{big} stood at {level}."
        yield f"{big} of {level} was reported for the quarter." if fact.level and fact.level.unit == "money" else f"{big} was put at {level}."  # fmt: skip


def chinese(fact: Fact, glossary: Glossary, currency: str) -> Iterator[str]:
    """The fact in Traditional Chinese, the subject translated through the glossary; nothing where it lacks a word."""
    subject = fact.subject if fact.chinese else _translated(fact.subject, glossary, chinese=True)
    if not subject:
        return
    level = _chinese_amount(fact.level, currency) if fact.level else None
    if fact.change:
        change = _chinese_amount(fact.change, currency)
        grew = "下降" if fact.down else "成長"
        short = {"yoy": "年減" if fact.down else "年增", "qoq": "季減" if fact.down else "季增", "": grew}[
            fact.comparison
        ]
        lead = {"yoy": "較去年同期", "qoq": "較上一季", "": ""}[fact.comparison]
        yield f"{subject}{short}{change}。"
        yield f"{subject}{lead}{grew}{change}。"
        if level:
            yield f"本季{subject}為{level},{short}{change}。"
            yield f"{subject}{lead}{grew}{change}至{level}。"
    if level:
        yield f"{subject}為{level}。"


def _translated(subject: str, glossary: Glossary, *, chinese: bool) -> str | None:
    left, parts, position = subject, [], 0
    if re.search(r"[A-Z]\w+ and |&", subject):  # a name of several words, of which the glossary may know one
        return None
    for term in glossary.spans(subject):
        between = left[position : term.start]
        if any(w.lower() not in _FILLER and not w[0].isupper() for w in re.findall(r"[A-Za-z']+", between)):
            return None
        parts += [w for w in re.findall(r"[A-Za-z']+", between) if w.lower() not in _FILLER]
        wanted = [s for s in glossary.spellings(term.name) if bool(re.search("[\u3400-\u9fff]", s)) == chinese]
        if not wanted or term.kind not in ("metric", "segment", "qualifier"):
            return None
        parts.append(wanted[0])
        position = term.end
    if not parts or left[position:].strip(" 's") or re.search("[\u3400-\u9fff]", left[position:]):
        return None
    return "".join(f"{p} " if p[-1].isascii() and chinese else p for p in parts) if chinese else " ".join(parts)


def _english_amount(mark: Mark, currency: str) -> str:
    if mark.unit in ("percent", "pp", "bp", "times"):
        number = f"{mark.value.normalize():f}"
        return f"{number}{ {'percent': '%', 'pp': ' percentage points', 'bp': ' basis points', 'times': ' times'}[mark.unit]}"  # fmt: skip
    for word, power in (("trillion", 12), ("billion", 9), ("million", 6)):
        if mark.value >= 10**power:
            number = f"{(mark.value / Decimal(10) ** power).normalize():,f}"
            return f"{_code(mark, currency)}{number} {word}"
    return f"{_code(mark, currency)}{mark.value.normalize():,f}"


def _chinese_amount(mark: Mark, currency: str) -> str:
    if mark.unit in ("percent", "pp", "bp", "times"):
        unit = {"percent": "%", "pp": "個百分點", "bp": "個基點", "times": "倍"}[mark.unit]
        return f"{mark.value.normalize():f}{unit}"
    amount = f"{mark.value.normalize():,f}"
    for word, power in (("兆", 12), ("億", 8), ("萬", 4)):
        if mark.value >= 10**power:
            amount = f"{(mark.value / Decimal(10) ** power).normalize():,f}{word}"
            break
    code = _code(mark, currency)
    if code == "RMB":
        return f"人民幣{amount}元"
    return (
        f"新台幣{amount}元" if code == "NT$" else f"{amount}美元" if "$" in code or code == "USD" else f"{code}{amount}"
    )


def _code(mark: Mark, currency: str) -> str:
    written = mark.currency or (currency if mark.unit == "money" else "")
    return {"人民幣": "RMB", "人民币": "RMB", "CNY": "RMB", "新台幣": "NT$", "新臺幣": "NT$", "TWD": "NT$", "US$": "$", "USD": "$"}.get(written, written)  # fmt: skip
