"""From specs to what is printed: resolves every reference, makes every name, and refuses what does not add up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import structs

from inferwire_codegen.annotations import annotation, names_in
from inferwire_codegen.errors import Problems, suggestion
from inferwire_codegen.ir import Api, Argument, Import, Module, Prose, Provider, Sample, Served, Task
from inferwire_codegen.mappings import CUSTOM, build_mapping
from inferwire_codegen.models import render_models
from inferwire_codegen.names import camel, constant, snake
from inferwire_codegen.results import ResultTypes
from inferwire_codegen.schemas import Schema, Schemas, build_schemas

if TYPE_CHECKING:
    from inferwire_codegen.ir import ProviderTask
    from inferwire_codegen.load import ProviderSource, Specs, TaskSource

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
    }
)
NOT_ARGUMENTS = frozenset({"model", "stream"})  # the call's own business, in the schemas that have them
SPREAD = "GenerationParameters"


def build_api(specs: Specs) -> Api:
    """Make everything that is printed.

    Raises:
        SpecError: With every mistake that the specs show together.
    """
    problems = Problems()
    schemas = build_schemas(specs, problems)
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
    problems.raise_if_any()
    home = _homes(outputs, inputs)
    mappings = [_with_types(mapping, home) for mapping in mappings]
    tasks = tuple(shape.task(mappings, specs, home) for shape in shapes)
    return Api(
        tasks=tasks,
        provider_tasks=tuple(mappings),
        providers=providers,
        samples=tuple(samples),
        hub_tasks=tuple((task.name, task.overlay.hub_task) for task in specs.tasks if task.overlay.hub_task is not None),
        types=(
            *(Module(path=f"types/{name}.py", text=text) for name, text in outputs.items()),
            *(Module(path=f"inputs/{name}.py", text=text) for name, text in inputs.items()),
        ),
        exports=_exports(outputs, inputs),
    )


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
    for line in text.splitlines():
        if line.startswith("class "):
            names.append(line[len("class ") :].split("(")[0].rstrip(":"))
        elif ": TypeAlias = " in line and not line.startswith(" "):
            names.append(line.split(":")[0])
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

    @property
    def has_overloads(self) -> bool:
        """Whether the type of the answer depends on an argument."""
        overlay = self.overlay
        return overlay.returns is not None or "stream_output" in self.bundle.roots or overlay.list_when is not None

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
            if path not in fields:
                place = source.place("arguments", name)
                self.problems.add(place, f"{self.name} has no '{path}'; {suggestion(path, fields)}")
                continue
            arguments[path] = self._argument(name, path, fields[path], is_positional=True)
        for path in self.inputs:
            if path not in arguments and path not in overlay.arguments.values():
                place = source.place("arguments") if overlay.arguments else source.place()
                self.problems.add(place, f"no argument gives '{path}' of {self.name}; add one to 'arguments'")
        outer = {path.rpartition(".")[2] for path in self.parameters}
        extra = {f"parameters.{self.group_name}.{n}": c for n, c in self.group.items() if n not in outer}
        named = {path: child for path, child in {**self.parameters, **extra}.items() if path not in arguments}
        for path in sorted(named, key=lambda path: path.rpartition(".")[2]):
            name = path.rpartition(".")[2]
            if name in OPTION_NAMES:
                place = source.place()
                self.problems.add(place, f"the parameter '{name}' is what every call takes; give it another name")
            arguments[path] = self._argument(snake(name), path, named[path], is_positional=False)
        for name in overlay.media:
            if name not in overlay.arguments:
                place = source.key_place("media", name)
                self.problems.add(place, f"no argument is called '{name}'; {suggestion(name, overlay.arguments)}")
        return arguments

    def _argument(self, name: str, path: str, schema: Schema, *, is_positional: bool) -> Argument:
        text = annotation(schema)
        if name in self.overlay.media:
            text = "MediaInput"
        elif other := self.overlay.also.get(name):
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
        schema = self.schemas.find(self.name, root)
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
        return f"given({', '.join(f'{part}={argument.name}' for part, argument in pairs.items())})"

    def _parameters_code(self) -> str:
        top: list[str] = []
        inner: list[str] = []
        for path, argument in self.arguments.items():
            if path.startswith("parameters."):
                name = path.rpartition(".")[2]
                (inner if path.count(".") > 1 else top).append(f"{name}={argument.name}")
        if inner:
            top.append(f"{self.group_name}=given({', '.join(inner)}) or UNSET")
        return f"given({', '.join(top)})" if top else "{}"


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
    _check_protocols(specs, tasks, problems)
    return found, samples


def _check_protocols(specs: Specs, tasks: dict[str, Any], problems: Problems) -> None:
    used = {
        (mapping.protocol, task)
        for provider in specs.providers
        for task, mapping in provider.spec.tasks.items()
    } | {
        (mapping.fallback.protocol, task)
        for provider in specs.providers
        for task, mapping in provider.spec.tasks.items()
        if mapping.fallback
    }
    for protocol in specs.protocols:
        for task in protocol.spec.tasks:
            place = protocol.source.key_place("tasks", task)
            if task not in tasks:
                problems.add(place, f"there is no task '{task}'; {suggestion(task, tasks)}")
            elif (protocol.spec.protocol, task) not in used:
                problems.add(place, f"no provider uses {protocol.spec.protocol} for {task}; remove it, or add one that does")


def _build_provider(provider: ProviderSource, problems: Problems) -> Provider:
    spec, source = provider.spec, provider.source
    for key, url in (("docs", spec.docs), ("base_url", spec.base_url)):
        if spec.kind == "endpoint" and key == "base_url" and not url:
            continue
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc or url != url.strip():
            problems.add(source.place(key), f"'{url}' is no URL; write https://<host>")
        elif key == "base_url" and (url.endswith("/") or "?" in url or "#" in url):
            problems.add(source.place(key), f"'{url}' ends in more than a path; paths are appended to it, so leave it out")
    header, scheme = _auth(spec.auth)
    if not spec.auth.endswith("{api_key}") or spec.auth.count("{") != 1:
        problems.add(source.place("auth"), f"'{spec.auth}' does not end in {{api_key}}; write 'Bearer {{api_key}}'")
    for index, name in enumerate(spec.env):
        if not name.isidentifier() or name != name.upper():
            problems.add(source.place("env", index), f"'{name}' is no environment variable; write it in capitals")
    for index, task in enumerate(spec.interchangeable):
        if task not in spec.tasks:
            place = source.place("interchangeable", index)
            problems.add(place, f"{spec.provider} does not serve '{task}'; {suggestion(task, spec.tasks)}")
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


def _auth(text: str) -> tuple[str, str]:
    """Split ``X-Key: {api_key}`` or ``Bearer {api_key}`` into header and scheme."""
    header, colon, rest = text.partition(": ")
    if not colon:
        header, rest = "authorization", text
    return header.lower(), rest.removesuffix("{api_key}").strip()



