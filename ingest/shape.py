"""A Transcript as the JSON that `show --json` prints."""

from typing import Any

from ingest.transcript import Transcript


def transcript_json(transcript: Transcript) -> dict[str, Any]:
    call = transcript.call
    return {
        "call": {
            "id": call.id,
            "company": call.company,
            "company_aliases": list(call.company_aliases),
            "ticker": call.ticker,
            "exchange": call.exchange,
            "fiscal_year": call.fiscal_year,
            "fiscal_quarter": call.fiscal_quarter,
            "period_end": call.period_end,
            "date": call.date,
            "title": call.title,
            "languages": list(call.languages),
            "translation_kind": call.translation_kind,
            "format": call.format,
            "source": call.source,
        },
        "participants": [
            {
                "name": person.name,
                "also_called": list(person.also_called),
                "role": person.role.value,
                "title": person.title,
                "firm": person.firm,
            }
            for person in transcript.participants
        ],
        "turns": [
            {
                "n": turn.n,
                "speaker": turn.speaker,
                "role": turn.role.value,
                "title": turn.title,
                "firm": turn.firm,
                "section": turn.section.value,
                "text": turn.text,
                "translation": turn.translation,
                "start_seconds": turn.start_seconds,
                "flags": list(turn.flags),
                "likely_speaker": turn.likely_speaker,
                "speaks_for": turn.speaks_for,
                "paragraphs": [{"text": p.text, "translation": p.translation} for p in turn.paragraphs],
            }
            for turn in transcript.turns
        ],
        "exchanges": [
            {
                "analyst": exchange.analyst,
                "firm": exchange.firm,
                "question_turns": list(exchange.question_turns),
                "answer_turns": list(exchange.answer_turns),
            }
            for exchange in transcript.exchanges
        ],
        "not_speech": [
            {"kind": note.kind, "text": note.text, "translation": note.translation} for note in transcript.not_speech
        ],
        "warnings": list(transcript.warnings),
    }
