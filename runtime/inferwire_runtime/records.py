"""The record of a call. The description in results, streams and errors is built from it when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from inferwire_runtime.error_messages import find_request_id
from inferwire_runtime.errors import Attempt, CallMeta, Seconds, TokenUsage
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.keys import public_headers
from inferwire_runtime.urls import redact_url

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PROVIDER_HEADER = "x-inference-provider"  # names the provider that the Hub's router chose
COST_FIELDS = ("cost", "estimated_cost", "total_cost", "cost_usd")  # in the usage, in US dollars
COST_HEADERS = ("x-inference-cost", "x-cost-usd", "x-litellm-response-cost")


class CallRecord(Struct):
    """What a call has done so far. Its moments are on the clock of the client.

    Attributes:
        task: ID of the task on the Hub.
        model: The model that was passed, without secrets once it is read.
        started: Moment at which the call began.
        provider: Name of the provider that the last request went to.
        queued: Seconds that the call waited before its requests were sent.
        sent: Moment at which the last request to the provider was sent.
        first_byte: Moment at which its response began.
        ended: Moment at which the call, or its stream, ended.
        status: HTTP status of the response.
        headers: Headers of the response.
        attempts: Every attempt to send the request.
        earlier: Attempts at the providers that were tried before.
    """

    task: str | None
    model: str | None
    started: float
    provider: str | None = None
    queued: float = 0.0
    sent: float | None = None
    first_byte: float | None = None
    ended: float | None = None
    status: int | None = None
    headers: dict[str, str] = {}
    attempts: tuple[Attempt, ...] = ()
    earlier: tuple[Attempt, ...] = ()

    @property
    def all_attempts(self) -> tuple[Attempt, ...]:
        """Every attempt, those at earlier providers first."""
        return self.earlier + self.attempts

    @property
    def seconds(self) -> Seconds:
        """How long the call took."""
        waited = None if self.sent is None or self.first_byte is None else self.first_byte - self.sent
        return Seconds(
            queued=self.queued,
            first_byte=waited if waited is not None and waited >= 0 else None,
            total=None if self.ended is None else self.ended - self.started,
        )

    def to_meta(self, result: Any = None) -> CallMeta:
        """Return the description of the call.

        Args:
            result: The result, or the last item of a stream, which may hold the usage and the name of the model.
        """
        usage = find_usage(result)
        return CallMeta(
            task=self.task,
            provider=self.headers.get(PROVIDER_HEADER) or self.provider,
            model=self.model and show_plain(self.model),
            response_model=_string(_field(result, "model")),
            request_id=find_request_id(self.headers),
            status=self.status,
            headers=public_headers(self.headers),
            attempts=self.all_attempts,
            seconds=self.seconds,
            usage=to_token_usage(usage),
            cost=find_cost(usage, self.headers),
        )


def show_plain(url: str) -> str:
    """Return a URL, or the ID of a model, without secrets. Values without secrets are cached."""
    return redact_url(url) if "@" in url or "?" in url or "#" in url or len(url) > 300 else _redact_often(url)


@lru_cache(maxsize=256)
def _redact_often(url: str) -> str:
    return redact_url(url)


def _field(value: Any, name: str) -> Any:
    return value.get(name) if is_object(value) else getattr(value, name, None)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _count(value: Any, *names: str) -> int | None:
    if value is None:
        return None
    for name in names:
        found = value.get(name) if is_object(value) else getattr(value, name, None)
        if type(found) is int:
            return found
        if isinstance(found, float):
            return int(found)
    return None


def find_usage(result: Any) -> Any:
    """Return the token usage in a result, in any form, or None."""
    if result is None or isinstance(result, (str, bytes)):
        return None
    if (usage := _field(result, "usage")) is not None:
        return usage
    details = _field(result, "details")  # of Text Generation Inference
    generated = None if details is None else _count(details, "generated_tokens")
    if generated is None:
        return None
    prefill = _field(details, "prefill")
    return {
        "prompt_tokens": len(prefill) or None if is_list(prefill) else None,
        "completion_tokens": generated,
    }


def last_usage(items: Sequence[Any]) -> Any:
    """Return the item of a stream that has the token usage, or the last item; None if there are no items."""
    for item in reversed(items):
        if find_usage(item) is not None:
            return item
    return items[-1] if items else None


def to_token_usage(usage: Any) -> TokenUsage | None:
    """Convert the usage of a result, or in JSON, to counts of tokens; None if it counts no tokens."""
    if usage is None:
        return None
    prompt = _count(usage, "prompt_tokens", "input_tokens")
    completion = _count(usage, "completion_tokens", "output_tokens")
    total = _count(usage, "total_tokens")
    if total is None and prompt is not None and completion is not None:
        total = prompt + completion
    if prompt is None and completion is None and total is None:
        return None
    cached = _count(_field(usage, "prompt_tokens_details"), "cached_tokens")
    if cached is None and is_object(usage):
        cached = _count(usage, "prompt_cache_hit_tokens", "cache_read_input_tokens")
    return TokenUsage(
        input_tokens=prompt,
        output_tokens=completion,
        total_tokens=total,
        cached_tokens=cached,
        reasoning_tokens=_count(_field(usage, "completion_tokens_details"), "reasoning_tokens"),
    )


def find_cost(usage: Any, headers: Mapping[str, str]) -> float | None:
    """Return the price of a call in US dollars that the server states, or None."""
    fields: Any = (
        usage if is_object(usage) else getattr(usage, "extra", {}) if hasattr(usage, "__dict__") else {}
    )  # without, it has none
    for name in COST_FIELDS if fields else ():
        cost: Json = fields.get(name)
        if isinstance(cost, (int, float)) and not isinstance(cost, bool) and cost >= 0:
            return float(cost)
    for name in COST_HEADERS:
        if name in headers:
            with suppress(ValueError):
                return float(headers[name])
    return None


class StreamObserver(Protocol):
    """Reports the events of a stream; see `observing.Observer`."""

    def first_chunk(self) -> None:
        """Report the first bytes of a stream's body."""
        ...

    def end(
        self,
        result: Any = None,
        error: BaseException | None = None,
        *,
        items: Sequence[Any] | None = None,
        build_result: Callable[[], Any] | None = None,
    ) -> None:
        """Report the end of the call."""
        ...


class StreamMonitor:
    """Completes the record of a stream, reports its events, and frees what the stream holds.

    Attributes:
        record: Record of the call.
        items: What the stream has received.
    """

    __slots__ = ("_has_ended", "_now", "_observer", "_on_end", "items", "record")

    def __init__(
        self,
        record: CallRecord,
        now: Callable[[], float],
        observer: StreamObserver | None = None,
        on_end: Callable[[BaseException | None, Any], None] | None = None,
    ) -> None:
        self.record = record
        self._now = now
        self._observer = observer
        self._on_end = on_end
        self._has_ended = False
        self.items: Sequence[Any] = ()

    @classmethod
    def detached(cls, status: int, headers: dict[str, str]) -> StreamMonitor:
        """Return the monitor of a stream that no call has opened."""
        return cls(CallRecord(None, None, 0.0, status=status, headers=headers), float)

    def first_chunk(self) -> None:
        """Record the moment at which the body begins, once."""
        if self.record.first_byte is not None:
            return
        self.record.first_byte = self._now()
        if self._observer is not None:
            self._observer.first_chunk()

    def end(
        self,
        items: Sequence[Any],
        error: BaseException | None = None,
        build_result: Callable[[], Any] | None = None,
    ) -> None:
        """Record the end of the stream, once."""
        if self._has_ended:
            return
        self._has_ended = True
        self.record.ended = self._now()
        if self._on_end is not None:
            self._on_end(error, last_usage(items))
        if self._observer is not None:
            self._observer.end(error=error, items=items, build_result=build_result)

    def __del__(self) -> None:
        if not self._has_ended:  # the stream was abandoned
            self.end(self.items)
