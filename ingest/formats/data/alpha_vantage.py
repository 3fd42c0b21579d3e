"""Alpha Vantage's EARNINGS_CALL_TRANSCRIPT: `{symbol, quarter: "2025Q2", transcript: [{speaker, title, content, sentiment}]}`.

The quarter is the fiscal label; there is no date, company name or section. Titles vary from entry to entry.
"""

from typing import Any

from ingest.formats.data.facts import facts_of
from ingest.formats.data.fields import row_of
from ingest.formats.data.records import Context, calls
from ingest.formats.draft import Draft

FORMAT = "alpha_vantage"


def recognises(value: Any) -> bool:
    """Whether it has the keys; one more, `participant`, is another interface's (Finnhub's)."""
    return (
        isinstance(value, dict)
        and {"symbol", "quarter"} <= value.keys()
        and "participant" not in value
        and isinstance(value.get("transcript"), list)
    )


def parse(value: Any) -> list[Draft]:
    entries = [row_of(entry) for entry in value["transcript"] if isinstance(entry, dict)]
    return calls(entries, FORMAT, Context(facts_of(row_of(value))))
