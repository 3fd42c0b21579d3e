"""A spoken sentence as somebody else would report it: openers gone, first person turned, the speaker named."""

import re

from answer.evidence import Evidence
from evals.claims.words import is_chinese
from ingest.transcript import Role, Speaker

_OPENER = re.compile(
    r"^(?:\((?:interpreted|foreign language)\)\s*|(?:and|so|now|but|well|yes|no|okay|sure|right|first|second|third|finally"
    r"|also|thank you|thanks|good (?:morning|evening|afternoon))(?=,)[^,]{0,20},\s+|(?:and|so|but)\s+)",
    re.IGNORECASE,
)
_PERSONS = (
    (r"\bwe're\b", "they are"), (r"\bwe've\b", "they have"), (r"\bwe'd\b", "they would"), (r"\bwe'll\b", "they will"),
    (r"\bwe\b", "they"), (r"\bour\b", "their"), (r"\bours\b", "theirs"), (r"\bus\b(?!\s?[$])", "them"),
    (r"\bourselves\b", "themselves"),
)  # fmt: skip
_TITLES = (
    (r"chief executive|\bCEO\b", "the CEO", "執行長"),
    (r"chief financial|\bCFO\b", "the CFO", "財務長"),
    (r"investor relations", "the head of investor relations", "投資人關係主管"),
)


def stated(text: str) -> str:
    """The sentence without what only opens a turn of speech."""
    for _ in range(3):
        shorter = _OPENER.sub("", text)
        if shorter == text or len(shorter) < 12:
            break
        text = shorter
    text = text.strip()
    return text[:1].upper() + text[1:]


def is_statement(text: str) -> bool:
    """A whole sentence that states something: no question, no greeting, no hand-over, no stage direction."""
    return not re.search(
        r"[?？]|^(?:take|remember|note|think|look|keep|consider|imagine|see|don't)\b|\b(?:thank|please|welcome|hello|turn (?:it|the call|now|to)|hand over|let me|let's|operator|good (?:morning|evening|afternoon))\b|謝謝|您好|請"
        r"|\[|\]|\(|--|…",
        text,
        re.IGNORECASE,
    )


def in_third_person(text: str) -> str | None:
    """`text` with we, our and us turned; None where the speaker says I or you, which a report would rephrase freely."""
    if re.search(r"\b(?:I|my|me|mine|you|your)\b|\bI'", text) or re.search("我(?!們)|你|您", text):
        return None
    for pattern, word in _PERSONS:
        text = re.sub(pattern, word, text)
        text = re.sub(pattern.replace("we", "We", 1).replace("our", "Our", 1), word[0].upper() + word[1:], text)
    return text.replace("我們", "公司")


def uncapitalised(text: str, lower: frozenset[str]) -> str:
    """The first word in lower case unless it is a name: a word that the call never writes small."""
    first = re.match(r"[A-Z][a-z'’]*(?=[\s,-])", text)
    if first and (
        first.group().lower() in lower
        or first.group().endswith("ly")
        or first.group() in ("The", "A", "In", "They", "Their", "According", "There", "At", "Management")
    ):
        return text[0].lower() + text[1:]
    return text


def titles(speaker: Speaker) -> tuple[str, str] | None:
    """What the office is called: ("the CFO", "財務長"); None where the title names none that everybody uses."""
    if re.search(r"vice president|deputy|,.*group|of .*group", speaker.title or "", re.IGNORECASE):
        return None
    for pattern, english, chinese in _TITLES:
        if re.search(pattern, speaker.title or "", re.IGNORECASE):
            return english, chinese
    return None


def names(evidence: Evidence) -> list[str]:
    """Every way to name who speaks, in English and Chinese: name, other name, office, and the company for management."""
    speaker = evidence.speaker
    found = [speaker.name, *speaker.also_called[:2]]
    office = titles(speaker)
    if office:
        found += office
        found.append(f"{office[0]}, {speaker.name},")
        found.append(f"{office[1]}{speaker.name}")
    if speaker.role is Role.EXECUTIVE:
        found += ["management", "管理層"]
        found += [evidence.call.company] if evidence.call.company else []
    return found


def fits(name: str, chinese: bool) -> bool:
    """Whether a sentence in that language would use the name: Latin names are used in both."""
    return chinese or not is_chinese(name)


def attributed(who: str, text: str, chinese: bool, verb: int = 0) -> str:
    """ "{who} said that …": `text` starts in lower case already."""
    if chinese:
        return f"{who}{('表示', '指出', '提到')[verb % 3]},{text}"
    who = who[:1].upper() + who[1:]
    frames = (f"{who} said {text}", f"{who} said that {text}", f"According to {who.replace('The ', 'the ', 1).rstrip(',')}, {text}", f"{who} noted that {text}")  # fmt: skip
    return frames[verb % 4]
