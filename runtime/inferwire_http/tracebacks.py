"""Keep keys out of tracebacks, whose frames contain the headers of requests as local variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeGuard

TEXT_LIMIT = 600  # characters; what a server sent may be part of an exception
SHOWN = 24  # bytes of what is not HTTP; the head of a frame of HTTP/2 has 9


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, its causes and contexts, and the exceptions of groups among them, each once."""
    pending, seen = [error], set[int]()
    while pending:
        each = pending.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        pending += reversed(_members(each))
        pending += [each.__context__, each.__cause__]


def _members(error: BaseException) -> tuple[BaseException, ...]:
    """Return the exceptions of a group; nothing for any other exception."""
    return error.exceptions if _is_group(error) else ()


def _is_group(error: BaseException) -> TypeGuard[BaseExceptionGroup[BaseException]]:
    return isinstance(error, BaseExceptionGroup)


class RedactedError(Exception):
    """Stands for an exception of another library that shows a secret, and whose text cannot be changed."""


def redact_causes(error: BaseException, redact: Callable[[str], str]) -> None:
    """Remove secrets from the exceptions that an error comes from, and shorten them: a traceback prints them as well.

    Args:
        error: Error that is raised; it is left unchanged.
        redact: Function that masks the secrets in a string.
    """
    for each in list(causes(error)):
        for name in ("__cause__", "__context__"):
            cause = getattr(each, name)
            if cause is not None and not _redact_in_place(cause, redact):
                stand_in = RedactedError(f"{type(cause).__name__}: {_shorten(redact(str(cause)))}")
                stand_in.__cause__, stand_in.__context__ = cause.__cause__, cause.__context__
                stand_in.__suppress_context__ = cause.__suppress_context__
                stand_in.__traceback__ = cause.__traceback__
                is_suppressed = each.__suppress_context__
                setattr(each, name, stand_in)
                each.__suppress_context__ = is_suppressed  # assigning a cause sets it
        for member in _members(each):
            _redact_in_place(member, redact)


def _redact_in_place(error: BaseException, redact: Callable[[str], str]) -> bool:
    """Apply *redact* to the arguments and notes of an exception. Return whether its text is safe to print now."""
    if callable(own := getattr(error, "redact", None)):
        own(redact)  # an error of the caller of this package, which has other texts as well
        return True
    redacted = tuple(_redacted(value, redact) for value in error.args)
    if any(new is not old for new, old in zip(redacted, error.args, strict=True)):
        error.args = redacted
    if notes := getattr(error, "__notes__", None):
        error.__notes__ = [_shorten(redact(note)) for note in notes]
    shown = str(error)
    return len(shown) <= 2 * TEXT_LIMIT and all(redact(text) == text for text in (shown, repr(error)))


def _redacted(value: object, redact: Callable[[str], str]) -> object:
    """Return an argument of an exception without secrets; the same object if it may be printed."""
    if isinstance(value, str):
        new = _shorten(redact(value))
        return value if new == value else new
    if isinstance(value, (bytes, bytearray)):
        text = bytes(value).decode("latin-1")
        new = _shorten(redact(text))
        return value if new == text else new
    return value


def _shorten(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else f"{text[: TEXT_LIMIT - 1]}…"


def describe_refusal(text: str, unread: bytes) -> str:
    """Return h11's message with the bytes that it refused, if it refused them unread and called them a request."""
    return f"illegal status line: {unread[:SHOWN]!r}" if text == "illegal request line" and unread else text


def forget_frames(error: BaseException) -> None:
    """Remove the traceback from an exception and from its causes and contexts."""
    for cause in causes(error):
        cause.__traceback__ = None


def clear_locals(error: BaseException) -> None:
    """Clear the local variables of all finished frames in an exception's traceback, but keep the traceback."""
    import traceback  # only once something has failed

    traceback.clear_frames(error.__traceback__)
