"""StreetEvents XML: an `EventStory` whose Body is the transcript as text between rules, with the event's data after it.

Rules of `=` stand around section titles, rules of `-` around speaker headings. Sections repeat on analyst days, and the
numbers begin anew in each. The dateline, the city and `lastUpdate` are not the call's; its date is `startDate`.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ingest.formats.draft import Draft
from ingest.formats.lines import is_end, listed_role, section_heading
from ingest.formats.text import Text
from ingest.formats.vendors.streetevents_grammar import People, Script, describe, heading_of, read_list
from ingest.metadata import bare_ticker, iso_date
from ingest.transcript import Role, Section

_RULE = re.compile(r"^(=|-)\1{19,}$")
_MAX_TITLE_LINES = 4
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_DATELINE = re.compile(r"\(Thomson[\w ]{0,30}StreetEvents\)\s*--(.{0,300})", re.IGNORECASE)
_TEXT_VERSION = re.compile(r"^TEXT version of Transcript$", re.IGNORECASE | re.MULTILINE)
_BRIEF_PART = re.compile(r"^(?:overview|financial data|presentation summary)$", re.IGNORECASE)
_HEAD = 4_000


@dataclass(frozen=True)
class _Story:
    body: str
    headline: str = ""
    title: str = ""
    company: str = ""
    ticker: str = ""
    start: str = ""


def recognises(page: Text) -> bool:
    head = page.text[:_HEAD]
    return "<EventStory" in head or _TEXT_VERSION.search(head) is not None


def parse(page: Text) -> list[Draft]:
    stories = list(_stories(page.text)) if "<EventStory" in page.text[:_HEAD] else [_Story(page.text)]
    return [_call(story) for story in stories if story.body.strip()]


def _stories(text: str) -> Iterator[_Story]:
    """Each story of each event. What stands before the first element is left out, and with it any DTD."""
    from lxml import etree

    begin = re.search(r"<Event\w*[\s>]", text)
    if begin is None:
        return
    text = text[begin.start() :]
    if text.rfind("<![CDATA[") > text.rfind("]]>"):
        text += "]]>"
    # Several events may stand side by side; entities and the network stay out of reach whatever the file declares.
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(f"<all>{text}</all>".encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    if root is None:
        return
    for story in root.iter("EventStory"):
        event = story.getparent()

        def field(name: str, *, of: etree._Element | None) -> str:
            return " ".join(_unescape(of.findtext(name) or "").split()) if of is not None else ""

        yield _Story(
            body=_unescape(story.findtext("Body") or ""),
            headline=field("Headline", of=story),
            title=field("eventTitle", of=event),
            company=field("companyName", of=event),
            ticker=field("companyTicker", of=event),
            start=field("startDate", of=event),
        )


def _unescape(text: str) -> str:
    """Entities are escaped once more inside CDATA."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _call(story: _Story) -> Draft:
    draft = Draft(format="streetevents_xml")
    lines = [line.strip() for line in story.body.split("\n")]
    blocks = list(_blocks(lines))
    front = next((block for block in blocks if block.rule is None), None)
    printed = [line for line in front.lines if line] if front and blocks[0] is front else []
    title = story.title or (printed[0][:300] if printed else "")
    people = People(_entries(blocks), title)
    draft.participants = people.listed
    draft.company = story.company or None
    if story.ticker:
        draft.exchange, draft.ticker = bare_ticker(story.ticker)
    describe(draft, title, people)
    dateline = _DATELINE.search("\n".join(printed))
    draft.date = iso_date(story.start) or (iso_date(dateline[1]) if dateline else None)
    draft.note("note", story.headline)
    _read(draft, blocks, people)
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    return draft


@dataclass(frozen=True)
class _Block:
    """What stands below a title between rules; `rule` is the mark above that title, None for the text before any."""

    rule: str | None
    title: str
    lines: Sequence[str]


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    rules = [i for i, line in enumerate(lines) if line[:1] in ("=", "-") and _RULE.match(line)]
    marked = set(rules)
    rule, title, begin = None, "", 0
    for at in rules:
        if at < begin:
            continue
        above = [line for line in lines[at + 1 : _closing(at, marked)] if line]
        if not above:
            continue
        yield _Block(rule, title, lines[begin:at])
        closed = _closing(at, marked)
        # The rule below a section's title can at once be the one above its first speaker.
        shared = lines[at][0] == "=" and lines[closed][0] == "-"
        rule, title, begin = lines[at][0], " ".join(above), closed + (not shared)
    yield _Block(rule, title, lines[begin:])


def _closing(at: int, rules: set[int]) -> int:
    """Where the title below the rule at `at` is closed; `at` itself where text follows instead."""
    return next((i for i in range(at + 1, at + 2 + _MAX_TITLE_LINES) if i in rules), at)


def _entries(blocks: Sequence[_Block]) -> list[tuple[Role, str, str]]:
    return [
        entry for block in blocks if (role := listed_role(block.title[:100])) for entry in read_list(block.lines, role)
    ]


def _read(draft: Draft, blocks: Sequence[_Block], people: People) -> None:
    script = Script(draft, people, Section.PREPARED)
    asides: list[tuple[str, str]] = []
    before, kind = 0, "note"
    for block in blocks:
        title = block.title
        if block.rule is not None and kind != "disclaimer":
            if section := section_heading(title):
                script.begin(section)
                before, kind, title = 0, "", ""
            elif heading := heading_of(title, people, before):
                script.speaker(heading)
                before, kind, title = heading.n, "", ""
            else:
                kind = _kind(title) or kind
        for line in (title, *block.lines):
            if not line or _RULE.match(line):
                continue
            if kind:
                asides.append((kind, line))
            elif bare := heading_of(line, people, before):
                # The rules around it were lost.
                script.speaker(bare)
                before = bare.n
            else:
                script.line(line)
    for of, lines in groupby(asides, key=itemgetter(0)):
        draft.note(of, "\n".join(line for _, line in lines))
    draft.note("note", "\n".join(script.asides))


def _kind(title: str) -> str | None:
    """What stands below a title that heads neither a section nor a speaker; None where it heads nothing known."""
    if listed_role(title[:100]):
        return "participants"
    if _BRIEF_PART.match(title):
        return "summary"
    return "disclaimer" if is_end(title) else None
