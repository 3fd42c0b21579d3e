"""One question on its way to an Answer: what is known so far, and the numbering of its Citations."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answer import leads
from answer.answer import Answer, Citation, Claim, Mode, Reason, Status
from answer.evidence import Evidence, cite
from index.passage import Scope, Search
from index.question import Question
from index.rows import Held
from index.tokens import tokens


@dataclass
class Run:
    """`question` is read from `standalone`; `searched` are the calls in scope; `evidence` is numbered from 1."""

    asked: str
    standalone: str
    question: Question
    mode: Mode
    scope: Scope
    search: Search
    searched: Sequence[Held]
    evidence: list[Evidence]
    turn_texts: Mapping[tuple[str, int], str]
    started: float
    citations: list[Citation] = field(default_factory=list)

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
        timings = dict(self.search.timings_ms)
        timings["total"] = round((time.perf_counter() - self.started) * 1000, 3)
        fields: dict[str, Any] = {"mode": self.mode, **(written_by or {}), **more}
        return Answer(
            question=self.asked,
            standalone=self.standalone,
            scope=self.scope.as_json(),
            language=self.question.language,
            status=status,
            lead=lead,
            claims=tuple(claims),
            withheld=tuple(withheld),
            citations=tuple(self.citations),
            searched={
                "transcripts": [held.call.id for held in self.searched],
                "terms": list(dict.fromkeys(tokens(self.standalone))),
            },
            timings_ms=timings,
            **fields,
        )

    def not_found(
        self, reason: Reason, nearest: Sequence[Evidence], *, written_by: Mapping[str, Any] | None = None
    ) -> Answer:
        """No claim; the nearest sentences as what they are: related, not an answer."""
        self.citations.clear()
        related = tuple(cite(item, n) for n, item in enumerate(nearest, start=1))
        lead = leads.not_found(self.question.language, reason, self.searched)
        return self.answer(Status.NOT_FOUND, lead, reason=reason, related=related, written_by=written_by)
