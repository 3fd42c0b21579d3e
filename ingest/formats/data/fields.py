"""What keys and column headers mean, whatever their spelling, and what the values under them say.

`companyName`, `company_name` and `COMPANY NAME` are one key. Interfaces and tables share all of this.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from ingest.formats.data.cells import plain
from ingest.transcript import Role, Section

Row = dict[str, Any]
"""One object or table row, its keys as `key()` gives them."""

SPEAKER = tuple(
    "speakername transcriptpersonname speaker name speakerlabel spokenby person personname participant participantname who "
    "fullname spk speakerid 講者 發言人 发言人 說話者".split()
)
TEXT = tuple(
    "text speech content body utterance componenttext statement speechtext remark paragraph paragraphs sentences message original "
    "texten en sentence transcript dialogue words 內容 内容 原文".split()
)
TRANSLATION = tuple("translation translatedtext texttranslated textzh zh chinese contentzh 翻譯 譯文 翻译".split())
TITLE = tuple("title jobtitle speakertitle position designation jobfunction 職稱 职称".split())
ROLE = tuple("role speakerrole speakertype speakertypename participanttype speakercategory 角色".split())
FIRM = tuple(
    "firm affiliation organization organisation employer brokerage bank companyofperson speakercompany 機構".split()
)
SECTION = tuple(
    "section sectionname sectiontitle sectiontype part session segment stage phase component componenttype "
    "transcriptcomponenttypename speechtype type 段落類型".split()
)
KIND = tuple("type qa qaflag flag speechtype componenttype transcriptcomponenttypename".split())
START = tuple(
    "startseconds startsec starts startms startmillis starttimems offsetms timestampms starttime start begin offset "
    "timestamp time ts".split()
)
EDITORIAL = {
    **dict.fromkeys(
        "summary overview highlights takeaways keytakeaways keypoints analysis outline memo 摘要".split(), "summary"
    ),
    **dict.fromkeys("disclaimer copyright legal terms 使用警語".split(), "disclaimer"),
    **dict.fromkeys("glossary definitions".split(), "glossary"),
}
_ROLES = {
    **dict.fromkeys("operator moderator coordinator conferenceoperator calloperator".split(), Role.OPERATOR),
    **dict.fromkeys(
        "executive executives management company companyrepresentative companyparticipant companyparticipants "
        "corporateparticipant corporateparticipants answer answerer".split(),
        Role.EXECUTIVE,
    ),
    **dict.fromkeys("analyst analysts question questioner".split(), Role.ANALYST),
    **dict.fromkeys("other interpreter media".split(), Role.OTHER),
}
_KINDS = {"q": Role.ANALYST, "question": Role.ANALYST, "a": Role.EXECUTIVE, "answer": Role.EXECUTIVE}
_PREPARED = re.compile(
    r"prepared|presentation|presenter|opening|introduction|management discussion|簡報", re.IGNORECASE
)
_QA = re.compile(r"question|answer|\bq\s?(?:&|\+|/|and|n|-)\s?a\b|^qn?a$|^qas\b|\bqa\b|問答|问答", re.IGNORECASE)
_AFTER_ANALYST = re.compile(r"^(?P<title>(?:[\w&\-]+ ){0,5}analyst)\s*(?:,|\s-|--|—|–|\bat\b|\bwith\b|\bfrom\b|\bof\b|\bfor\b|\(|\|)\s*(?P<firm>\S.*?)\)?$", re.IGNORECASE)  # fmt: skip
_BEFORE_ANALYST = re.compile(r"^(?P<firm>\S.*?)\s*(?:,|\s-|--|—|–|\||:)?\s*\b(?P<title>analyst)$", re.IGNORECASE)
_RANKS = frozenset(
    "senior sr lead principal chief associate junior equity research sell-side sellside buy-side buyside side sell buy "
    "financial an the and independent managing director vice president".split()
)
_CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,6})?)$")
_NUMERIC = re.compile(r"^\d{1,15}(?:\.\d{1,9})?$")
_DAY = 86_400
_MAX_KEYS = 100


@lru_cache(maxsize=4_096)
def key(name: str) -> str:
    """A key without case, spaces and marks."""
    return re.sub(r"[\W_]+", "", name[:80]).lower()


def row_of(record: Mapping[Any, Any]) -> Row:
    """The object under folded keys; of keys that fold to the same, the first with a value counts."""
    row: Row = {}
    for name, value in record.items():
        folded = key(str(name))
        if row.get(folded) in (None, ""):
            row[folded] = value
    return row


@lru_cache(maxsize=4_096)
def _held(keys: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in wanted if name in keys)


def held(row: Row, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wanted keys that the row has. Rows of one file have the same keys, so this is looked up."""
    return _held(tuple(row), wanted) if len(row) <= _MAX_KEYS else tuple(name for name in wanted if name in row)


def first(row: Row, wanted: tuple[str, ...]) -> Any:
    """The first value that is something, in the order of the wanted keys."""
    return next((row[name] for name in held(row, wanted) if row[name] not in (None, "", [], {})), None)


def first_plain(row: Row, wanted: tuple[str, ...]) -> str | None:
    return next((text for name in held(row, wanted) if (text := plain(row[name])) is not None), None)


def section_of(value: object) -> Section | None:
    text = plain(value)
    if text is None or len(text) > 60:
        return None
    text = text.replace("_", " ")
    if _QA.search(text):
        return Section.QA
    return Section.PREPARED if _PREPARED.search(text) or text.lower() in ("remarks", "intro") else None


def role_of(value: object) -> Role | None:
    """The Role that a word alone stands for."""
    text = plain(value)
    return _ROLES.get(key(text)) if text else None


def kind_of(value: object) -> Role | None:
    """The Role behind a mark of question or answer."""
    text = plain(value)
    return _KINDS.get(key(text)) if text else None


def title_and_firm_of(value: object) -> tuple[str | None, str | None]:
    """(title, firm): `Dunmarsh Analyst`, `Analyst - Pellworm Partners`, `Analyst at UBS`, or a title; a mere role is none."""
    text = plain(value)
    if text is None or (key(text) in _ROLES and key(text) != "analyst"):
        return None, None
    if match := _AFTER_ANALYST.match(text):
        return match["title"], match["firm"]
    if match := _BEFORE_ANALYST.match(text):
        words = match["firm"].rstrip(" ,-–—|:").split()
        ranks: list[str] = []
        while words and words[-1].lower().strip(".,") in _RANKS:
            ranks.insert(0, words.pop())
        firm = " ".join(words).rstrip(" ,-–—|:").removesuffix("'s").removesuffix("’s")
        return " ".join((*ranks, match["title"])), firm or None
    return text, None


def seconds(value: object) -> float | None:
    """A point of time as a number; its unit is the key's to say."""
    if isinstance(value, list):
        value = value[0] if value else None
    text = plain(value)
    if text is None:
        return None
    if _NUMERIC.match(text):
        return float(text)
    if match := _CLOCK.match(text):
        return 3600 * int(match[1] or 0) + 60 * int(match[2]) + float(match[3].replace(",", "."))
    return None


def in_milliseconds(name: str, starts: Iterable[float], said: int) -> bool:
    """Whether times under the key `name` are milliseconds: the key says so, or nobody speaks so slowly.

    `said` counts the characters spoken.
    """
    if name.endswith(("ms", "millis")):
        return True
    last = max(starts, default=0.0)
    return "sec" not in name and (last > _DAY / 2 or (last >= 1_000 and said / last < 0.5))
