"""What changed between two calls of a company: pairs on one subject, topics that are new, topics no longer mentioned."""

import re
from collections.abc import Sequence
from itertools import groupby

from answer.whole import says
from answer.whole.fresh import Fresh, fresh, holds
from answer.whole.kinds import Item, Survey
from answer.whole.lines import Gone
from answer.whole.pairing import Pair, pairs
from answer.whole.reading import Said, read_call
from index.glossary import Glossary
from index.periods import Period, find_periods
from index.question import Question

_MOST_PAIRS, _MOST_TOPICS, _MOST_COMPANIES = 12, 5, 3
_A_YEAR_AGO = re.compile(
    r"\ba year (?:ago|earlier)\b|\b(?:last|previous|prior) year\b|\byear[- ](?:over|on)[- ]year\b|\byoy\b|去年|一年前",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TONE = re.compile(
    r"\b(?:guidance|outlook|forecasts?|targets?|expectations)\b|展望|財測|财测|指引|目標|目标", re.IGNORECASE
)
_TONE_WORDS = re.compile(
    r"\b(?:guidance|outlook|forecasts?|targets?|expectations|tone|message|messaging|language|wording|narrative|story|commentary|stance|priorities"
    r"|on|for|about|around|the|in|of)\b|展望|財測|财测|指引|目標|目标|說法|说法|語氣|语气|口氣|口气|基調|基调|論調|论调|的",
    re.IGNORECASE,
)


def changes(question: Question, topic: str | None, gone: Sequence[Gone], glossary: Glossary) -> Survey:
    """Between the newest call of each company (or the one named) and the one before it (or the one a year before)."""
    language = question.language
    companies = [list(own) for _, own in groupby(gone, key=lambda g: g.company)]
    chosen = [two for own in companies if (two := _two_calls(question.text, own)) is not None][:_MOST_COMPANIES]
    if not chosen:
        return Survey(_no_older(language, question.text, gone), (), (), found=False)
    items: list[Item] = []
    notes: list[str] = []
    for older, newer in chosen:
        found, counts = _between(language, topic, older, newer, glossary)
        items += found
        notes.append(_note(language, older, newer, counts))
    if not items:
        return Survey(_nothing(language, chosen), tuple(notes), (), found=False)
    return Survey(_lead(language, topic, chosen), tuple(notes), tuple(items), found=True)


def _two_calls(text: str, own: Sequence[Gone]) -> tuple[Gone, Gone] | None:
    """(older, newer) of one company's calls, which stand oldest first; None where the older one is not held."""
    named = [g for g in own if any(_is_in(g, period) for period in find_periods(text))]
    if len(named) > 1:
        return named[0], named[-1]
    newer = named[0] if named else own[-1]
    before = list(own[: own.index(newer)])
    if _A_YEAR_AGO.search(text):
        before = [g for g in before if _quarters_between(g, newer) == 4]
    return (before[-1], newer) if before else None


def _is_in(gone: Gone, period: Period) -> bool:
    call = gone.held.call
    return period.matches(fiscal_year=call.fiscal_year, fiscal_quarter=call.fiscal_quarter, period_end=call.period_end)


def _quarters_between(older: Gone, newer: Gone) -> int | None:
    a, b = older.held.call, newer.held.call
    if not (a.fiscal_year and a.fiscal_quarter and b.fiscal_year and b.fiscal_quarter):
        return None
    return (b.fiscal_year - a.fiscal_year) * 4 + b.fiscal_quarter - a.fiscal_quarter


def _between(
    language: str, topic: str | None, older: Gone, newer: Gone, glossary: Glossary
) -> tuple[list[Item], tuple[int, int, int]]:
    then, now = read_call(older, glossary), read_call(newer, glossary)
    subject = _TONE_WORDS.sub(" ", topic).strip() if topic else ""
    if subject:
        then, now = holds(then, subject, older, glossary), holds(now, subject, newer, glossary)
    if topic and _TONE.search(topic):
        then, now = [s for s in then if s.ahead], [s for s in now if s.ahead]
    both = pairs(then, now)
    added = [] if topic else fresh(now, older, glossary, _MOST_TOPICS)
    gone = [] if topic else fresh(then, newer, glossary, _MOST_TOPICS)
    items = [item for pair in both[:_MOST_PAIRS] for item in _pair_items(language, pair, older, newer, glossary)]
    if topic and not both:
        items += _sides(language, topic, then, now, older, newer)
    items += [Item(_topic_lead(language, "new", one, newer, glossary), one.best.line) for one in added]
    items += [Item(_topic_lead(language, "gone", one, older, glossary), one.best.line) for one in gone]
    return items, (len(both), len(added), len(gone))


def _pair_items(language: str, pair: Pair, older: Gone, newer: Gone, glossary: Glossary) -> list[Item]:
    zh = language == "zh"
    what = _subject(language, pair, glossary)
    if pair.ahead:
        kind = (
            ("展望有變" if zh else "Outlook then and now")
            if pair.newer.ahead
            else ("先前的展望與這次的說法" if zh else "Expected then, said now")
        )
    else:
        kind = "有變" if zh else "Changed"
    head = f"{kind}{':' if zh else ': '}{what}" if what else kind
    return [
        Item(f"{head} · {_period(language, older)}:", pair.older.line),
        Item(f"{_period(language, newer)}:", pair.newer.line),
    ]


def _sides(
    language: str, topic: str, then: Sequence[Said], now: Sequence[Said], older: Gone, newer: Gone
) -> list[Item]:
    """What either call says on a topic where nothing pairs."""
    items = []
    for side, g in ((then, older), (now, newer)):
        for n, s in enumerate(side[:_MOST_TOPICS]):
            items.append(Item(f"{says.quoted(language, topic)} · {_period(language, g)}:" if n == 0 else None, s.line))
    return items


def _subject(language: str, pair: Pair, glossary: Glossary) -> str:
    """What a pair is about, by the glossary's name in the question's language and the names both quotes use."""
    segments = pair.newer.names("segment") & pair.older.names("segment")
    names = sorted(pair.newer.proper & pair.older.proper, key=len, reverse=True)[:1]
    metrics = [_named(language, name, glossary) for name in pair.metrics[:2]]
    business = names or [_named(language, name, glossary) for name in sorted(segments)[:1]]
    return ("、" if language == "zh" else ", ").join(dict.fromkeys([*business, *metrics]))


def _named(language: str, name: str, glossary: Glossary) -> str:
    if language == "zh":
        return next((spelling for spelling in glossary.spellings(name) if _HAN.search(spelling)), name)
    return name


def _topic_lead(language: str, kind: str, topic: Fresh, gone: Gone, glossary: Glossary) -> str:
    names = (_named(language, name, glossary) for name in topic.names)
    name, period = ("、" if language == "zh" else ", ").join(names), _period(language, gone)
    if language == "zh":
        return f"{'這次新提到' if kind == 'new' else '這次不再提到'}:{name} · {period}:"
    return f"{'New this time' if kind == 'new' else 'No longer mentioned'}: {name} · {period}:"


def _period(language: str, gone: Gone) -> str:
    return gone.held.call.fiscal_period or says.label(language, gone.held.call)


def _lead(language: str, topic: str | None, chosen: Sequence[tuple[Gone, Gone]]) -> str:
    spans = [
        f"{says.label(language, newer.held.call)} {'對照' if language == 'zh' else 'against'} {_period(language, older)}"
        for older, newer in chosen
    ]
    about = says.quoted(language, topic) if topic else ""
    if language == "zh":
        return f"{'、'.join(spans)}:{about}說法的變化,逐字並列:"
    return f"{'; '.join(spans)}: what changed{f' on {about}' if about else ''}, quoted side by side:"


def _note(language: str, older: Gone, newer: Gone, counts: tuple[int, int, int]) -> str:
    both, added, gone = counts
    through = says.gone_through(language, [newer, older])
    if language == "zh":
        shown = f"(列出前 {_MOST_PAIRS} 對)" if both > _MOST_PAIRS else ""
        return f"{through};{both} 對說法主題相同{shown},{added} 個主題是新的,{gone} 個不再提到。由規則比對:一場從未出現的詞才算新或不再提到。"
    shown = f" (the first {_MOST_PAIRS} are shown)" if both > _MOST_PAIRS else ""
    return (
        f"{through}; {says.counted(both, 'pair')} of statements on one subject{shown}, {says.counted(added, 'topic')} new, "
        f"{gone} no longer mentioned. Compared by rules: a topic is new or gone only where the other call never names it."
    )


def _no_older(language: str, text: str, gone: Sequence[Gone]) -> str:
    calls = says.labels(language, [g.held.call for g in gone])
    year = _A_YEAR_AGO.search(text) is not None
    if language == "zh":
        return f"要比較的{'去年同期' if year else '前一場'}法說會不在資料庫裡。目前有:{calls}。"
    return f"The {'call of a year ago' if year else 'earlier call'} to compare with is not held. Held: {calls}."


def _nothing(language: str, chosen: Sequence[tuple[Gone, Gone]]) -> str:
    calls = says.labels(language, [g.held.call for two in chosen for g in two])
    return (
        f"{says.spaced(calls)}之間找不到可以並列的說法。"
        if language == "zh"
        else f"Nothing in {calls} can be set side by side."
    )
