"""The names under which a question's terms were found, so that a reader sees why a quote without them is there. Pure."""

from collections.abc import Mapping, Sequence

from answer.answer import Citation


def matched(aliases: Mapping[str, tuple[str, ...]], citations: Sequence[Citation]) -> tuple[str, ...]:
    """`CMR = customer management revenue`, for each term of the question that the quotes have under another name only.

    `aliases` are what the question writes -> the term's other spellings.
    """
    texts = [f"{c.quote}\n{c.translation or ''}".casefold() for c in citations]
    found = []
    for written, others in aliases.items():
        if any(written.casefold() in text for text in texts):
            continue
        other = next((o for o in others if any(o.casefold() in text for text in texts)), None)
        if other is not None:
            found.append(f"{written} = {other}")
    return tuple(found)
