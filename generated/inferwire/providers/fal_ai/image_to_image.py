# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-image by fal.

A long-running job, polled every 0.5 s until it finishes. It can be cancelled.
`target_size` is sent as `image_size`.
https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.fal_ai import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/{model}``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    route = route.with_base_url(direct="https://queue.fal.run", routed_query="_subdomain=queue")
    body = call.body(
        {
            "image_url": call.parameter("image_url") or url_or_data_url(call.inputs),
            "image_urls": call.parameter("image_urls") or [url_or_data_url(call.inputs)],
            "loras": call.parameter("loras")
            or ([{"path": route.weights_url, "scale": 1}] if route.weights_url else UNSET),
        },
        rename_keys(call.parameters, {"target_size": "image_size"}),
    )
    response = await route.post(f"/{quote_path(route.model)}", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "images", 0, "url"))
