"""What callers get from a process that cannot open another file: no error is that of an import."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from typing import Any

import pytest

from inferwire_http import pool as pool_module
from inferwire_http.backends import Backend
from inferwire_http.exceptions import ConnectError
from tests.http.support import fetch, make_pool, on_each_backend, run
from tests.support.raw_server import BODY, respond_well

# After a call that succeeds, no module can be imported and no socket opened; then calls fail in many forms.
CALLS = """
import asyncio, errno, json, socket, sys, threading
import inferwire

kind = sys.argv[1]
RESPONSES = {
    "good": (200, "application/json", b'[{"generated_text": "yes"}]', ""),
    "refused": None,
    "malformed": (200, "application/json", b'[{"generated_text": ', ""),
    "no result": (200, "application/json", b'{"a": NaN, "b": [1]}', ""),
    "not JSON": (200, "text/html", b"<html><title>Caf&eacute;</title></html>", ""),
    "401": (401, "application/json", b'{"error": "no"}', ""),
    "429": (429, "application/json", b'{"error": {"message": "slow down, try again in 20 s"}}', "retry-after: 7\\r\\n"),
    "429, date": (429, "text/plain", b"no", "retry-after: Wed, 21 Oct 2099 07:28:00 GMT\\r\\n"),
    "500": (500, "text/html", b"<html><body>It is &quot;down&quot;</body></html>", ""),
    "gzip": (200, "application/json", b"\\x1f\\x8bjunk", "content-encoding: gzip\\r\\n"),
    "redirect": (302, "text/plain", b"", "location: https://elsewhere.test/login\\r\\n"),
    "not HTTP": b"junk\\r\\n\\r\\n",
    "cut": b"HTTP/1.1 200 OK\\r\\ncontent-length: 100\\r\\n\\r\\n{",
    "closed": b"",
}
listener = socket.create_server(("127.0.0.1", 0))
url = f"http://127.0.0.1:{listener.getsockname()[1]}/"

def respond(name):
    response = RESPONSES[name]
    if isinstance(response, bytes):
        return response
    status, content_type, body, headers = response
    head = f"HTTP/1.1 {status} X\\r\\ncontent-type: {content_type}\\r\\ncontent-length: {len(body)}\\r\\n{headers}"
    return head.encode() + b"connection: close\\r\\n\\r\\n" + body

def serve():
    while True:
        connection, _ = listener.accept()
        head = connection.recv(65536).decode()
        connection.sendall(respond(head.split(" ")[1].strip("/").replace("%20", " ")))
        connection.close()

threading.Thread(target=serve, daemon=True).start()

class NoImports:
    def find_spec(self, name, path=None, target=None):
        raise OSError(errno.EMFILE, "Too many open files")

def outcome(error):
    return type(error).__name__ if isinstance(error, inferwire.InferwireError) else repr(error)

OPTIONS = {"api_key": "sk-x", "retry": 1, "timeout": 10}

def target(name):
    return "http://127.0.0.1:9" if name == "refused" else url + name.replace(" ", "%20")

def block():
    sys.meta_path.insert(0, NoImports())

outcomes = {}
if kind == "blocking":
    client = inferwire.InferenceClient(**OPTIONS)
    for name in RESPONSES:
        try:
            client.endpoint(target(name), api="native").text_generation("a")
            outcomes[name] = "result"
        except Exception as error:
            outcomes[name] = outcome(error)
        if name == "good":
            block()
else:
    async def main():
        client = inferwire.AsyncInferenceClient(**OPTIONS)
        for name in RESPONSES:
            try:
                await client.endpoint(target(name), api="native").text_generation("a")
                outcomes[name] = "result"
            except Exception as error:
                outcomes[name] = outcome(error)
            if name == "good":
                block()
    if kind == "asyncio":
        asyncio.run(main())
    else:
        import trio
        trio.run(main)
sys.meta_path.pop(0)
print(json.dumps(outcomes))
"""

OUTCOMES = {
    "good": "result",
    "refused": "InferenceConnectionError",
    "malformed": "OutputError",
    "no result": "InferenceConnectionError",  # it needs a module, and names the cause
    "not JSON": "OutputError",
    "401": "AuthenticationError",
    "429": "RateLimitError",
    "429, date": "RateLimitError",
    "500": "ProviderError",
    "gzip": "OutputError",
    "redirect": "ProviderError",
    "not HTTP": "InferenceConnectionError",
    "cut": "InferenceConnectionError",
    "closed": "InferenceConnectionError",
}


@pytest.mark.parametrize("kind", ["blocking", "asyncio", "trio"])
def test_errors_are_the_same_once_nothing_can_be_imported(kind: str) -> None:
    command = [sys.executable, "-c", CALLS, kind]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == OUTCOMES


@on_each_backend
def test_idle_connections_are_closed_where_no_other_can_be_opened(
    kind: str, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = [serve(respond_well) for _ in range(3)]

    async def main(backend: Backend) -> None:
        pool = make_pool(backend)
        real, refused = type(backend).connect, [OSError(errno.EMFILE, "Too many open files")]

        async def connect(self: Backend, *args: Any) -> Any:
            if refused:
                raise ConnectError("Too many open files") from refused.pop()
            return await real(self, *args)

        try:
            with pytest.raises(ConnectError, match="Too many open files"):
                await connect_once(pool, monkeypatch, backend, connect, servers[0].url)
            for server in servers[:2]:
                assert await fetch(pool, server.url) == BODY
            refused.append(OSError(errno.EMFILE, "Too many open files"))
            assert await fetch(pool, servers[2].url) == BODY
            assert [server.wait_for_open(0) for server in servers[:2]] == [0, 0]
        finally:
            await pool.aclose()

    run(kind, main)


async def connect_once(pool: Any, monkeypatch: pytest.MonkeyPatch, backend: Any, connect: Any, url: str) -> bytes:
    monkeypatch.setattr(type(backend), "connect", connect)
    return await fetch(pool, url)


@on_each_backend
def test_idle_connections_are_few_in_all(kind: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MAX_IDLE_ELSEWHERE", 3)
    servers = [serve(respond_well) for _ in range(6)]

    async def main(backend: Backend) -> list[int]:
        pool = make_pool(backend)
        try:
            for server in servers:
                await fetch(pool, server.url)
            await backend.sleep(0)
            servers[0].wait_for_open(0)
            servers[1].wait_for_open(0)
            return [server.open for server in servers]
        finally:
            await pool.aclose()

    assert run(kind, main) == [0, 0, 1, 1, 1, 1]
