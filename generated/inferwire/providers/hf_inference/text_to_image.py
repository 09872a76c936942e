# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by HF Inference.

`output_type` is `bytes`, `data_url` or `json`.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import first_or_self, get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}``."""
    call.check_output_type("bytes", "data_url", "json")
    return await route.post(
        f"/models/{quote_path(route.model)}",
        json=call.body(
            {"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters", top=("options",)
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return (
        media_from_base64(get(data, "data", 0, "b64_json"))
        or media_from_url(get(data, "output", 0))
        or media_from_base64(first_or_self(data))
    )
