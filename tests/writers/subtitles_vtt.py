"""A synthetic call as WebVTT: voice tags, labels, or two rolling lines with a time for every word."""

import html
import random

from tests.writers.call import SyntheticCall
from tests.writers.subtitles_srt import clock, pieces, wrapped

STYLES = ("voice", "open voice", "labels", "rolling")


def write(call: SyntheticCall) -> tuple[str, bytes]:
    """(file name, content); the title holds company, period and date."""
    rng = random.Random(repr(call.turns))
    style = rng.choice(STYLES)
    title = f"{call.company} Q{call.fiscal_quarter} FY{call.fiscal_year} earnings call, {call.date:%d %b %Y}"
    blocks = [f"WEBVTT - {title}\nKind: captions\nLanguage: en\n", "NOTE made by a tool\nSpeaker: a comment\n"]
    blocks.append("STYLE\n::cue(v) { color: white }\n")
    seconds = 0.0
    shown = ""
    for t, turn in enumerate(call.turns):
        for n, words in enumerate(pieces(turn, rng)):
            end = seconds + 2.0
            timing = f"{clock(seconds, '.', hours=rng.random() < 0.5)} --> {clock(end, '.')} align:start position:0%"
            text = html.escape(wrapped(words, rng), quote=False)
            if style == "voice":
                text = f"<v.loud {turn.speaker}>{text}</v>"
            elif style == "open voice":
                text = f"<v {turn.speaker}>{text}"
            elif style == "labels" or n == 0:
                text = f"{turn.speaker}: {text}"
            if style == "rolling":
                line = " ".join(text.split())
                spelled = line.replace(" ", f"<{clock(seconds + 0.5, '.')}><c> ", 1) + ("</c>" if " " in line else "")
                blocks.append(f"{timing}\n{shown or ' '}\n{spelled}\n")
                blocks.append(f"{clock(end, '.')} --> {clock(end + 0.01, '.')}\n{line}\n \n")
                shown = line
                end += 0.01
            else:
                blocks.append(f"{t:x}a-{n}\n{timing}\n{text}\n")
            seconds = end
        if rng.random() < 0.1 and style != "rolling":
            blocks.append(f"{clock(seconds, '.')} --> {clock(seconds + 1, '.')}\n&gt;&gt; [LAUGHTER]\n")
            seconds += 1
    return f"{call.ticker.lower()}.vtt", "\n".join(blocks).encode()
