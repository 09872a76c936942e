# Generated from specs/providers/black-forest-labs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Black Forest Labs.

A long-running job, polled every second until it finishes. It cannot be cancelled.
https://docs.bfl.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/{model}``.

    Poll the job until it finishes.
    """
    body = call.body({"prompt": call.inputs}, call.parameters)
    response = await route.post(f"/v1/{quote_path(route.model)}", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    return get(data, "polling_url")


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"Ready"}),
    failed=frozenset({"Error", "Failed", "Request Moderated", "Content Moderated", "Task not found"}),
    interval=1.0,
    allowed_host="bfl.ai",
    poll_count_parameter="attempt",
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "result", "sample"))
