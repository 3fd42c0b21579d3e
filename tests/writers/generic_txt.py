"""`Name: text` as people keep it in plain text: header lines, a list of participants, times, lines broken at 80 columns."""

import random
import textwrap

from ingest.transcript import Section
from tests.writers.call import SyntheticCall
from tests.writers.generic_labels import Labels, clock, short


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(f"generic{call.company}{call.date}")
    labels = Labels(rng)
    upper, timed, headed = rng.random() < 0.3, rng.random() < 0.4, rng.random() < 0.6
    colon = rng.choice((": ", ": ", " : ", "：", ":\n"))
    width = rng.choice((0, 0, 72, 100))
    between = rng.choice(("\n", "\n\n"))
    lines = _front(call, rng, listed=upper or rng.random() < 0.5)
    seconds, section = 0, None
    for said in call.turns:
        if headed and said.section is not section:
            section = said.section
            heading = "PREPARED REMARKS" if section is Section.PREPARED else "QUESTIONS AND ANSWERS"
            lines.append(
                rng.choice((heading, f"{heading}\n{'-' * len(heading)}", f"=== {heading.title()} ===", f"[{heading}]"))
            )
        label = labels.of(said)
        if upper:
            label = label.replace(said.speaker, said.speaker.upper())
        if timed:
            label = f"[{clock(seconds)}] {label}"
        first, *rest = [english for english, _ in said.paragraphs]
        paragraphs = [f"{label}{colon}{first}", *rest]
        lines.append(between.join(_wrapped(text, width) for text in paragraphs))
        seconds += 40
    lines.append(
        rng.choice(("END OF TRANSCRIPT\nCopyright: none", "[End of call]", "----------\nTranscribed by a machine.", ""))
    )
    return f"{call.ticker}.txt", "\n\n".join(lines).encode("utf-8-sig" if rng.random() < 0.3 else "utf-8")


def _wrapped(text: str, width: int) -> str:
    if not width:
        return text
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )


def _front(call: SyntheticCall, rng: random.Random, *, listed: bool) -> list[str]:
    if rng.random() < 0.5:
        lines = [
            f"Company: {call.company}\nTicker: {call.ticker}\nPeriod: {call.period}\nDate: {call.date.isoformat()}\nSource: https://ir.example.com/q: audio at 10:30"
        ]
    else:
        lines = [
            f"{call.company} ({call.ticker}) {call.period} Earnings Call\n{call.date:%B} {call.date.day}, {call.date.year}"
        ]
    if listed:
        people = [f"{name} ({short_title(call, name)})" for name, _ in call.executives] + [
            f"{name} ({firm})" for name, firm in call.analysts
        ]
        lines.append("Participants: " + ", ".join(people))
    return lines


def short_title(call: SyntheticCall, name: str) -> str:
    return next(short(said) for said in call.turns if said.speaker == name)
