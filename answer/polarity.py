"""States that have an opposite, as questions and calls put them: grew or fell, opened or closed, beat or missed."""

import re
from dataclasses import dataclass

from answer.checks.wording import is_han


@dataclass(frozen=True)
class State:
    """One side of a pair. `family` is movement, growth, sign, expectation or other; `denied_…` says it is not so."""

    name: str
    family: str
    denied_en: str
    denied_zh: str


def _flags(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NOT = _flags(
    r"(?:\b(?:not|never|no longer|neither|hardly|without|far from)|n't|n’t|沒有|没有|並未|并未|並非|并非|不是|未能?|沒|没|不再)\s*(?:\w+\s){0,2}$"
)

_GROWTH = r"(?:growth(?: rates?)?|成長率?|增速|成長速度|增長率?)"
_SLOWER = r"(?:slow(?:s|ed|ing|er|down)?|decelerat\w*|fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin\w+|weaken\w*|cool\w*|moderat\w+)"
_FASTER = r"(?:accelerat\w+|sped up|speed(?:s|ing)? up|pick(?:s|ed|ing)? up|quicken\w*|faster|rebound\w*|improv\w+)"
_OBJECT = r"(?:\W+(?:\w+\W+){0,4}?)"

_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    (
        State("slower", "growth", "Its growth did not slow", "成長並未放緩"),
        _flags(
            rf"\b{_GROWTH}(?:\W+\w+){{0,3}}?\W+{_SLOWER}\b|\b{_SLOWER}\W+(?:\w+\W+){{0,3}}?{_GROWTH}\b|\bgr(?:ow|ew|owing)(?: more)? slow\w*"
            rf"|\bdecelerat\w+|\bslow(?:ed|ing|s)?\s?down\b|{_GROWTH}[^,,。?]{{0,8}}?(?:放緩|减速|減速|趨緩|掉到|掉|跌到|跌至|降到|降至|下滑|下降|衰退|只剩)"
            r"|(?:掉到|跌到|降到|降至|剩)(?:只剩)?(?:低|高)?(?:個|个|單|单)位數"
        ),
    ),
    (
        State("faster", "growth", "Its growth did not accelerate", "成長並未加速"),
        _flags(
            rf"\b{_GROWTH}(?:\W+\w+){{0,3}}?\W+{_FASTER}\b|\b{_FASTER}\W+(?:\w+\W+){{0,3}}?{_GROWTH}\b|\baccelerat(?:e[sd]?|ing)\b|\bspe?ed up\b"
            rf"|{_GROWTH}[^,,。?]{{0,8}}?加[速快]|加速{_GROWTH}"
        ),
    ),
    (
        State("fell", "movement", "It did not fall", "並未下滑"),
        _flags(
            r"\b(?:decreas(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|f(?:ell|alls?|alling|allen)|drop(?:s|ped|ping)?|sh?r(?:ink|ank|unk|inks|inking|inkage)|contract(?:ed|ing|ion)"
            r"|slipp?(?:ed|s|ing)?|slid|slide|plung\w+|slump\w*|dipp?(?:ed|s)?|tumbl\w+|narrow(?:ed|s|ing|er)?|lower|(?:was|were|is|are|went|g(?:o|oes|one)|c(?:ame|ome|oming)|brought|edged|ticked) down|down(?=\s+(?:by |about |nearly |more than |over |roughly )?[\d$€£]|\s+(?:from|year|sequential|quarter|slightly|sharply))|reduc(?:ed|es|ing|tion)|halved|collapse[sd]?"
            r"|weaken(?:ed|s|ing)?|worsen(?:ed|ing|s)?|deteriorat\w+)\b"
            r"|下降|減少|减少|下滑|衰退|[年季月]減|下跌|縮減|縮小|縮水|收窄|降低|負成長|衰減|萎縮|大減|銳減|掉(?!到)|大跌|惡化"
        ),
    ),
    (
        State("rose", "movement", "It did not rise", "並未上升"),
        _flags(
            r"\b(?:gr(?:ew|ow|ows|owing|own)|r(?:ise|ises|ose|ising|isen)|increas(?:e[sd]?|ing)|(?:was|were|is|are|went|g(?:o|oes|one)|c(?:ame|ome|oming)|edged|ticked) up(?! to\b)|up(?=\s+(?:by |about |nearly |more than |over |roughly )?[\d$€£]|\s+(?:from|year|sequential|quarter|slightly|sharply))|jump(?:ed|s|ing)?|surg(?:e[sd]?|ing)|climb(?:ed|s|ing)?|higher"
            r"|\d%[^,.;]{0,24}?\bgrowth|growth (?:of|was|at) \d|(?:points?|%|percent) (?:better|above) (?:than )?(?:last|a|the (?:year|prior|previous))|record high|highest (?:ever|on record)|expand(?:ed|s|ing)?|expansion|widen(?:ed|s|ing)?|soar(?:ed|s|ing)?|improve[sd]?|deepen(?:ed|s)?|doubled|tripled)\b"
            r"|(?<!負)(?:成長|增長)(?!率)|增加|上升|上漲|提升|提高|[年季月]增|攀升|擴大|創(?:歷史)?新高|大增|激增|改善|回升"
        ),
    ),
    (
        State("negative", "sign", "It did not turn negative", "並未轉為虧損"),
        _flags(
            r"\b(?:turn(?:ed|s|ing)?|w(?:ent|as|ere)|bec[ao]me|swung?|swing|slip(?:ped)?|fell|fall|report(?:ed)?|ma[dk]e|post(?:ed)?|los(?:t|ing) money|still)\b[^,.?]{0,40}?\b(?:negative|(?:in)?to (?:an? )?(?:\w+ )?loss(?:es)?"
            r"|a (?:\w+ )?loss|loss-making|unprofitable|in the red|lo(?:se|sing|st) money)\b|\blo(?:se|sing|st) money\b|\b(?:un|not )profitable\b|由盈轉虧|轉虧|轉為虧損|變成虧損|轉負|由正轉負|陷入虧損|出現虧損|開始虧損|在虧錢"
        ),
    ),
    (
        State("positive", "sign", "It did not turn profitable", "並未轉虧為盈"),
        _flags(
            r"\b(?:turn(?:ed|s|ing)?|w(?:ent|as|ere)|bec[ao]me|swung|swing|achiev(?:e[sd]?|ing)|reach(?:ed)?|return(?:ed)?(?: to)?|record(?:ed)?|post(?:ed)?|is|are|remain(?:ed|s)?)\b[^,.?]{0,40}?\b(?:positive|profitab(?:le|ility)|(?:in)?to (?:a )?profit"
            r"|in the black|break-?even)\b|轉虧為盈|由虧轉盈|轉盈|轉正|由負轉正|獲利轉正|實現盈利|(?:達到|達成|實現)(?:損益兩平|獲利|盈利)|開始獲利"
        ),
    ),
    (
        State("missed", "expectation", "It did not fall short of expectations", "並非不如預期"),
        _flags(
            r"\b(?:miss(?:ed|es|ing)?|below|(?:fell|came|falling) short of|worse than|fail(?:ed)? to meet|weaker than)\b[^,.?]{0,30}?\b(?:expect\w*|forecast\w*|plan\w*|target\w*|guidance|estimat\w*|consensus|goals?)"
            r"|\b(?:underperform\w*|underwhelm\w*|disappoint\w*)\b"
            r"|(?:不如|低於|未達|遜於|不及|沒達到|低于)[^,,。?]{0,6}(?:預期|预期|目標|目标|計畫|指引|財測)|令人失望|不如人意|失利"
        ),
    ),
    (
        State("exceeded", "expectation", "It did not exceed expectations", "並未超出預期"),
        _flags(
            r"\b(?:exceed(?:ed|s|ing)?|beat|beats|above|ahead of|better than|outperform\w*|surpass(?:ed|es|ing)?|stronger than|well over)\b[^,.?]{0,30}?\b(?:expect\w*|forecast\w*|plan\w*|targets?|guidance|estimat\w*|consensus|goals?)\b"
            r"|(?:超出|超過|超乎|優於|好於|高於|遠超|大幅超出|勝過)[^,,。?]{0,8}(?:預期|预期|目標|计划|計畫|指引|財測)"
        ),
    ),
    (
        State("closed source", "other", "It is not closed", "並非封閉"),
        _flags(r"\b(?:clos(?:ed|ing)[\s-]?(?:source|and|model|off|,|$)|are closed|is closed|proprietary|not open[\s-]?sourced?)\b|閉源|封閉|不開源|專有(?!雲)"),
    ),
    (
        State("open source", "other", "It is not open source", "並未開源"),
        _flags(r"\bopen[\s-]?sourc(?:e[ds]?|ing)\b|\bopen(?:ly)?[\s-]weights?\b|開源|开源"),
    ),
    (
        State("cut", "other", "It was not cut", "並未調降"),
        _flags(rf"\b(?:cut(?:ting|s)?|lower(?:ed|ing)?|reduc(?:e[sd]?|ing)|slash(?:ed)?|suspend(?:ed|ing)?|withdr[ae]w\w*|scrapp?(?:ed)?|cancel(?:l?ed)?|halt(?:ed)?){_OBJECT}(?:guidance|outlook|forecasts?|dividends?|target|buybacks?)\b"
               r"|\b(?:guidance|outlook|forecast|dividend|target|buyback)s?\W+(?:(?:range|policy|program(?:me)?)\W+)?(?:(?:was|were|been|being|is|got)\W+)?(?:cut|lowered|reduced|slashed|suspended|withdrawn|scrapped|cancel(?:l)?ed|halted)\b"
               r"|(?:下修|調降|下調|暫停|取消|縮減|削減|砍)[^,,。?]{0,8}(?:財測|指引|展望|股利|股息|目標|回購)|(?:財測|指引|展望|股利|股息|目標)[^,,。?]{0,6}(?:下修|調降|下調|取消|暫停)"),
    ),
    (
        State("raised", "other", "It was not raised", "並未調高"),
        _flags(rf"\b(?:rais(?:e[sd]?|ing)|increas(?:e[sd]?|ing)|lift(?:ed)?|approv(?:e[sd]?|ing)|hik(?:e[sd]?|ing)|boost(?:ed)?|upgrad(?:e[sd]?|ing)){_OBJECT}(?:guidance|outlook|forecasts?|dividends?|target|buybacks?|ranges?)\b"
               r"|\b(?:guidance|outlook|forecast|dividend|target|buyback)s?\W+(?:(?:range|policy|program(?:me)?)\W+)?(?:(?:was|were|been|being|is|got)\W+)?(?:raised|increased|lifted|approved|hiked|upgraded)\b"
               r"|(?:上修|調升|上調|調高|提高|增加)[^,,。?]{0,8}(?:財測|指引|展望|股利|股息|目標|回購)|(?:財測|指引|展望|股利|股息|目標)[^,,。?]{0,6}(?:上修|調升|上調|提高)"),
    ),
    (
        State("lost share", "other", "It did not lose market share", "並未流失市占率"),
        _flags(r"\b(?:los(?:e|t|es|ing)|gave up|ced(?:e|ed|ing))\b[^,.?]{0,30}?\bshare\b|(?:流失|失去|丟掉)[^,,。?]{0,8}(?:市占|市佔|份額)"),
    ),
    (
        State("gained share", "other", "It did not gain market share", "並未搶下市占率"),
        _flags(r"\b(?:gain(?:ed|s|ing)?|w[io]n|t(?:ook|aken|aking)|increas(?:ed|ing))\b[^,.?]{0,30}?\bshare\b(?!s)|(?:搶下|提高|增加|提升)[^,,。?]{0,8}(?:市占|市佔|份額)"),
    ),
    (
        State("delayed", "other", "It was not delayed", "並未延後"),
        _flags(r"\b(?:delay(?:s|ed|ing)?|postpon(?:e[sd]?|ing)|behind schedule|pushed (?:back|out)|slipped)\b|延後|延遲|延期|落後進度|推遲"),
    ),
    (
        State("on time", "other", "It is not on schedule", "並未如期"),
        _flags(r"\bon (?:schedule|time|track)\b|\bahead of (?:schedule|time|plan)\b|\b(?:mov|br(?:ing|ought)|pull)\w* (?:\w+ ){0,4}?forward\b"
            r"|\b(?:earlier|sooner) than (?:planned|expected|we|previously)\b|提早|如期|按計畫|提前|進度超前"),
    ),
)  # fmt: skip
_PAIRS = (
    ("slower", "faster"), ("fell", "rose"), ("negative", "positive"), ("missed", "exceeded"), ("closed source", "open source"),
    ("cut", "raised"), ("lost share", "gained share"), ("delayed", "on time"),
)  # fmt: skip
_BY_NAME = {state.name: state for state, _ in _STATES}
ROSE, POSITIVE = _BY_NAME["rose"], _BY_NAME["positive"]
OPPOSITES = {_BY_NAME[a]: _BY_NAME[b] for pair in _PAIRS for a, b in (pair, pair[::-1])}


_OBJECTS = {
    "guidance": _flags(r"guidance|outlook|forecast|財測|指引|展望"),
    "dividend": _flags(r"dividend|股利|股息"),
    "target": _flags(r"target|目標"),
    "buyback": _flags(r"buyback|repurchase|回購"),
}


def objects_of(text: str) -> frozenset[str]:
    """What is cut or raised, where the text says: guidance, dividend, target, buyback."""
    return frozenset(name for name, pattern in _OBJECTS.items() if pattern.search(text))


def states_of(text: str) -> tuple[tuple[State, str], ...]:
    """Each state that the text gives its subject, with the words that do; denied words count as the opposite.

    Words that belong to a longer expression ("growth slowed", "cut its guidance") are read once, as that.
    """
    found: list[tuple[int, int, State, str]] = []
    for state, pattern in _STATES:
        for match in pattern.finditer(text):
            denied = _NOT.search(text[max(0, match.start() - 24) : match.start()])
            found.append((match.start(), match.end(), OPPOSITES[state] if denied else state, match.group()))
    # A movement word inside a longer expression is part of it: "growth slowed", "turned negative".
    special = [(s, e) for s, e, state, _ in found if state.family != "movement"]
    kept = [
        (start, state, words)
        for start, end, state, words in found
        if state.family != "movement" or not any(s < end and start < e for s, e in special)
    ]
    return tuple((state, words) for _, state, words in sorted(kept, key=lambda k: k[0]))


_LEMMAS = {
    "shr": "shrink", "f": "fall", "dr": "drop", "decl": "decline", "decr": "decrease", "contract": "contract", "narrow": "narrow",
    "slump": "slump", "plung": "plunge", "gr": "grow", "r": "rise", "incr": "increase", "climb": "climb", "jump": "jump",
    "widen": "widen", "expand": "expand", "improve": "improve", "worsen": "worsen", "deteriorat": "deteriorate",
    "weaken": "weaken", "surg": "surge", "soar": "soar",
}  # fmt: skip
"""How the question's word for a movement begins, and its plain form: the correction denies it in the same word."""


def denial(state: State, words: str, language: str) -> str:
    """The line above the quote that corrects a premise: `It did not shrink: the call says:`, in the question's word."""
    if language == "zh":
        own = words if state.family == "movement" and len(words) == 2 and is_han(words) else ""
        return f"{f'並未{own}' if own else state.denied_zh},法說會上說的是:"
    longest_first = sorted(_LEMMAS.items(), key=lambda row: -len(row[0]))
    lemma = next((plain for start, plain in longest_first if words.lower().startswith(start)), None)
    said = f"It did not {lemma}" if lemma and state.family == "movement" else state.denied_en
    return f"{said}: the call says:"
