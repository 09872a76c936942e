# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Fal: image segmentation.

https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.fal_ai import JOB
from inferwire.types.image_segmentation import ImageSegmentationOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.media import as_media_url
from inferwire_runtime.pick import pick
from inferwire_runtime.routing import segment
from inferwire_runtime.steps import fetch_file

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/{model}``.

    Then asks for the job until it is done and fetches the file that the reply names.
    """
    route = route.detour(direct="https://queue.fal.run", routed_query="_subdomain=queue")
    body = call.body({"image_url": as_media_url(call.inputs), "sync_mode": True}, call.parameters)
    reply = yield from route.post(f"/{segment(route.model)}", json=body, is_repeatable=False)
    reply = yield from wait_for_job(call, route, reply, JOB)
    return (yield from fetch_file(route, reply, _file))


def _file(data: Json) -> Json:
    """Give the URL of the file that belongs to a reply."""
    return pick(data, "image", "url")


def read(reply: Reply) -> list[ImageSegmentationOutputElement]:
    """Make the task's answer of the reply."""
    return convert(
        [{"label": "mask", "score": 1.0, "mask": reply.file_media()}], list[ImageSegmentationOutputElement], reply.who
    )
