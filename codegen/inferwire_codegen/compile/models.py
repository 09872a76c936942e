"""Generate types with datamodel-code-generator: Structs for responses, TypedDicts for requests.

`spec.json_schema` interprets our schemas; this module only converts them to the form that the generator expects.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datamodel_code_generator import InputFileType, LiteralType, PythonVersion, generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter

from inferwire_codegen.spec.diagnostics import one_line
from inferwire_codegen.spec.json_schema import COMMON, Schemas
from inferwire_codegen.spec.naming import snake
from inferwire_codegen.spec.schema_changes import TAGS
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.spec.definitions import Schema
    from inferwire_codegen.spec.json_schema import Direction

HEADER = "# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`."
RESULTS = "inferwire_runtime.results"
TEMPLATES = Path(__file__).parents[1] / "templates" / "types"
STRUCTS = {
    "custom_template_dir": TEMPLATES,
    "additional_imports": ["typing.ClassVar", "typing.Literal"],
    "output_model_type": DataModelType.MsgspecStruct,
    "base_class": f"{RESULTS}.Model",
    "keyword_only": True,
}
DICTS = {"output_model_type": DataModelType.TypingTypedDict}


def render_models(schemas: Schemas, direction: Direction, containers: frozenset[str]) -> dict[str, str]:
    """Generate the types of one direction.

    Args:
        schemas: The definitions of all tasks.
        direction: ``output`` for Structs, ``input`` for TypedDicts.
        containers: Definitions that need no type, such as the complete input.

    Returns:
        The text of each module, keyed by module name; modules without types are omitted.
    """
    documents = {snake(task): bundle.definitions for task, bundle in schemas.bundles.items()} | {COMMON: schemas.common}
    chosen = {
        module: {
            name: definition
            for name, definition in definitions.items()
            if definition.get("x-direction") == direction and name not in containers
        }
        for module, definitions in documents.items()
    }
    module_of = {name: module for module, definitions in chosen.items() for name in definitions}
    with tempfile.TemporaryDirectory() as folder:
        sources, target = Path(folder, "schemas"), Path(folder, "types")
        sources.mkdir()
        for module, definitions in chosen.items():
            if definitions:
                document = {"$defs": {name: _located(each, module, module_of) for name, each in definitions.items()}}
                (sources / f"{module}.json").write_text(json.dumps(document), encoding="utf-8")
        bases = dict.fromkeys(_response_roots(schemas), f"{RESULTS}.ResponseModel") | schemas.bases
        _generate(sources, target, {**STRUCTS, "base_class_map": bases} if direction == "output" else DICTS)
        return {
            path.stem: _with_docstring(path.read_text(encoding="utf-8"), path.stem, direction)
            for path in sorted(target.glob("*.py"))
            if path.stem != "__init__"
        }


def _response_roots(schemas: Schemas) -> set[str]:
    """Return the names of the definitions of complete results and of stream items."""
    found: set[str] = set()
    for task, bundle in schemas.bundles.items():
        for part, root in bundle.roots.items():
            if part != "input":
                schema = schemas.find(task, root)
                choices = (*schema.get("anyOf", ()), *schema.get("oneOf", ()))
                found |= {root} | {choice["$ref"] for choice in choices if "$ref" in choice}
    return found


def _with_docstring(text: str, module: str, direction: Direction) -> str:
    owner = "shared by several tasks" if module == COMMON else f"of the {module.replace('_', '-')} task"
    noun = "Response" if direction == "output" else "Request"
    text = re.sub(r"\bAny \| None\b", "Any", text)
    text = re.sub(r"\(\s*default_factory=lambda: convert\(\{\}, type=(\w+)\)\s*\)", r"(default_factory=\1)", text)
    text = text.replace("from msgspec import convert, field\n", "from msgspec import field\n")
    text = re.sub(r"(list\[\w+\]) = field\(default_factory=list\)", r"\1 = field(default_factory=\1)", text)
    return text.replace(HEADER, f'{HEADER}\n"""{noun} types {owner}."""', 1)


def _generate(sources: Path, target: Path, kind: dict[str, Any]) -> None:
    config = GenerateConfig(
        input_file_type=InputFileType.JsonSchema,
        output=target,
        target_python_version=PythonVersion.PY_311,
        use_annotated=False,
        field_constraints=False,
        enum_field_as_literal=LiteralType.All,
        strict_nullable=True,
        apply_default_values_for_required_fields=True,
        use_tuple_for_fixed_length_arrays=True,
        use_title_as_name=False,
        use_schema_description=True,
        use_field_description=True,
        use_inline_field_description=True,
        use_single_line_docstring=True,
        use_exact_imports=True,
        use_double_quotes=True,
        use_union_operator=True,
        use_standard_collections=True,
        skip_root_model=True,
        strict_refs=True,
        allow_remote_refs=False,
        formatters=[Formatter.BUILTIN],
        use_type_checking_imports=False,
        disable_timestamp=True,
        disable_future_imports=False,
        custom_file_header=HEADER,
        **kind,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        generate(sources, config=config)


def _located(schema: Any, module: str, module_of: dict[str, str]) -> Any:
    """Return a schema with its references rewritten as paths, as the generator expects."""
    if is_list(schema):
        return [_located(item, module, module_of) for item in schema]
    if not is_object(schema):
        return schema
    result: Schema = {
        key: _located(value, module, module_of) for key, value in schema.items() if key not in ("x-direction", TAGS)
    }
    if is_object(tags := schema.get(TAGS)):
        mapping = {tag: f"#/$defs/{name}" for tag, name in tags.items()}
        result["discriminator"] = {"propertyName": "type", "mapping": mapping}
    name = schema.get("$ref")
    if isinstance(name, str):
        file = "" if module_of[name] == module else f"{module_of[name]}.json"
        result["$ref"] = f"{file}#/$defs/{name}"
    if is_object(items := result.get("items")) and "$ref" in items:
        result["items"] = {"$ref": items["$ref"]}  # a description next to a reference would make it a second class
    if result.get("type") == ["object", "null"] and is_object(result.get("additionalProperties")):
        own = {"type": "object", "additionalProperties": result.pop("additionalProperties")}
        del result["type"]  # the generator drops the type of the values if the type is a list
        result["anyOf"] = [own, {"type": "null"}]
    for word in ("title", "contentEncoding"):
        if isinstance(result.get(word), str):
            del result[word]
    if isinstance(prose := result.get("description"), str):
        result["description"] = one_line(prose)
    return result
