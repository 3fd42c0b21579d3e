"""One questioner's Turn -> its sub-questions, each a verbatim span."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.ledger.clauses import Unit, units
from answer.ledger.cues import Does, is_cjk, is_trifle, opens_next, points_back
from ingest.transcript import Turn

_LONGEST = 480
"""Characters of a row before a sentence of context is no longer taken along."""
_SHORT_CONTEXT, _SHORT_TOPIC = 240, 100
_ENOUGH_WORDS, _ENOUGH_HAN = 8, 14


@dataclass(frozen=True)
class SubQuestion:
    """`turn.text[start:end]`. `asks_from` is where asking begins behind the context taken along; `context` is what the
    questioner said before; `number` counts his enumeration (`my second question …`), from 1."""

    start: int
    end: int
    asks_from: int
    number: int
    context: str
    rendition: str | None = None


def sub_questions(turn: Turn, *, must_ask: bool = False) -> list[SubQuestion]:
    """Sub-questions in order. `must_ask`: a Turn without any asking sentence still puts what it says last."""
    found = _Rows(turn.text)
    said = list(units(turn))
    for unit in said:
        found.take(unit)
    found.close()
    rows = found.rows
    if not rows and must_ask:
        rows = _last_words(said)
    return _once(turn, rows)


class _Rows:
    def __init__(self, text: str) -> None:
        self.rows: list[SubQuestion] = []
        self._text = text
        self._before: list[Unit] = []
        self._number = 1
        self._last: Unit | None = None

    def take(self, unit: Unit) -> None:
        number = opens_next(unit.text) if unit.does is not Does.FRAME else None
        if number is not None and (number > self._number or (number == 0 and self.rows)):
            self._put_topic()
            self._number = number or self._number + 1
        match unit.does:
            case Does.TAIL if self._extends(unit):
                self.rows[-1] = replace(self.rows[-1], end=unit.end)
                self._last = unit
            case Does.ASKS | Does.TAIL:
                self._ask(unit)
            case Does.TOPIC | Does.TELLS:
                if unit.does is Does.TOPIC and opens_next(unit.text) is not None:
                    self._put_topic()
                self._before.append(unit)
            case Does.FRAME:
                pass

    def close(self) -> None:
        self._put_topic()

    def _extends(self, unit: Unit) -> bool:
        """Whether the last row goes on in this unit, with nothing but white space between."""
        if not self.rows or self._last is None:
            return False
        near = not self._text[self._last.end : unit.start].strip(" \n,;.-–—")
        return near and unit.end - self.rows[-1].start <= _LONGEST

    def _ask(self, unit: Unit) -> None:
        if is_trifle(unit.text) and not self._before and self._extends(unit):
            self.rows[-1] = replace(self.rows[-1], end=unit.end)
            self._last = unit
            return
        context = " ".join(item.text for item in self._before)
        self.rows.append(SubQuestion(self._start(unit), unit.end, unit.start, self._number, context))
        self._before, self._last = [], unit

    def _start(self, unit: Unit) -> int:
        """Where the row begins: with the topic, or with the sentence that a mere pointer points to."""
        near: list[Unit] = []
        follows = unit
        for before in reversed(self._before):
            if self._text[before.end : follows.start].strip(" \n-–—,;."):
                break
            near.append(before)
            follows = before
        if not near:
            return unit.start
        points = points_back(unit.text)
        topic = next((before for before in near if before.does is Does.TOPIC), None)
        if topic is not None and unit.end - topic.start <= (_LONGEST if points else _SHORT_TOPIC + len(unit.text)):
            return topic.start
        return near[0].start if points and near[0].end - near[0].start <= _SHORT_CONTEXT else unit.start

    def _put_topic(self) -> None:
        """A topic that no question followed is the question."""
        at = next((i for i, unit in enumerate(self._before) if unit.does is Does.TOPIC), None)
        if at is None:
            return
        first, last = self._before[at], self._before[at]
        for unit in self._before[at + 1 :]:
            if unit.end - first.start > _LONGEST:
                break
            last = unit
        context = " ".join(unit.text for unit in self._before[:at])
        self.rows.append(SubQuestion(first.start, last.end, first.start, self._number, context))
        self._before, self._last = [], last


def _last_words(said: Sequence[Unit]) -> list[SubQuestion]:
    told = [unit for unit in said if unit.does is not Does.FRAME]
    if not told or not any(_enough(unit.text) for unit in told):
        return []
    last = max(i for i, unit in enumerate(told) if _enough(unit.text))
    start = told[last].start
    context = " ".join(unit.text for unit in told[:last])
    return [SubQuestion(start, told[-1].end if told[-1].end - start <= _LONGEST else told[last].end, start, 1, context)]


def _enough(text: str) -> bool:
    return len(text) >= _ENOUGH_HAN if is_cjk(text) else len(text.split()) >= _ENOUGH_WORDS


def _once(turn: Turn, rows: list[SubQuestion]) -> list[SubQuestion]:
    """Rows without those that only say again, in a second language, what was asked in the first."""
    wide = [is_cjk(turn.text[row.start : row.end]) for row in rows]
    if not rows or all(wide) or not any(wide):
        return rows
    turning = wide.index(not wide[0])
    if any(flag == wide[0] for flag in wide[turning:]):
        return rows  # the languages take turns: terms and asides, no rendition
    return paired(rows[:turning], [turn.text[row.start : row.end] for row in rows[turning:]])


def paired(rows: Sequence[SubQuestion], renditions: Sequence[str]) -> list[SubQuestion]:
    """Each row with its rendition: one to one where the counts agree, else all of it with every row."""
    if not renditions:
        return list(rows)
    one_to_one = len(rows) == len(renditions)
    return [replace(row, rendition=renditions[i] if one_to_one else " ".join(renditions)) for i, row in enumerate(rows)]
