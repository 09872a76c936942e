"""Run the emulator with uvicorn, in a thread or in the main thread of a process."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from inferwire_emulator.app import Emulator
from inferwire_emulator.client_imports import EMULATOR_VARIABLE, HUGGING_FACE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from os import PathLike

    from starlette.types import ASGIApp

    from inferwire_emulator.cassettes import Mode
    from inferwire_emulator.journal import RecordedRequest
    from inferwire_emulator.scripted import ScriptedResponse

START_TIMEOUT = 10.0
LOGGERS = ("uvicorn.error", "uvicorn.access", "uvicorn.asgi")

_lock = threading.Lock()
_configurations: list[tuple[int, list[logging.Handler], bool]] = []  # of uvicorn's loggers before emulators ran
_running = 0


class RunningEmulator:
    """An emulator that is accepting connections.

    Attributes:
        url: Base URL, for ``InferenceClient(emulator_url=...)`` or the variable ``INFERWIRE_EMULATOR_URL``.
        emulator: ASGI application that handles the requests.
        respond: Defines the response to the next call. See `Emulator.respond`.
        limit_rate: Limits the rate of calls. See `Emulator.limit_rate`.
        check: Checks that all calls were expected, and all responses received. See `Emulator.check`.
    """

    def __init__(self, url: str, emulator: Emulator) -> None:
        self.url = url
        self.emulator = emulator
        self.respond = emulator.respond
        self.limit_rate = emulator.limit_rate
        self.check = emulator.check

    def __repr__(self) -> str:
        return f"<RunningEmulator {self.url}>"

    @property
    def journal(self) -> list[RecordedRequest]:
        """The most recent requests, oldest first, with their keys masked."""
        return self.emulator.journal

    @property
    def dropped_requests(self) -> int:
        """Number of older requests that the journal dropped to stay within its limits."""
        return self.emulator.dropped_requests

    @property
    def pending_responses(self) -> list[ScriptedResponse]:
        """The responses of `respond` that no call has received yet, without those for all calls."""
        return self.emulator.pending_responses

    @property
    def unexpected_requests(self) -> list[str]:
        """Descriptions of the calls that failed because the emulator is strict."""
        return self.emulator.unexpected_requests

    def add_fault(self, fault: str, *, host: str | None = None) -> None:
        """Make the next call fail. See `Emulator.add_fault`."""
        self.emulator.add_fault(fault, host=host)

    def add_quirk(self, name: str) -> None:
        """Make the response to the next call unusual. See `Emulator.add_quirk`."""
        self.emulator.add_quirk(name)

    def reset(self) -> None:
        """Clear the journal, all jobs, and all queued faults, quirks, responses and limits."""
        self.emulator.reset()


@contextmanager
def serve(
    emulator: Emulator | None = None,
    *,
    models: Mapping[str, str] | None = None,
    quirks: Iterable[str] | None = None,
    strict: bool = False,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Generator[RunningEmulator]:
    """Run an emulator in a thread for the duration of a ``with`` block.

    Args:
        emulator: The emulator to run; by default, a new one.
        models: Task of each model whose ID does not contain one; only for a new emulator.
        quirks: Names of unusual responses, which calls get in turn; only for a new emulator.
        strict: Whether a call fails for which `respond` has defined no response, and the block with it at its end;
            only for a new emulator.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.

    Raises:
        AssertionError: At the end, if the emulator is strict, and a call was unexpected or a response not received.
        OSError: If the port is in use, or the address does not exist.
        ValueError: If a model has an unknown task or a quirk is unknown, or if they are passed with an emulator.
    """
    if emulator is not None and models is not None:
        raise ValueError("`models` cannot be combined with `emulator`; pass them to Emulator(models=...)")
    if emulator is not None and quirks is not None:
        raise ValueError("`quirks` cannot be combined with `emulator`; pass them to Emulator(quirks=...)")
    app = emulator or Emulator(models=models, quirks=quirks or (), strict=strict)
    with _running_server(app, host, port) as url:
        yield RunningEmulator(url, app)
        if strict:
            app.check()


@contextmanager
def record(
    path: str | PathLike[str],
    *,
    mode: Mode = "auto",
    upstreams: Mapping[str, str] | None = None,
    secrets: Iterable[str] = (),
    host: str = "127.0.0.1",
    port: int = 0,
) -> Generator[str]:
    """Record the exchanges with real servers in a file, or replay them from it, for the duration of a ``with`` block.

    All clients in the block connect to the recorder, whose URL it returns. Keys are sent to the real servers and not
    written to the file: they are replaced wherever they are. A replay needs no key.

    Args:
        path: The file. It is JSON, and made for version control.
        mode: ``record`` to write it, ``replay`` to read it, ``auto`` to write it only if it does not exist.
        upstreams: Base URL for a host, if it is not ``https://`` and the host. Hosts on this machine have ``http``.
        secrets: Further strings to remove from the file.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.

    Raises:
        AssertionError: At the end, if a request was not in the file.
        FileNotFoundError: If there is nothing to replay.
        OSError: If the port is in use, or the address does not exist.
        ValueError: If the mode is unknown, or the file is not a recording.
    """
    from inferwire_emulator.cassettes import Player, recorder  # only for recordings

    with recorder(Path(path), mode, upstreams, secrets) as app, _running_server(app, host, port) as url:
        variables = {EMULATOR_VARIABLE: url}
        if isinstance(app, Player) and not os.environ.get(HUGGING_FACE_VARIABLE):
            variables[HUGGING_FACE_VARIABLE] = "hf_replayed"
        before = {name: os.environ.get(name) for name in variables}
        os.environ.update(variables)
        try:
            yield url
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


@contextmanager
def _running_server(app: ASGIApp, host: str, port: int) -> Generator[str]:
    """Run an application in a thread, and return its URL."""
    with open_socket(host, port) as listener, _uvicorn_logging():
        server = make_server(app)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="inferwire-emulator", daemon=True
        )
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield socket_url(listener)
        finally:
            server.should_exit = True
            thread.join()


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address.

    Raises:
        OSError: If the port is in use, or the address does not exist.
    """
    listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    # Connections inherit this option. Otherwise the system delays a body until the client acknowledges the headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def socket_url(listener: socket.socket) -> str:
    """Return the URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(app: ASGIApp) -> uvicorn.Server:
    """Create a server that logs only critical errors, so that the output of the application stays readable."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


@contextmanager
def _uvicorn_logging() -> Generator[None]:
    """Restore uvicorn's loggers after the last emulator, because the application's own server may use them."""
    global _running
    loggers = [logging.getLogger(name) for name in LOGGERS]
    with _lock:
        if _running == 0:
            _configurations[:] = [(logger.level, logger.handlers, logger.propagate) for logger in loggers]
        _running += 1
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if _running == 0:
                for logger, (level, handlers, propagate) in zip(loggers, _configurations, strict=True):
                    logger.setLevel(level)
                    logger.handlers, logger.propagate = handlers, propagate


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the emulator did not start; run `python -m inferwire_emulator` to see why")
        time.sleep(0.005)
