"""Is the library whole? Each check says what it found and, if that is bad, what to do."""

from dataclasses import asdict, dataclass
from typing import Any

from index.dense import DenseIndex
from index.keyword import KeywordIndex
from index.library import Library


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    detail: str
    hint: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_REBUILD = "Run `doctor --repair`; meanwhile the passages themselves are searched."


def examine(library: Library, dense: DenseIndex, keyword: KeywordIndex) -> list[Check]:
    """All checks of one library, in an order in which the first bad one explains those after it."""
    held = library.held()
    passages = sum(h.passage_count for h in held)
    calls = f"{len(held)} calls ({sum(h.sample for h in held)} samples), {sum(h.turn_count for h in held)} turns, {passages} passages"
    return [
        _catalog(library, calls),
        _sources(library, [(h.call.id, h.source_hash) for h in held]),
        _vectors(library, [h.call.id for h in held]),
        _dense(library, dense, passages),
        _keyword(keyword, passages),
    ]


def _catalog(library: Library, calls: str) -> Check:
    problem = library.integrity_problem()
    if problem:
        return Check("catalog", False, problem, "Restore the library folder from a backup, or ingest into a new one.")
    return Check("catalog", True, calls)


def _sources(library: Library, sources: list[tuple[str, str]]) -> Check:
    missing = [call for call, source in sources if not library.source_path(source).is_file()]
    if missing:
        return Check(
            "sources", False, f"The files of {', '.join(missing)} are gone.", "Remove and ingest those calls again."
        )
    return Check("sources", True, f"{len({source for _, source in sources})} files, all there")


def _vectors(library: Library, calls: list[str]) -> Check:
    lacking = []
    for call in calls:
        keys = {
            key
            for stored in library.passages_of(call)
            for key in (stored.text_vector, stored.translation_vector)
            if key
        }
        if len(library.vectors(keys)) != len(keys):
            lacking.append(call)
    if lacking:
        return Check(
            "vectors",
            False,
            f"Vectors are missing for {', '.join(lacking)}.",
            "Run `doctor --repair`: they are made again.",
        )
    return Check("vectors", True, "every passage has its vectors")


def _dense(library: Library, dense: DenseIndex, passages: int) -> Check:
    damage = dense.damage()
    if damage:
        return Check("chroma", False, f"The vector index is damaged: {damage}.", _REBUILD)
    if library.read_only:
        return Check("chroma", True, f"not used on a read-only library: all {passages} passages are compared")
    if not dense.is_current():
        return Check(
            "chroma", False, "The vector index is behind the catalog or was being written when it stopped.", _REBUILD
        )
    records, expected = dense.count(), dense.expected_count()
    if records != expected:
        hint = _REBUILD
        return Check("chroma", False, f"{records} records, but {expected} expected.", hint)
    return Check("chroma", True, f"{records} records for {passages} passages")


def _keyword(keyword: KeywordIndex, passages: int) -> Check:
    if not keyword.is_current():
        return Check("full text", False, "The full-text index is behind the catalog.", _REBUILD)
    found = keyword.count()
    if found != passages:
        hint = _REBUILD
        return Check("full text", False, f"{found} passages, but {passages} expected.", hint)
    return Check("full text", True, f"{found} passages")
