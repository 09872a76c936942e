"""What is never closed leaves no warning, neither when it is garbage-collected nor when the interpreter exits."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.support.raw_server import raw_response

COMMON = """
import asyncio, gc, sys
from inferwire_http.backends import run_sync
from inferwire_http.deadline import Deadline
from inferwire_http.models import Request
from inferwire_http.transports import make_transport

async def send(transport):
    deadline = Deadline(connect=5, read=5, total=5)
    request = Request(method="GET", url=sys.argv[2], headers=[], body=None, deadline=deadline, is_idempotent=True)
    return await transport.handle_request(request)

async def use(backend):
    "Leave one connection idle, and another one in use."
    transport = make_transport(sys.argv[1], backend)
    response, other = await send(transport), await send(transport)
    while await response.read_chunk() is not None:
        pass
    return transport, other

def circle(things):
    "Only the garbage collector can find them, in whichever order."
    things = list(things)
    things.append(things)
"""
BLOCKING = """
from inferwire_http.backends.blocking import BlockingBackend
def run(function):
    return run_sync(function(BlockingBackend()))
"""
ASYNCIO = """
from inferwire_http.backends.asyncio_ import AsyncioBackend
def run(function):
    async def main():
        return await function(AsyncioBackend(asyncio.get_running_loop()))
    return asyncio.run(main())
"""
TRIO = """
import trio
from inferwire_http.backends.anyio_ import AnyioBackend
def run(function):
    async def main():
        return await function(AnyioBackend())
    return trio.run(main)
"""
ENDS = {
    "kept until the interpreter exits": """
kept = run(use)
""",
    "in a circle until the interpreter exits": """
gc.disable()
circle(run(use))
""",
    "collected": """
async def main(backend):
    circle(await use(backend))
    gc.collect()
    await backend.sleep(0.01)
run(main)
""",
    "dropped": """
async def main(backend):
    await use(backend)
    await backend.sleep(0.01)
run(main)
""",
    "dropped as the event loop ends": """
async def main(backend):
    await use(backend)
run(main)
""",
    "collected after the event loop ended": """
kept = run(use)
circle(kept)
del kept
gc.collect()
""",
    "an exit while all is in use": """
async def main(backend):
    global kept
    kept = await use(backend)
    sys.exit()
run(main)
""",
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    ("setup", "transport"),
    [
        (BLOCKING, "default"),
        (ASYNCIO, "default"),
        (TRIO, "default"),
        (BLOCKING, "httpx"),
        (ASYNCIO, "httpx"),
        (ASYNCIO, "aiohttp"),
    ],
    ids=["blocking", "asyncio", "trio", "httpx, blocking", "httpx, asyncio", "aiohttp"],
)
def test_what_is_never_closed_warns_of_nothing(setup: str, transport: str, end: str, serve: Any) -> None:
    def act(connection: Any, number: int, count: int) -> None:
        connection.sendall(raw_response() if number == 1 else raw_response()[:-5])

    command = [sys.executable, "-W", "error", "-c", COMMON + setup + ENDS[end], transport, serve(act).url]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")
