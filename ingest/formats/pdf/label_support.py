"""Which labels before a colon are people: the support that a call gives to names its lists do not hold.

A name's words never occur in lower case in the call, which tells `Nitin Soodhani:` from `Gross Margin:`; besides that
it has to recur, to be announced, to follow the moderator, or to be somebody whom others address.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ingest.formats.lines import ends_sentence, is_end, is_function, is_name, name_key, name_key_text
from ingest.formats.pdf.label_lines import Labelled

_REST = re.compile(r"\s*(?:\s[-–—]+\s*|[–—]\s*|\(|,\s)(?P<rest>.*?)\)?$")
_ADDRESSED = r"\b(?:Mr|Ms|Mrs|Dr|Thanks|Thank you|Sure|Yes|Hi|Hello)[.,]?,? (?:\w+ )?{0}\b|\b{0}[- ](?:sir|ji|bhai|madam|ma'am)\b|, {0}[.,?!]"
_INTRODUCED = (
    r"\b(?:Mr|Ms|Mrs|Dr|Miss|Shri|Smt)\.?\s+{0}\b|\b{0}(?:,| [-–—]|\s+who is)\s+(?:our|the|who|Chief|Managing|Executive|Whole|Joint|Vice"
    r"|Director|President|Chairman|Head|CEO|CFO|COO|Group|Senior|Founder|Promoter)\b"
)
_STOP = frozenset(
    "note disclaimer sub subject ref encl safe harbor harbour date time venue scrip cin registered regd contact website email phone tel".split()
)
_ANONYMOUS = re.compile(
    r"^(?:(?:male|female|lady|other|unidentified)? ?(?:participant|speaker|voice|shareholder|investor)s?|company(?: representative| speaker)?"
    r"|(?:the )?management(?: team| representative)?|analyst|gentleman|lady)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<!\S)\S*?(?:@|www\.|://)\S*")
_MAX_TEXT = 1_000_000
_MAX_NAMES = 300
"""Characters searched for names, and different names looked up: far more than any call has."""
_SAID_WITHIN = 400
_LONG_NAME = 8
"""Letters from which on a name may hold two slips."""


def name_of(label: str) -> tuple[str, str | None]:
    """(name, what is printed after it) of `Name – Firm` or `Name (Title)`; a label of another shape stays whole."""
    match = _REST.search(label)
    if match is None or not is_name(label[: match.start()]) or not match["rest"].strip():
        return label, None
    return label[: match.start()].strip(), match["rest"].strip()


class Support:
    """Judges the labels of one call from all of its rows and the names on its lists."""

    def __init__(self, rows: Sequence[Labelled], listed: Iterable[str]) -> None:
        self._listed = {name_key(name) for name in listed}
        self._counts = Counter(name_key(name_of(row.label)[0]) for row in rows if row.label)
        text = _ADDRESS.sub("", "\n".join(row.row.text for row in rows)[:_MAX_TEXT])
        self._proven: set[str] = set()
        self._lower = frozenset(re.findall(r"(?<![\w'’])[a-z]{2,}", text))
        self._recurring = [(key, n) for key, n in self._counts.most_common(_MAX_NAMES) if n > 1]
        self._found: dict[str, bool] = {}
        self._text = text

    def accepts(self, row: Labelled, said_before: str, *, after_moderator: bool) -> bool:
        """Whether the row begins a Turn; `said_before` is what the Turn before has said so far."""
        label = name_of(row.label or "")[0]
        key = name_key(label)
        words = key.split()
        if not words or is_end(f"{label}:") or words[0] in _STOP:
            return False
        if is_function(label) or key in self._listed or key in self._proven or _ANONYMOUS.match(label):
            return True
        if row.column and (is_name(label) or len(words) <= 4):
            return True
        if not is_name(label) or any(word in self._lower for word in words):
            # Ordinary words can be a name (`Mark Price`), once somebody is called by it.
            if len(words) > 1 and is_name(label) and (self._introduced(label) or self._called(label, said_before)):
                self._proven.add(key)
            return key in self._proven
        if (
            self._counts[key] > (1 if len(words) > 1 else 2)
            or self._announced(words, said_before)
            or self._introduced(label)
        ):
            return True
        if self.likely(label, said_before) is not None:
            return True
        if said_before and not ends_sentence(said_before):
            return False
        return len(words) > 1 and (row.bold or after_moderator or any(self._is_addressed(word) for word in words))

    def likely(self, label: str, said_before: str) -> str | None:
        """The key of the listed or recurring name of which a rarer label is a misspelling."""
        from rapidfuzz.distance import Levenshtein

        key = name_key(label)
        own = self._counts[key]
        if key in self._listed or own > 2 or is_function(label) or len(key) < 5:
            return None
        said = name_key_text(said_before[-_SAID_WITHIN:])
        allowed = 2 if len(key) >= _LONG_NAME else 1
        others = [other for other, n in self._recurring if n > own] + sorted(self._listed)
        near = [
            (distance, other)
            for other in dict.fromkeys(others)
            if abs(len(other) - len(key)) <= allowed
            and 0 < (distance := Levenshtein.distance(key, other, score_cutoff=allowed)) <= allowed
            and _initials(other) == _initials(key)
            and not (key in said and other not in said)
        ]
        return min(near)[1] if near else None

    def _announced(self, words: Sequence[str], said_before: str) -> bool:
        from rapidfuzz import fuzz, process

        said = name_key_text(said_before[-_SAID_WITHIN:]).split()
        if not said or len(words[-1]) < 3:
            return len(words) > 1 and " ".join(words) in " ".join(said)
        best = process.extractOne(words[-1], said, scorer=fuzz.ratio, score_cutoff=85)
        return best is not None and (len(words) > 1 or best[1] == 100)

    def _called(self, label: str, said_before: str) -> bool:
        return re.search(rf"\b{_spoken(label)}\b", said_before[-_SAID_WITHIN:]) is not None

    def _introduced(self, label: str) -> bool:
        """Whether somebody names the person with a title (`Mr.`, `, our Chief …`), anywhere in the call."""
        full = sum(len(word.strip(".")) > 1 for word in label.split()) > 1
        return full and self._in_text(_INTRODUCED.format(_spoken(label)))

    def _is_addressed(self, word: str) -> bool:
        return len(word) > 2 and self._in_text(_ADDRESSED.format(re.escape(word.title())))

    def _in_text(self, pattern: str) -> bool:
        if pattern not in self._found:
            if len(self._found) > _MAX_NAMES:
                return False
            self._found[pattern] = re.search(pattern, self._text) is not None
        return self._found[pattern]


def _spoken(label: str) -> str:
    """A pattern of a name as speech spells it: with a middle initial or none, a label in capitals in mixed case too."""
    words = [re.escape(word) for word in label.split() if len(word.strip(".")) > 1]
    if label == label.upper():
        words = [rf"(?=[A-Z])(?i:{word})" for word in words]
    return r"\s+(?:[A-Z]\.?\s+)?".join(words)


def _initials(key: str) -> str:
    return (
        key.replace(" ", "")[:1]
        if len(key.split()) < 2
        else "".join(word[0] for word in (key.split()[0], key.split()[-1]))
    )


def spelling(listed: str, labels: Mapping[str, int]) -> str | None:
    """The label under which a listed person speaks: the same name, one with fewer middle names, or one misspelt once.

    `labels` are the call's labels with how often each occurs. None where no single label fits.
    """
    from rapidfuzz.distance import Levenshtein

    key = name_key(listed)
    same = [label for label in labels if name_key(label) == key]
    if same:
        return max(same, key=lambda label: labels[label])
    own = key.split()
    near = []
    for label in labels:
        words = name_key(label).split()
        if len(words) > 1 and len(own) > 1 and (set(words) < set(own) or set(own) < set(words)):
            near.append(label)
        elif len(key) >= _LONG_NAME and labels[label] > 1 and _initials(key) == _initials(name_key(label)):
            near += [label] if Levenshtein.distance(key, name_key(label), score_cutoff=2) <= 2 else []
    return near[0] if len({name_key(label) for label in near}) == 1 else None
