"""What generated modules load lazily: types that are used only in annotations, and stream calls."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, ForwardRef, ParamSpec

P = ParamSpec("P")
STREAM_CALLS = "inferwire_runtime.stream_calls"


def lazy_types(
    namespace: dict[str, Any],
    names: Mapping[str, tuple[str, ...]],
    *,
    generic: Mapping[str, tuple[str, ...]] = {},
) -> None:
    """Define names of types whose modules are imported only when an annotation is resolved.

    Importing the types of all tasks would take as long as the rest of the client. Instead, each name is a `ForwardRef`,
    which `typing.get_type_hints` evaluates to the type.

    Args:
        namespace: Globals of the module whose annotations use the names.
        names: Names of the types, by the module that defines them.
        generic: Names of generic types, by module; a `ForwardRef` cannot be subscripted.
    """
    for module, types in names.items():
        for name in types:
            namespace[name] = ForwardRef(f"__import__({module!r}, fromlist=[{name!r}]).{name}")
    for module, types in generic.items():
        for name in types:
            namespace[name] = _LazyGeneric(module, name)


class _LazyGeneric:
    """A generic type that is imported when it is subscripted."""

    __slots__ = ("_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __getitem__(self, arguments: Any) -> Any:
        return getattr(import_module(self._module), self._name)[arguments]


def streams_without_await(method: Callable[P, Coroutine[Any, Any, Any]]) -> Callable[P, Any]:
    """Return a method whose streams can be iterated over without ``await``; other calls return the coroutine itself."""

    @wraps(method)
    def call(*args: P.args, **kwargs: P.kwargs) -> Any:
        coroutine = method(*args, **kwargs)
        if (stream := kwargs.get("stream")) is None or stream is False:
            return coroutine
        return import_module(STREAM_CALLS).AsyncStreamCall(coroutine)  # by name, like the types: only for streams

    return call
