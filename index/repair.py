"""Mend what can be mended: derived vectors, signatures and indexes, from the catalog."""

from index.dense import DenseIndex
from index.doctor import examine
from index.duplicates import signature
from index.embedder import Embedder
from index.keyword import KeywordIndex
from index.library import Library
from index.plan import plan


def repair(library: Library, embedder: Embedder, dense: DenseIndex, keyword: KeywordIndex) -> list[str]:
    """Do it, and return a line for each thing done. The caller holds the writer lock.

    What only the catalog or the source files held is not made up: `examine` still tells it afterwards.

    Raises:
        EmbedderError: a vector that is missing cannot be made; LibraryError: the disk is full or failing.
    """
    done: list[str] = []
    swept = library.sweep_sources()
    if swept:
        done.append(f"{swept} left-over source files deleted")
    signed = set(library.signatures()[0])
    for held in library.held():
        transcript = library.transcript(held.call.id)
        texts = plan(transcript).texts
        known = library.vectors(texts)
        missing = {key: text for key, text in texts.items() if key not in known}
        if missing or held.call.id not in signed:
            vectors = (
                dict(zip(missing, embedder.embed_passages(list(missing.values())), strict=True)) if missing else {}
            )
            library.mend(held.call.id, vectors, texts, signature(transcript))
            done.append(f"{held.call.id}: {len(missing)} vectors made again")
    bad = {check.name for check in examine(library, dense, keyword) if not check.ok}
    if "chroma" in bad:
        dense.rebuild()
        done.append("vector index rebuilt")
    if "full text" in bad:
        keyword.rebuild()
        done.append("full-text index rebuilt")
    return done
