# Generated from specs/providers/nebius.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Nebius AI Studio: text to image.

Protocol: OpenAI's image generation.
https://docs.studio.nebius.com
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.pick import pick

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
                "prompt": call.inputs,
                "response_format": "url" if call.output_type == "url" else "b64_json",
            },
            call.parameters,
        ),
    )


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_base64(pick(data, "data", 0, "b64_json")) or media_from_url(pick(data, "data", 0, "url"))
