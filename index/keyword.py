"""Keyword retrieval: a tantivy full-text index (BM25) over our own tokens, as a projection of the catalog.

A Passage's text, translation and header are one body, so that a question in either language matches and the two never
count as two hits. tantivy commits atomically: a killed writer leaves the last commit, and the change log does the rest.
"""

import logging
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from errors import LibraryError
from index.dense import CALLS, SAMPLES
from index.exact import Scored
from index.library import Library
from index.projection import Generations, State
from index.tokens import tokens

if TYPE_CHECKING:
    import tantivy

_LAYOUT = "1"
"""Changes whenever the tokens or fields do: an index of another layout is rebuilt."""
_HEAP = 32_000_000
_MOST_FOUND = 2_000
_RAW = ("id", "transcript", "turn", "shelf")
_log = logging.getLogger(__name__)


class KeywordIndex:
    """Passages by BM25 over words, figures and CJK bigrams. Safe for use by several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generations = Generations(library.root / "fulltext")
        self._guard = Lock()
        self._opened: tuple[Path, int, tantivy.Index] | None = None
        self._distrusted: Path | None = None
        self._copied: TemporaryDirectory[str] | None = None

    def search(
        self,
        words: Mapping[str, float],
        n: int,
        shelf: str | None = None,
        transcripts: Collection[str] | None = None,
        turns: Collection[tuple[str, int]] | None = None,
    ) -> Scored:
        """The `n` best for some weighted tokens, of a shelf, of some Transcripts, or of some Turns; None does not filter."""
        import tantivy

        index = self._open()
        if index is None or not words:
            return []
        schema = index.schema
        should = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(schema, "body", word, "freq"), weight),
            )
            for word, weight in words.items()
        ]
        parts = [(tantivy.Occur.Must, tantivy.Query.boolean_query(should))]
        for field, values in (
            ("shelf", None if shelf is None else [shelf]),
            ("transcript", transcripts),
            ("turn", None if turns is None else [_turn_key(*turn) for turn in turns]),
        ):
            if values is not None:
                chosen = tantivy.Query.term_set_query(schema, field, list(values))
                parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(chosen, 0.0)))
        searcher = index.searcher()
        found = searcher.search(tantivy.Query.boolean_query(parts), limit=n, count=False).hits
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in found]

    def knows(self, word: str, transcripts: Collection[str]) -> bool:
        """Whether a Passage of these Transcripts, its translation or header contains the token.

        True where there is no index to tell.
        """
        import tantivy

        index = self._open()
        if index is None:
            return True
        term = tantivy.Query.term_query(index.schema, "body", word, "freq")
        chosen = tantivy.Query.term_set_query(index.schema, "transcript", list(transcripts))
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, term), (tantivy.Occur.Must, chosen)])
        return bool(index.searcher().search(both, limit=1, count=False).hits)

    def calls_with(self, words: Collection[str]) -> list[str]:
        """Ids of the Transcripts that hold all these tokens in one Passage, its translation or header; [] without tokens."""
        import tantivy

        index = self._open()
        if index is None or not words:
            return []
        terms = [tantivy.Query.term_query(index.schema, "body", word, "freq") for word in words]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])
        searcher = index.searcher()
        found = searcher.search(query, limit=_MOST_FOUND, count=False).hits
        return list(dict.fromkeys(searcher.doc(address)["id"][0].split("#")[0] for _, address in found))

    def count(self) -> int:
        """Passages in the index."""
        index = self._open()
        return index.searcher().num_docs if index is not None else 0

    def is_current(self) -> bool:
        state = self._generations.state()
        return self._is_whole(state) and state is not None and state.seq == self._library.seq()

    def catch_up(self) -> None:
        """Apply the catalog's changes. The caller holds the writer lock.

        Raises:
            LibraryError: the index cannot be written.
        """
        folder, state = self._generations.current(), self._generations.state()
        seq = self._library.seq()
        if folder is None or state is None or not self._is_whole(state) or state.seq > seq or not _opens(folder):
            self.rebuild()
        elif state.seq != seq:
            self._write(folder, seq, self._library.changed_since(state.seq))

    def rebuild(self) -> None:
        """A new generation from the catalog. The caller holds the writer lock."""
        seq = self._library.seq()
        folder = self._generations.begin()
        self._write(folder, seq, [held.call.id for held in self._library.held()])
        self._generations.swap_in(folder)

    def _is_whole(self, state: State | None) -> bool:
        folder = self._generations.current()
        return state is not None and not state.dirty and state.key == _LAYOUT and folder != self._distrusted

    def _write(self, folder: Path, seq: int, transcripts: list[str]) -> None:
        try:
            self._apply(folder, transcripts)
            self._generations.mark(folder, State(seq, dirty=False, key=_LAYOUT))
        except (OSError, ValueError, RuntimeError) as error:
            raise LibraryError(
                f"The full-text index cannot be written: {error}",
                hint="Check the space on the disk, then run any search: the index is rebuilt from the catalog.",
            ) from error

    def _apply(self, folder: Path, transcripts: list[str]) -> None:
        import tantivy

        held = {item.call.id: item for item in self._library.held()}
        index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        _register(index)
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for transcript in transcripts:
            writer.delete_documents_by_term("transcript", transcript)
            if transcript not in held:
                continue
            shelf = SAMPLES if held[transcript].sample else CALLS
            for stored in self._library.passages_of(transcript):
                passage = stored.passage
                body = tokens("\n".join((passage.header, passage.text, passage.translation or "")))
                fields = (passage.id, transcript, _turn_key(transcript, passage.turn), shelf)
                document = tantivy.Document(body=[" ".join(body)])
                for name, value in zip(_RAW, fields, strict=True):
                    document.add_text(name, value)
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        # tantivy keeps some files from other users whatever the umask is, but a library may be shared for reading.
        for path in folder.iterdir():
            path.chmod(folder.stat().st_mode & 0o666)

    def _open(self) -> "tantivy.Index | None":
        with self._guard:
            folder, state = self._generations.current(), self._generations.state()
            if folder is None or state is None or not self._is_whole(state):
                return None
            if self._opened is not None and self._opened[:2] == (folder, state.seq):
                return self._opened[2]
            try:
                index = self._load(folder)
            except (OSError, ValueError) as error:
                if self._generations.current() == folder:
                    _log.warning("The full-text index cannot be read (%s): searching by meaning only.", error)
                    self._distrusted = folder
                return None
            self._opened = (folder, state.seq, index)
            return index

    def _load(self, folder: Path) -> "tantivy.Index":
        import tantivy

        if self._opened is not None and self._opened[0] == folder and not self._library.read_only:
            self._opened[2].reload()
            return self._opened[2]
        if self._library.read_only:
            # tantivy makes a lock file even to read.
            self._copied = TemporaryDirectory(prefix="callcite-")
            for path in folder.iterdir():
                shutil.copyfile(path, Path(self._copied.name, path.name))
            folder = Path(self._copied.name)
        index = tantivy.Index.open(str(folder))
        # Reloaded when the state says so; otherwise a thread would watch the folder.
        index.config_reader("manual")
        _register(index)
        return index


def _opens(folder: Path) -> bool:
    import tantivy

    try:
        tantivy.Index.open(str(folder))
    except (OSError, ValueError):
        return False
    return True


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in _RAW:
        builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="words", index_option="freq")
    return builder.build()


def _register(index: "tantivy.Index") -> None:
    import tantivy

    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def _turn_key(transcript: str, turn: int) -> str:
    return f"{transcript}#t{turn}"
