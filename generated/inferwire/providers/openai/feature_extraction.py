# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by OpenAI.

Protocol: OpenAI's embeddings.
https://platform.openai.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/embeddings``."""
    call.check_encodable()
    return await route.post(
        "/v1/embeddings",
        json=call.body(
            {
                "model": route.model,
                "input": call.inputs,
                "encoding_format": call.parameter("encoding_format") or "base64",
            },
            call.parameters,
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))
