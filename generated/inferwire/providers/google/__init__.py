# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Google, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `GOOGLE_API_KEY` or
`GEMINI_API_KEY` and sent as ``x-goog-api-key: <key>``.
https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.jobs import JobRules, job_path
from inferwire_runtime.json_path import get
from inferwire_runtime.values import join_text

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Route


def _is_error(data: Json) -> bool:
    """Return whether a response reports an error, whatever its status."""
    return bool(get(data, "promptFeedback", "blockReason"))


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    blockreason = get(data, "promptFeedback", "blockReason")
    return blockreason and join_text("", ["the prompt was blocked: ", blockreason])


def _is_key_error(data: Json) -> bool:
    """Return whether the API key is the reason of an error."""
    return bool(get(data, "error", "details", 0, "reason") == "API_KEY_INVALID")


ERRORS = ErrorRules(
    is_error=_is_error,
    message=_error_message,
    is_key_error=_is_key_error,
)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_path(get(data, "name"))
    return job and f"/v1beta/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    if get(data, "error") or (
        get(data, "response", "generateVideoResponse", "raiMediaFilteredReasons", 0)
        and not get(data, "response", "generateVideoResponse", "generatedSamples", 0)
    ):
        return "failed"
    return get(data, "done") or "running"


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "error", "message") or get(data, "response", "generateVideoResponse", "raiMediaFilteredReasons", 0)


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"true"}),
    failed=frozenset({"failed"}),
    reason=_job_reason,
    interval=10.0,
)
