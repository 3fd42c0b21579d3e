"""The field's terms and companies, found in English and Chinese text: one editable YAML beside this module."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from errors import ConfigError

KINDS = frozenset({"metric", "segment", "driver", "qualifier", "comparison", "event", "role", "other"})
DEFAULT_PATH = Path(__file__).with_name("glossary.yaml")
_CJK = re.compile(r"[\u3400-\u9fff]")
_AMOUNT_FOLLOWS = r"(?!\s*(?:%|[億亿萬万千百兆元人家個个名股年]|[mb]illion|thousand|[a-z]))"


@dataclass(frozen=True)
class Term:
    """One occurrence: `text[start:end]` names the term (canonical) of this kind."""

    name: str
    kind: str
    start: int
    end: int


class Glossary:
    """Terms and companies by canonical name. Build with `load`; matching is one compiled alternation per script."""

    def __init__(
        self,
        spellings: Mapping[str, tuple[str, ...]],
        kinds: Mapping[str, str],
        companies: Mapping[str, tuple[str, ...]],
        exact: frozenset[str],
        fold: Mapping[int, int],
        related: Iterable[tuple[str, ...]] = (),
    ) -> None:
        self._spellings = dict(spellings)
        self._kinds = dict(kinds)
        self._companies = dict(companies)
        self._exact = exact
        self._fold = dict(fold)
        self._names = self._index(self._spellings, "term")
        self._company_of = self._index(self._companies, "company name")
        self._term_patterns = self._alternations(self._names)
        self._company_patterns = self._alternations(self._company_of, plural=False)
        self._related = {row[0]: row for row in related}
        self._related_of = self._index(self._related, "related word")
        self._related_patterns = self._alternations(self._related_of, plural=False)

    @classmethod
    def load(cls, path: Path = DEFAULT_PATH) -> "Glossary":
        """Read and validate the YAML at `path`. Raises ConfigError: unreadable, unknown kind, duplicate spelling."""
        data = _read(path)
        spellings: dict[str, tuple[str, ...]] = {}
        kinds: dict[str, str] = {}
        for name, row in _rows(data, "terms", path):
            if row.get("kind") not in KINDS:
                raise _invalid(path, f"term {name!r} has the unknown kind {row.get('kind')!r}")
            spellings[name] = (name, *_strings(row, "also", path))
            kinds[name] = row["kind"]
        companies: dict[str, tuple[str, ...]] = {}
        exact: set[str] = set()
        for name, row in _rows(data, "companies", path):
            tickers = _strings(row, "tickers", path)
            companies[name] = (name, *_strings(row, "also", path), *tickers)
            exact.update(tickers, _strings(row, "exact", path))
        related = [tuple(map(str, row)) for row in data.get("related") or ()]
        fold = {ord(pair[0]): ord(pair[1]) for pair in str(data.get("fold", "")).split() if len(pair) == 2}
        try:
            return cls(spellings, kinds, companies, frozenset(exact), fold, related)
        except ValueError as error:
            raise _invalid(path, str(error)) from error

    def folded(self, text: str) -> str:
        """`text` in lower case with Traditional characters of the glossary made Simplified; offsets stay the same."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few capitals grow when lowered, which would shift offsets
            lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return lowered.translate(self._fold)

    def spans(self, text: str) -> tuple[Term, ...]:
        """Occurrences in order of appearance; the longest spelling at a place wins."""
        found = [
            Term(name, self._kinds[name], start, end)
            for start, end, name in self._matches(self.folded(text), self._term_patterns, self._names)
        ]
        # A mixed spelling ("EBITA 利潤率") and a Latin one ("EBITA") come from different alternations.
        whole = [t for t in found if not any(o is not t and o.start <= t.start and t.end <= o.end for o in found)]
        return tuple(sorted(whole, key=lambda term: term.start))

    def terms_in(self, text: str) -> frozenset[str]:
        """Canonical names of the terms that `text` holds, in either language."""
        return frozenset(term.name for term in self.spans(text))

    def kind(self, name: str) -> str:
        """Kind of a canonical name. Raises KeyError where the glossary has no such term."""
        return self._kinds[name]

    def spellings(self, name: str) -> tuple[str, ...]:
        """All spellings of the term that `name` (canonical or any spelling) belongs to; (name,) if unknown."""
        canonical = self._names.get(self.folded(name))
        return self._spellings[canonical] if canonical else (name,)

    def same_terms(self, text: str) -> dict[str, tuple[str, ...]]:
        """What `text` writes for each of its terms -> the term's other spellings."""
        found = {text[term.start : term.end]: self._spellings[term.name] for term in self.spans(text)}
        return {written: self._others(written, row) for written, row in found.items()}

    def related(self, text: str) -> dict[str, tuple[str, ...]]:
        """Words of `text` that stand in a row of related words -> the others of the row. For search alone."""
        folded = self.folded(text)
        found = {
            text[start:end]: self._related[name]
            for start, end, name in self._matches(folded, self._related_patterns, self._related_of)
        }
        return {written: self._others(written, row) for written, row in found.items()}

    def companies_in(self, text: str) -> frozenset[str]:
        """Canonical names of the companies named in `text`. Tickers, and names that are also words, keep their case."""
        return frozenset(
            name
            for start, end, name in self._matches(self.folded(text), self._company_patterns, self._company_of)
            if self._case_holds(text[start:end])
        )

    def company_names(self, name: str) -> tuple[str, ...]:
        """Every name of the company that `name` belongs to; (name,) if unknown."""
        canonical = self._company_of.get(self.folded(name.strip()))
        return self._companies[canonical] if canonical else (name,)

    def _others(self, written: str, row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(spelling for spelling in row if self.folded(spelling) != self.folded(written))

    def _case_holds(self, written: str) -> bool:
        return written in self._exact or all(written.lower() != spelling.lower() for spelling in self._exact)

    def _index(self, groups: Mapping[str, tuple[str, ...]], what: str) -> dict[str, str]:
        index: dict[str, str] = {}
        for name, spellings in groups.items():
            for spelling in dict.fromkeys(self.folded(s) for s in spellings):
                if index.setdefault(spelling, name) != name:
                    raise ValueError(f"{what} {spelling!r} stands under both {index[spelling]!r} and {name!r}")
        return index

    @staticmethod
    def _alternations(spellings: Iterable[str], *, plural: bool = True) -> tuple[re.Pattern[str], ...]:
        longest_first = sorted(spellings, key=len, reverse=True)
        han = [s for s in longest_first if _CJK.search(s)]
        digits = [s for s in longest_first if s.isdigit() and len(s) == 4]
        latin = [s for s in longest_first if not _CJK.search(s) and s not in digits]
        ending = "(?:'s|s)?" if plural else ""
        parts = []
        if han:
            parts.append("|".join(map(re.escape, han)))
        if latin:
            words = "|".join(re.escape(s).replace(r"\ ", r"\s+") for s in latin)
            parts.append(rf"(?<![a-z0-9])(?:{words}){ending}(?:(?<=-)|(?![a-z0-9]))")
        if digits:
            parts.append(rf"(?<![\d.,$])(?:{'|'.join(digits)})(?![\d,]|\.\d){_AMOUNT_FOLLOWS}")
        return tuple(re.compile(part) for part in parts)

    @staticmethod
    def _matches(
        folded: str, patterns: tuple[re.Pattern[str], ...], names: Mapping[str, str]
    ) -> Iterator[tuple[int, int, str]]:
        for pattern in patterns:
            for match in pattern.finditer(folded):
                written = re.sub(r"\s+", " ", match.group())
                name = names.get(written) or names.get(written.removesuffix("s")) or names.get(written[:-2])
                if name:
                    yield match.start(), match.end(), name


def _read(path: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _invalid(path, f"cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise _invalid(path, "is not a mapping with `terms` and `companies`")
    return data


def _rows(data: Mapping[str, Any], key: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen: set[str] = set()
    for row in data.get(key) or ():
        if not isinstance(row, dict) or not row.get("name"):
            raise _invalid(path, f"a row of `{key}` has no name")
        name = str(row["name"])
        if name in seen:
            raise _invalid(path, f"{name!r} stands twice under `{key}`")
        seen.add(name)
        yield name, row


def _strings(row: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = row.get(key) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str | int) for item in value):
        raise _invalid(path, f"`{key}` of {row['name']!r} is not a list of words")
    return tuple(str(item) for item in value)


def _invalid(path: Path, what: str) -> ConfigError:
    return ConfigError(f"glossary {path.name}: {what}", hint="Correct that line of the glossary and start again.")
