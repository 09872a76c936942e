"""What every kind of error says, word for word, and what it carries: through both clients, and through a pickle."""

from __future__ import annotations

import builtins
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_runtime import errors

from .known_keys import HUGGING_FACE_KEY, PROVIDER_KEY

Handler = Callable[[httpx.Request], httpx.Response]

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
CHAT: dict[str, Any] = {"messages": MESSAGES}
GROQ: dict[str, Any] = {"provider": "groq", "model": "a/b", "api_key": HUGGING_FACE_KEY}
OF_CHAT = {"task": "chat-completion", "model": "a/b"}
BY_GROQ = {"provider": "groq", **OF_CHAT}
ID = {"x-request-id": "r-1"}
WHERE = "(task chat-completion, model a/b)"
WHERE_WITH_ID = "(task chat-completion, model a/b, request r-1)"
FACTS = ("provider", "task", "model", "status", "request_id", "retry_after", "is_retry_safe", "body")
LOOKED_UP = {"status": 200}  # the Hub's answer came


def hub(*lines: tuple[str, str, str]) -> Handler:
    """Answer as the Hub, of a model that these providers serve for these tasks, with these states."""
    mapping = [{"provider": name, "providerId": "p/m", "status": status, "task": task} for name, task, status in lines]
    return lambda request: httpx.Response(200, json={"id": "a/b", "inferenceProviderMapping": mapping})


SERVED = hub(("groq", "conversational", "live"), ("fal-ai", "text-to-video", "live"), ("together", "x", "live"))


def reply(status: int, data: Any = None, headers: dict[str, str] | None = None, text: str | None = None) -> Handler:
    """Answer every request to a provider so."""
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


def queue(job: Any, pace: str = "0.02") -> Handler:
    """Take an order for a job, which may be asked for in ``pace`` seconds, and answer each question for it."""

    def handler(request: httpx.Request) -> httpx.Response:
        here = "https://queue.fal.run/fal-ai/app/requests/1"
        order = {"status": "IN_QUEUE", "status_url": f"{here}/status", "response_url": here}
        told = order if request.method == "POST" else job
        return httpx.Response(200, json=told, headers={**ID, "retry-after": pace})

    return handler


def never(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was asked")


@dataclass(kw_only=True)
class Case:
    """A call that fails.

    Attributes:
        error: Class of the error.
        text: What it says.
        facts: What it carries; what is not named here, it does not carry.
        client: Options of the client.
        call: The method, and its arguments.
        hub: How the Hub answers.
        provider: How everybody else does.
        is_sent: Whether a provider was asked, so that there are attempts to tell of.
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
    """A status, with what it says of what to do."""
    safe = {"is_retry_safe": True} if status in (429, 503) else {}
    facts = {"status": status, "request_id": "r-1", "retry_after": 7.0, "body": '{"error":"not this time"}'}
    return Case(
        error=error,
        text=f"Groq answered {status}: not this time{hint} {WHERE_WITH_ID}",
        facts={**BY_GROQ, **facts, **safe},
        provider=reply(status, {"error": "not this time"}, {**ID, "retry-after": "7"}),
    )


STATUSES = {
    400: refusal(400, "; check the inputs and parameters"),
    401: refusal(
        401,
        "; check the key: it is missing, misspelt, revoked or meant for another service",
        errors.AuthenticationError,
    ),
    402: refusal(402, "; add credit to the account, or pass another provider="),
    403: refusal(
        403,
        "; ask for access to this model, or use a key whose permissions cover inference",
        errors.AuthenticationError,
    ),
    404: refusal(404, "; check the model's name and that this provider serves it"),
    413: refusal(413, "; send a smaller input"),
    422: refusal(422, "; check the parameters: the server understood the request but refuses a value in it"),
    429: refusal(429, "; slow down, or pass a retry policy that waits longer", errors.RateLimitError),
    500: refusal(500, "; try again later, or pass another provider="),
    503: refusal(503, "; try again later, or pass another provider="),
}

CASES: dict[str, Case] = {
    "input that is no JSON": Case(
        error=errors.InputError,
        text=f"temperature is nan; JSON has no form for this number {WHERE}",
        facts=BY_GROQ,
        call=("chat_completion", {**CHAT, "temperature": float("nan")}),
        is_sent=False,
    ),
    "file that is missing": Case(
        error=errors.InputError,
        text="cannot read the image '/no/such/a': No such file or directory (task image-classification, model a/b)",
        facts={"task": "image-classification", "model": "a/b"},
        client={**GROQ, "provider": "hf-inference"},
        call=("image_classification", {"image": "/no/such/a"}),
        is_sent=False,
    ),
    "model that is none": Case(
        error=errors.InputError,
        text="'a/../b' is no model id; it reads 'organisation/name' (task chat-completion, model a/../b)",
        facts={"task": "chat-completion", "model": "a/../b"},
        client={**GROQ, "model": "a/../b"},
        is_sent=False,
    ),
    "provider that is none": Case(
        error=errors.RoutingError,
        text=f"there is no provider 'grok'; did you mean 'groq'? {WHERE}",
        facts=OF_CHAT,
        client={**GROQ, "provider": "grok"},
        is_sent=False,
    ),
    "provider that does not serve the task": Case(
        error=errors.RoutingError,
        text="Groq does not serve text-to-audio; these do: fal-ai, hf-inference (task text-to-audio, model a/b)",
        facts={"provider": "groq", "task": "text-to-audio", "model": "a/b"},
        call=("text_to_audio", {"text": "Rain"}),
        is_sent=False,
    ),
    "provider that does not serve the model": Case(
        error=errors.RoutingError,
        text=f"Groq does not serve a/b; these do: together {WHERE}",
        facts={**BY_GROQ, **LOOKED_UP},
        hub=hub(("together", "conversational", "live")),
    ),
    "model that nobody serves": Case(
        error=errors.RoutingError,
        text=(
            "nobody serves a/b for summarization: acme: not known to this version of inferwire; "
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
    "key that belongs to one provider": Case(
        error=errors.RoutingError,
        text=f"this key is not one of Hugging Face, so it belongs to one provider; pass provider= to say which {WHERE}",
        facts=OF_CHAT,
        client={"model": "a/b", "api_key": PROVIDER_KEY},
        is_sent=False,
    ),
    "no key": Case(
        error=errors.AuthenticationError,
        text=f"Groq needs a key; pass api_key= or set GROQ_API_KEY or HF_TOKEN {WHERE}",
        facts=BY_GROQ,
        client={**GROQ, "api_key": False},
        is_sent=False,
    ),
    "hub that refuses": Case(
        error=errors.HubError,
        text=(
            "the Hugging Face Hub answered 404: Repository not found; "
            f"check the model's name and that this provider serves it {WHERE_WITH_ID}"
        ),
        facts={**OF_CHAT, "status": 404, "request_id": "r-1", "body": '{"error":"Repository not found"}'},
        hub=reply(404, {"error": "Repository not found"}, ID),
        provider=never,
    ),
    "redirect": Case(
        error=errors.ProviderError,
        text=f"Groq redirects to another host, https://a.test:443; use that address {WHERE_WITH_ID}",
        facts={**BY_GROQ, "status": 307, "request_id": "r-1"},
        provider=reply(307, text="", headers={**ID, "location": "https://a.test/"}),
    ),
    "error in a good answer": Case(
        error=errors.ProviderError,
        text=f"Groq answered 200 with an error: overloaded; check the inputs and parameters {WHERE_WITH_ID}",
        facts={**BY_GROQ, "status": 200, "request_id": "r-1", "body": '{"error":{"message":"overloaded"}}'},
        provider=reply(200, {"error": {"message": "overloaded"}}, ID),
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
    "stream that was cut": Case(
        error=errors.StreamError,
        text=f"Groq ended the stream before the answer was complete; call again {WHERE_WITH_ID}",
        facts={**BY_GROQ, "status": 200, "request_id": "r-1"},
        call=("chat_completion", {**CHAT, "stream": True}),
        provider=stream('{"choices": [{"index": 0, "delta": {"content": "Two "}}]}'),
    ),
    "answer of another shape": Case(
        error=errors.OutputError,
        text=(
            "the answer of Groq does not have the shape of the task: "
            "Expected `array`, got `int` - at `$.choices`; "
            f"use client.request() to get an answer as it came {WHERE_WITH_ID}"
        ),
        facts={**BY_GROQ, "status": 200, "request_id": "r-1", "body": '{"choices":5}'},
        provider=reply(200, {"choices": 5}, ID),
    ),
    "server that refuses connections": Case(
        error=errors.ConnectionError,
        text=f"Groq could not be reached: refused; check the URL and the network {WHERE}",
        facts={**BY_GROQ, "is_retry_safe": True},
        provider=fail(httpx.ConnectError("refused")),
    ),
    "server that hangs up": Case(
        error=errors.ConnectionError,
        text=f"Groq hung up before its answer was complete: reset; call again {WHERE}",
        facts=BY_GROQ,
        provider=fail(httpx.ReadError("reset")),
    ),
    "server that cannot be reached in time": Case(
        error=errors.TimeoutError,
        text=f"Groq could not be reached in time; check the network, or raise timeout= {WHERE}",
        facts={**BY_GROQ, "is_retry_safe": True},
        provider=fail(httpx.ConnectTimeout("late")),
    ),
    "server that is silent": Case(
        error=errors.TimeoutError,
        text=f"Groq was silent for too long; raise timeout=, or call again {WHERE}",
        facts=BY_GROQ,
        provider=fail(httpx.ReadTimeout("late")),
    ),
    "job that is not done in time": Case(
        error=errors.TimeoutError,
        text=(
            "no answer of fal within 5 seconds; raise timeout=, or call again; the job was still 'IN_QUEUE' "
            "(task text-to-video, model a/b)"
        ),
        facts={"provider": "fal-ai", "task": "text-to-video", "model": "a/b"},
        client={**GROQ, "provider": "fal-ai", "timeout": 5},
        call=("text_to_video", {"prompt": "A cat"}),
        provider=queue({"status": "IN_PROGRESS"}, "30"),  # later than there is time for: nobody waits
        is_sent=False,  # the attempts of questions that were answered are none of this
    ),
}


def handler_of(case: Case) -> Handler:
    return lambda request: (case.hub if request.url.host == "huggingface.co" else case.provider)(request)


def raise_sync(case: Case) -> None:
    method, arguments = case.call
    with httpx.Client(transport=httpx.MockTransport(handler_of(case))) as http:
        made = getattr(InferenceClient(http_client=http, retry=None, **case.client), method)(**arguments)
        if arguments.get("stream"):
            list(made)


def raise_async(case: Case, backend: str = "asyncio") -> None:
    async def main() -> None:
        method, arguments = case.call
        async with httpx.AsyncClient(transport=httpx.MockTransport(handler_of(case))) as http:
            client = AsyncInferenceClient(http_client=http, retry=None, **case.client)
            made = await getattr(client, method)(**arguments)
            if arguments.get("stream"):
                [item async for item in made]

    anyio.run(main, backend=backend)


def raise_trio(case: Case) -> None:
    raise_async(case, "trio")


@pytest.mark.parametrize("run", [raise_sync, raise_async, raise_trio], ids=["sync", "asyncio", "trio"])
@pytest.mark.parametrize(
    "case",
    [*STATUSES.values(), *CASES.values()],
    ids=[*(f"status {status}" for status in STATUSES), *CASES],
)
def test_an_error_says_what_happened_and_carries_its_facts_also_through_a_pickle(
    run: Callable[[Case], None], case: Case
) -> None:
    with pytest.raises(case.error) as caught:
        run(case)
    error = caught.value
    assert type(error) is case.error
    for each in (error, pickle.loads(pickle.dumps(error))):
        assert str(each) == case.text
        facts = {name: value for name in FACTS if (value := getattr(each, name)) not in (None, False)}
        if facts.get("status") == 200 and "body" not in case.facts:
            facts.pop("body", None)  # a good answer of the Hub
        assert facts == case.facts
        assert bool(each.attempts) == case.is_sent
        assert each.attempts == error.attempts


def test_every_class_of_errors_has_a_case() -> None:
    public = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)}
    shown = {case.error for case in [*STATUSES.values(), *CASES.values()]}
    assert public - shown == {errors.InferwireError}


def test_every_status_with_a_hint_has_a_case() -> None:
    assert errors.HINTS.keys() <= STATUSES.keys()


def test_what_had_arrived_of_a_stream_is_carried_through_a_pickle() -> None:
    with pytest.raises(inferwire.StreamError) as caught:
        raise_sync(CASES["stream that was cut"])
    for error in (caught.value, pickle.loads(pickle.dumps(caught.value))):
        (item,) = error.received
        assert item.choices[0].delta.content == "Two "


@pytest.mark.parametrize("name", ["server that is silent", "server that cannot be reached in time"])
def test_a_timeout_is_the_builtin_one_too(name: str) -> None:
    with pytest.raises(builtins.TimeoutError):
        raise_sync(CASES[name])


@pytest.mark.parametrize("text", ["r\x9b31m", "r\x85ERROR"])
def test_no_id_of_a_request_commands_a_terminal(text: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400, headers=[(b"x-request-id", text.encode("latin-1"))])

    case = Case(error=errors.ProviderError, text="", facts={}, provider=handler)
    with pytest.raises(errors.ProviderError) as caught:
        raise_sync(case)
    assert str(caught.value).isprintable()
