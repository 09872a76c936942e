"""Which wire a client gets: its own pool, unless a name or the environment says otherwise.

| name | what carries requests |
| --- | --- |
| ``httpx`` | the pool, which trusts whom httpx trusts; where the environment names a proxy, a client of httpx |
| ``httpx2`` | the same with httpx2, which trusts whom the system trusts |
| ``httpx-stock`` | a client of httpx as it comes |
| ``aiohttp`` | a session of aiohttp, for asynchronous calls; blocking ones go as with ``httpx`` |
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from inferwire_runtime.wire.clients import AsyncClientWire, ClientWire, make_client
from inferwire_runtime.wire.library import Library
from inferwire_runtime.wire.pool import AsyncPool, Pool

if TYPE_CHECKING:
    from inferwire_runtime.transport import Http
    from inferwire_runtime.wire.exchange import AsyncWire, Wire


def library_named(http: Http) -> Library:
    """Give the library behind a name.

    Raises:
        InputError: It is httpx2, which was asked for by name, and is not installed.
    """
    if http != "httpx2":
        return Library("httpx")
    library = Library("httpx2")
    library.load()
    return library


def load(http: Http) -> None:
    """Load what `make_async_wire` makes its wires of.

    Raises:
        InputError: It is not installed.
    """
    import_module("inferwire_runtime.wire.async_lines")  # else the first pool loads it on the event loop
    library = library_named(http)
    if http == "aiohttp":
        from inferwire_runtime.wire.sessions import load_aiohttp  # only for aiohttp

        load_aiohttp()
    if http == "httpx-stock" or library.has_proxy():
        library.load()


def make_wire(http: Http) -> Wire:
    """Make a wire for blocking requests.

    Raises:
        InputError: What it needs is not installed, or the environment is not understood.
    """
    library = library_named(http)
    if http == "httpx-stock" or library.has_proxy():
        return ClientWire(make_client(library, "Client"), library, is_own=True)
    return Pool(library)


def make_async_wire(http: Http) -> AsyncWire:
    """Make a wire for asynchronous requests on the event loop that runs.

    Raises:
        InputError: What it needs is not installed, or the environment is not understood.
    """
    library = library_named(http)
    if http == "httpx-stock" or library.has_proxy():
        return AsyncClientWire(make_client(library, "AsyncClient"), library, is_own=True)
    if http == "aiohttp":
        from inferwire_runtime.wire.sessions import SessionWire  # only for aiohttp

        return SessionWire(library)
    return AsyncPool(library)
