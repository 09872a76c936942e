"""Callbacks: functions that callers pass, and that run during a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inferwire_runtime.errors import InputError, describe

LISTENERS: list[Callable[[Any], None]] = []  # functions that receive the events of every call, of instrumentation
REMEDY = "pass a regular function, or use AsyncInferenceClient"


def check_callback(name: str, function: Any) -> None:
    """Check that a callback is a function that runs when it is called.

    Raises:
        InputError: If it is not callable, or is a generator function, whose body would never run.
    """
    if not callable(function):
        raise InputError(f"`{name}` must be a function, got {describe(function)}")
    import inspect  # only for callbacks

    if any(inspect.isgeneratorfunction(inner) or inspect.isasyncgenfunction(inner) for inner in _functions(function)):
        raise InputError(f"`{name}` must be a function without `yield`, got a generator function")


def check_listener(name: str, function: Any) -> None:
    """Check that a callback is a regular function, because it is also called where nothing can be awaited.

    Raises:
        InputError: If it is not, or is an asynchronous function.
    """
    check_callback(name, function)
    if _is_async(function):
        raise InputError(f"`{name}` must not be an async function, because nothing awaits it; pass a regular function")


def check_blocking_callbacks(**functions: Any) -> None:
    """Check that no callback is an asynchronous function, which a blocking client cannot await.

    Raises:
        InputError: If one is.
    """
    for name, function in functions.items():
        if function is not None and _is_async(function):
            raise InputError(f"`{name}` must not be an async function in a blocking client; {REMEDY}")


def _is_async(function: Any) -> bool:
    import inspect  # as above

    return any(inspect.iscoroutinefunction(inner) for inner in _functions(function))


def _functions(function: Any) -> tuple[Any, Any]:
    """Return what a callback calls: the function inside `functools.partial`, and its ``__call__``."""
    from functools import partial  # as above

    while isinstance(function, partial):
        function = function.func
    return function, type(function).__call__


async def call_back(name: str, function: Callable[[Any], Any], argument: Any, *, is_blocking: bool) -> None:
    """Call a callback, and await its return value if it is awaitable.

    Raises:
        InputError: If the client is blocking, and the callback returns an awaitable.
    """
    result = function(argument)
    if result is None:
        return
    import inspect  # as above

    if not inspect.isawaitable(result):
        return
    if not is_blocking:
        await result
        return
    for end in ("close", "cancel"):  # of a coroutine, which would warn that it was never awaited, or of a future
        if callable(method := getattr(result, end, None)):
            method()
            break
    raise InputError(f"`{name}` returned an awaitable, and a blocking client cannot await it; {REMEDY}")
