"""Speakers, roles and sections that a question names: a preference among the Turns, never a filter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.scoping.companies import is_employer
from answer.scoping.fold import fold, key
from answer.scoping.person_names import ORDINARY_NAMES, Person, by_name, name_spans
from index.glossary import Glossary
from index.rows import Held
from ingest.transcript import Role, Section, Speaker

_HAN = re.compile(r"[\u3400-\u9fff]")
_INSTITUTIONS = re.compile(r"法人说明会|法人董事")
_ANALYSTS = re.compile(
    r"\banalysts?\b|\bsell[- ]side\b|\bwho (?:asked|raised|questioned|brought up|wanted to know)\b|\bquestions? (?:were |was )?(?:asked|raised)\b|\bgot asked\b"
    r"|分析师|分析员|谁(?:问|提问|发问)|(?:被|有人)问|提问者|法人",
    re.IGNORECASE,
)
_MANAGEMENT = re.compile(
    r"\bmanagement\b(?!\s+(?:fees?|software|system|platform|revenue|service))|\bexecutives?\b|\bexecs?\b|\bleadership\b|管理层|管理阶层|经营层|经营团队|管理团队|高层|公司方",
    re.IGNORECASE,
)
_OPERATOR = re.compile(r"\bthe operator\b|\bmoderator\b|接线生|操作员|主持人", re.IGNORECASE)
_PREPARED = re.compile(
    r"\bprepared (?:remarks|statements?|comments?|speech)\b|\b(?:opening|introductory|scripted) (?:remarks|statements?|comments?)\b|\bpresentation section\b|准备好?的?(?:发言|讲稿|稿)|开场(?:白|发言|致词)?|简报(?:时|中|部分|段)|主题报告|书面发言|管理层发言|预先准备",
    re.IGNORECASE,
)
_QA = re.compile(
    r"\bQ\s?(?:&|and|n)\s?A\b|\bquestion[- ]and[- ]answer\b|\bQA (?:session|section|part)\b|问答|答问|提问(?:环节|时间|阶段)|(?:Q&A|QA)环节",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\b(?:group|division|segment|unit|business|of)\b|事业|集团|业务", re.IGNORECASE)
_GENERAL = frozenset(("analyst", "management", "operator", "board"))


@dataclass(frozen=True)
class People:
    """`named` are unambiguous (and `by_name`, by their own names); `unclear` are (what was written, whom it may be)."""

    named: tuple[Person, ...]
    by_name: tuple[Person, ...]
    unclear: tuple[tuple[str, tuple[str, ...]], ...]
    roles: tuple[str, ...]
    sections: tuple[str, ...]


def people_of(held: Sequence[Held]) -> tuple[Person, ...]:
    """Everybody of the calls, each person once: by name, or another name that a call equates with it."""
    groups: list[tuple[set[str], list[tuple[Speaker, str]]]] = []
    for h in held:
        for speaker in h.participants:
            own = {
                key(name)
                for name in (speaker.name, *speaker.also_called)
                if len(key(name).split()) > 1 or _HAN.search(name)
            }
            own = own or {key(speaker.name)}
            joined = [group for group in groups if group[0] & own and group[1][0][0].role is speaker.role]
            rows = [row for _, group in joined for row in group] + [(speaker, h.call.id)]
            groups = [g for g in groups if g not in joined] + [({n for names, _ in joined for n in names} | own, rows)]
    return tuple(
        Person(
            tuple(dict.fromkeys(name for s, _ in rows for name in (s.name, *s.also_called))),
            rows[0][0].role,
            next((s.firm for s, _ in rows if s.firm), None),
            frozenset(call for _, call in rows),
        )
        for _, rows in groups
    )


def spans_of(question: str, held: Sequence[Held]) -> list[tuple[int, int]]:
    """Where whole names of people and firms stand: no company's name is read inside them."""
    text = fold(question)
    whole = {
        name
        for h in held
        for p in h.participants
        for name in (p.name, *p.also_called, p.firm or "")
        if " " in name or _HAN.search(name)
    }
    return [span for name in whole for span in name_spans(text, fold(name))]


def read_people(question: str, held: Sequence[Held], glossary: Glossary) -> People:
    """Read the speakers, roles and sections of a question among the people of these calls."""
    text = fold(question)
    people = people_of(held)
    named, unclear = by_name(text, people)
    analysts = _of_firms(text, people, glossary)
    titled = _titled(question, held, people, glossary)
    found = tuple(dict.fromkeys((*named, *analysts, *titled)))
    plain = _INSTITUTIONS.sub("", text)
    roles = [
        role.value
        for role, said in ((Role.ANALYST, _ANALYSTS), (Role.EXECUTIVE, _MANAGEMENT), (Role.OPERATOR, _OPERATOR))
        if said.search(plain)
    ]
    if any(person.role is Role.ANALYST for person in found):
        roles = [role for role in roles if role != Role.ANALYST]
    if any(person.role is Role.EXECUTIVE for person in found):
        roles = [role for role in roles if role != Role.EXECUTIVE]
    sections = [
        section.value for section, said in ((Section.PREPARED, _PREPARED), (Section.QA, _QA)) if said.search(text)
    ]
    return People(found, tuple(dict.fromkeys((*named, *analysts))), tuple(unclear), tuple(roles), tuple(sections))


def _of_firms(text: str, people: Sequence[Person], glossary: Glossary) -> list[Person]:
    """The analysts of a firm that is named as somebody's employer."""
    found: list[Person] = []
    for person in people:
        if person.role is not Role.ANALYST or not person.firm:
            continue
        for name in _firm_names(person.firm, glossary):
            if any(is_employer(text, *span) for span in name_spans(text, name)):
                found.append(person)
                break
    return found


def _firm_names(firm: str, glossary: Glossary) -> list[str]:
    words = firm.split()
    short = (
        [words[0]]
        if len(words) > 1 and len(words[0]) > 4 and words[0].isascii() and words[0].lower() not in ORDINARY_NAMES
        else []
    )
    short += [" ".join(words[:2])] if len(words) > 2 else []
    names = [
        firm,
        *short,
        *glossary.company_names(firm),
        *(other for name in short for other in glossary.company_names(name)),
    ]
    return list(dict.fromkeys(fold(name) for name in names if len(name) > 1))


def _titled(question: str, held: Sequence[Held], people: Sequence[Person], glossary: Glossary) -> list[Person]:
    """Who holds an office that the question names; the head of the company before the head of one of its units."""
    offices = {t.name: t.start for t in glossary.spans(question) if t.kind == "role" and t.name not in _GENERAL}
    found: list[Person] = []
    for office, start in sorted(offices.items()):
        beside = {word.lower() for word in re.findall(r"[A-Za-z]{4,}", question[:start])[-1:]}
        for h in held:
            holders = [
                p
                for p in h.participants
                if p.role is Role.EXECUTIVE and p.title and office in glossary.terms_in(p.title)
            ]
            of_all = [p for p in holders if not _heads_unit(p.title or "", h)]
            of_unit = [p for p in holders if p not in of_all and beside & set((p.title or "").lower().split())]
            for speaker in of_unit or of_all or holders:
                found += [person for person in people if speaker.name in person.labels and h.call.id in person.calls]
    return found


def _heads_unit(title: str, held: Held) -> bool:
    rest = title
    for name in (held.call.company, *held.call.company_aliases):
        rest = (
            re.sub(rf"(?:\bof |, )?(?:the )?{re.escape(name)}(?: Group| Holdings?)?\s*$", "", rest, flags=re.IGNORECASE)
            if name
            else rest
        )
    return _UNIT.search(fold(rest)) is not None
