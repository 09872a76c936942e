# Generated from specs/providers/nvidia.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by NVIDIA.

Protocol: OpenAI's embeddings.
https://docs.api.nvidia.com/nim
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.values import list_of_strings, look_up, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("normalize", "prompt_name")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/embeddings``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    truncation_direction = call.parameter("truncation_direction")
    return await route.post(
        "/v1/embeddings",
        json=call.body(
            {
                "model": route.model,
                "input": list_of_strings(call.inputs) or [call.inputs],
                "input_type": call.parameter("input_type") or "passage",
                "truncate": (truncation_direction and look_up(truncation_direction, {"left": "START", "right": "END"}))
                or "END"
                if call.parameter("truncate")
                else UNSET,
            },
            omit_keys(call.parameters, "truncate", "truncation_direction", *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))
