# Generated from specs/providers/fal-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Audio-to-audio by fal.

A long-running job, polled every 0.5 s until it finishes. It can be cancelled.
Accepts audio/mpeg, audio/mp3, audio/wav, audio/wave, audio/x-wav, audio/webm or video/webm.
If the response has the URL of a file, the file is downloaded.
https://docs.fal.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.fal_ai import JOB
from inferwire.types.audio_to_audio import AudioToAudioOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import download_file
from inferwire_runtime.jobs import wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route


MEDIA_TYPES = {
    "audio/mpeg": "audio/mpeg",
    "audio/mp3": "audio/mp3",
    "audio/wav": "audio/x-wav",
    "audio/wave": "audio/x-wav",
    "audio/x-wav": "audio/x-wav",
    "audio/webm": "video/webm",
    "video/webm": "video/webm",
}


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/{model}``.

    Poll the job until it finishes, then download the file in the response.
    """
    call = call.check_media_types(MEDIA_TYPES, route.server)
    route = route.with_base_url(direct="https://queue.fal.run", routed_query="_subdomain=queue")
    body = call.body({"audio_url": url_or_data_url(call.inputs)}, call.parameters)
    response = await route.post(f"/{quote_path(route.model)}", json=body, is_idempotent=False)
    response = await wait_for_job(call, route, response, JOB)
    return await download_file(route, response, _file_url)


def _file_url(data: Json) -> Json:
    """Return the URL of the file in a response."""
    return get(data, "audio", "url")


def parse_response(response: Response) -> list[AudioToAudioOutputElement]:
    """Parse the response."""
    data = response.json()
    return convert(
        [
            {
                "label": get(data, "text") or "speech",
                "content-type": get(data, "audio", "content_type") or response.file_type(),
                "blob": response.file_media(),
            }
        ],
        list[AudioToAudioOutputElement],
        response.server,
    )
