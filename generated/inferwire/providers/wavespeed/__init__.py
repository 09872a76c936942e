# Generated from specs/providers/wavespeed.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for WaveSpeedAI, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `WAVESPEED_API_KEY` and sent as
``authorization: Bearer <key>``.
https://wavespeed.ai/docs
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
    return path_of(get(data, "data", "urls", "get"))


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "data", "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "data", "error")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"completed"}),
    failed=frozenset({"failed"}),
    reason=_job_reason,
    interval=0.5,
)
