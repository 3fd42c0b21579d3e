"""What is wrong with an answer to a question whose calls and figures are known; and the counts over all of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answer.answer import Answer, Citation, Status
from evals.metrics import share
from evals.thirty.companies import HeldCall, Topic
from evals.thirty.questions import ThirtyQuestion


@dataclass(frozen=True)
class Outcome:
    """`faults` say each what is wrong: a call cited or searched that is not named, a label, a computed line.

    `right` is whether every call named is quoted with its figure, `first` whether the first quote has one. Where the call
    named is not held, it is right to say so and to quote nothing.
    """

    question: ThirtyQuestion
    answer: Answer
    faults: tuple[str, ...]
    answered: bool
    right: bool
    first: bool


def judge(question: ThirtyQuestion, answer: Answer) -> Outcome:
    wanted = {call.id: call for call in question.calls}
    faults = [
        *_wrong_calls(answer, wanted),
        *_wrong_labels(answer, wanted),
        *_wrong_computed(answer, wanted, question.topic),
    ]
    if not wanted:
        declared = answer.status is Status.NOT_FOUND and not answer.citations
        return Outcome(question, answer, tuple(faults), declared, declared, declared)
    answered = answer.status in (Status.ANSWERED, Status.PARTIAL) and bool(answer.claims)
    shown = {call: [c.quote for c in answer.citations if c.transcript == call] for call in wanted}
    right = all(any(_gives(quote, call, question.topic) for quote in shown[id_]) for id_, call in wanted.items())
    first = answer.citations[:1]
    leads = any(c.transcript in wanted and _gives(c.quote, wanted[c.transcript], question.topic) for c in first)
    return Outcome(question, answer, tuple(faults), answered, answered and right, answered and leads)


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares with Wilson intervals; `wrong` counts answers with a fault, `by_kind` gives the share that is right."""
    held = [o for o in outcomes if o.question.calls]
    kinds = dict.fromkeys(o.question.kind for o in outcomes)
    return {
        "questions": len(outcomes),
        "citations": sum(len(o.answer.citations) + len(o.answer.related) for o in outcomes),
        "wrong": share([bool(o.faults) for o in outcomes]),
        "answered": share([o.answered for o in held]),
        "right": share([o.right for o in held]),
        "first_right": share([o.first for o in held]),
        "not_held_said": share([o.right for o in outcomes if not o.question.calls]),
        "by_kind": {kind: share([o.right for o in outcomes if o.question.kind == kind]) for kind in kinds},
        "computed": sum(len(o.answer.computed) for o in outcomes),
    }


def _wrong_calls(answer: Answer, wanted: dict[str, HeldCall]) -> list[str]:
    cited = [c.transcript for c in (*answer.citations, *answer.related)]
    faults = [f"cites {call}" for call in dict.fromkeys(cited) if call not in wanted]
    searched = set(answer.searched.get("transcripts", ()))
    if wanted and searched != set(wanted):
        faults.append(f"searched {', '.join(sorted(searched))}")
    return faults


def _wrong_labels(answer: Answer, wanted: dict[str, HeldCall]) -> list[str]:
    """Claims that do not stand under the company and the fiscal period of what they cite."""
    faults: list[str] = []
    by_number: dict[int, Citation] = {c.n: c for c in answer.citations}
    lead = ""
    for claim in answer.claims:
        lead = claim.lead or lead
        for call in {by_number[n].transcript for n in claim.citations} & wanted.keys():
            names = (*wanted[call].company.latin, *wanted[call].company.han)
            if wanted[call].label not in lead or not any(name.casefold() in lead.casefold() for name in names):
                faults.append(f"{call} under {lead!r}")
    return faults


def _wrong_computed(answer: Answer, wanted: dict[str, HeldCall], topic: Topic) -> list[str]:
    """Computed lines that rest on other calls than those named, or whose margins are not the calls' own."""
    by_number = {c.n: c for c in answer.citations}
    faults: list[str] = []
    for computed in answer.computed:
        calls = [by_number[n].transcript for n in computed.citations]
        if set(calls) != set(wanted):
            faults.append(f"computed from {', '.join(calls)}: {computed.text}")
        elif topic is Topic.MARGIN:
            for value, n in re.findall(r"([\d.]+) %? ?\[(\d+)\]", computed.text):
                if value != wanted[by_number[int(n)].transcript].figures[topic][0]:
                    faults.append(f"computed with {value} [{n}]: {computed.text}")
    return faults


def _gives(quote: str, call: HeldCall, topic: Topic) -> bool:
    return all(re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", quote) for number in call.figures[topic])
