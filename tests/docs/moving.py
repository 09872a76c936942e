"""The tables of the pages for those who move over: every row has a check, by its first cell."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import anyio

from inferwire import AsyncInferenceClient, InferenceClient
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response

from .pages import DOCS

Check = Callable[..., None]
MESSAGES: Any = [{"role": "user", "content": "How many cats are there?"}]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two."}, "finish_reason": "stop"}]}
EVENT = b'data: {"choices": [{"index": 0, "delta": {"role": "assistant", "content": "Two"}}]}\n\n'
END = b'data: {"choices": [{"index": 0, "delta": {"content": "."}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'


class Tables:
    """The tables of a page, and the checks of their rows.

    Attributes:
        checks: The check of each row, by its first cell.
    """

    def __init__(self, page: str) -> None:
        self._page = page
        self.checks: dict[str, Check] = {}

    def row(self, first_cell: str) -> Callable[[Check], Check]:
        """Register the check of a row. It gets the fixtures that its parameters name."""

        def register(check: Check) -> Check:
            assert first_cell not in self.checks
            self.checks[first_cell] = check
            return check

        return register

    def rows(self) -> list[str]:
        """Return the first cells of all rows on the page, without the heads of tables."""
        lines = (DOCS / "moving" / self._page).read_text(encoding="utf-8").splitlines()
        found: list[str] = []
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if line.startswith("|") and not line.startswith("| ---") and not following.startswith("| ---"):
                found.append(re.split(r"(?<!\\) \| ", line.strip("| "))[0])
        return found

    def run(self, first_cell: str, fixtures: dict[str, Any]) -> None:
        """Run the check of a row."""
        check = self.checks[first_cell]
        check(**{name: fixtures[name] for name in inspect.signature(check).parameters})


def respond(request: ReceivedRequest) -> bytes:
    """Return what a server with OpenAI's interface responds to a chat."""
    if b'"stream":true' in request.body:
        return http_response(body=EVENT + END, headers={"content-type": "text/event-stream"})
    return http_response(body=CHAT)


def at(server: LocalServer, **options: Any) -> InferenceClient:
    """Return a client of a server."""
    return InferenceClient(**{"base_url": f"{server.url}/v1", "api_key": "key", "model": "m", "retry": 1, **options})


def async_at(server: LocalServer, **options: Any) -> AsyncInferenceClient:
    """Return an asynchronous client of a server."""
    return AsyncInferenceClient(base_url=f"{server.url}/v1", api_key="key", model="m", retry=1, **options)


def run_async(function: Callable[[], Any]) -> Any:
    """Run a coroutine function on asyncio."""
    return anyio.run(function)
