"""An automated reading of a reply to one sub-question: direct, partial, or not answered. Cues only; never a finding."""

import re
from collections.abc import Sequence

from answer.ledger.asked import Reading
from answer.ledger.cues import plain
from answer.ledger.replies import Heard, Said, is_yes_or_no, tells

_NOT = (
    r"(?:do(?:es)?n['’]t|do(?:es)? not|won['’]t|will not|can['’]t|can ?not|not going to|not able to|unable to|not (?:prepared|ready|in a position|at liberty) to|wouldn['’]t|would not|rather not|prefer not|prefer to not"
    r"|haven['’]t|have not|hesitate to|reluctant to)"
)
_TURNS_DOWN = re.compile(
    rf"\b{_NOT}\b[^.?!]{{0,45}}?\b(?:comment|share|disclos\w+|quantif\w+|guid(?:e|ing|ance)|speculat\w+|break (?:it|that|this|them|those|down|out)|provid\w+|giv(?:e|en|ing)|put (?:a|an|any|out)|name (?:a|an|any|the)|forecast|predict|discuss|get into|go into|publish|announc\w+|elaborate|pre-?announce|run ahead|split (?:it|that|this) out|say (?:more|anything|when|what|how))\b"
    r"|\b(?:no comment|decline to (?:comment|answer|say)|not in a position to|(?:not )?something (?:that )?we (?:do not|don['’]t|would not|wouldn['’]t|never) (?:\w+ )?(?:disclose|share|break|give|provide|discuss|comment|guide)|not (?:a (?:number|figure)|something) (?:that )?we (?:\w+ )?(?:disclose|share|give|provide|break|discuss|guide)"
    r"|(?:do(?:es)?n['’]t|do not|does not) (?:really |currently |yet )?have (?:a|an|any|that|the|those|this) (?:\w+ )?(?:number|figure|breakdown|data|details?|update|split|information|guidance|target)s?|disappoint you|give no (?:forecast|guidance|figure|number)|no (?:forecast|guidance) for|nothing (?:new |more |further |else )*to (?:share|announce|report|disclose)"
    r"|won['’]t make an exception|cannot run ahead|rather come back)\b"
    r"|不(?:方便|便|予|能|會|便於|打算|對外)?(?:透露|揭露|評論|置評|公開|量化|拆分|對外|單獨|給(?:予|出)?(?:指引|數字|財測|預測))|不便|無可奉告|(?:無法|没有?辦法|沒辦法|無從|无法)(?:\S{0,6})(?:透露|揭露|評論|提供|說明|回答|給|量化|預測|估|分享|拆分)|沒有(?:進一步|更多|具體|新的?|可以?分享)(?:的)?(?:資訊|訊息|消息|數字|說明|更新|補充)?|不(?:做|作|予|對|会|會)\S{0,12}(?:評論|置評|預測|預估|財測)|目前(?:無法|不便|不方便)",
    re.IGNORECASE,
)
_PUTS_OFF = re.compile(
    r"\b(?:too early|(?:still )?(?:very |a bit |quite )?early (?:to (?:say|tell|call|comment|guide|know)|days to)|premature|remains to be seen|have to (?:wait and )?see|wait and see|stay tuned|hard to (?:say|tell|predict|quantify|know|give)|difficult to (?:say|tell|predict|quantify|give)|take (?:it|that|this) offline|follow up (?:with you )?(?:offline|later|after)|ask me (?:again )?(?:in|at|next)"
    r"|(?:will|['’]ll|would|can|to) (?:\w+ ){0,2}(?:update|share|report|say|tell|come back|get back|revert|decide|announce|communicate|determine|talk about|give|provide|giving|sharing|updating)\b[^.?!]{0,50}\b(?:next (?:quarter|call|time|year)|later|in due course|once|when (?:we|it)|in (?:January|February|March|April|May|June|July|August|September|October|November|December)|at (?:the|our) (?:\w+ )?(?:day|call|meeting|results)|next quarterly|our next)"
    r"|(?:decision|it|that) will be made|not yet decided|have(?:n['’]t| not) (?:yet )?decided|look forward (?:to|on) (?:giving|sharing|updating|providing))\b"
    r"|言之過早|為時過早|太早|還早|尚未(?:決定|定案|確定)|還(?:沒|未|不)(?:有)?(?:決定|確定|定案)|(?:之後|屆時|到時候?|下次|下一?季|法說會)\S{0,6}(?:報告|說明|分享|更新|公布|公佈)|會後(?:再)?(?:提供|補充|回覆|聯絡|聯繫)|有(?:消息|進展|結果)\S{0,4}再|再(?:跟|向|和)(?:大家|各位|您)(?:報告|說明|分享|更新)",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\bhow (?:much|many|large|big|far|fast|high|low|long|significant|quickly)\b|\b(?:what|which) (?:kind of |sort of |type of |level of |rate of )?(?:percent\w*|share|level|rate|growth|range|number|amount|size|split|mix|magnitude)\b|\b(?:quantify|size|split|break ?down|break out|magnitude|month-over-month|ballpark|run[- ]rate)\b|\bwhat(?:['’]s| is| was| are| were| do(?:es)?) (?:the |your |our )?(?:\w+ ){0,3}?(?:split|percent\w*|number|rate|size|level|share|cost|costs|worth|price|target|margin|stock|capex|payback)\b|\bguidance\b|\bforecast\b"
    r"|多少|幾(?:個|家|成|季|年|%)|比重|占比|佔比|成長率|增速|增長率|幅度|量化|拆解|金額|指引|財測",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(
    r"\bguid(?:e|ance)\b|\bforecast\b|\bdo you (?:have in mind|expect|foresee|anticipate)\b|\b(?:what|which|how (?:much|many|large|high|low|big))\b[^?]{0,50}\bwill\b|財測|指引|預估值",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bwhen\b(?! (?:you|we|i|it|the)\b)|\bhow long\b|\b(?:in )?(?:which|what) (?:quarter|year|month|date)\b|\btim(?:ing|eline|e ?frame)\b|何時|什麼時候|哪一?[季年]|時程|時間表",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|winter|(?:first|second|third|fourth) (?:quarter|half)|(?:next|this) (?:quarter|year|month|week)|q[1-4]|20\d\d|tomorrow|today|weeks?|months?|quarters?|years?)\b|[今明後]年|[上下]半年|第[一二三四]季|\d+\s*月|[下本]季",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"^(?:(?:and|so|but|or|also|then|just|okay|yes|sorry|well|maybe)\b[, ]*)*(?:on [^,]{1,40}, ?)?(?:do|does|did|is|are|was|were|will|would|should|has|have|had|any)\b|, ?(?:is|are|do|does|did|will|would|should|has|have) (?:it|you|we|they|the|this|that|there|these)\b|\b(?:if|whether) (?:you|we|there|it|that|the)\b|是否|有沒有|有没有|會不會|会不会|是不是|能不能|[嗎吗]",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:fy|q|h|phase|no\.?|option|chapter|covid-?)\s?\d+\w*|\b\d[qh]\d*\b|\b(?:first|second|third)\b|第[一二三四\d]", re.IGNORECASE
)  # fmt: skip
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:a|one) (?:year|month|week|quarter)|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|a third|thirds?|a quarter of|quarters? of|doubl\w+|tripl\w+|(?:single|double|triple)[- ]digits?|percent|basis points)\b|[一二三四五六七八九十兩]+(?:成|倍|位數|個百分點)|[百千萬億]",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:most|mostly|majority|mainly|slight\w*|minor|modest\w*|flat|stable|in line|similar|higher|lower|double|nearly all|all of|none|widen\w*|narrow\w*|shrink\w*|smaller|larger|steady|roughly|unchanged|small|immaterial)\b|大部分|多數|持平|略|微幅|穩定|較高|較低|相當",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|['’]ll|expect\w*|going to|plan\w*|forecast\w*|outlook|look(?:ing)? (?:ahead|forward)|next|target\w*|guid\w+|continue to|coming|upcoming|anticipat\w+|should|aim\w*|by the end)\b|預期|預計|預估|展望|目標|明年|下半年|下季|將",
    re.IGNORECASE,
)
_ENOUGH, _PLENTY = 2, 4
"""Sentences to the point that make a reply partial although it turns the question down, or direct although it puts it off."""
_STRONG = 2.0


def read(asked: str, heard: Heard, *, missing: bool, off_topic: Sequence[Said] = ()) -> tuple[Reading, Said | None]:
    """The reading, and the sentence that turns the question down, if one does.

    `missing`: the question names a metric that no answer speaks of. `off_topic`: sentences that speak to something
    else the questioner said, so that a refusal there is not one of the question.
    """
    told = [(said, score) for said, score in heard.sentences if tells(said)]
    if not told:
        return Reading.NOT_ANSWERED, None
    down = [said for said, _ in told if _TURNS_DOWN.search(said.text) and said not in off_topic]
    off = [said for said, _ in told if _PUTS_OFF.search(said.text) and said not in off_topic]
    refusal = next(iter((*down, *off)), None)
    substance = [(said, score) for said, score in told if said not in down and said not in off]
    said_near = _near(substance)
    plainly = plain(asked)
    if wants_figure(plainly) or _WHEN.search(plainly):
        reading = _of_figure(plainly, said_near, refused=refusal is not None, missing=missing)
    elif refusal is not None:
        closed = _CLOSED.search(plainly) is not None
        reading = _of_refused(said_near, hard=bool(down), closed=closed, yes_no=_yes_no(plainly, [told[0][0]]))
    elif _yes_no(plainly, [said for said, _ in told]):
        reading = Reading.DIRECT
    elif missing and heard.strength < _STRONG:
        reading = Reading.PARTIAL
    elif heard.sure:
        reading = Reading.DIRECT
    else:
        reading = Reading.PARTIAL
    return reading, refusal if reading is not Reading.DIRECT else None


def _of_refused(said: Sequence[Said], *, hard: bool, closed: bool, yes_no: bool) -> Reading:
    """Of a reply that turns the question down (hard) or puts it off, and may say something all the same."""
    if not hard and (yes_no or len(said) >= _PLENTY):
        return Reading.DIRECT
    if not yes_no and len(said) < (_PLENTY if closed and not hard else _ENOUGH):
        return Reading.NOT_ANSWERED
    return Reading.PARTIAL if said else Reading.NOT_ANSWERED


def wants_figure(asked: str) -> bool:
    """Whether a figure is asked for, guidance included."""
    return _QUANTITY.search(asked) is not None


def _of_figure(asked: str, said: Sequence[Said], *, refused: bool, missing: bool) -> Reading:
    when = _WHEN.search(asked) is not None
    ahead = _GUIDANCE.search(asked) is not None
    known = set(re.findall(r"\d[\d.,]*", asked))
    given = False
    for item in said:
        figures = _PERIOD.sub(" ", item.text)
        new = set(re.findall(r"\d[\d.,]*", figures)) - known
        worded = not re.search(r"\d", figures) and _FIGURE.search(figures) is not None
        fits = bool(new) or worded or (when and _DATED.search(item.text) is not None)
        given = given or (fits and (not ahead or len(said) < _ENOUGH or _AHEAD.search(item.text) is not None))
    if missing:
        return Reading.NOT_ANSWERED
    if refused:
        return Reading.PARTIAL if given and not ahead and not when else Reading.NOT_ANSWERED
    if given:
        return Reading.DIRECT
    if ahead or not said:
        return Reading.NOT_ANSWERED
    loosely = any(_ABOUT.search(item.text) for item in said) or (
        _CLOSED.search(asked) is not None and any(is_yes_or_no(item.text) for item in said)
    )
    return Reading.PARTIAL if loosely else Reading.NOT_ANSWERED


def _near(told: Sequence[tuple[Said, float]]) -> list[Said]:
    """Sentences that share terms with the question, and the neighbours of those; all where none does."""
    near = [said for i, (said, _) in enumerate(told) if any(score > 0 for _, score in told[max(0, i - 1) : i + 2])]
    return near or [said for said, _ in told]


def _yes_no(asked: str, said: Sequence[Said]) -> bool:
    return _CLOSED.search(asked) is not None and any(is_yes_or_no(item.text) for item in said)
