"""What is used of `urllib.parse`, which takes as long to load as all that stands here: only the first call does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urllib.parse import SplitResult


def urlsplit(url: str) -> SplitResult:
    """Take a URL apart.

    Raises:
        ValueError: It is none.
    """
    from urllib import parse

    return parse.urlsplit(url)


def urljoin(base: str, url: str) -> str:
    """Give where ``url`` leads from ``base``.

    Raises:
        ValueError: It is none.
    """
    from urllib import parse

    return parse.urljoin(base, url)


def quote(text: str, safe: str = "/") -> str:
    """Write text as a URL has it, but for the characters in ``safe``."""
    from urllib import parse

    return parse.quote(text, safe=safe)
