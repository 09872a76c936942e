"""The project's own specs: what nobody thought of shows where all of them are looked at."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire.providers import REGISTRY
from inferwire_codegen.spec.diagnostics import one_line
from inferwire_codegen.spec.language import CUSTOM
from inferwire_codegen.spec.load import Specs, load_specs
from inferwire_codegen.spec.merge import LOCAL_HOSTS
from inferwire_codegen.spec.naming import argument_name, camel, snake
from inferwire_runtime.decoding import get_decoder

from .spec_tree import ROOT, SPECS

TASKS = sorted(path.name for path in (SPECS / "tasks").iterdir() if path.is_dir() and path.name != CUSTOM)
TYPES = sorted((ROOT / "generated" / "inferwire" / "types").glob("[a-z]*.py"))
SPEC_FILES = {
    "overlay": sorted((SPECS / "tasks").glob("*/overlay.yaml")),
    "protocol": sorted((SPECS / "protocols").glob("*.yaml")),
    "provider": sorted((SPECS / "providers").glob("*.yaml")),
}


@pytest.fixture(scope="module")
def specs() -> Specs:
    return load_specs(SPECS)


NOT_TYPES = {"Any", "ClassVar", "Generic", "Literal", "TypeAlias", "TypeVar", "Result", "Media"}


def public_names(module: Any) -> Iterator[tuple[str, Any]]:
    """Yield the classes and aliases that a module of types defines."""
    for name, value in vars(module).items():
        is_type = name[:1].isupper() and not isinstance(value, (bool, str, TypeVar))
        if is_type and name not in NOT_TYPES:
            yield name, value


@pytest.mark.parametrize("path", TYPES, ids=lambda path: path.stem)
def test_each_response_type_can_be_decoded(path: Path) -> None:
    module = importlib.import_module(f"inferwire.types.{path.stem}")
    types = dict(public_names(module))
    assert types
    for name, type_ in types.items():
        assert get_decoder(type_), name
        msgspec.json.Decoder(type_, dec_hook=lambda kind, value: value)


def input_schema(task: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SPECS / "tasks" / task / "input.json").read_text(encoding="utf-8"))
    return schema


def find(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference, into the common definitions too."""
    for each in schema.get("allOf", ()):
        schema = {**each, **schema}
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    common = json.loads((SPECS / "tasks" / "common-definitions.json").read_text(encoding="utf-8"))["definitions"]
    found: dict[str, Any] = {**common, **document.get("$defs", {}), **document.get("definitions", {})}[name]
    return found


def parameters_of(task: str) -> dict[str, str]:
    """Return the parameters of a task's schema, also those in a group, each with its description."""
    document = input_schema(task)
    found: dict[str, str] = {}

    def add(schema: dict[str, Any]) -> None:
        for name, child in schema.get("properties", {}).items():
            target = find(child, document)
            if name == "parameters" or child.get("$ref", "").endswith("/GenerationParameters"):
                add(target)
            elif name not in ("inputs", "model", "stream"):
                found.setdefault(name, child.get("description") or target.get("description", ""))

    add(document)
    return found


def functions_of(task: str) -> list[Any]:
    """Return the four forms in which a task can be called."""
    name = REGISTRY.method_of(task)
    module = importlib.import_module(f"inferwire.tasks.{snake(task)}")
    sync, asynchronous = getattr(module, name), getattr(module, f"{name}_async")
    return [sync, asynchronous, getattr(InferenceClient, name), getattr(AsyncInferenceClient, name)]


@pytest.mark.parametrize("task", TASKS)
def test_each_parameter_is_an_argument_with_its_documentation(task: str, specs: Specs) -> None:
    overlay = next(each.overlay for each in specs.tasks if each.name == task)
    renamed = {path: name for name, path in overlay.arguments.items()}
    patched = json.dumps([msgspec.to_builtins(overlay.schema.patch), msgspec.to_builtins(overlay.schema.replace)])
    for function in functions_of(task):
        arguments = inspect.signature(function).parameters
        prose = " ".join((inspect.getdoc(function) or "").split())
        for name, description in parameters_of(task).items():
            argument = renamed.get(f"parameters.{name}") or renamed.get(name) or argument_name(name)
            assert argument in arguments, name
            assert argument.isidentifier()
            if f'"{name}"' in patched:
                continue  # the overlay may have rewritten it
            assert f"{argument}: {one_line(description)}" in prose, name


@pytest.mark.parametrize("task", TASKS)
def test_the_four_forms_of_a_task_take_the_same(task: str) -> None:
    forms = [inspect.signature(function).parameters for function in functions_of(task)]
    own = [{name: str(each) for name, each in form.items() if name != "self"} for form in forms]
    assert own[0] == own[1] == own[2] == own[3]
    docs = [inspect.getdoc(function) for function in functions_of(task)]
    assert all(docs)
    assert docs[0] == docs[1] == docs[2] == docs[3]


@pytest.mark.parametrize("task", TASKS)
def test_a_required_input_is_required_and_nothing_else_has_a_default_of_ours(task: str, specs: Specs) -> None:
    overlay = next(each.overlay for each in specs.tasks if each.name == task)
    function = functions_of(task)[0]
    arguments = inspect.signature(function).parameters
    is_required = "inputs" in input_schema(task).get("required", ())
    for name, path in overlay.arguments.items():
        if path == "inputs":
            assert (arguments[name].default is inspect.Parameter.empty) == is_required
    defaults = {
        name: each.default for name, each in arguments.items() if name in map(argument_name, parameters_of(task))
    }
    assert all(value in (None, inspect.Parameter.empty) for value in defaults.values()), defaults


def test_every_link_has_a_scheme_and_a_host(specs: Specs) -> None:
    links = [provider.spec.docs for provider in specs.providers] + [protocol.spec.docs for protocol in specs.protocols]
    links += [provider.spec.base_url for provider in specs.providers if provider.spec.kind != "endpoint"]
    assert links
    for link in links:
        assert urlsplit(link).scheme == "https" or urlsplit(link).hostname in LOCAL_HOSTS, link
        assert urlsplit(link).netloc, link


def test_every_spec_is_named_after_its_place(specs: Specs) -> None:
    assert {provider.spec.provider for provider in specs.providers} == {path.stem for path in SPEC_FILES["provider"]}
    assert {protocol.spec.protocol for protocol in specs.protocols} == {path.stem for path in SPEC_FILES["protocol"]}
    for task in TASKS:
        assert camel(task).isidentifier()
        assert snake(task).isidentifier()
