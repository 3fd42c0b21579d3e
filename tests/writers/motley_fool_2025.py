"""The Motley Fool's editorial pages since 2025, as text (`Name:words`) and as HTML (a bold `Name:`)."""

import random
from html import escape

from ingest.transcript import Role
from tests.writers.call import SyntheticCall
from tests.writers.motley_fool_dash import CLOSING

PROMOTION = "Need a quote from one of our analysts? Email[email protected]"


def write(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content): the file's name alone tells the period."""
    rng = random.Random(seed)
    lines = [text for text, _ in _editorial(call, rng)]
    for turn in call.turns:
        first, *more = (text for text, _ in turn.paragraphs)
        lines += [f"{turn.speaker}:{first}", *more]
    lines += [*CLOSING]
    return _name(call), rng.choice(("\n\n", "\n")).join(lines).encode()


def write_html(call: SyntheticCall, seed: int) -> tuple[str, bytes]:
    """(file name, content)."""
    rng = random.Random(seed)
    body = [f"<{tag}>{escape(text)}</{tag}>" for text, tag in _editorial(call, rng)]
    colon = rng.choice((":</strong>", "</strong>:"))
    for turn in call.turns:
        first, *more = (text for text, _ in turn.paragraphs)
        body.append(f"<p><strong>{escape(turn.speaker)}{colon} {escape(first)}</p>")
        for text in more:
            body += ['<div class="dfp-ads"><script>show("Operator: hello")</script></div>'] * (rng.random() < 0.3)
            body.append(f"<p>{escape(text)}</p>")
    body += [f"<p>{escape(text)}</p>" for text in CLOSING]
    title = f"{call.company} ({call.ticker}) Q{call.fiscal_quarter} {call.fiscal_year} Earnings Call Transcript"
    page = f"""<!DOCTYPE html><html><head><title>{title} | The Motley Fool</title></head><body><h1>{title}</h1>
<div class="article-body px-4">{"".join(body)}</div><h2>Related</h2><p><strong>Zora Quane:</strong> Buy now.</p></body></html>"""
    return _name(call).replace(".txt", ".html"), page.encode()


def _name(call: SyntheticCall) -> str:
    return f"{call.ticker}_{call.fiscal_year}_Q{call.fiscal_quarter}.txt"


def _editorial(call: SyntheticCall, rng: random.Random) -> list[tuple[str, str]]:
    """(text, HTML tag) of everything above the call."""
    cased = rng.choice((str.upper, str.capitalize))
    when = f"{call.date:%A, %B} {call.date.day}, {call.date.year}{rng.choice((',', ''))} at 10 a.m. ET"
    quoted = next(turn for turn in call.turns if turn.role is Role.EXECUTIVE)
    dash = rng.choice((" — ", " -- ", " – "))
    blocks = [
        [("Takeaways", "h2"), ("Total revenue-- $318 million, up 3%.", "li"), ("Net Sales — Record, said the chief.", "li")],
        [("Risks", "h2"), (f'{quoted.title} {quoted.speaker} said, "wages will bite," without a figure.', "li")] * rng.randint(0, 1),
        [("Summary", "h2"), (f"{call.company}({call.ticker}+1.22%)posted growth and bid forWringwell(NASDAQ: WRGW).", "p")],
    ]  # fmt: skip
    rng.shuffle(blocks)
    blocks.append(
        [("Industry glossary", "h2"), ("Route density: Stops per van per hour.", "li"), ("Kiln: An oven.", "li")]
    )
    above = [
        (f"NYSE:{call.ticker}", "p"),
        (call.company, "p"),
        ("Image source: The Motley Fool.", "p"),
        ("Date", "h2"),
        (when, "p"),
    ]
    people = [
        ("Call participants", "h2"),
        *((f"{title}{dash}{name}", "li") for name, title in call.executives),
        (PROMOTION, "p"),
    ]
    lines = [*above, *people, *(line for block in blocks for line in block), ("Full Conference Call Transcript", "h2")]
    return [
        (cased(text) if tag == "h2" and text != "Full Conference Call Transcript" else text, tag) for text, tag in lines
    ]
