"""The thirty calls as files, in layouts that callcite reads."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from evals.thirty.companies import HeldCall, Layout, thirty_calls
from evals.thirty.speech import Spoken, turns


def write_files(folder: Path) -> list[Path]:
    """One file a call. Newest and oldest mixed: the order of ingest must not tell which is the latest."""
    paths = []
    for call in sorted(thirty_calls(), key=lambda call: (call.fiscal[1], call.id)):
        suffix, write = _WRITERS[call.company.layout]
        path = folder / f"{call.company.ticker.lower()}_{call.fiscal[0]}q{call.fiscal[1]}.{suffix}"
        path.write_text(write(call, turns(call)), encoding="utf-8")
        paths.append(path)
    return paths


def _page(call: HeldCall, said: Sequence[Spoken]) -> str:
    name = call.company.name.removesuffix("股份有限公司")
    lines = [f"{name} ({call.company.ticker}) {call.fiscal[0]} Q{call.fiscal[1]} 法說會逐字稿", "完整原文", "使用警語:中文由機器翻譯,僅供參考"]  # fmt: skip
    for turn in said:
        heading = f"{turn.speaker} - {turn.title}" if turn.title else turn.speaker
        for original, translation in ((heading, heading), *turn.paragraphs):
            lines += [f"  • {original}", f"    {translation}"]
    return "\n\n".join(lines) + "\n"


def _header(call: HeldCall, said: Sequence[Spoken]) -> str:
    front = f"Company: {call.company.name}\nTicker: {call.company.ticker}\nPeriod: Q{call.fiscal[1]} FY{call.fiscal[0]}\nDate: {_held_on(call)}"
    return _sections([front], said, "PREPARED REMARKS", "QUESTIONS AND ANSWERS", _dashes)


def _vendor(call: HeldCall, said: Sequence[Spoken]) -> str:
    company, day = call.company, _held_on(call)
    front = [
        f"{company.name} (NASDAQ: {company.ticker})",
        f"Q{call.fiscal[1]} {call.fiscal[0]} Earnings Call",
        f"{day:%b} {day.day}, {day.year}, 4:30 p.m. ET",
        "Contents:",
    ]
    return _sections(front, said, "Prepared Remarks:", "Questions & Answers:", _dashes)


def _markdown(call: HeldCall, said: Sequence[Spoken]) -> str:
    title = f"{call.company.name} – Q{call.fiscal[1]} {call.fiscal[0]} Earnings Call"
    front = [f'---\ntitle: "{title}"\ndate: {_held_on(call)}\nticker: {call.company.ticker}\n---', f"# {title}"]
    return _sections(front, said, "## Prepared remarks", "## Q&A", _bold)


def _json(call: HeldCall, said: Sequence[Spoken]) -> str:
    content = "\n".join(f"{turn.speaker}: {' '.join(english for english, _ in turn.paragraphs)}" for turn in said)
    body = {"symbol": call.company.ticker, "quarter": call.fiscal[1], "year": call.fiscal[0], "date": f"{_held_on(call)} 13:00:00", "content": content}  # fmt: skip
    return json.dumps([body])


def _chinese(call: HeldCall, said: Sequence[Spoken]) -> str:
    lines = [
        f"{call.company.name} ({call.company.ticker}) {call.fiscal[0]}年第{call.fiscal[1]}季法人說明會",
        f"日期:{_held_on(call)}",
    ]
    for turn in said:
        about = f"({turn.firm or ''}{turn.title})" if turn.title else ""
        first, *rest = [chinese for _, chinese in turn.paragraphs]
        lines += [f"{turn.speaker}{about}:{first}", *rest]
    return "\n\n".join(lines) + "\n"


def _dashes(turn: Spoken) -> str:
    return " -- ".join(filter(None, (turn.speaker, turn.firm, turn.title))) + "\n\n"


def _bold(turn: Spoken) -> str:
    about = ", ".join(filter(None, (turn.title, turn.firm)))
    return f"**{turn.speaker}{f' ({about})' if about else ''}:** "


def _sections(
    front: Sequence[str],
    said: Sequence[Spoken],
    prepared: str,
    questions: str,
    heading: Callable[[Spoken], str],
) -> str:
    lines = [*front, prepared]
    for before, turn in zip((None, *said), said, strict=False):
        if before is not None and before.prepared and not turn.prepared:
            lines.append(questions)
        lines.append(heading(turn) + "\n\n".join(english for english, _ in turn.paragraphs))
    return "\n\n".join(lines) + "\n"


def _held_on(call: HeldCall) -> date:
    return date.fromisoformat(call.end) + timedelta(days=38)


_WRITERS: dict[Layout, tuple[str, Callable[[HeldCall, Sequence[Spoken]], str]]] = {
    Layout.PAGE: ("txt", _page),
    Layout.HEADER: ("txt", _header),
    Layout.VENDOR: ("txt", _vendor),
    Layout.MARKDOWN: ("md", _markdown),
    Layout.JSON: ("json", _json),
    Layout.CHINESE: ("txt", _chinese),
}
