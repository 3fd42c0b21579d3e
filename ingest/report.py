"""What a parse found, for a user to look over before it counts."""

from collections import Counter
from typing import Any

from ingest.identify import missing
from ingest.transcript import Section, Transcript


def report(transcript: Transcript) -> dict[str, Any]:
    """Turns, speakers, section boundary, languages, translation, what was set aside, warnings, and what to ask for."""
    call, turns = transcript.call, transcript.turns
    qa_from = next((turn.n for turn in turns if turn.section is Section.QA), None)
    paragraphs = [paragraph for turn in turns for paragraph in turn.paragraphs]
    spoken = Counter(turn.speaker for turn in turns)
    first = {turn.speaker: turn for turn in reversed(turns)}
    flags = Counter(flag for turn in turns for flag in turn.flags)
    return {
        "call": {
            "id": call.id,
            "company": call.company,
            "ticker": call.ticker,
            "fiscal_period": call.fiscal_period,
            "period_end": call.period_end,
            "period": call.period_label,
            "date": call.date,
            "languages": list(call.languages),
            "format": call.format,
            "source": call.source,
        },
        "missing": list(missing(call)),
        "turns": len(turns),
        "speakers": [
            {
                "label": label,
                "role": first[label].role.value,
                "title": first[label].title,
                "firm": first[label].firm,
                "turns": count,
            }
            for label, count in spoken.items()
        ],
        "qa_from": qa_from,
        "exchanges": len(transcript.exchanges),
        "translation": {
            "paragraphs": len(paragraphs),
            "translated": sum(paragraph.translation is not None for paragraph in paragraphs),
            "kind": call.translation_kind,
        },
        "not_speech": [
            {"kind": note.kind, "characters": len(note.text), "opening": note.text[:80]}
            for note in transcript.not_speech
        ],
        "flags": dict(flags),
        "warnings": list(transcript.warnings),
    }
