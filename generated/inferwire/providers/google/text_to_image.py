# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Google.

https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.google import ERRORS
from inferwire_runtime.json_path import get, get_list
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.models import drop_unset, merge
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import closest, divide, is_set, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "negative_prompt", "num_inference_steps", "scheduler")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:generateContent``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    width = call.parameter("width")
    return await route.post(
        f"/v1beta/models/{quote_path(route.model)}:generateContent",
        json=call.body(
            {
                "contents": [{"role": "user", "parts": [{"text": call.inputs}]}],
                "safetySettings": call.parameter("safetySettings"),
                "generationConfig": merge(
                    {
                        "responseModalities": ["IMAGE"],
                        "imageConfig": call.parameter("imageConfig")
                        or (
                            drop_unset(
                                {
                                    "aspectRatio": closest(
                                        divide(width, call.parameter("height")),
                                        {
                                            "21:9": 2.3333,
                                            "16:9": 1.7778,
                                            "3:2": 1.5,
                                            "4:3": 1.3333,
                                            "5:4": 1.25,
                                            "1:1": 1,
                                            "4:5": 0.8,
                                            "3:4": 0.75,
                                            "2:3": 0.6667,
                                            "9:16": 0.5625,
                                        },
                                    )
                                }
                            )
                            if is_set(width)
                            else UNSET
                        ),
                    },
                    omit_keys(call.parameters, "height", "safetySettings", "width", *UNSUPPORTED),
                ),
            },
            nest="generationConfig",
            top=("safetySettings",),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    parts = get_list(data, "candidates", 0, "content", "parts")
    return media_from_base64(
        get(
            parts and [part for part in parts if get(part, "inlineData") and get(part, "thought") is not True],
            0,
            "inlineData",
            "data",
        )
    )
