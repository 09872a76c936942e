# Generated from specs/providers/assemblyai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Automatic speech recognition by AssemblyAI.

A long-running job, polled every 3 s until it finishes. It cannot be cancelled.
https://www.assemblyai.com/docs/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.json_path import flatten, get
from inferwire_runtime.uploads import remote_url
from inferwire_runtime.values import as_number, divide, flatten_keys, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2/transcript``.

    Poll the job until it finishes.
    """
    call.check_encodable()
    if not remote_url(call.inputs):
        call = call.with_step("upload", await _upload(call, route))
    body = call.body(
        {"audio_url": remote_url(call.inputs) or call.step("upload"), "speech_models": [route.model]},
        omit_keys(flatten_keys(call.parameters, "generation_parameters"), "return_timestamps"),
    )
    response = await route.post("/v2/transcript", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


async def _upload(call: Call, route: Route) -> Json:
    """Send the request to ``/v2/upload`` first, and return what the next request needs."""
    response = await route.post("/v2/upload", content=call.upload(route.server))
    return response.find(_upload_result, "upload")


def _upload_result(data: Json) -> Json:
    """Return the result in a response."""
    return get(data, "upload_url")


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_id(get(data, "id"))
    return job and f"/v2/transcript/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "error")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"completed"}),
    failed=frozenset({"error"}),
    reason=_job_reason,
    interval=3.0,
)


def parse_response(response: Response) -> AutomaticSpeechRecognitionOutput:
    """Parse the response."""
    data = response.json()
    words = flatten(get(data, "words"))
    return convert(
        {
            "text": get(data, "text"),
            "chunks": words
            and [
                {
                    "text": get(word, "text"),
                    "timestamp": [
                        divide(as_number(get(word, "start")), 1000),
                        divide(as_number(get(word, "end")), 1000),
                    ],
                }
                for word in words
            ],
        },
        AutomaticSpeechRecognitionOutput,
        response.server,
        body=response.body,
    )
