"""What connections do where a request gets out in part, TLS ends in odd ways, or the event loop is another one."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
import pytest
import trustme

import inferwire
from inferwire_runtime.bodies import Body
from inferwire_runtime.wire import http1
from inferwire_runtime.wire import pool as pool_module
from inferwire_runtime.wire.errors import WriteError
from inferwire_runtime.wire.exchange import Limits, Outgoing
from tests.known_keys import PROVIDER_KEY
from tests.raw_server import ANSWER, ask_sync, asking, reply, well

PNG = b"\x89PNG\r\n\x1a\n"
TOO_LARGE = b'HTTP/1.1 413 Too Large\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{"error":"big"}'
on_each_driver = pytest.mark.parametrize("driver", ["sync", "asyncio", "trio", "aiohttp"])


def run(driver: str, url: str, call: Callable[[Any], Any], **options: Any) -> Any:
    """Make a call, a function of the client, by any of the drivers; aiohttp's is on asyncio."""
    if driver == "aiohttp":
        return run("asyncio", url, call, http="aiohttp", **options)
    if driver == "sync":
        with inferwire.InferenceClient(base_url=url, retry=None, **options) as client:
            return call(client)

    async def main() -> Any:
        async with inferwire.AsyncInferenceClient(base_url=url, retry=None, **options) as client:
            return await call(client)

    return anyio.run(main, backend=driver)


# Requests that get out in part


class Jammed:
    """A line on which the last piece of a request does not get out, and the answer comes all the same."""

    def __init__(self) -> None:
        self.is_answered = False
        self.written = 0

    def write(self, data: bytes) -> None:
        self.written += len(data)
        if self.written > 200_000:
            raise WriteError("answered early")

    def read(self) -> bytes:
        return TOO_LARGE


class AsyncJammed(Jammed):
    async def write(self, data: bytes) -> None:
        super().write(data)

    async def read(self) -> bytes:
        return super().read()


@pytest.mark.parametrize("is_async", [False, True])
def test_a_connection_whose_request_got_out_in_part_carries_no_other(is_async: bool) -> None:
    request = Outgoing(
        method="POST",
        url="http://a.test/",
        headers=[],
        body=Body(bytes(240_000)),
        limits=Limits(connect=1, idle=1, total=1),
        is_repeatable=True,
    )
    origin = ("http", "a.test", 80)

    async def main() -> tuple[Any, Any, Any]:
        kept = http1.AsyncConnection(origin, AsyncJammed())
        return kept, await kept.ask(request), await kept.body()

    if is_async:
        kept, head, body = anyio.run(main)
    else:
        kept = http1.Connection(origin, Jammed())
        head, body = kept.ask(request), kept.body()
    assert (head.status_code, body) == (413, b'{"error":"big"}')
    assert not kept.http.is_reusable


@on_each_driver
def test_an_upload_that_was_answered_early_is_followed_on_another_connection(driver: str) -> None:
    done = threading.Event()
    heads: list[bytes] = []

    def serve_one(connection: socket.socket) -> None:
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(1000)
            heads.append(head)
            connection.sendall(TOO_LARGE if len(heads) == 1 else reply())
            done.wait(5)  # and reads no more

    def accept() -> None:
        for _ in range(2):
            threading.Thread(target=serve_one, args=(listener.accept()[0],), daemon=True).start()

    def call(client: Any) -> Any:
        return client.automatic_speech_recognition(b"RIFF" + bytes(16_000_000))

    async def both(client: Any) -> str:
        with pytest.raises(inferwire.ProviderError, match="big"):
            await call(client)
        answer = str((await client.text_generation("a")).generated_text)
        done.set()
        await anyio.sleep(0.1)  # aiohttp closes a connection once the server has read on, or closed
        return answer

    def both_sync(client: Any) -> str:
        with pytest.raises(inferwire.ProviderError, match="big"):
            call(client)
        return str(client.text_generation("a").generated_text)

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        threading.Thread(target=accept, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        timeout = inferwire.Timeout(idle=0.3, total=10, connect=3)
        try:
            assert run(driver, url, both_sync if driver == "sync" else both, timeout=timeout) == "yes"
        finally:
            done.set()
    assert len(heads) == 2


@on_each_driver
def test_a_key_is_not_in_the_locals_of_a_call_whose_file_changed(
    driver: str, serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inferwire_runtime import media

    sound = tmp_path / "sound.wav"
    sound.write_bytes(b"RIFF" + bytes(4_000_000))
    pieces = media.Upload.pieces

    def shrunk(self: Any, size: int) -> Any:
        os.truncate(sound, 100)
        return pieces(self, size)

    monkeypatch.setattr(media.Upload, "pieces", shrunk)
    with pytest.raises(inferwire.InputError) as caught:
        run(driver, serve(well).url, lambda client: client.automatic_speech_recognition(sound), api_key=PROVIDER_KEY)
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    wires = [frame for frame in frames if Path(frame.f_code.co_filename).parent.name == "wire"]
    assert wires
    assert not any(PROVIDER_KEY in repr(value) for frame in wires for value in frame.f_locals.values())


@on_each_driver
def test_an_upload_that_the_server_does_not_take_is_given_up(driver: str) -> None:
    timeout = inferwire.Timeout(idle=0.2, total=30)
    accepted: list[socket.socket] = []

    def call(client: Any) -> Any:
        return client.automatic_speech_recognition(b"RIFF" + bytes(16_000_000))

    async def close_behind(client: Any) -> None:
        try:
            await call(client)
        finally:
            for each in accepted:
                each.close()
            await anyio.sleep(0.1)  # as above

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        thread = threading.Thread(target=lambda: accepted.append(listener.accept()[0]), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        start = time.monotonic()
        with pytest.raises(inferwire.TimeoutError, match="was silent for too long"):
            run(driver, url, call if driver == "sync" else close_behind, timeout=timeout)
        assert time.monotonic() - start < 10
        thread.join()
        accepted[0].close()


# Answers


@on_each_driver
def test_a_head_may_be_long(driver: str, serve: Any) -> None:
    def long(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply(ANSWER, b"a: " + b"b" * 20_000, *[b"c%d: d" % each for each in range(200)]))

    assert run(driver, serve(long).url, lambda client: client.text_generation("a")).generated_text == "yes"


@on_each_driver
@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\ncontent-le", b"HTTP/1.1 200 OK\r\n", b"none\r\n\r\n"])
def test_a_request_whose_answer_had_begun_is_not_sent_again(driver: str, head: bytes, serve: Any) -> None:
    def break_second(connection: socket.socket, number: int, count: int) -> None:
        connection.sendall(reply() if count == 1 else head)
        if count == 2:
            connection.shutdown(socket.SHUT_RDWR)

    server = serve(break_second)

    async def several(client: Any) -> None:
        for _ in range(2):
            await client.text_generation("a")

    def several_sync(client: Any) -> None:
        for _ in range(2):
            client.text_generation("a")

    with pytest.raises(inferwire.ConnectionError):
        run(driver, server.url, several_sync if driver == "sync" else several)
    assert (server.accepted, len(server.requests)) == (1, 2)


@on_each_driver
@pytest.mark.parametrize("name", ["content-length", "transfer-encoding", "host"])
def test_a_header_that_follows_from_the_request_makes_no_two_of_it(driver: str, name: str, serve: Any) -> None:
    server = serve(well)
    with suppress(inferwire.InputError):
        run(driver, server.url, lambda client: client.text_generation("a"), headers={name: "3"})
    assert all(head.lower().count(name.encode() + b":") <= 1 for head in server.requests)


# TLS


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """Give an authority that is trusted."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """Give the context of a server that the authority knows as 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def picture(connection: socket.socket) -> None:
    """Send a picture of 3 MB whose end is that of the connection."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n" + PNG + bytes(3_000_000))


def wait_for_reader(connection: ssl.SSLSocket) -> None:
    """Wait until all that was sent has been taken: a reset throws away what has not."""
    import fcntl
    import termios

    for _ in range(500):
        if not struct.unpack("i", fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0" * 4))[0]:
            break
        time.sleep(0.01)
    time.sleep(0.1)


@on_each_driver
def test_one_connection_serves_calls_over_tls(driver: str, serve: Any, tls: ssl.SSLContext) -> None:
    server = serve(well, tls)

    async def several(client: Any) -> list[str]:
        return [(await client.text_generation("a")).generated_text for _ in range(3)]

    def several_sync(client: Any) -> list[str]:
        return [client.text_generation("a").generated_text for _ in range(3)]

    assert run(driver, server.url, several_sync if driver == "sync" else several) == ["yes"] * 3
    assert server.accepted == 1


@on_each_driver
def test_a_body_that_ends_with_its_connection_may_end_without_the_farewell_of_tls(
    driver: str, serve: Any, tls: ssl.SSLContext
) -> None:
    def close(connection: ssl.SSLSocket, number: int, count: int) -> None:
        picture(connection)
        socket.socket.shutdown(connection, socket.SHUT_RDWR)

    media = run(driver, serve(close, tls).url, lambda client: client.text_to_image("a"))
    assert len(media.data) == 3_000_000 + len(PNG)


def reset(connection: ssl.SSLSocket, number: int, count: int) -> None:
    """Send a picture, and reset the connection once all of it was taken."""
    picture(connection)
    wait_for_reader(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


sees_reset = pytest.mark.skipif(
    sys.platform != "linux" or ssl.OPENSSL_VERSION_INFO < (3,),
    reason="sees by Linux's means when the client has taken all, and OpenSSL 1.1 tells no reset from an end",
)


@sees_reset
@pytest.mark.parametrize("driver", ["sync", "asyncio", "trio"])
def test_a_body_whose_connection_is_reset_is_not_taken_for_whole(driver: str, serve: Any, tls: ssl.SSLContext) -> None:
    with pytest.raises(inferwire.ConnectionError, match="hung up before its answer was complete"):
        run(driver, serve(reset, tls).url, lambda client: client.text_to_image("a"))


@on_each_driver
def test_what_tls_holds_of_an_answer_that_nobody_asked_for_is_not_taken(
    driver: str, serve: Any, tls: ssl.SSLContext
) -> None:
    def hold(connection: ssl.SSLSocket, is_held: bool) -> None:
        if sys.platform == "linux":
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, is_held)

    def act(connection: ssl.SSLSocket, number: int, count: int) -> None:
        hold(connection, True)  # two records go out at once
        connection.sendall(reply())
        if number == 1 and count == 1:
            connection.sendall(reply(b'{"generated_text": "AGAIN"}'))
        hold(connection, False)

    server = serve(act, tls)

    async def several(client: Any) -> list[str]:
        answers = [(await client.text_generation("a")).generated_text]
        await anyio.sleep(0.05)
        return [*answers, *[(await client.text_generation("a")).generated_text for _ in range(2)]]

    def several_sync(client: Any) -> list[str]:
        return [client.text_generation("a").generated_text for _ in range(3)]

    assert run(driver, server.url, several_sync if driver == "sync" else several) == ["yes"] * 3


@on_each_driver
def test_a_certificate_for_another_host_is_told_as_that(driver: str, serve: Any, authority: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("another.test").configure_cert(context)
    with pytest.raises(inferwire.ConnectionError, match=r"not valid for '127.0.0.1'; check the address in the URL"):
        run(driver, serve(well, context).url, lambda client: client.text_generation("a"))


def test_a_folder_of_certificates_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    with pytest.raises(inferwire.InputError, match="none'; look at SSL_CERT_FILE and SSL_CERT_DIR"):
        ask_sync("https://127.0.0.1:9", retry=None)


# Addresses


def test_an_address_of_a_kind_that_the_system_lacks_is_passed_over(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(well)
    port = int(server.url.rpartition(":")[2])
    found = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
    ]
    make = socket.socket

    def lacks(family: int = -1, *more: Any, **options: Any) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(97, "Address family not supported by protocol")
        return make(family, *more, **options)

    from inferwire_runtime.wire import lines

    monkeypatch.setattr(lines.socket, "getaddrinfo", lambda *more, **options: found)
    monkeypatch.setattr(lines.socket, "socket", lacks)
    assert ask_sync(server.url) == ["yes"]


# Event loops


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not for Windows")
@pytest.mark.parametrize("is_secure", [False, True])
def test_calls_work_on_uvloop(is_secure: bool, serve: Any, tls: ssl.SSLContext) -> None:
    import uvloop

    server = serve(well, tls if is_secure else None)
    assert uvloop.run(asking(server.url, 3)) == ["yes"] * 3
    assert server.accepted == 1
    assert server.wait_for_open(0) == 0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_place_that_the_collector_frees_is_taken(backend: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(pool_module, "LOOK_AGAIN_SECONDS", 0.02)
    go_on = threading.Event()

    def endless(connection: socket.socket, number: int, count: int) -> None:
        if number == 1:
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
            connection.sendall(b'data: {"choices": [{"index": 0, "delta": {"content": "a"}}]}\n\n')
            go_on.wait(5)
        else:
            connection.sendall(reply())

    server = serve(endless)

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(base_url=server.url) as client:
            stream: Any = await client.chat_completion([{"role": "user", "content": "a"}], stream=True)
            await anext(stream)
            answers: list[str | None] = []

            async def ask() -> None:
                answers.append((await client.text_generation("a")).generated_text)

            async with anyio.create_task_group() as tasks:
                tasks.start_soon(ask)
                await anyio.sleep(0.05)
                del stream
                go_on.set()
            assert answers == ["yes"]

    anyio.run(main, backend=backend)


# What docs/reliability.md tells of aiohttp


@sees_reset
def test_aiohttp_takes_a_reset_for_the_end_of_a_body_without_length(serve: Any, tls: ssl.SSLContext) -> None:
    assert run("aiohttp", serve(reset, tls).url, lambda client: client.text_to_image("a")).media_type == "image/png"


def begin_stream(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    event = b'data: {"choices": [{"index": 0, "delta": {"content": "a"}}]}\n\n'
    connection.sendall(b"%x\r\n%s\r\n" % (len(event), event))


async def read_stream(client: Any, *, is_closed: bool) -> None:
    stream = await client.chat_completion([{"role": "user", "content": "a"}], stream=True)
    assert (await anext(stream)).choices[0].delta.content == "a"
    if is_closed:
        await client.close()
    await anext(stream)


def test_aiohttp_tells_a_broken_chunk_of_a_stream_once_the_silence_is_over(serve: Any) -> None:
    def broken(connection: socket.socket, number: int, count: int) -> None:
        begin_stream(connection)
        time.sleep(0.1)
        connection.sendall(b"zz\r\n")

    with pytest.raises(inferwire.StreamError, match="stalled"):
        run(
            "aiohttp",
            serve(broken).url,
            lambda client: read_stream(client, is_closed=False),
            timeout=inferwire.Timeout(idle=0.3),
        )


def test_aiohttp_cuts_streams_under_way_where_the_client_is_closed(serve: Any) -> None:
    with pytest.raises(inferwire.StreamError, match="was cut"):
        run(
            "aiohttp",
            serve(lambda connection, number, count: begin_stream(connection)).url,
            lambda client: read_stream(client, is_closed=True),
        )


def test_aiohttp_refuses_headers_that_follow_from_the_request(serve: Any) -> None:
    with pytest.raises(inferwire.InputError, match="expect cannot be set, since it follows from the request"):
        run("aiohttp", serve(well).url, lambda client: client.text_generation("a"), headers={"expect": "100-continue"})
