"""Asking a question again: without a part of the scope that was read from it, or of other calls. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from answer.answer import Answer
from answer.leads import company_name
from answer.people import person
from answer.retrieve import EVERY_CALL
from index.passage import Scope
from ingest.transcript import Call, Speaker
from ui.asking import Request
from ui.labels import call_label, role_label, words

_NAMED = 3
"""Calls listed by name before they are only counted."""


@dataclass(frozen=True)
class Choice:
    """What a chip or a button says, and what a click on it asks."""

    label: str
    request: Request


@dataclass(frozen=True)
class Names:
    """What is printed for what a scope holds: `calls` are those held, by id, and `people` their speakers, by every name."""

    language: str
    calls: Mapping[str, Call]
    people: Mapping[str, Speaker]

    def call_of(self, company: str) -> Call | None:
        return next((call for call in self.calls.values() if company in (call.company, *call.company_aliases)), None)

    def value(self, field: str, value: str) -> str:
        if field == "companies" and (call := self.call_of(value)):
            return company_name(self.language, call) or value
        if field == "speakers" and (known := self.people.get(value)):
            return person(self.language, value, known.role, title=known.title, firm=known.firm)
        if field in ("roles", "sections"):
            shown = role_label(self.language, value) if field == "roles" else words(self.language).get(value, value)
            return shown[:1].upper() + shown[1:]
        return value

    def called(self, ids: Sequence[str]) -> str:
        """The first calls by name."""
        listed = [call_label(self.language, self.calls[i]) if i in self.calls else i for i in ids[:_NAMED]]
        return ("、" if self.language == "zh" else ", ").join(listed) + (" …" if len(ids) > _NAMED else "")


def parts(answer: Answer, request: Request, names: Names) -> tuple[Choice, ...]:
    """The parts of the scope that the question itself named, each with the question without it."""
    found: dict[str, Choice] = {}
    for field in ("companies", "periods", "speakers", "roles", "sections"):
        for value in answer.detected.get(field, ()):
            call = names.call_of(value) if field == "companies" else None
            # A company that its calls print under several names is one part: taking out one name takes out all.
            identity = (call.ticker if call else None) or f"{field}:{value}"
            without = replace(request, without=(*request.without, f"{field}:{value}"))
            found.setdefault(identity, Choice(names.value(field, value), without))
    return tuple(found.values())


def others(answer: Answer, request: Request) -> tuple[Choice, ...]:
    """The other readings of a question, and all calls where it was answered from the newest alone."""
    found = [Choice(a.label, replace(request, scope=_narrowed(request.scope, a.scope))) for a in answer.alternatives]
    if _is_newest_only(answer, request):
        wider = replace(request, without=(*request.without, EVERY_CALL))
        found.append(Choice(words(answer.language)["every_call"], wider))
    return tuple(found)


def put_as(request: Request, names: Names) -> str | None:
    """How a question that was asked again was put: of which calls, and without what."""
    label = words(names.language)
    ids = request.scope.transcripts
    said = [f"{label['asked_of']}{names.called(ids)}"] if ids else []
    for removed in request.without:
        field, _, value = removed.partition(":")
        said.append(
            label["every_call"] if removed == EVERY_CALL else f"{label['asked_without']}{names.value(field, value)}"
        )
    return " · ".join(said) or None


def _narrowed(scope: Scope, chosen: Mapping[str, Any]) -> Scope:
    """The user's filter with an offered one in place of its companies, periods and calls."""
    fields = {name: tuple(chosen[name]) for name in vars(scope) if name in chosen}
    return replace(scope, **{"companies": (), "periods": (), "transcripts": (), **fields})


def _is_newest_only(answer: Answer, request: Request) -> bool:
    """Whether no period was named and the newest calls were taken for it, and not to be set side by side."""
    named = answer.detected.get("periods") or request.scope.periods or request.scope.transcripts
    one_each = len(answer.scope.get("transcripts", ())) == 1 or not answer.detected.get("companies")
    taken = answer.scope.get("transcripts") and EVERY_CALL not in request.without
    return bool(taken and one_each and not named)
