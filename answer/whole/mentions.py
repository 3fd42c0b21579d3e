"""Every mention of a topic, and when it was first said: by going through all Turns."""

from collections.abc import Sequence

from answer import leads
from answer.evidence import Evidence
from answer.whole import says
from answer.whole.kinds import Item, Survey
from answer.whole.lines import Gone
from answer.whole.topic import Topic, read_topic
from index.glossary import Glossary
from ingest.transcript import Role

MOST_SHOWN = 30
_SPELLINGS = 6


def mentions(language: str, asked: str, gone: Sequence[Gone], glossary: Glossary) -> Survey:
    """All Sentences that mention `asked`, in call order, grouped by Turn; all counted, the first 30 shown."""
    topic = read_topic(asked, [g.held for g in gone], glossary)
    found, times, loose = _find(topic, gone)
    if not found:
        return Survey(says.nothing_on(language, asked, gone), (), (), found=False)
    notes = [_count(language, asked, found, times, gone, loose=loose)]
    if len(gone) > 1:
        notes.append(_by_call(language, found, gone))
    if others := _other_spellings(topic, found):
        listed = ("、" if language == "zh" else ", ").join(others)
        notes.append(f"也算入其他寫法:{listed}。" if language == "zh" else f"Other spellings counted: {listed}.")
    notes += _further(language, topic, found, gone)
    if len(found) > MOST_SHOWN:
        notes.append(says.shown_of(language, MOST_SHOWN, len(found)))
    return Survey(_lead(language, asked, found), tuple(notes), by_turn(language, found[:MOST_SHOWN], gone), found=True)


def first_said(language: str, asked: str, gone: Sequence[Gone], glossary: Glossary) -> Survey:
    """The first Sentence that mentions `asked` in the oldest call that does, and management's first where it is later."""
    topic = read_topic(asked, [g.held for g in gone], glossary)
    found, times, loose = _find(topic, gone)
    if not found:
        return Survey(says.nothing_on(language, asked, gone), (), (), found=False)
    items: list[Evidence] = []
    companies = {g.held.call.id: g.company for g in gone}
    for company in dict.fromkeys(companies.values()):
        own = [line for line in found if companies[line.call.id] == company]
        if not own:
            continue
        items.append(own[0])
        if own[0].speaker.role in (Role.ANALYST, Role.OPERATOR):
            items += [line for line in own if line.speaker.role not in (Role.ANALYST, Role.OPERATOR)][:1]
    notes = [
        _count(language, asked, found, times, gone, loose=loose),
        *([_by_call(language, found, gone)] if len(gone) > 1 else []),
        *_further(language, topic, found, gone),
        _since(language, gone),
    ]
    zh, first = language == "zh", says.label(language, items[0].call)
    what = says.quoted(language, asked)
    lead = (
        f"在現有的法說會中,{what}最早出現在{first},第一次的原文:"
        if zh
        else f"Among the calls held, {what} first comes up in {first}:"
    )
    return Survey(lead, tuple(notes), by_turn(language, items, gone, with_call=True), found=True)


def by_turn(
    language: str, lines: Sequence[Evidence], gone: Sequence[Gone], *, with_call: bool | None = None
) -> tuple[Item, ...]:
    """Lines as items, with a line above each speaker's turn; the call is named there where several are gone through."""
    held = {g.held.call.id: g.held for g in gone}
    named = len(gone) > 1 if with_call is None else with_call
    items, last = [], None
    for line in lines:
        place = (line.call.id, line.turn)
        lead = leads.speaker_lead(language, line, held[line.call.id], with_call=named) if place != last else None
        items.append(Item(lead, line))
        last = place
    return tuple(items)


def _further(language: str, topic: Topic, found: Sequence[Evidence], gone: Sequence[Gone]) -> list[str]:
    """How many further lines hold all words of a topic, though not as a phrase."""
    known = {line.sentence_id for line in found}
    more = sum(topic.holds_parts(line) for g in gone for line in g.lines if line.sentence_id not in known)
    if not more:
        return []
    if language == "zh":
        return [f"另有 {more} 句含有其中所有的詞,但不是連在一起。"]
    further = "1 further sentence holds" if more == 1 else f"{more} further sentences hold"
    return [f"{further} all of its words, though not as a phrase."]


def _find(topic: Topic, gone: Sequence[Gone]) -> tuple[list[Evidence], int, bool]:
    """The lines, how often they say it in all, and whether only its words stand in them and never the phrase."""
    counts = [(line, topic.count(line)) for g in gone for line in g.lines]
    exact = [line for line, count in counts if count]
    if exact:
        return exact, sum(count for _, count in counts), False
    loose = [line for line, _ in counts if topic.holds_parts(line)]
    return loose, len(loose), True


def _turns(lines: Sequence[Evidence]) -> int:
    return len({(line.call.id, line.turn) for line in lines})


def _lead(language: str, asked: str, found: Sequence[Evidence]) -> str:
    what, turns = says.quoted(language, asked), _turns(found)
    if language == "zh":
        return f"提到{what}的句子共 {len(found)} 句,分布在 {turns} 段發言,逐字引用:"
    sentences = says.counted(len(found), "sentence")
    return f"{what} is mentioned in {sentences} of {says.counted(turns, 'turn')}, verbatim:"


def _count(
    language: str, asked: str, found: Sequence[Evidence], times: int, gone: Sequence[Gone], *, loose: bool
) -> str:
    what, turns, through = says.quoted(language, asked), _turns(found), says.gone_through(language, gone)
    if language == "zh":
        if loose:
            return f"{through};沒有完整出現{what},{len(found)} 句({turns} 段發言)含有其中所有的詞。"
        return f"{through};{turns} 段發言中有 {len(found)} 句提到{what},共 {times} 次。"
    sentences, speeches = says.counted(len(found), "sentence"), says.counted(turns, "turn")
    if loose:
        holds = "holds" if len(found) == 1 else "hold"
        return f"{through}; {what} never stands there as such: {sentences} in {speeches} {holds} all of its words."
    mention = "mentions" if len(found) == 1 else "mention"
    return f"{through}; {sentences} in {speeches} {mention} {what}, {says.counted(times, 'time')} in all."


def _by_call(language: str, found: Sequence[Evidence], gone: Sequence[Gone]) -> str:
    counts = says.by_call(language, gone, [line.call for line in found])
    return f"各場句數:{counts}。" if language == "zh" else f"Sentences by call: {counts}."


def _since(language: str, gone: Sequence[Gone]) -> str:
    """What was said before the oldest call held is not known."""
    oldest: dict[str, Gone] = {}
    for g in gone:
        oldest.setdefault(g.company, g)
    calls = says.labels(language, [g.held.call for g in oldest.values()])
    if language == "zh":
        return f"資料庫中最早的一場是{calls},更早的法說會無從得知。"
    return f"The oldest call gone through is {calls}; what was said before it is not known."


def _other_spellings(topic: Topic, found: Sequence[Evidence]) -> list[str]:
    written: dict[str, str] = {}
    for line in found:
        for spelling in sorted(topic.written(line)):
            written.setdefault(spelling.lower(), spelling)
    seen = {topic.asked.lower().removesuffix("s")}
    others = []
    for low, spelling in written.items():
        if low.removesuffix("s") not in seen:
            seen.add(low.removesuffix("s"))
            others.append(spelling)
    return others[:_SPELLINGS]
