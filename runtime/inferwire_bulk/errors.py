"""The exceptions that end a bulk run."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

from collections.abc import Sequence
from typing import Any

from inferwire_runtime.errors import InferwireError, publish


class BulkError(InferwireError):
    """A bulk run ended before all its rows were done.

    Attributes:
        results: Finished results that neither the journal nor the caller has received.
    """

    results: Sequence[Any] = ()


class TooManyErrorsError(BulkError):
    """More rows failed than ``max_errors`` allows."""


class JournalError(BulkError):
    """The journal of a bulk run cannot be read or written."""


publish(BulkError, TooManyErrorsError, JournalError)
