"""A web page of no known site: menus, scripts, an advertisement inside a turn, labels in bold or in elements of their own."""

import random
from html import escape

from ingest.transcript import Section
from tests.writers.call import SyntheticCall
from tests.writers.generic_labels import Labels


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"page{call.company}{call.date}")
    labels = Labels(rng)
    style = rng.choice(("bold", "line", "class", "table"))
    title = f"{call.company} ({call.ticker}) {call.period} Earnings Call Transcript"
    body = [f"<h1>{escape(title)}</h1>", f"<p>{call.date:%b} {call.date.day}, {call.date.year}</p>"]
    section = None
    rows: list[str] = []
    for said in call.turns:
        if said.section is not section:
            section = said.section
            body += _rows(rows)
            rows = []
            body.append(f"<h2>{'Prepared Remarks' if section is Section.PREPARED else 'Questions &amp; Answers'}</h2>")
        label, texts = escape(labels.of(said)), [escape(english) for english, _ in said.paragraphs]
        if style == "bold":
            body.append(f"<p><strong>{label}:</strong> {texts[0]}</p>")
        elif style == "line":
            body.append(f"<p><b>{label}</b><br>\n{texts[0]}</p>")
        elif style == "class":
            body.append(f'<div class="speaker-name">{label}</div><div>{texts[0]}</div>')
        else:
            rows.append(f"<tr><td>{label}</td><td>{''.join(f'<p>{text}</p>' for text in texts)}</td></tr>")
            continue
        body += [f"<p>{text}</p>" for text in texts[1:]]
        if rng.random() < 0.2:
            body.append('<div class="ad" aria-hidden="true">Buy lamps</div><script>track("Operator: hello")</script>')
    body += _rows(rows)
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)}</title><style>p {{color: red}}</style></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/x'>Best brokers: compare</a></nav><article>{''.join(body)}</article>"
        f"<aside>Related: five stocks</aside><footer>Copyright nobody</footer></body></html>"
    )
    return f"{call.ticker}.html", page.encode()


def _rows(rows: list[str]) -> list[str]:
    return [f"<table>{''.join(rows)}</table>"] if rows else []
