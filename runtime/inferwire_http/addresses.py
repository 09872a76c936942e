"""Determine the origin of a URL, and whether its host is in a private network."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from inferwire_http.urls import urlsplit

if TYPE_CHECKING:
    import ipaddress

PRIVATE_NAMES = (
    *(".localhost", ".localdomain", ".local", ".internal", ".intranet", ".home.arpa", ".home", ".lan", ".corp"),
    *(".private", ".svc"),
)
WILDCARD_NAMES = (".nip.io", ".sslip.io", ".xip.io", ".localtest.me", ".lvh.me")  # resolve to an address in the name
# IPv6 addresses that hold an IPv4 address, and the bits to the right of it.
EMBEDDED_IPV4 = (("::ffff:0:0/96", 0), ("::ffff:0:0:0/96", 0), ("64:ff9b::/96", 0), ("2002::/16", 80))
ISATAP = (0x00005EFE, 0x02005EFE)  # bits 64 to 95 of an address that holds an IPv4 address in the last 32
GLOBAL_UNICAST = "2000::/3"
# Special addresses that versions of `ipaddress` call global: of protocols and metadata services.
RESERVED_IPV4 = ("192.0.0.0/24", "168.63.129.16/32")


@lru_cache(maxsize=128)
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

    Addresses are parsed as resolvers do: ``127.1``, ``0x7f000001`` and ``2130706433`` are loopback addresses, even with
    the digits of other scripts. A name without a dot, and an invalid or empty name, count as private.
    """
    try:
        name = ascii_host(host).lower().rstrip(".")
    except UnicodeError:
        return True
    if name.endswith(PRIVATE_NAMES + WILDCARD_NAMES):
        return True
    address = _address(name.strip("[]").partition("%")[0])
    return "." not in name if address is None else _is_private_address(address)


def is_private_address(address: str) -> bool:
    """Return whether an IP address, as a resolver returns it, is this machine's or in a private network.

    IPv6 addresses that hold an IPv4 address are as private as that one. Anything but an address counts as private.
    """
    found = _address(address.partition("%")[0])
    return found is None or _is_private_address(found)


def _is_private_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    import ipaddress  # only when an address has to be checked

    if isinstance(address, ipaddress.IPv4Address):
        is_reserved = any(address in ipaddress.IPv4Network(network) for network in RESERVED_IPV4)
        return is_reserved or address.is_multicast or not address.is_global
    bits = int(address)
    if (bits >> 32) & 0xFFFFFFFF in ISATAP and _is_private_address(ipaddress.IPv4Address(bits & 0xFFFFFFFF)):
        return True
    for network, shift in EMBEDDED_IPV4:
        if address in ipaddress.IPv6Network(network):
            return _is_private_address(ipaddress.IPv4Address(bits >> shift & 0xFFFFFFFF))
    return address not in ipaddress.IPv6Network(GLOBAL_UNICAST) or not address.is_global


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
