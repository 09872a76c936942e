# Generated from specs/providers/dashscope.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Alibaba Cloud Model Studio.

Protocol: OpenAI's embeddings.
https://www.alibabacloud.com/help/en/model-studio
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("normalize", "prompt_name", "truncate", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/compatible-mode/v1/embeddings``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/compatible-mode/v1/embeddings",
        json=call.body({"model": route.model, "input": call.inputs}, omit_keys(call.parameters, *UNSUPPORTED)),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))
