"""What StreetEvents text and XML share: speaker headings, participants lists, and Turns numbered anew in each section."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, has_title_word, is_function, is_name, name_key
from ingest.metadata import period
from ingest.transcript import Role, Section

_MAX_HEADING = 600
_NUMBERED = re.compile(r"^(?P<left>.*\S)(?P<gap>\s+)\[(?P<n>\d{1,4})\]$")
_SUFFIX = re.compile(
    r"^(?:Jr|Sr|II|III|IV|Ph\.?\s?D|M\.?D|CFA|CPA|CA|MBA|Esq|J\.?D|P\.?E|Dr|FCA|FIA)\b\.?", re.IGNORECASE
)
_TOKEN = re.compile(r"[^\W_]+")
_EVENT = re.compile(
    r",?\s+(?:[-–]\s+)?(?:Earnings|Sales|Trading|Interim|Results?|Guidance|Corporate|Conference|Investors?|Analysts?|Capital Markets?"
    r"|Shareholders?|Annual|Special|Extraordinary|Business|Strateg\w+|Operational|Merger|M&A|R&D|Preliminary|Product\w*|Webcast|Call"
    r"|Presentation|Update|Briefing|Fireside|at|[Tt]o|Acqui\w+|Announce\w*|Discuss\w*)\b"
)
_LEADING_PERIOD = re.compile(
    r"^(?:Preliminary\s+)?(?:(?:F?Q[1-4]|[1-4]F?Q|Half[ -]Year|Full[ -]Year|Nine[ -]Months?|Interim|H[12]|9M)\s+)?(?:FY\s?)?(?:19|20)\d\d\s+",
    re.IGNORECASE,
)
_YEAR_ONLY = re.compile(r"^(?:Preliminary\s+)?(?:Half|Full)[ -]Year\s+((?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """`Name,  Firm - Role    [n]`; `detail` is `Firm - Role` as printed, empty where nothing stands there."""

    name: str
    detail: str
    n: int


class People:
    """The participants lists, and what they say about the firm and title of whoever heads a Turn."""

    def __init__(self, entries: Iterable[tuple[Role, str, str]] = (), title: str = "") -> None:
        """`entries` are (Role of the list, name, `Firm - Role` as printed); `title` is the event's."""
        entries = [(role, name, _dashed(detail)) for role, name, detail in entries]
        self._event = _tokens(_LEADING_PERIOD.sub("", title))
        self._shared = Counter(
            prefix for role, _, detail in entries if role is Role.EXECUTIVE for prefix in set(_prefixes(detail))
        )
        self._listed: dict[str, Listed] = {}
        self.corporate = Counter[str]()
        for role, name, detail in entries:
            firm, position = self._corporate(detail) if role is Role.EXECUTIVE else _last_dash(detail)
            if role is Role.EXECUTIVE and firm:
                self.corporate[firm] += 1
            if name.strip(" ,").lower() != "operator":
                self._listed.setdefault(_key(name), Listed(name, role, position, firm))

    @property
    def listed(self) -> list[Listed]:
        return list(self._listed.values())

    def knows(self, name: str) -> bool:
        return is_function(name) or _key(name) in self._listed

    def title_and_firm(self, heading: Heading) -> tuple[str | None, str | None]:
        """As the heading prints them; an empty half is filled from the list."""
        listed = self._listed.get(_key(heading.name), Listed(heading.name))
        detail = _dashed(heading.detail)
        company = next((firm for firm in self.corporate if detail.startswith((f"{firm} - ", f"{firm} -"))), None)
        firm: str | None
        if company and listed.role is not Role.ANALYST:
            firm, title = company, detail[len(company) :].strip(" -") or None
        elif listed.role is Role.EXECUTIVE:
            firm, title = self._corporate(detail)
        else:
            firm, title = _last_dash(detail)
        return title or listed.title, firm or listed.firm

    def is_corporate(self, firm: str | None) -> bool:
        return firm is not None and firm in self.corporate

    def _corporate(self, detail: str) -> tuple[str | None, str | None]:
        """(firm, title): the firm is what the event's title names, or else what other corporate participants share."""
        options = _prefixes(detail)
        if not options:
            return (None, detail.strip(" -") or None) if detail.startswith("- ") else (detail.strip(" -") or None, None)
        named = [option for option in options if self._event[: len(_tokens(option))] == _tokens(option)]
        shared = [
            option for option in options if self._shared[option] > 1 and not has_title_word(option[len(options[0]) :])
        ]
        firm = (named or shared or options[:1])[-1]
        return firm, detail[len(firm) :].strip(" -") or None


def read_list(lines: Iterable[str], role: Role) -> list[tuple[Role, str, str]]:
    """The entries of a list: `* Name`, and `Firm - Role` on the line or lines below it."""
    entries: list[tuple[Role, str, str]] = []
    for line in map(str.strip, lines):
        if line.startswith("*"):
            entries.append((role, line.strip("* ,"), ""))
        elif line and entries:
            _, name, detail = entries[-1]
            entries[-1] = (role, name, f"{detail} {line}".strip())
    return [entry for entry in entries if entry[1]]


def heading_of(line: str, people: People, before: int) -> Heading | None:
    """The speaker heading that a line is; `before` is the number of the heading before it, 0 where a section begins.

    A footnote mark at a line's end (`not booked [4]`) is none: that takes a wide gap or the next number, and a name.
    """
    line = line.strip()
    if len(line) > _MAX_HEADING or not line.endswith("]") or (match := _NUMBERED.match(line)) is None:
        return None
    name, detail = _name_and_detail(match["left"].strip(" ,"), people)
    heading = Heading(name, detail, int(match["n"]))
    gap, in_order = len(match["gap"]), heading.n in (1, before + 1)
    if not name or len(name.split()) > MAX_LABEL_WORDS or ends_sentence(name) or not name[0].isalnum():
        return None
    if people.knows(name):
        supported = gap > 1 or in_order
    elif gap > 2:
        supported = in_order or " - " in detail
    else:
        supported = in_order and " - " in detail and is_name(name)
    return heading if supported else None


def _name_and_detail(left: str, people: People) -> tuple[str, str]:
    commas = [match.start() for match in re.finditer(",", left)]
    for at in [len(left), *reversed(commas)]:
        if people.knows(left[:at].strip()):
            return left[:at].strip(), left[at:].strip(" ,")
    wide = left.find(",  ")
    narrow = next(
        (at for at in commas if left[at + 1 : at + 2] == " " and not _SUFFIX.match(left[at + 1 :].strip())), -1
    )
    at = wide if wide >= 0 else narrow
    if at < 0:
        name, _, detail = left.partition(" - ")
        return name.strip(), detail.strip()
    return left[:at].strip(), left[at:].strip(" ,")


class Script:
    """Makes Turns of sections, headings and lines in the file's order. Sections repeat on analyst days: Sessions."""

    def __init__(self, draft: Draft, people: People, section: Section | None) -> None:
        self._draft = draft
        self._people = people
        self.section = section
        self._session = 1
        self._seen: set[Section] = set()
        self._heading: Heading | None = None
        self._turn: DraftTurn | None = None
        self.asides: list[str] = []
        """What stands under the heading of the editor."""

    def begin(self, section: Section) -> None:
        """A printed section heading, or a restart of the numbering that stands for one."""
        if self._seen and (section is Section.PREPARED or section in self._seen):
            self._session += 1
            self._seen = set()
        self.section, self._heading, self._turn = section, None, None

    def speaker(self, heading: Heading) -> None:
        self._heading, self._turn = heading, None

    def line(self, text: str, start_seconds: float | None = None) -> None:
        """A paragraph of whoever speaks. A heading without words below it makes no Turn."""
        if self._heading is not None and self._heading.name.lower() == "editor":
            self.asides.append(text)
            return
        if self._turn is None:
            self._turn = self._open()
        if self._turn.start_seconds is None:
            self._turn.start_seconds = start_seconds
        if text:
            self._turn.paragraphs.append((text, None))

    def _open(self) -> DraftTurn:
        if self.section is not None:
            self._seen.add(self.section)
        last = self._draft.turns[-1] if self._draft.turns else None
        if self._heading is None:
            turn = DraftTurn(None, section=self.section, flags=["label_missing"], session=self._session)
        else:
            label = self._heading.name
            if last and (last.label, last.section, last.session) == (label, self.section, self._session):
                return last
            title, firm = self._people.title_and_firm(self._heading)
            role = Role.EXECUTIVE if self._people.is_corporate(firm) else None
            turn = DraftTurn(label, title, firm, self.section, role=role, session=self._session)
        self._draft.turns.append(turn)
        return turn


def describe(draft: Draft, title: str, people: People) -> None:
    """What the event's title says: the fiscal period as printed, and the company where nothing else named it."""
    draft.title = title or None
    if found := period(title):
        draft.fiscal_year, draft.fiscal_quarter = found
    elif match := _YEAR_ONLY.match(title):
        draft.fiscal_year = int(match[1])
    draft.company = draft.company or _company(_LEADING_PERIOD.sub("", title), people.corporate)


def _company(rest: str, firms: Counter[str]) -> str | None:
    """The company at the head of an event's title; its firm in the list tells how far the name reaches at least.

    Without a title it is that firm.
    """
    tokens = list(_TOKEN.finditer(rest))
    if not tokens:
        return firms.most_common(1)[0][0] if firms else None
    firm = _tokens(firms.most_common(1)[0][0]) if firms else []
    shared = 0
    while shared < min(len(firm), len(tokens)) and tokens[shared][0].lower() == firm[shared]:
        shared += 1
    at = tokens[max(shared, 1) - 1].end()
    if match := _EVENT.search(rest, at):
        return rest[: match.start()].strip(" -") or None
    return rest[:at] if shared and shared == len(firm) else rest.strip() or None


def _key(name: str) -> str:
    return name_key(name) or name.strip().lower()


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _dashed(detail: str) -> str:
    """With the dash of an empty half standing free: `Firm -` and `- Role` are told from names with hyphens by it."""
    return re.sub(r"\s+[-–]\s+", " - ", f" {' '.join(detail.split())} ").strip()


def _prefixes(detail: str) -> Sequence[str]:
    """What stands before each dash, shortest first."""
    return [detail[: match.start()] for match in re.finditer(r"(?<=\S) -(?= |$)", detail)]


def _last_dash(detail: str) -> tuple[str | None, str | None]:
    """(firm, title) of an analyst: titles hold no dash, firms may."""
    padded = f" {detail} "
    firm, dash, title = padded.rpartition(" - ")
    if not dash:
        firm, title = title, ""
    return firm.strip() or None, title.strip() or None
