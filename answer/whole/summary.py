"""A summary in quotes: the sentences of a call that carry its results, drivers, segments, cash, outlook and Q&A.

Extractive, by facets rather than by centrality alone: an analyst looks for the same few things in every call, and
central sentences of a call are often the ones that say least. What the facets leave free is filled by centrality.
"""

import re
from collections.abc import Sequence

from answer import leads
from answer.whole import says
from answer.whole.facets import Picked, take_facets
from answer.whole.kinds import Item, Survey
from answer.whole.lines import Gone
from answer.whole.reading import Said, numbers_in, read_call, weights
from index.glossary import Glossary
from index.question import Question
from index.tokens import tokens

_MOST, _LEAST, _MOST_CALLS = 12, 6, 3
_QA = re.compile(r"\bQ\s?(?:&|and)\s?A\b|\bquestion[- ]and[- ]answer|問答|问答", re.IGNORECASE)
_PREPARED = re.compile(r"\bprepared remarks\b|\bopening remarks\b|管理層發言|開場", re.IGNORECASE)
_ANSWERS = re.compile(
    r"^(?:yes|no|sure|not yet|well|so)?,?\s*(?:the answer|we (?:do not|don['’]t|will not|won['’]t|expect|see|have|are)|our)\b|^我們",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:not|n['’]t|no) (?:\w+ ){0,2}(?:disclose|comment|guidance|break (?:it|that) (?:out|down)|quantify|provide|give)\b|不(?:提供|評論|揭露|便)",
    re.IGNORECASE,
)
_LABELS = {
    "results": ("Results", "業績"),
    "drivers": ("What drove it", "驅動因素"),
    "segments": ("By business", "各業務"),
    "cash": ("Cash and shareholder returns", "現金流與股東回報"),
    "outlook": ("Outlook", "展望"),
    "points": ("Other main points", "其他重點"),
}


def summary(question: Question, gone: Sequence[Gone], glossary: Glossary) -> Survey:
    """Six to twelve quotes a call, in groups; of several calls the three newest of each company's, fewer quotes each."""
    language = question.language
    only_qa, only_prepared = bool(_QA.search(question.text)), bool(_PREPARED.search(question.text))
    shown = list(gone[-_MOST_CALLS:])
    items: list[Item] = []
    for g in shown:
        groups = _groups(g, glossary, qa=not only_prepared, prepared=not only_qa)
        most = _MOST if len(shown) == 1 else _MOST // len(shown) + 2
        items += _items(language, _cut(groups, most), g, named=len(shown) > 1)
    if not items:
        return Survey(_nothing(language, shown), (), (), found=False)
    return Survey(_lead(language, len(items), shown), (_note(language, len(items), shown),), tuple(items), found=True)


def _groups(gone: Gone, glossary: Glossary, *, qa: bool, prepared: bool) -> dict[str, list[Said]]:
    said = read_call(gone, glossary)
    spoken, answers = _parted(said)
    picked = Picked({})
    if prepared:
        take_facets(picked, spoken or said)
    if qa:
        rows = _best_answers(answers, gone, weights(said))
        picked.take("qa", rows, 3 if prepared else _MOST - 2)
    if len(picked.all()) < _LEAST:
        central = weights(said)
        rest = spoken if not qa else answers if not prepared else said
        ranked = sorted((s for s in rest if s.fits), key=lambda s: -_centrality(s, central))
        picked.take("points", ranked, _LEAST - len(picked.all()))
    return picked.groups


def _parted(said: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """Prepared remarks and answers."""
    answers = [s for s in said if s.line.section == "qa"]
    return [s for s in said if s.line.section != "qa"], answers


def _best_answers(answers: Sequence[Said], gone: Gone, central: dict[str, float]) -> list[Said]:
    """Of each Exchange the statement that answers most, best Exchange first."""
    rows: list[tuple[float, Said]] = []
    told = {number for line in gone.lines if line.section != "qa" for number in numbers_in(line.text)}
    for exchange in gone.held.exchanges:
        asked = " ".join(gone.transcript.turn(n).text for n in exchange.question_turns)
        words = _words(asked)
        mine = [
            (_answer(s, words, central) - _repeats(s, told), s)
            for s in answers
            if s.line.turn in exchange.answer_turns and s.fits
        ]
        if mine:
            rows.append(max(mine, key=lambda pair: (pair[0], -pair[1].place)))
    if not rows:
        rows = [(_answer(s, frozenset(), central), s) for s in answers if s.fits]
    return [s for _, s in sorted(rows, key=lambda pair: (-pair[0], pair[1].place))]


def _repeats(s: Said, told: set[str]) -> float:
    """Whether all figures of an answer were given in the prepared remarks already."""
    return 0.8 if s.numbers and s.numbers <= told else 0.0


def _answer(s: Said, asked: frozenset[str], central: dict[str, float]) -> float:
    shared = len(s.words & asked) / (len(s.words) or 1)
    score = 1.5 * shared + 0.5 * min(s.figures, 2) + 0.5 * s.causes + 0.6 * s.ahead + _centrality(s, central)
    score += 0.5 * bool(_REFUSES.search(s.line.text)) + 0.2 * bool(_ANSWERS.search(s.line.text))
    return score - 0.8 * s.leans - max(0, len(s.line.text) - 220) / 300


def _centrality(s: Said, central: dict[str, float]) -> float:
    return sum(central.get(word, 0.0) for word in s.words) / max(6, len(s.words)) - 0.3 * s.leans


def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _cut(groups: dict[str, list[Said]], most: int) -> dict[str, list[Said]]:
    """At most `most` quotes: every group keeps its first before any keeps its second."""
    kept: dict[str, list[Said]] = {group: [] for group in groups}
    rank = 0
    while sum(map(len, kept.values())) < most and any(len(items) > rank for items in groups.values()):
        for group, items in groups.items():
            if len(items) > rank and sum(map(len, kept.values())) < most:
                kept[group].append(items[rank])
        rank += 1
    return kept


def _items(language: str, groups: dict[str, list[Said]], gone: Gone, *, named: bool) -> list[Item]:
    zh, items = language == "zh", []
    before = f"{says.label(language, gone.held.call)} · " if named else ""
    for group in (*_LABELS, "qa"):
        rows = sorted(groups.get(group, ()), key=lambda s: s.place) if group == "qa" else groups.get(group, ())
        last = None
        for s in rows:
            if group != "qa":
                lead = f"{before}{_LABELS[group][zh]}:"
            else:
                who = leads.speaker_lead(language, s.line, gone.held, with_call=False)
                lead = f"{before}{'問答' if zh else 'Q&A'} · {who}"
            items.append(Item(lead if lead != last else None, s.line))
            last = lead
    return items


def _lead(language: str, count: int, gone: Sequence[Gone]) -> str:
    calls = says.labels(language, [g.held.call for g in gone])
    if language == "zh":
        return f"{says.spaced(calls)}法說會的重點,共 {count} 句,逐字引用:"
    return f"The main points of {calls} in {says.counted(count, 'quote')}, verbatim:"


def _note(language: str, count: int, gone: Sequence[Gone]) -> str:
    sentences = sum(len(g.lines) for g in gone)
    through = says.gone_through(language, gone)
    if language == "zh":
        return f"{through},共 {sentences} 句;依規則選出 {count} 句(業績、驅動因素、各業務、現金流、展望、問答),不是改寫的摘要。"
    return (
        f"{through}, {says.counted(sentences, 'sentence')}; {count} chosen by rules (results, drivers, businesses, cash, "
        "outlook, Q&A). Nothing is rephrased."
    )


def _nothing(language: str, gone: Sequence[Gone]) -> str:
    calls = says.labels(language, [g.held.call for g in gone])
    if language == "zh":
        return f"{says.spaced(calls)}的逐字稿中沒有管理層的發言可以摘要。"
    return f"There is nothing said by management in {calls} to summarise."
