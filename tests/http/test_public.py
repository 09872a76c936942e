"""Requests that may reach public addresses only: the address that is connected to is the one that is checked."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any

import pytest
import trustme

from inferwire_http import public
from inferwire_http.addresses import is_private_address
from inferwire_http.backends import Backend
from inferwire_http.exceptions import ConnectError, ConnectTimeout, PrivateAddressError
from inferwire_http.transports import make_transport
from tests.http.support import fetch, run
from tests.support.raw_server import BODY, respond_well

PUBLIC = "127.0.0.1"  # counts as public in these tests
PRIVATE = "127.0.0.2"
KINDS = [
    *(("blocking", name) for name in ("default", "httpx", "httpx2")),
    *(("asyncio", name) for name in ("default", "httpx", "httpx2", "aiohttp")),
    *(("trio", name) for name in ("default", "httpx", "httpx2")),
]
on_each_kind = pytest.mark.parametrize(("kind", "transport"), KINDS)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What each name resolves to; it may be changed during a test, as an attacker's name server does."""
    names: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *rest: Any, **options: Any) -> list[Any]:
        text = host.decode() if isinstance(host, bytes) else str(host)
        found = names.get(text, [text])
        return [item for address in found for item in real(address, port, *rest, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(public, "is_private_address", lambda address: address != PUBLIC)
    return names


def send(kind: str, transport: str, *urls: str, public_only: bool = True) -> list[bytes]:
    """Send requests over one transport, one after the other."""

    async def main(backend: Backend) -> list[bytes]:
        created = make_transport(transport, backend)  # type: ignore[arg-type]
        try:
            return [await fetch(created, url, method="GET", public_only=public_only, connect=2) for url in urls]
        finally:
            await created.aclose()

    return run(kind, main)


@on_each_kind
def test_a_name_that_resolves_inwards_is_refused_before_anything_is_sent(
    kind: str, transport: str, serve: Callable[..., Any], names: dict[str, list[str]]
) -> None:
    server = serve(respond_well)
    names["files.attacker.test"] = [PRIVATE, "::1", "10.0.0.1"]
    with pytest.raises(PrivateAddressError, match=r"^files\.attacker\.test is at a private address$"):
        send(kind, transport, server.url.replace(PUBLIC, "files.attacker.test"))
    assert server.accepted == 0


@on_each_kind
@pytest.mark.parametrize("host", ["localhost", "10.0.0.1", "[::ffff:10.0.0.1]", "redis"])
def test_a_private_host_is_refused_without_a_look_up(
    kind: str, transport: str, host: str, names: dict[str, list[str]]
) -> None:
    with pytest.raises(PrivateAddressError):
        send(kind, transport, f"http://{host}/")


@on_each_kind
def test_only_the_public_addresses_of_a_host_are_connected_to(
    kind: str, transport: str, serve: Callable[..., Any], names: dict[str, list[str]]
) -> None:
    server = serve(respond_well)
    names["files.test"] = [PRIVATE, PUBLIC]
    url = server.url.replace(PUBLIC, "files.test")
    assert send(kind, transport, url) == [BODY]
    assert f"host: {url.removeprefix('http://')}".encode() in server.requests[0].lower()


@on_each_kind
def test_a_connection_that_was_opened_without_a_check_is_not_used(
    kind: str, transport: str, serve: Callable[..., Any], names: dict[str, list[str]]
) -> None:
    server = serve(respond_well)
    names["api.test"] = [PUBLIC]
    url = server.url.replace(PUBLIC, "api.test")

    async def main(backend: Backend) -> None:
        created = make_transport(transport, backend)  # type: ignore[arg-type]
        try:
            assert await fetch(created, url) == BODY
            names["api.test"] = [PRIVATE]
            with pytest.raises(PrivateAddressError):
                await fetch(created, url, method="GET", public_only=True)
            assert await fetch(created, url, method="GET") == BODY  # the connection of the first is still there
        finally:
            await created.aclose()

    run(kind, main)


@on_each_kind
def test_the_next_address_is_tried_where_one_is_not_reached(
    kind: str, transport: str, serve: Callable[..., Any], names: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "is_private_address", lambda address: False)
    server = serve(respond_well)
    names["files.test"] = [PRIVATE, PUBLIC]  # nothing listens at the first
    url = server.url.replace(PUBLIC, "files.test")
    assert send(kind, transport, url) == [BODY]
    names["files.test"] = [PRIVATE, "127.0.0.3"]
    with pytest.raises((ConnectError, ConnectTimeout)):
        send(kind, transport, url)


@on_each_kind
def test_the_certificate_must_have_the_name_of_the_host(
    kind: str,
    transport: str,
    serve: Callable[..., Any],
    names: dict[str, list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("files.test").configure_cert(context)
    server = serve(respond_well, context)
    names |= {"files.test": [PUBLIC], "other.test": [PUBLIC]}
    assert send(kind, transport, *[server.url.replace(PUBLIC, "files.test")] * 2) == [BODY] * 2
    for urls in (["other.test"], ["files.test", "other.test"]):
        with pytest.raises(ConnectError):
            send(kind, transport, *(server.url.replace(PUBLIC, host) for host in urls))


@on_each_kind
def test_other_requests_reach_every_address(
    kind: str, transport: str, serve: Callable[..., Any], names: dict[str, list[str]]
) -> None:
    names["api.test"] = [PUBLIC]
    assert send(kind, transport, serve(respond_well).url.replace(PUBLIC, "api.test"), public_only=False) == [BODY]


PRIVATE_ADDRESSES = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.100.100.200",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "168.63.129.16",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "::10.0.0.1",
    "::ffff:0:10.0.0.1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "64:ff9b:1:fffe::808:808",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "fe80::5efe:7f00:1",
    "2600::5efe:a00:1",
    "2600::200:5efe:a00:1",
    "100::1",
    "5f00::1",
    "host.test",
]


@pytest.mark.parametrize("address", PRIVATE_ADDRESSES)
def test_a_private_address_is_recognized_in_every_form(address: str) -> None:
    assert is_private_address(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808", "2600::5efe:808:808"],
)
def test_a_public_address_is_not_private(address: str) -> None:
    assert not is_private_address(address)
