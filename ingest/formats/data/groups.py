"""Which call each row belongs to, and in which order the rows of one call were spoken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.formats.data.cells import plain
from ingest.formats.data.facts import OF_CALL, Facts, facts_of
from ingest.formats.data.fields import FIRM, SECTION, SPEAKER, TEXT, Row, first, held, section_of
from ingest.transcript import Section

_CALL_KEYS = tuple(
    "callid transcriptid docid documentid doc eventid call document transcriptkey earningscallid keydevid filename file source url id".split()
)
# The number of a Turn, of a paragraph in it, of a sentence in that: each level where the file has it.
_LEVELS = (
    tuple(
        "seq sequence sequencenumber seqno idx index order ordering componentorder turn turnid turnnumber turnno turnindex turnseq speechid "
        "utteranceid utteranceindex n no number position pos row rowid rownumber line lineno linenumber segmentid segmentindex "
        "transcriptcomponentid id".split()
    ),
    tuple("paragraphid paragraphindex paragraphnumber paragraphno para chunk chunkid chunkindex".split()),
    tuple("sentenceid sentenceindex sentencenumber sentenceno".split()),
)
_BLOCK = 4
"""Rows on end from which one company's rows are taken for its call rather than for one of its people's words."""


@dataclass(frozen=True)
class Group:
    """The rows of one call. `company_is_firm` says that their company is the speaker's, not the call's."""

    facts: Facts
    rows: list[Row]
    company_is_firm: bool = False


def grouped(rows: Sequence[Row]) -> list[Group]:
    """The rows by call, in the order of each call's first row.

    By the column that names the call where there is one, else by what rows say of their call. Metadata may stand on a
    call's first row alone: it is carried down.
    """
    call_key = _call_key(rows)
    facts = [facts_of(row, of_turn=True) for row in rows]
    company_is_firm = _company_is_firm(rows, facts, call_key)
    if company_is_firm:
        facts = [replace(fact, company=None) for fact in facts]
    found: dict[object, tuple[Facts, list[Row]]] = {}
    last_key: Any = None
    last = Facts()
    latest: dict[str | None, Facts] = {}
    for row, fact in zip(rows, facts, strict=True):
        if call_key:
            last_key = plain(row.get(call_key)) or last_key
        else:
            before = last if not (fact.ticker or fact.company) else latest.get(fact.ticker or fact.company, last)
            last = fact if _says_otherwise(fact, before) else fact.over(before)
            latest[last.ticker or last.company] = fact = last
            last_key = (fact.ticker or fact.company, fact.year, fact.quarter, fact.date)
        held = found.get(last_key)
        found[last_key] = (held[0].over(fact), held[1]) if held else (fact, [])
        found[last_key][1].append(row)
    return [Group(fact, own, company_is_firm) for fact, own in found.values() if any(_is_speech(row) for row in own)]


def _is_speech(row: Row) -> bool:
    """Whether a row is more than metadata of its file."""
    return bool(held(row, TEXT))


def _says_otherwise(fact: Facts, last: Facts) -> bool:
    return any(
        getattr(fact, name) is not None
        and getattr(last, name) is not None
        and getattr(fact, name) != getattr(last, name)
        for name in ("company", "ticker", "year", "quarter", "date")
    )


def _call_key(rows: Sequence[Row]) -> str | None:
    """The column that names the call: one whose values come again, so that it names no single row."""
    for name in _CALL_KEYS:
        values = [value for row in rows if (value := plain(row.get(name))) is not None]
        distinct = len(set(values))
        if values and (distinct * 2 <= len(values) or (name not in ("id", "source", "url") and distinct < len(values))):
            return name
    return None


def _company_is_firm(rows: Sequence[Row], facts: Sequence[Facts], call_key: str | None) -> bool:
    """Whether the company column says where speakers work: it changes within one call."""
    if any(held(row, FIRM) for row in rows[:1_000]):
        return False
    companies: dict[object, set[str]] = {}
    spoken = next((fact for row, fact in zip(rows, facts, strict=True) if _is_speech(row)), None)
    if spoken is None or (spoken.company is None and any(fact.company for fact in facts)):
        return True
    changes, before, others = 0, None, False
    for row, fact in zip(rows, facts, strict=True):
        if fact.company is None:
            continue
        others = others or bool(call_key or fact.ticker or fact.year or fact.quarter or fact.date)
        call = (plain(row.get(call_key)) if call_key else None, fact.ticker, fact.year, fact.quarter, fact.date)
        companies.setdefault(call, set()).add(fact.company)
        changes += fact.company != before
        before = fact.company
    if others:
        return any(len(names) > 1 for names in companies.values())
    distinct = len(set().union(*companies.values())) if companies else 0
    return distinct > 1 and (changes > distinct or len(rows) < _BLOCK * distinct)


def in_order(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """(the rows of one call in the order of speech, how many repeated rows were left out).

    With numbers, a row that comes again whole is a repetition wherever it stands; without, only next to its twin.
    """
    numbers = _numbers(rows)
    kept: list[int] = []
    seen: set[str] = set()
    before = ""
    for i, row in enumerate(rows):
        whole = repr([item for item in row.items() if item[0] not in OF_CALL])
        if whole == before or (numbers is not None and whole in seen):
            continue
        before = whole
        if numbers is not None:
            seen.add(whole)
        kept.append(i)
    repeated = len(rows) - len(kept)
    if numbers is not None:
        ranked = [(_rank(rows[i]), numbers[i]) for i in kept]
        plain_numbers = [number for _, number in ranked]
        if _orders(plain_numbers, [rows[i] for i in kept]):
            kept = [i for _, i in sorted(zip(plain_numbers, kept, strict=True))]
        elif _orders(ranked, [rows[i] for i in kept]):
            kept = [i for _, i in sorted(zip(ranked, kept, strict=True))]
    return [rows[i] for i in kept], repeated


def _orders(numbers: Sequence[Any], rows: Sequence[Row]) -> bool:
    """Whether the numbers tell the order: no two rows share one, unless one person says both."""
    speakers: dict[Any, object] = {}
    for number, row in zip(numbers, rows, strict=True):
        speaker = plain(first(row, SPEAKER))
        if speakers.setdefault(number, speaker) != speaker or (speaker is None and len(numbers) > len(set(numbers))):
            return False
    return len(speakers) * 2 > len(numbers) or len(set(speakers.values())) > 2


def _numbers(rows: Sequence[Row]) -> list[tuple[float, ...]] | None:
    """Each row's number on every level that all rows have; None where nothing numbers the rows or their Turns."""
    levels = [next((found for name in names if (found := _column(rows, name))), None) for names in _LEVELS]
    if levels[0] is None:
        levels = [level for level in levels if level and len(set(level)) == len(level)]
    kept = [level for level in levels if level]
    return [tuple(numbers) for numbers in zip(*kept, strict=True)] if kept else None


def _column(rows: Sequence[Row], name: str) -> list[float] | None:
    found = []
    for row in rows:
        text = plain(row.get(name)) if name in row else None
        if (
            text is None
            or len(text) > 20
            or not text.replace(".", "", 1).isascii()
            or not text.replace(".", "", 1).isdigit()
        ):
            return None
        found.append(float(text))
    return found if len(set(found)) > 1 else None


def _rank(row: Row) -> int:
    section = next((found for name in held(row, SECTION) if (found := section_of(row[name]))), None)
    return 1 if section is Section.QA else 0
