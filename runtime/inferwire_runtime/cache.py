"""A cache of look-ups that expire; concurrent callers that need the same result share one look-up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import UNSET

from inferwire_runtime.errors import InferenceTimeoutError, InferwireError
from inferwire_runtime.forks import call_after_fork

if TYPE_CHECKING:
    from inferwire_http.backends import Backend, Event
    from inferwire_runtime.tokens import TokenStore

T = TypeVar("T")

MAX_AGE = 300.0  # seconds
MAX_ENTRIES = 256


class InFlight:
    """A look-up in progress, which other callers can wait for.

    Attributes:
        finished: Set when the look-up has ended.
        error: Why the look-up failed; None if it succeeded, or its caller gave up and another caller must repeat it.
    """

    __slots__ = ("error", "finished")

    def __init__(self, finished: Event) -> None:
        self.finished = finished
        self.error: InferwireError | None = None

    def check(self) -> None:
        """Raise the error of the look-up, if it failed.

        Raises:
            InferwireError: A copy of the error, without the task and model of the call that made the look-up.
        """
        if self.error is not None:
            import copy  # only after a failure

            error = copy.copy(self.error)
            error.task = error.model = None
            raise error


class TTLCache:
    """A cache with a limited number of entries that expire. Threads and event loops can share it.

    There is no lock, which an interrupt could leave locked: every step is an atomic operation.
    """

    def __init__(self) -> None:
        self._entries: dict[Hashable, tuple[float, Any]] = {}
        self._in_flight: dict[tuple[Backend, Hashable], InFlight] = {}
        self._stores: list[TokenStore] = []
        call_after_fork(self)

    @property
    def tokens(self) -> TokenStore:
        """The tokens that keys were exchanged for."""
        if not self._stores:
            from inferwire_runtime.tokens import TokenStore  # for few providers

            self._stores.append(TokenStore())
        return self._stores[0]  # of two threads, the first has made it

    def after_fork(self) -> None:
        """Forget the look-ups in progress, whose threads exist only in the parent process."""
        self._in_flight = {}

    async def get(
        self,
        key: Hashable,
        load: Callable[[], Awaitable[T]],
        backend: Backend,
        now: Callable[[], float],
        remaining: Callable[[], float],
    ) -> T:
        """Return a cached result, the result of a look-up in progress, or that of a new look-up.

        Args:
            key: Identifies the result; includes the API key if the result depends on it.
            load: Performs the look-up if no result is cached.
            backend: Waits for look-ups in progress; only callers on the same backend share them.
            now: Returns the current time in seconds, to compute the age of entries.
            remaining: Returns the seconds until the caller's deadline; raises once it has passed.

        Raises:
            InferwireError: If the look-up fails.
        """
        while True:
            if (found := self._find(key, now())) is not UNSET:
                return cast("T", found)
            own = InFlight(backend.event())
            try:  # an interrupt may arrive at any step, and nobody else would end the look-up
                other = self._in_flight.setdefault((backend, key), own)
                if other is own:
                    if (found := self._find(key, now())) is not UNSET:  # it has just ended
                        return cast("T", found)
                    return await self._load(key, own, load, backend, now)
            finally:
                self._end(own, backend, key)
            await other.finished.wait(min(remaining(), MAX_AGE))
            other.check()

    async def _load(
        self,
        key: Hashable,
        own: InFlight,
        load: Callable[[], Awaitable[T]],
        backend: Backend,
        now: Callable[[], float],
    ) -> T:
        try:
            value = await load()
        except InferenceTimeoutError:
            raise  # concerns only this caller; the callers that wait try again
        except InferwireError as error:
            own.error = error
            raise
        else:
            self._store(key, value, now())
            return value
        finally:
            self._end(own, backend, key)  # the caller does it again, if this is interrupted

    def _end(self, own: InFlight, backend: Backend, key: Hashable) -> None:
        if self._in_flight.get((backend, key)) is own:
            self._in_flight.pop((backend, key), None)
        own.finished.set()

    def _find(self, key: Hashable, now: float) -> Any:
        stored_at, value = self._entries.get(key, (0.0, UNSET))
        return value if now - stored_at < MAX_AGE else UNSET

    def _store(self, key: Hashable, value: Any, now: float) -> None:
        """Store a result, and evict the oldest results if there are too many."""
        self._entries.pop(key, None)
        self._entries[key] = (now, value)
        while len(self._entries) > MAX_ENTRIES:
            with suppress(RuntimeError, StopIteration):  # another thread has changed them
                self._entries.pop(next(iter(self._entries)), None)
