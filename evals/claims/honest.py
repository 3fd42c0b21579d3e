"""Honest claims about one Sentence, or two: other words, the same statement."""

import random
import re
from collections.abc import Iterator

from answer.evidence import Evidence
from evals.claims import facts, reported, rewordings
from evals.claims.case import CallWords, Case
from evals.claims.marks import marks
from evals.claims.words import CAUSE, METRICS, is_chinese
from index.glossary import Glossary
from ingest.transcript import Role


def honest_claims(evidence: Evidence, call: CallWords, glossary: Glossary, rng: random.Random) -> list[Case]:
    """Every frame that fits the Sentence; each claim states no more and no other than it does."""
    found = list(_claims(evidence, call, glossary, rng))
    seen: dict[str, Case] = {}
    for kind, text in found:
        whole = re.sub(r"\s+", " ", text).strip()
        seen.setdefault(whole, Case(whole, (evidence,), kind, True, whole))
    return list(seen.values())


def _claims(evidence: Evidence, call: CallWords, glossary: Glossary, rng: random.Random) -> Iterator[tuple[str, str]]:
    text = reported.stated(evidence.text)
    if evidence.speaker.role is Role.ANALYST:
        yield from _questions(evidence, text)
        return
    if not reported.is_statement(text):
        return
    told = reported.in_third_person(text)
    plain = text if told == text else None
    chinese = is_chinese(text)
    for base in filter(None, [plain]):
        yield from _rewordings(base, rng)
        yield from _placed(base, evidence, call)
    if told:
        yield from _attributions(told, evidence, call, chinese, rng)
    translation = evidence.translation
    if translation and _agree(evidence.text, translation):
        yield from _translations(translation, evidence, rng)
    for fact in facts.facts(text):
        currency = _currency(evidence, call)
        for line in facts.english(fact, glossary, currency):
            yield "told anew, English", line
        for line in facts.chinese(fact, glossary, currency):
            yield "told anew, Chinese", line


def _rewordings(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    numbers = rewordings.numbers(text, rng)
    if numbers != text:
        yield "numbers written otherwise", numbers
    verbs = rewordings.synonyms(text, rng)
    if verbs != text:
        yield "synonyms", verbs
        yield "synonyms", rewordings.numbers(verbs, rng)
    compared = rewordings.comparisons(text, rng)
    if compared != text:
        yield "comparison written otherwise", compared
    shorter = rewordings.shortened(text)
    if shorter:
        yield "shortened", shorter
        yield "shortened", rewordings.numbers(rewordings.synonyms(shorter, rng), rng)
    for nearly in rewordings.rounded(text):
        yield "rounded, said as about", nearly
    moved = rewordings.fronted(text)
    if moved:
        yield "other order", moved


def _placed(text: str, evidence: Evidence, call: CallWords) -> Iterator[tuple[str, str]]:
    """The company or the period of the call said with a figure of the quarter."""
    company, period = evidence.call.company, evidence.call.fiscal_period
    metric = next((m for en, zh, _ in METRICS for m in (*en, *zh) if re.match(rf"{m}\b", text, re.IGNORECASE)), None)
    if is_chinese(text):
        if metric and company:
            yield "company named", f"{company}的{text}"
        if metric and period:
            yield "period named", f"{period},{text}"
        return
    small = reported.uncapitalised(text, call.lower)
    if metric and company and not re.search("[\u3400-\u9fff]", company):
        yield "company named", f"{company}'s {small}"
        yield "company named", f"At {company}, {small}"
    if metric and period and marks(text) and not re.search(r"\byear\b|\bhalf\b|months|quarter|fiscal", text):
        yield "period named", f"In {period}, {small}"
        yield "period named", f"In the fiscal quarter {period}, {small}"


def _attributions(
    told: str, evidence: Evidence, call: CallWords, chinese: bool, rng: random.Random
) -> Iterator[tuple[str, str]]:
    who = [n for n in reported.names(evidence) if reported.fits(n, chinese)]
    small = told if chinese else reported.uncapitalised(told, call.lower)
    for name in rng.sample(who, min(3, len(who))):
        yield "attributed", reported.attributed(name, small, chinese, rng.randrange(4))
    if who and rewordings.numbers(small, rng) != small:
        yield (
            "attributed, numbers written otherwise",
            reported.attributed(who[0], rewordings.numbers(small, rng), chinese),
        )


def _questions(evidence: Evidence, text: str) -> Iterator[tuple[str, str]]:
    """What an analyst said, given as an analyst's."""
    told = reported.in_third_person(re.sub(r"\bI (?:heard|see) that\b", "", text))
    if not told or "?" in told or not reported.is_statement(told) or is_chinese(told):
        return
    name, firm = evidence.speaker.name, evidence.speaker.firm
    yield "an analyst's, said so", f"Analyst {name} said in a question that {told[0].lower()}{told[1:]}"
    if firm:
        yield "an analyst's, said so", f"{name} of {firm} raised the point that {told[0].lower()}{told[1:]}"


def two_sources(first: Case, second: Case, call: CallWords) -> Case | None:
    """Two honest claims joined, both Sentences cited."""
    one, two = first.text.rstrip(".。"), second.text.rstrip(".。")
    if is_chinese(one) != is_chinese(two) or re.search(r"[;;]|\bwhile\b", one + two) or CAUSE.search(one):
        return None
    two = two if is_chinese(two) else reported.uncapitalised(two, call.lower)
    joined = f"{one},而{two}。" if is_chinese(one) else f"{one}, while {two}."
    return Case(joined, (*first.cited, *second.cited), "two sources", True, joined)


def _currency(evidence: Evidence, call: CallWords) -> str:
    """The currency that the call writes before amounts, where it is one only."""
    del evidence
    used = {m.currency for e in call.sentences for m in marks(e.text) if m.currency}
    return used.pop() if len(used) == 1 else ""


def _translations(translation: str, evidence: Evidence, rng: random.Random) -> Iterator[tuple[str, str]]:
    text = re.sub(r"^\([^)]{1,6}\)\s*", "", translation).strip()
    if not reported.is_statement(text) or len(text) < 8 or re.search("我(?!們)|你|您", text):
        return
    if "我們" not in text:
        yield "the translation", text
        yield "the translation, reworded", rewordings.numbers(rewordings.synonyms(text, rng), rng)
    told = text.replace("我們", "公司")
    office = reported.titles(evidence.speaker)
    who = [
        evidence.speaker.name,
        *((office[1],) if office else ()),
        "管理層",
        "公司" if "公司" not in told else "管理層",
    ]
    yield "the translation, attributed", f"{rng.choice(who)}表示,{told}"
    folded = _simplified(text)
    if folded != text and "我" not in folded:
        yield "the translation, Simplified", folded


def _simplified(text: str) -> str:
    from opencc import OpenCC

    converted: str = OpenCC("t2s").convert(text)
    return converted


def _agree(original: str, translation: str) -> bool:
    """Whether a translation states the same figures: machine translations drop and change some."""
    mine, theirs = list(marks(original)), list(marks(translation))
    if len(mine) != len(theirs) or len(translation) * 1.2 < len(original) * 0.2:
        return False
    for mark in mine:
        match = next((t for t in theirs if t.value == mark.value), None)
        if match is None:
            return False
        theirs.remove(match)
    return True
