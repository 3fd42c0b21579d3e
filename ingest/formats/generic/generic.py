"""`Name: text` and its kin, over Blocks: plain text, Markdown, Word files and web pages end here.

Labels have many shapes (see `label`) and need support (see `support`). Headings part editorial text, lists of
participants and the two sections. What stands above the first label and below the end is no speech.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.formats.bilingual.language import is_chinese, languages
from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.generic import front, markdown
from ingest.formats.generic.blocks import Block, plain_blocks
from ingest.formats.generic.label import Label
from ingest.formats.generic.run_on import run_on
from ingest.formats.generic.support import Support
from ingest.formats.generic.titles import with_titles
from ingest.formats.generic.turn_writer import Writer
from ingest.formats.generic.zones import Zone, label_of, plan_of
from ingest.formats.lines import is_function, name_key
from ingest.formats.text import Text
from ingest.transcript import Section

FORMAT_TEXT = "generic_txt"
FORMAT_MARKDOWN = "generic_md"

_QUICK = re.compile(
    r"^.{1,160}?[:：]|^\W{0,4}(?:Operator|Moderator|主持人)\b|^[^\n:]{2,60}$", re.MULTILINE | re.IGNORECASE
)
# Ten times what the longest calls have; beyond it a file is no call, and labels are not weighed against each other.
_MAX_BLOCKS = 20_000
_MIN_TURNS = 3
_MIN_SHARE = 0.4
_MIN_PAIRS = 3


def recognises(page: Text) -> bool:
    return _QUICK.search(page.text) is not None


def parse(page: Text) -> list[Draft]:
    if markdown.recognises(page.text):
        matter, blocks = markdown.read(page.text)
        return parse_blocks(blocks, FORMAT_MARKDOWN, front_lines=matter)
    return parse_blocks(plain_blocks(run_on(page.lines)), FORMAT_TEXT)


def parse_blocks(blocks: Sequence[Block], form: str, *, front_lines: Sequence[str] = ()) -> list[Draft]:
    """The call that Blocks hold, or none where they hold no two speakers. `front_lines` are `key: value` lines above them."""
    if len(blocks) > _MAX_BLOCKS:
        return []
    draft = _parse(blocks, form, front_lines, editorial=True) or _parse(blocks, form, front_lines, editorial=False)
    return [draft] if draft else []


def _parse(blocks: Sequence[Block], form: str, front_lines: Sequence[str], *, editorial: bool) -> Draft | None:
    plan = plan_of(blocks, editorial=editorial)
    texts = [
        block.text if zone is Zone.SPEECH and not block.rule else ""
        for block, zone in zip(blocks, plan.zones, strict=True)
    ]
    possible: dict[int, Label] = {}
    inline: list[Listed] = []
    for i, block in enumerate(blocks):
        if plan.zones[i] not in (Zone.SPEECH, Zone.HEADING) or i in plan.sections or block.rule or block.aside:
            continue
        if not possible and (people := front.listed_line(block.text)):
            inline += people[1]
        elif not front.is_front_key(block.text) and (label := label_of(block)) is not None:
            possible[i] = label
    possible, below = with_titles(possible, texts)
    for i in below:
        plan.dropped.add(i)
        texts[i] = ""
    listed = [*plan.people, *inline]
    asks = min((i for i, section in plan.sections.items() if section is Section.QA), default=len(blocks))
    labels = Support(texts, possible, [person.name for person in listed], asks).accepted()
    if not labels:
        return None
    draft = Draft(format=form)
    draft.participants = listed
    Writer(draft, blocks, plan, labels).write(front_lines)
    if not _is_call(draft, labels, listed):
        return None
    _finish(draft)
    return draft


def _is_call(draft: Draft, labels: dict[int, Label], listed: Sequence[Listed]) -> bool:
    """Whether it is people who speak in turn: three turns, two speakers, and most of the text theirs."""
    speakers = {name_key(turn.label) for turn in draft.turns if turn.label}
    if len(draft.turns) < _MIN_TURNS or len(speakers) < 2:
        return False
    keys = [label.key for label in labels.values()]
    firm = any(is_function(label.name) for label in labels.values()) or bool(
        speakers & {name_key(p.name) for p in listed}
    )
    if not (firm or max(map(keys.count, set(keys))) > 1):
        return False
    spoken = sum(len(text) for turn in draft.turns for text, _ in turn.paragraphs)
    set_aside = sum(len(note.text) for note in draft.notes if note.kind == "note")
    return spoken >= _MIN_SHARE * (spoken + set_aside)


def _carry(draft: Draft) -> None:
    """What one heading of a person prints holds for those that print nothing."""
    printed: dict[str, tuple[str | None, str | None]] = {}
    for turn in draft.turns:
        if turn.label and (turn.title or turn.firm):
            printed.setdefault(turn.label, (turn.title, turn.firm))
    for turn in draft.turns:
        if turn.label in printed and not (turn.title or turn.firm):
            turn.title, turn.firm = printed[turn.label]


def _finish(draft: Draft) -> None:
    """Languages, and paragraphs paired with the translations that follow them."""
    _carry(draft)
    texts = [text for turn in draft.turns for text, _ in turn.paragraphs]
    draft.languages = languages(texts)
    if len(draft.languages) != 2 or draft.languages[0] != "en":
        return
    paired = [list(_pairs(turn)) for turn in draft.turns]
    pairs = sum(translation is not None for turn in paired for _, translation in turn)
    if pairs >= _MIN_PAIRS and 3 * pairs >= len(texts):
        for turn, paragraphs in zip(draft.turns, paired, strict=True):
            turn.paragraphs = paragraphs


def _pairs(turn: DraftTurn) -> Iterator[tuple[str, str | None]]:
    """English paragraphs, each with the Chinese one that follows it."""
    before: str | None = None
    for text, _ in turn.paragraphs:
        if before is not None and is_chinese(text):
            yield before, text
            before = None
            continue
        if before is not None:
            yield before, None
        before = None if is_chinese(text) else text
        if before is None:
            yield text, None
    if before is not None:
        yield before, None
