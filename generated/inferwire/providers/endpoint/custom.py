# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Custom calls on a dedicated endpoint.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.protocols.hf_pipeline.custom import HF_PIPELINE_STREAM

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    if (file := call.only_file()) is not None:
        return await route.post("", content=file)
    return await route.post("", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters", top=("options",)
    )


def parse_response(response: Response) -> Json:
    """Parse the response."""
    return response.json()


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to the endpoint's own URL and open the response as a stream."""
    return await route.stream("", HF_PIPELINE_STREAM, json=_body(call, route) | {"stream": True})
