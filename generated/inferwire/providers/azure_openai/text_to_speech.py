# Generated from specs/providers/azure-openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-speech by Azure OpenAI.

`output_type` is `bytes` or `data_url`.
Protocol: OpenAI's speech.
https://learn.microsoft.com/azure/ai-services/openai/reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import flatten_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/openai/deployments/{model}/audio/speech``."""
    call.check_output_type("bytes", "data_url")
    return await route.post(
        f"/openai/deployments/{quote_path(route.model)}/audio/speech",
        json=call.body(
            {"model": route.model, "input": call.inputs}, flatten_keys(call.parameters, "generation_parameters")
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    return response.media()
