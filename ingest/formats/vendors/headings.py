"""The grammar of a line that heads a speech: `Name--Title`, `Name -- Firm -- Analyst`, `Operator`.

Speech has dashes too (`38.6%--a record`, `Jar shipments -- and this is the headline -- doubled.`), so a heading is
short, starts with a name, ends no sentence, and what follows the dash reads like a title or a firm.
"""

import re
from dataclasses import dataclass

from ingest.formats.lines import ends_sentence, is_function, is_name, title_and_firm

MAX_HEADING = 250
_MAX_REST_WORDS = 30
_MAX_FIRM_WORDS = 8
_MAX_SMALL_NAME = 4
_DASH = re.compile(r"\s*(?:-{2,}|[—–])\s*")
_EMPHASIS = re.compile(r"\*+|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)")
# Single letters and the words of a question and answer pair belong to other layouts, and to speech in this one.
_NO_FUNCTION = frozenset(("q", "a", "question", "answer"))
# Words of offices, without those that firms have in their names (Capital, Research, Partners, Management).
_OFFICE = re.compile(
    r"\b(?:chief|officer|president|vice|director|head|chair(?:man|woman|person)?|(?:co-?)?founder|c[a-z]o|[esa]?vp|ir|relations|counsel"
    r"|treasurer|controller|comptroller|secretary|manager|partner|analyst|executive|leader|lead|principal|advis[eo]r|associate|consultant"
    r"|finance|strategy|strategist|communications|marketing|operating|operations|owner|economist|scientist|editor|host|interpreter"
    r"|translator|representative|member|specialist|coordinator|moderator|technology|medical|commercial|legal|accounting|accountant|sales"
    r"|development|planning|affairs|deputy|acting|interim|engineer|engineering|geologist|professor|journalist|reporter)\b",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"^(?:of|and|the|for|in|at|to|de|di|du|la|und|et|&|/|-+|[—–])$", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """Who speaks. `sure` is False where only the shape of the line speaks for it: then the name needs support."""

    name: str
    title: str | None = None
    firm: str | None = None
    sure: bool = True


def heading(line: str, *, marked: bool = False) -> Heading | None:
    """The speaker whom a line names, or None; `marked` where markup sets it apart from speech, as bold does."""
    if len(line) > MAX_HEADING:
        return None
    line = _EMPHASIS.sub("", line).strip(" #")
    dash = _DASH.search(line)
    # `Unidentified speaker -- Analyst` has a title.
    if dash is None and is_speaker_function(bare := line.removesuffix(":").strip()):
        return Heading(bare)
    if dash is None or not dash.start():
        return None
    name, rest = line[: dash.start()].strip(), line[dash.end() :].strip(" -—–")
    function = is_speaker_function(name)
    titled = names_office(rest)
    if not function and not (is_name(name) or (titled and _is_small_name(name))):
        return None
    if not rest:
        sure = marked or function
        return Heading(name, sure=sure) if sure or len(name.split()) > 1 else None
    firm_like = len(name.split()) > 1 and _is_capitalised(rest)
    if len(rest.split()) > _MAX_REST_WORDS or not (titled or firm_like or (marked and rest[0].isupper())):
        return None
    if not marked and ends_sentence(line):
        return None
    return Heading(name, *_title_and_firm(rest), sure=titled or function)


def is_speaker_function(label: str) -> bool:
    """Whether a line is a function that speaks: Operator, Unknown speaker, Speaker 3."""
    return len(label) < 60 and label.lower() not in _NO_FUNCTION and is_function(label)


def names_office(rest: str) -> bool:
    """Whether words name an office; `Chief driver was volume` does not."""
    words = [word for word in rest.split() if not _SMALL_WORD.match(word)]
    fitting = sum(word != word.lower() or _OFFICE.search(word) is not None for word in words)
    return _OFFICE.search(rest) is not None and 2 * fitting >= len(words)


def _is_small_name(name: str) -> bool:
    """A name that begins with a small letter (`de la Cruz Marta`), as some are printed; only an office supports it."""
    return len(name.split()) <= _MAX_SMALL_NAME and is_name(name.title())


def _is_capitalised(rest: str) -> bool:
    words = rest.split()
    return len(words) <= _MAX_FIRM_WORDS and all(word[0].isupper() or _SMALL_WORD.match(word) for word in words)


def _title_and_firm(rest: str) -> tuple[str | None, str | None]:
    """(title, firm) of what follows the name; of an analyst some pages print only one of the two."""
    title, firm = title_and_firm(rest)
    if title is None or firm is not None:
        return title, firm
    if (dash := _DASH.search(title)) and names_office(title[dash.end() :]) and not names_office(title[: dash.start()]):
        return title[dash.end() :].strip(), title[: dash.start()].strip()
    return (title, None) if _OFFICE.search(title) else (None, title)
