"""Long jobs: polled where they were submitted until they finish, fail, or time is up."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from msgspec import structs

from inferwire_http.backends import Backend
from inferwire_runtime import errors
from inferwire_runtime.jobs import MAX_INTERVAL, MIN_INTERVAL, JobRules, job_id, path_of, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.models import Call, Route
from inferwire_runtime.options import Job
from inferwire_runtime.policy import Retry
from tests.support.calls import MISSING, OK, FakeClock, FakeServer, Send, all_backends, run_blocking


def status_path(data: Any, route: Route) -> str | None:
    job = job_id(get(data, "id"))
    return None if job is None else f"/jobs/{job}"


RULES = JobRules(
    status_url=status_path,
    status=lambda data: get(data, "status"),
    done=frozenset({"done"}),
    failed=frozenset({"failed"}),
    reason=lambda data: get(data, "why"),
    interval=2.0,
)


def submit_by(rules: JobRules) -> Send:
    async def send(call: Call, route: Route) -> Any:
        response = await route.post("/jobs", json={})
        return (await wait_for_job(call, route, response, rules)).json()

    return send


submit = submit_by(RULES)


@all_backends
def test_a_job_is_polled_until_it_is_done(run: Any) -> None:
    clock = FakeClock()
    server = FakeServer({"id": "a/b", "status": "new"}, {"status": "odd"}, {"status": "done", "result": 7})
    assert run(submit, server, clock=clock) == {"status": "done", "result": 7}
    assert [request.url.raw_path for request in server.requests] == [b"/jobs", b"/jobs/a%2Fb", b"/jobs/a%2Fb"]
    assert clock.waits == [2.0, 2.0]


@all_backends
def test_a_job_that_is_done_at_once_is_not_polled(run: Any) -> None:
    server = FakeServer({"status": "done", "result": 7})
    assert run(submit, server) == {"status": "done", "result": 7}
    assert len(server.requests) == 1


@all_backends
@pytest.mark.parametrize(("why", "text"), [("no money", "ended as 'failed': no money"), (None, "ended as 'failed'")])
def test_a_failed_job_raises_at_once_with_its_reason(run: Any, why: Any, text: str) -> None:
    server = FakeServer({"id": "1"}, {"status": "failed", "why": why})
    with pytest.raises(errors.JobError, match=text) as caught:
        run(submit, server)
    assert isinstance(caught.value, errors.ProviderError)
    assert isinstance(caught.value, errors.OutputError)
    assert len(server.requests) == 2


@all_backends
@pytest.mark.parametrize("first", [{}, {"id": 7.5}, {"id": True}, {"id": ""}, {"id": None}])
def test_a_submission_response_without_a_job_is_refused(run: Any, first: dict[str, Any]) -> None:
    server = FakeServer(first | {"status": "new"})
    with pytest.raises(errors.OutputError, match="names no job"):
        run(submit, server)
    assert len(server.requests) == 1


@all_backends
def test_a_response_without_id_and_status_is_the_result(run: Any) -> None:
    server = FakeServer({"result": 7})
    assert run(submit, server) == {"result": 7}
    assert len(server.requests) == 1


@all_backends
def test_the_deadline_names_the_last_status(run: Any) -> None:
    server = FakeServer({"id": "1", "status": "queued"})
    with pytest.raises(errors.InferenceTimeoutError, match=r"within 5 seconds.*the job was still 'queued'"):
        run(submit, server, timeout=5)
    assert len(server.requests) == 3


@all_backends
@pytest.mark.parametrize("status", [None, "", 7.5, {"a": 1}])
def test_a_poll_response_without_a_status_is_refused(run: Any, status: Any) -> None:
    server = FakeServer({"id": "1", "status": "new"}, {"status": status})
    with pytest.raises(errors.OutputError, match="has no job status"):
        run(submit, server)
    assert len(server.requests) == 2


@all_backends
def test_a_server_sets_the_interval_within_bounds(run: Any) -> None:
    clock = FakeClock()
    slow = (200, {"retry-after": "7"}, b'{"id": "1", "status": "new"}')
    fast = (200, {"retry-after": "0.001"}, b'{"status": "new"}')
    at_once = (200, {"retry-after": "0"}, b'{"status": "new"}')
    too_slow = (200, {"retry-after": "3600"}, b'{"status": "new"}')
    server = FakeServer(slow, fast, at_once, too_slow, {"status": "new"}, {"status": "done"})
    run(submit, server, clock=clock)
    assert clock.waits == [7.0, MIN_INTERVAL, 2.0, MAX_INTERVAL, 2.0]


@all_backends
def test_a_result_may_be_at_another_path(run: Any) -> None:
    rules = structs.replace(RULES, result=lambda data, route: path_of(get(data, "result_url")))
    first = {"id": "1", "status": "new", "result_url": "https://queue.api.test/results/1"}
    server = FakeServer(first, {"status": "done"}, {"result": 7})
    assert run(submit_by(rules), server) == {"result": 7}
    assert [request.url.path for request in server.requests] == ["/jobs", "/jobs/1", "/results/1"]
    with pytest.raises(errors.OutputError, match="names no result"):
        run(submit_by(rules), FakeServer({"id": "1", "status": "done"}))


@all_backends
def test_an_allowed_host_is_polled_without_a_key(run: Any) -> None:
    rules = structs.replace(
        RULES, status_url=lambda data, route: get(data, "url"), allowed_host="own.test", poll_count_parameter="attempt"
    )
    first = {"url": "https://eu.own.test/get?id=1"}
    server = FakeServer(first, {"status": "new"}, {"status": "done"})
    run(submit_by(rules), server)
    assert [str(request.url) for request in server.requests[1:]] == [
        "https://eu.own.test/get?id=1&attempt=0",
        "https://eu.own.test/get?id=1&attempt=1",
    ]
    assert "authorization" in server.requests[0].headers
    assert not any("authorization" in request.headers for request in server.requests[1:])


@all_backends
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
def test_another_host_is_not_polled(run: Any, url: str) -> None:
    rules = structs.replace(RULES, status_url=lambda data, route: get(data, "url"), allowed_host="own.test")
    server = FakeServer({"url": url})
    with pytest.raises(errors.OutputError, match=r"not its own|not a plain"):
        run(submit_by(rules), server)
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
def test_only_the_path_of_a_url_is_used(url: Any, path: str | None) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize(
    "url",
    [
        *(7, "", "jobs/7", {}, "https://[::1", "https://api.test/../../other/x", "https://api.test/%2e%2e/x"),
        *("https://api.test//evil.test/x", "https://api.test/a\\..\\x", "https://api.test/a\x00"),
    ],
)
def test_an_invalid_url_is_refused(url: Any) -> None:
    with pytest.raises(errors.OutputError, match="names no URL that can be polled"):
        path_of(url)


@pytest.mark.parametrize("job", [".", ".."])
def test_an_id_that_leads_upwards_is_refused(job: str) -> None:
    with pytest.raises(errors.OutputError, match="is not an id"):
        job_id(job)


@all_backends
def test_the_error_of_a_poll_that_times_out_names_the_last_status(run: Any) -> None:
    server = FakeServer({"id": "1", "status": "queued"}, httpx.ReadTimeout("slow"))
    with pytest.raises(errors.InferenceTimeoutError, match="the job was still 'queued'"):
        run(submit, server)


@all_backends
def test_a_submission_is_not_sent_twice(run: Any) -> None:
    async def submit_once(call: Call, route: Route) -> Any:
        return (await route.post("/jobs", json={}, is_idempotent=False)).json()

    for failure in (httpx.ReadError("cut"), (500, {}, b"down"), (504, {}, b"late")):
        server = FakeServer(failure, {"id": "1"})
        with pytest.raises(errors.InferwireError):
            run(submit_once, server)
        assert len(server.requests) == 1
        server = FakeServer(failure, {"id": "1"})
        assert run(submit_once, server, retry=Retry(retry_submissions=True)) == {"id": "1"}
    busy = FakeServer((429, {}, b"busy"), (503, {}, b"full"), httpx.ConnectError("refused"), {"id": "1"})
    assert run(submit_once, busy, retry=Retry(attempts=5)) == {"id": "1"}  # none of these accepted the submission


@all_backends
def test_a_redirect_of_a_poll_does_not_lead_into_a_private_network(run: Any) -> None:
    rules = structs.replace(RULES, status_url=lambda data, route: get(data, "url"), allowed_host="own.test")
    server = FakeServer({"url": "https://eu.own.test/1"}, (302, {"location": "http://169.254.169.254/latest"}, b""))
    with pytest.raises(errors.ProviderError, match="private network"):
        run(submit_by(rules), server)
    assert len(server.requests) == 2


# Progress, and cancelling

CANCELLABLE = structs.replace(RULES, cancel=lambda data, route: path_of(get(data, "cancel_url")), cancel_method="PUT")
SUBMITTED = {"id": "1", "status": "new", "cancel_url": "https://elsewhere.test/jobs/1/cancel"}


@all_backends
def test_progress_is_reported_after_each_poll(run: Any) -> None:
    seen: list[tuple[str, int, Any]] = []

    def report(job: Job) -> None:
        assert job.provider == "test"
        seen.append((job.status, job.polls, job.data.get("place")))

    server = FakeServer(SUBMITTED, {"status": "queued", "place": 2}, {"status": "busy"}, {"status": "done"})
    assert run(submit, server, on_progress=report) == {"status": "done"}
    assert seen == [("new", 0, None), ("queued", 1, 2), ("busy", 2, None)]


@all_backends
def test_a_cancelled_job_is_cancelled_at_the_provider_and_not_polled_again(run: Any) -> None:
    server = FakeServer(SUBMITTED, {"status": "busy"}, OK)

    def report(job: Job) -> None:
        if job.polls == 1:
            job.cancel()

    with pytest.raises(
        errors.JobError, match="at Test was cancelled by the caller; the provider was notified"
    ) as caught:
        run(submit_by(CANCELLABLE), server, on_progress=report)
    assert server.paths == ["POST /jobs", "GET /jobs/1", "PUT /jobs/1/cancel"]
    assert server.requests[-1].url.host == "api.test"  # where the submission went, whatever the response names
    assert caught.value.provider == "test"


@all_backends
def test_a_job_may_be_cancelled_between_two_polls(run: Any) -> None:
    jobs: list[Job] = []

    class Impatient(FakeClock):
        async def sleep(self, backend: Backend, seconds: float) -> None:
            await super().sleep(backend, seconds)
            jobs[0].cancel()  # as another thread does

    server = FakeServer(SUBMITTED, OK)
    with pytest.raises(errors.JobError, match="; the provider was notified"):
        run(submit_by(CANCELLABLE), server, on_progress=jobs.append, clock=Impatient())
    assert server.paths == ["POST /jobs", "PUT /jobs/1/cancel"]


@all_backends
def test_a_job_is_cancelled_also_if_the_provider_cannot_be_notified(run: Any) -> None:
    with pytest.raises(errors.JobError, match="cancelled by the caller; the provider has no way to cancel it"):
        run(submit, FakeServer(SUBMITTED, OK), on_progress=Job.cancel)
    server = FakeServer(SUBMITTED, MISSING)
    with pytest.raises(errors.JobError, match="; notifying the provider failed: Test returned 404"):
        run(submit_by(CANCELLABLE), server, on_progress=Job.cancel)


@all_backends
def test_an_exception_of_a_callback_cancels_the_job_and_is_raised(run: Any) -> None:
    def report(job: Job) -> None:
        raise ZeroDivisionError

    server = FakeServer(SUBMITTED, OK)
    with pytest.raises(ZeroDivisionError):
        run(submit_by(CANCELLABLE), server, on_progress=report)
    assert server.paths == ["POST /jobs", "PUT /jobs/1/cancel"]


def test_an_invalid_callback_is_refused() -> None:
    with pytest.raises(errors.InputError, match="`on_progress` must be a function, got 7"):
        run_blocking(submit, FakeServer(SUBMITTED), on_progress=7)
