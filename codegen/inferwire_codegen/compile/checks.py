"""Checks that span several spec files: tasks, providers, protocols and mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_codegen.spec.definitions import place_of, references
from inferwire_codegen.spec.diagnostics import Place, suggestion
from inferwire_codegen.spec.language import CUSTOM
from inferwire_codegen.spec.merge import Setting, check_common, check_url
from inferwire_codegen.spec.naming import snake
from inferwire_codegen.spec.validate_schema import MARK
from inferwire_runtime.client import Client

if TYPE_CHECKING:
    from inferwire_codegen.ir import ProviderTask
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.json_schema import Schemas
    from inferwire_codegen.spec.load import Specs

GROUP = "GenerationParameters"  # a definition whose fields become arguments
METHOD_NAMES = frozenset(name for name in dir(Client) if not name.startswith("_")) | {
    *("build_request", "chat", "request", "stream_request", "with_raw_response"),
}
BUILTIN_NAMES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple", "type"})


def check_tasks(specs: Specs, schemas: Schemas, problems: Problems) -> None:
    """Report tasks for which no function can be generated."""
    if CUSTOM not in {task.name for task in specs.tasks}:
        place = Place(f"{specs.common.name.rpartition('/')[0]}/{CUSTOM}/overlay.yaml")
        problems.add(place, f"the task '{CUSTOM}', of calls without a task, is missing; add it")
    for task in specs.tasks:
        if task.name == CUSTOM:
            continue
        place, roots = task.overlay_source.place(), schemas.bundles[task.name].roots
        if (task.overlay.method or snake(task.name)) in METHOD_NAMES | BUILTIN_NAMES:
            problems.add(place, f"a task cannot be named '{task.name}', which is a name of the client; choose another")
        if task.overlay.summary == MARK:
            text = "'summary' is not written yet; describe the function in one imperative sentence"
            problems.add(task.overlay_source.place("summary"), text)
        if "input" not in roots:
            problems.add(place, f"{task.name} has no input.json; add it")
        elif "properties" not in schemas.find(task.name, roots["input"]):
            text = f"the input of {task.name} must be an object with properties; add some"
            problems.add(task.schemas["input"].place(), text)
        if "output" not in roots and task.overlay.returns is None:
            text = f"{task.name} has no output.json; add it, or write 'returns' if the task returns a media file"
            problems.add(place, text)


def check_examples(specs: Specs, problems: Problems) -> None:
    """Report tasks without an example, which documentation, demo and tests call, if other tasks have one."""
    if not any(task.overlay.example for task in specs.tasks):
        return
    for task in specs.tasks:
        if task.name == CUSTOM:
            continue
        missing = [name for name in task.overlay.arguments if name not in task.overlay.example]
        if not task.overlay.example:
            values = ", ".join(f"{name}: ..." for name in missing)
            text = (
                f"'example' is missing, which the documentation, the demo and the tests call; add example: {{{values}}}"
            )
            problems.add(task.overlay_source.place(), text)


def check_containers(specs: Specs, schemas: Schemas, problems: Problems) -> frozenset[str]:
    """Return the definitions that need no type because their fields become arguments.

    A reference from any other definition to such a definition is recorded as a problem.
    """
    containers = frozenset(
        root
        for task in specs.tasks
        for part, root in schemas.bundles[task.name].roots.items()
        if part == "input" or task.overlay.returns is not None
    ) | {name for bundle in schemas.bundles.values() for name in bundle.definitions if _is_container(name, schemas)}
    for task in specs.tasks:
        bundle = schemas.bundles[task.name]
        for name, definition in bundle.definitions.items():
            parts = ("inputs", "parameters") if name == bundle.roots.get("input") else ()
            fields = {
                key: child
                for key, child in definition.get("properties", {}).items()
                if key not in parts and child.get("$ref") != GROUP
            }
            for other in sorted(containers.intersection(references({**definition, "properties": fields}))):
                text = f"the fields of {other} become arguments, so {name} cannot refer to it; refer to a copy instead"
                problems.add(place_of(other, *task.schemas.values()), text)
    return containers


def _is_container(name: str, schemas: Schemas) -> bool:
    """Return whether a definition does nothing but group the arguments of a function."""
    return name == GROUP or any(
        schemas.find(task, root).get("properties", {}).get(part, {}).get("$ref") == name
        for task, bundle in schemas.bundles.items()
        if (root := bundle.roots.get("input")) is not None
        for part in ("inputs", "parameters")
    )


def check_providers(specs: Specs, problems: Problems) -> None:
    """Report a second provider of a kind that must be unique."""
    for kind in ("endpoint", "router"):
        of_kind = [provider for provider in specs.providers if provider.spec.kind == kind]
        for provider in of_kind[1:]:
            text = f"{of_kind[0].spec.provider} already has 'kind: {kind}', and only one can; remove it here"
            problems.add(provider.source.place("kind"), text)


def check_mappings(specs: Specs, schemas: Schemas, mappings: list[ProviderTask], problems: Problems) -> None:
    """Report tasks, examples, streams and protocols that no mapping uses or serves."""
    served = {task for provider in specs.providers for task in provider.spec.tasks}
    for task in specs.tasks:
        if task.name not in served:
            text = f"no provider serves {task.name}; add it to a file in specs/providers, or remove the task"
            problems.add(task.overlay_source.place(), text)
    _check_example_models(specs, problems)
    _check_streams(specs, schemas, mappings, problems)
    _check_protocols(specs, problems)


def _check_example_models(specs: Specs, problems: Problems) -> None:
    """Report example models that several tasks share or that no call needs."""
    named = {task for provider in specs.providers if provider.spec.kind != "endpoint" for task in provider.spec.tasks}
    tasks: dict[str, str] = {}
    for task in specs.tasks:
        if (model := task.overlay.example_model) is None:
            continue
        other = tasks.setdefault(model, task.name)
        if other != task.name:
            place = task.overlay_source.place("example_model")
            problems.add(place, f"'{model}' is already the example of {other}; choose another model")
        if task.name not in named:
            place = task.overlay_source.key_place("example_model")
            problems.add(place, f"only endpoints serve {task.name}, and each has one model; remove 'example_model'")


def _check_streams(specs: Specs, schemas: Schemas, mappings: list[ProviderTask], problems: Problems) -> None:
    """Report tasks with a stream output that no provider streams, and custom calls without ``stream``."""
    for task in specs.tasks:
        place = task.overlay_source.place()
        serving = [mapping for mapping in mappings if mapping.task == task.name]
        is_streaming = "stream_output" in schemas.bundles[task.name].roots
        if is_streaming and serving and not any(mapping.has_stream for mapping in serving):
            problems.add(place, f"no provider streams {task.name}; add 'stream' to one, or remove stream_output.json")


def _check_protocols(specs: Specs, problems: Problems) -> None:
    tasks = {task.name for task in specs.tasks}
    mappings = [(task, each) for provider in specs.providers for task, each in provider.spec.tasks.items()]
    used = {(each.protocol, task) for task, each in mappings}
    used |= {(each.fallback.protocol, task) for task, each in mappings if each.fallback}
    for protocol in specs.protocols:
        check_url(Setting(value=protocol.spec.docs, source=protocol.source, path=("docs",)), problems)
        check_common(protocol.source, problems)
        name = protocol.spec.protocol
        for task in protocol.spec.tasks:
            place = protocol.source.key_place("tasks", task)
            if task not in tasks:
                problems.add(place, f"there is no task '{task}'; {suggestion(task, tasks)}")
            elif (name, task) not in used:
                problems.add(place, f"no provider uses {name} for {task}; remove it, or add one that does")
