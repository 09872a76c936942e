"""Apply the schema changes of an overlay."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from inferwire_codegen.spec.definitions import (
    PROSE,
    Schema,
    clean,
    only,
    references,
    rename_references,
    without_prose,
)
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.validate_schema import References, validate_schema
from inferwire_runtime.jsontypes import is_object

if TYPE_CHECKING:
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.language import SchemaChanges
    from inferwire_codegen.spec.load import TaskSource

TAGS = "x-tags"  # of a union: the branch of each tag
MEDIA = "inferwire_runtime.media.Media"
MEDIA_INPUT = "inferwire_runtime.media.MediaInput"


class _Changes:
    """Applies an overlay's changes; each must change something."""

    def __init__(
        self, definitions: dict[str, Schema], common: dict[str, Schema], task: TaskSource, problems: Problems
    ) -> None:
        self.definitions = definitions
        self.common = common
        self.source = task.overlay_source
        self.overlay: SchemaChanges = task.overlay.schema
        self.problems = problems
        self.references: References = {}

    def apply(self) -> None:
        """Apply all changes, in the order of the fields of `SchemaChanges`."""
        self._rename()
        self._define()
        self._replace()
        self._flatten()
        self._patch()
        self._open_enums()
        self._optional()
        self._default()
        self._tag()
        self._alias()
        self._media()
        self._base()

    def _rename(self) -> None:
        for old, new in self.overlay.rename.items():
            definition = self._find("rename", old)
            if definition is None:
                continue
            if new in self.definitions:
                self._add_value(f"'{new}' already exists; choose another name", "rename", old)
                continue
            del self.definitions[old]
            self.definitions[new] = definition
            rename_references(self.definitions, {old: new})

    def _define(self) -> None:
        for name, definition in self.overlay.define.items():
            if name in self.definitions:
                self._add(f"'{name}' already exists; change it in 'replace' or 'patch'", "define", name)
            self.definitions[name] = clean(copy.deepcopy(definition))

    def _replace(self) -> None:
        for name, definition in self.overlay.replace.items():
            self._put("replace", name, self._find("replace", name), clean(copy.deepcopy(definition)))

    def _flatten(self) -> None:
        known = {**self.common, **self.definitions}
        for index, name in enumerate(self.overlay.flatten):
            definition = self._find("flatten", index, name)
            if definition is None:
                continue
            if missing := sorted(set(references(definition)) - known.keys()):
                self._add(f"{name} refers to '{missing[0]}'; {suggestion(missing[0], known)}", "flatten", index)
                continue
            self._put("flatten", name, definition, _flatten(definition, known, frozenset({name})), index)
            known[name] = self.definitions[name]

    def _patch(self) -> None:
        for name, patch in self.overlay.patch.items():
            definition = self._find("patch", name)
            if definition is None:
                continue
            patched = _merge_patch(definition, patch)
            before = len(self.problems.found)
            self.references = (
                validate_schema(patched, self.source, ("schema", "patch", name), self.problems) | self.references
            )
            if len(self.problems.found) > before:
                continue
            self._put("patch", name, definition, clean(patched))

    def _tag(self) -> None:
        for index, name in enumerate(self.overlay.tagged):
            definition = self._find("tagged", index, name)
            if definition is None:
                continue
            tags: dict[str, str] = {}
            for branch in (*definition.get("oneOf", ()), *definition.get("anyOf", ())):
                known = self.definitions.get(branch.get("$ref", ""), {})
                words = known.get("properties", {}).get("type", {}).get("enum", ())
                if len(words) == 1 and "type" in known.get("required", ()):
                    tags[words[0]] = branch["$ref"]
                else:
                    text = f"a branch of {name} has no required 'type' with a single value; add it"
                    self._add(text, "tagged", index)
                    break
            else:
                if not tags:
                    self._add(f"{name} is not a union of objects; remove it", "tagged", index)
                definition[TAGS] = tags

    def _open_enums(self) -> None:
        for index, name in enumerate(self.overlay.open_enum):
            definition = self._find("open_enum", index, name)
            if definition is None:
                continue
            opened = {**only(definition, PROSE), "anyOf": [without_prose(definition), {"type": "string"}]}
            self._put("open_enum", name, definition, opened if "enum" in definition else definition, index)

    def _optional(self) -> None:
        for name, fields in self.overlay.optional.items():
            for index, field in enumerate(fields):
                if (definition := self._find_field("optional", name, field, index)) is not None:
                    required = definition.get("required", ())
                    changed = {**definition, "required": [word for word in required if word != field]}
                    self._put("optional", name, definition, changed if field in required else definition, name, index)

    def _default(self) -> None:
        for name, defaults in self.overlay.default.items():
            for field, value in defaults.items():
                if (definition := self._find_field("default", name, field, field)) is not None:
                    required = sorted({*definition.get("required", ()), field})
                    fields = definition["properties"]
                    properties = {**fields, field: {**fields[field], "default": value}}
                    changed = {**definition, "properties": properties, "required": required}
                    self._put("default", name, definition, changed, name, field)

    def _alias(self) -> None:
        for name, other in self.overlay.alias_of.items():
            if self._find("alias_of", name) is None:
                continue
            if name == other:
                self._idle("alias_of", name, name)
                continue
            if other not in self.definitions:
                self._add_value(
                    f"there is no definition '{other}'; {suggestion(other, self.definitions)}", "alias_of", name
                )
                continue
            del self.definitions[name]
            rename_references(self.definitions, {name: other})

    def _media(self) -> None:
        inputs = self._requested()
        for name, fields in self.overlay.media.items():
            for index, field in enumerate(fields):
                if (definition := self._find_field("media", name, field, index)) is not None:
                    type_ = MEDIA_INPUT if name in inputs else MEDIA
                    media_file = {**only(definition["properties"][field], PROSE), "customTypePath": type_}
                    changed = {**definition, "properties": {**definition["properties"], field: media_file}}
                    self._put("media", name, definition, changed, name, index)

    def _base(self) -> None:
        for name in self.overlay.base:
            self._find("base", name)

    def _requested(self) -> set[str]:
        """Return the names of the definitions that requests consist of."""
        found: set[str] = set()
        names = [name for name in self.definitions if name.endswith("Input")]
        while names:
            if (name := names.pop()) in found or name not in self.definitions:
                continue
            found.add(name)
            names += references(self.definitions[name])
        return found

    def _put(self, word: str, name: str, old: Schema | None, new: Schema, *at: str | int) -> None:
        """Store a changed definition."""
        if old is None:
            return
        if old == new:
            self._idle(word, name, *(at or (name,)))
        self.definitions[name] = new

    def _find(self, word: str, at: str | int, name: str | None = None) -> Schema | None:
        """Return the definition that the overlay names at a key or index of ``word``."""
        name = str(at) if name is None else name
        if name not in self.definitions:
            self._add(f"there is no definition '{name}'; {suggestion(name, self.definitions)}", word, at)
        return self.definitions.get(name)

    def _find_field(self, word: str, name: str, field: str, at: str | int) -> Schema | None:
        """Return the definition that contains a field named by the overlay."""
        definition = self._find(word, name)
        if definition is None or field in definition.get("properties", {}):
            return definition
        known = definition.get("properties", {})
        self._add(f"{name} has no field '{field}'; {suggestion(field, known)}", word, name, at)
        return None

    def _idle(self, word: str, name: str, *at: str | int) -> None:
        self._add(f"'{word}' has no effect on {name}; remove it", word, *at)

    def _add_value(self, text: str, *at: str | int) -> None:
        self.problems.add(self.source.place("schema", *at), text)

    def _add(self, text: str, *at: str | int) -> None:
        self.problems.add(self.source.key_place("schema", *at), text)


def change(
    definitions: dict[str, Schema], common: dict[str, Schema], task: TaskSource, problems: Problems
) -> References:
    """Apply the task's overlay, and return the places where its patches refer to definitions."""
    changes = _Changes(definitions, common, task, problems)
    changes.apply()
    return changes.references


def _flatten(schema: Schema, definitions: dict[str, Schema], above: frozenset[str] = frozenset()) -> Schema:
    """Merge a union of objects into one object; fields that every branch requires stay required.

    References to ``above``, the definitions being flattened, add nothing.
    """
    if "$ref" in schema:
        name = schema["$ref"]
        return {} if name in above else _flatten(definitions[name], definitions, above | {name})
    properties: Schema = {}
    required: set[str] | None = None
    for key in ("oneOf", "anyOf", "allOf"):
        for branch in schema.get(key, ()):
            flat = _flatten(branch, definitions, above)
            for name, child in flat.get("properties", {}).items():
                properties[name] = _merge_property(properties.get(name), child)
            own = set(flat.get("required", ()))
            before = own if required is None else required
            required = before | own if key == "allOf" else before & own
    properties.update(schema.get("properties", {}))
    needed = sorted((required or set()) | set(schema.get("required", ())))
    rest = {name: value for name, value in schema.items() if name not in ("oneOf", "anyOf", "allOf")}
    return {**rest, "type": "object", "properties": properties, "required": needed}


def _merge_property(first: Schema | None, second: Schema) -> Schema:
    """Merge the schemas of a property in two branches; two enumerations become one."""
    if first is None or first == second:
        return second
    if "enum" in first and "enum" in second:
        return {**first, "enum": list(dict.fromkeys([*first["enum"], *second["enum"]]))}
    return {**only(first, PROSE), "anyOf": [without_prose(first), without_prose(second)]}


def _merge_patch(target: Any, patch: Any) -> Any:
    """Apply an RFC 7396 merge patch."""
    if not is_object(patch):
        return copy.deepcopy(patch)
    result = dict(target) if is_object(target) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merge_patch(result.get(key), value)
    return result
