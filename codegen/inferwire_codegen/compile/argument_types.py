"""The types of a task's arguments in words, which the runtime checks before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jsontypes import is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.tasks import TaskModel
    from inferwire_codegen.spec.definitions import Schema

WORDS = {"string": "string", "integer": "int", "number": "number", "boolean": "bool", "object": "mapping"}
FORMS = {
    "json_schema": "type",
    "grammar": "grammar type",
    "tools": "list of mappings or list of functions",
}
BRANCHES = ("allOf", "anyOf", "oneOf")


def parameter_types(model: TaskModel) -> tuple[tuple[str, str], ...]:
    """Return the name and type of each parameter whose schema names its type."""
    schemas = {path.removeprefix("parameters."): schema for path, schema in model.parameters.items()}
    named = {**model.group, **schemas}
    found = {name: type_in_words(model, schema) for name, schema in sorted(named.items())}
    return tuple((name, words) for name, words in found.items() if words)


def input_types(model: TaskModel) -> tuple[tuple[str | None, str, str], ...]:
    """Return the part, argument and type of each input that is not a media file; the part None is the whole input."""
    found: list[tuple[str | None, str, str]] = []
    for path, schema in model.inputs.items():
        argument = model.arguments.get(path)
        if argument is None or path in model.media_paths:
            continue
        words = "messages" if argument.name == "messages" else type_in_words(model, schema)
        if words:
            found.append((path.removeprefix("inputs.") if path.startswith("inputs.") else None, argument.name, words))
    return tuple(found)


def type_in_words(model: TaskModel, schema: Schema) -> str:
    """Return the type of a schema in words; empty if the schema allows anything."""
    words = _words(model, schema)
    return "" if words is None else " or ".join(dict.fromkeys(words))


def _words(model: TaskModel, schema: Schema) -> list[str] | None:
    """Return the words of all branches of a schema; None if one of them allows anything."""
    schema = model.resolve(schema)
    if (form := schema.get("x-form")) is not None:
        return [FORMS[form]]
    branches = [branch for key in BRANCHES for branch in schema.get(key, ())]
    if branches:
        found = [_words(model, branch) for branch in branches]
        return None if None in found else [word for words in found for word in words or ()]
    kinds = schema.get("type", "string" if "enum" in schema else [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds == ["null"]:
        return []
    words = [_array(model, schema) if kind == "array" else WORDS.get(kind, "") for kind in kinds if kind != "null"]
    return words if words and all(words) else None


def _array(model: TaskModel, schema: Schema) -> str:
    items = schema.get("items")
    words = _words(model, items) if is_object(items) and items else None
    return {"string": "list of strings", "mapping": "list of mappings"}.get(" or ".join(words or ()), "list")
