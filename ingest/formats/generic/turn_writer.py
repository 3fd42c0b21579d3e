"""Writes a Draft from Blocks whose labels are known: turns, and notes of everything that nobody said."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.generic import front
from ingest.formats.generic.affiliation import affiliation, is_title
from ingest.formats.generic.blocks import Block
from ingest.formats.generic.label import Label, strip_time
from ingest.formats.generic.support import ANSWERS, ASKS, GREETS
from ingest.formats.generic.zones import Plan, Zone
from ingest.formats.lines import ends_sentence, is_end, is_function, name_key
from ingest.transcript import Role, Section

_OFFICE = re.compile(
    r"C[EFOIT]O|Chief \w+ Officer|(?:Vice )?President|Chair(?:man|woman|person)?|Managing Director|Head of (?:IR|Investor Relations)|Investor Relations"
    r"|[一-鿿]{0,4}(?:執行長|财务总监|首席\w{1,3}官|財務長|營運長|技術長|董事長|董事长|總經理|总经理|總裁|总裁|發言人|发言人)",
    re.IGNORECASE,
)
_FINISH = re.compile(
    r"^\W*(?:end of (?:the )?(?:transcript|call|conference call|document|recording|q&a)|end|transcript ends|call ends|recording ends|fin|完|結束|结束|全文完)\W*$"
    r"|^\W*(?:transcribed|transcript(?:ion)? (?:by|provided|was|is)|this transcript|machine[- ]transcribed|auto-?generated|copyright|©|\(c\) 20|all rights reserved|免責聲明|免责声明|本逐字稿|本文由)",
    re.IGNORECASE,
)
_MAX_FOOTER = 15
_GREETING = 5


class Writer:
    """Writes a Draft from Blocks whose labels are known."""

    def __init__(self, draft: Draft, blocks: Sequence[Block], plan: Plan, labels: dict[int, Label]) -> None:
        self._draft = draft
        self._blocks = blocks
        self._plan = plan
        self._labels = labels
        self._spelled = {name_key(person.name): person.name for person in reversed(draft.participants)}
        for label in labels.values():
            if not label.name.isupper():
                self._spelled.setdefault(label.key, label.name)
        capitals = {label.name for label in labels.values() if label.name.isupper() and label.key not in self._spelled}
        for name in capitals:
            self._spelled[name_key(name)] = self._as_said(name)

    def write(self, front_lines: Sequence[str]) -> None:
        first = min(self._labels)
        end = self._end(max(self._labels))
        for line in front_lines:
            if not front.read_front_line(self._draft, line):
                self._draft.note("note", line)
        section = self._front(first)
        turn: DraftTurn | None = None
        seconds: float | None = None
        for i in range(first, len(self._blocks)):
            block, zone = self._blocks[i], self._plan.zones[i]
            if block.rule or i in self._plan.dropped:
                continue
            if i >= end:
                self._draft.note("disclaimer", block.text)
            elif i in self._labels:
                turn = self._open(i, section, seconds)
                seconds = None
            elif i in self._plan.sections:
                section = self._plan.sections[i]
            elif zone is not Zone.SPEECH or block.aside:
                self._draft.note("note" if zone in (Zone.HEADING, Zone.SPEECH) else zone.value, block.text)
            elif turn is not None and not self._titled(i, turn):
                time, text = strip_time(block.text) if not block.cells else (None, _row(block))
                if time is not None and not text:
                    # A time on a line of its own stands below a name, or above the next.
                    if turn.paragraphs or turn.start_seconds is not None:
                        seconds = time
                    else:
                        turn.start_seconds = time
                turn.paragraphs += [(part, None) for part in text.split("\n") if part.strip()]
        spoken = [turn for turn in self._draft.turns if turn.paragraphs]
        printed = {turn.section for turn in spoken}
        for turn in spoken:
            # Half a boundary is none: the Q&A may go on under a heading of its own words.
            turn.section = (turn.section or Section.PREPARED) if Section.QA in printed else None
        # A heading without speech parts nobody's words.
        self._draft.turns = []
        for turn in spoken:
            last = self._draft.turns[-1] if self._draft.turns else None
            if last is not None and (last.label, last.section) == (turn.label, turn.section):
                last.paragraphs += turn.paragraphs
            else:
                self._draft.turns.append(turn)

    def _as_said(self, name: str) -> str:
        """A name printed in capitals as the text spells it; a function as such words are; else as printed."""
        if is_function(name) and " " not in name and len(name) > 1 and name.isalpha():
            return name.capitalize()
        said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for block in self._blocks:
            for match in said.finditer(block.text):
                if not match[0].isupper() and match[0][0].isupper():
                    return match[0]
        return name

    def _front(self, first: int) -> Section | None:
        """Everything above the first label; the Section whose heading stands there."""
        headed = [self._plan.sections[i] for i in range(first) if i in self._plan.sections]
        # A list of contents names both; the presentation comes first.
        section = Section.PREPARED if Section.PREPARED in headed else headed[-1] if headed else None
        begins = self._speech_from(first)
        for i in range(begins):
            block, zone = self._blocks[i], self._plan.zones[i]
            if block.rule or i in self._plan.sections or not block.text:
                continue
            if zone in (Zone.SUMMARY, Zone.LEGAL, Zone.PEOPLE):
                self._draft.note(zone.value, _row(block) if block.cells else block.text)
                continue
            line = ": ".join(cell for cell in block.cells if cell) if block.cells else block.text
            if front.listed_line(line):
                self._draft.note("participants", line)
            elif not front.read_front_line(self._draft, line):
                prose = ends_sentence(line) and len(line.split()) > 3
                self._draft.note("summary" if prose else "note", line)
        if begins < first:
            turn = self._draft.open(None, section=section)
            turn.flags.append("label_missing")
            turn.paragraphs = [(block.text, None) for block in self._blocks[begins:first] if block.text]
        return section

    def _speech_from(self, first: int) -> int:
        """Where somebody without a label opens the call above the first label; `first` where nobody does."""
        begins = first
        for i in range(first - 1, -1, -1):
            block = self._blocks[i]
            if (
                self._plan.zones[i] is not Zone.SPEECH
                or block.cells
                or block.aside
                or not (block.rule or ends_sentence(block.text))
            ):
                break
            if GREETS.match(block.text) and len(block.text.split()) >= _GREETING:
                begins = i
        return begins

    def _open(self, i: int, section: Section | None, seconds: float | None) -> DraftTurn:
        label = self._labels[i]
        name = self._spelled.get(label.key, label.name) if label.name.isupper() else label.name
        turn = self._draft.open(name, label.title, label.firm, section)
        if not turn.paragraphs:
            turn.start_seconds = label.seconds if label.seconds is not None else seconds
            turn.role = label.role or _role_of(name)
        if label.interpreted and "interpreted" not in turn.flags:
            turn.flags.append("interpreted")
        if label.also_called and not any(person.name == name for person in self._draft.participants):
            self._draft.participants.append(Listed(name, None, label.title, label.firm, label.also_called))
        turn.paragraphs += [(part.strip(), None) for part in label.text.split("\n") if part.strip()]
        return turn

    def _titled(self, i: int, turn: DraftTurn) -> bool:
        """Take a line of title and firm between a bare name and its speech."""
        label = self._labels.get(i - 1)
        text = self._blocks[i].text
        if label is None or label.text or label.affiliated or turn.paragraphs or len(text) > 100 or ends_sentence(text):
            return False
        if not is_title(text) or i + 1 >= len(self._blocks) or i + 1 in self._labels or not self._blocks[i + 1].text:
            return False
        turn.title, turn.firm = affiliation(text)
        return True

    def _end(self, last: int) -> int:
        """Where the last turn ends: at an end mark, or at a rule above a few lines to the end of the file."""
        rule = next((i for i in range(last + 1, len(self._blocks)) if self._blocks[i].rule), None)
        for i in range(last + 1, len(self._blocks)):
            text = self._blocks[i].text
            if i == rule and len(self._blocks) - i <= _MAX_FOOTER:
                return i
            if is_end(text) or (_FINISH.match(text) and len(text) < 600):
                return i
        return len(self._blocks)


def _role_of(name: str) -> Role | None:
    """The Role that a label without a name says: `Q`, `A`, `CFO`, `分析師`."""
    if name.lower() in ASKS or re.fullmatch(r"分析師|分析师|法人(?:提問)?|提問者?|提问者?", name):
        return Role.ANALYST
    if name.lower() in ANSWERS or _OFFICE.fullmatch(name):
        return Role.EXECUTIVE
    return None


def _row(block: Block) -> str:
    """A row of a table inside speech; a first cell that is empty goes on with the turn above."""
    cells = [cell.strip() for cell in block.cells if cell.strip()]
    return "\n".join(cells) if len(cells) == 1 else " | ".join(cell.replace("\n", " ") for cell in cells)
