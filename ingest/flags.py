"""What a Turn's words and label show about it, as flags: interpreted, inaudible, cut off and the like."""

import re
from collections.abc import Sequence

from ingest.aliases import text_of
from ingest.casting import on_behalf_of
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import ends_sentence
from ingest.roles import is_media, is_unidentified
from ingest.transcript import Role, Section, Speaker

_O, _C = r"[(\[<【（]\s*", r"[^)\]>】）]{0,60}[)\]>】）]"
_NOTES = {
    "interpreted": re.compile(
        rf"{_O}(?:interpreted|translated|(?:through|via) (?:an )?(?:interpreter|translator)|口[譯译]|翻[譯译]){_C}",
        re.IGNORECASE,
    ),
    "foreign_language": re.compile(
        rf"{_O}(?:foreign(?: language| speech)?|non-english|spoken in \w+|(?:speaking|speaks) (?:in )?[a-z ]*(?:language|chinese|japanese|korean|mandarin)|外[語语]){_C}",
        re.IGNORECASE,
    ),
    "inaudible": re.compile(
        rf"{_O}(?:inaudible|indiscernible|indecipherable|unintelligible|unclear|聽不清楚?|听不清楚?){_C}", re.IGNORECASE
    ),
    "crosstalk": re.compile(rf"{_O}(?:cross[- ]?talk|multiple speakers|speech overlap|overlapping){_C}", re.IGNORECASE),
    "technical_difficulty": re.compile(
        rf"{_O}(?:technical (?:difficult\w+|issues?|problems?)|audio gap|audio (?:break|drop|disconnect|distort)\w*){_C}",
        re.IGNORECASE,
    ),
    "sic": re.compile(rf"{_O}sic\b{_C}", re.IGNORECASE),
    "corrected": re.compile(rf"{_O}(?:corrected by|correction|clarified by) (?:the )?company{_C}", re.IGNORECASE),
    "transcriber_guess": re.compile(
        r"\[\s*(?:ph|phonetic)\s*\]|\((?:ph|phonetic)\)|\[ [^\]\[]{1,80} \]", re.IGNORECASE
    ),
}
_STAGE_NOTE = re.compile(r"[(\[<【（][^()\[\]<>【】（）]{0,80}[)\]>】）]")
_SPOKEN_IN_BRACKETS = re.compile(
    r"^[(\[<【（]\s*(?:operator|conference|event|audience|audio|video|music|laugh|laughter|applause|silence|affirmative|foreign|spoken|speaking|interpreted|translated|technical|inaudible|indiscernible"
    r"|indecipherable|unintelligible|unclear|non-english|crosstalk|cross[- ]talk|multiple|speech|overlapping|break|recess|presentation|unk|clears|no response|sign ?off|call|abrupt"
    r"|操作員|接線|會議|會議|翻譯|翻译|外語|外语|聽不|听不|音樂|音乐|技術|技术|笑)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]")
_SENT = r"(?:e-?mailed|sent|submitted|texted|typed|posted|written)"
_SUBMITTED = re.compile(
    rf"\bquestions?\b[^.?!]{{0,60}}\b{_SENT}\b|\b{_SENT}\b[^.?!]{{0,40}}\bquestions?\b|\b(?:has |have )?(?:e-?mailed|texted|written) in\b"
    r"|\bquestions? (?:[^.?!]{0,30} )?(?:via|by|over|through|from) (?:the |our )?(?:e-?mail|web\w*|chat|online|portal)\b",
    re.IGNORECASE,
)
_INTERRUPTED = re.compile(r"(?:--|—|–|\.\.\.|…)$")
_LOWER = re.compile(r"^[a-z]")


def flags(
    turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], sections: Sequence[Section], *, bilingual: bool
) -> list[tuple[str, ...]]:
    """Each Turn's flags, those of its file first. Names as in the formats' common schema."""
    unattributed = all(turn.label is None for turn in turns)
    met: set[str | None] = set()
    found = []
    for i, turn in enumerate(turns):
        own = _of_words(i, turns, unattributed=unattributed, bilingual=bilingual)
        if (speaker := speakers[i]) is not None:
            own.update(dict.fromkeys(_of_person(turn, speaker, sections[i], first=turn.label not in met)))
        met.add(turn.label)
        found.append(tuple(own))
    return found


def _of_words(i: int, turns: Sequence[DraftTurn], *, unattributed: bool, bilingual: bool) -> dict[str, None]:
    turn = turns[i]
    text = text_of(turn)
    found = dict.fromkeys(turn.flags)
    found.update(dict.fromkeys(flag for flag, pattern in _NOTES.items() if pattern.search(text)))
    if turn.label is None and not {"label_missing", "unidentified"} & set(found):
        found.setdefault("unattributed" if unattributed else "label_missing")
    if turn.label and is_unidentified(turn.label):
        found.setdefault("unidentified")
    if bilingual and any(translation is None for _, translation in turn.paragraphs):
        found.setdefault("translation_missing")
    if is_only_notes(text):
        found.setdefault("no_speech")
    if _is_cut_off(i, turns):
        found.setdefault("cut_off")
    return found


def is_only_notes(text: str) -> bool:
    """Whether a text holds stage notes (`[Operator signoff]`) and no speech."""
    if len(text) > 400:
        return False
    left = _STAGE_NOTE.sub(lambda note: "" if _SPOKEN_IN_BRACKETS.match(note[0]) else note[0], text)
    return _WORD.search(left) is None


def _of_person(turn: DraftTurn, speaker: Speaker, section: Section, *, first: bool) -> list[str]:
    found = []
    if speaker.role is Role.ANALYST and first and on_behalf_of(turn):
        found.append("on_behalf")
    if speaker.role is Role.OTHER and is_media(speaker.firm):
        found.append("media")
    if speaker.role is Role.OTHER and speaker.title == "Moderator" and speaker.firm:
        found.append("broker_host")
    if speaker.role is Role.EXECUTIVE and section is Section.QA and _SUBMITTED.search(text_of(turn)):
        found.append("submitted_question")
    return found


def _is_cut_off(i: int, turns: Sequence[DraftTurn]) -> bool:
    text = text_of(turns[i]).strip()
    bare = _STAGE_NOTE.sub("", text).strip()
    if _INTERRUPTED.search(bare):
        return True
    if i == 0 and turns[i].label is None and len(turns) > 1 and turns[1].label and _LOWER.match(bare):
        return True
    if not bare or ends_sentence(bare) or bare[-1] in ':;,"”)':
        return bool(bare) and bare[-1] == "," and len(bare.split()) > 1
    interrupted = text != bare and _NOTES["crosstalk"].search(text[len(bare) - 1 :]) is not None
    resumed = i + 1 < len(turns) and _LOWER.match(text_of(turns[i + 1])) is not None
    return interrupted or resumed or _goes_on_later(i, turns)


def _goes_on_later(i: int, turns: Sequence[DraftTurn]) -> bool:
    """Whether an operator broke into an unfinished sentence."""
    after = turns[i + 1].label if i + 1 < len(turns) else None
    return (
        after is not None
        and after.lower() == "operator"
        and len(text_of(turns[i]).split()) > 5
        and bool(re.search(r"\b(?:is|are|was|were|the|a|of|and|to|in|for|with|that|our)$", text_of(turns[i]).strip()))
    )
