"""Regular expressions that are compiled on first use instead of at import."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """A regular expression that compiles itself."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled on first use, without opening a file."""
    return cast("re.Pattern[str]", _LazyPattern(text, flags))
