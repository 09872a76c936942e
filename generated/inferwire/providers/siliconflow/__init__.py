# Generated from specs/providers/siliconflow.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for SiliconFlow, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `SILICONFLOW_API_KEY` and
sent as ``authorization: Bearer <key>``.
https://docs.siliconflow.cn/en/api-reference
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
    job = job_id(get(data, "requestId"))
    return job and "/v1/video/status"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "reason")


def _poll_body(data: Json, route: Route) -> Json:
    """Return the body of a poll."""
    return {"requestId": get(data, "requestId")}


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"Succeed"}),
    failed=frozenset({"Failed"}),
    reason=_job_reason,
    interval=10.0,
    poll_body=_poll_body,
)
