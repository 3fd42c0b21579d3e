"""Financial Modeling Prep's earning_call_transcript: `{symbol, quarter | period, year, date, content}`, newest call first.

`content` is the whole call as `Name: text` lines; a line without a label goes on with the speech above it.
"""

import re
from typing import Any

from ingest.formats.captions.caption_labels import recased
from ingest.formats.data.cells import paragraphs
from ingest.formats.data.facts import facts_of
from ingest.formats.data.fields import row_of
from ingest.formats.data.records import set_languages
from ingest.formats.draft import Draft
from ingest.formats.generic.label import read_label
from ingest.formats.generic.support import Support
from ingest.formats.lines import is_function, is_name, listed_role

FORMAT = "fmp"

_MAX_LABEL = 200
_MAX_HEAD = 2_000
"""Characters within which other layouts list who takes part; this one lists nobody."""
_NO_NAMES = frozenset(
    "north south east west northern southern eastern western central america americas europe asia africa pacific china japan india "
    "korea taiwan germany france kingdom states britain canada mexico brazil australia emea apac latam middle rest "
    "international domestic global cash flow margin margins revenue revenues sales income earnings expenses costs capital "
    "expenditures guidance outlook segment segments business group division products services solutions quarter year "
    "results highlights update strategy risk risks factors statement statements question answer session remarks".split()
)


def recognises(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and {"symbol", "content"} <= value.keys()
        and bool({"quarter", "period", "year"} & value.keys())
        and _begins_with_label(value["content"])
    )


def _begins_with_label(content: Any) -> bool:
    """Whether it is empty or begins as this layout does; other layouts are kept under the same keys too."""
    if not isinstance(content, str) or not content.strip():
        return content is None or isinstance(content, str)
    head = content.strip()[:_MAX_HEAD].split("\n")
    if any(listed_role(line[:100]) for line in head):
        return False
    label = read_label(head[0][:_MAX_LABEL])
    return label is not None and label.colon and (is_function(label.name) or is_name(label.name))


def _is_new_name(name: str, lower: frozenset[str]) -> bool:
    """Whether it is the full name of somebody who speaks once: its words are never written in lower case, nor heads of a list."""
    words = [word.lower().strip(".") for word in name.split()]
    return is_name(name, fewest=2) and _NO_NAMES.isdisjoint(words) and lower.isdisjoint(words)


def parse(value: Any) -> list[Draft]:
    draft = Draft(format=FORMAT)
    facts_of(row_of(value)).fill(draft)
    lines = paragraphs(value["content"])
    possible = {i: label for i, line in enumerate(lines) if (label := read_label(line)) and label.colon}
    accepted = Support(lines, possible, (), len(lines)).accepted()
    # Each paragraph of a long speech may have the label again.
    known = {label.key for label in accepted.values()}
    lower = frozenset(re.findall(r"(?<!\w)[a-z][a-z'’\-]+", "\n".join(lines)))
    labels = {i: label for i, label in possible.items() if label.key in known or _is_new_name(label.name, lower)}
    for i, line in enumerate(lines):
        if label := labels.get(i):
            turn = draft.open(recased(label.name), label.title, label.firm)
            if label.text:
                turn.paragraphs.append((label.text, None))
        else:
            turn = draft.turns[-1] if draft.turns else draft.open(None)
            turn.paragraphs.append((line, None))
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    set_languages(draft)
    return [draft]
