"""What is doubtful, in a sentence of the question's language: every reading, with who said it. Never a finding."""

from collections.abc import Iterable

from answer.doubts.finding import Finding, Reading

_MOST = 5
_EN = {
    "people_in_money": "{subject} counted in a currency: {said}.",
    "percent": "a percentage that cannot be, as it stands: {said}.",
    "date": "a date that cannot be: {said}.",
    "figures": "two figures for one fact, {subject}: {said}.",
    "segment": "{said} stands among the segments, but what follows speaks of another: perhaps {meant}.",
    "spelling": "probably one name, spelt in several ways: {said}.",
}
_ZH = {
    "people_in_money": "人數以貨幣計:{said}。",
    "percent": "這個百分比照字面不可能:{said}。",
    "date": "這個日期不可能:{said}。",
    "figures": "同一件事({subject})有兩個數字:{said}。",
    "segment": "{said} 出現在各事業部之間,但接下來談的是別的事業部:可能是 {meant}。",
    "spelling": "可能是同一個名稱的不同拼法:{said}。",
}


def tell(finding: Finding, language: str, company: str | None) -> str:
    zh = language == "zh"
    said = ("、" if zh else "; ").join(_readings(finding.readings, language, company))
    text = (_ZH if zh else _EN)[finding.kind].format(said=said, subject=_subject(finding, zh), meant=finding.meant)
    return text if zh else text[:1].upper() + text[1:]


def _subject(finding: Finding, zh: bool) -> str:
    if zh or finding.kind != "people_in_money":
        return finding.subject
    return finding.subject if finding.subject.endswith("s") else f"{finding.subject}s"


def _readings(readings: Iterable[Reading], language: str, company: str | None) -> list[str]:
    """Each spelling once for each speaker, in order: “RMB45 million” (CEO Ada Finch)."""
    said: dict[str, dict[str, None]] = {}
    for reading in readings:
        said.setdefault(reading.words, {})[reading.who(language, company)] = None
    if language == "zh":
        return [f"「{words}」({'、'.join(who)})" for words, who in list(said.items())[:_MOST]]
    return [f"“{words}” ({', '.join(who)})" for words, who in list(said.items())[:_MOST]]
