# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-audio by HF Inference.

`output_type` is `bytes`, `data_url` or `json`.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import first_true, get
from inferwire_runtime.urls import quote_path
from inferwire_runtime.wave_files import media_from_samples

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
        media_from_samples(get(data, 0, "audio"), get(data, 0, "sampling_rate"))
        if get(data, 0, "audio", 0) is not None
        else None
    ) or media_from_samples(get(data, "audio"), first_true(get(data, "sampling_rate"), get(data, "sample_rate")))
