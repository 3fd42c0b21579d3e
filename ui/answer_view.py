"""Answer -> what the answer component shows. Pure: every label is made here, the component only sets text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answer.answer import Answer, Citation, Claim, Mode, Status
from answer.leads import company_name
from answer.saved import Since
from ingest.transcript import Call
from ui.labels import (
    is_han,
    period_label,
    person_label,
    scope_label,
    status_label,
    tally_label,
    turn_label,
    withheld_label,
    words,
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """What an answer is drawn with: the calls held, by id, and what became of quotes, by sentence id."""

    calls: Mapping[str, Call]
    since: Mapping[str, Since] = field(default_factory=dict)


def answer_view(answer: Answer, shown: Shown) -> Json:
    """The whole answer; `sources_of` gives what a chip's index points to."""
    language = answer.language
    label = words(language)
    searched = scope_label(answer, shown.calls)
    foot = [searched]
    if answer.mode is Mode.MODEL and answer.claims:
        foot += [answer.model or "", label["not_advice"]]
    return {
        "language": "zh-Hant" if language == "zh" else "en",
        "status": {"kind": answer.status.value, "label": status_label(answer)},
        "notice": answer.notice,
        "lead": answer.lead,
        "blocks": _blocks(answer),
        "withheld": _withheld(answer),
        "doubts": [{"n": doubt.n, "label": label["doubt"], "text": doubt.text} for doubt in answer.doubts],
        "tally": tally_label(answer),
        "foot": [part for part in foot if part],
        "sources": [_source(c, language, shown) for c in sources_of(answer)],
        "labels": {"open": label["open"]},
    }


def claim_view(claim: Claim, citations: Sequence[Citation], language: str, shown: Shown) -> Json:
    """One Claim of an answer that is still being made. Chips point into `citations`."""
    return {
        "language": "zh-Hant" if language == "zh" else "en",
        "blocks": [{"kind": "claims", "title": None, "items": [_claim(claim, citations)]}],
        "sources": [_source(c, language, shown) for c in citations],
        "labels": {"open": words(language)["open"]},
    }


def sources_of(answer: Answer) -> tuple[Citation, ...]:
    """The Citations of an answer in the order that the component's indices count."""
    return (*answer.citations, *answer.related)


def _blocks(answer: Answer) -> list[Json]:
    label = words(answer.language)
    blocks: list[Json] = []
    if answer.claims:
        items = [_claim(claim, answer.citations) for claim in answer.claims]
        blocks.append({"kind": "claims", "title": None, "items": items})
    if answer.status is Status.DECLINED:
        for title, is_asked in ((label["asked"], True), (label["replied"], False)):
            found = [_quote(i) for i, c in enumerate(answer.citations) if (c.role == "analyst") is is_asked]
            if found:
                blocks.append({"kind": "exchange", "title": title, "items": found})
    if answer.related:
        start = len(answer.citations)
        items = [_quote(start + i) for i in range(len(answer.related))]
        blocks.append({"kind": "related", "title": label["related"], "items": items})
    return blocks


def _claim(claim: Claim, citations: Sequence[Citation]) -> Json:
    """A Claim that is itself a quote is shown as one, with its speaker; any other as a sentence with chips."""
    at = {citation.n: index for index, citation in enumerate(citations)}
    marks = [at[n] for n in claim.citations if n in at]
    if len(marks) == 1 and citations[marks[0]].quote == claim.text:
        return _quote(marks[0])
    return {"text": claim.text, "marks": marks}


def _quote(index: int) -> Json:
    return {"quote": index}


def _withheld(answer: Answer) -> Json | None:
    if not answer.withheld:
        return None
    return {
        "label": withheld_label(answer.language, len(answer.withheld)),
        "items": [{"text": claim.text, "reasons": list(claim.failed_checks)} for claim in answer.withheld],
    }


def _source(citation: Citation, language: str, shown: Shown) -> Json:
    """What a card and a quote block show of a Citation; the quote is the stored text, untouched."""
    label = words(language)
    since = shown.since.get(citation.sentence_id)
    interpreted = "interpreted" in citation.flags
    where = [label.get(citation.section, citation.section), turn_label(language, citation.turn)]
    who = citation.speaker or label["no_speaker"]
    if citation.speaks_for:
        who = f"{who} ({label['speaks_for']} {citation.speaks_for})"
    period = period_label(language, citation.fiscal_period, citation.period_end)
    call = shown.calls.get(citation.transcript)
    company = company_name(language, call) if call else citation.company
    return {
        "n": citation.n,
        "quote": citation.quote,
        "quoteLang": "zh-Hant" if is_han(citation.quote) else "en",
        "translation": citation.translation,
        "translationLang": "zh-Hant" if is_han(citation.translation or "") else "en",
        "translationLabel": label["machine"] if citation.translation_kind == "machine" else label["translation"],
        "who": who,
        "person": person_label(language, citation),
        "interpreted": label["interpreted"] if interpreted else None,
        "call": " · ".join(filter(None, (company or citation.transcript, period))),
        "where": " · ".join(where),
        "analyst": citation.role == "analyst",
        "since": label[since.value] if since else None,
    }
