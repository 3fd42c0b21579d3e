"""A claim that follows a cited sentence word for word: what was put in another's place must not turn its sense.

Token by token, by longest common subsequences (Ratcliff and Obershelp, as in difflib). A claim that shares most of its
tokens with a sentence is a copy of it with changes; each change is then judged by the classes of word it takes out and
puts in. Freer claims are left to the other checks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from answer.checks import wording
from answer.checks.clauses import spans, terms_in
from answer.checks.leads import unattributed
from answer.evidence import Evidence
from answer.quantities.movement import DOWN, UP
from answer.quantities.numbers import numbered_names
from index.glossary import Glossary

_TOKEN = re.compile(
    r"[A-Za-z]+-\d+[A-Za-z]?|[A-Za-z]+(?:['’-][A-Za-z]+)*|\d[\d.,]*\d|\d|[\u3400-\u9fff]|[%$€£¥]|[,;:，；：。]"
)
_SHARE = 0.7
_MOST_TOKENS = 160
_OPEN = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|potentially|maybe|probably|likely|should|expect\w*|anticipat\w+|aim\w*"
    r"|plan(?:s|ned|ning)?|intend\w*|hop(?:e|es|ing)|target\w*|guid(?:e|es|ed|ing|ance)|forecast\w*|estimat\w+|believ\w+"
    r"|scheduled|seek\w*|wants?)\b|可能|或許|也許|或將|預計|預期|預估|目標|希望|有望|可望|應該|(?<=[們司團也還並已])計[畫劃]|打算",
    re.IGNORECASE,
)
_LOSS = re.compile(r"\bloss(?:es)?\b|虧損|亏损|淨損", re.IGNORECASE)
_PROFIT = re.compile(r"\b(?:profits?|gains?|earned)\b|獲利|获利|盈利|利潤", re.IGNORECASE)
_BETTER = re.compile(r"\bimprov\w*|\bbetter\b|\bstrength\w*|改善|好轉", re.IGNORECASE)
_WORSE = re.compile(r"\bworse\w*|\bdeteriorat\w*|\bweak\w*|惡化|轉弱", re.IGNORECASE)

_PREPOSITIONS = frozenset("by from on through of with for to".split())
_MODALS = frozenset("should will would may might can could to not".split())
_UNIT = re.compile(
    r"\s*(?:group|segment|business|unit|division)\b|[新舊老]?廠|業務|部門|集團|事業|方面|領域|市場", re.IGNORECASE
)
_PLAIN_MODIFIER = re.compile(
    r"\b(?:total|overall|group|company|quarterly|its|their|the|our|consolidated|higher|lower|better|improved|stronger|weaker|\w+ed|\w+ing)\b"
    r"|整體|公司|集團|總|合併|本季|其|[占佔為達約有]|貢獻|來自|帶來",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Change:
    """One place where the claim departs from the sentence: `old` was said, `new` is claimed. Either may be empty."""

    old: str
    new: str
    preceding: str
    """The word that both have before it."""
    following: str
    """What the claim says next."""


def turned(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """What a near copy of a cited sentence says otherwise: up for down, an open matter as settled, a denial."""
    statement = unattributed(claim)
    best: tuple[float, str, list[Change]] | None = None
    for e in cited:
        for text in (e.text, e.translation):
            if not text or wording.is_han(text) != wording.is_han(statement):
                continue
            share, kept, changes = _compared(text, statement)
            if share >= _SHARE and (best is None or share > best[0]):
                best = (share, kept, changes)
    if best is None:
        return
    _, kept, changes = best
    others = [e.text for e in cited if len(cited) > 1]
    for contrast in wording.CONTRAST.finditer(kept):
        denied = wording.simplified(kept[contrast.end() :].strip()[:4].lower())
        if (
            denied
            and denied in wording.simplified(statement.lower())
            and not (wording.CONTRAST.search(statement) or wording.NEGATION.search(statement))
        ):
            yield "the cited sentence denies what the claim affirms"
    for change in changes:
        yield from _objections(change, kept, statement, others)
        yield from _renamed(change, statement, cited, glossary)


def _objections(change: Change, kept: str, statement: str, others: Sequence[str]) -> Iterator[str]:
    old, new = change.old, change.new
    lost, added = _OPEN.search(old), _OPEN.search(new)
    whole = bool(wording.stems(_OPEN.sub(" ", old)))
    bare = not new and whole and _OPEN.search(statement)  # a clause left out whole, where another still says it is open
    if lost and not added and not bare and len(_OPEN.findall(kept)) > len(_OPEN.findall(statement)):
        yield f"the cited sentence says “{lost.group()}”, which the claim leaves out"
    if (
        added
        and not lost
        and len(_OPEN.findall(kept)) < len(_OPEN.findall(statement))
        and not any(map(_OPEN.search, others))
    ):
        yield f"“{added.group()}”: the cited sentence states a fact, not an outlook"
    named, original = numbered_names(new), numbered_names(old)
    if named and original and set(named) != set(original):
        yield f"“{', '.join(named)}” stands where the cited sentence has “{', '.join(original)}”"
    for one, two in ((UP, DOWN), (_BETTER, _WORSE), (_PROFIT, _LOSS)):
        for mine, theirs in ((one, two), (two, one)):
            said, held = mine.search(new), theirs.search(old)
            if said and held and not mine.search(old) and not theirs.search(new) and not _denied_on_one_side(old, new):
                yield f"the claim says “{said.group()}” where the cited sentence says “{held.group()}”"
    denies = wording.denies(new)
    parts_differ = wording.denies(old) != denies and wording.negated(kept) != wording.negated(statement)
    if parts_differ and not any(wording.negated(other) == denies for other in others):
        yield (
            "the claim denies what the cited sentence affirms"
            if denies
            else "the cited sentence denies what the claim affirms"
        )


def _renamed(change: Change, statement: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Another business put before a metric or "group": "other instruments revenue" for "other marketplace revenue"."""
    if (
        not change.old
        or not wording.stems(change.old)
        or re.search(r"\d", change.old + change.new + change.following[:1])
    ):
        return
    held = frozenset().union(
        *(wording.stems(x) for e in cited for x in (e.text, e.translation or "", e.before, e.after))
    )
    noun = wording.stems(_PLAIN_MODIFIER.sub(" ", change.new))
    ends = re.match(r"$|[.,;:，；。]|(?:and|or|but|while)\b", change.following)
    if change.preceding in _PREPOSITIONS and ends and noun and not noun & held:
        yield f"“{change.new}” is not in the cited sentence"
        return
    text = " ".join(x for e in cited for x in (e.text, e.translation or ""))
    lost = {t.name for t in spans(text, glossary) if t.kind == "segment" and change.old in text[t.start : t.end]}
    if len(change.old) > 1 and noun and lost and not lost & terms_in(statement, glossary) and not noun & held:
        yield f"“{change.new}” stands where the cited sentence has “{change.old}”"
        return
    if change.preceding in _MODALS or change.old.split()[-1].lower() in (*_PREPOSITIONS, "into", "in"):
        return
    metric = any(
        t.kind == "metric" and t.start <= (2 if change.following[:1].isascii() else 5)
        for t in spans(change.following, glossary)
    )
    if not (metric or _UNIT.match(change.following)):
        return
    named = {t.name for t in spans(statement, glossary) if change.new in statement[t.start : t.end]}
    if named & frozenset().union(*(terms_in(x, glossary) for e in cited for x in (e.text, e.translation or ""))):
        return  # another spelling of a term that is cited
    missing = wording.stems(change.new) - held
    if missing and not _PLAIN_MODIFIER.search(change.new):
        yield f"“{change.new}” is not in the cited sentence"


def _denied_on_one_side(old: str, new: str) -> bool:
    return bool(wording.NEGATION.search(old)) != bool(wording.NEGATION.search(new))


def _compared(text: str, statement: str) -> tuple[float, str, list[Change]]:
    """(share of the claim's tokens that follow the text, the part of the text that it follows, the changes)."""
    theirs, mine = list(_TOKEN.finditer(text))[:_MOST_TOKENS], list(_TOKEN.finditer(statement))[:_MOST_TOKENS]
    old, new = ([wording.simplified(t.group().lower()) for t in tokens] for tokens in (theirs, mine))
    if not mine or len(set(old) & set(new)) < _SHARE * len(set(new)):
        return 0.0, "", []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    if not blocks:
        return 0.0, "", []
    share = sum(b.size for b in blocks) / len(new)
    first, last = _clause_start(old, blocks[0].a), blocks[-1].a + blocks[-1].size
    changes = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        a1, a2 = max(a1, first), min(a2, last if b2 < len(new) else max(last, a2))
        if tag != "equal" and (a1 < a2 or b1 < b2):
            following = statement[mine[b2].start() : mine[b2].start() + 24] if b2 < len(mine) else ""
            preceding = new[b1 - 1] if b1 else ""
            changes.append(Change(_part(text, theirs, a1, a2), _part(statement, mine, b1, b2), preceding, following))
    return share, _part(text, theirs, first, last), changes


def _clause_start(tokens: Sequence[str], position: int) -> int:
    """Where the clause begins that holds the first shared token: its opening words govern what follows."""
    while position > 0 and tokens[position - 1] not in ",;:，；：。":
        position -= 1
    return position


def _part(text: str, tokens: Sequence[re.Match[str]], start: int, end: int) -> str:
    return text[tokens[start].start() : tokens[end - 1].end()] if start < end <= len(tokens) else ""
