"""answer/llm.py against a scripted endpoint on 127.0.0.1."""

import itertools
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from answer.llm import MAX_WAIT_SECONDS, Bound, OpenAILlm
from answer.markers import ClaimParser, DraftClaim
from answer.prompts import Form, answer_prompt
from answer.structured import ANSWER
from errors import (
    CallciteError,
    ConfigError,
    ModelError,
    ModelKeyRejected,
    ModelRateLimited,
    ModelServerError,
    ModelStreamCut,
    ModelTimeout,
    ModelUnknown,
    ModelUnreachable,
)
from tests import scripted_openai as script
from tests.scripted_openai import Reply, ScriptedOpenAI, good, rate_limited, scripted_openai, server_error  # noqa: F401

Start = Callable[..., ScriptedOpenAI]
ROOT = Path(__file__).resolve().parent.parent
KEY = "sk-test-9f8e7d6c5b4a"
TEXT = "Revenue rose 7% [1].\n營收成長【2】。\n"


@pytest.fixture
def server(scripted_openai: Start) -> ScriptedOpenAI:  # noqa: F811
    return scripted_openai()


def llm(server: ScriptedOpenAI | str, **options: Any) -> OpenAILlm:
    base_url = server if isinstance(server, str) else server.base_url
    defaults: dict[str, Any] = {"timeout_seconds": 5.0, "max_retries": 2, "sleep": lambda seconds: None}
    return OpenAILlm(options.pop("model", "scripted-model"), base_url=base_url, **{**defaults, **options})


def whole(model: OpenAILlm, bound: Bound | None = None) -> str:
    return "".join(model.stream("S", "U", bound=bound))


def outcome(model: OpenAILlm) -> tuple[str, ModelError]:
    """What was yielded before the failure, and the failure."""
    pieces: list[str] = []
    with pytest.raises(ModelError) as caught:
        pieces.extend(model.stream("S", "U"))
    return "".join(pieces), caught.value


def test_a_good_answer_arrives_piece_by_piece_with_its_usage(server: ScriptedOpenAI) -> None:
    server.reply(good(TEXT))
    model = llm(server, max_tokens=77)
    pieces = list(model.stream("be brief", "why?"))
    assert "".join(pieces) == TEXT
    assert len(pieces) > 10
    assert model.usage == script.USAGE
    (request,) = server.requests
    assert (request.system, request.user) == ("be brief", "why?")
    assert request.body["stream"] is True
    assert (request.body["model"], request.body["temperature"]) == ("scripted-model", 0)
    assert request.body["max_tokens"] == 77


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (script.echo, DraftClaim("Ito: Orders rose.", (4,))),
        (script.invented_marker, DraftClaim("Ito: Orders rose.", (), (55,))),
        (script.wrong_number, DraftClaim("Ito: Revenue was 348.6 million.", (5,))),
    ],
)
def test_answers_made_from_the_prompt_s_evidence(server: ScriptedOpenAI, text: script.Text, claim: DraftClaim) -> None:
    server.reply(good(text))
    prompt = answer_prompt("en", "lines").fill(
        question="Orders?", evidence="[4] Ito: Orders rose.\n[5] Ito: Revenue was 237.5 million."
    )
    parser = ClaimParser({4, 5})
    claims = [claim for piece in llm(server).stream(*prompt) for claim in parser.feed(piece)]
    assert claims + parser.finish() == [claim]


def test_reasoning_sent_apart_is_not_part_of_the_answer(server: ScriptedOpenAI) -> None:
    server.reply(good(TEXT, reasoning="Let me think [9]."))
    assert whole(llm(server)) == TEXT


def test_usage_belongs_to_the_last_stream(server: ScriptedOpenAI) -> None:
    server.reply(good(TEXT), Reply(TEXT, usage=False))
    model = llm(server)
    whole(model)
    whole(model)
    assert model.usage is None


@pytest.mark.parametrize("key", [None, "", KEY])
def test_authorization_is_the_key_or_nothing(
    server: ScriptedOpenAI, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    server.reply(good(TEXT))
    whole(llm(server, api_key=None if key is None else SecretStr(key)))
    assert server.requests[0].authorization == (f"Bearer {KEY}" if key else None)


def test_credentials_of_the_base_url_are_used_and_never_shown(server: ScriptedOpenAI) -> None:
    server.reply(server_error())
    model = llm(server.base_url.replace("://", "://ada:s3cr3t@"), max_retries=0)
    _, error = outcome(model)
    assert (server.requests[0].authorization or "").startswith("Basic ")
    assert "s3cr3t" not in f"{error} {error.hint} {model!r} "


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://host/v1", "http://", "http://h/v1?api-key=x", "http://h:port/"]
)
def test_a_base_url_that_is_none_is_a_config_error(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        llm(url)
    assert caught.value.hint
    assert "api-key" not in str(caught.value)


def test_a_key_with_foreign_characters_is_a_config_error() -> None:
    with pytest.raises(ConfigError) as caught:
        llm("http://127.0.0.1:9/v1", api_key=SecretStr("sk-金鑰"))
    assert "金鑰" not in f"{caught.value} {caught.value.hint}"


FAILURES: list[tuple[str, Reply, type[ModelError], str, int]] = [
    ("dropped midway", script.broken(TEXT, after=5), ModelStreamCut, "Revenue r", 1),
    ("ends without finish reason", script.cut(TEXT), ModelStreamCut, TEXT, 1),
    ("limit of tokens", script.length(TEXT), ModelStreamCut, TEXT, 1),
    ("content filter", script.content_filter("Rev"), ModelServerError, "Rev", 1),
    ("nothing written", good(""), ModelError, "", 1),
    ("only reasoning", good("", reasoning="Hm."), ModelError, "", 1),
    ("always 429", rate_limited(), ModelRateLimited, "", 3),
    ("quota used up", script.failed(429, "quota", code="insufficient_quota"), ModelRateLimited, "", 1),
    ("always 500", server_error(), ModelServerError, "", 3),
    ("always 503", server_error(503), ModelServerError, "", 3),
    ("garbage", script.garbage(), ModelServerError, "", 1),
    ("web page", script.web_page(), ModelServerError, "", 1),
    ("403", script.failed(403, "no access"), ModelKeyRejected, "", 1),
    ("redirect", Reply(status=307, headers={"Location": "http://192.0.2.1/v1"}), ModelError, "", 1),
    ("bad request", script.failed(400, "Unknown field"), ModelError, "", 1),
    (
        "context",
        script.failed(400, "This model's maximum context length is 8192 tokens", code="context_length_exceeded"),
        ModelError,
        "",
        1,
    ),
    ("context, other words", script.failed(400, "the request exceeds the available context size"), ModelError, "", 1),
    ("error event at once", script.failed_midway("", "overloaded", code=503), ModelServerError, "", 3),
    ("error event midway", script.failed_midway("Rev", "overloaded", code="server_error"), ModelServerError, "Rev", 1),
    (
        "rate limit midway",
        script.failed_midway("Rev", "slow down", code="rate_limit_exceeded"),
        ModelRateLimited,
        "Rev",
        1,
    ),
]


@pytest.mark.parametrize(("reply", "kind", "yielded", "tries"), [f[1:] for f in FAILURES], ids=[f[0] for f in FAILURES])
def test_each_failure_has_its_error_its_hint_and_its_number_of_tries(
    server: ScriptedOpenAI, reply: Reply, kind: type[ModelError], yielded: str, tries: int
) -> None:
    server.reply(reply)
    text, error = outcome(llm(server))
    assert type(error) is kind
    assert text == yielded
    assert len(server.chats) == tries
    assert error.message
    assert error.hint


def test_messages_of_failures_that_share_a_class_tell_them_apart(server: ScriptedOpenAI) -> None:
    server.reply(script.length("A"), script.cut("A"), script.failed(400, "exceeds the context window"))
    model = llm(server, max_tokens=55)
    (_, length), (_, cut), (_, context) = outcome(model), outcome(model), outcome(model)
    assert "55 tokens" in length.message
    assert "broke off" in cut.message
    assert "too long" in context.message
    assert "context" in context.hint


@pytest.mark.parametrize("first", [rate_limited(), rate_limited(retry_after=1), server_error(), server_error(502)])
def test_a_passing_failure_is_tried_again(server: ScriptedOpenAI, first: Reply) -> None:
    server.reply(first, good(TEXT))
    assert whole(llm(server)) == TEXT
    assert len(server.chats) == 2


def test_no_retries_when_none_are_allowed(server: ScriptedOpenAI) -> None:
    server.reply(server_error())
    outcome(llm(server, max_retries=0))
    assert len(server.chats) == 1


def test_waits_grow_with_jitter_and_stay_bounded(server: ScriptedOpenAI) -> None:
    waits: list[float] = []
    server.reply(server_error())
    outcome(llm(server, max_retries=9, sleep=waits.append))
    assert len(waits) == 9
    for n, wait in enumerate(waits):
        full = min(0.5 * 2**n, MAX_WAIT_SECONDS)
        assert full / 2 <= wait <= full
    assert len({wait / 2**n for n, wait in enumerate(waits[:5])}) > 1


def http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    ("retry_after", "low", "high"),
    [
        ("7", 7, 7),
        ("0", 0, 0),
        ("86400", MAX_WAIT_SECONDS, MAX_WAIT_SECONDS),
        (http_date(3600), MAX_WAIT_SECONDS, MAX_WAIT_SECONDS),
        (http_date(-60), 0, 0),
        ("soon", 0.25, 0.5),
        ("-5", 0.25, 0.5),
    ],
)
def test_retry_after_is_honoured_up_to_the_cap(
    server: ScriptedOpenAI, retry_after: str, low: float, high: float
) -> None:
    waits: list[float] = []
    server.reply(rate_limited(retry_after=retry_after), good(TEXT))
    whole(llm(server, sleep=waits.append))
    (wait,) = waits
    assert low <= wait <= high


def test_silence_before_the_first_token_is_tried_again_and_then_a_timeout(server: ScriptedOpenAI) -> None:
    server.reply(script.stall())
    text, error = outcome(llm(server, timeout_seconds=0.2, max_retries=1))
    assert (text, type(error), len(server.chats)) == ("", ModelTimeout, 2)
    assert "0.2 seconds" in error.message


def test_silence_in_mid_stream_is_a_timeout_and_not_tried_again(server: ScriptedOpenAI) -> None:
    server.reply(script.stall(TEXT, after=5))
    text, error = outcome(llm(server, timeout_seconds=0.2))
    assert (text, type(error), len(server.chats)) == ("Revenue r", ModelTimeout, 1)


def test_silence_after_the_finish_reason_loses_nothing(server: ScriptedOpenAI) -> None:
    server.reply(Reply("Done.", ending="stall"))
    assert whole(llm(server, timeout_seconds=0.2)) == "Done."


def test_refused_connection_is_tried_again_then_named(scripted_openai: Start) -> None:  # noqa: F811
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    waits: list[float] = []
    _, error = outcome(llm(f"http://ada:s3cr3t@127.0.0.1:{port}/v1", sleep=waits.append))
    assert type(error) is ModelUnreachable
    assert len(waits) == 2
    assert f"http://127.0.0.1:{port}/v1" in error.message
    assert "s3cr3t" not in str(error.as_json())


def test_unknown_model_names_it_and_those_on_offer(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(models=("birch-7b", "cedar-70b"))
    _, error = outcome(llm(server, model="oak-1"))
    assert type(error) is ModelUnknown
    assert "oak-1" in error.message
    assert "birch-7b" in error.hint
    assert "cedar-70b" in error.hint
    assert len(server.chats) == 1


def test_a_wrong_path_is_an_unknown_model_that_points_at_the_base_url(server: ScriptedOpenAI) -> None:
    _, error = outcome(llm(server.base_url.removesuffix("/v1")))
    assert type(error) is ModelUnknown
    assert "/v1" in error.hint


def test_probe_lists_the_models(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(models=("b", "a"), key=KEY)
    assert llm(server, api_key=SecretStr(KEY)).probe() == ["a", "b"]


def test_probe_has_the_same_errors(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(key=KEY)
    with pytest.raises(ModelKeyRejected, match="wants an API key"):
        llm(server).probe()
    with pytest.raises(ModelError) as caught:
        llm(server.base_url + "/x", api_key=SecretStr(KEY)).probe()
    assert type(caught.value) is ModelError
    assert "/v1" in caught.value.hint


def test_parameters_that_a_model_refuses_are_left_out_or_renamed(server: ScriptedOpenAI) -> None:
    server.reply(
        script.failed(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        script.failed(400, "Unsupported value: 'temperature' does not support 0 with this model."),
        script.failed(422, "stream_options: extra fields not permitted"),
        good(TEXT),
    )
    model = llm(server, max_retries=0, max_tokens=66)
    assert whole(model) == TEXT
    last = server.chats[-1].body
    assert last["max_completion_tokens"] == 66
    assert not {"max_tokens", "temperature", "stream_options"} & last.keys()
    whole(model)
    assert len(server.chats) == 5


def test_a_refusal_that_repeats_itself_ends(server: ScriptedOpenAI) -> None:
    server.reply(script.failed(400, "temperature and max_completion_tokens and stream_options"))
    _, error = outcome(llm(server))
    assert type(error) is ModelError
    assert len(server.chats) == 4


BOUND = Bound(ANSWER, "S as JSON")


def test_a_reply_is_bound_to_its_schema_where_the_endpoint_takes_one(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(good("Revenue rose 7% [1].\n"), schemas="taken")
    model = llm(server)
    assert json.loads(whole(model, BOUND))["claims"] == [{"text": "Revenue rose 7%.", "cites": [1]}]
    assert model.was_bound
    (request,) = server.chats
    assert (request.system, request.user, request.body["response_format"]) == ("S as JSON", "U", ANSWER)
    assert whole(model) == "Revenue rose 7% [1].\n"
    assert not model.was_bound
    assert "response_format" not in server.chats[-1].body


def test_an_endpoint_that_ignores_the_schema_is_not_asked_twice(server: ScriptedOpenAI) -> None:
    server.reply(good(TEXT))
    model = llm(server)
    assert (whole(model, BOUND), model.was_bound, len(server.chats)) == (TEXT, True, 1)


def test_an_endpoint_that_refuses_the_schema_is_asked_for_lines_and_remembered(scripted_openai: Start) -> None:  # noqa: F811
    server = scripted_openai(good(TEXT), schemas="refused")
    model = llm(server, max_retries=0)
    assert (whole(model, BOUND), model.was_bound) == (TEXT, False)
    assert [chat.system for chat in server.chats] == ["S as JSON", "S"]
    assert (whole(model, BOUND), len(server.chats)) == (TEXT, 3)


def test_no_schema_is_sent_when_they_are_switched_off(server: ScriptedOpenAI) -> None:
    server.reply(good(TEXT))
    model = llm(server, schemas=False)
    whole(model, BOUND)
    assert (server.chats[0].system, server.chats[0].schema, model.was_bound) == ("S", None, False)


REFUSALS = [
    script.failed(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."),
    script.failed(400, "This model does not support response format `json_schema`."),
    script.failed(400, "Failed to parse grammar"),
    script.failed(422, "Input should be 'text' or 'json_object'"),
    script.failed(400, "Bad Request"),
    script.failed(500, "Failed to initialize samplers: failed to parse grammar"),
    script.failed_midway("", "Failed to validate JSON", code="json_validate_failed"),
]


@pytest.mark.parametrize("reply", REFUSALS)
def test_refusals_of_a_schema(server: ScriptedOpenAI, reply: Reply) -> None:
    server.reply(reply, good(TEXT))
    model = llm(server, max_retries=0)
    assert (whole(model, BOUND), model.was_bound, len(server.chats)) == (TEXT, False, 2)


@pytest.mark.parametrize(
    ("reply", "tries"),
    [
        (script.failed(400, "maximum context length is 8192 tokens", code="context_length_exceeded"), 1),
        (script.failed(403, "no access to json_schema"), 1),
        (server_error(), 1),
        (script.failed_midway("Rev", "Failed to validate JSON", code="json_validate_failed"), 1),
        (script.failed(400, "Bad Request"), 2),
    ],
)
def test_other_failures_stay_failures(server: ScriptedOpenAI, reply: Reply, tries: int) -> None:
    server.reply(reply)
    model = llm(server, max_retries=0)
    with pytest.raises(ModelError):
        whole(model, BOUND)
    assert len(server.chats) == tries


def test_other_options_are_adapted_and_the_schema_stays(server: ScriptedOpenAI) -> None:
    server.reply(script.failed(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'."), good(TEXT))
    model = llm(server, max_retries=0)
    assert (whole(model, BOUND), model.was_bound) == (TEXT, True)
    assert server.chats[-1].body["max_completion_tokens"]


@pytest.mark.parametrize("schemas", ["ignored", "refused", "taken"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_whatever_the_endpoint_does_with_the_schema_the_claims_are_the_same(
    scripted_openai: Start,  # noqa: F811
    schemas: str,
    language: str,
) -> None:
    server = scripted_openai(good("Revenue rose 7% [1][2].\n營收成長【2】。\nOrders fell [9].\n"), schemas=schemas)
    model, parser = llm(server), ClaimParser({1, 2})
    forms: dict[Form, tuple[str, str]] = {
        form: answer_prompt(language, form).fill(question="Q?", evidence="[1] A.") for form in ("lines", "json")
    }
    claims: list[DraftClaim] = []
    for piece in model.stream(*forms["lines"], bound=Bound(ANSWER, forms["json"][0])):
        claims += parser.feed(piece)
    assert claims + parser.finish() == [
        DraftClaim("Revenue rose 7%.", (1, 2)),
        DraftClaim("營收成長。", (2,)),
        DraftClaim("Orders fell.", (), (9,)),
    ]
    assert server.chats[-1].system == forms["json" if model.was_bound else "lines"][0]


def test_stopping_early_closes_the_connection(server: ScriptedOpenAI) -> None:
    server.reply(good("Revenue rose. " * 60_000))
    stream = llm(server).stream("S", "U")
    assert len(list(itertools.islice(stream, 3))) == 3
    stream.close()  # type: ignore[attr-defined]
    assert server.dropped.wait(10)


def test_threads_that_share_a_model_each_read_their_own_usage(server: ScriptedOpenAI) -> None:
    server.reply(good(TEXT))
    model = llm(server)
    whole(model)
    seen: list[object] = []
    other = threading.Thread(target=lambda: seen.append(model.usage))
    other.start()
    other.join()
    assert (seen, model.usage) == ([None], script.USAGE)


@pytest.mark.parametrize("echoed", ["401", "400", "500"])
def test_the_key_is_in_no_message_traceback_repr_or_log(
    scripted_openai: Start,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
    echoed: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    replies = {"400": script.failed(400, f"bad key {KEY}"), "500": server_error()}
    server = scripted_openai(replies.get(echoed, good(TEXT)), key="another" if echoed == "401" else KEY)
    model = llm(server, api_key=SecretStr(KEY), max_retries=1)
    with pytest.raises(CallciteError) as caught:
        whole(model)
    assert server.chats[0].authorization == f"Bearer {KEY}"
    shown = ["".join(traceback.format_exception(caught.value)), json.dumps(caught.value.as_json()), repr(model)]
    shown += [repr(vars(model))]
    assert caught.value.__context__ is None
    assert not [text for text in shown if KEY in text]
    assert caplog.records
    assert KEY not in caplog.text


GUARDED = """
import socket, sys
seen = []
def guard(event, args):
    if event == "socket.connect" and args[0].family != socket.AF_UNIX and args[1][0] != "127.0.0.1":
        seen.append(args[1]); raise OSError("blocked")
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and args[0] not in ("127.0.0.1", "localhost", None):
        seen.append(args[0]); raise OSError("blocked")
sys.addaudithook(guard)
from answer.llm import OpenAILlm
assert not {"openai", "llama_index"} & sys.modules.keys(), "heavy libraries are imported where they are used"
model = OpenAILlm("gpt-4o", base_url=sys.argv[1])
print("".join(model.stream("S", "U")), model.probe(), model.usage["total_tokens"], seen)
"""


def test_nothing_but_the_endpoint_is_contacted(scripted_openai: Start, tmp_path: Path) -> None:  # noqa: F811
    """In a fresh process with empty caches, under a model name that tiktoken knows and would download a file for."""
    server = scripted_openai(good("Fine."), models=("gpt-4o",))
    hidden = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR", "NLTK_DATA", "OPENAI_API_KEY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment |= {"HTTP_PROXY": "http://192.0.2.1:3128", "http_proxy": "http://192.0.2.1:3128"}
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, server.base_url],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip() == "Fine. ['gpt-4o'] 150 []", done.stderr
