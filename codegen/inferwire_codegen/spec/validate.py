"""Validate plain data against the Structs for spec files, reporting every problem instead of only the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec
from msgspec import inspect

from inferwire_codegen.spec.diagnostics import Problems, nearest, shortened, suggestion
from inferwire_codegen.spec.language import MIGRATE, OTHER_WORDS, RENAMED, VERSION
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inferwire_codegen.spec.source import Data, Path_, Source

T = TypeVar("T")

KINDS = {
    bool: "true or false",
    int: "an int",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "a mapping",
}
EXPRESSION = "an expression"


def read_as(source: Source, type_: type[T], problems: Problems) -> T | None:
    """Return the data of ``source`` as a ``type_``, or record all problems in the data."""
    if not source.is_readable:
        return None
    before = len(problems.found)
    _check(source, (), source.data, inspect.type_info(type_), problems)
    if len(problems.found) > before:
        return None
    return msgspec.convert(source.data, type_)


def _check(source: Source, path: Path_, data: Data, info: inspect.Type, problems: Problems) -> None:
    match info:
        case inspect.Metadata():
            _check(source, path, data, info.type, problems)
        case inspect.StructType():
            _check_struct(source, path, data, info, problems)
        case inspect.DictType():
            if not is_object(data):
                _add_kind(source, path, data, "a mapping", problems)
                return
            for key, value in data.items():
                _check(source, (*path, key), value, info.value_type, problems)
        case inspect.ListType() | inspect.VarTupleType():
            if not is_list(data):
                _add_kind(source, path, data, "a list", problems)
                return
            for index, item in enumerate(data):
                _check(source, (*path, index), item, info.item_type, problems)
        case inspect.IntType() if isinstance(data, int) and abs(data) >= 2**63:
            problems.add(source.place(*path), f"{_name(path)} is too large; write a smaller number")
        case inspect.UnionType():
            _check_union(source, path, data, info, problems)
        case inspect.LiteralType():
            if type(data) not in map(type, info.values) or data not in info.values:
                words = [value for value in info.values if isinstance(value, str)]
                remedy = (
                    suggestion(data if isinstance(data, str) else "", words) if words else f"write {info.values[0]}"
                )
                problems.add(source.place(*path), f"{_name(path)} cannot be {described(data)}; {remedy}")
        case _:
            expected = _expected(info)
            if expected is not None and not _is_kind(data, info):
                _add_kind(source, path, data, expected, problems)


def _check_struct(source: Source, path: Path_, data: Data, info: inspect.StructType, problems: Problems) -> None:
    if not is_object(data):
        _add_kind(source, path, data, "a mapping", problems)
        return
    fields = {field.encode_name: field for field in info.fields}
    renamed = RENAMED.get(info.cls, {})
    for key, value in data.items():
        if key in fields:
            _check(source, (*path, key), value, fields[key].type, problems)
        else:
            where = f" in {_name(path)}" if path else ""
            hint = _suggested(key, fields)
            if key in renamed:
                command = f"{MIGRATE} {source.name}"
                hint = f"write '{renamed[key]}', as version {VERSION} names it; `{command}` does so in older files"
            problems.add(source.key_place(*path, key), f"there is no key '{key}'{where}; {hint}")
    meant = {_meant(key, fields) for key in data if key not in fields}
    for name, field in fields.items():
        if field.required and name not in data and name not in meant:
            where = f" in {_name(path)}" if path else ""
            problems.add(source.place(*path), f"'{name}' is missing{where}; add it")


def _meant(key: str, fields: Iterable[str]) -> str | None:
    """Return the key that an unknown one stands for: another word for it, or the closest one."""
    return next((word for word in OTHER_WORDS.get(key, ()) if word in fields), None) or nearest(key, fields)


def _suggested(key: str, fields: Iterable[str]) -> str:
    """Return what to write instead of an unknown key."""
    meant = _meant(key, fields)
    return suggestion(key, fields) if meant is None else f"did you mean '{meant}'?"


def _check_union(source: Source, path: Path_, data: Data, info: inspect.UnionType, problems: Problems) -> None:
    """Validate against the branch that matches the kind of the data, or report all branches if none matches."""
    if data is None and info.includes_none:
        return
    branches = [branch for branch in info.types if not isinstance(branch, inspect.NoneType)]
    for branch in branches:
        if _is_kind(data, branch):
            _check(source, path, data, branch, problems)
            return
    if len(branches) == 1 and isinstance(branches[0], inspect.LiteralType):
        _check(source, path, data, branches[0], problems)
        return
    _add_kind(source, path, data, " or ".join(dict.fromkeys(_expected(b) or "a value" for b in branches)), problems)


def _is_kind(data: Data, info: inspect.Type) -> bool:
    match info:
        case inspect.Metadata():
            return _is_kind(data, info.type)
        case inspect.AnyType():
            return True
        case inspect.BoolType():
            return isinstance(data, bool)
        case inspect.IntType():
            return isinstance(data, int) and not isinstance(data, bool)
        case inspect.FloatType():
            return isinstance(data, (int, float)) and not isinstance(data, bool)
        case inspect.StrType():
            return isinstance(data, str)
        case inspect.LiteralType():
            return isinstance(data, type(info.values[0]))
        case inspect.ListType() | inspect.VarTupleType():
            return is_list(data)
        case inspect.DictType() | inspect.StructType():
            return is_object(data)
        case _:
            raise TypeError(f"a spec file cannot contain {info}")


def _expected(info: inspect.Type) -> str | None:
    match info:
        case inspect.Metadata():
            schema = cast("dict[str, Any]", info.extra_json_schema or {})  # pyright: ignore[reportUnknownMemberType]
            return EXPRESSION if schema.get("pattern") == "^=" else _expected(info.type)
        case inspect.BoolType():
            return KINDS[bool]
        case inspect.IntType():
            return KINDS[int]
        case inspect.FloatType():
            return KINDS[float]
        case inspect.StrType() | inspect.LiteralType():
            return KINDS[str]
        case inspect.ListType() | inspect.VarTupleType():
            return KINDS[list]
        case inspect.DictType() | inspect.StructType():
            return KINDS[dict]
        case _:
            return None


def _add_kind(source: Source, path: Path_, data: Data, expected: str, problems: Problems) -> None:
    name = _name(path) if path else "the file"
    is_bare = isinstance(data, bool | int | float) and KINDS[str] in expected
    remedy = f'write it in quotes, as "{shortened(source.raw(*path))}"' if is_bare else f"write {expected}"
    if expected == EXPRESSION:
        remedy = "write one that begins with '=', such as =a.b"
    if isinstance(data, str) and expected == KINDS[list]:
        remedy = f"write [{shortened(data)}]"
    problems.add(source.place(*path), f"{name} must be {expected}, not {described(data)}; {remedy}")


def described(data: Data) -> str:
    """Describe a value in a message: strings and numbers literally, other values by their kind."""
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int | float):
        return f"the number {shortened(str(data))}"
    if isinstance(data, str):
        return f"the string '{shortened(data)}'" if data else "an empty string"
    kind = KINDS[list] if is_list(data) else KINDS[dict]
    return kind if data else kind.replace("a ", "an empty ")


def _name(path: Path_) -> str:
    """Return the name of a value in messages: its key, or its number for a list item."""
    match path:
        case (*above, int(index)):
            return f"item {index + 1} of {_name(tuple(above))}"
        case (*_, name):
            return f"'{name}'"
        case _:
            return "the file"
