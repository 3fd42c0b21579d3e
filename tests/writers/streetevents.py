"""StreetEvents text: indented Thomson Reuters and Refinitiv pages, the same with lines drawn around headings, LSEG's
without a Q&A heading, and Event Briefs."""

import random

from ingest.transcript import Role, Section
from tests.writers.call import Said, SyntheticCall

STYLES = ("thomson", "lseg", "brief", "ruled")
_RULES = {"=": "=" * 80, "-": "-" * 80}
_TAIL = (
    "Definitions\nPRELIMINARY TRANSCRIPT: A draft of the running event.\nEDITED TRANSCRIPT: A draft that was read again.\n\n"
    "Disclaimer\nThis page can change at any time.\nCopyright {year} Bannerholder. All Rights Reserved.\n"
)
_BRIEF = (
    "OVERVIEW\nCo. reported 3Q revenues of $9m.\n\nFINANCIAL DATA\n\n    1. Revenues = $9m.\n    2. GM = 37.1%.\n\n"
    "PRESENTATION SUMMARY\n\nI. Review (R.A.)\n\n     1. Highlights:\n          1. Volumes, up 11% YoverY.\n\n\n"
)


def style(call: SyntheticCall) -> str:
    return STYLES[_seed(call) % len(STYLES)]


def company(call: SyntheticCall) -> str:
    return f"{call.company} Inc"


def firm(call: SyntheticCall) -> str:
    return f"{call.company}, Inc."


def write(call: SyntheticCall) -> tuple[str, bytes]:
    rng = random.Random(_seed(call))
    kind = style(call)
    banner = {"thomson": "Thomson Reuters", "lseg": rng.choice(("LSEG", "Refinitiv"))}.get(kind, "Refinitiv")
    lines = [
        "",
        "",
        f"{banner} StreetEvents Event {'Brief' if kind == 'brief' else 'Transcript'}",
        "E D I T E D  V E R S I O N" if kind == "lseg" else "E D I T E D   V E R S I O N",
        "",
        f"Q{call.fiscal_quarter} {call.fiscal_year} {company(call)} Earnings Call",
        f"{call.date:%B %d, %Y} / 1:30PM UTC" if kind == "lseg" else f"{call.date:%B %d, %Y} / 1:30PM GMT".upper(),
        "",
        "Corporate Participants",
        "",
    ]
    for name, title in call.executives:
        lines += [f" * {name}", f"   {firm(call)} - {title}"]
    lines += ["", "Conference Call Participants" if kind == "lseg" else "Conference Call Participiants", ""]
    if kind == "lseg" and rng.random() < 0.5:
        lines += [" * Operator", "   "]
    for name, house in call.analysts:
        lines += [f" * {name}", f"   {house} - Analyst"]
    lines.append("")
    if kind == "brief":
        lines.append(_BRIEF)
    lines += _speech(call, kind, rng)
    lines += ["", "", _TAIL.format(year=call.date.year)]
    return f"{call.ticker}_{call.fiscal_year}.txt", "\n".join(_ruled(lines) if kind == "ruled" else lines).encode()


def _ruled(lines: list[str]) -> list[str]:
    """With lines drawn above and below what heads a list, a section, a speech or an end; only first paragraphs are indented."""
    found: list[str] = []
    for line in lines:
        if line.startswith("Definitions\n"):
            for end in ("Definitions", "Disclaimer"):
                line = line.replace(f"{end}\n", f"{_RULES['-']}\n{end}\n{_RULES['-']}\n")
            found.append(line)
        elif "Participa" in line or line in ("Presentation", "Questions and Answers", "Conference Call Participiants"):
            found += [_RULES["="], line, _RULES["="]]
        elif line.endswith("]") and "    [" in line:
            found += [_RULES["-"], line, _RULES["-"]]
        else:
            found.append(line[1:] if line[:1] == " " and line[1:2].isalnum() else line)
    return found


def _speech(call: SyntheticCall, kind: str, rng: random.Random) -> list[str]:
    lines: list[str] = []
    section, n, clock = None, 0, 1_000
    for turn in call.turns:
        if kind == "brief" and turn.section is Section.PREPARED:
            continue
        if turn.section is not section:
            section, n = turn.section, 0
            lines += _heading_of_section(section, kind)
        n += 1
        lines.append(_heading(call, turn, kind, n, rng))
        if kind != "lseg":
            lines.append("")
        for i, (text, _) in enumerate(turn.paragraphs):
            if kind == "brief":
                text, clock = _timed(text, clock)
            indent = "" if kind == "lseg" else " " * rng.choice((4, 5, 10)) if i == 0 else " "
            lines.append(indent + text)
        if kind != "lseg":
            lines.append("")
    return lines


def _heading_of_section(section: Section, kind: str) -> list[str]:
    if kind == "lseg":
        return ["presentation"] if section is Section.PREPARED else []
    if kind == "brief":
        return ["QUESTIONS AND ANSWERS"]
    return ["", "Presentation" if section is Section.PREPARED else "Questions and Answers"]


def _heading(call: SyntheticCall, turn: Said, kind: str, n: int, rng: random.Random) -> str:
    comma = ", " if kind == "lseg" else ",  "
    if turn.role is Role.OPERATOR:
        return f"Operator,     [{n}]" if kind == "lseg" else f"Operator    [{n}]"
    detail = f"{turn.firm} - Analyst" if turn.role is Role.ANALYST else f"{firm(call)} - {turn.title}"
    if kind == "thomson" and rng.random() < 0.2:
        detail = " -"
    return f"{turn.speaker}{comma}{detail}    [{n}]"


def _timed(text: str, clock: int) -> tuple[str, int]:
    """A time mark before each sentence, as badly formed as they come."""
    marked = ""
    for piece in text.split(". "):
        clock += 4
        time = f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
        marked += f'{". " if marked else ""}<Sync id="L{clock}"time="{time}"/>{piece}'
    return marked, clock


def _seed(call: SyntheticCall) -> int:
    return sum(map(ord, "".join(name for name, _ in call.executives)))
