"""A proxy that the environment names."""

from __future__ import annotations

from inferwire_http.urls import urlsplit


class Proxy:
    """A proxy that the environment names.

    Attributes:
        url: URL with the credentials, for the library that connects to it.
        address: Host and port, for messages.
        variable: Name of the environment variable.
    """

    __slots__ = ("address", "url", "variable")

    def __init__(self, value: str, variable: str) -> None:
        self.url = value if "://" in value else f"http://{value}"
        self.variable = variable
        try:
            parts = urlsplit(self.url)
            self.address = f"{parts.hostname or ''}:{parts.port}" if parts.port else parts.hostname or "?"
        except ValueError:
            self.address = "?"

    def __repr__(self) -> str:
        return f"<Proxy {self.address} of {self.variable}>"
