"""A proxy, named by the caller or the environment."""

from __future__ import annotations

from inferwire_http.addresses import ascii_host
from inferwire_http.urls import unquote, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class Proxy:
    """A proxy, named by the caller or the environment.

    Attributes:
        url: URL with the credentials.
        address: Host and port, for messages.
        variable: Name of the environment variable, or of the caller's argument.
        is_from_environment: Whether the environment names it, so that hosts can be excepted there.
        target: Where the proxy is, once its URL has been checked.
    """

    __slots__ = ("address", "is_from_environment", "target", "url", "variable")

    def __init__(self, value: str, variable: str, *, is_from_environment: bool = True) -> None:
        self.url = value if "://" in value else f"http://{value}"
        self.variable = variable
        self.is_from_environment = is_from_environment
        self.target: ProxyTarget | None = None
        try:
            parts = urlsplit(self.url)
            self.address = f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or "?"
        except ValueError:
            self.address = "?"

    def __repr__(self) -> str:
        return f"<Proxy {self.address} of {self.variable}>"


class ProxyTarget:
    """Where a proxy is, and how it is addressed.

    Attributes:
        url: URL with the credentials, for a library that connects to the proxy.
        scheme: ``http``, ``https``, ``socks5`` or ``socks5h``.
        host: Host, as the network has it.
        port: Port.
        user: User name; empty if there is none.
        password: Password; empty if there is none.
    """

    __slots__ = ("host", "password", "port", "scheme", "url", "user")

    def __init__(self, url: str) -> None:
        """Parse a URL.

        Raises:
            ValueError: If it is invalid.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not host or parts.port == 0 or any(text.isspace() for text in host):
            raise ValueError("no host or port")
        self.url = url
        self.scheme = parts.scheme
        self.host = ascii_host(host)
        self.port = parts.port or DEFAULT_PORTS[parts.scheme]
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")

    @property
    def is_socks(self) -> bool:
        """Whether the proxy speaks SOCKS, and not HTTP."""
        return self.scheme.startswith("socks")

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The header with the credentials for an HTTP proxy, if there are any."""
        if not self.user and not self.password:
            return []
        from base64 import b64encode  # only for these

        credentials = b64encode(f"{self.user}:{self.password}".encode()).decode()
        return [("proxy-authorization", f"Basic {credentials}")]
