# Generated from specs/providers/stability.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Stability AI.

`guidance_scale` is sent as `cfg_scale`.
https://platform.stability.ai/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.error_rules import ErrorRules
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import closest, contains, divide, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2beta/stable-image/generate/sd3`` or ``/v2beta/stable-image/generate/{model}``."""
    call.check_parameters()
    call.refuse_unsupported("num_inference_steps", "scheduler", server=route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        "/v2beta/stable-image/generate/sd3"
        if contains(route.model, "sd3")
        else f"/v2beta/stable-image/generate/{quote_path(route.model)}",
        form=call.form(
            {
                "prompt": call.inputs,
                "model": route.model if contains(route.model, "sd3") else UNSET,
                "aspect_ratio": call.parameter("aspect_ratio")
                or closest(
                    divide(call.parameter("width"), call.parameter("height")),
                    {
                        "21:9": 2.333,
                        "16:9": 1.778,
                        "3:2": 1.5,
                        "5:4": 1.25,
                        "1:1": 1,
                        "4:5": 0.8,
                        "2:3": 0.667,
                        "9:16": 0.5625,
                        "9:21": 0.4286,
                    },
                ),
            },
            rename_keys(
                omit_keys(call.parameters, "width", "height", "num_inference_steps", "scheduler"),
                {"guidance_scale": "cfg_scale"},
            ),
        ),
        headers={"accept": "application/json"},
    )


def _is_error(data: Json) -> bool:
    """Return whether a response reports an error, whatever its status."""
    return bool(get(data, "finish_reason") == "CONTENT_FILTERED")


def _error_message(data: Json) -> Json:
    """Return the message of an error."""
    return "the content filter withheld the image" if get(data, "finish_reason") == "CONTENT_FILTERED" else None


ERRORS = ErrorRules(
    is_error=_is_error,
    message=_error_message,
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_base64(get(data, "image"))
