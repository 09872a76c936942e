"""The options that every call accepts in addition to the arguments of its task."""

# No `from __future__ import annotations`: `typing.get_type_hints` would look up the names of a class's annotations in
# `inferwire`, which these classes name as their module.

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ForwardRef, Literal, TypeAlias, TypedDict, get_args

from msgspec import Struct, structs

from inferwire_runtime.arguments import is_omitted, plain_text
from inferwire_runtime.callbacks import check_callback, check_listener
from inferwire_runtime.errors import InputError, clip, describe, publish
from inferwire_runtime.jsontypes import Json, is_mapping, is_sequence
from inferwire_runtime.keys import as_secret, is_ambient, is_secret_name, is_secret_parameter, without_secret_query
from inferwire_runtime.policy import NO_RETRY, Limits, Retry, Timeout, is_infinite, is_seconds
from inferwire_runtime.urls import check_query

if TYPE_CHECKING:
    from inferwire_runtime.events import CallEvent as CallEvent
else:  # resolved by `typing.get_type_hints` only
    CallEvent = ForwardRef("__import__('inferwire_runtime.events', fromlist=['CallEvent']).CallEvent")

OutputType: TypeAlias = Literal["bytes", "url", "data_url", "json"]
EndpointApi: TypeAlias = Literal["openai", "native"]
HttpMethod: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
METHODS: tuple[str, ...] = get_args(HttpMethod)
TransportName: TypeAlias = Literal["default", "httpx", "httpx2", "aiohttp"]


class Job:
    """A running job, as passed to ``on_progress``. Every poll updates the same object.

    Attributes:
        provider: Name of the provider.
        status: Status of the job, in the provider's terms: for example ``IN_QUEUE``.
        polls: Number of times the job was polled.
        data: Last response of the provider as decoded JSON. It may contain a queue position, logs or a percentage.
        is_cancelled: Whether `cancel` was called.
    """

    __slots__ = ("data", "is_cancelled", "polls", "provider", "status")

    def __init__(self, provider: str, status: str, data: Json) -> None:
        self.provider = provider
        self.status = status
        self.polls = 0
        self.data = data
        self.is_cancelled = False

    @property
    def position(self) -> int | None:
        """Place in the provider's queue, if it reports one."""
        from inferwire_runtime.job_details import find_position  # only for callers that read it

        return find_position(self.data)

    @property
    def progress(self) -> float | None:
        """The fraction that is done, from 0 to 1, if the provider reports it."""
        from inferwire_runtime.job_details import find_progress  # only for callers that read it

        return find_progress(self.data)

    @property
    def logs(self) -> tuple[str, ...]:
        """Lines of the job's log, if the provider reports them."""
        from inferwire_runtime.job_details import find_logs  # only for callers that read it

        return find_logs(self.data)

    def cancel(self) -> None:
        """Cancel the job: the call raises `JobError` instead of polling again. Can be called from any thread.

        The provider is notified if its API supports that. It may still finish, and bill, the job.
        """
        self.is_cancelled = True

    def __repr__(self) -> str:
        return f"<Job {self.provider} status={clip(self.status)!r} polls={self.polls}>"


class CallOptions(TypedDict, total=False):
    """Options of a single call, or of all calls of a client. None leaves an option at its default."""

    api_key: str | bool | None
    """A Hugging Face token (``hf_...``) or the API key of the named provider; False sends none, True requires one."""

    account: Mapping[str, str] | None
    """Values of your account that some providers need apart from the key, such as a resource or a region, by name. They
    override environment variables, which the provider's page lists."""

    bill_to: str | None
    """The organization that pays for calls routed through Hugging Face."""

    timeout: float | Timeout | None
    """Time limits: seconds for the whole call, or a `Timeout`. ``float("inf")`` sets no limit for the whole call."""

    retry: Retry | int | None
    """A retry policy, or the number of attempts: ``retry=1`` tries once."""

    max_retries: int | None
    """OpenAI's way to set `retry`: the number of attempts after the first."""

    retry_on_error: bool | None
    """False tries once and does not wait for a model to load."""

    on_progress: Callable[[Job], Awaitable[None] | None] | None
    """Called with the `Job` after each poll of a job; ``job.cancel()`` cancels it. Asynchronous clients await it."""

    on_event: Callable[[CallEvent], None] | None
    """Called with each `CallEvent` of a call: its start, requests, retries, first bytes and end. Must not block."""

    policy: Literal["fastest", "cheapest", "preferred"] | None
    """How Hugging Face's router chooses the provider of a chat, with ``provider="auto"``."""

    cooldown: float | None
    """Seconds for which a provider that failed is tried last, if ``provider`` or ``model`` is a list; 30 by default."""

    abandon_on_cancel: bool | None
    """True leaves a job running at the provider if the call is cancelled, interrupted or out of time."""

    headers: Mapping[str, str] | None
    """Headers to add to requests. They override the headers of inferwire, except for the API key."""

    extra_headers: Mapping[str, str] | None
    """OpenAI's name of ``headers``."""

    extra_query: Mapping[str, Json] | None
    """Parameters to add to the query of the URLs of requests to the provider."""

    extra_body: Mapping[str, Json] | None
    """Body fields that are not in the task's schema. They override the fields of inferwire, except for the model."""

    extra_parameters: Mapping[str, Json] | None
    """Parameters that are not in the task's schema, sent where the provider expects parameters."""

    unsupported: Literal["warn", "error", "ignore"] | None
    """What to do with a parameter that the server's interface cannot do: by default, leave it out with a warning.

    ``ignore`` also sends files of types that the provider does not list."""

    mapping: bool | None
    """False skips the look-up at the Hub: ``model`` is the provider's own name of it. Needs the provider's key."""

    allow_private_urls: bool | None
    """True fetches files at URLs also from this machine and private networks, which URLs of others could misuse."""


publish(CallOptions, Job)


class Options(Struct, frozen=True, kw_only=True):
    """The options of a call, or the defaults of a client.

    Attributes:
        models: Models to try in order, if there are several; `model` is the first one.
        providers: Providers to try in order, if there are several; `provider` is the first one.
        is_key_missing: Whether an API key or a secret header was removed when these options were pickled.
    """

    model: str | None = None
    provider: str = "auto"
    models: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    policy: Literal["fastest", "cheapest", "preferred"] | None = None
    cooldown: float = 30.0
    api_key: str | bool | None = None
    is_key_missing: bool = False
    account: dict[str, str] = {}
    bill_to: str | None = None
    endpoint_url: str | None = None
    endpoint_api: EndpointApi | None = None
    timeout: Timeout = Timeout()
    retry: Retry = Retry()
    on_progress: Callable[[Job], Awaitable[None] | None] | None = None
    on_event: Callable[[Any], None] | None = None
    abandon_on_cancel: bool = False
    headers: dict[str, str] = {}
    extra_query: dict[str, Json] = {}
    extra_body: dict[str, Json] = {}
    extra_parameters: dict[str, Json] = {}
    output_type: OutputType | None = None
    unsupported: Literal["warn", "error", "ignore"] = "warn"
    mapping: bool = True
    allow_private_urls: bool = False
    method: str = "POST"

    def __repr__(self) -> str:
        from inferwire_runtime.urls import redact_url  # loads with the first client

        model, url = (text and redact_url(text) for text in (self.model, self.endpoint_url))
        return f"Options(model={model!r}, provider={self.provider!r}, endpoint_url={url!r})"


OPTION_NAMES = frozenset(CallOptions.__annotations__) | {"model", "provider", "token", "output_type", "method"}
# Headers that mark the end of a message: other values would let a body pass as the next request.
FRAMING_HEADERS = frozenset({"content-length", "transfer-encoding", "trailer", "upgrade"})
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def merge_options(defaults: Options, passed: Mapping[str, Any], parameters: Iterable[str] = ()) -> Options:
    """Apply the options of a call to *defaults*. None leaves an option at its default.

    Args:
        defaults: The client's options.
        passed: Options of the call.
        parameters: Names of the task's parameters, one of which a misspelled option may mean.

    Raises:
        TypeError: If an option does not exist.
        InputError: If a value has the wrong type.
    """
    changes: dict[str, Any] = {}
    for name, value in passed.items():
        if name not in OPTION_NAMES:
            raise TypeError(f"unexpected keyword argument {name!r}{suggest_option(name, parameters)}")
        if value is None or is_omitted(value):
            continue
        if name not in ("api_key", "token"):  # secrets stay masked
            value = plain_text(value)
        if name in ("api_key", "token"):
            _check_key(name, value)
            if changes.setdefault("api_key", value) != value:
                raise InputError("pass either `api_key` or `token`, not both")
        elif name in ("model", "provider") and is_sequence(value):
            names = _checked_names(name, value)
            changes[name] = names[0]
            changes[f"{name}s"] = names if len(names) > 1 else ()
        elif name == "retry_on_error":
            if not isinstance(value, bool):
                raise InputError(f"`retry_on_error` must be True or False, got {describe(value)}")
        elif name == "timeout":
            changes["timeout"] = to_timeout(value, defaults.timeout)
        elif name == "retry":
            changes["retry"] = to_retry(value, defaults.retry)
        elif name == "max_retries":
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise InputError(f"`max_retries` must be an int ≥ 0, got {describe(value)}")
            if passed.get("retry") is not None:
                raise InputError("pass either `retry` or `max_retries`, not both")
            changes["retry"] = to_retry(value + 1, defaults.retry)
        elif name in ("headers", "extra_headers"):
            changes["headers"] = {**changes.get("headers", defaults.headers), **_checked_mapping(name, value)}
        elif name == "account":
            changes["account"] = {**defaults.account, **_checked_account(value)}
        elif name in ("extra_body", "extra_parameters", "extra_query"):
            changes[name] = {**getattr(defaults, name), **_checked_mapping(name, value)}
        else:
            _check(name, value)
            changes[name] = value
            if name in ("model", "provider"):
                changes[f"{name}s"] = ()
    if passed.get("retry_on_error") is False:
        changes["retry"] = structs.replace(NO_RETRY, on_retry=changes.get("retry", defaults.retry).on_retry)
    if not changes:
        return defaults
    if "api_key" in changes or any(map(is_secret_name, (*changes.get("headers", ()), *changes.get("account", ())))):
        changes["is_key_missing"] = False
    return structs.replace(defaults, **changes)


def take_unknown(options: Any) -> dict[str, Json]:
    """Remove the keywords that are not options from *options*, and return them."""
    return {name: options.pop(name) for name in list(options) if name not in OPTION_NAMES}


def without_secrets(options: Options, environ: Mapping[str, str]) -> Options:
    """Return *options* without API keys and secret headers, for pickling.

    Unpickled clients read a key from the environment again if it was the one in *environ*; other keys count as missing.
    """
    headers = {name: value for name, value in options.headers.items() if not is_secret_name(name)}
    query = {name: value for name, value in options.extra_query.items() if not is_secret_parameter(name)}
    endpoint_url = options.endpoint_url and without_secret_query(options.endpoint_url)
    model = without_secret_query(options.model) if options.model and "://" in options.model else options.model
    is_passed = isinstance(options.api_key, str)
    is_lost = isinstance(options.api_key, str) and not is_ambient(options.api_key, environ)
    is_lost = is_lost or len(headers) < len(options.headers) or len(query) < len(options.extra_query)
    account = {name: str(value) for name, value in options.account.items() if not is_secret_name(name)}
    is_lost = is_lost or len(account) < len(options.account)
    is_lost = is_lost or (endpoint_url, model) != (options.endpoint_url, options.model)
    return structs.replace(
        options,
        model=model,
        endpoint_url=endpoint_url,
        api_key=None if is_passed else options.api_key,
        account=account,
        headers=headers,
        extra_query=query,
        is_key_missing=options.is_key_missing or is_lost,
    )


def suggest_option(name: str, parameters: Iterable[str] = ()) -> str:
    """Return the end of an error message about an unknown option: a similar name, or general advice."""
    from inferwire_runtime.suggestions import suggest_argument  # only for this message

    return suggest_argument(name, parameters, OPTION_NAMES)


def to_timeout(value: float | Timeout | None, default: Timeout) -> Timeout:
    """Convert the `timeout` argument of a caller to time limits."""
    if value is None:
        return default
    if isinstance(value, Timeout):
        return value
    if not is_seconds(value) and not is_infinite(value):
        raise InputError(f"`timeout` must be a positive number of seconds or a Timeout, got {describe(value)}")
    return structs.replace(default, total=float(value))


def to_retry(value: Retry | int | None, default: Retry) -> Retry:
    """Convert the `retry` argument of a caller to a retry policy."""
    if value is None:
        return default
    if isinstance(value, Retry):
        if value.on_retry is not None:
            check_callback("on_retry", value.on_retry)
        return value
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"`retry` must be a Retry or an int ≥ 1, got {describe(value)}")
    return structs.replace(default, attempts=value)


def to_limits(value: Limits | int | None) -> Limits:
    """Convert the `limits` argument of a caller to limits."""
    if value is None:
        return Limits()
    if isinstance(value, Limits):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"`limits` must be a Limits or an int ≥ 1, got {describe(value)}")
    return Limits(max_connections=value)


def _check_key(name: str, value: object) -> None:
    if not isinstance(value, (str, bool)):
        # Not `describe`: a number may be the key itself.
        raise InputError(f"`{name}` must be a string or False, got {type(value).__name__}")


def _check(name: str, value: Any) -> None:
    if name in ("model", "provider", "bill_to") and not isinstance(value, str):
        raise InputError(f"`{name}` must be a string, got {describe(value)}")
    if name == "bill_to" and not _is_header_value(value):
        raise InputError("`bill_to` must be the name of an organization: ASCII characters on one line")
    if name in ("mapping", "allow_private_urls", "abandon_on_cancel") and not isinstance(value, bool):
        raise InputError(f"`{name}` must be True or False, got {describe(value)}")
    if name == "unsupported" and (not isinstance(value, str) or value not in ("warn", "error", "ignore")):
        got = f"{value!r:.80}" if isinstance(value, str) else describe(value)
        raise InputError(f"`unsupported` must be 'warn', 'error' or 'ignore', got {got}")
    if name == "policy" and (not isinstance(value, str) or value not in ("fastest", "cheapest", "preferred")):
        got = f"{value!r:.80}" if isinstance(value, str) else describe(value)
        raise InputError(f"`policy` must be 'fastest', 'cheapest' or 'preferred', got {got}")
    if name == "cooldown" and not is_seconds(value) and not (type(value) in (int, float) and value == 0):
        raise InputError(f"`cooldown` must be a number of seconds ≥ 0, got {describe(value)}")
    if name == "method" and (not isinstance(value, str) or value not in METHODS):
        got = f"{value!r:.80}" if isinstance(value, str) else describe(value)
        raise InputError(f"`method` must be one of {', '.join(METHODS)}, got {got}")
    if name == "on_progress":
        check_callback(name, value)
    if name == "on_event":
        check_listener(name, value)
    if name == "output_type" and (not isinstance(value, str) or value not in ("bytes", "url", "data_url", "json")):
        got = f"{value!r:.80}" if isinstance(value, str) else describe(value)
        raise InputError(f"`output_type` must be 'bytes', 'url', 'data_url' or 'json', got {got}")


def _checked_names(name: str, value: Sequence[Any]) -> tuple[str, ...]:
    names = tuple(value)
    if not names or not all(isinstance(each, str) and each for each in names):
        raise InputError(f"`{name}` must be a string or a list of strings, got {describe(value)} of {len(names)}")
    return names


def _checked_mapping(name: str, value: Any) -> dict[str, Any]:
    if not is_mapping(value):
        raise InputError(f"`{name}` must be a mapping, got {describe(value)}")
    try:
        checked = dict(value)
    except Exception as exc:
        raise InputError(f"`{name}` cannot be read: it raises {type(exc).__name__}") from exc
    if name == "extra_query":
        check_query(checked)
    if name not in ("headers", "extra_headers"):
        return checked
    for header, content in checked.items():
        if not isinstance(header, str) or not _HEADER_NAME.fullmatch(header):
            raise InputError(f"`{name}` has an invalid name: {header!r:.80}")
        if header.lower() in FRAMING_HEADERS:
            raise InputError(f"`{name}` must not have {header!r:.80}, which the request itself determines")
        if not isinstance(content, str):
            raise InputError(f"`{name}` must map names to strings; {header!r:.80} is {type(content).__name__}")
        if not _is_header_value(content):
            raise InputError(f"`{name}` must have values of ASCII characters on one line; {header!r:.80} does not")
    return {header.lower(): content for header, content in checked.items()}  # header names are case-insensitive


def _checked_account(value: Any) -> dict[str, str]:
    checked: dict[str, str] = {}
    for name, text in _checked_mapping("account", value).items():
        if not isinstance(name, str):
            raise InputError(f"`account` must map names to strings, got {describe(name)} as a name")
        if text is None:
            continue
        if not isinstance(text, str):  # not `describe`: the value may be secret
            raise InputError(f"`account` must map names to strings; {name!r:.80} is {type(text).__name__}")
        if not text.strip() or not text.isprintable():
            raise InputError(f"`account` must have values that are not blank, on one line; {name!r:.80} is not")
        checked[name] = as_secret(text.strip())
    return checked


def _is_header_value(text: str) -> bool:
    return text.isascii() and text.replace("\t", " ").isprintable()
