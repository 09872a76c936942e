# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation by IBM watsonx.ai.

https://cloud.ibm.com/apidocs/watsonx-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.text_generation import TextGenerationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/ml/v1/text/generation``."""
    return await route.post(
        "/ml/v1/text/generation",
        json=call.body(
            {
                "model_id": route.model,
                "project_id": route.optional_account("project"),
                "space_id": route.optional_account("space"),
                "input": call.inputs,
                "parameters": call.parameters or UNSET,
            },
            nest="parameters",
        ),
    )


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    return convert(
        {"generated_text": get(data, "results", 0, "generated_text")},
        TextGenerationOutput,
        response.server,
        body=response.body,
    )
