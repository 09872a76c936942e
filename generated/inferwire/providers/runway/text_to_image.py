# Generated from specs/providers/runway.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Runway.

A long-running job, polled every 5 s until it finishes. It can be cancelled.
https://docs.dev.runwayml.com/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.runway import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import compact
from inferwire_runtime.values import contains, is_set, join_text, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("negative_prompt", "guidance_scale", "num_inference_steps", "scheduler")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/text_to_image``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    width = call.parameter("width")
    body = call.body(
        {
            "model": route.model,
            "promptText": call.inputs,
            "ratio": call.parameter("ratio")
            or (is_set(width) and join_text(":", compact(width, call.parameter("height"))))
            or ("1280:720" if contains(route.model, "gen4_image") else UNSET),
        },
        omit_keys(call.parameters, "width", "height", *UNSUPPORTED),
    )
    response = await route.post("/v1/text_to_image", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "output", 0))
