"""Determine the origin of a URL, and whether its host is in a private network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_http.urls import urlsplit

if TYPE_CHECKING:
    import ipaddress

PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
NAT64 = "64:ff9b::/96"  # IPv4 addresses behind an IPv6 translator


def origin_of(url: str) -> str:
    """Return the scheme, host and port of ``url``. Keys are sent to a single origin only.

    Raises:
        ValueError: If the URL is invalid.
    """
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def ascii_host(host: str) -> str:
    """Encode an internationalized host name as ASCII.

    Raises:
        UnicodeError: If the name is invalid.
    """
    if host.isascii():
        # getaddrinfo raises a bare UnicodeError for these
        if host and not all(0 < len(label) < 64 for label in host.removesuffix(".").split(".")):
            raise UnicodeError(f"{host!r:.80} is not the name of a host")
        return host
    import idna  # only for hosts that need it

    return idna.encode(host, uts46=True).decode("ascii")


def is_private(host: str) -> bool:
    """Return whether a host is this machine or in a private network, judging by its name, without a DNS query.

    Addresses are parsed as resolvers do: ``127.1``, ``0x7f000001`` and ``2130706433`` are loopback addresses, also with
    the digits of other scripts. An invalid or empty name counts as private.
    """
    try:
        name = ascii_host(host).lower().rstrip(".")
    except UnicodeError:
        return True
    if name == "localhost" or name.endswith(PRIVATE_NAMES):
        return True
    address = _address(name.strip("[]").partition("%")[0])
    if address is None:
        return not name
    import ipaddress  # only when an address has to be checked

    if isinstance(address, ipaddress.IPv6Address):
        is_translated = address in ipaddress.IPv6Network(NAT64)
        inner = address.ipv4_mapped or (is_translated and ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        address = inner or address
    return not address.is_global or address.is_multicast


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    import ipaddress  # as above
    import socket

    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(name))  # the old notations; nothing is looked up
    except (OSError, UnicodeError):
        return None


def is_private_url(url: str) -> bool:
    """Return whether the host of ``url`` is this machine or in a private network.

    Raises:
        ValueError: If the URL is invalid.
    """
    return is_private(urlsplit(url).hostname or "")
