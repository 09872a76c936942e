# Generated from specs/providers/replicate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Replicate: a module for each task that it serves.

https://replicate.com/docs/reference/http
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, path_of
from inferwire_runtime.pick import both, either, pick

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return path_of(pick(data, "urls", "get"))


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return either(
        both(both((either(pick(data, "status"), "processing") == "processing"), pick(data, "output")), "succeeded"),
        pick(data, "status"),
    )


def _job_reason(data: Json) -> Json:
    """Give why the job failed."""
    return pick(data, "error")


def _job_cancel(data: Json) -> Json:
    """Give where the job is cancelled."""
    return path_of(pick(data, "urls", "cancel"))


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"succeeded"}),
    failed=frozenset({"failed", "canceled", "aborted"}),
    reason=_job_reason,
    cancel=_job_cancel,
    cancel_method="POST",
    every=1.0,
)
