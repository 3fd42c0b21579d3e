"""The lines the program itself says around an answer, in the question's language. None of them is a finding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.answer import Reason
from index.rows import Held
from ingest.transcript import Call

_MONTHS = ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def quotes(language: str, calls: Sequence[Call], count: int, *, only_analysts: bool) -> str:
    """Above the quotes of quotes-only mode: how many, and from which calls."""
    labels = [call_label(language, call) for call in dict.fromkeys(calls)]
    where = ("、" if language == "zh" else "; ").join(labels)
    if language == "zh":
        who = "只有分析師提到,管理層並未證實。" if only_analysts else ""
        return f"{who}以下 {count} 句逐字引自{where}法說會:"
    who = "Only an analyst said this; management did not confirm it. " if only_analysts else ""
    return f"{who}{count} {'quote' if count == 1 else 'quotes'}, verbatim, from {where}:"


def call_label(language: str, call: Call) -> str:
    """`Plumewing FY2025 Q4 (quarter ended 31 Mar 2025)`; what the file does not say is left out."""
    label = " ".join(filter(None, (company_name(language, call), call.fiscal_period)))
    if call.period_end:
        day = date.fromisoformat(call.period_end)
        if language == "zh":
            label += f"(截至 {day.year} 年 {day.month} 月 {day.day} 日止的一季)"
        else:
            label += f" (quarter ended {day.day} {_MONTHS[day.month - 1]} {day.year})"
    return label or call.id


def company_name(language: str, call: Call) -> str | None:
    """The company as its call prints it, or the name in Latin letters that the call uses, for an English reader."""
    if language == "en" and call.company and not call.company.isascii():
        return next((name for name in call.company_aliases if name.isascii()), call.company)
    return call.company


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
    calls = [call_label(language, replace(h.call, period_end=None)) for h in searched]
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
