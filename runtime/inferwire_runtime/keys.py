"""API keys: find them, decide where they may be sent, and keep them out of logs, reprs and tracebacks."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from inferwire_runtime.redaction import Redactor

T = TypeVar("T")

HUGGING_FACE_VARIABLE = "HF_TOKEN"
HUGGING_FACE_HOSTS = ("huggingface.co",)
ENDPOINT_DOMAIN = ".endpoints.huggingface.cloud"
HUGGING_FACE_DOMAINS = (".huggingface.co", ENDPOINT_DOMAIN)
SECRET_HEADERS = frozenset(
    {
        *("authorization", "proxy-authorization", "cookie", "api-key", "x-api-key", "x-key", "x-api-token"),
        *("x-auth-token", "x-access-token", "private-token", "x-goog-api-key", "x-amz-security-token"),
        "ocp-apim-subscription-key",
    }
)
MIN_CREDENTIAL = 8  # characters; shorter parts of a secret header are settings, such as "dark" in "theme=dark"


class Secret(str):
    """A string with a masked repr, to hide keys in tracebacks that print local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def as_secret(value: T) -> T:
    """Convert a string to a `Secret`; return any other value unchanged."""
    return cast("T", Secret(value)) if isinstance(value, str) else value


def mask_keys(options: Any) -> None:
    """Replace API keys and secret headers in options with `Secret` strings, in place."""
    for name in ("api_key", "token"):
        if name in options:
            options[name] = as_secret(options[name])
    if is_mapping(headers := options.get("headers")):
        options["headers"] = {
            name: as_secret(value) if str(name).lower() in SECRET_HEADERS else value for name, value in headers.items()
        }


class Key:
    """An API key that no repr, log, traceback or pickle shows.

    Attributes:
        scheme: Authentication scheme before the key in its header, for example ``Bearer``.
        is_explicit: Whether the caller passed the key, rather than the environment or a file.
    """

    __slots__ = ("_header", "_redactor", "_value", "is_explicit", "scheme")

    def __init__(self, value: str, *, is_explicit: bool, header: str = "authorization", scheme: str = "Bearer") -> None:
        value = Secret(value.strip())
        if not value.isascii() or not value.isprintable() or " " in value:
            raise InputError("the API key contains a space, a line break or a non-ASCII character; copy it again")
        self._value = value
        self._header = header
        self._redactor: Redactor | None = None
        self.scheme = scheme
        self.is_explicit = is_explicit

    @property
    def is_hugging_face(self) -> bool:
        """Whether this is a Hugging Face token, which goes to the router and never to a provider."""
        return self._value.startswith("hf_")

    @property
    def fingerprint(self) -> str:
        """A digest that identifies the key without revealing it."""
        import hashlib  # only for look-ups on the Hub

        return hashlib.sha256(self._value.encode()).hexdigest()

    def with_scheme(self, header: str, scheme: str) -> Key:
        """Return the same key for a server that expects it in another header or with another scheme."""
        return Key(self._value, is_explicit=self.is_explicit, header=header, scheme=scheme)

    def reveal(self) -> str:
        """Return the key itself. Call this only to send or to mask it."""
        return self._value

    def header(self) -> tuple[str, str]:
        """Return the name and the value of the key's header. Call this only to send a request."""
        return self._header, Secret(f"{self.scheme} {self._value}".strip())

    @property
    def header_name(self) -> str:
        """Name of the header that carries the key."""
        return self._header

    def redact(self, text: str) -> str:
        """Return *text* with the key masked, whether escaped, encoded or truncated."""
        if self._redactor is None:
            from inferwire_runtime.redaction import Redactor  # loaded by the core

            self._redactor = Redactor(self._value)
        return self._redactor.redact(text)

    def __repr__(self) -> str:
        return "Key(***)"

    def __reduce__(self) -> Any:
        raise TypeError("an API key cannot be pickled; pickle the client, which looks its key up again")


def request_secrets(key: Key | None, headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets of a request: its key and the secrets in its headers."""
    if key is not None:
        yield key.reveal()
    yield from header_secrets(headers)


def header_secrets(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets in *headers*: each secret header with and without its scheme, and every credential in it.

    Args:
        headers: Headers with lower-case names.
    """
    for name, value in headers.items():
        if name not in SECRET_HEADERS or not (whole := value.strip()):
            continue
        yield whole
        scheme, _, rest = whole.partition(" ")
        if "=" in scheme:
            rest = whole  # cookies have no scheme
        yield rest.strip()
        for part in re.split(r"[\s;,]+", rest):  # session=...; theme=dark  or  token="...", email="..."
            credential = part.partition("=")[2].strip('="') or part.rstrip("=")
            if len(credential) >= MIN_CREDENTIAL:
                yield credential


def find_key(api_key: str | bool | None, variables: Sequence[str], environ: Mapping[str, str]) -> Key | None:
    """Find the API key for a call; None if there is none. May read a file.

    Args:
        api_key: The caller's key, False to send no key, or None to search the environment and the saved token.
        variables: Environment variables of the provider, in order of preference.
        environ: Environment variables of the process.
    """
    if api_key is False:
        return None
    if isinstance(api_key, str):
        if not api_key.strip():
            raise InputError("`api_key` is an empty string; pass api_key=False to send no key")
        return Key(api_key, is_explicit=True)
    for name in (*variables, HUGGING_FACE_VARIABLE):
        if value := Secret(environ.get(name, "").strip()):
            return Key(value, is_explicit=False)
    return _key_from_file(environ)


def _key_from_file(environ: Mapping[str, str]) -> Key | None:
    """Return the token that ``hf auth login`` saved, or None."""
    home = environ.get("HF_HOME") or os.path.join(environ.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")
    path = environ.get("HF_TOKEN_PATH") or os.path.join(home, "token")
    try:
        with open(os.path.expanduser(path), encoding="utf-8") as file:
            value = Secret(file.read().strip())
    except (OSError, UnicodeDecodeError):
        return None
    return Key(value, is_explicit=False) if value else None


def is_hugging_face_url(url: str) -> bool:
    """Return whether *url* belongs to Hugging Face, so that a token from the environment may be sent to it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if "@" in parts.netloc or "\\" in parts.netloc:
        return False  # URL parsers disagree on where the host begins
    return parts.scheme == "https" and (host in HUGGING_FACE_HOSTS or host.endswith(HUGGING_FACE_DOMAINS))
