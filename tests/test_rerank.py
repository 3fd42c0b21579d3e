"""Rerankers through LlamaIndex's postprocessors."""

from typing import Any

import pytest
from llama_index.core.postprocessor import LLMRerank
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle

from answer.llm import OpenAILlm
from compose import open_configured
from errors import ConfigError, ModelError
from index.passage import Hit, Passage
from index.rerank import Reranker, cross_encoder
from settings import load_settings
from tests.scripted_openai import ScriptedOpenAI, good


def hit(rank: int, text: str) -> Hit:
    return Hit(Passage(f"p{rank}", "t", rank, (0,), 0, len(text), text, None, ""), rank, 1.0 / rank, ("dense",))


HITS = [hit(1, "Freight costs rose."), hit(2, "The dividend is $2."), hit(3, "Revenue fell.")]


class Sharing(BaseNodePostprocessor):
    """The texts that hold a word of the question."""

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        assert query_bundle is not None
        return [node for node in nodes if query_bundle.query_str in node.node.get_content()]


class Failing(BaseNodePostprocessor):
    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        raise IndexError(f"{query_bundle}: {len(nodes)} out of range")


def test_what_it_leaves_out_keeps_its_order_behind() -> None:
    ranked = Reranker(Sharing).rerank("dividend", HITS)
    assert [(h.rank, h.passage.id) for h in ranked] == [(1, "p2"), (2, "p1"), (3, "p3")]


def test_a_failure_says_what_to_do() -> None:
    with pytest.raises(ModelError) as failed:
        Reranker(Failing).rerank("dividend?", HITS)
    assert "CALLCITE_RERANKER=none" in failed.value.hint


def test_the_configured_model_can_rerank() -> None:
    with ScriptedOpenAI(good("Doc: 2, Relevance: 9\nDoc: 3, Relevance: 4\n")) as server:
        llm = OpenAILlm("scripted-model", base_url=server.base_url)
        ranked = Reranker(lambda: LLMRerank(llm=llm.chat, top_n=3)).rerank("what is the dividend?", HITS)
    assert [h.passage.id for h in ranked] == ["p2", "p3", "p1"]


def test_a_cross_encoder_without_its_package_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)
    with pytest.raises(ConfigError, match="sentence-transformers"):
        cross_encoder("some/model")


@pytest.mark.parametrize("setting", ["none", "llm", "cross-encoder"])
def test_nothing_is_loaded_before_it_is_used(tmp_path: Any, setting: str) -> None:
    opened = open_configured(load_settings(library=tmp_path / "library", reranker=setting))
    assert (opened.reranker is None) == (setting == "none")
