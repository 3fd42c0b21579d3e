"""The transcript reader beside the chat: which call is open, at which sentence, and what the component shows of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from answer.answer import Citation
from errors import CallciteError
from index.library import Library
from ingest.transcript import Paragraph, Transcript, Turn
from ui import components
from ui.labels import both_names, day_label, is_han, period_label, role_label, words

_EN = words("en")


@dataclass(frozen=True)
class Place:
    """What the reader shows: a Transcript, and a sentence of it if a Citation was opened.

    `visit` grows with every click, so that opening the same sentence again scrolls to it again.
    """

    transcript: str
    turn: int | None = None
    start: int = 0
    end: int = 0
    quote: str = ""
    visit: int = 0

    @classmethod
    def of(cls, citation: Citation, visit: int) -> "Place":
        return cls(citation.transcript, citation.turn, citation.start, citation.end, citation.quote, visit)


def show(library: Library, place: Place, close: Callable[[], None]) -> None:
    """Draw the reader. A call that is gone is said to be gone, with the words that were quoted from it."""
    try:
        data = reader_view(library.transcript(place.transcript), place)
    except CallciteError as error:
        data = missing_view(place, error)
    with st.container(key="reader"):
        components.mount("reader", key="reader_view", data=data, close=lambda _: close())


def reader_view(transcript: Transcript, place: Place) -> dict[str, Any]:
    """The whole Transcript in parts to set as text; the opened sentence is a part of its own. Pure."""
    call = transcript.call
    facts = [period_label("en", call.fiscal_period, call.period_end)]
    facts += [f"held {day_label('en', call.date)}" if call.date else "", f"{len(transcript.turns)} turns"]
    span = _span(transcript, place)
    changed = place.turn is not None and span is None
    return {
        "visit": place.visit,
        "title": both_names(call),
        "facts": " · ".join(filter(None, facts)),
        "message": "This sentence is no longer in the transcript; it was quoted as:" if changed else None,
        "quoted": place.quote if changed else None,
        "translationLabel": _EN["machine"] if call.translation_kind == "machine" else _EN["translation"],
        "bilingual": any(turn.translation for turn in transcript.turns),
        "turns": [_turn(turn, span if span and turn.n == place.turn else None) for turn in transcript.turns],
    }


def missing_view(place: Place, error: CallciteError) -> dict[str, Any]:
    """What is shown of a call that cannot be read any more. Pure."""
    return {
        "visit": place.visit,
        "title": place.transcript,
        "facts": "",
        "message": f"{error.message} {error.hint}" + (" The sentence was quoted as:" if place.quote else ""),
        "quoted": place.quote or None,
        "translationLabel": "",
        "bilingual": False,
        "turns": [],
    }


def _span(transcript: Transcript, place: Place) -> tuple[int, int] | None:
    """Where the quoted words stand now: at their offsets, or elsewhere in the Turn if the call was re-ingested."""
    if place.turn is None or not 1 <= place.turn <= len(transcript.turns):
        return None
    text = transcript.turn(place.turn).text
    if text[place.start : place.end] == place.quote:
        return place.start, place.end
    at = text.find(place.quote) if place.quote else -1
    return (at, at + len(place.quote)) if at >= 0 else None


def _turn(turn: Turn, span: tuple[int, int] | None) -> dict[str, Any]:
    person = ", ".join(filter(None, (turn.title, turn.firm))) or role_label("en", turn.role.value)
    paragraphs, offset = [], 0
    for paragraph in turn.paragraphs:
        paragraphs.append(_paragraph(paragraph, offset, span))
        offset += len(paragraph.text) + 1
    return {
        "n": turn.n,
        "who": turn.speaker or _EN["no_speaker"],
        "person": person,
        "role": turn.role.value,
        "section": _EN[turn.section.value],
        "interpreted": _EN["interpreted"] if "interpreted" in turn.flags else None,
        "doubt": _doubt(turn),
        "paragraphs": paragraphs,
    }


def _doubt(turn: Turn) -> str | None:
    """What the transcript itself leaves open about who speaks."""
    if turn.speaks_for:
        return f"interpreting {turn.speaks_for}"
    if turn.likely_speaker:
        return f"more likely {turn.likely_speaker}"
    return "the words do not fit this name" if "label_suspect" in turn.flags else None


def _paragraph(paragraph: Paragraph, offset: int, span: tuple[int, int] | None) -> dict[str, Any]:
    """Parts are [text, whether it is the opened sentence]; cut here, since browsers count in other units."""
    text, parts = paragraph.text, [[paragraph.text, False]]
    if span and span[0] < offset + len(text) and span[1] > offset:
        start, end = max(0, span[0] - offset), min(len(text), span[1] - offset)
        parts = [[text[:start], False], [text[start:end], True], [text[end:], False]]
    return {
        "lang": "zh-Hant" if is_han(text) else "en",
        "parts": [part for part in parts if part[0]],
        "translation": paragraph.translation,
        "translationLang": "zh-Hant" if is_han(paragraph.translation or "") else "en",
    }
