"""Seeking Alpha text of all ages: two kinds of lists, three dashes, `Q - ` and `A - `, unlisted people, saved pages."""

import random
from dataclasses import dataclass

from ingest.transcript import Role, Section
from tests.writers.call import SyntheticCall

_ABOVE = (
    "Skip to content",
    "Home page",
    "Sign in",
    "Long Ideas",
    "Feb. 30, 2031 9:01 PM ET",
    "Transcripts Desk",
    "3.5K Followers",
    "Play Call",
)
_BELOW = (
    "Copyright policy: what stands here is ours.",
    "Like this article",
    "This article was written by",
    "Transcripts Desk",
    "3.5K Followers",
    "Comments (2)",
    "gardener77",
    "Nice quarter, I am long.",
    "Recommended For You",
)


@dataclass(frozen=True)
class Style:
    lists: tuple[str, str]
    dash: str
    marks: str
    """`none`, `all` or `some` of the headings in the Q&A begin with `Q - ` or `A - `."""
    full: float
    """How many headings are the whole list entry."""
    blanks: float
    saved: bool
    split_title: bool
    unlisted: bool
    """Whether the last executive is missing in the list."""
    encoding: str


def style(call: SyntheticCall) -> Style:
    rng = random.Random(_seed(call))
    return Style(
        lists=rng.choice((("Executives", "Analysts"), ("Company Participants", "Conference Call Participants"))),
        dash=rng.choice((" - ", " – ", " — ", " -")),
        marks=rng.choice(("none", "none", "all", "some")),
        full=rng.choice((0.0, 0.0, 0.3)),
        blanks=rng.choice((0.0, 0.2, 1.0)),
        saved=rng.random() < 0.3,
        split_title=rng.random() < 0.2,
        unlisted=len(call.executives) > 2 and rng.random() < 0.4,
        encoding=rng.choice(("cp1252", "cp1252", "utf-8")),
    )


def write(call: SyntheticCall) -> tuple[str, bytes]:
    kind = style(call)
    rng = random.Random(_seed(call) + 1)
    when = f"{call.date:%B}  {call.date.day}, {call.date.year}  8:30 AM ET"
    named, event = f"{call.company} (NYSE:{call.ticker})", f"{call.period} Results Earnings Conference Call {when}"
    lines = list(_ABOVE) if kind.saved else []
    lines += (
        ["Call Start: 07:45 January  1, 0000 8:52 AM ET", named, event] if kind.split_title else [f"{named} {event}"]
    )
    lines.append(kind.lists[0])
    listed = call.executives[:-1] if kind.unlisted else call.executives
    lines += [f"{name}{kind.dash}{title}" for name, title in listed]
    lines.append(kind.lists[1])
    lines += [f"{name}{kind.dash}{firm}" for name, firm in call.analysts]
    entries = {name: f"{name}{kind.dash}{rest}" for name, rest in (*listed, *call.analysts)}
    section = Section.PREPARED
    for turn in call.turns:
        if turn.section is not section:
            section = turn.section
            lines.append("Question-and-Answer Session")
        heading = entries.get(turn.speaker, turn.speaker) if rng.random() < kind.full else turn.speaker
        marks = section is Section.QA and turn.role is not Role.OPERATOR and kind.marks != "none"
        if marks and (kind.marks == "all" or rng.random() < 0.4):
            heading = ("Q - " if turn.role is Role.ANALYST else "A - ") + heading
        lines.append(heading)
        for text, _ in turn.paragraphs:
            lines.append(_cut(text, rng))
    lines += _BELOW if kind.saved else ()
    spaced = [line + ("\n" if rng.random() < kind.blanks else "") for line in lines]
    return f"{call.ticker}_{call.fiscal_year}_Q{call.fiscal_quarter}.txt", "\n".join(spaced).encode(kind.encoding)


def _cut(text: str, rng: random.Random) -> str:
    """A paragraph, at times cut in two by the end of a page."""
    words = text.split()
    if len(words) > 20 and rng.random() < 0.3:
        for at in range(8, len(words) - 4):
            if words[at].islower() and words[at - 1].isalpha():
                return " ".join(words[:at]) + "\n\n" + " ".join(words[at:])
    return text


def _seed(call: SyntheticCall) -> int:
    return sum(map(ord, "".join(name for name, _ in call.executives)))
