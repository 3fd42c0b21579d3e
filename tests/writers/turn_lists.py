"""A call as one of the many lists of `{speaker, text}` that interfaces and scrapers give: keys, depth and text vary."""

import html
import json
import random
from typing import Any

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall

_SECTIONS = {
    Section.PREPARED: ("Prepared Remarks", "presentation", "prepared"),
    Section.QA: ("Q&A", "Questions and Answers", "qa"),
}


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"lists{call.company}{call.date}")
    speaker, text = rng.choice(("speaker", "name", "speaker_name")), rng.choice(("text", "speech", "content", "body"))
    title = rng.choice(("title", "role", "job_title"))
    start, scale = rng.choice((("start", 1), ("start_time", 1), ("start_ms", 1000), ("start", 1000), (None, 0)))
    form = rng.choice(("string", "list", "html"))
    sectioned = rng.choice(("item", "change", "lists", None))
    upper = rng.random() < 0.2
    clock = 1.5
    items: list[tuple[Section, dict[str, Any]]] = []
    previous: Section | None = None
    for said in call.turns:
        label = said.speaker.upper() if upper and said.role is not Role.OPERATOR else said.speaker
        item: dict[str, Any] = {
            speaker: label + rng.choice(("", "", ":")),
            text: _text(said, form),
            title: _title(said),
        }
        if start:
            item[start] = int(clock * scale) if scale == 1000 else round(clock * scale, 2)
        if sectioned == "item" or (sectioned == "change" and said.section is not previous):
            item["section"] = _SECTIONS[said.section][rng.randrange(3)]
        previous = said.section
        clock += 2 + sum(len(english) for english, _ in said.paragraphs) / 14
        items.append((said.section, item))
    if rng.random() < 0.3:
        items.append((Section.QA, {speaker: None, text: "[Music]", title: None}))
    whole: Any = [item for _, item in items]
    if sectioned == "lists":
        parts = {s: [item for section, item in items if section is s] for s in Section}
        whole = {"prepared_remarks": parts[Section.PREPARED], "questions_and_answers": parts[Section.QA]}
    meta = {
        "companyName": call.company,
        "ticker": f"{rng.choice(('', 'NYSE:'))}{call.ticker}",
        "fiscalPeriod": f"Q{call.fiscal_quarter}",
        "fiscalYear": rng.choice((str(call.fiscal_year), call.fiscal_year)),
        "callDate": call.date.isoformat() + rng.choice(("", "T13:00:00Z")),
    }
    body: Any = {"meta": meta, "data": {"segments": whole}}
    if rng.random() < 0.4:
        body = {**meta, "transcript": whole, "words": [{"word": "Good", "start": 0.1}], "summary": "Takeaway: lamps."}
    return "call.json", json.dumps(body, ensure_ascii=rng.random() < 0.5).encode()


def _text(said: Said, form: str) -> Any:
    texts = [english for english, _ in said.paragraphs]
    if form == "list":
        return texts
    if form == "html":
        return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts)
    return "\n\n".join(texts)


def _title(said: Said) -> str | None:
    if said.role is Role.OPERATOR:
        return "Operator"
    return f"Analyst - {said.firm}" if said.role is Role.ANALYST else said.title
