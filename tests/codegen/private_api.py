"""An API on this machine, and a private provider generated for it, called by the blocking and asynchronous clients."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_codegen.__main__ import main

KEY = "own-secret"


class Seen(NamedTuple):
    """A request that the API received; ``json`` is None if its body is not JSON."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    json: Any


class Raw(NamedTuple):
    """A response: JSON, or bytes with their type. With ``breaks``, the connection is closed before the body ends."""

    body: Any
    status: int = 200
    type: str = "application/json"
    headers: Mapping[str, str] = MappingProxyType({})
    breaks: bool = False


class Api(ThreadingHTTPServer):
    """An HTTP server that records requests and responds as a function decides."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[Seen] = []
        self.respond: Callable[[Seen], Any] = lambda seen: Raw({"error": f"no {seen.path}"}, 404)

    @property
    def paths(self) -> list[str]:
        """The methods and paths of the requests so far."""
        return [f"{each.method} {each.path}" for each in self.requests]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Api

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        parts = urlsplit(self.path)
        headers = {name.lower(): text for name, text in self.headers.items()}
        is_json = headers.get("content-type") == "application/json"
        seen = Seen(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers,
            body,
            json.loads(body) if is_json else None,
        )
        self.server.requests.append(seen)
        found = self.server.respond(seen)
        sent = found if isinstance(found, Raw) else Raw(found)
        data = sent.body if isinstance(sent.body, bytes) else json.dumps(sent.body).encode()
        self.send_response(sent.status)
        self.send_header("content-type", sent.type)
        if sent.status == 200:
            self.send_header("retry-after", "0.02")
        for name, text in sent.headers.items():
            self.send_header(name, text)
        self.send_header("content-length", str(len(data) + sent.breaks))
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = sent.breaks

    do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@contextmanager
def serve() -> Iterator[Api]:
    """Run an API in a thread."""
    with Api() as api:
        thread = threading.Thread(target=api.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield api
        finally:
            api.shutdown()
            thread.join()


def load_provider(text: str, folder: Path) -> Any:
    """Generate the module of a provider from its YAML, and return its ``PROVIDER``."""
    name = next(line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("provider:"))
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    module_file = folder / f"{name.replace('-', '_')}.py"
    assert main(["provider", str(file), "--out", str(module_file)]) == 0
    spec = importlib.util.spec_from_file_location(module_file.stem, module_file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PROVIDER


def blocking(method: str, *arguments: Any, client: dict[str, Any], **options: Any) -> Any:
    """Make a call with the blocking client; a stream becomes the list of its items."""
    with InferenceClient(api_key=KEY, **client) as own:
        result = getattr(own, method)(*arguments, **options)
        return list(result) if options.get("stream") else result


def asynchronous(method: str, *arguments: Any, client: dict[str, Any], **options: Any) -> Any:
    """Make a call with the asynchronous client; a stream becomes the list of its items."""

    async def run() -> Any:
        async with AsyncInferenceClient(api_key=KEY, **client) as own:
            result = await getattr(own, method)(*arguments, **options)
            return [item async for item in result] if options.get("stream") else result

    return asyncio.run(run())


BOTH = pytest.mark.parametrize("call", [blocking, asynchronous])
