"""Close the underlying library's client or session once its transport is garbage-collected."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any


async def close_dropped(close: Callable[[], Coroutine[Any, Any, None]], cancel_shutdown: Callable[[], Any]) -> None:
    """Close the client or session of a garbage-collected transport, and cancel its shutdown hook."""
    await close()
    cancel_shutdown()
