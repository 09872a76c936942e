"""A request is sent again where that helps and runs nothing twice. Nothing here waits or sends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from inferwire_http import retry as http_retry
from inferwire_http.backends import run_sync
from inferwire_runtime import errors
from inferwire_runtime.errors import (
    Attempt,
    AuthenticationError,
    HubError,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    RateLimitError,
    RoutingError,
    StreamError,
)
from inferwire_runtime.models import Request
from inferwire_runtime.policy import NO_RETRY, Retry, RetryEvent, Timeout
from inferwire_runtime.retry import send_with_retries

ONCE = Request(method="POST", url="https://a.test/jobs", server="A", is_idempotent=False)
AGAIN = Request(method="POST", url="https://a.test/embed", server="A")
RESPONSE = object()

Fail = Callable[[], InferwireError]


class Run:
    """What became of a request.

    Attributes:
        waits: How long was waited, in seconds.
        sent: How often it was sent.
        result: The response.
        error: The last error.
        attempts: The outcome of each time that it was sent.
    """

    def __init__(
        self,
        request: Request,
        policy: Retry,
        *outcomes: Any,
        at_sleep: BaseException | None = None,
    ) -> None:
        self.waits: list[float] = []
        self.sent = 0
        self.result: Any = None
        self.error: InferwireError | None = None
        self.attempts: list[Attempt] = []
        todo = list(outcomes)

        async def send_once() -> tuple[Any, int]:
            self.sent += 1
            outcome = todo.pop(0) if todo else outcomes[-1]
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome, 200

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)
            if at_sleep is not None:
                raise at_sleep

        try:
            self.result = run_sync(send_with_retries(send_once, sleep, request, policy, self.attempts))
        except InferwireError as error:
            self.error = error


def status(number: int, **context: Any) -> InferwireError:
    return ProviderError("no", status=number, **context)


def loading(**context: Any) -> InferwireError:
    return status(503, body='{"error": "Model a/b is currently loading"}', **context)


@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_a_response_is_returned_and_recorded_as_an_attempt(request_: Request) -> None:
    run = Run(request_, Retry(), RESPONSE)
    assert (run.result, run.sent, run.waits) == (RESPONSE, 1, [])
    assert run.attempts == [Attempt(provider="A", status=200)]


@pytest.mark.parametrize("number", [408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529, 530, 598, 599])
@pytest.mark.parametrize("cls", [ProviderError, RateLimitError, HubError])
def test_a_passing_error_is_retried(number: int, cls: type[InferwireError]) -> None:
    run = Run(AGAIN, Retry(), cls("no", status=number), cls("no", status=number), RESPONSE)
    assert (run.result, run.sent, len(run.waits)) == (RESPONSE, 3, 2)


@pytest.mark.parametrize(
    "fail",
    [
        *(status(number) for number in (300, 400, 401, 402, 403, 404, 405, 409, 413, 422, 501, 505)),
        AuthenticationError("no", status=401),
        HubError("no", status=404),
        StreamError("cut", status=200),
        ProviderError("failed job"),
        InputError("no"),
        OutputError("no", status=200),
        RoutingError("no"),
        errors.InferenceTimeoutError("late"),
        InferwireError("no", status=503),
    ],
    ids=repr,
)
@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_a_lasting_error_is_not_retried(fail: InferwireError, request_: Request) -> None:
    run = Run(request_, Retry(attempts=5), fail, RESPONSE)
    assert run.error is fail
    assert (run.sent, run.waits, len(fail.attempts)) == (1, [], 1)


@pytest.mark.parametrize(
    ("fail", "is_retried"),
    [
        (status(429), True),
        (status(503), True),
        *((status(number), True) for number in (425, 521, 523, 529)),
        *((status(number), False) for number in (409, 520, 522, 524, 598)),
        (status(429, should_retry=False), False),
        (status(500, should_retry=True), False),
        (RateLimitError("no", status=429), True),
        (errors.InferenceConnectionError("refused", is_retry_safe=True), True),
        (errors.InferenceConnectionError("cut", is_retry_safe=False), False),
        (errors.InferenceTimeoutError("late"), False),
        *((status(number), False) for number in (408, 500, 502, 504)),
        (ProviderError("no", status=500, is_retry_safe=True), False),
    ],
    ids=repr,
)
def test_a_submission_that_may_have_arrived_is_not_sent_twice(fail: InferwireError, is_retried: bool) -> None:
    run = Run(ONCE, Retry(), fail, RESPONSE)
    assert ((run.result, run.sent) == (RESPONSE, 2)) is is_retried
    assert (run.error is fail) is not is_retried


@pytest.mark.parametrize(
    ("fail", "is_retried"),
    [
        (status(409, body='{"error": "the resource is locked by another request"}'), True),
        (status(409, body='{"error": "Conflict: another request is in progress"}'), True),
        (status(409, retry_after=1.0), True),
        (status(409, body='{"error": "Conflict: an endpoint with this name already exists"}'), False),
        (status(409, body='{"error": "the block is wrong"}'), False),
        (status(400, should_retry=True), True),
        (status(429, should_retry=False), False),
        (status(500, should_retry=False), False),
        (loading(should_retry=False), False),
    ],
    ids=repr,
)
def test_a_lock_passes_and_the_word_of_the_server_counts(fail: InferwireError, is_retried: bool) -> None:
    assert Run(AGAIN, Retry(), fail, RESPONSE).sent == 1 + is_retried


def test_no_wait_at_all_is_not_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_retry, "draw", lambda limit: limit)
    assert Run(AGAIN, Retry(), status(429, retry_after=0.0)).waits == [0.5, 1]


def test_a_limit_that_does_not_open_in_time_is_waited_for_again() -> None:
    run = Run(AGAIN, Retry(), status(429, retry_after=7.0), status(429), status(429))
    assert run.error is not None
    assert (run.waits, run.error.retry_after) == ([7.0, 7.0], 7.0)


@pytest.mark.parametrize("is_retry_safe", [True, False])
def test_an_idempotent_request_is_retried_after_a_lost_connection(is_retry_safe: bool) -> None:
    fail = errors.InferenceConnectionError("cut", is_retry_safe=is_retry_safe)
    assert Run(AGAIN, Retry(), fail, RESPONSE).sent == 2


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_attempts_are_bounded_and_counted(count: int) -> None:
    run = Run(AGAIN, Retry(attempts=count), *(status(500) for _ in range(20)))
    assert run.error is not None
    assert (run.sent, len(run.waits), len(run.error.attempts)) == (count, count - 1, count)


@pytest.mark.parametrize("number", [429, 500, 503])
def test_no_retry_tries_once(number: int) -> None:
    run = Run(AGAIN, NO_RETRY, status(number), RESPONSE)
    assert (run.sent, run.waits) == (1, [])


@pytest.mark.parametrize(
    "retry_after",
    [0.25, 7.0, 59.5, 60.0],
)
@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_the_wait_that_a_server_requests_is_obeyed(retry_after: float, request_: Request) -> None:
    assert Run(request_, Retry(), status(429, retry_after=retry_after), RESPONSE).waits == [retry_after]


@pytest.mark.parametrize("retry_after", [61.0, 86400.0, 1e300])
def test_a_request_is_not_retried_if_the_server_requests_a_longer_wait_than_allowed(retry_after: float) -> None:
    run = Run(AGAIN, Retry(), status(429, retry_after=retry_after), RESPONSE)
    assert run.error is not None
    assert (run.sent, run.waits, run.error.retry_after) == (1, [], retry_after)
    assert f"not sent again: the server requests a wait of {retry_after:g} seconds" in run.error.message
    assert ("Retry(max_delay=61)" in run.error.message) == (retry_after == 61)


@pytest.mark.parametrize("fraction", [0.0, 0.5, 1.0])
def test_waits_are_drawn_below_a_bound_that_doubles(fraction: float, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[float] = []

    def draw(limit: float) -> float:
        bounds.append(limit)
        return fraction * limit

    monkeypatch.setattr(http_retry, "draw", draw)
    run = Run(AGAIN, Retry(attempts=9, initial_delay=0.5, max_delay=10), status(500))
    expected = [0.5, 1, 2, 4, 8, 10, 10, 10]
    assert bounds == expected
    assert run.waits == [fraction * high for high in expected]


def test_drawn_waits_stay_within_their_bounds() -> None:
    for _ in range(50):
        waits = Run(AGAIN, Retry(attempts=6, initial_delay=1, max_delay=5), status(502)).waits
        assert all(0 <= wait <= high for wait, high in zip(waits, [1, 2, 4, 5, 5], strict=True))


def test_waits_do_not_overflow_after_very_many_attempts() -> None:
    waits = Run(AGAIN, Retry(attempts=3000, initial_delay=1, max_delay=5), status(502)).waits
    assert len(waits) == 2999
    assert max(waits) <= 5


@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
@pytest.mark.parametrize("count", [1, 3])
def test_waits_for_a_loading_model_do_not_count_as_failures(request_: Request, count: int) -> None:
    run = Run(request_, Retry(attempts=count), *(loading(retry_after=20.0) for _ in range(12)), RESPONSE)
    assert (run.result, run.sent, run.waits) == (RESPONSE, 13, [20.0] * 12)


@pytest.mark.parametrize(
    ("url", "body", "is_waited_for"),
    [
        ("https://a.test/embed", '{"error": "busy", "estimated_time": 20.0}', True),
        ("https://a.test/embed", '{"error": {"message": "Loading model", "code": 503}}', True),
        ("https://a.test/embed", "the instance is starting up", True),
        ("https://x.us-east-1.aws.endpoints.huggingface.cloud/embed", "", True),
        ("https://endpoints.huggingface.cloud.evil.test/embed", "", False),
        ("https://a.test/embed", '{"error": "overloading is no reason"}', False),
        ("https://a.test/embed", '{"error": "upstream connect error"}', False),
        ("https://a.test/embed", "", False),
    ],
)
def test_only_a_503_that_means_a_loading_model_is_waited_for(url: str, body: str, is_waited_for: bool) -> None:
    request = Request(method="POST", url=url)
    run = Run(request, Retry(attempts=3), *(status(503, body=body) for _ in range(9)), RESPONSE)
    assert run.sent == (10 if is_waited_for else 3)
    assert (run.error is None) == is_waited_for


def test_failures_between_waits_for_a_model_count() -> None:
    run = Run(AGAIN, Retry(attempts=2), loading(), status(500), loading(), status(500), RESPONSE)
    assert run.error is not None
    assert (run.error.status, run.sent) == (500, 4)


def test_a_loading_model_is_not_waited_for_if_the_policy_disables_it() -> None:
    run = Run(AGAIN, Retry(attempts=2, wait_for_model=False), loading())
    assert run.error is not None
    assert run.sent == 2


def test_the_hub_loads_no_models() -> None:
    run = Run(AGAIN, Retry(attempts=2), HubError("no", status=503, body="loading"))
    assert (run.sent, len(run.waits)) == (2, 1)


@pytest.mark.parametrize("requested", [{}, {"retry_after": 0.0}, {"retry_after": 0.01}])
def test_a_loading_model_is_not_polled_at_once(requested: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_retry, "draw", lambda limit: 0.0)
    run = Run(AGAIN, Retry(initial_delay=0.5), *(loading(**requested) for _ in range(9)), RESPONSE)
    assert len(run.waits) == 9
    assert all(0.25 <= wait <= 60 for wait in run.waits)


@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_each_wait_is_reported_before_it_begins(request_: Request) -> None:
    events: list[RetryEvent] = []
    fails = [status(429, retry_after=1.0), status(429, retry_after=2.0), loading(retry_after=3.0)]
    run = Run(request_, Retry(attempts=3, on_retry=events.append), *fails, RESPONSE)
    assert (run.result, run.sent) == (RESPONSE, 4)
    assert [(event.error, event.attempt, event.delay) for event in events] == [
        (fails[0], 1, 1.0),
        (fails[1], 2, 2.0),
        (fails[2], 3, 3.0),
    ]
    assert [len(fail.attempts) for fail in fails] == [1, 2, 3]


def test_the_last_error_is_not_reported_as_a_retry() -> None:
    events: list[RetryEvent] = []
    Run(AGAIN, Retry(attempts=1, on_retry=events.append), status(500))
    Run(AGAIN, Retry(attempts=5, on_retry=events.append), status(400))
    assert events == []


def test_a_deadline_before_the_next_attempt_raises_the_last_error_of_the_server() -> None:
    late = errors.InferenceTimeoutError("no response within 10 seconds")
    fail = status(503, retry_after=20.0)
    run = Run(AGAIN, Retry(), fail, RESPONSE, at_sleep=late)
    assert (run.error, run.sent, run.waits) == (fail, 1, [20.0])
    assert len(fail.attempts) == 1
    assert re.fullmatch(
        r"no; not sent again: the server requests a wait of 20 seconds, until \d\d:\d\d:\d\d UTC, "
        r"after the call's time limit; pass timeout= of more than 20 seconds",
        fail.message,
    )
    fail = status(503)
    assert Run(AGAIN, Retry(), fail, RESPONSE, at_sleep=late).error is fail
    assert fail.__notes__ == ["not sent again: no response within 10 seconds"]


def test_other_exceptions_pass() -> None:
    with pytest.raises(KeyboardInterrupt):
        Run(AGAIN, Retry(), KeyboardInterrupt(), RESPONSE)
    with pytest.raises(KeyboardInterrupt):
        Run(AGAIN, Retry(), status(500), RESPONSE, at_sleep=KeyboardInterrupt())


WRONG: dict[str, tuple[Any, ...]] = {
    "attempts": (0, -1, 1.5, True, "3", None, float("nan")),
    "initial_delay": (-1, float("nan"), float("inf"), "1", None, True, False),
    "max_delay": (-0.1, float("nan"), float("inf"), "1", None, True, 1e30),
    "wait_for_model": (1, 0, None, "yes"),
    "on_retry": (1, "print", []),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_an_invalid_policy_is_refused(name: str, value: Any) -> None:
    with pytest.raises(InputError, match=f"^`{name}` of Retry must be .*, got "):
        Retry(**{name: value})


@pytest.mark.parametrize("delays", [{"initial_delay": 0}, {"max_delay": 0}, {"initial_delay": 0.0, "max_delay": 0.0}])
def test_a_policy_may_retry_without_waiting(delays: dict[str, Any]) -> None:
    assert Run(AGAIN, Retry(**delays), status(500)).waits == [0, 0]


def test_time_limits_have_defaults() -> None:
    assert Timeout() == Timeout(connect=10, read=60, total=600)
