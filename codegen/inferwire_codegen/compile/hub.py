"""The types and methods of the client that behaves like huggingface_hub's: its names, applied to the tasks' schemas."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any

from msgspec import structs

from inferwire_codegen.compile.annotations import annotation
from inferwire_codegen.ir import HubAlias, HubApi, HubClass, HubField, HubMethod, Prose
from inferwire_codegen.spec.naming import camel, is_class
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.compile.tasks import TaskModel
    from inferwire_codegen.ir import Task
    from inferwire_codegen.spec.definitions import Schema
    from inferwire_codegen.spec.json_schema import Schemas

NAMES = {  # that differ from those of the schemas, by huggingface_hub's generator or its edits
    "ChatCompletionInputUrl": "ChatCompletionInputURL",
    "ChatCompletionInputJsonSchemaConfig": "ChatCompletionInputJSONSchema",
    "ChatCompletionInputToolChoiceFunction": "ChatCompletionInputToolChoiceClass",
    "TextGenerationInputGrammarTypeType": "TypeEnum",
    "TableQuestionAnsweringPadding": "Padding",
}
SHARED = {"ClassificationOutput": "OutputElement", "ClassificationOutputTransform": "OutputTransform"}
ALSO = {  # further names of one type
    "ChatCompletionOutputUsage": ("ChatCompletionStreamOutputUsage",),
    "TextGenerationOutputToken": ("TextGenerationStreamOutputToken",),
}
CHOICES = {  # of values, which huggingface_hub has as types of their own: the definition that has them
    "ChatCompletionInputToolChoiceEnum": ("chat-completion", "ChatCompletionInputToolChoice"),
}
LACKS = frozenset({"responses", "text-ranking"})  # tasks that huggingface_hub does not have
EARLY_STOPPING = "GenerationParametersEarlyStopping"
IN_ANNOTATIONS = frozenset({"bool", "dict", "float", "int", "list", "str"})  # a field of such a name would hide it
PAIRS = {"translation": ("src_lang", "tgt_lang")}  # arguments of which huggingface_hub refuses one without the other


def build_hub(models: dict[str, TaskModel], tasks: tuple[Task, ...], schemas: Schemas) -> HubApi:
    """Return the types and the methods."""
    types = _Types(schemas)
    tasks = tuple(task for task in tasks if task.name not in LACKS)
    for name, model in models.items():
        if name not in LACKS:
            types.add_task(model)
    classes, aliases = types.sorted()
    methods = tuple(_method(models[task.name], task, types) for task in tasks)
    return HubApi(classes=classes, aliases=aliases, methods=methods)


class _Types:
    """Collects the types of the tasks under their names in huggingface_hub."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        self.classes: dict[str, HubClass] = {}
        self.aliases: dict[str, HubAlias] = {}
        self.upstream: dict[str, Schema] = {}

    def add_task(self, model: TaskModel) -> None:
        """Add the types that a task uses, and aliases for its enumerations."""
        task = model.name
        self.upstream = _upstream(model)
        bundle = self.schemas.bundles[task]
        merged = {each for name, schema in bundle.definitions.items() for each in _merged(name, schema)}
        for name in bundle.definitions:
            if not name.endswith("Keywords") and name not in merged:
                self._define(task, name, bundle.definitions[name])
        for name in sorted(_references(list(bundle.definitions.values()))):
            if name in self.schemas.common:
                self._define(task, name, self.schemas.common[name])
        for name, (owner, definition) in CHOICES.items():
            if owner == task and definition in bundle.definitions:
                branches = bundle.definitions[definition].get("anyOf", ())
                values = [value for branch in branches for value in branch.get("enum", ())]
                self.aliases[name] = HubAlias(name=name, description=Prose(""), code=annotation({"enum": values}))

    def name_of(self, task: str, name: str) -> str:
        """Return the name for a definition that a task uses."""
        if name in self.schemas.common:
            return f"{camel(task)}{SHARED.get(name, name)}"
        return NAMES.get(name, name)

    def argument(self, task: str, code: str) -> str:
        """Return the annotation of an argument, which takes a dictionary as well wherever it takes an object."""

        def known(found: re.Match[str]) -> str:
            name = self.name_of(task, found[0])
            alias = self.aliases.get(name)
            names = {name} if alias is None else set(re.findall(r"\w+", alias.code))
            return f"{name} | dict[str, Any]" if names & self.classes.keys() else name

        changed = re.sub(r"\b[A-Z]\w*\b(?![\[.])", known, code)
        changed = re.sub(r" \| dict\[str, Any\](?=.*? \| dict\[str, Any\])", "", changed)
        return changed.replace("list[", "Sequence[") if changed != code else code

    def _define(self, task: str, name: str, schema: Schema) -> None:
        hub_name = self.name_of(task, name)
        if hub_name in self.classes or hub_name in self.aliases:
            return
        text = Prose(schema.get("description") or "")
        if "properties" in schema:
            self.classes[hub_name] = HubClass(
                name=hub_name, description=text, fields=self._fields(task, name, hub_name, [schema])
            )
            return
        branches = _merged(name, schema)
        if branches and all("properties" in self.schemas.find(task, branch) for branch in branches):
            found = [self.schemas.find(task, branch) for branch in branches]
            self.classes[hub_name] = HubClass(
                name=hub_name, description=text, fields=self._fields(task, name, hub_name, found)
            )
        elif schema.get("type") != "array":
            self.aliases[hub_name] = HubAlias(
                name=hub_name, description=text, code=_code(self._located(task, "", schema))
            )

    def _fields(self, task: str, name: str, owner: str, branches: list[Schema]) -> tuple[HubField, ...]:
        """Return the fields of a class: of one object, or of several that are one class there.

        They have the order of huggingface_hub's: required ones first, each group by name, and then those that only
        overlays have.
        """
        found: dict[str, list[Schema]] = {}
        for branch in branches:
            for key, child in branch["properties"].items():
                found.setdefault(key, []).append(child)
        needed: list[set[str]] = [set(branch.get("required", ())) for branch in branches]
        required = needed[0].intersection(*needed[1:])
        upstream = self.upstream.get(name, {})
        known = set(upstream.get("properties", ()))
        if known:
            required = (required - known) | set(upstream.get("required", ()))
        required -= {key for key in required - known if known}
        fields = [
            HubField(
                name=key.replace("-", "_").lower(),
                annotation=_code(
                    {"anyOf": [self._located(task, f"{owner}{camel(key)}", child) for child in _united(children)]}
                ),
                is_required=key in required,
                description=Prose(children[0].get("description") or ""),
            )
            for key, children in found.items()
            if is_field(key)
        ]
        known = {key.replace("-", "_").lower() for key in known or found}
        return tuple(sorted(fields, key=lambda field: (not field.is_required, field.name not in known, field.name)))

    def _located(self, task: str, name: str, schema: Schema) -> Schema:
        """Return a schema whose references have the names of huggingface_hub, and whose enumerations are aliases."""
        if "$ref" in schema:
            return {"$ref": self.name_of(task, schema["$ref"])}
        if "customTypePath" in schema:
            return {}
        if name and schema.get("enum") and (len(schema["enum"]) > 1 or name.endswith(EARLY_STOPPING)):
            title = schema.get("title", "")
            base = name.replace(EARLY_STOPPING, "EarlyStoppingEnum").replace("Parameters", "")
            alias = title if is_class(title) and title.startswith(camel(task)) else base
            alias = NAMES.get(alias, alias)
            code = annotation({"enum": schema["enum"]})
            self.aliases.setdefault(alias, HubAlias(name=alias, description=Prose(""), code=code))
            return {"$ref": alias}
        changed = dict(schema)
        for key in ("anyOf", "oneOf"):
            if key in changed:
                changed[key] = [self._located(task, name, each) for each in changed[key]]
        if is_object(changed.get("items")):
            changed["items"] = self._located(task, name, changed["items"])
        return changed

    def sorted(self) -> tuple[tuple[HubClass, ...], tuple[HubAlias, ...]]:
        """Return the classes in order of name, and the aliases, those of several names included."""
        also = [
            HubAlias(name=name, description=Prose(""), code=original)
            for original, names in ALSO.items()
            for name in names
            if original in self.classes
        ]
        simple = sorted(self.aliases.values(), key=lambda alias: alias.name)
        return tuple(self.classes[name] for name in sorted(self.classes)), (*simple, *also)


def _method(model: TaskModel, task: Task, types: _Types) -> HubMethod:
    """Return the method of a task."""
    returns, convert = _result(model, task, types)
    item = types.name_of(task.name, task.stream_item) if task.stream_item else None
    arguments = tuple(
        structs.replace(argument, annotation=types.argument(task.name, argument.json_annotation))
        for argument in task.arguments
    )
    return HubMethod(
        task=structs.replace(task, arguments=arguments),
        returns=returns,
        convert=convert,
        item=item,
        is_text="stream_output" in model.bundle.roots and "generated_text" in model.output().get("properties", {}),
        pair=PAIRS.get(task.name, ()),
    )


def _result(model: TaskModel, task: Task, types: _Types) -> tuple[str, str]:
    """Return the type of a result, and the function that makes it of inferwire's."""
    if task.is_media:
        return ("Image", "open_image") if task.kind == "image" else ("bytes", "to_bytes")
    if task.is_vectors:
        return "NDArray[float32]", "to_array"
    schema = model.output()
    if schema.get("type") != "array":
        name = types.name_of(task.name, model.bundle.roots["output"])
        return name, f"{name}.parse_obj_as_instance"
    items: Any = schema.get("items") or {}
    first = items.get("anyOf", [items])[0]
    if "$ref" not in first or types.name_of(task.name, first["$ref"]) not in types.classes:
        return re.sub(r"\bJson\b", "Any", task.result), "unchanged"
    name = types.name_of(task.name, first["$ref"])
    if task.is_single and task.list_if is None:
        return name, f"{name}.parse_obj_as_instance"
    if task.is_single:
        return f"{name} | list[{name}]", f"{name}.parse_obj"
    return f"list[{name}]", f"{name}.parse_obj_as_list"


def _upstream(model: TaskModel) -> dict[str, Schema]:
    """Return the definitions of a task as upstream has them, without the changes of overlays."""
    found: dict[str, Schema] = {}
    for source in model.source.schemas.values():
        document: Schema = source.data
        found |= {**document.get("$defs", {}), **document.get("definitions", {})}
        if isinstance(title := document.get("title"), str):
            found |= {title: document, f"{title}Element": document.get("items", {})}
    return {name: _joined(schema, found) for name, schema in found.items()}


def _joined(schema: Schema, found: dict[str, Schema]) -> Schema:
    """Return the properties of all branches of a union, and the names of those that every branch requires."""
    branches = [found.get(str(each.get("$ref", "")).rpartition("/")[2], {}) for each in schema.get("oneOf", ())]
    if not branches or not all("properties" in branch for branch in branches):
        return schema
    needed: list[set[str]] = [set(branch.get("required", ())) for branch in branches]
    names: dict[str, Schema] = {name: {} for branch in branches for name in branch["properties"]}
    return {"properties": names, "required": sorted(needed[0].intersection(*needed[1:]))}


def is_field(name: str) -> bool:
    """Return whether a property can be a field; any other is an item only."""
    field = name.replace("-", "_").lower()
    return field.isidentifier() and field.isascii() and not keyword.iskeyword(field) and field not in IN_ANNOTATIONS


def _merged(name: str, schema: Schema) -> list[str]:
    """Return the branches of a union that huggingface_hub merges into one class: those without names."""
    branches = [each.get("$ref", "") for key in ("oneOf", "anyOf") for each in schema.get(key, ())]
    return branches if all(each.startswith(name) and each != name for each in branches) else []


def _united(children: list[Schema]) -> list[Schema]:
    """Return the schemas of one field in several branches, with their enumerations as one."""
    if len(children) > 1 and all("enum" in child for child in children):
        return [{**children[0], "enum": [value for child in children for value in child["enum"]]}]
    return children


def _code(schema: Schema) -> str:
    code = re.sub(r"\bJson\b", "Any", annotation(schema))
    return "Any" if code.startswith("Any |") else code


def _references(schema: Any) -> Iterator[str]:
    if is_list(schema):
        for item in schema:
            yield from _references(item)
    elif is_object(schema):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from _references(value)
