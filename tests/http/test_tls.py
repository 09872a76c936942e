"""TLS: which authorities it trusts, how connections end, and why certificates are refused."""

from __future__ import annotations

import pathlib
import socket
import ssl
import struct
import sys
import time
from typing import Any

import certifi
import pytest
import trustme

from inferwire_http.backends import Backend
from inferwire_http.exceptions import ConfigurationError, ConnectError, NetworkError
from inferwire_http.tls import LIBRARIES, Library, TrustStore
from tests.http.support import fetch, fetch_on, on_each_backend, on_each_transport, run, transport_of
from tests.support.raw_server import BODY, raw_response, respond_well


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> trustme.CA:
    """A certificate authority that is trusted."""
    created = trustme.CA()
    created.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return created


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """The context of a server with a certificate for 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@on_each_transport
def test_one_connection_serves_requests_over_tls(kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    server = serve(respond_well, tls)
    assert fetch_on(kind, server.url, 3) == [BODY] * 3
    assert server.accepted == 1


IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)


def send_image(connection: socket.socket) -> None:
    """Send a body whose end is that of the connection."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n" + IMAGE)


@on_each_transport
def test_a_body_that_ends_with_its_connection_may_end_without_the_closing_message_of_tls(
    kind: str, serve: Any, tls: ssl.SSLContext
) -> None:
    def close(connection: ssl.SSLSocket, number: int, count: int) -> None:
        send_image(connection)
        socket.socket.shutdown(connection, socket.SHUT_RDWR)

    assert fetch_on(kind, serve(close, tls).url) == [IMAGE]


def wait_for_reader(connection: ssl.SSLSocket) -> None:
    """Wait until everything that was sent has been received: a reset discards what has not."""
    import fcntl
    import termios

    for _ in range(500):
        if not struct.unpack("i", fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0" * 4))[0]:
            break
        time.sleep(0.01)
    time.sleep(0.1)


@pytest.mark.skipif(
    sys.platform != "linux" or ssl.OPENSSL_VERSION_INFO < (3,),
    reason="sees by Linux's means when the client has received all, and OpenSSL 1.1 cannot distinguish a reset",
)
@on_each_backend
def test_a_body_whose_connection_is_reset_is_not_taken_for_complete(kind: str, serve: Any, tls: ssl.SSLContext) -> None:
    def reset(connection: ssl.SSLSocket, number: int, count: int) -> None:
        send_image(connection)
        wait_for_reader(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    with pytest.raises(NetworkError):
        fetch_on(kind, serve(reset, tls).url)


@on_each_transport
def test_what_tls_holds_of_a_response_that_was_not_requested_is_not_taken(
    kind: str, serve: Any, tls: ssl.SSLContext
) -> None:
    def hold(connection: ssl.SSLSocket, is_held: bool) -> None:
        if sys.platform == "linux":
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, is_held)

    def act(connection: ssl.SSLSocket, number: int, count: int) -> None:
        hold(connection, True)  # two records leave at once
        connection.sendall(raw_response())
        if number == 1 and count == 1:
            connection.sendall(raw_response(b"AGAIN"))
        hold(connection, False)

    async def main(backend: Backend) -> list[bytes]:
        transport = transport_of(kind, backend)
        bodies = [await fetch(transport, server.url)]
        await backend.sleep(0.05)
        bodies += [await fetch(transport, server.url) for _ in range(2)]
        await transport.aclose()
        return bodies

    server = serve(act, tls)
    assert run(kind, main) == [BODY] * 3


@on_each_transport
def test_a_certificate_that_is_refused_is_the_cause_of_the_error(kind: str, serve: Any, authority: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("another.test").configure_cert(context)
    with pytest.raises(ConnectError) as caught:
        fetch_on(kind, serve(respond_well, context).url)
    cause = caught.value.__cause__
    assert isinstance(cause, ssl.SSLCertVerificationError)
    assert cause.verify_code == 64
    assert "not valid for '127.0.0.1'" in cause.verify_message


# Contexts


@pytest.mark.parametrize("library", LIBRARIES)
def test_all_connections_share_one_context(library: Library) -> None:
    created = TrustStore(library).context()
    assert TrustStore(library).context() is created
    assert TrustStore(library).cached_context() is created
    assert created.verify_mode == ssl.CERT_REQUIRED
    assert created.check_hostname


def test_certificates_that_the_environment_names_later_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    usual = TrustStore().context()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    assert TrustStore().cached_context() is None
    with pytest.raises(ConfigurationError, match="the certificates cannot be read"):
        TrustStore().context()
    monkeypatch.setenv("SSL_CERT_FILE", ssl.get_default_verify_paths().cafile or certifi.where())
    assert TrustStore().context() is not usual
    monkeypatch.delenv("SSL_CERT_FILE")
    assert TrustStore().context() is usual


@on_each_backend
def test_a_missing_folder_of_certificates_is_named(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match="none'; check SSL_CERT_FILE and SSL_CERT_DIR"):
        fetch_on(kind, "https://127.0.0.1:9")
