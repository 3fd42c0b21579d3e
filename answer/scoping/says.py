"""What is said about how a question was read, in the question's language. None of it is a finding."""

from collections.abc import Sequence

from answer.leads import call_label, company_name
from answer.scoping.timeline import Dated
from answer.scoping.when import When
from index.rows import Held

_SHOWN = 8
_IN_NOTES = 4
_NOTES = {
    "newest": (
        "No period is named, so this is from the newest call held: {calls}.",
        "問題沒有指明期間,因此以最新一場法說會為準:{calls}。",
    ),
    "newest_each": (
        "No period is named, so the newest call held of each company counts: {calls}.",
        "問題沒有指明期間,因此以各公司最新一場法說會為準:{calls}。",
    ),
    "calendar": (
        "“{said}” is read as the calendar quarter: {calls}.",
        "「{said}」以曆年季度解讀,即 {calls}。",
    ),
    "fiscal_only": (
        "“{said}” is read as the fiscal quarter: {calls}. No call of that calendar quarter is held.",
        "「{said}」以財年季度解讀,即 {calls};資料庫沒有該曆年季度的法說會。",
    ),
    "assumed_calendar": (
        "{calls} does not say when its quarter ended; it is taken to be “{said}”.",
        "{calls} 沒有註明季度截止日,推定為「{said}」。",
    ),
    "year": (
        "Of “{said}” as a whole, {calls} tells, the last call of that fiscal year.",
        "「{said}」以該財年最後一場法說會為準:{calls}。",
    ),
    "year_not_whole": (
        "The call that would tell of “{said}” as a whole is not held; this is from {calls}.",
        "資料庫沒有說明「{said}」全年的那場法說會;以下出自 {calls}。",
    ),
    "half": ("Of “{said}”, {calls} tells, its last call held.", "「{said}」以其中最後一場法說會為準:{calls}。"),
    "missing": (
        "No call of “{said}” is held; this is from {calls}.",
        "資料庫沒有「{said}」的法說會;以下出自 {calls}。",
    ),
    "relative_missing": (
        "The call of “{said}” is not held; this is from the newest held, {calls}.",
        "資料庫沒有「{said}」的法說會;以下出自目前最新的 {calls}。",
    ),
    "later": (
        "No call of “{said}” is held yet; this is what the newest says of it, {calls}.",
        "資料庫還沒有「{said}」的法說會;以下是最新一場對它的說法:{calls}。",
    ),
    "ahead": (
        "An outlook for “{said}” is given before it: this is from {calls}.",
        "對「{said}」的展望是在那之前說的,因此以 {calls} 為準。",
    ),
    "ahead_same": ("This is from the call of “{said}” itself, {calls}.", "以下出自「{said}」當季的法說會:{calls}。"),
    "restated": (
        "No period is named; what was said at first may be on an earlier call, so these are searched: {calls}.",
        "問題沒有指明期間;最初的說法可能出自較早的法說會,因此一併搜尋:{calls}。",
    ),
    "aligned": (
        "Set side by side for the newest calendar quarter that all of them have: {calls}.",
        "以各公司都有的最新曆年季度並列:{calls}。",
    ),
    "not_aligned": (
        "The calendar quarters differ: {calls}.",
        "各公司的曆年季度並不相同:{calls}。",
    ),
    "unclear": ("“{said}” may be {calls}; nobody is preferred.", "「{said}」可能是 {calls},因此不特別偏重任何人。"),
    "own_words": (
        "No company is named; “{said}” is spoken of in the calls of {calls} only.",
        "問題沒有指明公司;只有{calls}的法說會提到「{said}」。",
    ),
    "filtered": (
        "The filter is set to {calls}, so {said} is not searched.",
        "篩選條件已設為 {calls},因此沒有搜尋{said}。",
    ),
}
_LABELS = {
    "calendar": ("Read as the fiscal quarter: {calls}", "改以財年季度解讀:{calls}"),
    "fiscal_only": ("Read as the calendar quarter: {calls}", "改以曆年季度解讀:{calls}"),
    "year": ("The other calls of that year: {calls}", "該年其他法說會:{calls}"),
    "year_not_whole": ("The other calls of that year: {calls}", "該年其他法說會:{calls}"),
    "half": ("The other call of that half: {calls}", "該半年另一場法說會:{calls}"),
    "older": ("{calls}", "{calls}"),
    "older_all": ("All {n} older calls", "全部 {n} 場較早的法說會"),
    "newest": ("The newest call: {calls}", "最新一場:{calls}"),
    "newest_each": ("The newest call of each: {calls}", "各公司最新一場:{calls}"),
    "beside": ("Side by side: {calls}", "並列:{calls}"),
    "ahead_same": ("The call of that period: {calls}", "當期的法說會:{calls}"),
    "text": ("Another text of the same call: {calls}", "同一場法說會的另一份逐字稿:{calls}"),
}


def note(language: str, how: str, said: str, calls: Sequence[Dated]) -> str:
    """How something was read. Raises KeyError for an unknown key."""
    shown = named_calls(language, [d.held for d in calls[:_IN_NOTES]]) + (" …" if len(calls) > _IN_NOTES else "")
    return _filled(_NOTES[how], language, said=said, calls=shown)


def note_of(language: str, how: str, said: str, names: Sequence[str]) -> str:
    """The same, of people or companies."""
    return _filled(_NOTES[how], language, said=said, calls=joined(language, names))


def label(language: str, how: str, calls: Sequence[Held], count: int = 0) -> str:
    """What an alternative is called."""
    return _filled(_LABELS.get(how, _LABELS["older"]), language, calls=named_calls(language, calls), n=str(count))


def unheld_company(language: str, names: Sequence[str], held: Sequence[Held]) -> str:
    """That no call of a company asked about is held, and of which companies there are."""
    there = list(dict.fromkeys(name for h in held if (name := company_name(language, h.call))))
    shown = joined(language, there[:_SHOWN]) + (" …" if len(there) > _SHOWN else "")
    asked = joined(language, names)
    if language == "zh":
        return f"資料庫沒有{_spaced(asked)}的法說會。目前有的公司:{shown or '無'}。"
    return f"The library holds no call of {asked}. It holds calls of {shown or 'nobody'}."


def also_unheld(language: str, names: Sequence[str], answered: Sequence[str]) -> str:
    """That no call of a company asked about beside others is held, and which are answered for."""
    asked, there = joined(language, names), joined(language, answered)
    if language == "zh":
        return f"資料庫沒有{_spaced(asked)}的法說會;以下只涵蓋{_spaced(there)}。".replace(" 。", "。")
    return f"No call of {asked} is held; only {there} is answered for."


def unheld_period(language: str, said: Sequence[str], names: Sequence[str], held: Sequence[Held]) -> str:
    """That no call of a period asked about is held, and which there are."""
    shown = named_calls(language, held[:_SHOWN]) + (" …" if len(held) > _SHOWN else "")
    asked, whose = joined(language, said), joined(language, names)
    if language == "zh":
        return f"資料庫沒有{_spaced(whose)}「{asked}」的法說會。目前有:{shown}。"
    return f"The library holds no call{f' of {whose}' if whose else ''} for “{asked}”. It holds: {shown}."


def named_calls(language: str, calls: Sequence[Held]) -> str:
    labels = [call_label(language, h.call) for h in calls[:_SHOWN]]
    return joined(language, labels) + (" …" if len(calls) > _SHOWN else "")


def said_by(when: When | None, question: str) -> str:
    return question[when.start : when.end].strip() if when else ""


def _filled(pair: tuple[str, str], language: str, **values: str) -> str:
    return pair[1 if language == "zh" else 0].format(**values)


def joined(language: str, names: Sequence[str]) -> str:
    """Names one after another."""
    return ("、" if language == "zh" else ", ").join(names)


def _spaced(text: str) -> str:
    """Between Chinese and Latin letters."""
    before = " " if text[:1].isascii() and text else ""
    return f"{before}{text}{' ' if text[-1:].isascii() and text else ''}"
