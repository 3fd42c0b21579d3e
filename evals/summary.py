"""Rows -> metrics, pure: over all cases, by language and by type."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.judge import FIRST_CHARACTERS, Found, Row
from evals.metrics import Measure, auroc, difference, mean, percentile, recall_at, risk_coverage, share

MOST_REFUSED = 0.10
"""Share of the answerable questions that may be refused, where the score's recall is read."""
_CURVE_POINTS = 20
_UNKNOWN_SCORE = -1.0
"""Of a refusal without a score: a hard gate spoke, before any score."""


def grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {"all": list(rows)}
    for row in rows:
        groups.setdefault(f"language {row.language}", []).append(row)
    for row in sorted(rows, key=lambda r: r.type):
        groups.setdefault(f"type {row.type}", []).append(row)
    return groups


def retrieval(rows: Iterable[Row]) -> dict[str, Measure]:
    """Over the answerable cases; an error counts as a miss."""
    found = [row.found for row in rows if row.answerable]

    def hit(k: int) -> list[bool]:
        return [f is not None and f.rank is not None and f.rank <= k for f in found]

    first = f"{FIRST_CHARACTERS:,}"
    return {
        **{f"hit@{k}": share(hit(k)) for k in (1, 3, 5, 10)},
        "MRR@10": mean([1 / f.rank if f and f.rank else 0.0 for f in found]),
        "nDCG@10": mean([f.ndcg if f else 0.0 for f in found]),
        f"evidence in first {first}": share([f is not None and f.within_first_characters for f in found]),
        f"evidence in first {first}, translations counted": share(
            [f is not None and f.within_with_translations for f in found]
        ),
    }


def answers(rows: Sequence[Row]) -> dict[str, Measure]:
    """An error counts as wrong wherever a case could have been right."""
    answerable = [row for row in rows if row.answerable]
    unanswerable = [row for row in rows if not row.answerable]
    refused = [row for row in rows if row.refused]
    right = [row.quotes.right if row.quotes else () for row in answerable]
    judged = [row.quotes for row in answerable if row.quotes]
    quotes = [row.quotes for row in rows if row.quotes]
    named = [row for row in rows if row.names_call]

    return {
        "first sentence right": share([bool(r[:1]) and r[0] for r in right]),
        "right within three": share([any(r[:3]) for r in right]),
        "facets covered": mean(_known(q.facets for q in judged)),
        "citation precision": mean(_known(q.precision for q in judged)),
        "citation recall": mean(_known(q.recall for q in judged)),
        "answer has what it must": share(_known(q.contains for q in judged)),
        "speaker as in gold": share([ok for q in quotes for ok in q.speakers]),
        "quotes not as in the transcript": share([i < q.unlike for q in quotes for i in range(q.shown)]),
        "answerable refused": share([row.refused for row in answerable]),
        "unanswerable recognised": share([row.refused for row in unanswerable]),
        "refusals right": share([not row.answerable for row in refused]),
        "status as expected": share(_known(row.status_expected for row in rows)),
        "quoted calls right": share(_known(q.calls_right for q in quotes)),
        "expected calls quoted": share(_known(q.calls_complete for q in quotes)),
        "wrong call quoted, call named": share([row.quotes is not None and row.quotes.calls_right is False for row in named]),
        "answer in the question's language": share(_known(q.in_language for q in quotes)),
        "errors": share([row.error is not None for row in rows]),
        **_scored(rows),
    }  # fmt: skip


def _scored(rows: Sequence[Row]) -> dict[str, Measure]:
    scores, good = _scores(rows)
    if not scores:
        return {}
    area = auroc(scores, good)
    return {
        "answerable above unanswerable (AUROC)": area,
        f"recognised at refusals <= {MOST_REFUSED:.2f}": recall_at(scores, good, MOST_REFUSED),
    }


def _scores(rows: Sequence[Row]) -> tuple[list[float], list[bool]]:
    """Scores with whether the case is answerable; none at all where the product told no score."""
    known = [row for row in rows if row.score is not None or row.refused]
    if not any(row.score is not None for row in known):
        return [], []
    return [_UNKNOWN_SCORE if r.score is None else r.score for r in known], [r.answerable for r in known]


def curve(rows: Sequence[Row]) -> list[dict[str, float]]:
    """Risk over coverage: a case is wrong when it is unanswerable; some twenty points at most."""
    scores, good = _scores(rows)
    points = risk_coverage(scores, [not g for g in good])
    step = max(1, -(-len(points) // _CURVE_POINTS))
    return points[::-1][::step][::-1]


def language_gap(groups: Mapping[str, Sequence[Row]]) -> Measure:
    """hit@5 of the English questions less that of the Chinese ones."""
    english, chinese = (retrieval(groups.get(f"language {code}", ()))["hit@5"] for code in ("en", "zh"))
    return difference(english, chinese)


def latencies(timings: Iterable[Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Milliseconds per stage: median and 95th percentile."""
    stages: dict[str, list[float]] = {}
    for one in timings:
        for stage, value in one.items():
            stages.setdefault(stage, []).append(value)
    return {
        stage: {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95), "n": len(values)}
        for stage, values in stages.items()
    }


def longest_hit(found: Iterable[Found | None]) -> int:
    return max((f.longest_hit for f in found if f), default=0)


def _known(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if value is not None]
