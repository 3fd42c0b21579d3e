"""A scripted OpenAI-compatible endpoint on 127.0.0.1: every reply, every failure, and a record of what was asked.

    with ScriptedOpenAI() as server:
        server.reply(rate_limited(retry_after=1), good("Revenue grew 7% [1]."))
        ... point the product at server.base_url; server.requests tells what it sent

Replies are given in order to POST /v1/chat/completions; the last one is repeated. GET /v1/models lists `models`. A
model that is not among them gets 404, and where `key` is set a request without it gets 401, as real endpoints do.
Requests for a reply bound to a JSON schema are `ignored` (answered as any), `refused` with a 400, or `taken`: then a
script's lines of text come as an object of the schema asked for.
"""

import json
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self

import pytest

USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}
STALL_SECONDS = 30.0
"""Longest silence of a stalled reply; it ends at once when the server is closed."""


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived. Header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def authorization(self) -> str | None:
        return self.headers.get("authorization")

    @property
    def system(self) -> str:
        return self._said_by("system")

    @property
    def user(self) -> str:
        return self._said_by("user")

    @property
    def schema(self) -> str | None:
        """Name of the JSON schema that the reply is to be bound to."""
        asked = self.body.get("response_format") or {}
        return asked["json_schema"]["name"] if asked.get("type") == "json_schema" else None

    def _said_by(self, role: str) -> str:
        return "\n".join(m["content"] for m in self.body.get("messages", []) if m["role"] == role)


Text = str | Callable[[Recorded], str]
"""What the model writes: fixed, or made from the request (`echo`, `invented_marker`, `wrong_number`)."""


@dataclass(frozen=True)
class Reply:
    """One scripted answer. With `status` other than 200 `body` is sent at once; else `text` is streamed.

    `finish` None leaves out the finish reason. `ending`: `done` ([DONE], clean end), `eof` (clean end without [DONE]),
    `reset` (the connection is dropped), `stall` (silence). `after` stops the text after so many pieces.
    """

    text: Text = ""
    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    finish: str | None = "stop"
    ending: str = "done"
    after: int | None = None
    reasoning: str = ""
    usage: bool = True
    silent_start: bool = False
    raw: Sequence[str] = ()
    """Lines sent as they are instead of the text's events."""


def good(text: Text, *, reasoning: str = "") -> Reply:
    """A whole answer, in pieces of 1 to 3 characters: markers and words are cut anywhere."""
    return Reply(text, reasoning=reasoning)


def broken(text: Text, *, after: int = 3) -> Reply:
    """The connection is dropped after `after` pieces."""
    return Reply(text, finish=None, ending="reset", after=after, usage=False)


def cut(text: Text) -> Reply:
    """The stream ends cleanly, with neither finish reason nor [DONE]: no library raises an error."""
    return Reply(text, finish=None, ending="eof", usage=False)


def stall(text: Text = "", *, after: int = 0) -> Reply:
    """Silence after `after` pieces; with 0, not even the response's headers are sent."""
    return Reply(text, finish=None, ending="stall", after=after, usage=False, silent_start=after == 0)


def length(text: Text) -> Reply:
    return Reply(text, finish="length")


def content_filter(text: Text = "") -> Reply:
    return Reply(text, finish="content_filter")


def garbage() -> Reply:
    return Reply(raw=('data: {"choices": [{"delta": {"con',))


def web_page() -> Reply:
    """200 with HTML: what a wrong base URL gives."""
    return Reply(raw=("<!doctype html><title>Welcome</title>",), headers={"Content-Type": "text/html"})


def failed(status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None) -> Reply:
    """Any error in OpenAI's shape."""
    error = {"message": message, "type": "error", "param": None, "code": code}
    return Reply(status=status, body=json.dumps({"error": error}), headers=headers or {})


def failed_midway(text: Text, message: str, *, code: str | int) -> Reply:
    """An error sent as an event of a stream that began well, before any text when `text` is empty."""
    return Reply(
        text, finish=None, ending="eof", usage=False, raw=(_event({"error": {"message": message, "code": code}}),)
    )


def rate_limited(*, retry_after: str | int | None = None) -> Reply:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return failed(429, "Rate limit reached", code="rate_limit_exceeded", headers=headers)


def server_error(status: int = 500) -> Reply:
    return failed(status, "The server had an error")


def evidence_of(request: Recorded) -> dict[int, str]:
    """The numbered lines of the prompt: number -> the rest of the line."""
    return {int(n): rest for n, rest in re.findall(r"^\s*\[(\d+)\]\s*(.+)$", request.user, re.MULTILINE)}


def echo(request: Recorded) -> str:
    """The first numbered line with its own marker: supported by construction."""
    number, line = next(iter(evidence_of(request).items()))
    return f"{line.rstrip('.')} [{number}]."


def invented_marker(request: Recorded) -> str:
    """The first numbered line, cited by a number that this prompt does not have."""
    evidence = evidence_of(request)
    return f"{next(iter(evidence.values())).rstrip('.')} [{max(evidence) + 50}]."


def wrong_number(request: Recorded) -> str:
    """The first numbered line that holds a digit, with every digit of it changed and its own marker."""
    number, line = next((n, line) for n, line in evidence_of(request).items() if re.search(r"\d", line))
    changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), line.rstrip("."))
    return f"{changed} [{number}]."


def bound(text: str, schema: str) -> str:
    """Lines of text as a model writes them that is bound to one of the product's schemas."""
    if schema == "standalone_question":
        return json.dumps({"question": text}, ensure_ascii=False)
    status, claims = "answered", []
    for line in filter(None, map(str.strip, text.splitlines())):
        cites = [int(n) for n in re.findall(r"[\[【](\d+)[\]】]", line)]
        said = re.sub(r"\s*[\[【]\d+[\]】]", "", line)
        status = {"NOT_FOUND": "not_found", "DECLINED": "declined"}.get(said, status)
        if status != "not_found":
            claims.append({"text": said, "cites": cites})
    return json.dumps({"status": status, "claims": claims}, ensure_ascii=False)


class ScriptedOpenAI:
    """Context manager; `base_url` is `http://127.0.0.1:<port>/v1`."""

    def __init__(
        self,
        *replies: Reply,
        models: Sequence[str] = ("scripted-model",),
        key: str | None = None,
        schemas: Literal["ignored", "refused", "taken"] = "ignored",
    ) -> None:
        self.models = tuple(models)
        self.key = key
        self.schemas = schemas
        self.requests: list[Recorded] = []
        self.dropped = threading.Event()
        """Set when a client goes away before its reply was sent."""
        self.closing = threading.Event()
        self._replies: list[Reply] = list(replies)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.script = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def chats(self) -> list[Recorded]:
        """Requests for an answer, one a try."""
        return [r for r in self.requests if r.path.endswith("/chat/completions")]

    def reply(self, *replies: Reply) -> Self:
        """Replace the script."""
        with self._lock:
            self._replies = list(replies)
        return self

    def next_reply(self) -> Reply:
        with self._lock:
            if not self._replies:
                return failed(500, "nothing scripted")
            return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


@pytest.fixture
def scripted_openai() -> Iterator[Callable[..., ScriptedOpenAI]]:
    """Make started servers, `scripted_openai(*replies, models=…, key=…)`; all are closed after the test."""
    servers: list[ScriptedOpenAI] = []

    def start(*replies: Reply, **options: Any) -> ScriptedOpenAI:
        servers.append(ScriptedOpenAI(*replies, **options).__enter__())
        return servers[-1]

    yield start
    for server in servers:
        server.__exit__(None, None, None)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    script: ScriptedOpenAI

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the script; anything else is a defect to be seen."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        request = self._record({})
        if self._refused(request):
            return
        if self.path != "/v1/models":
            return self._send(failed(404, f"no such path {self.path}"))
        models = [{"id": m, "object": "model", "created": 0, "owned_by": "script"} for m in self.server.script.models]
        self._send(Reply(body=json.dumps({"object": "list", "data": models})))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))) or b"{}")
        request = self._record(body)
        if self._refused(request):
            return
        if self.path != "/v1/chat/completions":
            return self._send(failed(404, f"no such path {self.path}"))
        if body.get("model") not in self.server.script.models:
            return self._send(failed(404, f"The model `{body.get('model')}` does not exist", code="model_not_found"))
        if request.schema and self.server.script.schemas == "refused":
            return self._send(failed(400, "This response_format type is unavailable now"))
        reply = self.server.script.next_reply()
        if reply.status != 200:
            return self._send(reply)
        if not body.get("stream"):
            text = self._text(reply, request)
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": reply.finish}
            whole = {**_frame(request), "object": "chat.completion", "choices": [choice], "usage": USAGE}
            return self._send(Reply(body=json.dumps(whole)))
        try:
            self._stream(reply, request)
        except (BrokenPipeError, ConnectionResetError):
            self.server.script.dropped.set()
            self.close_connection = True

    def _record(self, body: Mapping[str, Any]) -> Recorded:
        request = Recorded(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.server.script.requests.append(request)
        return request

    def _refused(self, request: Recorded) -> bool:
        key = self.server.script.key
        if key is None or request.authorization == f"Bearer {key}":
            return False
        # Real servers repeat the key, so this one does too: whoever prints it must be found out.
        sent = (request.authorization or "").removeprefix("Bearer ")
        self._send(failed(401, f"Incorrect API key provided: {sent}", code="invalid_api_key"))
        return True

    def _send(self, reply: Reply) -> None:
        data = reply.body.encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, reply: Reply, request: Recorded) -> None:
        if reply.silent_start:
            return self._stall()
        self.send_response(200)
        for name, value in {"Content-Type": "text/event-stream", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        text = self._text(reply, request)
        for piece in _pieces(reply.reasoning):
            self._chunk(_delta(request, {"reasoning_content": piece}))
        for piece in _pieces(text)[: reply.after]:
            self._chunk(_delta(request, {"content": piece}))
        for line in reply.raw:
            self._chunk(line)
        if not reply.raw:
            if reply.finish:
                self._chunk(_delta(request, {}, reply.finish))
            if reply.ending == "stall":
                return self._stall()
            if reply.ending == "reset":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if reply.usage and (request.body.get("stream_options") or {}).get("include_usage"):
                self._chunk(_event({**_frame(request), "choices": [], "usage": USAGE}))
        if reply.ending == "done":
            self._chunk("data: [DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _text(self, reply: Reply, request: Recorded) -> str:
        text = reply.text(request) if callable(reply.text) else reply.text
        taken = request.schema if self.server.script.schemas == "taken" else None
        return bound(text, taken) if taken else text

    def _stall(self) -> None:
        self.close_connection = True
        self.server.script.closing.wait(STALL_SECONDS)

    def _chunk(self, line: str) -> None:
        data = f"{line}\n\n".encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    while at < len(text):
        size = 1 + (len(pieces) * 7) % 3
        pieces.append(text[at : at + size])
        at += size
    return pieces


def _frame(request: Recorded) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": request.body.get("model")}


def _delta(request: Recorded, delta: Mapping[str, str], finish: str | None = None) -> str:
    return _event({**_frame(request), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _event(data: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}"
