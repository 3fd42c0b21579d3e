"""A synthetic call as SRT: labels on every cue or on the first of a Turn, `>> NAME:`, cuts anywhere, damaged numbering."""

import random
from collections.abc import Iterator

from tests.writers.call import Said, SyntheticCall

STYLES = ("every cue", "each turn", "capitals")


def write(call: SyntheticCall) -> tuple[str, bytes]:
    """(file name, content). The style follows from the call's names, so that it varies with the seed."""
    rng = random.Random(repr(call.turns))
    style = rng.choice(STYLES)
    blocks: list[str] = []
    seconds = 0.0
    number = 0
    for turn in call.turns:
        for n, words in enumerate(pieces(turn, rng)):
            number += 1
            text = wrapped(words, rng)
            if style == "every cue" or (style == "each turn" and n == 0):
                text = f"{turn.speaker}: {text}"
            elif n == 0:
                text = f">> {turn.speaker.upper()}: {text}"
            end = seconds + 1.5 + rng.random() * 3
            timing = f"{clock(seconds, ',')} --> {clock(end, ',')}"
            seconds = end + rng.choice((0.0, 0.2))
            blocks.append(f"{number}\n{timing}\n{text}\n" if rng.random() > 0.03 else f"{timing}\n{text}\n")
            if rng.random() < 0.05:
                number += 1
                blocks.append(f"{number}\n{timing}\n{text}\n")
        if rng.random() < 0.1:
            number += 1
            blocks.append(f"{number}\n{clock(seconds, ',')} --> {clock(seconds + 1, ',')}\n[MUSIC]\n")
            seconds += 1
    content = "\n".join(blocks)
    if rng.random() < 0.5:
        content = "\ufeff" + content.replace("\n", "\r\n")
    return f"{call.ticker.lower()}.srt", content.encode()


def pieces(turn: Said, rng: random.Random) -> Iterator[list[str]]:
    """A Turn's words cut into cues, in the middle of sentences; never twice the same, which would be a repeated cue."""
    words = " ".join(text for text, _ in turn.paragraphs).split()
    before: list[str] = []
    while words:
        count = rng.randint(4, 12)
        if words[:count] == before:
            count += 1
        before, words = words[:count], words[count:]
        yield before


def wrapped(words: list[str], rng: random.Random) -> str:
    text = " ".join(words)
    if len(words) > 6 and rng.random() < 0.5:
        text = f"{' '.join(words[:5])}\n{' '.join(words[5:])}"
    return text


def clock(seconds: float, point: str, *, hours: bool = True) -> str:
    whole = int(seconds)
    minutes = f"{whole // 60 % 60:02}:{whole % 60:02}{point}{int(seconds * 1000) % 1000:03}"
    return f"{whole // 3600:02}:{minutes}" if hours or whole >= 3600 else minutes
