"""Hits -> numbered Sentences within a budget: what the model is shown and what Claims may cite."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.answer import Citation
from index.passage import Hit
from index.rows import Held
from ingest.transcript import Call, Exchange, Role, Speaker, Turn, sentence_id

TurnKey = tuple[str, int]
_MARKER_LIKE = re.compile(r"[\[【［]([\s\d^,，、;；–—~～至-]*\d[\s\d^,，、;；–—~～至-]*)[\]】］]")


@dataclass(frozen=True)
class Evidence:
    """One numbered Sentence of one Turn, as shown to the model as `[number] …`.

    `text` is verbatim. `before` and `after` are the neighbouring sentences of the same Turn ('' at its ends): context a
    reader sees, never quoted. `answering` is the analyst whose question the Turn answers.
    """

    number: int
    sentence_id: str
    turn: int
    paragraph: int
    start: int
    end: int
    text: str
    translation: str | None
    speaker: Speaker
    section: str
    flags: tuple[str, ...]
    call: Call
    before: str = ""
    after: str = ""
    answering: str | None = None
    speaks_for: str | None = None
    """Whose words an interpreter renders here."""


def number_evidence(
    hits: Sequence[Hit], turns: Mapping[TurnKey, Turn], held: Mapping[str, Held], *, budget_tokens: int | None = None
) -> list[Evidence]:
    """Every Sentence of the Hits' Passages, best Hit first, numbered from 1, until the budget is used up.

    A Hit is taken whole or not at all, except the first, which always is. Tokens are estimated at 4 Latin or 1 CJK
    character each, on the high side for every tokenizer in use.
    """
    found: list[Evidence] = []
    used = 0
    for hit in hits:
        passage = hit.passage
        turn, call = turns.get((passage.transcript, passage.turn)), held.get(passage.transcript)
        if turn is None or call is None:
            continue
        used += estimate_tokens(passage.text)
        if budget_tokens is not None and found and used > budget_tokens:
            break
        inside = (item for item in evidence_of(turn, call) if passage.start <= item.start and item.end <= passage.end)
        found.extend(replace(item, number=number) for number, item in enumerate(inside, start=len(found) + 1))
    return found


def estimate_tokens(text: str) -> int:
    wide = sum(char > "\u2e7f" for char in text)
    return wide + (len(text) - wide) // 4 + 1


def evidence_of(turn: Turn, held: Held) -> Iterator[Evidence]:
    """Every Sentence of a Turn as Evidence, numbered from 1 within the Turn."""
    exchange = _answered_exchange(held.exchanges, turn.n)
    speaker = speaker_of(turn, held)
    units = list(turn.sentences())
    for i, (p, s, sentence) in enumerate(units):
        translation = turn.paragraphs[p].translation
        if translation is not None and sentence.translation_start is not None:
            translation = translation[sentence.translation_start : sentence.translation_end]
        yield Evidence(
            number=i + 1,
            sentence_id=sentence_id(held.call.id, turn.n, p, s),
            turn=turn.n,
            paragraph=p,
            start=sentence.start,
            end=sentence.end,
            text=turn.quote(sentence),
            translation=translation,
            speaker=speaker,
            section=turn.section.value,
            flags=turn.flags,
            speaks_for=turn.speaks_for,
            call=held.call,
            before=turn.quote(units[i - 1][2]) if i else "",
            after=turn.quote(units[i + 1][2]) if i + 1 < len(units) else "",
            answering=exchange.analyst if exchange else None,
        )


def speaker_of(turn: Turn, held: Held) -> Speaker:
    """The Turn's speaker under the name printed there, with the other names that the call knows him by."""
    person = next((person for person in held.participants if turn.spoken_by(person)), None)
    names = dict.fromkeys((person.name, *person.also_called)) if person else {}
    names.pop(turn.speaker or "", None)
    return Speaker(turn.speaker or "Unidentified", turn.role, turn.title, turn.firm, tuple(names))


def cite(evidence: Evidence, n: int) -> Citation:
    """The Citation numbered `n` that points to a piece of evidence."""
    call, speaker = evidence.call, evidence.speaker
    return Citation(
        n=n,
        quote=evidence.text,
        translation=evidence.translation,
        transcript=call.id,
        turn=evidence.turn,
        paragraph=evidence.paragraph,
        sentence_id=evidence.sentence_id,
        start=evidence.start,
        end=evidence.end,
        speaker=speaker.name,
        role=speaker.role.value,
        title=speaker.title,
        firm=speaker.firm,
        section=evidence.section,
        company=call.company,
        fiscal_period=call.fiscal_period,
        period_end=call.period_end,
        date=call.date,
        flags=evidence.flags,
        speaks_for=evidence.speaks_for,
        translation_kind=call.translation_kind if evidence.translation else None,
    )


def show(evidence: Sequence[Evidence]) -> str:
    """The evidence as the model reads it: a line that says who speaks where, then the numbered sentences."""
    lines: list[str] = []
    last: object = None
    for item in evidence:
        place = (item.call.id, item.turn)
        if place != last:
            lines.append(_attribution(item))
            last = place
        lines.append(f"[{item.number}] {_plain(item.text)}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """On one line, and without what a model could take for the number of a sentence."""
    return _MARKER_LIKE.sub(r"(\1)", " ".join(text.split()))


def _attribution(item: Evidence) -> str:
    who = ", ".join(filter(None, map(_plain, (item.speaker.name, item.speaker.title or "", item.speaker.firm or ""))))
    company = _plain(item.call.company or item.call.id)
    aliases = f" ({_plain(item.call.company_aliases[0])})" if item.call.company_aliases else ""
    where = " ".join(filter(None, (company + aliases, item.call.fiscal_period)))
    what = "analyst's question" if item.speaker.role is Role.ANALYST else "prepared remarks"
    if item.answering:
        what = f"answering {_plain(item.answering)}"
    elif item.section == "qa" and item.speaker.role is not Role.ANALYST:
        what = "Q&A"
    return f"\n{where} — {who} — {what}:"


def _answered_exchange(exchanges: Sequence[Exchange], turn: int) -> Exchange | None:
    return next((exchange for exchange in exchanges if turn in exchange.answer_turns), None)
