"""Report the events of a call to its listeners: the caller's ``on_event``, and instrumentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from inferwire_runtime import events
from inferwire_runtime.callbacks import LISTENERS
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.jsontypes import is_list, is_object
from inferwire_runtime.log import get_logger
from inferwire_runtime.records import CallRecord, last_usage, show_plain

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Request

E = TypeVar("E", bound=events.CallEvent)

_numbers = count(1)


class Observer:
    """Reports the events of one call. An exception of a listener is logged, and does not end the call.

    Attributes:
        has_ended: Whether the end of the call was reported.
    """

    __slots__ = ("_call_id", "_is_stream", "_listeners", "_model", "_now", "_provider", "_record", "has_ended")

    def __init__(self, call: Call, record: CallRecord, now: Callable[[], float]) -> None:
        own = call.options.on_event
        self._listeners = tuple(LISTENERS) if own is None else (*LISTENERS, own)
        self._call_id = next(_numbers)
        self._record = record
        self._now = now
        self._model = record.model and show_plain(record.model)
        self._provider = call.options.provider
        self._is_stream = False
        self.has_ended = False

    def _emit(self, kind: type[events.CallEvent], **fields: Any) -> None:
        record = self._record
        event = kind(
            call_id=self._call_id,
            task=record.task,
            model=self._model,
            provider=record.provider or self._provider,
            **fields,
        )
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                get_logger().exception("on_event failed for %s", type(event).__name__)

    def start(self, call: Call, *, is_stream: bool) -> None:
        """Report that the call begins."""
        self._is_stream = is_stream
        self._emit(events.CallStarted, is_stream=is_stream, inputs=call.inputs, parameters=call.parameters)

    def request_sent(self, request: Request, attempt: int) -> None:
        """Report a request that is about to be sent."""
        self._emit(events.RequestSent, method=request.method, url=show_plain(request.url), attempt=attempt)

    def retried(self, error: InferwireError, attempt: int, delay: float, *, is_loading: bool) -> None:
        """Report a failed attempt that is followed by another one."""
        self._emit(events.RequestRetried, error=error, attempt=attempt, delay=delay, is_loading=is_loading)

    def waiting(
        self, reason: str, seconds: float | None, on_wait: Callable[[events.CallEvent], None] | None = None
    ) -> None:
        """Report that the call waits for the client's limits, to listeners and to the function of these limits."""
        if on_wait is not None:
            self._listeners = (*self._listeners, on_wait)
        self._emit(events.CallWaiting, reason=reason, seconds=seconds)
        if on_wait is not None:
            self._listeners = self._listeners[:-1]

    def skipped(self, error: InferwireError, provider: str, model: str | None) -> None:
        """Report that another provider is tried."""
        self._emit(events.ProviderSkipped, error=error, next_provider=provider, next_model=model)

    def stream_opened(self, status: int) -> None:
        """Report that a stream is about to be returned."""
        self._emit(events.StreamOpened, status=status)

    def first_chunk(self) -> None:
        """Report the first bytes of a stream's body."""
        self._emit(events.FirstChunk, seconds=self._record.seconds.first_byte or 0.0)

    def end(
        self,
        result: Any = None,
        error: BaseException | None = None,
        *,
        items: Sequence[Any] | None = None,
        build_result: Callable[[], Any] | None = None,
    ) -> None:
        """Report the end of the call, once.

        Args:
            result: The result of a call without a stream.
            error: Why it failed.
            items: The items of a stream so far.
            build_result: Builds the result of a stream, for listeners that need it.
        """
        if self.has_ended:
            return
        self.has_ended = True
        record = self._record
        if record.ended is None:
            record.ended = self._now()
        source = result if items is None else last_usage(items)
        meta = getattr(error, "meta", None)
        if meta is None or items is not None:
            meta = record.to_meta(source)
        sources = (result,) if items is None else items
        self._emit(
            events.CallEnded,
            meta=meta,
            error=error,
            is_stream=self._is_stream,
            finish_reasons=finish_reasons(sources),
            response_id=next((found for each in sources if (found := response_id(each)) is not None), None),
            build_result=build_result if items is not None else None if result is None else lambda: result,
        )


def response_id(result: Any) -> str | None:
    """Return the ID that a response states, or None."""
    found = result.get("id") if is_object(result) else getattr(result, "id", None)
    return found if isinstance(found, str) and found else None


def finish_reasons(sources: Sequence[Any]) -> tuple[str, ...]:
    """Return why each choice of a result ended, or those of the items of a stream."""
    found: dict[Any, str] = {}
    for source in sources:
        choices = source.get("choices") if is_object(source) else getattr(source, "choices", None)
        if is_list(choices):
            for position, choice in enumerate(choices):
                reason = getattr(choice, "finish_reason", None)
                if isinstance(reason, str) and reason:
                    found[getattr(choice, "index", None) or position] = reason
            continue
        details = None if source is None else getattr(source, "details", None)
        reason = None if details is None else getattr(details, "finish_reason", None)
        if isinstance(reason, str) and reason:
            found[0] = reason
    return tuple(found[key] for key in sorted(found))
