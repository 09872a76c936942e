"""Resolve redirects, and decide whether to follow them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from inferwire_http.addresses import is_private_url, origin_of
from inferwire_http.urls import urljoin, urlsplit

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
METHOD_PRESERVING_STATUSES = frozenset({307, 308})
MAX_REDIRECTS = 5
PUBLIC_HEADERS = frozenset({"user-agent", "accept", "content-type"})  # sent to other origins as well
SHOWN_LIMIT = 200  # characters of what a server sent
SIGN_IN = re.compile(r"(?i)(log|sign)[-_]?(in|on)\b|\b(oauth2?|sso|saml|accounts|authorize)\b")

Reason: TypeAlias = Literal["invalid", "loop", "method", "origin", "private"]


class RedirectError(Exception):
    """A redirect that must not be followed. The message is a predicate: "redirects to ...; use that address".

    Attributes:
        reason: ``invalid``: the URL is invalid. ``loop``: there are too many redirects. ``method``: the redirect would
            change the method, or has a scheme other than http(s). ``origin``: a request other than GET would go to
            another origin. ``private``: the redirect leads from a public address into a private network.
    """

    def __init__(self, message: str, reason: Reason) -> None:
        super().__init__(message)
        self.reason: Reason = reason


def redirect_target(
    status: int,
    headers: Mapping[str, str],
    *,
    method: str,
    url: str,
    origin: str,
    hops: int,
    allows_private: bool = True,
) -> str | None:
    """Return the URL that a response redirects to; None if it is not a redirect.

    GET follows redirects to any origin; other methods only follow redirects that keep the method and the origin.

    Args:
        status: HTTP status of the response.
        headers: Response headers, with lower-case names.
        method: Method of the request.
        url: URL of the request that was redirected.
        origin: Origin of the first request, as returned by `addresses.origin_of`.
        hops: Number of redirects that were followed before.
        allows_private: Whether redirects may lead from a public address into a private network.

    Raises:
        RedirectError: If the redirect must not be followed.
    """
    location = headers.get("location")
    if status not in REDIRECT_STATUSES or not location:
        return None
    try:
        target = urljoin(url, location)
        target_origin = origin_of(target)
    except ValueError:
        raise RedirectError("redirects to an invalid URL; check the URL", "invalid") from None
    if hops >= MAX_REDIRECTS:
        raise RedirectError(f"redirects more than {MAX_REDIRECTS} times; check the URL", "loop")
    keeps_method = method == "GET" or status in METHOD_PRESERVING_STATUSES
    if urlsplit(target).scheme not in ("http", "https") or not keeps_method:
        raise RedirectError(f"redirects to {_describe(target, target_origin, origin)}", "method")
    if method != "GET" and target_origin != origin:
        raise RedirectError(f"redirects to another host, {_describe(target, target_origin, origin)}", "origin")
    if not allows_private and is_private_url(target) and not is_private_url(url):
        raise RedirectError("redirects into a private network", "private")
    return target


def _describe(target: str, target_origin: str, origin: str) -> str:
    """Return where a redirect leads and what to do, for a message: the path on the same origin, or another origin."""
    path = urlsplit(target).path
    where = target_origin[:SHOWN_LIMIT]
    if target_origin == origin and path.isprintable():
        where = path[:SHOWN_LIMIT]
    if SIGN_IN.search(target_origin) or SIGN_IN.search(path[:SHOWN_LIMIT]):
        return f"{where}, where users sign in; check the URL and the API key"
    return f"{where}; use that address"


def headers_for_other_origin(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that may be sent to other origins, without the key."""
    return {name: value for name, value in headers.items() if name.lower() in PUBLIC_HEADERS}
