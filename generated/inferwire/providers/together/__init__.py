# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Together AI: a module for each task that it serves.

https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id
from inferwire_runtime.pick import either, pick, within

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return within(job_id(pick(data, "id")), lambda job: f"/v2/videos/{job}")


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return either(pick(data, "status"), "queued")


def _job_reason(data: Json) -> Json:
    """Give why the job failed."""
    return pick(data, "error", "message")


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"completed"}),
    failed=frozenset({"failed", "cancelled"}),
    reason=_job_reason,
    every=2.0,
)
