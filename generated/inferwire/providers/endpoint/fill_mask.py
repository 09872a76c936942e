# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: fill mask.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.fill_mask import FillMaskOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import flat

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to the endpoint's own URL."""
    return route.post("", json=call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET}))


def read(reply: Reply) -> list[FillMaskOutputElement]:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(flat(data), list[FillMaskOutputElement], reply.who)
