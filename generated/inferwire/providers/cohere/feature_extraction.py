# Generated from specs/providers/cohere.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Cohere.

`dimensions` is sent as `output_dimension`.
https://docs.cohere.com/docs/compatibility-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.values import list_of_strings, look_up, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("encoding_format", "normalize", "prompt_name")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2/embed``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    truncation_direction = call.parameter("truncation_direction")
    return await route.post(
        "/v2/embed",
        json=call.body(
            {
                "model": route.model,
                "texts": list_of_strings(call.inputs) or [call.inputs],
                "input_type": call.parameter("input_type") or "search_document",
                "embedding_types": ["float"],
                "truncate": "NONE"
                if call.parameter("truncate") is False
                else look_up(truncation_direction, {"left": "START", "right": "END"})
                if truncation_direction
                else UNSET,
            },
            rename_keys(
                omit_keys(call.parameters, "truncate", "truncation_direction", *UNSUPPORTED),
                {"dimensions": "output_dimension"},
            ),
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "embeddings", "float"), FeatureExtractionOutput, response.server, body=response.body)
