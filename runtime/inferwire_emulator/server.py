"""Run the emulator: in a thread beside the caller's code, or as a process of its own."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from inferwire_emulator.app import Emulator

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from inferwire_emulator.journal import Received

START_SECONDS = 10.0


class Running:
    """An emulator that accepts connections.

    Attributes:
        url: Where: for ``InferenceClient(emulator_url=...)`` or the variable ``INFERWIRE_EMULATOR_URL``.
        emulator: The application itself.
    """

    def __init__(self, url: str, emulator: Emulator) -> None:
        self.url = url
        self.emulator = emulator

    @property
    def journal(self) -> list[Received]:
        """The last requests, oldest first, without their keys."""
        return self.emulator.journal

    def add_fault(self, fault: str, *, host: str | None = None) -> None:
        """Spoil the answer to the next call, as `Emulator.add_fault` does."""
        self.emulator.add_fault(fault, host=host)

    def reset(self) -> None:
        """Empty the journal, and forget the faults that were asked for."""
        self.emulator.reset()


@contextmanager
def serve(
    emulator: Emulator | None = None,
    *,
    models: Mapping[str, str] | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Generator[Running]:
    """Run an emulator in a thread for as long as the ``with`` lasts.

    Args:
        emulator: The one to run; left out, one with the generated tables.
        models: Tasks of models whose names do not tell them, for an emulator that is made here.
        host: Address to listen on.
        port: Port to listen on; 0 for any that is free.

    Raises:
        OSError: The port is taken.
        ValueError: A model was given a task that nobody serves, or an emulator as well.
    """
    if emulator is not None and models is not None:
        raise ValueError("models are for an emulator that is made here; pass them to Emulator(models=...)")
    app = emulator or Emulator(models=models)
    with open_socket(host, port) as listener:
        server = make_server(app)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="inferwire-emulator", daemon=True
        )
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield Running(url_of(listener), app)
        finally:
            server.should_exit = True
            thread.join()


def open_socket(host: str, port: int) -> socket.socket:
    """Listen on an address.

    Raises:
        OSError: It is taken, or there is no such address.
    """
    listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    # Connections inherit it: without it, the system holds a body back until the client has acknowledged the headers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def url_of(listener: socket.socket) -> str:
    """Give the URL of a socket that listens."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(app: Emulator) -> uvicorn.Server:
    """Prepare a server that is silent, so that an application's own output stays readable."""
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


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    end = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            raise RuntimeError("the emulator did not start; run `python -m inferwire_emulator` to see why")
        time.sleep(0.005)
