"""Keep queries out of the log lines that httpx and httpx2 write about each request: they may contain keys."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_filter: ContextVar[logging.Filter | None] = ContextVar("filter", default=None)  # of the request that is being sent


class _WithoutQueries(logging.Filter):
    """Removes the queries from the URLs in the lines of one request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if _filter.get() is self and isinstance(record.args, tuple):
            record.args = tuple(map(_without_query, record.args))
        return True


def _without_query(value: Any) -> Any:
    return value.copy_with(query=None) if hasattr(value, "copy_with") and hasattr(value, "query") else value


@contextmanager
def hidden_queries(library: str) -> Generator[None]:
    """Hide the query of the request that is sent within the ``with``."""
    logger = logging.getLogger(library)
    hides = _WithoutQueries()
    logger.addFilter(hides)
    token = _filter.set(hides)
    try:
        yield
    finally:
        _filter.reset(token)
        logger.removeFilter(hides)
