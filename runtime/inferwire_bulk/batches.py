"""Providers' batches: many calls in one file, which the provider makes within a day at a lower price.

The format is that of OpenAI's Batch API, which several providers and servers support.
"""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

import base64
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct, structs

from inferwire_bulk.errors import BatchError
from inferwire_bulk.results import MapResult, usage_of
from inferwire_bulk.rows import Row
from inferwire_runtime.error_responses import error_from_response
from inferwire_runtime.errors import (
    InferenceTimeoutError,
    InferwireError,
    InputError,
    ProviderError,
    describe,
    publish,
)
from inferwire_runtime.jsontypes import Json, is_object
from inferwire_runtime.models import Call, Response, Route
from inferwire_runtime.uploads import LocalFile

if TYPE_CHECKING:
    from inferwire_runtime.exchange import PreparedRequest

T = TypeVar("T")

DONE = frozenset({"completed", "failed", "expired", "cancelled", "canceled"})
WINDOW = "24h"  # the only one that OpenAI has
EVERY = 30.0  # seconds between two polls
Operation = Literal["submit", "get", "read", "cancel"]


class BatchPaths(Struct, frozen=True):
    """Where a provider has its batches.

    Attributes:
        path: Path of the batches.
        files: Path of the files with calls and results.
    """

    path: str = "/v1/batches"
    files: str = "/v1/files"


class BatchStatus(Struct, frozen=True, kw_only=True):
    """The state of a batch, as the provider describes it.

    Attributes:
        id: ID of the batch at the provider.
        status: ``validating``, ``in_progress``, ``finalizing``, ``completed``, ``failed``, ``expired``, ``cancelling``
            or ``cancelled``.
        total: Number of calls.
        completed: Number of calls with a result.
        failed: Number of calls with an error.
        reason: Why the batch failed; None if it did not, or for an unknown reason.
    """

    id: str
    status: str
    total: int = 0
    completed: int = 0
    failed: int = 0
    reason: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether the provider has ended the batch."""
        return self.status in DONE


class Ticket(Struct, frozen=True, kw_only=True):
    """Everything needed to find a batch again in another process, without any key.

    Attributes:
        batch: ID of the batch at the provider.
        task: ID of the task.
        provider: Name of the provider.
        base_url: URL of the server, if it is not a provider's.
        model: Model of the calls, by which the provider is called.
    """

    batch: str
    task: str
    provider: str
    base_url: str | None = None
    model: str | None = None

    def encode(self) -> str:
        """Return the ticket as text."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @staticmethod
    def decode(text: str) -> "Ticket":
        """Return the ticket from its text.

        Raises:
            InputError: If it is not the text of a ticket.
        """
        try:
            data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            return msgspec.json.decode(data, type=Ticket)
        except (ValueError, TypeError, msgspec.MsgspecError) as exc:
            raise InputError("`ticket` must be the ticket of a batch, as text") from exc


# Requests


def make_send_request(paths: BatchPaths) -> Callable[[Call, Route], Awaitable[Response]]:
    """Return the function that sends the requests of batches to a provider with these paths."""

    async def send_request(call: Call, route: Route) -> Response:
        operation, value = call.inputs
        match operation:
            case "submit":
                lines, endpoint = value
                file = LocalFile(data=lines, media_type="application/jsonl", filename="calls.jsonl")
                sent = await route.post(paths.files, form={"purpose": "batch", "file": file})
                body = {"input_file_id": _id_of(sent), "endpoint": endpoint, "completion_window": WINDOW}
                return await route.post(paths.path, json=body, is_idempotent=False)
            case "get":
                return await route.get(f"{paths.path}/{value}")
            case "cancel":
                return await route.post(f"{paths.path}/{value}/cancel", json={})
            case _:
                return await route.get(f"{paths.files}/{value}/content")

    return send_request


def _id_of(response: Response) -> str:
    data = response.json()
    identifier = data.get("id") if is_object(data) else None
    if not isinstance(identifier, str) or not identifier:
        raise response.malformed("has no id")
    return identifier


def parse_response(response: Response) -> Response:
    """Return the response itself: what is in it depends on the operation."""
    return response


def build_line(row: Row, request: "PreparedRequest") -> tuple[dict[str, Json], str]:
    """Return the line of a call, and the endpoint that the batch must name.

    Raises:
        InputError: If the call is not one with a JSON body.
    """
    path = urlsplit(request.request.url).path
    body = request.request.json
    if not is_object(body):
        raise InputError("a batch holds calls with a JSON body, and this task sends another one")
    endpoint = path[path.index("/v1/") :] if "/v1/" in path else path
    key = "" if row.key == row.index else f" {row.key}"
    return {"custom_id": f"{row.index}{key}", "method": "POST", "url": endpoint, "body": body}, endpoint


class Lines:
    """Collects the lines of a batch."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self.endpoint = ""

    def add(self, row: Row, request: "PreparedRequest") -> None:
        """Add the call of a row.

        Raises:
            InputError: If it cannot be part of the batch.
        """
        line, endpoint = build_line(row, request)
        if self.endpoint and endpoint != self.endpoint:
            raise InputError(f"all calls of a batch must go to one path, but row {row.index} goes to {endpoint}")
        self.endpoint = endpoint
        self._lines.append(msgspec.json.encode(line))

    def encode(self) -> bytes:
        """Return all lines.

        Raises:
            InputError: If there are none.
        """
        if not self._lines:
            raise InputError("`rows` is empty, and a batch needs at least one call")
        return b"\n".join(self._lines) + b"\n"


# Responses


def parse_status(response: Response) -> tuple[BatchStatus, tuple[str, ...]]:
    """Return the state of a batch, and the IDs of its files with results.

    Raises:
        OutputError: If the response is not a batch.
    """
    data = response.json()
    identifier = _id_of(response)
    status = data.get("status")
    if not isinstance(status, str):
        raise response.malformed("has no status")
    counts: Json = data.get("request_counts")
    files = tuple(data[name] for name in ("output_file_id", "error_file_id") if isinstance(data.get(name), str))
    return (
        BatchStatus(
            id=identifier,
            status=status,
            total=_count(counts, "total"),
            completed=_count(counts, "completed"),
            failed=_count(counts, "failed"),
            reason=_reason_of(data.get("errors")),
        ),
        files,
    )


def _count(counts: Json, name: str) -> int:
    value = counts.get(name) if is_object(counts) else 0
    return value if isinstance(value, int) else 0


def _reason_of(errors: Json) -> str | None:
    items = errors.get("data") if is_object(errors) else errors
    texts = [item["message"] for item in items or () if is_object(item) and isinstance(item.get("message"), str)]
    return "; ".join(texts)[:600] or None


def parse_results(response: Response, parse: Callable[[Response], T]) -> Iterator[MapResult[T]]:
    """Yield the results in a file of a batch.

    Raises:
        OutputError: If a line is not a result.
    """
    for number, text in enumerate(response.body.splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = msgspec.json.decode(text)
            index, _, key = line["custom_id"].partition(" ")
            place: dict[str, Any] = {"index": int(index), "key": key or int(index)}
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError, AttributeError) as exc:
            raise response.malformed(f"has no result in line {number}") from exc
        yield _parse_line(line, place, response, parse)


def _parse_line(
    line: dict[str, Json], place: dict[str, Any], response: Response, parse: Callable[[Response], T]
) -> MapResult[T]:
    made = line.get("response")
    if not is_object(made):
        reason = line.get("error")
        text = (reason.get("message") if is_object(reason) else reason) or "no reason"
        return MapResult(**place, error=BatchError(f"{response.server} made no call for this row: {text}"))
    status = made.get("status_code")
    body = msgspec.json.encode(made.get("body"))
    headers = {"content-type": "application/json"}
    if isinstance(status, int) and status >= 400:
        error = error_from_response(response.server, status, headers, body, ProviderError)
        return MapResult(**place, error=error)
    try:
        value = parse(Response(status=200, headers=headers, body=body, url=response.url, server=response.server))
    except InferwireError as exc:
        exc.__traceback__ = None
        return MapResult(**place, error=exc)
    return MapResult(**place, value=value, usage=usage_of(value))


# Fronts


class BatchBase(Generic[T]):
    """What both kinds of batches share."""

    def __init__(
        self,
        send: Callable[[Operation, Any], Any],
        parse: Callable[[Response], T],
        ticket: Ticket,
    ) -> None:
        self._send = send
        self._parse = parse
        self._ticket = ticket
        self._status: BatchStatus | None = None
        self._files: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """ID of the batch at the provider."""
        return self._ticket.batch

    @property
    def ticket(self) -> str:
        """Text for ``client.batch(ticket=...)``, which finds the batch again in any process. It has no key."""
        return self._ticket.encode()

    def _submitted(self, response: Response) -> None:
        """Take the ID of a batch that was submitted."""
        status, _ = parse_status(response)
        if status.status == "failed":
            raise BatchError(f"{response.server} refused the batch {status.id}: {status.reason or 'no reason'}")
        self._ticket = structs.replace(self._ticket, batch=status.id)

    def _update(self, response: Response) -> BatchStatus:
        self._status, self._files = parse_status(response)
        return self._status

    def _check_done(self, status: BatchStatus) -> None:
        if not self._files and status.status != "completed":
            reason = f": {status.reason}" if status.reason else ""
            raise BatchError(f"the batch {status.id} is {status.status} and has no results{reason}")

    def _too_late(self, status: BatchStatus, timeout: float | None) -> InferenceTimeoutError:
        left = f"{status.completed + status.failed} of {status.total} calls are done"
        return InferenceTimeoutError(
            f"the batch {status.id} is {status.status} after {timeout} s ({left}); wait again, or keep its ticket"
        )

    def __repr__(self) -> str:
        status = "" if self._status is None else f", {self._status.status}"
        return f"<{type(self).__name__} {self.id}{status}>"


class Batch(BatchBase[T]):
    """A batch of calls at a provider."""

    def submit(self, lines: Lines) -> Self:
        """Submit the calls, and return the batch; `InferenceClient.batch` has done so.

        Raises:
            BatchError: If the provider refuses the batch.
        """
        self._submitted(self._send("submit", (lines.encode(), lines.endpoint)))
        return self

    def status(self) -> BatchStatus:
        """Request the state of the batch.

        Raises:
            ProviderError: If the provider does not find the batch.
        """
        return self._update(self._send("get", self.id))

    def wait(self, timeout: float | None = None, *, every: float = EVERY) -> BatchStatus:
        """Wait until the provider has ended the batch, and return its state.

        Args:
            timeout: Seconds to wait at most. Default: no limit.
            every: Seconds between two polls.

        Raises:
            InferenceTimeoutError: If the batch is not done in time. The provider continues it.
        """
        until = _deadline(timeout, every)
        while not (status := self.status()).is_done:
            if time.monotonic() + every > until:
                raise self._too_late(status, timeout)
            time.sleep(every)
        return status

    def results(self, timeout: float | None = None, *, every: float = EVERY) -> Iterator[MapResult[T]]:
        """Yield the results, in no particular order; wait for them first.

        Args:
            timeout: Seconds to wait at most. Default: no limit.
            every: Seconds between two polls.

        Raises:
            InferenceTimeoutError: If the batch is not done in time.
            BatchError: If the batch failed as a whole.
        """
        self._check_done(self.wait(timeout, every=every))
        for file in self._files:
            yield from parse_results(self._send("read", file), self._parse)

    def cancel(self) -> BatchStatus:
        """Cancel the batch; calls that were made already have their results."""
        return self._update(self._send("cancel", self.id))


class AsyncBatch(BatchBase[T]):
    """A batch of calls at a provider, for asyncio and Trio."""

    async def submit(self, lines: Lines) -> Self:
        """Submit the calls, and return the batch; `AsyncInferenceClient.batch` has done so.

        Raises:
            BatchError: If the provider refuses the batch.
        """
        self._submitted(await self._send("submit", (lines.encode(), lines.endpoint)))
        return self

    async def status(self) -> BatchStatus:
        """Request the state of the batch.

        Raises:
            ProviderError: If the provider does not find the batch.
        """
        return self._update(await self._send("get", self.id))

    async def wait(self, timeout: float | None = None, *, every: float = EVERY) -> BatchStatus:
        """Wait until the provider has ended the batch, and return its state.

        Args:
            timeout: Seconds to wait at most. Default: no limit.
            every: Seconds between two polls.

        Raises:
            InferenceTimeoutError: If the batch is not done in time. The provider continues it.
        """
        import anyio  # waits on every event loop

        until = _deadline(timeout, every)
        while not (status := await self.status()).is_done:
            if time.monotonic() + every > until:
                raise self._too_late(status, timeout)
            await anyio.sleep(every)
        return status

    async def results(self, timeout: float | None = None, *, every: float = EVERY) -> list[MapResult[T]]:
        """Return the results, in no particular order; wait for them first.

        Args:
            timeout: Seconds to wait at most. Default: no limit.
            every: Seconds between two polls.

        Raises:
            InferenceTimeoutError: If the batch is not done in time.
            BatchError: If the batch failed as a whole.
        """
        self._check_done(await self.wait(timeout, every=every))
        found: list[MapResult[T]] = []
        for file in self._files:
            found += parse_results(await self._send("read", file), self._parse)
        return found

    async def cancel(self) -> BatchStatus:
        """Cancel the batch; calls that were made already have their results."""
        return self._update(await self._send("cancel", self.id))


def _deadline(timeout: float | None, every: float) -> float:
    for name, value in (("timeout", timeout), ("every", every)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0):
            raise InputError(f"`{name}` must be a number of seconds, got {describe(value)}")
    return float("inf") if timeout is None else time.monotonic() + timeout


publish(AsyncBatch, Batch, BatchStatus)
