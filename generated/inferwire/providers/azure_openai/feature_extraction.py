# Generated from specs/providers/azure-openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Azure OpenAI.

Protocol: OpenAI's embeddings.
https://learn.microsoft.com/azure/ai-services/openai/reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("normalize", "prompt_name", "truncate", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/openai/deployments/{model}/embeddings``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        f"/openai/deployments/{quote_path(route.model)}/embeddings",
        json=call.body({"model": route.model, "input": call.inputs}, omit_keys(call.parameters, *UNSUPPORTED)),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))
