"""Whatever a server returns, a call returns a result of its task's type or raises one of our errors, nothing else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire import providers, types
from inferwire.providers import REGISTRY
from inferwire_runtime.core import parse_response
from inferwire_runtime.errors import InferwireError, InputError
from inferwire_runtime.media import Media
from inferwire_runtime.models import Response
from inferwire_runtime.providers import Handler

from .support.adversarial import (
    CONTENT_TYPES,
    TEXTS,
    damaged,
    encoded,
    fits,
    mutants,
    paths,
    replace_at,
    responses_of,
    samples_of,
)

JSON = {"content-type": "application/json"}


def modules() -> Iterator[tuple[str, str, Any]]:
    """Yield the module of each task of each provider."""
    packages = {name.replace("-", "_"): name for name in REGISTRY.providers}
    for package in pkgutil.iter_modules(providers.__path__):
        path = importlib.import_module(f"inferwire.providers.{package.name}").__path__
        for module in pkgutil.iter_modules(path):
            name = f"inferwire.providers.{package.name}.{module.name}"
            yield packages[package.name], module.name.replace("_", "-"), importlib.import_module(name)


MODULES = {(provider, task): module for provider, task, module in modules()}
each_task = pytest.mark.parametrize(("provider", "task"), MODULES, ids=["-".join(each) for each in MODULES])


@cache
def type_of(module: Any) -> Any:
    """Return the type that a module's ``parse_response`` returns."""
    scope: dict[str, Any] = {"Media": Media, "Json": Any}
    for each in pkgutil.iter_modules(types.__path__):
        scope |= vars(importlib.import_module(f"inferwire.types.{each.name}"))
    return eval(module.parse_response.__annotations__["return"], scope)


def check(provider: str, task: str, body: bytes, content_type: str, file: Response | None = None) -> None:
    module = MODULES[provider, task]
    response = Response(status=200, headers={"content-type": content_type}, body=body, url="", server="Test", file=file)
    try:
        result = parse_response(
            Handler(send_request=module.send_request, parse_response=module.parse_response), response
        )
    except InputError as error:
        raise AssertionError("the caller is blamed") from error
    except InferwireError:
        return
    assert fits(result, type_of(module)), result


def test_every_task_of_every_provider_has_a_module() -> None:
    served = {(name, task) for name, each in REGISTRY.providers.items() for task in each.tasks}
    assert served == {(provider, task) for provider, task in MODULES if task != "custom"}


@each_task
def test_no_single_change_of_a_good_response_raises_another_error(provider: str, task: str) -> None:
    for sample in samples_of(provider, task):
        for good in responses_of(sample):
            for data in mutants(good):
                check(provider, task, encoded(data), "application/json")


def parsed(module: Any, data: Any) -> Any:
    """Return the result of a good response, in a form that can be compared."""
    response = Response(status=200, headers={"content-type": "application/json"}, body=encoded(data), url="", server="")
    handler = Handler(send_request=module.send_request, parse_response=module.parse_response)
    result = parse_response(handler, response)
    return result.data if isinstance(result, Media) and result.is_downloaded else result


FREE = frozenset({"arguments", "args", "input"})  # fields whose value is any JSON object


@each_task
def test_fields_outside_the_schema_change_nothing(provider: str, task: str) -> None:
    module = MODULES[provider, task]
    if type_of(module) is Any:
        return  # the result is the response itself
    for sample in samples_of(provider, task):
        for good in responses_of(sample):
            try:
                expected = parsed(module, good)
            except InferwireError:
                continue  # the state of a job, or a response with a link to the file
            for path in paths(good):
                if not FREE.isdisjoint(path):
                    continue  # arguments of a tool, of any form, become part of the result
                wider = replace_at(good, path, lambda value: {**value, "x": {}} if isinstance(value, dict) else value)
                assert repr(parsed(module, wider)) == repr(expected), path


FEW = settings(max_examples=15)


@each_task
def test_no_damaged_response_raises_another_error(provider: str, task: str) -> None:
    goods = [good for sample in samples_of(provider, task) for good in responses_of(sample)]
    assert goods

    @FEW
    @given(st.sampled_from(goods).flatmap(damaged), st.sampled_from(CONTENT_TYPES), files)
    def run(body: bytes, content_type: str, file: Response | None) -> None:
        check(provider, task, body, content_type, file)

    run()


files = st.none() | st.builds(
    lambda body, content_type: Response(
        status=200, headers={"content-type": content_type}, body=body, url="https://cdn.test/a", server="CDN"
    ),
    st.sampled_from(TEXTS),
    st.sampled_from(CONTENT_TYPES),
)
