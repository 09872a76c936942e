"""Import HTTP libraries when they are first needed."""

from __future__ import annotations

import importlib
from typing import Any

from inferwire_http.exceptions import MissingLibraryError


def load_library(name: str) -> Any:
    """Import an HTTP library.

    Raises:
        MissingLibraryError: If the library is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as exc:
        raise MissingLibraryError(name) from exc
