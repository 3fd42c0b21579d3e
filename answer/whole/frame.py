"""The words of a question that only frame it, and what is left of it as a topic.

"every mention of tariffs on Plumewing's last two calls": `tariffs` is the topic, the rest says where to look. A
question is only taken for one about the whole call where nothing but frame is left beside what was recognised.
"""

import functools
import re
from collections.abc import Collection

from answer.scoping.fold import fold
from index.tokens import tokens

_FRAME = frozenset(
    "a an the this that these those of from in on at for to by with and or as me us you your their its it his her our my s "
    "is are was were be been being do does did has have had there any all some every each both what whats which who give gave "
    "given gives show list tell provide provided get make write create produce prepare let know want need would like can could "
    "please kindly i we they he she during over across between through throughout within about full complete entire whole "
    "call calls earnings conference transcript transcripts quarter quarters quarterly results result report reports reported "
    "meeting session webcast today latest last recent most newest previous prior current earlier past ago so far out up quick "
    "quickly brief briefly short concise detailed bullet bullets point points sentence sentences line lines few two three "
    "four five six ten key main major top important biggest overall executive executives management company company's team "
    "speaker speakers remarks comments commentary statements prepared q&a qa question questions answer answers said say "
    "says talk talked discuss discussed cover covered happened went go held available file document year years fiscal "
    "calendar annual full-year half first second third fourth quarter's today's analysts analyst investors participants "
    "ceo cfo coo cto chairman topic topics theme themes message messages find identify locate pull count extract collect gather compile search keep under words word anything something things items item one thank thanks english chinese traditional "
    "year's call's together now just only also please. when where ever then each piece pieces made make making shared "
    "issue issued offer offered general whatever everything".split()
)
_PERIOD = re.compile(
    r"(?:f?y?'?\d{1,4}|fy\d{2,4}q[1-4]|f?q[1-4](?:'?\d{2,4}|fy\d{2,4})?|[1-4]q(?:fy)?\d{2,4}|\d{2,4}q[1-4]|[1-4]|fy|f?q[1-4]f?y?\d*"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mar|jun|sep|dec)q)",
    re.IGNORECASE,
)
_FRAME_ZH = (
    "法人說明會 業績說明會 業績電話會議 財報電話會議 電話會議 財報會議 業績會議 法說會 說明會 業績會 電話會 會議 逐字稿 文字稿 財報 業績 季報 年報 "
    "這一季 這季 本季 當季 上一季 上季 前一季 前季 這一場 這場 那場 上一場 前一場 上次 前次 這次 本次 此次 每一季 每季 各季 歷次 歷來 最近 最新 "
    "過去 目前 至今 今年 去年 同期 整場 整個 全部 所有 完整 每場 各場 內容 部分 請問 請你 請 幫我 幫忙 麻煩 可以 能不能 能否 可否 給我 告訴我 我想要 我想知道 "
    "我要 想要 想知道 一下 一份 列出來 列出 列舉 列 整理出來 整理出 整理 找出來 找出 顯示 彙整 有哪些 有什麼 哪些 哪幾 什麼 有沒有 有 是 主要 重要 關鍵 核心 簡短 簡單 快速 用 中文 英文 "
    "繁體 條列式 條列 幾點 三點 五點 十點 點 管理階層 管理層 經營團隊 經營層 高層 公司 執行長 財務長 營運長 董事長 分析師 法人 說的 說 講 談 了 嗎 呢 吧 啊 "
    "在 裡面 裡頭 裡 中 上 和 與 跟 及 把 被 對 都 也 還 就 會中 會上 席間 一場 一季 兩季 兩場 三季 三場 幾季 幾場 二 兩 三 四 一 第 季度 季 財年 年度 年 月份 月 日 的 得 地 來 給 做 出 看 個 份 場 次 項 條 句 段 "
    "提供 給出 給 發布 其 他們 它 該 說法 句話 段話 每位 各自 各 問答環節 問答 那 哪 到 從 為 於 以來 以及 並 總共 一共 共"
).split()
_NUMBER_ZH = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?![A-Za-z0-9])")
_LATIN = re.compile(r"[a-z0-9&][\w&]*(?:[.'’\-][\w&]+)*", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_CUTS_BEFORE = frozenset(
    "on in during over across at for from of within throughout since by to this that these those the last latest so please "
    "until through between and are were is was did do does they each every all today now".split()
)
_LEADS_IN = re.compile(
    r"^(?:(?:the|a|an|any|its|their|his|her|our)\s+)?(?:(?:word|term|phrase|topic|subject|keyword|name|idea|concept|issue)s?\s+(?:of\s+)?)?"
    r"(?:(?:the|its|their)\s+)?",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:[\w.&-]+\s+){0,3}?[\w.&-]+['’]s?\s+")
_CLAUSE = re.compile(
    r"\b(?:that|which|whether|if|why|how|because|when|who|whom|what|will|would|is|are|was|were|has|have|had|should|could|can|did|does|do)\b"
    r"|\?|為什麼|为什么|是否|如何|怎麼|怎么|多少|哪|什麼|什么|還是|还是",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 8
_MARKS = " \t\n\"'“”‘’「」『』《》()（）,，.。:：;；?？!！、-–—"
_PLACE_ZH = (
    r"(?:(?:法人說明會|法說會|電話會議|會議|逐字稿|問答環節|問答|(?:這|上|本|前)(?:場|次|一?季))(?:當?中|裡面?|上|的)*)"
)
_WHEN_ZH = r"(?:是?在?(?:什麼時候|何時|哪一?季|哪一?場(?:法說會)?|哪一?次(?:法說會)?))"
_HEAD_ZH = rf"(?:{_PLACE_ZH}|管理階層|管理層|公司|他們|關於|有關|對於|總共|一共|了|過)"
_TAIL_ZH = rf"(?:{_PLACE_ZH}|{_WHEN_ZH}|相關|有關|總共|一共|的|了|過)"


def is_frame(text: str, names: Collection[str] = ()) -> bool:
    """Whether a text holds nothing but words that frame a question, periods, and `names`."""
    rest = without_names(text, names)
    if _HAN.search(rest):
        rest = _frame_zh().sub(" ", _NUMBER_ZH.sub(" ", fold(rest)))
        if _HAN.search(rest):
            return False
    return all(_is_frame_word(match.group()) for match in _LATIN.finditer(rest))


def without_names(text: str, names: Collection[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        if _HAN.search(name):
            text = text.replace(name, " ")
        elif name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def bare_topic(text: str, names: Collection[str] = ()) -> str | None:
    """A topic without the frame around it; None where nothing is left, or what is left is a clause and no topic."""
    topic = _without_edges(text.strip(_MARKS), names)
    for match in re.finditer(r"(?<=\s)[\w'’&-]+", topic):
        if match.group().lower() in _CUTS_BEFORE and is_frame(topic[match.start() :], names):
            topic = topic[: match.start()].strip(_MARKS)
            break
    topic = _LEADS_IN.sub("", topic).strip(_MARKS)
    owner = _OWNER.match(topic)
    if owner and is_frame(owner.group(), names):
        topic = topic[owner.end() :].strip(_MARKS)
    if not topic or _CLAUSE.search(topic) or is_frame(topic, names) or len(set(tokens(topic))) > _LONGEST_TOPIC:
        return None
    return topic


def _is_frame_word(word: str) -> bool:
    if word in ("IT", "US"):
        return False
    folded = word.lower().replace("’", "'")
    return folded.removesuffix("'s") in _FRAME or folded in _FRAME or _PERIOD.fullmatch(folded) is not None


def _without_edges(topic: str, names: Collection[str]) -> str:
    if not _HAN.search(topic):
        return topic
    while True:
        bare = topic
        for name in names:
            bare = bare.removeprefix(name).removesuffix(name)
        bare = _edges_zh().sub("", bare).strip(_MARKS)
        if bare == topic:
            return topic
        topic = bare


@functools.cache
def _frame_zh() -> re.Pattern[str]:
    words = sorted({fold(word) for word in _FRAME_ZH}, key=len, reverse=True)
    return re.compile("|".join(words))


@functools.cache
def _edges_zh() -> re.Pattern[str]:
    head, tail = (rf"(?:{edge}|{fold(edge)})+" for edge in (_HEAD_ZH, _TAIL_ZH))
    return re.compile(rf"^{head}|{tail}$")
