# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Zero-shot image classification on a dedicated endpoint.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.common import ClassificationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import as_list, get, zip_scores
from inferwire_runtime.uploads import base64_field

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    call = await fetch_files(call, route)
    body = call.body(
        {"inputs": base64_field(call.inputs), "parameters": call.parameters or UNSET},
        nest="parameters",
        top=("options",),
    )
    return await route.post("", json=body)


def parse_response(response: Response) -> list[ClassificationOutput]:
    """Parse the response."""
    data = response.json()
    return convert(
        zip_scores(get(data, "labels"), get(data, "scores")) or as_list(data),
        list[ClassificationOutput],
        response.server,
    )
