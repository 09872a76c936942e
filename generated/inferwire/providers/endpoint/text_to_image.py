# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image on a dedicated endpoint.

`output_type` is `bytes`, `data_url` or `json`.
If the server responds with 404, 405 or 415, or rejects the form of the request, the OpenAI interface is tried.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.json_path import first_or_self, get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.routing import Fallback, with_fallback

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


FALLBACK = Fallback(
    order=("native", "openai"),
    statuses=(404, 405, 415),
    messages=(
        "Unexpected endpoint",
        "Unsupported method",
        "missing field",
        "Field required",
        "field required",
        "Unexpected fields",
        "unknown field",
        "Extra inputs are not permitted",
    ),
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to whichever interface the server supports."""
    call.check_output_type("bytes", "data_url", "json")
    return await with_fallback(
        {
            "native": _send_native,
            "openai": _send_openai,
        },
        call,
        route,
        FALLBACK,
    )


async def _send_native(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post(
        "",
        json=call.body(
            {"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters", top=("options",)
        ),
    )


async def _send_openai(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/generations``."""
    return await route.post(
        "/v1/images/generations",
        json=call.body(
            {
                "model": route.model,
                "prompt": call.inputs,
                "response_format": "url" if call.output_type == "url" else "b64_json",
            },
            call.parameters,
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response of the interface that sent it."""
    return _parse_openai(response) if response.api == "openai" else _parse_native(response)


def _parse_native(response: Response) -> Media | None:
    """Parse the response of the native interface."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return (
        media_from_base64(get(data, "data", 0, "b64_json"))
        or media_from_url(get(data, "output", 0))
        or media_from_base64(first_or_self(data))
    )


def _parse_openai(response: Response) -> Media | None:
    """Parse the response of the OpenAI interface."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(get(data, "data", 0, "b64_json")) or media_from_url(get(data, "data", 0, "url"))
