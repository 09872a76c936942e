"""Python types and functions in place of JSON Schemas, in the arguments of calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import UnionType
from typing import Any, TypeAlias

from inferwire_runtime.arguments import is_type
from inferwire_runtime.jsontypes import Json, is_object, is_sequence

PythonType: TypeAlias = type[Any] | UnionType
"""A type whose JSON Schema is sent, such as a dataclass."""

ToolInputs: TypeAlias = Sequence[Callable[..., Any] | Mapping[str, Any]]
"""Tools: functions, which `Tool` is as well, or mappings that describe them."""


def as_response_format(type_: Any, argument: str) -> dict[str, Json]:
    """Return OpenAI's ``response_format`` for a type.

    Raises:
        InputError: If the type has no JSON schema.
    """
    from inferwire_runtime.structured import OutputFormat  # only for calls with a type

    return OutputFormat(type_, argument=argument).response_format


def as_grammar_format(type_: Any, argument: str) -> dict[str, Json]:
    """Return the ``grammar`` of Text Generation Inference for a type.

    Raises:
        InputError: If the type has no JSON schema.
    """
    from inferwire_runtime.structured import OutputFormat  # only for calls with a type

    return {"type": "json", "value": OutputFormat(type_, argument=argument).schema}


def as_tools(tools: Any, _argument: str) -> list[Json]:
    """Return the definitions of tools, in which functions are described by their signatures and docstrings.

    Raises:
        InputError: If a function has no schema, or two tools have the same name.
    """
    from inferwire_runtime.tools import Tool, check_names  # only for calls with functions

    definitions: list[Json] = [
        tool.definition if isinstance(tool, Tool) else Tool(tool).definition if callable(tool) else tool
        for tool in tools
    ]
    check_names(definitions)
    return definitions


def has_functions(tools: Any) -> bool:
    """Return whether an argument is a list of tools of which some are functions."""
    return is_sequence(tools) and any(not is_object(tool) and callable(tool) for tool in tools)


FORMS: dict[str, tuple[Callable[[Any], bool], Callable[[Any, str], Json]]] = {
    "type": (is_type, as_response_format),
    "grammar type": (is_type, as_grammar_format),
    "list of functions": (has_functions, as_tools),
}
"""For the words of an argument: whether a value is for it, and how it is sent."""


def convert_argument(name: str, value: Any, kinds: Sequence[str]) -> Json:
    """Return what is sent for a type or for functions; None if the value is neither.

    Raises:
        InputError: If it has no JSON schema.
    """
    for kind in kinds:
        if kind in FORMS and FORMS[kind][0](value):
            return FORMS[kind][1](value, name)
    return None
