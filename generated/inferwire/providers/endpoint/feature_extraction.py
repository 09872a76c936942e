# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction on a dedicated endpoint.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post("", json=call.body({"inputs": call.inputs}, call.parameters))


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_list(FeatureExtractionOutput, "embeddings")
