# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""fal: a module for each task that it serves.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, path_of
from inferwire_runtime.pick import pick

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return path_of(pick(data, "status_url"))


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return pick(data, "status")


def _job_reason(data: Json) -> Json:
    """Give why the job failed."""
    return pick(data, "error")


def _job_result(data: Json) -> Json:
    """Give where the result is."""
    return path_of(pick(data, "response_url"))


def _job_cancel(data: Json) -> Json:
    """Give where the job is cancelled."""
    return path_of(pick(data, "cancel_url"))


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"COMPLETED"}),
    failed=frozenset({"FAILED", "ERROR"}),
    reason=_job_reason,
    result=_job_result,
    cancel=_job_cancel,
    cancel_method="PUT",
    every=0.5,
)
