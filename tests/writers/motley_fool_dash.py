"""The Motley Fool's pages as text with `Name--Title` lines: headers glued or not, dashes of every kind, advertising."""

import random

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall

ADVERTISING = (
    "10 stocks we like better than our own",
    "When our award-winning analyst team has a stock tip, it can pay to listen.",
    "See the 10 stocks",
    "*Stock Advisor returns as of May 1, 2020",
)
CLOSING = (
    "This article is a transcript made for readers. Please see ourTerms and Conditionsfor the rest.",
    "Stocks Mentioned",
    "*Average returns are historical.",
)
PREPARED = "Prepared Remarks:"
QUESTIONS = ("Questions & Answers:", "Questions and Answers:")


def write(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content). The seed picks the variant, among them text that was wrapped to a width."""
    rng = random.Random(seed)
    blocks = [*header(call, rng), *speeches(call, rng), "Duration: 0 minutes", "Call participants:"]
    blocks += [heading(person, rng) for person in people(call)]
    blocks += [f"More {call.ticker} analysis", "All earnings call transcripts", "Read Next", *CLOSING]
    between = rng.choice(("\n\n", "\n", "\r\n\r\n"))
    return f"{call.ticker.lower()}.txt", between.join(blocks).encode()


def people(call: SyntheticCall) -> list[Said]:
    """One Turn of everybody but the operator, in order of appearance."""
    return list({turn.speaker: turn for turn in call.turns if turn.role is not Role.OPERATOR}.values())


def heading(turn: Said, rng: random.Random) -> str:
    if turn.role is Role.OPERATOR:
        return turn.speaker
    dash = rng.choice(("--", " -- ", " — ", " – ", "—"))
    title = f"{turn.firm} -- {turn.title}" if turn.firm else turn.title
    return f"{turn.speaker}{dash}{title}"


def header(call: SyntheticCall, rng: random.Random) -> list[str]:
    change = rng.choice(("+0.37%", " 1.20%", " -2.41%", ""))
    day, time = f"{call.date:%b %d, %Y}", "4:30 p.m. ET"
    event = f"Q{call.fiscal_quarter} {call.fiscal_year} Earnings Call"
    lines = rng.choice(
        (
            [f"NASDAQ:{call.ticker}", call.company, "Image source: The Motley Fool."],
            ["By Motley Fool Transcribing – Dec 24, 2030 at 6:02AM", "Image source: The Motley Fool."],
            [],
        )
    )
    lines = [*lines, f"{call.ticker} earnings call for the period ending January 31, 2031."]
    if rng.random() < 0.5:
        lines.append(f"{call.company}({call.ticker}{change}){event}{day},{time}")
    else:
        lines += [f"{call.company} (NYSE: {call.ticker})", event, f"{day}, {time}"]
    contents = rng.choice(([], ["Prepared Remarks", "Questions and Answers", "Call Participants"]))
    return [*lines, "Contents:", *contents, PREPARED]


def speeches(call: SyntheticCall, rng: random.Random) -> list[str]:
    blocks: list[str] = []
    section = Section.PREPARED
    for turn in call.turns:
        if turn.section is not section:
            section = turn.section
            blocks.append(rng.choice(QUESTIONS))
        blocks.append(heading(turn, rng))
        for i, (text, _) in enumerate(turn.paragraphs):
            if i and rng.random() < 0.1:
                blocks += ADVERTISING
            blocks.append(text)
    return blocks
