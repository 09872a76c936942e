# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: image to text.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.image_to_text import ImageToTextOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.media import as_base64
from inferwire_runtime.pick import one
from inferwire_runtime.routing import segment
from inferwire_runtime.steps import fetch_media

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/models/{model}``."""
    call = yield from fetch_media(call)
    if (upload := call.upload()) is not None:
        return (yield from route.post(f"/models/{segment(route.model)}", content=upload))
    body = call.body({"inputs": as_base64(call.inputs), "parameters": call.parameters or UNSET})
    return (yield from route.post(f"/models/{segment(route.model)}", json=body))


def read(reply: Reply) -> ImageToTextOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(one(data), ImageToTextOutput, reply.who, body=reply.body)
