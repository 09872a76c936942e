"""The events of a call, as ``on_event`` receives them.

CallEvent
├── CallStarted       the arguments are valid, and nothing was sent yet
├── CallWaiting       the call waits for the client's limits, or for an endpoint that starts
├── RequestSent       a request is about to be sent
├── RequestRetried    an attempt failed, and another one follows
├── ProviderSkipped   a provider failed, and the next one is tried
├── StreamOpened      the headers of a stream arrived
├── FirstChunk        the first bytes of a stream's body arrived
└── CallEnded         the call, or its stream, ended
"""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import Struct

from inferwire_runtime.errors import CallMeta, InferwireError, publish
from inferwire_runtime.jsontypes import Json


class CallEvent(Struct, frozen=True, kw_only=True):
    """Base class of the events of a call. Their `repr` shows no inputs and no results.

    Attributes:
        call_id: Number of the call in this process, which all its events share.
        task: ID of the task on the Hub; None for a custom call.
        model: The model that was passed.
        provider: Name of the provider: the one that was passed, until a request is sent.
    """

    call_id: int
    task: str | None
    model: str | None
    provider: str | None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(call_id={self.call_id}, task={self.task!r}, provider={self.provider!r})"


class CallStarted(CallEvent, frozen=True, kw_only=True, repr_omit_defaults=True):
    """A call began.

    Attributes:
        is_stream: Whether it returns a stream.
        inputs: What was passed; may be confidential.
        parameters: Parameters that were passed, with the names of the task's schema.
    """

    is_stream: bool = False
    inputs: Json = None
    parameters: Mapping[str, Json] = {}

    __repr__ = CallEvent.__repr__


class CallWaiting(CallEvent, frozen=True, kw_only=True):
    """A call waits before it is sent.

    Attributes:
        reason: ``concurrency``, ``requests`` or ``tokens`` if a limit of the client is reached; ``paused`` if the
            server refused another call with status 429; ``queue`` if earlier calls wait, too.
        seconds: Seconds until the limit allows another request; None if that depends on other calls.
    """

    reason: Literal["concurrency", "requests", "tokens", "paused", "queue"]
    seconds: float | None = None

    __repr__ = CallEvent.__repr__


class RequestSent(CallEvent, frozen=True, kw_only=True):
    """A request is about to be sent: to the provider, to the Hub or to a host of files.

    Attributes:
        method: HTTP method.
        url: URL without secrets.
        attempt: 1 for the first attempt to send this request.
    """

    method: str
    url: str
    attempt: int = 1

    def __repr__(self) -> str:
        return f"RequestSent(call_id={self.call_id}, {self.method} {self.url!r}, attempt={self.attempt})"


class RequestRetried(CallEvent, frozen=True, kw_only=True):
    """An attempt failed, and another one follows.

    Attributes:
        error: Why it failed.
        attempt: Number of attempts so far.
        delay: Seconds until the next attempt.
        is_loading: Whether the server is loading a model, or an endpoint starts.
    """

    error: InferwireError
    attempt: int
    delay: float
    is_loading: bool = False

    def __repr__(self) -> str:
        return f"RequestRetried(call_id={self.call_id}, attempt={self.attempt}, error={self.error!s:.80})"


class ProviderSkipped(CallEvent, frozen=True, kw_only=True):
    """A provider failed, or rests after a failure, and the next one is tried.

    Attributes:
        error: Why it failed.
        next_provider: Name of the provider that is tried next.
        next_model: Model that is tried next.
    """

    error: InferwireError
    next_provider: str
    next_model: str | None = None

    def __repr__(self) -> str:
        return f"ProviderSkipped(call_id={self.call_id}, {self.provider!r} -> {self.next_provider!r})"


class StreamOpened(CallEvent, frozen=True, kw_only=True):
    """The headers of a stream arrived, and the call returns the stream.

    Attributes:
        status: HTTP status.
    """

    status: int

    __repr__ = CallEvent.__repr__


class FirstChunk(CallEvent, frozen=True, kw_only=True):
    """The first bytes of a stream's body arrived.

    Attributes:
        seconds: Seconds since the request was sent.
    """

    seconds: float

    __repr__ = CallEvent.__repr__


class CallEnded(CallEvent, frozen=True, kw_only=True):
    """A call ended: it returned or raised. A stream ends at its end, once it is closed, or when it is abandoned.

    Attributes:
        meta: Which server processed the call, how long it took, and what it used.
        error: Why it failed, or what cancelled it; None for a success, also of a stream that was closed early.
        is_stream: Whether it was a stream.
        finish_reasons: Why each choice of a chat, or generated text, ended.
        response_id: ID of the response, of servers with OpenAI's interface.
    """

    meta: CallMeta
    error: BaseException | None = None
    is_stream: bool = False
    finish_reasons: tuple[str, ...] = ()
    response_id: str | None = None
    build_result: Callable[[], Any] | None = None

    @property
    def result(self) -> Any:
        """The result, or what a stream has received, merged; None after an error. May be confidential."""
        return None if self.build_result is None else self.build_result()

    def __repr__(self) -> str:
        error = "" if self.error is None else f", error={type(self.error).__name__}"
        return f"CallEnded(call_id={self.call_id}, {self.meta!r}{error})"


publish(
    CallEnded,
    CallEvent,
    CallStarted,
    CallWaiting,
    FirstChunk,
    ProviderSkipped,
    RequestRetried,
    RequestSent,
    StreamOpened,
)
