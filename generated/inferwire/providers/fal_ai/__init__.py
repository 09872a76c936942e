# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for fal, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `FAL_KEY`, `FAL_API_KEY` or `FAL_AI_API_KEY`
and sent as ``authorization: Key <key>``.
https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, path_of
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Route


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    return path_of(get(data, "status_url"))


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "error")


def _job_result(data: Json, route: Route) -> Json:
    """Return the URL of the result."""
    return path_of(get(data, "response_url"))


def _job_cancel(data: Json, route: Route) -> Json:
    """Return the URL that cancels the job."""
    return path_of(get(data, "cancel_url"))


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"COMPLETED"}),
    failed=frozenset({"FAILED", "ERROR"}),
    reason=_job_reason,
    result=_job_result,
    cancel=_job_cancel,
    cancel_method="PUT",
    interval=0.5,
)
