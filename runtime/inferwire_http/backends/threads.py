"""Threads for functions that block: files, name look-ups, certificates and imports.

They are our own. An event loop's default executor, and anyio's threads, may be busy with work of the application, so
that calls would wait for it. Here, only our own functions are waited for, each within a time limit. The threads are
daemons: one that is stuck, at a pipe or a file system that does not respond, neither keeps an event loop from ending
nor the interpreter.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MAX_THREADS = 40
IDLE_SECONDS = 5.0  # after which an idle thread ends


class ThreadPool:
    """Calls functions in threads, which are started as they are needed."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._count = 0
        self._idle = 0

    def submit(self, job: Callable[[], object]) -> None:
        """Call ``job``, which must not raise, in a thread. Never waits."""
        with self._lock:
            is_new = self._idle <= self._jobs.qsize() and self._count < MAX_THREADS
            if is_new:
                self._count += 1
            self._jobs.put(job)
        if is_new:
            try:
                threading.Thread(target=self._work, name="inferwire", daemon=True).start()
            except RuntimeError:  # no other thread can be started
                with self._lock:
                    self._count -= 1
                if not self._count:
                    raise

    def _work(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            try:
                job = self._jobs.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                job = None
            with self._lock:
                self._idle -= 1
                if job is None and self._jobs.empty():
                    self._count -= 1
                    return
            if job is not None:
                job()
                del job  # what it references must not live on with an idle thread


class Outcome(Generic[T]):
    """The result of a function that is called in a thread, or its exception.

    Attributes:
        is_abandoned: Whether nobody waits for it, so that it need not be called.
    """

    __slots__ = ("_error", "_function", "_notify", "_result", "is_abandoned")

    _result: T

    def __init__(self, function: Callable[[], T], notify: Callable[[], object]) -> None:
        """Prepare a call.

        Args:
            function: Function to call.
            notify: Called in the thread once the function has returned.
        """
        self._function = function
        self._notify = notify
        self._error: BaseException | None = None
        self.is_abandoned = False

    def __call__(self) -> None:
        """Call the function."""
        if self.is_abandoned:
            return
        try:
            self._result = self._function()
        except BaseException as exc:
            self._error = exc
        self._notify()

    def result(self) -> T:
        """Return the result, or raise the exception. Call this once."""
        if self._error is None:
            result = self._result
            del self._result  # the thread may reference this object a little longer
            return result
        try:
            raise self._error
        finally:
            self._error = None  # a cycle would keep its frames alive


_pool = ThreadPool()


def submit(job: Callable[[], object]) -> None:
    """Call ``job``, which must not raise, in a thread of this process. Never waits."""
    _pool.submit(job)


def _after_fork() -> None:
    global _pool
    _pool = ThreadPool()  # the threads are the parent's


if hasattr(os, "register_at_fork"):  # missing on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)
