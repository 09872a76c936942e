"""Long-running jobs: submit a job, then poll it until it finishes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from msgspec import Struct, structs

from inferwire_runtime.error_messages import clean_message, find_json_message
from inferwire_runtime.errors import InferenceTimeoutError, InferwireError, JobError, OutputError, clip
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.models import Call, Request, Response, Route
from inferwire_runtime.options import Job
from inferwire_runtime.urls import check_response_url

MIN_INTERVAL = 0.02  # seconds between two polls, whatever a server requests
MAX_INTERVAL = 60.0


class JobRules(Struct, frozen=True, kw_only=True):
    """The rules for long jobs of a provider. Each function receives the JSON of a response.

    The functions for URLs and bodies also receive the route, because they may contain the name of the model.

    Attributes:
        status_url: Returns the path and query to poll, from the response to the submission, or a full URL if there is
            an ``allowed_host``; None if the response names no job.
        status: Returns the status of the job: a string, an int, true or false.
        done: Statuses of a job that has succeeded.
        failed: Statuses of a job that has failed. Every other status is polled again, until the call's timeout.
        reason: Returns the reason for a failure.
        result: Returns the path of the result, from the last poll or the submission; None if the last poll contains it.
        cancel: Returns the path that cancels the job, from the response to the submission.
        cancel_method: HTTP method to cancel the job.
        interval: Seconds between two polls, unless a response requests another interval.
        allowed_host: Domain whose hosts may be polled, without a key, at the URL in the response.
        poll_count_parameter: Query parameter that counts the polls, from 0.
        poll_body: Returns the JSON body of polls, from the response to the submission; None if polls have none and are
            GET requests.
        poll_headers: Headers of polls.
    """

    status_url: Callable[[Json, Route], Json]
    status: Callable[[Json], Json]
    done: frozenset[str]
    failed: frozenset[str]
    reason: Callable[[Json], Json] | None = None
    result: Callable[[Json, Route], Json] | None = None
    cancel: Callable[[Json, Route], Json] | None = None
    cancel_method: str = "POST"
    interval: float = 1.0
    allowed_host: str | None = None
    poll_count_parameter: str | None = None
    poll_body: Callable[[Json, Route], Json] | None = None
    poll_headers: dict[str, str] = {}


async def wait_for_job(call: Call, route: Route, response: Response, rules: JobRules) -> Response:
    """Poll a job until it finishes. Return the response that contains the result.

    Args:
        call: Call that submitted the job; its options include ``on_progress`` and ``abandon_on_cancel``.
        route: Route that sends the polls.
        response: Response to the submission.
        rules: The provider's rules for jobs.

    Raises:
        OutputError: If the response to the submission names no job, or the response to a poll has no status.
        JobError: If the job failed or was cancelled.
        InferenceTimeoutError: If the job did not finish in time; the message contains its last status.
    """
    if response.media() is not None:
        return response  # finished at once: this is the result
    submission = response.json()
    status = _status(submission, response, rules)
    poll: Request | None = None
    job = Job(route.provider, status, submission)
    while status not in rules.done:
        if poll is None and (poll := _poll_request(route, response, rules)) is None:
            return response  # not a job: this is the result, or parsing raises
        try:
            if call.options.on_progress is not None:
                await _report_progress(call.options.on_progress, route, job, submission, rules)
            await route.context.sleep(_interval(response, rules))
            if job.is_cancelled:
                await _cancel(route, submission, rules)
            response = await route.context.send(_counted(poll, rules, job.polls))
        except GeneratorExit:
            raise  # nothing can be awaited any more
        except InferenceTimeoutError as error:
            error.add_detail(f"the job was still {clip(status)!r}")
            await _notify(call, route, submission, rules)
            raise
        except Exception:
            raise
        except BaseException:  # cancelled or interrupted: nobody will get the result
            await _notify(call, route, submission, rules)
            raise
        if response.media() is not None:
            return response
        job.data = response.json()
        if not (status := _status(job.data, response, rules)):
            raise response.embedded_error() or response.malformed("has no job status")
        job.status, job.polls = status, job.polls + 1
    if rules.result is None:
        return response
    if not (path := _find_result(route, response.json(), submission, rules)):
        raise response.malformed("names no result of the job")
    return await route.get(path)


def _find_result(route: Route, last: Json, submission: Json, rules: JobRules) -> str:
    """Return the path of the result, which the last poll or the submission names; an empty string if neither does."""
    assert rules.result is not None
    return _string(rules.result(last, route)) or _string(rules.result(submission, route))


async def _report_progress(
    function: Callable[[Job], Any], route: Route, job: Job, submission: Json, rules: JobRules
) -> None:
    """Call ``on_progress``. Cancel the job if the function requests it, or raises."""
    try:
        await route.context.call_back("on_progress", function, job)
    except Exception:
        with suppress(JobError):
            await _cancel(route, submission, rules)
        raise
    if job.is_cancelled:
        await _cancel(route, submission, rules)


async def _notify(call: Call, route: Route, submission: Json, rules: JobRules) -> None:
    """Cancel a job at the provider, quickly or not at all, after the call was cancelled or ran out of time."""
    if call.options.abandon_on_cancel:
        return
    with suppress(InferwireError):
        if (request := _cancel_request(route, submission, rules)) is not None:
            await route.context.send_shielded(request)


def _cancel_request(route: Route, submission: Json, rules: JobRules) -> Request | None:
    """Build the request that cancels a job; None if the provider has no way to cancel it."""
    if rules.cancel is None or not (path := _string(rules.cancel(submission, route))):
        return None
    return route.request(rules.cancel_method, path)


async def _cancel(route: Route, submission: Json, rules: JobRules) -> None:
    """Cancel a job at the provider, and raise `JobError`.

    Raises:
        JobError: Always.
    """
    text = "the provider has no way to cancel it"
    failure: InferwireError | None = None
    try:
        if (request := _cancel_request(route, submission, rules)) is not None:
            await route.context.send(request)
            text = "the provider was notified"
    except InferwireError as error:
        text, failure = f"notifying the provider failed: {error.message}", error
    raise JobError(f"the job at {route.server} was cancelled by the caller; {text}") from failure


def _status(data: Json, response: Response, rules: JobRules) -> str:
    """Return the status of a job, or an empty string.

    Raises:
        JobError: If the job failed.
    """
    status = status_text(rules.status(data))
    if status not in rules.failed:
        return status
    reason = rules.reason(data) if rules.reason is not None else None
    text = clean_message(reason if isinstance(reason, str) else find_json_message(reason) or "").strip()
    raise JobError(
        f"the job at {response.server} ended as {clip(status)!r}{f': {text}' if text else ''}",
        server_message=text or None,
        status=response.status,
    )


def _poll_request(route: Route, response: Response, rules: JobRules) -> Request | None:
    """Build the poll request from the response to the submission, or None if it is not about a job.

    Raises:
        OutputError: If the response has a status but names no job, or names one on a host that is not the provider's.
    """
    submission = response.json()
    url = _string(rules.status_url(submission, route))
    if not url:
        if rules.status(submission) is None:
            return None
        raise response.malformed("names no job to poll")
    if rules.allowed_host is None:
        if rules.poll_body is None:
            return route.request("GET", url, headers=rules.poll_headers)
        return route.request("POST", url, json=rules.poll_body(submission, route), headers=rules.poll_headers)
    parts = check_response_url(url)
    host = parts.hostname or ""
    is_allowed = host == rules.allowed_host or host.endswith(f".{rules.allowed_host}")
    if parts.scheme != "https" or not is_allowed:
        raise OutputError(f"the response from {route.server} names a job at {clip(host)}, which is not its own host")
    url = urlunsplit(parts._replace(fragment=""))
    return Request(
        method="GET",
        url=url,
        server=route.server,
        provider=route.provider,
        is_download=True,
        public_only=route.is_public,
    )


def _counted(poll: Request, rules: JobRules, count: int) -> Request:
    if rules.poll_count_parameter is None:
        return poll
    separator = "&" if "?" in poll.url else "?"
    return structs.replace(poll, url=f"{poll.url}{separator}{rules.poll_count_parameter}={count}")


def _interval(response: Response, rules: JobRules) -> float:
    """Return the seconds until the next poll: the delay that the response requests, within bounds, or the default."""
    from inferwire_http.retry_after import parse_retry_after  # only while a job runs

    requested = parse_retry_after(response.headers)
    return min(max(requested, MIN_INTERVAL), MAX_INTERVAL) if requested else rules.interval


def _string(value: Json) -> str:
    return value if isinstance(value, str) else ""


def status_text(status: Json) -> str:
    """Return a status as text; an empty string if there is none."""
    if isinstance(status, bool):
        return "true" if status else "false"
    return str(status) if isinstance(status, int) else _string(status)


def path_of(url: Json) -> str | None:
    """Return the path and query of a URL from a response, to be polled on the route's base URL.

    Raises:
        OutputError: If the value is not a URL, or its path is unsafe.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
    except ValueError:
        parts = urlsplit("")
    segments = unquote(parts.path).replace("\\", "/").split("/")
    if not parts.path.startswith("/") or "//" in parts.path or {".", ".."} & set(segments) or not url.isprintable():
        raise OutputError("the response names no URL that can be polled")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def job_id(value: Json) -> str | None:
    """Return a job ID, percent-encoded for a path; None if the value is neither an int nor a non-empty string.

    Raises:
        OutputError: If the ID is ``.`` or ``..``, which would change the path.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _string(value)
    if text in (".", ".."):
        raise OutputError(f"the response names a job {text!r}, which is not an id")
    return quote(text, safe="") or None


def job_path(value: Json) -> str | None:
    """Return a job ID that is itself a path, such as ``operations/1``, percent-encoded but for its slashes.

    Raises:
        OutputError: If the ID would change the path that it becomes a part of.
    """
    text = _string(value)
    if text and not {"", ".", ".."}.isdisjoint(unquote(text).replace("\\", "/").split("/")):
        raise OutputError(f"the response names a job {clip(text)!r}, which is not a path")
    return quote(text, safe="/") or None


def url_part(value: Json) -> str | None:
    """Return a field of a response, percent-encoded for a URL; None if it is neither an int nor a non-empty string."""
    return job_id(value)
