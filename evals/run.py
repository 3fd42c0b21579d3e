"""Run cases through the product as a user would, and count."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from answer.answer import Answer, Mode, Status
from answer.ask import Asker
from answer.rewrite import standalone
from compose import make_asker, open_configured
from evals.cases import Case, load_cases
from evals.metrics import first_rank, is_right, mean, share
from index.opened import Opened
from index.passage import Scope
from settings import Settings

DEPTH = 10
"""Hits asked for; hit@k and MRR@10 are counted in them."""
_FIRST_CHARACTERS = 4_000


@dataclass(frozen=True)
class Row:
    """What happened to one case. `rank` of the first hit with evidence; `right` per displayed sentence, in order."""

    id: str
    language: str
    type: str
    answerable: bool
    status: str
    rank: int | None
    within_first_characters: bool
    longest_hit: int
    right: tuple[bool, ...]


def run_cases(settings: Settings, path: Path, *, mode: str, with_rows: bool) -> dict[str, Any]:
    """All metrics, over all cases, by language and by type."""
    opened = open_configured(settings)
    asker = make_asker(settings, opened)
    rows = [_run(opened, asker, case, Mode(mode)) for case in load_cases(path)]
    groups: dict[str, list[Row]] = {"all": rows}
    for row in rows:
        groups.setdefault(f"language {row.language}", []).append(row)
    for row in sorted(rows, key=lambda r: r.type):
        groups.setdefault(f"type {row.type}", []).append(row)
    result: dict[str, Any] = {
        "cases": len(rows),
        "mode": mode,
        "longest_hit": max((row.longest_hit for row in rows), default=0),
        "metrics": {name: _metrics(group) for name, group in groups.items()},
    }
    if with_rows:
        result["rows"] = [asdict(row) for row in rows]
    return result


def _run(opened: Opened, asker: Asker, case: Case, mode: Mode) -> Row:
    scope = Scope(transcripts=(case.call,)) if case.call else Scope()
    found = opened.searcher.search(standalone(case.question, case.history), DEPTH, scope)
    texts = [hit.passage.text for hit in found.hits]
    answer = asker.ask(case.question, scope=scope, mode=mode, history=case.history)
    rank = first_rank(texts, case.targets) if case.answerable else None
    return Row(
        id=case.id,
        language=case.language,
        type=case.type,
        answerable=case.answerable,
        status=answer.status.value,
        rank=rank,
        within_first_characters=rank is not None and sum(map(len, texts[:rank])) <= _FIRST_CHARACTERS,
        longest_hit=max(map(len, texts), default=0),
        right=_displayed(answer, case),
    )


def _displayed(answer: Answer, case: Case) -> tuple[bool, ...]:
    if not case.answerable or answer.status in (Status.NOT_FOUND, Status.DECLINED):
        return ()
    return tuple(is_right(citation.quote, citation.speaker, case.targets) for citation in answer.citations)


def _metrics(rows: Sequence[Row]) -> dict[str, Any]:
    answerable = [row for row in rows if row.answerable]
    unanswerable = [row for row in rows if not row.answerable]

    def refused(row: Row) -> bool:
        return row.status in (Status.NOT_FOUND, Status.DECLINED)

    def within(k: int) -> Callable[[Row], bool]:
        return lambda row: row.rank is not None and row.rank <= k

    return {
        **{f"hit@{k}": share([within(k)(row) for row in answerable]) for k in (1, 3, 5, 10)},
        "MRR@10": mean([1 / row.rank if row.rank else 0.0 for row in answerable]),
        "evidence in first 4,000": share([row.within_first_characters for row in answerable]),
        "first sentence right": share([bool(row.right[:1]) and row.right[0] for row in answerable]),
        "right within three": share([any(row.right[:3]) for row in answerable]),
        "answerable refused": share([refused(row) for row in answerable]),
        "unanswerable recognised": share([refused(row) for row in unanswerable]),
    }
