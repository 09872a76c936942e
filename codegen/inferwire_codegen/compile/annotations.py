"""Python type annotations for schemas; `models` generates the classes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.spec.definitions import Schema

PRIMITIVES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def annotation(schema: Schema) -> str:
    """Return the annotation for values of a schema."""
    return " | ".join(dict.fromkeys(_branches(schema)))


def _branches(schema: Schema) -> list[str]:
    if "$ref" in schema:
        return [str(schema["$ref"])]
    if "customTypePath" in schema:
        return [str(schema["customTypePath"]).rpartition(".")[2]]
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return [text for branch in schema[key] for text in _branches(branch)]
    if "enum" in schema:
        return [f"Literal[{', '.join(map(repr, schema['enum']))}]"]
    kind: Any = schema.get("type")
    if is_list(kind):
        return [text for each in kind for text in _branches({**schema, "type": each})]
    if kind == "array":
        return [_array(schema)]
    if kind == "object":
        values = schema.get("additionalProperties")
        return [f"Mapping[str, {annotation(values) if is_object(values) and values else 'Json'}]"]
    return [PRIMITIVES.get(kind, "Json")]


def _array(schema: Schema) -> str:
    items = schema.get("items")
    item = annotation(items) if is_object(items) and items else "Json"
    if (length := schema.get("minItems")) is not None and length == schema.get("maxItems"):
        return f"tuple[{', '.join([item] * length)}]"
    return f"{'Sequence' if '|' in item and 'Mapping[' in item else 'list'}[{item}]"  # a list of dictionaries, too


def names_in(schema: Any) -> set[str]:
    """Return the names of the classes that the annotation of ``schema`` uses."""
    if is_object(schema):
        own = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set[str]()
        return own.union(*(names_in(value) for key, value in schema.items() if key != "$ref"))
    if is_list(schema):
        return set[str]().union(*(names_in(value) for value in schema))
    return set()
