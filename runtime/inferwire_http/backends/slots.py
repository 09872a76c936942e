"""Slots for every backend, assigned first in, first out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol


class Waiter(Protocol):
    """A task or thread that waits for a slot."""

    def set(self) -> None:
        """Wake the task or thread."""
        ...

    async def wait(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for `set`; return whether it was called."""
        ...


class FairSlots:
    """A limited number of slots.

    There is no lock: a finalizer may release a slot while its own thread is inside any of these methods, and would
    deadlock. Every step is an atomic operation.
    """

    __slots__ = ("_free", "_make_waiter", "_schedule", "_waiting")

    def __init__(
        self, size: int, make_waiter: Callable[[], Waiter], schedule: Callable[[Callable[[], None]], None]
    ) -> None:
        """Create slots that are all free.

        Args:
            size: Number of slots.
            make_waiter: Creates a waiter for the current task or thread.
            schedule: Calls a function, at once or soon, where waiters can be woken. Finalizers call it as well.
        """
        self._free: deque[None] = deque([None] * size)
        self._waiting: deque[Waiter] = deque()
        self._make_waiter = make_waiter
        self._schedule = schedule

    @property
    def free(self) -> int:
        """Number of free slots."""
        return len(self._free)

    async def acquire(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for a slot; return whether a slot was acquired."""
        if not self._waiting:  # nobody is overtaken
            try:
                self._free.pop()
                return True
            except IndexError:
                pass
        waiter = self._make_waiter()
        self._waiting.append(waiter)
        try:
            self._hand_out()  # one may have become free since
            return await waiter.wait(timeout) or not self._leave(waiter)
        except BaseException:
            if not self._leave(waiter):
                self.release()  # woken and cancelled at once: the slot belongs to the next one
            raise

    def release(self) -> None:
        """Release a slot. Finalizers can call this from any thread."""
        self._free.append(None)
        if self._waiting:
            self._schedule(self._hand_out)

    def _hand_out(self) -> None:
        while self._waiting:
            try:
                self._free.pop()
            except IndexError:
                return
            try:
                waiter = self._waiting.popleft()
            except IndexError:
                self._free.append(None)  # another thread served the last one; look again, someone may have come since
            else:
                waiter.set()

    def _leave(self, waiter: Waiter) -> bool:
        """Remove a waiter; return False if it has already been assigned a slot."""
        try:
            self._waiting.remove(waiter)
        except ValueError:
            return False
        return True
