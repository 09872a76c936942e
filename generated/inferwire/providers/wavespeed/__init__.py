# Generated from specs/providers/wavespeed.yaml. Do not edit: change the spec and run `nox -s generate`.
"""WaveSpeedAI: a module for each task that it serves.

https://wavespeed.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, path_of
from inferwire_runtime.pick import pick

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return path_of(pick(data, "data", "urls", "get"))


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return pick(data, "data", "status")


def _job_reason(data: Json) -> Json:
    """Give why the job failed."""
    return pick(data, "data", "error")


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"completed"}),
    failed=frozenset({"failed"}),
    reason=_job_reason,
    every=0.5,
)
