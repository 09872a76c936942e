# Generated from specs/providers/minimax.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for MiniMax, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `MINIMAX_API_KEY` and sent as
``authorization: Bearer <key>``.
https://platform.minimax.io/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.jobs import JobRules, job_id, url_part
from inferwire_runtime.json_path import coalesce, get

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Route


def _is_error(data: Json) -> bool:
    """Return whether a response reports an error, whatever its status."""
    return bool(coalesce(get(data, "base_resp", "status_code"), 0) != 0)


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    return get(data, "base_resp", "status_msg")


def _is_key_error(data: Json) -> bool:
    """Return whether the API key is the reason of an error."""
    status_code = get(data, "base_resp", "status_code")
    return bool(status_code == 1004 or status_code == 2049)


def _error_status(data: Json) -> Json:
    """Return the HTTP status that an error stands for."""
    status_code = get(data, "base_resp", "status_code")
    return 429 if status_code == 1002 or status_code == 1039 else None


ERRORS = ErrorRules(
    is_error=_is_error,
    message=_error_message,
    is_key_error=_is_key_error,
    meant_status=_error_status,
)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_id(get(data, "task_id"))
    return job and f"/v1/query/video_generation?task_id={job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status")


def _job_result(data: Json, route: Route) -> Json:
    """Return the URL of the result."""
    file_id = url_part(get(data, "file_id"))
    return file_id and f"/v1/files/retrieve?file_id={file_id}"


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"Success"}),
    failed=frozenset({"Fail"}),
    result=_job_result,
    interval=10.0,
)
