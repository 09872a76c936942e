"""From a task's JSON Schemas to definitions that a type generator understands: bundled, cleaned, changed by overlays.

Every definition gets a name, and a direction: what is sent and what is received are typed differently.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from msgspec import Struct

from inferwire_codegen.errors import suggestion
from inferwire_codegen.names import camel, is_class
from inferwire_codegen.wellformed import References, check_schema, snake_property
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from inferwire_codegen.errors import Place, Problems
    from inferwire_codegen.load import SchemaChanges, Specs, TaskSource
    from inferwire_codegen.source import Source

Schema: TypeAlias = dict[str, Any]
Direction: TypeAlias = Literal["input", "output"]

COMMON = "common"
MEDIUM = "inferwire_runtime.media.Media"
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
    """Bundle, clean and change the schemas of all tasks.

    Raises:
        SpecError: They are no schemas, or do not go together.
    """
    references = {task.name: _check(task, problems) for task in specs.tasks}
    shared = check_schema(specs.common.data, specs.common, (), problems)
    problems.raise_if_any()
    common = {name: _clean(each) for name, each in copy.deepcopy(specs.common.data.get("definitions", {})).items()}
    bundles = {task.name: _bundle(task, common, references[task.name], problems) for task in specs.tasks}
    _check_references(common, common, shared, problems)
    _check_circles(common, common, problems, specs.common)
    for task in specs.tasks:
        own = bundles[task.name].definitions
        _check_circles(own, {**common, **own}, problems, *task.schemas.values())
    for bundle in bundles.values():
        _share(bundle, common)
    _share_repeated(bundles, common, specs, problems)
    problems.raise_if_any()
    for task in specs.tasks:
        _direct(bundles[task.name], common)
    return Schemas(bundles=bundles, common=common)


def _check(task: TaskSource, problems: Problems) -> References:
    """Check the words of a task's schemas; give where each definition is first named."""
    references: References = {}
    for part, source in task.schemas.items():
        if part not in ROOTS:
            problems.add(source.place(), f"no such schema '{part}'; {suggestion(part, ROOTS)}")
            continue
        references = check_schema(source.data, source, (), problems) | references
        root = f"{camel(task.name)}{ROOTS[part]}"
        title = source.data.get("title", root) if is_object(source.data) else root
        if title != root:
            problems.add(source.place("title"), f"the title is '{title}'; write {root}, after the folder")
    overlay, source = task.overlay.schema, task.overlay_source
    for word, schemas in (("define", overlay.define), ("replace", overlay.replace)):
        for name, schema in schemas.items():
            references = check_schema(schema, source, ("schema", word, name), problems) | references
    for word, names in (("rename", overlay.rename.values()), ("define", overlay.define)):
        for old, name in zip(getattr(overlay, word), names, strict=True):
            if not is_class(name):
                place = source.key_place("schema", word, old)
                problems.add(place, f"a type cannot be called '{name}'; write a name such as TextInput")
    return references


def _bundle(task: TaskSource, common: dict[str, Schema], references: References, problems: Problems) -> Bundle:
    definitions: dict[str, Schema] = {}
    roots: dict[str, str] = {}
    for part, source in task.schemas.items():
        document: Schema = copy.deepcopy(source.data)
        local = {**document.pop("$defs", {}), **document.pop("definitions", {})}
        root = f"{camel(task.name)}{ROOTS[part]}"
        for name, definition in {**local, root: document}.items():
            cleaned = _clean(definition)
            if definitions.get(name, cleaned) != cleaned:
                problems.add(place_of(name, source), f"'{name}' stands in two files in two forms; rename one")
            definitions[name] = cleaned
        roots[part] = root
    bundle = Bundle(task=task.name, roots=roots, definitions=definitions)
    _hoist(bundle, task, problems)
    references = _change(bundle, common, task, problems) | references
    _hoist(bundle, task, problems)
    _prune(bundle)
    for name in task.overlay.schema.define:
        if name not in bundle.definitions:
            place = task.overlay_source.key_place("schema", "define", name)
            problems.add(place, f"nothing refers to {name}; refer to it, or remove it")
    _check_references(bundle.definitions, {**common, **bundle.definitions}, references, problems)
    return bundle


def place_of(name: str, *sources: Source) -> Place:
    """Give where a definition stands, or else where its file begins."""
    for source in sources:
        for word in ("$defs", "definitions"):
            if source.has_key(word, name):
                return source.key_place(word, name)
    return sources[0].place()


def _clean(schema: Schema) -> Schema:
    """Undo what upstream's schemas write in ways that mean something else to a type generator."""
    return cast("Schema", _walk(schema, _clean_node))


def _walk(node: Any, function: Callable[[Schema], Schema]) -> Any:
    """Apply ``function`` to every schema in ``node``, from the inside out."""
    if not is_object(node):
        return node
    result: Schema = {}
    for key, value in node.items():
        if key in ("properties", "patternProperties", "$defs", "definitions") and is_object(value):
            result[key] = {name: _walk(child, function) for name, child in value.items()}
        elif key in ("items", "additionalProperties", "not"):
            result[key] = _walk(value, function)
        elif key in ("oneOf", "anyOf", "allOf"):
            result[key] = [_walk(child, function) for child in value]
        else:
            result[key] = value
    return function(result)


def _clean_node(node: Schema) -> Schema:
    if node.get("comment") == "type=binary":
        node = {**node, "type": "string", "contentEncoding": "binary"}
    node = {key: value for key, value in node.items() if key not in IGNORED}
    if isinstance(reference := node.get("$ref"), str):
        node["$ref"] = reference.rpartition("/")[2]  # files do not matter any more
        node.pop("title", None)
    if list(node.get("allOf", ())) and len(node["allOf"]) == 1 and "$ref" in node["allOf"][0]:
        node["$ref"] = node.pop("allOf")[0]["$ref"]
    if node.get("type") == "array" and "minLength" in node:
        node["minItems"] = node.pop("minLength")
        if "maxLength" in node:
            node["maxItems"] = node.pop("maxLength")
    for bound in BOUNDS & node.keys():
        del node[bound]  # told in the prose: a bound is the server's, and checked by it
    if "default" in node:
        node["default"] = _default(node["default"])
        if node["default"] is None:
            del node["default"]
    if is_list(node.get("required")) and "properties" in node:
        known = node["properties"]
        node["required"] = [word if word in known else snake_property(word) for word in node["required"]]
    if "enum" in node and is_list(node.get("type")):
        words = [word for word in node["enum"] if isinstance(word, str)]
        node = {**_only(node, PROSE), "anyOf": [{"type": "boolean"}, {"type": "string", "enum": words}]}
    return _merge_enums(node)


def _only(node: Schema, keys: frozenset[str]) -> Schema:
    return {key: value for key, value in node.items() if key in keys}


def _default(value: Any) -> Any:
    """Read defaults that upstream writes as text."""
    return {"null": None, "true": True, "false": False}.get(value, value) if isinstance(value, str) else value


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


def _hoist(bundle: Bundle, task: TaskSource, problems: Problems) -> None:
    """Give a name to every object that stands inside another schema."""
    definitions = bundle.definitions
    waiting = list(definitions)

    def named(schema: Schema, name: str) -> Schema:
        if schema.get("type") == "array" and is_object(schema.get("items")):
            return {**schema, "items": named(schema["items"], f"{name}Element")}
        if not schema.get("properties"):
            return schema
        title = schema.get("title", "")
        name = title if is_class(title) and title not in definitions else name
        if name in definitions or not is_class(name):
            place = place_of(name, *task.schemas.values())
            problems.add(place, f"an object within {task.name} would be called '{name}', too; give it another title")
        definitions[name] = schema
        waiting.append(name)
        return {"$ref": name, **_only(schema, PROSE)}

    while waiting:
        name = waiting.pop(0)
        definition = definitions[name]
        base = name.removesuffix("Parameters")
        for key, child in definition.get("properties", {}).items():
            definition["properties"][key] = named(child, f"{base}{camel(key)}")
        if is_object(definition.get("items")):
            definition["items"] = named(definition["items"], f"{name}Element")
        for key in ("oneOf", "anyOf"):
            if key in definition:
                definition[key] = [
                    named(child, f"{name}{_branch_name(child, index)}") for index, child in enumerate(definition[key])
                ]


def _branch_name(branch: Schema, index: int) -> str:
    for child in branch.get("properties", {}).values():
        if len(child.get("enum", ())) == 1:
            return camel(str(child["enum"][0]))
    return str(index + 1)


class _Changes:
    """Applies an overlay; a change that changes nothing is a mistake."""

    def __init__(self, bundle: Bundle, common: dict[str, Schema], task: TaskSource, problems: Problems) -> None:
        self.definitions = bundle.definitions
        self.common = common
        self.source = task.overlay_source
        self.overlay: SchemaChanges = task.overlay.schema
        self.problems = problems
        self.references: References = {}

    def apply(self) -> None:
        """Make all changes, in the order in which `SchemaChanges` names them."""
        self._rename()
        self._define()
        self._replace()
        self._flatten()
        self._patch()
        self._open()
        self._optional()
        self._default()
        self._same()
        self._media()

    def _rename(self) -> None:
        for old, new in self.overlay.rename.items():
            definition = self._find("rename", old)
            if definition is None:
                continue
            if new in self.definitions:
                self._add_value(f"there is a '{new}' already; choose another name", "rename", old)
                continue
            del self.definitions[old]
            self.definitions[new] = definition
            _rename_references(self.definitions, {old: new})

    def _define(self) -> None:
        for name, definition in self.overlay.define.items():
            if name in self.definitions:
                self._add(f"there is a '{name}' already; change it under 'replace' or 'patch'", "define", name)
            self.definitions[name] = _clean(copy.deepcopy(definition))

    def _replace(self) -> None:
        for name, definition in self.overlay.replace.items():
            self._put("replace", name, self._find("replace", name), _clean(copy.deepcopy(definition)))

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
                check_schema(patched, self.source, ("schema", "patch", name), self.problems) | self.references
            )
            if len(self.problems.found) > before:
                continue
            self._put("patch", name, definition, _clean(patched))

    def _open(self) -> None:
        for index, name in enumerate(self.overlay.open):
            definition = self._find("open", index, name)
            if definition is None:
                continue
            opened = {**_only(definition, PROSE), "anyOf": [_without_prose(definition), {"type": "string"}]}
            self._put("open", name, definition, opened if "enum" in definition else definition, index)

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

    def _same(self) -> None:
        for name, other in self.overlay.same.items():
            if self._find("same", name) is None:
                continue
            if name == other:
                self._idle("same", name, name)
                continue
            if other not in self.definitions:
                self._add_value(f"no such definition '{other}'; {suggestion(other, self.definitions)}", "same", name)
                continue
            del self.definitions[name]
            _rename_references(self.definitions, {name: other})

    def _media(self) -> None:
        for name, fields in self.overlay.media.items():
            for index, field in enumerate(fields):
                if (definition := self._find_field("media", name, field, index)) is not None:
                    medium = {**_only(definition["properties"][field], PROSE), "customTypePath": MEDIUM}
                    changed = {**definition, "properties": {**definition["properties"], field: medium}}
                    self._put("media", name, definition, changed, name, index)

    def _put(self, word: str, name: str, old: Schema | None, new: Schema, *at: str | int) -> None:
        """Put a changed definition in its place."""
        if old is None:
            return
        if old == new:
            self._idle(word, name, *(at or (name,)))
        self.definitions[name] = new

    def _find(self, word: str, at: str | int, name: str | None = None) -> Schema | None:
        """Give a definition that the overlay names at a key or position of the list or mapping ``word``."""
        name = str(at) if name is None else name
        if name not in self.definitions:
            self._add(f"no such definition '{name}'; {suggestion(name, self.definitions)}", word, at)
        return self.definitions.get(name)

    def _find_field(self, word: str, name: str, field: str, at: str | int) -> Schema | None:
        """Give the definition that has a field which the overlay names."""
        definition = self._find(word, name)
        if definition is None or field in definition.get("properties", {}):
            return definition
        known = definition.get("properties", {})
        self._add(f"{name} has no field '{field}'; {suggestion(field, known)}", word, name, at)
        return None

    def _idle(self, word: str, name: str, *at: str | int) -> None:
        self._add(f"'{word}' of {name} changes nothing; remove it", word, *at)

    def _add_value(self, text: str, *at: str | int) -> None:
        self.problems.add(self.source.place("schema", *at), text)

    def _add(self, text: str, *at: str | int) -> None:
        self.problems.add(self.source.key_place("schema", *at), text)


def _change(bundle: Bundle, common: dict[str, Schema], task: TaskSource, problems: Problems) -> References:
    """Apply the task's overlay; give where its patches name definitions."""
    changes = _Changes(bundle, common, task, problems)
    changes.apply()
    return changes.references


def _bare(schema: Any) -> Any:
    """Give a schema without prose, at any depth."""
    return _walk(schema, _without_prose)


def _without_prose(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in PROSE}


def _flatten(schema: Schema, definitions: dict[str, Schema], above: frozenset[str] = frozenset()) -> Schema:
    """Make one object of a choice between objects: what every branch requires stays required.

    A branch that is one of ``above``, within which it stands, adds nothing to it.
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
    """Merge a property that two branches have: a word each makes an enumeration of both."""
    if first is None or first == second:
        return second
    if "enum" in first and "enum" in second:
        return {**first, "enum": list(dict.fromkeys([*first["enum"], *second["enum"]]))}
    return {**_only(first, PROSE), "anyOf": [_without_prose(first), _without_prose(second)]}


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


def references(schema: Any) -> Iterator[str]:
    """Give the names of the definitions that a schema uses."""
    if is_object(schema):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif is_list(schema):
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


def _check_references(
    definitions: Mapping[str, Schema], known: Mapping[str, Schema], places: References, problems: Problems
) -> None:
    for name, definition in definitions.items():
        for reference in references(definition):
            if reference not in known:
                problems.add(places[reference], f"{name} refers to '{reference}'; {suggestion(reference, known)}")


def _check_circles(
    names: Iterable[str], definitions: Mapping[str, Schema], problems: Problems, *sources: Source
) -> None:
    """Note definitions that lead back to themselves without an object between, which no type can say."""
    aliases = {name: schema for name, schema in definitions.items() if "properties" not in schema}
    for name in sorted(aliases.keys() & names):
        if name in _reached(list(references(aliases[name])), aliases):
            text = f"{name} is made of itself alone; let it lead to an object with properties, or to a plain type"
            problems.add(place_of(name, *sources), text)


def _share(bundle: Bundle, common: dict[str, Schema]) -> None:
    """Leave what the common module already has to it."""
    for name in bundle.definitions.keys() & common.keys():
        del bundle.definitions[name]


def _share_repeated(bundles: dict[str, Bundle], common: dict[str, Schema], specs: Specs, problems: Problems) -> None:
    """Move what several tasks define alike to the common module."""
    holders: dict[str, list[Bundle]] = {}
    for bundle in bundles.values():
        for name in bundle.definitions:
            holders.setdefault(name, []).append(bundle)
    for name, several in sorted(holders.items()):
        if len(several) > 1:
            for other in several[1:]:
                if _bare(other.definitions[name]) != _bare(several[0].definitions[name]):
                    task = next(task for task in specs.tasks if task.name == other.task)
                    text = f"{several[0].task} has another '{name}'; rename one, in the schema or its overlay"
                    problems.add(place_of(name, *task.schemas.values()), text)
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
    if is_list(schema.get("type")):
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
