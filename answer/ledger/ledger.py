"""The question ledger of a call: every sub-question of every questioner, parsed from its Turns and never retrieved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.ledger.asked import Asked, Reply, Span
from answer.ledger.cues import opens_next
from answer.ledger.reading import read, wants_figure
from answer.ledger.replies import Heard, Matcher, Said, Wanted, said_in, tells
from answer.ledger.rounds import Round, asker_named, read_out, rounds
from answer.ledger.subquestions import SubQuestion, paired, sub_questions
from index.glossary import Glossary
from ingest.transcript import Transcript, Turn

_WEIGHS = re.compile(r"\bversus\b|\bvs\b|\bas opposed to\b|相對於|相較於", re.IGNORECASE)
_CONTEXT = 600
"""Characters said before a question that may name what it is about."""
_KEY_KINDS = frozenset({"metric", "segment"})


@dataclass(frozen=True)
class _Row:
    turn: Turn
    sub: SubQuestion
    translation: str | None

    @property
    def text(self) -> str:
        return self.turn.text[self.sub.start : self.sub.end]

    @property
    def asks(self) -> str:
        return self.turn.text[self.sub.asks_from : self.sub.end]


def ledger(transcript: Transcript, glossary: Glossary) -> tuple[Asked, ...]:
    """Every sub-question of the call in order, with the Turns that answer it and an automated reading of the reply.

    Complete by construction: each question Turn of each Exchange is gone through. A Turn that only thanks, confirms or
    checks the line gives no row.
    """
    found: list[Asked] = []
    for one in rounds(transcript):
        for asked in _round(transcript, one, glossary):
            found.append(replace(asked, n=len(found) + 1))
    return tuple(found)


def _round(transcript: Transcript, one: Round, glossary: Glossary) -> Iterator[Asked]:
    by_turn = _rows(transcript, one)
    earlier = ""
    starts = [rows[0].turn.n for rows in by_turn]
    for i, rows in enumerate(by_turn):
        until = starts[i + 1] if i + 1 < len(starts) else None
        replies = [n for n in one.answers if n > starts[i] or one.reader is not None]
        window = [n for n in replies if until is None or n < until]
        after = [n for n in replies if until is not None and n > until]
        if after and not any(tells(item) for n in window for item in said_in(transcript.turn(n))):
            window.append(after.pop(0))  # asked back, or cut off: the answer comes later
        yield from _answered(transcript, one, rows, window, after, earlier, glossary)
        earlier = rows[-1].text


def _rows(transcript: Transcript, one: Round) -> list[list[_Row]]:
    """The sub-questions of each question Turn that has any."""
    per_turn = {n: sub_questions(transcript.turn(n)) for n in one.questions}
    if not any(per_turn.values()) and one.answers and one.reader is None:
        per_turn = {n: sub_questions(transcript.turn(n), must_ask=True) for n in one.questions}
    if one.reader is not None:
        per_turn = {n: _put(transcript.turn(n), subs) for n, subs in per_turn.items()}
    if one.renditions:
        per_turn = _with_renditions(transcript, one, per_turn)
    return [
        [_Row(turn, sub, _translation(turn, sub)) for sub in subs]
        for n, subs in sorted(per_turn.items())
        if subs and (turn := transcript.turn(n))
    ]


def _put(turn: Turn, subs: Sequence[SubQuestion]) -> list[SubQuestion]:
    """What a host puts to the company; his `any questions?` and `next question, please` are none."""
    put = set(read_out(turn))
    return [sub for sub in subs if any(text in turn.text[sub.start : sub.end] for text in put)]


def _with_renditions(
    transcript: Transcript, one: Round, per_turn: dict[int, list[SubQuestion]]
) -> dict[int, list[SubQuestion]]:
    """Each rendition goes with the question Turn before it; where that asks nothing legible, it is the question."""
    joined = dict(per_turn)
    for n in one.renditions:
        turn = transcript.turn(n)
        said = sub_questions(turn, must_ask=True)
        before = max((q for q in one.questions if q < n), default=None)
        if before is None or not joined.get(before):
            joined[n] = said
        else:
            joined[before] = paired(joined[before], [turn.text[sub.start : sub.end] for sub in said])
    return joined


def _translation(turn: Turn, sub: SubQuestion) -> str | None:
    parts = []
    for p, _, sentence in turn.sentences():
        translation = turn.paragraphs[p].translation
        if (
            sentence.start < sub.end
            and sub.start < sentence.end
            and translation
            and sentence.translation_start is not None
        ):
            parts.append(translation[sentence.translation_start : sentence.translation_end])
    return "".join(dict.fromkeys(parts)) or None


def _answered(
    transcript: Transcript,
    one: Round,
    rows: Sequence[_Row],
    window: Sequence[int],
    after: Sequence[int],
    earlier: str,
    glossary: Glossary,
) -> Iterator[Asked]:
    said = [item for n in window for item in said_in(transcript.turn(n))]
    later = [item for n in after for item in said_in(transcript.turn(n))]
    wanted = [
        Wanted(row.text, " ".join(filter(None, (row.translation, row.sub.rendition))), row.sub.context, row.sub.number)
        for row in rows
    ]
    matcher = Matcher(wanted, said, glossary)
    spoken = glossary.terms_in("\n".join(f"{item.text}\n{item.translation}" for item in (*said, *later)))
    for i, (row, heard) in enumerate(zip(rows, matcher.heard(), strict=True)):
        if not heard.sure and (more := matcher.later(i, later)):
            heard = Heard((*heard.sentences, *more), sure=True)
        turns = heard.turns or tuple(window)
        analyst, firm = (one.analyst, one.firm) if one.reader is None else _sender(rows, i)
        off_topic = [item for item, _ in heard.sentences if matcher.leans_to_context(i, item)]
        reading, refusal = read(
            row.asks, heard, missing=_missing(row.asks, spoken, glossary, alone=len(rows) == 1), off_topic=off_topic
        )
        yield Asked(
            n=0,
            transcript=transcript.call.id,
            analyst=analyst or None,
            firm=firm,
            text=row.text,
            turn=row.turn.n,
            start=row.sub.start,
            end=row.sub.end,
            answers=tuple(Reply(n, transcript.turn(n).speaker) for n in turns),
            reading=reading,
            read_by=one.reader,
            translation=row.translation,
            rendition=row.sub.rendition,
            context=_context(row, earlier),
            declined=_span(refusal),
        )


def _sender(rows: Sequence[_Row], i: int) -> tuple[str | None, str | None]:
    """Whose question is read out: named since the one before, else the same person's unless a further one is announced."""
    row = rows[i]
    since = rows[i - 1].sub.end if i else 0
    name, firm = asker_named(row.turn.text[since : row.sub.end])
    if name is None and i and opens_next(row.text) is None:
        return _sender(rows, i - 1)
    return name, firm


def _context(row: _Row, earlier: str) -> str:
    """What the questioner said before, in this Turn, else in his question before."""
    return row.turn.text[: row.sub.start][-_CONTEXT:].strip() or earlier


def _missing(asks: str, spoken: frozenset[str], glossary: Glossary, *, alone: bool) -> bool:
    """Whether the question is about metrics of which no answer speaks, in either language; of two weighed, about one.

    The reply to a question asked alone need not name what it is about.
    """
    asked = {term.name for term in glossary.spans(asks) if term.kind in _KEY_KINDS}
    if wants_figure(asks):
        return _WEIGHS.search(asks) is not None and not asked <= spoken
    names = {" ".join(words[i:]) for words in map(str.split, asked) for i in range(len(words))}
    return not alone and bool(asked) and not names & spoken


def _span(said: Said | None) -> Span | None:
    return Span(said.turn, said.start, said.end) if said is not None else None
