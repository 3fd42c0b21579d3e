"""What fills a questioner's sentences and asks nothing: greetings, thanks, counts of questions, checks of the line."""

import re

LEAD = re.compile(
    r"^(?:(?:and|so|but|or|okay|ok|right|great|well|yes|yeah|sure|no|hi|hello|hey|sorry|thanks|thank you|then|also|again|now|just|maybe|perhaps|first|second|third|fourth|firstly|secondly|thirdly|lastly|finally|next|um|uh|er|ah|got it|understood|actually|basically|essentially|really|like"
    r"|(?:good )?(?:morning|afternoon|evening)|you know|i mean|i guess|if i might|as a follow[- ]?up|(?:a |one )?(?:quick )?follow[- ]?up|first off|first of all|number (?:one|two|three)|in terms of that|sir|madam|ma['’]am|please|quickly|fair enough|fine|perfect|interesting|excellent|if i (?:may|can|could))\b[,.:;…!–-]*\s*)+",
    re.IGNORECASE,
)
_HEARD = (
    r"(?:i |we )?(?:can|could|do) you (?:guys |all |please )?(?:still )?hear\b|can (?:anyone|everyone|everybody) hear|am i audible|is (?:my|the) line\b"
    r"|how (?:are|is) (?:you|it|everyone|everybody)(?: all| guys| both)?(?: doing| going)?$|how(?:['’]s| is) it going|how do you do$"
)
_COURTESY = re.compile(
    rf"^(?:{_HEARD}|(?:just )?one (?:more|last|final|quick)(?: one| question| follow[- ]?up)?(?: if i (?:may|can|could))?$|(?:a |one |just a )?(?:quick |short |small |brief )*follow[- ]?up(?: question)?(?: if i (?:may|can|could|might))?$"
    r"|(?:right|correct|okay|ok|yes|yeah|no|hello|hi|sorry|pardon(?: me)?|excuse me|you know|what|really|all right|alright|go ahead|me|understood|is that o ?kay|is that all right|if i (?:may|can|could|might)|any follow[- ]?ups?|any (?:other |more |further )?questions)$)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^(?:(?:and|so|but|well|um|uh|okay|great)\W+)*(?:thank|congrat|appreciate|good (?:morning|afternoon|evening|day)|hi|hello|hey)",
    re.IGNORECASE,
)
_CHECKS_ZH = re.compile(
    r"^(?:喂|您?你?好|哈囉|請問)?[，,]?(?:可以|能)?(?:聽得到|听得到|聽得見|听得见|聽到|有聲音|有声音)(?:我)?(?:的)?(?:聲音|声音|說話|说话)?(?:嗎|吗)?$|^(?:我)?(?:可以|能|能不能|可不可以)(?:再|先)?(?:問|问|請教|请教|追問)(?:一|兩|两|三|幾|几)?(?:個|个)?(?:小)?(?:問題|问题)?(?:嗎|吗)?$"
)
# A sentence that a greeting or a count fills up; whatever else it holds makes it speech again.
_FRAMES = re.compile(
    r"(?:thank(?:s| you)\b(?: (?:very|so) much| a lot| again| guys| everyone| all)*(?: for (?:taking|the opportunity|having|that|the|your|all|letting|squeezing|joining|hosting|fitting)[^.?!;]{0,70})?|appreciate (?:it|the (?:time|color|colour|answers?|detail)\w*)"
    r"|congrat\w*(?: (?:on|for|to)[^.?!;]{0,80})?|(?:very |a )?(?:nice|great|good|solid|strong|impressive) (?:quarter|results?|job|numbers?|set of (?:numbers|results))[^.?!;]{0,40}|well done"
    r"|good (?:morning|afternoon|evening|day)\b[^.?!;]{0,40}|(?:hi|hello|hey|yes|yeah|sure|okay|ok|great|perfect|right|got it|understood|excellent|wonderful|fantastic|awesome|cool|interesting|wow|all right|alright|absolutely|exactly|makes? sense|fair enough|sounds good|fine|(?:so )?sorry(?: to (?:interrupt|press|jump)\b[^,.?]{0,20})?|apologies|morning|afternoon|evening)\b"
    r"|(?:this is|it['’]s) [^.?!;]{2,40}(?: (?:on|in|filling in|sitting in) (?:here )?for|(?: calling)? from| with)\b[^.?!;]{0,50}|(?:that|this)(?:['’]s| is| was| makes)? (?:all )?(?:very |really |super |so |a lot of )?(?:(?:helpful|clear|great|useful|good|perfect|it|sense|fair|fine)\b[^.?!;,]{0,40}|all(?: (?:from|for) (?:me|my side|us|now)| i (?:have|had|got)| (?:the|my) questions?)?(?=\W|$))|very (?:clear|helpful)[^.?!;]{0,30}"
    r"|(?:i(?:['’]ll| will) |i(?:['’]ll| will) just )?(?:hop|jump|get|go|pass|leave|turn|hand|drop)\b[^.?!;]{0,30}\b(?:queue|line|back|there|it|over)\b[^.?!;]{0,20}"
    r"|(?:i(?:['’]ve| have|['’]d have)?(?: got| had)? |(?:just |so |yeah |maybe )*)(?:a |just |only |kind of |actually )*(?:one|two|three|four|2|3|couple(?: of)?|few|quick|brief|short)\b[^.?!;:]{0,24}\b(?:questions?|ones?|parts?|things?|follow[- ]?ups?|from me|for me|on my side|on my end|from my side|topics?|items?)\b(?:,? (?:from me|for me|if i may|please|here|from my side|today))?"
    r"|(?:that|this|it|those|these)(?:['’]s| is| was| are| were| would be| will be| concludes?)(?: my| the| all(?: of)? my| both)? (?:first|second|third|last|final|next|only|two|three)?[ -]?(?:one|ones|questions?|follow[- ]?up)(?: for (?:me|now|today))?|my (?:first|second|third|last|final|next|other|only) (?:question|one)|(?:the )?(?:first|second|third|next|last|final) (?:question|one|part)(?: (?:is|was))?"
    r"|(?:let me|i(?:['’]ll| will)|allow me to|i['’]m going to)(?: just)?(?: (?:put|translate|repeat|rephrase|say|ask))[^.?!;]{0,50}(?:english|myself|translate|translation|myself|briefly|it|mandarin|chinese)?|(?:nothing|no more|no (?:further|more|other) questions?)\b(?: (?:else|further|more|questions?))?(?: (?:from|for) (?:me|my side|us))?"
    r"|if i (?:may|can|could|might)|please|management(?: team)?|everyone|everybody|guys|team|gentlemen|ladies|operator|no (?:problem|worries)|you['’]re (?:very )?welcome|my pleasure|bye|go ahead|good night|see you|take care|mm-?hmm|hmm|oh|thanks?|and|so|but|well|um|uh|er|ah)"
    r"(?:[\s,.;:!?…–-]+|$)",
    re.IGNORECASE,
)
_FRAMES_ZH = re.compile(
    r"(?:非常)?(?:謝謝|谢谢|感謝|感谢|多謝)[^。！？，,；]{0,24}|(?:恭喜|祝賀|祝贺)[^。！？，,；]{0,24}|(?:各位)?(?:管理層|管理层|大家|您|你|董事長|董事长|各位)?(?:早安?|午安|晚安|您好|你好|好|早上好|晚上好|下午好)|我是[^。！？，,；]{2,24}"
    r"|(?:我(?:這邊|这边)?)?(?:想)?(?:有|問|问|請教|请教)(?:一|兩|两|二|三|幾|几|1|2|3)個?个?(?:小)?(?:問題|问题)(?:想(?:要)?(?:請教|请教|問|问))?|(?:這|这|那|以上)(?:是|就是)?(?:我的)?(?:第[一二三]個?个?)?(?:問題|问题)?|(?:沒有|没有)(?:其他)?(?:問題|问题)(?:了)?|(?:好的?|了解|明白|清楚)(?:了)?|我(?:自己)?(?:用英文|來|来)?(?:翻譯|翻译)(?:一下)?|麻煩了?|麻烦了?"
)

_INTERRUPTS = re.compile(r"^[^?]{0,30}\bsorry to (?:interrupt|jump in|press)\b[^?]{0,12}$", re.IGNORECASE)


def is_filled(bare: str, spare: int = 1) -> bool:
    """Whether courtesies fill a sentence up; `spare` words may be left, such as a name."""
    left, courteous = bare, False
    while match := _FRAMES.match(left) or LEAD.match(left):
        courteous = courteous or _COURTEOUS.search(match.group()) is not None
        left = left[match.end() :].lstrip(" ,.;:!?-–…")
    return len(content(left)) <= (spare if courteous else 0)


_COURTEOUS = re.compile(
    r"\b(?:thank|hi|hello|hey|good|morning|afternoon|evening|great|ok|okay|perfect|got it|understood|sorry|sure|congrat|clear|helpful|from|for)\w*", re.IGNORECASE
)  # fmt: skip
_EMPTY = frozenset(
    "a an the and or but so i we you he she it they me us my our your this that these those there here is are was were be been do does did have has had will would can could should may "
    "might of to in on at for from with by as if just also then now maybe well yes no okay right fair correct too not all any more one ones question questions follow up please sorry what how why when where which who".split()
)


VAGUE = frozenset(
    "like possible additional detail details color colour thoughts think know get give share comment elaborate say see help understand wondering curious hear want wanted love kind sort bit little some much "
    "provide talk clarify explain fair true case way thing things would clarification".split()
)


def content(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w&%$.-]*\w", text.lower()) if word not in _EMPTY]


def is_courtesy(bare: str) -> bool:
    """Whether an English sentence, without its closing marks, is nothing but courtesy although it may ask."""
    return any(_COURTESY.match(text) for text in (bare, LEAD.sub("", bare))) or _INTERRUPTS.search(bare) is not None


def is_thanks(bare: str) -> bool:
    """Whether a sentence with a question mark only thanks or greets."""
    return _THANKS.match(bare) is not None and is_filled(bare, spare=0)


def is_courtesy_zh(bare: str) -> bool:
    """The same of a Chinese sentence."""
    return _CHECKS_ZH.match(bare) is not None


def is_filled_zh(bare: str) -> bool:
    """Whether courtesies fill a Chinese sentence up."""
    return len(_EMPTY_ZH.sub("", _FRAMES_ZH.sub("", bare))) < 2


_EMPTY_ZH = re.compile(r"\W|[的了是個个我們们]")
