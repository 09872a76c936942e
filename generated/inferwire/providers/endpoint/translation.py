# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Translation on a dedicated endpoint.

Accepts a list of inputs.
`generate_parameters` is sent as `generation_parameters`.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.translation import TranslationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import first_or_self
from inferwire_runtime.values import rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


TAKES_LISTS = True


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post(
        "",
        json=call.body(
            {
                "inputs": call.inputs,
                "parameters": rename_keys(call.parameters, {"generate_parameters": "generation_parameters"}) or UNSET,
            },
            nest="parameters",
            top=("options",),
        ),
    )


def parse_response(response: Response) -> TranslationOutput:
    """Parse the response."""
    data = response.json()
    return convert(first_or_self(data), TranslationOutput, response.server, body=response.body)
