"""JSON Lines or CSV whose rows are whole calls, the text of each in the `Name: text` layout, with a row without text."""

import csv
import io
import json
import random

from tests.writers.call import SyntheticCall


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"documents{call.company}{call.date}")
    column = rng.choice(("raw_content", "content", "transcript", "text"))
    text = "\n\n".join(
        f"{said.speaker}: " + "\n".join(english for english, _ in said.paragraphs) for said in call.turns
    )
    row = {
        "company_name": call.company,
        "stock_code": f"{call.ticker}{rng.choice(('', ' US'))}",
        "year": str(call.fiscal_year),
        "quarter": f"q{call.fiscal_quarter}",
        "date": call.date.isoformat(),
        column: text,
    }
    empty = {**row, "company_name": "Quillmere Foods", "stock_code": "QMFD", column: None}
    if call.date.day % 2:
        return "docs.jsonl", "\n".join(map(json.dumps, (row, empty))).encode()
    file = io.StringIO()
    writer = csv.DictWriter(file, list(row))
    writer.writeheader()
    writer.writerows([row, empty])
    return "docs.csv", file.getvalue().encode()
