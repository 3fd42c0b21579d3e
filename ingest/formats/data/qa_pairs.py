"""Rows that are a question with its answer: two Turns of the Q&A each, without prepared remarks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.formats.data.facts import facts_of
from ingest.formats.data.fields import FIRM, KIND, ROLE, SPEAKER, TEXT, TITLE, Row, first, held, row_of
from ingest.formats.data.records import Context, calls
from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import is_function, name_key
from ingest.transcript import Role

FORMAT = "qa_pairs"

_QUESTION = tuple("question questiontext questioncontent questions 問題 问题 提問 提问".split())
_ANSWER = tuple("answer answertext answercontent answers response reply responsetext 回答 答覆 回覆 答复".split())
_ASKER = tuple(
    "asker askername questioner questionername askedby questionspeaker analyst analystname 提問者 提问者 分析師".split()
)
_ASKER_AT = tuple("askerfirm questionerfirm analystfirm analystcompany askercompany firm affiliation brokerage".split())
_ASKER_AS = tuple("askertitle questionertitle analysttitle".split())
_ANSWERER = tuple(
    "responder respondername answerer answerername answeredby respondent answerspeaker executive executivename 回答者".split()
)
_ANSWERER_AS = tuple("respondertitle answerertitle executivetitle respondentrole responderrole answererrole".split())
_INSIDE = (*TEXT, "question", "answer")
_PEOPLE = (*_ASKER, *_ANSWERER)
_OWN = frozenset(
    (
        *_QUESTION,
        *_ANSWER,
        *_ASKER,
        *_ASKER_AT,
        *_ASKER_AS,
        *_ANSWERER,
        *_ANSWERER_AS,
        *SPEAKER,
        *TEXT,
        *TITLE,
        *ROLE,
        *KIND,
    )
)


def recognises(rows: Sequence[Row]) -> bool:
    """Whether most rows hold both texts, and say who speaks or of which call; collections of questions are no calls."""
    pairs = sum(bool(held(row, _QUESTION) and held(row, _ANSWER)) for row in rows)
    if pairs * 2 <= len(rows):
        return False
    people = any(held(row, _PEOPLE) for row in rows)
    return people or any(isinstance(first(row, _QUESTION), dict) or facts_of(row).identify for row in rows[:50])


def parse(rows: Sequence[Row], context: Context | None = None) -> list[Draft]:
    drafts = calls(as_turns(rows), FORMAT, context)
    for draft in drafts:
        draft.warnings.append("The file holds questions and answers only, no prepared remarks.")
        draft.participants = draft.participants or _in_columns(draft)
    return drafts


def _in_columns(draft: Draft) -> list[Listed]:
    """Who asks, then who answers, as the file's columns have them."""
    people: dict[tuple[Role, str], Listed] = {}
    for turn in draft.turns:
        if turn.label and turn.role and not is_function(turn.label):
            person = people.get((turn.role, name_key(turn.label)), Listed(turn.label, turn.role))
            person = replace(person, title=person.title or turn.title, firm=person.firm or turn.firm)
            people[turn.role, name_key(turn.label)] = person
    return [person for role in (Role.ANALYST, Role.EXECUTIVE) for person in people.values() if person.role is role]


def as_turns(rows: Sequence[Row]) -> list[Row]:
    """Each pair as the rows of its Turns, which keep what the pair says of its call and its place."""
    turns: list[Row] = []
    for row in rows:
        rest = {name: value for name, value in row.items() if name not in _OWN}
        answers = first(row, _ANSWER)
        several = isinstance(answers, list) and any(isinstance(answer, dict) for answer in answers)
        turns.append({**rest, **_said(first(row, _QUESTION), row, _ASKER, _ASKER_AS, _ASKER_AT), "role": "questioner"})
        for answer in answers if several else [answers]:
            turns.append({**rest, **_said(answer, row, _ANSWERER, _ANSWERER_AS, ()), "role": "answerer"})
        for part, turn in enumerate(turns[len(turns) - (len(answers) if several else 1) - 1 :]):
            turn.update(section="qa", paragraphid=part)
    return turns


def _said(said: Any, row: Row, who: tuple[str, ...], titles: tuple[str, ...], firms: tuple[str, ...]) -> Row:
    own: Row = {"speaker": first(row, who), "title": first(row, titles), "firm": first(row, firms), "text": said}
    if isinstance(said, dict):
        inner = row_of(said)
        own["text"] = first(inner, _INSIDE)
        own["speaker"] = first(inner, (*SPEAKER, *who)) or own["speaker"]
        own["title"] = first(inner, (*TITLE, *ROLE)) or own["title"]
        own["firm"] = first(inner, (*FIRM, "company")) or own["firm"]
    return own
