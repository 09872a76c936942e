"""The server itself does what scripts tell it to, and keeps account of it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, suppress

import pytest

from tests.faults.server import Server, Wire, answer, chunk

REQUEST = b"POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello"


def connect(server: Server, timeout: float = 2.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout)


def read_all(connection: socket.socket) -> bytes:
    data = b""
    while part := connection.recv(65536):
        data += part
    return data


def echo(wire: Wire) -> None:
    while (head := wire.read_head()) is not None:
        wire.send(answer(head.target.encode() + b" " + wire.read_body(head), "text/plain"))


def test_every_byte_of_every_connection_is_kept() -> None:
    with Server(echo) as server:
        for count in (1, 2):
            with connect(server) as connection:
                for _ in range(count):
                    connection.sendall(REQUEST[:20])
                    connection.sendall(REQUEST[20:])
                    assert connection.recv(65536).endswith(b"/a hello")
        assert server.settle() == 0
        assert [bytes(wire.received) for wire in server.wires] == [REQUEST, REQUEST * 2]
        assert server.received == REQUEST * 3


def test_bodies_in_chunks_are_read() -> None:
    with Server(echo) as server, connect(server) as connection:
        connection.sendall(b"POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(b"hel") + chunk(b"lo"))
        connection.sendall(b"0\r\n\r\n")
        assert connection.recv(65536).endswith(b"/b hello")


def test_connections_that_the_client_holds_are_counted_also_where_the_server_has_ended() -> None:
    with Server(Wire.cut) as server:
        held = connect(server)
        assert read_all(held) == b""
        assert (server.accepted, server.open) == (1, 1)
        assert server.settle(0.05) == 1
        held.close()
        assert server.settle() == 0


def test_a_reset_is_seen_as_one() -> None:
    # The reset may come before the connection is ready for use.
    with Server(Wire.reset) as server, pytest.raises(ConnectionResetError), connect(server) as connection:
        connection.recv(1)


def test_a_server_that_does_not_listen_refuses() -> None:
    with Server(echo) as server:
        server.stop_listening()
        with pytest.raises(ConnectionRefusedError):
            connect(server)


def test_a_black_hole_neither_takes_nor_refuses() -> None:
    with Server(echo) as server:
        connect(server).close()
        server.black_hole()
        with pytest.raises(TimeoutError):
            connect(server, 0.1)


def test_a_client_that_hangs_up_ends_a_silence_in_which_nothing_is_read() -> None:
    with Server(Wire.be_silent) as server:
        with connect(server) as connection:
            connection.sendall(REQUEST)
        deadline = time.monotonic() + 2.0
        while (server.open or not server.accepted) and time.monotonic() < deadline:
            time.sleep(0.005)
        assert server.open == 0
        assert server.received == REQUEST  # what nobody had read is read in the end


def test_closing_leaves_no_thread_whatever_scripts_do() -> None:
    before = set(threading.enumerate())
    scripts = (echo, Wire.be_silent, Wire.listen_silently, lambda wire: wire.pause(60), Wire.cut, Wire.reset)
    for script in scripts:
        server = Server(script)
        with ExitStack() as stack:
            with suppress(ConnectionResetError):  # the reset may come before the connection is ready for use
                stack.enter_context(connect(server))
            server.close()
    assert set(threading.enumerate()) == before
