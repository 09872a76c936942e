# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-video by Together AI.

A long-running job, polled every 2 s until it finishes. It cannot be cancelled.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.together import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2/videos``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    body = call.body(
        {
            "model": route.model,
            "prompt": call.inputs,
            "steps": call.parameter("num_inference_steps"),
            "width": call.parameter("target_size", "width"),
            "height": call.parameter("target_size", "height"),
        },
        omit_keys(call.parameters, "num_inference_steps", "target_size"),
    )
    response = await route.post("/v2/videos", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "outputs", "video_url"))
