"""Which part each person plays: from the file's marks, the announcements, the words, and last the place in the call."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.aliases import text_of
from ingest.announce import (
    OPERATOR,
    Announcement,
    announced,
    introduces_himself,
    is_operator_speech,
    named_questioner,
)
from ingest.formats.draft import DraftTurn
from ingest.formats.lines import is_function
from ingest.person import Person, each, key_of
from ingest.roles import is_host_label, is_media, is_unidentified, leads_company, role_of_label, role_of_title
from ingest.transcript import Role

_ON_BEHALF = re.compile(
    r"(?:\b[Oo]n behalf of|\b(?:sitting|filling|standing|stepping|jumping|hopping|dialing|calling|asking|speaking) (?:in |on )?for"
    r"|(?:\b[A-Z][\w'’\-]+,?|\bhere|\bactually|^|[.!?,])\s*(?:[Oo]n|[Ii]n) for"
    r"|\b(?:[Tt]his is|[Ii]s|[Ii]t['’]s|I['’]m|I am) (?:[A-Z][\w'’\-]+ ){1,2}(?:here )?(?:on |in )?for)"
    r"\s+(?:(?:Mr|Ms|Mrs|Dr)\.? )?(?P<name>[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})"
)
_ON_BEHALF_WITHIN = 200
_FEW = 3
_ASKS = re.compile(r"[?？]|嗎|吗|請問|请问")
# First names that an opening says without meaning anybody.
_WORDS_TOO = frozenset("April August June May Will Grant Hope Chase Art Mark Rich Page Price Case Summer".split())
_ANNOUNCES = 2
"""Questioners called on by name, from which on all are taken to be."""
# Only the company's own host says so.
_OF_COMPANY = re.compile(
    r"\b[Ww]ith (?:me|us)(?: here)?(?: on the call)?(?: today)?,? (?:is|are)\b|\b[Jj]oin(?:ing|ed)(?: by| me)\b|\b[Oo]ur (?:chief|[cC][EFO]O|president|chairman|press release|results|website|non-GAAP)\b"
    r"|\b(?:I['’]m|I am|[Tt]his is|my name is) [^.]{0,60}\b(?:[Ii]nvestor [Rr]elations|IR)\b|\bI (?:lead|head|run) [Ii]nvestor [Rr]elations\b"
)


def hosts_of(people: Mapping[str, Person], turns: Sequence[DraftTurn]) -> frozenset[str]:
    """Labels of people without title who do an operator's work all through the call (`Priya`, `Perry`)."""
    hosts: set[str] = set()
    for person in each(people):
        own = person.own
        if not own or person.title or (person.listed and person.listed.role):
            continue
        if role_of_label(person.name) and not is_host_label(person.name):
            continue
        if any(_OF_COMPANY.search(text_of(turns[i])) for i in own[:2]):
            continue
        working = [i for i in own if is_operator_speech(turns[i], opens=i == 0)]
        calls = [i for i in own if i + 1 < len(turns) and named_questioner(turns, i + 1, frozenset(person.labels))]
        calls = calls or (working if is_host_label(person.name) else [])
        if calls and (own[0] == 0 or working) and len(set(working) | set(calls)) * 2 >= len(own):
            hosts.update(person.labels)
    return frozenset(hosts)


def identify_person(
    person: Person, turns: Sequence[DraftTurn], hosts: frozenset[str], people: Mapping[str, Person]
) -> None:
    label = person.labels[0] if person.own else person.name
    # Whoever has a title may be handed the call back later; only his first words can be a question he is called on for.
    # Later ones count where the operator calls; others who hand over have `question` on their lips too.
    calls = (
        announced(turns[i].label or "", turns, i, hosts)
        for i in person.own
        if i == person.own[0] or (not person.title and _is_operator(turns[i - 1].label, hosts))
    )
    person.called = next((call for call in calls if call is not None), None)
    if is_unidentified(label) and role_of_label(label) is None and person.called is None:
        calls = (named_questioner(turns, i, hosts) for i in person.own)
        person.called = next((call for call in calls if call is not None), None)
    if person.called is None and not (person.title or person.listed or is_function(label)) and person.own:
        person.called = _takes_the_place(person, turns, hosts, people) or introduces_himself(
            label, turns[person.own[0]]
        )
    person.role = _role(person, turns, hosts)
    if person.role in (Role.ANALYST, Role.OTHER) and person.called is not None:
        person.firm = person.firm or person.called.firm
        person.title = person.title or person.called.title


def _takes_the_place(
    person: Person, turns: Sequence[DraftTurn], hosts: frozenset[str], people: Mapping[str, Person]
) -> Announcement | None:
    """The announcement of somebody who never speaks, where this person then asks instead."""
    i = person.own[0]
    call = named_questioner(turns, i, hosts)
    text = text_of(turns[i])
    if call is None or not _ASKS.search(text) or key_of(call.name) in people:
        return None
    if on_behalf_of(turns[i]) is None and call.name.split()[0] in text:
        return None
    return replace(call, name=person.name)


def _is_operator(label: str | None, hosts: frozenset[str]) -> bool:
    return label is not None and (OPERATOR.match(label) is not None or label in hosts)


def _role(person: Person, turns: Sequence[DraftTurn], hosts: frozenset[str]) -> Role | None:
    label = person.name
    if _is_operator(label, hosts):
        return Role.OPERATOR
    printed = person.listed.role if person.listed else None
    if Role.ANALYST in (printed, person.role) and (is_media(person.firm) or role_of_title(person.title) is Role.OTHER):
        return Role.OTHER
    if role := printed or person.role or role_of_label(label) or role_of_title(person.title):
        return role
    if person.listed is None and is_unidentified(label):
        return Role.ANALYST if person.called is not None else Role.OTHER
    # Broker titles ("Executive Director", "MD") sit on analysts: an announcement outweighs a title.
    first = person.own[0] if person.own else 0
    called = person.called
    # The first words of a call hand it over to its host; a later call is for a question.
    late = called is not None and person.own[0] < called.by
    if (
        called is not None
        and not _is_handed_to(called, turns, late=late, leads=leads_company(person.title))
        and not _introduced(label, turns[: called.by])
    ):
        return Role.OTHER if called.title or is_media(person.firm or called.firm) else Role.ANALYST
    before = turns[:first]
    if person.title or (person.own and (_introduced(label, before) or _given_name_said(label, before))):
        return Role.EXECUTIVE
    return None


def _is_handed_to(called: Announcement, turns: Sequence[DraftTurn], *, late: bool, leads: bool) -> bool:
    """Whether the call is handed to one of the company's: in its first words, under its name, or to who spoke before.

    `leads` is whether the title is one that analysts do not have (Chief Executive Officer).
    """
    if called.asks:
        return False
    company = called.firm is not None and _introduced(called.firm, turns[:1])
    return called.by == 0 or company or (called.firm is None and (late or leads))


def _introduced(name: str, before: Sequence[DraftTurn]) -> bool:
    texts = [text for turn in before[:3] if name in (text := text_of(turn))]
    return any(re.search(rf"(?<![^\W一-鿿]){re.escape(name)}(?![^\W一-鿿])", text) for text in texts)


def _given_name_said(label: str, before: Sequence[DraftTurn]) -> bool:
    given = label.split()[0]
    return given not in _WORDS_TOO and _introduced(given, before)


def lend_firms(people: Mapping[str, Person], turns: Sequence[DraftTurn], by_turn: Sequence[Person | None]) -> None:
    """A substitute (`Priya on for Wim`) asks for the firm of the one he stands in for."""
    named: dict[str, list[Person]] = {}
    for other in each(people):
        for name in {other.name, *other.name.split()}:
            named.setdefault(name, []).append(other)
    for i, person in enumerate(by_turn):
        if person is None or person.role not in (None, Role.ANALYST) or person.listed or person.own[0] != i:
            continue
        behalf = on_behalf_of(turns[i])
        if behalf is None:
            continue
        meant = [other for other in named.get(behalf, [])[:_FEW] if other is not person]
        if len(meant) == 1 and meant[0].role is Role.ANALYST:
            person.role, person.firm = Role.ANALYST, person.firm or meant[0].firm
        elif person.called is not None:
            person.role = Role.ANALYST


def on_behalf_of(turn: DraftTurn) -> str | None:
    """The name of the one for whom a Turn's opening says it is asked."""
    match = _ON_BEHALF.search(text_of(turn)[:_ON_BEHALF_WITHIN])
    return match["name"] if match else None


def place(
    people: Mapping[str, Person], by_turn: Sequence[Person | None], qa_from: int, turns: Sequence[DraftTurn]
) -> None:
    """Roles of those of whom nothing else is known, by their place in a call that has an operator or known people."""
    roles = [person.role if person else None for person in by_turn]
    anchored = any(role in (Role.OPERATOR, Role.ANALYST) for role in roles)
    announces = sum(person.called is not None for person in each(people)) >= _ANNOUNCES
    for person in each(people):
        if person.role is None and anchored and person.own and not is_function(person.name):
            person.role = _by_place(person, roles, qa_from, turns, announces=announces)
            for k in person.own:
                roles[k] = person.role
    for person in each(people):
        person.known = person.role is not None
        person.role = person.role or Role.OTHER


def _by_place(
    person: Person, roles: Sequence[Role | None], qa_from: int, turns: Sequence[DraftTurn], *, announces: bool
) -> Role | None:
    i = person.own[0]
    before = roles[i - 1] if i else None
    after = roles[i + 1] if i + 1 < len(roles) else None
    asks = _ASKS.search(text_of(turns[i])) is not None
    answers = any(k > 0 and roles[k - 1] is Role.ANALYST and _asks_last(turns[k - 1]) for k in person.own)
    # Where questioners are announced, whoever joins an answer without being so is the company's.
    joins = not asks and (before is Role.ANALYST or (before is Role.EXECUTIVE and (announces or i >= qa_from)))
    handed_to = not asks and i >= qa_from and i > 0 and _introduced(person.name, turns[i - 1 : i])
    if i < qa_from < len(turns) or answers or joins or handed_to:
        return Role.EXECUTIVE
    if asks and after in (Role.EXECUTIVE, None) and before in (Role.OPERATOR, Role.EXECUTIVE):
        return Role.ANALYST
    return None


def _asks_last(turn: DraftTurn) -> bool:
    return text_of(turn).rstrip().endswith(("?", "？"))
