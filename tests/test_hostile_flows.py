"""Whatever the servers along a call's way answer, the call ends in a result or an error of ours, and asks nobody else.

The Hub's look-up, the order for a long job, each question for it, its result and the download are all spoilt.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire.emulator import TABLES
from inferwire.providers import REGISTRY
from inferwire.tasks.custom import find_task
from inferwire_emulator.answers import example_of
from inferwire_runtime.errors import InferwireError, InputError
from inferwire_runtime.flow import Call, Reply, Request
from inferwire_runtime.media import Media
from inferwire_runtime.options import Options
from inferwire_runtime.steps import Task, run_call, run_media, run_raw

from .hostile import (
    CONTENT_TYPES,
    PNG,
    TEXTS,
    content_type_of,
    damaged,
    drive,
    encoded,
    filled,
    fits,
    mutants,
    samples_of,
)
from .known_keys import HUGGING_FACE_KEY, PROVIDER_KEY
from .test_hostile_replies import MODULES, type_of

HUB = "huggingface.co"
MODEL = "h/m"
JSON = {"content-type": "application/json"}
FEW = settings(max_examples=5)


class CaughtError(Exception):
    """What a function of a task hands to its client."""


class Catcher:
    """A client that makes no call."""

    def run(self, *arguments: Any, **options: Any) -> Any:
        raise CaughtError(run_call, *arguments)

    def run_media(self, *arguments: Any, **options: Any) -> Any:
        raise CaughtError(run_media, *arguments)


@cache
def example(task: str) -> tuple[Any, Task[Any], Any, Any]:
    """Give the course of a task's call, the task, and the inputs and parameters of its example."""
    if task == "custom":
        return run_raw, find_task(None), "text", {}
    name = task.replace("-", "_")
    function = getattr(importlib.import_module(f"inferwire.tasks.{name}"), name)
    with pytest.raises(CaughtError) as caught:
        function(**example_of(TABLES, task), client=Catcher())
    course, found, inputs, parameters, *_ = caught.value.args
    return course, found, inputs, parameters


def answers_of(provider: str, task: str) -> list[list[Any]]:
    """Give the good answers to the requests of a call, in their order; a long job may also be done at once."""
    found: list[list[Any]] = []
    for sample in samples_of(provider, task):
        before, (first, *others) = (
            [filled(each) for each in msgspec.json.decode(text.replace("{job}", "job-1"))]
            for text in (sample.before, sample.replies)
        )
        found += [[*before, first], *([other] for other in others)]
    return found


def mapping(provider: str, task: str, model: str = MODEL) -> dict[str, Any]:
    """Give the Hub's page of a model that one provider serves."""
    line = {"providerId": model, "status": "live", "task": REGISTRY.hub_tasks.get(task, task)}
    return {"id": MODEL, "inferenceProviderMapping": {provider: line}}


def reply(request: Request, body: bytes, headers: dict[str, str]) -> Reply:
    return Reply(status=200, headers=headers, body=body, url=request.url, who=request.who)


def origin(request: Request) -> tuple[str, str]:
    parts = urlsplit(request.url)
    return parts.scheme, parts.netloc


KEYS = {False: PROVIDER_KEY, True: HUGGING_FACE_KEY}
WAYS = [
    (provider, task, is_routed)
    for provider, task in MODULES
    for is_routed in (False, True)
    if REGISTRY.providers[provider].kind in (("provider", "router") if is_routed else ("provider", "client-side"))
]
each_way = pytest.mark.parametrize(
    ("provider", "task", "is_routed"),
    WAYS,
    ids=[f"{way[0]}-{way[1]}-{'routed' if way[2] else 'direct'}" for way in WAYS],
)


def model_of(provider: str, task: str) -> str:
    """Give a model's name at a provider that does the task."""
    return next((sample.model for sample in samples_of(provider, task) if sample.model), "p/m")


def hub_model_of(provider: str) -> str:
    return f"{provider}/m" if REGISTRY.providers[provider].kind == "client-side" else MODEL


class Servers:
    """The Hub, the provider and the hosts of downloads, which answer what they were told.

    Attributes:
        answers: The provider's, in their order; the last one for ever.
        asked: The requests that came.
    """

    def __init__(self, provider: str, task: str, answers: list[tuple[bytes, dict[str, str]]]) -> None:
        self.page = encoded(mapping(provider, task, model_of(provider, task)))
        self.answers = list(answers)
        self.file: tuple[bytes, str] | None = None
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Reply:
        self.asked.append(request)
        if origin(request) == ("https", HUB):
            return reply(request, self.page, JSON)
        if request.is_download and request.provider is None:
            is_text = request.url.endswith(".txt")
            good = (b"Two cats.", "text/plain") if is_text else (PNG, "image/png")
            body, content_type = self.file or good
            return reply(request, body, {"content-type": content_type})
        body, headers = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return reply(request, body, headers)


def answer_with(data: Any) -> tuple[bytes, dict[str, str]]:
    return encoded(data), {"content-type": content_type_of(data)}


def follow(provider: str, task: str, is_routed: bool, servers: Servers, output_type: Any = None) -> Any:
    """Make the call of a task's example with answers that are made up, and check all that comes of it."""
    course, found, inputs, parameters = example(task)
    options = Options(model=hub_model_of(provider), provider=provider, api_key=KEYS[is_routed], output_type=output_type)
    call = Call(task=found.name, inputs=inputs, parameters=parameters, options=options)
    try:
        result = drive(course(found, call), servers)
    except InferwireError as error:
        result = None
        if isinstance(error, InputError) and any(origin(request) != ("https", HUB) for request in servers.asked):
            raise AssertionError("the caller did nothing wrong") from error
    else:
        assert is_as_asked(result, course, MODULES[provider, task], output_type), result
    with_key = [request for request in servers.asked if request.key is not None and origin(request) != ("https", HUB)]
    assert len({origin(request) for request in with_key}) <= 1
    for request in servers.asked:
        assert httpx.URL(request.url).host
    return result


def is_as_asked(result: Any, course: Any, module: Any, output_type: str | None) -> bool:
    if course is not run_media:
        return fits(result, type_of(module))
    if output_type is None:
        return type(result) is Media and result.is_downloaded
    return output_type == "json" or type(result) is (bytes if output_type == "bytes" else str)


@each_way
def test_good_answers_give_a_result(provider: str, task: str, is_routed: bool) -> None:
    for answers in answers_of(provider, task):
        servers = Servers(provider, task, [answer_with(each) for each in answers])
        assert follow(provider, task, is_routed, servers) is not None


# One of each provider: its jobs have the same rules, and how their results are read is tested with all other answers.
JOBS = list({(way[0], way[2]): way for way in WAYS if len(answers_of(*way[:2])[0]) > 1}.values())
each_job = pytest.mark.parametrize(
    ("provider", "task", "is_routed"),
    JOBS,
    ids=[f"{way[0]}-{way[1]}-{'routed' if way[2] else 'direct'}" for way in JOBS],
)


@each_job
def test_no_single_change_of_an_answer_about_a_job_raises_anything_else(
    provider: str, task: str, is_routed: bool
) -> None:
    answers = answers_of(provider, task)[0]
    for index, good in enumerate(answers):
        for mutant in mutants(good):
            changed = [*answers[:index], mutant, *answers[index + 1 :]]
            follow(provider, task, is_routed, Servers(provider, task, [answer_with(each) for each in changed]))


@each_way
def test_no_damaged_answers_raise_anything_else(provider: str, task: str, is_routed: bool) -> None:
    sequences = answers_of(provider, task)

    @FEW
    @given(st.data())
    def look(data: st.DataObject) -> None:
        answers = [answer_with(each) for each in data.draw(st.sampled_from(sequences))]
        originals = data.draw(st.sampled_from(sequences))
        for _ in range(data.draw(st.integers(1, 2))):
            index = data.draw(st.integers(0, len(answers) - 1))
            body = data.draw(damaged(originals[min(index, len(originals) - 1)]))
            headers = {"content-type": data.draw(st.sampled_from(CONTENT_TYPES)), "retry-after": data.draw(paces)}
            answers[index] = body, headers
        servers = Servers(provider, task, answers)
        servers.file = data.draw(st.none() | st.tuples(st.sampled_from(TEXTS), st.sampled_from(CONTENT_TYPES)))
        follow(provider, task, is_routed, servers, data.draw(st.sampled_from([None, "bytes", "data_url", "json"])))

    look()


paces = st.sampled_from(["0", "1", "-1", "1e9", "nan", "9" * 400, "Wed, 21 Oct 2015 07:28:00 GMT", "\u0663", "", ";"])


def test_json_under_a_wrong_name_is_not_blamed_on_the_caller() -> None:
    *before, good = answers_of("fal-ai", "text-to-image")[0]
    answers = [*(answer_with(each) for each in before), (encoded(good), {"content-type": "image/png"})]
    follow("fal-ai", "text-to-image", True, Servers("fal-ai", "text-to-image", answers), "json")
