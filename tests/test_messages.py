"""The message of every kind of error, word for word, and its attributes: with both clients, and after a pickle."""

from __future__ import annotations

import builtins
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import msgspec
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_runtime import error_messages, errors

from .support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY

Handler = Callable[[httpx.Request], httpx.Response]

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
CHAT: dict[str, Any] = {"messages": MESSAGES}
GROQ: dict[str, Any] = {"provider": "groq", "model": "a/b", "api_key": HUGGING_FACE_KEY}
CHAT_FACTS = {"task": "chat-completion", "model": "a/b"}
GROQ_FACTS = {"provider": "groq", **CHAT_FACTS}
ID = {"x-request-id": "r-1"}
WHERE = "(task chat-completion, model a/b)"
WHERE_WITH_ID = "(task chat-completion, model a/b, request r-1)"
FACTS = ("provider", "task", "model", "status", "request_id", "retry_after", "is_retry_safe", "body")
LOOKED_UP = {"status": 200}  # of the Hub's response


def hub(*lines: tuple[str, str, str]) -> Handler:
    """Return what responds as the Hub, with a mapping of providers, tasks and states for the model."""
    mapping = [{"provider": name, "providerId": "p/m", "status": status, "task": task} for name, task, status in lines]
    return lambda request: httpx.Response(200, json={"id": "a/b", "inferenceProviderMapping": mapping})


SERVED = hub(("groq", "conversational", "live"), ("fal-ai", "text-to-video", "live"), ("together", "x", "live"))


def respond(status: int, data: Any = None, headers: dict[str, str] | None = None, text: str | None = None) -> Handler:
    """Return what responds to every request with one response."""
    if text is not None:
        return lambda request: httpx.Response(status, text=text, headers=headers)
    return lambda request: httpx.Response(status, json=data, headers=headers)


def stream(*events: str) -> Handler:
    body = "".join(f"data: {event}\n\n" for event in events)
    return lambda request: httpx.Response(200, text=body, headers={**ID, "content-type": "text/event-stream"})


def fail(error: Exception) -> Handler:
    def handler(request: httpx.Request) -> httpx.Response:
        raise error

    return handler


def queue(job: Any, interval: str = "0.02") -> Handler:
    """Return what accepts a job, and responds to each poll with ``job``; the polls are ``interval`` seconds apart."""

    def handler(request: httpx.Request) -> httpx.Response:
        url = "https://queue.fal.run/fal-ai/app/requests/1"
        submitted = {"status": "IN_QUEUE", "status_url": f"{url}/status", "response_url": url}
        data = submitted if request.method == "POST" else job
        return httpx.Response(200, json=data, headers={**ID, "retry-after": interval})

    return handler


def never(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"a request was sent to {request.url}")


@dataclass(kw_only=True)
class Case:
    """A call that fails.

    Attributes:
        error: Class of the error.
        text: Its message.
        facts: Its attributes; those that are not named here are not set.
        client: Options of the client.
        call: The method, and its arguments.
        hub: How the Hub responds.
        provider: How every other server responds.
        is_sent: Whether a request was sent, so that the error has attempts.
    """

    error: type[errors.InferwireError]
    text: str
    facts: dict[str, Any]
    client: dict[str, Any] = field(default_factory=lambda: GROQ)
    call: tuple[str, dict[str, Any]] = ("chat_completion", CHAT)
    hub: Handler = SERVED
    provider: Handler = never
    is_sent: bool = True


def refusal(status: int, hint: str = "", error: type[errors.InferwireError] = errors.ProviderError) -> Case:
    """Return the case of an error status, whose message ends in a hint."""
    safe = {"is_retry_safe": True} if status in (429, 503) else {}
    facts = {"status": status, "request_id": "r-1", "retry_after": 7.0, "body": '{"error":"not this time"}'}
    return Case(
        error=error,
        text=f"Groq returned {status}: not this time{hint} {WHERE_WITH_ID}",
        facts={**GROQ_FACTS, **facts, **safe},
        provider=respond(status, {"error": "not this time"}, {**ID, "retry-after": "7"}),
    )


STATUSES = {
    400: refusal(400, "; check the inputs and parameters"),
    401: refusal(
        401,
        "; check the API key: it is missing, misspelled, revoked or meant for another service",
        errors.AuthenticationError,
    ),
    402: refusal(402, "; add credit to the account, or pass another provider="),
    403: refusal(
        403,
        "; request access to this model, or use an API key with inference permissions",
        errors.AuthenticationError,
    ),
    404: refusal(404, "; check the model name and that this provider serves it"),
    407: refusal(407, "; check the user name and password in the proxy's URL"),
    413: refusal(413, "; send a smaller input"),
    422: refusal(422, "; check the parameters: the server understood the request but rejected a value in it"),
    429: refusal(
        429,
        "; slow down: wait 7 seconds as requested, or pass a retry policy that waits longer",
        errors.RateLimitError,
    ),
    500: refusal(500, "; try again later, or pass another provider="),
    501: refusal(501, "; the server does not support this request; check the model and the task"),
    503: refusal(503, "; try again later, or pass another provider="),
    505: refusal(505, "; the server does not support this request; check the URL"),
}

ENDPOINT_CLIENT = {"base_url": "https://x.endpoints.huggingface.cloud", "api_key": "hf_test"}
ENDPOINT_FACTS = {"provider": "endpoint", "task": "chat-completion", "model": "m"}


class Verdict(msgspec.Struct):
    guilty: bool


def look_up(name: str) -> str:
    """Look up a name."""
    return name


PARSE = ("parse", {"messages": "Is he guilty?", "response_format": Verdict, "repair": 0})
LOOK_UP = {"id": "1", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}


def completion(content: str | None, finish_reason: str = "stop", **more: Any) -> Handler:
    """Return what responds with a message."""
    message = {"role": "assistant", "content": content, **more}
    choices = [{"index": 0, "message": message, "finish_reason": finish_reason}]
    return respond(200, {"choices": choices, "model": "a/b"})


CASES: dict[str, Case] = {
    "text of another type": Case(
        error=errors.ParseError,
        text=(
            "the response does not match Verdict: JSON is malformed: invalid character (byte 0); call again, or use a "
            "model that supports structured output (model a/b)"
        ),
        facts={"model": "a/b", "body": "Yes."},
        call=PARSE,
        provider=completion("Yes."),
    ),
    "text that is cut": Case(
        error=errors.TruncatedOutputError,
        text=(
            "the response does not match Verdict: Input data was truncated; it was cut at the limit of tokens: raise "
            "max_tokens (model a/b)"
        ),
        facts={"model": "a/b", "body": '{"guilty": '},
        call=PARSE,
        provider=completion('{"guilty": ', "length"),
    ),
    "refusal": Case(
        error=errors.RefusalError,
        text="the model refused to respond: I am no judge.; change the messages (model a/b)",
        facts={"model": "a/b", "body": ""},
        call=PARSE,
        provider=completion(None, refusal="I am no judge."),
    ),
    "tools without an end": Case(
        error=errors.ToolRoundsError,
        text="the model still calls tools (look_up) in round 2; raise max_rounds= (model a/b)",
        facts={"model": "a/b"},
        call=("run_tools", {"messages": "Who is he?", "tools": [look_up], "max_rounds": 2}),
        provider=completion(None, tool_calls=[LOOK_UP]),
    ),
    "input that is not JSON": Case(
        error=errors.InputError,
        text=f"temperature is nan, which JSON cannot represent {WHERE}",
        facts=GROQ_FACTS,
        call=("chat_completion", {**CHAT, "temperature": float("nan")}),
        is_sent=False,
    ),
    "missing file": Case(
        error=errors.MissingFileError,
        text="cannot read the image '/no/such/a': No such file or directory (task image-classification, model a/b)",
        facts={"task": "image-classification", "model": "a/b"},
        client={**GROQ, "provider": "hf-inference"},
        call=("image_classification", {"image": "/no/such/a"}),
        is_sent=False,
    ),
    "invalid model id": Case(
        error=errors.InputError,
        text="'a/../b' is not a model id; use the form 'organization/name' (task chat-completion, model a/../b)",
        facts={"task": "chat-completion", "model": "a/../b"},
        client={**GROQ, "model": "a/../b"},
        is_sent=False,
    ),
    "unknown provider": Case(
        error=errors.RoutingError,
        text=f"there is no provider 'grok'; did you mean 'groq'? {WHERE}",
        facts=CHAT_FACTS,
        call=("chat_completion", {**CHAT, "provider": "grok"}),
        is_sent=False,
    ),
    "unknown provider of a client": Case(
        error=errors.RoutingError,
        text="there is no provider 'grok'; did you mean 'groq'?",
        facts={},
        client={**GROQ, "provider": "grok"},
        is_sent=False,
    ),
    "provider that does not serve the task": Case(
        error=errors.RoutingError,
        text="Groq does not serve text-to-audio; these do: elevenlabs, fal-ai, hf-inference "
        "(task text-to-audio, model a/b)",
        facts={"provider": "groq", "task": "text-to-audio", "model": "a/b"},
        call=("text_to_audio", {"text": "Rain"}),
        is_sent=False,
    ),
    "provider that does not serve the model": Case(
        error=errors.RoutingError,
        text=f"Groq does not serve a/b; these do: together {WHERE}",
        facts={**GROQ_FACTS, **LOOKED_UP},
        hub=hub(("together", "conversational", "live")),
    ),
    "model that no provider serves": Case(
        error=errors.RoutingError,
        text=(
            "no provider serves a/b for summarization: acme: unknown to this version of inferwire; "
            "hf-inference: staging, not live; groq: serves it for conversational (call chat_completion) "
            "(task summarization, model a/b)"
        ),
        facts={"task": "summarization", "model": "a/b", **LOOKED_UP},
        client={**GROQ, "provider": "auto"},
        call=("summarization", {"text": "A text."}),
        hub=hub(
            ("acme", "summarization", "live"),
            ("hf-inference", "summarization", "staging"),
            ("groq", "conversational", "live"),
        ),
    ),
    "key of one provider": Case(
        error=errors.RoutingError,
        text=f"the key is not a Hugging Face token, so it belongs to one provider; pass provider= to name it {WHERE}",
        facts=CHAT_FACTS,
        client={"model": "a/b", "api_key": PROVIDER_KEY},
        is_sent=False,
    ),
    "no key": Case(
        error=errors.AuthenticationError,
        text=f"Groq needs a key; pass api_key= or set GROQ_API_KEY or HF_TOKEN {WHERE}",
        facts=GROQ_FACTS,
        client={**GROQ, "api_key": False},
        is_sent=False,
    ),
    "model that is not on the Hub": Case(
        error=errors.HubError,
        text=(
            "the Hugging Face Hub returned 404: Repository not found; "
            f"check the model name and that this provider serves it {WHERE_WITH_ID}"
        ),
        facts={**CHAT_FACTS, "status": 404, "request_id": "r-1", "body": '{"error":"Repository not found"}'},
        hub=respond(404, {"error": "Repository not found"}, ID),
        provider=never,
    ),
    "redirect": Case(
        error=errors.ProviderError,
        text=f"Groq redirects to another host, https://a.test:443; use that address {WHERE_WITH_ID}",
        facts={**GROQ_FACTS, "status": 307, "request_id": "r-1"},
        provider=respond(307, text="", headers={**ID, "location": "https://a.test/"}),
    ),
    "error in a response with status 200": Case(
        error=errors.ProviderError,
        text=f"Groq returned 200 with an error: overloaded; check the inputs and parameters {WHERE_WITH_ID}",
        facts={**GROQ_FACTS, "status": 200, "request_id": "r-1", "body": '{"error":{"message":"overloaded"}}'},
        provider=respond(200, {"error": {"message": "overloaded"}}, ID),
    ),
    "job that failed": Case(
        error=errors.JobError,
        text="the job at fal ended as 'FAILED': no money (task text-to-video, model a/b, request r-1)",
        facts={
            "provider": "fal-ai",
            "task": "text-to-video",
            "model": "a/b",
            "status": 200,
            "request_id": "r-1",
            "body": '{"status":"FAILED","error":"no money"}',
        },
        client={**GROQ, "provider": "fal-ai"},
        call=("text_to_video", {"prompt": "A cat"}),
        provider=queue({"status": "FAILED", "error": "no money"}),
    ),
    "stream that ends early": Case(
        error=errors.StreamError,
        text=f"Groq ended the stream before the response was complete; call again {WHERE_WITH_ID}",
        facts={**GROQ_FACTS, "status": 200, "request_id": "r-1"},
        call=("chat_completion", {**CHAT, "stream": True}),
        provider=stream('{"choices": [{"index": 0, "delta": {"content": "Two "}}]}'),
    ),
    "response of another shape": Case(
        error=errors.OutputError,
        text=(
            "the response from Groq does not match the task's schema: "
            "Expected `array`, got `int` - at `$.choices`; "
            f"use client.request() to get the response undecoded {WHERE_WITH_ID}"
        ),
        facts={**GROQ_FACTS, "status": 200, "request_id": "r-1", "body": '{"choices":5}'},
        provider=respond(200, {"choices": 5}, ID),
    ),
    "server that refuses connections": Case(
        error=errors.InferenceConnectionError,
        text=f"Groq could not be reached: refused; check the URL and the network {WHERE}",
        facts={**GROQ_FACTS, "is_retry_safe": True},
        provider=fail(httpx.ConnectError("refused")),
    ),
    "server that closes the connection": Case(
        error=errors.InferenceConnectionError,
        text=f"Groq closed the connection before its response was complete: reset; call again {WHERE}",
        facts=GROQ_FACTS,
        provider=fail(httpx.ReadError("reset")),
    ),
    "server that cannot be reached in time": Case(
        error=errors.InferenceTimeoutError,
        text=f"Groq could not be reached in time; check the network or raise timeout= {WHERE}",
        facts={**GROQ_FACTS, "is_retry_safe": True},
        provider=fail(httpx.ConnectTimeout("late")),
    ),
    "server that is silent": Case(
        error=errors.InferenceTimeoutError,
        text=f"Groq was silent for too long; pass timeout=Timeout(read=...) to wait longer, or call again {WHERE}",
        facts=GROQ_FACTS,
        provider=fail(httpx.ReadTimeout("late")),
    ),
    "endpoint that starts": Case(
        error=errors.EndpointStarting,
        text=(
            "x.endpoints.huggingface.cloud (endpoint) returned 503: asleep; try again later "
            "(task chat-completion, model m)"
        ),
        facts={
            **ENDPOINT_FACTS,
            "status": 503,
            "is_retry_safe": True,
            "retry_after": 7.0,
            "body": '{"error":"asleep"}',
        },
        client=ENDPOINT_CLIENT,
        call=("chat_completion", {**CHAT, "model": "m", "retry_on_error": False}),
        provider=respond(503, {"error": "asleep"}, {"retry-after": "7"}),
    ),
    "endpoint that is paused": Case(
        error=errors.EndpointPaused,
        text=(
            "x.endpoints.huggingface.cloud (endpoint) returned 400: Invalid state; the endpoint is paused: resume it "
            "at https://endpoints.huggingface.co, or pass Retry(wait_for_paused=True) to wait until it is resumed "
            "(task chat-completion, model m)"
        ),
        facts={**ENDPOINT_FACTS, "status": 400, "is_retry_safe": True, "body": '{"error":"Invalid state"}'},
        client=ENDPOINT_CLIENT,
        call=("chat_completion", {**CHAT, "model": "m"}),
        provider=respond(400, {"error": "Invalid state"}),
    ),
    "job that does not finish in time": Case(
        error=errors.InferenceTimeoutError,
        text=(
            "no response from fal within 5 seconds; raise timeout= or call again; the job was still 'IN_QUEUE' "
            "(task text-to-video, model a/b)"
        ),
        facts={"provider": "fal-ai", "task": "text-to-video", "model": "a/b"},
        client={**GROQ, "provider": "fal-ai", "timeout": 5},
        call=("text_to_video", {"prompt": "A cat"}),
        provider=queue({"status": "IN_PROGRESS"}, "30"),  # longer than the time that is left: the call fails at once
        is_sent=False,  # the attempts of polls that succeeded do not count
    ),
}


def handler_of(case: Case) -> Handler:
    return lambda request: (case.hub if request.url.host == "huggingface.co" else case.provider)(request)


def raise_sync(case: Case) -> None:
    method, arguments = case.call
    with httpx.Client(transport=httpx.MockTransport(handler_of(case))) as http:
        result = getattr(InferenceClient(http_client=http, retry=1, **case.client), method)(**arguments)
        if arguments.get("stream"):
            list(result)


def raise_async(case: Case, backend: str = "asyncio") -> None:
    async def main() -> None:
        method, arguments = case.call
        async with httpx.AsyncClient(transport=httpx.MockTransport(handler_of(case))) as http:
            client = AsyncInferenceClient(http_client=http, retry=1, **case.client)
            result = await getattr(client, method)(**arguments)
            if arguments.get("stream"):
                [item async for item in result]

    anyio.run(main, backend=backend)


def raise_trio(case: Case) -> None:
    raise_async(case, "trio")


@pytest.mark.parametrize("run", [raise_sync, raise_async, raise_trio], ids=["sync", "asyncio", "trio"])
@pytest.mark.parametrize(
    "case",
    [*STATUSES.values(), *CASES.values()],
    ids=[*(f"status {status}" for status in STATUSES), *CASES],
)
def test_an_error_has_its_message_and_attributes_also_after_a_pickle(run: Callable[[Case], None], case: Case) -> None:
    with pytest.raises(case.error) as caught:
        run(case)
    error = caught.value
    assert type(error) is case.error
    for each in (error, pickle.loads(pickle.dumps(error))):
        assert str(each) == case.text
        facts = {name: value for name in FACTS if (value := getattr(each, name)) not in (None, False)}
        if facts.get("status") == 200 and "body" not in case.facts:
            facts.pop("body", None)  # a response of the Hub
        assert facts == case.facts
        assert bool(each.attempts) == case.is_sent
        assert each.attempts == error.attempts


def test_every_error_class_has_a_case() -> None:
    public = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)}
    shown = {case.error for case in [*STATUSES.values(), *CASES.values()]}
    assert public - shown == {errors.InferwireError}


def test_every_status_with_a_hint_has_a_case() -> None:
    assert error_messages.HINTS.keys() <= STATUSES.keys()


def test_the_received_items_of_a_stream_survive_a_pickle() -> None:
    with pytest.raises(inferwire.StreamError) as caught:
        raise_sync(CASES["stream that ends early"])
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        (item,) = error.received
        assert item.choices[0].delta.content == "Two "


@pytest.mark.parametrize("name", ["server that is silent", "server that cannot be reached in time"])
def test_a_timeout_is_a_builtin_timeout_error(name: str) -> None:
    with pytest.raises(builtins.TimeoutError):
        raise_sync(CASES[name])


@pytest.mark.parametrize("text", ["r\x9b31m", "r\x85ERROR"])
def test_a_request_id_cannot_control_a_terminal(text: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, headers=[(b"x-request-id", text.encode("latin-1"))])

    case = Case(error=errors.ProviderError, text="", facts={}, provider=handler)
    with pytest.raises(errors.ProviderError) as caught:
        raise_sync(case)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("method", "mistyped", "meant"),
    [
        ("chat_completion", "max_token", "max_tokens"),
        ("text_classification", "topk", "top_k"),
        ("text_to_image", "num_inference_step", "num_inference_steps"),
    ],
)
def test_a_mistyped_parameter_suggests_the_parameter(method: str, mistyped: str, meant: str) -> None:
    client = inferwire.InferenceClient(base_url="http://127.0.0.1:1", api_key="k")
    with pytest.raises(TypeError, match=f"'{mistyped}'; did you mean '{meant}'"):
        getattr(client, method)("x", **{mistyped: 5})
