# Generated from specs/providers/wavespeed.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by WaveSpeedAI.

A long-running job, polled every 0.5 s until it finishes. It cannot be cancelled.
https://wavespeed.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.wavespeed import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/v3/{model}``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    body = call.body(
        {
            "prompt": call.inputs,
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
