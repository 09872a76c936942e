# Generated from specs/providers/stability.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Stability AI.

https://platform.stability.ai/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.stability import ERRORS
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import closest, contains, divide, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "num_inference_steps", "scheduler")
SD3_UNSUPPORTED = ("num_inference_steps", "scheduler")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2beta/stable-image/generate/{model}``."""
    if contains(route.model, "sd3"):
        return await _send_sd3(call, route)
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/v2beta/stable-image/generate/{quote_path(route.model)}",
        form=call.form(
            {
                "prompt": call.inputs,
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
            omit_keys(call.parameters, "width", "height", *UNSUPPORTED),
        ),
        headers={"accept": "application/json"},
    )


async def _send_sd3(call: Call, route: Route) -> Response:
    """Send the request to ``/v2beta/stable-image/generate/sd3``."""
    call.refuse_unsupported(SD3_UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        "/v2beta/stable-image/generate/sd3",
        form=call.form(
            {
                "prompt": call.inputs,
                "model": route.model,
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
                omit_keys(call.parameters, "width", "height", *SD3_UNSUPPORTED), {"guidance_scale": "cfg_scale"}
            ),
        ),
        headers={"accept": "application/json"},
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_base64(get(data, "image"))
