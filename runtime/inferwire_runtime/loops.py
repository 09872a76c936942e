"""What asynchronous calls need of the event loop that runs: asyncio's own means, or anyio's on others, such as trio's.

anyio would do for both. But it takes as long to load as a hundred calls, and that on the event loop.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Event(Protocol):
    """Something that happens once, for the tasks of one event loop."""

    def set(self) -> None:
        """Note that it has happened."""
        ...

    def is_set(self) -> bool:
        """Whether it has happened."""
        ...

    async def wait(self) -> Any:
        """Wait until it has."""
        ...


def _asyncio_loop() -> Any:
    """Give the event loop of asyncio that runs; None where another kind does."""
    import asyncio  # only for asynchronous calls

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def running_loop() -> Any:
    """Give what stands for the event loop that runs."""
    if (loop := _asyncio_loop()) is not None:
        return loop
    from anyio.lowlevel import current_token  # comes with httpx; other loops have no name of their own

    return current_token()


async def sleep(seconds: float) -> None:
    """Wait, and let others work."""
    if _asyncio_loop() is not None:
        import asyncio

        await asyncio.sleep(seconds)
    else:
        import anyio

        await anyio.sleep(seconds)


def make_event() -> Event:
    """Make an event of the loop that runs."""
    if _asyncio_loop() is not None:
        import asyncio

        return asyncio.Event()
    import anyio

    return anyio.Event()


async def wait_for(event: Event, seconds: float | None) -> None:
    """Wait for an event, ``seconds`` at most; for ever where that is None."""
    if _asyncio_loop() is not None:
        import asyncio

        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
    else:
        import anyio

        with anyio.move_on_after(seconds):
            await event.wait()


async def in_thread(function: Callable[[], T]) -> T:
    """Run in a thread what takes a moment, but a long one for an event loop."""
    if (loop := _asyncio_loop()) is not None:
        result: T = await loop.run_in_executor(None, function)
        return result
    from anyio import to_thread

    return await to_thread.run_sync(function)
