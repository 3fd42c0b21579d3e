"""The lines the program itself says around an answer, in the question's language. None of them is a finding."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.answer import Reason
from answer.evidence import Evidence
from answer.people import person
from index.rows import Held
from ingest.transcript import Call, Role

_MONTHS = ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def quotes(language: str, calls: Sequence[Call], count: int) -> str:
    """Above the quotes of quotes-only mode: how many, and from which calls."""
    labels = [call_label(language, call) for call in dict.fromkeys(calls)]
    where = ("、" if language == "zh" else "; ").join(labels)
    if language == "zh":
        return f"以下 {count} 句逐字引自{where}法說會:"
    return f"{count} {'quote' if count == 1 else 'quotes'}, verbatim, from {where}:"


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
    return call.company or next(iter(call.company_aliases), call.ticker)


def speaker_lead(language: str, evidence: Evidence, held: Held, *, with_call: bool) -> str:
    """Above quotes of one speaker: `CFO Bettina Orlo, answering Lena Fosse of Pellworm Partners:`.

    `held` is the evidence's call; `with_call` puts its company and fiscal period first. Whom or what the transcript
    does not name is left out.
    """
    who, occasion = _speaker(language, evidence, held), _occasion(language, evidence, held)
    if language == "zh":
        asking = evidence.speaker.role is Role.ANALYST
        line = f"{who}{_space(who) if asking else ',' if occasion else ''}{occasion}"
    else:
        line = ", ".join(filter(None, (who, occasion)))
    call = call_label(language, replace(evidence.call, period_end=None)) if with_call else ""
    return f"{call}{' · ' if call else ''}{line}:"


def _speaker(language: str, evidence: Evidence, held: Held) -> str:
    """Who speaks. Interpreted words are called so: they are not the speaker's own."""
    zh, speaker = language == "zh", evidence.speaker
    if evidence.speaks_for:
        return f"口譯員代 {evidence.speaks_for}" if zh else f"Through an interpreter, for {evidence.speaks_for}"
    firm = None
    if speaker.role is Role.ANALYST:
        asked = next((e for e in held.exchanges if evidence.turn in e.question_turns), None)
        firm = speaker.firm or (asked.firm if asked else None) or _firm_of(speaker.name, held)
    who = person(language, speaker.name, speaker.role, title=speaker.title, firm=firm, company=evidence.call.company)
    if "interpreted" not in evidence.flags:
        return who[:1].upper() + who[1:]
    return f"{who}(透過口譯)" if zh else f"{who[:1].upper()}{who[1:]}, through an interpreter"


def _occasion(language: str, evidence: Evidence, held: Held) -> str:
    """Prepared remarks, the question put, or whom the words answer."""
    zh, role = language == "zh", evidence.speaker.role
    if role is Role.ANALYST:
        return "提問" if zh else "asking"
    if role is Role.OPERATOR:
        return ""
    if evidence.section == "prepared":
        return "管理層發言" if zh else "prepared remarks"
    answered = next((e for e in held.exchanges if evidence.turn in e.answer_turns), None)
    if answered is None:
        return ""
    asked_by = person(language, answered.analyst, Role.ANALYST, firm=answered.firm or _firm_of(answered.analyst, held))
    return f"回答{_space(asked_by[:1])}{asked_by}" if zh else f"answering {asked_by}"


def _firm_of(name: str, held: Held) -> str | None:
    return next((p.firm for p in held.participants if name in (p.name, *p.also_called)), None)


def _space(text: str) -> str:
    """Between Chinese and Latin letters."""
    return " " if text[-1:].isascii() and text[-1:].isalnum() else ""


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


def doubtful(language: str) -> str:
    """Why a quote is not given as matching what was said."""
    return "逐字稿此處可能有誤。" if language == "zh" else "The transcript may be wrong here."


def side_by_side(language: str, count: int) -> str:
    """Above quotes that are set side by side."""
    if language == "zh":
        return f"以下並列 {count} 場法說會的原文:"
    return f"From {count} {'call' if count == 1 else 'calls'}, side by side:"


def outside(language: str, part: str) -> str:
    """The one plain line for the part of a question that no transcript can tell."""
    if language == "zh":
        return f"「{part}」不是法說會逐字稿能回答的(股價、市場共識或投資建議)。"
    return f"“{part}” is nothing that a transcript tells (prices, consensus or advice)."


def nothing_in(language: str, call: str) -> str:
    """That one of several calls has nothing on the question."""
    return f"{call}的逐字稿中找不到答案。" if language == "zh" else f"Nothing on this was found in {call}."
