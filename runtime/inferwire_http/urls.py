"""Lazy wrappers for `urllib.parse`, whose import takes as long as all imports before the first call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urllib.parse import SplitResult


def urlsplit(url: str) -> SplitResult:
    """Split a URL into its parts.

    Raises:
        ValueError: If the URL is invalid.
    """
    from urllib import parse

    return parse.urlsplit(url)


def urljoin(base: str, url: str) -> str:
    """Resolve ``url`` against ``base``.

    Raises:
        ValueError: If either URL is invalid.
    """
    from urllib import parse

    return parse.urljoin(base, url)


def quote(text: str, safe: str = "/") -> str:
    """Percent-encode the special characters in ``text``, except for the characters in ``safe``."""
    from urllib import parse

    return parse.quote(text, safe=safe)


def unquote(text: str) -> str:
    """Decode the percent-encoded characters in ``text``."""
    from urllib import parse

    return parse.unquote(text)
