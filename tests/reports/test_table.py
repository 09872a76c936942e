"""Every case of the table, over real HTTP: by each backend, and by each transport."""

from __future__ import annotations

from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_http.backends import run_sync
from tests.reports.readers import differences, read, wrong_requests
from tests.reports.table import Case, Data, load_cases
from tests.support.local_servers import ReceivedRequest, local_server

# Bytes arrive at once, event by event, or a few at a time: what is read must not depend on it.
SENDERS: dict[tuple[str, str], int | None] = {
    ("blocking", "default"): None,
    ("asyncio", "default"): 0,
    ("trio", "default"): 7,
    ("blocking", "httpx"): 0,
    ("trio", "httpx2"): None,
    ("asyncio", "aiohttp"): 0,
}
CASES = load_cases()


def run(case: Case, backend: str, options: dict[str, Any]) -> Data:
    """Return what a client of a backend reads."""
    if backend == "blocking":
        with InferenceClient(**options) as client:
            return run_sync(read(client, case))

    async def main() -> Data:
        async with AsyncInferenceClient(**options) as client:
            return await read(client, case)

    return anyio.run(main, backend=backend)


@pytest.mark.parametrize(
    ("case", "backend", "transport"),
    [
        pytest.param(case, *sender, id=f"{case.name}-{'-'.join(sender)}")
        for case in CASES
        for sender in SENDERS
        if sender[1] not in case.not_over
    ],
)
def test_a_response_is_read(case: Case, backend: str, transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    size = SENDERS[backend, transport]
    numbers = iter(range(1000))
    for name, value in case.environment.items():
        monkeypatch.setenv(name, value)

    def respond(request: ReceivedRequest) -> bytes:
        return case.respond(request.target, next(numbers)).encode(size if case.stream else None)

    with local_server(respond) as server:
        options = {"base_url": server.url + case.base, "api_key": False, "model": "m", "retry": 1}
        facts = run(case, backend, {**options, "transport": transport, **case.options})
        wrong = differences(facts, case.result) + wrong_requests(case, server.received)
    assert not wrong, "\n".join(wrong)
