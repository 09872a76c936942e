# Generated from specs/providers/runware.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-video by Runware.

A long-running job, polled every 2 s until it finishes. It cannot be cancelled.
`guidance_scale` is sent as `CFGScale`.
`negative_prompt` is sent as `negativePrompt`.
`num_inference_steps` is sent as `steps`.
https://runware.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import drop_unset
from inferwire_runtime.values import new_uuid, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("num_frames",)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    body = [
        call.body(
            {
                "taskType": "videoInference",
                "taskUUID": new_uuid(),
                "deliveryMethod": "async",
                "model": route.model,
                "positivePrompt": call.inputs,
            },
            rename_keys(
                omit_keys(call.parameters, *UNSUPPORTED),
                {"negative_prompt": "negativePrompt", "num_inference_steps": "steps", "guidance_scale": "CFGScale"},
            ),
        )
    ]
    response = await route.post("/v1", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_id(get(data, "data", 0, "taskUUID"))
    return job and "/v1"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    if get(data, "errors"):
        return "error"
    return get(data, "data", 0, "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "errors", 0, "message")


def _poll_body(data: Json, route: Route) -> Json:
    """Return the body of a poll."""
    return [drop_unset({"taskType": "getResponse", "taskUUID": get(data, "data", 0, "taskUUID")})]


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"success"}),
    failed=frozenset({"error"}),
    reason=_job_reason,
    interval=2.0,
    poll_body=_poll_body,
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "data", 0, "videoURL"))
