# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image segmentation by fal.

A long-running job, polled every 0.5 s until it finishes. It can be cancelled.
If the response has the URL of a file, the file is downloaded.
https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.fal_ai import JOB
from inferwire.types.image_segmentation import ImageSegmentationOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import download_file
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/{model}``.

    Poll the job until it finishes, then download the file in the response.
    """
    route = route.with_base_url(direct="https://queue.fal.run", routed_query="_subdomain=queue")
    body = call.body({"image_url": url_or_data_url(call.inputs), "sync_mode": True}, call.parameters)
    response = await route.post(f"/{quote_path(route.model)}", json=body, is_idempotent=False)
    response = await wait_for_job(call, route, response, JOB)
    return await download_file(route, response, _file_url)


def _file_url(data: Json) -> Json:
    """Return the URL of the file in a response."""
    return get(data, "image", "url")


def parse_response(response: Response) -> list[ImageSegmentationOutputElement]:
    """Parse the response."""
    return convert(
        [{"label": "mask", "score": 1.0, "mask": response.file_media()}],
        list[ImageSegmentationOutputElement],
        response.server,
    )
