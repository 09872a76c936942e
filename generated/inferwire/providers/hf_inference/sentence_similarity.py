# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Sentence similarity by HF Inference.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}/pipeline/sentence-similarity``."""
    return await route.post(
        f"/models/{quote_path(route.model)}/pipeline/sentence-similarity",
        json=call.body(
            {
                "inputs": {"source_sentence": call.input("source_sentence"), "sentences": call.input("sentences")},
                "parameters": call.parameters or UNSET,
            },
            nest="parameters",
            top=("options",),
        ),
    )


def parse_response(response: Response) -> list[float]:
    """Parse the response."""
    return response.decode(list[float])
