"""The two interfaces of a bulk run: an iterator, whose engine runs in its own thread, and an asynchronous iterator."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from msgspec import Struct, structs

from inferwire_bulk.concurrency import make_concurrency
from inferwire_bulk.engine import Engine
from inferwire_bulk.journal import Fsync, Journal, open_journal
from inferwire_bulk.records import CallRecord, RecordReader, RecordWriter
from inferwire_bulk.report import Figures, Progress, Report
from inferwire_bulk.rows import RowReader, check_rows, count_rows, describe_call, iterate
from inferwire_runtime.errors import InputError, describe, publish

if TYPE_CHECKING:
    import os

    from inferwire_bulk.concurrency import Concurrency
    from inferwire_bulk.results import MapResult
    from inferwire_bulk.rows import Column, Key, Row
    from inferwire_runtime.policy import RetryEvent

T = TypeVar("T")

PULL_SECONDS = 0.01  # how long rows are read before results are looked at
WINDOW = 4  # rows taken and not yet returned, for each call that may be under way
SMALLEST_WINDOW = 128
ORDERED_WINDOW = 8192  # so that one slow row does not hold those after it; their results wait in memory


class Plan(Struct, kw_only=True):
    """What a run does, before it begins.

    Attributes:
        method: Name of the client's method.
        rows: The rows.
        make_call: Returns the coroutine function that is called for each row, from a callback for retries.
        make_job_call: Returns a coroutine function that submits a job for each row, from a callback for its ticket.
        identity: Model, parameters and options of all rows; a journal identifies the call by them.
        find_result_type: Returns the type of a method's values, to read them from the journal.
        returns_media: Whether values are media files.
        column: Column, columns or function with the arguments of a row.
        key: Column or function with the key of a row.
        concurrency: Calls at once.
        ordered: Whether results come in the order of their rows.
        journal: File of the journal.
        fsync: When the journal is forced to the disk.
        max_errors: Rows that may fail.
        batch_size: Maximum number of rows in one call.
        takes_lists: Whether the method takes a list for several rows; if not, each row is a call.
        total: Number of rows, if the caller knows it.
        on_progress: Called with a `Progress`.
        every: Seconds between two of these calls.
    """

    method: str
    rows: Any
    make_call: Callable[[Callable[[RetryEvent], None]], Callable[..., Awaitable[Any]]]
    make_job_call: Callable[[Callable[[str], None]], Callable[..., Awaitable[Any]]] | None = None
    identity: dict[str, Any]
    find_result_type: Callable[[str], Any]
    returns_media: bool = False
    column: Column | None = None
    key: Key | None = None
    concurrency: Concurrency = "auto"
    ordered: bool = False
    journal: str | os.PathLike[str] | None = None
    fsync: Fsync = "second"
    max_errors: float | None = None
    batch_size: int = 1
    takes_lists: bool = False
    total: int | None = None
    on_progress: Callable[[Progress], None] | None = None
    every: float = 1.0

    def check(self, *, is_async: bool) -> None:
        """Check the arguments of the caller.

        Raises:
            InputError: If one is invalid.
        """
        check_rows(self.rows, is_async=is_async)
        make_concurrency(self.concurrency)
        size = self.batch_size
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise InputError(f"`batch_size` must be an int ≥ 1, got {describe(size)}")
        most = self.max_errors
        if most is not None and (isinstance(most, bool) or not isinstance(most, (int, float)) or not most >= 0):
            raise InputError(f"`max_errors` must be a number of rows, or a share below 1, got {describe(most)}")
        if isinstance(most, float) and most >= 1 and not most.is_integer():
            raise InputError(f"`max_errors` must be a number of rows, or a share below 1, got {most}")


class _RunBase(Generic[T]):
    """What both interfaces share: the rows under way, the order of the results, and the figures."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        call, parameters = b"", dict[str, Any]()
        if plan.journal is not None:
            call, parameters = describe_call(plan.method, plan.identity)
        self._reader = RowReader(plan.column, plan.key, call)
        total = count_rows(plan.rows) if plan.total is None else plan.total
        self._figures = Figures(total)
        self._journal: Journal | None = None
        self._writer: RecordWriter | None = None
        self._results: RecordReader | None = None
        if plan.journal is not None:
            self._journal = open_journal(plan.journal, plan.fsync)
            self._journal.begin(CallRecord(call=call.hex(), method=plan.method, parameters=parameters))
            self._writer = RecordWriter(self._journal.folder, call)
            self._results = RecordReader(self._journal.folder, plan.find_result_type(plan.method))
        self._engine: Engine | None = None
        self._outbox: deque[MapResult[T]] = deque()
        self._waiting: dict[int, MapResult[T]] = {}  # for results before them
        self._taken = 0
        self._returned = 0
        self._is_read = False
        self._is_drained = False  # after a failure: what is ready is all that there will be
        self._is_closed = False
        self._reported_at = time.monotonic()

    @property
    def report(self) -> Report:
        """The figures of the run, so far."""
        return self._figures.report()

    @property
    def progress(self) -> Progress:
        """How far the run is."""
        limit = 0 if self._engine is None else self._engine.concurrency.limit
        return self._figures.progress(limit)

    def __repr__(self) -> str:
        total = "" if self._figures.total is None else f" of {self._figures.total}"
        state = "closed" if self._is_closed else "open"
        return f"<{type(self).__name__} of {self._plan.method}: {self._figures.done}{total} rows, {state}>"

    def _make_engine(self) -> Engine:
        plan = self._plan
        engine: list[Engine] = []
        keeps_tickets = self._journal is not None and plan.make_job_call is not None
        if keeps_tickets and plan.make_job_call is not None:
            call = plan.make_job_call(lambda ticket: engine[0].note_ticket(ticket))
        else:
            call = plan.make_call(lambda event: engine[0].note_retry(event))
        engine.append(
            Engine(
                call,
                concurrency=make_concurrency(plan.concurrency),
                figures=self._figures,
                deliver=self._deliver,
                notify=self._notify,
                journal=self._journal,
                writer=self._writer,
                reader=self._results,
                pack=plan.batch_size if plan.takes_lists else 1,
                max_errors=plan.max_errors,
                writes_in_thread=plan.returns_media,
                keeps_tickets=keeps_tickets,
            )
        )
        return engine[0]

    def _deliver(self, result: MapResult[T]) -> None:
        raise NotImplementedError

    def _notify(self) -> None:
        """Wake whoever waits for results."""
        raise NotImplementedError

    def _next_result(self) -> MapResult[T] | None:
        """Return a result that is ready and whose turn it is."""
        if not self._plan.ordered:
            if not self._outbox:
                return None
            self._returned += 1
            return self._outbox.popleft()
        while self._outbox:
            result = self._outbox.popleft()
            self._waiting[result.index] = result
        turn = min(self._waiting, default=0) if self._is_drained else self._returned
        found = self._waiting.pop(turn, None)
        if found is not None:
            self._returned += 1
        return found

    def _has_room(self) -> bool:
        limit = 1 if self._engine is None else self._engine.concurrency.limit
        plan = self._plan
        least = ORDERED_WINDOW if plan.ordered and not plan.returns_media else SMALLEST_WINDOW
        window = max(least, WINDOW * limit * plan.batch_size)
        return not self._is_read and self._taken - self._returned < window

    def _pull(self, rows: Iterator[Any], seconds: float) -> list[Row]:
        """Read rows, for a short time."""
        pulled: list[Row] = []
        until = time.monotonic() + seconds
        while self._has_room():
            try:
                value = next(rows)
            except StopIteration:
                self._is_read = True
                break
            pulled.append(self._reader.read(value))
            self._taken += 1
            if time.monotonic() > until:
                break
        return pulled

    def _report_progress(self, *, is_last: bool = False) -> None:
        plan = self._plan
        if plan.on_progress is None:
            return
        now = time.monotonic()
        if is_last or now - self._reported_at >= plan.every:
            self._reported_at = now
            plan.on_progress(structs.replace(self.progress, is_done=True) if is_last else self.progress)

    def _end(self) -> None:
        self._figures.end()
        self._report_progress(is_last=True)
        if self._journal is not None:
            self._journal.close()


class BulkRun(_RunBase[T], Iterator["MapResult[T]"]):
    """A run over rows: an iterator of `MapResult`.

    Calls begin with the first result that is requested, in a thread with an event loop of its own; rows are read in the
    caller's thread. Leaving the ``with`` block, or closing the run, cancels the calls that are under way.
    """

    def __init__(self, plan: Plan) -> None:
        plan.check(is_async=False)
        self._rows = iterate(plan.rows)
        self._wake = threading.Event()
        self._is_waiting = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopped: asyncio.Event | None = None
        self._crash: BaseException | None = None
        super().__init__(plan)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> MapResult[T]:
        """Return the next result.

        Raises:
            StopIteration: If all rows are done.
            BulkError: If the run has to end before.
            AuthenticationError: If the key is not accepted.
        """
        if self._is_closed:
            raise StopIteration
        try:
            while True:
                if (result := self._next_result()) is not None:
                    if self._has_room():
                        self._feed()
                    self._report_progress()
                    return result
                engine = self._engine
                if engine is not None and engine.failure is not None:
                    self._drain(engine)
                    continue
                if self._crash is not None:
                    raise self._crash
                if self._has_room():
                    self._feed()
                    if self._outbox:
                        continue
                elif self._is_read and self._taken == self._returned:
                    self.close()
                    raise StopIteration
                if not self._has_room():
                    self._wait()
                self._report_progress()
        except StopIteration:
            raise
        except BaseException:
            self.close()
            raise

    def finish(self) -> Report:
        """Process all rows without returning their results, and return the figures. The results are in the journal.

        Raises:
            BulkError: If the run has to end before.
        """
        for _ in self:
            pass
        return self.report

    def close(self) -> None:
        """End the run: cancel the calls under way and close the journal."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            loop, stopped, thread = self._loop, self._stopped, self._thread
            if loop is not None and stopped is not None and thread is not None:
                with suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(stopped.set)
                thread.join()
        finally:
            self._end()

    def __del__(self) -> None:
        if not getattr(self, "_is_closed", True):
            with suppress(Exception):
                self.close()

    def _feed(self) -> None:
        """Read some rows, and hand them to the engine."""
        if self._thread is None:
            self._start()
        if (pulled := self._pull(self._rows, PULL_SECONDS)) and self._loop is not None:
            self._loop.call_soon_threadsafe(self._take, pulled)

    def _start(self) -> None:
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), name="inferwire-bulk", daemon=True)
        self._thread.start()
        started.wait()

    def _run(self, started: threading.Event) -> None:
        try:
            asyncio.run(self._main(started))
        except BaseException as exc:
            self._crash = exc
        finally:
            started.set()
            self._wake.set()

    async def _main(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        try:
            self._engine = self._make_engine()
            started.set()
            await self._stopped.wait()
            await self._engine.cancel()
        finally:
            started.set()

    def _take(self, rows: list[Row]) -> None:
        engine = self._engine
        assert engine is not None
        for row in rows:
            engine.add(row)
        engine.pump()

    def _deliver(self, result: MapResult[T]) -> None:
        self._outbox.append(result)
        if self._is_waiting:
            self._is_waiting = False
            self._wake.set()

    def _notify(self) -> None:
        self._wake.set()

    def _wait(self) -> None:
        self._wake.clear()
        self._is_waiting = True
        engine = self._engine
        if not self._outbox and (engine is None or engine.failure is None) and self._crash is None:
            self._wake.wait(min(self._plan.every, 0.25))
        self._is_waiting = False

    def _drain(self, engine: Engine) -> None:
        """Wait for the calls under way, so that their results are returned; then raise why the run ends."""
        assert engine.failure is not None
        if self._is_drained:
            raise engine.failure
        if self._loop is not None and not self._loop.is_closed():
            asyncio.run_coroutine_threadsafe(engine.drain(), self._loop).result()
        self._is_drained = self._is_read = True


class AsyncBulkRun(_RunBase[T], AsyncIterator["MapResult[T]"]):
    """A run over rows: an asynchronous iterator of `MapResult`, on asyncio.

    Calls begin with the first result that is requested. Leaving the ``async with`` block, or closing the run, cancels
    the calls that are under way.
    """

    def __init__(self, plan: Plan) -> None:
        plan.check(is_async=True)
        self._source: AsyncIterable[Any] | None = None
        self._rows: Iterator[Any] = iter(())
        rows: Any = plan.rows
        if hasattr(rows, "__aiter__") and not hasattr(rows, "__iter__"):
            self._source = rows
        else:
            self._rows = iterate(rows)
        self._wake: asyncio.Event | None = None
        self._feeder: asyncio.Task[None] | None = None
        self._room: asyncio.Event | None = None
        super().__init__(plan)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> MapResult[T]:
        """Return the next result.

        Raises:
            StopAsyncIteration: If all rows are done.
            BulkError: If the run has to end before.
            AuthenticationError: If the key is not accepted.
        """
        if self._is_closed:
            raise StopAsyncIteration
        try:
            engine = self._start()
            while True:
                if (result := self._next_result()) is not None:
                    self._feed(engine)
                    self._report_progress()
                    return result
                if engine.failure is not None:
                    if self._is_drained:
                        raise engine.failure
                    await engine.drain()
                    self._is_drained = self._is_read = True
                    continue
                self._feed(engine)
                if self._outbox:
                    continue
                if self._is_read and self._taken == self._returned:
                    await self.aclose()
                    raise StopAsyncIteration
                await self._wait(engine)
                self._report_progress()
        except StopAsyncIteration:
            raise
        except BaseException:
            await self.aclose()
            raise

    async def finish(self) -> Report:
        """Process all rows without returning their results, and return the figures. The results are in the journal.

        Raises:
            BulkError: If the run has to end before.
        """
        async for _ in self:
            pass
        return self.report

    async def aclose(self) -> None:
        """End the run: cancel the calls under way and close the journal."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            if self._feeder is not None:
                self._feeder.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await self._feeder
            if self._engine is not None:
                await self._engine.cancel()
        finally:
            self._end()

    close = aclose

    def _start(self) -> Engine:
        if self._engine is None:
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                text = "bulk runs need asyncio; on another event loop, run InferenceClient.map in a thread"
                raise InputError(text) from None
            self._wake = asyncio.Event()
            self._room = asyncio.Event()
            self._engine = self._make_engine()
            if self._source is not None:
                self._feeder = asyncio.get_running_loop().create_task(self._read(self._engine, self._source))
        return self._engine

    def _feed(self, engine: Engine) -> None:
        if not self._has_room():
            return
        if self._room is not None and self._source is not None:
            self._room.set()
            return
        for row in self._pull(self._rows, PULL_SECONDS):
            engine.add(row)
        engine.pump()

    async def _read(self, engine: Engine, source: AsyncIterable[Any]) -> None:
        """Read an asynchronous source, while results are returned."""
        room, wake = self._room, self._wake
        assert room is not None
        assert wake is not None
        try:
            async for value in source:
                self._taken += 1
                engine.add(self._reader.read(value))
                engine.pump()
                while not self._has_room():
                    room.clear()
                    await room.wait()
            self._is_read = True
        except Exception as exc:
            engine.fail(exc)
        finally:
            wake.set()

    def _deliver(self, result: MapResult[T]) -> None:
        self._outbox.append(result)
        self._notify()

    def _notify(self) -> None:
        if self._wake is not None:
            self._wake.set()

    async def _wait(self, engine: Engine) -> None:
        wake = self._wake
        assert wake is not None
        if self._has_room() and self._source is None:
            await asyncio.sleep(0)  # there are more rows to read
            return
        wake.clear()
        if self._outbox or engine.failure is not None:
            return
        if self._plan.on_progress is None:
            await wake.wait()
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), self._plan.every)


publish(AsyncBulkRun, BulkRun)
