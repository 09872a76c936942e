"""Structured output: the JSON schema of a Python type for the request, and a validated value from the response."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, Generic, TypeVar, cast, get_args, get_type_hints, is_typeddict

import msgspec

from inferwire_runtime.arguments import is_type, unreadable
from inferwire_runtime.errors import InputError, ParseError, RefusalError, TruncatedOutputError, clip, describe, publish
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.model_texts import find_json
from inferwire_runtime.untagged_unions import UnionAdapter, find_choices

T = TypeVar("T")

VALUE = "value"  # property around a value of another type than object
LENGTH = frozenset({"length", "max_tokens", "MAX_TOKENS", "model_length"})
FILTERED = frozenset({"content_filter", "refusal", "SAFETY", "safety"})
NOT_STRICT = frozenset({"uniqueItems", "default", "discriminator"})  # keywords that strict mode refuses; checked here


class OutputFormat(Generic[T]):
    """A type as the format of a response.

    It may be a dataclass, a TypedDict, a msgspec Struct, an attrs class or a pydantic model, a union or a list of
    these, a `Literal`, an enumeration, or any other type that msgspec or pydantic describes.

    Attributes:
        type: The type.
        name: Name of the schema.
        schema: JSON schema of the type, an object at its root.
        is_strict: Whether the schema has the form that OpenAI's strict mode requires: every property is required.
    """

    def __init__(self, type_: type[T], *, argument: str = "response_format") -> None:
        """Build the schema of a type.

        Args:
            type_: The type.
            argument: Name of the argument that it was passed as, for the error message.

        Raises:
            InputError: If the type has no JSON schema.
        """
        try:
            is_known = is_type(type_) or bool(get_args(type_))
        except Exception as exc:
            raise unreadable(argument, exc) from exc
        if not is_known:
            raise InputError(f"`{argument}` must be a type, got {describe(type_)}")
        target: Any = type_
        while hasattr(target, "__value__"):  # the alias of a type
            target = target.__value__
        type_ = target
        self.type = type_
        try:
            self._adapter, schema = _describe_type(type_)
        except (TypeError, ValueError, RuntimeError) as exc:  # of msgspec, and of pydantic
            reason = str(exc).partition("\n")[0]
            raise InputError(f"`{argument}` has no JSON schema: {reason}") from None
        title = _name(type_)
        self.name = re.sub(r"[^a-zA-Z0-9_-]+", "_", title)[:64]
        root: dict[str, Any] = with_inlined_root(schema)
        self._is_wrapped = root.get("type") != "object" or "properties" not in root
        if self._is_wrapped:
            definitions = {"$defs": root.pop("$defs")} if "$defs" in root else {}
            root = {"type": "object", "properties": {VALUE: root}, "required": [VALUE], **definitions}
        named: dict[str, Any] = root.get("$defs", {})
        strict = _to_strict(root, named)
        self.is_strict = strict is not None
        self.schema: dict[str, Any] = root if strict is None else strict

    @property
    def response_format(self) -> dict[str, Any]:
        """The parameter ``response_format`` of a chat."""
        return {
            "type": "json_schema",
            "json_schema": {"name": self.name, "schema": self.schema, "strict": self.is_strict},
        }

    def parse(self, text: str, finish_reason: str | None = None, refusal: str | None = None) -> T:
        """Return the value in the text of a message, which may also be in a code block or after reasoning.

        Args:
            text: Content of a message.
            finish_reason: Why the generation stopped.
            refusal: Why the model refused to respond, if it did.

        Raises:
            RefusalError: If the model refused to respond, or a content filter stopped it.
            TruncatedOutputError: If the text was cut at the limit of tokens.
            ParseError: If the text is not JSON that matches the schema.
        """
        error: Exception | None = None
        for candidate in find_json(text):
            try:
                return self._decode(candidate)
            except (msgspec.DecodeError, ValueError, TypeError, RecursionError) as exc:  # pydantic's is a ValueError
                error = error or exc
        raise self._error(text, finish_reason, refusal, error) from error

    def _error(self, text: str, finish_reason: str | None, refusal: str | None, error: Exception | None) -> ParseError:
        """Return the error for a text without a value."""
        facts: dict[str, Any] = {"body": text, "output": text, "finish_reason": finish_reason}
        if refusal or finish_reason in FILTERED:
            why = f"the model refused to respond: {clip(refusal)}" if refusal else "a content filter stopped the model"
            return RefusalError(f"{why}; change the messages", refusal=refusal, **facts)
        reason = "it is empty" if error is None else _first_problem(error)
        mismatch = f"the response does not match {self.name}: {reason}"
        if finish_reason in LENGTH:
            return TruncatedOutputError(f"{mismatch}; it was cut at the limit of tokens: raise max_tokens", **facts)
        problems = "it is empty" if error is None else clip(str(error), 2000)
        hint = "call again, or use a model that supports structured output"
        return ParseError(f"{mismatch}; {hint}", problems=problems, **facts)

    def unwrap(self, data: Json) -> Json:
        """Return JSON without the object around a value of another type."""
        if not self._is_wrapped:
            return data
        return data.get(VALUE) if is_object(data) else None

    def _decode(self, text: str) -> T:
        if self._adapter is not None:
            if not self._is_wrapped:
                return cast("T", self._adapter.validate_json(text))
            return cast("T", self._adapter.validate_python(_unwrap(msgspec.json.decode(text))))
        if not self._is_wrapped:
            return msgspec.json.decode(text, type=self.type, strict=False)
        return msgspec.convert(_unwrap(msgspec.json.decode(text)), self.type, strict=False)


def _first_problem(error: Exception) -> str:
    """Return the first line of an error, or the first error of pydantic, whose first line is a count."""
    if not hasattr(error, "errors"):
        return str(error).partition("\n")[0]
    of_pydantic: Any = error
    first = of_pydantic.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return f"{first['msg']} - at `{place}`" if place else str(first["msg"])


def _name(type_: Any) -> str:
    """Return the name of a type, for the server and in messages."""
    return getattr(type_, "__name__", None) or "output"


publish(OutputFormat)


class _ModelAdapter:
    """The part of pydantic's TypeAdapter that is needed, for a model itself."""

    def __init__(self, model: Any) -> None:
        self.json_schema = model.model_json_schema
        self.validate_json = model.model_validate_json
        self.validate_python = model.model_validate


def pydantic_adapter(type_: Any) -> Any:
    """Return the validator of a pydantic type, or of a list of them; None for other types."""
    if hasattr(type_, "model_json_schema") and hasattr(type_, "model_validate_json"):
        return _ModelAdapter(type_)
    if not any(map(_is_pydantic, _nested(type_))):
        return None
    from pydantic import TypeAdapter  # the caller has it

    return TypeAdapter(type_)


def _describe_type(type_: Any) -> tuple[Any, dict[str, Any]]:
    """Return the validator of a type, None for msgspec, and the schema."""
    adapter = pydantic_adapter(type_)
    try:
        return adapter, _schema_of(type_, adapter)
    except TypeError:
        if adapter is None and (choices := find_choices(type_)):
            return UnionAdapter(type_, choices), UnionAdapter(type_, choices).json_schema()
        if "pydantic" not in sys.modules or adapter is not None:
            raise
        from pydantic import TypeAdapter  # it may contain a type that only pydantic knows

        adapter = TypeAdapter(type_)
        return adapter, _schema_of(type_, adapter)


def _nested(type_: Any, seen: set[int] | None = None) -> Iterator[Any]:
    """Yield a type, its arguments, and the types and metadata of the fields of a dataclass or a TypedDict."""
    yield type_
    arguments: tuple[Any, ...] = get_args(type_)
    if "pydantic" in sys.modules and (is_dataclass(type_) or is_typeddict(type_)):
        seen = set() if seen is None else seen
        if id(type_) in seen:
            return
        seen.add(id(type_))
        try:
            arguments = tuple(get_type_hints(type_, include_extras=True).values())
        except (NameError, TypeError):
            return  # reported with the schema
    for argument in arguments:
        yield from _nested(argument, seen)


def _is_pydantic(type_: Any) -> bool:
    """Return whether only pydantic validates a type, or what is in `Annotated`, such as `pydantic.Field(ge=1)`."""
    if hasattr(type_, "__pydantic_core_schema__") or hasattr(type_, "model_json_schema"):
        return True
    return not isinstance(type_, type) and type(type_).__module__.partition(".")[0] in ("pydantic", "annotated_types")


def _schema_of(type_: Any, adapter: Any) -> dict[str, Any]:
    return dict(msgspec.json.schema(type_) if adapter is None else adapter.json_schema())


def with_inlined_root(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema whose root is not a reference: servers require an object there."""
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return dict(schema)
    definitions: dict[str, Any] = schema.get("$defs", {})
    name = reference.rpartition("/")[2]
    root = dict(definitions[name])
    others = {key: value for key, value in definitions.items() if key != name}
    if f'"{reference}"' in msgspec.json.encode([root, others]).decode():
        others = definitions  # it contains itself
    return {**root, "$defs": others} if others else root


def _to_strict(node: Json, definitions: dict[str, Any]) -> Any:
    """Return a schema with OpenAI's rules: no other properties, and every property required. None if it cannot."""
    if is_list(node):
        items = [_to_strict(item, definitions) for item in node]
        return None if any(item is None for item in items) else items
    if not is_object(node):
        return node
    if not node or "prefixItems" in node or "patternProperties" in node:
        return None  # any value, tuples
    if "$ref" in node and len(node.keys() - {"$defs"}) > 1:  # a reference must be alone
        target = definitions.get(str(node["$ref"]).rpartition("/")[2], {})
        node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    if node.get("type") == "object" and ("properties" not in node or node.get("additionalProperties")):
        return None  # a dictionary with any keys
    result: dict[str, Any] = {}
    for key, value in node.items():
        if key in NOT_STRICT:
            continue
        if key in ("properties", "$defs"):
            strict = {name: _to_strict(child, definitions) for name, child in value.items()}
            if any(child is None for child in strict.values()):
                return None
        elif key in ("items", "anyOf", "oneOf", "allOf"):
            if (strict := _to_strict(value, definitions)) is None:
                return None
        else:
            strict = value
        result["anyOf" if key == "oneOf" else key] = strict
    if "properties" in result:
        result |= {"required": list(result["properties"]), "additionalProperties": False}
    return result


def _unwrap(data: Json) -> Json:
    return data[VALUE] if is_object(data) and VALUE in data else data
