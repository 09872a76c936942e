"""Check, split and redact URLs from responses and callers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferwire_http.urls import quote, urlsplit
from inferwire_runtime.errors import InputError, OutputError, clip

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from inferwire_runtime.jsontypes import Json

TOKEN = re.compile(r"\bhf_[A-Za-z0-9]{16,}")  # a Hugging Face token; names on the Hub that begin so are shorter
MIN_KEY = 16  # characters; shorter words are hosts


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


def quote_path(text: Json) -> str:
    """Percent-encode a model ID as part of a URL path, except for its slashes."""
    if not isinstance(text, str):
        raise InputError("this provider needs a model; pass model=")
    check_model_id(text)
    return quote(text, safe="/:@!$&'()*+,;=~-._")


def quote_query(text: Json) -> str:
    """Percent-encode a model ID as a value in a URL's query."""
    if not isinstance(text, str):
        raise InputError("this provider needs a model; pass model=")
    check_model_id(text)
    return quote(text, safe="~-._")


OPENAI_SUFFIXES = ("/v1/chat/completions", "/v1/completions", "/v1")


def split_endpoint_url(url: str) -> tuple[str, str, str]:
    """Split an endpoint URL into the normalized URL, the base URL for OpenAI paths, and the query.

    Raises:
        InputError: If the URL is not an http(s) URL, or contains credentials.
    """
    try:
        parts = urlsplit(url.strip(" "))
        if not url.isprintable():
            raise ValueError
    except (ValueError, AttributeError, TypeError) as exc:
        raise InputError(f"an endpoint must be an http:// or https:// URL, got {url!r}") from exc
    if parts.username or parts.password:
        raise InputError(f"the URL of {parts.hostname} holds credentials; pass them as api_key= or headers=")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"an endpoint must be an http:// or https:// URL, got {url!r}")
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError as exc:
        raise InputError(f"the port in {url!r} must be a number below 65536") from exc
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    root = f"{parts.scheme}://{host}{port}"
    path = parts.path.rstrip("/")
    for suffix in OPENAI_SUFFIXES:
        if path.endswith(suffix):
            path = path.removesuffix(suffix)
            break
    query = f"?{parts.query}" if parts.query else ""
    return f"{root}{parts.path}{query}", f"{root}{path}", parts.query
