# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-video by Together AI.

A long-running job, polled every 2 s until it finishes. It cannot be cancelled.
Refused before a request is sent: Together AI needs both width and height; pass target_size={'width': ..., 'height':
...}.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.together import JOB
from inferwire_runtime.errors import InputError
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import is_set, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2/videos``.

    Poll the job until it finishes.
    """
    width = call.parameter("target_size", "width")
    height = call.parameter("target_size", "height")
    if call.parameter("target_size") and not (is_set(width) and is_set(height)):
        raise InputError("Together AI needs both width and height; pass target_size={'width': ..., 'height': ...}")
    call.check_encodable()
    body = call.body(
        {
            "model": route.model,
            "frame_images": call.parameter("frame_images")
            or [{"input_image": url_or_data_url(call.inputs), "frame": "first"}],
            "steps": call.parameter("num_inference_steps"),
            "width": width,
            "height": height,
        },
        omit_keys(call.parameters, "num_inference_steps", "target_size"),
    )
    response = await route.post("/v2/videos", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "outputs", "video_url"))
