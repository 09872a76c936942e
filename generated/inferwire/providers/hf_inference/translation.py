# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: translation.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.translation import TranslationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/models/{model}``."""
    return route.post(
        f"/models/{segment(route.model)}",
        json=call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET}),
    )


def read(reply: Reply) -> TranslationOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(pick(data, 0), TranslationOutput, reply.who, body=reply.body)
