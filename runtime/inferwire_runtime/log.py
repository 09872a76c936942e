"""The ``inferwire`` logger: each response and failed attempt at DEBUG level, and warnings about unexpected behavior."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

DEBUG = 10  # logging.DEBUG, without the import

_logger: logging.Logger | None = None


def get_logger() -> logging.Logger:
    """Return the logger. The first call imports `logging`, which takes as long as importing this whole package."""
    global _logger
    if _logger is None:
        import logging  # see above

        _logger = logging.getLogger("inferwire")
    return _logger
