"""From specs to what is printed: resolves every reference, makes every name, and refuses what does not add up."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import structs

from inferwire_codegen.annotations import annotation, names_in
from inferwire_codegen.errors import Place, Problems, suggestion
from inferwire_codegen.ir import Api, Argument, Import, Module, Prose, Provider, Sample, Served, Task
from inferwire_codegen.mappings import CUSTOM, HEADER, Word, build_mapping, check_headers
from inferwire_codegen.models import render_models
from inferwire_codegen.names import argument_name, camel, constant, keywords, snake
from inferwire_codegen.results import ResultTypes
from inferwire_codegen.schemas import Schema, Schemas, build_schemas
from inferwire_runtime.client import Client

if TYPE_CHECKING:
    from inferwire_codegen.ir import ProviderTask
    from inferwire_codegen.load import ProviderSource, Specs, TaskSource
    from inferwire_codegen.source import Source

OPTION_NAMES = frozenset(
    {
        "api_key",
        "bill_to",
        "client",
        "extra_body",
        "extra_parameters",
        "headers",
        "model",
        "output_type",
        "provider",
        "retry",
        "retry_on_error",
        "self",
        "stream",
        "timeout",
        "token",
    }
)
METHOD_NAMES = frozenset(name for name in dir(Client) if not name.startswith("_")) | {
    *("build_request", "chat", "request", "stream_request", "with_raw_response"),
}
BUILTIN_NAMES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple", "type"})
NOT_ARGUMENTS = frozenset({"model", "stream"})  # the call's own business, in the schemas that have them
SPREAD = "GenerationParameters"


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
    shapes = [TaskShape(task, schemas, problems) for task in specs.tasks if task.name != CUSTOM]
    for shape in shapes:
        if shape.has_overloads:
            schemas.bundles[shape.name].definitions[shape.keywords] = shape.keyword_schema()
    outputs = render_models(schemas, "output", containers)
    inputs = render_models(schemas, "input", containers)
    problems.raise_if_any()
    results = ResultTypes(outputs, schemas)
    mappings, samples = _build_mappings(specs, schemas, shapes, results, problems)
    providers = tuple(_build_provider(provider, problems) for provider in specs.providers)
    _check_kinds(specs, problems)
    problems.raise_if_any()
    home = _homes(outputs, inputs)
    mappings = [_with_types(mapping, home) for mapping in mappings]
    tasks = tuple(shape.task(mappings, specs, home) for shape in shapes)
    return Api(
        tasks=tasks,
        provider_tasks=tuple(mappings),
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
    return name == SPREAD or any(
        schemas.find(task, root).get("properties", {}).get(part, {}).get("$ref") == name
        for task, bundle in schemas.bundles.items()
        if (root := bundle.roots.get("input")) is not None
        for part in ("inputs", "parameters")
    )


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
    return names


def _with_types(mapping: ProviderTask, home: dict[str, str]) -> ProviderTask:
    """Add the imports of the types that a provider's module reads."""
    items = [shape.stream.item_type for shape in mapping.shapes if shape.stream is not None]
    names = set(re.findall(r"\w+", " ".join([mapping.reads, *items])))
    return structs.replace(mapping, imports=(*mapping.imports, *_imports(names, home)))


def _exports(outputs: dict[str, str], inputs: dict[str, str]) -> tuple[Import, ...]:
    """Give the types that the package's root offers."""
    found: list[Import] = []
    for package, modules in (("types", outputs), ("inputs", inputs)):
        for module, text in sorted(modules.items()):
            names = tuple(sorted(name for name in _defined(text) if not name.endswith("Keywords")))
            if names:
                found.append(Import(module=f"inferwire.{package}.{module}", names=names))
    return tuple(found)


class TaskShape:
    """A task's arguments, as its schema and overlay make them."""

    def __init__(self, source: TaskSource, schemas: Schemas, problems: Problems) -> None:
        self.name = source.name
        self.source = source
        self.schemas = schemas
        self.problems = problems
        self.overlay = source.overlay
        self.bundle = schemas.bundles[source.name]
        self.keywords = f"{camel(source.name)}Keywords"
        root = schemas.find(self.name, self.bundle.roots["input"])
        self.inputs: dict[str, Schema] = {}
        self.parameters: dict[str, Schema] = {}
        self.group: dict[str, Schema] = {}
        self.group_name = ""
        self.required: set[str] = set()
        self._read_root(root)
        self.arguments = self._arguments()
        self._check_overlay()

    @property
    def has_overloads(self) -> bool:
        """Whether the type of the answer depends on an argument."""
        overlay = self.overlay
        return overlay.returns is not None or "stream_output" in self.bundle.roots or overlay.list_when is not None

    @property
    def input_parts(self) -> frozenset[str]:
        """Names of the parts of the inputs, where there are any."""
        if len(self.inputs) == 1 and not next(iter(self.inputs)).startswith("inputs."):
            return frozenset()
        return frozenset(path.removeprefix("inputs.") for path in self.inputs)

    @property
    def media_paths(self) -> frozenset[str]:
        """The inputs that are media, as expressions name them."""
        return frozenset("inputs" if part is None else f"inputs.{part}" for part, _ in self._media())

    def _resolve(self, schema: Schema) -> Schema:
        return self.schemas.find(self.name, schema["$ref"]) if "$ref" in schema else schema

    def _read_root(self, root: Schema) -> None:
        """Sort the schema's fields: parts of the inputs, parameters, and the generation parameters among them."""
        required = set(root.get("required", ()))
        paths = set(self.overlay.arguments.values())
        for name, child in root["properties"].items():
            if name == "inputs":
                self._read_inputs(child, is_required=name in required)
            elif name == "parameters":
                self._read_parameters(self._resolve(child))
            elif name in paths:
                self.inputs[name] = child
                self.required |= {name} & required
            elif name not in NOT_ARGUMENTS:
                self.parameters[f"parameters.{name}"] = child
                self.required |= {f"parameters.{name}"} if name in required else set()

    def _read_inputs(self, child: Schema, *, is_required: bool) -> None:
        resolved = self._resolve(child)
        if "properties" not in resolved:
            self.inputs["inputs"] = child
            self.required |= {"inputs"} if is_required else set()
            return
        for name, part in resolved["properties"].items():
            self.inputs[f"inputs.{name}"] = part
            self.required |= {f"inputs.{name}"} if name in resolved.get("required", ()) else set()

    def _read_parameters(self, schema: Schema) -> None:
        for name, child in schema.get("properties", {}).items():
            if child.get("$ref") == SPREAD:
                self.group_name = name
                self.group = dict(self._resolve(child)["properties"])
            else:
                self.parameters[f"parameters.{name}"] = child
                self.required |= {f"parameters.{name}"} if name in schema.get("required", ()) else set()

    def _arguments(self) -> dict[str, Argument]:
        """Make the arguments, by path: first those of the overlay, then the parameters by name."""
        fields = {**self.inputs, **self.parameters}
        arguments: dict[str, Argument] = {}
        overlay, source = self.overlay, self.source.overlay_source
        for name, path in overlay.arguments.items():
            place = source.key_place("arguments", name)
            if name != argument_name(name) or name in OPTION_NAMES:
                self.problems.add(place, f"an argument cannot be called '{name}'; choose another name")
            if path not in fields:
                place = source.place("arguments", name)
                self.problems.add(place, f"{self.name} has no '{path}'; {suggestion(path, fields)}")
                continue
            if path in arguments:
                place = source.place("arguments", name)
                self.problems.add(place, f"'{arguments[path].name}' gives '{path}' already; remove one of them")
            arguments[path] = self._argument(name, path, fields[path], is_positional=True)
        for path in self.inputs:
            if path not in arguments and path not in overlay.arguments.values():
                place = source.place("arguments") if overlay.arguments else source.place()
                self.problems.add(place, f"no argument gives '{path}' of {self.name}; add one to 'arguments'")
        outer = {path.partition(".")[2] for path in self.parameters}
        extra = {f"parameters.{self.group_name}.{n}": c for n, c in self.group.items() if n not in outer}
        named = {path: child for path, child in {**self.parameters, **extra}.items() if path not in arguments}
        taken = {argument.name: path for path, argument in arguments.items()}
        for path in sorted(named, key=lambda path: path.rpartition(".")[2]):
            wire_name = path.rpartition(".")[2]
            name = argument_name(wire_name)
            self._check_parameter(name, path, taken)
            taken.setdefault(name, path)
            arguments[path] = self._argument(name, path, named[path], is_positional=False)
        return arguments

    def _check_parameter(self, name: str, path: str, taken: dict[str, str]) -> None:
        """Note a parameter that cannot be an argument of its own name."""
        wire_name = path.removeprefix("parameters.").removeprefix(f"{self.group_name}.")
        remedy = f"name it in 'arguments', as 'other_name: {path}'"
        if not name or "." in wire_name:
            text = f"no argument can be called after the parameter '{wire_name}'; {remedy}"
        elif name in OPTION_NAMES:
            text = f"the parameter '{wire_name}' has the name of an option that every call takes; {remedy}"
        elif name in taken:
            other = taken[name].removeprefix("parameters.")
            text = f"'{wire_name}' and '{other}' would both be the argument '{name}'; {remedy}"
        else:
            return
        self.problems.add(self._place_of(wire_name), text)

    def _place_of(self, name: str) -> Place:
        """Give where a parameter stands: in the schema of the input, or else in the overlay."""
        source = self.source.schemas["input"]
        definitions = [(word, each) for word in ("$defs", "definitions") for each in source.data.get(word, {})]
        for path in [("properties", "parameters"), (), *definitions]:
            if source.has_key(*path, "properties", name):
                return source.key_place(*path, "properties", name)
        return self.source.overlay_source.place()

    def _check_overlay(self) -> None:
        """Note what the overlay says of arguments and answers that are not there."""
        overlay, source = self.overlay, self.source.overlay_source
        known = {argument.name: path for path, argument in self.arguments.items()}
        for name in overlay.media:
            if name not in overlay.arguments:
                text = f"no argument is called '{name}'; {suggestion(name, overlay.arguments)}"
                self.problems.add(source.key_place("media", name), text)
            elif overlay.arguments[name] not in self.inputs:
                self.problems.add(
                    source.key_place("media", name), f"'{name}' is no input, so it is sent as it is; remove it"
                )
        for name, type_ in overlay.also.items():
            items = self._resolve(self.inputs.get(overlay.arguments.get(name, ""), {})).get("items")
            types = {*self.bundle.definitions, *self.schemas.common}
            if not isinstance(items, dict):
                self.problems.add(source.key_place("also", name), f"no argument '{name}' takes a list; remove it")
            if type_ not in types:
                self.problems.add(source.place("also", name), f"there is no type '{type_}'; {suggestion(type_, types)}")
        for name in overlay.example:
            if name not in known:
                text = f"no argument is called '{name}'; {suggestion(name, known)}"
                self.problems.add(source.key_place("example", name), text)
        if overlay.list_when is not None and not known.get(overlay.list_when, "").startswith("parameters."):
            text = f"{self.name} has no parameter '{overlay.list_when}'; {suggestion(overlay.list_when, known)}"
            self.problems.add(source.place("list_when"), text)
        if overlay.list_when is not None and not overlay.single:
            self.problems.add(
                source.key_place("list_when"), "the answer is a list anyway; write 'single: true', or remove it"
            )
        if overlay.returns is not None:
            for word in ("single", "loose"):
                if getattr(overlay, word):
                    self.problems.add(source.key_place(word), f"the answer is a medium; remove '{word}'")
        elif (overlay.single or overlay.loose) and self._output().get("type") != "array":
            word = "single" if overlay.single else "loose"
            self.problems.add(source.key_place(word), f"the answer of {self.name} is no list; remove '{word}'")

    def _output(self) -> Schema:
        return self.schemas.find(self.name, self.bundle.roots["output"])

    def _argument(self, name: str, path: str, schema: Schema, *, is_positional: bool) -> Argument:
        text = annotation(schema)
        if name in self.overlay.media:
            text = "MediaInput"
        elif (other := self.overlay.also.get(name)) and "items" in schema:
            text = f"Sequence[{annotation(schema['items'])} | {other}]"
        return Argument(
            name=name,
            annotation=text,
            is_required=path in self.required,
            is_positional=is_positional,
            description=Prose(schema.get("description") or self._resolve(schema).get("description") or ""),
        )

    def keyword_schema(self) -> Schema:
        """Give the schema of the TypedDict that overloads take their keywords from."""
        named = {path: argument for path, argument in self.arguments.items() if not argument.is_positional}
        schemas = {**self.parameters, **{f"parameters.{self.group_name}.{n}": c for n, c in self.group.items()}}
        return {
            "type": "object",
            "description": f"What `{snake(self.name)}` takes by name.",
            "customBasePath": "inferwire_runtime.options.CallOptions",
            "properties": {
                argument.name: schemas[path]
                for path, argument in named.items()
                if argument.name != self.overlay.list_when
            },
            "x-direction": "input",
        }

    def task(self, mappings: list[ProviderTask], specs: Specs, home: dict[str, str]) -> Task:
        """Make what is printed."""
        overlay = self.overlay
        titles = {provider.spec.provider: provider.spec for provider in specs.providers}
        serving = tuple(
            Served(
                provider=mapping.provider,
                title=mapping.title,
                module=mapping.package,
                has_stream=mapping.has_stream,
            )
            for mapping in mappings
            if mapping.task == self.name
        )
        named = sorted(s.provider for s in serving if titles[s.provider].kind in ("provider", "client-side"))
        returns, result, used = self.results()
        stream_item = self.bundle.roots.get("stream_output")
        sent = set().union(*(names_in(schema) for schema in {**self.inputs, **self.parameters}.values()))
        used |= {stream_item} if stream_item else set()
        used |= set(overlay.also.values()) | {name for name in sent if name in home}
        used |= {name for schema in self.group.values() for name in names_in(schema)}
        used |= {self.keywords} if self.has_overloads else set()
        return Task(
            name=self.name,
            function=snake(self.name),
            constant=constant(self.name),
            summary=Prose(overlay.summary),
            description=Prose(self.schemas.find(self.name, self.bundle.roots["input"]).get("description", "")),
            arguments=tuple(self.arguments.values()),
            inputs_code=self._inputs_code(),
            parameters_code=self._parameters_code(),
            returns=returns,
            result=result,
            result_description=self._result_description(),
            is_media=overlay.returns is not None,
            is_single=overlay.single,
            list_when=overlay.list_when,
            stream_item=stream_item,
            keywords=self.keywords if self.has_overloads else None,
            media=self._media(),
            serving=serving,
            provider_literals=", ".join(map(repr, ["auto", *named])),
            type_imports=_imports(used, home),
            source=f"specs/tasks/{self.name}",
        )

    def results(self) -> tuple[str, str, set[str]]:
        """Give the type that answers are read as, that of the function's result, and the classes in both."""
        if self.overlay.returns is not None:
            return "Media | None", "Media", set()
        root = self.bundle.roots["output"]
        schema = self._output()
        if schema.get("type") != "array":
            return root, root, {root}
        items = schema.get("items") or {}
        if not items:
            return root, root, {root}
        if self.overlay.loose:
            return root, "list[Json]", {root}
        element = annotation(items)
        return f"list[{element}]", element if self.overlay.single else f"list[{element}]", names_in(items)

    def _result_description(self) -> Prose:
        if self.overlay.returns is not None:
            return Prose(f"The {self.overlay.returns}.")
        schema = self.schemas.find(self.name, self.bundle.roots["output"])
        if self.overlay.single and self.overlay.list_when is None:
            return Prose("The best answer.")
        if self.overlay.single:
            return Prose(f"The best answer, or with `{self.overlay.list_when}` a list of them.")
        return Prose(schema.get("description") or "The answer.")

    def _media(self) -> tuple[tuple[str | None, str], ...]:
        found: list[tuple[str | None, str]] = []
        for name, kind in self.overlay.media.items():
            path = self.overlay.arguments.get(name, "")
            found.append((path.removeprefix("inputs.") if path.startswith("inputs.") else None, kind))
        return tuple(found)

    def _inputs_code(self) -> str:
        parts = {path: self.arguments[path] for path in self.inputs if path in self.arguments}
        if len(parts) == 1 and not next(iter(parts)).startswith("inputs."):
            return next(iter(parts.values())).name
        pairs = {path.removeprefix("inputs."): argument for path, argument in parts.items()}
        if all(argument.is_required for argument in pairs.values()):
            return "{" + ", ".join(f"{part!r}: {argument.name}" for part, argument in pairs.items()) + "}"
        return f"given({keywords({part: argument.name for part, argument in pairs.items()})})"

    def _parameters_code(self) -> str:
        top: dict[str, str] = {}
        inner: dict[str, str] = {}
        for path, argument in self.arguments.items():
            if path.startswith("parameters."):
                name = path.rpartition(".")[2]
                (inner if path.count(".") > 1 else top)[name] = argument.name
        if inner:
            top[self.group_name] = f"given({keywords(inner)}) or UNSET"
        return f"given({keywords(top)})" if top else "{}"


def _imports(names: set[str], home: dict[str, str]) -> tuple[Import, ...]:
    modules: dict[str, set[str]] = {}
    for name in names:
        if name in home:
            modules.setdefault(home[name], set()).add(name)
    return tuple(Import(module=module, names=tuple(sorted(found))) for module, found in sorted(modules.items()))


def _build_mappings(
    specs: Specs, schemas: Schemas, shapes: list[TaskShape], results: ResultTypes, problems: Problems
) -> tuple[list[ProviderTask], list[Sample]]:
    by_name = {shape.name: shape for shape in shapes}
    protocols = {protocol.spec.protocol: protocol for protocol in specs.protocols}
    tasks = {task.name: task for task in specs.tasks}
    found: list[ProviderTask] = []
    samples: list[Sample] = []
    for provider in specs.providers:
        for name in sorted(provider.spec.tasks):
            if name not in tasks:
                place = provider.source.key_place("tasks", name)
                problems.add(place, f"there is no task '{name}'; {suggestion(name, tasks)}")
                continue
            built = build_mapping(provider, name, by_name.get(name), protocols, results, problems)
            if built is not None:
                found.append(built[0])
                samples.append(built[1])
    served = {task for provider in specs.providers for task in provider.spec.tasks}
    for name in sorted(tasks.keys() - served):
        place = tasks[name].overlay_source.place()
        problems.add(place, f"no provider serves {name}; add it to a file in specs/providers, or remove the task")
    _check_streams(specs, schemas, found, problems)
    _check_protocols(specs, tasks, problems)
    return found, samples


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
        _check_url(protocol.source, "docs", protocol.spec.docs, problems)
        name = protocol.spec.protocol
        for task in protocol.spec.tasks:
            place = protocol.source.key_place("tasks", task)
            if task not in tasks:
                problems.add(place, f"there is no task '{task}'; {suggestion(task, tasks)}")
            elif (name, task) not in used:
                problems.add(place, f"no provider uses {name} for {task}; remove it, or add one that does")


def _build_provider(provider: ProviderSource, problems: Problems) -> Provider:
    spec, source = provider.spec, provider.source
    _check_provider(provider, problems)
    header, scheme = _auth(spec.auth)
    return Provider(
        name=spec.provider,
        title=Prose(spec.title),
        docs=Prose(spec.docs),
        kind=spec.kind,
        lifecycle=spec.lifecycle,
        base_url=Prose(spec.base_url),
        prefix=Prose(f"/{spec.provider}" if spec.prefix is None else spec.prefix),
        header=Prose(header),
        scheme=Prose(scheme),
        variables=tuple(spec.env),
        needs_key=spec.needs_key,
        interchangeable=tuple(spec.interchangeable),
        headers_code=repr({name.lower(): value for name, value in spec.headers.items()}),
        tasks=tuple(sorted(task for task in spec.tasks if task != CUSTOM)),
        source=source.name,
    )


def _check_provider(provider: ProviderSource, problems: Problems) -> None:
    """Note what is wrong in a provider's own lines."""
    spec, source = provider.spec, provider.source
    _check_url(source, "docs", spec.docs, problems)
    if spec.base_url or spec.kind != "endpoint":
        url = spec.base_url
        if _check_url(source, "base_url", url, problems) and (url.endswith("/") or "?" in url or "#" in url):
            text = f"'{url}' ends in more than a path; paths are appended to it, so leave it out"
            problems.add(source.place("base_url"), text)
    prefix = spec.prefix
    if prefix is not None and (not re.fullmatch(r"(/[\w.~-]+)*", prefix, re.ASCII) or ".." in prefix):
        problems.add(source.place("prefix"), f"'{prefix}' is no path; write '/<name>', without a slash at its end")
    header, scheme = _auth(spec.auth)
    if not spec.auth.endswith("{api_key}") or spec.auth.count("{") != 1:
        problems.add(source.place("auth"), f"'{spec.auth}' does not end in {{api_key}}; write 'Bearer {{api_key}}'")
    elif not HEADER.fullmatch(header) or not re.fullmatch(r"[\w.-]*", scheme, re.ASCII):
        problems.add(
            source.place("auth"), f"'{spec.auth}' is no header; write 'Bearer {{api_key}}' or 'X-Key: {{api_key}}'"
        )
    for index, name in enumerate(spec.env):
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            problems.add(source.place("env", index), f"'{name}' is no environment variable; write it in capitals")
    for index, task in enumerate(spec.interchangeable):
        if task not in spec.tasks:
            place = source.place("interchangeable", index)
            problems.add(place, f"{spec.provider} does not serve '{task}'; {suggestion(task, spec.tasks)}")
    check_headers(Word(value=spec.headers, source=source, path=("headers",)), problems)


def _check_url(source: Source, key: str, url: str, problems: Problems) -> bool:
    try:
        parts = urlsplit(url)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_url = False
    if is_url and url.isascii() and url.isprintable() and " " not in url:
        return True
    problems.add(source.place(key), f"'{url}' is no URL; write https://<host>")
    return False


def _auth(text: str) -> tuple[str, str]:
    """Split ``X-Key: {api_key}`` or ``Bearer {api_key}`` into header and scheme."""
    header, colon, rest = text.partition(": ")
    if not colon:
        header, rest = "authorization", text
    return header.lower(), rest.removesuffix("{api_key}").strip()
