# Generated from specs/providers/replicate.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Replicate.

A long-running job, polled every second until it finishes. It can be cancelled.
https://replicate.com/docs/reference/http
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.replicate import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import merge
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import contains, text_after

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/predictions`` or ``/v1/models/{model}/predictions``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    body = call.body(
        {
            "version": text_after(route.model, ":"),
            "input": merge(
                {
                    "prompt": call.inputs,
                    "lora_weights": call.parameter("lora_weights") or (route.hub_url if route.weights_url else UNSET),
                },
                call.parameters,
            ),
        },
        nest="input",
        top=("stream", "webhook", "webhook_events_filter"),
    )
    response = await route.post(
        "/v1/predictions" if contains(route.model, ":") else f"/v1/models/{quote_path(route.model)}/predictions",
        json=body,
        headers={"prefer": "wait"},
        is_idempotent=False,
    )
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_url(get(data, "output")) or media_from_url(get(data, "output", 0))
