"""Two scrapes of The Motley Fool's pages as JSON, often stored as `.txt`.

The first, `{header_texts, prepared_remarks: [{speaker, speech}], q_and_a, participants}`, has the page taken apart. The
second, `{ticker, company, year, quarter, transcript, prepared_remarks, qa_section}`, holds the text; its own split is
unreliable, so `transcript` is parsed again. Either may come as a list of calls.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence
from ingest.formats.text import Text
from ingest.formats.vendors.headings import heading
from ingest.formats.vendors.motley_fool import is_closing, set_aside
from ingest.metadata import bare_ticker, iso_date
from ingest.transcript import Section

FORMAT = "motley_fool_parsed"

_QUARTER = re.compile(r"^\s*(?:F?Q)?\s*([1-4])\s*Q?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"^\s*(?:FY)?\s*((?:19|20)\d\d)(?:\.0)?\s*$", re.IGNORECASE)


def recognises(page: Text) -> bool:
    text = page.text
    if text.lstrip()[:1] not in ("{", "[") or '"prepared_remarks"' not in text:
        return False
    return '"q_and_a"' in text or ('"qa_section"' in text and '"transcript"' in text)


def parse(page: Text) -> list[Draft]:
    try:
        loaded = json.loads(page.text)
    except (ValueError, RecursionError):
        return []
    drafts: list[Draft] = []
    for call in loaded if isinstance(loaded, list) else [loaded]:
        if not isinstance(call, dict):
            continue
        if "q_and_a" in call:
            drafts.append(_taken_apart(call))
        elif "transcript" in call:
            drafts += _whole(call)
    return drafts


def _taken_apart(call: dict[str, Any]) -> Draft:
    draft = Draft(format=FORMAT)
    aside = [("summary", text) for text in _strings(call.get("header_texts"))]
    for section, key in ((Section.PREPARED, "prepared_remarks"), (Section.QA, "q_and_a")):
        for item in _dicts(call.get(key)):
            aside += _read_speech(draft, section, item)
    entries = [entry.strip() for entry in _strings(call.get("participants")) if entry.strip()]
    draft.participants = [_participant(entry) for entry in entries]
    set_aside(draft, [*aside, *(("participants", entry) for entry in entries)])
    if not any(turn.section is Section.QA for turn in draft.turns):
        for turn in draft.turns:
            turn.section = None
    return draft


def _read_speech(draft: Draft, section: Section, item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Add what was said; yield (kind, text) of what the scrape took for speech."""
    speaker = item.get("speaker")
    label = speaker.strip().rstrip(":").strip() if isinstance(speaker, str) else ""
    speech = [line.strip() for text in _strings(item.get("speech")) for line in text.split("\n") if line.strip()]
    if label and is_closing(label):
        yield from (("disclaimer", text) for text in (label, *speech))
    elif label and draft.turns and (ends_sentence(label) or len(label.split()) > MAX_LABEL_WORDS):
        # A phrase set in bold, which the scrape took for a speaker.
        draft.turns[-1].paragraphs += [(text, None) for text in (label, *speech)]
    elif speech:
        turn = draft.open(label or None, section=section)
        if not label:
            turn.flags.append("label_missing")
        turn.paragraphs += [(text, None) for text in speech]


def _participant(entry: str) -> Listed:
    found = heading(entry, marked=True)
    return Listed(found.name, title=found.title, firm=found.firm) if found else Listed(entry)


def _whole(call: dict[str, Any]) -> list[Draft]:
    from ingest.formats.registry import parse_text

    text = "\n".join(_strings(call.get("transcript")))
    parts = ("prepared_remarks", "qa_section")
    drafts = parse_text(Text(text)) or parse_text(Text("\n".join(p for key in parts for p in _strings(call.get(key)))))
    for draft in drafts:
        _fill(draft, call)
    return drafts


def _fill(draft: Draft, call: dict[str, Any]) -> None:
    """Take over what the record says about the call; what it leaves null stays as the text has it."""
    if isinstance(company := call.get("company"), str) and company.strip():
        draft.company = company.strip()
    if isinstance(symbol := call.get("ticker"), str) and symbol.strip():
        exchange, draft.ticker = bare_ticker(symbol)
        draft.exchange = exchange or draft.exchange
    year, quarter = _YEAR.match(str(call.get("year"))), _QUARTER.match(str(call.get("quarter")))
    if year:
        draft.fiscal_year, draft.fiscal_quarter = int(year[1]), int(quarter[1]) if quarter else None
    if isinstance(date := call.get("date"), str):
        draft.date = draft.date or iso_date(date)


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def _strings(value: Any) -> Iterator[str]:
    """A text, or the texts of a list."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
