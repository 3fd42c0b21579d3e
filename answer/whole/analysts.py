"""Which analysts asked (about a topic), and what: from the question ledger of every call, not by retrieval."""

from collections.abc import Sequence
from dataclasses import replace

from answer.evidence import Evidence, evidence_of
from answer.ledger.asked import Asked
from answer.ledger.ledger import ledger
from answer.ledger.topics import asked_about
from answer.people import person
from answer.whole import says
from answer.whole.kinds import Item, Survey
from answer.whole.lines import Gone
from index.glossary import Glossary
from ingest.transcript import Role

_MOST_SHOWN = 40


def analysts(language: str, topic: str | None, gone: Sequence[Gone], glossary: Glossary) -> Survey:
    """Every sub-question, verbatim, under its analyst and firm, call by call; on `topic` only where one is given."""
    rows: list[tuple[Gone, Asked]] = []
    total = 0
    for g in gone:
        turns = {line.turn for line in g.lines}
        asked = [row for row in ledger(g.transcript, glossary) if row.turn in turns]
        total += len(asked)
        rows += [(g, row) for row in (asked_about(asked, topic, glossary) if topic else asked)]
    if not rows:
        return Survey(_nothing(language, topic, gone, total), (_through(language, gone, total),), (), found=False)
    who = {_who(language, g, row) for g, row in rows}
    items: list[Item] = []
    last = None
    for g, row in rows[:_MOST_SHOWN]:
        lead, quote = f"{says.label(language, g.held.call)} · {_who(language, g, row)}:", _evidence(g, row)
        if items and items[-1].evidence.sentence_id == quote.sentence_id:
            # Two questions of one sentence are one quote: a citation points to a sentence.
            items[-1] = replace(items[-1], evidence=_joined(g, items[-1].evidence, quote))
        else:
            items.append(Item(lead if lead != last else None, quote))
        last = lead
    notes = [_through(language, gone, total), _count(language, topic, len(who), gone, rows)]
    if len(rows) > _MOST_SHOWN:
        notes.append(says.shown_of(language, _MOST_SHOWN, len(rows)))
    return Survey(_lead(language, topic, len(who), len(rows)), tuple(notes), tuple(items), found=True)


def _who(language: str, gone: Gone, row: Asked) -> str:
    shown = person(language, row.analyst, Role.ANALYST, firm=row.firm, company=gone.held.call.company)
    return shown[:1].upper() + shown[1:]


def _evidence(gone: Gone, row: Asked) -> Evidence:
    """The sub-question as Evidence: its first Sentence, stretched or cut to the words that ask."""
    turn = gone.transcript.turn(row.turn)
    lines = list(evidence_of(turn, gone.held))
    first = next((line for line in lines if line.start <= row.start < line.end), lines[0])
    after = next((line.text for line in lines if line.start >= row.end), "")
    text = turn.text[row.start : row.end]
    translation = first.translation if (first.start, first.end) == (row.start, row.end) else row.translation
    return replace(first, start=row.start, end=row.end, text=text, translation=translation, after=after)


def _joined(gone: Gone, one: Evidence, other: Evidence) -> Evidence:
    """From where the first question begins to where the second one ends."""
    turn, end = gone.transcript.turn(one.turn), max(one.end, other.end)
    parts = (one.translation, other.translation)
    translation = " ".join(dict.fromkeys(filter(None, parts))) or None
    return replace(one, end=end, text=turn.text[one.start : end], translation=translation, after=other.after)


def _lead(language: str, topic: str | None, people: int, questions: int) -> str:
    about = says.quoted(language, topic) if topic else ""
    if language == "zh":
        return (
            f"共 {people} 位分析師問到{about},{questions} 個提問逐字列出:"
            if topic
            else f"共 {people} 位分析師提出 {questions} 個問題,逐字列出:"
        )
    who = says.counted(people, "analyst")
    return f"{who} asked{f' about {about}' if topic else ''}: {says.counted(questions, 'question')}, verbatim:"


def _through(language: str, gone: Sequence[Gone], total: int) -> str:
    calls = says.labels(language, [g.held.call for g in gone])
    if language == "zh":
        return f"已看過{says.spaced(calls)}的全部 {total} 個分析師提問。"
    return f"Gone through: all {says.counted(total, 'question')} put on {calls}."


def _count(
    language: str, topic: str | None, people: int, gone: Sequence[Gone], rows: Sequence[tuple[Gone, Asked]]
) -> str:
    counts = says.by_call(language, gone, [g.held.call for g, _ in rows])
    about = says.quoted(language, topic) if topic else ""
    if language == "zh":
        return f"{people} 位分析師、{len(rows)} 個提問{f'與{about}有關' if topic else ''};各場:{counts}。"
    asked = says.counted(len(rows), "question")
    return f"{asked}{f' about {about}' if topic else ''} by {says.counted(people, 'analyst')}; by call: {counts}."


def _nothing(language: str, topic: str | None, gone: Sequence[Gone], total: int) -> str:
    calls = says.labels(language, [g.held.call for g in gone])
    about = says.quoted(language, topic) if topic else ""
    if language == "zh":
        return (
            f"{says.spaced(calls)}的 {total} 個分析師提問中沒有人問到{about}。"
            if topic
            else f"{says.spaced(calls)}的逐字稿中沒有分析師提問。"
        )
    if topic:
        return f"None of the {says.counted(total, 'question')} put on {calls} is about {about}."
    return f"No analyst asked anything on {calls}."
