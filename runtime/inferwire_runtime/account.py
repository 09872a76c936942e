"""Values of a caller's account that requests need beyond the key: a resource, a region, a project."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from inferwire_http.urls import quote
from inferwire_runtime.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{(\w+)\}")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")  # part of a host, which no value can leave


class Account:
    """The values of an account at one provider: those that the caller passed, or else of the environment."""

    __slots__ = ("_passed", "_rules", "_title")

    def __init__(self, title: str, rules: Mapping[str, tuple[str, str | None]], passed: Mapping[str, str]) -> None:
        """Check the names that the caller passed.

        Args:
            title: Display name of the provider.
            rules: Environment variable and default of each value; None if there is no default.
            passed: Values that the caller passed. Names that the provider does not have may be another provider's.

        Raises:
            InputError: If a name is nearly one that the provider has.
        """
        for name in passed.keys() - rules.keys():
            from difflib import get_close_matches  # only for names of other providers, or misspelt ones

            if close := get_close_matches(name, rules.keys() - passed.keys(), n=1):
                raise InputError(f"`account` of {title} has no {name!r:.80}; did you mean {close[0]!r}?")
        self._title = title
        self._rules = rules
        self._passed = passed

    def get(self, name: str) -> str:
        """Return a value.

        Raises:
            InputError: If there is none.
        """
        value = self.find(name)
        if isinstance(value, UnsetType):
            variable = self._rules[name][0]
            raise InputError(
                f"{self._title} needs {name!r} of your account; pass account={{{name!r}: ...}} or set {variable}"
            )
        return value

    def find(self, name: str) -> str | UnsetType:
        """Return a value, or UNSET if there is none."""
        variable, default = self._rules[name]
        value = self._passed.get(name) or os.environ.get(variable, "").strip() or default
        return str(value) if value else UNSET  # not `Secret`, which JSON cannot hold

    def fill(self, text: str) -> str:
        """Return a string with the values in place of its placeholders.

        Raises:
            InputError: If a value is missing.
        """
        return PLACEHOLDER.sub(lambda found: self.get(found[1]), text)

    def fill_query(self, query: str) -> str:
        """Return a query with the values, percent-encoded, in place of its placeholders.

        Raises:
            InputError: If a value is missing.
        """
        return PLACEHOLDER.sub(lambda found: quote(self.get(found[1]), safe="~-._"), query)

    def fill_url(self, url: str) -> str:
        """Return a base URL with the values in place of its placeholders. No value can change the host's other labels.

        Raises:
            InputError: If a value is missing, or cannot be part of a host or a segment of a path.
        """
        scheme, separator, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        host = PLACEHOLDER.sub(lambda found: self._label(found[1]), host)
        path = PLACEHOLDER.sub(lambda found: self._segment(found[1]), path)
        return f"{scheme}{separator}{host}{slash}{path}"

    def _label(self, name: str) -> str:
        value = self.get(name)
        if not LABEL.fullmatch(value):
            raise InputError(
                f"{name!r} of your account at {self._title} must be letters, digits and dashes, as part of a host; "
                f"check account={{{name!r}: ...}} or {self._rules[name][0]}"
            )
        return value

    def _segment(self, name: str) -> str:
        value = self.get(name)
        if value in (".", "..") or "/" in value or "\\" in value or not value.isprintable():
            raise InputError(
                f"{name!r} of your account at {self._title} must be one segment of a path, without slashes; "
                f"check account={{{name!r}: ...}} or {self._rules[name][0]}"
            )
        return quote(value, safe="~-._")

    def __repr__(self) -> str:
        return f"Account({', '.join(self._rules)})"
