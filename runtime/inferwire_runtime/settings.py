"""The headers and cookies of a client, as its attributes show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Never

from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import is_mapping
from inferwire_runtime.keys import as_secret, is_secret_name

_COOKIE_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_COOKIE_VALUE = re.compile(r"[!-:<-~]*( [!-:<-~]+)*")  # printable ASCII without semicolons


class ReadOnlyHeaders(Mapping[str, str]):
    """The headers of a client. Its repr masks those that are secret."""

    __slots__ = ("_headers",)

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = {name: as_secret(text) if is_secret_name(name) else text for name, text in headers.items()}

    def __getitem__(self, name: str) -> str:
        return self._headers[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headers)

    def __len__(self) -> int:
        return len(self._headers)

    def __setitem__(self, name: str, value: str) -> Never:
        raise TypeError(
            "the headers of a client cannot be changed, because calls may be running; "
            f"create a copy: client.with_options(headers={{{name!r:.80}: ...}})"
        )

    def __repr__(self) -> str:
        return repr(self._headers)


def add_cookies(header: str | None, cookies: Mapping[str, str]) -> str:
    """Return the value of a ``cookie`` header with more cookies; new ones replace old ones of the same name.

    Raises:
        InputError: If a cookie has an invalid name or value.
    """
    if not is_mapping(cookies):
        raise InputError(f"`cookies` must be a mapping of names to values, got {describe(cookies)}")
    merged = parse_cookies(header) or {}
    try:
        items = list(cookies.items())
    except Exception as exc:
        raise InputError(f"`cookies` cannot be read: it raises {type(exc).__name__}") from exc
    for name, value in items:
        if not isinstance(name, str) or not _COOKIE_NAME.fullmatch(name):
            raise InputError(f"`cookies` has an invalid name: {name!r:.80}")
        if not isinstance(value, str):
            raise InputError(f"`cookies` must map names to strings; {name!r:.80} is {type(value).__name__}")
        if not _COOKIE_VALUE.fullmatch(value):
            raise InputError(f"`cookies` must have values of ASCII characters without ';'; {name!r:.80} does not")
        merged[name] = value
    return as_secret("; ".join(f"{name}={value}" for name, value in merged.items()))


def parse_cookies(header: str | None) -> dict[str, str] | None:
    """Return the cookies in the value of a ``cookie`` header by name; None if there are none."""
    if not header:
        return None
    pairs = (item.strip().partition("=") for item in header.split(";"))
    return {name: as_secret(value) for name, _, value in pairs if name}
