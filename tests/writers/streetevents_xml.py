"""StreetEvents XML: the transcript as ruled text in CDATA, with its entities escaped once more; some with two sessions."""

import random
from html import escape

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall

_SECTION, _SPEAKER = "=" * 80, "-" * 80


def firm(call: SyntheticCall) -> str:
    return f"{call.company} & Sons AS"


def write(call: SyntheticCall, *more: SyntheticCall) -> tuple[str, bytes]:
    """The calls of `more` are further sessions of the same event."""
    rng = random.Random(sum(map(ord, call.executives[0][0])))
    title = f"Q{call.fiscal_quarter} {call.fiscal_year} {firm(call)} Earnings Call"
    lines = [
        title,
        "",
        "FARTOWN Jan 3, 2031 (Thomson StreetEvents) -- Edited Transcript of the call of Friday, January 3, 2031",
        "",
        "TEXT version of Transcript",
        "",
    ]
    sessions = (call, *more)
    lines += [_SECTION, "Corporate Participants", _SECTION]
    for session in sessions:
        for name, position in session.executives:
            lines += [f"   *  {name}", f"      {firm(call)} - {position}"]
    lines += ["", _SECTION, "Conference Call Participants", _SECTION]
    for session in sessions:
        for name, house in session.analysts:
            lines += [f"   *  {name}", f"      {house} - Analyst"]
    lines.append("")
    for session in sessions:
        lines += _speech(call, session, rng)
    lines += [
        _SPEAKER,
        "Definitions",
        _SPEAKER,
        " PRELIMINARY: a draft.",
        _SPEAKER,
        "Disclaimer",
        _SPEAKER,
        " No promise.",
    ]
    body = "\r\n".join(escape(line, quote=False) for line in lines)
    event = (
        '<?xml version="1.0" encoding="UTF-8" ?>\r\n<Event Id="1" lastUpdate="Saturday, January 4, 2031" eventTypeName="Call &amp; Q&amp;A">\r\n'
        '  <EventStory Id="1.F" storyType="transcript" version="Final">\r\n'
        f"    <Headline><![CDATA[Edited Transcript of {call.ticker}.XX call</ 3-Jan-31]]></Headline>\r\n"
        f"    <Body><![CDATA[{body}\r\n]]></Body>\r\n  </EventStory>\r\n"
        f"  <eventTitle><![CDATA[{escape(title, quote=False)}]]></eventTitle>\r\n  <city>FARTOWN</city>\r\n"
        f"  <companyName>{escape(firm(call))}</companyName>\r\n  <companyTicker>{call.ticker}.XX</companyTicker>\r\n"
        f"  <startDate>{call.date.day}-{call.date:%b-%y} 2:00pm GMT</startDate>\r\n</Event>\r\n"
    )
    return f"{call.ticker}.xml", event.encode()


def _speech(call: SyntheticCall, session: SyntheticCall, rng: random.Random) -> list[str]:
    lines: list[str] = []
    section, n = None, 0
    for turn in session.turns:
        if turn.section is not section:
            section, n = turn.section, 0
            lines += [_SECTION, "Presentation" if section is Section.PREPARED else "Questions and Answers"]
        n += 1
        lines += [_SPEAKER, rng.choice(("", " ")) + _heading(call, turn, n), _SPEAKER]
        lines += [f" {text}" for text, _ in turn.paragraphs]
        if rng.random() < 0.1:
            lines += [_SPEAKER, f"Editor   [{n + 1}]", _SPEAKER, " A slide was shown."]
            n += 1
    return lines


def _heading(call: SyntheticCall, turn: Said, n: int) -> str:
    if turn.role is Role.OPERATOR:
        return f"Operator   [{n}]"
    detail = f"{turn.firm} - Analyst" if turn.role is Role.ANALYST else f"{firm(call)} - {turn.title}"
    return f"{turn.speaker},  {detail}   [{n}]"
