"""Functions that block run in threads of our own, within a time limit, whatever other threads do."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest

import inferwire
from inferwire_http.backends import Backend, threads
from inferwire_http.backends.threads import ThreadPool
from inferwire_http.exceptions import ConnectTimeout, TimeoutException
from inferwire_http.tls import TrustStore
from tests.http.support import (
    Body,
    Segment,
    make_request,
    on_each_backend,
    on_each_loop,
    run,
    transport_of,
)
from tests.support.raw_server import BODY, on_every_backend, respond_well

SHORT = 0.2  # seconds, of a limit
LONG = 30.0  # seconds, of what would have to be waited for


class OwnError(BaseException):
    """Not an `Exception`."""


def fail(error: BaseException) -> None:
    raise error


@on_each_backend
def test_a_function_in_a_thread_returns_or_raises(kind: str) -> None:
    async def main(backend: Backend) -> None:
        for seconds in (None, LONG):
            assert await backend.run_in_thread(divmod, 7, 2, seconds=seconds) == (3, 1)
            for error in (ValueError("no"), StopIteration(1), OwnError()):
                with pytest.raises((type(error), RuntimeError)):
                    await backend.run_in_thread(fail, error, seconds=seconds)

    run(kind, main)


@on_each_backend
def test_a_function_that_does_not_return_is_left_alone_after_its_time(kind: str) -> None:
    is_free = threading.Event()

    async def main(backend: Backend) -> None:
        with pytest.raises(TimeoutError):
            await backend.run_in_thread(is_free.wait, LONG, seconds=SHORT)

    start = time.monotonic()
    run(kind, main)  # the event loop ends without it
    assert time.monotonic() - start < LONG / 3
    is_free.set()


@on_each_loop
def test_threads_of_the_application_are_not_waited_for(kind: str, serve: Callable[..., Any]) -> None:
    is_free = threading.Event()

    async def main(backend: Backend) -> str:
        if kind == "asyncio":
            loop = asyncio.get_running_loop()
            loop.set_default_executor(executor := ThreadPoolExecutor(1))
            executor.submit(is_free.wait, LONG)
        limiter = anyio.to_thread.current_default_thread_limiter()
        for _ in range(int(limiter.available_tokens)):
            limiter.acquire_on_behalf_of_nowait(object())
        try:
            url = serve(respond_well).url
            async with inferwire.AsyncInferenceClient(base_url=url, timeout=LONG, retry=1) as client:
                return (await client.text_generation("a")).generated_text
        finally:
            is_free.set()

    assert run(kind, main) == "yes"


def test_threads_are_few_are_reused_and_end() -> None:
    pool, is_free, numbers = ThreadPool(), threading.Event(), list[int]()
    done = threading.Semaphore(0)

    def job() -> None:
        is_free.wait(LONG)
        numbers.append(threading.get_ident())
        done.release()

    for _ in range(3 * threads.MAX_THREADS):
        pool.submit(job)
    assert len(pool._threads) == threads.MAX_THREADS
    is_free.set()
    for _ in range(3 * threads.MAX_THREADS):
        assert done.acquire(timeout=LONG)
    assert len(set(numbers)) <= threads.MAX_THREADS
    for _ in range(100):
        pool.submit(job)
        assert done.acquire(timeout=LONG)
    assert len(pool._threads) <= threads.MAX_THREADS


def test_idle_threads_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "IDLE_SECONDS", 0.01)
    pool, done = ThreadPool(), threading.Event()
    for _ in range(2):
        pool.submit(done.set)
        assert done.wait(LONG)
        end = time.monotonic() + LONG
        while len(pool._threads) and time.monotonic() < end:
            time.sleep(0.005)
        assert len(pool._threads) == 0


@on_each_loop
def test_what_nobody_waits_for_is_not_begun(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MAX_THREADS", 1)
    monkeypatch.setattr(threads, "_pool", ThreadPool())
    is_free, begun = threading.Event(), list[int]()

    async def main(backend: Backend) -> None:
        for function in (is_free.wait, partial(begun.append, 1)):
            with pytest.raises(TimeoutError):
                await backend.run_in_thread(function, seconds=SHORT)
        is_free.set()
        await backend.run_in_thread(begun.append, 2, seconds=LONG)

    run(kind, main)
    assert begun == [2]


@pytest.mark.parametrize("kind", ["asyncio", "trio", "aiohttp"])
def test_certificates_are_read_within_the_time_to_connect(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_free = threading.Event()
    monkeypatch.setattr(TrustStore, "cached_context", lambda self: None)
    monkeypatch.setattr(TrustStore, "context", lambda self: is_free.wait(LONG))

    async def main(backend: Backend) -> None:
        transport = transport_of(kind, backend)
        with pytest.raises(ConnectTimeout):
            await transport.handle_request(make_request("https://127.0.0.1:9/", connect=SHORT))
        await transport.aclose()

    run(kind, main)
    is_free.set()


@pytest.mark.parametrize("kind", ["asyncio", "trio", "aiohttp"])
def test_a_file_is_read_within_the_time_to_send(kind: str, serve: Callable[..., Any]) -> None:
    is_free = threading.Event()

    class Stuck(Segment):
        def __iter__(self) -> Any:
            yield b"a"
            is_free.wait(LONG)

    async def main(backend: Backend) -> None:
        transport = transport_of(kind, backend)
        with pytest.raises(TimeoutException):
            await transport.handle_request(
                make_request(serve(respond_well).url, body=Body(Stuck(b"ab", is_blocking=True)), read=SHORT)
            )
        await transport.aclose()

    run(kind, main)
    is_free.set()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@on_every_backend
@pytest.mark.parametrize("form", ["path", "open file"])
def test_a_pipe_that_nobody_writes_to_is_waited_for_within_the_limit(call: Any, form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    os.mkfifo(path)
    keeps_open = os.open(path, os.O_RDWR)
    source: Any = path if form == "path" else open(path, "rb")  # noqa: SIM115
    start = time.monotonic()
    with pytest.raises(inferwire.InferenceTimeoutError, match=r"within 0\.3 seconds"):
        transcribe(call, "http://127.0.0.1:9", source, timeout=0.3)
    assert time.monotonic() - start < LONG / 3
    os.write(keeps_open, b"fLaC")
    os.close(keeps_open)  # so that the thread ends
    if form == "open file":
        source.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@on_every_backend
def test_a_pipe_is_read_whole(call: Any, serve: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(b"fLaC" + bytes(300_000)))
    writer.start()
    server = serve(respond_well)
    transcribe(call, server.url, path, timeout=LONG)
    writer.join(LONG)
    assert server.requests[0].endswith(b"fLaC" + bytes(300_000))


def transcribe(call: Any, url: str, source: Any, **options: Any) -> Any:
    """Send audio by the kind of client that ``call`` uses."""
    if call.__name__ == "call_blocking":
        with inferwire.InferenceClient(base_url=url, api_key="sk-test", retry=1) as client:
            return client.endpoint(url, api="native").automatic_speech_recognition(source, **options)

    async def main() -> Any:
        async with inferwire.AsyncInferenceClient(base_url=url, api_key="sk-test", retry=1) as client:
            return await client.endpoint(url, api="native").automatic_speech_recognition(source, **options)

    return anyio.run(main, backend="trio" if call.__name__ == "call_trio" else "asyncio")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_threads_of_its_own() -> None:
    before = threads._pool
    threads._after_fork()
    assert threads._pool is not before
    done = threading.Event()
    threads.submit(done.set)
    assert done.wait(LONG)
    threads._pool = before


def test_a_body_is_still_sent(serve: Callable[..., Any]) -> None:
    async def main(backend: Backend) -> bytes | None:
        transport = transport_of("asyncio", backend)
        try:
            body = Body(Segment(b"ab", b"cd", is_blocking=True))
            response = await transport.handle_request(make_request(serve(respond_well).url, body=body))
            return await response.read_chunk()
        finally:
            await transport.aclose()

    assert run("asyncio", main) == BODY
