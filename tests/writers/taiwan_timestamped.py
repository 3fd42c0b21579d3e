"""A synthetic call as a Taiwanese timestamped page: memo, headings, and two lines of one time for each paragraph."""

import random

from ingest.transcript import Section
from tests.writers.call import Said, SyntheticCall

NO_TWIN = 0.05
"""Share of paragraphs without a translation."""


def write(call: SyntheticCall) -> tuple[str, bytes]:
    """(file name, content). `twins` says which paragraphs are written with a translation."""
    kept = twins(call)
    lines = [
        f"# {call.company_zh}_{call.date:%Y%m%d}",
        "**這份檔案由示範網站製作。**",
        "",
        "**警語:此 Memo 和逐字稿為 AI 生成,請以原始音檔為準。**",
        "",
        "## Memo",
        "",
        "### 亮點",
        f"- 公司維持全年展望。 [(00:00:05) {call.turns[1].speaker}]",
        "",
        "## Transcript",
        "",
    ]
    seconds = 0
    section: Section | None = None
    for t, turn in enumerate(call.turns):
        if turn.section is not section:
            section = turn.section
            lines += ["### Presentation" if section is Section.PREPARED else "### Q&A", ""]
        lines.append(f"**{heading(turn, call)}**")
        for p, (english, chinese) in enumerate(turn.paragraphs):
            stamp = f"({seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02})"
            lines.append(f"{stamp} {english}")
            if (t, p) in kept:
                lines.append(f"{stamp} {chinese}")
            if p % 2:
                lines.append("")
            seconds += 7 + len(english) // 15
        lines.append("")
    return f"{call.company_zh}_{call.date:%Y%m%d}.txt", "\n".join(lines).encode()


def twins(call: SyntheticCall) -> set[tuple[int, int]]:
    """(index of the Turn, of the paragraph) of what is written with a translation."""
    rng = random.Random(repr(call.turns))
    places = [(t, p) for t, turn in enumerate(call.turns) for p in range(len(turn.paragraphs))]
    return {place for place in places if rng.random() >= NO_TWIN}


def heading(turn: Said, call: SyntheticCall) -> str:
    if turn.title is None:
        return turn.speaker
    return f"{turn.speaker} - {turn.firm or call.company}, {turn.title}"
