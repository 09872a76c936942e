"""A task as its function shows it: which arguments it takes, what they become, and what comes back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.annotations import annotation, names_in
from inferwire_codegen.errors import suggestion
from inferwire_codegen.ir import Argument, ExampleArgument, Import, Prose, Served, Task
from inferwire_codegen.names import argument_name, camel, constant, keywords, snake
from inferwire_runtime.media import suffix_of
from inferwire_runtime.shapes import is_object

if TYPE_CHECKING:
    from inferwire_codegen.errors import Place, Problems
    from inferwire_codegen.ir import ProviderTask
    from inferwire_codegen.load import Specs, TaskSource
    from inferwire_codegen.schemas import Schema, Schemas

CUSTOM = "custom"  # the task of calls that no schema describes
GROUP = "GenerationParameters"  # a definition whose fields are arguments of their own
NOT_ARGUMENTS = frozenset({"model", "stream"})  # the call's own business, in the schemas that have them
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
        "parameters",
        "provider",
        "retry",
        "retry_on_error",
        "self",
        "stream",
        "timeout",
        "token",
    }
)


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
            if child.get("$ref") == GROUP:
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
            if not is_object(items):
                self.problems.add(source.key_place("also", name), f"no argument '{name}' takes a list; remove it")
            if type_ not in types:
                self.problems.add(source.place("also", name), f"there is no type '{type_}'; {suggestion(type_, types)}")
        for name in overlay.example:
            if name not in known:
                text = f"no argument is called '{name}'; {suggestion(name, known)}"
                self.problems.add(source.key_place("example", name), text)
        self._check_shown()
        lacking = [name for name, path in known.items() if path in self.required and name not in overlay.example]
        if source.has_key("example") and lacking and overlay.example.keys() <= known.keys():
            text = f"the example lacks '{lacking[0]}', which every call needs; add it"
            self.problems.add(source.key_place("example"), text)
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

    def _check_shown(self) -> None:
        """Note a part of the answer, to be shown by examples, that no answer has."""
        shows = self.overlay.example_shows
        if shows is None:
            return
        place = self.source.overlay_source.place("example_shows")
        if not re.fullmatch(r"[a-z_]\w*(\.[a-z_]\w*|\[\d+\])*", shows):
            self.problems.add(place, f"'{shows}' is no path; write names and places, as 'choices[0].message'")
            return
        output = self._output() if self.overlay.returns is None else {}
        output = self._resolve(output.get("items") or {}) if self.overlay.single else output
        fields = output.get("properties", {})
        first = re.split(r"\W", shows)[0]
        if first not in map(snake, fields):
            self.problems.add(place, f"the answer of {self.name} has no '{first}'; {suggestion(first, fields)}")

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
                kind=titles[mapping.provider].kind,
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
        sent = set[str]().union(*(names_in(schema) for schema in {**self.inputs, **self.parameters}.values()))
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
            example=Prose(json.dumps(overlay.example, ensure_ascii=False)),
            example_arguments=self._example_arguments(),
            example_call=Prose(json.dumps(self._example_call(), ensure_ascii=False)),
            example_model=Prose(overlay.example_model or ""),
            example_shows=overlay.example_shows,
            kind=overlay.returns or next(iter(overlay.media.values()), "text"),
            media=self._media(),
            serving=serving,
            provider_literals=", ".join(map(repr, ["auto", *named])),
            type_imports=imports_of(used, home),
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
        items: Schema = schema.get("items") or {}
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

    def _example_values(self) -> dict[str, Any]:
        """Give the example's values by argument; a medium is a file that is named after its argument."""
        return {
            name: {"$file": f"{name}{suffix_of(value['$media'])}"} if is_object(value) and "$media" in value else value
            for name, value in self.overlay.example.items()
        }

    def _example_arguments(self) -> tuple[ExampleArgument, ...]:
        values = self._example_values()
        files = {name: value["$file"] for name, value in values.items() if is_object(value) and "$file" in value}
        return tuple(
            ExampleArgument(
                name=argument.name,
                is_positional=argument.is_positional,
                code=repr(files.get(argument.name, values[argument.name])),
                file=files.get(argument.name),
            )
            for argument in self.arguments.values()
            if argument.name in values
        )

    def _example_call(self) -> Schema:
        """Give the example as a generic call has it: inputs and parameters."""
        inputs: Schema = {}
        parameters: Schema = {}
        values = self._example_values()
        for path, argument in self.arguments.items():
            if argument.name not in values:
                continue
            value = values[argument.name]
            if path in self.inputs:
                inputs[path.removeprefix("inputs.")] = value
            else:
                *outer, name = path.removeprefix("parameters.").split(".")
                group = parameters.setdefault(outer[0], {}) if outer else parameters
                group[name] = value
        is_one = not self.input_parts
        return {"inputs": next(iter(inputs.values()), None) if is_one else inputs, "parameters": parameters}

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


def imports_of(names: set[str], home: dict[str, str]) -> tuple[Import, ...]:
    """Give the imports of the classes among ``names``; ``home`` is the module of each."""
    modules: dict[str, set[str]] = {}
    for name in names:
        if name in home:
            modules.setdefault(home[name], set()).add(name)
    return tuple(Import(module=module, names=tuple(sorted(found))) for module, found in sorted(modules.items()))
