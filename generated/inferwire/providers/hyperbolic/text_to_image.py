# Generated from specs/providers/hyperbolic.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Hyperbolic: text to image.

https://docs.hyperbolic.xyz
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.media import media_from_base64
from inferwire_runtime.pick import pick

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/images/generations``."""
    call.allow_output_types("bytes", "data_url", "json")
    return route.post(
        "/v1/images/generations", json=call.body({"model_name": route.model, "prompt": call.inputs}, call.parameters)
    )


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_base64(pick(data, "images", 0, "image"))
