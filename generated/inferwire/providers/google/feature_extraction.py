# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Google.

https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.google import ERRORS
from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import coalesce, drop_nulls, flatten, get, get_list
from inferwire_runtime.models import drop_unset
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import join_text, list_of_strings

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("encoding_format", "normalize", "prompt_name", "truncate", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:batchEmbedContents``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    items = get_list(list_of_strings(call.inputs) or [call.inputs])
    return await route.post(
        f"/v1beta/models/{quote_path(route.model)}:batchEmbedContents",
        json=call.body(
            {
                "requests": items
                and [
                    drop_unset(
                        {
                            "model": join_text("", "models/", coalesce(route.model)),
                            "content": {"parts": [drop_unset({"text": item})]},
                            "outputDimensionality": coalesce(call.parameter("dimensions")),
                            "taskType": coalesce(call.parameter("taskType")),
                        }
                    )
                    for item in items
                ]
            }
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    data = response.json()
    embeddings = flatten(get(data, "embeddings"))
    return convert(
        embeddings and drop_nulls([get(embedding, "values") for embedding in embeddings]),
        FeatureExtractionOutput,
        response.server,
        body=response.body,
    )
