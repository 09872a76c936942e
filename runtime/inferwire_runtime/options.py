"""What every call takes beside its task's own arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from msgspec import Struct, structs

from inferwire_runtime.errors import InputError, Json
from inferwire_runtime.keys import HUGGING_FACE_VARIABLE, SECRET_HEADERS
from inferwire_runtime.policy import NO_RETRY, Retry, Timeout, is_seconds
from inferwire_runtime.shapes import is_mapping

if TYPE_CHECKING:
    from inferwire_runtime.jobs import Job

OutputType: TypeAlias = Literal["bytes", "url", "data_url", "json"]
EndpointApi: TypeAlias = Literal["openai", "native"]


class CallOptions(TypedDict, total=False):
    """What every call takes, and a client takes for all its calls."""

    api_key: str | bool | None
    """The key of Hugging Face (``hf_...``) or of the named provider; False sends none."""

    bill_to: str | None
    """The organisation that pays for calls over the router of Hugging Face."""

    timeout: float | Timeout | None
    """Limits of time: seconds in all, or a `Timeout`; None for no limit in all."""

    retry: Retry | int | None
    """The retry policy, or the number of attempts; None tries once."""

    retry_on_error: bool
    """False tries once and does not wait for a model to be loaded."""

    on_progress: Callable[[Job], None] | None
    """Called with the `Job` each time that a long job was asked for; ``job.cancel()`` in it gives the job up."""

    headers: Mapping[str, str]
    """Headers to add; they win over ours, except for the key."""

    extra_body: Mapping[str, Json]
    """Fields of the body that the provider knows and the schema does not; they win over ours, except for the model."""

    extra_parameters: Mapping[str, Json]
    """Parameters that the provider knows and the schema does not, sent where the provider takes parameters."""


class Options(Struct, frozen=True, kw_only=True):
    """The options of one call, or the defaults of a client.

    Attributes:
        is_key_missing: Whether these came out of a pickle that a key did not go into.
    """

    model: str | None = None
    provider: str = "auto"
    api_key: str | bool | None = None
    is_key_missing: bool = False
    bill_to: str | None = None
    endpoint_url: str | None = None
    endpoint_api: EndpointApi | None = None
    timeout: Timeout = Timeout()
    retry: Retry = Retry()
    on_progress: Callable[[Job], None] | None = None
    headers: dict[str, str] = {}
    extra_body: dict[str, Json] = {}
    extra_parameters: dict[str, Json] = {}
    output_type: OutputType | None = None

    def __repr__(self) -> str:
        return f"Options(model={self.model!r}, provider={self.provider!r}, endpoint_url={self.endpoint_url!r})"


KNOWN = frozenset(CallOptions.__annotations__) | {"model", "provider", "token", "output_type"}
NOTHING_IF_NONE = ("model", "provider", "api_key", "token", "headers", "extra_body", "extra_parameters")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def merge_options(defaults: Options, given: Mapping[str, Any]) -> Options:
    """Lay the options of one call over the defaults.

    Raises:
        TypeError: There is no such option.
        InputError: A value has the wrong type.
    """
    if not given:
        return defaults
    changes: dict[str, Any] = {}
    for name, value in given.items():
        if name not in KNOWN:
            raise TypeError(f"unexpected keyword argument {name!r}{_suggestion(name)}")
        if value is None and name in NOTHING_IF_NONE:
            continue
        if name in ("api_key", "token"):
            if changes.setdefault("api_key", value) != value:
                raise InputError("api_key and token are two names of one thing; pass one of them")
        elif name == "retry_on_error":
            if not isinstance(value, bool):
                raise InputError(f"retry_on_error is True or False, not {value!r}")
        elif name == "timeout":
            changes["timeout"] = to_timeout(value, defaults.timeout)
        elif name == "retry":
            changes["retry"] = to_retry(value, defaults.retry)
        elif name in ("headers", "extra_body", "extra_parameters"):
            changes[name] = {**getattr(defaults, name), **_checked_mapping(name, value)}
        else:
            changes[name] = value
    if given.get("retry_on_error") is False:
        changes["retry"] = structs.replace(NO_RETRY, on_retry=changes.get("retry", defaults.retry).on_retry)
    _check(changes)
    if "api_key" in changes or not SECRET_HEADERS.isdisjoint(changes.get("headers", ())):
        changes["is_key_missing"] = False
    return structs.replace(defaults, **changes)


def without_keys(options: Options, environ: Mapping[str, str]) -> Options:
    """Give options as they may be written to a pickle: without keys.

    A key that ``environ`` holds as well is read from there again; any other one is marked as missing.
    """
    headers = {name: text for name, text in options.headers.items() if name not in SECRET_HEADERS}
    is_passed = isinstance(options.api_key, str)
    is_ambient = is_passed and options.api_key == environ.get(HUGGING_FACE_VARIABLE)
    return structs.replace(
        options,
        api_key=None if is_passed else options.api_key,
        headers=headers,
        is_key_missing=options.is_key_missing or (is_passed and not is_ambient) or len(headers) < len(options.headers),
    )


def _suggestion(name: str) -> str:
    from difflib import get_close_matches  # only for the message

    close = get_close_matches(name, sorted(KNOWN), n=1)
    return f"; did you mean {close[0]!r}?" if close else "; pass unknown parameters in extra_parameters= or extra_body="


def to_timeout(value: float | Timeout | None, default: Timeout) -> Timeout:
    """Read what the caller passed as ``timeout``."""
    if isinstance(value, Timeout):
        return value
    if value is None:
        return structs.replace(default, total=float("inf"))
    if not is_seconds(value) and value != float("inf"):
        raise InputError(f"timeout is a positive number of seconds or a Timeout, not {value!r}")
    return structs.replace(default, total=float(value))


def to_retry(value: Retry | int | None, default: Retry) -> Retry:
    """Read what the caller passed as ``retry``."""
    if isinstance(value, Retry):
        return value
    if value is None:
        return NO_RETRY
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"retry is a Retry or a number of attempts from 1, not {value!r}")
    return structs.replace(default, attempts=value)


def _checked_mapping(name: str, value: Any) -> dict[str, Any]:
    if not is_mapping(value):
        raise InputError(f"{name} is a mapping of names to values, not a {type(value).__name__}")
    checked = dict(value)
    if name != "headers":
        return checked
    for header, text in checked.items():
        if not isinstance(header, str) or not _HEADER_NAME.fullmatch(header):
            raise InputError(f"{header!r} cannot be the name of a header")
        if not _is_header_text(text):
            raise InputError(f"the header {header!r} is not an ASCII text of one line")
    return {header.lower(): text for header, text in checked.items()}  # one name for one header, however it is written


def _is_header_text(text: object) -> bool:
    return isinstance(text, str) and text.isascii() and text.replace("\t", " ").isprintable()


def _check(changes: Mapping[str, Any]) -> None:
    for name in ("model", "provider", "bill_to"):
        if not isinstance(changes.get(name), (str, type(None))):
            raise InputError(f"{name} is a text, not a {type(changes[name]).__name__}")
    if not _is_header_text(changes.get("bill_to") or ""):
        raise InputError("bill_to is the name of an organisation: an ASCII text of one line")
    if not isinstance(changes.get("api_key"), (str, bool, type(None))) or changes.get("api_key") is True:
        raise InputError("api_key is a text, or False to send none")
    if (on_progress := changes.get("on_progress")) is not None and not callable(on_progress):
        raise InputError(f"on_progress is a function or None, not {on_progress!r}")
    if changes.get("output_type") not in (None, "bytes", "url", "data_url", "json"):
        raise InputError(f"output_type is 'bytes', 'url', 'data_url' or 'json', not {changes['output_type']!r}")
