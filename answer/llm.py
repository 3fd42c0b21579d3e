"""Any OpenAI-compatible chat endpoint behind a small Protocol, with errors that say what to do.

The transport is LlamaIndex's `OpenAILike` over the `openai` client. Both retry in silence by themselves; that is
switched off, so that the retries here are the only ones. The API key stays out of every message, repr and log.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import local
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from errors import ConfigError, ModelError, ModelUnknown

if TYPE_CHECKING:
    import httpx
    import openai
    from llama_index.llms.openai_like import OpenAILike

    from answer.llm_errors import Endpoint

OPENAI_URL = "https://api.openai.com/v1"
MAX_WAIT_SECONDS = 30.0
"""Longest wait before a retry, whatever Retry-After asks for."""
_FIRST_WAIT_SECONDS = 0.5
_CONNECT_SECONDS = 10.0
_PROBE_SECONDS = 5.0
_MAX_CHUNKS = 100_000  # of one reply, for servers that ignore max_tokens
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Bound:
    """The same request with its reply bound to a schema: a `response_format`, and the system message that goes with it.

    `system` None: the one of the request.
    """

    response_format: Mapping[str, Any]
    system: str | None = None


class Llm(Protocol):
    """A language model that answers one system and one user message."""

    @property
    def name(self) -> str: ...

    @property
    def usage(self) -> Mapping[str, int] | None:
        """Tokens of the calling thread's last finished stream: prompt_tokens, completion_tokens, total_tokens.

        None where the endpoint does not tell.
        """

    @property
    def was_bound(self) -> bool:
        """Whether the calling thread's last stream was asked for with its Bound."""
        ...

    def stream(self, system: str, user: str, *, bound: Bound | None = None) -> Iterator[str]:
        """Yield the reply in pieces, cut anywhere; raise a ModelError when it is not complete.

        Asked for as `bound` says where the endpoint takes schemas; it may ignore them all the same.
        """
        ...


class OpenAILlm:
    """`base_url` None is OpenAI's own endpoint; many local servers need no `api_key`.

    `timeout_seconds` bounds every silence of the endpoint: before the first token and between two. `max_retries` counts
    tries after the first; they happen only while nothing was yielded, and only where trying again can help. `sleep` is
    called with the seconds to wait between tries. `schemas` False sends none, whatever a stream is bound to. Raises ConfigError for a base URL or a key that cannot be one.
    """

    def __init__(
        self,
        model: str,
        *,
        api_key: SecretStr | None = None,
        base_url: str | None = None,
        timeout_seconds: float = 60.0,
        max_retries: int = 2,
        context_window: int = 16_000,
        max_tokens: int = 1_000,
        temperature: float = 0.0,
        schemas: bool = True,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._name = model
        self._key = SecretStr(api_key.get_secret_value().strip() if api_key else "")
        self._url, self._login = _split_login(OPENAI_URL if base_url is None else base_url)
        if not (self._key.get_secret_value().isascii() and self._key.get_secret_value().isprintable()):
            raise ConfigError(
                "The API key holds characters that no key has.", hint="Copy OPENAI_API_KEY once more, whole."
            )
        self._timeout_seconds = timeout_seconds
        self._max_retries = max_retries
        self._context_window = context_window
        self._max_tokens = max_tokens
        self._temperature = temperature
        self._takes_schemas = schemas
        self._sleep = sleep
        self._local = local()
        self._options: dict[str, Any] = {"stream_options": {"include_usage": True}}

    def __repr__(self) -> str:
        return f"OpenAILlm({self._name!r}, base_url={self._url!r})"

    @property
    def name(self) -> str:
        return self._name

    @property
    def usage(self) -> Mapping[str, int] | None:
        usage: Mapping[str, int] | None = getattr(self._local, "usage", None)
        return usage

    @property
    def was_bound(self) -> bool:
        return getattr(self._local, "was_bound", False)

    def stream(self, system: str, user: str, *, bound: Bound | None = None) -> Iterator[str]:
        """Yield the reply in pieces.

        Raises ModelKeyRejected, ModelUnknown, ModelUnreachable, ModelRateLimited, ModelTimeout, ModelServerError,
        ModelStreamCut, or ModelError for anything else. What was yielded before an error is half a reply.
        """
        from answer.llm_errors import EXPECTED, failure

        self._local.usage = None
        chat, tries = self.chat, 0
        while True:
            started, sent = False, bound if self._takes_schemas else None
            self._local.was_bound = sent is not None
            try:
                for piece in self._try(chat, system, user, sent):
                    started = True
                    yield piece
                return
            except EXPECTED as exc:
                adapted = not started and self._adapt(exc, sent)
                failed = failure(exc, self._endpoint)
            # Raised outside of the handler: a chained exception would carry the request, and what the server said
            # about the key, into tracebacks.
            if adapted:
                continue
            if isinstance(failed.error, ModelUnknown):
                raise self._unknown()
            if started or not failed.retry or tries >= self._max_retries:
                raise failed.error
            self._sleep(_wait(tries, failed.wait))
            tries += 1

    def probe(self) -> list[str]:
        """Ask the endpoint, once, which models it has; same errors as `stream`, ModelError where it has no list."""
        from answer.llm_errors import EXPECTED, failure

        try:
            models = self._client.with_options(timeout=min(_PROBE_SECONDS, self._timeout_seconds)).models.list()
            return sorted(str(model.id) for model in models.data)
        except EXPECTED as exc:
            error = failure(exc, self._endpoint).error
        if isinstance(error, ModelUnknown):
            raise ModelError(f"{self._url} lists no models.", hint="Check OPENAI_BASE_URL: it usually ends in /v1.")
        raise error

    def _unknown(self) -> ModelUnknown:
        from answer.llm_errors import unknown_model

        try:
            names = self.probe()
        except ModelError:
            return unknown_model(self._endpoint, None)
        return unknown_model(self._endpoint, names)

    def _try(self, chat: "OpenAILike", system: str, user: str, bound: Bound | None) -> Iterator[str]:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        from answer.llm_errors import EXPECTED, check_finish

        options = {**self._options, "response_format": bound.response_format} if bound else self._options
        messages = [ChatMessage(role=MessageRole.SYSTEM, content=(bound and bound.system) or system)]
        messages.append(ChatMessage(role=MessageRole.USER, content=user))
        finish: str | None = None
        chunks, wrote = 0, False
        opened: list[httpx.Response] = []
        self._local.opened = opened
        try:
            for response in chat.stream_chat(messages, **options):
                chunks += 1
                # `raw` is the endpoint's own chunk: the only place where LlamaIndex leaves the finish reason.
                chunk: Any = response.raw
                finish = (chunk.choices[0].finish_reason if chunk.choices else None) or finish
                self._note_usage(getattr(chunk, "usage", None))
                if response.delta:
                    wrote = True
                    yield response.delta
                if chunks >= _MAX_CHUNKS:
                    finish = "length"
                    break
        except EXPECTED:
            # After the finish reason only usage and [DONE] follow: the reply itself is whole.
            if finish is None:
                raise
        finally:
            # LlamaIndex's callbacks hold their generator in a reference cycle: closing it would leave a reader who
            # stops half-way connected, and the model writing on, until the next garbage collection.
            for reply in opened:
                reply.close()
        check_finish(finish, chunks, wrote, self._endpoint)

    def _note_usage(self, usage: Any) -> None:
        if usage is not None:
            names = ("prompt_tokens", "completion_tokens", "total_tokens")
            counts = {name: getattr(usage, name, None) for name in names}
            self._local.usage = {name: count for name, count in counts.items() if isinstance(count, int)}

    @cached_property
    def _endpoint(self) -> "Endpoint":
        from answer.llm_errors import Endpoint

        secrets = tuple(secret for secret in (self._key.get_secret_value(), *self._login) if secret)
        return Endpoint(self._url, self._name, self._timeout_seconds, self._max_tokens, secrets)

    @cached_property
    def _client(self) -> "openai.OpenAI":
        import httpx
        import openai

        key = self._key.get_secret_value()
        login = httpx.BasicAuth(*self._login) if self._login else None
        http = httpx.Client(
            timeout=httpx.Timeout(self._timeout_seconds, connect=min(self._timeout_seconds, _CONNECT_SECONDS)),
            auth=login or (None if key else _without_authorization),
            # A proxy of the environment must not see what is meant for this machine; a redirect must not send the
            # evidence to a host that nobody configured.
            trust_env=urlsplit(self._url).hostname not in _LOOPBACK,
            follow_redirects=False,
            event_hooks={"response": [lambda response: getattr(self._local, "opened", []).append(response)]},
        )
        return openai.OpenAI(api_key=key or "none", base_url=self._url, max_retries=0, http_client=http)

    @cached_property
    def chat(self) -> "OpenAILike":
        """The LlamaIndex client, for what works on one by itself (a reranker)."""
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=self._name,
            # The key is in the client alone: OpenAILike prints its fields, and takes OPENAI_API_KEY when given none.
            api_key="none",
            api_base=self._url,
            openai_client=self._client,
            is_chat_model=True,
            context_window=self._context_window,
            max_tokens=self._max_tokens,
            temperature=self._temperature,
            max_retries=0,
        )

    def _adapt(self, exc: Exception, bound: Bound | None) -> bool:
        """Newer models refuse `max_tokens` or a temperature, older servers `stream_options` or a schema: send without.

        True when something was changed and the request is worth repeating; each change is made once.
        """
        import openai

        from answer.llm_errors import refuses_schema

        if bound and refuses_schema(exc):
            self._takes_schemas = False
            return True
        if not isinstance(exc, openai.BadRequestError | openai.UnprocessableEntityError):
            return False
        said = f"{exc.param} {exc.message}"
        if "stream_options" in said and "stream_options" in self._options:
            del self._options["stream_options"]
        elif "max_completion_tokens" in said and self.chat.max_tokens is not None:
            self.chat.max_tokens = None
            self._options["max_completion_tokens"] = self._max_tokens
        elif "temperature" in said and "temperature" not in self._options:
            self._options["temperature"] = openai.Omit()
        else:
            return False
        return True


def _without_authorization(request: "httpx.Request") -> "httpx.Request":
    """The openai client insists on a key; an endpoint that needs none is sent none."""
    request.headers.pop("Authorization", None)
    return request


def _split_login(base_url: str) -> tuple[str, tuple[str, str] | tuple[()]]:
    """Base URL without its credentials, and those (user, password), so that no log or message can print them."""
    hint = "Write OPENAI_BASE_URL like http://127.0.0.1:11434/v1, without a query."
    try:
        parts = urlsplit(base_url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise ConfigError("The model's base URL is not a URL.", hint=hint) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConfigError("The model's base URL is not an http(s) address of a host and a path.", hint=hint)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    login = (unquote(parts.username or ""), unquote(parts.password or "")) if "@" in parts.netloc else ()
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}", login


def _wait(tries: int, asked: float | None) -> float:
    """Seconds before the next try: what the server asked for, else exponential with jitter; never over the cap."""
    if asked is not None:
        return min(asked, MAX_WAIT_SECONDS)
    return min(_FIRST_WAIT_SECONDS * 2.0**tries, MAX_WAIT_SECONDS) * random.uniform(0.5, 1.0)
