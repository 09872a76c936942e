# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Together AI: image to image.

https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.media import as_media_url, media_from_base64, media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.values import contains, first, lower, omitted

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/images/generations``."""
    call.allow_output_types("bytes", "url", "data_url", "json")
    return route.post(
        "/v1/images/generations",
        json=call.body(
            {
                "model": route.model,
                "image_url": first(call.parameter("image_url"), as_media_url(call.inputs))
                if contains(lower(route.model), "kontext") and contains(lower(route.model), "flux.1")
                else UNSET,
                "reference_images": first(
                    call.parameter("reference_images"),
                    [as_media_url(call.inputs)]
                    if not (contains(lower(route.model), "kontext") and contains(lower(route.model), "flux.1"))
                    else UNSET,
                ),
                "steps": call.parameter("num_inference_steps"),
                "response_format": "url" if call.output_type == "url" else "base64",
            },
            omitted(call.parameters, "num_inference_steps"),
        ),
    )


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_base64(pick(data, "data", 0, "b64_json")) or media_from_url(pick(data, "data", 0, "url"))
