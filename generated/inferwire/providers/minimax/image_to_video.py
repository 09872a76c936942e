# Generated from specs/providers/minimax.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-video by MiniMax.

A long-running job, polled every 10 s until it finishes. It cannot be cancelled.
https://platform.minimax.io/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.minimax import ERRORS, JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("negative_prompt", "guidance_scale", "num_inference_steps", "num_frames", "target_size", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/video_generation``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    body = call.body(
        {"model": route.model, "first_frame_image": url_or_data_url(call.inputs)},
        omit_keys(call.parameters, *UNSUPPORTED),
    )
    response = await route.post("/v1/video_generation", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "file", "download_url"))
