"""The lines the program itself says around an answer, in the question's language. None of them is a finding."""

from collections.abc import Sequence
from datetime import date

from answer.answer import Citation, Reason
from index.rows import Held

_MONTHS = ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def quotes(language: str, citations: Sequence[Citation], *, only_analysts: bool) -> str:
    """Above the quotes of quotes-only mode."""
    n = len(citations)
    calls = list(dict.fromkeys(call_label(language, c.company, c.fiscal_period, c.period_end) for c in citations))
    where = ("、" if language == "zh" else "; ").join(calls)
    if language == "zh":
        who = "只有分析師提到,管理層並未證實。" if only_analysts else ""
        return f"{who}以下 {n} 句逐字引自{where}法說會:"
    who = "Only an analyst said this; management did not confirm it. " if only_analysts else ""
    return f"{who}{n} {'quote' if n == 1 else 'quotes'}, verbatim, from {where}:"


def call_label(language: str, company: str | None, period: str | None, period_end: str | None) -> str:
    """`Plumewing FY2025 Q4 (quarter ended 31 Mar 2025)`; what the file does not say is left out."""
    label = " ".join(filter(None, (company, period)))
    if period_end:
        day = date.fromisoformat(period_end)
        if language == "zh":
            label += f"(截至 {day.year} 年 {day.month} 月 {day.day} 日止的一季)"
        else:
            label += f" (quarter ended {day.day} {_MONTHS[day.month - 1]} {day.year})"
    return label


def all_withheld(language: str) -> str:
    if language == "zh":
        return "模型寫的每一句都未通過與逐字稿的核對,因此改為只列出原文。"
    return "Every sentence the model wrote failed its checks against the transcript, so here are quotes only."


def declined(language: str) -> str:
    if language == "zh":
        return "會議上有人問過,但管理層沒有回答。以下是提問與回覆:"
    return "This was asked on the call and not answered there. The question and the reply:"


def not_found(language: str, reason: Reason, searched: Sequence[Held]) -> str:
    """What was looked through, and why nothing is given."""
    calls = [call_label(language, h.call.company, h.call.fiscal_period, None) or h.call.id for h in searched]
    shown = ("、" if language == "zh" else ", ").join(calls[:5]) + (" …" if len(calls) > 5 else "")
    if language == "zh":
        said = {
            Reason.NOT_DISCUSSED: f"在 {shown} 的逐字稿中找不到答案。",
            Reason.CALL_NOT_HELD: f"資料庫裡沒有這場法說會。目前有:{shown}。",
            Reason.OUTSIDE_TRANSCRIPTS: "這個問題不是法說會逐字稿能回答的(股價、市場共識或投資建議)。",
        }
    else:
        said = {
            Reason.NOT_DISCUSSED: f"Not found in the transcripts searched: {shown}.",
            Reason.CALL_NOT_HELD: f"The library does not hold that call. It holds: {shown}.",
            Reason.OUTSIDE_TRANSCRIPTS: "Transcripts do not answer this (prices, consensus or advice).",
        }
    return said[reason]
