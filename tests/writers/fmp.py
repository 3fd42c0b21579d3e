"""A call as Financial Modeling Prep's API gives it: a list of calls, each one string of `Name: text` lines."""

import json
import random

from tests.writers.call import SyntheticCall


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"fmp{call.company}{call.date}")
    again = rng.random() < 0.5
    lines = []
    for said in call.turns:
        for i, (english, _) in enumerate(said.paragraphs):
            lines.append(f"{said.speaker}: {english}" if i == 0 or again else english)
        if rng.random() < 0.2:
            lines.append("")
    period = {"period": f"Q{call.fiscal_quarter}"} if rng.random() < 0.5 else {"quarter": call.fiscal_quarter}
    day = call.date.isoformat() + rng.choice(("", " 13:00:00", " 17:30:00"))
    found = {"symbol": call.ticker, **period, "year": call.fiscal_year, "date": day, "content": "\n".join(lines)}
    empty = {**found, "year": call.fiscal_year - 1, "content": rng.choice(("", None))}
    return f"{call.ticker}.json", json.dumps([found, empty] if rng.random() < 0.7 else found).encode()
