"""The same search as a LlamaIndex retriever, so that its evaluators, rerankers and query engines plug in."""

from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle
from pydantic import PrivateAttr

from index.embedder import Embedder
from index.passage import Scope
from index.rerank import node_of
from index.search import Searcher


class PassageRetriever(BaseRetriever):
    """Hits as nodes: the node's id is the Passage's, its text is verbatim, its metadata says where it stands.

    Scores order the nodes of one question and mean nothing else.
    """

    def __init__(self, searcher: Searcher, *, k: int = 10, scope: Scope = Scope()) -> None:
        super().__init__()
        self._searcher = searcher
        self._k = k
        self._scope = scope

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._searcher.search(query_bundle.query_str, self._k, self._scope).hits
        return [node_of(hit) for hit in hits]


class PassageEmbedding(BaseEmbedding):
    """Our embedder as a LlamaIndex embedding, for pipelines compared with ours on the same vectors."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **kwargs: Any) -> None:
        super().__init__(model_name=embedder.fingerprint, **kwargs)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.embed_passages(texts)]
