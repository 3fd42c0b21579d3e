"""A call as Alpha Vantage's API gives it, with the traps of its real answers.

Titles vary for one person or are missing, a speech may be two entries, entries may be blank, `&` may be an entity.
"""

import json
import random

from ingest.transcript import Role
from tests.writers.call import Said, SyntheticCall

_SHORT = {"Chief Executive Officer": "CEO", "Chief Financial Officer": "CFO", "Chief Operating Officer": "COO"}


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"alpha{call.company}{call.date}")
    escaped, newline = rng.random() < 0.5, rng.choice(("\n", "\n\n"))
    entries: list[dict[str, str | None]] = []
    for said in call.turns:
        texts = [english for english, _ in said.paragraphs]
        parts = [texts[:1], texts[1:]] if len(texts) > 1 and rng.random() < 0.4 else [texts]
        for part in parts:
            text = newline.join(part)
            entries.append(_entry(said, text.replace("&", "&amp;") if escaped else text, rng))
        if rng.random() < 0.2:
            entries.append(_entry(said, rng.choice(("", " ")), rng))
    body = {"symbol": call.ticker, "quarter": f"{call.fiscal_year}Q{call.fiscal_quarter}", "transcript": entries}
    return f"{call.ticker}.json", json.dumps(
        body, indent=rng.choice((None, 4)), ensure_ascii=rng.random() < 0.5
    ).encode()


def _entry(said: Said, text: str, rng: random.Random) -> dict[str, str | None]:
    if said.role is Role.OPERATOR:
        title = rng.choice(("", "Operator", None))
    elif said.role is Role.ANALYST:
        title = rng.choice(("Analyst", f"{said.firm} Analyst", f"Analyst, {said.firm}", f"Analyst at {said.firm}"))
    else:
        title = rng.choice((said.title, said.title, _SHORT.get(said.title or "", said.title)))
    return {
        "speaker": said.speaker + rng.choice(("", "", " ")),
        "title": title,
        "content": text,
        "sentiment": rng.choice(("0.0", "0.7", "-0.3", None)),
    }
