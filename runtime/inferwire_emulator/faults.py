"""Faults on demand: what the header ``x-emulator-fault``, or `FaultBook.add`, may ask for.

Words are joined by ``;``, as in ``status=429;retry-after=1;times=2``:

- ``status=503``: this status, with an error's body; ``retry-after=1`` adds the header, ``estimated-time=0.1`` the
  seconds that a model being loaded still takes;
- ``delay=0.2``: seconds to wait before the answer;
- ``stall=0.2``: seconds to be silent in the middle of a stream, or between the headers and the body;
- ``cut``: hang up in the middle of the body;
- ``garbage``: a body, or an event, that is not JSON;
- ``truncate``: end in good order, but too early: half of a body, a stream without its end;
- ``mid-stream-error``: an error as an event of the stream;
- ``times=2``: only the first two requests that ask for the same; the next ones are answered as usual.
"""

from __future__ import annotations

import threading
from difflib import get_close_matches

import msgspec
from msgspec import Struct, structs

from inferwire_emulator.answers import Answer, RefusedError, json_answer

FAULT_HEADER = "x-emulator-fault"
WORDS = (
    "status",
    "retry-after",
    "estimated-time",
    "delay",
    "stall",
    "cut",
    "garbage",
    "truncate",
    "mid-stream-error",
    "times",
)
NOT_JSON = b'{"broken": '


class Fault(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What goes wrong with one answer."""

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


NO_FAULT = Fault()


class FaultBook:
    """The faults that are to come: those that were asked for ahead, and how often each header was heeded."""

    def __init__(self) -> None:
        self._ahead: list[tuple[str | None, Fault, int]] = []
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def add(self, text: str, host: str | None) -> None:
        """Ask for a fault of the next request to ``host``.

        Raises:
            ValueError: There is no such fault.
        """
        fault = parse_fault(text)
        with self._lock:
            self._ahead.append((host, fault, fault.times or 1))

    def take(self, text: str, host: str, *, is_call: bool) -> Fault:
        """Give the fault of a request, and count it.

        Args:
            text: What its header asks for; empty where it has none.
            host: Whom the request is for.
            is_call: Whether it is the call itself: look-ups and downloads have a fault only where their host was named.

        Raises:
            RefusedError: The header asks for something that there is not.
        """
        with self._lock:
            for index, (meant_for, fault, left) in enumerate(self._ahead):
                if meant_for == host or (meant_for is None and is_call):
                    self._ahead[index : index + 1] = [(meant_for, fault, left - 1)] if left > 1 else []
                    return fault
            if not text or not is_call:
                return NO_FAULT
            try:
                fault = parse_fault(text)
            except ValueError as exc:
                raise RefusedError(400, {"error": f"{FAULT_HEADER}: {exc}"}) from exc
            if fault.times is None:
                return fault
            count = self._counts[text] = self._counts.get(text, 0) + 1
            return fault if count <= fault.times else NO_FAULT

    def clear(self) -> None:
        """Forget what was asked for, and begin to count anew."""
        with self._lock:
            self._ahead.clear()
            self._counts.clear()


def parse_fault(text: str) -> Fault:
    """Read a fault's text.

    Raises:
        ValueError: There is no such fault, or its value is none.
    """
    words: dict[str, object] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        word, equals, value = (side.strip() for side in part.partition("="))
        if word not in WORDS:
            close = get_close_matches(word, WORDS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(WORDS)}"
            raise ValueError(f"there is no fault {word!r}; {hint}")
        words[word] = value if equals else True
    try:
        fault = msgspec.convert(words, Fault, strict=False)
    except msgspec.ValidationError as exc:
        raise ValueError(f"{text!r} cannot be read: {exc}") from exc
    is_possible = min(fault.delay, fault.stall) >= 0 and 200 <= (fault.status or 200) <= 599
    if not is_possible or (fault.times is not None and fault.times < 1):
        raise ValueError(f"{text!r} has a number out of range")
    return fault


def spoil(answer: Answer, fault: Fault) -> Answer:
    """Make a good answer a bad one.

    Raises:
        RefusedError: The answer has no stream, and the fault needs one.
    """
    if fault.status is not None:
        answer = _error_answer(fault.status, fault)
    if fault.mid_stream_error:
        if not answer.is_stream:
            raise RefusedError(400, {"error": f"{FAULT_HEADER}: mid-stream-error needs a stream"})
        error = {"error": {"message": "an emulated error within the stream", "type": "server_error"}}
        answer = structs.replace(answer, parts=(*_half(answer), b"data: " + msgspec.json.encode(error) + b"\n\n"))
    elif fault.garbage and answer.is_stream:
        answer = structs.replace(answer, parts=(*_half(answer), b"data: " + NOT_JSON + b"\n\n"))
    elif fault.garbage:
        answer = structs.replace(answer, media_type="application/json", parts=(NOT_JSON,))
    elif fault.truncate:
        answer = structs.replace(answer, parts=_half(answer))
    return structs.replace(answer, is_cut=fault.cut, stall=fault.stall)


def _error_answer(status: int, fault: Fault) -> Answer:
    headers = {} if fault.retry_after is None else {"retry-after": f"{fault.retry_after:g}"}
    loading = {} if fault.estimated_time is None else {"estimated_time": fault.estimated_time}
    return json_answer({"error": f"an emulated error with status {status}", **loading}, status=status, headers=headers)


def _half(answer: Answer) -> tuple[bytes, ...]:
    """Give the first half of an answer: of its events, or of its bytes."""
    if answer.is_stream:
        return answer.parts[: len(answer.parts) // 2]
    body = b"".join(answer.parts)
    return (body[: len(body) // 2],)
