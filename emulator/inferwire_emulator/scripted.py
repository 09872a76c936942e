"""Responses that a test defines: for the next call, for a task or a model, in order or for all calls."""

from __future__ import annotations

import os
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
from msgspec import UNSET, Struct, UnsetType

from inferwire_emulator.client_imports import Json, is_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from inferwire_emulator.journal import RecordedRequest


class EmulatedCall(Struct, frozen=True, kw_only=True):
    """A call that the emulator responds to, as functions of tests receive it.

    Attributes:
        task: ID of the task; ``custom`` for calls without a task.
        model: Model of the request; None if it names none.
        provider: Name of the provider; ``endpoint`` for dedicated endpoints, ``auto`` for the router.
        inputs: The task's input: messages, a string or a list of strings; None if the body is a file or a form.
        body: The JSON body; empty if it is a file or a form.
        request: The request itself.
    """

    task: str
    model: str | None
    provider: str
    inputs: Json
    body: dict[str, Json]
    request: RecordedRequest


class ScriptedResponse(Struct, frozen=True, kw_only=True, repr_omit_defaults=True):
    """A response that a test defines. See `Emulator.respond`."""

    text: str | None = None
    reasoning: str | None = None
    tool_calls: tuple[tuple[str, Json], ...] = ()
    vectors: Json = None
    media: bytes | None = None
    json: Json | UnsetType = UNSET
    function: Callable[[EmulatedCall], Any] | None = None
    status: int = 200
    error: str | None = None
    headers: dict[str, str] = {}
    usage: dict[str, int] | None = None
    finish_reason: str | None = None
    delay: float = 0.0
    pause: float = 0.0
    task: str | None = None
    model: str | None = None
    provider: str | None = None
    when: Callable[[EmulatedCall], bool] | None = None

    def matches(self, call: EmulatedCall) -> bool:
        """Return whether the response is for a call."""
        wanted = ((self.task, call.task), (self.model, call.model), (self.provider, call.provider))
        return all(own is None or own == found for own, found in wanted) and (self.when is None or self.when(call))

    def evaluate(self, call: EmulatedCall) -> ScriptedResponse:
        """Return the response with the value of its function."""
        if self.function is None:
            return self
        value = self.function(call)
        if isinstance(value, ScriptedResponse):
            return value
        return msgspec.structs.replace(self, function=None, **read_value(value, call.task))


class _Queued:
    def __init__(self, response: ScriptedResponse, times: int | None) -> None:
        self.response = response
        self.times = times


class Script:
    """Scripted responses in order. Those for all calls are used when no other fits. Threads can share it."""

    def __init__(self) -> None:
        self._queue: list[_Queued] = []
        self._lock = threading.Lock()

    @property
    def pending(self) -> list[ScriptedResponse]:
        """The responses that no call has received yet, except those for all calls."""
        with self._lock:
            return [each.response for each in self._queue for _ in range(each.times or 0)]

    def add(self, response: ScriptedResponse, times: int | None) -> None:
        """Add a response for some calls, or for all."""
        if times is not None and (isinstance(times, bool) or times < 1):
            raise ValueError(f"`times` must be an int ≥ 1, or None for all calls, got {times!r}")
        with self._lock:
            self._queue.append(_Queued(response, times))

    def take(self, call: EmulatedCall) -> ScriptedResponse | None:
        """Return the next response for a call; None if there is none."""
        with self._lock:
            for each in sorted(self._queue, key=lambda each: each.times is None):
                if not each.response.matches(call):
                    continue
                if each.times is not None:
                    each.times -= 1
                    if not each.times:
                        self._queue.remove(each)
                return each.response
        return None

    def clear(self) -> None:
        """Remove all responses."""
        with self._lock:
            self._queue.clear()


def make_response(
    value: Any,
    *,
    task: str | None,
    text: str | None,
    reasoning: str | None,
    tool_calls: Sequence[tuple[str, Any]],
    vectors: Any,
    media: Any,
    json: Any,
    usage: tuple[int, int] | Mapping[str, int] | None,
    headers: Mapping[str, str] | None,
    status: int | None,
    error: str | None,
    **others: Any,
) -> ScriptedResponse:
    """Build a response from the arguments of `Emulator.respond`.

    Raises:
        ValueError: If an argument is invalid, or two define the content.
    """
    content: dict[str, Any] = {} if value is None else read_value(value, task)
    named = {"text": text, "vectors": vectors, "media": None if media is None else read_file(media)}
    if callable(vectors):
        compute: Callable[[EmulatedCall], Any] = vectors
        named |= {"vectors": None, "function": partial(_with_vectors, compute)}
    named = {name: own for name, own in named.items() if own is not None} | ({} if json is UNSET else {"json": json})
    if twice := content.keys() & named.keys():
        raise ValueError(f"`{min(twice)}` is defined twice; pass it once")
    if status is not None and not 100 <= status <= 599:
        raise ValueError(f"`status` must be an HTTP status, got {status!r}")
    if isinstance(usage, tuple):
        usage = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    calls: list[tuple[str, Json]] = []
    for call in tool_calls:
        if not isinstance(call, (tuple, list)) or len(call) != 2:
            raise ValueError(f"a tool call must be (name, arguments), got {call!r}")
        calls.append((call[0], call[1]))
    return ScriptedResponse(
        **{**content, **named},
        reasoning=reasoning,
        tool_calls=tuple(calls),
        usage=None if usage is None else dict(usage),
        headers={name.lower(): str(own) for name, own in (headers or {}).items()},
        status=status if status is not None else 500 if error is not None else 200,
        error=error,
        task=task,
        **others,
    )


def _with_vectors(compute: Callable[[EmulatedCall], Any], call: EmulatedCall) -> ScriptedResponse:
    return ScriptedResponse(vectors=compute(call))


def read_value(value: Any, task: str | None) -> dict[str, Any]:
    """Return the field of a response that a value is for."""
    if isinstance(value, str):
        return {"text": value}
    if (content := _content_of(value)) is not None:
        return {"media": content}
    if callable(value):
        return {"function": value}
    if task in (None, "feature-extraction") and _is_list_of_vectors(value):
        return {"vectors": value}
    return {"json": value}


def read_file(value: Any) -> bytes:
    """Return the content of a file: bytes, a path, or a `Media` of the client.

    Raises:
        ValueError: If it is anything else.
    """
    content = Path(value).read_bytes() if isinstance(value, str) else _content_of(value)
    if content is None:
        raise ValueError(f"a media file must be bytes or a path, got {type(value).__name__}")
    return content


def _content_of(value: Any) -> bytes | None:
    """Return the content of a file; None if the value is not a file."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, os.PathLike):
        return Path(os.fsdecode(cast("os.PathLike[str]", value))).read_bytes()
    data: Any = getattr(value, "data", None) if hasattr(value, "media_type") else None
    return data if isinstance(data, bytes) else None


def _is_list_of_vectors(value: Any) -> bool:
    rows = cast("Sequence[Any]", value) if is_list(value) else ()
    return bool(rows) and all(is_list(row) and row and isinstance(row[0], (int, float)) for row in rows)
