"""Transports over httpx, httpx2 and aiohttp: the caller's clients, and those that a name chooses."""

from __future__ import annotations

import gc
import socket
import sys
import threading
import traceback
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import httpx2
import httpx_aiohttp
import pytest

from inferwire_http import exceptions
from inferwire_http.backends import Backend
from inferwire_http.exceptions import (
    ClosedError,
    ConfigurationError,
    ConnectError,
    DecodingError,
    LocalProtocolError,
    NetworkError,
    ReadTimeout,
    RemoteProtocolError,
    TransportError,
)
from inferwire_http.pool import ConnectionPool
from inferwire_http.proxies import has_proxy
from inferwire_http.routed import RoutedTransport
from inferwire_http.transports import TRANSPORT_NAMES, load, make_transport, transport_for_client
from tests.http.support import (
    Body,
    Segment,
    fetch,
    make_request,
    on_each_backend,
    on_each_loop,
    read_all,
    run,
)
from tests.support.raw_server import BODY, raw_response, respond_well

KEY = "secret-1234567890-abcdefghij"  # stands for one; the tests look for it
HEADERS = [("authorization", f"Bearer {KEY}")]


class OwnClient(httpx.Client):
    pass


def clients_of(kind: str) -> list[Any]:
    if kind == "blocking":
        return [httpx.Client, httpx2.Client, OwnClient]
    over_aiohttp = [lambda: httpx.AsyncClient(transport=httpx_aiohttp.AiohttpTransport())]
    return [httpx.AsyncClient, httpx2.AsyncClient, *(over_aiohttp if kind == "asyncio" else [])]


async def close(client: Any) -> None:
    await client.aclose() if hasattr(client, "aclose") else client.close()


# Callers' clients


@on_each_backend
def test_a_callers_client_carries_requests_and_stays_open(kind: str, serve: Any) -> None:
    server = serve(respond_well)

    async def main(backend: Backend) -> None:
        for create in clients_of(kind):
            client = create()
            transport = make_transport("default", backend, client)
            assert [await fetch(transport, server.url) for _ in range(2)] == [BODY] * 2
            upload = Body(b"a", Segment(b"b", b"c", is_blocking=True))
            assert await fetch(transport, server.url, body=upload) == BODY
            assert server.requests[-1].endswith(b"\r\n\r\nabc")
            assert b"\r\ncontent-length: 3\r\n" in server.requests[-1].lower()
            response = await transport.handle_request(make_request(server.url))
            assert not response.has_live_timeouts
            await response.aclose()
            await transport.aclose()
            assert not client.is_closed
            await close(client)
            with pytest.raises(ClosedError, match="the HTTP client is closed"):
                await fetch(transport, server.url)

    run(kind, main)


@pytest.mark.parametrize("client", [object(), "httpx", None.__class__])
def test_anything_else_as_a_client_is_refused(client: Any) -> None:
    async def main(backend: Backend) -> None:
        with pytest.raises(
            ConfigurationError, match=r"^http_client must be a client of httpx or httpx2, got builtins\."
        ):
            transport_for_client(client, backend)

    run("blocking", main)


@on_each_backend
def test_a_client_of_the_other_kind_is_refused(kind: str) -> None:
    async def main(backend: Backend) -> None:
        if kind == "blocking":
            expected, client = r"a blocking client \(httpx.Client\), got AsyncClient", httpx.AsyncClient()
            with pytest.raises(ConfigurationError, match=expected):
                transport_for_client(client, backend)
            return
        with httpx2.Client() as other:
            expected = r"an asynchronous client \(httpx2.AsyncClient\), got Client"
            with pytest.raises(ConfigurationError, match=expected):
                transport_for_client(other, backend)

    run(kind, main)


def keys_in_frames(error: BaseException) -> list[str]:
    """Name the frames of foreign code that hold the key, in an error and all that it comes from."""
    found: list[str] = []
    link: BaseException | None = error
    while link is not None:
        assert KEY not in f"{link} {link!r}"
        for frame, _ in traceback.walk_tb(link.__traceback__):
            name = str(frame.f_globals.get("__name__"))
            if not name.startswith(("tests.", "inferwire_http")) and KEY in repr(frame.f_locals):
                found.append(f"{name}.{frame.f_code.co_name}")
        found += [name for name, value in vars(link).items() if KEY in repr(getattr(value, "headers", value))]
        link = link.__cause__ or link.__context__
    return found


def refuse_names() -> Iterator[tuple[str, type[TransportError], str]]:
    yield "ConnectError", ConnectError, "a"
    yield "ConnectTimeout", exceptions.ConnectTimeout, "a"
    yield "ReadTimeout", ReadTimeout, "a"
    yield "WriteTimeout", exceptions.WriteTimeout, "a"
    yield "PoolTimeout", exceptions.PoolTimeout, "a"
    yield "ProxyError", exceptions.ProxyError, "a"
    yield "ReadError", exceptions.ReadError, "a"
    yield "WriteError", exceptions.WriteError, "a"
    yield "CloseError", NetworkError, "a"
    yield "LocalProtocolError", LocalProtocolError, "a"
    yield "UnsupportedProtocol", LocalProtocolError, "a"
    yield "RemoteProtocolError", RemoteProtocolError, "Server disconnected without sending a response."
    yield "RemoteProtocolError", RemoteProtocolError, "illegal status line"
    yield "DecodingError", DecodingError, "a"
    yield "TransportError", NetworkError, "a"


@pytest.mark.parametrize("library", [httpx, httpx2])
@pytest.mark.parametrize(("name", "expected", "text"), list(refuse_names()))
def test_an_exception_of_a_client_becomes_ours(
    library: Any, name: str, expected: type[TransportError], text: str
) -> None:
    def refuse(request: Any) -> Any:
        raise getattr(library, name)(text, request=request)

    async def main(backend: Backend) -> TransportError:
        with (
            library.Client(transport=library.MockTransport(refuse)) as client,
            pytest.raises(expected, match=text) as caught,
        ):
            await fetch(transport_for_client(client, backend), "http://a.test", headers=HEADERS)
        return caught.value

    error = run("blocking", main)
    assert type(error) is expected
    assert isinstance(error.__cause__, getattr(library, name))
    assert keys_in_frames(error) == []
    if isinstance(error, RemoteProtocolError):
        assert error.is_disconnect == ("disconnected" in text)


@on_each_backend
def test_other_exceptions_of_a_client_pass(kind: str) -> None:
    class OwnError(Exception):
        pass

    def fail(request: Any) -> Any:
        raise OwnError

    async def main(backend: Backend) -> None:
        make = httpx.Client if kind == "blocking" else httpx.AsyncClient
        client: Any = make(transport=httpx.MockTransport(fail))
        with pytest.raises(OwnError):
            await fetch(transport_for_client(client, backend), "http://a.test")
        await close(client)

    run(kind, main)


@on_each_backend
def test_a_header_that_a_client_cannot_encode_is_an_error_that_does_not_hold_it(kind: str) -> None:
    async def main(backend: Backend) -> None:
        for create in clients_of(kind):
            client = create()
            with pytest.raises(LocalProtocolError) as caught:
                await fetch(transport_for_client(client, backend), "http://a.test", headers=[("a", f"{KEY}\udc80")])
            assert caught.value.__cause__ is None
            assert keys_in_frames(caught.value) == []
            await close(client)

    run(kind, main)


def garbage(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(b"this is not HTTP\r\n\r\n")
    connection.shutdown(socket.SHUT_RDWR)


def hang_up(connection: socket.socket, number: int, count: int) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def truncate(connection: socket.socket, number: int, count: int) -> None:
    connection.sendall(raw_response()[:-5])
    connection.shutdown(socket.SHUT_RDWR)


def is_disconnect(error: TransportError) -> bool:
    return isinstance(error, NetworkError) or (isinstance(error, RemoteProtocolError) and error.is_disconnect)


@pytest.mark.parametrize(("act", "is_hang_up"), [(garbage, False), (hang_up, True), (truncate, True)])
@on_each_backend
def test_a_broken_response_fails_over_every_transport_alike(kind: str, act: Any, is_hang_up: bool, serve: Any) -> None:
    async def main(backend: Backend) -> None:
        clients = [create() for create in clients_of(kind)]
        named: list[Any] = ["default", "httpx", "httpx2", *(["aiohttp"] if kind == "asyncio" else [])]
        transports = [transport_for_client(client, backend) for client in clients]
        transports += [make_transport(name, backend) for name in named]
        for transport in transports:
            server = serve(act)
            with pytest.raises(TransportError) as caught:
                await fetch(transport, server.url, headers=HEADERS, is_idempotent=False)
            assert is_disconnect(caught.value) == is_hang_up, transport
            assert keys_in_frames(caught.value) == [], transport
            assert len(server.requests) == 1
            await transport.aclose()
        for client in clients:
            await close(client)
        await backend.sleep(0.05)

    run(kind, main)


# Transports by name


def names_on(kind: str) -> list[Any]:
    return [name for name in TRANSPORT_NAMES if name != "aiohttp" or kind == "asyncio"]


@on_each_backend
def test_a_transport_is_chosen_by_name(kind: str, serve: Any) -> None:
    server = serve(respond_well)
    agents = {"default": "", "httpx": "python-httpx", "httpx2": "python-httpx2", "aiohttp": ""}

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            load(name)
            transport = make_transport(name, backend)
            await transport.checkpoint()
            start = len(server.requests)
            assert [await fetch(transport, server.url) for _ in range(3)] == [BODY] * 3
            assert agents[name].encode() in server.requests[start].lower()
            assert await fetch(transport, server.url, method="GET") == BODY
            # The last one: aiohttp closes a connection if the response comes before the body has ended in its thread.
            upload = Body(b"a", Segment(memoryview(b"bc"), is_blocking=True))
            assert await fetch(transport, server.url, body=upload) == BODY
            assert server.requests[-1].endswith(b"\r\n\r\nabc")
            await transport.aclose()
            with pytest.raises(ClosedError):
                await fetch(transport, server.url)
        await backend.sleep(0.05)

    run(kind, main)
    assert server.accepted == len(names_on(kind))  # each one reuses its connection
    assert server.wait_for_open(0) == 0


def test_a_name_is_what_carries_requests() -> None:
    async def main(backend: Backend) -> None:
        assert isinstance(make_transport("default", backend), ConnectionPool)
        for name in ("httpx", "httpx2"):
            transport = make_transport(name, backend)
            assert isinstance(transport, RoutedTransport)
            with pytest.raises(TransportError):
                await fetch(transport, "http://127.0.0.1:9")
            (own,) = transport._transports.values()
            client: Any = own._client  # type: ignore[attr-defined]
            assert type(client).__module__.partition(".")[0] == name
            await transport.aclose()

    run("blocking", main)


def test_aiohttp_works_on_asyncio_only() -> None:
    async def refuse(backend: Backend) -> str:
        with pytest.raises(ConfigurationError) as caught:
            make_transport("aiohttp", backend)
        return str(caught.value)

    assert run("blocking", refuse) == (
        "transport='aiohttp' cannot make blocking calls; use the asynchronous client with it"
    )
    assert run("trio", refuse) == (
        "transport='aiohttp' works on asyncio only; leave transport= out on other event loops"
    )


def test_an_unknown_name_is_refused_with_those_that_are_known() -> None:
    name: Any = "requests"

    async def main(backend: Backend) -> None:
        with pytest.raises(ConfigurationError, match=r"one of 'default', 'httpx', 'httpx2', 'aiohttp', got 'requests'"):
            make_transport(name, backend)

    run("blocking", main)


@pytest.mark.parametrize("name", ["httpx", "httpx2", "aiohttp"])
def test_a_library_that_is_not_installed_is_named(name: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)

    async def main(backend: Backend) -> None:
        for attempt in (load, lambda name: make_transport(name, backend)):
            with pytest.raises(ConfigurationError, match=f"^{name} is not installed: pip install {name}"):
                attempt(name)

    run("asyncio", main)


@on_each_backend
def test_a_proxy_in_the_environment_is_used(kind: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    assert not has_proxy()
    proxy = serve(respond_well)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    assert has_proxy()

    async def main(backend: Backend) -> None:
        load("default")
        transport = make_transport("default", backend)
        assert await fetch(transport, "http://server.test/a") == BODY
        await transport.aclose()

    run(kind, main)
    assert proxy.requests[0].startswith(b"POST http://server.test/a HTTP/1.1\r\n")


@on_each_backend
def test_a_proxy_that_is_not_valid_is_a_configuration_error(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "nonsense://a")

    async def main(backend: Backend) -> None:
        text = r"^HTTP_PROXY names a proxy of an unknown kind, 'nonsense'; correct HTTP_PROXY, or name the host in NO_"
        with pytest.raises(ConfigurationError, match=text):
            await fetch(make_transport("default", backend), "http://a.test")

    run(kind, main)


# Bodies


def endless(connection: socket.socket, number: int, count: int) -> None:
    connection.settimeout(0.5)  # some systems do not notify a sender at once that its peer is gone
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"3\r\nabc\r\n")


@on_each_backend
def test_a_response_closed_early_closes_its_connection(kind: str, serve: Any) -> None:
    server = serve(endless)

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            transport = make_transport(name, backend)
            response = await transport.handle_request(make_request(server.url))
            assert await response.read_chunk()
            await response.aclose()
            assert await response.read_chunk() is None
            await backend.sleep(0.01)
            assert server.wait_for_open(0) == 0
            await transport.aclose()

    run(kind, main)


@on_each_loop
def test_a_response_closed_by_another_task_while_it_is_read_ends(kind: str, serve: Any) -> None:
    server = serve(lambda connection, number, count: (connection.sendall(raw_response()[:-5]), connection.recv(1)))

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            transport = make_transport(name, backend)
            response = await transport.handle_request(make_request(server.url, read=30, total=30))
            assert await response.read_chunk() == BODY[:-5]
            ends: list[Any] = []

            async def read(response: Any = response, ends: list[Any] = ends) -> None:
                try:
                    ends.append(await response.read_chunk())
                except TransportError as error:
                    ends.append(error)

            with anyio.fail_after(5):
                async with anyio.create_task_group() as tasks:
                    tasks.start_soon(read)
                    await anyio.sleep(0.02)
                    await response.aclose()
            assert len(ends) == 1, name
            await transport.aclose()

    run(kind, main)


@on_each_backend
def test_silence_within_a_body_is_bounded_by_the_read_timeout(kind: str, serve: Any) -> None:
    def stall(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response()[:-5])
        connection.recv(1)

    server = serve(stall)

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            transport = make_transport(name, backend)
            with pytest.raises(ReadTimeout):
                await fetch(transport, server.url, read=0.1, total=30)
            await transport.aclose()

    run(kind, main)


@on_each_backend
def test_truncated_compression_is_an_error_over_every_transport(kind: str, serve: Any) -> None:
    import gzip

    def truncated(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response(gzip.compress(BODY * 1000)[:-9], b"content-encoding: gzip"))

    server = serve(truncated)

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            transport = make_transport(name, backend)
            with pytest.raises(DecodingError, match="its compressed body is truncated") as caught:
                await fetch(transport, server.url)
            assert caught.value.status == 200
            await transport.aclose()

    run(kind, main)


@on_each_loop
def test_headers_that_drip_end_with_the_deadline(kind: str, serve: Any) -> None:
    import time

    def drip(connection: socket.socket, number: int, count: int) -> None:
        for byte in raw_response():
            connection.sendall(bytes([byte]))
            time.sleep(0.02)

    server = serve(drip)

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            transport = make_transport(name, backend)
            start = time.monotonic()
            with pytest.raises(ReadTimeout):
                await fetch(transport, server.url, total=0.2)
            assert time.monotonic() - start < 1.5
            await transport.aclose()

    run(kind, main)


# Transports that nobody holds any more


@on_each_backend
def test_a_dropped_transport_closes_its_connections_but_not_those_in_use(kind: str, serve: Any) -> None:
    go_on = threading.Event()

    def act(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(raw_response()[:-5])
        if number == 2:
            go_on.wait(5)
        connection.sendall(raw_response()[-5:])

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            if kind == "trio" and name != "default":
                continue  # closed with the event loop
            go_on.clear()
            server = serve(act)
            transport: Any = make_transport(name, backend)
            first = await transport.handle_request(make_request(server.url))
            second = await transport.handle_request(make_request(server.url))
            assert await read_all(first) == BODY
            del transport, first
            gc.collect()
            await backend.sleep(0.05)
            go_on.set()
            assert await read_all(second) == BODY
            del second
            gc.collect()
            await backend.sleep(0.05)
            assert server.wait_for_open(0) == 0, name

    run(kind, main)


# aiohttp


def test_aiohttp_keeps_no_cookies_and_adds_no_headers(serve: Any) -> None:
    server = serve(lambda connection, number, count: connection.sendall(raw_response(BODY, b"set-cookie: a=b")))

    async def main(backend: Backend) -> None:
        transport = make_transport("aiohttp", backend)
        for _ in range(2):
            await fetch(transport, server.url, headers=[("accept", "a")])
        await transport.aclose()

    run("asyncio", main)
    for head in server.requests:
        names = sorted(line.partition(b":")[0].lower() for line in head.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:])
        assert names == [b"accept", b"accept-encoding", b"content-length", b"host"]


def test_aiohttp_refuses_headers_that_the_request_determines(serve: Any) -> None:
    async def main(backend: Backend) -> None:
        transport = make_transport("aiohttp", backend)
        with pytest.raises(LocalProtocolError, match=r"^expect, host cannot be set: the request determines it"):
            await fetch(transport, serve(respond_well).url, headers=[("Host", "a"), ("expect", "100-continue")])
        await transport.aclose()

    run("asyncio", main)


def test_a_callers_client_over_aiohttp_hides_the_exceptions_of_aiohttp(serve: Any) -> None:
    async def main(backend: Backend) -> None:
        async with httpx.AsyncClient(transport=httpx_aiohttp.AiohttpTransport()) as client:
            with pytest.raises(RemoteProtocolError) as caught:
                await fetch(transport_for_client(client, backend), serve(garbage).url, headers=HEADERS)
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None

    run("asyncio", main)


@on_each_loop
def test_a_transport_that_is_never_closed_ends_with_its_event_loop(kind: str, serve: Any) -> None:
    server = serve(respond_well)
    kept: list[Any] = []

    async def main(backend: Backend) -> None:
        for name in names_on(kind):
            transport = make_transport(name, backend)
            await fetch(transport, server.url)
            kept.append(transport)

    run(kind, main)
    assert server.wait_for_open(0) == 0
    kept.clear()
    gc.collect()  # what is left open warns, and warnings are errors
