"""A synthetic call as Rev's tokens: one word a line, punctuation in its own column, speakers by number."""

import random
import re

from tests.writers.call import SyntheticCall

PLAIN = "token|speaker|ts|endTs|punctuation|case|tags|wer_tags"
SISTER = "token|speaker|ts|endTs|punctuation|prepunctuation|case|tags"
ALIGNED = "token|speaker|ts|endTs|punctuation|prepunctuation|case|tags|oldTs|oldEndTs|ali_comment"
FILE_ID = "9900001"
_WORD = re.compile(r"^(?P<before>[(\[]*)(?P<word>.*?)(?P<after>[.,;:?!…)\]]*)$")


def write(call: SyntheticCall) -> tuple[str, bytes]:
    """(file name, content) in one of the three sets of columns; aligned files lack some times."""
    rng = random.Random(repr(call.turns))
    columns = rng.choice((PLAIN, SISTER, ALIGNED))
    ids = numbers(call)
    lines = [columns]
    seconds = 0.0
    for turn in call.turns:
        for word in " ".join(text for text, _ in turn.paragraphs).split():
            match = _WORD.match(word)
            assert match is not None
            seconds += 0.3
            timed = columns == ALIGNED and rng.random() > 0.2
            row = {
                "token": (match["word"] if "prepunctuation" in columns else match["before"] + match["word"]),
                "speaker": str(ids[turn.speaker]),
                "ts": f"{seconds:.4f}" if timed else "",
                "endTs": f"{seconds + 0.2:.4f}" if timed else "",
                "punctuation": match["after"],
                "prepunctuation": match["before"],
                "case": "LC",
                "tags": "['0:YEAR', '1:MONEY']" if rng.random() < 0.1 else "[]",
                "wer_tags": "[]",
                "ali_comment": "" if timed else "del",
            }
            lines.append("|".join(row.get(column, "") for column in columns.split("|")))
    name = f"{FILE_ID}.aligned.nlp" if columns == ALIGNED else f"{FILE_ID}.nlp"
    return name, ("\r\n".join(lines) + "\r\n").encode()


def numbers(call: SyntheticCall) -> dict[str, int]:
    """Each speaker's number; numbers are skipped, as in real files."""
    return {name: 2 * i for i, name in enumerate(dict.fromkeys(turn.speaker for turn in call.turns))}


def speakers(call: SyntheticCall) -> str:
    """The table that lies beside the file; it covers other files too."""
    rows = [f"{FILE_ID},{number},{name}" for name, number in numbers(call).items()]
    return "\n".join(["file_id,speaker_id,speaker_name", "8800002,0,Somebody Else", *rows, ""])
