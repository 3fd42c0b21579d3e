"""The Motley Fool's pages as text with one token a line; paragraphs are cut after `Mr.` and `No.`."""

import random
import re

from ingest.transcript import Section
from tests.writers.call import Said, SyntheticCall
from tests.writers.motley_fool_dash import ADVERTISING, PREPARED, QUESTIONS, people


def write(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content)."""
    rng = random.Random(seed)
    lines = ["Image source: The Motley Fool.", call.company, "(", call.ticker, rng.choice(("-2.41%", "0.00%")), ")"]
    lines += [f"Q{call.fiscal_quarter} {call.fiscal_year} Earnings Call", f"{call.date:%b %d, %Y}", ",", "6:15 a.m. ET"]
    lines += ["Contents:", "Prepared Remarks", "Questions and Answers", "Call Participants", PREPARED]
    section = Section.PREPARED
    for turn in call.turns:
        if turn.section is not section:
            section = turn.section
            lines.append(rng.choice(QUESTIONS))
        lines += heading(turn, rng)
        for i, (text, _) in enumerate(turn.paragraphs):
            if i and rng.random() < 0.1:
                lines += ADVERTISING
            lines += re.split(r"(?<=\bDr\.) |(?<=\bMr\.) |(?<=\bNo\.) (?=\d)", text)
    lines += ["Duration: 0 minutes", "Call participants:"]
    for person in people(call):
        lines += heading(person, rng)
    lines += [f"More {call.ticker} analysis", "All earnings call transcripts"]
    return f"{call.ticker.lower()}.txt", "\n".join(lines).encode()


def heading(turn: Said, rng: random.Random) -> list[str]:
    if turn.title is None:
        return [turn.speaker]
    title = f"{turn.firm} -- {turn.title}" if turn.firm else turn.title
    return [turn.speaker, rng.choice(("--", "--", "—")), title]
