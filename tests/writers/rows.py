"""A call as rows, CSV or JSON Lines by its date: shuffled, numbered, with a second call between, repeated and NULL rows."""

import csv
import io
import json
import random
from typing import Any

from ingest.transcript import Role, Section
from tests.writers.call import SyntheticCall

OTHER = "OTHR"
_SECTIONS = {Section.PREPARED: ("Prepared Remarks", "presentation"), Section.QA: ("Q&A", "qa")}


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"rows{call.company}{call.date}")
    rows = _rows(call, rng)
    if call.date.day % 2:
        return "rows.jsonl", _jsonl(rows, rng)
    return "rows.csv", _csv(rows, rng)


def _rows(call: SyntheticCall, rng: random.Random) -> list[dict[str, Any]]:
    per_paragraph = rng.random() < 0.5
    about = {
        "call_id": f"{call.ticker}-{call.fiscal_year}-{call.fiscal_quarter}",
        "company": call.company,
        "ticker": call.ticker,
        "fiscal_year": rng.choice((call.fiscal_year, f"FY{call.fiscal_year}")),
        "fiscal_quarter": rng.choice((call.fiscal_quarter, f"Q{call.fiscal_quarter}")),
        "date": call.date.isoformat(),
    }
    rows: list[dict[str, Any]] = []
    for said in call.turns:
        texts = [english for english, _ in said.paragraphs]
        for text in texts if per_paragraph else ["\n".join(texts)]:
            role = {Role.OPERATOR: "Operator", Role.ANALYST: "Analyst"}.get(said.role, said.title)
            rows.append(
                {**about, "seq": len(rows) + 1, "section": rng.choice(_SECTIONS[said.section]), "speaker": said.speaker,
                 "role": role, "firm": said.firm or "", "text": text}
            )  # fmt: skip
    rows.append({**about, "seq": len(rows) + 1, "section": "qa", "speaker": "", "role": "", "firm": "", "text": "NULL"})
    rows.append(dict(rng.choice(rows)))
    other = {**about, "call_id": "other", "ticker": OTHER, "company": "Other Lamps"}
    rows += [
        {**other, "seq": n, "section": "qa", "speaker": "Operator", "role": "", "firm": "", "text": f"Line {n}."}
        for n in (1, 2)
    ]
    first, *rest = rows
    rng.shuffle(rest)
    return [first, *rest]


def _csv(rows: list[dict[str, Any]], rng: random.Random) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(
        file, list(rows[0]), delimiter=rng.choice(",;\t|"), lineterminator=rng.choice(("\n", "\r\n")),
        quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    return (rng.choice(("", "\ufeff")) + file.getvalue()).encode()


def _jsonl(rows: list[dict[str, Any]], rng: random.Random) -> bytes:
    """Metadata on a call's first row only, a line of metadata alone, and the last line cut off."""
    seen: set[str] = set()
    lines = []
    for row in rows:
        about = ("company", "fiscal_year", "fiscal_quarter", "date")
        lines.append(json.dumps({k: v for k, v in row.items() if row["call_id"] not in seen or k not in about}))
        seen.add(row["call_id"])
    lines.insert(rng.randrange(1, len(lines)), '{"_meta": {"generated": "2025-01-01"}}')
    return ("\n".join(lines) + "\n" + lines[-1][:40]).encode()
