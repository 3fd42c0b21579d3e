"""Labels that the text itself contradicts. They are flagged, with who it more likely was, and never changed.

Machine diarisation files a sentence under two names, an executive's script under `Operator`, or a follow-up question
under the one who answers it; a mapped name table can swap the operator with the head of investor relations.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.aliases import text_of
from ingest.announce import OPERATOR, announced, is_operator_speech, named_questioner
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import ends_sentence
from ingest.roles import is_unidentified
from ingest.transcript import Role, Section, Speaker

SUSPECT = "label_suspect"
_FIGURES = re.compile(
    r"[$€£¥]\s?\d|\b(?:RMB|USD|EUR|INR|NT\$|US\$)\s?\d|\d\s?%|\b\d[\d.,]* (?:million|billion|percent|basis points)\b",
    re.IGNORECASE,
)
_HANDED = re.compile(
    r"\b(?:here(?:'s| is)|over to|turn (?:it|the call|things|this) (?:over )?to|hand (?:it|the call|things|over)(?: over)? to|pass (?:it|the call) (?:on |over )?to)\s+(?:our \w+,? )?(?P<name>[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?)",
)
_BIDDEN = re.compile(r"\b([A-Z][\w'’\-]+ [A-Z][\w'’\-]+), (?:please|go ahead|you may|the floor)\b")
_SWAP_TURNS = 2


@dataclass(frozen=True)
class Seen:
    """A Turn's Speaker as far as the text bears it out; `suspect` where it contradicts the label."""

    speaker: Speaker | None
    suspect: bool = False
    likely_speaker: str | None = None


def check_labels(
    turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], sections: Sequence[Section]
) -> list[Seen]:
    """Each Turn's Speaker with doubts, in parallel to `turns`. Roles follow the words where the label is suspect."""
    seen = [Seen(speaker, likely_speaker=turn.likely_speaker) for turn, speaker in zip(turns, speakers, strict=True)]
    swapped = _swapped_operator(turns, speakers)
    called = _named_once(turns, speakers)
    names = {speaker.name: speaker for speaker in speakers if speaker and speaker.role is Role.EXECUTIVE}
    for i, (turn, speaker) in enumerate(zip(turns, speakers, strict=True)):
        if swapped and turn.label == swapped and speaker:
            seen[i] = Seen(replace(speaker, role=Role.OPERATOR, title=None, firm=None), True, "Operator")
        elif speaker and OPERATOR.match(turn.label or "") and (swapped or _is_script(turn)):
            seen[i] = Seen(replace(speaker, role=Role.EXECUTIVE), True, _handed_to(turns, i, names))
        elif _goes_on(turns, i) and turn.label is not None:
            before = seen[i - 1]
            likely = before.likely_speaker or (before.speaker.name if before.speaker else None)
            seen[i] = Seen(speaker, True, likely)
        elif _answers_itself(turns, speakers, sections, i):
            seen[i] = Seen(speaker, True)
        elif turn.label is None and i == 0 and len(turns) > 1 and turns[1].label in names:
            seen[i] = Seen(Speaker("", Role.EXECUTIVE), likely_speaker=turns[1].label)
        elif (
            speaker
            and is_unidentified(speaker.name)
            and speaker.role is Role.ANALYST
            and seen[i].likely_speaker is None
        ):
            seen[i] = Seen(speaker, likely_speaker=called.get(speaker.name))
    return seen


def _swapped_operator(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> str | None:
    """The label that does all the operator's work while whoever is called Operator does none of it."""
    labelled = [i for i, turn in enumerate(turns) if OPERATOR.match(turn.label or "")]
    if not labelled or any(_does_work(turns, speakers, i) for i in labelled) or not turns[0].label:
        return None
    own = [i for i, turn in enumerate(turns) if turn.label == turns[0].label]
    working = [i for i in own if i == 0 or _does_work(turns, speakers, i)]
    return turns[0].label if len(working) == len(own) >= _SWAP_TURNS else None


def _does_work(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], i: int) -> bool:
    if is_operator_speech(turns[i], opens=i == 0):
        return True
    after = speakers[i + 1] if i + 1 < len(turns) else None
    if after is None or after.role is not Role.ANALYST:
        return False
    hosts = frozenset({turns[i].label or ""})
    return bool(announced(turns[i + 1].label or "", turns, i + 1, hosts) or named_questioner(turns, i + 1, hosts))


def _is_script(turn: DraftTurn) -> bool:
    return _FIGURES.search(text_of(turn)) is not None and not is_operator_speech(turn, opens=True)


def _goes_on(turns: Sequence[DraftTurn], i: int) -> bool:
    """Whether a Turn begins in the middle of the sentence that the Turn before left unfinished."""
    if i == 0 or turns[i - 1].label in (None, turns[i].label):
        return False
    before, text = text_of(turns[i - 1]).rstrip(), text_of(turns[i]).lstrip()
    unfinished = bool(before) and not ends_sentence(before) and before[-1].isalnum()
    return unfinished and text[:1].islower()


def _answers_itself(
    turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None], sections: Sequence[Section], i: int
) -> bool:
    speaker = speakers[i]
    if speaker is None or speaker.role is not Role.EXECUTIVE or sections[i] is not Section.QA or i + 1 >= len(turns):
        return False
    return turns[i + 1].label == turns[i].label and text_of(turns[i]).rstrip().endswith("?")


def _handed_to(turns: Sequence[DraftTurn], i: int, executives: dict[str, Speaker]) -> str | None:
    if i == 0:
        return None
    before = text_of(turns[i - 1])[-200:]
    handed = _HANDED.findall(before) or _BIDDEN.findall(before)
    if not handed:
        return None
    meant = [name for name in executives if handed[-1] == name or handed[-1] in name.split()]
    if len(meant) == 1:
        return meant[0]
    return handed[-1] if not meant and " " in handed[-1] else None


def _named_once(turns: Sequence[DraftTurn], speakers: Sequence[Speaker | None]) -> dict[str, str]:
    """Label to name, of people whom the file does not name but the operator called on, always by one name."""
    hosts = frozenset(s.name for s in speakers if s and s.role is Role.OPERATOR)
    called: dict[str, set[str]] = defaultdict(set)
    for i, speaker in enumerate(speakers):
        if speaker and speaker.role is Role.ANALYST and is_unidentified(speaker.name):
            found = named_questioner(turns, i, hosts)
            # `<unk>` is where a recogniser heard a name, and none.
            if found is not None and found.name[0].isalpha():
                called[speaker.name].add(found.name)
    return {label: next(iter(names)) for label, names in called.items() if len(names) == 1}
