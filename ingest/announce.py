"""Who is announced as the next questioner, by whom, and with which firm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aliases import text_of
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import has_title_word, name_key

OPERATOR = re.compile(r"^(?:(?:conference |call )?operator|moderator|coordinator)$", re.IGNORECASE)
_TAIL = 400
"""Characters at a Turn's end in which an announcement stands."""
_FIRM_AFTER = re.compile(
    r"\s*(?:,\s*|[-–—]+\s*|\b(?=(?:of|with|from|at|for)\b))(?:(?:of|with|from|at|for|representing)\s+)?(?:the line of\s+)?"
    r"(?!(?:Please|Your|You|Go|Thank|We|The line)\b)(?P<firm>[A-Z][\w&.,'’\- ]*?)"
    r"(?=\s*(?:(?<!\b[A-Z])(?<!\bSt)[.;!?]\s|[.;!?]?$|,?\s*\b(?i:please|next|your line|go ahead|you may|has|is|will|on for)\b))"
)
_PRIVATE_AFTER = re.compile(
    r"\s*,?\s*(?:who is\s+)?(?:an?\s+)?(?P<title>(?:individual|private|retail) (?:investor|shareholder))\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:Co|Inc|Corp|Ltd|Bros|S\.A|N\.A|L\.P)$")
# Somebody else than the operator names a questioner only in such words; other hosts have `question` on their lips too.
_CALLS_ON = re.compile(
    r"\b(?:next|first|last|final|another)\b[^.?]{0,40}\b(?:question|caller)|\bquestions?\b[^.?]{0,20}\bfrom\b"
    r"|\b(?:your|the|whose) line is (?:now )?open\b",
    re.IGNORECASE,
)
# Neither whom a question is put to nor to whom the call is handed asks it.
_CALLED = re.compile(r"\b(?:question|caller)\b[^.?]{0,40}\bfrom (?:the line of )?$", re.IGNORECASE)
_HANDS_ON = re.compile(r"\b(?:turn|hand|pass)\b[^.]{0,60}\b(?:over|back|to)\b", re.IGNORECASE)
_PUT_TO = re.compile(
    r"(?:\bquestions?\s+(?:\w+\s+)?(?:for|to)|\b(?:back|over) to)\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?$", re.IGNORECASE
)
_SAID_NAME = re.compile(
    r"(?<![\w'’])(?P<name>(?:[A-Z][\w'’.\-]*\s+){1,3}[A-Z][\w'’\-]+)(?=\s*,|\s+(?:of|with|from|at|for)\b|\s+-|\.)"
)
_QUEUE = re.compile(
    r"\[operator instructions?\]|\(operator instructions?\)|\bpress(?:ing)? (?:the )?(?:star|\*)|\b(?:your|the) lines? (?:is|are) (?:now )?open\b|\bstar (?:then )?(?:one|1)\b"
    r"|\blisten-only\b|\b(?:next|first|last|final) question (?:comes?|is|will come|today)\b|\bqueue\b|\bstand(?:ing)? by\b|\bplease (?:go ahead|begin|proceed)\b"
    r"|\bno (?:further|more) questions\b|\b(?:this|that) concludes\b|\byou may (?:now )?disconnect\b|\bconference (?:call )?(?:is being recorded|operator)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\bwelcome to\b|\bgood (?:day|morning|afternoon|evening)\b|\bthank you for standing by\b", re.IGNORECASE
)
_OPERATOR_WORDS = 130


@dataclass(frozen=True)
class Announcement:
    """`firm` is None where somebody is called on without one; `name` is how the host says it."""

    name: str
    firm: str | None
    title: str | None = None


def announced(
    label: str, turns: Sequence[DraftTurn], i: int, hosts: frozenset[str] = frozenset()
) -> Announcement | None:
    """How the Turn before Turn `i` (from 0) announces `label` as the next questioner; None if it does not.

    `hosts` are labels of people who do an operator's work under their own names. A label that only shares the surname
    with the name announced is meant too (`Bree Cole` for `Sabrina A. Cole`): the place says so.
    """
    if i == 0:
        return None
    host = turns[i - 1]
    text = text_of(host)[-_TAIL:]
    is_operator = bool(OPERATOR.match(host.label or "")) or (host.label or "") in hosts
    if not (is_operator or _CALLS_ON.search(text)):
        return None
    named = list(_said(label).finditer(text))
    if named:
        at, name = named[-1], label
        if _PUT_TO.search(text, 0, at.start()):
            return None
        return _with_firm(name, text, at.end())
    found = _similar(label, text) if is_operator else None
    if found is None or _PUT_TO.search(text, 0, found.start("name")):
        return None
    return _with_firm(found.group("name"), text, found.end("name"))


def announced_firm(label: str, turns: Sequence[DraftTurn], i: int) -> str | None:
    """The firm with which `announced` names `label`; '' if named without one, None if not."""
    found = announced(label, turns, i)
    return None if found is None else found.firm or ""


def named_questioner(turns: Sequence[DraftTurn], i: int, hosts: frozenset[str]) -> Announcement | None:
    """Whom an operator's Turn before Turn `i` names as the next questioner, whatever the label of Turn `i` says."""
    if i == 0 or not (OPERATOR.match(turns[i - 1].label or "") or (turns[i - 1].label or "") in hosts):
        return None
    text = text_of(turns[i - 1])[-_TAIL:]
    if _HANDS_ON.search(text):
        return None
    for match in reversed(list(_SAID_NAME.finditer(text))):
        found = _with_firm(match["name"], text, match.end("name"))
        called = found.firm or _CALLED.search(text, 0, match.start())
        if called and not has_title_word(found.name):
            return found
    return None


def is_operator_speech(turn: DraftTurn, *, opens: bool) -> bool:
    """Whether a Turn does an operator's work: explains the queue, calls on somebody, closes, or (first of all) welcomes."""
    text = text_of(turn)
    if len(text.split()) > _OPERATOR_WORDS * (2 if opens else 1):
        return False
    return _QUEUE.search(text) is not None or (opens and _OPENS.search(text) is not None)


def _said(label: str) -> re.Pattern[str]:
    """The label as it may be said: with a middle initial, or without the one it is printed with."""
    words = [re.escape(word) for word in label.split() if not re.fullmatch(r"[A-Z]\.?", word)] or [re.escape(label)]
    return re.compile(r"(?<!\w)" + r"\s+(?:[A-Z]\.?\s+)?".join(words) + r"(?!\w)")


def _similar(label: str, text: str) -> re.Match[str] | None:
    """The last name in the text that shares the label's surname, or its first name and nearly the surname."""
    from rapidfuzz.distance import DamerauLevenshtein

    words = name_key(label).split()
    if len(words) < 2:
        return None
    for match in reversed(list(_SAID_NAME.finditer(text))):
        said = name_key(match["name"]).split()
        near = DamerauLevenshtein.distance(said[-1], words[-1]) <= (2 if len(words[-1]) > 5 else 1)
        if said[-1] == words[-1] or (near and said[0][:1] == words[0][:1]):
            return match
    return None


def _with_firm(name: str, text: str, end: int) -> Announcement:
    if private := _PRIVATE_AFTER.match(text, end):
        return Announcement(name, None, private["title"].lower())
    match = _FIRM_AFTER.match(text, end)
    if match is None:
        return Announcement(name, None)
    firm = match["firm"].strip(" ,")
    return Announcement(name, f"{firm}." if _ABBREVIATED.search(firm) else firm)
