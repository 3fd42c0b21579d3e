"""Turns -> Passages: whole Sentences of one Turn, a Paragraph each where it fits."""

import hashlib
from collections.abc import Iterator

from index.passage import MAX_PASSAGE, Passage
from ingest.transcript import Exchange, Role, Section, Sentence, Transcript, Turn

_SHORT = 200
"""Characters below which a Paragraph is joined to its neighbour: a bare "Thank you." retrieves nothing by itself."""


def split(transcript: Transcript) -> list[Passage]:
    """The Passages of a Transcript, in order. Every Sentence lies in exactly one of them."""
    answering = {n: exchange for exchange in transcript.exchanges for n in exchange.answer_turns}
    return [passage for turn in transcript.turns for passage in _split_turn(transcript, turn, answering.get(turn.n))]


_Unit = tuple[int, Sentence]


def _split_turn(transcript: Transcript, turn: Turn, exchange: Exchange | None) -> Iterator[Passage]:
    header = _header(transcript, turn, exchange)
    pieces = [piece for paragraph in _by_paragraph(turn) for piece in _pieces(paragraph)]
    for group in _joined(pieces):
        yield _passage(transcript.call.id, turn, group, header)


def _by_paragraph(turn: Turn) -> Iterator[list[_Unit]]:
    for p, paragraph in enumerate(turn.paragraphs):
        if paragraph.sentences:
            yield [(p, sentence) for sentence in paragraph.sentences]


def _pieces(group: list[_Unit]) -> Iterator[list[_Unit]]:
    """Cut a Paragraph that is too long into as few pieces of whole Sentences as fit, of like length."""
    total = group[-1][1].end - group[0][1].start
    target = total / -(-total // MAX_PASSAGE)
    piece: list[_Unit] = []
    for unit in group:
        if piece:
            length = unit[1].end - piece[0][1].start
            before = piece[-1][1].end - piece[0][1].start
            if length > MAX_PASSAGE or (before >= target * 0.6 and length > target * 1.15):
                yield piece
                piece = []
        piece.append(unit)
    yield piece


def _joined(pieces: list[list[_Unit]]) -> Iterator[list[_Unit]]:
    current: list[_Unit] = []
    for piece in pieces:
        if current:
            together = piece[-1][1].end - current[0][1].start
            shorter = min(_length(current), _length(piece))
            if shorter < _SHORT and together <= MAX_PASSAGE:
                current = current + piece
                continue
            yield current
        current = piece
    if current:
        yield current


def _length(piece: list[_Unit]) -> int:
    return piece[-1][1].end - piece[0][1].start


def _passage(transcript: str, turn: Turn, group: list[_Unit], header: str) -> Passage:
    start, end = group[0][1].start, group[-1][1].end
    text = turn.text[start:end]
    translation = _translation(turn, group)
    digest = hashlib.sha256("\x00".join((header, text, translation or "")).encode()).hexdigest()[:12]
    return Passage(
        id=f"{transcript}#t{turn.n}.{start}-{end}@{digest}",
        transcript=transcript,
        turn=turn.n,
        paragraphs=tuple(dict.fromkeys(p for p, _ in group)),
        start=start,
        end=end,
        text=text,
        translation=translation,
        header=header,
    )


def _translation(turn: Turn, group: list[_Unit]) -> str | None:
    """What renders the group: the aligned spans, or the whole paragraph's translation where the group covers it."""
    parts: list[str] = []
    for p in dict.fromkeys(p for p, _ in group):
        paragraph = turn.paragraphs[p]
        if paragraph.translation is None:
            continue
        inside = [sentence for q, sentence in group if q == p]
        if len(inside) == len(paragraph.sentences):
            parts.append(paragraph.translation)
            continue
        spans = [(s.translation_start, s.translation_end) for s in inside]
        starts = [start for start, _ in spans if start is not None]
        ends = [end for _, end in spans if end is not None]
        if starts and ends:
            parts.append(paragraph.translation[min(starts) : max(ends)])
    return "\n".join(parts) or None


def _header(transcript: Transcript, turn: Turn, exchange: Exchange | None) -> str:
    call = transcript.call
    person = next((p for p in transcript.people if turn.spoken_by(p)), None)
    called = (person.name, *person.also_called) if person else ()
    names = " / ".join(dict.fromkeys((turn.speaker or "Unidentified", *called)))
    if turn.speaks_for:
        names = f"{names}, interpreting {turn.speaks_for}"
    company = " / ".join(dict.fromkeys(filter(None, (call.company, *call.company_aliases))))
    parts = [
        " ".join(filter(None, (company, call.fiscal_period))),
        ", ".join(filter(None, (names, turn.title, turn.firm))),
    ]
    if turn.role is Role.ANALYST:
        parts.append("analyst's question")
    elif exchange is not None:
        parts.append(f"answering {', '.join(filter(None, (exchange.analyst, exchange.firm)))}")
    elif turn.section is Section.PREPARED:
        parts.append("prepared remarks")
    return " | ".join(filter(None, parts))
