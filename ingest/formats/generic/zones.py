"""What each Block of a file is for: speech, a heading, a list of participants, editorial text.

Headings decide, by their words; without them a list or a summary ends where somebody begins to speak.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from ingest.formats.draft import Listed
from ingest.formats.generic import front
from ingest.formats.generic.affiliation import is_title
from ingest.formats.generic.blocks import Block
from ingest.formats.generic.label import Label, read_label, strip_time
from ingest.formats.lines import ends_sentence, is_function, section_heading
from ingest.transcript import Role, Section

_NUMBERING = re.compile(
    r"^(?:(?:part|section|第)?\s*(?:\d{1,2}|[IVX]{1,4}|[一二三四五六])\s*(?:部分)?\s*[.):、：–—-]\s*)", re.IGNORECASE
)
_SUMMARY = re.compile(
    r"^(?:(?:key |call |ai |executive |quick |main )*(?:takeaways?|summary|highlights|points|insights|themes)|overview|tl;?dr|risks|(?:industry )?glossary|memo|contents|table of contents"
    r"|內容摘要|(?:重點|會議|本次)?摘要|重點(?:整理)?|摘要|要点|目錄|目录)\s*[:：]?$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^(?:disclaimers?|legal (?:notice|disclaimer)|about .{1,60}|copyright.{0,40}|disclosures?|免責聲明|免责声明|definitions)\s*[:：]?$",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(
    r"^(?:(?:full|call|complete|earnings call|conference call|verbatim)? ?(?:conference call )?transcript|逐字稿|完整原文|文字稿|全文)\s*[:：]?$",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"presentation|remarks|statements?\b|prepared|簡報|簡介|報告|致詞|演示|致辞|陈述|報告事項", re.IGNORECASE
)
_QA = re.compile(r"q\s*&\s*a|q and a|questions?\b|discussion|問答|问答|提問|提问|答问", re.IGNORECASE)
_HEADER_ROW = re.compile(r"^(?:speaker|name|who|participant|發言人|发言人|講者|姓名)s?$", re.IGNORECASE)


class Zone(Enum):
    SPEECH = "speech"
    PEOPLE = "participants"
    SUMMARY = "summary"
    LEGAL = "disclaimer"
    HEADING = "heading"


@dataclass
class Plan:
    """What each Block is for; the people of the lists; Blocks that say nothing (a table's header row)."""

    zones: list[Zone]
    sections: dict[int, Section] = field(default_factory=dict)
    people: list[Listed] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)


def label_of(block: Block) -> Label | None:
    """The label that a Block may begin with; in a table the first cell is one, or the second after a time."""
    if block.cells:
        cells = list(block.cells)
        seconds = None
        if len(cells) > 2 and (timed := strip_time(cells[0]))[0] is not None and not timed[1]:
            seconds, cells = timed[0], cells[1:]
        if len(cells) < 2 or not cells[0] or not any(cells[1:]) or "\n\n" in cells[0]:
            return None
        label = read_label(cells[0].replace("\n", ", "), set_apart=True)
        if label is None or label.text:
            return None
        said = "\n".join(cell for cell in cells[1:] if cell)
        return Label(label.name, label.title, label.firm, seconds if seconds is not None else label.seconds, said, label.role,
                     label.interpreted, label.colon, True, label.timed, label.also_called)  # fmt: skip
    if block.heading and ends_sentence(block.text):
        return None
    label = read_label(block.text, block.bold, set_apart=block.heading)
    if label is not None and block.item and label.marked and not label.colon and not is_function(label.name):
        return None
    return label


def plan_of(blocks: Sequence[Block], *, editorial: bool) -> Plan:
    """What each Block is for. `editorial` says that lines without any mark may head a summary, too."""
    plan = Plan([Zone.SPEECH] * len(blocks))
    zone = Zone.SPEECH
    role: Role | None = None
    items = spoke = False
    last_table = 0
    for i, block in enumerate(blocks):
        if block.rule:
            continue
        if block.table and block.table != last_table:
            last_table = block.table
            _plan_table(plan, blocks, i, in_front=not spoke)
        if plan.zones[i] is not Zone.SPEECH or i in plan.dropped:
            continue
        kind = _heading(block, editorial=editorial, spoke=spoke)
        if isinstance(kind, Section):
            zone, plan.sections[i], plan.zones[i] = Zone.SPEECH, kind, Zone.HEADING
        elif kind is not None:
            zone, plan.zones[i], items = kind, (kind if kind is not Zone.SPEECH else Zone.HEADING), False
            role = front.listed_roles(block.text) if kind is Zone.PEOPLE else None
            if kind is Zone.PEOPLE and not _has_entries(blocks[i + 1 : i + 4], role):
                zone, plan.zones[i] = Zone.SPEECH, (Zone.HEADING if block.heading else Zone.SPEECH)
        elif block.heading:
            zone, plan.zones[i] = Zone.SPEECH, Zone.HEADING
        elif zone is Zone.PEOPLE:
            if (entry := front.listed_entry(block.text, role)) and not _speaks(block):
                plan.people.append(entry)
                plan.zones[i] = zone
            else:
                zone = Zone.SPEECH
        elif zone in (Zone.SUMMARY, Zone.LEGAL):
            label = label_of(block)
            begins = label is not None and bool(label.text or label.marked) and not block.item
            if begins and label is not None and (is_function(label.name) or (items and label.marked)):
                zone = Zone.SPEECH
            else:
                plan.zones[i] = zone
                items = items or block.item
        if zone is Zone.SPEECH and plan.zones[i] is Zone.SPEECH and not spoke:
            label = label_of(block)
            spoke = label is not None and is_function(label.name) and (bool(label.text) or label.marked)
    return plan


def _speaks(block: Block) -> bool:
    """Whether a line under a list of participants is a turn already: a label, and a sentence after it."""
    label = label_of(block)
    return label is not None and (
        is_function(label.name) or (label.colon and ends_sentence(label.text) and not is_title(label.text))
    )


def _has_entries(blocks: Sequence[Block], role: Role | None) -> bool:
    return any(front.listed_entry(block.text, role) is not None and not _speaks(block) for block in blocks)


def _plan_table(plan: Plan, blocks: Sequence[Block], start: int, *, in_front: bool) -> None:
    rows = []
    for block in blocks[start:]:
        if block.table != blocks[start].table:
            break
        rows.append(block)
    if people := front.listed_table(rows, in_front=in_front):
        plan.people += people
        for i in range(start, start + len(rows)):
            plan.zones[i] = Zone.PEOPLE
    elif rows and _HEADER_ROW.match(rows[0].cells[0].strip()) and len(rows) > 1:
        plan.dropped.add(start)


def _heading(block: Block, *, editorial: bool, spoke: bool) -> Zone | Section | None:
    """What a Block heads: a Section, a zone, or nothing."""
    if len(block.text) > 80 or block.cells or block.item:
        return None
    text = block.text.strip("*#=-━–—【】[]<>() ").strip()
    text = _NUMBERING.sub("", text) if len(text) > 3 else text
    if (section := section_heading(text)) is not None:
        return section
    if _TRANSCRIPT.match(text):
        return Zone.SPEECH
    if front.heads_list(text):
        return Zone.PEOPLE
    if (editorial and not spoke) or block.heading:
        if _SUMMARY.match(text):
            return Zone.SUMMARY
        if _LEGAL.match(text):
            return Zone.LEGAL
    if block.heading and len(text.split()) <= 6:
        if _QA.search(text):
            return Section.QA
        if _PREPARED.search(text):
            return Section.PREPARED
    return None
