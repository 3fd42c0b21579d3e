"""One question on its way to an Answer: what is known so far, and the numbering of its Citations."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answer import leads
from answer.aliases import matched
from answer.answer import Answer, Citation, Claim, Mode, Reason, Status
from answer.evidence import Evidence, cite
from answer.scoping.reading import Reading
from index.passage import Scope, Search
from index.question import Question
from index.rows import Held


@dataclass(frozen=True)
class Asked:
    """A question as it was put and as it is understood, before anything is searched.

    `read` and `reading` are of `standalone`: the kinds of answer it wants, and the companies, periods and people it means.
    """

    question: str
    standalone: str
    read: Question
    reading: Reading
    mode: Mode
    started: float
    follow_up: bool = False
    """Whether it was made whole from the questions before."""


@dataclass
class Run:
    """`searched` are the calls gone through; `evidence` is numbered from 1; `search` is None where whole calls were read."""

    asked: Asked
    scope: Scope
    searched: Sequence[Held]
    terms: Sequence[str] = ()
    search: Search | None = None
    evidence: Sequence[Evidence] = ()
    turn_texts: Mapping[tuple[str, int], str] = field(default_factory=dict)
    favoured: frozenset[tuple[str, int]] = frozenset()
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """What is left open whatever is found: a part of the question that no transcript can tell."""
    citations: list[Citation] = field(default_factory=list)

    @property
    def question(self) -> Question:
        return self.asked.read

    @property
    def language(self) -> str:
        return self.asked.read.language

    def cite(self, items: Sequence[Evidence]) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """Citation numbers for `items`, given in order of first use, and the Citations that are new."""
        known = {citation.sentence_id: citation.n for citation in self.citations}
        fresh: list[Citation] = []
        for item in items:
            if item.sentence_id not in known:
                known[item.sentence_id] = len(known) + 1
                fresh.append(cite(item, known[item.sentence_id]))
        self.citations.extend(fresh)
        return tuple(known[item.sentence_id] for item in items), tuple(fresh)

    def answer(
        self,
        status: Status,
        lead: str,
        *,
        claims: Sequence[Claim] = (),
        withheld: Sequence[Claim] = (),
        written_by: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Answer:
        """The Answer, with what was searched and how long it took. `written_by`: model, prompt_hash, usage."""
        timings = dict(self.search.timings_ms) if self.search else {}
        timings["total"] = round((time.perf_counter() - self.asked.started) * 1000, 3)
        reading = self.asked.reading
        aliases = self.search.expanded.aliases if self.search else {}
        missing = (*more.pop("missing", ()), *self.missing)
        if missing and status is Status.ANSWERED:
            status = Status.PARTIAL
        fields: dict[str, Any] = {"mode": self.asked.mode, **(written_by or {}), **more}
        return Answer(
            question=self.asked.question,
            standalone=self.asked.standalone,
            scope=self.scope.as_json(),
            language=self.language,
            status=status,
            lead=lead,
            claims=tuple(claims),
            withheld=tuple(withheld),
            citations=tuple(self.citations),
            missing=missing,
            notes=(*reading.notes, *self.notes),
            detected=reading.detected.as_json(),
            alternatives=reading.alternatives,
            aliases=matched(aliases, self.citations),
            searched={"transcripts": [held.call.id for held in self.searched], "terms": list(self.terms)},
            timings_ms=timings,
            **fields,
        )

    def not_found(
        self,
        reason: Reason,
        nearest: Sequence[Evidence] = (),
        *,
        lead: str | None = None,
        written_by: Mapping[str, Any] | None = None,
    ) -> Answer:
        """No claim; the nearest sentences as what they are: related, not an answer. `lead` says more than the reason."""
        self.citations.clear()
        related = tuple(cite(item, n) for n, item in enumerate(nearest, start=1))
        said = lead or leads.not_found(self.language, reason, self.searched)
        return self.answer(Status.NOT_FOUND, said, reason=reason, related=related, written_by=written_by)
