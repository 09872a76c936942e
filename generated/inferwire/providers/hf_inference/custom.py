# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Custom calls by HF Inference.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.protocols.hf_pipeline.custom import HF_PIPELINE_STREAM
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}``."""
    if (file := call.only_file()) is not None:
        return await route.post(f"/models/{quote_path(route.model)}", content=file)
    return await route.post(f"/models/{quote_path(route.model)}", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters", top=("options",)
    )


def parse_response(response: Response) -> Json:
    """Parse the response."""
    return response.json()


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/models/{model}`` and open the response as a stream."""
    return await route.stream(
        f"/models/{quote_path(route.model)}", HF_PIPELINE_STREAM, json=_body(call, route) | {"stream": True}
    )
