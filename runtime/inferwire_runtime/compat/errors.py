"""Errors that are also huggingface_hub's: `except HfHubHTTPError` catches them.

Where huggingface_hub is installed, its own classes are the bases; elsewhere classes of the same names stand for them.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import NoneType
from typing import TYPE_CHECKING, Any, cast

from inferwire_runtime.errors import (
    AuthenticationError,
    HubError,
    InferenceConnectionError,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    ResponseInfo,
    RoutingError,
    StreamError,
)
from inferwire_runtime.errors import (
    InferenceTimeoutError as OurTimeoutError,
)
from inferwire_runtime.jsontypes import is_object

if TYPE_CHECKING:

    class HfHubHTTPError(InferwireError, OSError):
        """A server returned an error, or its stream broke.

        Attributes:
            response: The response, as an ``httpx.Response``, or an ``httpx2.Response`` if huggingface_hub uses that.
            request: Its request, without secrets.
            server_message: The server's own message.
        """

        response: Any
        request: Any
        server_message: str | None

        def append_to_message(self, additional_message: str) -> None:
            """Add to the message."""

    class BadRequestError(HfHubHTTPError, ValueError):
        """A server returned 400."""

    class RepositoryNotFoundError(HfHubHTTPError):
        """The Hub does not have the model, or hides it."""

    class InferenceTimeoutError(OurTimeoutError):
        """A time limit expired."""

    class TextGenerationError(HfHubHTTPError):
        """A text generation server returned an error of its own kind, possibly within a stream."""

    class ValidationError(TextGenerationError):
        """The server refuses the parameters."""

    class GenerationError(TextGenerationError):
        """The model failed."""

    class OverloadedError(TextGenerationError):
        """The server has too much to do."""

    class IncompleteGenerationError(TextGenerationError):
        """The server stopped before the end."""

    class UnknownError(TextGenerationError):
        """The server does not name the kind of the error."""


NAMES = {  # and what each is derived from where huggingface_hub is not installed
    "HfHubHTTPError": (OSError,),
    "BadRequestError": ("HfHubHTTPError", ValueError),
    "RepositoryNotFoundError": ("HfHubHTTPError",),
    "InferenceTimeoutError": (TimeoutError,),
    "TextGenerationError": (OSError,),
    "ValidationError": ("TextGenerationError",),
    "GenerationError": ("TextGenerationError",),
    "OverloadedError": ("TextGenerationError",),
    "IncompleteGenerationError": ("TextGenerationError",),
    "UnknownError": ("TextGenerationError",),
}
KINDS = {  # of errors of text generation servers
    "validation": "ValidationError",
    "generation": "GenerationError",
    "overloaded": "OverloadedError",
    "incomplete_generation": "IncompleteGenerationError",
}
CODED = frozenset({"content-encoding", "content-length", "transfer-encoding"})  # headers of the body as it was sent

_made: dict[tuple[Any, ...], type[InferwireError]] = {}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return a class of huggingface_hub, or the one that stands for it."""
        if name not in NAMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = _class(name)
        return found


@lru_cache(maxsize=64)
def _class(name: str) -> type[Exception]:
    try:
        theirs: type[Exception] = getattr(import_module("huggingface_hub.errors"), name)
    except (ImportError, AttributeError):
        bases = tuple(_class(base) if isinstance(base, str) else base for base in NAMES[name])
        own = {"__module__": __name__, "__doc__": "The error of huggingface_hub, which is not installed."}
        made: Any = type(name, bases, own)
        return cast("type[Exception]", made)
    return theirs


@lru_cache(maxsize=1)
def _http_library() -> Any:
    """Return the library whose responses the errors of huggingface_hub carry."""
    modules = [base.__module__.partition(".")[0] for base in _class("HfHubHTTPError").__mro__]
    return import_module("httpx2" if "httpx2" in modules else "httpx")


def as_hub_error(error: InferwireError) -> InferwireError:
    """Return an error that is also huggingface_hub's; an error without an equivalent there is returned unchanged."""
    names = tuple(_names_for(error))
    plain = () if isinstance(error, ValueError) else _builtin_bases(error)
    if not names and not plain:
        return error
    return _rebuild(type(error), names, plain, error.args, dict(error.__dict__))


def _names_for(error: InferwireError) -> list[str]:
    """Return the names of the errors that huggingface_hub would raise."""
    if isinstance(error, OurTimeoutError):
        return ["InferenceTimeoutError"]
    if isinstance(error, InferenceConnectionError):
        return ["ConnectError"]
    has_response = error.status is not None or isinstance(error, StreamError)
    if not has_response or not isinstance(error, (ProviderError, HubError)):
        return []
    names = ["HfHubHTTPError"]
    if error.status == 400:
        names = ["BadRequestError"]
    if isinstance(error, HubError) and error.status in (401, 404):
        names = ["RepositoryNotFoundError"]
    data = _decode(error.body)
    kind = data.get("error_type") if is_object(data) else None
    if isinstance(kind, str):
        names.append(KINDS.get(kind, "UnknownError"))
    elif isinstance(error, StreamError):
        names.append("UnknownError")
    return names


def _builtin_bases(error: InferwireError) -> tuple[type[Exception], ...]:
    """Return `ValueError` for what huggingface_hub refuses itself: a model, a missing key, a malformed response."""
    is_missing_key = isinstance(error, AuthenticationError) and error.status is None
    return (ValueError,) if is_missing_key or isinstance(error, (RoutingError, OutputError, InputError)) else ()


def _combined(
    cls: type[InferwireError], names: tuple[str, ...], plain: tuple[type[Exception], ...]
) -> type[InferwireError]:
    """Return a class that is our error and those of huggingface_hub at once."""
    if (known := _made.get((cls, names, plain))) is not None:
        return known
    bases = [getattr(_http_library(), name) if name == "ConnectError" else _class(name) for name in names]
    extra = [each for each in plain if not any(issubclass(base, each) for base in bases)]
    unique = [each for each in bases if not any(each in other.__mro__[1:] for other in bases)]

    def __reduce_ex__(self: InferwireError, protocol: object) -> Any:  # noqa: N807 - a method
        return _rebuild, (cls, names, plain, self.args, dict(self.__dict__))

    def append_to_message(self: InferwireError, additional_message: str) -> None:
        self.message += additional_message
        self.args = (self.message,)

    made: type[InferwireError] = type(
        cls.__name__,
        (cls, *unique, *extra),
        {
            "__module__": cls.__module__,
            "__doc__": cls.__doc__,
            "__reduce_ex__": __reduce_ex__,
            "append_to_message": append_to_message,
            "request": None,
            "response": None,
            "server_message": None,
        },
    )
    _made[cls, names, plain] = made
    return made


def _rebuild(
    cls: type[InferwireError],
    names: tuple[str, ...],
    plain: tuple[type[Exception], ...],
    arguments: tuple[Any, ...],
    attributes: dict[str, Any],
) -> InferwireError:
    combined = _combined(cls, names, plain)
    error: Any = cast("Any", combined).__new__(combined)
    error.args = arguments
    error.__dict__.update(attributes)
    if error.status is not None and isinstance(error.response, (ResponseInfo, NoneType)):
        _add_response(error)
    return cast("InferwireError", error)


def _add_response(error: Any) -> None:
    """Set the response and the request of an error, as objects of the library that huggingface_hub uses."""
    library = _http_library()
    sent, received = error.request, error.response
    method, url = ("POST", "") if sent is None else (sent.method, sent.url)
    headers: dict[str, str] = {} if sent is None else sent.headers
    try:
        request = library.Request(method, url, headers=headers)
    except Exception:  # a URL that the library cannot parse
        request = library.Request(method, "", headers=headers)
    kept = {} if received is None else {n: v for n, v in received.headers.items() if n.lower() not in CODED}
    content = (error.body or "").encode()
    error.response = library.Response(error.status, headers=kept, content=content, request=request)
    error.request = request
    if error.server_message is None:
        error.server_message = error.body


def _decode(body: str | None) -> Any:
    from inferwire_runtime.depth import decode_json  # only for errors

    try:
        return decode_json((body or "").encode())
    except ValueError:
        return None
