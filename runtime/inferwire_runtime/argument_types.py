"""Check the types of a call's arguments before anything is sent.

Types are words from the task's schema, joined by " or ": ``string``, ``int``, ``number``, ``bool``, ``mapping``,
``list``, ``list of strings``, ``list of mappings``, ``messages``, and ``type``, ``grammar type`` or
``list of functions``, whose JSON Schema is sent. Only values that JSON has are judged by them:
models, dataclasses, arrays and the like are left to the encoder.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import Any, TypeGuard

from inferwire_runtime.arguments import is_omitted
from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import Json, is_list, is_object, is_sequence

PLAIN: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "bool": (bool,),
    "int": (int,),
    "number": (int, float),
    "mapping": (dict,),
    "list": (list, tuple),
}
JUDGED = (str, bytes, bytearray, memoryview, bool, int, float, complex, list, tuple, dict, set, frozenset, type)
PHRASES = {"int": "an int", "messages": "a list of messages", "grammar type": "a type"}
SCHEMA_INPUTS = "inferwire_runtime.schema_inputs"
FORMS = frozenset({"type", "grammar type", "list of functions"})  # what stands for a JSON Schema
DICTS = {dict}
MAX_ITEMS = 10_000  # of a list that are checked


class _PlainTypes(dict[str, frozenset[type]]):
    """The types that are valid whatever the value, by the kinds that an argument accepts."""

    def __missing__(self, words: str) -> frozenset[type]:
        types = frozenset(type_ for kind in words.split(" or ") for type_ in PLAIN.get(kind, ()))
        self[words] = types
        return types


_plain_types = _PlainTypes()


def check_parameters(parameters: Mapping[str, Json], types: Mapping[str, str], group: str | None) -> dict[str, Json]:
    """Return the parameters that were passed.

    Args:
        parameters: All parameters, None if not passed.
        types: The type of each parameter.
        group: Name of the parameter whose fields are arguments themselves.

    Raises:
        InputError: If a parameter has the wrong type.
    """
    passed: dict[str, Json] = {}
    for name, value in parameters.items():
        if value is None:
            continue
        if name == group and is_object(value):
            value = check_parameters(value, types, None) or None
        elif (words := types.get(name)) is None:
            value = None if is_omitted(value) else value
        elif type(value) not in _plain_types[words]:
            value = check_argument(name, value, words)
        if value is not None:
            passed[name] = value
    return passed


def is_plainly(value: Json, words: str) -> bool:
    """Return whether an input has the most common form: a string, or a list of dicts for messages."""
    if words == "messages":
        return is_list(value) and type(value) is list and set(map(type, value)) == DICTS
    return type(value) is str and words.startswith("string")


def check_argument(name: str, value: Json, words: str, *, takes_lists: bool = False) -> Json:
    """Return the value of an argument, or None if it is openai's marker for one that was not passed.

    Raises:
        InputError: If the value has the wrong type.
    """
    if type(value) in _plain_types[words]:
        return value
    kinds = words.split(" or ")
    if not FORMS.isdisjoint(kinds):
        convert = import_module(SCHEMA_INPUTS).convert_argument  # by name, like handlers: few calls need it
        if (converted := convert(name, value, kinds)) is not None:
            return converted
    if any(_fits(value, kind) for kind in kinds):
        return value
    if is_omitted(value):
        return None
    if hasattr(value, "dtype") and getattr(value, "shape", None) == ():
        value = value.item()  # a NumPy number
    if takes_lists and is_sequence(value):
        if not value:
            raise InputError(f"`{name}` is an empty list; pass at least one {words}")
        return [check_argument(f"{name}[{index}]", item, words) for index, item in enumerate(value)]
    if any(_fits(value, kind) for kind in kinds) or not isinstance(value, (*JUDGED, type(None))):
        return value
    raise InputError(f"`{name}` must be {a_phrase(words)}, got {_describe(value, kinds)}")


def _fits(value: Any, kind: str) -> bool:
    """Return whether a value is of a kind."""
    match kind:
        case "string":
            return isinstance(value, str)
        case "bool":
            return isinstance(value, bool)
        case "int":
            return not isinstance(value, bool) and (
                isinstance(value, int) or (isinstance(value, float) and value.is_integer())
            )
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "mapping":
            return isinstance(value, Mapping)
        case "list":
            return _is_collection(value)
        case "type" | "grammar type" | "list of functions":
            return False  # such a value was converted
        case "list of strings":
            return _is_collection(value) and not any(
                (isinstance(item, JUDGED) and not isinstance(item, str)) or item is None
                for _, item in zip(range(MAX_ITEMS), value, strict=False)
            )
        case _:
            is_full = kind != "messages" or (is_sequence(value) and len(value) > 0)
            return is_sequence(value) and is_full and all(map(_may_be_mapping, value))


def _is_collection(value: Any) -> TypeGuard[Collection[Any]]:
    return isinstance(value, (list, tuple, set, frozenset))


def _may_be_mapping(item: Any) -> bool:
    return isinstance(item, Mapping) or not (item is None or isinstance(item, JUDGED))


def a_phrase(words: str) -> str:
    """Return the type of an argument for an error message."""
    return " or ".join(PHRASES.get(kind, f"a {kind}") for kind in words.split(" or "))


def _describe(value: Any, kinds: list[str]) -> str:
    """Describe a value, and the first item of a list that is wrong."""
    if value is None:
        return "None"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if is_sequence(value):
        if not value:
            return "an empty list"
        for kind in kinds:
            for index, item in enumerate(value):
                if kind == "list of strings" and not isinstance(item, str):
                    return f"{describe(item)} at index {index}"
                if kind in ("list of mappings", "messages") and not _may_be_mapping(item):
                    return f"{describe(item)} at index {index}"
    return describe(value)
