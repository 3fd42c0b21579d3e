"""One line's label, if it may be one: `NAME:`, `Name (Role):`, `Name, Firm, Role:`, `[hh:mm:ss] Name – Firm:`, a name alone.

Whether it is a label or speech that looks like one is for `support` to say: a line alone cannot tell.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.formats.generic.affiliation import SUFFIX, affiliation, is_title
from ingest.formats.generic.person_names import SURNAMES
from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, is_function, is_name, name_key, section_heading
from ingest.transcript import Role

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_LEADING_TIME = re.compile(
    rf"^(?:[\[(（]\s*(?P<a>{_CLOCK})(?:\s*[-–>]+\s*{_CLOCK})?\s*[\])）]|(?P<b>\d{{1,2}}:\d\d:\d\d(?:[.,]\d{{1,3}})?)(?:\s*[-–>]+\s*{_CLOCK})?)\s*[-–—:：|]?\s*"
)
_TRAILING_TIME = re.compile(
    rf"^(?P<head>.*?\S)\s*(?:[\[(（]\s*(?P<a>{_CLOCK})\s*[\])）]|\s(?P<b>{_CLOCK})|(?P<c>(?<!\d)\d\d:\d\d:\d\d))$"
)
_PREFIX = re.compile(r"^(?:>>+\s*|[-–—•*]\s+|\d{1,4}[.)]\s+|\[\d{1,4}\]\s*|(?P<qa>[QA])\s*[-–—]\s+(?=[A-Z]))")
# `[CFO] Name:`, `[Analyst] Name, Firm:`
_TAG = re.compile(r"^\[(?P<tag>[A-Za-z][A-Za-z&/ ]{1,30})\]\s+(?=[^\W\d_])")
_SHORT_TIME = re.compile(rf"^(?P<clock>{_CLOCK})\s+(?=[^\W\d_][^:：]{{1,60}}[:：])")
_SEPARATOR = re.compile(r"\s*[(\[（【]\s*|\s*(?:--|—|–)\s*|\s+[-|/]\s+|\s*[,，]\s*|\s*[|｜]\s*")
_ASKING_TAG = re.compile(r"(?:[A-Za-z]+ )?analyst", re.IGNORECASE)
_TITLE_FIRST = re.compile(
    r"^(?P<title>C[EFOT]O|CIO|Chair(?:man|woman|person)|President|Vice President|Director|Chief \w+ Officer|Analyst"
    r"|[一-鿿]{0,12}(?:長|长|總經理|总经理|總裁|总裁|主席|發言人|发言人|協理|副總|副总|分析師|分析师|總監|总监|主任))\s+(?P<name>\S.*)$"
)
_TITLE_LAST = re.compile(
    r"^(?P<name>[一-鿿]{2,4})\s+(?P<title>[一-鿿]{0,12}(?:長|长|總經理|总经理|總裁|总裁|主席|發言人|发言人|協理|副總|副总|經理|经理|分析師|分析师|總監|总监))$"
)
# `財務長王大明`: an office and a name run together.
_TITLE_GLUED = re.compile(
    rf"^(?P<title>[一-鿿]{{0,12}}(?:[長长]|總經理|总经理|總裁|总裁|主席|發言人|发言人|協理|副總|副总|分析師|分析师|總監|总监|主任))(?P<name>[{SURNAMES}][一-鿿]{{1,2}})$"
)
_INTERPRETED = re.compile(
    r"^(?:interpreted|translated|(?:through|via|by) (?:an |the )?(?:interpreter|translator|interpretation|translation)|interpreter|透過口譯|口譯|翻譯|翻译)$",
    re.IGNORECASE,
)
# `公司職稱：姓名 Name`: the colon parts the title from the person, and nothing follows.
_TITLE_COLON = re.compile(
    r"^(?P<title>[一-鿿A-Za-z&.（）() ]{1,30}[一-鿿）)])\s*[：:]\s*(?P<name>(?P<zh>[一-鿿·．]{2,6})\s*[(（]?\s*(?P<en>[A-Z][A-Za-z.'’\- ]{1,40}?)\s*[)）]?)$"
)
_SENTENCE = re.compile(r"[a-z\d)][.?!]\s")
_MAX_HEAD = 160
_MAX_BARE = 120
_LABELLED = 3


@dataclass(frozen=True)
class Label:
    """A possible label. `text` is the speech on its line; `seconds` the time printed with it.

    `colon` says that a colon ends it, `marked` that it is set off from the text (bold, a heading, a cell of its own).
    """

    name: str
    title: str | None = None
    firm: str | None = None
    seconds: float | None = None
    text: str = ""
    role: Role | None = None
    interpreted: bool = False
    colon: bool = True
    marked: bool = False
    timed: bool = False
    also_called: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """What the spellings of one name share."""
        return name_key(self.name)

    @property
    def affiliated(self) -> bool:
        return bool(self.title or self.firm)


def clock_seconds(text: str) -> float:
    """Seconds of `1:02:03`, `01:02` or `00:01:02.5`."""
    seconds = 0.0
    for part in text.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def strip_time(text: str) -> tuple[float | None, str]:
    """The time that a line begins with, in seconds, and the rest of the line."""
    match = _LEADING_TIME.match(text)
    if match is None:
        return None, text
    return clock_seconds(match["a"] or match["b"]), text[match.end() :].strip()


def read_label(text: str, bold: int = 0, *, set_apart: bool = False) -> Label | None:
    """The label that a line, or a bold start of it, may be; None where its shape forbids it.

    `set_apart` says that the whole line is a heading or a cell of its own.
    """
    seconds, line = strip_time(text)
    if seconds is None and (short := _SHORT_TIME.match(line)):
        seconds, line = clock_seconds(short["clock"]), line[short.end() :]
    bold = max(bold - (len(text) - len(line)), 0)
    prefix = _PREFIX.match(line)
    role = None
    if prefix:
        role = {"Q": Role.ANALYST, "A": Role.EXECUTIVE}.get(prefix["qa"] or "")
        line, bold = line[prefix.end() :].strip(), max(bold - prefix.end(), 0)
    if match := _TITLE_COLON.match(line):
        called = (match["zh"], match["en"].strip())
        return Label(
            match["name"].strip(), match["title"].strip(), None, seconds, colon=False, marked=True, also_called=called
        )
    tag = None
    if (match := _TAG.match(line)) and is_title(match["tag"]):
        tag = match["tag"]
        line, bold = line[match.end() :], max(bold - match.end(), 0)
    found = _shaped(line, bold, set_apart=set_apart)
    if found is None or (tag and not found.colon):
        return None
    if tag and _ASKING_TAG.fullmatch(tag):
        role = Role.ANALYST
        found = replace(found, title=found.title or tag)
    elif tag:
        found = replace(found, title=found.title or tag, firm=found.firm)
    after, said = (found.seconds, found.text) if found.seconds is not None else strip_time(found.text)
    return replace(found, seconds=seconds if seconds is not None else after, text=said, role=role,
                   timed=seconds is not None or after is not None)  # fmt: skip


def _shaped(line: str, bold: int, *, set_apart: bool) -> Label | None:
    """The label that a line without its time and prefix begins with: up to a colon, in bold, or the whole line."""
    marked = set_apart or 0 < len(line) <= bold
    at = _colon(line)
    if at is not None and 0 < bold < at and (_SENTENCE.search(line, bold, at) or _name_ends(line, bold)):
        # `**Nell Orlo** Two things: price` has no colon that ends a label.
        at = None
    if at is not None:
        found = _from_head(line[:at].strip(), line[at + 1 :].strip(), colon=True, marked=marked or 0 < at <= bold + 1)
        if found is not None or set_apart:
            return found
    if 0 < bold < len(line) and bold <= _MAX_BARE:
        return _from_head(line[:bold].strip(), line[bold:].lstrip(" -–—|:："), colon=False, marked=True)
    return _from_head(line.strip(), "", colon=False, marked=marked) if at is None and len(line) <= _MAX_BARE else None


def _name_ends(line: str, bold: int) -> bool:
    """Whether the bold start is a whole name, and neither a title nor a mark follows it but words."""
    return (
        is_name(line[:bold], fewest=2)
        and line[bold:].lstrip()[:1].isalnum()
        and line[bold - 1 : bold + 1].count(" ") > 0
    )


def looks_like_label(line: str) -> bool:
    """Whether a line begins as labels with a colon do, with a person's or a function's name."""
    at = _colon(strip_time(line)[1])
    return at is not None and read_label(line) is not None


def has_labelled_speech(lines: Iterable[str]) -> bool:
    """Whether speeches begin `Name: words`: three times or more, by functions or by people who speak again."""
    names: Counter[str] = Counter()
    for line in lines:
        line = line[:_MAX_HEAD].strip("*_# ")
        if (":" in line or "：" in line) and not section_heading(line) and (label := read_label(line)) and label.colon:
            names[label.name] += 1
    return sum(count for name, count in names.items() if is_function(name) or (count > 1 and " " in name)) >= _LABELLED


def _colon(line: str) -> int | None:
    """Where the first colon stands that may end a label: outside brackets, and in no time, ratio or address."""
    depth = 0
    for i, char in enumerate(line[:_MAX_HEAD]):
        if char in "([（【":
            depth += 1
        elif char in ")]）】":
            depth = max(depth - 1, 0)
        elif char in ":：" and not depth:
            after = line[i + 1 : i + 3]
            if (char == ":" and i and line[i - 1].isdigit() and after[:1].isdigit()) or after.startswith("//"):
                return None
            return i
    return None


def _from_head(head: str, rest: str, *, colon: bool, marked: bool) -> Label | None:
    seconds = None
    if match := _TRAILING_TIME.match(head):
        seconds, head = clock_seconds(match["a"] or match["b"] or match["c"]), match["head"].strip()
    name, more = _parts(head)
    if match := _TITLE_LAST.match(name):
        name, more = match["name"], match["title"]
    elif (match := _TITLE_GLUED.match(name) or _TITLE_FIRST.match(name)) and is_name(match["name"]):
        name, more = match["name"], ", ".join(part for part in (match["title"], more) if part)
    if not name or not (is_function(name) or is_name(name)) or len(name.split()) > MAX_LABEL_WORDS:
        return None
    if not colon and more and not marked and (ends_sentence(head) or not is_title(more)):
        # `Thank you, Nell` and `Orders, mostly` are speech: without a colon only a printed title makes a heading.
        return None
    if _INTERPRETED.match(more):
        return Label(name, None, None, seconds, rest, interpreted=True, colon=colon, marked=marked)
    title, firm = affiliation(more)
    return Label(name, title, firm, seconds, rest, colon=colon, marked=marked)


def _parts(head: str) -> tuple[str, str]:
    """(name, what is printed about it). A comma before `Jr.` or `Ph.D.` belongs to the name."""
    start = 0
    while match := _SEPARATOR.search(head, start):
        if "," in match[0] and (suffix := SUFFIX.match(head, match.end())):
            start = suffix.end()
            continue
        name, more = head[: match.start()].strip(), head[match.end() :].strip()
        return name, re.sub(r"\s*[)\]）】]", "", more).strip(" ,")
    return head.strip(), ""
