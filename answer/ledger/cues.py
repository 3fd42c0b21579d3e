"""How analysts ask, in English and Chinese, with and without a question mark: one sentence -> what it does."""

import re
from enum import StrEnum

from answer.ledger.courtesy import (
    LEAD,
    VAGUE,
    content,
    is_courtesy,
    is_courtesy_zh,
    is_filled,
    is_filled_zh,
    is_thanks,
)

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_WORD = re.compile(r"[\w&%$]+")


class Does(StrEnum):
    """What a sentence of a questioner does."""

    ASKS = "asks"
    TOPIC = "topic"
    """Names what the next question is about; asks by itself where no question follows."""
    TAIL = "tail"
    """Rounds a question off (`any color would help`)."""
    FRAME = "frame"
    """Greets, thanks, confirms, counts questions."""
    TELLS = "tells"


_PREFIX = re.compile(
    r"^(?:(?:on|in|for|with|as for|as to|regarding|about|given|within|of|looking|going|from|at|after|when|once|since|because|then|over|out of|by) (?:[^,?]{1,90}, ?|[^,?]{1,40} (?=(?:do|does|did|is|are|will|would|should|can|could|has|have) (?:we|you|they|it|the|these|those|this|that|there|your)\b)))+",
    re.IGNORECASE,
)
_AUX = r"(?:do|does|did|is|are|was|were|will|would|should|can|could|has|have|had|might|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t|wouldn['’]t|shouldn['’]t|haven['’]t|hasn['’]t)"
_WHO = r"(?:we|you|they|it|he|she|the|that|this|these|those|there|your|our|its|their|management|any|all|some|anything|anyone|investors|customers|each|both|\w+ing)"
_NOT_SUBJECT = r"(?:\s+(?!(?:we|you|they|it|i|he|she|this|that|there|the|is|are|was)\b)[\w%'’-]+)"
_INVERTED = re.compile(
    rf"\b(?:what|how|why){_NOT_SUBJECT}{{0,5}}?\s+{_AUX}\s+{_WHO}\b|\b(?:when|where)\s+{_AUX}\s+{_WHO}\b|\bhow (?:much|many|far|long|big|large|quickly|fast|soon|significant\w*|sustainable|confident|comfortable|material|should|would|do)\b(?! (?:it|we|they|you|he|she|i)\b)"
    r"|\bwhat(?:['’]s| is| are| was| were) (?:the|your|our|driving|behind|causing|going|needed|left|included|baked|assumed)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    rf"^(?:{_AUX}\s+{_WHO}\b|(?:is|are|was|were|does|did|will|would|should|can|could)\s+(?!do\b|i\b)\w+\s+\w+|(?:what|which|how|why|who|where|when|whose)(?:['’]s)?\s+(?:about|{_AUX[3:-1]})\b|(?:how|why|whether|to what (?:extent|degree)|at what|in (?:which|what)|for how|by how|by when|what (?:kind|sort|type|level|percent\w*|share|portion))\s+\w+"
    r"|any(?:thing|one)?\s+\w+|(?:(?:please|kindly|just|maybe|also|to) )*(?:elaborate|comment|explain|share|remind|walk|help (?:us|me)|update us|talk (?:about|to|us|through)|tell (?:us|me)|give (?:us|me|a|some)|provide|discuss|describe|clarify|quantify|break down|expand|touch)\b"
    r"|(?:your|some|any|the latest|a few|maybe|updated) (?:\w+ )?(?:thoughts?|views?|take|perspectives?|sense|outlook|expectations?|comments?|colou?r|details?)\b)",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"\b(?:can|could|would|will) (?:you|management|the (?:team|company)|somebody|someone|anyone)(?: guys| all| please| also| maybe| just| perhaps| kindly| possibly)*\s+\w+"
    r"|\bif (?:(?:you|management|we|the company|someone)(?: guys| all| just)? (?:can|could|might|would)|you have (?:any|some)|you(?:['’]ve| have)? (?:seen|had)|there(?:['’]s| is| are| was| were| might| could) )|\b(?:maybe|perhaps) (?:you|management|we|i) (?:can|could|might)"
    r"|\bplease (?:\w+ )?(?:elaborate|comment|explain|share|remind|walk|help|update|talk|tell|give|provide|discuss|describe|clarify|quantify|break|expand|confirm|let|send|list|name|say|indicate|outline|specify|address)\b"
    r"|\b(?:wondering|curious|i wonder|we wonder|wondered|interested (?:in|to)|hoping (?:you|to|we|for)|correct me if|just to (?:clarify|confirm|be clear|double|make sure|check|follow)|appreciate (?:any|some|if|a)|(?:keen|like|love) to (?:know|hear|understand|get|see|ask|learn|have|pick|dig)|(?:['’]d|would) (?:like|love|appreciate) (?:to|some|any|your|a|more)|looking for)\b"
    r"|\b(?:want(?:ed)?(?: (?:you|management))? to|wanna|trying to|try to) (?:\w+ )?(?:ask|know|understand|hear|get|see|touch|follow|check|clarify|confirm|dig|double|circle|drill|elaborate|explore|probe|revisit|go back|come back|talk|figure|gauge|reconcile|square|find|pick|make sure|zoom|focus)\b"
    r"|\b(?:remind (?:us|me|investors)|help (?:us|me) (?:understand|think|with|frame|size|reconcile)|give us|tell us|walk us|share with us|(?:your|some|any|maybe) (?:\w+ )?(?:thoughts?|views?|take|perspective|colou?r) (?:on|about|around|there|here|as to))\b|\bquestions? (?:is|was|would be|will be|really is)(?: just| really| more| basically)?,? (?:whether|if|how|what|why|when|where|which|who|is|are|do|does|can|could|on what)\b"
    r"|\bis (?:really )?(?:the (?:thrust of the )?|my )question\b|^(?:and )?if it['’]?s? (?:is )?\w+|^if (?:this|that|the|these|there)\b(?!.*, (?:then |so )?(?:we|i|you|it|they|what|how|there|that|is|are)\b)|\bas well as (?:provide|share|give|comment|talk|elaborate|discuss)\b|\byour perspective\W*$",
    re.IGNORECASE,
)
_TAGGED = re.compile(
    rf"\b(?:follow[- ]?up|question)\b[^.?]{{0,60}}?, (?!is that\b){_AUX} {_WHO}\b|\balso,? {_AUX} {_WHO}\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:questions?|follow[- ]?ups?|clarifications?)\b.{0,50}?\b(?:is|was|are|has to do|have to do|relates?|concerns?|on|about|regarding|around|related|for|with|from)\b\W*\w+|\b(?:ask|asking) (?:\w+ ){0,4}?(?:about|on|around|regarding|as little)\b|\bfollow(?:ing)? (?:up )?(?:on|from)\b|\b(?:first|second|third|next|last|final|other)\b[^,?]{0,20}\bquestions?[^,?]{0,10}[,:]\s*\w+|\bone (?:is|was|would be) (?:on|about|regarding|around|related)\b|\bstart (?:off )?with\b|\b(?:talk|touch|dig|drill|focus|come back|go back|circle back)\b.{0,12}\b(?:about|on|into|to|in)\b"
    r"|^(?:one|a|another|last|final|quick|small)\b[^,?]{0,30}\b(?:item|point|question|one|housekeeping|clarification|follow[- ]?up)\b[^,]{0,20}[,:]\s*\w+|^(?:turning|moving|switching|shifting|going back|coming back) (?:back )?(?:to|on)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:what|how|why|when|where|which|who|whether|if|elaborat\w+|understand\w*|comment\w*|explain\w*|clarif\w+|colou?r|details?|update|thoughts?|share|confirm|tell|help|reconcile)\b",
    re.IGNORECASE,
)
_SHORT_TOPIC = re.compile(r"^(?:on|regarding|about|as for|as to|with (?:respect|regard)s? to)\b", re.IGNORECASE)
_CUT_SHORT = re.compile(rf"^(?:what|how|why|when|where|which|who) {_AUX}$|^{_AUX} {_WHO}$", re.IGNORECASE)
_PERMISSION = re.compile(
    r"^(?:can|could|may|might|shall) i (?:\w+ ){0,2}(?:ask|squeeze|sneak|follow|clarify|have|get|check|interrupt|come|go|add|start|take|push|press|pick|touch|circle)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^(?:[^?]*\b(?:wonder|wondering|curious) (?:if|whether) (?:that|this|it)(?:['’]s| is| was)\b[^,?]{0,30}$|(?:and )?if you (?:can|could) (?:share|give|provide|offer)(?: with)?(?: us)? (?:some|any|more|a bit of|a little) (?:more )?colou?r\b[^,?]{0,20}$|(?:any|some|just any|even|a little|a bit of|whatever|anything)\b[^,?]{0,70}\b(?:would be|will be|is|['’]d be|would help|helps?|would (?:really )?(?:help|be)|appreciated|great|helpful|useful)\b[^,?]{0,30}$|(?:that|it|this)(?:['’]d| would| will|['’]ll) be (?:\w+ )?(?:great|helpful|useful|appreciated|good|super)"
    r"|i(?:['’]m| am) (?:just |really |thinking|trying|asking)|just trying to|i ask (?:because|since)|(?:any|some) (?:more |additional |further |other )?(?:colou?r|thoughts?|comments?|details?|help|insights?|clarity|guidance|indication)(?: (?:on|around|about|you (?:can|could)|there|here)(?: \w+){0,5})?$\b)",
    re.IGNORECASE,
)
_OR = re.compile(
    r"^or (?:is|are|it|do|does|did|will|would|should|have|has|was|were|if|how|what|whether|maybe|perhaps|something|more|just)\b",
    re.IGNORECASE,
)
_ASKS_ZH = re.compile(
    r"請問|请问|請教|请教|想(?:要|再|先|請|请|跟|就)*(?:問|问|教|了解|瞭解|知道|確認|确认|詢問|询问|聽|听)|能否|可否|是否|能不能|可不可以|有沒有|有没有|會不會|会不会|是不是|要不要|如何|怎麼|怎么|怎樣|怎样|為什麼|为什么|為何|为何|何時|何时|多少|多大|多久|多快|什麼(?!都)|什么(?!都)"
    r"|哪[些個个裡里一幾年家種种]|幾(?:個|家|成|季|年|%)|[嗎吗](?:$|[？?。，])|呢(?:$|[？?。])|(?:請|请|麻煩|麻烦)(?:您|你|公司|管理層|管理层|董事長|執行長|財務長|總經理|再|幫|帮|我們|我们)*(?:說明|说明|分享|介紹|介绍|談|谈|補充|补充|解釋|解释|給|给|評論|评论|更新|提供|展望|闡述|阐述|量化|拆解|看法)"
    r"|(?:可以|能|方便)(?:請|请|再|跟|和|幫|帮|給|给|否|我們|我们|大家|不)*(?:分享|說明|说明|談|谈|介紹|介绍|透露|給|给|提供|量化)|怎看|[？?]"
)
_TOPIC_ZH = re.compile(
    r"(?:問題|问题)(?:是|，|,)?(?:關於|关于|有關|有关|針對|针对|跟|在)|^(?:關於|关于|有關|有关|針對|针对|至於|至于)"
)
_OPENS_NEXT = re.compile(
    r"^(?:(?:and|so|but|then|also|um|uh|okay|just|maybe|the|my|a|our|yes|yeah|my)[, ]+)*(?:(?P<n>first|second|third|fourth|fifth)(?:ly)?\b(?! (?:quarter|half|year|party|month|week|time|phase|largest|biggest|to\b))|(?P<c>one|two|three|four)\s*[,:]|(?:question )?number (?P<k>one|two|three|four)\b|(?P<more>last(?:ly)?|final(?:ly)?|next|other|another|follow[- ]?up|separately|additionally)\b)",
    re.IGNORECASE,
)
_OPENS_NEXT_ZH = re.compile(
    r"^(?:那|然後|然后|接著|我的?|問題)*(?:第(?P<n>[一二三四五1-5])|(?P<more>另外|其次|再來|再来|最後|最后|還有|还有|此外))"
)
_ORDINALS = {
    "first": 1,
    "one": 1,
    "一": 1,
    "1": 1,
    "second": 2,
    "two": 2,
    "二": 2,
    "2": 2,
    "third": 3,
    "three": 3,
    "三": 3,
    "3": 3,
}
_ORDINALS |= {"fourth": 4, "four": 4, "四": 4, "4": 4, "fifth": 5, "五": 5, "5": 5}
_NOTE = re.compile(r"[(\[<][^()\[\]<>]{1,50}[)\]>]")
_FILLERS = re.compile(
    r"(?:,\s*)?\b(?:uh|um|er|erm|you know|i mean|i guess|(?<!what )(?<!some )(?<!any )(?<!this )(?<!that )(?<!which )(?<!\ba )(?:kind|sort) of)\b,?\s*",
    re.IGNORECASE,
)
_STUTTER = re.compile(r"\b([a-z']+)(?:(?:,|-|…|\.\.\.)? \1\b)+", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:it|its|that|this|these|those|they|them|their|there|one|ones)\b|^(?:and )?(?:why|how so|how come)\b|[它他她]們?|[這这那](?:個|个|些|邊|边|部分|樣|样)?", re.IGNORECASE
)  # fmt: skip
_FEW, _LITTLE = 3, 8


def is_cjk(text: str) -> bool:
    """Whether a sentence is written in an East Asian script, terms in Latin letters aside."""
    wide = len(_CJK.findall(text))
    return wide >= 3 and wide * 2 >= len(_LATIN_WORD.findall(text))


def does(sentence: str) -> Does:
    """What one sentence (or clause) of a questioner does."""
    if is_cjk(sentence):
        return _does_zh(sentence)
    said = plain(sentence)
    bare = said.rstrip(" ?.!,;:…-")
    if _NOTE.search(sentence) and _CUT_SHORT.match(LEAD.sub("", bare)):
        return Does.ASKS
    if not _WORD.search(bare) or is_courtesy(bare):
        return Does.FRAME
    if "?" not in said and is_filled(bare):
        return Does.FRAME
    core = LEAD.sub("", bare) or bare
    if _TAIL.match(core) or _OR.match(bare):
        return Does.TAIL
    if _PERMISSION.match(core):
        return Does.TOPIC if len(content(core)) > _FEW else Does.FRAME
    if "?" in said:
        return Does.FRAME if is_thanks(bare) else Does.ASKS
    return _asks_unmarked(core)


def _asks_unmarked(core: str) -> Does:
    rest = LEAD.sub("", _PREFIX.sub("", core)) or core
    if any(_STARTS.match(text) for text in (core, rest)) or _INVERTED.search(core) or _TAGGED.search(core):
        return Does.ASKS
    topic = _TOPIC.search(core) is not None
    if _REQUESTS.search(core):
        return Does.TOPIC if topic and not _WANTS.search(core) else Does.ASKS
    if topic or (_SHORT_TOPIC.match(core) and len(core.split()) <= 8):
        return Does.TOPIC
    return Does.TELLS


def _does_zh(sentence: str) -> Does:
    bare = re.sub(r"^[\s,，、：:]+|[\s。！!？?，,；;]+$", "", _NOTE.sub("", sentence))
    if is_courtesy_zh(bare) or is_filled_zh(bare):
        return Does.FRAME
    if _ASKS_ZH.search(bare + ("？" if sentence.rstrip()[-1:] in "？?" else "")):
        return Does.ASKS
    return Does.TOPIC if _TOPIC_ZH.search(bare) else Does.TELLS


def plain(sentence: str) -> str:
    """A sentence without stage notes, fillers and stutters: for judging it only."""
    return re.sub(r"\s+", " ", _STUTTER.sub(r"\1", _FILLERS.sub(" ", _NOTE.sub(" ", sentence)))).strip(" ,-–…")


def opens_next(sentence: str) -> int | None:
    """The number under which a sentence opens a question (`Secondly, …` 2); 0 where it opens a further one; else None."""
    match = _OPENS_NEXT_ZH.match(sentence.strip()) if is_cjk(sentence) else _OPENS_NEXT.match(plain(sentence))
    if match is None:
        return None
    groups = match.groupdict()
    said = groups.get("n") or groups.get("k") or groups.get("c")
    return _ORDINALS.get(said.lower(), 0) if said else 0


def leans(sentence: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    said = plain(sentence)
    if is_cjk(sentence):
        return _LEANS.search(said) is not None and len(_CJK.findall(said)) < 40
    return _LEANS.search(said) is not None or len(content(said)) <= _FEW


def points_back(sentence: str) -> bool:
    """Whether a question is little more than a pointer to what was said before it."""
    if is_cjk(sentence):
        return leans(sentence) and len(sentence) < 30
    told = [word for word in content(plain(sentence)) if word not in VAGUE]
    return len(told) <= 1 or (len(told) <= _LITTLE and leans(sentence))


def is_trifle(sentence: str) -> bool:
    """Whether a marked question is too small to stand alone (`Is that fair?`)."""
    said = plain(sentence)
    told = [word for word in content(said) if word not in VAGUE]
    return not is_cjk(sentence) and (not told or len(said.split()) == 1)
