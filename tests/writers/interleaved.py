"""Interleaved English - Simplified Chinese files, as `[EN]` / `[中]` text or JSON pairs, around a Motley Fool page."""

import json
import random

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall

KPI = "Free cash flow-- $96 million, up 9%."
GLOSSARY = "Lumen-hour: Light output times hours of use."


def newest(call: SyntheticCall) -> bool:
    """Whether the page is of the style with `Name:words` since 2025, rather than of that with `Name--Title`."""
    return _rng(call).random() < 0.5


def expected(call: SyntheticCall) -> list[tuple[Said, list[tuple[str, str | None, bool]]]]:
    """The turns with (text, translation, whether its echo stands in the file) for each paragraph."""
    return _call(call)


def _rng(call: SyntheticCall, what: str = "style") -> random.Random:
    return random.Random(what + repr(call))


def _call(call: SyntheticCall) -> list[tuple[Said, list[tuple[str, str | None, bool]]]]:
    rng = _rng(call, "speech")
    turns = []
    for said in call.turns:
        paragraphs: list[tuple[str, str | None, bool]] = []
        for english, chinese in said.paragraphs:
            chance = rng.random()
            simple = chinese.translate(str.maketrans("營長與計劃維謝題這會於們個", "营长与计划维谢题这会于们个"))
            paragraphs.append((english, None if chance < 0.1 else simple, chance >= 0.3))
        turns.append((said, paragraphs))
    return turns


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = _rng(call)
    pairs = _newest(call, rng) if rng.random() < 0.5 else _dashes(call, rng)
    meta = {
        "company": f"{call.company} ({call.company_zh})",
        "quarter": call.period,
        "source": "motley_fool",
        "url": "https://example.com/2027/01/02/x/",
        "translated": "2027-05-28T07:03:11",
        "backend": "example",
    }
    if rng.random() < 0.4:
        body = {"meta": meta, "pairs": [{"en": en, "zh": zh} for _, en, zh in pairs]}
        return f"{call.ticker}.json", json.dumps(body, ensure_ascii=False, indent=rng.choice((0, 1, None))).encode()
    rule = "=" * 70
    head = "\n".join(f"{key.capitalize()}: {value}" for key, value in meta.items())
    blocks = "\n\n".join(_block(n, *pair, rng) for n, pair in enumerate(pairs, start=1))
    return f"{call.ticker}.txt", (
        f"{rule}\n电话会议纪要 · 中英夹排版\n{head}\nParagraphs: {len(pairs)}\n{rule}\n\n{blocks}\n\n{rule}\n共 {len(pairs)} 段中英对照\n{rule}\n"
    ).encode()


def _block(n: int, kind: str, english: str, chinese: str, rng: random.Random) -> str:
    if kind == "heading":
        mark = " ━━" if rng.random() < 0.7 else ""
        return f"\n  ━━ {english}{mark}\n  ━━ {chinese} ━━" if chinese else f"\n  ━━ {english}{mark}"
    if kind == "person":
        return f"  👤 {english}\n     {chinese}"
    if not chinese and rng.random() < 0.5:
        return f"  [{n:3}] [EN] {english}"
    return f"  [{n:3}] [EN] {english}\n       [中] {chinese}"


def _zh(english: str, chinese: str | None, echoed: bool, rng: random.Random) -> str:
    if chinese is None:
        return rng.choice(("", english))
    if not echoed:
        return chinese
    return chinese + rng.choice(("  \n", "\n", "\n\n", "\n原文：", "\n\n原文:\n", "  \n原文:")) + english


def _front(call: SyntheticCall) -> str:
    day = f"{call.date:%b} {call.date.day:02}, {call.date.year},8:00 a.m. ET"
    return f"{call.company}({call.ticker}+1.10%){call.period} Earnings Call{day}"


def _newest(call: SyntheticCall, rng: random.Random) -> list[tuple[str, str, str]]:
    pairs = [("text", _front(call), "电话会"), ("heading", "Call participants", "参会人员")]
    pairs += [("person", f"{title} — {name}", f"高管 — {name}") for name, title in call.executives]
    pairs += [
        ("heading", "TAKEAWAYS", ""),
        (rng.choice(("text", "heading")), KPI, "自由现金流——9600万美元,增长9%。"),
        ("text", f"Chief Financial Officer {call.executives[1][0]} called the tax \"a closed chapter.\"", "执行官称税“已成过去”。"),
        ("heading", "INDUSTRY GLOSSARY", "术语"),
        ("text", GLOSSARY, f"流明小时。\n{GLOSSARY}"),
        ("heading", "Full Conference Call Transcript", "完整的电话会议记录"),
    ]  # fmt: skip
    for said, paragraphs in _call(call):
        for i, (english, chinese, echoed) in enumerate(paragraphs):
            label = f"{said.speaker}:" if i == 0 else ""
            zh_label = rng.choice((f"{said.speaker}：", "发言人：", f"发言人（{said.speaker}）:")) if i == 0 else ""
            line = label + english
            zh = chinese and zh_label + chinese
            pairs.append(("text", line, _zh(line, zh, echoed, rng)))
    return [*pairs, *_end(call)]


def _dashes(call: SyntheticCall, rng: random.Random) -> list[tuple[str, str, str]]:
    pairs = [
        ("text", _front(call), "电话会"),
        ("heading", "Prepared Remarks", "准备好的发言"),
        ("heading", "Questions and Answers", "问题与答案"),
        ("heading", "Prepared Remarks:", "准备好的发言:\nPrepared Remarks:"),
    ]
    asked = False
    for said, paragraphs in _call(call):
        if said.section is Section.QA and not asked:
            asked = True
            pairs.append(("heading", "Questions & Answers:", "问答:"))
        pairs.append(("text", _heading(said), "发言人" + rng.choice(("", f"  \n{_heading(said)}"))))
        pairs += [("text", en, _zh(en, zh, echoed, rng)) for en, zh, echoed in paragraphs]
    pairs += [("text", "Duration: 3 minutes", "时长:3分钟"), ("heading", "Call participants:", "通话参与者:")]
    people = {said.speaker: said for said in call.turns if said.role is not Role.OPERATOR}
    pairs += [("text", _heading(said), f"{said.speaker}——职务") for said in people.values()]
    return [*pairs, *_end(call)]


def _heading(said: Said) -> str:
    if said.role is Role.OPERATOR:
        return "Operator"
    return f"{said.speaker}--{said.firm} -- Analyst" if said.firm else f"{said.speaker}--{said.title}"


def _end(call: SyntheticCall) -> list[tuple[str, str, str]]:
    return [
        ("text", f"More {call.ticker} analysis", ""),
        ("text", "This article is a transcript made for readers.", "本文是文字记录。"),
        ("heading", "Stocks Mentioned", "提及的股票"),
    ]
