"""What went wrong at a model's endpoint -> the ModelError that says what to do, and whether trying again can help.

Foreign text enters a message only through `Endpoint.safe`; what a server says about a key, never. Importing this
imports the openai client, so `llm.py` does it when a model is first asked.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import httpx
import openai

from errors import (
    ModelError,
    ModelKeyRejected,
    ModelRateLimited,
    ModelServerError,
    ModelStreamCut,
    ModelTimeout,
    ModelUnknown,
    ModelUnreachable,
)

# What an exception looks like when a library trips over a reply that has not the API's shape.
_GARBLED = (ValueError, TypeError, AttributeError, LookupError)
EXPECTED = (openai.OpenAIError, httpx.HTTPError, httpx.StreamError, *_GARBLED)
"""All that asking an endpoint raises."""
_TOO_LONG = re.compile(r"context.{0,20}(length|window|size)|max\w* context|too (long|large|many tokens)", re.IGNORECASE)
_NO_SUCH_MODEL = re.compile(r"model.{0,120}(not found|not exist|not a valid|unknown)", re.IGNORECASE)
_SCHEMA = re.compile(r"response.?format|json|schema|grammar|structured|guided", re.IGNORECASE)
_OTHER_OPTION = re.compile(r"stream_options|max_completion_tokens|temperature")
_BASE_URL_HINT = "Check OPENAI_BASE_URL (it usually ends in /v1) and that the server speaks the OpenAI chat API."


@dataclass(frozen=True)
class Endpoint:
    """What a message may name. `url` has no credentials; `secrets` are the key, user and password, never printed."""

    url: str
    model: str
    timeout_seconds: float
    max_tokens: int
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def safe(self, text: str) -> str:
        """Foreign text on one short line, or '' when it repeats a secret."""
        return "" if any(secret in text for secret in self.secrets) else " ".join(text.split())[:300]


@dataclass(frozen=True)
class Failure:
    """`retry` tells that trying again can help, `wait` how many seconds the endpoint asked for."""

    error: ModelError
    retry: bool = False
    wait: float | None = None


def failure(exc: Exception, at: Endpoint) -> Failure:
    """Translate one of EXPECTED, raised before or in mid-stream."""
    if isinstance(exc, openai.APITimeoutError | httpx.TimeoutException):
        return Failure(_timeout(at), retry=True)
    if isinstance(exc, openai.APIConnectionError):
        return Failure(_unreachable(at, exc.__cause__), retry=True)
    if isinstance(exc, openai.APIStatusError):
        return _refused(exc, exc.status_code, at)
    if isinstance(exc, openai.APIError):
        # An error sent as an event of a stream that began with 200.
        code = str(exc.code or exc.type or "")
        return _refused(exc, int(code) if re.fullmatch(r"[45]\d\d", code) else 500, at)
    if isinstance(exc, httpx.TransportError | httpx.StreamError):
        return Failure(_cut(at))
    message = f"{at.url} answered with something that is not the OpenAI API."
    return Failure(ModelServerError(message, hint=_BASE_URL_HINT))


def refuses_schema(exc: Exception) -> bool:
    """Whether an endpoint that was sent a schema may take the same request without.

    Servers name the schema (`response_format`, `json_schema`, a grammar that cannot be made of it) when they refuse it
    or fail over it, or only say that the request is bad.
    """
    if not isinstance(exc, openai.APIError) or isinstance(exc, openai.APIConnectionError):
        return False
    said = f"{exc.param} {exc.message}"
    if isinstance(exc, openai.BadRequestError | openai.UnprocessableEntityError):
        other = _TOO_LONG.search(said) or _NO_SUCH_MODEL.search(said) or _OTHER_OPTION.search(said)
        return bool(_SCHEMA.search(said)) or not other
    server_failed = not isinstance(exc, openai.APIStatusError) or exc.status_code >= 500
    return server_failed and bool(_SCHEMA.search(said))


def check_finish(finish: str | None, chunks: int, wrote: bool, at: Endpoint) -> None:
    """Raise unless the reply is whole.

    `finish` is the last finish reason, `chunks` how many came, `wrote` whether any had text. A stream cut half-way ends
    without any error: only the finish reason tells.
    """
    if not chunks:
        raise ModelServerError(f"{at.url} answered, but not with a chat stream.", hint=_BASE_URL_HINT)
    if finish is None or finish in ("error", "abort"):
        raise _cut(at)
    if finish == "length":
        raise ModelStreamCut(
            f"{at.model} stopped at its limit of {at.max_tokens} tokens before the answer was complete.",
            hint="Raise CALLCITE_MODEL_MAX_TOKENS, or ask a narrower question.",
        )
    if finish == "content_filter":
        raise ModelServerError(
            f"The content filter of {at.url} stopped {at.model}'s answer.",
            hint="Rephrase the question, choose another model, or use the quotes mode.",
        )
    if not wrote:
        raise ModelError(
            f"{at.model} finished without writing anything.",
            hint="Ask again; for a reasoning model raise CALLCITE_MODEL_MAX_TOKENS, or choose another model.",
        )


def unknown_model(at: Endpoint, names: list[str] | None) -> ModelUnknown:
    """`names` are the models on offer; None when the endpoint would not list them."""
    message = f"{at.url} has no model {at.model}."
    if names is None:
        return ModelUnknown(message, hint="Check the model's name, and OPENAI_BASE_URL: it usually ends in /v1.")
    if not names:
        return ModelUnknown(message, hint="The endpoint offers no model: load one there.")
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return ModelUnknown(message, hint=f"Set CALLCITE_MODEL to one of: {at.safe(', '.join(names[:12]))}{more}.")


def _timeout(at: Endpoint) -> ModelTimeout:
    return ModelTimeout(
        f"{at.url} was silent for {at.timeout_seconds:g} seconds.",
        hint="Ask again; a local model may still be loading. Otherwise raise CALLCITE_MODEL_TIMEOUT_SECONDS.",
    )


def _cut(at: Endpoint) -> ModelStreamCut:
    return ModelStreamCut(
        f"The stream from {at.url} broke off before {at.model} had finished.",
        hint="Ask again; if it keeps happening, look at the server's log or at proxies in between.",
    )


def _unreachable(at: Endpoint, cause: BaseException | None) -> ModelUnreachable:
    reason = at.safe(str(cause or ""))
    return ModelUnreachable(
        f"{at.url} cannot be reached{f': {reason}' if reason else '.'}",
        hint="Check the network and OPENAI_BASE_URL; where it is your own model server, start it.",
    )


def _refused(exc: openai.APIError, status: int, at: Endpoint) -> Failure:
    """The endpoint answered with an error: its HTTP status, or the code in its body, says which."""
    code = str(exc.code or "")
    said = at.safe(_said(exc.body))
    tail = f": {said}" if said else "."
    if status in (401, 403):
        return Failure(_key_rejected(at, status))
    if status == 429 or code in ("rate_limit_exceeded", "insufficient_quota"):
        return _rate_limited(exc, at)
    if code == "context_length_exceeded" or status == 413 or _TOO_LONG.search(said):
        hint = "Lower CALLCITE_EVIDENCE_TOKENS, or choose a model with a larger context."
        return Failure(ModelError(f"The evidence is too long for {at.model}{tail}", hint=hint))
    if status == 404 or code == "model_not_found" or _NO_SUCH_MODEL.search(said):
        return Failure(unknown_model(at, None))
    if status == 408:
        return Failure(_timeout(at), retry=True)
    if status >= 500:
        hint = "Ask again in a moment; if it keeps happening, look at the server's log or status page."
        error = ModelServerError(f"{at.url} failed with status {status}{tail}", hint=hint)
        return Failure(error, retry=True, wait=_retry_after(exc))
    return Failure(ModelError(f"{at.url} refused the request with status {status}{tail}", hint=_BASE_URL_HINT))


def _key_rejected(at: Endpoint, status: int) -> ModelKeyRejected:
    what = "does not accept the API key" if at.secrets else "wants an API key and none is set"
    return ModelKeyRejected(
        f"{at.url} {what} (status {status}).",
        hint="Set OPENAI_API_KEY to a key that is valid for this endpoint and allowed to use this model.",
    )


def _rate_limited(exc: openai.APIError, at: Endpoint) -> Failure:
    if "insufficient_quota" in (exc.code, exc.type):
        hint = "Add credit or raise the limit in the provider's account; waiting does not help."
        return Failure(ModelRateLimited(f"The quota of the account at {at.url} is used up.", hint=hint))
    wait = _retry_after(exc)
    when = f"in {wait:.0f} seconds" if wait else "in a minute"
    return Failure(
        ModelRateLimited(f"{at.url} takes no more requests for now.", hint=f"Ask again {when}."), retry=True, wait=wait
    )


def _said(body: object) -> str:
    """The server's own words about an error; '' where it has none, or sends a web page."""
    if isinstance(body, Mapping):
        body = body.get("message") or body.get("detail")
    return body if isinstance(body, str) and not body.lstrip().startswith("<") else ""


def _retry_after(exc: openai.APIError) -> float | None:
    """Seconds that the response's Retry-After asks for, given as a number or as an HTTP date (RFC 9110, 10.2.3)."""
    value = exc.response.headers.get("retry-after", "") if isinstance(exc, openai.APIStatusError) else ""
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
