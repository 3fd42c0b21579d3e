"""The people named on the cover of a call filed with the Indian exchanges: management, and the broker's moderators."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.draft import Listed
from ingest.formats.lines import is_name, name_key
from ingest.metadata import iso_date
from ingest.transcript import Role

_MANAGEMENT = re.compile(
    r"^(?:(?:senior |key |the |from (?:the )?)?management(?: (?:team|participants?|representatives?))?|(?:from )?(?:the )?company"
    r"(?: (?:participants?|representatives?|management))?|corporate participants?|speakers?|participants?(?: from (?:the )?(?:management|company))?)"
    r"\s*(?:[:：]|[-–—](?=\s)|$)\s*(?P<rest>.*)$", re.IGNORECASE,
)  # fmt: skip
_MODERATOR = re.compile(
    r"^(?:moderators?|hosts?|hosted by|(?:conference )?coordinator|anchor|analysts?)\s*(?:[:：]|[-–—](?=\s)|$)\s*(?P<rest>.*)$", re.IGNORECASE
)  # fmt: skip
_PREFIX = r"(?:mr|mrs|ms|miss|dr|shri|smt|sri|prof|ca|cs|capt)\b\.?"
_HONORIFIC = re.compile(rf"^(?:{_PREFIX}\s*)+(?=\S)", re.IGNORECASE)
_NEXT_ENTRY = re.compile(r"(?<=\S)\s+(?=(?:(?i:mr|mrs|ms|shri|smt)\b\.?|Dr\.|DR\.)\s)")
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[–—]+\s+|\s*[:：]\s*")
_TITLE_WORD = re.compile(
    r"\b(?:managing|chief|executive|directors?|chairman|chairperson|chairwoman|president|head|vice|whole|joint|cfo|ceo|coo|cmd|md|senior|investor"
    r"|relations|secretary|manager|promoter|founder|co-founder|deputy|finance|officer|group|general|strategy|advisor|legal|corporate|team|and|lead"
    r"|limited|ltd|private|pvt|securities|capital|advisors|partner|associate)\b", re.IGNORECASE,
)  # fmt: skip
_IS_COMPANY = re.compile(r"\b(?:limited|ltd|private|pvt|llp|inc|corporation)\b", re.IGNORECASE)
_SMALL = frozenset("and of for the in to".split())
_ACRONYMS = frozenset(
    "CEO CFO COO CTO CMO CIO CHRO CMD MD IR VP AVP SVP EVP AGM DGM GM HR IT ED JMD PR M&A US UK UAE FP&A ESG".split()
)
_STOP = re.compile(
    r"^(?:disclaimer|safe harbou?r|e\s*&\s*oe|note\b|this (?:document|transcript|conference|presentation|call)|cautionary|dear\b|\(this|page \d)",
    re.IGNORECASE,
)
_MAX_ENTRY = 300
_MAX_LIST = 200
"""Characters of an entry, lines of all lists."""


@dataclass(frozen=True)
class Printed:
    """`entries` are (role, text) of each person, `lists` the lines they were printed on, `other` all other lines."""

    entries: list[tuple[Role, str]]
    lists: list[str]
    other: list[str]


def list_heading(line: str) -> tuple[Role, str] | None:
    """(role, rest of the line) of a line that heads a list of people rather than a speech."""
    for pattern, role in ((_MANAGEMENT, Role.EXECUTIVE), (_MODERATOR, Role.OTHER)):
        if (match := pattern.match(line)) and (not match["rest"] or is_entry(match["rest"])):
            return role, match["rest"]
    return None


def is_entry(text: str) -> bool:
    """Whether a line reads as one person of a list: an honorific or capitals throughout, or a name, a dash and a title."""
    if len(text) > _MAX_ENTRY:
        return False
    if _HONORIFIC.match(text) and not text.rstrip().endswith((".", "?")):
        return True
    name = _DASH.split(text, maxsplit=1)[0]
    return is_name(name, fewest=2) and _TITLE_WORD.search(name) is None and name != text and not text.endswith("?")


def read_lists(front: Sequence[str]) -> Printed:
    """Part the lines above the call into lists of people and the rest."""
    entries: list[tuple[Role, str]] = []
    lists: list[str] = []
    other: list[str] = []
    role: Role | None = None
    for line in front:
        heading = list_heading(line)
        if heading and (not heading[1] or is_entry(heading[1])):
            role, rest = heading
            lists.append(line)
            if rest:
                entries += _entries(role, rest)
        elif (
            role is None
            or len(lists) > _MAX_LIST
            or _STOP.match(line)
            or len(line) > _MAX_ENTRY
            or (role and iso_date(line))
        ):
            role = None
            other.append(line)
        else:
            lists.append(line)
            last = entries[-1][1] if entries and entries[-1][0] is role else ""
            unfinished = last.rstrip().endswith(("–", "—", "-", ",", "&"))
            if not last or _HONORIFIC.match(line) or (is_entry(line) and not unfinished):
                entries += _entries(role, line)
            else:
                entries[-1] = (role, f"{last}{_between(last, line)}{line}")
    return Printed(entries, lists, other)


def _between(entry: str, line: str) -> str:
    """What joins an entry to its next line: a dash where the name stands on a line of its own."""
    whole = is_name(_HONORIFIC.sub("", entry), fewest=2) and not _TITLE_WORD.search(entry)
    first = _DASH.split(line, maxsplit=1)[0]
    return " – " if whole and (first == line or _TITLE_WORD.search(first)) else " "


def _entries(role: Role, text: str) -> list[tuple[Role, str]]:
    return [(role, part) for part in _NEXT_ENTRY.split(text)]


def person(role: Role, entry: str, company: str | None, spelt: dict[str, str], speech: str) -> Listed | None:
    """The person of an entry; `spelt` (name key -> label) and `speech` lend their spelling to capitals."""
    entry = _HONORIFIC.sub("", entry.strip(" •●▪-–—")).strip()
    parts = [part.strip(" ,") for part in _DASH.split(entry) if part.strip(" ,")]
    if not parts:
        return None
    name, rest = parts[0], parts[1:]
    if "," in name:
        name, _, more = name.partition(",")
        rest = [more.strip(), *rest]
    elif not rest and (match := _TITLE_WORD.search(name)) and match.start() > 0:
        name, rest = name[: match.start()].strip(), [name[match.start() :]]
    key = name_key(name)
    if not key or len(name.split()) > 6:
        return None
    name = spelt.get(key) or folded(name, "")
    if role is Role.OTHER:
        firm = folded(rest[-1], speech) if rest else None
        return Listed(name, role, "Moderator", firm)
    titles = []
    for part in rest:
        first, _, last = part.rpartition(",")
        if first and _IS_COMPANY.search(last):
            part = first.strip()
        if not _same_company(part, company):
            titles.append(folded(part, ""))
    return Listed(name, role, " – ".join(titles) or None, company)


def _same_company(text: str, company: str | None) -> bool:
    if _IS_COMPANY.search(text) and not re.search(r"\b(?:director|officer|head|president)\b", text, re.IGNORECASE):
        return True
    return company is not None and name_key(text) == name_key(company)


def folded(text: str, speech: str) -> str:
    """Text in capitals as the speech spells it, else with capitals where a title has them."""
    text = " ".join(text.split())
    if text != text.upper():
        return text
    if speech and (match := re.search(rf"(?<!\w){re.escape(text)}(?!\w)", speech, re.IGNORECASE)) and match[0] != text:
        return match[0]
    words = []
    for i, word in enumerate(text.split()):
        bare = word.strip("(),.&")
        if (
            bare in _ACRONYMS
            or re.fullmatch(r"[A-Z](?:\.[A-Z])*\.?", word)
            or (len(bare) > 1 and not re.search("[AEIOUY]", bare))
        ):
            words.append(word)
        elif i and word.lower() in _SMALL:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda m: m[0].capitalize(), word))
    return " ".join(words)
