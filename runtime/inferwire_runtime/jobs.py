"""Long jobs: a provider takes an order, says where to ask for it, and is asked until the result is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from msgspec import Struct

from inferwire_runtime.errors import JobError, Json, OutputError, TimeoutError, clean_message, find_retry_after
from inferwire_runtime.flow import Request, send, sleep
from inferwire_runtime.pick import text_of

if TYPE_CHECKING:
    from inferwire_runtime.flow import Flow, Reply, Route


SHORTEST_PAUSE = 0.02


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
    every: float = 1.0
    domain: str | None = None
    counter: str | None = None


def wait_for_job(route: Route, reply: Reply, rules: JobRules) -> Flow[Reply]:
    """Ask for a job until it is done; give the reply that holds its result.

    Raises:
        OutputError: The first reply names no job to wait for, or a later one no status.
        JobError: The job failed.
        TimeoutError: It was not done in time; the text names its last status.
    """
    if reply.media() is not None:
        return reply  # done at once, and this is it
    order = data = reply.json()
    place, count = "", 0
    while (status := text_of(rules.status(data))) not in rules.done:
        if status in rules.failed:
            why = text_of(rules.reason(data)) if rules.reason is not None else ""
            reason = f": {clean_message(why)}" if why else ""
            raise JobError(f"the job at {reply.who} ended as {status!r}{reason}", status=reply.status)
        if count and not status:
            raise reply.malformed("says nothing of the job's status")
        place = place or text_of(rules.place(order))
        if not place and not status:
            return reply  # no job at all: this is the result, or what it lacks is found when it is read
        if not place:
            raise reply.malformed("names no job to ask for")
        try:
            yield from sleep(_pace(reply, rules))
        except TimeoutError as error:
            error.message += f"; the job was still {status!r}"
            error.args = (error.message,)
            raise
        reply = yield from send(_question(route, place, rules, count))
        data, count = reply.json(), count + 1
    if rules.result is None:
        return reply
    if not (path := text_of(rules.result(data)) or text_of(rules.result(order))):
        raise reply.malformed("names no result of the job")
    return (yield from route.get(path))


def _pace(reply: Reply, rules: JobRules) -> float:
    """Give the seconds until the next question: what the reply asks for, else the provider's usual."""
    asked_for = find_retry_after(reply.headers)
    return rules.every if asked_for is None else max(asked_for, SHORTEST_PAUSE)


def _question(route: Route, place: str, rules: JobRules, count: int) -> Request:
    if rules.counter is not None:
        place += f"{'&' if '?' in place else '?'}{rules.counter}={count}"
    if rules.domain is None:
        return route.request("GET", place)
    parts = urlsplit(place)
    host = parts.hostname or ""
    if parts.scheme != "https" or not (host == rules.domain or host.endswith(f".{rules.domain}")):
        raise OutputError(f"the answer of {route.who} names a job at {host or 'no host'}, which is not its own")
    return Request(method="GET", url=place, who=route.who, provider=route.provider)


def path_of(url: Json) -> str | None:
    """Give the path and query of a URL that a reply names: what it leads to is asked for where the order went.

    Raises:
        OutputError: It is no URL.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        parts = None
    if parts is None or not parts.path.startswith("/"):
        raise OutputError("the answer names no URL to ask for the job at")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def job_id(value: Json) -> str | None:
    """Give a job's id as it stands in a path, or None where there is none."""
    return quote(value, safe="") if isinstance(value, str) and value else None
