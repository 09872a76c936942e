"""From a task's JSON Schemas to definitions that a type generator understands: bundled, cleaned, changed by overlays.

Every definition gets a name, and a direction: what is sent and what is received are typed differently.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from msgspec import Struct

from inferwire_codegen.errors import Place, Problems, suggestion
from inferwire_codegen.names import camel

if TYPE_CHECKING:
    from inferwire_codegen.load import SchemaChanges, Specs, TaskSource
    from inferwire_codegen.source import Source

Schema: TypeAlias = dict[str, Any]
Direction: TypeAlias = Literal["input", "output"]

COMMON = "common"
ROOTS = {"input": "Input", "output": "Output", "stream_output": "StreamOutput"}
PROSE = frozenset({"description"})
IGNORED = frozenset({"$id", "$schema", "example", "discriminator", "comment", "format"})
BOUNDS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength"})


class Bundle(Struct, frozen=True, kw_only=True):
    """The definitions of one task.

    Attributes:
        roots: Names of the definitions of the task's input, output and stream output, where it has them.
        definitions: All that the roots reach and the common module does not hold.
    """

    task: str
    roots: dict[str, str]
    definitions: dict[str, Schema]


class Schemas(Struct, frozen=True, kw_only=True):
    """The definitions of all tasks, and those that several share."""

    bundles: dict[str, Bundle]
    common: dict[str, Schema]

    def find(self, task: str, name: str) -> Schema:
        """Give a definition that a task uses."""
        own = self.bundles[task].definitions
        return own[name] if name in own else self.common[name]


def build_schemas(specs: Specs, problems: Problems) -> Schemas:
    """Bundle, clean and change the schemas of all tasks."""
    common = {
        name: _clean(definition, name, specs.common, problems)
        for name, definition in copy.deepcopy(specs.common.data.get("definitions", {})).items()
    }
    bundles = {task.name: _bundle(task, common, problems) for task in specs.tasks}
    for bundle in bundles.values():
        _share(bundle, common)
    _share_repeated(bundles, common)
    for task in specs.tasks:
        _direct(bundles[task.name], common)
    return Schemas(bundles=bundles, common=common)


def _bundle(task: TaskSource, common: dict[str, Schema], problems: Problems) -> Bundle:
    definitions: dict[str, Schema] = {}
    roots: dict[str, str] = {}
    for part, source in task.schemas.items():
        if part not in ROOTS:
            problems.add(source.place(), f"no such schema '{part}'; {suggestion(part, ROOTS)}")
            continue
        document: Schema = copy.deepcopy(source.data)
        if not isinstance(document, dict):
            problems.add(source.place(), "a schema is an object; write one")
            continue
        local = {**document.pop("$defs", {}), **document.pop("definitions", {})}
        root = f"{camel(task.name)}{ROOTS[part]}"
        title = document.get("title", root)
        if title != root:
            problems.add(source.place("title"), f"the title is '{title}'; write {root}, after the folder")
        for name, definition in {**local, root: document}.items():
            cleaned = _clean(definition, name, source, problems)
            if definitions.get(name, cleaned) != cleaned:
                problems.add(source.place("$defs", name), f"'{name}' stands in two files in two forms; rename one")
            definitions[name] = cleaned
        roots[part] = root
    bundle = Bundle(task=task.name, roots=roots, definitions=definitions)
    _hoist(bundle)
    _change(bundle, common, task, problems)
    _hoist(bundle)
    _prune(bundle)
    _check_references(bundle, common, task, problems)
    return bundle


def _clean(schema: Schema, name: str, source: Source, problems: Problems) -> Schema:
    """Undo what upstream's schemas write in ways that mean something else to a type generator."""
    return cast("Schema", _walk(schema, lambda node: _clean_node(node, name, source, problems)))


def _walk(node: Any, function: Callable[[Schema], Schema]) -> Any:
    """Apply ``function`` to every schema in ``node``, from the inside out."""
    if not isinstance(node, dict):
        return node
    result: Schema = {}
    for key, value in node.items():
        if key in ("properties", "patternProperties", "$defs", "definitions") and isinstance(value, dict):
            result[key] = {name: _walk(child, function) for name, child in value.items()}
        elif key in ("items", "additionalProperties", "not"):
            result[key] = _walk(value, function)
        elif key in ("oneOf", "anyOf", "allOf"):
            result[key] = [_walk(child, function) for child in value]
        else:
            result[key] = value
    return function(result)


def _clean_node(node: Schema, name: str, source: Source, problems: Problems) -> Schema:
    if node.get("comment") == "type=binary":
        node = {**node, "type": "string", "contentEncoding": "binary"}
    node = {key: value for key, value in node.items() if key not in IGNORED}
    if isinstance(reference := node.get("$ref"), str):
        node["$ref"] = _reference(reference, source, problems)
        node.pop("title", None)
    if list(node.get("allOf", ())) and len(node["allOf"]) == 1 and "$ref" in node["allOf"][0]:
        node["$ref"] = node.pop("allOf")[0]["$ref"]
    if node.get("type") == "array" and "minLength" in node:
        node["minItems"], node["maxItems"] = node.pop("minLength"), node.pop("maxLength", None)
    for bound in BOUNDS & node.keys():
        del node[bound]  # told in the prose: a bound is the server's, and checked by it
    if "default" in node:
        node["default"] = _default(node["default"])
        if node["default"] is None:
            del node["default"]
    if isinstance(node.get("required"), list) and "properties" in node:
        node["required"] = [_required(word, node["properties"], name, source, problems) for word in node["required"]]
    if "enum" in node and isinstance(node.get("type"), list):
        words = [word for word in node["enum"] if isinstance(word, str)]
        node = {**_only(node, PROSE), "anyOf": [{"type": "boolean"}, {"type": "string", "enum": words}]}
    return _merge_enums(node)


def _only(node: Schema, keys: frozenset[str]) -> Schema:
    return {key: value for key, value in node.items() if key in keys}


def _reference(reference: str, source: Source, problems: Problems) -> str:
    """Give the bare name that a reference leads to; files do not matter any more."""
    known = reference.startswith(("#/$defs/", "#/definitions/", "/inference/schemas/"))
    if not known and not reference.isidentifier():
        problems.add(source.place(), f"the reference '{reference}' leads out of the specs; write #/$defs/<name>")
    return reference.rpartition("/")[2]


def _default(value: Any) -> Any:
    """Read defaults that upstream writes as text."""
    return {"null": None, "true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _required(word: str, properties: Schema, name: str, source: Source, problems: Problems) -> str:
    """Give the property that ``required`` means; upstream spells two of them in camel case."""
    if word in properties:
        return word
    snake = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in word)
    if snake not in properties:
        place = source.place("required") if "required" in source.data else source.place()
        problems.add(place, f"{name} requires '{word}', which it does not have; {suggestion(word, properties)}")
        return word
    return snake


def _merge_enums(node: Schema) -> Schema:
    """Make one enumeration of a choice between single words."""
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


def _hoist(bundle: Bundle) -> None:
    """Give a name to every object that stands inside another schema."""
    definitions = bundle.definitions
    for name in list(definitions):
        definition = definitions[name]
        base = name.removesuffix("Parameters") if name.endswith("Parameters") else name
        for key, child in list(definition.get("properties", {}).items()):
            definition["properties"][key] = _named(child, f"{base}{camel(key)}", definitions)
        if isinstance(definition.get("items"), dict):
            definition["items"] = _named(definition["items"], f"{name}Element", definitions)
        for key in ("oneOf", "anyOf"):
            if key in definition:
                definition[key] = [
                    _named(child, f"{name}{_branch_name(child, index)}", definitions)
                    for index, child in enumerate(definition[key])
                ]


def _branch_name(branch: Schema, index: int) -> str:
    for child in branch.get("properties", {}).values():
        if len(child.get("enum", ())) == 1:
            return camel(child["enum"][0])
    return str(index + 1)


def _named(schema: Schema, name: str, definitions: dict[str, Schema]) -> Schema:
    if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
        return {**schema, "items": _named(schema["items"], f"{name}Element", definitions)}
    if not schema.get("properties"):
        return schema
    title = schema.get("title", "")
    name = title if title[:1].isupper() and title.isidentifier() and title not in definitions else name
    definitions[name] = schema
    return {"$ref": name, **_only(schema, PROSE)}


class _Changes:
    """Applies an overlay; a change that changes nothing is a mistake."""

    def __init__(self, bundle: Bundle, common: dict[str, Schema], task: TaskSource, problems: Problems) -> None:
        self.definitions = bundle.definitions
        self.common = common
        self.source = task.overlay_source
        self.problems = problems

    def definition(self, word: str, name: str) -> Schema | None:
        """Give a definition that the overlay names."""
        if name in self.definitions:
            return self.definitions[name]
        self.problems.add(
            self._place(word, name), f"no such definition '{name}'; {suggestion(name, self.definitions)}"
        )
        return None

    def field(self, word: str, name: str, field: str) -> Schema | None:
        """Give the definition that has a field which the overlay names."""
        definition = self.definition(word, name)
        if definition is None or field in definition.get("properties", {}):
            return definition
        known = definition.get("properties", {})
        self.problems.add(self._place(word, name), f"{name} has no field '{field}'; {suggestion(field, known)}")
        return None

    def idle(self, word: str, name: str) -> None:
        """Note a change that changes nothing."""
        self.problems.add(self._place(word, name), f"'{word}' of {name} changes nothing; remove it")

    def _place(self, word: str, name: str) -> Place:
        place = self.source.key_place("schema", word, name)
        names = self.source.data["schema"][word]
        return self.source.place("schema", word, names.index(name)) if isinstance(names, list) else place


def _change(bundle: Bundle, common: dict[str, Schema], task: TaskSource, problems: Problems) -> None:
    """Apply the task's overlay."""
    overlay: SchemaChanges = task.overlay.schema
    changes = _Changes(bundle, common, task, problems)
    definitions = bundle.definitions
    for old, new in overlay.rename.items():
        if (definition := changes.definition("rename", old)) is not None:
            definitions[new] = definition
            del definitions[old]
            _rename_references(definitions, {old: new})
    for name, definition in overlay.define.items():
        if name in definitions:
            changes.idle("define", name)
        definitions[name] = _clean(copy.deepcopy(definition), name, task.overlay_source, problems)
    for name, definition in overlay.replace.items():
        if changes.definition("replace", name) is not None:
            definitions[name] = _clean(copy.deepcopy(definition), name, task.overlay_source, problems)
    for name in overlay.flatten:
        if (definition := changes.definition("flatten", name)) is not None:
            flat = _flatten(definition, definitions)
            if flat == definition:
                changes.idle("flatten", name)
            definitions[name] = flat
    for name, patch in overlay.patch.items():
        if (definition := changes.definition("patch", name)) is not None:
            patched = _merge_patch(definition, patch)
            if patched == definition:
                changes.idle("patch", name)
            definitions[name] = _clean(patched, name, task.overlay_source, problems)
    for name in overlay.open:
        if (definition := changes.definition("open", name)) is not None:
            if "enum" not in definition:
                changes.idle("open", name)
            definitions[name] = {**_only(definition, PROSE), "anyOf": [_without_prose(definition), {"type": "string"}]}
    for name, fields in overlay.optional.items():
        for field in fields:
            if (definition := changes.field("optional", name, field)) is not None:
                if field not in definition.get("required", ()):
                    changes.idle("optional", f"{name}")
                definition["required"] = [word for word in definition.get("required", ()) if word != field]
    for name, defaults in overlay.default.items():
        for field, value in defaults.items():
            if (definition := changes.field("default", name, field)) is not None:
                definition["properties"][field]["default"] = value
                definition["required"] = sorted({*definition.get("required", ()), field})
    for name, fields in overlay.media.items():
        for field in fields:
            if (definition := changes.field("media", name, field)) is not None:
                prose = _only(definition["properties"][field], PROSE)
                definition["properties"][field] = {**prose, "customTypePath": "inferwire_runtime.media.Media"}
    for name, other in overlay.same.items():
        if changes.definition("same", name) is not None and changes.definition("same", other) is not None:
            del definitions[name]
            _rename_references(definitions, {name: other})


def _without_prose(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in PROSE}


def _flatten(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """Make one object of a choice between objects: what every branch requires stays required."""
    if "$ref" in schema:
        return _flatten(definitions[schema["$ref"]], definitions)
    properties: Schema = {}
    required: set[str] | None = None
    for key in ("oneOf", "anyOf", "allOf"):
        for branch in schema.get(key, ()):
            flat = _flatten(branch, definitions)
            for name, child in flat.get("properties", {}).items():
                properties[name] = _merge_property(properties.get(name), child)
            own = set(flat.get("required", ()))
            if key == "allOf":
                required = own | (required or set())
            else:
                required = own if required is None else required & own
    properties.update(schema.get("properties", {}))
    needed = sorted((required or set()) | set(schema.get("required", ())))
    rest = {name: value for name, value in schema.items() if name not in ("oneOf", "anyOf", "allOf")}
    return {**rest, "type": "object", "properties": properties, "required": needed}


def _merge_property(first: Schema | None, second: Schema) -> Schema:
    """Merge a property that two branches have: a word each makes an enumeration of both."""
    if first is None or first == second:
        return second
    if "enum" in first and "enum" in second:
        return {**first, "enum": list(dict.fromkeys([*first["enum"], *second["enum"]]))}
    return {**_only(first, PROSE), "anyOf": [_without_prose(first), _without_prose(second)]}


def _merge_patch(target: Any, patch: Any) -> Any:
    """Apply an RFC 7396 merge patch."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merge_patch(result.get(key), value)
    return result


def references(schema: Any) -> Iterator[str]:
    """Give the names of the definitions that a schema uses."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def _rename_references(definitions: dict[str, Schema], names: dict[str, str]) -> None:
    def rename(node: Schema) -> Schema:
        if node.get("$ref") in names:
            node["$ref"] = names[node["$ref"]]
        return node

    for name in definitions:
        definitions[name] = _walk(definitions[name], rename)


def _reached(roots: list[str], definitions: dict[str, Schema]) -> set[str]:
    """Give the names of the definitions that the roots reach."""
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in definitions and name not in seen:
            seen.add(name)
            waiting.extend(references(definitions[name]))
    return seen


def _prune(bundle: Bundle) -> None:
    reached = _reached(list(bundle.roots.values()), bundle.definitions)
    for name in bundle.definitions.keys() - reached:
        del bundle.definitions[name]


def _check_references(bundle: Bundle, common: dict[str, Schema], task: TaskSource, problems: Problems) -> None:
    known = bundle.definitions.keys() | common.keys()
    for name, definition in bundle.definitions.items():
        for reference in references(definition):
            if reference not in known:
                where = next(iter(task.schemas.values())).place()
                problems.add(where, f"{name} refers to '{reference}'; {suggestion(reference, known)}")


def _share(bundle: Bundle, common: dict[str, Schema]) -> None:
    """Leave what the common module already has to it."""
    for name in bundle.definitions.keys() & common.keys():
        del bundle.definitions[name]


def _share_repeated(bundles: dict[str, Bundle], common: dict[str, Schema]) -> None:
    """Move what several tasks define alike to the common module."""
    holders: dict[str, list[Bundle]] = {}
    for bundle in bundles.values():
        for name in bundle.definitions:
            holders.setdefault(name, []).append(bundle)
    for name, several in sorted(holders.items()):
        if len(several) > 1:
            common[name] = several[0].definitions[name]
            for bundle in several:
                del bundle.definitions[name]


def _direct(bundle: Bundle, common: dict[str, Schema]) -> None:
    """Spell null and defaults for the direction in which each definition travels."""
    everything = {**common, **bundle.definitions}
    sent = _reached([bundle.roots["input"]], everything) if "input" in bundle.roots else set[str]()
    received = _reached([name for part, name in bundle.roots.items() if part != "input"], everything)
    for name in sorted(sent | received):
        definition = everything[name]
        definition["x-direction"] = "output" if name in received else "input"
        spell = _spell_output if name in received else _spell_input
        holder = common if name in common else bundle.definitions
        holder[name] = spell(definition)


def _spell_input(definition: Schema) -> Schema:
    """Optional is left out; null is sent only where the server takes it; a server's default stays the server's."""
    for name, child in definition.get("properties", {}).items():
        child.pop("default", None)
        if child.pop("nullable", False):
            definition["properties"][name] = _or_null(child)
    return definition


def _or_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), list):
        return schema
    return {**_only(schema, PROSE), "anyOf": [_without_prose(schema), {"type": "null"}]}


def _spell_output(definition: Schema) -> Schema:
    """What a server may leave out, it may also set to null."""
    required = set(definition.get("required", ()))
    for name, child in definition.get("properties", {}).items():
        if name in required and "default" not in child:
            if child.pop("nullable", False):
                definition["properties"][name] = _or_null(child)
        elif "default" not in child or name not in required:
            child.pop("default", None)
            child["nullable"] = True
    return definition


def dump(schema: Any) -> str:
    """Write a schema as JSON, the same on every machine."""
    return json.dumps(schema, ensure_ascii=False, indent=1)
