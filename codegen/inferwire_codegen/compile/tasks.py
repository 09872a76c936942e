"""The model of a task: the arguments of its function, the fields that they are sent as, and the result type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_codegen.compile.annotations import annotation, names_in
from inferwire_codegen.compile.checks import GROUP
from inferwire_codegen.ir import Argument, Prose
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.naming import argument_name, camel, snake

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from inferwire_codegen.spec.definitions import Schema
    from inferwire_codegen.spec.diagnostics import Place, Problems
    from inferwire_codegen.spec.json_schema import Schemas
    from inferwire_codegen.spec.load import TaskSource

BRANCHES = ("allOf", "anyOf", "oneOf")
SCHEMA_INPUTS = "inferwire_runtime.schema_inputs"
PYTHON_TYPES = {  # what stands for a JSON Schema in the arguments of a call
    "json_schema": f"{SCHEMA_INPUTS}.PythonType",
    "grammar": f"{SCHEMA_INPUTS}.PythonType",
    "tools": f"{SCHEMA_INPUTS}.ToolInputs",
}
NOT_ARGUMENTS = frozenset({"model", "stream"})  # every call has them, whatever the schema defines
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


class TaskModel:
    """A task as described by its schemas and overlay.

    Attributes:
        inputs: Schemas of the inputs, keyed by path: ``inputs`` itself, or ``inputs.<part>``.
        parameters: Schemas of the parameters, keyed by path: ``parameters.<name>``.
        json_only: Schemas, as servers read them, of parameters that may also be Python types or functions.
        group: Schemas of the generation parameters, keyed by name; they are sent in an object named ``group_name``.
        required: The paths that every call passes.
        arguments: The arguments, keyed by path, in the order of the signature.
    """

    def __init__(self, source: TaskSource, schemas: Schemas, problems: Problems) -> None:
        self.name = source.name
        self.source = source
        self.schemas = schemas
        self.problems = problems
        self.overlay = source.overlay
        self.bundle = schemas.bundles[source.name]
        self.keywords = f"{camel(source.name)}Keywords"
        self.inputs: dict[str, Schema] = {}
        self.parameters: dict[str, Schema] = {}
        self.json_only: dict[str, Schema] = {}
        self.group: dict[str, Schema] = {}
        self.group_name = ""
        self.required: set[str] = set()
        self._read_root(schemas.find(self.name, self.bundle.roots["input"]))
        self._open_parameters()
        self.arguments = ArgumentBuilder(self).build()

    @property
    def function(self) -> str:
        """The name of the task's function and method."""
        return self.overlay.method or snake(self.name)

    @property
    def has_overloads(self) -> bool:
        """Whether the type of the result depends on an argument."""
        overlay = self.overlay
        return (
            overlay.returns is not None
            or "stream_output" in self.bundle.roots
            or bool(overlay.list_if or overlay.batch)
        )

    @property
    def input_parts(self) -> frozenset[str]:
        """The names of the input parts; empty if the input is a single value."""
        if len(self.inputs) == 1 and not next(iter(self.inputs)).startswith("inputs."):
            return frozenset()
        return frozenset(path.removeprefix("inputs.") for path in self.inputs)

    @property
    def media(self) -> tuple[tuple[str | None, str], ...]:
        """The media files among the inputs, as pairs of part and kind; the part is None for a single input."""
        found: list[tuple[str | None, str]] = []
        for name, kind in self.overlay.media.items():
            path = self.overlay.arguments.get(name, "")
            found.append((path.removeprefix("inputs.") if path.startswith("inputs.") else None, kind))
        return tuple(found)

    @property
    def media_paths(self) -> frozenset[str]:
        """The paths of the media files among the inputs, as written in expressions."""
        return frozenset("inputs" if part is None else f"inputs.{part}" for part, _ in self.media)

    def resolve(self, schema: Schema) -> Schema:
        """Return the definition that a schema refers to, or the schema itself."""
        return self.schemas.find(self.name, schema["$ref"]) if "$ref" in schema else schema

    def output(self) -> Schema:
        """Return the schema of the response."""
        return self.schemas.find(self.name, self.bundle.roots["output"])

    def place_of_parameter(self, name: str) -> Place:
        """Return the place where a parameter is defined, in the input schema or else in the overlay."""
        source = self.source.schemas["input"]
        definitions = [(key, each) for key in ("$defs", "definitions") for each in source.data.get(key, {})]
        for path in [("properties", "parameters"), (), *definitions]:
            if source.has_key(*path, "properties", name):
                return source.key_place(*path, "properties", name)
        return self.source.overlay_source.place()

    def types_of(self, path: tuple[str, ...]) -> frozenset[str]:
        """Return the JSON types of an input, a parameter or a nested field, or an empty set if they are unknown."""
        fields = self._fields()
        known = next((n for n in range(len(path), 0, -1) if ".".join(path[:n]) in fields), 0)
        if not known:
            return frozenset()
        schema: Schema = fields[".".join(path[:known])]
        for name in path[known:]:
            schema = {"anyOf": [fields[name] for fields in self._properties(schema) if name in fields]}
        return self._types(schema)

    def types_of_items(self, path: str) -> frozenset[str]:
        """Return the JSON types of the items of an input that is a list, or an empty set if it is not a list."""
        items = self.resolve(self.inputs.get(path, {})).get("items")
        return self._types(items) if items else frozenset()

    @property
    def input_path(self) -> str:
        """The path of the whole input in the schema: ``inputs``, or the only field apart from the parameters."""
        return next(iter(self.inputs), "inputs") if not self.input_parts else "inputs"

    def _fields(self) -> dict[str, Schema]:
        """Return the schemas of inputs and parameters by their paths in expressions."""
        whole = {"inputs": self.inputs[self.input_path]} if self.input_path in self.inputs else {}
        return {**whole, **self.inputs, **self.parameters}

    def fields_of(self, path: tuple[str, ...]) -> frozenset[str]:
        """Return the names of the fields at a path, in which ``[]`` stands for an item; empty if they are unknown."""
        fields = self._fields()
        known = next((n for n in range(len(path), 0, -1) if ".".join(path[:n]) in fields), 0)
        schemas: list[Schema] = [fields[".".join(path[:known])]] if known else []
        for name in path[known:]:
            if name == "[]":
                schemas = [branch["items"] for each in schemas for branch in self._branches(each) if "items" in branch]
            else:
                schemas = [found[name] for each in schemas for found in self._properties(each) if name in found]
        return frozenset(name for each in schemas for found in self._properties(each) for name in found)

    def _branches(self, schema: Schema) -> Iterator[Schema]:
        """Yield a schema and its branches, which may be nested."""
        schema = self.resolve(schema)
        yield schema
        for key in BRANCHES:
            for branch in schema.get(key, ()):
                yield from self._branches(branch)

    def _properties(self, schema: Schema) -> Iterator[dict[str, Schema]]:
        """Yield the properties of a schema and of its branches."""
        for branch in self._branches(schema):
            yield branch.get("properties", {})

    def _types(self, schema: Schema) -> frozenset[str]:
        schema = self.resolve(schema)
        branches = [branch for key in BRANCHES for branch in schema.get(key, ())]
        own = schema.get("type", [])
        if "enum" in schema and not own:
            own = "string"
        return frozenset([own] if isinstance(own, str) else own).union(*map(self._types, branches))

    def results(self) -> tuple[str, str, set[str]]:
        """Return the type that a response is parsed into, the function's return type, and the classes in both."""
        if self.overlay.returns is not None:
            return "Media | None", "Media", set()
        root = self.bundle.roots["output"]
        schema = self.output()
        items: Schema = schema.get("items") or {}
        if schema.get("type") != "array" or not items:
            return root, root, {root}
        if self.overlay.untyped_items:
            return root, "list[Json]", {root}
        element = annotation(items)
        first, *others = items.get("anyOf", [items])
        if others and all(other.get("type") == "array" for other in others):
            # How deep the list is depends on the input, which no type can express.
            return f"list[{element}]", f"list[{annotation(first)} | Any]", names_in(items)
        return f"list[{element}]", element if self.overlay.unwrap_first else f"list[{element}]", names_in(items)

    def keyword_schema(self, without: Collection[str] = ()) -> Schema:
        """Return the schema of the TypedDict for the keyword arguments of overloads, *without* some of them."""
        named = {path: argument for path, argument in self.arguments.items() if not argument.is_positional}
        schemas = {**self.parameters, **{f"parameters.{self.group_name}.{n}": c for n, c in self.group.items()}}
        return {
            "type": "object",
            "description": f"Keyword arguments of `{self.function}`.",
            "customBasePath": "inferwire_runtime.options.CallOptions",
            "properties": {
                argument.name: schemas[path] if argument.is_required else _nullable(schemas[path])
                for path, argument in named.items()
                if argument.name != self.overlay.list_if and argument.name not in without
            },
            "x-direction": "input",
        }

    def _read_root(self, root: Schema) -> None:
        """Sort the schema's fields into inputs, parameters, and generation parameters."""
        required = set(root.get("required", ()))
        paths = set(self.overlay.arguments.values())
        for name, child in root["properties"].items():
            if name == "inputs":
                self._read_inputs(child, is_required=name in required)
            elif name == "parameters":
                self._read_parameters(self.resolve(child))
            elif name in paths:
                self.inputs[name] = child
                self.required |= {name} & required
            elif name not in NOT_ARGUMENTS:
                self.parameters[f"parameters.{name}"] = child
                self.required |= {f"parameters.{name}"} if name in required else set()

    def _open_parameters(self) -> None:
        """Let parameters be Python types or functions, as the overlay defines."""
        forms: dict[str, str] = {**self.overlay.formats, **dict.fromkeys(self.overlay.functions, "tools")}
        for name, form in forms.items():
            if (schema := self.parameters.get(f"parameters.{name}")) is not None:
                self.json_only[f"parameters.{name}"] = schema
                own = {key: value for key, value in schema.items() if key != "description"}
                text = schema.get("description") or self.resolve(schema).get("description")
                branches = [*own.pop("anyOf"), own] if "anyOf" in own else [own]
                if form == "tools":  # a union of lists would hide what the items of a literal may be
                    branches = []
                branches = [branch for branch in branches if branch]
                self.parameters[f"parameters.{name}"] = {
                    "anyOf": [*branches, {"customTypePath": PYTHON_TYPES[form], "x-form": form}],
                    **({"description": text} if text else {}),
                }

    def _read_inputs(self, child: Schema, *, is_required: bool) -> None:
        resolved = self.resolve(child)
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
                self.group = dict(self.resolve(child)["properties"])
            else:
                self.parameters[f"parameters.{name}"] = child
                self.required |= {f"parameters.{name}"} if name in schema.get("required", ()) else set()


def _nullable(schema: Schema) -> Schema:
    """Return a schema that also allows None, which is equivalent to omitting the argument."""
    text = {"description": schema["description"]} if "description" in schema else {}
    plain = {key: value for key, value in schema.items() if key != "description"}
    return {"anyOf": [plain, {"type": "null"}], **text}


class ArgumentBuilder:
    """Builds the arguments of a task's function."""

    def __init__(self, model: TaskModel) -> None:
        self.model = model
        self.problems = model.problems

    def build(self) -> dict[str, Argument]:
        """Return the arguments, keyed by path: first the overlay's arguments, then the parameters in order of name."""
        model = self.model
        arguments = self._positional()
        outer = {path.partition(".")[2] for path in model.parameters}
        extra = {f"parameters.{model.group_name}.{n}": c for n, c in model.group.items() if n not in outer}
        named = {path: child for path, child in {**model.parameters, **extra}.items() if path not in arguments}
        taken = {argument.name: path for path, argument in arguments.items()}
        for path in sorted(named, key=lambda path: path.rpartition(".")[2]):
            name = argument_name(path.rpartition(".")[2])
            self._check_parameter(name, path, taken)
            taken.setdefault(name, path)
            arguments[path] = self._argument(name, path, named[path], is_positional=False)
        return arguments

    def _positional(self) -> dict[str, Argument]:
        """Return the overlay's arguments, keyed by path."""
        model, source = self.model, self.model.source.overlay_source
        fields = {**model.inputs, **model.parameters}
        arguments: dict[str, Argument] = {}
        for name, path in model.overlay.arguments.items():
            place = source.key_place("arguments", name)
            if name != argument_name(name) or name in OPTION_NAMES:
                self.problems.add(place, f"an argument cannot be named '{name}'; choose another name")
            place = source.place("arguments", name)
            if path not in fields:
                self.problems.add(place, f"{model.name} has no '{path}'; {suggestion(path, fields)}")
                continue
            if path in arguments:
                text = f"'{arguments[path].name}' is already sent as '{path}'; remove one of the two"
                self.problems.add(place, text)
            arguments[path] = self._argument(name, path, fields[path], is_positional=True)
        for path in model.inputs:
            if path not in arguments and path not in model.overlay.arguments.values():
                place = source.place("arguments") if model.overlay.arguments else source.place()
                self.problems.add(place, f"no argument is sent as '{path}' of {model.name}; add one to 'arguments'")
        return arguments

    def _check_parameter(self, name: str, path: str, taken: dict[str, str]) -> None:
        """Report a parameter whose name cannot be used for an argument."""
        wire_name = path.removeprefix("parameters.").removeprefix(f"{self.model.group_name}.")
        remedy = f"name it in 'arguments', as 'other_name: {path}'"
        if not name or "." in wire_name:
            text = f"the name of the parameter '{wire_name}' cannot be that of an argument; {remedy}"
        elif name in OPTION_NAMES:
            text = f"the parameter '{wire_name}' has the name of an option that every call takes; {remedy}"
        elif name in taken:
            other = taken[name].removeprefix("parameters.")
            text = f"'{wire_name}' and '{other}' would both be the argument '{name}'; {remedy}"
        else:
            return
        self.problems.add(self.model.place_of_parameter(wire_name), text)

    def _accepting(self, schema: Schema, other: str) -> str:
        """Return the annotation of an argument whose lists also accept items of a result type."""
        if "items" not in schema:
            return annotation(schema)
        text = f"Sequence[{annotation(schema['items'])} | {other}]"
        # As plain code builds them: list[dict[str, Any]].
        return f"{text[:-1]} | Mapping[str, Any]]" if self.model.overlay.conversation else text

    def _argument(self, name: str, path: str, schema: Schema, *, is_positional: bool) -> Argument:
        model = self.model
        text = annotation(schema)
        if name in model.overlay.media:
            text = "MediaInput"
        elif other := model.overlay.accepts.get(name):
            text = " | ".join(self._accepting(branch, other) for branch in schema.get("anyOf", [schema]))
        return Argument(
            name=name,
            annotation=text,
            json_annotation=annotation(model.json_only.get(path, {})) if path in model.json_only else text,
            is_required=path in model.required,
            is_positional=is_positional,
            description=Prose(schema.get("description") or model.resolve(schema).get("description") or ""),
        )
