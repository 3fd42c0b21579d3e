"""A question as it is put to the reader of scopes: its words, the user's filter, and what he has taken out again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from answer.leads import company_name
from answer.scoping import says
from answer.scoping.company_names import Company
from answer.scoping.fold import key
from answer.scoping.resolve import Line, resolve
from answer.scoping.times import read_times
from answer.scoping.when import Times
from index.glossary import Glossary
from index.passage import Scope
from index.rows import Held

Occurs = Callable[[str], Collection[str]]
"""A name or term as the question writes it -> ids of the calls in whose text or header all its tokens stand together."""


@dataclass(frozen=True)
class Asking:
    """One question; `held` are all calls, `without` what the user has removed: see `read_scope`."""

    question: str
    explicit: Scope
    held: Sequence[Held]
    glossary: Glossary
    language: str
    without: frozenset[str]
    occurs: Occurs | None = None

    def times(self, lines: Sequence[Line] = ()) -> Times:
        """The question's periods without those that the user has removed, by their words or by a label of their calls."""
        times = read_times(self.question, self.glossary)
        if "periods" in self.without:
            return Times((), over_time=False, compares=False, what_changed=False)
        if not any(removed.startswith("periods:") for removed in self.without):
            return times
        kept = []
        for when in times.whens:
            labels = {d.held.call.fiscal_period or "" for line in lines for d in resolve(when, line).calls}
            if not any(self.removed("periods", text) for text in (says.said_by(when, self.question), *labels)):
                kept.append(when)
        return replace(times, whens=tuple(kept))

    def removed(self, field: str, value: str) -> bool:
        return field in self.without or any(
            w.startswith(f"{field}:") and key(w.split(":", 1)[1]) == key(value) for w in self.without
        )

    def company_removed(self, company: Company) -> bool:
        return any(self.removed("companies", name) for name in (self.name(company), *company.printed))

    def name(self, company: Company) -> str:
        """What a company is called in the language of the question."""
        return company_name(self.language, company.calls[0].call) or company.calls[0].call.id


def printed(companies: Sequence[Company]) -> tuple[str, ...]:
    """Companies as `Scope.companies` takes them."""
    return tuple(dict.fromkeys(name for c in companies for name in c.printed))
