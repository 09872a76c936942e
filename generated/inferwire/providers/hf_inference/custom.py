# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: custom.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.protocols.hf_pipeline.custom import STREAM
from inferwire_runtime.routing import segment
from inferwire_runtime.steps import open_stream as open_route_stream

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/models/{model}``."""
    if (upload := call.upload()) is not None:
        return route.post(f"/models/{segment(route.model)}", content=upload)
    return route.post(f"/models/{segment(route.model)}", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET})


def read(reply: Reply) -> Json:
    """Make the task's answer of the reply."""
    return reply.json()


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/models/{model}`` and ask for a stream."""
    return open_route_stream(
        route, f"/models/{segment(route.model)}", STREAM, json=_body(call, route) | {"stream": True}
    )
