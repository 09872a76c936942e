"""Faults on demand, for the header ``x-emulator-fault`` and `Emulator.add_fault`.

Options are separated by ``;``, as in ``status=429;retry-after=1;times=2``:

- ``status=503``: respond with this status and an error body; ``retry-after=1`` adds the header, ``estimated-time=0.1``
  the seconds until a loading model is ready;
- ``delay=0.2``: wait this many seconds before responding;
- ``stall=0.2``: pause this many seconds in the middle of a stream, or between the headers and the body;
- ``cut``: close the connection in the middle of the body;
- ``garbage``: send a body, or an event, that is not JSON;
- ``truncate``: end cleanly but too early: after half of the body, or half of the events of a stream;
- ``mid-stream-error``: send an error as an event of the stream;
- ``times=2``: apply to the first two requests only; later ones succeed.
"""

from __future__ import annotations

import threading
from difflib import get_close_matches

import msgspec
from msgspec import Struct, structs

from inferwire_emulator.responses import InvalidRequestError, Response, json_response

FAULT_HEADER = "x-emulator-fault"
MAX_COUNTED_HEADERS = 1000
NOT_JSON = b'{"broken": '


class Fault(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """A fault of a response. Each field is an option, described above."""

    status: int | None = None
    retry_after: float | None = None
    estimated_time: float | None = None
    delay: float = 0.0
    stall: float = 0.0
    cut: bool = False
    garbage: bool = False
    truncate: bool = False
    mid_stream_error: bool = False
    times: int | None = None


FAULT_OPTIONS = Fault.__struct_encode_fields__
NO_FAULT = Fault()


class FaultQueue:
    """Selects the fault of each request: from a queue, or from the fault header, whose ``times`` it counts."""

    def __init__(self) -> None:
        self._queue: list[tuple[str | None, Fault, int]] = []
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def add(self, text: str, host: str | None) -> None:
        """Queue a fault for the next request to ``host``, or for the next call to any host.

        Raises:
            ValueError: If the text is invalid.
        """
        fault = parse_fault(text)
        with self._lock:
            self._queue.append((host, fault, fault.times or 1))

    def take(self, text: str, host: str, *, is_call: bool) -> Fault:
        """Return the fault to apply to a request, and update the queue and counts.

        Args:
            text: Value of the fault header; empty if there is none.
            host: Emulated host of the request.
            is_call: Whether the request is a call. Look-ups, polls and downloads only receive faults that were queued
                for their host.

        Raises:
            InvalidRequestError: If the header is invalid.
        """
        with self._lock:
            for index, (target, fault, remaining) in enumerate(self._queue):
                if target == host or (target is None and is_call):
                    self._queue[index : index + 1] = [(target, fault, remaining - 1)] if remaining > 1 else []
                    return fault
            if not text or not is_call:
                return NO_FAULT
            try:
                fault = parse_fault(text)
            except ValueError as exc:
                raise InvalidRequestError(400, {"error": f"{FAULT_HEADER}: {exc}"}) from exc
            return fault if fault.times is None or self._count(text) <= fault.times else NO_FAULT

    def clear(self) -> None:
        """Remove all queued faults, and reset the counts."""
        with self._lock:
            self._queue.clear()
            self._counts.clear()

    def _count(self, text: str) -> int:
        """Count a request with this header, and return the count. Only the most recent headers are counted."""
        count = self._counts.pop(text, 0) + 1
        self._counts[text] = count
        if len(self._counts) > MAX_COUNTED_HEADERS:
            self._counts.pop(next(iter(self._counts)))
        return count


def parse_fault(text: str) -> Fault:
    """Parse fault options.

    Raises:
        ValueError: If an option is unknown, or has an invalid value.
    """
    options: dict[str, object] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        option, equals, value = (side.strip() for side in part.partition("="))
        if option not in FAULT_OPTIONS:
            close = get_close_matches(option, FAULT_OPTIONS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"choose from {', '.join(FAULT_OPTIONS)}"
            raise ValueError(f"unknown fault {option!r}; {hint}")
        options[option] = value if equals else True
    try:
        fault = msgspec.convert(options, Fault, strict=False)
    except msgspec.ValidationError as exc:
        raise ValueError(f"{text!r} is not a valid fault: {exc}") from exc
    is_in_range = min(fault.delay, fault.stall) >= 0 and 200 <= (fault.status or 200) <= 599
    if not is_in_range or (fault.times is not None and fault.times < 1):
        raise ValueError(f"{text!r} has a number out of range")
    return fault


def apply_fault(response: Response, fault: Fault) -> Response:
    """Return the faulty response to send in place of a good response.

    Raises:
        InvalidRequestError: If the fault needs a stream, and the response is not one.
    """
    if fault.status is not None:
        response = _error_response(fault.status, fault)
    if fault.mid_stream_error:
        if not response.is_stream:
            raise InvalidRequestError(400, {"error": f"{FAULT_HEADER}: mid-stream-error needs a stream"})
        error = {"error": {"message": "an emulated error within the stream", "type": "server_error"}}
        response = structs.replace(response, chunks=(*_first_half(response), _event(msgspec.json.encode(error))))
    elif fault.garbage and response.is_stream:
        response = structs.replace(response, chunks=(*_first_half(response), _event(NOT_JSON)))
    elif fault.garbage:
        response = structs.replace(response, media_type="application/json", chunks=(NOT_JSON,))
    elif fault.truncate:
        response = structs.replace(response, chunks=_first_half(response))
    return structs.replace(response, disconnects=fault.cut, stall=fault.stall)


def _error_response(status: int, fault: Fault) -> Response:
    headers = {} if fault.retry_after is None else {"retry-after": f"{fault.retry_after:g}"}
    loading = {} if fault.estimated_time is None else {"estimated_time": fault.estimated_time}
    return json_response(
        {"error": f"an emulated error with status {status}", **loading}, status=status, headers=headers
    )


def _event(data: bytes) -> bytes:
    return b"data: " + data + b"\n\n"


def _first_half(response: Response) -> tuple[bytes, ...]:
    """Return the first half of the events of a stream, or of the bytes of any other response."""
    if response.is_stream:
        return response.chunks[: len(response.chunks) // 2]
    body = b"".join(response.chunks)
    return (body[: len(body) // 2],)
