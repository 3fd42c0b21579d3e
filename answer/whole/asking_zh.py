"""Chinese wordings of questions about the whole call, matched in Simplified so that both scripts are read alike."""

import functools
import re

from answer.scoping.fold import fold
from answer.whole.kinds import WholeKind

_M = r"(?:被)?(?:提到|提及|談到|談及|談論到?|講到|說到|提過|談過|講過|討論到|討論過?|提起|聊到|出現)(?:過|了)?"
_T = r"(?P<t>[^?？。!！]{1,30}?)"
_WHERE = r"(?:在|是在|有)?(?:哪些地方|哪裡|哪裏|哪幾處|哪幾個地方|哪些段落|哪幾段|哪些句子|哪幾句|哪些部分|什麼地方)(?:有|都|曾|會|被)*"
_PLACES = r"(?:地方|內容|段落|句子|部分|次數|發言|談話|說法|時候|之處|話|片段|原文|敘述|評論|討論|描述|言論)"
_ALL = r"(?:所有|全部|每一?(?:個|處|次|句|段|項)|列出(?:來)?(?:所有|全部)?|找出(?:所有|全部)?|凡是|整理(?:出)?(?:所有|全部)?)(?:的)?(?:有)?"
_TIMES = r"(?:幾次|多少次|幾回|多少遍|幾遍)"
_FIRST = r"(?:第一次|首次|首度|最早|最先|最初|頭一次)"
_WHEN = r"(?:是|在|於)*(?:什麼時候|何時|哪一?季|哪一?場(?:法說會|會議)?|哪一?次(?:法說會|會議)?)"
_OUTLOOK = (
    r"(?:展望|財測|財務預測|業績指引|指引|前瞻性?(?:的)?(?:陳述|敘述|說法|聲明|發言|言論|看法|內容)?|預測|預期|目標(?!價))"
    r"(?:(?:和|與|及|、|跟)(?:展望|財測|指引|預測|目標|預期))*(?:的?(?:陳述|敘述|說法|聲明|發言|內容|數字|談話|言論|句子|部分))?"
)
_ASK = r"(?:問(?:到|過|了|及|起)?|提問|詢問|追問|質疑|關心|關注)(?:過|到|了)?(?:關於|有關)?"
_ANALYSTS = r"(?:分析師|分析員|法人|券商|機構|外資|投行)"
_TONES = r"(?:展望|財測|指引|說法|語氣|口氣|基調|論調|目標|重點|策略)"
_PREVIOUS = r"(?:上一?季|前一?季|上一?場|前一?場|上一?次|前一?次|去年|一年前|上個季度|前個季度|上季度)"

_WORDINGS = (
    (WholeKind.FIRST_SAID, rf"誰(?:是)?(?:第一個|{_FIRST}){_M}{_T}[?？。]?$"),
    (WholeKind.FIRST_SAID, rf"(?:{_WHEN})?{_FIRST}(?:{_WHEN})?{_M}(?:的)?{_T}(?:的)?(?:{_WHEN})?[?？。]?$"),
    (WholeKind.FIRST_SAID, rf"{_WHEN}開始{_M}{_T}[?？。]?$"),
    (WholeKind.FIRST_SAID, rf"^{_T}(?:{_WHEN})?(?:{_FIRST})(?:{_WHEN})?{_M}"),
    (WholeKind.CHANGES, rf"(?P<t>[^?？。,，]{{0,12}}?{_TONES})(?:跟|和|與|較|比起?|對比|相較於?)?{_PREVIOUS}(?:的)?(?:法說會|會議|財報會議)?(?:相比|比較|比|以來|之後)?[,，]?(?:有)?(?:什麼|哪些|何|怎麼)?(?:的)?(?:不同|差異|差別|改變|變化|變動|調整|變了)"),
    (WholeKind.ANALYSTS, rf"(?:有)?(?:哪些|哪幾位|哪幾家|多少位?|幾位)(?:的)?{_ANALYSTS}(?:在[^問關]{{0,8}})?(?:有|都|曾經?)*{_ASK}(?P<t>[^?？。]*)"),
    (WholeKind.ANALYSTS, r"(?:有)?誰(?:有|曾經?|都)*(?:問到|問過|問及|問起|問了|問|詢問|詢問過|提問)(?:關於|有關)?(?P<t>[^?？。]*)"),
    (WholeKind.ANALYSTS, rf"{_ANALYSTS}們?(?:都|各自?|主要|最|總共|在[^問關]{{0,8}})*(?:問了|問|關心|關注|提問|提了|提出了?|想知道|追問)(?:了)?(?:些)?(?:什麼|哪些|啥)(?:問題|議題|主題|事情|事)?"),
    (WholeKind.ANALYSTS, rf"{_ANALYSTS}們?(?:都|主要|總共)*(?:問了|提了|提出了?)(?:些)?(?:什麼|哪些)(?:關於|有關)(?P<t>[^?？。]{{1,20}}?)的(?:問題|提問|議題)"),
    (WholeKind.ANALYSTS, rf"(?:所有|全部|列出|整理|每(?:一)?(?:個|位|則))(?:的)?(?:所有|全部)?(?:關於|有關)?(?P<t>[^?？。]{{0,20}}?)(?:的)?(?:{_ANALYSTS}(?:們)?)?(?:的|所)?(?:所有|全部)?(?:提問|問題|發問)"),
    (WholeKind.ANALYSTS, rf"{_ANALYSTS}(?:們)?的(?:所有|全部)?(?:提問|問題)(?:有哪些|是什麼|列表|清單|整理)?"),
    (WholeKind.OUTLOOK, rf"(?:所有|全部|每(?:一)?(?:項|條|個|句)|列出|整理|彙整|完整|摘要|總結|盤點)(?:的)?(?:所有|全部)?(?:關於|有關|對於|對|針對|與)?(?P<t>[^?？。,，]{{0,16}}?)(?:的|相關)*(?:所有|全部)?(?:的)?{_OUTLOOK}"),
    (WholeKind.OUTLOOK, rf"(?:關於|有關|對於|對|針對)?(?P<t>[^?？。,，]{{0,16}}?)(?:的|相關)*(?:所有|全部){_OUTLOOK}"),
    (WholeKind.OUTLOOK, rf"(?:把)?{_OUTLOOK}(?:都|全部|通通)(?:列|整理|找)"),
    (WholeKind.OUTLOOK, r"前瞻性?(?:的)?(?:陳述|敘述|說法|聲明|發言|言論|看法)"),
    (WholeKind.MENTIONS, rf"{_ALL}{_M}{_T}的?{_PLACES}"),
    (WholeKind.MENTIONS, rf"{_ALL}(?:關於|有關|對於?|針對|跟|和|與){_T}(?:有關|相關)?的?{_PLACES}"),
    (WholeKind.MENTIONS, rf"{_ALL}{_T}(?:被)?{_M}的?{_PLACES}"),
    (WholeKind.MENTIONS, rf"(?:把)?(?:所有)?{_M}{_T}的?{_PLACES}(?:都|全部|通通)(?:列|找|整理)"),
    (WholeKind.MENTIONS, rf"{_WHERE}{_M}{_T}[?？。]?$"),
    (WholeKind.MENTIONS, rf"哪(?:些|幾|一)?(?:家|間|個)?(?:公司|企業|法說會|家)(?:都|有|曾)*{_M}(?P<t>[^?？。!！,，]{{1,10}}?)[?？。]?$"),
    (WholeKind.MENTIONS, r"(?:有沒有|有無|是否(?:有|曾)?|有)(?:提到|提及|談到|談及|講到|說到|提過|談過|講過|討論到?)(?:過|了)?(?P<t>(?:(?!多少|什麼|怎麼|如何|為何|為什麼|幾)[^?？。!！,，的]){1,8}?)(?:嗎|呢)?[?？。]?$"),
    (WholeKind.MENTIONS, rf"{_T}{_WHERE}{_M}"),
    (WholeKind.MENTIONS, rf"{_M}{_T}的?(?:地方|段落|句子|片段)(?:有哪些|在哪裡?|是哪些)"),
    (WholeKind.MENTIONS, rf"(?:{_M}|說了?|講了?|提了?|用了?)(?:{_TIMES}){_T}[?？。]?$"),
    (WholeKind.MENTIONS, rf"{_TIMES}(?:有)?(?:{_M}|說|講)(?:了|過)?{_T}[?？。]?$"),
    (WholeKind.MENTIONS, rf"(?:提到|提及|談到|談及|講到|說到|討論)(?:了|過)?{_T}(?:了|共|總共|一共)?{_TIMES}"),
    (WholeKind.MENTIONS, rf"{_T}(?:總共|一共|共)?(?:有)?(?:{_M}|被說|被講|被提)(?:了|過)?{_TIMES}"),
    (WholeKind.MENTIONS, rf"(?:關於|有關|對於?|針對){_T}的?(?:所有|全部|每一?(?:句|段)){_PLACES}"),
    (WholeKind.MENTIONS, rf"(?:關於|有關|對於?|針對){_T}(?:的)?(?:說過|講過|說了|講了)?的?(?:所有|全部)(?:的)?(?:話|內容|發言|說法)"),
    (WholeKind.SUMMARY, r"(?:摘要|總結|主要內容|總整理|重點整理|整理重點|重點摘要|重點|懶人包|概要|概述|大意|要點|亮點|精華|彙整|歸納|綜述|梗概|簡報一下|精簡版|划重點)"),
)  # fmt: skip

_SAID_ON_CALL = (
    r"(?:說|講|談|討論|公布|宣布)了(?:些|哪些)?(?:什麼|啥|內容|事)|(?:在)?(?:說|講|談)(?:些)?什麼|(?:說|講|談)了哪些"
)
_ON_CALL = (
    r"法人說明會|法說會|說明會|電話會議|財報會議|業績會|電話會|會議|逐字稿|財報|這一?季|本季|當季|這一?場|問答環節"
)
_CHANGED = r"不同|不一樣|差異|差別|改變|變化|變動|變了|改了|新增|新的|新內容|新東西|新消息|比較|對比|差在哪|差在|不再提到?|沒再提到?|沒有?提到?|新提到"
_EARLIER = rf"{_PREVIOUS}|兩季|兩場|這兩|歷季|各季"
_NEWNESS = r"新增|新的|新提到|新內容|新東西|新消息|變化|改變|不同"
_THIS_CALL = r"這一?季|本季|這一?次|本次|這一?場|最新一?季"
_COMPARISON = r"相比起?|比較起來|比較|比起|相較於?|對照|對比|之間|之於|較|比|重點|內容|提到|但|有何|何|哪裡|地方|差"
_GIVEN = r"(?:給|提供|發布|公布|釋出)(?:出|了)*(?:哪些|什麼)(?:新的)?(?:財測|財務預測|業績指引|指引|展望)|有哪些(?:財測|財務預測|業績指引|指引|展望)|(?:財測|財務預測|業績指引|指引|展望)有哪些"


@functools.cache
def wordings() -> tuple[tuple[WholeKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(fold(pattern))) for kind, pattern in _WORDINGS)


@functools.cache
def cue(name: str) -> re.Pattern[str]:
    """One of the cues by name: said_on_call, on_call, changed, earlier, newness, this_call, comparison, given."""
    return re.compile(fold(_CUES[name]))


_CUES = {
    "said_on_call": _SAID_ON_CALL,
    "on_call": _ON_CALL,
    "changed": _CHANGED,
    "earlier": _EARLIER,
    "newness": _NEWNESS,
    "this_call": _THIS_CALL,
    "comparison": _COMPARISON,
    "given": _GIVEN,
}
