"""Make a value for every parameter of a task from its type, so that a request shows where each one goes."""

from __future__ import annotations

import collections.abc
import json
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx

FIRST_NUMBER = 101  # numbers that no sample has, so that each is found again
FUNCTION: Any = collections.abc.Callable  # a request holds none, so a mapping that is taken as well is the example


def example_values(function: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return a value for each of the named parameters of a client's method; numbers and strings occur once."""
    hints = typing.get_type_hints(function, include_extras=True)
    return {name: _value(hints[name], name, number) for number, name in enumerate(names, FIRST_NUMBER)}


def _value(hint: Any, name: str, number: int) -> Any:
    """Return a value of a type; *name* is in its strings."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (typing.Annotated, typing.NotRequired, typing.Required):
        return _value(arguments[0], name, number)
    if origin in (Union, types.UnionType):
        kinds = [each for each in arguments if each is not types.NoneType and get_origin(each) is not FUNCTION]
        return _value(next((each for each in kinds if typing.is_typeddict(each)), kinds[0]), name, number)
    if origin is Literal:
        return arguments[0]
    if hint is bool:
        return True
    if hint in (int, float):
        return number if hint is int else number + 0.5
    if typing.is_typeddict(hint):
        fields = typing.get_type_hints(hint)
        required = sorted(hint.__required_keys__)
        return {key: _value(fields[key], f"{name}.{key}", number + 1000 * at) for at, key in enumerate(required)}
    if origin in (list, collections.abc.Sequence):
        return [_value(arguments[0], name, number)]
    if origin in (dict, collections.abc.Mapping):
        return {"key": _value(arguments[1], name, number)}
    return f"<{name}>"


def unseen(requests: Sequence[httpx.Request], values: Mapping[str, Any], renames: Mapping[str, str]) -> Iterator[str]:
    """Yield lines about the parameters that the first request lacks, and about those that it has twice."""
    if not requests:
        return
    keys, leaves = _parts(requests[0])
    missing: list[str] = []
    twice: list[str] = []
    for name, value in values.items():
        leaf = _leaf(value)
        found = leaves.count(leaf)
        if not found and not keys & {name, renames.get(name, name)}:
            missing.append(name)
        if found > 1 and leaf not in ("", "true"):
            twice.append(name)
    if missing:
        yield f"not sent: {', '.join(missing)}"
    if twice:
        yield f"sent twice: {', '.join(twice)}"


def _parts(request: httpx.Request) -> tuple[set[str], list[str]]:
    """Return the names of all fields of a request, and its values as strings."""
    keys, leaves = set(request.url.params.keys()), list(request.url.params.values())
    content, kind = request.content, request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        for part in content.split(b"--" + kind.rpartition("boundary=")[2].encode())[1:-1]:
            head, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
            keys.add(head.decode(errors="replace").partition('name="')[2].partition('"')[0].removesuffix("[]"))
            leaves.append(value.decode(errors="replace"))
    elif kind.startswith("application/json"):
        waiting = [json.loads(content)]
        while waiting:
            value = waiting.pop()
            if is_object(value):
                keys.update(value)
                waiting += value.values()
            elif is_list(value):
                waiting += value
            else:
                leaves.append(_leaf(value))
    return keys, leaves


def _leaf(value: Any) -> str:
    """Return the innermost first value of an example as a string."""
    while is_object(value) or is_list(value):
        if not value:
            return ""
        value = next(iter(value.values() if is_object(value) else value))
    return value if isinstance(value, str) else json.dumps(value)
