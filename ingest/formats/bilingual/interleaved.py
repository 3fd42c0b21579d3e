"""English calls with a Simplified Chinese translation after every paragraph: `[EN]` / `[中]` lines, or JSON pairs.

The English is a Motley Fool page, of whatever style. So its lines are parsed as any such page is, and then each
paragraph gets the translation of the pairs it came from.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.formats.bilingual.bilingual import has_east_asian, language_of
from ingest.formats.bilingual.interleaved_pairs import Translations, pairs_of
from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.metadata import bare_ticker, period
from ingest.transcript import Note

FORMAT = "interleaved"

_ENGLISH = re.compile(r"^\s*(?:\[\s*\d+\s*\]\s*)?\[EN\]\s?(.*)$", re.IGNORECASE)
_CHINESE = re.compile(r"^\s*\[(?:中|中文|ZH|CN|简|簡|繁|译|譯)\]\s?(.*)$", re.IGNORECASE)
_HEADING = re.compile(r"^\s*━{2,}\s*(.*?)\s*━*\s*$")
_PERSON = re.compile(r"^\s*👤\s*(.*)$")
_RULE = re.compile(r"^\s*={10,}\s*$")
_META = re.compile(r"^\s*(\w+)\s*[:：]\s*(.*)$")
_PAIR = re.compile(r'\{\s*"(?:en|zh)"\s*:')
_META_OBJECT = re.compile(r'"meta"\s*:\s*(?=\{)')
_ZH_KEYS = ("zh", "cn", "zh_cn", "zh-cn", "zh_hans", "zh-hans", "zh_tw", "zh-tw", "translation")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]")


def recognises(page: Text) -> bool:
    if page.text.lstrip().startswith(("{", "[")) and _PAIR.search(page.text):
        return '"en"' in page.text and any(f'"{key}"' in page.text for key in _ZH_KEYS)
    if page.text.count("[EN]") < 2:
        return False
    marks = [line[:40] for line in page.lines if "]" in line[:40]]
    return sum(map(bool, map(_ENGLISH.match, marks))) >= 2 and any(map(_CHINESE.match, marks))


def parse(page: Text) -> list[Draft]:
    # The English of a pair may be in any style, and the registry knows them all.
    from ingest.formats.registry import parse_text

    if page.text.lstrip().startswith(("{", "[")) and _PAIR.search(page.text):
        meta, raw, warnings = _read_json(page.text)
        around = [f"{key}: {value}" for key, value in meta.items()]
    else:
        raw, around = _read_lines(page.text)
        warnings = []
        meta = {match[1].lower(): match[2] for line in around if (match := _META.match(line))}
    found = [pair for english, chinese in raw for pair in pairs_of(english, chinese)]
    around += [pair.translation for pair in found if pair.translation and not pair.original]
    english = Text("\n\n".join(pair.original for pair in found), page.name)
    drafts = [] if recognises(english) else parse_text(english)
    for draft in drafts:
        draft.format, draft.translation_kind = FORMAT, "machine"
        draft.languages = ("en", language_of((pair.translation for pair in found), otherwise="zh-Hans"))
        draft.warnings += warnings
        _read_meta(draft, meta)
        Translations(found).give(draft)
        if around:
            draft.notes.insert(0, Note("note", "\n".join(around)))
    return drafts


def _read_lines(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """(English, Chinese) of every block, and the lines of the file's own header and footer."""
    blocks: list[tuple[list[str], list[str]]] = []
    around: list[str] = []
    into: list[str] = around
    second = False
    for line in text.split("\n"):
        if _RULE.match(line):
            into, second = around, False
        elif match := _ENGLISH.match(line):
            blocks.append(([match[1]], []))
            into, second = blocks[-1][0], False
        elif match := _CHINESE.match(line):
            if not blocks:
                blocks.append(([], []))
            into, second = blocks[-1][1], False
            into.append(match[1])
        elif (match := _HEADING.match(line)) and match[1]:
            if second and (has_east_asian(match[1]) or match[1] == blocks[-1][0][0]):
                into = blocks[-1][1]
                into.append(match[1])
            else:
                blocks.append(([match[1]], []))
                into = blocks[-1][1]
            second = into == []
        elif match := _PERSON.match(line):
            blocks.append(([match[1]], []))
            into, second = blocks[-1][1], False
        else:
            into.append(line)
    pairs = [("\n".join(en).strip(), "\n".join(zh).strip()) for en, zh in blocks]
    return [pair for pair in pairs if any(pair)], [line.strip() for line in around if line.strip()]


def _read_json(text: str) -> tuple[dict[str, str], list[tuple[str, str]], list[str]]:
    """(meta, pairs, warnings); of a file that breaks off, the pairs that are whole."""
    warnings: list[str] = []
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        warnings.append("The file breaks off or is damaged: only its whole pairs were read.")
        value = {"meta": _object_at(text, _META_OBJECT), "pairs": list(_whole_pairs(text))}
    items: Any = value
    meta: Any = {}
    if isinstance(value, dict):
        meta = value.get("meta")
        items = value.get("pairs") or next((v for v in value.values() if isinstance(v, list)), [])
    pairs = [
        (_string(item.get("en")), next((_string(item[key]) for key in _ZH_KEYS if item.get(key)), ""))
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]
    known = {str(k): _string(v) for k, v in meta.items()} if isinstance(meta, dict) else {}
    return {key: text for key, text in known.items() if text}, [pair for pair in pairs if any(pair)], warnings


def _whole_pairs(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    for match in _PAIR.finditer(text):
        try:
            yield decoder.raw_decode(text, match.start())[0]
        except (ValueError, RecursionError):
            return


def _object_at(text: str, pattern: re.Pattern[str]) -> Any:
    match = pattern.search(text)
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, match.end())[0] if match else None
    except (ValueError, RecursionError):
        return None


def _string(value: object) -> str:
    if not isinstance(value, str):
        return ""
    # JSON can spell half of a character pair, which no text can hold.
    return value.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\u00a0", " ").strip()


def _read_meta(draft: Draft, meta: Mapping[str, str]) -> None:
    """The file's own header names company and fiscal quarter; its dates are those of the page and the translation."""
    if company := meta.get("company"):
        draft.company = _BRACKETED.sub("", company).strip() or company
        if draft.ticker is None and (match := re.search(r"\(([A-Z]{1,5}(?:\.[A-Z]{1,2})?)\)", company)):
            draft.ticker = match[1]
    if draft.ticker is None and (symbol := meta.get("ticker") or meta.get("symbol")):
        draft.exchange, draft.ticker = bare_ticker(symbol)
    if found := period(meta.get("quarter") or meta.get("period") or ""):
        draft.fiscal_year, draft.fiscal_quarter = found
