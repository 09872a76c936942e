# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-video by Google.

A long-running job, polled every 5 s until it finishes. It cannot be cancelled.
`negative_prompt` is sent as `negativePrompt`.
https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.jobs import JobRules, job_path, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_with_key
from inferwire_runtime.models import merge
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:predictLongRunning``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported("guidance_scale", "num_frames", "num_inference_steps", server=route.server)
    body = call.body(
        {
            "instances": [{"prompt": call.inputs}],
            "parameters": merge(
                {},
                rename_keys(
                    omit_keys(call.parameters, "guidance_scale", "num_frames", "num_inference_steps"),
                    {"negative_prompt": "negativePrompt"},
                ),
            )
            or UNSET,
        },
        nest="parameters",
    )
    response = await route.post(
        f"/v1beta/models/{quote_path(route.model)}:predictLongRunning", json=body, is_idempotent=False
    )
    return await wait_for_job(call, route, response, JOB)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_path(get(data, "name"))
    return job and f"/v1beta/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    if get(data, "error"):
        return "failed"
    return get(data, "done") or "running"


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "error", "message")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"true"}),
    failed=frozenset({"failed"}),
    reason=_job_reason,
    interval=5.0,
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_with_key(get(data, "response", "generateVideoResponse", "generatedSamples", 0, "video", "uri"))
