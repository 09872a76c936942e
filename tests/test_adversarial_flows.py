"""Whatever servers return, a call ends with a result or one of our errors, and sends nothing to other hosts.

The responses to look-ups, submissions, polls, results and downloads are all corrupted.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire import InferenceClient
from inferwire.providers import REGISTRY
from inferwire.tasks.custom import find_task
from inferwire_emulator.responses import example_arguments
from inferwire_emulator.routes import token_response
from inferwire_emulator.tables import load_tables
from inferwire_http.backends import run_sync
from inferwire_runtime.arguments import drop_none
from inferwire_runtime.core import Operation, run_raw, run_task
from inferwire_runtime.errors import InferwireError, InputError
from inferwire_runtime.media import Media
from inferwire_runtime.models import Call, Request, Response
from inferwire_runtime.options import Options
from inferwire_runtime.providers import Task

from .support.adversarial import (
    CONTENT_TYPES,
    PNG,
    TEXTS,
    FakeContext,
    content_type_of,
    damaged,
    encoded,
    fill_media,
    fits,
    mutants,
    samples_of,
)
from .support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY
from .test_adversarial_responses import MODULES, type_of

TABLES = load_tables()
HUB = "huggingface.co"
MODEL = "h/m"
JSON = {"content-type": "application/json"}
FEW = settings(max_examples=5)


class RunCalled(Exception):  # noqa: N818 - not an error
    """Carries the arguments of `BlockingCore.run`."""


class CapturingCore:
    """A core that makes no call."""

    def run(self, *arguments: Any, **options: Any) -> Any:
        raise RunCalled(*arguments)


@cache
def example(task: str) -> tuple[Operation, Task[Any], Any, Any]:
    """Return the operation of a call, the task, and the inputs and parameters of its example."""
    if task == "custom":
        return run_raw, find_task(None), "text", {}
    client = InferenceClient()
    client._core = CapturingCore()  # type: ignore[assignment]
    with pytest.raises(RunCalled) as caught:
        getattr(client, REGISTRY.method_of(task))(**example_arguments(TABLES, task))
    found, inputs, parameters, *_ = caught.value.args
    return run_task, found, inputs, drop_none(**parameters)


def responses_of(provider: str, task: str) -> list[list[Any]]:
    """Return the good responses to the requests of a call, in order; a job may also finish at once."""
    found: list[list[Any]] = []
    for sample in samples_of(provider, task):
        steps, before, (first, *others) = (
            [fill_media(each) for each in msgspec.json.decode(msgspec.json.encode(part).replace(b"{job}", b"job-1"))]
            for part in ([step.response for step in sample.steps], sample.pending_responses, sample.responses)
        )
        found += [[*steps, *before, first], *([*steps, other] for other in others)]
    return found


def mapping(provider: str, task: str, model: str = MODEL) -> dict[str, Any]:
    """Return the Hub's description of a model that one provider serves."""
    entry = {"providerId": model, "status": "live", "task": REGISTRY.hub_tasks.get(task, task)}
    return {"id": MODEL, "inferenceProviderMapping": {provider: entry}}


def response_to(request: Request, body: bytes, headers: dict[str, str]) -> Response:
    return Response(status=200, headers=headers, body=body, url=request.url, server=request.server)


def origin(request: Request) -> tuple[str, str]:
    parts = urlsplit(request.url)
    return parts.scheme, parts.netloc


def token_for(request: Request) -> Any:
    """Return the response to the exchange of a key for a token; None for any other request."""
    parts = urlsplit(request.url)
    return token_response(TABLES, parts.netloc, parts.path)


KEYS = {False: PROVIDER_KEY, True: HUGGING_FACE_KEY}
ROUTES = [
    (provider, task, is_routed)
    for provider, task in MODULES
    for is_routed in (False, True)
    if REGISTRY.providers[provider].kind in (("provider", "router") if is_routed else ("provider", "client-side"))
]
each_route = pytest.mark.parametrize(
    ("provider", "task", "is_routed"),
    ROUTES,
    ids=[f"{each[0]}-{each[1]}-{'routed' if each[2] else 'direct'}" for each in ROUTES],
)


def model_of(provider: str, task: str) -> str:
    """Return the name of a model at a provider that serves the task."""
    return next((sample.model for sample in samples_of(provider, task) if sample.model), "p/m")


def hub_model_of(provider: str) -> str:
    return f"{provider}/m" if REGISTRY.providers[provider].kind == "client-side" else MODEL


class Servers:
    """The Hub, the provider and the hosts of downloads, with planned responses.

    Attributes:
        responses: The provider's, in order; the last one is repeated.
        received: The requests.
    """

    def __init__(self, provider: str, task: str, responses: list[tuple[bytes, dict[str, str]]]) -> None:
        self.page = encoded(mapping(provider, task, model_of(provider, task)))
        self.responses = list(responses)
        self.file: tuple[bytes, str] | None = None
        self.received: list[Request] = []

    def __call__(self, request: Request) -> Response:
        self.received.append(request)
        if origin(request) == ("https", HUB):
            return response_to(request, self.page, JSON)
        if (token := token_for(request)) is not None:
            return response_to(request, encoded(token), JSON)
        if request.is_download and (request.provider is None or request.key is not None):
            is_text = request.url.endswith(".txt")
            good = (b"Two cats.", "text/plain") if is_text else (PNG, "image/png")
            body, content_type = self.file or good
            return response_to(request, body, {"content-type": content_type})
        body, headers = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        return response_to(request, body, headers)


def json_response(data: Any) -> tuple[bytes, dict[str, str]]:
    return encoded(data), {"content-type": content_type_of(data)}


def follow(provider: str, task: str, is_routed: bool, servers: Servers, output_type: Any = None) -> Any:
    """Make the call of a task's example with planned responses, and check everything about it."""
    operation, found, inputs, parameters = example(task)
    options = Options(model=hub_model_of(provider), provider=provider, api_key=KEYS[is_routed], output_type=output_type)
    call = Call(task=found.name, inputs=inputs, parameters=parameters, options=options)
    try:
        result = run_sync(operation(FakeContext(servers), found, call))  # type: ignore[arg-type]
    except InferwireError as error:
        result = None
        if isinstance(error, InputError) and any(origin(request) != ("https", HUB) for request in servers.received):
            raise AssertionError("the caller is blamed") from error
    else:
        assert is_as_requested(result, found, MODULES[provider, task], output_type), result
    with_key = [
        request
        for request in servers.received
        if request.key is not None and origin(request) != ("https", HUB) and token_for(request) is None
    ]
    assert len({origin(request) for request in with_key}) <= 1
    for request in servers.received:
        assert httpx.URL(request.url).host
    return result


def is_as_requested(result: Any, task: Task[Any], module: Any, output_type: str | None) -> bool:
    if not task.returns_media:
        return fits(result, type_of(module))
    if output_type is None:
        return isinstance(result, Media) and result.is_downloaded
    return output_type == "json" or type(result) is (bytes if output_type == "bytes" else str)


@each_route
def test_good_responses_return_a_result(provider: str, task: str, is_routed: bool) -> None:
    for responses in responses_of(provider, task):
        servers = Servers(provider, task, [json_response(each) for each in responses])
        assert follow(provider, task, is_routed, servers) is not None


# One of each provider: its jobs have the same rules, and parsing their results is tested with all other responses.
JOBS = list({(each[0], each[2]): each for each in ROUTES if len(responses_of(*each[:2])[0]) > 1}.values())
each_job = pytest.mark.parametrize(
    ("provider", "task", "is_routed"),
    JOBS,
    ids=[f"{each[0]}-{each[1]}-{'routed' if each[2] else 'direct'}" for each in JOBS],
)


@each_job
def test_no_single_change_of_a_response_about_a_job_raises_another_error(
    provider: str, task: str, is_routed: bool
) -> None:
    responses = responses_of(provider, task)[0]
    for index, good in enumerate(responses):
        for mutant in mutants(good):
            changed = [*responses[:index], mutant, *responses[index + 1 :]]
            follow(provider, task, is_routed, Servers(provider, task, [json_response(each) for each in changed]))


@each_route
def test_no_damaged_responses_raise_another_error(provider: str, task: str, is_routed: bool) -> None:
    sequences = responses_of(provider, task)

    @FEW
    @given(st.data())
    def run(data: st.DataObject) -> None:
        responses = [json_response(each) for each in data.draw(st.sampled_from(sequences))]
        originals = data.draw(st.sampled_from(sequences))
        for _ in range(data.draw(st.integers(1, 2))):
            index = data.draw(st.integers(0, len(responses) - 1))
            body = data.draw(damaged(originals[min(index, len(originals) - 1)]))
            headers = {
                "content-type": data.draw(st.sampled_from(CONTENT_TYPES)),
                "retry-after": data.draw(retry_afters),
            }
            responses[index] = body, headers
        servers = Servers(provider, task, responses)
        servers.file = data.draw(st.none() | st.tuples(st.sampled_from(TEXTS), st.sampled_from(CONTENT_TYPES)))
        follow(provider, task, is_routed, servers, data.draw(st.sampled_from([None, "bytes", "data_url", "json"])))

    run()


retry_afters = st.sampled_from(
    ["0", "1", "-1", "1e9", "nan", "9" * 400, "Wed, 21 Oct 2015 07:28:00 GMT", "\u0663", "", ";"]
)


def test_json_with_a_wrong_content_type_is_not_blamed_on_the_caller() -> None:
    *before, good = responses_of("fal-ai", "text-to-image")[0]
    responses = [*(json_response(each) for each in before), (encoded(good), {"content-type": "image/png"})]
    follow("fal-ai", "text-to-image", True, Servers("fal-ai", "text-to-image", responses), "json")
