"""Keep keys out of tracebacks, whose frames contain the headers of requests as local variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and its chain of causes and contexts."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def redact_causes(error: BaseException, redact: Callable[[str], str]) -> None:
    """Apply *redact* to the texts of the exceptions that an error comes from, which a traceback prints, too."""
    for cause in causes(error.__cause__ or error.__context__):
        redacted = tuple(redact(value) if isinstance(value, str) else value for value in cause.args)
        if redacted != cause.args:
            cause.args = redacted


def forget_frames(error: BaseException) -> None:
    """Remove the traceback from an exception and from its causes and contexts."""
    for cause in causes(error):
        cause.__traceback__ = None


def clear_locals(error: BaseException) -> None:
    """Clear the local variables of all finished frames in an exception's traceback, but keep the traceback."""
    import traceback  # only once something has failed

    traceback.clear_frames(error.__traceback__)
