# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: image text to image.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.media import as_base64, media_from_base64
from inferwire_runtime.steps import fetch_media

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to the endpoint's own URL."""
    call.allow_output_types("bytes", "data_url", "json")
    call = yield from fetch_media(call)
    if (upload := call.upload()) is not None:
        return (yield from route.post("", content=upload))
    body = call.body(
        {"inputs": as_base64(call.inputs) if call.inputs else UNSET, "parameters": call.parameters or UNSET}
    )
    return (yield from route.post("", json=body))


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    if (media := reply.media()) is not None:
        return media
    data = reply.json()
    return media_from_base64(data)
