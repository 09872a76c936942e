"""Long jobs: a provider takes an order, says where to ask for it, and is asked until the result is there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from msgspec import Struct, structs

from inferwire_runtime.addresses import check_reply_url
from inferwire_runtime.errors import (
    InferwireError,
    JobError,
    Json,
    OutputError,
    TimeoutError,
    clean_message,
    find_retry_after,
    message_in,
)
from inferwire_runtime.flow import Request, send, sleep
from inferwire_runtime.pick import text_of
from inferwire_runtime.steps import error_within

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


SHORTEST_PAUSE = 0.02  # seconds, whatever a server asks for
LONGEST_PAUSE = 60.0


class JobRules(Struct, frozen=True, kw_only=True):
    """How a provider runs long jobs; every function looks at the JSON of a reply.

    Attributes:
        place: Where to ask, made of the first reply: a path with its query, or with ``domain`` a URL; None where the
            reply names no job.
        status: The job's status.
        done: Statuses of a job whose result is there.
        failed: Statuses of a job that has none. Every other status is waited for, up to the call's timeout.
        reason: Why a job failed.
        result: Path of the result, made of the first reply or of the one that says "done", where it is in neither.
        cancel: Path at which the job is cancelled, made of the first reply.
        cancel_method: HTTP method for that.
        every: Seconds between two questions, where a reply does not ask for another pace.
        domain: Hosts of this domain are asked as the reply names them, without a key.
        counter: Parameter of the query that counts the questions, from 0.
    """

    place: Callable[[Json], Json]
    status: Callable[[Json], Json]
    done: frozenset[str]
    failed: frozenset[str]
    reason: Callable[[Json], Json] | None = None
    result: Callable[[Json], Json] | None = None
    cancel: Callable[[Json], Json] | None = None
    cancel_method: str = "POST"
    every: float = 1.0
    domain: str | None = None
    counter: str | None = None


class Job:
    """A long job under way: what ``on_progress`` is called with, the same object each time.

    Attributes:
        provider: Name of the provider.
        status: As the provider calls it, for example ``IN_QUEUE``.
        asked: How often it was asked for since it was ordered.
        data: The provider's last reply, decoded: some tell a place in the queue, logs or a percentage.
        is_cancelled: Whether `cancel` was called.
    """

    __slots__ = ("asked", "data", "is_cancelled", "provider", "status")

    def __init__(self, provider: str, status: str, data: Json) -> None:
        self.provider = provider
        self.status = status
        self.asked = 0
        self.data = data
        self.is_cancelled = False

    def cancel(self) -> None:
        """Give the job up: the call raises `JobError` before it asks again. May be called from any thread.

        The provider is told, where it takes that; whether it stops, and what it bills, is up to it.
        """
        self.is_cancelled = True

    def __repr__(self) -> str:
        return f"Job({self.provider}, {self.status!r}, asked {self.asked} times)"


def wait_for_job(call: Call, route: Route, reply: Reply, rules: JobRules) -> Flow[Reply]:
    """Ask for a job until it is done; give the reply that holds its result.

    Raises:
        OutputError: The first reply names no job to wait for, or a later one no status.
        JobError: The job failed, or was cancelled.
        TimeoutError: It was not done in time; the text names its last status.
    """
    if reply.media() is not None:
        return reply  # done at once, and this is it
    order = reply.json()
    status = _status(order, reply, rules)
    question: Request | None = None
    job = Job(route.provider, status, order)
    while status not in rules.done:
        if question is None and (question := _first_question(route, reply, rules)) is None:
            return reply  # no job at all: this is the result, or what it lacks is found when it is read
        try:
            yield from _report(call, route, job, order, rules)
            yield from sleep(_pause(reply, rules))
            if job.is_cancelled:
                yield from _cancel(route, order, rules)
            reply = yield from send(_counted(question, rules, job.asked))
        except TimeoutError as error:
            error.add_text(f"the job was still {status!r}")
            raise
        if reply.media() is not None:
            return reply
        job.data = reply.json()
        if not (status := _status(job.data, reply, rules)):
            raise error_within(reply) or reply.malformed("says nothing of the job's status")
        job.status, job.asked = status, job.asked + 1
    if rules.result is None:
        return reply
    if not (path := text_of(rules.result(reply.json())) or text_of(rules.result(order))):
        raise reply.malformed("names no result of the job")
    return (yield from route.get(path))


def _report(call: Call, route: Route, job: Job, order: Json, rules: JobRules) -> Flow[None]:
    """Tell the caller how the job is doing; where that raises, nobody waits for the job any more."""
    if call.options.on_progress is None:
        return
    try:
        call.options.on_progress(job)
    except BaseException:
        with suppress(JobError):
            yield from _cancel(route, order, rules)
        raise
    if job.is_cancelled:
        yield from _cancel(route, order, rules)


def _cancel(route: Route, order: Json, rules: JobRules) -> Flow[None]:
    """Tell the provider that nobody waits for a job any more, and raise.

    Raises:
        JobError: Always.
    """
    text = "and the provider cannot be told"
    if rules.cancel is not None and (path := text_of(rules.cancel(order))):
        try:
            yield from send(route.request(rules.cancel_method, path))
            text = "and the provider was told"
        except InferwireError as error:
            text = f"and telling the provider failed: {error.message}"
    raise JobError(f"the job at {route.who} was cancelled by the caller, {text}")


def _status(data: Json, reply: Reply, rules: JobRules) -> str:
    """Give the status that a reply tells, or nothing.

    Raises:
        JobError: It says that the job failed.
    """
    status = text_of(rules.status(data))
    if status not in rules.failed:
        return status
    why = rules.reason(data) if rules.reason is not None else None
    text = clean_message(why if isinstance(why, str) else message_in(why) or "").strip()
    raise JobError(f"the job at {reply.who} ended as {status!r}{f': {text}' if text else ''}", status=reply.status)


def _first_question(route: Route, reply: Reply, rules: JobRules) -> Request | None:
    """Make the question of the reply to the order; None where that speaks of no job.

    Raises:
        OutputError: It names none, or one at a host that is not the provider's own.
    """
    order = reply.json()
    place = text_of(rules.place(order))
    if not place:
        if rules.status(order) is None:
            return None
        raise reply.malformed("names no job to ask for")
    if rules.domain is None:
        return route.request("GET", place)
    parts = check_reply_url(place)
    host = parts.hostname or ""
    if parts.scheme != "https" or not (host == rules.domain or host.endswith(f".{rules.domain}")):
        raise OutputError(f"the answer of {route.who} names a job at {host}, which is not its own")
    url = urlunsplit(parts._replace(fragment=""))
    return Request(method="GET", url=url, who=route.who, provider=route.provider, is_download=True)


def _counted(question: Request, rules: JobRules, count: int) -> Request:
    if rules.counter is None:
        return question
    joint = "&" if "?" in question.url else "?"
    return structs.replace(question, url=f"{question.url}{joint}{rules.counter}={count}")


def _pause(reply: Reply, rules: JobRules) -> float:
    """Give the seconds until the next question: what the reply asks for, within bounds, else the provider's usual."""
    asked_for = find_retry_after(reply.headers)
    return min(max(asked_for, SHORTEST_PAUSE), LONGEST_PAUSE) if asked_for else rules.every


def path_of(url: Json) -> str | None:
    """Give the path and query of a URL that a reply names: what it leads to is asked for where the order went.

    Raises:
        OutputError: It is no URL, or its path leads elsewhere.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
    except ValueError:
        parts = urlsplit("")
    segments = unquote(parts.path).replace("\\", "/").split("/")
    if not parts.path.startswith("/") or "//" in parts.path or {".", ".."} & set(segments) or not url.isprintable():
        raise OutputError("the answer names no URL that can be asked")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def job_id(value: Json) -> str | None:
    """Give a job's id as it stands in a path, or None where there is none.

    Raises:
        OutputError: It would be another path.
    """
    text = text_of(value)
    if text in (".", ".."):
        raise OutputError(f"the answer names a job {text!r}, which is no id")
    return quote(text, safe="") or None
