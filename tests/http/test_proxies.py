"""Requests through proxies: tunnels, plain HTTP, SOCKS, TLS on either side, on each backend."""

from __future__ import annotations

import pathlib
import socket
import ssl
import time
from typing import Any

import anyio
import pytest
import trustme

from inferwire_http.backends import Backend
from inferwire_http.exceptions import (
    ConnectError,
    ConnectTimeout,
    PrivateAddressError,
    ProxyError,
    ReadError,
    TransportError,
)
from inferwire_http.pool import ConnectionPool
from inferwire_http.proxies import ProxySettings
from inferwire_http.tls import TrustStore
from inferwire_http.transports import make_transport
from tests.http.support import Body, fetch, make_request, on_each_backend, on_each_loop, read_all, run
from tests.support.proxy_server import ProxyServer
from tests.support.raw_server import BODY, RawServer, raw_response, respond_well

CREDENTIALS = ("me@home", "p/a:s#s?é")
ENCODED = "me%40home:p%2Fa%3As%23s%3F%C3%A9@"
KEY = "Bearer secret-of-the-server"
PROXIES: Any = ["http", "https", "socks5"]

on_each_proxy = pytest.mark.parametrize("proxy_kind", PROXIES)
on_each_scheme = pytest.mark.parametrize("scheme", ["http", "https"])


@pytest.fixture
def tls(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> ssl.SSLContext:
    """The context of a server with a certificate for 127.0.0.1 and a.test, whose authority is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "a.test").configure_cert(context)
    return context


def make_proxy(kind: Any, tls: ssl.SSLContext, **options: Any) -> ProxyServer:
    return ProxyServer(kind, tls=tls if kind == "https" else None, **options)


def pool_through(backend: Backend, url: str, size: int = 1000) -> ConnectionPool:
    return ConnectionPool(backend, TrustStore(), size, ProxySettings.chosen(url))


def with_host(url: str, host: str = "a.test") -> str:
    return url.replace("127.0.0.1", host)


def free_slots(pool: ConnectionPool) -> int:
    slots: Any = pool._slots
    return int(slots.free)


@on_each_backend
@on_each_proxy
@on_each_scheme
def test_a_proxy_carries_requests(kind: str, proxy_kind: str, scheme: str, serve: Any, tls: ssl.SSLContext) -> None:
    server: RawServer = serve(respond_well, tls if scheme == "https" else None)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url.replace("://", f"://{ENCODED}"), 1)
        for _ in range(4):  # one after the other over one connection
            body = Body(b"x" * 300_000)
            assert await fetch(pool, with_host(server.url), headers=[("authorization", KEY)], body=body) == BODY
        assert free_slots(pool) == 1
        await pool.aclose()

    with make_proxy(proxy_kind, tls, credentials=CREDENTIALS) as proxy:
        run(kind, main)
        assert (proxy.accepted, server.accepted, len(server.requests)) == (1, 1, 4)
        assert server.wait_for_open(0) == 0
        port = server.url.rpartition(":")[2]
        is_tunnel = scheme == "https" and proxy_kind != "socks5"
        if is_tunnel:
            assert proxy.heads[0].startswith(f"CONNECT a.test:{port} HTTP/1.1\r\nhost: a.test:{port}\r\n".encode())
        if scheme == "https" or proxy_kind == "socks5":
            assert b"secret-of-the-server" not in proxy.heads[0]
            assert b"proxy-authorization" not in server.requests[0].lower()
        else:
            assert server.requests[3].startswith(f"POST http://a.test:{port}/ HTTP/1.1\r\nhost: a.test:{port}".encode())
        if proxy_kind == "socks5":
            assert proxy.heads == [f"a.test:{port}".encode()]
    assert f"host: a.test:{port}".encode() in server.requests[0]
    assert KEY.encode() in server.requests[0]


@on_each_backend
@pytest.mark.parametrize("proxy_kind", ["http", "socks5"])
def test_a_proxy_gets_an_address_as_an_address(kind: str, proxy_kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    server = serve(respond_well, tls)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        assert await fetch(pool, server.url) == BODY
        await pool.aclose()

    with make_proxy(proxy_kind, tls) as proxy:
        run(kind, main)
        host = server.url.removeprefix("https://").encode()
        assert proxy.heads[0].removeprefix(b"CONNECT ").startswith(host)


@on_each_backend
@on_each_scheme
def test_a_large_body_arrives_in_both_directions(kind: str, scheme: str, serve: Any, tls: ssl.SSLContext) -> None:
    content = bytes(range(256)) * 20_000

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(content))

    server: RawServer = serve(act, tls if scheme == "https" else None)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        assert await fetch(pool, with_host(server.url), body=Body(content)) == content
        await pool.aclose()

    with make_proxy("https", tls) as proxy:
        run(kind, main)
    assert server.requests[0].endswith(content)


@on_each_backend
@on_each_proxy
def test_credentials_that_are_refused_are_an_error_of_the_proxy(
    kind: str, proxy_kind: str, serve: Any, tls: ssl.SSLContext
) -> None:
    server = serve(respond_well, tls)

    async def main(backend: Backend) -> None:
        for credentials in ("", "me:wrong-password@"):
            pool = pool_through(backend, proxy.url.replace("://", f"://{credentials}"))
            with pytest.raises(ProxyError, match=r"^407") as caught:
                await fetch(pool, with_host(server.url))
            assert caught.value.proxy is not None
            assert "wrong-password" not in f"{caught.value}{caught.value.proxy!r}"
            assert free_slots(pool) == 1000
            await pool.aclose()

    with make_proxy(proxy_kind, tls, credentials=CREDENTIALS) as proxy:
        run(kind, main)
    assert server.accepted == 0


REFUSALS: Any = [
    ("http", b"HTTP/1.1 502 No such host\r\ncontent-length: 0\r\n\r\n", ProxyError, "^502 No such host$"),
    ("http", b"HTTP/1.1 403 " + b"a" * 5000 + b"\r\n\r\n", ProxyError, "^403 a{200}$"),
    ("http", b"HTTP/1.1 101 Switching\r\n\r\n", ProxyError, "."),
    ("http", b"SSH-2.0-server\r\n\r\n", ProxyError, "illegal status line"),
    ("http", b"a" * 200_000, ProxyError, "eceive buffer too long"),
    ("http", b"\r\n", ProxyError, "no response line"),
    ("socks5", b"\5\2\0\1\0\0\0\0\0\0", ProxyError, "^502 not allowed"),
    ("socks5", b"\5\x63\0\1\0\0\0\0\0\0", ProxyError, "^502 SOCKS status 99"),
    ("socks5", b"\4\0\0\1", ProxyError, "does not speak SOCKS 5"),
    ("socks5", b"\5\0", ProxyError, "closed the connection"),
]


@on_each_backend
@pytest.mark.parametrize(("proxy_kind", "refusal", "error", "text"), REFUSALS)
def test_a_proxy_that_refuses_or_talks_nonsense_is_named(
    kind: str, proxy_kind: str, refusal: bytes, error: Any, text: str, serve: Any, tls: ssl.SSLContext
) -> None:
    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        with pytest.raises(error, match=text) as caught:
            await fetch(pool, "https://a.test")
        assert caught.value.proxy is not None
        assert free_slots(pool) == 1000
        await pool.aclose()

    with make_proxy(proxy_kind, tls, refusal=refusal) as proxy:
        run(kind, main)


@on_each_backend
@pytest.mark.parametrize("proxy_kind", ["http", "socks5"])
def test_what_a_proxy_sends_of_its_own_is_not_taken_for_the_server(
    kind: str, proxy_kind: str, serve: Any, tls: ssl.SSLContext
) -> None:
    server = serve(respond_well)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        url = "https://a.test" if proxy_kind == "http" else with_host(server.url)
        with pytest.raises(TransportError):
            await fetch(pool, url)
        assert free_slots(pool) == 1000
        await pool.aclose()

    with make_proxy(proxy_kind, tls, early=raw_response(b"poison")) as proxy:
        run(kind, main)


@on_each_backend
@on_each_proxy
def test_a_proxy_that_is_silent_ends_with_the_time_to_connect(
    kind: str, proxy_kind: str, serve: Any, tls: ssl.SSLContext
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"{proxy_kind}://127.0.0.1:{listener.getsockname()[1]}"

        async def main(backend: Backend) -> None:
            pool = pool_through(backend, url)
            start = time.monotonic()
            with pytest.raises(ConnectTimeout) as caught:
                await fetch(pool, "https://a.test", connect=0.2)
            assert caught.value.proxy is not None
            assert time.monotonic() - start < 2
            assert free_slots(pool) == 1000
            await pool.aclose()

        run(kind, main)


@on_each_backend
def test_a_proxy_that_cannot_be_reached_is_named(kind: str) -> None:
    async def main(backend: Backend) -> None:
        pool = pool_through(backend, "http://127.0.0.1:9")
        for url in ("http://a.test", "https://a.test"):
            with pytest.raises(ConnectError) as caught:
                await fetch(pool, url)
            assert caught.value.proxy is not None

    run(kind, main)


@on_each_backend
@on_each_proxy
def test_a_server_that_is_not_trusted_gets_no_request(
    kind: str, proxy_kind: str, serve: Any, tls: ssl.SSLContext
) -> None:
    server = serve(respond_well, tls)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        with pytest.raises(ConnectError, match="ertificate") as caught:
            await fetch(pool, with_host(server.url, "b.test"))
        assert isinstance(caught.value.__cause__, ssl.SSLCertVerificationError | ConnectError)
        assert caught.value.proxy is None
        await pool.aclose()

    with make_proxy(proxy_kind, tls) as proxy:
        run(kind, main)
    assert server.requests == []


@on_each_backend
def test_a_proxy_that_is_not_trusted_gets_no_credentials(kind: str, tls: ssl.SSLContext) -> None:
    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url.replace("127.0.0.1", "me:secret@localhost"))
        with pytest.raises(ConnectError, match="ertificate") as caught:
            await fetch(pool, "https://a.test")
        assert caught.value.proxy is not None
        await pool.aclose()

    with make_proxy("https", tls) as proxy:
        run(kind, main)
        assert proxy.heads == []


@on_each_backend
@on_each_proxy
@on_each_scheme
def test_a_pooled_connection_that_died_is_replaced(
    kind: str, proxy_kind: str, scheme: str, serve: Any, tls: ssl.SSLContext
) -> None:
    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response())
        if number == 1:
            connection.shutdown(socket.SHUT_RDWR)

    server = serve(act, tls if scheme == "https" else None)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        for _ in range(3):
            assert await fetch(pool, with_host(server.url)) == BODY
            time.sleep(0.05)  # until the end has arrived
        await pool.aclose()

    with make_proxy(proxy_kind, tls) as proxy:
        run(kind, main)
    assert server.accepted == 2


@on_each_backend
@on_each_scheme
def test_a_response_that_is_cut_is_an_error(kind: str, scheme: str, serve: Any, tls: ssl.SSLContext) -> None:
    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(BODY)[:-3])
        connection.shutdown(socket.SHUT_RDWR)

    server = serve(act, tls if scheme == "https" else None)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url, 1)
        for _ in range(2):
            with pytest.raises(TransportError):
                await fetch(pool, with_host(server.url))
            assert free_slots(pool) == 1
        await pool.aclose()

    with make_proxy("http", tls) as proxy:
        run(kind, main)


@on_each_loop
@on_each_proxy
@on_each_scheme
def test_a_cancelled_request_closes_its_tunnel(
    kind: str, proxy_kind: str, scheme: str, serve: Any, tls: ssl.SSLContext
) -> None:
    server: RawServer = serve(lambda *_: None, tls if scheme == "https" else None)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url, 1)
        for _ in range(2):
            with anyio.move_on_after(0.1) as scope:
                await fetch(pool, with_host(server.url))
            assert scope.cancelled_caught
            assert free_slots(pool) == 1
        with anyio.move_on_after(2):
            while server.open:
                await anyio.sleep(0.005)
        assert server.open == 0
        await pool.aclose()

    with make_proxy(proxy_kind, tls) as proxy:
        run(kind, main)


@on_each_backend
def test_a_stream_through_a_tunnel_is_closed_early(kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")

    server: RawServer = serve(act, tls)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url, 1)
        response = await pool.handle_request(make_request(with_host(server.url)))
        assert await response.read_chunk() == b"abc"
        await response.aclose()
        assert server.wait_for_open(0) == 0
        assert free_slots(pool) == 1
        await pool.aclose()

    with make_proxy("http", tls) as proxy:
        run(kind, main)


@on_each_backend
def test_hosts_on_one_proxy_share_connections_only_in_plain_http(kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    plain, secure = serve(respond_well), serve(respond_well, tls)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        for host in ("a.test", "b.test"):
            assert await fetch(pool, with_host(plain.url, host)) == BODY
        for host in ("a.test", "127.0.0.1"):
            assert await fetch(pool, with_host(secure.url, host)) == BODY
        await pool.aclose()

    with make_proxy("http", tls) as proxy:
        run(kind, main)
        assert (plain.accepted, secure.accepted, proxy.accepted) == (1, 2, 3)


@on_each_backend
def test_an_upload_that_a_server_refuses_early_is_read(kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(b"HTTP/1.1 413 Too large\r\ncontent-length: 2\r\nconnection: close\r\n\r\nno")

    server = serve(act, tls)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url)
        response = await pool.handle_request(make_request(with_host(server.url), body=Body(b"a" * 10_000)))
        assert (response.status, await read_all(response)) == (413, b"no")
        assert response.proxy is None
        await pool.aclose()

    with make_proxy("http", tls) as proxy:
        run(kind, main)


@on_each_backend
def test_silence_within_a_tunnel_ends_with_the_deadline(kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    server = serve(lambda *_: None, tls)

    async def main(backend: Backend) -> None:
        pool = pool_through(backend, proxy.url, 1)
        start = time.monotonic()
        with pytest.raises(TransportError) as caught:
            await fetch(pool, with_host(server.url), total=0.4)
        assert not isinstance(caught.value, (ReadError, ConnectTimeout))
        assert time.monotonic() - start < 3
        assert free_slots(pool) == 1
        await pool.aclose()

    with make_proxy("http", tls) as proxy:
        run(kind, main)


@on_each_backend
@pytest.mark.parametrize("transport", ["default", "httpx", "httpx2"])
def test_a_proxy_leads_to_no_private_host_that_a_response_names(kind: str, transport: Any) -> None:
    async def main(backend: Backend) -> None:
        made = make_transport(transport, backend, proxy="http://127.0.0.1:9")
        for host in ("10.0.0.1", "localhost", "a.internal"):
            for scheme in ("http", "https"):
                with pytest.raises(PrivateAddressError):
                    await fetch(made, f"{scheme}://{host}", public_only=True)
        await made.aclose()

    run(kind, main)
