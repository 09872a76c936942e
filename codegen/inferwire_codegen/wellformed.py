"""Checks that a schema is one, word by word, before anything is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from inferwire_codegen.check import described
from inferwire_codegen.errors import suggestion
from inferwire_codegen.names import is_class
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.errors import Place, Problems
    from inferwire_codegen.source import Path_, Source

References: TypeAlias = "dict[str, Place]"

MARK = "TO BE WRITTEN"  # where prose is missing, since a schema came from upstream without it
TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
TEXTS = frozenset({"$id", "$schema", "$ref", "comment", "contentEncoding", "description", "format", "title"})
NAMED = frozenset({"$defs", "definitions", "properties"})
CHOICES = frozenset({"allOf", "anyOf", "oneOf"})
LENGTHS = frozenset({"maxItems", "maxLength", "minItems", "minLength"})
FREE = frozenset(
    {"const", "default", "discriminator", "example", "exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"}
)
WORDS = (
    TEXTS | NAMED | CHOICES | LENGTHS | FREE | {"additionalProperties", "enum", "items", "nullable", "required", "type"}
)
LOCAL = ("#/$defs/", "#/definitions/", "/inference/schemas/")


def check_schema(schema: Any, source: Source, path: Path_, problems: Problems) -> References:
    """Note what is wrong with a schema that stands at ``path`` of a file; give where each definition is first named."""
    checker = _Checker(source, problems)
    checker.schema(schema, path)
    return checker.references


def snake_property(word: str) -> str:
    """Give the property that ``required`` means where upstream spells it in camel case."""
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in word)


class _Checker:
    def __init__(self, source: Source, problems: Problems) -> None:
        self.source = source
        self.problems = problems
        self.references: References = {}

    def _add(self, path: Path_, text: str) -> None:
        self.problems.add(self.source.place(*path), text)

    def _misfit(self, path: Path_, name: str, expected: str, value: Any, remedy: str) -> None:
        self._add(path, f"{name} must be {expected}, not {described(value)}; write {remedy}")

    def schema(self, data: Any, path: Path_) -> None:
        """Check a schema and all that it holds."""
        if not is_object(data):
            self._misfit(path, "a schema", "a mapping", data, 'one, such as {"type": "string"}')
            return
        for word, value in data.items():
            self._word(word, value, data, (*path, word))

    def _word(self, word: str, value: Any, schema: dict[str, Any], path: Path_) -> None:
        if word not in WORDS:
            place = self.source.key_place(*path)
            self.problems.add(place, f"no such word '{word}' in a schema; {suggestion(word, WORDS)}")
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
            self._misfit(path, "'nullable'", "true or false", value, "one of them")
        elif word in LENGTHS and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            self._misfit(path, f"'{word}'", "a whole number from 0", value, "one")

    def _text(self, word: str, value: Any, path: Path_) -> None:
        if not isinstance(value, str):
            self._misfit(path, f"'{word}'", "a text", value, "one")
        elif value == MARK:
            self._add(path, f"the prose of '{word}' is missing; say in your own words what this is")
        elif word == "$ref":
            if not value.startswith(LOCAL) and not is_class(value):
                self._add(path, f"the reference '{value}' leads out of the specs; write #/$defs/<name>")
            self.references.setdefault(value.rpartition("/")[2], self.source.place(*path))

    def _named(self, word: str, value: Any, path: Path_) -> None:
        if not is_object(value):
            self._misfit(path, f"'{word}'", "a mapping of names to schemas", value, "one")
            return
        for name, child in value.items():
            place = self.source.key_place(*path, name)
            if word != "properties" and not is_class(name):
                self.problems.add(place, f"a type cannot be called '{name}'; write a name such as TextInput")
            elif not name or not name.isprintable() or "\\" in name or '"' in name:
                text = "a name that no decoder takes; write no quotes, backslashes or control characters"
                self.problems.add(place, text)
            self.schema(child, (*path, name))

    def _choice(self, word: str, value: Any, path: Path_) -> None:
        if not is_list(value) or not value:
            self._misfit(path, f"'{word}'", "a list of schemas", value, "at least one")
            return
        for index, child in enumerate(value):
            self.schema(child, (*path, index))

    def _required(self, value: Any, schema: dict[str, Any], path: Path_) -> None:
        if not is_list(value):
            self._misfit(path, "'required'", "a list of properties", value, "one")
            return
        properties = schema.get("properties")
        for index, word in enumerate(value):
            if not isinstance(word, str):
                self._misfit((*path, index), "what 'required' lists", "names of properties", word, "a text")
            elif is_object(properties) and not {word, snake_property(word)} & properties.keys():
                self._add((*path, index), f"there is no property '{word}' to require; {suggestion(word, properties)}")

    def _enum(self, value: Any, path: Path_) -> None:
        if not is_list(value) or not value:
            self._misfit(path, "'enum'", "a list of words", value, "at least one")
            return
        for index, word in enumerate(value):
            if not isinstance(word, str | int):
                self._misfit(
                    (*path, index), "a word of an 'enum'", "a text, a whole number, true or false", word, "one"
                )

    def _type(self, value: Any, path: Path_) -> None:
        kinds = value if is_list(value) else [value]
        for index, kind in enumerate(kinds):
            if not isinstance(kind, str) or kind not in TYPES:
                where = (*path, index) if is_list(value) else path
                self._add(where, f"'{kind}' is no type; {suggestion(str(kind), TYPES)}")
