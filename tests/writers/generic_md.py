"""Markdown as note takers and converters write it: front matter, takeaways, bold labels, quotes, links and a footer."""

import random

from ingest.transcript import Role, Section
from tests.writers.call import SyntheticCall
from tests.writers.generic_labels import Labels, clock


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"markdown{call.company}{call.date}")
    labels = Labels(rng)
    bold, timed, alone = rng.choice(("**", "__")), rng.random() < 0.4, rng.random() < 0.3
    inside = rng.random() < 0.7
    title = f"{call.company} – {call.period} Earnings Call"
    lines = []
    if rng.random() < 0.6:
        lines.append(f'---\ntitle: "{title}"\ndate: {call.date.isoformat()}\nticker: {call.ticker}\n---')
    else:
        lines.append(f"# {call.company} ({call.ticker}) {call.period} Earnings Call\n\n{call.date:%d %B %Y}")
    people = [f"- **{name}** – {title}" for name, title in call.executives] + [
        f"- **{name}** – Analyst, {firm}" for name, firm in call.analysts
    ]
    lines.append("## Participants\n" + "\n".join(people))
    lines.append(f"## Key takeaways\n- **Margin:** up two points\n- **{call.executives[1][0]}** sees no slowdown ahead")
    section, seconds = None, 0
    for said in call.turns:
        if said.section is not section:
            section = said.section
            lines.append(
                "## Prepared remarks"
                if section is Section.PREPARED
                else rng.choice(("### Q&A", "## Questions and Answers"))
            )
        label = labels.of(said)
        first, *rest = [_marked(english, rng) for english, _ in said.paragraphs]
        if alone and said.role is not Role.OPERATOR:
            head = f"{bold}{label}{bold}\n\n{first}"
        else:
            head = f"{bold}{label}:{bold} {first}" if inside else f"{bold}{label}{bold}: {first}"
            head = f"[{clock(seconds)}] {head}" if timed else head
        lines += [head, *(f"> {text}" if rng.random() < 0.2 else text for text in rest)]
        seconds += 40
    lines.append("---\n*Transcribed by a machine. Check the audio.*")
    return f"{call.ticker}.md", "\n\n".join(lines).encode()


def _marked(text: str, rng: random.Random) -> str:
    """The text with Markdown's escapes, and here and there a link or emphasis."""
    text = text.replace("[", "\\[").replace("]", "\\]")
    for word, marked in (
        ("margin", "*margin*"),
        ("plan", "[plan](https://ir.example.com/a_b)"),
        ("record", "**record**"),
    ):
        if rng.random() < 0.3:
            text = text.replace(f" {word}", f" {marked}", 1)
    return text
