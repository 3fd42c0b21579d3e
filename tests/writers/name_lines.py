"""Layouts of names on lines of their own, of two names after a title, and of players that glue the time to the name."""

import random

from ingest.transcript import Role
from tests.writers.call import SyntheticCall
from tests.writers.generic_labels import clock, short

_ZH_NAMES = "溫嵐 王大明 陳思穎 林志遠 張庭瑋 李承翰 黃雅琪 吳柏勳 蔡孟潔".split()


def write(call: SyntheticCall) -> tuple[str, bytes]:
    """Name line, blank line, text; executives as `Name (Title)`."""
    rng = random.Random(f"lines{call.company}{call.date}")
    titled = rng.random() < 0.7
    lines = [f"{call.company} {call.period} Earnings Call", f"{call.date:%B} {call.date.day}, {call.date.year}"]
    for said in call.turns:
        lines.append(f"{said.speaker} ({short(said)})" if titled and said.role is Role.EXECUTIVE else said.speaker)
        lines += [english for english, _ in said.paragraphs]
    return f"{call.ticker}.txt", "\n\n".join(lines).encode()


def write_glued(call: SyntheticCall) -> tuple[str, bytes]:
    """`Operator00:00:00Text`, `Speaker 100:01:02Text`: people by number."""
    rng = random.Random(f"glued{call.company}{call.date}")
    people = list(dict.fromkeys(said.speaker for said in call.turns if said.role is not Role.OPERATOR))
    lines, seconds = [], 0
    for said in call.turns:
        label = "Operator" if said.role is Role.OPERATOR else f"Speaker {people.index(said.speaker) + 1}"
        lines.append(
            f"{label}{clock(seconds)}" + rng.choice(("\n", " ", "\n\n")).join(english for english, _ in said.paragraphs)
        )
        seconds += 40
    return f"{call.ticker}.txt", "\n".join(lines).encode()


def write_two_names(call: SyntheticCall) -> tuple[str, bytes]:
    """`公司職稱：姓名 Name`, an English paragraph, its Chinese translation, and so on; the host announces."""
    people = list(dict.fromkeys(said.speaker for said in call.turns))
    lines = [f"{call.company_zh} ({call.ticker}) {call.fiscal_year} Q{call.fiscal_quarter} 法說會"]
    for said in call.turns:
        lines += ["", two_names(people.index(said.speaker), said.speaker, call.company_zh)[0]]
        for english, chinese in said.paragraphs:
            lines += [english, chinese]
    return f"{call.ticker}.txt", "\n".join(lines).encode()


def two_names(n: int, name: str, company_zh: str) -> tuple[str, str]:
    """(heading, label) of the n-th person to speak."""
    title = f"{company_zh}{('主持人', '投資人關係主管', '執行長', '財務長')[n]}" if n < 4 else "分析師"
    if name == "Operator":
        return "Operator", "Operator"
    label = f"{_ZH_NAMES[n]} {name}"
    return f"{title}：{label}", label
