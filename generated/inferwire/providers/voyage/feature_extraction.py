# Generated from specs/providers/voyage.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Voyage AI.

`dimensions` is sent as `output_dimension`.
`truncate` is sent as `truncation`.
Protocol: OpenAI's embeddings.
https://docs.voyageai.com
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("normalize", "prompt_name", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/embeddings``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/embeddings",
        json=call.body(
            {
                "model": route.model,
                "input": call.inputs,
                "encoding_format": "base64" if call.parameter("encoding_format") == "base64" else UNSET,
            },
            rename_keys(
                omit_keys(call.parameters, "encoding_format", *UNSUPPORTED),
                {"dimensions": "output_dimension", "truncate": "truncation"},
            ),
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))
