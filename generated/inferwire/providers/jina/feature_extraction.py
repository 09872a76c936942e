# Generated from specs/providers/jina.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Jina AI.

`encoding_format` is sent as `embedding_type`.
`normalize` is sent as `normalized`.
Protocol: OpenAI's embeddings.
https://docs.jina.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.values import list_of_strings, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("prompt_name", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/embeddings``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/embeddings",
        json=call.body(
            {"model": route.model, "input": list_of_strings(call.inputs) or [call.inputs]},
            rename_keys(
                omit_keys(call.parameters, *UNSUPPORTED),
                {"normalize": "normalized", "encoding_format": "embedding_type"},
            ),
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))
