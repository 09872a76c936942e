"""Check, split and redact URLs from responses and callers."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from inferwire_http.urls import quote, urlsplit
from inferwire_runtime.errors import InputError, OutputError, clip, describe
from inferwire_runtime.jsontypes import is_sequence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from inferwire_runtime.jsontypes import Json

TOKEN = re.compile(r"\bhf_[A-Za-z0-9]{16,}")  # a Hugging Face token; names on the Hub that begin so are shorter
MIN_KEY = 16  # characters; shorter words are hosts
BLANKS = " \t\r\n"  # around a URL, as a file or a terminal leaves them


def check_response_url(url: str) -> SplitResult:
    """Check and split a URL from a response.

    Raises:
        OutputError: If the URL is not an http(s) URL, or contains credentials or unusual characters.
    """
    try:
        parts = urlsplit(url)
        is_plain = parts.port != 0 and not parts.username and not parts.password
    except ValueError:
        parts, is_plain = urlsplit(""), False
    is_readable = url.isprintable() and "\\" not in url and " " not in url
    if not is_plain or not is_readable or parts.scheme not in ("http", "https") or not parts.hostname:
        raise OutputError("the response names an address that is not a plain http(s) URL")
    return parts


def redact_url(model: str) -> str:
    """Return a model ID unchanged, or a URL without its credentials and query, which may be secret.

    The URL may be invalid: its credentials may contain characters that end a host in a valid one. A Hugging Face token
    in place of a model is masked.
    """
    scheme, separator, rest = model.partition("://")
    if not separator:
        scheme, rest = "", model
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    _, colon, port = authority.rpartition(":")
    has_userinfo = "@" in authority or ("@" in rest and bool(colon) and not port.isdecimal())
    if has_userinfo and (separator or ":" in rest.partition("@")[0]):
        rest = rest.rpartition("@")[2]
    if separator or has_userinfo:
        rest = re.split(r"[?#]", rest, maxsplit=1)[0]
    return TOKEN.sub("***", f"{scheme}{separator}{rest}")


def show_url(url: object) -> str:
    """Return an invalid URL for an error message, without what may be secret in it: it may even be an API key."""
    if not isinstance(url, str):
        return type(url).__name__
    shown = redact_url(url).partition("?")[0]
    if len(shown) >= MIN_KEY and not any(character in shown.strip() for character in ".:/ "):
        shown = "***"
    return repr(clip(shown))


def check_model_id(model: str) -> None:
    """Check that a model ID can safely become part of a URL.

    Raises:
        InputError: If the ID is not printable, or if it or a segment of it is empty, ``.`` or ``..``.
    """
    if not model.strip() or any(part in ("", ".", "..") for part in model.split("/")) or not model.isprintable():
        raise InputError(f"{show_url(model)} is not a model id; use the form 'organization/name'")
    if "/" not in model and TOKEN.fullmatch(model):
        raise InputError("`model` is a Hugging Face token; pass it as api_key=")


def quote_path(text: Json, name: str = "model") -> str:
    """Percent-encode a model ID as part of a URL path, except for its slashes; any other value with them.

    Args:
        text: The value.
        name: The argument that the value comes from.

    Raises:
        InputError: If it was not passed, or cannot be part of a path.
    """
    if name != "model":
        return quote(_segment(text, name), safe="@!$'()*,~-._")
    if not isinstance(text, str):
        raise InputError("this provider needs a model; pass model=")
    check_model_id(text)
    return quote(text, safe="/:@!$&'()*+,;=~-._")


def _segment(value: Json, name: str) -> str:
    """Return a value as one segment of a path."""
    text = str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    if not text:
        raise InputError(f"this provider needs {name!r} for the URL of its request; pass it")
    if text in (".", "..") or not text.isprintable():
        raise InputError(f"{name!r} must be one segment of a path, on one line; {text[:40]!r} cannot be")
    return text


def quote_query(text: Json, name: str = "model") -> str:
    """Percent-encode a model ID, or another value, as a value in a URL's query.

    Args:
        text: The value.
        name: The argument that the value comes from.

    Raises:
        InputError: If it was not passed.
    """
    if name != "model":
        return quote(_segment(text, name), safe="~-._")
    if not isinstance(text, str):
        raise InputError("this provider needs a model; pass model=")
    check_model_id(text)
    return quote(text, safe="~-._")


def check_query(parameters: Mapping[str, Json]) -> None:
    """Check the parameters of a query.

    Raises:
        InputError: If a name is not a string, or a value is not a string, number, bool or list of these.
    """
    for name, value in parameters.items():
        if not isinstance(name, str):
            raise InputError(f"`extra_query` must map names to values, got {describe(name)} as a name")
        for item in value if is_sequence(value) else (value,):
            if item is not None and not isinstance(item, (str, int, float)):
                raise InputError(f"`extra_query` must have plain values; {name!r:.80} is {describe(item)}")


def add_query(url: str, parameters: Mapping[str, Json]) -> str:
    """Return a URL with more parameters in its query. None is left out, and a list repeats its name."""
    items: list[str] = []
    for name, value in parameters.items():
        for item in value if is_sequence(value) else (value,):
            if item is not None:
                text = str(item).lower() if isinstance(item, bool) else str(item)
                items.append(f"{quote(name, safe='~-._[]')}={quote(text, safe='~-._')}")
    base, mark, fragment = url.partition("#")
    sign = "&" if "?" in base else "?"
    return f"{base}{sign}{'&'.join(items)}{mark}{fragment}" if items else url


class UrlRules(Struct, frozen=True, kw_only=True):
    """How the URL of an endpoint is read, generated from the YAML file of endpoints.

    Attributes:
        openai: Ends of paths that each name a call of OpenAI's interface.
        native: Ends of paths that each name a call of another interface.
        version: First segment of the paths of OpenAI's interface, which a base URL with a path of its own replaces.
        versioned: Pattern of host and path, for base URLs that the version is nevertheless appended to.
        names_openai: Pattern of the path of base URLs that have OpenAI's interface.
    """

    openai: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    version: str = ""
    versioned: str = ""
    names_openai: str = ""


class EndpointUrl(Struct, frozen=True, kw_only=True):
    """The URL of an endpoint, split.

    Attributes:
        url: The normalized URL as the caller passed it.
        native_url: URL of the interface that responds at the URL itself.
        base_url: Base URL of OpenAI's interface.
        query: Query that every URL of the endpoint keeps.
        replaced: Path prefix that the base URL replaces; removed from the paths of OpenAI's interface.
        api: Interface that the URL names; None if it names neither.
        host: Host, with the port if the URL has one.
        has_root: Whether the URL names OpenAI's interface, and the native one may be above it.
    """

    url: str
    native_url: str
    base_url: str
    query: str
    replaced: str
    api: Literal["openai", "native"] | None
    host: str
    has_root: bool = False


def is_url(model: str | None) -> bool:
    """Return whether a model is the URL of an endpoint."""
    return isinstance(model, str) and model.lstrip(BLANKS)[:8].lower().startswith(("http://", "https://"))


def check_endpoint_url(url: str) -> tuple[SplitResult, str]:
    """Check and split the URL of an endpoint. Return its parts, and its origin.

    Raises:
        InputError: If the URL is not an http(s) URL, or contains blanks or credentials.
    """
    # The errors of the parser name parts of the URL, and are not kept as a context, because these may be secret.
    parts = port = None
    is_plain = has_credentials = False
    with suppress(ValueError, AttributeError, TypeError):
        text = url.strip(BLANKS)
        parts = urlsplit(text)
        has_credentials = parts.username is not None or parts.password is not None
        is_plain = bool(text.isprintable() and " " not in text and parts.scheme in ("http", "https") and parts.hostname)
    if parts is None:
        raise InputError(f"an endpoint must be an http:// or https:// URL, got {show_url(url)}")
    if is_plain and has_credentials:
        raise InputError(f"the URL of {parts.hostname} holds credentials; pass them as api_key= or headers=")
    if not is_plain:
        how = " without blanks" if parts.scheme in ("http", "https") and parts.hostname else ""
        raise InputError(f"an endpoint must be an http:// or https:// URL{how}, got {show_url(url)}")
    with suppress(ValueError):
        port = f":{parts.port}" if parts.port else ""
    if port is None:
        raise InputError(f"the port in {show_url(url)} must be a number below 65536")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return parts, f"{parts.scheme}://{host}{port}"


@lru_cache(maxsize=128)  # each call splits the URL of its endpoint
def split_endpoint_url(url: str, rules: UrlRules) -> EndpointUrl:
    """Split the URL of an endpoint.

    Raises:
        InputError: If the URL is not an http(s) URL, or contains blanks or credentials.
    """
    parts, origin = check_endpoint_url(url)
    query = f"?{parts.query}" if parts.query else ""
    path = base = parts.path.rstrip("/")
    api: Literal["openai", "native"] | None = None
    if (end := _end_of(path, rules.openai)) is not None:
        base, api = path.removesuffix(end), "openai"
    elif (end := _end_of(path, rules.native)) is not None:
        base = path.removesuffix(end)
        api = "openai" if rules.names_openai and re.search(rules.names_openai, base) else "native"
    elif rules.names_openai and re.search(rules.names_openai, path):
        api = "openai"
    host = f"{parts.hostname}{base}"
    is_versioned = api != "openai" and (not base or bool(rules.versioned and re.search(rules.versioned, host)))
    native_url = f"{origin}{parts.path}{query}"
    has_root = api == "openai" and (not base or bool(rules.version and base.endswith(rules.version)))
    if api == "openai":
        native_url = f"{origin}{base.removesuffix(rules.version) or '/'}{query}"
    return EndpointUrl(
        url=f"{origin}{parts.path}{query}",
        native_url=native_url,
        base_url=f"{origin}{base}",
        query=parts.query,
        replaced="" if is_versioned else rules.version,
        api=api,
        host=origin.partition("://")[2],
        has_root=has_root,
    )


def _end_of(path: str, ends: tuple[str, ...]) -> str | None:
    """Return the longest of *ends* that a path ends in, or None."""
    return max((end for end in ends if path.endswith(end)), key=len, default=None)
