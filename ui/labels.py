"""The words the page itself says about an Answer and its Citations, in English and Traditional Chinese. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from answer.answer import Answer, Citation, Mode, Reason, Status
from answer.events import Stage, StageName
from answer.leads import company_name
from ingest.transcript import Call

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

_EN = {
    "answered": "Answered",
    "partial": "Partly answered",
    "declined": "Asked on the call, not answered there",
    "not_found": "Not found",
    "not_discussed": "Not discussed in the calls searched",
    "call_not_held": "That call is not in the library",
    "outside_transcripts": "Not something a transcript can answer",
    "prepared": "prepared remarks",
    "qa": "Q&A",
    "machine": "machine translation",
    "translation": "translation",
    "interpreted": "through interpreter",
    "changed": "the transcript has changed here since",
    "removed": "this transcript is no longer in the library",
    "asked": "The question put",
    "replied": "The reply",
    "related": "Closest passages, not an answer",
    "reasons": "Why it was withheld",
    "doubt": "The transcript may be wrong here.",
    "see": " See {}.",
    "not_advice": "AI-generated; not investment advice.",
    "open": "Open in transcript",
    "turn": "turn",
    "speaks_for": "speaking for",
    "no_speaker": "Speaker not named",
    "read_as": "Read as: ",
    "scope": "From the question",
    "ask_without": "Ask again without",
    "asked_without": "Asked without: ",
    "asked_of": "Asked of: ",
    "instead": "Ask again",
    "every_call": "All calls, older ones too",
    "computed": "Computed by the program from the cited figures",
    "aliases": "Also searched as: ",
    "notes": "How the question was read and what was gone through",
}
_ZH = {
    "answered": "已回答",
    "partial": "部分回答",
    "declined": "會上有人問過,但沒有回答",
    "not_found": "找不到答案",
    "not_discussed": "所搜尋的法說會未談及",
    "call_not_held": "資料庫裡沒有這場法說會",
    "outside_transcripts": "逐字稿無法回答這類問題",
    "prepared": "管理層發言",
    "qa": "問答",
    "machine": "機器翻譯",
    "translation": "譯文",
    "interpreted": "透過口譯",
    "changed": "逐字稿此處已經更動",
    "removed": "資料庫已不再有這份逐字稿",
    "asked": "提問",
    "replied": "回覆",
    "related": "最接近的段落,並非答案",
    "reasons": "未採用的原因",
    "doubt": "逐字稿此處可能有誤。",
    "see": "見 {}。",
    "not_advice": "由 AI 產生,不構成投資建議。",
    "open": "在逐字稿中開啟",
    "turn": "第",
    "speaks_for": "代表",
    "no_speaker": "未註明發言人",
    "read_as": "理解為:",
    "scope": "取自問題",
    "ask_without": "重新提問,不限",
    "asked_without": "不限:",
    "asked_of": "改問:",
    "instead": "改問",
    "every_call": "全部法說會,含較早的",
    "computed": "由程式依引用的數字計算",
    "aliases": "也以其他名稱搜尋:",
    "notes": "問題的理解與查閱範圍",
}
_ROLES = {
    "en": {"operator": "operator", "executive": "executive", "analyst": "analyst", "other": "other speaker"},
    "zh": {"operator": "主持人", "executive": "管理層", "analyst": "分析師", "other": "其他發言人"},
}


def words(language: str) -> Mapping[str, str]:
    return _ZH if language == "zh" else _EN


def role_label(language: str, role: str) -> str:
    return _ROLES["zh" if language == "zh" else "en"].get(role, role)


def is_han(text: str) -> bool:
    """Whether `text` is Chinese, for the `lang` attribute that picks the right glyphs."""
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    return han * 4 > len(text)


def day_label(language: str, iso: str) -> str:
    """`31 Mar 2025` or `2025 年 3 月 31 日`; an unreadable date is shown as it stands."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_label(language: str, period: str | None, period_end: str | None) -> str:
    """`FY2025 Q4, quarter ended 31 Mar 2025`, as far as it is known."""
    if not period_end:
        return period or ""
    day = day_label(language, period_end)
    ended = f"截至 {day}的一季" if language == "zh" else f"quarter ended {day}"
    return ", ".join(filter(None, (period, ended)))


def turn_label(language: str, n: int) -> str:
    return f"第 {n} 段發言" if language == "zh" else f"turn {n}"


def person_label(language: str, citation: Citation) -> str:
    """Title and firm, or the Role where the transcript gives neither."""
    known = ", ".join(filter(None, (citation.title, citation.firm)))
    return known or role_label(language, citation.role)


def status_label(answer: Answer) -> str:
    if answer.status is Status.NOT_FOUND and answer.reason in (Reason.CALL_NOT_HELD, Reason.OUTSIDE_TRANSCRIPTS):
        return words(answer.language)[answer.reason.value]
    return words(answer.language)[answer.status.value]


def tally_label(answer: Answer) -> str | None:
    """What was checked and how it came out; None where there is nothing to count."""
    tally, zh = answer.tally, answer.language == "zh"
    kept, withheld = tally["verified"], tally["withheld"]
    doubtful = tally["claims"] - kept
    if answer.mode is Mode.QUOTES:
        quotes = tally["claims"] or (len(answer.citations) if answer.status is Status.DECLINED else 0)
        if not quotes:
            return None
        if doubtful:
            return _matching(quotes, kept, doubtful, "則引文" if zh else "quote", zh=zh)
        return f"{quotes} 則引文,與逐字稿相符" if zh else f"{_counted(quotes, 'quote')}, verbatim"
    written = tally["claims"] + withheld
    return _matching(written, kept, doubtful, "句" if zh else "sentence", zh=zh) if written else None


def _matching(all_: int, kept: int, doubtful: int, noun: str, *, zh: bool) -> str:
    """What is not given as matching is counted: a transcript that may be wrong matches nothing that was said."""
    if zh:
        return f"{all_} {noun}中有 {kept} {noun[0]}與逐字稿相符" + (f",{doubtful} {noun[0]}存疑" if doubtful else "")
    matches = f"{kept} of {_counted(all_, noun)} {'matches' if all_ == 1 else 'match'} the transcript"
    return matches + (f", {doubtful} in doubt" if doubtful else "")


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun if n == 1 else noun + 's'}"


def withheld_label(language: str, n: int) -> str:
    if language == "zh":
        return f"另有 {n} 句未通過核對,沒有列出"
    return f"{_counted(n, 'sentence')} withheld: not supported by the transcript"


def more_label(language: str, n: int) -> str:
    return f"顯示其餘 {n} 則" if language == "zh" else f"Show the other {n} quotes"


def call_label(language: str, call: Call) -> str:
    """`Plumewing Commerce FY2025 Q4`, or the id where the file names neither."""
    return " ".join(filter(None, (company_name(language, call), call.fiscal_period))) or call.id


def both_names(call: Call) -> str:
    """The company as its call prints it, with its name in the other script where the call uses one."""
    other = next((name for name in call.company_aliases if is_han(name) != is_han(call.company or "")), None)
    return " ".join(filter(None, (call.company, other))) or call.id


def scope_label(answer: Answer, calls: Mapping[str, Call]) -> str:
    """What was searched: up to three calls by name (`calls` are those held, by id), and the other filters."""
    zh = answer.language == "zh"
    ids = answer.searched.get("transcripts", [])
    if len(ids) <= 3:
        named = ("、" if zh else "; ").join(call_label(answer.language, calls[i]) if i in calls else i for i in ids)
    else:
        named = f"{len(ids)} 場法說會" if zh else f"{len(ids)} calls"
    parts = [f"搜尋範圍:{named}" if zh else f"Searched {named}"] if named else []
    return " · ".join([*parts, *_filters(answer.scope, answer.language)])


def _filters(scope: Mapping[str, Any], language: str) -> list[str]:
    labels = []
    for name in ("speakers", "roles", "sections"):
        for value in scope.get(name, ()):
            labels.append(role_label(language, value) if name == "roles" else words(language).get(value, value))
    return labels


def mode_line(mode: Mode, model: str | None, host: str | None) -> str:
    """Which mode answers and what that means for the reader and for privacy."""
    if mode is Mode.MODEL and model:
        return (
            f"Written by {model} at {host} from quoted evidence; every sentence is checked against the transcript. "
            + _EN["not_advice"]
        )
    return "Quotes only: sentences of the transcript, chosen without a language model; nothing leaves this machine."


def stage_label(stage: Stage, mode: Mode) -> str:
    """What is being done now, e.g. `Found 12 passages in 1 call. Writing…`."""
    if stage.name is StageName.SEARCHING:
        return "Searching…"
    return f"Found {_counted(stage.passages, 'passage')} in {_counted(stage.calls, 'call')}. {'Writing…' if mode is Mode.MODEL else 'Choosing quotes…'}"
