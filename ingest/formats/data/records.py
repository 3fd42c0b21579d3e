"""Objects or table rows, one a Turn -> calls: grouped by call, put in order, with repeated and empty rows left out.

Interfaces (a list of speakers with their text) and tables differ only in where the rows come from.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.formats.bilingual.language import languages
from ingest.formats.captions.times import suspects
from ingest.formats.data.cells import is_text, paragraphs, plain
from ingest.formats.data.facts import Facts, month_first
from ingest.formats.data.fields import (
    FIRM,
    KIND,
    ROLE,
    SECTION,
    SPEAKER,
    START,
    TEXT,
    TITLE,
    TRANSLATION,
    Row,
    first,
    first_plain,
    held,
    in_milliseconds,
    kind_of,
    role_of,
    row_of,
    seconds,
    section_of,
    title_and_firm_of,
)
from ingest.formats.data.groups import Group, grouped, in_order
from ingest.formats.data.record_people import named
from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.transcript import Role, Section

_SPEAKERS = frozenset(("speaker", "name", "speaker_name"))
_ROLE_AND_TITLE = (*ROLE, *TITLE)
_FIRM_OR_COMPANY = (*FIRM, "company", "companyname")
_LONGEST = 10_000
"""Characters from which the text under a mere `name` is taken for a whole call, and the name for its company's or title."""
_CONTINUED = 0.3
"""Share of rows without a speaker from which such a row goes on with the speaker of the row above."""


@dataclass(frozen=True)
class Context:
    """What stands around the rows: facts of the call, its section, its people by the names or ids the rows use."""

    facts: Facts = field(default_factory=Facts)
    section: Section | None = None
    people: Mapping[str, Listed] = field(default_factory=dict)


@dataclass(frozen=True)
class _Spoken:
    label: str | None
    title: str | None
    firm: str | None
    role: Role | None
    section: Section | None
    paragraphs: list[tuple[str, str | None]]
    start: float | None
    start_key: str = ""


def is_turn(row: Row) -> bool:
    """Whether the row has a place for a speaker and a text that is no list of further rows."""
    speakers = held(row, SPEAKER)
    if not (speakers and held(row, TEXT)):
        return False
    text = first(row, TEXT)
    if isinstance(text, str) and len(text) > _LONGEST and speakers == ("name",):
        return False
    return not (
        isinstance(text, list) and any(isinstance(item, dict) and not _SPEAKERS.isdisjoint(item) for item in text)
    )


def has_text(row: Row) -> bool:
    return is_text(first(row, TEXT))


def calls(rows: Sequence[Row], format_name: str, context: Context | None = None) -> list[Draft]:
    """The calls that the rows hold, in the order of their first rows."""
    context = context or Context()
    groups = grouped(rows)
    by_month = month_first([context.facts, *(group.facts for group in groups)])
    drafts = []
    for group in groups:
        draft = Draft(format=format_name)
        group.facts.over(context.facts).fill(draft, month_first=by_month)
        draft.participants.extend(context.people.values())
        _speak(draft, group, context)
        drafts.append(draft)
    return drafts


def _speak(draft: Draft, group: Group, context: Context) -> None:
    ordered, repeated = in_order([row for row in group.rows if has_text(row)])
    empty = len(group.rows) - len(ordered) - repeated
    if repeated:
        draft.warnings.append(f"Repeated rows left out: {repeated}.")
    if empty:
        draft.warnings.append(f"Rows without text left out: {empty}.")
    marks = any(first(row, SPEAKER) in ("Q", "q") for row in ordered)
    spoken = [_spoken(row, group, context, marks=marks) for row in ordered]
    textless = (row for row in group.rows if not has_text(row))
    titles = _titles([*spoken, *(_spoken(row, group, context, marks=marks) for row in textless)])
    sections = [one.section for one in spoken]
    _fill_sections(sections)
    bare = sum(one.label is None for one in spoken)
    goes_on = bare == len(spoken) or (spoken[0].label is not None and bare >= _CONTINUED * len(spoken))
    for one, section in zip(spoken, sections, strict=True):
        one = replace(one, section=section, title=one.title or titles.get(one.label))
        _add(draft, one, goes_on=goes_on, labelled=bare < len(spoken))
    _set_times(draft, spoken)
    set_languages(draft)


def _titles(spoken: Iterable[_Spoken]) -> dict[str | None, str]:
    """Each label's first title; rows without text have titles too."""
    titles: dict[str | None, str] = {}
    for one in spoken:
        if one.label and one.title:
            titles.setdefault(one.label, one.title)
    return titles


def _add(draft: Draft, one: _Spoken, *, goes_on: bool, labelled: bool) -> None:
    if not one.paragraphs:
        return
    if one.label is None and all(is_stage_note(text) for text, _ in one.paragraphs):
        draft.note("note", "\n".join(text for text, _ in one.paragraphs))
        return
    last = draft.turns[-1] if draft.turns else None
    if one.label is None and goes_on and last and last.section is one.section and one.role in (None, last.role):
        last.paragraphs.extend(one.paragraphs)
        return
    turn = draft.open(one.label, one.title, one.firm, one.section)
    if one.label is None and labelled and "label_missing" not in turn.flags:
        turn.flags.append("label_missing")
    if not turn.paragraphs:
        turn.start_seconds = one.start
    turn.role = turn.role or one.role
    turn.paragraphs.extend(one.paragraphs)


def is_stage_note(text: str) -> bool:
    """Whether a text is only a note in brackets."""
    text = text.strip()
    return 2 < len(text) <= 80 and text[0] + text[-1] in ("[]", "()") and not any(c in text[1:-1] for c in "[]()")


def _spoken(row: Row, group: Group, context: Context, *, marks: bool) -> _Spoken:
    speaker = first(row, SPEAKER)
    if isinstance(speaker, dict):
        inner = row_of(speaker)
        at = {"firm": firm} if (firm := first(inner, _FIRM_OR_COMPANY)) else {}
        row = {**inner, **at, **{name: value for name, value in row.items() if value not in (None, "")}}
        speaker = first(inner, SPEAKER) or first(inner, ("id",))
    name, title, firm = named(speaker, marks=marks)
    known = context.people.get(plain(speaker) or "") or context.people.get(name or "")
    if known:
        name, title, firm = known.name, known.title or title, known.firm or firm
    role = next((role for place in held(row, KIND) if (role := kind_of(row[place]))), None)
    if role is not None and role_of(name) is not None:
        role = None
    for place in held(row, _ROLE_AND_TITLE):
        value = row[place]
        if place in ROLE or role_of(value) is Role.OPERATOR:
            role = role_of(value) or role
        given = title_and_firm_of(value)
        title, firm = title or given[0], firm or given[1]
    firm = first_plain(row, _FIRM_OR_COMPANY if group.company_is_firm else FIRM) or firm
    section = (
        next((found for place in held(row, SECTION) if (found := section_of(row[place]))), None) or context.section
    )
    texts = paragraphs(first(row, TEXT))
    start, start_key = _start(row)
    translated = paragraphs(first(row, TRANSLATION))
    return _Spoken(name, title, firm, role, section, paired(texts, translated), start, start_key)


def _start(row: Row) -> tuple[float | None, str]:
    """(the time of a row, the key that tells its unit); hours and minutes tell it themselves."""
    for place in held(row, START):
        if (time := seconds(row[place])) is not None:
            return time, "seconds" if isinstance(row[place], str) and ":" in row[place] else place
    return None, ""


def paired(texts: Sequence[str], translations: Sequence[str]) -> list[tuple[str, str | None]]:
    """Paragraphs with their translations; where their numbers differ, the whole text with the whole translation."""
    if not translations:
        return [(text, None) for text in texts]
    if len(texts) == len(translations):
        return list(zip(texts, translations, strict=True))
    return [(" ".join(texts), " ".join(translations))]


def _fill_sections(sections: list[Section | None]) -> None:
    """A section given for some rows holds until the next one; what comes before the first Q&A is prepared."""
    if not any(sections):
        return
    current: Section | None = Section.PREPARED
    for i, section in enumerate(sections):
        current = section or current
        sections[i] = current


def _set_times(draft: Draft, spoken: Iterable[_Spoken]) -> None:
    timed = [one for one in spoken if one.start is not None]
    if not timed:
        return
    said = sum(len(text) for one in timed[:-1] for text, _ in one.paragraphs)
    if in_milliseconds(timed[0].start_key, [one.start for one in timed if one.start is not None], said):
        for turn in draft.turns:
            if turn.start_seconds is not None:
                turn.start_seconds /= 1_000
    drop_suspect_times(draft.turns)


def drop_suspect_times(turns: Sequence[DraftTurn]) -> None:
    """Take away, and flag, the times that run against the others."""
    timed = [turn for turn in turns if turn.start_seconds is not None]
    for i in suspects([turn.start_seconds or 0.0 for turn in timed]):
        timed[i].start_seconds = None
        timed[i].flags.append("timestamp_suspect")


def set_languages(draft: Draft) -> None:
    """The languages of the words and of their translations."""
    draft.languages = languages([text for turn in draft.turns for pair in turn.paragraphs for text in pair if text])
