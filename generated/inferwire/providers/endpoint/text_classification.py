# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text classification on a dedicated endpoint.

Accepts a list of inputs.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.common import ClassificationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get, squeeze, zip_scores

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


TAKES_LISTS = True


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post(
        "",
        json=call.body(
            {"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters", top=("options",)
        ),
    )


def parse_response(response: Response) -> list[ClassificationOutput]:
    """Parse the response."""
    data = response.json()
    return convert(
        zip_scores(get(data, "labels"), get(data, "scores")) or squeeze(data),
        list[ClassificationOutput],
        response.server,
    )
