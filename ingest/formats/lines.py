"""The line grammar that families share: names, labels, section headings, end marks, participants entries.

A label is accepted only with support: a participants list, seen or announced before, or a function word. Everything
else that looks like one (`Note:`, `Guidance:`, `Q2:`) is speech.
"""

import re
import unicodedata
from collections.abc import Iterable

from ingest.transcript import Role, Section

MAX_LABEL_WORDS = 8
FUNCTION = re.compile(
    r"^(?:(?:conference |call )?operator|moderator|coordinator|editor|interpreter|translator|management|host|analyst|q|a"
    r"|(?:question|answer)|(?:unidentified|unknown|unnamed|unverified)(?: [\w-]+){0,3}(?: \d+)?|(?:speaker|participant|caller|attendee|spk)(?:[ _]?\d+| [A-Z])"
    r"|speaker [A-Z]|(?:analyst|executive|investor|shareholder|journalist) \d+|presenter|audience(?: member)?"
    r"|(?:company|corporate) (?:representative|speaker)(?: \d+)?"
    r"|(?:會議)?主持人|司儀|司仪|接線員|接线员|操作員|操作员|話務員|话务员|問|问|答|提問者?|提问者?|法人(?:提問)?|投資人|投资者|分析師|分析师|口譯員?|翻譯|翻译|(?:發言者|发言人|發言人|說話人|说话人) ?\d+)$",
    re.IGNORECASE,
)
_PREPARED = re.compile(
    r"^(?:prepared remarks|presentation|management discussion(?: section)?|(?:management|company) presentation|(?:opening|prepared) (?:remarks|statements?))\s*:?$",
    re.IGNORECASE,
)
_QA = re.compile(
    r"^(?:questions?[\s\-–—]*(?:and|&)[\s\-–—]*answers?(?:[\s\-–—]+(?:session|section|period))?|(?:analysts?\s+)?q\s*(?:&|and)\s*a(?:\s+(?:session|section))?(?:\s+\([^()]{1,40}\)?)?|問答(?:環節|時間)?|问答(?:环节|时间)?)\s*:?$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:duration\s*:|call participants\s*:?$|definitions$|disclaimer\b|copyright\b|©|more \S+ analysis\b|all earnings call transcripts"
    r"|this article is a transcript\b|stocks mentioned\b|safe harbou?r\s*:)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？…]['\"”’)]*$")
_ABBREVIATION_END = re.compile(
    r"(?:\b(?:Inc|Co|Corp|Ltd|Bros|Jr|Sr|Ph\.D|M\.D|Esq|LLC|L\.P|N\.A|S\.A|S\.p\.A|N\.V|plc|[A-Z])|\b[A-Z]\.[A-Z])\.$"
)
_HONORIFIC = re.compile(r"^(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Lord|Lady|Hon)\.?\s+)+(?=\S)", re.IGNORECASE)
_SUFFIX = re.compile(
    r",?\s+(?:Jr|Sr|II|III|IV|Ph\.?\s?D|M\.?D|CFA|CPA|MBA|Esq|J\.?D|P\.?E|FCA|Q\.?C|K\.?C)\.?$", re.IGNORECASE
)
_PARTICLES = frozenset("de del della der den di da dos das du la le van von zu ter ten bin binti al el y e i".split())
_NAME_WORD = re.compile(r"^[^\W\d_][^\W\d_'’.\-]*(?:['’.\-][^\W\d_]*)*$")
# William "Bill" Marsh, Robert (Bob) Jones
_NICKNAME = re.compile(r"(?<=\w)\.?\s+[\"“”'‘’(][A-Z][\w.\-]*[\"“”'‘’)](?=\s+\w)")
# Lena Fosse [ph]: what a transcriber was not sure to have heard.
_HEARD = re.compile(r"\s*[\[(](?:ph|phonetic|sp|sic)\.?[\])]", re.IGNORECASE)
# Lena [Fosse]: the same, put in brackets.
_GUESSED = re.compile(r"\[([A-Z][^\W\d_][\w'’.\-]*)\]")
_TITLE_WORD = re.compile(
    r"\b(?:president|officer|directors?|chief|c[efots]o|[es]?vp|vice|head|chair\w*|manag\w+|treasurer|controller|secretary|partner"
    r"|member|founder|executive|md|analyst|ir|investor|counsel|board)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 300
"""Characters beyond which a text is no name, however long the line that it stands in."""
_CJK_NAME = re.compile(r"^[一-鿿·．]{2,12}(?:先生|女士|小姐|總|总)?$")
_NOT_NAMES = frozenset(
    "a an the and but so now then next first second third finally note notes guidance outlook question questions answer answers yes "
    "no okay ok thanks thank good hello hi sure right well great revenue revenues sales margin margins ebitda capex net gross total our "
    "we i you it this that these those there here if in on at for with from of to as by is are was were risk risks summary "
    "takeaways please source date company ticker period participants copyright disclaimer url quarter year full fiscal slide".split()
)


def is_function(label: str) -> bool:
    """Whether a label names a function rather than a person (Operator, Moderator, Unidentified Analyst, Speaker 3)."""
    return FUNCTION.match(label.strip()) is not None


def is_name(text: str, *, fewest: int = 1) -> bool:
    """Whether a text has the shape of a person's name: capitalised words, particles, initials; no sentence end."""
    text = text.strip()
    if len(text) > _LONGEST_NAME:
        return False
    text = _GUESSED.sub(r"\1", _HEARD.sub("", text)).strip()
    text = _NICKNAME.sub("", _SUFFIX.sub("", _HONORIFIC.sub("", text)))
    if _CJK_NAME.match(text):
        return True
    words = text.replace(",", " ").split()
    if not fewest <= len(words) <= MAX_LABEL_WORDS or words[0].lower().strip(".") in _NOT_NAMES:
        return False
    return all(
        _NAME_WORD.match(word)
        and (word[0].isupper() or _CJK_NAME.match(word) or (i > 0 and word.lower() in _PARTICLES))
        for i, word in enumerate(words)
    ) and not ends_sentence(text)


def has_title_word(text: str) -> bool:
    """Whether a text holds a word of job titles (`Chief`, `VP`, `Head`), as firms seldom do."""
    return _TITLE_WORD.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends as sentences do; `Inc.`, `Jr.` and initials are no ends."""
    text = text.strip()
    return _SENTENCE_END.search(text) is not None and _ABBREVIATION_END.search(text) is None


def name_key(name: str) -> str:
    """What two spellings of one name share: no honorific, middle initial, suffix, case or accent."""
    name = _HEARD.sub("", name.strip()[:_LONGEST_NAME]).strip().rstrip(":").strip()
    name = _NICKNAME.sub("", _HONORIFIC.sub("", name))
    while (shorter := _SUFFIX.sub("", name)) != name:
        name = shorter
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.findall(r"[\w'’\-]+", plain.lower())
    kept = [word for i, word in enumerate(words) if len(word) > 1 or i in (0, len(words) - 1)]
    return " ".join(kept).replace("’", "'")


def section_heading(line: str) -> Section | None:
    """The Section that a line heads when it stands alone; broken letter spacing (`AN SW ER`) is seen through."""
    line = line.strip().strip("*#=-━ ").strip()
    if len(line) > 60:
        return None
    if _PREPARED.match(line):
        return Section.PREPARED
    if _QA.match(line) or re.sub(r"\W", "", line).upper() in ("QUESTIONANDANSWERSECTION", "QUESTIONSANDANSWERS"):
        return Section.QA
    return None


def is_end(line: str) -> bool:
    """Whether a line begins what publishers print after the last Turn."""
    return _END.match(line.strip()) is not None


def title_and_firm(rest: str) -> tuple[str | None, str | None]:
    """(title, firm) of what stands after a name: `Firm -- Analyst`, `Analyst -- Firm`, or a title."""
    rest = rest.strip()
    if match := re.match(r"^(?P<firm>.+?)\s*(?:--|[—–])\s*(?P<title>(?:[\w&]+ )*Analyst)$", rest, re.IGNORECASE):
        return match["title"], match["firm"].strip()
    if match := re.match(r"^(?P<title>(?:[\w&]+ )*Analyst)\s*(?:--|[-—–,])\s*(?P<firm>.+)$", rest, re.IGNORECASE):
        return match["title"], match["firm"].strip()
    return rest or None, None


class Labels:
    """Names with support in one call: listed, seen, or named by the Turn before."""

    def __init__(self, listed: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        for name in listed:
            self.add(name)

    def add(self, name: str) -> None:
        if key := name_key(name):
            self._known.add(key)

    def supports(self, label: str, said_before: str = "") -> bool:
        """Whether `label` may head a Turn; `said_before` is the text of the Turn before, which may announce it."""
        label = label.strip()
        if is_function(label):
            return True
        if len(label.split()) > MAX_LABEL_WORDS or ends_sentence(label):
            return False
        key = name_key(label)
        return key in self._known or (is_name(label, fewest=2) and bool(key) and key in name_key_text(said_before))


def name_key_text(text: str) -> str:
    """A text folded as `name_key` folds names, to look names up in it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[\w'’\-]+", plain.lower())).replace("’", "'")


def listed_role(heading: str) -> Role | None:
    """The Role of everybody under a participants heading (`Corporate Participants`, `Analysts`), or None if it is none."""
    key = re.sub(r"[\W_]+", " ", heading).strip().lower()
    if key in ("executives", "company participants", "corporate participants", "management", "company representatives"):
        return Role.EXECUTIVE
    if key in ("analysts", "conference call participants", "conference call participiants", "other participants"):
        return Role.ANALYST
    return None
