"""The server does what its scripts define, and records it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, suppress

import pytest

from tests.faults.server import Connection, Server, chunk, http_response

REQUEST = b"POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello"


def connect(server: Server, timeout: float = 2.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout)


def read_all(connection: socket.socket) -> bytes:
    data = b""
    while part := connection.recv(65536):
        data += part
    return data


def echo(connection: Connection) -> None:
    while (head := connection.read_head()) is not None:
        connection.send(http_response(head.target.encode() + b" " + connection.read_body(head), "text/plain"))


def test_every_byte_of_every_connection_is_recorded() -> None:
    with Server(echo) as server:
        for count in (1, 2):
            with connect(server) as connection:
                for _ in range(count):
                    connection.sendall(REQUEST[:20])
                    connection.sendall(REQUEST[20:])
                    assert connection.recv(65536).endswith(b"/a hello")
        assert server.settle() == 0
        assert [bytes(each.received) for each in server.connections] == [REQUEST, REQUEST * 2]
        assert server.received == REQUEST * 3


def test_chunked_bodies_are_read() -> None:
    with Server(echo) as server, connect(server) as connection:
        connection.sendall(b"POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(b"hel") + chunk(b"lo"))
        connection.sendall(b"0\r\n\r\n")
        assert connection.recv(65536).endswith(b"/b hello")


def test_open_connections_are_counted_even_if_the_server_has_ended_them() -> None:
    with Server(Connection.finish) as server:
        client = connect(server)
        assert read_all(client) == b""
        assert (server.accepted, server.open) == (1, 1)
        assert server.settle(0.05) == 1
        client.close()
        assert server.settle() == 0


def test_a_reset_arrives_as_a_reset() -> None:
    # The reset may come before the connection is ready for use.
    with Server(Connection.reset) as server, pytest.raises(ConnectionResetError), connect(server) as connection:
        connection.recv(1)


def test_a_server_that_does_not_listen_refuses() -> None:
    with Server(echo) as server:
        server.stop_listening()
        with pytest.raises(ConnectionRefusedError):
            connect(server)


def test_connection_attempts_hang_after_stop_accepting() -> None:
    with Server(echo) as server:
        connect(server).close()
        server.stop_accepting()
        with pytest.raises(TimeoutError):
            connect(server, 0.1)


def test_a_client_that_closes_its_connection_ends_a_stall() -> None:
    with Server(Connection.stall) as server:
        with connect(server) as connection:
            connection.sendall(REQUEST)
        deadline = time.monotonic() + 2.0
        while (server.open or not server.accepted) and time.monotonic() < deadline:
            time.sleep(0.005)
        assert server.open == 0
        assert server.received == REQUEST  # what the script did not read is read afterwards


def test_closing_a_server_ends_the_threads_of_all_scripts() -> None:
    before = set(threading.enumerate())
    scripts = (
        echo,
        Connection.stall,
        Connection.stay_silent,
        lambda connection: connection.pause(60),
        Connection.finish,
        Connection.reset,
    )
    for script in scripts:
        server = Server(script)
        with ExitStack() as stack:
            with suppress(ConnectionResetError):  # the reset may come before the connection is ready for use
                stack.enter_context(connect(server))
            server.close()
    assert set(threading.enumerate()) == before
