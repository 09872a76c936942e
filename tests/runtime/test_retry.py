"""A request is sent again where that helps and does nothing twice; driven by hand, nothing waits here."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from inferwire_runtime import errors
from inferwire_runtime.errors import (
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
from inferwire_runtime.flow import Reply, Request, SendOnce, Sleep
from inferwire_runtime.policy import NO_RETRY, Attempt, Retry, RetryEvent, Timeout
from inferwire_runtime.retry import send_until_answered

ONCE = Request(method="POST", url="https://a.test/jobs", is_repeatable=False)
AGAIN = Request(method="POST", url="https://a.test/embed")
PREPARED: Any = object()
ANSWER = Reply(status=200, headers={}, body=b"", url="", who="A")

Fail = Callable[[], InferwireError]


class Course:
    """How a request fared: what was waited for, and what came of it."""

    def __init__(self, request: Request, policy: Retry, *answers: InferwireError | Reply) -> None:
        self.waits: list[float] = []
        self.sent = 0
        self.result: Any = None
        self.error: InferwireError | None = None
        self.attempts: list[Attempt] = []
        flow = send_until_answered(request, PREPARED, policy, self.attempts)
        todo = list(answers)
        try:
            step = next(flow)
            while True:
                if isinstance(step, Sleep):
                    self.waits.append(step.seconds)
                    step = flow.send(None)
                    continue
                assert isinstance(step, SendOnce)
                assert step.prepared is PREPARED
                self.sent += 1
                answer = todo.pop(0) if todo else answers[-1]
                step = flow.throw(answer) if isinstance(answer, InferwireError) else flow.send(answer)
        except StopIteration as end:
            self.result = end.value
        except InferwireError as error:
            self.error = error


def status(number: int, **facts: Any) -> InferwireError:
    return ProviderError("no", status=number, **facts)


def loading(**facts: Any) -> InferwireError:
    return status(503, body='{"error": "Model a/b is currently loading"}', **facts)


@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_an_answer_is_given_with_the_number_of_attempts(request_: Request) -> None:
    course = Course(request_, Retry(), ANSWER)
    assert (course.result, course.sent, course.waits) == (ANSWER, 1, [])


@pytest.mark.parametrize("number", [408, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("cls", [ProviderError, RateLimitError, HubError])
def test_a_passing_failure_is_tried_again(number: int, cls: type[InferwireError]) -> None:
    course = Course(AGAIN, Retry(), cls("no", status=number), cls("no", status=number), ANSWER)
    assert (course.result, course.sent, len(course.waits)) == (ANSWER, 3, 2)


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
        errors.TimeoutError("late"),
        InferwireError("no", status=503),
    ],
    ids=repr,
)
@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_a_lasting_failure_is_not_tried_again(fail: InferwireError, request_: Request) -> None:
    course = Course(request_, Retry(attempts=5), fail, ANSWER)
    assert course.error is fail
    assert (course.sent, course.waits, len(fail.attempts)) == (1, [], 1)


@pytest.mark.parametrize(
    ("fail", "is_retried"),
    [
        (status(429), True),
        (status(503), True),
        (RateLimitError("no", status=429), True),
        (errors.ConnectionError("refused", is_retry_safe=True), True),
        (errors.ConnectionError("cut", is_retry_safe=False), False),
        (errors.TimeoutError("late"), False),
        *((status(number), False) for number in (408, 500, 502, 504)),
        (ProviderError("no", status=500, is_retry_safe=True), False),
    ],
    ids=repr,
)
def test_what_may_have_been_taken_is_not_sent_twice(fail: InferwireError, is_retried: bool) -> None:
    course = Course(ONCE, Retry(), fail, ANSWER)
    assert ((course.result, course.sent) == (ANSWER, 2)) is is_retried
    assert (course.error is fail) is not is_retried


@pytest.mark.parametrize("is_retry_safe", [True, False])
def test_a_lost_connection_is_tried_again_where_doing_it_twice_does_no_harm(is_retry_safe: bool) -> None:
    fail = errors.ConnectionError("cut", is_retry_safe=is_retry_safe)
    assert Course(AGAIN, Retry(), fail, ANSWER).sent == 2


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_attempts_are_bounded_and_counted(count: int) -> None:
    course = Course(AGAIN, Retry(attempts=count), *(status(500) for _ in range(20)))
    assert course.error is not None
    assert (course.sent, len(course.waits), len(course.error.attempts)) == (count, count - 1, count)


@pytest.mark.parametrize("number", [429, 500, 503])
def test_no_retry_tries_once(number: int) -> None:
    course = Course(AGAIN, NO_RETRY, status(number), ANSWER)
    assert (course.sent, course.waits) == (1, [])


@pytest.mark.parametrize(
    "retry_after",
    [0.25, 7.0, 59.5, 60.0],
)
@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_the_wait_that_a_server_asks_for_is_kept(retry_after: float, request_: Request) -> None:
    assert Course(request_, Retry(), status(429, retry_after=retry_after), ANSWER).waits == [retry_after]


@pytest.mark.parametrize("retry_after", [61.0, 86400.0, 1e300])
def test_a_server_that_asks_for_more_than_the_longest_wait_is_not_asked_again(retry_after: float) -> None:
    course = Course(AGAIN, Retry(), status(429, retry_after=retry_after), ANSWER)
    assert course.error is not None
    assert (course.sent, course.waits, course.error.retry_after) == (1, [], retry_after)
    assert f"the server asks to wait {retry_after:g} seconds" in course.error.__notes__[0]


@pytest.mark.parametrize("fraction", [0.0, 0.5, 1.0])
def test_waits_are_drawn_below_a_bound_that_doubles(fraction: float, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[tuple[float, float]] = []

    def draw(low: float, high: float) -> float:
        bounds.append((low, high))
        return low + fraction * (high - low)

    monkeypatch.setattr(random, "uniform", draw)
    course = Course(AGAIN, Retry(attempts=9, first_delay=0.5, longest_delay=10), status(500))
    expected = [0.5, 1, 2, 4, 8, 10, 10, 10]
    assert bounds == [(0, high) for high in expected]
    assert course.waits == [fraction * high for high in expected]


def test_drawn_waits_stay_within_their_bounds() -> None:
    for _ in range(50):
        waits = Course(AGAIN, Retry(attempts=6, first_delay=1, longest_delay=5), status(502)).waits
        assert all(0 <= wait <= high for wait, high in zip(waits, [1, 2, 4, 5, 5], strict=True))


def test_waits_do_not_overflow_after_very_many_attempts() -> None:
    waits = Course(AGAIN, Retry(attempts=3000, first_delay=1, longest_delay=5), status(502)).waits
    assert len(waits) == 2999
    assert max(waits) <= 5


@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_loading_model_is_waited_for_without_counting_as_a_failure(request_: Request, count: int) -> None:
    course = Course(request_, Retry(attempts=count), *(loading(retry_after=20.0) for _ in range(12)), ANSWER)
    assert (course.result, course.sent, course.waits) == (ANSWER, 13, [20.0] * 12)


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
def test_only_a_503_that_means_a_model_on_its_way_is_waited_for(url: str, body: str, is_waited_for: bool) -> None:
    request = Request(method="POST", url=url)
    course = Course(request, Retry(attempts=3), *(status(503, body=body) for _ in range(9)), ANSWER)
    assert course.sent == (10 if is_waited_for else 3)
    assert (course.error is None) == is_waited_for


def test_failures_between_waits_for_a_model_count() -> None:
    course = Course(AGAIN, Retry(attempts=2), loading(), status(500), loading(), status(500), ANSWER)
    assert course.error is not None
    assert (course.error.status, course.sent) == (500, 4)


def test_a_loading_model_is_not_waited_for_where_that_is_turned_off() -> None:
    course = Course(AGAIN, Retry(attempts=2, wait_for_model=False), loading())
    assert course.error is not None
    assert course.sent == 2


def test_the_hub_loads_no_models() -> None:
    course = Course(AGAIN, Retry(attempts=2), HubError("no", status=503, body="loading"))
    assert (course.sent, len(course.waits)) == (2, 1)


@pytest.mark.parametrize("asked", [{}, {"retry_after": 0.0}, {"retry_after": 0.01}])
def test_a_loading_model_is_not_asked_at_once(asked: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "uniform", lambda low, high: low)
    course = Course(AGAIN, Retry(first_delay=0.5), *(loading(**asked) for _ in range(9)), ANSWER)
    assert len(course.waits) == 9
    assert all(0.25 <= wait <= 60 for wait in course.waits)


@pytest.mark.parametrize("request_", [ONCE, AGAIN], ids=["once", "again"])
def test_each_wait_is_told_before_it_begins(request_: Request) -> None:
    events: list[RetryEvent] = []
    fails = [status(429, retry_after=1.0), status(429, retry_after=2.0), loading(retry_after=3.0)]
    course = Course(request_, Retry(attempts=3, on_retry=events.append), *fails, ANSWER)
    assert (course.result, course.sent) == (ANSWER, 4)
    assert [(event.error, event.attempt, event.delay) for event in events] == [
        (fails[0], 1, 1.0),
        (fails[1], 2, 2.0),
        (fails[2], 3, 3.0),
    ]
    assert [len(fail.attempts) for fail in fails] == [1, 2, 3]


def test_the_last_failure_is_not_told_as_a_retry() -> None:
    events: list[RetryEvent] = []
    Course(AGAIN, Retry(attempts=1, on_retry=events.append), status(500))
    Course(AGAIN, Retry(attempts=5, on_retry=events.append), status(400))
    assert events == []


def test_a_deadline_before_the_next_try_raises_what_the_server_said() -> None:
    flow = send_until_answered(AGAIN, PREPARED, Retry(), [])
    next(flow)
    fail = status(503, retry_after=20.0)
    assert flow.throw(fail) == Sleep(20.0)
    with pytest.raises(ProviderError) as caught:
        flow.throw(errors.TimeoutError("no answer within 10 seconds"))
    assert caught.value is fail
    assert len(caught.value.attempts) == 1
    assert caught.value.__notes__ == ["not sent again: no answer within 10 seconds"]


def test_other_exceptions_pass() -> None:
    flow = send_until_answered(AGAIN, PREPARED, Retry(), [])
    next(flow)
    with pytest.raises(KeyboardInterrupt):
        flow.throw(KeyboardInterrupt())


WRONG: dict[str, tuple[Any, ...]] = {
    "attempts": (0, -1, 1.5, True, "3", None, float("nan")),
    "first_delay": (-1, float("nan"), float("inf"), "1", None, True, False),
    "longest_delay": (-0.1, float("nan"), float("inf"), "1", None, True, 1e30),
    "wait_for_model": (1, 0, None, "yes"),
    "on_retry": (1, "print", []),
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_policy_that_makes_no_sense_is_refused(name: str, value: Any) -> None:
    with pytest.raises(InputError, match=f"{name} of a Retry is "):
        Retry(**{name: value})


@pytest.mark.parametrize(
    "delays", [{"first_delay": 0}, {"longest_delay": 0}, {"first_delay": 0.0, "longest_delay": 0.0}]
)
def test_a_policy_may_not_wait_at_all(delays: dict[str, Any]) -> None:
    assert Course(AGAIN, Retry(**delays), status(500)).waits == [0, 0]


def test_limits_of_time_have_defaults() -> None:
    assert Timeout() == Timeout(connect=10, idle=60, total=600)
