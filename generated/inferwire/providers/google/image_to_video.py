# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-video by Google.

A long-running job, polled every 10 s until it finishes. It cannot be cancelled.
`negative_prompt` is sent as `negativePrompt`.
https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.google import ERRORS, JOB
from inferwire_runtime.files import fetch_files
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_with_key
from inferwire_runtime.models import drop_unset, merge
from inferwire_runtime.uploads import base64_field, type_of_file
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import closest, divide, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "num_frames", "num_inference_steps", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:predictLongRunning``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = await fetch_files(call, route)
    route = route.with_errors(ERRORS)
    body = call.body(
        {
            "instances": [
                drop_unset(
                    {
                        "prompt": call.parameter("prompt"),
                        "image": drop_unset(
                            {"bytesBase64Encoded": base64_field(call.inputs), "mimeType": type_of_file(call.inputs)}
                        ),
                    }
                )
            ],
            "parameters": merge(
                {
                    "aspectRatio": call.parameter("aspectRatio")
                    or closest(
                        divide(call.parameter("target_size", "width"), call.parameter("target_size", "height")),
                        {"16:9": 1.7778, "9:16": 0.5625},
                    )
                },
                rename_keys(
                    omit_keys(call.parameters, "prompt", "target_size", *UNSUPPORTED),
                    {"negative_prompt": "negativePrompt"},
                ),
            )
            or UNSET,
        },
        nest="parameters",
    )
    response = await route.post(
        f"/v1beta/models/{quote_path(route.model)}:predictLongRunning", json=body, is_idempotent=False
    )
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_with_key(get(data, "response", "generateVideoResponse", "generatedSamples", 0, "video", "uri"))
