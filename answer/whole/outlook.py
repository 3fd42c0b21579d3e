"""All that management said about what is to come: expectations, plans, guidance; no boilerplate, no questions."""

import re
from collections.abc import Sequence

from answer.evidence import Evidence
from answer.quantities.numbers import quantities
from answer.whole import says
from answer.whole.kinds import Item, Survey
from answer.whole.lines import Gone, statements
from answer.whole.mentions import MOST_SHOWN
from answer.whole.topic import read_topic
from index.glossary import Glossary

_OURS = r"(?:we|i|management|the (?:company|board|group|team|segment|business)|it|this|that|our \w+(?: \w+)?)"
_STRONG = re.compile(
    rf"\b{_OURS}(?:['’](?:re|m|d|ve|s|ll))?\s+(?:(?:do|does|are|am|is|have|has|would|will|still|also|now|currently|continue to|further|fully|really|not|n['’]t|very much)\s+)*"
    r"(?:expect(?:s|ed|ing)?|anticipat(?:e|es|ing)|forecast(?:s|ing)?|plan(?:s|ning)?|intend(?:s|ing)?|aim(?:s|ing)?|target(?:s|ing)?|project(?:s|ing)?|guid(?:e|ing)"
    r"|assum(?:e|es|ing)|foresee|look(?:s|ing)? (?:forward|to)|hope|believe[^.]{0,60}\bwill|see[^.]{0,60}\bwill|going to)\b"
    r"|\b(?:is|are|be|been|remains?) (?:still )?(?:expected|anticipated|projected|forecast|planned|scheduled|targeted|set|on track|likely|slated) to\b|\b(?:is|are) guided\b"
    r"|\b(?:is|are) due (?:to (?:be|open|ship|start|begin|launch|complete|close|expire|finish|end|come)|in|by|before|next|on)\b"
    r"|\b(?:guidance|outlook|forecast)\b|\bour (?:target|goal|plan|expectation|aim|ambition)s?\b|\btarget(?:ed)? (?:of|is|for)\b|\bon track (?:to|for)\b"
    r"|\bexpected to\b|\bshould (?:\w+ )?(?:be|see|turn|grow|improve|reach|remain|continue|come|decline|increase|return|expect)\b|\b(?:aim|plan) (?:to|for|between)\b"
    r"|\b(?:you|investors?|everyone) (?:should|can|could|may) expect\b|\b(?:we|i)['’]d expect\b|\bwe(?:['’]re| are) (?:now |also |therefore )?(?:going to|planning|raising|lowering|maintaining|reiterating|increasing|narrowing|updating)\b"
    r"|\b(?:rais|lower|reiterat|maintain|narrow|updat|reaffirm|withdraw)(?:e|ing|ed|s) (?:our|the)\b[^.]{0,40}\b(?:range|guidance|outlook|target|forecast|estimate)"
    r"|\bbreak[- ]?even (?:by|in)\b"
    r"|預計|预计|預期|预期|預估|预估|預測|预测|展望|財測|财测|指引|目標(?!價)|目标(?!价)|計[畫劃](?:在|於|將|今|明|下)|计划(?:在|于|将|今|明|下)|打算|可望|有望|希望(?:在|於|能)|看好|將(?:會|持續|在|於|繼續|進一步)|将(?:会|持续|在|于|继续)",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|won['’]t|['’]ll|going to|shall)\b|將(?!近|軍)|将(?!近|军)|會在|会在", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:next|coming|upcoming|following|remaining|second|back) (?:\w+ )?(?:quarters?|years?|months?|half|summer|winter|spring|autumn|fall)\b|\bgoing forward\b|\b(?:in|over) the (?:near|medium|long)[- ]?(?:er)?[- ]?term\b"
    r"|\bby (?:the )?(?:end|middle|early|late)\b|\b(?:later this|this coming) (?:year|quarter)\b|\bfrom now on\b|\b(?:fiscal|FY|calendar)\s?(?:year\s)?\d|\b(?:over time|ahead|future|eventually|soon)\b|\b20[2-4]\d\b"
    r"|下一?季|下半年|明年|未來|未来|接下來|接下来|今年底|年底|長期|长期|之後|之后|往後",
    re.IGNORECASE,
)
_NOT_AHEAD = re.compile(
    r"\b(?:than|as|beat(?:ing)?|above|below|exceed\w*|ahead of|in line with|versus|against)\b[^,.;]{0,30}\b(?:expect(?:ed|ations?)|planned|forecast|guidance|anticipated)\b"
    r"|\b(?:customers?|shoppers?|consumers?|users?|members?|people|merchants?|analysts?|investors) (?:who )?expect(?:ed)?\b|\bthan (?:i|we|you|anyone) (?:had )?\w+ed\b|\bexpectation gap\b"
    r"|比[^,，。]{0,8}(?:預期|预期|預計|预计|預估)(?:更|還|还|要|來得)|超[出乎過过]預?预?期|優於預期|优于预期|低於預期|低于预期|符合預期|符合预期|好於預期|高於預期",
    re.IGNORECASE,
)
_HOUSEKEEPING = re.compile(
    r"\byou(?: will|['’]ll)(?: also| then)* (?:hear|find|notice|see (?:in|on|from)|recall|remember)\b"
    r"|(?: will|['’]ll| are going to|['’]m going to)(?: now| then| also| first| just| briefly)* (?:hand|pass|turn) (?:it|the (?:call|line|floor|time|microphone)|over|now|back|things|to)\b"
    r"|(?: will|['’]ll| are going to|['’]m going to)(?: now| then| also| first| just| briefly)* (?:take (?:your|the|a|any|some|questions|that|this)|begin (?:with|by|the|our|now|questions)|start (?:with|by|now|the (?:call|questions)|questions|off)"
    r"|open (?:up|it|the (?:call|lines?|floor|session|q&a))|go (?:through|over|back|first|into)|move on|walk|hear|cover|discuss|answer|address (?:your|that|this|the (?:first|second|question))|tell you|talk (?:about|through|you)|give (?:you|an (?:update|overview))"
    r"|let \w+|share (?:with|some|our|my|a)|repeat|translate|say|add (?:that|to (?:that|what)|one|a (?:few|couple))|speak|comment|be (?:brief|happy|available)|try to answer|provide (?:you|some|an (?:update|overview)|more (?:color|detail))|ask)\b"
    r"|\b(?:ready|happy|available) (?:for|to (?:take|answer))\b|\blook forward to (?:speaking|seeing|talking|your|meeting|updating)\b|(?:\bwill|['’]ll) be (?:at the|attending|presenting|discussed|available|posted|filed|closed)\b|\bif i may\b"
    r"|^(?:now |finally,? |lastly,? )?(?:to|on|turning to|moving to|let me turn to|(?:two|three|four|a few|some) (?:points|words|comments|remarks) on) (?:the |our )?(?:\w+ )?(?:outlook|guidance)\b[^0-9]*$"
    r"|接下來(?:請|由|交|我)|將(?:由|請|交給|回答|說明|介紹|報告)|進入問答",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:they|customers?|users?|people|merchants?|shops?|shoppers?|competitors?|developers?|who)(?:['’](?:re|ll)| are| will) (?:\w+ )?(?:going to|be|have|use|need|want)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\bwould have\b|\bif (?:we|you|it) had\b|\bwould (?:ask|like|say|call|rather|not alarm)\b", re.IGNORECASE
)

_WE_WILL = re.compile(
    r"\b(?:we|our \w+(?: \w+)?|the (?:company|group|board))(?: (?:will|shall|won['’]t|are going to|is going to)|['’]ll)\b|(?:我們|我们|本公司|公司)[^,，。]{0,8}[將将會会]",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:was|were|fell|rose|grew|reached|had|accelerated|came|increased|declined|decreased|narrowed|improved)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\bby (?:the )?(?:end|middle) of\b|\bby (?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)\b"
    r"|\b(?:first|second|third|fourth|march|june|september|december) quarter of (?:fiscal |calendar |FY)?(?:year )?\d|20\d\d\s?年(?:底|第|上|下|[0-9]+ ?月)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:not|n['’]t|no)\s+(?:\w+\s+){0,2}(?:put|give|name|share|provide|disclose|comment|quantify)\b|不(?:提供|評論|揭露|會給|便)",
    re.IGNORECASE,
)
_NEAR = 60
_FIRM = frozenset({"percent", "pp", "money", "times"})


def outlook(language: str, asked: str | None, gone: Sequence[Gone], glossary: Glossary) -> Survey:
    """Every outlook statement of management: those with figures first, each group in call order; the first 30 shown."""
    lines = [line for g in gone for line in statements(g) if looks_ahead(line)]
    if asked is not None:
        topic = read_topic(asked, [g.held for g in gone], glossary)
        lines = [line for line in lines if topic.count(line)] or [line for line in lines if topic.holds_parts(line)]
    if not lines:
        return Survey(_nothing(language, asked, gone), (), (), found=False)
    figures = [line for line in lines if is_firm(line.text)]
    calls = [g.held.call.id for g in gone]
    ordered = sorted(lines, key=lambda line: (calls.index(line.call.id), line not in figures))
    zh, items, last = language == "zh", [], None
    for line in ordered[:MOST_SHOWN]:
        kind = (
            ("附數字或時點" if zh else "With figures or dates")
            if line in figures
            else ("其他展望與計畫" if zh else "Other expectations and plans")
        )
        group = f"{says.label(language, line.call)} · {kind}" if len(gone) > 1 else kind
        items.append(Item(f"{group}:" if group != last else None, line))
        last = group
    notes = [_count(language, lines, figures, gone)]
    if older := _older(gone):
        notes.append(_may_be_replaced(language, older))
    if len(lines) > MOST_SHOWN:
        notes.append(says.shown_of(language, MOST_SHOWN, len(lines)))
    return Survey(_lead(language, asked, len(lines)), tuple(notes), tuple(items), found=True)


def looks_ahead(line: Evidence) -> bool:
    """Whether a statement of management is about what is to come."""
    text = _NOT_AHEAD.sub(" ", line.text)
    if _HOUSEKEEPING.search(text) or (_SUPPOSED.search(text) and not _WILL.search(text)):
        return False
    if _STRONG.search(text):
        return True
    will = _WILL.search(text)
    if will is None or (_OTHERS.search(text) and not _AHEAD.search(text)):
        return False
    return bool(_AHEAD.search(text) or _WE_WILL.search(text) or is_firm(text))


def is_firm(text: str) -> bool:
    """Whether the outlook is given in figures or with a date: an amount or percentage beside the words that look ahead."""
    cues = [match.span() for pattern in (_STRONG, _WILL) if (match := pattern.search(text))]
    if not cues or _REFUSED.search(text):
        return False
    if _STRONG.search(text) and _DATED.search(text):
        return True
    start, end = min(cues)
    for q in quantities(text):
        between = text[end : q.start] if q.start >= end else text[q.end : start]
        near = q.start >= end or len(between) <= _NEAR
        if q.unit in _FIRM and near and not _REPORTED.search(between):
            return True
    return False


def _older(gone: Sequence[Gone]) -> list[Gone]:
    newest = {g.company: g for g in gone}
    return [g for g in gone if g not in newest.values()]


def _may_be_replaced(language: str, older: Sequence[Gone]) -> str:
    calls = says.labels(language, [g.held.call for g in older])
    if language == "zh":
        return f"{says.spaced(calls)}之後還有較新的法說會,其中的展望可能已被取代。"
    return f"A newer call than {calls} is held: what was expected there may have been replaced since."


def _lead(language: str, asked: str | None, count: int) -> str:
    if language == "zh":
        about = f"關於{says.quoted('zh', asked)}的" if asked else ""
        return f"管理層{about}展望共 {count} 句,逐字引用:"
    about = f" on {says.quoted('en', asked)}" if asked else ""
    return f"{says.counted(count, 'statement')} by management about what is to come{about}, verbatim:"


def _count(language: str, lines: Sequence[Evidence], figures: Sequence[Evidence], gone: Sequence[Gone]) -> str:
    turns = len({(line.call.id, line.turn) for line in lines})
    through = says.gone_through(language, gone)
    if language == "zh":
        return f"{through};{turns} 段發言中有 {len(lines)} 句談到未來,其中 {len(figures)} 句附數字或時點。免責聲明與提問不計。"
    sentences = says.counted(len(lines), "sentence")
    return (
        f"{through}; {sentences} in {says.counted(turns, 'turn')} look ahead, {len(figures)} of them with figures or dates. "
        "Legal notices and questions are left out."
    )


def _nothing(language: str, asked: str | None, gone: Sequence[Gone]) -> str:
    where = says.labels(language, [g.held.call for g in gone])
    turns = sum(g.turns for g in gone)
    if language == "zh":
        about = f"關於{says.quoted('zh', asked)}的" if asked else ""
        return f"{says.spaced(where)}的逐字稿中找不到管理層{about}展望(已看過全部 {turns} 段發言)。"
    about = f" on {says.quoted('en', asked)}" if asked else ""
    return f"Management said nothing about what is to come{about} in {where} (all {says.counted(turns, 'turn')} gone through)."
