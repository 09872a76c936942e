# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by IBM watsonx.ai.

https://cloud.ibm.com/apidocs/watsonx-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.watsonx import ERRORS
from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import drop_nulls, flatten, get
from inferwire_runtime.values import list_of_strings, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("normalize", "prompt_name", "truncation_direction", "truncate", "dimensions", "encoding_format")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/ml/v1/text/embeddings``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        "/ml/v1/text/embeddings",
        json=call.body(
            {
                "model_id": route.model,
                "project_id": route.optional_account("project"),
                "space_id": route.optional_account("space"),
                "inputs": list_of_strings(call.inputs) or [call.inputs],
                "parameters": omit_keys(call.parameters, *UNSUPPORTED) or UNSET,
            },
            nest="parameters",
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    data = response.json()
    results = flatten(get(data, "results"))
    return convert(
        results and drop_nulls([get(item, "embedding") for item in results]),
        FeatureExtractionOutput,
        response.server,
        body=response.body,
    )
