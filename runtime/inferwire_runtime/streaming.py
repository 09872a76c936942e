"""Streaming responses, and the rules to decode them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from inferwire_http.exceptions import ConcurrentReadError, TimeoutException, TransportError
from inferwire_http.tracebacks import forget_frames
from inferwire_runtime.charsets import utf8_converter
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.media_types import parse_media_type
from inferwire_runtime.transport_errors import closed_stream, map_exception, map_stream_exception

if TYPE_CHECKING:
    from inferwire_http.models import Response as HttpResponse
    from inferwire_runtime.error_rules import ErrorRules

T = TypeVar("T")

WHOLE_TYPES = ("application/json", "text/html")  # of responses of servers that do not stream
DRAIN_SECONDS = 0.5  # longest wait for the end of the body after the declared end of the stream
DRAIN_LIMIT = 64 * 1024  # bytes; longest rest of the body that is read
ENDING_SECONDS = 5.0  # longest wait for the end of the body, or its marker, after the response is complete
USAGE_SECONDS = 30.0  # the same while token usage that was requested has not arrived


class StreamRules(Struct, frozen=True, kw_only=True):
    """The rules to decode streams of a protocol.

    Attributes:
        item_type: Type of an item.
        done_sentinel: Data of the event that ends the stream; None if there is no such event.
        is_last: Returns whether an item marks the response as complete; None if any clean end of the body is valid.
        to_item: Converts the JSON of an event, and the text so far, to an item, or to None if the event has no item.
            If this is None, the JSON is the item.
        text: Returns the text that the JSON of an event adds.
        from_response: Converts a whole response to an item, for servers that do not stream.
        final_type: Type of the final response.
        delta_fields: String fields to concatenate across items; other fields keep their last value.
        build_final: Converts the merged items to the final response; None if the protocol has no final response.
        final_text: Returns the text of the final response.
        is_lines: Whether each event is a line of JSON.
    """

    item_type: Any
    done_sentinel: bytes | None = None
    is_last: Callable[[Any], bool] | None = None
    to_item: Callable[[Json, str], Json] | None = None
    text: Callable[[Json], str] | None = None
    from_response: Callable[[Json], Json] | None = None
    final_type: Any = Any
    delta_fields: frozenset[str] = frozenset()
    build_final: Callable[[Json], Json] | None = None
    final_text: Callable[[Json], str] | None = None
    is_lines: bool = False


class StreamingResponse:
    """An open response whose body is read as it arrives. Any thread or task can close it.

    Attributes:
        status: HTTP status.
        headers: Response headers, with lower-case names.
        rules: Rules to decode the body.
        server: Label of the server, for error messages.
        request_body: JSON that requested the stream.
        errors: How the provider reports errors, where the usual fields do not show them.
        prefix: Text of the request that the whole text begins with.
    """

    def __init__(
        self,
        response: HttpResponse,
        rules: StreamRules,
        server: str,
        request_body: Json = None,
        errors: ErrorRules | None = None,
    ) -> None:
        self.status = response.status
        self.headers = response.headers
        self.rules = rules
        self.server = server
        self.request_body = request_body
        self.errors = errors
        self._response = response
        self._to_utf8 = (
            utf8_converter(response.headers) if "charset" in response.headers.get("content-type", "") else None
        )
        self.prefix = ""
        self._start: bytes | None = None  # chunk that was read ahead
        self._is_closed = False
        self._is_ending = False  # the response is complete, but not its body

    @property
    def closed(self) -> bool:
        """Whether the connection was released or closed."""
        return self._response.closed

    def with_prefix(self, prefix: Json) -> StreamingResponse:
        """Set the text of the request that the whole text begins with, if it is a string, and return the stream."""
        if isinstance(prefix, str):
            self.prefix = prefix
        return self

    async def peek(self) -> bytes | None:
        """Return the start of a body that is not an event stream by its content type, without consuming it; else None.

        Raises:
            StreamError: If the connection broke or stalled.
        """
        if parse_media_type(self.headers.get("content-type", "")) not in WHOLE_TYPES:
            return None
        if self._start is None:
            self._start = await self.read_chunk()
        return self._start

    async def read_chunk(self) -> bytes | None:
        """Return the next bytes of the body; None at its end.

        Raises:
            StreamError: If the connection broke or stalled, or the stream was closed.
            InputError: If another thread or task is reading.
        """
        if self._start is not None:
            start, self._start = self._start, None
            return start
        try:
            if self._is_ending:
                chunk = await self._response.read_rest_in_time()
            else:
                chunk = await self._response.read_chunk()
        except ConcurrentReadError as exc:
            raise map_exception(exc, self.server) from None
        except BaseException as exc:
            # Also if the reader was interrupted: the body is incomplete.
            was_closed, self._is_closed = self._is_closed, True
            if not isinstance(exc, TransportError):
                raise
            forget_frames(exc)
            if self._is_ending and isinstance(exc, TimeoutException) and not was_closed:
                return None  # the response is complete, and the server does not close the connection
            raise map_stream_exception(exc, self.server, self._response.deadline, closed=was_closed) from exc
        if chunk is None and self._is_closed:
            raise closed_stream(self.server)
        return chunk if self._to_utf8 is None or chunk is None else self._to_utf8(chunk)

    async def take_turns(self) -> None:
        """Yield to the event loop between two parts of a large chunk, if other work may be waiting."""
        await self._response.take_turns()

    async def run_in_thread(self, function: Callable[[], T]) -> T:
        """Call a slow function without blocking the event loop."""
        return await self._response.run_in_thread(function)

    def end_within(self, seconds: float) -> None:
        """Limit the wait for the rest of the body of a complete response. Reaching the limit is not an error."""
        self._is_ending = True
        self._response.end_within(seconds)

    async def drain(self) -> None:
        """Read the rest of the body after the declared end, so that the connection can be reused."""
        with suppress(TransportError):
            await self._response.drain(DRAIN_SECONDS, DRAIN_LIMIT)
        await self._response.aclose()

    async def aclose(self) -> None:
        """Close the connection."""
        self._is_closed = True
        await self._response.aclose()
