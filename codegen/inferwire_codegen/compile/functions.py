"""Build the function of a task: its signature, documentation and body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from inferwire_codegen.compile.annotations import names_in
from inferwire_codegen.compile.argument_types import input_types, parameter_types
from inferwire_codegen.compile.examples import Example
from inferwire_codegen.compile.imports import imports_from
from inferwire_codegen.ir import Prose, ProviderEntry, Task
from inferwire_codegen.spec.naming import constant, keywords, snake

if TYPE_CHECKING:
    from inferwire_codegen.compile.tasks import TaskModel
    from inferwire_codegen.ir import Argument, ProviderTask
    from inferwire_codegen.spec.load import Specs


def build_task(model: TaskModel, mappings: list[ProviderTask], specs: Specs, module_of: dict[str, str]) -> Task:
    """Return the compiled task.

    Args:
        model: The task.
        mappings: All tasks at all providers.
        specs: All specs.
        module_of: The module of every class and alias.
    """
    overlay = model.overlay
    entries = _entries(model, mappings, specs)
    named = sorted(entry.provider for entry in entries if entry.kind in ("provider", "client-side"))
    returns, result, used = model.results()
    stream_item = model.bundle.roots.get("stream_output")
    example = Example(model)
    return Task(
        name=model.name,
        function=model.function,
        module=snake(model.name),
        constant=constant(model.name),
        summary=Prose(overlay.summary),
        description=Prose(model.schemas.find(model.name, model.bundle.roots["input"]).get("description", "")),
        arguments=tuple(model.arguments.values()),
        inputs_code=_inputs_code(model),
        required_inputs=_required_inputs(model),
        parameters_code=_parameters_code(model),
        returns=returns,
        result=result,
        result_description=_result_description(model),
        is_media=overlay.returns is not None,
        is_single=overlay.unwrap_first,
        list_if=overlay.list_if,
        batch=overlay.batch,
        is_open=overlay.open_keywords,
        is_vectors=overlay.vectors,
        ranks=overlay.arguments[overlay.ranks].removeprefix("inputs.") if overlay.ranks else None,
        parameter_types=parameter_types(model),
        input_types=input_types(model),
        parameter_group=model.group_name,
        stream_item=stream_item,
        keywords=model.keywords if model.has_overloads else None,
        example=Prose(json.dumps(overlay.example, ensure_ascii=False)),
        example_arguments=example.arguments(),
        example_call=Prose(json.dumps(example.call(), ensure_ascii=False)),
        example_model=Prose(overlay.example_model or ""),
        example_shows=overlay.example_shows,
        kind=overlay.returns or next(iter(overlay.media.values()), "text"),
        group="chat" if stream_item else overlay.returns or next(iter(overlay.media.values()), "text"),
        media=model.media,
        is_conversation=overlay.conversation,
        providers=entries,
        provider_literals=", ".join(map(repr, ["auto", *named])),
        type_imports=imports_from(used | _argument_types(model, module_of), module_of),
        source=f"specs/tasks/{model.name}",
    )


def _entries(model: TaskModel, mappings: list[ProviderTask], specs: Specs) -> tuple[ProviderEntry, ...]:
    """Return the providers that serve the task."""
    kinds = {provider.spec.provider: provider.spec.kind for provider in specs.providers}
    return tuple(
        ProviderEntry(
            provider=mapping.provider,
            kind=kinds[mapping.provider],
            title=mapping.title,
            module=mapping.package,
            has_stream=mapping.has_stream,
        )
        for mapping in mappings
        if mapping.task == model.name
    )


def _argument_types(model: TaskModel, module_of: dict[str, str]) -> set[str]:
    """Return the classes that the signature uses."""
    sent = set[str]().union(*(names_in(schema) for schema in {**model.inputs, **model.parameters}.values()))
    used = {name for name in sent if name in module_of} | set(model.overlay.accepts.values())
    used |= {name for schema in model.group.values() for name in names_in(schema)}
    used |= {model.keywords} if model.has_overloads else set()
    stream_item = model.bundle.roots.get("stream_output")
    return used | ({stream_item} if stream_item else set())


def _result_description(model: TaskModel) -> Prose:
    overlay = model.overlay
    if overlay.returns is not None:
        return Prose(f"The {overlay.returns}.")
    if overlay.unwrap_first and overlay.list_if is None:
        return Prose("The best result.")
    if overlay.unwrap_first:
        return Prose(f"The best result, or a list of results if `{overlay.list_if}` is passed.")
    return Prose(model.output().get("description") or "The result.")


def _input_arguments(model: TaskModel) -> dict[str | None, Argument]:
    """Return the arguments that are inputs, keyed by input part; the key None is the whole input."""
    parts = {path: model.arguments[path] for path in model.inputs if path in model.arguments}
    if len(parts) == 1 and not next(iter(parts)).startswith("inputs."):
        return {None: next(iter(parts.values()))}
    return {path.removeprefix("inputs."): argument for path, argument in parts.items()}


def _required_inputs(model: TaskModel) -> tuple[str | None, ...]:
    """Return the parts of the inputs that are checked before a request; servers validate messages themselves."""
    arguments = _input_arguments(model)
    return tuple(part for part, argument in arguments.items() if argument.is_required and argument.name != "messages")


def _inputs_code(model: TaskModel) -> str:
    arguments = _input_arguments(model)
    if None in arguments:
        return arguments[None].name
    pairs = {part: argument for part, argument in arguments.items() if part is not None}
    if all(argument.is_required for argument in pairs.values()):
        return "{" + ", ".join(f"{part!r}: {argument.name}" for part, argument in pairs.items()) + "}"
    return f"drop_none({keywords({part: argument.name for part, argument in pairs.items()})})"


def _parameters_code(model: TaskModel) -> str:
    top: dict[str, str] = {}
    inner: dict[str, str] = {}
    for path, argument in model.arguments.items():
        if path.startswith("parameters."):
            name = path.rpartition(".")[2]
            (inner if path.count(".") > 1 else top)[name] = argument.name
    if inner:
        top[model.group_name] = f"drop_none({keywords(inner)}) or None"
    items = [f"{name!r}: {code}" for name, code in top.items()]
    if model.overlay.open_keywords:
        items.append("**take_unknown(options)")
    return "{" + ", ".join(items) + "}"
