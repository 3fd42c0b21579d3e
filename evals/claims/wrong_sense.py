"""Wrong sense: negation, hedge, outlook for fact; wrong person or office; and what two Sentences do not say together."""

import random
import re
from collections.abc import Iterator, Sequence

from answer.evidence import Evidence
from evals.claims import chance, reported
from evals.claims.case import CallWords, Case
from evals.claims.marks import Mark, marks, renumber
from evals.claims.words import METRICS, SEGMENTS, holds, is_chinese
from ingest.transcript import Role

Made = Iterator[tuple[str, str]]
_NEGATIONS = (
    (r"\b(is|are|was|were|will|would|could|should|has|have|had|can|may|might) not\b", r"\1"), (r"\bdo not\s", ""), (r"\bdon't\s", ""),
    (r"\bdoes not\b", "does"), (r"\bdoesn't\b", "does"), (r"\bdid not\b", "did"), (r"\bdidn't\b", "did"),
    (r"\bwon't\b", "will"), (r"\bcannot\b", "can"), (r"\bcan't\b", "can"), (r"\bisn't\b", "is"), (r"\baren't\b", "are"),
    (r"\bwasn't\b", "was"), (r"\bwouldn't\b", "would"), (r"\bhasn't\b", "has"), (r"\bhaven't\b", "have"),
    (r"並未", ""), (r"不會", "會"), (r"並?不是", "是"), (r"沒有", "有"), (r"無法", "可以"), (r"尚未", "已"), (r"不打算", "打算"),
)  # fmt: skip
_ANY_NEGATION = re.compile(r"\bno[tr]?\b|n't\b|\bnever\b|\bneither\b|\bwithout\b|\bcannot\b|\bfew\b|\bhardly\b|[不沒無未非]", re.IGNORECASE)  # fmt: skip
_HEDGES = (
    (r"\b(?:may|might|could) be\b", "is"), (r"\b(?:may|might|could) have\b", "have"), (r"\b(?:may|might|could)\s(?=[a-z])", "will "),
    (r"\b(?:is|are) (?:likely|expected|projected) to\b", "will"), (r"\b(?:probably|possibly|perhaps|potentially|likely)\s", ""),
    (r"\bshould\s(?=(?:be|see|turn|reach|grow|improve|continue|come|help|have|rise|fall|stay)\b)", "will "),
    (r"\b(?:hopes?|plans?|aims?|intends?|expects?|wants?) to\b", "will"),
    (r"\b(?:[Ww]e|[Tt]hey) (?:expect|believe|anticipate|hope) (?:that )?(?P<np>(?:the |their |our |our |its )?[\w' -]{3,40}?) to\b", r"\g<np> will"),
    (r"\b(?:[Ww]e|[Tt]hey) (?:believe|hope|anticipate) (?:that )?(?=the |this |our |their |it )", ""),
    (r"預計將?|預期將?|有望|可望", "將"), (r"可能會?", "會"), (r"或許", ""), (r"希望", "將"), (r"應該會?", "會"),
)  # fmt: skip
_TO_OUTLOOK = (
    (r"\b(was|were|is|are)\s(?=(?:RMB|USD|US\$|NT\$|[$€£\d]))", "is expected to be "), (r"\b(?:reached|came to|totaled)\s(?=\D{0,4}\d)", "is expected to reach "),
    (r"\b(?:rose|increased|grew|climbed)\s(?=(?:by\s)?\D{0,4}\d)", "is expected to increase "), (r"\b(?:fell|declined|decreased|dropped)\s(?=(?:by\s)?\D{0,4}\d)", "is expected to fall "),
    (r"(?<=[收利率流出])為(?=[^,]{0,5}\d)", "目標為"), (r"(?<=[收利率流出])(?=成長|下降|年增|季增)", "預計"),
)  # fmt: skip
_TO_FACT = (
    (r"\b(?:[Ww]e|[Tt]hey|[Tt]he company) (?:now )?(?:expect|target|aim for|plan|guide to|forecast)\s(?!to\b)(?P<np>[\w' -]{3,50}?)\s(?=of|at)", r"\g<np> was "),
    (r"\b(?:is|are) (?:expected|projected|planned) to (?:be|reach)\b", "was"), (r"\b[Tt]arget(?:ed)? (?:for|of)\s", ""), (r"目標為", "為"), (r"預計(?:將|達|為)?", "已達"),
)  # fmt: skip


def wrong_sense(base: Case, call: CallWords, rng: random.Random) -> Made:
    text, evidence = base.text, base.cited[0]
    if evidence.speaker.role is not Role.ANALYST:
        yield from _negations(text)
        yield from _replaced("hedge", _HEDGES, text)
        yield from _replaced("actual/target", _TO_FACT, text)
        if marks(text) and not re.search(
            r"expect|target|guid|plan|will|would|may|outlook|forecast|預|目標|將", text + chance.around(base.cited)
        ):
            yield from _replaced("actual/target", _TO_OUTLOOK, text)
        yield from _people(base, call, rng)
    else:
        yield from _given_to_management(base, call)


def _negations(text: str) -> Made:
    denials = len(_ANY_NEGATION.findall(text))
    if denials == 1 and "not only" not in text:
        yield from _replaced("negation", _NEGATIONS, text)
    if denials:
        return
    m = re.search(
        r"\b(?:is|are|was|were|will|can|has|have|should|would)\b(?!\s(?:also|already|about|roughly|over)\b)(?!')", text
    )
    if m and not re.search(r"\b(?:whether|if|that|which|who|where|when|what|how|than)\b", text[: m.start()]):
        yield "negation", f"{text[: m.end()]} not{text[m.end() :]}"
    for verb, stem in (("rose", "rise"), ("grew", "grow"), ("fell", "fall"), ("increased", "increase"), ("declined", "decline"), ("improved", "improve")):  # fmt: skip
        if len(re.findall(rf"\b{verb}\b", text)) == 1 and marks(text):
            yield "negation", re.sub(rf"\b{verb}\b", f"did not {stem}", text)
    for word in ("成長", "增加", "上升", "下降", "推動", "帶動"):
        if text.count(word) == 1 and re.search(f"{word}[了至到]?\\s?\\d", text):
            yield "negation", text.replace(word, f"並未{word}")
    for word in ("會", "是"):
        if text.count(word) == 1 and not re.search(f"[都只還總就於但可不機]{word}|{word}[否計員議]", text):
            yield "negation", text.replace(word, f"不{word}")


def _replaced(kind: str, table: Sequence[tuple[str, str]], text: str) -> Made:
    for pattern, put in table:
        places = list(re.finditer(pattern, text))
        if len(places) == 1 and not re.search(r"\b(?:you|if|whether)\b", text[: places[0].start()]):
            claim = re.sub(pattern, put, text).strip()
            if claim != text:
                yield kind, claim[:1].upper() + claim[1:]


def _people(base: Case, call: CallWords, rng: random.Random) -> Made:
    evidence, text = base.cited[0], base.text
    told = reported.in_third_person(reported.stated(evidence.text)) if base.kind != "attributed" else None
    if not told or is_chinese(told) or not reported.is_statement(told):
        return
    own = {evidence.speaker.name, *evidence.speaker.also_called, evidence.speaks_for or ""}
    others = [p for p in call.people if not own & {p.name, *p.also_called} and p.name not in evidence.text]
    small = reported.uncapitalised(told, call.lower)
    executives = [p for p in others if p.role is Role.EXECUTIVE]
    for person in rng.sample(executives, min(2, len(executives))):
        name = rng.choice((person.name, *person.also_called[:1]))
        yield "speaker", reported.attributed(name, small, is_chinese(small), rng.randrange(4))
    offices = [
        office for p in executives if (office := reported.titles(p)) and office != reported.titles(evidence.speaker)
    ]
    for office in offices[:2]:
        yield "role", reported.attributed(office[0], small, False, rng.randrange(4))
        if is_chinese(text) and "表示" not in text and "我們" not in text:
            yield "role", f"{office[1]}表示,{text}"
    analysts = [p for p in others if p.role is Role.ANALYST]
    if analysts:
        person = rng.choice(analysts)
        yield "role", f"Analyst {person.name} said {small}"
        yield "role", f"An analyst said {small}"


def _given_to_management(base: Case, call: CallWords) -> Made:
    evidence = base.cited[0]
    told = reported.in_third_person(reported.stated(evidence.text))
    if not told or "?" in told or is_chinese(told) or not reported.is_statement(told):
        return
    small = reported.uncapitalised(told, call.lower)
    yield "role", f"Management said {small}"
    yield "role", f"The CFO said {small}"
    yield "role", told
    if evidence.call.company and evidence.call.company.isascii():
        yield "role", f"{evidence.call.company} said {small}"


def stitched(base: Case, other: Evidence, rng: random.Random) -> Iterator[Case]:
    """A figure of one Sentence with the subject of the other, both cited."""
    text = base.text
    first, second = base.cited[0], other
    if _subjects(first.text) & _subjects(second.text) or not _subjects(first.text):
        return
    theirs = [m for m in marks(second.text) if m.currency or m.unit]
    pairs = [(mine, their) for mine in marks(text) for their in theirs if _alike(mine, their)]
    # The figure must be strange to the whole context of the sentence whose subject it is given.
    pairs = [(mine, their) for mine, their in pairs if chance.new_figure(their, (first,))]
    if pairs:
        mine, their = rng.choice(pairs)
        claim = renumber(text, mine, their.number)
        yield Case(claim, (first, second), "stitched", False, text)


def _alike(mine: Mark, their: Mark) -> bool:
    return (mine.unit, mine.scale, mine.currency) == (
        their.unit,
        their.scale,
        their.currency,
    ) and mine.value != their.value


def _subjects(text: str) -> frozenset[str]:
    groups = [(en[0], (*en, *zh)) for en, zh, _ in METRICS] + [(en[0], (*en, *zh)) for en, zh in SEGMENTS]
    return frozenset(name for name, words in groups if any(holds(text, w) for w in words))
