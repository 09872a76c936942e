"""What can go wrong, sorted by whose fault it is; and how a server's error text is found.

InferwireError
├── InputError            the call itself is wrong: nothing was sent
├── RoutingError          no way leads from this model and task to a provider
├── HubError              the Hugging Face Hub refused a look-up
├── ProviderError         the provider answered with an error
│   ├── AuthenticationError   401, 403, or no key where one is needed
│   ├── RateLimitError        429
│   ├── JobError              the provider took a job, and failed to do it; also an OutputError
│   └── StreamError           a stream broke, stalled or carried an error
├── OutputError           the answer is not what the task's schema says
├── TimeoutError          also the builtin TimeoutError
└── ConnectionError       also the builtin ConnectionError
"""

from __future__ import annotations

import builtins
import re
from datetime import UTC
from typing import TYPE_CHECKING, Any

from inferwire_runtime.shapes import Json as Json
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from inferwire_runtime.policy import Attempt


BODY_KEPT = 4096  # bytes
MESSAGE_LIMIT = 600  # some servers echo their whole input: a message is for reading

HINTS = {
    401: "check the key: it is missing, misspelt, revoked or meant for another service",
    402: "add credit to the account, or pass another provider=",
    403: "ask for access to this model, or use a key whose permissions cover inference",
    404: "check the model's name and that this provider serves it",
    413: "send a smaller input",
    422: "check the parameters: the server understood the request but refuses a value in it",
    429: "slow down, or pass a retry policy that waits longer",
}
CALL_HINT = "check the inputs and parameters"
SERVER_HINT = "try again later, or pass another provider="
ANSWER_HINT = "use client.request() to get an answer as it came"
NOT_TAKEN_STATUSES = (429, 503)  # the server says that it did not take the request


class InferwireError(Exception):
    """Any failure of a call.

    Attributes:
        message: What happened and what to do, without the facts below.
        provider: Who was called, as the Hub names it.
        task: What was asked for, as the Hub names it.
        model: The model's id on the Hub, or what the caller gave.
        status: HTTP status, where an answer came.
        request_id: The server's id of the request, to quote in a report.
        retry_after: Seconds that the server asked to wait.
        attempts: What came of each time that the request was sent, this failure last.
        is_retry_safe: Whether the same call can be made again without doing anything twice.
        body: Start of the server's answer, as text.
    """

    provider: str | None = None
    task: str | None = None
    model: str | None = None
    status: int | None = None
    request_id: str | None = None
    retry_after: float | None = None
    attempts: tuple[Attempt, ...] = ()
    is_retry_safe: bool = False
    body: str | None = None

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.add_facts(**facts)

    def add_facts(self, **facts: Any) -> None:
        """Set what is not known yet; what is known stays."""
        for name, value in facts.items():
            if value is not None and getattr(self, name) in (None, (), False):
                setattr(self, name, value)

    def add_text(self, text: str) -> None:
        """Say more of what happened."""
        self.message = f"{self.message}; {text}"
        self.args = (self.message,)

    def hide(self, hide_in: Callable[[str], str]) -> None:
        """Take a key out of everything that this error tells: some servers echo it.

        Args:
            hide_in: Gives a text without the key.
        """
        self.message = hide_in(self.message)
        self.args = (self.message,)
        self.body = None if self.body is None else hide_in(self.body)
        self.request_id = None if self.request_id is None else hide_in(self.request_id)
        self.attempts = tuple(attempt.hidden(hide_in) for attempt in self.attempts)

    def __str__(self) -> str:
        where = [f"{name} {value}" for name in ("task", "model") if (value := getattr(self, name)) is not None]
        if self.request_id is not None:
            where.append(f"request {self.request_id}")
        if len(self.attempts) > 1:
            where.append(f"{len(self.attempts)} attempts")
        return printable(f"{self.message} ({', '.join(where)})" if where else self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.message, self.__dict__))


def _rebuild(cls: type[InferwireError], message: str, facts: dict[str, Any]) -> InferwireError:
    """Unpickle an error: its class takes keywords that pickle does not know."""
    error = cls.__new__(cls)
    Exception.__init__(error, message)
    error.__dict__.update(facts)
    return error


class InputError(InferwireError, ValueError):
    """The call is wrong in itself; nothing was sent."""


class RoutingError(InferwireError):
    """No provider serves this model and task, or the key does not fit the way."""


class HubError(InferwireError):
    """The Hugging Face Hub refused to say who serves a model."""


class ProviderError(InferwireError):
    """The provider answered with an error."""


class AuthenticationError(ProviderError):
    """No key, or one that the server refuses."""


class RateLimitError(ProviderError):
    """Too many requests; ``retry_after`` says how long to wait, where the server told."""


class StreamError(ProviderError):
    """A stream did not come to its declared end.

    Attributes:
        received: The items that had arrived before it broke.
    """

    received: Sequence[Any] = ()


class OutputError(InferwireError):
    """The answer does not have the shape that the task's schema names."""


class JobError(ProviderError, OutputError):
    """The provider took a job, and failed to do it."""


class TimeoutError(InferwireError, builtins.TimeoutError):  # noqa: A001 - it is the builtin one, too
    """A limit of time was reached: to connect, between two bytes, or in all."""


class ConnectionError(InferwireError, builtins.ConnectionError):  # noqa: A001 - it is the builtin one, too
    """The server could not be reached, or hung up before it had answered.

    Attributes:
        is_final: Whether it will not be otherwise the next time.
    """

    is_final: bool = False


def from_reply(
    who: str, status: int, headers: Mapping[str, str], body: bytes, error: type[InferwireError]
) -> InferwireError:
    """Build the error that an HTTP answer of 300 or more stands for.

    Args:
        who: Whose answer it is, for the message.
        status: HTTP status.
        headers: With lower-case names.
        body: The whole answer.
        error: Class to use where the status has none of its own: `ProviderError` or `HubError`.
    """
    cls = error
    if error is ProviderError and status in (401, 403):
        cls = AuthenticationError
    elif error is ProviderError and status == 429:
        cls = RateLimitError
    text = find_message(headers.get("content-type", ""), body) or "no explanation"
    hint = HINTS.get(status) or (SERVER_HINT if status >= 500 else CALL_HINT)
    return cls(
        f"{who} answered {status}: {text}; {hint}",
        is_retry_safe=status in NOT_TAKEN_STATUSES,
        retry_after=find_retry_after(headers) or find_estimated_time(status, body),
        **facts_of(status, headers, body),
    )


def facts_of(status: int, headers: Mapping[str, str], body: bytes | None) -> dict[str, Any]:
    """Give what an error tells of an answer; a stream has no body to tell of."""
    return {
        "status": status,
        "request_id": find_request_id(headers),
        "body": None if body is None else body[:BODY_KEPT].decode("utf-8", "replace"),
    }


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """Give the id under which the server knows the request."""
    for name in ("x-request-id", "x-amzn-requestid", "request-id", "cf-ray"):
        if name in headers:
            return headers[name]
    return None


def find_retry_after(headers: Mapping[str, str]) -> float | None:
    """Give the seconds that ``Retry-After`` asks for, from either of its forms."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if re.fullmatch(r"[0-9]+(\.[0-9]*)?", value):
        return _finite(value)
    from datetime import datetime  # only for the rare form with a date
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def find_estimated_time(status: int, body: bytes) -> float | None:
    """Give the seconds that a model being loaded will still take, as Hugging Face's servers tell them."""
    if status != 503 or b"estimated_time" not in body:
        return None
    found = re.search(rb'"estimated_time"\s*:\s*(\d+(?:\.\d+)?)', body)
    return _finite(found[1]) if found else None


def _finite(digits: str | bytes) -> float | None:
    """Read a number; None where it is too large to be one."""
    number = float(digits)
    return number if number < float("inf") else None


def find_message(content_type: str, body: bytes) -> str:
    """Give the explanation in an error's body, in whichever of the usual places it stands."""
    text = body[:65536].decode("utf-8", "replace").strip()
    content_type = content_type.lower()
    if text[:1] in ("{", "[", '"') or "json" in content_type:
        import msgspec  # only once something went wrong

        try:
            data = msgspec.json.decode(body)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            pass
        else:
            return clean_message(message_in(data) or "")
    if "html" in content_type or text[:1] == "<":
        # What is not closed runs to the end: no hostile page makes this slow.
        text = re.sub(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", " ", text)
    return clean_message(text)


def message_in(data: Json, depth: int = 8) -> str | None:
    """Give the text of an error object: ``error.message``, ``error``, ``detail``, ``message``, ``title`` ..."""
    if isinstance(data, str):
        return data.strip() or None
    if depth == 0:
        return None  # nobody explains anything that deep
    if is_list(data):
        found = [text for item in data[:5] if (text := _item_message(item, depth - 1))]
        return "; ".join(found) or None
    if not is_object(data):
        return None
    for name in ("error", "detail", "message", "msg", "errors", "title", "html-message", "error_description", "reason"):
        if text := message_in(data.get(name), depth - 1):
            return text
    return None


def _item_message(item: Json, depth: int) -> str | None:
    """Give the text of one entry of a list of errors, with the place it speaks of (FastAPI's form)."""
    text = message_in(item, depth)
    place = item.get("loc") if is_object(item) else None
    if text is None or not is_list(place):
        return text
    return f"{'.'.join(str(part) for part in place)}: {text}"


def clean_message(text: str) -> str:
    """Shorten a server's text for a message: one line, URLs without their query (it may hold a signature)."""
    text = re.sub(r"(?i)(https?://[^\s?#\"'<>]+)(?:[?#][^\s\"'<>]*)?", r"\1", text)
    text = " ".join(text.split())
    text = text if len(text) <= MESSAGE_LIMIT else text[: MESSAGE_LIMIT - 1] + "…"
    return printable(text)


def printable(text: str) -> str:
    """Give a text without commands to a terminal, and without what cannot be printed."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
