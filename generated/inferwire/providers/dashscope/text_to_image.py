# Generated from specs/providers/dashscope.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Alibaba Cloud Model Studio.

A long-running job, polled every 5 s until it finishes. It cannot be cancelled.
https://www.alibabacloud.com/help/en/model-studio
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.dashscope import JOB
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import compact, drop_unset, merge
from inferwire_runtime.values import first_set, is_set, join_text, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("guidance_scale", "num_inference_steps", "scheduler")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/v1/services/aigc/text2image/image-synthesis``.

    Poll the job until it finishes.
    """
    call.refuse_unsupported(UNSUPPORTED, route.server)
    width = call.parameter("width")
    body = call.body(
        {
            "model": route.model,
            "input": drop_unset({"prompt": call.inputs, "negative_prompt": call.parameter("negative_prompt")}),
            "parameters": merge(
                {
                    "n": first_set(call.parameter("n"), 1),
                    "size": call.parameter("size")
                    or (join_text("*", compact(width, call.parameter("height"))) if is_set(width) else UNSET),
                },
                omit_keys(call.parameters, "negative_prompt", "width", "height", *UNSUPPORTED),
            ),
        },
        nest="parameters",
    )
    response = await route.post(
        "/api/v1/services/aigc/text2image/image-synthesis",
        json=body,
        headers={"x-dashscope-async": "enable"},
        is_idempotent=False,
    )
    return await wait_for_job(call, route, response, JOB)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "output", "results", 0, "url"))
