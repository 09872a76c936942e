"""Choose the proxy of a request: the caller's, or one from the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from inferwire_http.addresses import is_private
from inferwire_http.exceptions import ConfigurationError, PrivateAddressError
from inferwire_http.proxy import DEFAULT_PORTS, Proxy, ProxyTarget

if TYPE_CHECKING:
    from inferwire_http.models import Request

SCHEMES = frozenset({"http", "https", "all"})
HAS_SYSTEM_SETTINGS = sys.platform in ("darwin", "win32")


def has_proxy() -> bool:
    """Return whether the environment or the system settings name a proxy."""
    named = {name.lower().removesuffix("_proxy") for name in os.environ}
    if not HAS_SYSTEM_SETTINGS and not named & SCHEMES:
        return False
    from urllib.request import getproxies  # as in httpx; importing it takes as long as all other imports of a request

    return bool(getproxies().keys() & SCHEMES)


class ProxySettings:
    """The proxies that the environment and the system settings name, and the hosts that need none."""

    def __init__(self, proxies: Mapping[str, str]) -> None:
        """Parse the settings.

        Args:
            proxies: URL of the proxy by scheme, and the hosts without a proxy under ``no``.
        """
        self._proxies = {
            scheme: Proxy(value.strip(), f"{scheme.upper()}_PROXY")
            for scheme, value in proxies.items()
            if scheme in SCHEMES and value.strip()
        }
        self._rules = [rule.strip().lower() for rule in proxies.get("no", "").replace(";", ",").split(",")]
        self._uses_system = HAS_SYSTEM_SETTINGS and "no" not in proxies

    @classmethod
    def current(cls) -> ProxySettings:
        """Return the current settings."""
        from urllib.request import getproxies  # as above

        return cls(getproxies())

    @classmethod
    def chosen(cls, url: str | bool | None) -> ProxySettings | None:
        """Return the settings for the caller's choice; None if no request goes through a proxy.

        Args:
            url: URL of a proxy for all requests; False for none; None for the current settings of the environment.
        """
        if isinstance(url, str):
            settings = cls({})
            settings._proxies["all"] = Proxy(url.strip(), "proxy=", is_from_environment=False)
            settings._uses_system = False
            return settings
        return cls.current() if url is None and has_proxy() else None

    def find(self, request: Request) -> Proxy | None:
        """Return the proxy of a request; None to connect to the server itself.

        Raises:
            PrivateAddressError: If the request must not reach private addresses, and its host is private by its name,
                which the proxy looks up.
        """
        proxy = self._proxies.get(request.scheme) or self._proxies.get("all")
        if proxy is None or self.is_direct(request.scheme, request.host, request.port):
            return None
        if request.public_only and is_private(request.host):
            raise PrivateAddressError(request.host)
        return proxy

    def is_direct(self, scheme: str, host: str, port: int) -> bool:
        """Return whether a host is to be reached without a proxy."""
        host = host.lower().rstrip(".")
        if any(rule and _matches(rule, scheme, host, port) for entry in self._rules for rule in entry.split()):
            return True
        if self._uses_system:
            from urllib.request import proxy_bypass  # for the exceptions of the system settings

            return bool(proxy_bypass(host))
        return False


def _matches(rule: str, scheme: str, host: str, port: int) -> bool:
    """Return whether a rule of ``NO_PROXY`` names a host.

    A rule is ``*``, a name, which stands for its subdomains as well, a pattern with ``*``, an address, or a range of
    addresses. It may begin with a scheme or a dot, and end in a port.
    """
    if rule == "*":
        return True
    wanted, separator, rest = rule.partition("://")
    if separator:
        if wanted not in ("all", scheme):
            return False
        rule = rest.rstrip("/")
    if (found := _address_rule(rule, host)) is not None:
        return found
    name, colon, digits = rule.rpartition(":")
    if colon and digits.isascii() and digits.isdigit():
        if int(digits) != port:
            return False
        rule = name
        if (found := _address_rule(rule, host)) is not None:
            return found
    rule = rule.removeprefix("*").lstrip(".").rstrip(".") if rule.startswith(("*.", ".")) else rule.rstrip(".")
    if "*" in rule:
        from fnmatch import fnmatchcase  # only for this form

        return fnmatchcase(host, rule.replace("[", "[[]"))
    return bool(rule) and (host == rule or host.endswith(f".{rule}"))


def _address_rule(rule: str, host: str) -> bool | None:
    """Return whether a rule that is an address, or a range of addresses, contains a host; None if it is neither."""
    import ipaddress  # only if there is a proxy

    network = rule.replace("[", "").replace("]", "") if rule.count("[") == rule.count("]") <= 1 else rule
    if rule.startswith("[") and rule.partition("]")[2].startswith(":"):
        return None  # a port follows
    try:
        addresses = ipaddress.ip_network(network.partition("%")[0], strict=False)
    except ValueError:
        return None
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return address in addresses or (mapped is not None and mapped in addresses)


def target_of(proxy: Proxy) -> ProxyTarget:
    """Return where a proxy is, and how it is addressed.

    Raises:
        ConfigurationError: If the URL is invalid, or its scheme is not supported.
    """
    if proxy.target is not None:
        return proxy.target
    scheme, _, rest = proxy.url.partition("://")
    scheme = {"socks": "socks5"}.get(scheme.lower(), scheme.lower())
    remedy = remedy_for(proxy)
    if scheme not in DEFAULT_PORTS:
        raise ConfigurationError(f"{proxy.variable} names a proxy of an unknown kind, {scheme[:40]!r}; {remedy}")
    try:
        proxy.target = ProxyTarget(f"{scheme}://{rest}")
    except ValueError:
        proxy.target = None  # and raise outside of `except`: the error may show the password
    if proxy.target is None:
        raise ConfigurationError(f"{proxy.variable} is not a valid URL of a proxy; {remedy}")
    return proxy.target


def check_url(url: str) -> None:
    """Check the URL of a proxy that the caller chose.

    Raises:
        ConfigurationError: If it is invalid, or its scheme is not supported.
    """
    target_of(Proxy(url.strip(), "proxy=", is_from_environment=False))


def remedy_for(proxy: Proxy) -> str:
    """Return what to do if a proxy cannot be used."""
    remedy = f"correct {proxy.variable}"
    return f"{remedy}, or name the host in NO_PROXY" if proxy.is_from_environment else remedy


def check_proxy(proxy: Proxy) -> str:
    """Return the URL of a proxy for httpx.

    Raises:
        ConfigurationError: If the URL is invalid, or its scheme is not supported.
    """
    target = target_of(proxy)
    if target.is_socks:
        from importlib.util import find_spec  # only for these

        if find_spec("socksio") is None:
            text = (
                f"{proxy.variable} names a SOCKS proxy, for which httpx needs socksio: pip install 'inferwire[socks]'"
            )
            raise ConfigurationError(f"{text}; or leave transport= out, or {remedy_for(proxy)}")
    return target.url
