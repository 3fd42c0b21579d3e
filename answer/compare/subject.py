"""What a stretch of speech is about: the businesses and the words left over once figures and phrasing are taken off."""

import re
from collections.abc import Iterator, Mapping, Sequence

from answer.checks import wording
from answer.evidence import Evidence
from answer.quantities.movement import DOWN, UP
from answer.quantities.numbers import quantities
from index.glossary import Glossary
from ingest.transcript import Call

Business = frozenset[str]
"""Segments of the glossary and other words of the subject; empty for the company as a whole."""
Neighbours = Mapping[tuple[str, int, int], Mapping[int, tuple[str, str]]]
"""Known sentences of a paragraph with their translations, by (transcript, turn, paragraph) and place in the paragraph."""

_WHOLE = re.compile(
    r"\b(?:consolidated|group(?=\s+(?:revenue|adjusted|gross|operating|net|margin|sales))|company[- ]wide|(?:for|of) the (?:group|company))\b"
    r"|合併(?!子公司)|集團(?=合併|總|整體|營收|調整)|集團整體|全公司",
    re.IGNORECASE,
)
_FILLER = frozenset(
    re.findall(
        r"\S+",
        "total consolidated group overall whole entire reported recorded record come came reach reached stood stand stay total totaled "
        "totalled amount amounted deliver delivered achieve achieved post posted generate generated end ended close closed see saw "
        "seen remain remained make made take took give gave get got number level figure result percent percentage point points pp "
        "bp bps basis million billion trillion thousand quarter quarterly year yearly annual month half period fiscal twelve nine "
        "first second third fourth three six earlier ago last previous prior same before after since now today again also already still "
        "just only here there well around approximately about nearly almost roughly over under above below close across own per "
        "within between among versus against compared compare compares relative than while whereas further additional another "
        "leave leaves left shares stock own whole side compris represent account accounted accounting equal equate unchanged flat stable solid strong healthy good robust "
        "continued continue want let turn look next final finally moving move briefly short called call known gone went "
        "shareholder shareholders investor investors top addition besides paid pay declared approved spent repurchased bought returned won shipped sold opened added invested raised "
        "january february march april june july august september october november december mar jun sep dec q1 q2 q3 q4 fy "
        "rmb usd us hk nt twd hkd eur dollar yuan much many little more less fewer rate pace growth business segment group ",
    )
)
_STEM_FILLER = frozenset().union(*(wording.stems(word) for word in _FILLER)) | _FILLER
_HAN_FILLER = re.compile(
    r"本季度?|上季|單季|當季|季度|今年|去年|同期|全年|上半年|下半年|第[一二三四1-4]季|財年|會計年度|年度|截至|月底|季末|年底|底止?"
    r"|合併|整體|集團|公司|我們|本公司|總計|總額|共計|合計|達到?|來到|約|為|是|了|的|在|與|和|及|並|而|則|也|從|由|自|於|較|比|占|佔|至|到|以|其中|其|該|其他"
    r"|分別|以及|人民[幣币]|美元|新?[台臺][幣币]|港[幣币]|[億亿萬万千百兆元]|百分[點点]|個|名|家|超過|大約|接近|近|一年前|之前|業績|表現|部分|方面"
    r"|此外|同時|另外|目前|現在|持續|繼續|公佈|錄得|實現|貢獻"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|had|has|have|grew|rose|fell|reached|came|recorded|posted|delivered|generated|increased|decreased|declined"
    r"|improved|totaled|totalled|stood|made|climbed|dropped|narrowed|widened|remained|will|would|continued)\b|為|達|成長|增長|下降|增加|減少|年增|年減",
    re.IGNORECASE,
)
_LIST = re.compile(r",\s|\band\b|[、和與及]")
_ASIDE = re.compile(r",\s*(?:our|the|an?|its|formerly|known as|which is|or)\s[^,]{2,60},|\([^)]{2,60}\)", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w&'’-]*")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def neighbours(evidence: Sequence[Evidence]) -> Neighbours:
    """The sentences of each paragraph that the evidence holds or shows beside it."""
    known: dict[tuple[str, int, int], dict[int, tuple[str, str]]] = {}
    for item in evidence:
        rows = known.setdefault((item.call.id, item.turn, item.paragraph), {})
        place = position(item)
        if place is not None:
            rows[place] = (item.text, item.translation or "")
            if place and item.before:
                rows.setdefault(place - 1, (item.before, ""))
    return known


def position(item: Evidence) -> int | None:
    """The sentence's place in its paragraph, from 0."""
    match = re.search(r"\.s(\d+)$", item.sentence_id)
    return int(match.group(1)) if match else None


def left_over(text: str, call: Call, glossary: Glossary) -> frozenset[str]:
    """Stems of `text` that neither the glossary, the call's label, a number nor plain phrasing accounts for."""
    text = _ASIDE.sub(" ", text)
    spans = [(t.start, t.end) for t in glossary.spans(text)] + [(q.start, q.end) for q in quantities(text)]
    bare = "".join(" " if any(s <= i < e for s, e in spans) else c for i, c in enumerate(text))
    for name in sorted((n for n in (call.company, call.ticker, *call.company_aliases) if n), key=len, reverse=True):
        for part in (name, *(re.findall(r"[A-Za-z]{3,}", name))):
            bare = re.sub(rf"(?<![A-Za-z]){re.escape(part)}(?![A-Za-z])", " ", bare, flags=re.IGNORECASE)
        if _HAN.fullmatch(name):
            bare = bare.replace(name[:2], " ")
    bare = DOWN.sub(" ", UP.sub(" ", bare))
    latin = {stem for stem in wording.stems(_HAN.sub(" ", bare)) if stem not in _STEM_FILLER and len(stem) > 1}
    return frozenset(latin | set(_HAN.findall(_HAN_FILLER.sub(" ", bare))))


def is_whole(text: str) -> bool:
    """Whether the words say that this is the company as a whole."""
    return bool(_WHOLE.search(text))


def subject(text: str, call: Call, glossary: Glossary) -> Business | None:
    """The business that a sentence puts first; empty for the whole company, None where it names none."""
    verb = _VERB.search(text)
    head = text[: verb.start()] if verb else re.split(r"[,，;；。]", text, maxsplit=1)[0]
    terms = glossary.spans(head)
    segments = frozenset(t.name for t in terms if t.kind == "segment")
    if verb and any(t.kind == "metric" for t in terms):
        words = left_over(head, call, glossary)
    else:
        words = names(head, call, glossary)
    if len(segments | words) > 1 and _LIST.search(head):
        return None
    if segments | words:
        return segments | words
    return frozenset() if is_whole(head) else None


def names(text: str, call: Call, glossary: Glossary) -> frozenset[str]:
    """Stems of capitalised words outside the glossary, a sentence's ordinary first word aside."""
    found: set[str] = set()
    spans = [(t.start, t.end) for t in glossary.spans(text)]
    for match in _CAPITAL.finditer(text):
        if any(s <= match.start() < e for s, e in spans):
            continue
        opens = not re.search(r"\w", text[: match.start()])
        if opens and not (re.search(r"[A-Z]", match.group()[1:]) or re.match(r",|\s+[A-Z]", text[match.end() :])):
            continue
        found |= left_over(match.group(), call, glossary)
    return frozenset(found)


def inherited(item: Evidence, head: str, known: Neighbours, glossary: Glossary) -> Business | None:
    """The business of a sentence that names none: that of what was said before it in the paragraph.

    `head` is the part of the sentence before the words in question. None where what stands before is not known, or
    where the paragraph opens without a subject right after a business was spoken of.
    """
    for text in _backwards(item, head, known):
        if text is None:
            return None
        business = subject(text, item.call, glossary)
        if business is not None:
            return business
    opened_after = item.before if position(item) == 0 else ""
    return None if opened_after and subject(opened_after, item.call, glossary) else frozenset()


def _backwards(item: Evidence, head: str, known: Neighbours) -> Iterator[str | None]:
    if re.search(r"\w", head):
        yield head
    rows, place = known.get((item.call.id, item.turn, item.paragraph), {}), position(item)
    if place is None:
        yield None
        return
    for earlier in range(place - 1, -1, -1):
        if earlier not in rows:
            yield None
            return
        yield rows[earlier][0]
