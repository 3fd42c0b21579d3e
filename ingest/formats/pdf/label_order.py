"""Labels that an extractor wrote apart from the words of their page, paired with them in order.

Nothing but the words tells where a speech begins: sentences that end, short lines, questions, and moderators who call
on the next speaker. The best cut by all of that together is taken.
"""

import re
from collections.abc import Sequence

from ingest.formats.lines import ends_sentence, is_function
from ingest.formats.pdf.pages import Line
from ingest.formats.pdf.paragraphs import Flow
from ingest.formats.pdf.rows import Row

_HANDLING = re.compile(
    r"^(?:ladies|welcome|thank you|good|we (?:have|will|take|now)|the (?:next|first)|next|our|due|as there|participants)\b.*"
    r"|.*\b(?:question|line of|queue|conference|star|go ahead|proceed|hand)\b", re.IGNORECASE,
)  # fmt: skip
_CALLED_WITHIN = 100


def in_order(labels: Sequence[str], rows: Sequence[Row], *, continues: bool | None) -> list[tuple[Row, str | None]]:
    """Cut rows into as many stretches as there are labels, each where a speech most likely begins (best cut by score).

    `continues`: whether the first stretch still belongs to the page before; None where only the fit can tell.
    """
    heads: list[str | None] = [*labels]
    choices = [(_cut(heads, rows), heads)] if not continues else []
    choices += [(_cut([None, *heads], rows), [None, *heads])] if continues is not False else []
    (_, starts), heads = max(choices, key=lambda choice: choice[0][0] - _begin_cost(len(choice[1]) - len(labels)))
    at = dict(zip(starts, heads, strict=False))
    found = [(row, at.get(i)) for i, row in enumerate(rows)]
    return found + [(Row(Line(""), rows[-1].page), head) for head in heads[len(starts) :]]


def _begin_cost(extra: int) -> float:
    """What one more stretch gains by its beginning alone, so that more stretches are no better for being more."""
    return 6.0 * extra


def _cut(heads: Sequence[str | None], rows: Sequence[Row]) -> tuple[float, list[int]]:
    """(score, where each stretch starts); with fewer rows than heads, one row each for the first."""
    if len(rows) <= len(heads):
        return 0.0, list(range(len(rows)))
    flow = Flow(rows)
    n, count = len(rows), len(heads)
    begins = [0.0, *(_begin_score(flow, rows[i - 1], rows[i]) for i in range(1, n))]
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for k in range(1, count):
        stage: dict[int, tuple[float, int]] = {}
        for start, (score, _) in best[-1].items():
            text = ""
            for nxt in range(start + 1, n - (count - k) + 1):
                text = f"{text} {rows[nxt - 1].text}".lstrip()
                total = score + begins[nxt] + _fit(heads[k - 1], heads[k], text)
                if nxt not in stage or total > stage[nxt][0]:
                    stage[nxt] = (total, start)
        best.append(stage)
    ends = {
        at: found[0] + _fit(heads[-1], None, " ".join(row.text for row in rows[at:])) for at, found in best[-1].items()
    }
    start = max(ends, key=lambda at: ends[at])
    score = ends[start]
    starts = [start]
    for stage in reversed(best[1:]):
        start = stage[start][1]
        starts.append(start)
    return score, starts[::-1]


def _begin_score(flow: Flow, before: Row, row: Row) -> float:
    score = 3.0 if ends_sentence(before.text) else -4.0
    score += 2.0 if before.text.endswith("?") else 0.0
    score += 1.0 if row.text[:1].isupper() else -3.0
    score += 2.0 if row.gap else 0.0
    return score + (0.0 if flow.runs_on(before, row) else 2.0)


def _fit(label: str | None, following: str | None, text: str) -> float:
    """How well a stretch suits its label: moderators call on the next speaker, others seldom speak as they do."""
    if label is None or not is_function(label) or label.lower() == "management":
        return 3.0 if text.rstrip(" ”’)").endswith("?") else 0.0
    score = 2.0 if _HANDLING.match(text[:_CALLED_WITHIN]) else -3.0
    if following and following.split()[-1].lower() in text[-_CALLED_WITHIN:].lower():
        score += 8.0
    return score - len(text) / 200
