# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Zero-shot image classification by HF Inference.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.common import ClassificationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import get, zip_scores
from inferwire_runtime.uploads import base64_field
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}``."""
    call = await fetch_files(call, route)
    body = call.body(
        {"inputs": base64_field(call.inputs), "parameters": call.parameters or UNSET},
        nest="parameters",
        top=("options",),
    )
    return await route.post(f"/models/{quote_path(route.model)}", json=body)


def parse_response(response: Response) -> list[ClassificationOutput]:
    """Parse the response."""
    data = response.json()
    return convert(
        zip_scores(get(data, "labels"), get(data, "scores")) or data, list[ClassificationOutput], response.server
    )
