"""The public exceptions.

InferwireError
├── InputError            the call itself is wrong; nothing was sent
│   └── MissingFileError          a file does not exist; also the builtin FileNotFoundError
├── RoutingError          no provider serves this model and task
├── HubError              a request to the Hugging Face Hub failed
├── ProviderError         the provider returned an error
│   ├── AuthenticationError       401, 403, or a missing API key
│   ├── RateLimitError            429
│   ├── EndpointStarting          a dedicated endpoint was scaled to zero, or loads its model
│   ├── EndpointPaused            a dedicated endpoint was paused by its owner
│   ├── JobError                  the provider accepted a job and failed to finish it; also an OutputError
│   └── StreamError               a stream was cut, stalled or carried an error
├── OutputError           the response does not match the task's schema
├── InferenceTimeoutError         also the builtin TimeoutError
└── InferenceConnectionError      also the builtin ConnectionError
"""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Self, get_type_hints

import msgspec

RESPONSE_HINT = "use client.request() to get the response undecoded"  # end of messages about malformed responses


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt to send a request, and its outcome.

    Attributes:
        provider: Label of the server that the request was sent to.
        status: HTTP status, if a response arrived.
        error: Why the attempt failed; None if it succeeded.
        delay: Seconds until the next attempt; 0 for the last attempt.
    """

    provider: str
    status: int | None = None
    error: str | None = None
    delay: float = 0.0

    def redacted(self, redact: Callable[[str], str]) -> "Attempt":
        """Return a copy with *redact* applied to its strings."""
        error = None if self.error is None else redact(self.error)
        return Attempt(provider=redact(self.provider), status=self.status, error=error, delay=self.delay)


class Seconds(msgspec.Struct, frozen=True, kw_only=True):
    """How long the parts of a call took, in seconds.

    Attributes:
        queued: Waits of the call before its requests were sent: for the client's limits, and between attempts.
        first_byte: From the last request to the provider to the headers of its response, or of a stream to the first
            bytes of its body; None if nothing arrived.
        total: The whole call, of a stream until its end; None while it is under way.
    """

    queued: float = 0.0
    first_byte: float | None = None
    total: float | None = None


class TokenUsage(msgspec.Struct, frozen=True, kw_only=True):
    """The tokens that a call was billed for, as the server counts them. A count that it does not report is None.

    Attributes:
        input_tokens: Tokens of the prompt, or of the texts to embed.
        output_tokens: Tokens of the result, including reasoning.
        total_tokens: Both together.
        cached_tokens: Tokens of the prompt that came from a cache.
        reasoning_tokens: Tokens of the result that are reasoning.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    total_tokens: int | None = None
    cached_tokens: int | None = None
    reasoning_tokens: int | None = None


class CallMeta(msgspec.Struct, frozen=True, kw_only=True):
    """Which server processed a call, how long it took, and how much it used.

    Attributes:
        task: ID of the task on the Hub; None for a custom call.
        provider: Name of the provider that responded. If the Hub's router chose one, and names it, this is its choice.
        model: ID of the model on the Hub, or the `model` that was passed.
        response_model: Name of the model that the response states.
        request_id: The server's ID for the request, for bug reports.
        status: HTTP status of the response that has the result; None if no response arrived.
        headers: Its headers, with lower-case names, without those that hold secrets.
        attempts: Every attempt to send the request, the last one last. Attempts at other providers come first.
        seconds: How long the call took.
        usage: Tokens that the call used, if the server counts them.
        cost: Price of the call in US dollars, if the server states it.
    """

    task: str | None = None
    provider: str | None = None
    model: str | None = None
    response_model: str | None = None
    request_id: str | None = None
    status: int | None = None
    headers: dict[str, str] = {}
    attempts: tuple[Attempt, ...] = ()
    seconds: Seconds = Seconds()
    usage: TokenUsage | None = None
    cost: float | None = None

    def __repr__(self) -> str:
        total = "" if self.seconds.total is None else f", {self.seconds.total:.3g} s"
        return f"CallMeta(provider={self.provider!r}, model={self.model!r}, status={self.status}{total})"


class RequestInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A request that failed, without its body.

    Attributes:
        method: HTTP method.
        url: URL, without secrets.
        headers: Request headers with lower-case names, without secrets.
    """

    method: str
    url: str
    headers: dict[str, str] = {}

    def redacted(self, redact: Callable[[str], str]) -> "RequestInfo":
        """Return a copy with *redact* applied to its strings."""
        headers = {name: redact(value) for name, value in self.headers.items()}
        return RequestInfo(method=self.method, url=redact(self.url), headers=headers)

    def __repr__(self) -> str:
        return f"RequestInfo({self.method} {self.url.partition('?')[0]!r})"


class ResponseInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The response to a request that failed.

    Attributes:
        status: HTTP status.
        headers: Response headers with lower-case names, without secrets.
        text: The body, decoded, without secrets, up to 65,536 bytes; empty if it was not read, as with streams.
    """

    status: int
    headers: dict[str, str] = {}
    text: str = ""

    @property
    def status_code(self) -> int:
        """The HTTP status, under the name that other libraries use."""
        return self.status

    def redacted(self, redact: Callable[[str], str]) -> "ResponseInfo":
        """Return a copy with *redact* applied to its strings."""
        headers = {name: redact(value) for name, value in self.headers.items()}
        return ResponseInfo(status=self.status, headers=headers, text=redact(self.text))

    def json(self) -> Any:
        """Decode the body.

        Raises:
            ValueError: If it is not JSON, or longer than `text` is.
        """
        return msgspec.json.decode(self.text)

    def __repr__(self) -> str:
        return f"ResponseInfo(status={self.status})"


class InferwireError(Exception):
    """Base class of all errors that a call raises.

    Attributes:
        message: Description and remedy, without the context below.
        server_message: What the server wrote, without our words; None if it explained nothing.
        provider: Name of the provider on the Hub.
        task: ID of the task on the Hub.
        model: ID of the model on the Hub, or the `model` that was passed.
        status: HTTP status, if a response arrived.
        request_id: The server's ID for the request, for bug reports.
        retry_after: Seconds to wait before a retry, if the server requested a delay.
        should_retry: Whether a retry can succeed, if the server states so by ``x-should-retry``.
        attempts: Every attempt to send the request, the last attempt last.
        is_retry_safe: Whether the server certainly did not process the request, so that a retry is safe.
        body: Start of the response body, decoded.
        request: The last request that was sent, without secrets.
        response: Status, headers and body of the response, if one arrived.
        meta: Which server was called, how long it took, and the attempts; None if the error is not of a call.
    """

    server_message: str | None = None
    provider: str | None = None
    task: str | None = None
    model: str | None = None
    status: int | None = None
    request_id: str | None = None
    retry_after: float | None = None
    should_retry: bool | None = None
    attempts: tuple[Attempt, ...] = ()
    is_retry_safe: bool = False
    body: str | None = None
    request: RequestInfo | None = None
    response: ResponseInfo | None = None
    meta: CallMeta | None = None
    message_limit: ClassVar[int] = 900  # characters: 600 of the server's, and ours

    def __init__(self, message: str, **context: Any) -> None:
        super().__init__(message)
        self.message = message
        self.add_context(**context)

    @property
    def status_code(self) -> int | None:
        """The HTTP status, under the name that other libraries use."""
        return self.status

    def add_context(self, **context: Any) -> None:
        """Set the attributes that have no value yet."""
        for name, value in context.items():
            if value is not None and getattr(self, name) in (None, (), False):
                setattr(self, name, value)

    def add_detail(self, detail: str) -> None:
        """Append *detail* to the message."""
        self.message = f"{self.message}; {detail}"
        self.args = (self.message,)

    def redact(self, redact: Callable[[str], str]) -> None:
        """Apply *redact* to the strings of this error, because some servers echo API keys, and limit their length.

        Args:
            redact: Function that masks the secrets in a string.
        """
        self.message = clip(redact(self.message), self.message_limit)
        self.args = (self.message,)
        self.body = None if self.body is None else redact(self.body)
        self.server_message = None if self.server_message is None else redact(self.server_message)
        self.request_id = None if self.request_id is None else redact(self.request_id)
        self.model = None if self.model is None else redact(self.model)
        self.request = None if self.request is None else self.request.redacted(redact)
        self.response = None if self.response is None else self.response.redacted(redact)
        self.attempts = tuple(attempt.redacted(redact) for attempt in self.attempts)
        if notes := getattr(self, "__notes__", None):
            self.__notes__ = [redact(note) for note in notes]

    def __str__(self) -> str:
        context = [f"{name} {value}" for name in ("task", "model") if (value := getattr(self, name)) is not None]
        if self.request_id is not None:
            context.append(f"request {self.request_id}")
        if len(self.attempts) > 1:
            context.append(f"{len(self.attempts)} attempts")
        return make_printable(f"{self.message} ({', '.join(context)})" if context else self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_unpickle, (type(self), self.message, self.__dict__))


def _unpickle(cls: type[InferwireError], message: str, attributes: dict[str, Any]) -> InferwireError:
    """Rebuild an error from its class, message and attributes, without running `__init__`."""
    error = cls.__new__(cls)
    Exception.__init__(error, message)
    error.__dict__.update(attributes)
    return error


class InputError(InferwireError, ValueError):
    """The call itself is invalid; nothing was sent to the provider."""

    message_limit = 4000  # these messages are ours


class MissingFileError(InputError, FileNotFoundError):
    """A file that was passed does not exist."""

    def __new__(cls, message: str = "", **context: Any) -> Self:  # pyright: ignore[reportInconsistentConstructor]
        """Create the exception by its builtin base that has attributes of its own; `ValueError` cannot."""
        return FileNotFoundError.__new__(cls, message)


class RoutingError(InferwireError):
    """No provider serves this model and task, or the API key does not match the route."""

    message_limit = 4000  # these messages are ours


class HubError(InferwireError):
    """A request to the Hugging Face Hub failed."""


class ProviderError(InferwireError):
    """The provider returned an error."""


class AuthenticationError(ProviderError):
    """The API key is missing, or the server rejected it."""


class RateLimitError(ProviderError):
    """There were too many requests. ``retry_after`` is the delay that the server requested, if any."""


class EndpointStarting(ProviderError):  # noqa: N818 - the state of an endpoint, which calls wait for
    """A dedicated endpoint of Hugging Face is starting: it was scaled to zero, or loads its model.

    Calls wait for it within their time limit, unless ``Retry(wait_for_model=False)``. ``on_retry`` and ``on_event``
    receive this error before each wait.
    """

    @property
    def eta(self) -> float | None:
        """Seconds until it is ready, if the server estimates them."""
        return self.retry_after


class EndpointPaused(ProviderError):  # noqa: N818 - as above
    """A dedicated endpoint of Hugging Face was paused by its owner, and does not start by itself.

    With ``Retry(wait_for_paused=True)``, calls wait until it is resumed, within their time limit.
    """


class StreamError(ProviderError):
    """A stream broke, stalled, was closed early, or reported an error.

    Attributes:
        received: Items that arrived before the failure.
    """

    received: Sequence[Any] = ()


class OutputError(InferwireError):
    """The response does not match the task's schema."""


class ParseError(OutputError):
    """The model's text does not match the type that was requested.

    Attributes:
        output: The text.
        finish_reason: Why the generation stopped.
        problems: What is wrong with the text; it is sent back to the model for a repair.
        tries: How often the model was called.
        usage: Token usage of all these calls; None if the server reports none.
    """

    output: str = ""
    finish_reason: str | None = None
    problems: str = ""
    tries: int = 1
    usage: Any = None

    def __init__(
        self,
        message: str,
        *,
        output: str = "",
        finish_reason: str | None = None,
        problems: str = "",
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.output = output
        self.finish_reason = finish_reason
        self.problems = problems


class RefusalError(ParseError):
    """The model refused to respond, or a content filter stopped it.

    Attributes:
        refusal: The model's explanation, if any.
    """

    refusal: str | None = None

    def __init__(self, message: str, *, refusal: str | None = None, **context: Any) -> None:
        super().__init__(message, **context)
        self.refusal = refusal


class TruncatedOutputError(ParseError):
    """The model's text was cut at the limit of tokens, so that it does not match the type that was requested."""


class ToolRoundsError(OutputError):
    """A model still calls tools in the last round that it was allowed.

    Attributes:
        messages: The conversation, without the last message, which calls tools that did not run.
        rounds: How often the model was called.
        usage: Token usage of all these calls; None if the server reports none.
    """

    messages: Sequence[Any] = ()
    rounds: int = 0
    usage: Any = None

    def __init__(
        self, message: str, *, messages: Sequence[Any] = (), rounds: int = 0, usage: Any = None, **context: Any
    ) -> None:
        super().__init__(message, **context)
        self.messages = messages
        self.rounds = rounds
        self.usage = usage


class JobError(ProviderError, OutputError):
    """The provider accepted a job and failed to finish it."""


class InferenceTimeoutError(InferwireError, TimeoutError):
    """A time limit expired: to connect, between two reads, or for the whole call."""


class InferenceConnectionError(InferwireError, ConnectionError):
    """The server could not be reached, or the connection broke before the response was complete.

    Attributes:
        is_final: Whether a retry would fail in the same way.
    """

    is_final: bool = False


def publish(*classes: type) -> None:
    """Set the module of *classes* to `inferwire`, which exports them, for tracebacks, reprs and pickles.

    String annotations are resolved first, because `typing.get_type_hints` would look them up in `inferwire`.
    """
    for cls in classes:
        own = cls.__annotations__
        if any(isinstance(hint, str) for hint in own.values()):
            hints = get_type_hints(cls)
            cls.__annotations__ = {name: hints[name] for name in own}
        cls.__module__ = "inferwire"


publish(
    Attempt,
    CallMeta,
    EndpointPaused,
    EndpointStarting,
    Seconds,
    TokenUsage,
    RequestInfo,
    ResponseInfo,
    AuthenticationError,
    HubError,
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    InputError,
    JobError,
    MissingFileError,
    OutputError,
    ParseError,
    ProviderError,
    RateLimitError,
    RefusalError,
    RoutingError,
    StreamError,
    ToolRoundsError,
    TruncatedOutputError,
)


def make_printable(text: str) -> str:
    """Replace unprintable characters in *text* with U+FFFD, so that it cannot control a terminal."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def clip(text: str, limit: int = 200) -> str:
    """Shorten *text*, which a server may have made arbitrarily long, to *limit* characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def describe(value: object) -> str:
    """Describe an invalid argument for an error message: a number by its value, anything else by its type.

    Other values may be long or secret.
    """
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**18):
        return repr(value)
    return type(value).__name__
