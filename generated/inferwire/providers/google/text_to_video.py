# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-video by Google.

A long-running job, polled every 10 s until it finishes. It cannot be cancelled.
`negative_prompt` is sent as `negativePrompt`.
https://ai.google.dev/api/generate-content
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.google import ERRORS, JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_with_key
from inferwire_runtime.models import merge
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "num_frames", "num_inference_steps", "seed")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1beta/models/{model}:predictLongRunning``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    body = call.body(
        {
            "instances": [{"prompt": call.inputs}],
            "parameters": merge(
                {}, rename_keys(omit_keys(call.parameters, *UNSUPPORTED), {"negative_prompt": "negativePrompt"})
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
