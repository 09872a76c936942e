# Generated from specs/providers/runway.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-video by Runway.

A long-running job, polled every 5 s until it finishes. It can be cancelled.
`prompt` is sent as `promptText`.
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
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import contains, first_set, join_text, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("negative_prompt", "guidance_scale", "num_inference_steps", "num_frames")
VEO_UNSUPPORTED = ("guidance_scale", "num_inference_steps", "num_frames", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/image_to_video``.

    Poll the job until it finishes.
    """
    if contains(route.model, "veo"):
        return await _send_veo(call, route)
    call.refuse_unsupported(UNSUPPORTED, route.server)
    body = call.body(
        {
            "model": route.model,
            "promptImage": url_or_data_url(call.inputs),
            "ratio": call.parameter("ratio")
            or (
                call.parameter("target_size")
                and join_text(
                    ":", compact(call.parameter("target_size", "width"), call.parameter("target_size", "height"))
                )
            )
            or ("1280:720" if contains(route.model, "gen4") or contains(route.model, "veo") else UNSET),
            "duration": first_set(
                call.parameter("duration"),
                5 if route.model == "gen4.5" else UNSET,
                8 if route.model == "veo3" else UNSET,
            ),
        },
        rename_keys(omit_keys(call.parameters, "target_size", *UNSUPPORTED), {"prompt": "promptText"}),
    )
    response = await route.post("/v1/image_to_video", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


async def _send_veo(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/image_to_video``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(VEO_UNSUPPORTED, route.server)
    body = call.body(
        {
            "model": route.model,
            "promptImage": url_or_data_url(call.inputs),
            "ratio": call.parameter("ratio")
            or (
                call.parameter("target_size")
                and join_text(
                    ":", compact(call.parameter("target_size", "width"), call.parameter("target_size", "height"))
                )
            )
            or ("1280:720" if contains(route.model, "gen4") or contains(route.model, "veo") else UNSET),
            "duration": first_set(
                call.parameter("duration"),
                5 if route.model == "gen4.5" else UNSET,
                8 if route.model == "veo3" else UNSET,
            ),
        },
        rename_keys(
            omit_keys(call.parameters, "target_size", *VEO_UNSUPPORTED),
            {"prompt": "promptText", "negative_prompt": "negativePrompt"},
        ),
    )
    response = await route.post("/v1/image_to_video", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "output", 0))
