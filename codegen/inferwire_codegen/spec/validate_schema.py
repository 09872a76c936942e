"""Validate JSON Schemas keyword by keyword before code is generated from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.naming import is_class
from inferwire_codegen.spec.validate import described
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.spec.diagnostics import Place, Problems
    from inferwire_codegen.spec.source import Path_, Source

References: TypeAlias = "dict[str, Place]"

MARK = "TO BE WRITTEN"  # in place of prose in schemas that were copied from upstream without theirs
TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
TEXTS = frozenset({"$id", "$schema", "$ref", "comment", "contentEncoding", "description", "format", "title"})
NAMED = frozenset({"$defs", "definitions", "properties"})
CHOICES = frozenset({"allOf", "anyOf", "oneOf"})
LENGTHS = frozenset({"maxItems", "maxLength", "minItems", "minLength"})
FREE = frozenset(
    {"const", "default", "discriminator", "example", "exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"}
)
KEYWORDS = (
    TEXTS | NAMED | CHOICES | LENGTHS | FREE | {"additionalProperties", "enum", "items", "nullable", "required", "type"}
)
LOCAL = ("#/$defs/", "#/definitions/", "/inference/schemas/")


def validate_schema(schema: Any, source: Source, path: Path_, problems: Problems) -> References:
    """Report the problems of the schema at ``path``, and return the place of the first reference to each definition."""
    checker = _Checker(source, problems)
    checker.schema(schema, path)
    return checker.references


def snake_property(word: str) -> str:
    """Return the property that an entry of ``required`` refers to if upstream writes the entry in camel case."""
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in word)


class _Checker:
    def __init__(self, source: Source, problems: Problems) -> None:
        self.source = source
        self.problems = problems
        self.references: References = {}

    def _add(self, path: Path_, text: str) -> None:
        self.problems.add(self.source.place(*path), text)

    def _add_kind(self, path: Path_, name: str, expected: str, value: Any, remedy: str) -> None:
        self._add(path, f"{name} must be {expected}, not {described(value)}; write {remedy}")

    def schema(self, data: Any, path: Path_) -> None:
        """Validate a schema and all schemas nested in it."""
        if not is_object(data):
            self._add_kind(path, "a schema", "a mapping", data, 'one, such as {"type": "string"}')
            return
        for word, value in data.items():
            self._keyword(word, value, data, (*path, word))

    def _keyword(self, word: str, value: Any, schema: dict[str, Any], path: Path_) -> None:
        if word not in KEYWORDS:
            place = self.source.key_place(*path)
            self.problems.add(place, f"no such keyword '{word}' in a schema; {suggestion(word, KEYWORDS)}")
        elif word in TEXTS:
            self._text(word, value, path)
        elif word in NAMED:
            self._named(word, value, path)
        elif word in CHOICES:
            self._choice(word, value, path)
        elif word == "items" or (word == "additionalProperties" and not isinstance(value, bool)):
            self.schema(value, path)
        elif word == "required":
            self._required(value, schema, path)
        elif word == "enum":
            self._enum(value, path)
        elif word == "type":
            self._type(value, path)
        elif word == "nullable" and not isinstance(value, bool):
            self._add_kind(path, "'nullable'", "true or false", value, "one of the two")
        elif word in LENGTHS and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            self._add_kind(path, f"'{word}'", "an int ≥ 0", value, "one")

    def _text(self, word: str, value: Any, path: Path_) -> None:
        if not isinstance(value, str):
            self._add_kind(path, f"'{word}'", "a string", value, "one")
        elif value == MARK:
            self._add(path, f"'{word}' is not written yet; describe this in your own words")
        elif word == "$ref":
            if not value.startswith(LOCAL) and not is_class(value):
                self._add(path, f"the reference '{value}' points outside the specs; write #/$defs/<name>")
            self.references.setdefault(value.rpartition("/")[2], self.source.place(*path))

    def _named(self, word: str, value: Any, path: Path_) -> None:
        if not is_object(value):
            self._add_kind(path, f"'{word}'", "a mapping of names to schemas", value, "one")
            return
        for name, child in value.items():
            place = self.source.key_place(*path, name)
            if word != "properties" and not is_class(name):
                self.problems.add(place, f"a type cannot be named '{name}'; write a name such as TextInput")
            elif not name or not name.isprintable() or "\\" in name or '"' in name:
                text = "a name that no decoder accepts; remove quotes, backslashes and control characters"
                self.problems.add(place, text)
            self.schema(child, (*path, name))

    def _choice(self, word: str, value: Any, path: Path_) -> None:
        if not is_list(value) or not value:
            self._add_kind(path, f"'{word}'", "a list of schemas", value, "at least one")
            return
        for index, child in enumerate(value):
            self.schema(child, (*path, index))

    def _required(self, value: Any, schema: dict[str, Any], path: Path_) -> None:
        if not is_list(value):
            self._add_kind(path, "'required'", "a list of properties", value, "one")
            return
        properties = schema.get("properties")
        for index, word in enumerate(value):
            if not isinstance(word, str):
                self._add_kind((*path, index), "what 'required' lists", "names of properties", word, "a string")
            elif is_object(properties) and not {word, snake_property(word)} & properties.keys():
                self._add((*path, index), f"there is no property '{word}' to require; {suggestion(word, properties)}")

    def _enum(self, value: Any, path: Path_) -> None:
        if not is_list(value) or not value:
            self._add_kind(path, "'enum'", "a list of words", value, "at least one")
            return
        for index, word in enumerate(value):
            if not isinstance(word, str | int):
                self._add_kind((*path, index), "a word of an 'enum'", "a string, an int, true or false", word, "one")

    def _type(self, value: Any, path: Path_) -> None:
        kinds = value if is_list(value) else [value]
        for index, kind in enumerate(kinds):
            if not isinstance(kind, str) or kind not in TYPES:
                where = (*path, index) if is_list(value) else path
                self._add(where, f"'{kind}' is not a type; {suggestion(str(kind), TYPES)}")
