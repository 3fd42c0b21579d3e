"""Run cases through the product as a user would, and count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from answer.answer import Answer, Citation, Mode
from answer.ask import Asker
from answer.confidence import load_ground, probability, shipped, signals
from answer.retrieve import Retrieval
from compose import make_asker, open_configured
from errors import CallciteError
from evals.cases import Case, load_cases
from evals.judge import DEPTH, REFUSALS, Row, judge_answer, judge_failure, judge_found
from evals.metrics import Retrieved
from evals.remember import RememberingEmbedder
from evals.summary import answers, curve, grouped, language_gap, latencies, longest_hit, retrieval
from index.opened import Opened
from index.passage import Scope, Search
from index.scope import select
from ingest.transcript import Turn
from settings import Settings


@dataclass(frozen=True)
class Ran:
    """The rows of some cases, in order, with the milliseconds per stage of each that was answered."""

    rows: tuple[Row, ...]
    timings: tuple[Mapping[str, float], ...] = field(default=(), repr=False)


class Runner:
    """Runs cases over one open library. `scored` asks for the score of each answer too, which takes its time."""

    def __init__(self, opened: Opened, asker: Asker, mode: Mode, *, scored: bool = True) -> None:
        self._opened = opened
        self._asker = asker
        self._retrieval = Retrieval(opened)
        self._mode = mode
        self._scored = scored
        self._passages: dict[str, list[Retrieved]] = {}

    def run(self, cases: Sequence[Case]) -> Ran:
        ran = [self._one(case) for case in cases]
        return Ran(tuple(row for row, _ in ran), tuple(timings for _, timings in ran if timings))

    def _one(self, case: Case) -> tuple[Row, Mapping[str, float]]:
        scope = Scope(transcripts=(case.call,)) if case.call else Scope()
        try:
            answer = self._asker.ask(case.question, scope=scope, mode=self._mode, history=case.history)
            search, reading = self._retrieval.search(answer.standalone, DEPTH, scope)
            score = self._score(search, reading.scope, answer) if self._scored else None
        except CallciteError as error:
            return self._failed(case, error), {}
        row = Row(
            id=case.id,
            language=case.language,
            type=case.type,
            answerable=case.answerable,
            status=answer.status.value,
            found=judge_found(_texts(search), self._corpus(case), case) if case.answerable else None,
            quotes=judge_answer(answer, case, self._turn_of),
            status_expected=answer.status.value in case.expect_status if case.expect_status else None,
            names_call=case.names_call,
            score=score,
        )
        return row, answer.timings_ms

    def _failed(self, case: Case, error: CallciteError) -> Row:
        return Row(
            id=case.id,
            language=case.language,
            type=case.type,
            answerable=case.answerable,
            status="error",
            quotes=judge_failure(case),
            status_expected=False if case.expect_status else None,
            names_call=case.names_call,
            error=error.as_json(),
        )

    def _score(self, search: Search, scope: Scope, answer: Answer) -> float | None:
        """What decides between answer and refusal; None where a rule refused before it."""
        held = select(self._opened.library, scope, self._opened.glossary).transcripts
        ground = load_ground(self._opened.library, search.hits, len(search.vector))
        score = probability(signals(answer.standalone, ground, search.vector, held, self._opened.glossary))
        return None if answer.status.value in REFUSALS and score >= shipped().threshold else score

    def _corpus(self, case: Case) -> list[Retrieved]:
        """Every Passage of the calls that the case is about."""
        held = [h.call.id for h in self._opened.library.held()]
        wanted = {gold.call for gold in case.evidence} | {case.call}
        calls = held if wanted == {None} else [call for call in held if call in wanted]
        for call in calls:
            if call not in self._passages:
                stored = (s.passage for s in self._opened.library.passages_of(call))
                self._passages[call] = [Retrieved(p.text, call) for p in stored]
        return [item for call in calls for item in self._passages[call]]

    def _turn_of(self, citation: Citation) -> Turn | None:
        key = (citation.transcript, citation.turn)
        return self._opened.library.turns([key]).get(key)


def remembering(opened: Opened, store: Path | None = None) -> Opened:
    """The same library; a question that comes again is not embedded again, as for the peer and for what is counted."""
    embedder = RememberingEmbedder(opened.embedder, store=store)
    return replace(opened, make_embedder=lambda: embedder)


def _texts(search: Search) -> list[Retrieved]:
    passages = (hit.passage for hit in search.hits)
    return [Retrieved(p.text, p.transcript, p.translation) for p in passages]


def run_cases(settings: Settings, path: Path, *, mode: str, with_rows: bool, with_peer: bool = False) -> dict[str, Any]:
    """All metrics, over all cases, by language and by type; with the peer's beside them where asked for.

    Raises:
        UsageError: the file cannot be read, or holds something that is no case. LibraryError: the library cannot be used.
    """
    cases = load_cases(path)
    opened = remembering(open_configured(settings))
    ran = Runner(opened, make_asker(settings, opened), Mode(mode)).run(cases)
    result = summarised(ran, mode=mode)
    if with_peer:
        # Only this one comparison loads LlamaIndex.
        from evals.peer import NAME, Peer

        peer = Peer(opened.library, opened.embedder).run(cases)
        result["peer"] = {"name": NAME, **summarised_peer(peer)}
    if with_rows:
        result["rows"] = [row.as_json() for row in ran.rows]
    return result


def summarised(ran: Ran, *, mode: str) -> dict[str, Any]:
    groups = grouped(ran.rows)
    quotes = [row.quotes for row in ran.rows if row.quotes]
    return {
        "cases": len(ran.rows),
        "mode": mode,
        "longest_hit": longest_hit(row.found for row in ran.rows),
        "quotes_not_verbatim": sum(q.not_verbatim for q in quotes),
        "quotes_with_wrong_speaker": sum(q.wrong_speaker for q in quotes),
        "errors": sum(row.error is not None for row in ran.rows),
        "gap_en_zh_hit@5": language_gap(groups),
        "metrics": {name: {**retrieval(group), **answers(group)} for name, group in groups.items()},
        "risk_coverage": curve(ran.rows),
        "latency_ms": latencies(ran.timings),
    }


def summarised_peer(rows: Sequence[Row]) -> dict[str, Any]:
    """The peer retrieves and nothing else: what it says of an answer is not applicable."""
    groups = grouped(rows)
    lengths = [row.found.characters for row in rows if row.found]
    return {
        "longest_hit": longest_hit(row.found for row in rows),
        "characters_per_result": sum(lengths) / len(lengths) if lengths else None,
        "gap_en_zh_hit@5": language_gap(groups),
        "metrics": {name: retrieval(group) for name, group in groups.items()},
    }
