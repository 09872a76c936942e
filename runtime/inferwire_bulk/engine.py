"""The engine of a bulk run: coroutines that call a method for each row, on one event loop.

    add(row) ── inbox ── _pump ── task of a row or a pack ── _finish ── journal ── deliver(result)

All of it runs in the loop's thread, so nothing needs a lock.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from inferwire_bulk.concurrency import Outcomes, Pace
from inferwire_bulk.errors import JournalError, TooManyErrorsError
from inferwire_bulk.records import RecordReader, RecordWriter
from inferwire_bulk.results import MapResult, usage_of
from inferwire_runtime.errors import (
    AuthenticationError,
    InferenceConnectionError,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    RateLimitError,
)
from inferwire_runtime.jsontypes import is_sequence

if TYPE_CHECKING:
    from inferwire_bulk.concurrency import AdaptiveConcurrency, FixedConcurrency
    from inferwire_bulk.journal import Journal
    from inferwire_bulk.report import Figures
    from inferwire_bulk.rows import Row
    from inferwire_runtime.policy import RetryEvent

E = TypeVar("E", bound=InferwireError)

BUSY = frozenset({408, 429, 500, 502, 503, 504, 529})  # statuses that another attempt may not meet
ROUNDS = 3  # further calls of a row that failed, on top of the client's retries
FEW = 20  # rows before a share of errors means anything
OVERLOADED = frozenset({502, 503, 504, 529})  # statuses of a server that has too much to do
LONG_PAUSE = 2.0  # seconds; a server that requests less is met by the pace
LONGEST_PAUSE = 300.0  # seconds, whatever a server requests


class _Tries:
    """The row whose call is running in a task, and its attempts."""

    __slots__ = ("count", "digest", "ticket")

    def __init__(self, digest: bytes = b"", ticket: str | None = None) -> None:
        self.count = 1
        self.digest = digest
        self.ticket = ticket


_tries: ContextVar[_Tries] = ContextVar("inferwire_bulk_tries")


def running_ticket() -> str | None:
    """Return the ticket of the job that an earlier run has submitted for the row of this task."""
    return _tries.get().ticket


class Engine:
    """Calls a method for each row.

    Args:
        call: The method, with the parameters of all rows.
        concurrency: How many calls may be under way.
        figures: Counts the results.
        deliver: Receives each result, in the order in which they are ready.
        notify: Called when the run fails.
        journal: Where results are kept, with the functions that encode and decode them.
        writer: Encodes the results for the journal.
        reader: Decodes the results of the journal.
        pack: Maximum number of rows in one call; 1 if the method takes no lists.
        max_errors: Rows that may fail: a number, or a share below 1; None for any number.
        writes_in_thread: Whether results are written in a thread, because they are media files.
        keeps_tickets: Whether the method submits jobs, whose tickets are kept in the journal.
    """

    def __init__(
        self,
        call: Callable[..., Awaitable[Any]],
        *,
        concurrency: FixedConcurrency | AdaptiveConcurrency,
        figures: Figures,
        deliver: Callable[[MapResult[Any]], None],
        notify: Callable[[], None],
        journal: Journal | None = None,
        writer: RecordWriter | None = None,
        reader: RecordReader | None = None,
        pack: int = 1,
        max_errors: float | None = None,
        writes_in_thread: bool = False,
        keeps_tickets: bool = False,
    ) -> None:
        self._call = call
        self.concurrency = concurrency
        self.figures = figures
        self._deliver = deliver
        self._notify = notify
        self._journal = journal
        self._writer = writer
        self._reader = reader
        self._pack = pack
        self._max_errors = max_errors
        self._writes_in_thread = writes_in_thread
        self._keeps_tickets = keeps_tickets
        self._pace = Pace()  # of rate limits
        self._health = Outcomes()  # of overload, which is met by fewer calls at once
        self._inbox: deque[tuple[Row, int, int]] = deque()  # rows, each with its rounds and attempts so far
        self._tasks: set[asyncio.Task[None]] = set()
        self._active = 0
        self._paused_until = 0.0
        self._unpause: asyncio.TimerHandle | None = None
        self._unwritten: list[MapResult[Any]] = []
        self.failure: BaseException | None = None
        self._loop = asyncio.get_running_loop()

    def add(self, row: Row) -> None:
        """Take a row. Its result is delivered later, or at once if the journal has it."""
        if row.error is not None:
            self._finish(row, MapResult(index=row.index, key=row.key, row=row.value, error=row.error, attempts=0))
            return
        if self._journal is not None and self._reader is not None and row.digest:
            try:
                if (record := self._journal.take(row.digest)) is not None:
                    result = self._reader.read(record, index=row.index, key=row.key, row=row.value)
                    self.figures.add(result)
                    self._deliver(result)
                    return
            except JournalError as error:
                self.fail(error)
                return
        self._inbox.append((row, 0, 0))

    def pump(self) -> None:
        """Start as many calls as the limit allows."""
        if self.failure is not None:
            return
        if self._paused_until and (wait := self._paused_until - self._loop.time()) > 0:
            if self._unpause is None:
                self._unpause = self._loop.call_later(wait, self._resume)
            return
        while self._inbox and self._active < self.concurrency.limit:
            if (wait := self._pace.wait()) > 0:
                self._pause(wait)
                self.pump()
                return
            self._start(
                self._call_pack(self._take_pack()) if self._pack > 1 else self._call_row(*self._inbox.popleft())
            )

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._active += 1
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _resume(self) -> None:
        self._unpause = None
        self._paused_until = 0.0
        self.pump()

    def _pause(self, seconds: float) -> None:
        """Hold all calls that have not started."""
        until = self._loop.time() + min(seconds, LONGEST_PAUSE)
        if until > self._paused_until:
            self._paused_until = until
            if self._unpause is not None:
                self._unpause.cancel()
                self._unpause = None

    def note_ticket(self, ticket: str) -> None:
        """Keep the ticket of a job that was submitted for the row of this task."""
        tries = _tries.get()
        if self._journal is not None and tries.digest:
            try:
                self._journal.write_ticket(tries.digest, ticket)
            except JournalError as error:
                self.fail(error)  # the job goes on, and its result is part of the error

    def note_retry(self, event: RetryEvent) -> None:
        """Record that a call is about to be retried; called by the client."""
        tries = _tries.get(None)
        if tries is not None:
            tries.count += 1
        self._note_failure(event.error, event.delay)

    def _note_success(self, seconds: float, tries: _Tries) -> None:
        self._pace.accept()
        self._health.accept()
        if tries.count == 1:  # else the time is that of the delays between attempts
            self.concurrency.succeed(seconds)

    def _note_failure(self, error: InferwireError, delay: float) -> None:
        if isinstance(error, RateLimitError):
            self._pace.reject()
            wait = error.retry_after if error.retry_after is not None else delay
            if self._pace.is_limited and (wait > LONG_PAUSE or not self._pace.accepts_any):
                self._pause(wait)
        elif error.status in OVERLOADED or isinstance(error, InferenceConnectionError):
            self._health.reject()
            if self._health.is_limited:
                self.concurrency.back_off()

    async def _call_row(self, row: Row, rounds: int, before: int) -> None:
        ticket = None
        if self._keeps_tickets and self._journal is not None and row.digest:
            ticket = self._journal.take_ticket(row.digest)
        tries = _Tries(row.digest, ticket)
        _tries.set(tries)
        began = time.monotonic()
        value: Any = None
        error: InferwireError | None = None
        try:
            try:
                value = await self._call(*row.args, **row.kwargs)
            except InferwireError as exc:
                error = exc
            except TypeError as exc:  # an argument that the method does not have
                error = _wrong_arguments(row, exc)
            seconds = time.monotonic() - began
            if error is None:
                self._note_success(seconds, tries)
            elif not self._again(row, rounds, before + tries.count, error):
                error = _without_frames(error)
            else:
                return
            result = _result_of(row, before + tries.count, seconds, value=value, error=error)
            if self._writes_in_thread and self._writer is not None and error is None:
                await self._finish_in_thread(row, result)
            else:
                self._finish(row, result)
        except Exception as exc:
            self.fail(exc)
        finally:
            self._active -= 1
            self.pump()

    def _again(self, row: Row, rounds: int, attempts: int, error: InferwireError) -> bool:
        """Record a failed call, and queue its row again if another attempt may succeed."""
        self._note_failure(error, 1.0)
        if rounds >= ROUNDS or self.failure is not None or not _may_pass(error):
            return False
        if not isinstance(error, RateLimitError):
            self._pause_after(rounds)
        self._inbox.appendleft((row, rounds + 1, attempts))
        return True

    def _pause_after(self, rounds: int) -> None:
        """Wait until a server that failed may have recovered."""
        if self._active <= 1:  # else the other calls show whether it is back
            self._pause(0.5 * 2**rounds)

    # Packs of rows

    def _take_pack(self) -> list[tuple[Row, int, int]]:
        """Take rows that differ in their first argument only."""
        first = self._inbox.popleft()
        taken = [first]
        kwargs = first[0].kwargs
        while self._inbox and len(taken) < self._pack:
            row = self._inbox[0][0]
            if row.kwargs != kwargs or len(row.args) != 1 or len(first[0].args) != 1:
                break
            taken.append(self._inbox.popleft())
        return taken

    async def _call_pack(self, taken: list[tuple[Row, int, int]]) -> None:
        if len(taken) == 1:
            await self._call_row(*taken[0])
            return
        tries = _Tries()
        _tries.set(tries)
        began = time.monotonic()
        try:
            values: Any = await self._call([row.args[0] for row, _, _ in taken], **taken[0][0].kwargs)
            if not is_sequence(values) or len(values) != len(taken):
                raise OutputError(f"the response to {len(taken)} inputs does not have as many results")
            seconds = time.monotonic() - began
            self._note_success(seconds, tries)
            for (row, _, before), value in zip(taken, values, strict=True):
                self._finish(row, _result_of(row, before + tries.count, seconds, value=value))
        except InferwireError as error:
            self._note_failure(error, 1.0)
            attempts = 0 if isinstance(error, InputError) else tries.count  # nothing was sent
            failed = [(row, rounds, before + attempts) for row, rounds, before in taken]
            if isinstance(error, RateLimitError):
                self._requeue(failed, error, time.monotonic() - began)
            else:
                self._halve(failed)
        except Exception as exc:
            self.fail(exc)
        finally:
            self._active -= 1
            self.pump()

    def _requeue(self, failed: list[tuple[Row, int, int]], error: RateLimitError, seconds: float) -> None:
        """Queue the rows of a pack that was rejected again; a row that was rejected too often has failed."""
        error = _without_frames(error)
        for row, rounds, attempts in reversed(failed):
            if rounds < ROUNDS and self.failure is None:
                self._inbox.appendleft((row, rounds + 1, attempts))
            else:
                self._finish(row, _result_of(row, attempts, seconds, error=error))

    def _halve(self, failed: list[tuple[Row, int, int]]) -> None:
        """Call the halves of a failed pack, until the row that fails is alone."""
        middle = len(failed) // 2
        self._start(self._call_pack(failed[:middle]))
        self._start(self._call_pack(failed[middle:]))

    # Results

    def _finish(self, row: Row, result: MapResult[Any]) -> None:
        try:
            self._keep(row, result, self._encode(row, result))
        except (OSError, TypeError, ValueError, JournalError) as exc:
            self._lose(result, exc)

    async def _finish_in_thread(self, row: Row, result: MapResult[Any]) -> None:
        try:
            self._keep(row, result, await asyncio.to_thread(self._encode, row, result))
        except (OSError, TypeError, ValueError, JournalError) as exc:
            self._lose(result, exc)

    def _encode(self, row: Row, result: MapResult[Any]) -> bytes:
        return b"" if self._writer is None or not row.digest else self._writer.encode(row, result)

    def _keep(self, row: Row, result: MapResult[Any], record: bytes) -> None:
        if record and self._journal is not None:
            self._journal.write(row.digest, record, ok=result.error is None)
        self._report(result)

    def _lose(self, result: MapResult[Any], error: Exception) -> None:
        """End the run at a result that the journal cannot hold; it is part of the error."""
        self._unwritten.append(result)
        self.fail(_as_journal_error(error))

    def _report(self, result: MapResult[Any]) -> None:
        self.figures.add(result)
        self._deliver(result)
        error = result.error
        if error is None:
            return
        if isinstance(error, AuthenticationError):  # no other row could do better
            self.fail(error)
        elif self._max_errors is not None and self._has_too_many():
            failed, done = self.figures.failed, self.figures.done
            text = f"{failed} of {done} rows failed, more than max_errors={self._max_errors} allows"
            self.fail(TooManyErrorsError(f"{text}; the last one: {error}"))

    def _has_too_many(self) -> bool:
        failed, most = self.figures.failed, self._max_errors
        assert most is not None
        if most >= 1 or most == 0:
            return failed > most
        return self.figures.done >= FEW and failed > most * self.figures.done

    def fail(self, error: BaseException) -> None:
        """End the run: start no more calls. Those under way are left to finish."""
        if self.failure is None:
            self.failure = error
            self._inbox.clear()
            self._notify()

    async def drain(self) -> None:
        """Wait for the calls that are under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        if isinstance(self.failure, JournalError):
            self.failure.results = tuple(self._unwritten)

    async def cancel(self) -> None:
        """Cancel the calls that are under way."""
        self._inbox.clear()
        if self._unpause is not None:
            self._unpause.cancel()
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)


def _may_pass(error: InferwireError) -> bool:
    """Return whether another attempt may succeed, and is as safe as the client's own retries."""
    if isinstance(error, InputError):
        return False
    if error.is_retry_safe or isinstance(error, RateLimitError):
        return True
    return isinstance(error, ProviderError) and error.status in BUSY


def _wrong_arguments(row: Row, error: TypeError) -> InputError:
    """Return the error of a row with arguments that the method does not accept."""
    hint = "; a row that is a mapping holds the arguments: pass column= to name those you mean" if row.kwargs else ""
    return InputError(f"row {row.index}: {str(error).rpartition('Methods.')[2]}{hint}")


def _as_journal_error(error: Exception) -> JournalError:
    if isinstance(error, JournalError):
        return error
    journal_error = JournalError(f"a result cannot be written: {error}")
    journal_error.__cause__ = error
    return journal_error


def _result_of(
    row: Row, attempts: int, seconds: float, *, value: Any = None, error: InferwireError | None = None
) -> MapResult[Any]:
    return MapResult(
        index=row.index,
        key=row.key,
        row=row.value,
        value=value,
        error=error,
        attempts=attempts,
        usage=usage_of(value),
        seconds=seconds,
    )


def _without_frames(error: E) -> E:
    """Drop the traceback of an error that is kept as a result: its frames hold the row and the response."""
    error.__traceback__ = None
    return error
