"""From specs to what is printed: resolves every reference, makes every name, and refuses what does not add up."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from msgspec import structs

from inferwire_codegen.errors import Place, Problems, suggestion
from inferwire_codegen.ir import Api, Import, Module, Prose, ProtocolStream, Sample
from inferwire_codegen.mappings import build_mapping, runtime_imports, share_jobs, stream_codes, stream_module
from inferwire_codegen.mappings import imports_of as mappings_imports
from inferwire_codegen.models import render_models
from inferwire_codegen.names import snake
from inferwire_codegen.providers import build_provider
from inferwire_codegen.results import ResultTypes
from inferwire_codegen.schemas import Schemas, build_schemas, place_of, references
from inferwire_codegen.task_shape import CUSTOM, GROUP, TaskShape, imports_of
from inferwire_codegen.wellformed import MARK
from inferwire_codegen.words import Word, check_shared, check_url
from inferwire_runtime.client import Client

if TYPE_CHECKING:
    from inferwire_codegen.ir import ProviderTask
    from inferwire_codegen.load import Specs

METHOD_NAMES = frozenset(name for name in dir(Client) if not name.startswith("_")) | {
    *("build_request", "chat", "request", "stream_request", "with_raw_response"),
}
BUILTIN_NAMES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple", "type"})


def build_api(specs: Specs) -> Api:
    """Make everything that is printed.

    Raises:
        SpecError: With every mistake that the specs show together.
    """
    problems = Problems()
    schemas = build_schemas(specs, problems)
    _check_tasks(specs, schemas, problems)
    problems.raise_if_any()
    containers = frozenset(
        root
        for task in specs.tasks
        for part, root in schemas.bundles[task.name].roots.items()
        if part == "input" or task.overlay.returns is not None
    ) | {name for bundle in schemas.bundles.values() for name in bundle.definitions if _is_container(name, schemas)}
    _check_containers(specs, schemas, containers, problems)
    problems.raise_if_any()
    shapes = [TaskShape(task, schemas, problems) for task in specs.tasks if task.name != CUSTOM]
    for shape in shapes:
        if shape.has_overloads:
            schemas.bundles[shape.name].definitions[shape.keywords] = shape.keyword_schema()
    outputs = render_models(schemas, "output", containers)
    inputs = render_models(schemas, "input", containers)
    problems.raise_if_any()
    results = ResultTypes(outputs, schemas)
    mappings, samples = _build_mappings(specs, schemas, shapes, results, problems)
    mappings = share_jobs(mappings)
    jobs = {mapping.provider: shape.poll for mapping in mappings for shape in mapping.shapes if shape.is_job_shared}
    providers = tuple(
        build_provider(provider, jobs.get(provider.spec.provider), problems) for provider in specs.providers
    )
    _check_kinds(specs, problems)
    problems.raise_if_any()
    home = _homes(outputs, inputs)
    mappings = [with_imports(mapping, home) for mapping in mappings]
    streams = _protocol_streams(mappings, specs, home)
    tasks = tuple(shape.task(mappings, specs, home) for shape in shapes)
    return Api(
        tasks=tasks,
        provider_tasks=tuple(mappings),
        protocol_streams=streams,
        providers=providers,
        samples=tuple(samples),
        hub_tasks=tuple(
            (task.name, task.overlay.hub_task) for task in specs.tasks if task.overlay.hub_task is not None
        ),
        types=(
            *(Module(path=f"types/{name}.py", text=text) for name, text in outputs.items()),
            *(Module(path=f"inputs/{name}.py", text=text) for name, text in inputs.items()),
        ),
        exports=_exports(outputs, inputs),
    )


def _check_tasks(specs: Specs, schemas: Schemas, problems: Problems) -> None:
    """Note tasks that no function can be made of."""
    if CUSTOM not in {task.name for task in specs.tasks}:
        place = Place(f"{specs.common.name.rpartition('/')[0]}/{CUSTOM}/overlay.yaml")
        problems.add(place, "the task of calls without a task is missing; add it")
    for task in specs.tasks:
        if task.name == CUSTOM:
            continue
        place, roots = task.overlay_source.place(), schemas.bundles[task.name].roots
        if snake(task.name) in METHOD_NAMES | BUILTIN_NAMES:
            problems.add(place, f"a task cannot be called '{task.name}', since a client has that name; choose another")
        if task.overlay.summary == MARK:
            text = "the prose of 'summary' is missing; say what the function does, in one imperative sentence"
            problems.add(task.overlay_source.place("summary"), text)
        if "input" not in roots:
            problems.add(place, f"{task.name} has no input.json; add it")
        elif "properties" not in schemas.find(task.name, roots["input"]):
            problems.add(
                task.schemas["input"].place(), f"the input of {task.name} is an object with properties; write some"
            )
        if "output" not in roots and task.overlay.returns is None:
            problems.add(place, f"{task.name} has no output.json; add it, or write 'returns' where it gives a medium")


def _check_kinds(specs: Specs, problems: Problems) -> None:
    """Note a second provider of a kind that there is one of."""
    for kind in ("endpoint", "router"):
        of_kind = [provider for provider in specs.providers if provider.spec.kind == kind]
        for provider in of_kind[1:]:
            text = f"{of_kind[0].spec.provider} is the '{kind}' already; there can be one only, so remove it here"
            problems.add(provider.source.place("kind"), text)


def _is_container(name: str, schemas: Schemas) -> bool:
    """Whether a definition only groups what functions take as arguments of their own."""
    return name == GROUP or any(
        schemas.find(task, root).get("properties", {}).get(part, {}).get("$ref") == name
        for task, bundle in schemas.bundles.items()
        if (root := bundle.roots.get("input")) is not None
        for part in ("inputs", "parameters")
    )


def _check_containers(specs: Specs, schemas: Schemas, containers: frozenset[str], problems: Problems) -> None:
    """Note definitions whose fields become arguments, and which something refers to as to a type."""
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
                text = f"the fields of {other} are arguments, so {name} cannot refer to it; give it a copy of its own"
                problems.add(place_of(other, *task.schemas.values()), text)


def _homes(outputs: dict[str, str], inputs: dict[str, str]) -> dict[str, str]:
    """Give the module of every class and alias."""
    homes: dict[str, str] = {}
    for package, modules in (("types", outputs), ("inputs", inputs)):
        for module, text in modules.items():
            for name in _defined(text):
                homes[name] = f"inferwire.{package}.{module}"
    return homes


def _defined(text: str) -> list[str]:
    """Give the names that a module of types defines."""
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


def with_imports(mapping: ProviderTask, home: dict[str, str]) -> ProviderTask:
    """Add the imports of a provider's module: what it calls, and the types that it reads."""
    own = [shape.stream for shape in mapping.shapes if shape.stream is not None and shape.shared_stream is None]
    types = [type_ for stream in own for type_ in (stream.item_type, stream.final_type)]
    names = set(re.findall(r"\w+", " ".join([mapping.reads, *types])))
    return structs.replace(mapping, imports=(*runtime_imports(mapping), *imports_of(names, home)))


def _protocol_streams(mappings: list[ProviderTask], specs: Specs, home: dict[str, str]) -> tuple[ProtocolStream, ...]:
    """Give the streams of protocols that providers take as they are."""
    protocols = {
        stream_module(protocol.spec.protocol, task): (protocol, task)
        for protocol in specs.protocols
        for task in protocol.spec.tasks
    }
    found: dict[str, ProtocolStream] = {}
    for shape in (shape for mapping in mappings for shape in mapping.shapes):
        if shape.shared_stream is None or shape.stream is None:
            continue
        protocol, task = protocols[shape.shared_stream]
        names = set(re.findall(r"\w+", f"{shape.stream.item_type} {shape.stream.final_type}"))
        found[shape.shared_stream] = ProtocolStream(
            protocol=protocol.spec.protocol,
            task=task,
            title=Prose(protocol.spec.title),
            docs=Prose(protocol.spec.docs),
            stream=shape.stream,
            imports=(*mappings_imports(stream_codes(shape.stream)), *imports_of(names, home)),
            source=protocol.source.name,
        )
    return tuple(found[name] for name in sorted(found))


def _exports(outputs: dict[str, str], inputs: dict[str, str]) -> tuple[Import, ...]:
    """Give the types that the package's root offers."""
    found: list[Import] = []
    for package, modules in (("types", outputs), ("inputs", inputs)):
        for module, text in sorted(modules.items()):
            names = tuple(sorted(name for name in _defined(text) if not name.endswith("Keywords")))
            if names:
                found.append(Import(module=f"inferwire.{package}.{module}", names=names))
    return tuple(found)


def _build_mappings(
    specs: Specs, schemas: Schemas, shapes: list[TaskShape], results: ResultTypes, problems: Problems
) -> tuple[list[ProviderTask], list[Sample]]:
    by_name = {shape.name: shape for shape in shapes}
    protocols = {protocol.spec.protocol: protocol for protocol in specs.protocols}
    tasks = {task.name: task for task in specs.tasks}
    found: list[ProviderTask] = []
    samples: list[Sample] = []
    for provider in specs.providers:
        check_shared(provider.source, problems)
        if provider.source.has_key("common") and all(each.protocol for each in provider.spec.tasks.values()):
            place = provider.source.key_place("common")
            problems.add(place, "all tasks have a protocol, so 'common' changes nothing; remove it")
        for name in sorted(provider.spec.tasks):
            if name not in tasks:
                place = provider.source.key_place("tasks", name)
                problems.add(place, f"there is no task '{name}'; {suggestion(name, tasks)}")
                continue
            built = build_mapping(provider, name, by_name.get(name), protocols, results, problems)
            if built is not None:
                found.append(built[0])
                samples += built[1]
    served = {task for provider in specs.providers for task in provider.spec.tasks}
    for name in sorted(tasks.keys() - served):
        place = tasks[name].overlay_source.place()
        problems.add(place, f"no provider serves {name}; add it to a file in specs/providers, or remove the task")
    _check_example_models(specs, problems)
    _check_streams(specs, schemas, found, problems)
    _check_protocols(specs, tasks, problems)
    return found, samples


def _check_example_models(specs: Specs, problems: Problems) -> None:
    """Note models of examples that no call would name, or that would have two tasks."""
    named = {task for provider in specs.providers if provider.spec.kind != "endpoint" for task in provider.spec.tasks}
    tasks: dict[str, str] = {}
    for task in specs.tasks:
        if (model := task.overlay.example_model) is None:
            continue
        other = tasks.setdefault(model, task.name)
        if other != task.name:
            place = task.overlay_source.place("example_model")
            problems.add(place, f"'{model}' is the example of {other} already; name another model")
        if task.name not in named:
            place = task.overlay_source.key_place("example_model")
            problems.add(place, f"only endpoints serve {task.name}, and they have one model each; remove it")


def _check_streams(specs: Specs, schemas: Schemas, mappings: list[ProviderTask], problems: Problems) -> None:
    """Note tasks with a stream that nobody streams; custom calls stream at every provider that takes them."""
    for task in specs.tasks:
        place = task.overlay_source.place()
        serving = [mapping for mapping in mappings if mapping.task == task.name]
        is_streaming = "stream_output" in schemas.bundles[task.name].roots
        if is_streaming and serving and not any(mapping.has_stream for mapping in serving):
            problems.add(place, f"no provider streams {task.name}; add 'stream' to one, or remove stream_output.json")
    for provider in specs.providers:
        if any(m.provider == provider.spec.provider and m.task == CUSTOM and not m.has_stream for m in mappings):
            place = provider.source.key_place("tasks", CUSTOM)
            problems.add(place, f"{CUSTOM} has no 'stream'; add it, or name a protocol that has it")


def _check_protocols(specs: Specs, tasks: dict[str, Any], problems: Problems) -> None:
    mappings = [(task, each) for provider in specs.providers for task, each in provider.spec.tasks.items()]
    used = {(each.protocol, task) for task, each in mappings}
    used |= {(each.fallback.protocol, task) for task, each in mappings if each.fallback}
    for protocol in specs.protocols:
        check_url(Word(value=protocol.spec.docs, source=protocol.source, path=("docs",)), problems)
        check_shared(protocol.source, problems)
        name = protocol.spec.protocol
        for task in protocol.spec.tasks:
            place = protocol.source.key_place("tasks", task)
            if task not in tasks:
                problems.add(place, f"there is no task '{task}'; {suggestion(task, tasks)}")
            elif (name, task) not in used:
                problems.add(place, f"no provider uses {name} for {task}; remove it, or add one that does")
