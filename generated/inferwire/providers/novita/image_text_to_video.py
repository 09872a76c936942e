# Generated from specs/providers/novita.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-text-to-video by Novita AI.

A long-running job, polled every 5 s until it finishes. It cannot be cancelled.
Refused before a request is sent:

- Novita AI animates images with MiniMax H3 only; pass model='MiniMaxAI/MiniMax-H3'.
- Novita AI needs a prompt; pass prompt=.
- Novita AI needs both width and height; pass target_size={'width': ..., 'height': ...}.

https://novita.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.errors import InputError
from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.json_path import get
from inferwire_runtime.media import media_from_url
from inferwire_runtime.models import compact, drop_unset
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import closest, divide, first_set, has_text, is_set, minimum, omit_keys, round_between

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v3/minimax/v2/video_generation``.

    Poll the job until it finishes.
    """
    prompt = call.parameter("prompt")
    width = call.parameter("target_size", "width")
    height = call.parameter("target_size", "height")
    if route.model != "MiniMax-H3":
        raise InputError("Novita AI animates images with MiniMax H3 only; pass model='MiniMaxAI/MiniMax-H3'")
    if not has_text(prompt):
        raise InputError("Novita AI needs a prompt; pass prompt=")
    if call.parameter("target_size") and not (is_set(width) and is_set(height)):
        raise InputError("Novita AI needs both width and height; pass target_size={'width': ..., 'height': ...}")
    call.check_encodable()
    body = call.body(
        {
            "model": route.model,
            "content": compact(
                drop_unset({"type": "text", "text": prompt}),
                {"type": "image_url", "image_url": {"url": url_or_data_url(call.inputs)}, "role": "first_frame"}
                if call.inputs
                else UNSET,
            ),
            "resolution": call.parameter("resolution")
            or closest(minimum(width, height), {"768P": 768, "2K": 1440})
            or "768P",
            "duration": first_set(
                call.parameter("duration"), round_between(divide(call.parameter("num_frames"), 24), 4, 15), 4
            ),
            "ratio": "adaptive"
            if call.inputs
            else call.parameter("ratio")
            or closest(
                divide(width, height),
                {"21:9": 2.3333, "16:9": 1.7778, "4:3": 1.3333, "1:1": 1, "3:4": 0.75, "9:16": 0.5625},
            )
            or "16:9",
        },
        omit_keys(call.parameters, "prompt", "target_size", "num_frames"),
    )
    response = await route.post("/v3/minimax/v2/video_generation", json=body, is_idempotent=False)
    return await wait_for_job(call, route, response, JOB)


def _job_status_url(data: Json, route: Route) -> Json:
    """Return the URL of the job's status."""
    job = job_id(get(data, "task_id"))
    return job and f"/v3/minimax/v2/query/video_generation/{job}"


def _job_status(data: Json) -> Json:
    """Return the job's status."""
    return get(data, "task", "status")


def _job_reason(data: Json) -> Json:
    """Return why the job failed."""
    return get(data, "task", "error", "message")


JOB = JobRules(
    status_url=_job_status_url,
    status=_job_status,
    done=frozenset({"succeeded"}),
    failed=frozenset({"failed", "cancelled"}),
    reason=_job_reason,
    interval=5.0,
)


def parse_response(response: Response) -> Media | None:
    """Parse the response."""
    data = response.json()
    return media_from_url(get(data, "task", "content", "url"))
