"""Keys: where they come from, and that they are never shown."""

from __future__ import annotations

import base64
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from inferwire_runtime.errors import InputError
from inferwire_runtime.shapes import is_mapping
from inferwire_runtime.urls import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

SHORTEST_PART = 12  # letters of a key that are hidden, where more of it was cut off

HUGGING_FACE_VARIABLE = "HF_TOKEN"
HUGGING_FACE_HOSTS = ("huggingface.co",)
SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "api-key", "x-api-key", "x-key"})
ENDPOINT_DOMAIN = ".endpoints.huggingface.cloud"
HUGGING_FACE_DOMAINS = (".huggingface.co", ENDPOINT_DOMAIN)


class Secret(str):
    """A text that does not show itself where it is printed with what holds it: a dict, a traceback with locals."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def as_secret(value: T) -> T:
    """Make a text one that does not show itself; leave anything else as it is."""
    return cast("T", Secret(value)) if isinstance(value, str) else value


def hide_keys(options: Any) -> None:
    """Make the keys among a call's options texts that do not show themselves, in place."""
    for name in ("api_key", "token"):
        if name in options:
            options[name] = as_secret(options[name])
    if is_mapping(headers := options.get("headers")):
        options["headers"] = {
            name: as_secret(text) if str(name).lower() in SECRET_HEADERS else text for name, text in headers.items()
        }


class Key:
    """A key that does not show itself: not in a repr, a log, a traceback or a pickle of a request.

    Attributes:
        scheme: What stands before it in the header, for example ``Bearer``.
        is_explicit: Whether the caller passed it, rather than a variable or a file.
    """

    __slots__ = ("_header", "_value", "is_explicit", "scheme")

    def __init__(self, value: str, *, is_explicit: bool, header: str = "authorization", scheme: str = "Bearer") -> None:
        value = Secret(value.strip())
        if not value.isascii() or not value.isprintable() or " " in value:
            raise InputError("the key holds a space, a line break or a character that no key has; copy it again")
        self._value = value
        self._header = header
        self.scheme = scheme
        self.is_explicit = is_explicit

    @property
    def is_hugging_face(self) -> bool:
        """Whether it is a token of Hugging Face, which goes to the router and never to a provider."""
        return self._value.startswith("hf_")

    def with_scheme(self, header: str, scheme: str) -> Key:
        """Give the same key for a service that reads it from another header or after another word."""
        return Key(self._value, is_explicit=self.is_explicit, header=header, scheme=scheme)

    def header(self) -> tuple[str, str]:
        """Give the name and value of the header, for the moment of sending only."""
        return self._header, Secret(f"{self.scheme} {self._value}".strip())

    @property
    def header_name(self) -> str:
        """Name of the header."""
        return self._header

    def is_in(self, text: str) -> bool:
        """Whether ``text`` gives the key away."""
        return self._value in text

    def hide_in(self, text: str) -> str:
        """Give ``text`` without the key: however it is written, and without what is left of one that was cut."""
        return _pattern(self._value).sub("***", text)

    def __repr__(self) -> str:
        return "Key(***)"

    def __reduce__(self) -> Any:
        raise TypeError("a key is not pickled; pickle the client, which reads its key again")


@lru_cache(maxsize=64)
def _pattern(key: str) -> re.Pattern[str]:
    """Make what finds a key in a text, also where a server wrote it in percents, escapes, entities or base64."""
    if len(key) < SHORTEST_PART:  # made up, for a server that wants none; its letters stand in other words, too
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(key)}(?![A-Za-z0-9])")
    letters = [_letter(letter) for letter in key]
    gap = r"(?:<[^<>]{0,200}>|\s)?"  # where a page shows it in parts
    rest = ""
    for letter in reversed(letters[SHORTEST_PART:]):
        rest = f"(?:{gap}{letter}{rest})?"
    forms = [gap.join(letters[:SHORTEST_PART]) + rest]
    for before in range(3):  # what stands before it shifts its base64
        encoded = base64.b64encode(b"-" * before + key.encode()).decode()[(0, 2, 3)[before] : -4]
        start = re.escape(encoded[: SHORTEST_PART - 2]).replace(r"\+", "[+-]").replace("/", "[/_]")
        forms.append(start + "[A-Za-z0-9+/_=-]*")
    return re.compile("|".join(forms), re.IGNORECASE)


def _letter(letter: str) -> str:
    """Give the pattern of one letter of a key."""
    code = ord(letter)
    forms = [re.escape(letter), f"%{code:02x}", rf"\\+u{code:04x}", rf"&\#{code};", rf"&\#x{code:x};"]
    if letter == "/":
        forms.append(r"\\+/")
    return f"(?:{'|'.join(forms)})"


def find_key(api_key: str | bool | None, variables: Sequence[str], environ: Mapping[str, str]) -> Key | None:
    """Find the key for a call. Reads a file, so drivers run it off the event loop.

    Args:
        api_key: What the caller passed: a key, False for none, None for whatever is around.
        variables: Environment variables of the provider that was named, first choice first.
        environ: The environment.
    """
    if api_key is False:
        return None
    if isinstance(api_key, str):
        if not api_key.strip():
            raise InputError("the key is an empty text; pass api_key=False to send none")
        return Key(api_key, is_explicit=True)
    for name in (*variables, HUGGING_FACE_VARIABLE):
        if value := Secret(environ.get(name, "").strip()):
            return Key(value, is_explicit=False)
    return _key_from_file(environ)


def _key_from_file(environ: Mapping[str, str]) -> Key | None:
    """Read the token that ``hf auth login`` saved."""
    home = environ.get("HF_HOME") or os.path.join(environ.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")
    path = environ.get("HF_TOKEN_PATH") or os.path.join(home, "token")
    try:
        with open(os.path.expanduser(path), encoding="utf-8") as file:
            value = Secret(file.read().strip())
    except (OSError, UnicodeDecodeError):
        return None
    return Key(value, is_explicit=False) if value else None


def is_hugging_face_url(url: str) -> bool:
    """Whether a token that nobody passed may be sent there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if "@" in parts.netloc or "\\" in parts.netloc:
        return False  # readers of URLs do not agree on where the host begins
    return parts.scheme == "https" and (host in HUGGING_FACE_HOSTS or host.endswith(HUGGING_FACE_DOMAINS))
