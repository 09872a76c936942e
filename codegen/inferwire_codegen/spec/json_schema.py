"""Bundle a task's JSON Schemas into definitions that the type generator understands.

Definitions are cleaned and changed by overlays. Each definition gets a name and a direction, because requests and
responses are typed differently.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from inferwire_codegen.spec.definitions import (
    PROSE,
    Schema,
    bare,
    clean,
    only,
    place_of,
    reachable,
    references,
    without_prose,
)
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.naming import camel, is_class
from inferwire_codegen.spec.schema_changes import change
from inferwire_codegen.spec.validate_schema import References, validate_schema
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.load import Specs, TaskSource
    from inferwire_codegen.spec.source import Source

Direction: TypeAlias = Literal["input", "output"]

COMMON = "common"
BASES = {
    "response": "inferwire_runtime.chat_models.ChatResponseModel",
    "chunk": "inferwire_runtime.chat_models.ChatChunkModel",
    "message": "inferwire_runtime.chat_models.MessageModel",
    "tool_call": "inferwire_runtime.chat_models.ToolCallModel",
    "function": "inferwire_runtime.chat_models.FunctionModel",
    "usage": "inferwire_runtime.token_usage.UsageModel",
    "transcription": "inferwire_runtime.transcriptions.TranscriptionModel",
    "ranked": "inferwire_runtime.rankings.RankedModel",
    "openai_response": "inferwire_runtime.response_models.ResponseObjectModel",
    "openai_event": "inferwire_runtime.response_models.ResponseEventModel",
    "openai_message": "inferwire_runtime.response_models.ResponseMessageModel",
    "openai_usage": "inferwire_runtime.response_models.ResponseUsageModel",
}
ROOTS = {"input": "Input", "output": "Output", "stream_output": "StreamOutput"}


class Bundle(Struct, frozen=True, kw_only=True):
    """The definitions of one task.

    Attributes:
        roots: Names of the definitions of the task's input, output and stream output, where present.
        definitions: Every definition reachable from the roots, except those in the common module.
    """

    task: str
    roots: dict[str, str]
    definitions: dict[str, Schema]


class Schemas(Struct, frozen=True, kw_only=True):
    """The definitions of all tasks, and the definitions that several tasks share.

    Attributes:
        bundles: Definitions of each task.
        common: Definitions that several tasks share.
        bases: Base class of each definition that has a special one.
    """

    bundles: dict[str, Bundle]
    common: dict[str, Schema]
    bases: dict[str, str]

    def find(self, task: str, name: str) -> Schema:
        """Return a definition that a task uses."""
        own = self.bundles[task].definitions
        return own[name] if name in own else self.common[name]


def build_schemas(specs: Specs, problems: Problems) -> Schemas:
    """Bundle, clean and change the schemas of all tasks.

    Raises:
        SpecError: If a schema is invalid or schemas conflict with each other.
    """
    references = {task.name: _check(task, problems) for task in specs.tasks}
    shared = validate_schema(specs.common.data, specs.common, (), problems)
    problems.raise_if_any()
    common = {name: clean(each) for name, each in copy.deepcopy(specs.common.data.get("definitions", {})).items()}
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
    bases = {name: BASES[part] for task in specs.tasks for name, part in task.overlay.schema.base.items()}
    return Schemas(bundles=bundles, common=common, bases=bases)


def _check(task: TaskSource, problems: Problems) -> References:
    """Validate the keywords of a task's schemas, and return the place of the first reference to each definition."""
    references: References = {}
    for part, source in task.schemas.items():
        if part not in ROOTS:
            problems.add(source.place(), f"there is no schema '{part}'; {suggestion(part, ROOTS)}")
            continue
        references = validate_schema(source.data, source, (), problems) | references
        root = f"{camel(task.name)}{ROOTS[part]}"
        title = source.data.get("title", root) if is_object(source.data) else root
        if title != root:
            problems.add(source.place("title"), f"the title is '{title}'; write {root}, as the folder is named")
    overlay, source = task.overlay.schema, task.overlay_source
    for word, schemas in (("define", overlay.define), ("replace", overlay.replace)):
        for name, schema in schemas.items():
            references = validate_schema(schema, source, ("schema", word, name), problems) | references
    for word, names in (("rename", overlay.rename.values()), ("define", overlay.define)):
        for old, name in zip(getattr(overlay, word), names, strict=True):
            if not is_class(name):
                place = source.key_place("schema", word, old)
                problems.add(place, f"a type cannot be named '{name}'; write a name such as TextInput")
    return references


def _bundle(task: TaskSource, common: dict[str, Schema], references: References, problems: Problems) -> Bundle:
    definitions: dict[str, Schema] = {}
    roots: dict[str, str] = {}
    for part, source in task.schemas.items():
        document: Schema = copy.deepcopy(source.data)
        local = {**document.pop("$defs", {}), **document.pop("definitions", {})}
        root = f"{camel(task.name)}{ROOTS[part]}"
        for name, definition in {**local, root: document}.items():
            cleaned = clean(definition)
            if definitions.get(name, cleaned) != cleaned:
                problems.add(place_of(name, source), f"two files define '{name}' differently; rename one")
            definitions[name] = cleaned
        roots[part] = root
    bundle = Bundle(task=task.name, roots=roots, definitions=definitions)
    _hoist(bundle, task, problems)
    references = change(bundle.definitions, common, task, problems) | references
    _hoist(bundle, task, problems)
    _prune(bundle)
    for name in task.overlay.schema.define:
        if name not in bundle.definitions:
            place = task.overlay_source.key_place("schema", "define", name)
            problems.add(place, f"{name} is never used; refer to it, or remove it")
    _check_references(bundle.definitions, {**common, **bundle.definitions}, references, problems)
    return bundle


def _hoist(bundle: Bundle, task: TaskSource, problems: Problems) -> None:
    """Turn every object nested in another schema into a definition with a name."""
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
            problems.add(place, f"an object in {task.name} would also be named '{name}'; choose another title")
        definitions[name] = schema
        waiting.append(name)
        return {"$ref": name, **only(schema, PROSE)}

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


def _prune(bundle: Bundle) -> None:
    reached = reachable(list(bundle.roots.values()), bundle.definitions)
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
    """Report definitions that refer to themselves without an object in between, which no type can express."""
    aliases = {name: schema for name, schema in definitions.items() if "properties" not in schema}
    for name in sorted(aliases.keys() & names):
        if name in reachable(list(references(aliases[name])), aliases):
            text = f"{name} refers only to itself; let it refer to an object with properties, or to a plain type"
            problems.add(place_of(name, *sources), text)


def _share(bundle: Bundle, common: dict[str, Schema]) -> None:
    """Remove definitions that the common module already has."""
    for name in bundle.definitions.keys() & common.keys():
        del bundle.definitions[name]


def _share_repeated(bundles: dict[str, Bundle], common: dict[str, Schema], specs: Specs, problems: Problems) -> None:
    """Move definitions that several tasks have in common to the common module."""
    holders: dict[str, list[Bundle]] = {}
    for bundle in bundles.values():
        for name in bundle.definitions:
            holders.setdefault(name, []).append(bundle)
    for name, several in sorted(holders.items()):
        if len(several) > 1:
            for other in several[1:]:
                if bare(other.definitions[name]) != bare(several[0].definitions[name]):
                    task = next(task for task in specs.tasks if task.name == other.task)
                    text = f"{several[0].task} defines '{name}' differently; rename one, in the schema or its overlay"
                    problems.add(place_of(name, *task.schemas.values()), text)
            common[name] = several[0].definitions[name]
            for bundle in several:
                del bundle.definitions[name]


def _direct(bundle: Bundle, common: dict[str, Schema]) -> None:
    """Set nulls and defaults as the direction of each definition requires."""
    everything = {**common, **bundle.definitions}
    sent = reachable([bundle.roots["input"]], everything) if "input" in bundle.roots else set[str]()
    received = reachable([name for part, name in bundle.roots.items() if part != "input"], everything)
    for name in sorted(sent | received):
        definition = everything[name]
        definition["x-direction"] = "output" if name in received else "input"
        spell = _spell_output if name in received else _spell_input
        holder = common if name in common else bundle.definitions
        holder[name] = spell(definition)


def _spell_input(definition: Schema) -> Schema:
    """Allow null only where the server accepts it, and drop defaults, which the server applies."""
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
    return {**only(schema, PROSE), "anyOf": [without_prose(schema), {"type": "null"}]}


def _spell_output(definition: Schema) -> Schema:
    """Make fields that a server may omit nullable."""
    required = set(definition.get("required", ()))
    for name, child in definition.get("properties", {}).items():
        if name in required and "default" not in child:
            if child.pop("nullable", False):
                definition["properties"][name] = _or_null(child)
        elif "default" not in child or name not in required:
            child.pop("default", None)
            child["nullable"] = True
    return definition
