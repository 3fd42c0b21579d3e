"""Statementdog pages: whole ones of all ages, damaged copies, and pages pasted or saved from the browser."""

import html
import random
from dataclasses import dataclass, replace

from ingest.sentences import split_sentences
from ingest.transcript import Role
from tests.writers.call import Said, SyntheticCall

EDITOR = "Passages marked so were checked by the vendor."
MENU = ("財報狗", "首頁", "選股", "登入", "Sign In")
FOOTER = (
    "分享這篇文章",
    "上一季逐字稿",
    "Terms of Service",
    "© 2026 Statementdog Inc. All rights reserved.",
    "本網站資訊僅供參考。",
)


@dataclass(frozen=True)
class Style:
    sentences: bool
    summary: str
    """`prose`, `bullets` or none."""
    operator: bool
    titles: str
    """` - ` or `: none`; a title may hold a second dash."""
    editor: str
    missing: float
    shape: str
    """`page`, `plain` (no bullets, indents or blank lines), `some bullets`, `pasted` (menus around), `html`."""
    marked: bool
    simplified: bool
    odd_spaces: bool
    crlf: bool


def style(call: SyntheticCall) -> Style:
    rng = _rng(call)
    return Style(
        sentences=rng.random() < 0.3,
        summary=rng.choice(("prose", "bullets", "")),
        operator=rng.random() < 0.8,
        titles=rng.choice((" - ", " - ", "")),
        editor=rng.choice(("", "end", "middle")),
        missing=rng.choice((0.0, 0.0, 0.2)),
        shape=rng.choice(("page", "page", "plain", "some bullets", "pasted", "html")),
        marked=rng.random() < 0.8,
        simplified=rng.random() < 0.2,
        odd_spaces=rng.random() < 0.2,
        crlf=rng.random() < 0.2,
    )


def _rng(call: SyntheticCall) -> random.Random:
    return random.Random(repr(call))


def spoken(call: SyntheticCall) -> list[tuple[Said, list[tuple[str, str | None]]]]:
    """The turns as the page prints them, with the pairs under each heading; None is a translation left out."""
    how, rng = style(call), _rng(call)
    host = call.executives[0][0]
    turns: list[tuple[Said, list[tuple[str, str | None]]]] = []
    for said in call.turns:
        if not how.operator and said.role is Role.OPERATOR:
            said = replace(said, speaker=host, role=Role.EXECUTIVE, title=call.executives[0][1])
        pairs: list[tuple[str, str | None]] = []
        for english, chinese in said.paragraphs:
            parts = [english[a:b] for a, b in split_sentences(english)] if how.sentences else [english]
            for part in parts:
                zh: str | None = chinese
                if part in ("OK.", "Great, thank you.", "Thank you."):
                    zh = part
                pairs.append((part, None if zh != part and rng.random() < how.missing else zh))
        if turns and turns[-1][0].speaker == said.speaker:
            turns[-1][1].extend(pairs)
        else:
            turns.append((said, pairs))
    # A page's last words without a translation could not be told from the menus below them.
    last, pairs = turns[-1]
    turns[-1] = (last, [(en, zh or "謝謝。") for en, zh in pairs])
    return turns


def write(call: SyntheticCall) -> tuple[str, bytes]:
    how, rng = style(call), _rng(call)
    blocks: list[tuple[str, str | None]] = []
    for i, (said, pairs) in enumerate(spoken(call)):
        heading = said.speaker
        if said.title and how.titles:
            heading += f" - {said.title}"
            if said.role is Role.EXECUTIVE and rng.random() < 0.2:
                heading += " - Overseas Group"
        blocks += [(heading, heading), *pairs]
        if how.editor == "middle" and i == 2:
            blocks += [("Editor", "Editor"), (EDITOR, "編者註。")]
    if how.editor == "end":
        blocks += [("Editor", "Editor"), (EDITOR, "編者註。")]
    front = [f"{call.company_zh} ({call.ticker}) {call.fiscal_year} Q{call.fiscal_quarter} 法說會逐字稿"]
    if how.summary:
        bullet = "  • " if how.summary == "bullets" and how.shape not in ("plain", "html") else ""
        front += ["內容摘要", f"{bullet}營收為 8,800 萬美元。", f"{bullet}執行長 {call.executives[1][0]} 表示滿意。"]
    # The summary of a page without its marker ends where the first heading is.
    front += ["完整原文", "使用警語:以下中文由機器翻譯產生,僅供參考"] if how.marked else []
    text = _html(front, blocks) if how.shape == "html" else _text(front, blocks, how, rng)
    if how.simplified:
        from opencc import OpenCC

        text = OpenCC("t2s").convert(text)
    if how.odd_spaces:
        text = text.replace(" - ", "\u00a0-\u3000")
    if how.crlf:
        text = text.replace("\n", "\r\n")
    return f"{call.ticker}_call.{'html' if how.shape == 'html' else 'txt'}", text.encode()


def _text(front: list[str], blocks: list[tuple[str, str | None]], how: Style, rng: random.Random) -> str:
    if how.shape == "plain":
        return "\n".join([*front, *(line for block in blocks for line in block if line)]) + "\n"
    lines = [*front]
    for english, chinese in blocks:
        lost = how.shape == "some bullets" and rng.random() < 0.2
        lines += [english if lost else f"  • {english}", f"    {chinese or ''}"]
    if how.shape == "pasted":
        lines = [*MENU, "內容摘要", "完整原文", *lines, *FOOTER]
    return "\n\n".join(lines) + "\n"


def _html(front: list[str], blocks: list[tuple[str, str | None]]) -> str:
    items = "".join(f"<li><p>{html.escape(en)}</p>\n<p>{html.escape(zh or '')}</p></li>\n" for en, zh in blocks)
    menus = "".join(f'<a href="#">{name}</a>' for name in MENU)
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{front[0]} - 財報狗</title><style>li {{}}</style></head><body>"
        f"<nav>{menus}</nav><h1>{front[0]}</h1>{''.join(f'<p>{line}</p>' for line in front[1:])}<ul>{items}</ul>"
        f"<script>var a = '<li>no</li>';</script><footer>{''.join(f'<p>{line}</p>' for line in FOOTER)}</footer></body></html>"
    )
