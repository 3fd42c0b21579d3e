"""What words commit to: negation, hedges, direction; and how far one text's content words stand in another."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from answer.quantities.movement import DOWN, UP

NEGATION = re.compile(
    r"\b(?:not(?!\s+only)|n[o](?!\s+doubt)|nothing|nobody|no\s+one|never|neither|nor|none|cannot|unable|(?<=\w\s)without|declin(?:e|ed|es)\s+to"
    r"|refus(?:e|ed|es)\s+to|rul(?:e|ed)\s+out"
    r"|unchanged|unlikely|lack(?:s|ed)?|fail(?:s|ed)?\s+to|hardly)\b|n't\b|n’t\b"
    r"|沒有|没有|並未|并未|未曾|尚未|從未|从未|未(?!來|来|必|知)|(?<!聽)(?<!听)不(?!到|足|及|僅|仅|斷|断|但|過|过|錯|错"
    r"|少|只|同|久|確定|确定|包括|含|計|计)|無法|无法|無意|无意|並無|并无|無(?!論|论|線|线|人)|沒|没"
    r"|无(?!论|线|人|法|意)|[並并絕绝]非|拒絕|拒绝|否認|否认|不變|不变",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\brather\s+than\b|\binstead\s+of\b|(?:,|\band)\s+not\s+(?=(?:a|an|the|to|in|on|just|at|from|for|by|of|with|our|its|one|two|three|four|five|six|seven|eight|nine|ten)\b|RMB|CNY|USD|EUR|HK|NT|[$€\d])"
    r"|而不是|而非|而不在於",
    re.IGNORECASE,
)
""" "X and not Y" says X: the denial of Y, which a translation may put either way."""
_POSSIBILITY = re.compile(
    r"\b(?:may(?=\s+\w)|might|could|possibly|possible|perhaps|potentially|potential|maybe|likely|probably"
    r"|can)\b|可能|或許|或许|也許|也许|或將|或将|潛在|潜在|有機會|有机会|能夠|能够|可望|可以|會否",
)
_STRONG_POSSIBILITY = re.compile(
    r"\b(?:may(?=\s+(?!\d)[a-z])|might|could(?!\s+not)|possibly|perhaps|potentially|maybe|probably|likely)\b"
    r"|(?<!不)可能|或許|或许|也許|也许|或將|或将",
    re.IGNORECASE,
)
_EXPECTATION = re.compile(
    r"\b(?:expect(?:s|ed|ing|ation|ations)?|anticipat\w+|forecast\w*|project(?:s|ed|ion|ions)\b|guid(?:e|es|ed"
    r"|ing|ance)\b|outlook|target(?:s|ed|ing)?|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend\w*|hop(?:e|es|ed"
    r"|ing)|estimat\w+|on track|goal|should|seek(?:s|ing)?|look(?:s|ing)? to|believ\w+|sees?|wants?|scheduled|due to be"
    r"|set to|objective|priority|ambition)\b"
    r"|預計|预计|預期|预期|預估|预估|預測|预测|目標|目标|計畫|计划|計劃|希望|有望|期望|展望|財測|指引|打算|應會|应会|料將"
    r"|力求|致力|爭取|应该|應該|可望|看好|預料|估計|認為|认为",
    re.IGNORECASE,
)
_STRONG_EXPECTATION = re.compile(
    r"\b(?:expects?|expected|expecting|anticipat(?:e|es|ed|ing)|forecast(?:s|ed|ing)?|guid(?:e|es|ed|ing|ance)"
    r"|outlook|target(?:s|ed|ing)?|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?\s+to|intend\w*|hop(?:e|es|ed|ing)"
    r"|on track|goal|scheduled\s+to|should(?=\s+(?:turn|be|see|reach|grow|improve|continue|come|help|have|rise|fall"
    r"|stay|remain|exceed|decline|increase|return|benefit|begin|start)\b)|believe(?=\s+(?:that\s+)?[^.;]{0,60}\bwill\b))\b"
    r"|預計|预计|預期|预期|預估|预估|預測|预测|目標|目标|(?:我們|我们|公司|集團|集团|並|并|也|還|还|執行長"
    r"|財務長)(?:計畫|计划|計劃)|希望|有望|財測|指引|可望|應該會|应该会|應會|应会|料將",
    re.IGNORECASE,
)
_CAN = re.compile(r"\bcan\b|可以|能夠|能够")
_BEATEN = re.compile(
    r"\b(?:exceed\w*|better\s+than|beat|ahead\s+of|above|below|in\s+line\s+with|worse\s+than"
    r"|than)\b(?:\s+\S+){0,4}?\s+expect\w*|超出[^,，。]*預期|優於[^,，。]*預期|符合[^,，。]*預期"
    r"|低於[^,，。]*預期|超[乎過][^,，。]*預期|[比較较][^,，。]{0,8}[預预]期|\bmany\s+(?:had\s+)?(?:predicted|expected)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|going to|would|going forward|looking ahead|next (?:few )?(?:quarters?|years?)|coming)\b"
    r"|將|将|未來|未来|下一",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\b(?:not|never)|n't|n’t|沒有|没有|並未|并未|未|不)\s*(?:\w+\s)?$", re.IGNORECASE)
_UNCHANGED = re.compile(r"\bunchanged\b|不變|不变", re.IGNORECASE)
_CHANGE = re.compile(r"chang|reduc|\bcut|alter|lower|less|wan(?:e|ing)|變|变|調|调|減|减|降", re.IGNORECASE)
_LEAD = re.compile(
    r"^\s*(?:no|not (?:really|exactly|very|quite))\s*(?:[,;:.]|$)|^\s*(?:沒有|没有|並沒有|并没有|不是|並非"
    r"|不)\s*(?:[,，;；。:：]|$)",
    re.IGNORECASE,
)
_STOP = frozenset(
    re.findall(
        r"\S+",
        "the a an of in on at to for from by with and or but as is are was were be been being it its this "
        "that these those they their them we our us i you your he his she her has have had do does did will "
        "would also very more most than then so such there which who whom what when where how said says say "
        "noted stated added explained mentioned told asked company management quarter year call during over "
        "into about up per not no s t re ve ll m which while because due driven primarily mainly partly some "
        "all both each other any can may might could should ",
    )
)
_WORD = re.compile(r"[a-z][a-z&'-]*[a-z]|[a-z]")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HAN_STOP = frozenset(
    "的了是在和與与及並并也都就而為为有對对於于將将會会這这那其我們们他她它該该本之以所個个一上"
    "下中等或但被把從从到讓让使更很最還还已又再說说表示指出管理層层公司"
)
_SUFFIX = re.compile(r"(?:ational|ations?|ities|ity|ments?|ings?|edly|ely|ly|ers?|ors?|ies|ied|ed|es|s|e|al|ive|y)$")


def negated(text: str) -> bool:
    """Whether the words deny: an odd number of negations, with "declined to" and "unchanged"; a lead "No," aside."""
    text = CONTRAST.sub(" ", _LEAD.sub("", text))
    return len(NEGATION.findall(text)) % 2 == 1


def denies(text: str) -> bool:
    """As `negated`, for a piece that may be the bare word of denial."""
    return len(NEGATION.findall(CONTRAST.sub(" ", text))) % 2 == 1


def compares_denial(claim: str, source: str) -> bool:
    """False where the source says "unchanged" and the claim puts it without change: "remains committed"."""
    return not _UNCHANGED.search(source) or bool(_CHANGE.search(claim))


def hedges(text: str) -> tuple[bool, bool]:
    """Whether the text leaves something open (may, could), and whether it looks forward (expects, aims)."""
    bare = _BEATEN.sub(" ", text)
    return bool(_STRONG_POSSIBILITY.search(bare)), bool(_STRONG_EXPECTATION.search(bare))


def softened(text: str, *, outlook: bool) -> bool:
    """Whether the text holds any hedge; where an outlook is to be kept, "can" is none."""
    open_words = _CAN.sub(" ", text.lower()) if outlook else text.lower()
    return bool(_POSSIBILITY.search(open_words) or _EXPECTATION.search(text))


def hedge_lost(claim: str, source: str) -> str | None:
    """The source's hedge that `claim` leaves out (may/might/could, or expects/aims/hopes), else None."""
    possible = _STRONG_POSSIBILITY.search(source)
    if possible and not _POSSIBILITY.search(claim.lower()):
        return possible.group()
    expected = _STRONG_EXPECTATION.search(_BEATEN.sub(" ", source))
    if expected and not (_EXPECTATION.search(claim) or _POSSIBILITY.search(claim.lower())):
        return expected.group()
    return None


def outlook_added(claim: str, source: str) -> str | None:
    """The claim's word of expectation or target where the source states a fact, else None."""
    added = _STRONG_EXPECTATION.search(_BEATEN.sub(" ", claim))
    if added and not (_EXPECTATION.search(source) or _POSSIBILITY.search(source.lower()) or _FUTURE.search(source)):
        return added.group()
    return None


def ways(text: str) -> frozenset[str]:
    """`up`, `down` or both, as the words say; a negated movement counts as the other way."""
    return frozenset(way for way, _ in _movements(text))


def denied_ways(text: str) -> frozenset[str]:
    """The ways that the text states by denying their opposite: "did not shrink" is up."""
    return frozenset(way for way, denied in _movements(text) if denied)


def _movements(text: str) -> Iterator[tuple[str, bool]]:
    for pattern, way, other in ((UP, "up", "down"), (DOWN, "down", "up")):
        for match in pattern.finditer(text):
            denied = bool(_DENIED.search(text[max(0, match.start() - 16) : match.start()]))
            yield (other if denied else way), denied


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Traditional characters made Simplified, so that either script compares with the other."""
    return _converter()(text) if _HAN.search(text) else text


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Content words, crudely stemmed; Chinese as pairs of characters."""
    small = re.sub(r"['’]s\b", "", text.lower())
    words = {_SUFFIX.sub("", w) if len(w) > 4 else w for w in _WORD.findall(small) if w not in _STOP}
    for run in _HAN.findall(simplified(text)):
        kept = "".join(" " if c in _HAN_STOP else c for c in run)
        for part in kept.split():
            words.update(part[i : i + 2] for i in range(len(part) - 1))
    return frozenset(words)


def is_han(text: str) -> bool:
    """Whether the text is mostly Chinese."""
    han = sum(len(run) for run in _HAN.findall(text))
    return han * 2 > len(re.findall(r"[A-Za-z\u3400-\u9fff]", text)) * 0.5


def overlap(claim: str, sources: Iterable[str]) -> float | None:
    """Share of the claim's content words that stand in those sources of its language; None where nothing compares."""
    wanted = stems(claim)
    held = [stems(s) for s in sources if s and is_han(s) == is_han(claim)]
    if not wanted or not held:
        return None
    pool = frozenset().union(*held)
    return len(wanted & pool) / len(wanted)
