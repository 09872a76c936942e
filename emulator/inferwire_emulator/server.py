"""Run the emulator with uvicorn, in a thread or in the main thread of a process."""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from inferwire_emulator.app import Emulator

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from inferwire_emulator.journal import RecordedRequest

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
    """

    def __init__(self, url: str, emulator: Emulator) -> None:
        self.url = url
        self.emulator = emulator

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

    def add_fault(self, fault: str, *, host: str | None = None) -> None:
        """Make the next call fail. See `Emulator.add_fault`."""
        self.emulator.add_fault(fault, host=host)

    def add_quirk(self, name: str) -> None:
        """Make the response to the next call unusual. See `Emulator.add_quirk`."""
        self.emulator.add_quirk(name)

    def reset(self) -> None:
        """Clear the journal, all jobs, and all queued faults and quirks."""
        self.emulator.reset()


@contextmanager
def serve(
    emulator: Emulator | None = None,
    *,
    models: Mapping[str, str] | None = None,
    quirks: Iterable[str] | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Generator[RunningEmulator]:
    """Run an emulator in a thread for the duration of a ``with`` block.

    Args:
        emulator: The emulator to run; by default, a new one.
        models: Task of each model whose ID does not contain one; only for a new emulator.
        quirks: Names of unusual responses, which calls get in turn; only for a new emulator.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.

    Raises:
        OSError: If the port is in use, or the address does not exist.
        ValueError: If a model has an unknown task or a quirk is unknown, or if they are passed with an emulator.
    """
    if emulator is not None and models is not None:
        raise ValueError("`models` cannot be combined with `emulator`; pass them to Emulator(models=...)")
    if emulator is not None and quirks is not None:
        raise ValueError("`quirks` cannot be combined with `emulator`; pass them to Emulator(quirks=...)")
    app = emulator or Emulator(models=models, quirks=quirks or ())
    with open_socket(host, port) as listener, _uvicorn_logging():
        server = make_server(app)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="inferwire-emulator", daemon=True
        )
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield RunningEmulator(socket_url(listener), app)
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


def make_server(app: Emulator) -> uvicorn.Server:
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
