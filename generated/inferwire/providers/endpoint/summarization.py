# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: summarization.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.summarization import SummarizationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import one

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to the endpoint's own URL."""
    return route.post("", json=call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET}))


def read(reply: Reply) -> SummarizationOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(one(data), SummarizationOutput, reply.who, body=reply.body)
