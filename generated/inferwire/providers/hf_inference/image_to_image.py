# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-image by HF Inference.

`output_type` is `bytes`, `data_url` or `json`.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.files import fetch_files
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.uploads import base64_field
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}``."""
    call.check_output_type("bytes", "data_url", "json")
    call = await fetch_files(call, route)
    if (file := call.only_file()) is not None:
        return await route.post(f"/models/{quote_path(route.model)}", content=file)
    body = call.body(
        {"inputs": base64_field(call.inputs), "parameters": call.parameters or UNSET},
        nest="parameters",
        top=("options",),
    )
    return await route.post(f"/models/{quote_path(route.model)}", json=body)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(data)
