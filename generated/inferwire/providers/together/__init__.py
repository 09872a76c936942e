# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Together AI, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `TOGETHER_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.together.ai
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
    return job and f"/v2/videos/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status") or "queued"


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "error", "message")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"completed"}),
    failed=frozenset({"failed", "cancelled"}),
    reason=_job_reason,
    interval=2.0,
)
