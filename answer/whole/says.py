"""The lines printed around a survey, in the question's language. None of them is a finding."""

from collections.abc import Sequence
from dataclasses import replace

from answer import leads
from answer.whole.lines import Gone
from ingest.transcript import Call

_MOST_NAMED, _MOST_COUNTED = 6, 12
"""Calls listed by name, and by their counts, before the rest is only numbered."""


def label(language: str, call: Call) -> str:
    """`Plumewing FY2025 Q4`."""
    return leads.call_label(language, replace(call, period_end=None))


def labels(language: str, calls: Sequence[Call]) -> str:
    """Every call, or how many and the first and last, where they are more than can be read."""
    zh = language == "zh"
    shown = [label(language, call) for call in calls]
    if len(shown) <= _MOST_NAMED:
        return ("、" if zh else ", ").join(shown)
    return f"{shown[0]} 至 {shown[-1]} 共 {len(shown)} 場" if zh else f"{len(shown)} calls ({shown[0]} to {shown[-1]})"


def spaced(text: str) -> str:
    """Before a Chinese word: a space stands between Latin and Chinese characters."""
    return f"{text} " if text[-1:].isascii() else text


def gone_through(language: str, gone: Sequence[Gone]) -> str:
    """`Gone through: 35 turns of Plumewing FY2025 Q4, 31 turns of Plumewing FY2025 Q3`"""
    zh, turns = language == "zh", sum(g.turns for g in gone)
    if len(gone) > _MOST_NAMED:
        calls = labels(language, [g.held.call for g in gone])
        return f"已逐段看過:{calls},{turns} 段發言" if zh else f"Gone through: {counted(turns, 'turn')} of {calls}"
    if zh:
        return "已逐段看過:" + "、".join(f"{label('zh', g.held.call)} 的 {g.turns} 段發言" for g in gone)
    return "Gone through: " + ", ".join(f"{counted(g.turns, 'turn')} of {label('en', g.held.call)}" for g in gone)


def by_call(language: str, gone: Sequence[Gone], found: Sequence[Call]) -> str:
    """How many of `found` (the call of each find) are from which call; calls without any last, in one word."""
    counts = [(label(language, g.held.call), sum(call.id == g.held.call.id for call in found)) for g in gone]
    named = [f"{name} {n}" for name, n in counts if n]
    none = len(counts) - len(named)
    if language == "zh":
        return (
            "、".join(named[:_MOST_COUNTED])
            + ("…" if len(named) > _MOST_COUNTED else "")
            + (f",另 {none} 場沒有" if none else "")
        )
    return (
        ", ".join(named[:_MOST_COUNTED])
        + (" …" if len(named) > _MOST_COUNTED else "")
        + (f"; none in {none} more" if none else "")
    )


def counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def shown_of(language: str, shown: int, total: int) -> str:
    if language == "zh":
        return f"只列出前 {shown} 句,共 {total} 句。"
    return f"The first {shown} of {total} are shown."


def quoted(language: str, topic: str) -> str:
    return f"「{topic}」" if language == "zh" else f"“{topic}”"


def nothing_on(language: str, topic: str, gone: Sequence[Gone]) -> str:
    """That a topic is not said anywhere in what was gone through."""
    where = labels(language, [g.held.call for g in gone])
    turns = sum(g.turns for g in gone)
    if language == "zh":
        return f"{spaced(where)}的逐字稿中沒有提到{quoted('zh', topic)}(已看過全部 {turns} 段發言)。"
    return f"{quoted('en', topic)} is not mentioned in {where} (all {counted(turns, 'turn')} gone through)."
