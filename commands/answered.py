"""An Answer as lines of plain text, for people who read it in a terminal. Nothing is said twice."""

from collections.abc import Iterable, Iterator

from answer.answer import Answer, Citation, Claim

_EN = {"read_as": "Read as: ", "aliases": "Also searched as: ", "related": "Closest passages, not an answer:", "withheld": "Withheld: "}  # fmt: skip
_ZH = {"read_as": "理解為:", "aliases": "也以其他名稱搜尋:", "related": "最接近的段落,並非答案:", "withheld": "未採用:"}


def answer_lines(answer: Answer) -> Iterator[str]:
    """Quotes under the lines that say who speaks, or written sentences and then what they rest on; then how it was read."""
    label = _ZH if answer.language == "zh" else _EN
    by_number = {citation.n: citation for citation in answer.citations}
    yield from filter(None, (answer.notice, answer.lead))
    if answer.standalone != answer.question:
        yield f"{label['read_as']}{answer.standalone}"
    quoted: set[int] = set()
    doubted: set[int] = set()
    lead = ""
    for claim in answer.claims:
        if claim.lead:
            lead = claim.lead
            yield from ("", lead)
        quote = by_number.get(claim.citations[0]) if len(claim.citations) == 1 else None
        doubted.update(claim.citations)
        if quote is not None and quote.quote == claim.text:
            quoted.add(quote.n)
            yield from () if claim.lead else ("",)
            yield from _quoted(quote, lead)
            yield from (f"    {line}" for line in _doubts(answer, claim))
        else:
            yield f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}".rstrip()
            yield from (f"    {line}" for line in _doubts(answer, claim))
    yield from _apart([*(computed.text for computed in answer.computed), *answer.missing])
    for citation in answer.citations:
        if citation.n not in quoted:
            yield ""
            yield from _quoted(citation, "")
    yield from _apart(f"[{doubt.n}] {doubt.text}" for doubt in answer.doubts if doubt.n not in doubted)
    aliases = (";" if answer.language == "zh" else "; ").join(answer.aliases)
    yield from _apart([*answer.notes, *([f"{label['aliases']}{aliases}"] if aliases else [])])
    yield from _apart([label["related"]] if answer.related else [])
    for citation in answer.related:
        yield f"  {citation.speaker}, {citation.transcript} turn {citation.turn}: {citation.quote}"
    for claim in answer.withheld:
        yield from ("", f"{label['withheld']}{claim.text}", f"  {' '.join(claim.failed_checks)}")


def _quoted(citation: Citation, lead: str) -> Iterator[str]:
    """The quote, who said it where `lead` does not say so, and where it stands."""
    interpreted = "interpreted" in citation.flags
    named = bool(lead) and (citation.speaks_for or citation.speaker or "") in lead
    named = named and (not interpreted or "interpreter" in lead or "口譯" in lead)
    who = ", ".join(filter(None, (citation.speaker, citation.title, citation.firm)))
    through = " (through interpreter)" if interpreted else ""
    place = f"{citation.transcript}, turn {citation.turn}, {citation.section}"
    yield f"[{citation.n}] “{citation.quote}”"
    yield f"    {place}" if named else f"    {who}{through} — {place}"
    if citation.translation:
        yield f"    {citation.translation}"


def _doubts(answer: Answer, claim: Claim) -> Iterator[str]:
    """Why a claim is not given as matching, and every reading of what it rests on, where it is first doubted."""
    first = {doubt.text: doubt.n for doubt in reversed(answer.doubts)}
    yield from claim.failed_checks
    for doubt in answer.doubts:
        if doubt.n in claim.citations:
            text = doubt.text if first[doubt.text] == doubt.n else f"→ [{first[doubt.text]}]"
            yield f"[{doubt.n}] {text}" if len(claim.citations) > 1 else text


def _apart(lines: Iterable[str]) -> Iterator[str]:
    shown = list(lines)
    yield from ("", *shown) if shown else ()
