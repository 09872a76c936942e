# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text-to-image by Cloudflare Workers AI.

`output_type` is `bytes` or `data_url`.
`guidance_scale` is sent as `guidance`.
`num_inference_steps` is sent as `num_steps`.
https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_base64
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import contains, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("scheduler",)
FLUX_1_UNSUPPORTED = ("guidance_scale", "height", "negative_prompt", "scheduler", "width")
FLUX_2_UNSUPPORTED = ("negative_prompt", "scheduler")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    if contains(route.model, "flux-1-"):
        return await _send_flux_1(call, route)
    if contains(route.model, "flux-2-"):
        return await _send_flux_2(call, route)
    call.check_output_type("bytes", "data_url")
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body(
            {"prompt": call.inputs},
            rename_keys(
                omit_keys(call.parameters, *UNSUPPORTED),
                {"num_inference_steps": "num_steps", "guidance_scale": "guidance"},
            ),
        ),
    )


async def _send_flux_1(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(FLUX_1_UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body(
            {"prompt": call.inputs},
            rename_keys(omit_keys(call.parameters, *FLUX_1_UNSUPPORTED), {"num_inference_steps": "steps"}),
        ),
    )


async def _send_flux_2(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(FLUX_2_UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        form=call.form(
            {"prompt": call.inputs},
            rename_keys(
                omit_keys(call.parameters, *FLUX_2_UNSUPPORTED),
                {"num_inference_steps": "steps", "guidance_scale": "guidance"},
            ),
        ),
    )


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    if (media := response.media()) is not None:
        return media
    data = response.json()
    return media_from_base64(get(data, "result", "image"))
