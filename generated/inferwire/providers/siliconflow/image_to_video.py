# Generated from specs/providers/siliconflow.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-video by SiliconFlow.

A long-running job, polled every 10 s until it finishes. It cannot be cancelled.
https://docs.siliconflow.cn/en/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.siliconflow import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import compact
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import join_text, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "num_inference_steps", "num_frames")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/video/submit``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    body = call.body(
        {
            "model": route.model,
            "image": url_or_data_url(call.inputs),
            "image_size": call.parameter("image_size")
            or (
                call.parameter("target_size")
                and join_text(
                    "x", compact(call.parameter("target_size", "width"), call.parameter("target_size", "height"))
                )
            )
            or "1280x720",
        },
        omit_keys(call.parameters, "target_size", *UNSUPPORTED),
    )
    response = await route.post("/v1/video/submit", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "results", "videos", 0, "url"))
