"""What a URL says of whom it leads to: its origin, and whether that is in a private network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.errors import OutputError
from inferwire_runtime.urls import urlsplit

if TYPE_CHECKING:
    import ipaddress
    from urllib.parse import SplitResult

PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
TRANSLATED = "64:ff9b::/96"  # IPv4 behind a translator of IPv6


def origin_of(url: str) -> str:
    """Give scheme, host and port of ``url``: what a key belongs to."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def check_reply_url(url: str) -> SplitResult:
    """Take apart a URL that an answer names.

    Raises:
        OutputError: It is no plain http(s) URL.
    """
    try:
        parts = urlsplit(url)
        is_plain = parts.port != 0 and not parts.username and not parts.password
    except ValueError:
        parts, is_plain = urlsplit(""), False
    is_readable = url.isprintable() and "\\" not in url and " " not in url
    if not is_plain or not is_readable or parts.scheme not in ("http", "https") or not parts.hostname:
        raise OutputError("the answer names an address that is no plain http(s) URL")
    return parts


def ascii_host(host: str) -> str:
    """Give a host's name as it is asked for on the network.

    Raises:
        UnicodeError: It is none.
    """
    if host.isascii():
        return host
    import idna  # comes with the HTTP library; only for hosts that need it

    return idna.encode(host, uts46=True).decode("ascii")


def is_private(host: str) -> bool:
    """Whether a host is this machine or in a private network, as far as its name tells.

    Addresses are read as resolvers read them: ``127.1``, ``0x7f000001`` and ``2130706433`` are loopback as well, and so
    are the same in other scripts' digits. What no network knows is taken for private.
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
    import ipaddress  # only where a URL of an answer, an endpoint or an emulator is looked at

    if isinstance(address, ipaddress.IPv6Address):
        is_translated = address in ipaddress.IPv6Network(TRANSLATED)
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
        return ipaddress.IPv4Address(socket.inet_aton(name))  # the old forms; nothing is looked up
    except (OSError, UnicodeError):
        return None


def is_private_url(url: str) -> bool:
    """Whether ``url`` leads to this machine or into a private network."""
    return is_private(urlsplit(url).hostname or "")
