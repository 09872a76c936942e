"""Clean, search and rewrite definitions of JSON Schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from inferwire_codegen.spec.validate_schema import snake_property
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferwire_codegen.spec.diagnostics import Place
    from inferwire_codegen.spec.source import Source

Schema: TypeAlias = dict[str, Any]

PROSE = frozenset({"description"})
IGNORED = frozenset({"$id", "$schema", "example", "discriminator", "comment", "format"})
BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength"})


def place_of(name: str, *sources: Source) -> Place:
    """Return the place of a definition, or of the beginning of its file."""
    for source in sources:
        for word in ("$defs", "definitions"):
            if source.has_key(word, name):
                return source.key_place(word, name)
    return sources[0].place()


def clean(schema: Schema) -> Schema:
    """Replace notations in upstream's schemas that the type generator would interpret differently."""
    return cast("Schema", walk(schema, _clean_node))


def walk(node: Any, function: Callable[[Schema], Schema]) -> Any:
    """Apply ``function`` to every schema in ``node``, from the inside out."""
    if not is_object(node):
        return node
    result: Schema = {}
    for key, value in node.items():
        if key in ("properties", "patternProperties", "$defs", "definitions") and is_object(value):
            result[key] = {name: walk(child, function) for name, child in value.items()}
        elif key in ("items", "additionalProperties", "not"):
            result[key] = walk(value, function)
        elif key in ("oneOf", "anyOf", "allOf"):
            result[key] = [walk(child, function) for child in value]
        else:
            result[key] = value
    return function(result)


def _clean_node(node: Schema) -> Schema:
    if node.get("comment") == "type=binary":
        node = {**node, "type": "string", "contentEncoding": "binary"}
    node = {key: value for key, value in node.items() if key not in IGNORED}
    if isinstance(reference := node.get("$ref"), str):
        node["$ref"] = reference.rpartition("/")[2]  # all definitions share one namespace
        node.pop("title", None)
    if list(node.get("allOf", ())) and len(node["allOf"]) == 1 and "$ref" in node["allOf"][0]:
        node["$ref"] = node.pop("allOf")[0]["$ref"]
    if node.get("type") == "array" and "minLength" in node:
        node["minItems"] = node.pop("minLength")
        if "maxLength" in node:
            node["maxItems"] = node.pop("maxLength")
    for bound in BOUNDS & node.keys():
        del node[bound]  # only documented: the server enforces its own bounds
    if "default" in node:
        node["default"] = _default(node["default"])
        if node["default"] is None:
            del node["default"]
    if is_list(node.get("required")) and "properties" in node:
        known = node["properties"]
        node["required"] = [word if word in known else snake_property(word) for word in node["required"]]
    if "enum" in node and is_list(node.get("type")):
        words = [word for word in node["enum"] if isinstance(word, str)]
        node = {**only(node, PROSE), "anyOf": [{"type": "boolean"}, {"type": "string", "enum": words}]}
    return _merge_enums(node)


def only(node: Schema, keys: frozenset[str]) -> Schema:
    """Return a schema with only the keywords *keys*."""
    return {key: value for key, value in node.items() if key in keys}


def _default(value: Any) -> Any:
    """Parse a default that upstream writes as a string."""
    return {"null": None, "true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _merge_enums(node: Schema) -> Schema:
    """Merge a union of single-value enumerations into one enumeration."""
    for key in ("oneOf", "anyOf"):
        branches: list[Schema] = node.get(key, [])
        words = [branch for branch in branches if _words(branch)]
        if len(words) < 2 and not (len(words) == 1 and len(branches) == 1):
            continue
        merged = {"type": "string", "enum": [word for branch in words for word in _words(branch)]}
        rest = [branch for branch in branches if not _words(branch)]
        own = {name: value for name, value in node.items() if name not in (key, "type")}
        if not rest:
            return {**own, **merged}
        return {**own, "anyOf": [merged, *rest]}
    return node


def _words(branch: Schema) -> list[str]:
    if "const" in branch:
        return [branch["const"]]
    return branch["enum"] if branch.get("type") == "string" and "enum" in branch and "properties" not in branch else []


def bare(schema: Any) -> Any:
    """Return a schema without descriptions, at any depth."""
    return walk(schema, without_prose)


def without_prose(schema: Schema) -> Schema:
    """Return a schema without its description."""
    return {key: value for key, value in schema.items() if key not in PROSE}


def references(schema: Any) -> Iterator[str]:
    """Yield the names of the definitions that a schema refers to."""
    if is_object(schema):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif is_list(schema):
        for value in schema:
            yield from references(value)


def rename_references(definitions: dict[str, Schema], names: dict[str, str]) -> None:
    """Rename definitions in all references; ``names`` maps old names to new names."""

    def rename(node: Schema) -> Schema:
        if node.get("$ref") in names:
            node["$ref"] = names[node["$ref"]]
        return node

    for name in definitions:
        definitions[name] = walk(definitions[name], rename)


def reachable(roots: list[str], definitions: dict[str, Schema]) -> set[str]:
    """Return the names of all definitions that the roots refer to, directly or indirectly."""
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in definitions and name not in seen:
            seen.add(name)
            waiting.extend(references(definitions[name]))
    return seen
