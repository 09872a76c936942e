"""Reset locks and connections, which a forked process must not share with its parent."""

from __future__ import annotations

import os
import weakref
from typing import Any, Protocol


class Forkable(Protocol):
    """An object with locks or connections."""

    def after_fork(self) -> None:
        """Replace locks and drop connections in the child process."""
        ...


_forkable: weakref.WeakSet[Forkable] = weakref.WeakSet()
_parents: list[Any] = []


def call_after_fork(thing: Forkable) -> None:
    """Call ``thing.after_fork()`` in every process that is forked from this one."""
    _forkable.add(thing)


def keep_for_parent(connections: Any) -> None:
    """Keep the parent's connections alive in the child process.

    Their finalizers would send a TLS close-notify over sockets that both processes share.
    """
    _parents.append(connections)


def _after_fork() -> None:
    for thing in list(_forkable):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # Windows does not fork
    os.register_at_fork(after_in_child=_after_fork)
