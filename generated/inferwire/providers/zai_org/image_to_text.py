# Generated from specs/providers/zai-org.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Z.ai: image to text.

https://docs.z.ai/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.image_to_text import ImageToTextOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.media import as_data_url
from inferwire_runtime.pick import pick
from inferwire_runtime.steps import fetch_media

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/api/paas/v4/layout_parsing``."""
    call = yield from fetch_media(call)
    body = call.body({"model": route.model, "file": as_data_url(call.inputs)}, call.parameters)
    return (yield from route.post("/api/paas/v4/layout_parsing", json=body))


def read(reply: Reply) -> ImageToTextOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert({"generated_text": pick(data, "md_results")}, ImageToTextOutput, reply.who, body=reply.body)
