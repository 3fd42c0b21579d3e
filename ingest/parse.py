"""A Source -> its Transcripts: sniff, parse, then people, sections, sentences and Exchanges."""

import re
from collections.abc import Sequence

from errors import SourceTooLarge
from ingest.align import align
from ingest.formats import parse_text
from ingest.formats.draft import Draft, DraftTurn
from ingest.sections import exchanges, sections
from ingest.sentences import split_sentences
from ingest.sources import Source
from ingest.speakers import cast
from ingest.transcript import Call, Paragraph, Role, Section, Sentence, Speaker, Transcript, Turn

MAX_TURNS = 5_000
_FLAGS = {
    "interpreted": re.compile(r"[(\[](?:interpreted|translated)[)\]]", re.IGNORECASE),
    "inaudible": re.compile(r"[(\[<](?:inaudible|indiscernible)[^)\]>]{0,30}[)\]>]", re.IGNORECASE),
    "foreign_language": re.compile(r"[(\[](?:foreign language|spoken in \w+)[)\]]", re.IGNORECASE),
    "technical_difficulty": re.compile(r"[(\[]technical difficult\w+[)\]]", re.IGNORECASE),
    "crosstalk": re.compile(r"[(\[](?:crosstalk|multiple speakers|speech overlap)[)\]]", re.IGNORECASE),
}
_UNIDENTIFIED = re.compile(r"^(?:unidentified|unknown)\b", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w&\-]*)(?: (?:[A-Z][\w&\-]*|&|of)){0,4}?"
_PERIOD_WORD = (
    r"(?:first|second|third|fourth|march|june|september|december|full|fiscal|q[1-4]|quarterly|quarter|earnings|results|half|review"
    r"|update|conference|call)\b"
)
_COMPANY_SAID = re.compile(
    rf"\b(?:to|of|for|the|at) (?:the )?({_NAME})(?:(?:'s|’s)? (?i:{_PERIOD_WORD})|(?:,? (?:for|on) (?:the|its) (?:\w+ )?(?i:{_PERIOD_WORD})))"
)
_OFFICE_OF = re.compile(rf"(?i:investor relations) (?:of|at|for) ({_NAME})(?=[.,;]| and\b|$)")
_NO_COMPANY = frozenset("March June September December Q Operator Mandarin English".split())
_CORPORATE_SUFFIX = re.compile(
    r",? (?:Group|Holdings?|Inc|Corp(?:oration)?|Co|Ltd|Limited|PLC|Company|Technologies)\.?$", re.IGNORECASE
)
_QUARTER_SAID = re.compile(r"\b(March|June|September|December) quarter (?:of )?(20\d\d)\b")
_ENDED_SAID = re.compile(
    r"\bquarter (?:and [\w ]{0,30})?end(?:ed|ing) (March 31|June 30|September 30|December 31),? (20\d\d)\b"
)
_QUARTER_ENDS = {"March": "03-31", "June": "06-30", "September": "09-30", "December": "12-31"}


def parse(source: Source) -> list[Transcript]:
    """Every call of a file.

    Raises:
        SourceEmpty, SourceNotText, SourceNotTranscript, SourceTooLarge: the file is no transcript that can be taken.
    """
    draft = parse_text(source.name, source.text)
    if len(draft.turns) > MAX_TURNS:
        raise SourceTooLarge(
            f"{source.name} has {len(draft.turns):,} turns; the limit is {MAX_TURNS:,}.", hint="Split the file by call."
        )
    return [_transcript(draft, source)]


def _transcript(draft: Draft, source: Source) -> Transcript:
    participants, speakers = cast(draft.turns)
    bilingual = len(draft.languages) > 1
    turns = tuple(
        _turn(n, turn, speaker, section, bilingual=bilingual)
        for n, (turn, speaker, section) in enumerate(
            zip(draft.turns, speakers, sections(draft.turns, speakers), strict=True), start=1
        )
    )
    misaligned = sum(p.translation is None for t in turns for p in t.paragraphs) if bilingual else 0
    warnings = list(draft.warnings)
    if misaligned:
        warnings.append(f"{misaligned} paragraphs have no translation.")
    return Transcript(
        call=_call(draft, source),
        participants=tuple(participants),
        turns=turns,
        exchanges=exchanges(turns),
        not_speech=tuple(draft.notes),
        warnings=tuple(warnings),
        misaligned=misaligned,
    )


def _turn(n: int, draft: DraftTurn, speaker: Speaker | None, section: Section, *, bilingual: bool) -> Turn:
    paragraphs = []
    offset = 0
    for original, translation in draft.paragraphs:
        paragraphs.append(Paragraph(original, translation, _sentences(original, translation, offset)))
        offset += len(original) + 1
    return Turn(
        n=n,
        speaker=draft.label,
        role=speaker.role if speaker else Role.OTHER,
        title=draft.title or (speaker.title if speaker else None),
        firm=speaker.firm if speaker else None,
        section=section,
        paragraphs=tuple(paragraphs),
        flags=_flags(draft.label, paragraphs, bilingual=bilingual),
    )


def _flags(label: str | None, paragraphs: Sequence[Paragraph], *, bilingual: bool) -> tuple[str, ...]:
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    flags = [flag for flag, pattern in _FLAGS.items() if pattern.search(text)]
    if label and _UNIDENTIFIED.match(label):
        flags.append("unidentified")
    if bilingual and any(paragraph.translation is None for paragraph in paragraphs):
        flags.append("translation_missing")
    if not any(paragraph.sentences for paragraph in paragraphs):
        flags.append("no_speech")
    return tuple(flags)


def _sentences(original: str, translation: str | None, offset: int) -> tuple[Sentence, ...]:
    spans = split_sentences(original)
    rendered: Sequence[tuple[int, int] | None] = [None] * len(spans)
    if translation is not None:
        rendered = align(original, spans, translation, split_sentences(translation))
    return tuple(
        Sentence(offset + start, offset + end, *(where or (None, None)))
        for (start, end), where in zip(spans, rendered, strict=True)
    )


def _call(draft: Draft, source: Source) -> Call:
    opening = " ".join(original for turn in draft.turns[:2] for original, _ in turn.paragraphs)
    return Call(
        id=_call_id(draft, source),
        company=draft.company,
        ticker=draft.ticker,
        fiscal_year=draft.fiscal_year,
        fiscal_quarter=draft.fiscal_quarter,
        title=draft.title,
        languages=draft.languages,
        format=draft.format,
        source=source.name,
        period_end=_period_end(opening),
        date=draft.date,
        company_aliases=_company_aliases(draft.company, opening),
        translation_kind=draft.translation_kind,
    )


def _call_id(draft: Draft, source: Source) -> str:
    if draft.ticker and draft.fiscal_year and draft.fiscal_quarter:
        return _slug(f"{draft.ticker}-fy{draft.fiscal_year}-q{draft.fiscal_quarter}")
    return _slug(source.name.rpartition(".")[0] or source.name)


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "transcript"


def _period_end(opening: str) -> str | None:
    """The quarter's last day, only where the opening names the calendar quarter itself."""
    if match := _ENDED_SAID.search(opening):
        return f"{match[2]}-{_QUARTER_ENDS[match[1].split()[0]]}"
    if match := _QUARTER_SAID.search(opening):
        return f"{match[2]}-{_QUARTER_ENDS[match[1]]}"
    return None


def _company_aliases(company: str | None, opening: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for name in (company, *_COMPANY_SAID.findall(opening), *_OFFICE_OF.findall(opening)):
        if name and name.split()[0] not in _NO_COMPANY:
            names.setdefault(name)
            names.setdefault(_CORPORATE_SUFFIX.sub("", name))
    names.pop(company or "", None)
    return tuple(names)
