# Generated from specs/providers/dashscope.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Alibaba Cloud Model Studio, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `DASHSCOPE_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://www.alibabacloud.com/help/en/model-studio
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
    job = job_id(get(data, "output", "task_id"))
    return job and f"/api/v1/tasks/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "output", "task_status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "output", "message")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"SUCCEEDED"}),
    failed=frozenset({"FAILED", "CANCELED", "UNKNOWN"}),
    reason=_job_reason,
    interval=5.0,
)
