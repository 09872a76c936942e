"""Long jobs: a provider takes an order, says where to ask for it, and is asked until the result is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from inferwire_runtime.errors import Json, OutputError, ProviderError, TimeoutError, clean_message
from inferwire_runtime.flow import sleep

if TYPE_CHECKING:
    from inferwire_runtime.flow import Flow, Reply, Route


class JobRules(Struct, frozen=True, kw_only=True):
    """How a provider runs long jobs; every function looks at the JSON of a reply.

    Attributes:
        path: Path to ask at, with its query, made of the first reply; None where it names no job.
        status: The job's status.
        done: Statuses of a job whose result is there.
        failed: Statuses of a job that has none. Every other status is waited for, up to the call's timeout.
        reason: Why a job failed.
        every: Seconds between two questions.
    """

    path: Callable[[Json], Json]
    status: Callable[[Json], Json]
    done: frozenset[str]
    failed: frozenset[str]
    reason: Callable[[Json], Json] | None = None
    every: float = 1.0


def wait_for_job(route: Route, reply: Reply, rules: JobRules) -> Flow[Reply]:
    """Ask for a job until it is done; give the reply that says so.

    Raises:
        OutputError: The first reply names no job.
        ProviderError: The job failed.
        TimeoutError: It was not done in time; the text names its last status.
    """
    data = reply.json()
    path: Json = None
    while (status := rules.status(data)) not in rules.done:
        if status in rules.failed:
            why = rules.reason(data) if rules.reason is not None else None
            reason = f": {clean_message(why)}" if isinstance(why, str) and why else ""
            raise ProviderError(f"the job at {reply.who} ended as {status!r}{reason}", status=reply.status)
        if path is None and (path := rules.path(data)) is None:
            raise reply.malformed("names no job to ask for")
        try:
            yield from sleep(rules.every)
        except TimeoutError as error:
            error.message += f"; the job was still {status!r}"
            error.args = (error.message,)
            raise
        reply = yield from route.get(path)
        data = reply.json()
    return reply


def path_of(url: Json) -> str | None:
    """Give the path and query of a URL that a reply names: the job is asked for where it was ordered, with its key.

    Raises:
        OutputError: It is no URL.
    """
    if url is None:
        return None
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or not parts.path.startswith("/"):
        raise OutputError("the answer names no URL to ask for the job at")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def job_id(value: Json) -> str | None:
    """Give a job's id as it stands in a path, or None where there is none."""
    from urllib.parse import quote  # only where ids stand in paths

    return quote(value, safe="") if isinstance(value, str) and value else None
