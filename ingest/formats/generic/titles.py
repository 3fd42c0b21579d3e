"""Titles and firms printed after a name without a colon, or on the line below it.

One line cannot tell `Harlan Gate` the firm from `Got it` the answer. A file can: where most names without a colon have
something short behind or below them that is no sentence, that is what they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.formats.generic.affiliation import affiliation
from ingest.formats.generic.label import Label
from ingest.formats.generic.person_names import may_be_person
from ingest.formats.lines import ends_sentence, is_function

_FEWEST = 3
_SHARE = 0.6
_MAX_WORDS = 16


def with_titles(possible: Mapping[int, Label], texts: Sequence[str]) -> tuple[dict[int, Label], set[int]]:
    """(possible labels by Block number, with the titles printed beside and below them; the Blocks below that were taken).

    `texts` are the Blocks' texts, '' where a Block is no speech.
    """
    found = {i: _titled(replace(label, text=""), label.text) for i, label in _beside(possible).items()}
    labels = {**possible, **found}
    taken: set[int] = set()
    for i in _below(labels, texts):
        # What stands below a name is no name itself.
        if i not in taken:
            labels[i] = _titled(labels[i], texts[i + 1])
            labels.pop(i + 1, None)
            taken.add(i + 1)
    return labels, taken


def _beside(possible: Mapping[int, Label]) -> dict[int, Label]:
    """The labels whose words are a title, if those of most are."""
    behind = {i: label for i, label in possible.items() if label.marked and _is_bare(label)}
    short = {i: label for i, label in behind.items() if label.text and _is_short(label.text)}
    titled = len(short) + sum(label.affiliated for label in behind.values() if not label.text)
    spoken = sum(bool(label.text) and i not in short for i, label in behind.items())
    return short if len(short) >= _FEWEST and titled >= _SHARE * (titled + spoken) else {}


def _below(labels: Mapping[int, Label], texts: Sequence[str]) -> list[int]:
    """The Blocks of names with a title on the line below, if most have one."""
    alone = [
        i for i, label in labels.items() if _is_bare(label) and not label.text and not label.affiliated
        and i + 2 < len(texts) and texts[i + 1] and texts[i + 2]
    ]  # fmt: skip
    short = [i for i in alone if _is_short(texts[i + 1])]
    sure = [i for i in short if not _is_short(texts[i + 2])]
    return short if len(sure) >= _FEWEST and len(short) >= _SHARE * len(alone) else []


def _is_bare(label: Label) -> bool:
    return not label.colon and not is_function(label.name) and " " in label.name and may_be_person(label.name)


def _is_short(text: str) -> bool:
    short = len(text.split(maxsplit=_MAX_WORDS)) <= _MAX_WORDS and (_in_brackets(text) or not ends_sentence(text))
    return short and not text[0].islower() and "\n" not in text


def _titled(label: Label, text: str) -> Label:
    title, firm = affiliation(text[1:-1] if _in_brackets(text) else text)
    return replace(label, title=title, firm=firm)


def _in_brackets(text: str) -> bool:
    return text[:1] == "(" and text.find(")") == len(text) - 1
