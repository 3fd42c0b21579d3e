"""Claims -> groups under their lead lines; each quote says of who and where what its lead leaves unsaid. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from answer.answer import Citation, Claim
from answer.leads import company_name
from ingest.transcript import Call
from ui.labels import is_han, period_label, turn_label, words

Json = dict[str, Any]
Doubts = Mapping[int, Sequence[str]]
"""Citation number -> what may be wrong in the transcript there."""
_COLON = re.compile(r"\s*[:\uff1a]\s*$")
_SHORT_LIST, _FOLDED, _LEAST_HIDDEN = 6, 12, 4


class Grouping:
    """Draws the Claims and Citations of one answer. `said` stands above all of them."""

    def __init__(
        self, citations: Sequence[Citation], language: str, calls: Mapping[str, Call], doubts: Doubts, said: str = ""
    ) -> None:
        self._citations, self._language, self._calls, self._doubts = citations, language, calls, doubts
        # Where quotes are of several calls, a line above all of them does not say which is of which.
        self._said = said if len({c.transcript for c in citations}) == 1 else ""
        self._at = {citation.n: index for index, citation in enumerate(citations)}
        self._introduced: set[tuple[str, str | None]] = set()
        self._told: dict[str, int] = {}

    def claims(self, claims: Sequence[Claim]) -> list[Json]:
        """Groups in order: `lead`, what stands `before` and, lighter, beside it (`aside`), and items."""
        self._introduced.clear()
        groups: list[tuple[str | None, list[Claim]]] = []
        for claim in claims:
            if claim.lead is not None or not groups:
                groups.append((claim.lead, []))
            groups[-1][1].append(claim)
        return [self._group(lead, members) for lead, members in groups]

    def quotes(self, indices: Sequence[int]) -> list[Json]:
        """One group of the Citations at `indices`."""
        items = [self._quote(i, "", {}, self._doubt((self._citations[i].n,))) for i in indices]
        return [{"lead": None, "before": None, "aside": None, "items": items}]

    def _group(self, lead: str | None, claims: Sequence[Claim]) -> Json:
        """What is the same for all quotes of a group, the Turn and the call, stands once, beside its lead."""
        quoted = [self._quoted(claim) for claim in claims]
        shared = self._shared(lead or "", [c for c in quoted if c]) if lead and all(quoted) else {}
        items = [self._claim(claim, lead or "", shared) for claim in claims]
        before, between, who = (heading(lead) or "").rpartition(" · ")
        return {
            "lead": who or None,
            "before": f"{before}{between}" or None,
            "aside": " · ".join(shared.values()) or None,
            "items": items,
        }

    def _shared(self, lead: str, quoted: Sequence[Citation]) -> dict[str, str]:
        first, shared = quoted[0], {}
        if all(_names_speaker(lead, c) and c.turn == first.turn and c.transcript == first.transcript for c in quoted):
            shared["turn"] = turn_label(self._language, first.turn)
        named = self._names_call(f"{self._said}\n{lead}", first)
        if all(c.transcript == first.transcript for c in quoted) and not named:
            shared["call"] = call_line(self._language, first, self._calls, ended=False)
        return shared

    def _claim(self, claim: Claim, lead: str, shared: Mapping[str, str]) -> Json:
        """A Claim that is itself a quote is shown as one; any other as a sentence with chips."""
        marks = [self._at[n] for n in claim.citations if n in self._at]
        doubt = self._doubt(claim.citations, () if claim.verified else claim.failed_checks)
        if self._quoted(claim) is not None:
            return self._quote(marks[0], lead, shared, doubt)
        return {"text": claim.text, "marks": marks, "doubt": doubt}

    def _quoted(self, claim: Claim) -> Citation | None:
        found = [self._citations[self._at[n]] for n in claim.citations if n in self._at]
        return found[0] if len(found) == 1 and found[0].quote == claim.text else None

    def _quote(self, index: int, lead: str, shared: Mapping[str, str], doubt: Json | None) -> Json:
        citation = self._citations[index]
        names_speaker = _names_speaker(lead, citation)
        where = []
        if not names_speaker:
            where.append(words(self._language).get(citation.section, citation.section))
        if "turn" not in shared:
            where.append(turn_label(self._language, citation.turn))
        if "call" not in shared and not self._names_call(f"{self._said}\n{lead}", citation):
            where.append(call_line(self._language, citation, self._calls))
        # In a long list, a translation that the reader did not ask in is left to the card.
        foreign = bool(citation.translation) and is_han(citation.translation or "") != (self._language == "zh")
        by = None if names_speaker else self._by(citation)
        return {"quote": index, "by": by, "at": " · ".join(where), "foreign": foreign, "doubt": doubt}

    def _by(self, citation: Citation) -> str:
        """`full` where a speaker is first quoted, `name` from then on."""
        who = (citation.transcript, citation.speaker)
        known = who in self._introduced
        self._introduced.add(who)
        return "name" if known else "full"

    def _doubt(self, numbers: Sequence[int], failed: Sequence[str] = ()) -> Json | None:
        """What may be wrong where these quotes stand; what was said of an earlier quote is pointed to there."""
        told = [(n, text) for n in numbers for text in self._doubts.get(n, ())]
        if not (told or failed):
            return None
        first = {text: self._told.setdefault(text, n) for n, text in told}
        said = [(n, text) for n, text in told if first[text] == n]
        earlier = dict.fromkeys(f"[{n}]" for n in first.values() if n not in numbers)
        label = " ".join(failed) or words(self._language)["doubt"]
        return {
            "label": label + (words(self._language)["see"].format(" ".join(earlier)) if earlier else ""),
            "said": [{"n": n if len(numbers) > 1 else None, "text": text} for n, text in said],
        }

    def _names_call(self, text: str, citation: Citation) -> bool:
        call = self._calls.get(citation.transcript)
        company = (company_name(self._language, call) if call else None) or citation.company
        return all(part and part in text for part in (company, citation.fiscal_period))


def folded(groups: Sequence[Json]) -> Json:
    """How a list is drawn: whether `compact`, and how many items are shown `first`, `hidden` of them a click away."""
    count = sum(len(group["items"]) for group in groups)
    hidden = count - _FOLDED if count >= _FOLDED + _LEAST_HIDDEN else 0
    return {"compact": count > _SHORT_LIST, "first": count - hidden, "hidden": hidden}


def heading(lead: str | None) -> str | None:
    """A lead line as it stands above what it announces."""
    return _COLON.sub("", lead) if lead else None


def call_line(language: str, citation: Citation, calls: Mapping[str, Call], *, ended: bool = True) -> str:
    """`Emberlark · FY2025 Q4, quarter ended 31 Mar 2025`; without the day the quarter `ended`: `Emberlark FY2025 Q4`."""
    call = calls.get(citation.transcript)
    company = (company_name(language, call) if call else citation.company) or citation.transcript
    period = period_label(language, citation.fiscal_period, citation.period_end if ended else None)
    return (" · " if ended else " ").join(filter(None, (company, period)))


def _names_speaker(lead: str, citation: Citation) -> bool:
    """Whether a lead line says who speaks; interpreted words must be called so there."""
    if citation.speaks_for:
        return citation.speaks_for in lead
    through = "interpreted" not in citation.flags or "interpreter" in lead or "口譯" in lead
    return bool(citation.speaker and citation.speaker in lead and through)
