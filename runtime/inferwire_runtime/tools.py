"""Python functions as tools: schemas from signatures and docstrings, and arguments from a model's text."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Union, Unpack, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, UnsetType

from inferwire_runtime.docstrings import read_docstring
from inferwire_runtime.errors import InputError, clip, describe, publish
from inferwire_runtime.jsontypes import Json, is_mapping, is_object
from inferwire_runtime.structured import pydantic_adapter, with_inlined_root

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
EMPTY = inspect.Parameter.empty
DICT: Any = dict  # of types that are known at run time
NAMED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


class Tool:
    """A Python function that a model can call.

    The schema of its parameters is read from the annotations and defaults, and their descriptions from the docstring or
    from ``Annotated[int, "how many"]``.

    Args:
        function: A regular or an async function, or any other callable.
        name: Name for the model. Default: the name of the function.
        description: What the function does, for the model. Default: its docstring.

    Attributes:
        function: The function.
        name: Name for the model.
        description: What the function does.
        parameters: JSON schema of the parameters.
        is_async: Whether the function is awaited.

    Raises:
        InputError: If the function has no signature, or a parameter has no JSON schema.
    """

    def __init__(
        self, function: Callable[..., Any], *, name: str | None = None, description: str | None = None
    ) -> None:
        if not callable(function):
            raise InputError(f"a tool must be a function, got {describe(function)}")
        self.function = function
        inner = _unwrap(function)
        self.name = name or getattr(inner, "__name__", None) or type(inner).__name__
        if not NAME.fullmatch(self.name):
            text = f"{clip(self.name)!r} is not a valid tool name, which has up to 64 letters, digits, _ and -"
            raise InputError(f"{text}; pass Tool(function, name=...)")
        summary, texts = read_docstring(_docstring(inner))
        self.description = summary if description is None else description
        self.is_async = any(
            inspect.iscoroutinefunction(each) or inspect.isasyncgenfunction(each)
            for each in (inner, type(inner).__call__)
        )
        try:
            self._signature = inspect.signature(function)
            hints = get_type_hints(inner if _has_annotations(inner) else type(inner).__call__, include_extras=True)
        except (TypeError, ValueError, NameError) as exc:
            raise InputError(f"the signature of the tool {self.name!r} cannot be read: {exc}") from None
        if inspect.isclass(inner):
            hints = {**hints, **_hints_of_class(inner)}
        self._fields = dict(self._named_parameters(hints))
        self._other_type = self._type_of_others(hints)
        self._reader = self._build_reader()
        self.parameters = self._describe(texts)

    def __repr__(self) -> str:
        return f"Tool({self.name}{self._signature})"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        return self.function(*args, **kwargs)

    @property
    def definition(self) -> dict[str, Any]:
        """The item of ``tools`` that describes the function."""
        function = {"name": self.name, "description": self.description, "parameters": self.parameters}
        return {"type": "function", "function": {key: value for key, value in function.items() if value != ""}}

    def bind(self, text: str) -> Callable[[], Any]:
        """Return a function without parameters that calls the tool with a model's arguments.

        Args:
            text: The arguments: a JSON object.

        Raises:
            ValueError: If they do not match the parameters.
        """
        values = self._reader(text if text.strip() else "{}")
        only = [each for each in self._signature.parameters.values() if each.kind is inspect.Parameter.POSITIONAL_ONLY]
        while only and only[-1].name not in values:
            only.pop()  # those before the last one that was passed keep their places by their defaults
        positional = [values.pop(each.name, each.default) for each in only]
        return partial(self.function, *positional, **values)

    def _named_parameters(self, hints: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
        """Yield the name, type and default of each parameter."""
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in NAMED:
                yield name, (hints.get(name, Any), parameter.default)
            elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                raise InputError(f"the tool {self.name!r} takes *{name}, which a model cannot pass by name")

    def _type_of_others(self, hints: dict[str, Any]) -> Any:
        """Return the type of the values of ``**names``."""
        parameters = self._signature.parameters.values()
        own = next((item.name for item in parameters if item.kind is inspect.Parameter.VAR_KEYWORD), None)
        type_ = hints.get(own, Any) if own is not None else Any
        return Any if get_origin(type_) is Unpack else type_

    @property
    def _takes_any(self) -> bool:
        return any(item.kind is inspect.Parameter.VAR_KEYWORD for item in self._signature.parameters.values())

    def _build_reader(self) -> Callable[[str], dict[str, Any]]:
        """Return the function that converts arguments."""
        types = [*(type_ for type_, _ in self._fields.values()), self._other_type]
        try:
            if any(pydantic_adapter(inner) is not None for inner in types):
                return self._with_pydantic()
            return self._with_msgspec()
        except (TypeError, ValueError, RuntimeError) as exc:
            if "pydantic" in sys.modules and isinstance(exc, TypeError):
                try:
                    return self._with_pydantic()
                except (TypeError, ValueError, RuntimeError):
                    pass  # the first reason is the better one
            reason = str(exc).partition("\n")[0]
            raise InputError(f"a parameter of the tool {self.name!r} has no JSON schema: {reason}") from None

    def _with_msgspec(self) -> Callable[[str], dict[str, Any]]:
        fields: list[Any] = [
            (name, type_) if default is EMPTY else (name, Union[type_, UnsetType], UNSET)  # noqa: UP007 - at run time
            for name, (type_, default) in self._fields.items()
        ]
        arguments: Any = msgspec.defstruct(
            self.name.replace("-", "_") or "arguments",
            fields,
            kw_only=True,
            forbid_unknown_fields=not self._takes_any,
        )
        self._schema: dict[str, Any] = with_inlined_root(msgspec.json.schema(arguments))
        with_names = DICT[str, self._other_type]

        def read(text: str) -> dict[str, Any]:
            decoded = msgspec.json.decode(text, type=arguments, strict=False)
            values = {name: getattr(decoded, name) for name in self._fields}
            others: dict[str, Any] = {}
            if self._takes_any:
                others = {key: value for key, value in msgspec.json.decode(text).items() if key not in self._fields}
                others = msgspec.convert(others, with_names, strict=False)
            return {name: value for name, value in values.items() if value is not UNSET} | others

        return read

    def _with_pydantic(self) -> Callable[[str], dict[str, Any]]:
        import pydantic  # the caller has it

        create: Any = pydantic.create_model
        names: dict[str, str] = {}  # of parameters, by the names of fields
        fields: dict[str, Any] = {}
        for name, (type_, default) in self._fields.items():
            own: Any = ... if default is EMPTY else default
            if name.startswith("_") or hasattr(pydantic.BaseModel, name):  # no name of a field
                field = f"parameter_{name.strip('_')}"
                fields[field], names[field] = (type_, pydantic.Field(own, alias=name)), name
            else:
                fields[name], names[name] = (type_, own), name
        config = {"extra": "allow" if self._takes_any else "forbid", "protected_namespaces": ()}
        arguments: Any = create(self.name, __config__=config, **fields)
        self._schema = with_inlined_root(arguments.model_json_schema())
        others: Any = pydantic.TypeAdapter(DICT[str, self._other_type])

        def read(text: str) -> dict[str, Any]:
            decoded = arguments.model_validate_json(text)
            values = {names[field]: getattr(decoded, field) for field in decoded.model_fields_set if field in names}
            more: dict[str, Any] = others.validate_python(decoded.model_extra or {})
            return values | more

        return read

    def _describe(self, texts: dict[str, str]) -> dict[str, Any]:
        """Return the schema of the parameters, with their descriptions and defaults."""
        schema = {key: value for key, value in self._schema.items() if key != "title"}
        properties: dict[str, Any] = {}
        for name, own in schema.get("properties", {}).items():
            type_, default = self._fields[name]
            described: dict[str, Any] = {key: value for key, value in own.items() if key != "title"}
            text = described.get("description") or _annotated_text(type_) or texts.get(name)
            if text:
                described["description"] = text
            if default is not EMPTY and default is not None and "default" not in described:
                described |= _as_default(default)
            properties[name] = described
        closed = {} if self._takes_any else {"additionalProperties": False}
        result = {"type": "object", "properties": properties, "required": schema.get("required", [])}
        return result | ({"$defs": schema["$defs"]} if "$defs" in schema else {}) | closed


publish(Tool)


def _unwrap(function: Any) -> Any:
    """Return the function inside `functools.partial`."""
    while isinstance(function, partial):
        function = function.func
    return function


def _docstring(function: Any) -> str | None:
    """Return the docstring of a function, or of the ``__call__`` of a callable object."""
    if inspect.isroutine(function):
        return function.__doc__
    if inspect.isclass(function):
        return None if (function.__doc__ or "").startswith(f"{function.__name__}(") else function.__doc__
    return type(function).__call__.__doc__ or type(function).__doc__


def _has_annotations(function: Any) -> bool:
    return inspect.isroutine(function) or inspect.isclass(function)


def _hints_of_class(cls: type) -> dict[str, Any]:
    function: Any = vars(cls).get("__init__")
    return get_type_hints(function, include_extras=True) if inspect.isfunction(function) else {}


def _annotated_text(type_: Any) -> str | None:
    """Return the description in the metadata of an annotated type."""
    for branch in (type_, *get_args(type_)):
        for item in getattr(branch, "__metadata__", ()):
            text = item if isinstance(item, str) else getattr(item, "description", None)
            text = text or getattr(item, "documentation", None)
            if isinstance(text, str) and text:
                return text
    return None


def _as_default(value: Any) -> dict[str, Json]:
    """Return the keyword of a schema for a default; nothing if it is not JSON."""
    try:
        return {"default": msgspec.to_builtins(value)}
    except (TypeError, ValueError):
        return {}


def as_tool_list(tools: Any) -> list[Tool]:
    """Return the tools among functions and tools.

    Raises:
        InputError: If an item is neither, or two have the same name.
    """
    if isinstance(tools, (str, bytes)) or is_mapping(tools) or not isinstance(tools, Iterable):
        raise InputError(f"`tools` must be a list of functions, got {describe(tools)}")
    found: list[Tool] = []
    for tool in cast("list[Any]", tools):
        if is_mapping(tool):
            raise InputError("`tools` has a mapping, which cannot be called; pass functions, or use chat_completion()")
        found.append(tool if isinstance(tool, Tool) else Tool(tool))
    check_names([tool.definition for tool in found])
    return found


def check_names(definitions: list[Json]) -> None:
    """Check that tools have different names.

    Raises:
        InputError: If two have the same.
    """
    names = [
        each["function"].get("name") for each in definitions if is_object(each) and is_object(each.get("function"))
    ]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError(f"two tools are named {twice!r}; pass Tool(function, name=...) for one of the two")
