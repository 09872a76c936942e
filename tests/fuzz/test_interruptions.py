"""Blocking calls that are interrupted at each of their lines in turn: nothing is lost, and nothing is mixed up."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import inferwire
import inferwire_http
import inferwire_runtime
from inferwire import InferenceClient
from inferwire.tasks.chat_completion import chat_completion
from inferwire_http import pool as pool_module
from inferwire_http import tls
from inferwire_http.backends.threads import ThreadPool
from inferwire_http.tls import TrustStore
from inferwire_runtime import client as client_module
from tests.fuzz.echo import CALLS, EchoServer, client_options, open_files
from tests.support.proxy_server import ProxyServer

LIMIT = 3  # requests at once: few, so that a lost slot is soon missed
HTTP = str(Path(inferwire_http.__file__).parent)
RUNTIME = str(Path(inferwire_runtime.__file__).parent)
MAX_LINES = 20_000  # of one call

pytestmark = [
    # Python itself reports an exception in a finalizer, and a coroutine that was interrupted before it began.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
]


class Interrupt:
    """Raises `KeyboardInterrupt` at a line of the code in some folders or files.

    Attributes:
        place: Where it was raised; empty if there were not so many lines.
    """

    def __init__(self, number: int, paths: tuple[str, ...]) -> None:
        self._number = number
        self._paths = paths
        self.place = ""

    def _call(self, frame: Any, event: str, argument: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(self._paths) else None

    def _line(self, frame: Any, event: str, argument: Any) -> Any:
        if event == "line":
            self._number -= 1
            if self._number == 0:
                self.place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
                sys.settrace(None)
                raise KeyboardInterrupt
        return self._line

    def run(self, function: Callable[[], Any]) -> None:
        """Call a function; it may end early, by this exception only."""
        before = sys.gettrace()
        sys.settrace(self._call)
        try:
            with suppress(KeyboardInterrupt):
                function()
        finally:
            sys.settrace(before)


def make_call(client: InferenceClient, name: str, url: str, text: str) -> str | None:
    call = CALLS[name]
    result = call.begin(client, url, text)
    return call.read(list(result) if call.is_stream else result)


def abandon_stream(client: InferenceClient, url: str, text: str) -> None:
    with CALLS["stream"].begin(client, url, text) as stream:
        next(stream)


@pytest.mark.parametrize("closes", [False, True], ids=["pooled", "fresh"])
@pytest.mark.parametrize("proxy_kind", [None, "http", "socks5"])
@pytest.mark.parametrize("name", [*CALLS, "abandoned stream"])
def test_calls_after_interrupted_ones_get_their_own_responses(
    name: str, proxy_kind: Any, closes: bool, pytestconfig: pytest.Config
) -> None:
    is_long = pytestconfig.getoption("--fuzz")
    is_short = (name == "plain" or not closes) if proxy_kind is None else (name == "media" and not closes)
    if not is_long and not is_short:
        pytest.skip("a part of the long form")
    paths = (HTTP, RUNTIME) if is_long else (HTTP, f"{RUNTIME}/cache.py", f"{RUNTIME}/connections.py")
    texts: Iterator[str] = (f"text-{number}" for number in count())
    server = EchoServer(closes=closes)
    proxy = None if proxy_kind is None else ProxyServer(proxy_kind)
    options = client_options(server, proxy=None if proxy is None else proxy.url, limits=LIMIT)
    check_name = name if name in CALLS else "stream"
    try:
        with InferenceClient(**options) as client:

            def call() -> None:
                if name in CALLS:
                    make_call(client, name, server.url, next(texts))
                else:
                    abandon_stream(client, server.url, next(texts))

            assert make_call(client, check_name, server.url, text := next(texts)) == text
            pool: Any = client._core.connections._transports[None][1]
            before = open_files()
            for number in range(1, MAX_LINES, 1 if is_long or name != "job" else 7):
                client._core.cache._entries.clear()  # so that each call looks its model up
                interrupt = Interrupt(number, paths)
                interrupt.run(call)
                if not interrupt.place:
                    break
                assert pool._slots.free == LIMIT, f"a slot was lost at {interrupt.place}"
                assert not pool_module._in_use, f"a connection was kept at {interrupt.place}"
                assert not client._core.cache._in_flight, f"a look-up was kept at {interrupt.place}"
                client._core.cache._entries.clear()
                start = time.monotonic()
                assert make_call(client, check_name, server.url, text := next(texts)) == text, interrupt.place
                assert time.monotonic() - start < 5, f"the next call waited after {interrupt.place}"
            assert number > 100
            gc.collect()
            for _ in range(300):
                if open_files() <= before + 4 * LIMIT:
                    break
                time.sleep(0.01)  # until the server has noticed
            assert open_files() <= before + 4 * LIMIT
    finally:
        server.close()
        if proxy is not None:
            proxy.__exit__()


def call_by_httpx(server: EchoServer, library: Any) -> None:
    with InferenceClient(**client_options(server, transport=library)) as client:
        assert make_call(client, "plain", server.url, "text") == "text"


def read_certificates() -> None:
    tls._contexts.clear()
    TrustStore().context()


def call_by_function(server: EchoServer) -> None:
    inferwire.configure(**client_options(server))
    assert chat_completion([{"role": "user", "content": "text"}], model=server.url).text == "text"


@pytest.mark.parametrize("kind", ["httpx", "httpx2", "certificates", "threads", "functions"])
def test_what_is_created_once_can_be_created_by_others_after_an_interrupt(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line may be the last before a lock is released: then other threads would wait for ever."""
    monkeypatch.setattr(client_module, "_defaults", ({}, {}))
    server = EchoServer()
    threads = ThreadPool()
    actions: dict[str, Callable[[], Any]] = {
        "certificates": read_certificates,
        "threads": lambda: (run_in(ThreadPool()), run_in(threads)),
        "functions": lambda: call_by_function(server),
    }
    action = actions.get(kind, lambda: call_by_httpx(server, kind))
    files = ("tls.py", "routed.py", "adapters/httpx_.py", "backends/threads.py", "backends/slots.py")
    paths = (*(f"{HTTP}/{name}" for name in files), f"{RUNTIME}/connections.py", f"{RUNTIME}/client.py")
    before = dict(tls._contexts)
    try:
        action()
        for number in range(1, MAX_LINES):
            interrupt = Interrupt(number, paths)
            interrupt.run(action)
            if not interrupt.place:
                break
            failures: list[BaseException] = []
            other = threading.Thread(target=keep_errors, args=(action, failures), daemon=True)
            other.start()
            other.join(5)
            assert not other.is_alive(), f"another thread waits for ever after {interrupt.place}"
            assert not failures, f"{failures[0]!r} after {interrupt.place}"
        assert number > 5
    finally:
        tls._contexts.update(before)
        server.close()


def run_in(threads: ThreadPool) -> None:
    done = threading.Event()
    threads.submit(done.set)
    assert done.wait(5)


def keep_errors(action: Callable[[], Any], failures: list[BaseException]) -> None:
    try:
        action()
    except BaseException as exc:
        failures.append(exc)
