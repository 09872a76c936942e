# Generated from specs/providers/luma.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Luma AI.

A long-running job, polled every 3 s until it finishes. It can be cancelled.
https://docs.lumalabs.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.luma import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.values import closest, divide, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("negative_prompt", "guidance_scale", "num_inference_steps", "scheduler", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/generations/image``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    body = call.body(
        {
            "model": route.model,
            "prompt": call.inputs,
            "aspect_ratio": call.parameter("aspect_ratio")
            or closest(
                divide(call.parameter("width"), call.parameter("height")),
                {"21:9": 2.333, "16:9": 1.778, "4:3": 1.333, "1:1": 1, "3:4": 0.75, "9:16": 0.5625, "9:21": 0.4286},
            ),
        },
        omit_keys(call.parameters, "width", "height", *UNSUPPORTED),
    )
    response = await route.post("/generations/image", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "assets", "image"))
