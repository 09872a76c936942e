"""Compile the specs into the intermediate representation: resolve every reference and choose every name."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from msgspec import structs

from inferwire_codegen.compile.checks import check_containers, check_mappings, check_providers, check_tasks
from inferwire_codegen.compile.functions import build_task
from inferwire_codegen.compile.hub import build_hub
from inferwire_codegen.compile.imports import imports_from, runtime_imports
from inferwire_codegen.compile.jobs import share_rules
from inferwire_codegen.compile.mappings import build_mapping, module_imports
from inferwire_codegen.compile.models import render_models
from inferwire_codegen.compile.overlays import check_overlay
from inferwire_codegen.compile.providers import build_provider
from inferwire_codegen.compile.samples import ResultTypes
from inferwire_codegen.compile.streams import stream_codes, stream_module
from inferwire_codegen.compile.tasks import TaskModel
from inferwire_codegen.ir import Api, Import, Module, Prose, ProtocolStream, Sample
from inferwire_codegen.spec.diagnostics import Problems, suggestion
from inferwire_codegen.spec.json_schema import build_schemas
from inferwire_codegen.spec.language import CUSTOM
from inferwire_codegen.spec.merge import check_common

if TYPE_CHECKING:
    from inferwire_codegen.ir import ProviderTask
    from inferwire_codegen.spec.load import Specs


def build_api(specs: Specs) -> Api:
    """Return the intermediate representation of the whole package.

    Raises:
        SpecError: With every problem that the specs have.
    """
    problems = Problems()
    schemas = build_schemas(specs, problems)
    check_tasks(specs, schemas, problems)
    problems.raise_if_any()
    containers = check_containers(specs, schemas, problems)
    problems.raise_if_any()
    models = {task.name: TaskModel(task, schemas, problems) for task in specs.tasks if task.name != CUSTOM}
    for model in models.values():
        check_overlay(model)
        if model.has_overloads:
            model.bundle.definitions[model.keywords] = model.keyword_schema()
        if model.overlay.conversation:  # for the methods in whose signatures these two are typed themselves
            name = model.keywords.removesuffix("Keywords")
            own = ("response_format", "stream_options")
            model.bundle.definitions[f"{name}ParseKeywords"] = model.keyword_schema(without=own)
            if model.overlay.functions:
                without = (*own, *model.overlay.functions)
                model.bundle.definitions[f"{name}ToolKeywords"] = model.keyword_schema(without=without)
    outputs = render_models(schemas, "output", containers)
    inputs = render_models(schemas, "input", containers)
    problems.raise_if_any()
    mappings, samples = _build_mappings(specs, models, ResultTypes(outputs), problems)
    check_mappings(specs, schemas, mappings, problems)
    mappings = share_rules(mappings)
    jobs = {item.provider: each.poll for item in mappings for each in item.interfaces if each.is_job_shared}
    errors = {item.provider: each.errors for item in mappings for each in item.interfaces if each.are_errors_shared}
    providers = tuple(
        build_provider(
            each,
            [mapping for mapping in mappings if mapping.provider == each.spec.provider],
            jobs.get(each.spec.provider),
            errors.get(each.spec.provider),
            problems,
        )
        for each in specs.providers
    )
    check_providers(specs, problems)
    problems.raise_if_any()
    module_of = _modules_of_types(outputs, inputs)
    mappings = [with_imports(mapping, module_of) for mapping in mappings]
    tasks = tuple(build_task(model, mappings, specs, module_of) for model in models.values())
    return Api(
        tasks=tasks,
        provider_tasks=tuple(mappings),
        protocol_streams=_protocol_streams(mappings, specs, module_of),
        providers=providers,
        samples=tuple(samples),
        hub_tasks=tuple(
            (task.name, task.overlay.hub_task) for task in specs.tasks if task.overlay.hub_task is not None
        ),
        methods=tuple((task.name, task.overlay.method) for task in specs.tasks if task.overlay.method is not None),
        types=(
            *(Module(path=f"types/{name}.py", text=text) for name, text in outputs.items()),
            *(Module(path=f"inputs/{name}.py", text=text) for name, text in inputs.items()),
        ),
        exports=_exports(outputs, inputs),
        hub=build_hub(models, tasks, schemas),
    )


def with_imports(mapping: ProviderTask, module_of: dict[str, str]) -> ProviderTask:
    """Return a provider's module with its imports: the functions that it calls and the types that it parses."""
    own = [each.stream for each in mapping.interfaces if each.stream is not None and each.shared_stream is None]
    types = [type_ for stream in own for type_ in (stream.item_type, stream.final_type)]
    names = set(re.findall(r"\w+", " ".join([mapping.reads, *types])))
    return structs.replace(mapping, imports=(*module_imports(mapping), *imports_from(names, module_of)))


def _build_mappings(
    specs: Specs, models: dict[str, TaskModel], types: ResultTypes, problems: Problems
) -> tuple[list[ProviderTask], list[Sample]]:
    protocols = {protocol.spec.protocol: protocol for protocol in specs.protocols}
    tasks = {task.name for task in specs.tasks}
    found: list[ProviderTask] = []
    samples: list[Sample] = []
    for provider in specs.providers:
        check_common(provider.source, problems)
        for name in sorted(provider.spec.tasks):
            if name not in tasks:
                place = provider.source.key_place("tasks", name)
                problems.add(place, f"there is no task '{name}'; {suggestion(name, tasks)}")
                continue
            built = build_mapping(provider, name, models.get(name), protocols, types, problems)
            if built is not None:
                found.append(built[0])
                samples += built[1]
    return found, samples


def _protocol_streams(
    mappings: list[ProviderTask], specs: Specs, module_of: dict[str, str]
) -> tuple[ProtocolStream, ...]:
    """Return the streams of protocols that providers use unchanged."""
    protocols = {
        stream_module(protocol.spec.protocol, task): (protocol, task)
        for protocol in specs.protocols
        for task in protocol.spec.tasks
    }
    found: dict[str, ProtocolStream] = {}
    for interface in (each for mapping in mappings for each in mapping.interfaces):
        if interface.shared_stream is None or interface.stream is None:
            continue
        stream = interface.stream
        protocol, task = protocols[interface.shared_stream]
        names = set(re.findall(r"\w+", f"{stream.item_type} {stream.final_type}"))
        found[interface.shared_stream] = ProtocolStream(
            protocol=protocol.spec.protocol,
            task=task,
            title=Prose(protocol.spec.title),
            docs=Prose(protocol.spec.docs),
            stream=stream,
            imports=(*runtime_imports(stream_codes(stream)), *imports_from(names, module_of)),
            source=protocol.source.name,
        )
    return tuple(found[name] for name in sorted(found))


def _modules_of_types(outputs: dict[str, str], inputs: dict[str, str]) -> dict[str, str]:
    """Return the module of every class and alias."""
    return {
        name: f"inferwire.{package}.{module}"
        for package, modules in (("types", outputs), ("inputs", inputs))
        for module, text in modules.items()
        for name in _defined(text)
    }


def _exports(outputs: dict[str, str], inputs: dict[str, str]) -> tuple[Import, ...]:
    """Return the types that the package's root exports."""
    found: list[Import] = []
    for package, modules in (("types", outputs), ("inputs", inputs)):
        for module, text in sorted(modules.items()):
            names = tuple(sorted(name for name in _defined(text) if not name.endswith("Keywords")))
            if names:
                found.append(Import(module=f"inferwire.{package}.{module}", names=names))
    return tuple(found)


def _defined(text: str) -> list[str]:
    """Return the names that a module of types defines."""
    names: list[str] = []
    for node in ast.parse(text).body:
        match node:
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                names.append(name)
            case _:
                continue
    return names
