"""What an event loop does when it ends."""

from __future__ import annotations

import anyio
import pytest

from inferwire_http.backends import shutdown
from inferwire_http.backends.shutdown import ShutdownHooks


@pytest.mark.parametrize(("backend", "is_collectable"), [("asyncio", True), ("trio", False)])
def test_nothing_is_left_of_an_event_loop_that_ended(backend: str, is_collectable: bool) -> None:
    before = len(shutdown._never_collected)

    async def main() -> ShutdownHooks:
        hooks = ShutdownHooks(is_collectable=is_collectable)
        await hooks.watch()
        return hooks

    for _ in range(2):
        anyio.run(main, backend=backend)
    assert len(shutdown._never_collected) == before


def test_a_function_that_fails_does_not_keep_the_others_from_running() -> None:
    calls: list[str] = []
    hooks = ShutdownHooks(is_collectable=True)

    def add(name: str, *, fails: bool) -> None:
        async def function() -> None:
            calls.append(name)
            if fails:
                raise OSError(name)

        hooks.add(function)

    add("a", fails=False)
    add("b", fails=True)
    add("c", fails=False)
    with pytest.raises(OSError, match="b"):
        anyio.run(hooks._registry.run)
    assert calls == ["a", "b", "c"]
