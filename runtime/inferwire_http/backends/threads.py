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
    """Calls functions in threads, which are started as they are needed.

    There is no lock, which an interrupt could leave locked for ever: every step is an atomic operation. A thread is no
    longer idle before it looks for a last job, and a job is in the queue before `submit` looks for an idle thread.
    """

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._threads: set[object] = set()  # a token of each
        self._idle: set[object] = set()

    def submit(self, job: Callable[[], object]) -> None:
        """Call ``job``, which must not raise, in a thread. Never waits."""
        self._jobs.put(job)
        if len(self._idle) < self._jobs.qsize() and len(self._threads) < MAX_THREADS:
            token = object()
            self._threads.add(token)
            try:
                threading.Thread(target=self._work, args=(token,), name="inferwire", daemon=True).start()
            except RuntimeError:  # no other thread can be started
                self._threads.discard(token)
                if not self._threads:
                    raise
            except BaseException:
                self._threads.discard(token)  # it may have been started all the same, and adds itself
                raise

    def _work(self, token: object) -> None:
        self._threads.add(token)
        try:
            while True:
                self._idle.add(token)
                try:
                    job = self._jobs.get(timeout=IDLE_SECONDS)
                except queue.Empty:
                    job = None
                self._idle.discard(token)
                if job is None:
                    if self._jobs.empty():
                        return
                else:
                    job()
                    del job  # what it references must not live on with an idle thread
        finally:
            self._idle.discard(token)
            self._threads.discard(token)


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
