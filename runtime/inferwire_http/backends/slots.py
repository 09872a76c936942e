"""Slots for every backend, assigned first in, first out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import Protocol


class Waiter(Protocol):
    """A task or thread that waits for a slot."""

    def set(self) -> None:
        """Wake the task or thread. Can be called repeatedly."""
        ...

    async def wait(self, timeout: float | None) -> bool:
        """Wait up to ``timeout`` seconds for `set`; return whether it was called."""
        ...


class Slot:
    """A slot, or a place in the queue for one. It is released by `release`, or once nothing references it.

    An interrupt, such as Ctrl-C, may arrive between any two steps of a thread. The number of free slots is therefore
    stored as units, and a unit moves between the free ones and a slot in a single step, which nothing can divide.
    """

    __slots__ = ("_is_over", "_is_released", "_slots", "_units", "waiter")

    def __init__(self, slots: FairSlots) -> None:
        self._slots = slots
        self._units: list[bool] = []  # one if the slot is assigned; for a moment, two threads may each assign one
        self._is_over = False
        self._is_released = False
        self.waiter: Waiter | None = None

    @property
    def is_assigned(self) -> bool:
        """Whether this is a slot already."""
        return bool(self._units)

    def assign(self) -> bool:
        """Assign a free slot, if there is one. Return whether there was."""
        try:
            self._units.extend(islice(iter(self._slots.units.pop, None), 1))
        except IndexError:
            return False
        if self._is_over:  # released meanwhile, by another thread
            self.release()
        return True

    def release(self) -> None:
        """Release the slot. Finalizers can call this from any thread, also repeatedly."""
        self._is_over = True
        self._slots.units.extend(islice(iter(self._units.pop, None), len(self._units)))
        self._slots.serve()
        self._is_released = True

    def __del__(self) -> None:
        with suppress(AttributeError):  # an interrupt ended its construction
            if not self._is_released:
                self.release()


class FairSlots:
    """A limited number of slots.

    There is no lock: a finalizer may release a slot while its own thread is inside any of these methods, and would
    deadlock. Every step is an atomic operation, and can be repeated by another thread.

    Attributes:
        units: One unit for each free slot.
    """

    __slots__ = ("_make_waiter", "_queue", "_schedule", "units")

    def __init__(
        self, size: int, make_waiter: Callable[[], Waiter], schedule: Callable[[Callable[[], None]], object]
    ) -> None:
        """Create slots that are all free.

        Args:
            size: Number of slots.
            make_waiter: Creates a waiter for the current task or thread.
            schedule: Calls a function, immediately or soon, where waiters can be woken. Finalizers call it, too.
        """
        self.units: deque[bool] = deque([True] * size)
        self._queue: deque[Slot] = deque()
        self._make_waiter = make_waiter
        self._schedule = schedule

    @property
    def free(self) -> int:
        """Number of free slots."""
        return len(self.units)

    @property
    def waiting(self) -> int:
        """Number of tasks or threads that wait for a slot."""
        return len(self._queue)

    async def acquire(self, timeout: float | None) -> Slot | None:
        """Wait up to ``timeout`` seconds for a slot; return it, or None if none became free."""
        slot = Slot(self)
        if not self._queue and slot.assign():  # nobody is overtaken
            return slot
        slot.waiter = waiter = self._make_waiter()
        try:
            self._queue.append(slot)
            self._hand_out()  # one may have become free since
            await waiter.wait(timeout)
        except BaseException:
            self._leave(slot)
            slot.release()  # it may have been assigned at the same time, and belongs to the next one
            raise
        self._leave(slot)
        if slot.is_assigned:
            return slot
        slot.release()
        return None

    def serve(self) -> None:
        """Assign the free slots to the waiters, immediately or soon."""
        if self._queue:
            self._schedule(self._hand_out)

    def _hand_out(self) -> None:
        # A slot leaves the queue last: whatever an interrupt has left undone is done the next time.
        while self._queue:
            try:
                slot = self._queue[0]
            except IndexError:
                return  # another thread has served the last one
            if not slot.is_assigned and not slot.assign():
                return
            if slot.waiter is not None:
                slot.waiter.set()
            self._leave(slot)

    def _leave(self, slot: Slot) -> None:
        with suppress(ValueError):  # it has been served
            self._queue.remove(slot)
