"""Close the connections and clients of an event loop when the loop ends."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inferwire_http.backends import NetworkStream

# Trio warns about generators that are garbage-collected before their end. It finishes all others when a run ends.
_never_collected: dict[object, AsyncGenerator[None]] = {}


class _Registry:
    """The streams and functions of the hooks. Does not reference the generator, which would create a cycle."""

    def __init__(self) -> None:
        self.streams: set[NetworkStream] = set()
        self.functions: dict[object, Callable[[], Coroutine[Any, Any, None]]] = {}
        self.has_ended = False

    async def run(self) -> None:
        self.has_ended = True
        streams, functions = list(self.streams), list(self.functions.values())
        self.streams.clear()
        self.functions.clear()
        for stream in streams:
            stream.abort()  # all of them, before anything can be cancelled
        async with AsyncExitStack() as stack:  # all of them, even if one fails
            if streams:
                stack.push_async_callback(streams[-1].aclose)  # lets the event loop close the sockets
            for function in reversed(functions):
                stack.push_async_callback(function)


class ShutdownHooks:
    """Closes streams and calls functions when the event loop ends."""

    def __init__(self, *, is_collectable: bool) -> None:
        """Create hooks without streams and functions.

        Args:
            is_collectable: Whether the hooks also run when they are garbage-collected.
        """
        self._registry = _Registry()
        self._is_collectable = is_collectable
        self._generator: AsyncGenerator[None] | None = None

    @property
    def streams(self) -> set[NetworkStream]:
        """The open streams. They add and remove themselves."""
        return self._registry.streams

    async def watch(self) -> None:
        """Start watching for the end of the running event loop."""
        if self._generator is not None and not self._registry.has_ended:
            return
        # Event loops offer no callback for their end, but they finish all asynchronous generators that have begun.
        self._registry.has_ended = False
        key = object()
        self._generator = generator = _until_the_end(self._registry, key)
        if not self._is_collectable:
            _never_collected[key] = generator
        await anext(generator)

    def add(self, function: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], Any]:
        """Add a function. Return a function that removes it."""
        functions, key = self._registry.functions, object()
        functions[key] = function
        return lambda: functions.pop(key, None)


async def _until_the_end(registry: _Registry, key: object) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        try:
            await registry.run()
        finally:
            _never_collected.pop(key, None)
