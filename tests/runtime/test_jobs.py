"""Long jobs: asked for where they were ordered, until they are done, failed, or time is up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from msgspec import structs

from inferwire_runtime import errors
from inferwire_runtime.flow import Call, Flow, Route
from inferwire_runtime.jobs import LONGEST_PAUSE, SHORTEST_PAUSE, Job, JobRules, job_id, path_of, wait_for_job
from inferwire_runtime.pick import pick, within
from inferwire_runtime.policy import Retry

from .test_drivers import MISSING, OK, FakeClock, Server, both_drivers, run_sync

RULES = JobRules(
    place=lambda data: within(job_id(pick(data, "id")), lambda job: f"/jobs/{job}"),
    status=lambda data: pick(data, "status"),
    done=frozenset({"done"}),
    failed=frozenset({"failed"}),
    reason=lambda data: pick(data, "why"),
    every=2.0,
)


def order(call: Call, route: Route) -> Flow[Any]:
    reply = yield from route.post("/jobs", json={})
    return (yield from wait_for_job(call, route, reply, RULES)).json()


def order_by(rules: JobRules) -> Callable[[Call, Route], Flow[Any]]:
    def flow(call: Call, route: Route) -> Flow[Any]:
        reply = yield from route.post("/jobs", json={})
        return (yield from wait_for_job(call, route, reply, rules)).json()

    return flow


@both_drivers
def test_a_job_is_asked_for_until_it_is_done(run: Any) -> None:
    clock = FakeClock()
    server = Server({"id": "a/b", "status": "new"}, {"status": "odd"}, {"status": "done", "result": 7})
    assert run(order, server, clock=clock) == {"status": "done", "result": 7}
    assert [request.url.raw_path for request in server.requests] == [b"/jobs", b"/jobs/a%2Fb", b"/jobs/a%2Fb"]
    assert clock.waits == [2.0, 2.0]


@both_drivers
def test_a_job_that_is_done_at_once_is_not_asked_for(run: Any) -> None:
    server = Server({"status": "done", "result": 7})
    assert run(order, server) == {"status": "done", "result": 7}
    assert len(server.requests) == 1


@both_drivers
@pytest.mark.parametrize(("why", "text"), [("no money", "ended as 'failed': no money"), (None, "ended as 'failed'")])
def test_a_failed_job_raises_at_once_and_says_why(run: Any, why: Any, text: str) -> None:
    server = Server({"id": "1"}, {"status": "failed", "why": why})
    with pytest.raises(errors.JobError, match=text) as caught:
        run(order, server)
    assert isinstance(caught.value, errors.ProviderError)
    assert isinstance(caught.value, errors.OutputError)
    assert len(server.requests) == 2


@both_drivers
@pytest.mark.parametrize("first", [{}, {"id": 7}, {"id": ""}, {"id": None}])
def test_an_answer_without_a_job_is_refused(run: Any, first: dict[str, Any]) -> None:
    server = Server(first | {"status": "new"})
    with pytest.raises(errors.OutputError, match="names no job"):
        run(order, server)
    assert len(server.requests) == 1


@both_drivers
def test_an_answer_that_speaks_of_no_job_is_the_result(run: Any) -> None:
    server = Server({"result": 7})
    assert run(order, server) == {"result": 7}
    assert len(server.requests) == 1


@both_drivers
def test_the_deadline_names_the_last_status(run: Any) -> None:
    server = Server({"id": "1", "status": "queued"})
    with pytest.raises(errors.TimeoutError, match=r"within 5 seconds.*the job was still 'queued'"):
        run(order, server, timeout=5)
    assert len(server.requests) == 3


@both_drivers
@pytest.mark.parametrize("status", [None, "", 7, {"a": 1}])
def test_a_later_answer_without_a_status_is_refused(run: Any, status: Any) -> None:
    server = Server({"id": "1", "status": "new"}, {"status": status})
    with pytest.raises(errors.OutputError, match="says nothing of the job's status"):
        run(order, server)
    assert len(server.requests) == 2


@both_drivers
def test_a_server_sets_the_pace(run: Any) -> None:
    clock = FakeClock()
    slow = (200, {"retry-after": "7"}, b'{"id": "1", "status": "new"}')
    fast = (200, {"retry-after": "0.001"}, b'{"status": "new"}')
    at_once = (200, {"retry-after": "0"}, b'{"status": "new"}')
    too_slow = (200, {"retry-after": "3600"}, b'{"status": "new"}')
    server = Server(slow, fast, at_once, too_slow, {"status": "new"}, {"status": "done"})
    run(order, server, clock=clock)
    assert clock.waits == [7.0, SHORTEST_PAUSE, 2.0, LONGEST_PAUSE, 2.0]


@both_drivers
def test_a_result_may_be_elsewhere(run: Any) -> None:
    rules = structs.replace(RULES, result=lambda data: path_of(pick(data, "result_url")))
    first = {"id": "1", "status": "new", "result_url": "https://queue.api.test/results/1"}
    server = Server(first, {"status": "done"}, {"result": 7})
    assert run(order_by(rules), server) == {"result": 7}
    assert [request.url.path for request in server.requests] == ["/jobs", "/jobs/1", "/results/1"]
    with pytest.raises(errors.OutputError, match="names no result"):
        run(order_by(rules), Server({"id": "1", "status": "done"}))


@both_drivers
def test_a_host_of_the_own_domain_is_asked_without_a_key(run: Any) -> None:
    rules = structs.replace(RULES, place=lambda data: pick(data, "url"), domain="own.test", counter="attempt")
    first = {"url": "https://eu.own.test/get?id=1"}
    server = Server(first, {"status": "new"}, {"status": "done"})
    run(order_by(rules), server)
    assert [str(request.url) for request in server.requests[1:]] == [
        "https://eu.own.test/get?id=1&attempt=0",
        "https://eu.own.test/get?id=1&attempt=1",
    ]
    assert "authorization" in server.requests[0].headers
    assert not any("authorization" in request.headers for request in server.requests[1:])


@both_drivers
@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test\\.own.test/1",
        "https://u:p@own.test/1",
        "https://own.test:abc/1",
        "https://own.test.evil.test/1",
        "https://[::1",
        "https://own.test:99999999/1",
        "https://evilown.test/1",
        "http://own.test/1",
        "//own.test/1",
        "/1",
        "https:",
    ],
)
def test_another_host_is_not_asked(run: Any, url: str) -> None:
    rules = structs.replace(RULES, place=lambda data: pick(data, "url"), domain="own.test")
    server = Server({"url": url})
    with pytest.raises(errors.OutputError, match=r"not its own|no plain"):
        run(order_by(rules), server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://api.test/v1/jobs/7", "/v1/jobs/7"),
        ("https://evil.test/v1/jobs/7?a=b", "/v1/jobs/7?a=b"),
        ("/v1/jobs/7", "/v1/jobs/7"),
        (None, None),
    ],
)
def test_of_a_url_only_the_path_is_used(url: Any, path: str | None) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize(
    "url",
    [
        *(7, "", "jobs/7", {}, "https://[::1", "https://api.test/../../other/x", "https://api.test/%2e%2e/x"),
        *("https://api.test//evil.test/x", "https://api.test/a\\..\\x", "https://api.test/a\x00"),
    ],
)
def test_what_is_no_url_is_refused(url: Any) -> None:
    with pytest.raises(errors.OutputError, match="names no URL that can be asked"):
        path_of(url)


@pytest.mark.parametrize("job", [".", ".."])
def test_an_id_that_is_a_step_upwards_is_refused(job: str) -> None:
    with pytest.raises(errors.OutputError, match="is no id"):
        job_id(job)


@both_drivers
def test_a_question_that_times_out_tells_the_last_status(run: Any) -> None:
    server = Server({"id": "1", "status": "queued"}, httpx.ReadTimeout("slow"))
    with pytest.raises(errors.TimeoutError, match="the job was still 'queued'"):
        run(order, server)


@both_drivers
def test_an_order_is_not_sent_twice(run: Any) -> None:
    def order_once(call: Call, route: Route) -> Flow[Any]:
        return (yield from route.post("/jobs", json={}, is_repeatable=False)).json()

    for failure in (httpx.ReadError("cut"), (500, {}, b"down"), (504, {}, b"late")):
        server = Server(failure, {"id": "1"})
        with pytest.raises(errors.InferwireError):
            run(order_once, server)
        assert len(server.requests) == 1
        server = Server(failure, {"id": "1"})
        assert run(order_once, server, retry=Retry(repeat_orders=True)) == {"id": "1"}
    busy = Server((429, {}, b"busy"), (503, {}, b"full"), httpx.ConnectError("refused"), {"id": "1"})
    assert run(order_once, busy, retry=Retry(attempts=5)) == {"id": "1"}  # none of these took the order


@both_drivers
def test_a_redirect_of_a_question_does_not_lead_into_a_private_network(run: Any) -> None:
    rules = structs.replace(RULES, place=lambda data: pick(data, "url"), domain="own.test")
    server = Server({"url": "https://eu.own.test/1"}, (302, {"location": "http://169.254.169.254/latest"}, b""))
    with pytest.raises(errors.ProviderError, match="private network"):
        run(order_by(rules), server)
    assert len(server.requests) == 2


# Progress, and giving up

CANCELLABLE = structs.replace(RULES, cancel=lambda data: path_of(pick(data, "cancel_url")), cancel_method="PUT")
ORDERED = {"id": "1", "status": "new", "cancel_url": "https://elsewhere.test/jobs/1/cancel"}


@both_drivers
def test_progress_is_reported_each_time_that_a_job_was_asked_for(run: Any) -> None:
    seen: list[tuple[str, int, Any]] = []

    def report(job: Job) -> None:
        assert job.provider == "test"
        seen.append((job.status, job.asked, job.data.get("place")))

    server = Server(ORDERED, {"status": "queued", "place": 2}, {"status": "busy"}, {"status": "done"})
    assert run(order, server, on_progress=report) == {"status": "done"}
    assert seen == [("new", 0, None), ("queued", 1, 2), ("busy", 2, None)]


@both_drivers
def test_a_job_given_up_is_cancelled_at_the_provider_and_not_asked_for_again(run: Any) -> None:
    server = Server(ORDERED, {"status": "busy"}, OK)

    def report(job: Job) -> None:
        if job.asked == 1:
            job.cancel()

    with pytest.raises(
        errors.JobError, match="at Test was cancelled by the caller, and the provider was told"
    ) as caught:
        run(order_by(CANCELLABLE), server, on_progress=report)
    assert server.paths == ["POST /jobs", "GET /jobs/1", "PUT /jobs/1/cancel"]
    assert server.requests[-1].url.host == "api.test"  # where the order went, whatever the answer names
    assert caught.value.provider == "test"


@both_drivers
def test_a_job_may_be_given_up_while_nobody_asks(run: Any) -> None:
    jobs: list[Job] = []

    class Impatient(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            jobs[0].cancel()  # as another thread does

    server = Server(ORDERED, OK)
    with pytest.raises(errors.JobError, match="and the provider was told"):
        run(order_by(CANCELLABLE), server, on_progress=jobs.append, clock=Impatient())
    assert server.paths == ["POST /jobs", "PUT /jobs/1/cancel"]


@both_drivers
def test_a_job_is_given_up_also_where_the_provider_cannot_be_told(run: Any) -> None:
    with pytest.raises(errors.JobError, match="cancelled by the caller, and the provider cannot be told"):
        run(order, Server(ORDERED, OK), on_progress=Job.cancel)
    server = Server(ORDERED, MISSING)
    with pytest.raises(errors.JobError, match="and telling the provider failed: Test answered 404"):
        run(order_by(CANCELLABLE), server, on_progress=Job.cancel)


@both_drivers
def test_what_a_callback_raises_gives_the_job_up_and_passes(run: Any) -> None:
    def report(job: Job) -> None:
        raise ZeroDivisionError

    server = Server(ORDERED, OK)
    with pytest.raises(ZeroDivisionError):
        run(order_by(CANCELLABLE), server, on_progress=report)
    assert server.paths == ["POST /jobs", "PUT /jobs/1/cancel"]


def test_a_callback_that_is_none_is_refused() -> None:
    with pytest.raises(errors.InputError, match="on_progress is a function or None, not 7"):
        run_sync(order, Server(ORDERED), on_progress=7)
