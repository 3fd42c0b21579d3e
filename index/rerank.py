"""Optional rerankers: any LlamaIndex node postprocessor, put behind the search. Off unless asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from errors import CallciteError, ConfigError, ModelError
from index.passage import Hit

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor
    from llama_index.core.schema import NodeWithScore

DEPTH = 20
"""Hits that are reranked."""


class Reranker:
    """Orders Hits anew by a postprocessor, which is made on first use: what it needs may be large."""

    def __init__(self, make: "Callable[[], BaseNodePostprocessor]") -> None:
        self._make = make

    @cached_property
    def _postprocessor(self) -> "BaseNodePostprocessor":
        return self._make()

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The Hits that the postprocessor ranks, best first, then those it left out, in their old order.

        Raises:
            ModelError: the postprocessor failed.
        """
        try:
            ranked = self._postprocessor.postprocess_nodes([node_of(hit) for hit in hits], query_str=question)
        except CallciteError:
            raise
        except Exception as error:
            raise ModelError(
                f"The reranker failed ({type(error).__name__}).",
                hint="Set CALLCITE_RERANKER=none to search without it.",
            ) from error
        by_id = {hit.passage.id: hit for hit in hits}
        first = [by_id.pop(node.node.node_id) for node in ranked if node.node.node_id in by_id]
        return [replace(hit, rank=rank) for rank, hit in enumerate((*first, *by_id.values()), start=1)]


def cross_encoder(model: str, top: int = DEPTH) -> "BaseNodePostprocessor":
    """A local cross-encoder by its name on a model hub, from which it is fetched on first use.

    Raises:
        ConfigError: the package `sentence-transformers` is not installed.
    """
    from llama_index.core.postprocessor import SentenceTransformerRerank

    try:
        return SentenceTransformerRerank(model=model, top_n=top, trust_remote_code=False)
    except ImportError as error:
        raise ConfigError(
            "CALLCITE_RERANKER=cross-encoder needs the package sentence-transformers.",
            hint="Install it with pip (the model is then fetched on first use), or set CALLCITE_RERANKER=none.",
        ) from error


def node_of(hit: Hit) -> "NodeWithScore":
    """A Hit as LlamaIndex has it: the id is the Passage's, the text verbatim, the metadata says where it stands."""
    from llama_index.core.schema import NodeWithScore, TextNode

    passage = hit.passage
    metadata = {
        "transcript": passage.transcript,
        "turn": passage.turn,
        "start": passage.start,
        "end": passage.end,
        "translation": passage.translation,
    }
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=["start", "end", "translation"],
    )
    return NodeWithScore(node=node, score=hit.score)
