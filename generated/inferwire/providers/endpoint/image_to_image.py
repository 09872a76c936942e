# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-image on a dedicated endpoint.

`output_type` is `bytes`, `data_url` or `json`.
If the server responds with 404, 405 or 415, or rejects the form of the request, the OpenAI interface is tried.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64, media_from_url
from inferwire_runtime.models import compact
from inferwire_runtime.routing import Fallback, with_fallback
from inferwire_runtime.uploads import base64_field
from inferwire_runtime.values import is_set, join_text, omit_keys, to_text

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
    call = await fetch_files(call, route)
    if (file := call.only_file()) is not None:
        return await route.post("", content=file)
    body = call.body(
        {"inputs": base64_field(call.inputs), "parameters": call.parameters or UNSET},
        nest="parameters",
        top=("options",),
    )
    return await route.post("", json=body)


async def _send_openai(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/images/edits``."""
    call.check_encodable()
    call = await fetch_files(call, route)
    width = call.parameter("target_size", "width")
    form = call.form(
        {
            "image": call.inputs if not is_set(call.parameter("image[]")) else UNSET,
            "size": join_text("x", compact(to_text(width), to_text(call.parameter("target_size", "height"))))
            if is_set(width)
            else UNSET,
            "target_size": call.parameter("target_size") if not is_set(width) else UNSET,
            "model": route.model,
            "response_format": "url" if call.output_type == "url" else "b64_json",
        },
        omit_keys(call.parameters, "target_size"),
    )
    return await route.post("/v1/images/edits", form=form)


def parse_response(response: Response) -> Media | None:
    """Parse the response of the interface that sent it."""
    return _parse_openai(response) if response.api == "openai" else _parse_native(response)


def _parse_native(response: Response) -> Media | None:
    """Parse the response of the native interface."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(data)


def _parse_openai(response: Response) -> Media | None:
    """Parse the response of the OpenAI interface."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(get(data, "data", 0, "b64_json")) or media_from_url(get(data, "data", 0, "url"))
