"""API keys: find them, decide where they may be sent, and keep them out of logs, reprs and tracebacks."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from inferwire_runtime.redaction import Redactor

T = TypeVar("T")

HUGGING_FACE_VARIABLE = "HF_TOKEN"
HUGGING_FACE_VARIABLES = (HUGGING_FACE_VARIABLE, "HUGGING_FACE_HUB_TOKEN")  # the second is an older name
HUGGING_FACE_HOSTS = ("huggingface.co",)
ENDPOINT_DOMAIN = ".endpoints.huggingface.cloud"
HUGGING_FACE_DOMAINS = (".huggingface.co", ENDPOINT_DOMAIN)
HUGGING_FACE_TOKEN = re.compile(r"\bhf_")
FILE_LIMIT = 64 * 1024  # bytes
QUOTES = "\"'`"
PLACEHOLDER = re.compile(r"<.*>|\{.*\}|.*\$\{.*|\$[A-Za-z_].*|%[A-Za-z_]\w*%|[A-Za-z_][A-Za-z0-9_.-]*=[^=].*")
MIN_CREDENTIAL = 6  # characters; shorter parts of a secret header are settings, such as "dark" in "theme=dark"

# A header or query parameter is secret if a word of its name is one of these: x-api-key, access_token ...
_SECRET_WORDS = frozenset(
    {
        *(
            "key",
            "apikey",
            "subscriptionkey",
            "accesskey",
            "secretkey",
            "token",
            "apitoken",
            "accesstoken",
            "authtoken",
        ),
        *("secret", "clientsecret", "apisecret", "auth", "authorization", "password", "passwd", "pwd", "passphrase"),
        *("credential", "credentials", "cookie", "signature", "sig", "jwt", "bearer"),
    }
)
_SCHEMES = frozenset(
    {"bearer", "basic", "digest", "token", "apikey", "api-key", "x-key", "negotiate", "aws4-hmac-sha256"}
)
_PUBLIC_WORDS = frozenset({"idempotency", "cache", "websocket"})  # their keys are not secret
_known_names: set[str] = set()  # of headers and parameters that carry the key of a provider


def is_secret_name(name: str) -> bool:
    """Return whether a header or query parameter contains a secret, judging by its name."""
    lower = name.lower()
    return lower in _known_names or _has_secret_word(lower)


@lru_cache(maxsize=512)  # the same headers arrive with every response
def _has_secret_word(name: str) -> bool:
    words = set(re.split(r"[^a-z0-9]+", name))
    return not (words.isdisjoint(_SECRET_WORDS) or words & _PUBLIC_WORDS)


def public_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that contain no secret, judging by their names."""
    return {name: value for name, value in headers.items() if not is_secret_name(name)}


def add_secret_name(name: str) -> None:
    """Add a header or query parameter to those that contain secrets, because it carries the key of a provider."""
    _known_names.add(name.lower())


class Secret(str):
    """A string with a masked repr, to hide keys in tracebacks that print local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def as_secret(value: T) -> T:
    """Convert a string to a `Secret`; return any other value unchanged."""
    return cast("T", Secret("".join((value,)))) if isinstance(value, str) else value  # whatever subclass it is of


def mask_keys(options: Any) -> None:
    """Replace API keys and secret headers in options with `Secret` strings, in place."""
    for name in ("api_key", "token"):
        if name in options:
            options[name] = as_secret(options[name])
    if is_mapping(headers := options.get("headers")):
        with suppress(Exception):  # of the mapping's own; checking the option reports it
            options["headers"] = {
                name: as_secret(value) if is_secret_name(str(name)) else value for name, value in headers.items()
            }
    if is_mapping(account := options.get("account")):
        with suppress(Exception):
            options["account"] = {name: as_secret(value) for name, value in account.items()}


class KeySource(Protocol):
    """Where a token was exchanged for an API key."""

    @property
    def api_key(self) -> Key:
        """The key that is exchanged."""
        ...

    def current(self, context: Any, key: Key) -> Key:
        """Return the current token, which may have replaced *key*."""
        ...

    async def renew(self, context: Any, refused: Key) -> Key:
        """Return a new token in place of the one that was refused.

        Raises:
            InferwireError: If the exchange fails.
        """
        ...


class Key:
    """An API key that no repr, log, traceback or pickle shows.

    Attributes:
        scheme: Authentication scheme before the key in its header, for example ``Bearer``.
        is_explicit: Whether the caller passed the key, rather than the environment or a file.
        parameter: Name of the parameter of the query that carries the key; empty if a header does.
        source: Where this token was exchanged for an API key; None for a key of the caller.
    """

    __slots__ = (
        *("_environ", "_header", "_is_hugging_face", "_redactor", "_value", "_variable"),
        *("is_explicit", "parameter", "scheme", "source"),
    )

    def __init__(
        self,
        value: str,
        *,
        is_explicit: bool,
        is_hugging_face: bool | None = None,
        header: str = "authorization",
        scheme: str = "Bearer",
        parameter: str = "",
        source: str = "",
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Check a key.

        Args:
            value: The key.
            is_explicit: Whether the caller passed the key.
            is_hugging_face: Whether this is a Hugging Face token; None to judge by its text.
            header: Name of the header that carries the key.
            scheme: Authentication scheme before the key.
            parameter: Name of the parameter of the query that carries the key instead of a header.
            source: Where the key is from, for error messages: `` in HF_TOKEN``.
            environ: Environment variables of the process. A key that is also in ``HF_TOKEN`` is a Hugging Face token.

        Raises:
            InputError: If the value cannot be a key.
        """
        value = Secret(value.strip())
        if not value.isascii() or not value.isprintable() or " " in value:
            scheme_hint = " without 'Bearer'" if value[:7].lower() == "bearer " else ""
            raise InputError(
                f"the API key{source} contains a space, a line break or a non-ASCII character; "
                f"copy it again{scheme_hint}"
            )
        if any(quote in value for quote in QUOTES):
            raise InputError(f"the API key{source} contains a quotation mark; copy it again without quotation marks")
        if PLACEHOLDER.fullmatch(value):
            raise InputError(
                f"the API key{source} is a placeholder, such as <key>, ${{KEY}} or KEY=value; pass the key alone"
            )
        self._value = value
        self._header = header
        self._redactor: Redactor | None = None
        self.scheme = scheme
        self.parameter = parameter
        self.source: KeySource | None = None
        self.is_explicit = is_explicit
        self._environ = environ
        self._is_hugging_face = is_hugging_face
        self._variable = ""

    @property
    def variable(self) -> str:
        """Environment variable that programs read the key from."""
        return self._variable or (HUGGING_FACE_VARIABLE if self.is_hugging_face else "API_KEY")

    @property
    def is_hugging_face(self) -> bool:
        """Whether this is a Hugging Face token, which goes to the router and never to a provider."""
        if self._is_hugging_face is None:  # not looked up for endpoints
            self._is_hugging_face = is_hugging_face_token(self._value) or (
                self._environ is not None and is_ambient(self._value, self._environ)
            )
        return self._is_hugging_face

    @property
    def fingerprint(self) -> str:
        """A digest that identifies the key without revealing it."""
        import hashlib  # only for look-ups on the Hub

        return hashlib.sha256(self._value.encode()).hexdigest()

    def with_scheme(self, header: str, scheme: str, variables: Sequence[str] = (), *, parameter: str = "") -> Key:
        """Return the same key for a server that expects it in another header, with another scheme, or in the query.

        Args:
            header: Name of the header.
            scheme: Authentication scheme.
            variables: Environment variables of the provider, in order of preference.
            parameter: Name of the parameter of the query that carries the key instead of a header.
        """
        key = Key(
            self._value,
            is_explicit=self.is_explicit,
            is_hugging_face=self.is_hugging_face,
            header=header,
            scheme=scheme,
            parameter=parameter,
        )
        key._variable = variables[0] if variables else ""
        return key

    def from_source(self, source: KeySource) -> Key:
        """Return the key, a token that comes from an exchange and can be renewed there."""
        self.source = source
        return self

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


def is_hugging_face_token(value: str) -> bool:
    """Return whether ``hf_`` begins a word of *value*, as it does in Hugging Face tokens."""
    return "hf_" in value and HUGGING_FACE_TOKEN.search(value) is not None


def unquoted(value: str) -> str:
    """Return a key without the blanks and quotation marks around it, which ``docker run --env-file`` preserves."""
    value = value.strip()
    while len(value) >= 2 and value[0] == value[-1] and value[0] in QUOTES:
        value = value[1:-1].strip()
    return "" if value in QUOTES else Secret(value)


def request_secrets(key: Key | None, headers: Mapping[str, str], url: str = "") -> Iterator[str]:
    """Yield the secrets of a request: its key, and the secrets in its headers and in the query of its URL."""
    if key is not None:
        yield from _parts(key.reveal())
        if key.source is not None:
            yield from _parts(key.source.api_key.reveal())
    yield from header_secrets(headers)
    yield from query_secrets(url)


def header_secrets(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield the secrets in *headers*: each secret header with and without its scheme, and every credential in it.

    Args:
        headers: Headers with lower-case names.
    """
    for name, value in headers.items():
        if not is_secret_name(name) or not (whole := value.strip()):
            continue
        yield whole
        scheme, _, rest = whole.partition(" ")
        if "=" in scheme:
            rest = whole  # cookies have no scheme
        elif rest and len(scheme) >= MIN_CREDENTIAL and scheme.lower() not in _SCHEMES:
            yield scheme
        yield from _parts(rest.strip() or whole)
        if scheme.lower() == "basic":
            yield from _parts(_decode_base64(rest))
        for part in re.split(r"[\s;,]+", rest):  # session=...; theme=dark  or  token="...", email="..."
            credential = part.partition("=")[2].strip('="') or part.rstrip("=")
            if len(credential) >= MIN_CREDENTIAL:
                yield credential


def query_secrets(url: str) -> Iterator[str]:
    """Yield the secrets in the query of a URL, as they are and decoded."""
    for name, value in _query_items(url):
        if value and is_secret_parameter(name):
            yield value
            if "%" in value or "+" in value:
                from urllib.parse import unquote_plus  # only for this

                yield unquote_plus(value)


def is_secret_parameter(name: str) -> bool:
    """Return whether a parameter of a query contains a secret, judging by its name."""
    return is_secret_name(name) or name.lower() == "code"  # of Azure Functions


def _query_items(url: str) -> list[tuple[str, str]]:
    query = url.partition("?")[2].partition("#")[0]
    return [(name, value) for name, _, value in (item.partition("=") for item in query.split("&"))] if query else []


def without_secret_query(url: str) -> str:
    """Return a URL without the parameters of its query that contain secrets."""
    items = [(name, value) for name, value in _query_items(url) if not is_secret_parameter(name)]
    if len(items) == len(_query_items(url)):
        return url
    query = "&".join(f"{name}={value}" if value else name for name, value in items)
    return url.partition("?")[0] + (f"?{query}" if query else "")


def without_parameter(url: str, name: str) -> str:
    """Return a URL without a parameter of its query."""
    items = [item for item in _query_items(url) if item[0] != name]
    query = "&".join(f"{name}={value}" if value else name for name, value in items)
    base, mark, fragment = url.partition("#")
    return base.partition("?")[0] + (f"?{query}" if query else "") + mark + fragment


def _parts(secret: str) -> Iterator[str]:
    """Yield a secret, and its parts if it is composed of several: a JSON Web Token, or a name and a password."""
    yield secret
    parts = re.split(r"[.:]", secret)
    if len(parts) > 1:
        yield from (part for part in parts if len(part) >= MIN_CREDENTIAL)


def _decode_base64(text: str) -> str:
    from binascii import Error, a2b_base64  # only for Basic authentication

    try:
        return a2b_base64(text.strip()).decode()
    except (Error, UnicodeDecodeError, ValueError):
        return ""


def find_key(
    api_key: str | bool | None,
    variables: Sequence[str],
    environ: Mapping[str, str],
    *,
    is_for_hugging_face: bool = True,
) -> Key | None:
    """Find the API key for a call; None if there is none. May read a file.

    Args:
        api_key: The caller's key, False to send no key, or None or True to search the environment and the saved token.
        variables: Environment variables of the provider, in order of preference.
        environ: Environment variables of the process.
        is_for_hugging_face: Whether the call may go to Hugging Face, so that its token is searched for.

    Raises:
        InputError: If what was found cannot be a key.
    """
    if api_key is False:
        return None
    if isinstance(api_key, str):
        if not (value := unquoted(api_key)):
            raise InputError("`api_key` is an empty string; pass api_key=False to send no key")
        return Key(value, is_explicit=True, environ=environ)
    for name in variables:
        if value := unquoted(environ.get(name, "")):
            return Key(value, is_explicit=False, source=f" in {name}", environ=environ)
    if not is_for_hugging_face:
        return None
    for name in HUGGING_FACE_VARIABLES:
        if value := unquoted(environ.get(name, "")):
            return Key(value, is_explicit=False, is_hugging_face=True, source=f" in {name}")
    return _key_from_file(environ)


def is_ambient(api_key: str, environ: Mapping[str, str]) -> bool:
    """Return whether a key that was passed is the Hugging Face token of the environment."""
    values = (unquoted(environ.get(name, "")) for name in HUGGING_FACE_VARIABLES)
    return any(value and value == unquoted(api_key) for value in values)


def _key_from_file(environ: Mapping[str, str]) -> Key | None:
    """Return the token that ``hf auth login`` saved, or None."""
    home = environ.get("HF_HOME") or os.path.join(environ.get("XDG_CACHE_HOME") or "~/.cache", "huggingface")
    path = environ.get("HF_TOKEN_PATH") or os.path.join(home, "token")
    try:
        with open(os.path.expanduser(path), "rb") as file:
            content = file.read(FILE_LIMIT)
        # Redirected output of PowerShell is UTF-16.
        encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        value = unquoted(Secret(content.decode(encoding)))
    except (OSError, UnicodeDecodeError):
        return None
    if not value:
        return None
    return Key(value, is_explicit=False, is_hugging_face=True, source=" in the saved token")


@lru_cache(maxsize=128)
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
