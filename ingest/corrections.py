"""What a user put right in a Transcript: applied after every parse, so that it outlives a re-ingest.

A Correction finds its Turn by number and opening words, since an edited file may number its Turns anew; one that finds
nothing any more is told as a warning and kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from errors import CorrectionInvalid
from ingest.metadata import iso_date
from ingest.sections import exchanges
from ingest.transcript import Call, Note, Role, Section, Speaker, Transcript, Turn

_OPENING = 80
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Anchor:
    """A Turn by its number and its first words; a user may leave the words out, `anchored` fills them in."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    turn: int
    opening: str = ""


@dataclass(frozen=True)
class CallCorrection:
    """Fields of the Call; None leaves one as parsed. Dates are ISO 8601."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    company: str | None = None
    ticker: str | None = None
    exchange: str | None = None
    fiscal_year: int | None = None
    fiscal_quarter: int | None = None
    period_end: str | None = None
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class SpeakerCorrection:
    """Whoever is printed as `label`, on all Turns; None leaves a field as parsed."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    label: str
    name: str | None = None
    role: Role | None = None
    title: str | None = None
    firm: str | None = None
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnCorrection:
    """One Turn filed under the wrong label: `speaker` is the label of the one who spoke."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    at: Anchor
    speaker: str


@dataclass(frozen=True)
class Corrections:
    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    call: CallCorrection = CallCorrection()
    speakers: tuple[SpeakerCorrection, ...] = ()
    turns: tuple[TurnCorrection, ...] = ()
    qa_from: Anchor | None = None
    """The first Turn of the Q&A."""
    not_speech: tuple[Anchor, ...] = ()


_ADAPTER: TypeAdapter[Corrections] = TypeAdapter(Corrections)


def corrections_from_json(value: Any) -> Corrections:
    """Corrections from plain JSON values.

    Raises:
        CorrectionInvalid: an unknown key, a value of the wrong kind, an impossible quarter or date.
    """
    try:
        found = _ADAPTER.validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        raise CorrectionInvalid(
            f"The corrections cannot be read at {'.'.join(map(str, first['loc'])) or 'the top'}: {first['msg']}.",
            hint='For example {"call": {"ticker": "TBRK"}, "speakers": [{"label": "Speaker 1", "name": "Wen Lan", "role": "executive"}]}.',
        ) from error
    call = found.call
    if call.fiscal_quarter is not None and not 1 <= call.fiscal_quarter <= 4:
        raise CorrectionInvalid(f"There is no fiscal quarter {call.fiscal_quarter}.", hint="Choose 1 to 4.")
    for date in (call.date, call.period_end):
        if date is not None and iso_date(date) != date:
            raise CorrectionInvalid(f"{date!r} is no date.", hint="Write it as 2025-05-15.")
    return found


def corrections_json(corrections: Corrections) -> Any:
    return _ADAPTER.dump_python(corrections, mode="json", exclude_defaults=True)


def anchored(transcript: Transcript, corrections: Corrections, shown: Transcript | None = None) -> Corrections:
    """The same Corrections, each Anchor with its Turn's first words; `shown` is what the Turns' numbers refer to.

    Raises:
        CorrectionInvalid: a Turn or label that the Transcript does not have.
    """
    labels = {turn.speaker for turn in transcript.turns}
    turns = (shown or transcript).turns
    for speaker in corrections.speakers:
        if speaker.label not in labels:
            raise CorrectionInvalid(
                f"Nobody is printed as {speaker.label!r}.",
                hint=f"The labels are: {', '.join(sorted(label for label in labels if label))}.",
            )

    def full(anchor: Anchor) -> Anchor:
        if not anchor.opening and not 1 <= anchor.turn <= len(turns):
            raise CorrectionInvalid(
                f"There is no turn {anchor.turn}.", hint=f"The transcript has turns 1 to {len(turns)}."
            )
        return anchor if anchor.opening else Anchor(anchor.turn, turns[anchor.turn - 1].text[:_OPENING])

    return replace(
        corrections,
        turns=tuple(replace(turn, at=full(turn.at)) for turn in corrections.turns),
        qa_from=full(corrections.qa_from) if corrections.qa_from else None,
        not_speech=tuple(map(full, corrections.not_speech)),
    )


def apply(transcript: Transcript, corrections: Corrections) -> Transcript:
    """The Transcript put right. Its id stays; Turns taken out as no speech become notes, and the others close up."""
    if corrections == Corrections():
        return transcript
    warnings = list(transcript.warnings)
    turns = list(transcript.turns)

    def find(anchor: Anchor, what: str) -> int | None:
        near = sorted(range(len(turns)), key=lambda i: abs(turns[i].n - anchor.turn))
        at = next((i for i in near if turns[i].text.startswith(anchor.opening)), None)
        if at is None:
            warnings.append(
                f"A correction ({what}) no longer fits: turn {anchor.turn} beginning {anchor.opening[:40]!r} is gone."
            )
        return at

    for turn in corrections.turns:
        if (i := find(turn.at, "speaker of a turn")) is not None:
            turns[i] = _spoken_by(turns[i], turn.speaker, transcript)
    if corrections.qa_from and (start := find(corrections.qa_from, "beginning of the Q&A")) is not None:
        turns = [replace(t, section=Section.QA if i >= start else Section.PREPARED) for i, t in enumerate(turns)]
    by_label = {speaker.label: speaker for speaker in corrections.speakers}
    turns = [_corrected(turn, by_label.get(turn.speaker or "")) for turn in turns]
    unsaid = {i for anchor in corrections.not_speech if (i := find(anchor, "not speech")) is not None}
    notes = [Note("note", turns[i].text, turns[i].translation, len(turns[i].paragraphs)) for i in sorted(unsaid)]
    kept = tuple(
        replace(turn, n=n) for n, turn in enumerate((t for i, t in enumerate(turns) if i not in unsaid), start=1)
    )
    return replace(
        transcript,
        call=_call(transcript.call, corrections.call),
        participants=_participants(transcript.participants, kept, corrections.speakers),
        turns=kept,
        exchanges=exchanges(kept),
        not_speech=(*transcript.not_speech, *notes),
        warnings=tuple(warnings),
    )


def _spoken_by(turn: Turn, speaker: str, transcript: Transcript) -> Turn:
    same = next((t for t in transcript.turns if t.speaker == speaker), None)
    listed = next((p for p in transcript.participants if speaker in (p.name, *p.also_called)), None)
    role = same.role if same else listed.role if listed else turn.role
    title, firm = (same.title, same.firm) if same else (listed.title, listed.firm) if listed else (None, None)
    flags = tuple(flag for flag in turn.flags if flag not in ("label_suspect", "label_missing", "label_misspelt"))
    return replace(turn, speaker=speaker, role=role, title=title, firm=firm, likely_speaker=None, flags=flags)


def _corrected(turn: Turn, by: SpeakerCorrection | None) -> Turn:
    if by is None:
        return turn
    flags = turn.flags if by.name is None else tuple(flag for flag in turn.flags if flag != "unidentified")
    return replace(
        turn,
        speaker=by.name or turn.speaker,
        role=by.role or turn.role,
        title=by.title if by.title is not None else turn.title,
        firm=by.firm if by.firm is not None else turn.firm,
        likely_speaker=None if by.name else turn.likely_speaker,
        flags=flags,
    )


def _participants(
    people: Sequence[Speaker], turns: Sequence[Turn], corrections: Sequence[SpeakerCorrection]
) -> tuple[Speaker, ...]:
    found = list(people)
    for by in corrections:
        at = next((i for i, p in enumerate(found) if by.label in (p.name, *p.also_called)), None)
        before = found[at] if at is not None else Speaker(by.label, Role.OTHER)
        name = by.name or before.name
        names = dict.fromkeys((*before.also_called, *by.also_called))
        if at is not None and by.name:
            names.setdefault(before.name)
        names.pop(name, None)
        role = by.role or next((t.role for t in turns if t.speaker == name), before.role)
        after = Speaker(
            name,
            role,
            by.title if by.title is not None else before.title,
            by.firm if by.firm is not None else before.firm,
            tuple(names),
        )
        if at is None:
            found.append(after)
        else:
            found[at] = after
    return tuple(found)


def _call(call: Call, by: CallCorrection) -> Call:
    changed = {f.name: value for f in fields(by) if (value := getattr(by, f.name)) is not None}
    if "company" in changed and call.company:
        changed["company_aliases"] = tuple(dict.fromkeys((*call.company_aliases, call.company)))
    return replace(call, **changed)
