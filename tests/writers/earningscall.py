"""A call as EarningsCall's API gives it, at level 2 or 3 by the call's date; the other levels name no speaker."""

import json
import random
from typing import Any

from ingest.transcript import Role
from tests.writers.call import SyntheticCall


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"earningscall{call.company}{call.date}")
    names = list(dict.fromkeys(said.speaker for said in call.turns))
    ids = dict(zip(names, (f"spk{n:02}" for n in rng.sample(range(40), len(names))), strict=True))
    speakers: list[dict[str, Any]] = []
    clock = 0.03
    with_words = call.date.day % 2 == 0
    for said in call.turns:
        for english, _ in said.paragraphs:
            entry: dict[str, Any] = {"speaker": ids[said.speaker]}
            if with_words:
                entry["words"] = english.split()
                entry["start_times"] = [round(clock + 0.3 * n, 3) for n in range(len(entry["words"]))]
                clock += 0.3 * len(entry["words"]) + 1
                del entry["start_times"][len(entry["words"]) - rng.choice((0, 0, 1)) :]
            else:
                entry["text"] = english
            speakers.append(entry)
        if rng.random() < 0.1:
            speakers.append({"speaker": ids[said.speaker], "words": [], "start_times": []})
    titles = {said.speaker: f"{said.firm} Analyst" if said.role is Role.ANALYST else said.title for said in call.turns}
    body = {
        "event": {
            "year": call.fiscal_year,
            "quarter": call.fiscal_quarter,
            "conference_date": f"{call.date.isoformat()}T{rng.choice(('08:30', '23:30'))}:00.000-05:00",
        },
        "speakers": speakers,
        "speaker_name_map_v2": {ids[name]: {"name": name, "title": titles[name]} for name in names},
    }
    return f"{call.ticker}.json", json.dumps(body).encode()
