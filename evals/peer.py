"""What a user would otherwise take: LlamaIndex's tutorial pipeline, over the same files, with the same embedder.

SentenceSplitter (512 tokens, 128 of overlap) over the file's text, VectorStoreIndex in its own memory store (which
compares every vector; Chroma finds the same ones at this size), the ten nearest. It has no rewriting, so a follow-up is
asked as it stands, and it never refuses; a hit is counted in either language.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evals.cases import Case, Gold, folded
from evals.judge import DEPTH, Row, judge_found
from evals.metrics import Retrieved
from index.embedder import Embedder
from index.library import Library
from index.passage import Scope
from index.scope import visible
from ingest.sources import Kind
from ingest.transcript import Transcript

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

NAME = "LlamaIndex tutorial: SentenceSplitter 512 / 128, VectorStoreIndex, ten nearest"
CHUNK_SIZE, OVERLAP = 512, 128
_CALL = "call"


class Peer:
    """The pipeline over the calls of one library, each indexed when the first case needs it."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        self._chunks: dict[str, list[Retrieved]] = {}
        self._transcripts: dict[str, Transcript] = {}
        self._index: Any = None

    def run(self, cases: Sequence[Case]) -> tuple[Row, ...]:
        """A row a case, about the retrieval alone."""
        return tuple(self._one(case) for case in cases)

    def _one(self, case: Case) -> Row:
        from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters

        scope = Scope(transcripts=(case.call,)) if case.call else Scope()
        calls = [h.call.id for h in visible(self._library.held(), scope) if case.call in (None, h.call.id)]
        found = judge_found([], [], case) if case.answerable else None
        if case.answerable and calls:
            self._add([call for call in calls if call not in self._chunks])
            only = MetadataFilter(key=_CALL, value=calls, operator=FilterOperator.IN)
            retriever = self._index.as_retriever(similarity_top_k=DEPTH, filters=MetadataFilters(filters=[only]))
            hits = [self._retrieved(hit.node) for hit in retriever.retrieve(case.question)]
            corpus = [chunk for call in calls for chunk in self._chunks[call]]
            found = judge_found(hits, corpus, self._in_both_languages(case, calls), either_language=True)
        return Row(case.id, case.language, case.type, case.answerable, "retrieved", found)

    def _add(self, calls: Sequence[str]) -> None:
        from llama_index.core import Document, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter

        from index.retriever import PassageEmbedding

        if self._index is None:
            self._index = VectorStoreIndex([], embed_model=PassageEmbedding(self._embedder, embed_batch_size=1_000))
        splitter = SentenceSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=OVERLAP)
        for call in calls:
            self._transcripts[call] = self._library.transcript(call)
            # As the tutorial's reader does it, the file's name goes into what is embedded; the call is for the filter.
            text, name = self._file(call)
            document = Document(
                text=text, metadata={"file_name": name, _CALL: call}, excluded_embed_metadata_keys=[_CALL]
            )
            nodes = splitter.get_nodes_from_documents([document])
            self._index.insert_nodes(nodes)
            self._chunks[call] = [self._retrieved(node) for node in nodes]

    def _file(self, call: str) -> tuple[str, str]:
        """The text of the file as it came, and its name; of a PDF or Word file, the words as they were read from it."""
        source = self._library.source(call)
        if source.kind is Kind.TEXT:
            return source.text, source.name
        turns = self._transcripts[call].turns
        parts = ("\n".join(filter(None, (turn.speaker, turn.text, turn.translation))) for turn in turns)
        return "\n\n".join(parts), source.name

    def _in_both_languages(self, case: Case, calls: Sequence[str]) -> Case:
        """With the Chinese of every gold quote that has none: the file's translation of its sentences."""
        transcripts = [self._transcripts[call] for call in calls]
        return replace(
            case, evidence=tuple(replace(g, quote_zh=g.quote_zh or _rendition(g, transcripts)) for g in case.evidence)
        )

    @staticmethod
    def _retrieved(node: "BaseNode") -> Retrieved:
        from llama_index.core.schema import MetadataMode

        return Retrieved(node.get_content(MetadataMode.NONE), node.metadata[_CALL])


def _rendition(gold: Gold, transcripts: Sequence[Transcript]) -> str | None:
    """What translates the sentences that a gold quote is made of, or lies in."""
    quote = folded(gold.quote)
    for turn in (turn for t in transcripts if gold.call in (None, t.call.id) for turn in t.turns):
        for paragraph in turn.paragraphs:
            inside = [
                s for s in paragraph.sentences if (said := folded(turn.quote(s))) and (said in quote or quote in said)
            ]
            starts = [s.translation_start for s in inside if s.translation_start is not None]
            ends = [s.translation_end for s in inside if s.translation_end is not None]
            if paragraph.translation and starts and ends and quote in folded(turn.text):
                return paragraph.translation[min(starts) : max(ends)]
    return None
