"""Who is announced as the next questioner, by whom, and with which firm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aliases import text_of
from ingest.firms import firm_said, private_investor
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import has_title_word, name_key

OPERATOR = re.compile(
    r"^(?:(?:conference |conference call |call |teleconference |telephone |event |webcast )?(?:operator|moderator|coordinator|facilitator)"
    r"|接[線线][員员生]|操作[員员]|[話话][務务][員员]|[總总][機机])$",
    re.IGNORECASE,
)
_TAIL = 600
"""Characters at a Turn's end in which an announcement stands."""
_OPENING = 160
_NAME_ENDS = 40
_SHORT = 12
"""Words of a Turn (`Hi, Gary.`) that may stand between an announcement and the question."""
# Somebody else than the operator names a questioner only in such words; other hosts have `question` on their lips too.
_CALLS_ON = re.compile(
    r"\b(?:next|first|last|final|another)\b[^.?]{0,40}\b(?:question(?:er)?|caller)|\bquestions?\b[^.?]{0,20}\bfrom\b"
    r"|\b(?:your|the|whose) line is (?:now )?(?:open|live)\b|[提發发][問问]|下一位|第一位|[問问][題题]",
    re.IGNORECASE,
)
# Said to executives too: only with a firm do they call on a questioner.
_BIDS = re.compile(
    r"\bgo ahead\b|\bnext up\b|\bup next\b|\bun-?mute\b|\blet['’]s (?:go|move)\b|\byou may (?:begin|proceed|ask)\b|\bplease proceed\b|\bnext(?: is|,)"
    r"|\bfloor is yours\b|有[請请]",
    re.IGNORECASE,
)
# Neither whom a question is put to nor to whom the call is handed asks it.
_CALLED = re.compile(
    r"\b(?:question(?:er)?|caller)\b[^.?]{0,40}\b(?:from|is)(?: the line of)?,? (?:(?:uh|um|er),? )*(?:(?:Mr|Ms|Mrs|Dr)\.? )?$",
    re.IGNORECASE,
)
# Recognisers and transcribers note that they did not hear whom (`from <unk> with`, `from Cedric [inaudible]`).
_UNHEARD = re.compile(
    r"\bquestion(?:er)?\b[^.?]{0,40}\b(?:from|is)(?: the line of)?,? (?:(?:uh|um|er),? )*"
    r"(?P<name>(?:\w+ )?[<\[(](?:unk|inaudible|indiscernible|unintelligible|name)\b[^<>\[\]()]{0,20}[>\])])",
    re.IGNORECASE,
)
_HANDS_ON = re.compile(r"\b(?:turn|hand|pass)\b[^.]{0,60}\b(?:over|back|to)\b", re.IGNORECASE)
_PUT_TO = re.compile(
    r"(?:\bquestions?\s+(?:\w+\s+)?(?:for|to)|\bback (?:over )?to|交[給给回]|[請请](?=\S{0,8}$))\s*(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?$",
    re.IGNORECASE,
)
_OVER_TO = re.compile(r"\bover to\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?$", re.IGNORECASE)
_UPPER = r"A-ZÀ-ÖØ-Þ"
_SAID_NAME = re.compile(
    rf"(?<![\w'’])(?P<name>[{_UPPER}][\w'’.\-]*\s+(?:(?:[{_UPPER}][\w'’.\-]*|de|van|der|den|von|la|le|di|da|del)\s+){{0,3}}[{_UPPER}][\w'’\-]+)"
    r"(?=\s*[,(.]|\s+(?:of|with|from|at|for|representing|calling|who)\b|\s+-|\s*$)"
)
_ZH_NAMED = re.compile(
    r"(?:[來来]自|[是請请：:，,。]|[下第]\S位(?:提[問问]者?)?[是，,]?)\s*(?:[來来]自)?\s*(?P<firm>[^，。、：:的,\s]{2,30})\s*(?:的|，|、|,)\s*(?:分析[師师])?\s*(?P<name>[一-鿿]{2,4}?|[A-Z][\w.\-]+(?: [A-Z][\w.\-]+){1,3})"
    r"\s*(?:先生|小姐|女士|分析[師师])?\s*(?=[，。,.]|[請请]|$)"
)
_QUEUE = re.compile(
    r"\[operator instructions?\]|\(operator instructions?\)|\bpress(?:ing)? (?:the )?(?:star|\*)|\b(?:your|the) lines? (?:is|are) (?:now )?(?:open|live)\b|\bstar,?(?: then| followed by)?(?: the number)? (?:one|1|11)\b"
    r"|\blisten-only\b|\b(?:next|first|last|final) question (?:comes?|is|will come|today)\b|\bqueue\b|\bstand(?:ing)? by\b|\bplease (?:go ahead|begin|proceed)\b|\bq&a roster\b"
    r"|\b(?:no|any) (?:further|more) questions\b|\b(?:this|that) concludes\b|\byou may (?:now )?disconnect\b|\bconference (?:call )?(?:is being recorded|operator|has now concluded)\b"
    r"|按.{0,6}(?:星|\*)|下一位|第一位提[問问]|[會会][議议].{0,6}[結结]束",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\bwelcome to\b|\bgood (?:day|morning|afternoon|evening)\b|\bthank you for standing by\b|[歡欢]迎[參参]加",
    re.IGNORECASE,
)
_OPERATOR_WORDS = 130
_CJK = "一-鿿"


@dataclass(frozen=True)
class Announcement:
    """`firm` is None where somebody is called on without one; `name` is how the host says it; `by` is the host's Turn."""

    name: str
    firm: str | None
    title: str | None = None
    by: int = 0
    asks: bool = False
    """Whether the words say that he comes with a question."""


def announced(
    label: str, turns: Sequence[DraftTurn], i: int, hosts: frozenset[str] = frozenset()
) -> Announcement | None:
    """How the Turn before Turn `i` (from 0) announces `label` as the next questioner; None if it does not.

    `hosts` are labels of people who do an operator's work under their own names. A label that only shares the surname
    with the name announced is meant too (`Bree Cole` for `Sabrina A. Cole`): the place says so. A greeting may stand
    between the two (`Hi, Gary.`).
    """
    if i == 0:
        return None
    found = _announced(label, turns, i - 1, hosts)
    greeted = i > 1 and not _is_host(turns[i - 1], hosts) and len(text_of(turns[i - 1]).split()) <= _SHORT
    if found is None and greeted and _is_host(turns[i - 2], hosts) and turns[i - 2].label != label:
        return _announced(label, turns, i - 2, hosts)
    return found


def _announced(label: str, turns: Sequence[DraftTurn], by: int, hosts: frozenset[str]) -> Announcement | None:
    text = text_of(turns[by])[-_TAIL:]
    is_operator = _is_host(turns[by], hosts)
    calls = _CALLS_ON.search(text) is not None
    if not (is_operator or calls or _BIDS.search(text)):
        return None
    mentions = [(match.start(), match.end()) for match in _said(label).finditer(text)] if _may_say(label, text) else []
    name = label
    if not mentions:
        similar = _similar(label, text) if is_operator or calls else None
        if similar is None:
            return None
        mentions, name = [similar.span("name")], similar["name"]
    if _PUT_TO.search(text, 0, mentions[-1][0]):
        return None
    # `… from Gary Storrow with Sablewick. Gary Storrow, your line is open.`
    calls_him = [_call(name, text, start, end, by) for start, end in reversed(mentions)]
    best = next((call for call in calls_him if call.firm or call.title), calls_him[0])
    if best.firm or best.title:
        return best
    # A name alone must end the words, or stand among words that call on somebody.
    called = calls or (is_operator and (_BIDS.search(text) is not None or len(text) - mentions[-1][1] < _NAME_ENDS))
    return best if called and not _OVER_TO.search(text, 0, mentions[-1][0]) else None


def named_questioner(turns: Sequence[DraftTurn], i: int, hosts: frozenset[str]) -> Announcement | None:
    """Whom an operator's Turn before Turn `i` names as the next questioner, whatever the label of Turn `i` says."""
    if i == 0 or not _is_host(turns[i - 1], hosts):
        return None
    text = text_of(turns[i - 1])[-_TAIL:]
    if _CALLS_ON.search(text) and (named := list(_ZH_NAMED.finditer(text))):
        return Announcement(named[-1]["name"], named[-1]["firm"], None, i - 1, True)
    hands_on = _HANDS_ON.search(text) is not None
    for match in reversed(list(_SAID_NAME.finditer(text))):
        found = _call(match["name"], text, match.start("name"), match.end("name"), i - 1)
        called = found.asks or (found.firm and (not hands_on or _CALLS_ON.search(text)))
        if called and not has_title_word(found.name):
            return found if found.asks or not hands_on else None
    unheard = list(_UNHEARD.finditer(text))
    return _call(unheard[-1]["name"], text, *unheard[-1].span("name"), i - 1) if unheard else None


def introduces_himself(label: str, turn: DraftTurn) -> Announcement | None:
    """How somebody who asks says who he is: `Gary Storrow from Sablewick. Why …?`"""
    text = text_of(turn)
    opening = text[:_OPENING]
    match = _said(label).search(opening) if "?" in text and _may_say(label, opening) else None
    firm = firm_said(opening, match.start(), match.end()) if match else None
    return Announcement(label, firm, None, 0, True) if firm else None


def calls_on_somebody(turns: Sequence[DraftTurn], i: int) -> bool:
    """Whether Turn `i` announces a question of somebody it names with his firm."""
    found = named_questioner(turns, i + 1, frozenset({turns[i].label or ""}))
    return found is not None and found.firm is not None and _CALLS_ON.search(text_of(turns[i])[-_TAIL:]) is not None


def is_operator_speech(turn: DraftTurn, *, opens: bool) -> bool:
    """Whether a Turn does an operator's work: explains the queue, calls on somebody, closes, or (first of all) welcomes."""
    text = text_of(turn)
    if len(text.split()) > _OPERATOR_WORDS * (2 if opens else 1):
        return False
    return _QUEUE.search(text) is not None or (opens and _OPENS.search(text) is not None)


def _is_host(turn: DraftTurn, hosts: frozenset[str]) -> bool:
    return turn.label is not None and (OPERATOR.match(turn.label) is not None or turn.label in hosts)


def _call(name: str, text: str, start: int, end: int, by: int) -> Announcement:
    asks = _CALLED.search(text, max(0, start - 120), start) is not None
    if title := private_investor(text, end):
        return Announcement(name, None, title, by, asks)
    return Announcement(name, firm_said(text, start, end), None, by, asks)


def _may_say(label: str, text: str) -> bool:
    """Whether a text holds the label's last word: a quick look before the pattern is made."""
    return label != "" and label.casefold().rpartition(" ")[2] in text.casefold()


def _said(label: str) -> re.Pattern[str]:
    """The label as it may be said: with a middle initial, or without the one it is printed with."""
    words = [re.escape(word) for word in label.split() if not re.fullmatch(r"[A-Z]\.?", word)] or [re.escape(label)]
    # Chinese words stand beside a name without a space.
    return re.compile(
        rf"(?<![^\W{_CJK}])" + r"\s+(?:[A-Z]\.?\s+)?".join(words) + rf"(?![^\W{_CJK}])",
        re.IGNORECASE if label.isupper() else re.NOFLAG,
    )


def _similar(label: str, text: str) -> re.Match[str] | None:
    """The last name in the text that is nearly the label: its surname, its words in another order, or misspelt."""
    from rapidfuzz.distance import DamerauLevenshtein

    words = name_key(label).split()
    if len(words) < 2:
        return None
    for match in reversed(list(_SAID_NAME.finditer(text))):
        said = name_key(match["name"]).split()
        if not said:
            continue
        off = DamerauLevenshtein.distance(said[-1], words[-1])
        near = off <= (2 if len(words[-1]) > 5 else 1) and said[0][:1] == words[0][:1]
        if off == 0 or near or (said[0] == words[0] and off <= max(2, len(words[-1]) // 3)) or set(said) == set(words):
            return match
    return None
