# Generated from specs/providers/wavespeed.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-text-to-video by WaveSpeedAI.

A long-running job, polled every 0.5 s until it finishes. It cannot be cancelled.
https://wavespeed.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.wavespeed import JOB
from inferwire_runtime.files import fetch_files
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.uploads import base64_field
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import all_images

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/v3/{model}``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    call = await fetch_files(call, route)
    body = call.body(
        {
            "image": base64_field(call.inputs) if call.inputs else UNSET,
            "images": all_images(call.inputs, call.parameter("images"))
            or ([base64_field(call.inputs)] if call.inputs else UNSET),
            "loras": call.parameter("loras")
            or ([{"path": route.hub_model, "scale": 1}] if route.adapter == "lora" else UNSET),
        },
        call.parameters,
    )
    response = await route.post(f"/api/v3/{quote_path(route.model)}", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "data", "outputs", 0))
