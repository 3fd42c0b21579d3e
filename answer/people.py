"""Names with offices as lead lines and doubts print them: `CFO Bettina Orlo`, 財務長 Bettina Orlo."""

import re

from ingest.transcript import Role

_OFFICES = (
    (
        re.compile(r"chief\s+executive(?:\s+officer)?|\bCEO\b|執行長|首席執行官|首席执行官", re.IGNORECASE),
        "CEO",
        "執行長",
    ),
    (
        re.compile(r"chief\s+financ(?:ial|e)(?:\s+officer)?|\bCFO\b|財務長|首席財務官|首席财务官", re.IGNORECASE),
        "CFO",
        "財務長",
    ),
    (
        re.compile(r"chief\s+operati(?:ng|ons)(?:\s+officer)?|\bCOO\b|營運長|首席運營官|首席运营官", re.IGNORECASE),
        "COO",
        "營運長",
    ),
    (
        re.compile(r"chief\s+technology(?:\s+officer)?|\bCTO\b|技術長|首席技術官|首席技术官", re.IGNORECASE),
        "CTO",
        "技術長",
    ),
    (re.compile(r"(?:executive\s+)?chair(?:man|woman|person)\b|董事長|董事长", re.IGNORECASE), "Chair", "董事長"),
)
_KEEPS_TITLE = re.compile(
    r"\b(?:co|vice|deputy|former|interim|acting|incoming|outgoing|assistant|regional|division\w*|designate)\b"
    r"|副|代理|前任|候任",
    re.IGNORECASE,
)
"""Titles in which the short form would say more than the person is."""
_BESIDE = re.compile(
    r"\b(?:and|of|the|for|executive|senior|vice|president|managing|director|board|member|founder|co-?founder|principal"
    r"|officer|secretary|treasurer|corporate|group|company|inc|ltd|limited|holdings?|co|corp|corporation|plc)\b|[^\w]+"
    r"|董事|總裁|总裁|總經理|总经理|暨|兼|集團|集团|公司",
    re.IGNORECASE,
)
_SENIOR_VICE = re.compile(
    r"\b(?:executive|senior|corporate)\s+(?:senior\s+)?vice\s+president\b|\bvice\s+president\b", re.IGNORECASE
)
_UNNAMED = re.compile(
    r"^(?:unidentified|unknown|speaker\s*\d+|analyst|executive|participant)\b|^(?:分析師|未註明)", re.IGNORECASE
)
_ROLES = {
    Role.OPERATOR: ("Operator", "主持人"),
    Role.EXECUTIVE: ("An executive", "一位主管"),
    Role.ANALYST: ("an analyst", "一位分析師"),
    Role.OTHER: ("A speaker not named", "未註明的發言人"),
}


def person(
    language: str,
    name: str | None,
    role: Role,
    *,
    title: str | None = None,
    firm: str | None = None,
    company: str | None = None,
) -> str:
    """Name with office or firm. A short office stands before the name, any other title after it as printed.

    `company` is the call's own: "CEO of Alderwick" on Alderwick's call is the CEO; "CEO of Alderwick Cloud" is not.
    """
    zh = language == "zh"
    shown = name.strip() if name and not _UNNAMED.match(name.strip()) else ""
    if role is Role.OPERATOR or not shown:
        shown = _ROLES[role][1 if zh else 0]
    if role is Role.OPERATOR:
        return shown
    if role is Role.ANALYST:
        if not firm:
            return shown
        return f"{firm} 的 {shown}" if zh else f"{shown} of {firm}"
    office = short_office(title, company)
    if office:
        return f"{office[1]} {shown}" if zh else f"{office[0]} {shown}"
    if not title:
        return shown
    return f"{shown}({title})" if zh else f"{shown} ({title})"


def short_office(title: str | None, company: str | None = None) -> tuple[str, str] | None:
    """`CFO` and 財務長 where the title is that of the whole company and of that office alone; else None."""
    if not title or _KEEPS_TITLE.search(_SENIOR_VICE.sub(" ", title)):
        return None
    found = [(en, zh) for pattern, en, zh in _OFFICES if pattern.search(title)]
    if not found:
        return None
    rest = _SENIOR_VICE.sub(" ", title)
    for pattern, _, _ in _OFFICES:
        rest = pattern.sub(" ", rest)
    own = {word.lower() for word in re.findall(r"\w+", company or "")}
    if any(word.lower() not in own for word in _BESIDE.sub(" ", rest).split()):
        return None
    return " & ".join(en for en, _ in found), "暨".join(zh for _, zh in found)
