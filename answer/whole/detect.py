"""Whether a question is about the whole call, and which kind: only where nothing else is asked.

An ordinary question must never be taken: it would get a list in place of its answer. So what stands before and after
the recognised wording may only frame it (who, which call, politeness), and a topic is a name and not a clause.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from answer.scoping.company_names import companies_of
from answer.scoping.fold import fold
from answer.whole import asking_en, asking_zh
from answer.whole.frame import bare_topic, is_frame, without_names
from answer.whole.kinds import WholeAsked, WholeKind
from index.glossary import Glossary
from index.periods import find_periods
from index.question import Question
from index.rows import Held

_HAN = re.compile(r"[\u3400-\u9fff]")
_TIME_AHEAD = re.compile(
    r"对?(?:未来|今后|后续|接下来|明年|下一?季)(?:几季|一年)?|(?:the )?(?:next|coming|current) (?:few )?(?:quarters?|years?)|(?:the )?future|the year ahead",
    re.IGNORECASE,
)
"""A topic of outlook that every outlook has."""
_NEEDS_TOPIC = frozenset({WholeKind.MENTIONS, WholeKind.FIRST_SAID})
_ONE_QUESTION = re.compile(
    r"第[一二三四五六1-9]|最后|个问题|一题|\b(?:first|second|third|last|final) (?:question|one)\b"
)


def whole_question(question: Question, names: Collection[str] = ()) -> WholeAsked | None:
    """The reading of a question about the whole call, or None for an ordinary one.

    `names` are those of held companies and people: they say which call or speaker is meant and are no topic. A company
    that is not held is not among them, so that such a question goes the ordinary way and is told so.
    """
    text, plain = question.text, fold(question.text)
    names = [fold(name) for name in names]
    if _HAN.search(plain):
        found = _read(text, plain, asking_zh.wordings(), names) or _by_cues_zh(plain, names)
    else:
        found = _read(text, plain, asking_en.WORDINGS, names) or _by_cues(plain, names)
    return WholeAsked(found[0], found[1], question) if found else None


def names_of(held: Sequence[Held], glossary: Glossary) -> tuple[str, ...]:
    """Every name of the companies and people of held calls, as `whole_question` takes them."""
    companies = (name for company in companies_of(held, glossary) for name, _ in company.spellings)
    people = (name for h in held for person in h.participants for name in (person.name, *person.also_called))
    return tuple(dict.fromkeys(name for name in (*companies, *people) if len(name) > 1))


def _read(
    text: str, plain: str, wordings: Sequence[tuple[WholeKind, re.Pattern[str]]], names: Collection[str]
) -> tuple[WholeKind, str | None] | None:
    """`plain` is the text that the wordings match, of the same length as `text`, from which a topic is cut."""
    for kind, pattern in wordings:
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            beside = f"{plain[: match.start()]} {groups.get('w') or ''} {plain[match.end() :]}"
            if not is_frame(beside, names):
                continue
            asked = groups.get("t")
            if asked is None or is_frame(asked, names):
                if kind in _NEEDS_TOPIC or (kind is WholeKind.ANALYSTS and _ONE_QUESTION.search(plain)):
                    continue
                return kind, None
            start, end = match.span("t")
            topic = bare_topic(plain[start:end], names)
            if kind is WholeKind.OUTLOOK and topic is not None and _TIME_AHEAD.fullmatch(topic):
                return kind, None
            if topic is not None and not (kind is WholeKind.ANALYSTS and _ONE_QUESTION.search(topic)):
                at = plain.index(topic, start) if topic in plain[start:end] else start
                return kind, text[at : at + len(topic)]
    return None


def _by_cues(text: str, names: Collection[str]) -> tuple[WholeKind, str | None] | None:
    en = asking_en
    changed = en.CHANGED.search(text)
    if changed and _frames_beside(text, en.CHANGED, names):
        against = en.EARLIER.search(text) or len(find_periods(text)) > 1
        compares = changed.group().lower().startswith("compar")
        if (against and not (compares and len(_named(text, names)) > 1)) or (
            en.NEWNESS.search(text) and en.THIS_CALL.search(text)
        ):
            return WholeKind.CHANGES, None
    if en.GIVEN.search(text) and not find_periods(text) and _frames_beside(text, en.GIVEN, names):
        return WholeKind.OUTLOOK, None
    if en.SAID_ON_CALL.search(text) and en.ON_CALL.search(text) and _frames_beside(text, en.SAID_ON_CALL, names):
        return WholeKind.SUMMARY, None
    return None


def _by_cues_zh(plain: str, names: Collection[str]) -> tuple[WholeKind, str | None] | None:
    has = {name: asking_zh.cue(name) for name in ("changed", "earlier", "newness", "this_call", "given", "on_call")}
    if has["changed"].search(plain):
        rest = asking_zh.cue("comparison").sub(" ", has["changed"].sub(" ", plain))
        against = has["earlier"].search(plain) or len(find_periods(plain)) > 1
        fresh = has["newness"].search(plain) and has["this_call"].search(plain)
        if (against or fresh) and is_frame(rest, names):
            return WholeKind.CHANGES, None
    if has["given"].search(plain) and not find_periods(plain) and _frames_beside(plain, has["given"], names):
        return WholeKind.OUTLOOK, None
    said = asking_zh.cue("said_on_call")
    if said.search(plain) and has["on_call"].search(plain) and _frames_beside(plain, said, names):
        return WholeKind.SUMMARY, None
    return None


def _frames_beside(text: str, pattern: re.Pattern[str], names: Collection[str]) -> bool:
    rest = pattern.sub(" ", text)
    words = (word for word in re.split(r"(\s+)", rest) if word.lower().strip("?.!,") not in asking_en.COMPARISON)
    return is_frame("".join(words), names)


def _named(text: str, names: Collection[str]) -> set[str]:
    return set(_names_in(text, names))


def _names_in(text: str, names: Collection[str]) -> Iterator[str]:
    for name in sorted(names, key=len, reverse=True):
        if without_names(text, [name]) != text:
            text = without_names(text, [name])
            yield name.lower().split()[0]
