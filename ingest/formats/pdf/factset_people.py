"""Who is on a call in the FactSet CallStreet layout: participants in columns, and `Title, Firm` lines taken apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.formats.draft import Listed
from ingest.formats.lines import ends_sentence, is_name, name_key
from ingest.formats.pdf.columns import columns
from ingest.formats.pdf.paragraphs import join_lines
from ingest.formats.pdf.rows import Row
from ingest.transcript import Role

_TITLE_WORD = re.compile(
    r"\b(?:analyst|associate|chief|officer|president|director|chair(?:man|woman|person)?|manager|head|vice|treasurer|founder|partner|principal"
    r"|investor relations|secretary|controller|counsel|vp|evp|svp|ceo|cfo|coo|cto|ir|executive|lead|strategist|economist|member|moderator|host)\b",
    re.IGNORECASE,
)
_ANALYST_FIRST = re.compile(
    r"^(?P<title>[^,]*\b(?:Analyst|Associate|Strategist)\b[^,]*),\s*(?P<firm>.+)$", re.IGNORECASE
)
_SUFFIX = re.compile(
    r"^(?:Inc|LLC|L\.L\.C|LLP|L\.P|LP|Ltd|Limited|Corp|Co|PLC|S\.?A|N\.?A|N\.?V|AG|SE|SpA|S\.p\.A|A/?S|ASA|AB|Oyj?|KK|Pte|GmbH|Inc\.? \(.*\))\.?$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:Finance|Operations|Marketing|Sales|Strategy|Communications|Investor Relations|Human Resources|Legal|Treasury|Technology|Accounting"
    r"|Corporate (?:Affairs|Development|Communications)|Business Development|Research & Development|(?:North )?America|Europe|Asia)(?: .*)?$"
)
_DASHED = re.compile(r"^(?P<name>[^–—]{3,60}?)\s+[-–—]\s+(?P<rest>.+)$")
_TITLE_START = re.compile(r"\s(?=(?:Senior |Lead |Equity |Research )*Analyst, )")


@dataclass
class People:
    """Names with what is printed under them: of the participants list, and of headings read so far."""

    company: str | None = None
    listed: list[Listed] = field(default_factory=list)
    firms: list[str] = field(default_factory=list)
    _printed: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, str] = field(default_factory=dict)
    _roles: dict[str, Role] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.company:
            self.firms.append(self.company)

    def add(self, found: Iterable[tuple[str, str, Role | None]]) -> None:
        """Take (name, `Title, Firm` as printed, role) of a participants list."""
        entries = list(found)
        self.firms = sorted({*self.firms, *_shared_firms([text for _, text, _ in entries])}, key=len, reverse=True)
        for name, text, role in entries:
            title, firm = split_title(text, self.firms)
            self.listed.append(Listed(name, role, title, firm))
            self._printed.setdefault(name_key(name), text)
            if role is not None:
                self._roles.setdefault(name_key(name), role)
            if firm and firm not in self.firms and title and role is Role.ANALYST:
                self.firms.append(firm)

    def see(self, name: str, text: str) -> None:
        """Remember what a heading printed under a name."""
        if text:
            self._seen.setdefault(name_key(name), text)

    def knows(self, name: str) -> bool:
        return name_key(name) in self._printed or name_key(name) in self._seen

    def knows_role(self, name: str) -> bool:
        return name_key(name) in self._roles

    def printed(self, name: str) -> str | None:
        """`Title, Firm` as a heading, else the list, printed it for a name."""
        return self._seen.get(name_key(name)) or self._printed.get(name_key(name)) or None


def split_title(text: str, firms: Iterable[str]) -> tuple[str | None, str | None]:
    """(title, firm) of `Title, Firm`, where both may hold commas; `firms` are those known on the call."""
    text = text.strip().strip(",").strip()
    if not text:
        return None, None
    for firm in firms:
        if _key(text) == _key(firm):
            return None, text
        if text.endswith(f", {firm}"):
            return text[: -len(firm) - 2].strip(), firm
    if match := _ANALYST_FIRST.match(text):
        return match["title"].strip(), match["firm"].strip()
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return (text, None) if _TITLE_WORD.search(text) else (None, text)
    last = len(parts) - 1
    while last > 1 and _SUFFIX.match(parts[last]):
        last -= 1
    if (
        _SUFFIX.match(parts[last])
        or _OFFICE.match(parts[last])
        or (_TITLE_WORD.search(parts[last]) and len(parts[last].split()) < 6)
    ):
        return (text, None) if _TITLE_WORD.search(parts[0]) else (None, text)
    return ", ".join(parts[:last]), ", ".join(parts[last:])


def is_title(text: str, firms: Iterable[str]) -> bool:
    """Whether a line reads like `Title, Firm` rather than like speech."""
    if len(text.split()) > 22 or text[:1].islower():
        return False
    if any(text.endswith(firm) for firm in firms):
        return len(text.split()) <= 18 and (", " in text or _TITLE_WORD.search(text) is not None or text in firms)
    if ends_sentence(text) or text.endswith(("?", "!", ":")):
        return False
    return _TITLE_WORD.search(text) is not None and all(
        word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in text.split()
    )


_SMALL = frozenset("of and for the to in at de la du des del e und für on &".split())


def _key(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _shared_firms(texts: Sequence[str]) -> list[str]:
    """What two or more printed titles end in: `Kestrelvane Robotics, Inc.` of everybody there."""
    ends: dict[str, int] = {}
    for text in texts:
        parts = text.split(", ")
        for i in range(1, len(parts)):
            tail = ", ".join(parts[i:])
            ends[tail] = ends.get(tail, 0) + 1
    shared = [
        tail for tail, times in ends.items() if times > 1 and not _SUFFIX.match(tail) and not _TITLE_WORD.search(tail)
    ]
    return [tail for tail in shared if not any(other != tail and other.endswith(tail) for other in shared)]


def participants(
    rows: Sequence[Row], role: Role, heads: Sequence[str], firms: Sequence[str]
) -> list[tuple[str, str, Role | None]]:
    """(name, `Title, Firm`, role) of each entry, column by column; `heads` are lines that begin blocks of speech."""
    entries: list[tuple[str, str]] = []
    if any(row.line.x0 is not None for row in rows):
        for cells in columns(rows):
            entries.extend(_by_style(cells, firms))
    else:
        entries = _by_words([row.text for row in rows], heads, firms)
    return [(name, text, role) for name, text in entries if name]


def _by_style(cells: Sequence[Row], firms: Sequence[str]) -> list[tuple[str, str]]:
    """A column's entries: names are set like its first line, titles are not."""
    styles = {(round(2 * (row.line.size or 0)), row.line.bold) for row in cells}
    if len(styles) < 2:
        return _by_words([row.text for row in cells], (), firms)
    first = cells[0].line
    found: list[tuple[str, list[str]]] = []
    for row in cells:
        if (row.line.size, row.line.bold) == (first.size, first.bold) or not found:
            if match := _DASHED.match(row.text):
                found.append((match["name"], [match["rest"]]))
            else:
                found.append((row.text, []))
        else:
            found[-1][1].append(row.text)
    return [(name, join_lines(texts)) for name, texts in found]


def _by_words(lines: Sequence[str], heads: Sequence[str], firms: Sequence[str]) -> list[tuple[str, str]]:
    """Entries of lines without layout: names, then as many titles; both may share one line with their neighbours'."""
    found: list[tuple[str, list[str]]] = []
    below: list[list[str]] = []
    for line, following in zip(lines, (*lines[1:], ""), strict=False):
        if match := _DASHED.match(line):
            found.append((match["name"], [match["rest"]]))
            below = [found[-1][1]]
        elif _all_heads(line, heads) or _is_name_line(line, following, below, firms):
            named = [(name, list[str]()) for name in _names_of(line, heads, len(_titles_of(following, firms)))]
            found.extend(named)
            below = [texts for _, texts in named]
        elif below:
            titles = _titles_of(line, firms)
            for texts, title in zip(below, titles if len(titles) == len(below) else [line], strict=False):
                texts.append(title)
    return [(name, join_lines(texts)) for name, texts in found]


def _all_heads(line: str, heads: Sequence[str]) -> bool:
    """Whether a line is made up of names that head speeches."""
    rest = line
    for head in heads:
        if len(head.split()) > 1:
            rest = rest.replace(head, "")
    return rest != line and not rest.strip()


def _is_name_line(line: str, following: str, below: Sequence[Sequence[str]], firms: Sequence[str]) -> bool:
    if "," in re.sub(r", (?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|CFA)\b\.?", "", line) or re.search(r"[&\d]", line):
        return False
    cells = re.split(r"\s{2,}", line)
    if not all(is_name(cell) or is_name(cell.replace(".", "")) for cell in cells):
        return False
    if any(not texts for texts in below):
        return False
    # A wrapped title's rest ("Research Division") is followed by the next name, a name by its title.
    open_end = bool(below) and below[-1][-1].endswith((",", "&", "-"))
    return not below or (not open_end and is_title(following, firms) and not _TITLE_WORD.search(line))


def _names_of(line: str, heads: Sequence[str], several: int) -> list[str]:
    """The names of one line: cells apart, or those that head speeches, or as many as there are titles below."""
    cells = re.split(r"\s{2,}", line)
    if len(cells) > 1:
        return cells
    for head in heads:
        if len(head.split()) > 1 and line != head:
            if line.startswith(f"{head} "):
                return [head, *_names_of(line[len(head) :].strip(), heads, several - 1)]
            if line.endswith(f" {head}"):
                return [*_names_of(line[: -len(head)].strip(), heads, several - 1), head]
    words = line.split()
    share = max(1, round(len(words) / max(1, several)))
    names = [" ".join(words[i * share : (i + 1) * share]) for i in range(several - 1)]
    return [*names, " ".join(words[max(0, several - 1) * share :])]


def _titles_of(line: str, firms: Sequence[str]) -> list[str]:
    cells = re.split(r"\s{2,}", line)
    if len(cells) > 1:
        return cells
    if len(parts := _TITLE_START.split(line)) > 1:
        return parts
    for firm in firms:
        if line.count(firm) > 1:
            return [part.strip() + firm for part in line.split(firm) if part.strip()]
    return [line]
