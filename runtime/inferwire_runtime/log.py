"""The logger ``inferwire``: what was answered, at the level of debugging; warnings of what a caller may not expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

DEBUG = 10  # as `logging` has it

_logger: logging.Logger | None = None


def logger() -> logging.Logger:
    """Give the logger; the module behind it loads with the first call, as much as all of ours together."""
    global _logger
    if _logger is None:
        import logging  # see above

        _logger = logging.getLogger("inferwire")
    return _logger
