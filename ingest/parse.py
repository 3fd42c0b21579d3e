"""A Source -> its Transcripts: sniff, parse, then people, sections, sentences and Exchanges."""

from collections.abc import Sequence

from errors import SourceTooLarge
from ingest.align import align
from ingest.flags import flags, is_only_notes
from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.registry import parse_source
from ingest.identify import identify
from ingest.interpreters import speaks_for
from ingest.roles import is_unidentified
from ingest.sections import exchanges, sections
from ingest.sentences import split_sentences
from ingest.sources import Source
from ingest.speakers import cast
from ingest.suspects import SUSPECT, Seen, check_labels
from ingest.transcript import Call, Paragraph, Role, Section, Sentence, Speaker, Transcript, Turn

MAX_TURNS = 5_000


def parse(source: Source) -> list[Transcript]:
    """Every call of a file.

    Raises:
        SourceEmpty, SourceNotText, SourceNotTranscript, SourceTooLarge: the file is no transcript that can be taken.
    """
    drafts = parse_source(source)
    for draft in drafts:
        if len(draft.turns) > MAX_TURNS:
            raise SourceTooLarge(
                f"{source.name} has a call of {len(draft.turns):,} turns; the limit is {MAX_TURNS:,}.",
                hint="Split the file by call.",
            )
    return [_transcript(draft, call) for draft, call in zip(drafts, identify(drafts, source), strict=True)]


def _transcript(draft: Draft, call: Call) -> Transcript:
    participants, speakers = cast(draft.turns, draft.participants)
    where = sections(draft.turns, speakers)
    seen = check_labels(draft.turns, speakers, where)
    voices = speaks_for(draft.turns, speakers)
    bilingual = len(draft.languages) > 1
    flagged = flags(draft.turns, [one.speaker for one in seen], where, bilingual=bilingual)
    turns = tuple(
        _turn(i + 1, draft.turns[i], seen[i], where[i], voices[i], flagged[i]) for i in range(len(draft.turns))
    )
    misaligned = sum(p.translation is None for t in turns for p in t.paragraphs) if bilingual else 0
    warnings = list(draft.warnings)
    if misaligned:
        warnings.append(f"{misaligned} paragraphs have no translation.")
    return Transcript(
        call=call,
        participants=tuple(participants),
        turns=turns,
        exchanges=exchanges(turns),
        not_speech=tuple(draft.notes),
        warnings=tuple(warnings),
        misaligned=misaligned,
        unlisted=_unlisted(participants, speakers),
    )


def _unlisted(participants: Sequence[Speaker], speakers: Sequence[Speaker | None]) -> tuple[Speaker, ...]:
    named = dict.fromkeys(s for s in speakers if s and s.role is not Role.OPERATOR and not is_unidentified(s.name))
    listed = {name for person in participants for name in (person.name, *person.also_called)}
    return tuple(speaker for speaker in named if speaker.name not in listed)


def _turn(n: int, draft: DraftTurn, seen: Seen, section: Section, voice: str | None, found: tuple[str, ...]) -> Turn:
    speaker = seen.speaker
    paragraphs = []
    offset = 0
    for original, translation in draft.paragraphs:
        spoken = () if is_only_notes(original) else _sentences(original, translation, offset)
        paragraphs.append(Paragraph(original, translation, spoken))
        offset += len(original) + 1
    if not any(paragraph.sentences for paragraph in paragraphs) and "no_speech" not in found:
        found = (*found, "no_speech")
    return Turn(
        n=n,
        speaker=draft.label,
        role=speaker.role if speaker else Role.OTHER,
        title=draft.title or (speaker.title if speaker else None),
        firm=draft.firm or (speaker.firm if speaker else None),
        section=section,
        paragraphs=tuple(paragraphs),
        flags=(*found, SUSPECT) if seen.suspect and SUSPECT not in found else found,
        start_seconds=draft.start_seconds,
        likely_speaker=seen.likely_speaker,
        speaks_for=voice,
    )


def _sentences(original: str, translation: str | None, offset: int) -> tuple[Sentence, ...]:
    spans = split_sentences(original)
    rendered: Sequence[tuple[int, int] | None] = [None] * len(spans)
    if translation is not None:
        rendered = align(original, spans, translation, split_sentences(translation))
    return tuple(
        Sentence(offset + start, offset + end, *(where or (None, None)))
        for (start, end), where in zip(spans, rendered, strict=True)
    )
