"""Answer -> what the answer component shows. Pure: every label is made here, the component only sets text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from answer.answer import Answer, Citation, Claim, Mode, Status
from answer.saved import Since
from ingest.transcript import Call, Speaker
from ui import again
from ui.asking import Request
from ui.groups import Grouping, Json, call_line, folded, heading
from ui.labels import (
    is_han,
    more_label,
    person_label,
    scope_label,
    status_label,
    tally_label,
    turn_label,
    withheld_label,
    words,
)

_MARKER = re.compile(r"\[(\d+)\]")
_COMPUTED = re.compile(r"^(?:computed|計算)[:\uff1a]\s*", re.IGNORECASE)
_MEANINGLESS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Shown:
    """What an answer is drawn with: the calls held, by id; what became of quotes, by sentence id; people, by name."""

    calls: Mapping[str, Call]
    since: Mapping[str, Since] = field(default_factory=dict)
    people: Mapping[str, Speaker] = field(default_factory=dict)

    def names(self, language: str) -> again.Names:
        return again.Names(language, self.calls, self.people)


def answer_view(answer: Answer, shown: Shown, request: Request | None = None) -> Json:
    """The whole answer; `sources_of` gives what a chip's index points to.

    With the `request` that it answers, it can be asked again: indices count `again.parts` and `again.others`.
    """
    language = answer.language
    label = words(language)
    foot = [scope_label(answer, shown.calls)]
    if answer.mode is Mode.MODEL and answer.claims:
        foot += [answer.model or "", label["not_advice"]]
    return {
        "language": _lang(language),
        "status": {"kind": answer.status.value, "label": status_label(answer)},
        "notice": answer.notice,
        "lead": heading(answer.lead),
        "read": _read(answer, shown, request),
        "blocks": _blocks(answer, shown),
        "computed": _computed(answer),
        "missing": list(answer.missing),
        "withheld": _withheld(answer),
        "doubts": _left_over(answer),
        "notes": _notes(answer),
        "others": _others(answer, request),
        "tally": tally_label(answer),
        "foot": [part for part in foot if part],
        "sources": [_source(c, language, shown) for c in sources_of(answer)],
        "labels": {"open": label["open"], "notes": label["notes"]},
    }


def claims_view(claims: Sequence[Claim], citations: Sequence[Citation], language: str, shown: Shown) -> Json:
    """Claims of an answer that is still being made. Chips point into `cited`."""
    sources = cited(claims, citations)
    groups = Grouping(sources, language, shown.calls, {}).claims(claims)
    return {
        "language": _lang(language),
        "blocks": [_block("claims", None, groups, language)],
        "sources": [_source(c, language, shown) for c in sources],
        "labels": {"open": words(language)["open"]},
    }


def cited(claims: Sequence[Claim], citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Those of `citations` that `claims` point to."""
    wanted = {n for claim in claims for n in claim.citations}
    return tuple(c for c in citations if c.n in wanted)


def sources_of(answer: Answer) -> tuple[Citation, ...]:
    """The Citations of an answer in the order that the component's indices count."""
    return (*answer.citations, *answer.related)


def _lang(language: str) -> str:
    return "zh-Hant" if language == "zh" else "en"


def _read(answer: Answer, shown: Shown, request: Request | None) -> Json:
    """How the question was read: as which question, of what; and how it was put, where it was asked again."""
    label = words(answer.language)
    whole = answer.standalone if _folded(answer.standalone) != _folded(answer.question) else None
    names = shown.names(answer.language)
    parts = again.parts(answer, request, names) if request else ()
    return {
        "as": f"{label['read_as']}{whole}" if whole else None,
        "put": again.put_as(request, names) if request else None,
        "title": label["scope"],
        "remove": label["ask_without"],
        "parts": [part.label for part in parts],
    }


def _others(answer: Answer, request: Request | None) -> Json | None:
    offered = again.others(answer, request) if request else ()
    return {"title": words(answer.language)["instead"], "items": [o.label for o in offered]} if offered else None


def _folded(text: str) -> str:
    return _MEANINGLESS.sub("", text).casefold()


def _blocks(answer: Answer, shown: Shown) -> list[Json]:
    label, language = words(answer.language), answer.language
    doubts: dict[int, list[str]] = {}
    for doubt in answer.doubts:
        doubts.setdefault(doubt.n, []).append(doubt.text)
    grouping = Grouping(answer.citations, language, shown.calls, doubts, answer.lead)
    blocks: list[Json] = []
    if answer.claims:
        blocks.append(_block("claims", None, grouping.claims(answer.claims), language))
    if answer.status is Status.DECLINED:
        for title, is_asked in ((label["asked"], True), (label["replied"], False)):
            found = [i for i, c in enumerate(answer.citations) if (c.role == "analyst") is is_asked]
            if found:
                blocks.append(_block("exchange", title, grouping.quotes(found), language))
    if answer.related:
        sources = sources_of(answer)
        near = Grouping(sources, language, shown.calls, {}).quotes(range(len(answer.citations), len(sources)))
        blocks.append(_block("related", label["related"], near, language))
    return blocks


def _block(kind: str, title: str | None, groups: list[Json], language: str) -> Json:
    drawn = folded(groups)
    more = more_label(language, drawn["hidden"]) if drawn["hidden"] else None
    return {"kind": kind, "title": title, **drawn, "more": more, "groups": groups}


def _computed(answer: Answer) -> Json | None:
    """Each calculation as text and, where a marker stands in it, the index of the Citation."""
    at = {citation.n: index for index, citation in enumerate(answer.citations)}
    lines = []
    for computed in answer.computed:
        pieces: list[str | int] = []
        # A split by one group: text and the numbers of markers take turns.
        for i, piece in enumerate(_MARKER.split(_COMPUTED.sub("", computed.text))):
            if i % 2 and int(piece) in at:
                pieces.append(at[int(piece)])
            elif piece:
                pieces.append(f"[{piece}]" if i % 2 else piece)
        lines.append(pieces)
    return {"title": words(answer.language)["computed"], "lines": lines} if lines else None


def _notes(answer: Answer) -> list[str]:
    if not answer.aliases:
        return list(answer.notes)
    between = ";" if answer.language == "zh" else "; "
    return [*answer.notes, f"{words(answer.language)['aliases']}{between.join(answer.aliases)}"]


def _left_over(answer: Answer) -> list[Json]:
    """Doubts about what no claim quotes, such as a figure that was only computed with."""
    quoted = {n for claim in answer.claims for n in claim.citations}
    if answer.status is Status.DECLINED:
        quoted |= {citation.n for citation in answer.citations}
    label = words(answer.language)["doubt"]
    return [{"n": d.n, "label": label, "text": d.text} for d in answer.doubts if d.n not in quoted]


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
    where = [label.get(citation.section, citation.section), turn_label(language, citation.turn)]
    who = citation.speaker or label["no_speaker"]
    if citation.speaks_for:
        who = f"{who} ({label['speaks_for']} {citation.speaks_for})"
    translated = citation.translation or ""
    return {
        "n": citation.n,
        "quote": citation.quote,
        "quoteLang": "zh-Hant" if is_han(citation.quote) else "en",
        "translation": citation.translation,
        "translationLang": "zh-Hant" if is_han(translated) else "en",
        "translationLabel": label["machine"] if citation.translation_kind == "machine" else label["translation"],
        "who": who,
        "person": person_label(language, citation),
        "interpreted": label["interpreted"] if "interpreted" in citation.flags else None,
        "call": call_line(language, citation, shown.calls),
        "where": " · ".join(where),
        "analyst": citation.role == "analyst",
        "since": label[since.value] if since else None,
    }
