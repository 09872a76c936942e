"""Shorten tracebacks by hiding internal frames."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inferwire_runtime.errors import InferwireError

DEBUG_VARIABLE = "INFERWIRE_DEBUG"
PACKAGES = ("inferwire", "inferwire_http", "inferwire_runtime")


def hide_frames(error: InferwireError | TypeError) -> None:
    """Remove internal frames from an error's traceback, except for the frame that raised the error.

    After a bare ``raise``, the traceback shows the caller's code, the method that was called, and the place of the
    failure. With ``INFERWIRE_DEBUG=1``, the traceback is left unchanged.
    """
    if os.environ.get(DEBUG_VARIABLE) in (None, "", "0") and (last := error.__traceback__) is not None:
        while last.tb_next is not None:
            last = last.tb_next
        # A TypeError is ours if it refuses an argument; any other may be from the caller's code, or a bug.
        if not isinstance(error, TypeError) or last.tb_frame.f_globals.get("__name__") == "inferwire_runtime.options":
            error.__traceback__ = last


def level_of_caller() -> int:
    """Return the ``stacklevel`` with which a warning shows the line that called us, counted from the caller of this."""
    import inspect  # only for a warning

    level, frame = 0, inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] in PACKAGES:
        level, frame = level + 1, frame.f_back
    return level
