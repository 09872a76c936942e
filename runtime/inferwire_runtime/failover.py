"""Failover: try the providers and models of a call in order, if a failure is safe to repeat elsewhere."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct, structs

from inferwire_runtime.error_messages import RETRY_SAFE_STATUSES
from inferwire_runtime.errors import (
    Attempt,
    AuthenticationError,
    HubError,
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    InputError,
    JobError,
    ProviderError,
    RoutingError,
    StreamError,
    clip,
)
from inferwire_runtime.keys import find_key
from inferwire_runtime.models import Call, Request
from inferwire_runtime.providers import PrivateProvider, Registry
from inferwire_runtime.retry import RETRIED_STATUSES
from inferwire_runtime.urls import is_url, redact_url

if TYPE_CHECKING:
    from inferwire_runtime.options import Options

REJECTED_STATUSES = frozenset({401, 402, 403, 404, 405, 410})  # refused before anything is computed
MAX_REST = 600.0  # seconds
WORDS_LIMIT = 200  # characters of an error that an attempt shows


class Candidate(Struct, frozen=True, kw_only=True):
    """A provider and a model that a call may use."""

    provider: str
    model: str | None

    @property
    def label(self) -> str:
        """What an attempt shows."""
        if self.model is not None and is_url(self.model):
            return redact_url(self.model)
        return self.provider


class Rest(Struct, frozen=True, kw_only=True):
    """Why a candidate is not tried for a while.

    Attributes:
        until: Moment at which it is tried again, on the clock of the client.
        reason: Its last error.
        status: HTTP status of this error.
    """

    until: float
    reason: str
    status: int | None = None


class CallState(Protocol):
    """The part of a `CallContext` that failover uses."""

    def begin(self, call: Call, *, has_alternative: bool) -> None:
        """Start with a provider and a model, of several."""
        ...

    def add_context(self, error: InferwireError) -> None:
        """Add the context of the call to an error."""
        ...

    def pass_over(self, attempts: tuple[Attempt, ...]) -> None:
        """Note providers that are not tried."""
        ...

    def skip(self, error: InferwireError, attempts: tuple[Attempt, ...], call: Call) -> None:
        """Record the attempts at a provider that failed, and report that another one is tried."""
        ...

    @property
    def last_request(self) -> Request | None:
        """The last request that was prepared."""
        ...

    @property
    def has_response(self) -> bool:
        """Whether the provider processed a request with success, so that it may have been billed."""
        ...

    def time_left(self) -> float:
        """Return the seconds until the deadline; 0 if it has passed."""
        ...

    def now(self) -> float:
        """Return the time on the clock of the client."""
        ...


def list_candidates(options: Options) -> list[Candidate]:
    """Return the candidates of a call: each model at all providers, in order of preference."""
    return [
        Candidate(provider=provider, model=model)
        for model in options.models or (options.model,)
        for provider in (("auto",) if model is not None and is_url(model) else options.providers or (options.provider,))
    ]


def check_candidates(options: Options, registry: Registry) -> None:
    """Check the providers of a call.

    Raises:
        InputError: If one key would go to several providers.
        RoutingError: If a provider is unknown.
    """
    for name in options.providers:
        registry.check_provider(name)
    own = {name for name in options.providers if name != "auto" or isinstance(name, PrivateProvider)}
    if isinstance(options.api_key, str) and len(own | {"auto"} & set(options.providers)) > 1:
        key = find_key(options.api_key, (), os.environ)
        if key is not None and not key.is_hugging_face:
            raise InputError(
                "api_key is the key of one provider, and provider= names several; pass a Hugging Face token, or leave "
                "api_key out and set each provider's own environment variable"
            )


def sort_candidates(candidates: list[Candidate], rests: dict[Candidate, Rest], now: float) -> list[Candidate]:
    """Return the candidates in the order in which they are tried: resting ones last, by the end of their rest."""
    resting = {each: rests[each] for each in candidates if each in rests and rests[each].until > now}
    ready = [each for each in candidates if each not in resting]
    return [*ready, *sorted(resting, key=lambda each: resting[each].until)]


def can_fail_over(error: InferwireError, state: CallState) -> bool:
    """Return whether another provider may be called: a repeat is safe, and it may succeed."""
    if isinstance(error, (RoutingError, AuthenticationError)):
        return not state.has_response
    if isinstance(error, (InputError, JobError, StreamError)) or state.has_response:
        return False
    if isinstance(error, HubError):
        return True
    request = state.last_request
    is_idempotent = request is None or request.is_idempotent
    if isinstance(error, (InferenceTimeoutError, InferenceConnectionError)):
        return (error.is_retry_safe or is_idempotent) and state.time_left() > 0
    if not isinstance(error, ProviderError) or error.status is None:
        return False
    if error.status in REJECTED_STATUSES or error.status in RETRY_SAFE_STATUSES:
        return True
    return is_idempotent and (error.status in RETRIED_STATUSES or error.should_retry is True)


async def try_in_order(
    state: CallState,
    make_call: Callable[[Call], Awaitable[Any]],
    call: Call,
    registry: Registry,
    rests: dict[Candidate, Rest],
) -> Any:
    """Make a call with the first provider and model that succeed.

    Args:
        state: State of the call.
        make_call: Makes the call with one provider and model.
        call: The call.
        registry: All providers.
        rests: The candidates that rest; shared by all calls of a client.

    Raises:
        InferwireError: The first error that must not be repeated, or the last one.
    """
    options = call.options
    check_candidates(options, registry)
    listed = list_candidates(options)
    candidates = sort_candidates(listed, rests, state.now())
    if candidates[0] != listed[0]:
        state.pass_over(resting_attempts(listed[: listed.index(candidates[0])], rests, state.now()))
    once = structs.replace(options.retry, attempts=1, wait_for_model=False)
    for index, candidate in enumerate(candidates):
        is_last = index == len(candidates) - 1
        own = structs.replace(
            options,
            provider=candidate.provider,
            model=candidate.model,
            providers=(),
            models=(),
            retry=options.retry if is_last else once,
        )
        own_call = structs.replace(call, options=own)
        state.begin(own_call, has_alternative=not is_last)
        try:
            result = await make_call(own_call)
        except InferwireError as error:
            state.add_context(error)
            if not can_fail_over(error, state):
                raise
            seconds = min(max(options.cooldown, error.retry_after or 0.0), MAX_REST)
            if options.cooldown > 0:
                rests[candidate] = Rest(
                    until=state.now() + seconds, reason=clip(error.message, WORDS_LIMIT), status=error.status
                )
            if is_last:
                if len(candidates) > 1:
                    names = ", ".join(dict.fromkeys(each.label for each in candidates[:-1]))
                    error.add_detail(f"before that, {names} failed: see .attempts")
                raise
            failed = error.attempts or (
                Attempt(provider=candidate.label, status=error.status, error=clip(error.message, WORDS_LIMIT)),
            )
            following = candidates[index + 1]
            state.skip(error, failed, structs.replace(own_call, options=_named(own, following)))
        else:
            rests.pop(candidate, None)
            return result
    raise AssertionError  # there is a last candidate


def _named(options: Options, candidate: Candidate) -> Options:
    return structs.replace(options, provider=candidate.provider, model=candidate.model)


def resting_attempts(candidates: list[Candidate], rests: dict[Candidate, Rest], now: float) -> tuple[Attempt, ...]:
    """Return an attempt for each candidate that is passed over because it rests."""
    return tuple(
        Attempt(
            provider=each.label,
            status=rest.status,
            error=f"not tried for another {rest.until - now:.0f} s, because it failed: {rest.reason}",
        )
        for each in candidates
        if (rest := rests.get(each)) is not None and rest.until > now
    )
