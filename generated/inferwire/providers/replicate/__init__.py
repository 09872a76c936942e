# Generated from specs/providers/replicate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Replicate, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `REPLICATE_API_TOKEN` or `REPLICATE_API_KEY`
and sent as ``authorization: Bearer <key>``.
https://replicate.com/docs/reference/http
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
    return path_of(get(data, "urls", "get"))


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    status = get(data, "status")
    if (status or "processing") == "processing" and get(data, "output"):
        return "succeeded"
    return status


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "error")


def _job_cancel(data: Json, route: Route) -> Json:
    """Return the URL that cancels the job."""
    return path_of(get(data, "urls", "cancel"))


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"succeeded"}),
    failed=frozenset({"failed", "canceled", "aborted"}),
    reason=_job_reason,
    cancel=_job_cancel,
    cancel_method="POST",
    interval=1.0,
)
