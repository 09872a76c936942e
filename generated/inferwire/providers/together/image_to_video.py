# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Together AI: image to video.

https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.together import JOB
from inferwire_runtime.errors import InputError
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import as_media_url, media_from_url
from inferwire_runtime.pick import pick
from inferwire_runtime.values import first, is_there, omitted

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v2/videos``.

    Then asks for the job until it is done.
    """
    if (
        (not (is_there(call.parameter("target_size", "width")) and is_there(call.parameter("target_size", "height"))))
        if is_there(call.parameter("target_size"))
        else UNSET
    ):
        raise InputError(
            "Together AI needs both sides of a target size; pass target_size={'width': ..., 'height': ...}"
        )
    body = call.body(
        {
            "model": route.model,
            "frame_images": first(
                call.parameter("frame_images"), [{"input_image": as_media_url(call.inputs), "frame": "first"}]
            ),
            "steps": call.parameter("num_inference_steps"),
            "width": call.parameter("target_size", "width"),
            "height": call.parameter("target_size", "height"),
        },
        omitted(call.parameters, "num_inference_steps", "target_size"),
    )
    reply = yield from route.post("/v2/videos", json=body, is_repeatable=False)
    return (yield from wait_for_job(call, route, reply, JOB))


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "outputs", "video_url"))
