"""Words that only frame a question ("how much", 請問, 這一季), and what is left of it without them."""

import re
from collections.abc import Iterator

from index.tokens import tokens

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z0-9][\w.,%&'’\-]*[\w%]|[A-Za-z0-9]")


def content(text: str) -> Iterator[tuple[int, str]]:
    """(offset, word or run of Chinese) of everything in `text` that carries meaning, each script in order."""
    for run in _HAN.finditer(text):
        start = run.start()
        for piece in _split(run.group()):
            if len(piece.strip()) > 1:
                yield start + run.group().index(piece), piece
    for match in _LATIN.finditer(_HAN.sub(lambda run: " " * len(run.group()), text)):
        if meaning(match.group()):
            yield match.start(), match.group()


def meaning(word: str) -> list[str]:
    """The search tokens of a Latin word that are no frame; for a hyphenated one the whole first, then its parts."""
    return [token for token in tokens(word) if token not in _FRAME and len(token) > 1]


def is_han(word: str) -> bool:
    return _HAN.search(word) is not None


def _split(run: str) -> list[str]:
    return [piece for piece in _FRAME_HAN.split(run) if piece]


_FRAME_WORDS = (
    "say said tell told talk discuss mention comment ask question explain describe give gave given think thought call quarter year company companies compare "
    "management executive anything something much many large big high fast quick quickly far long level number figure amount percent percentage total "
    "size come came become bring brought get got make made take took put see saw look find found want know known like also still now "
    "current currently today time period fiscal month change develop happen result per point thing part way kind sort main major reason cause driver "
    "drove drive driven lead led behind due why whole group overall quarterly annual full fullyear half first second third fourth end start latest last previous next new one two "
    "expect forecast plan planned guide guidance outlook target word statement view according did does done name list piece item against versus between both each any some "
    "other another else there here same worth able let need use work grow grew growth increase rise rose expand jump shrink decline decrease drop dropped fall fell "
    "slow accelerate speed widen narrow deepen improve improved higher lower up down off better worse cut raise help hurt push pull drag dragged swing swung turn move go went gone return "
    "bigger smaller larger more less most least few fewer earlier later soon early back being having include excluding area respond answer reply worry worried sound cite quote refer claim state "
    "confirm apply business division unit segment team remark prepared q&a term near analyst ceo cfo chairman dr mr ms detail specific specifically exactly roughly about around "
    "please money dollar rmb renminbi yuan usd eur euro nt hold concentrate bear through before after during since until"
)
_FRAME = frozenset(
    token
    for word in _FRAME_WORDS.split()
    for form in ("", "s", "ed", "d", "ing")
    for token in (*tokens(word + form), word)
)
_FRAME_HAN = re.compile(
    "為什麼|为什么|什麼|什么|多少|是否|有沒有|請問|哪裡|哪些|哪位|哪個|哪一|哪兩|哪幾|哪|如何|怎麼樣|怎麼|怎樣|原因|因素|是誰|誰|"
    "這一季|這季|本季|上一季|上季|下一季|下季|當季|月季度|季度|季末|今年|去年|明年|全年|財年|年度|下半年|上半年|目前|現在|至今|之後|接下來|同期|月底|"
    "[一二三四五六七八九十]+月|第[一二三四]季?|公司|管理層|管理階層|分析師|法人|會議上|會上|這場會議|會議|電話會議|法說會|問答時?|提到|談到|表示|透露|認為|說明|解釋|"
    "問了|想知道|回答|回應|說|講|談|問|看|提了|提|預計|預期|預估|預測|計畫|計劃|目標|展望|指引|財測|打算|成長|增長|下降|下滑|衰退|增加|減少|擴大|縮小|收窄|提高|提升|變化|"
    "比較|相比|加速|放緩|拉高|調高|調降|金額|數字|部分|方面|主要|主因|大約|大概|估計|總共|總|單獨|平均|每月|每|一天|一年|開始|帶來|分別|通常|最快|最多|最大|時候|時間|"
    "(?:幾|多少)[個家筆件名台座戶位項]|幾|個|的|了|嗎|呢|是|有|在|和|與|對|把|被|讓|給|會|要|可以|能|將|到|及|或|也|都|還|又|從|於|為|以|其|這|那|它|們|億|萬|元|%|多|用|出|花|賣|再|已經|很|抽"
)
