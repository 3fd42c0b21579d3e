"""The two JSON scrapes of The Motley Fool's pages."""

import json
import random

from ingest.transcript import Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.motley_fool_dash import people, speeches


def write(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content) of the page taken apart, with its pseudo-speaker; only the name tells company and period."""
    rng = random.Random(seed)

    def entries(section: Section) -> list[dict[str, str]]:
        return [
            {"speaker": turn.speaker, "speech": rng.choice(("\n", "\n ")).join(text for text, _ in turn.paragraphs)}
            for turn in call.turns
            if turn.section is section
        ]

    silent = {"speaker": call.executives[0][0], "speech": ""}
    page = {
        "header_texts": ["Contents:", "Prepared Remarks:", "Questions & Answers:", "Call participants:"],
        "prepared_remarks": [*entries(Section.PREPARED), silent],
        "q_and_a": [*entries(Section.QA), {"speaker": "Duration: 38 minutes", "speech": ""}],
        "participants": [_entry(turn) for turn in people(call)],
    }
    name = f"{call.ticker}_q{call.fiscal_quarter}_{call.fiscal_year}.txt"
    return name, json.dumps(page, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 2))).encode()


def write_whole(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content) of the scrape that holds the text, with its own unreliable split of it."""
    rng = random.Random(seed)
    text = "\n".join(["Prepared Remarks:", *speeches(call, rng), "Duration: 9 minutes"])
    cut = len(text) // 3
    known = rng.random() < 0.5
    record = {
        "ticker": call.ticker,
        "company": call.company,
        "year": call.fiscal_year if known else None,
        "quarter": rng.choice((call.fiscal_quarter, f"Q{call.fiscal_quarter}")) if known else None,
        "transcript": text,
        "prepared_remarks": text[:cut],
        "qa_section": text[cut:],
    }
    return "call.json", json.dumps(record if rng.random() < 0.5 else [record]).encode()


def _entry(turn: Said) -> str:
    return f"{turn.speaker}--{turn.firm} -- {turn.title}" if turn.firm else f"{turn.speaker}--{turn.title}"
