# Generated from specs/providers/runway.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Runway, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `RUNWAYML_API_SECRET` and
sent as ``authorization: Bearer <key>``.
https://docs.dev.runwayml.com/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Route


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_id(get(data, "id"))
    return job and f"/v1/tasks/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "failure")


def _job_cancel(data: Json, route: Route) -> Json:
    """Return the URL that cancels the job."""
    job = job_id(get(data, "id"))
    return job and f"/v1/tasks/{job}"


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"SUCCEEDED"}),
    failed=frozenset({"FAILED", "CANCELLED"}),
    reason=_job_reason,
    cancel=_job_cancel,
    cancel_method="DELETE",
    interval=5.0,
)
