# Generated from specs/providers/novita.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Novita AI: image text to video.

https://novita.ai/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.errors import InputError
from inferwire_runtime.flow import present, without_unset
from inferwire_runtime.jobs import JobRules, job_id, wait_for_job
from inferwire_runtime.media import as_media_url, media_from_url
from inferwire_runtime.pick import pick, within
from inferwire_runtime.values import divided, first, has_text, is_there, least, nearest, omitted, rounded

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.media import Media


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v3/minimax/v2/video_generation``.

    Then asks for the job until it is done.
    """
    if route.model != "MiniMax-H3":
        raise InputError("Novita AI makes videos of pictures with MiniMax H3 only; pass model='MiniMaxAI/MiniMax-H3'")
    if not has_text(call.parameter("prompt")):
        raise InputError("Novita AI needs words that say what the video shows; pass prompt=")
    if (
        (not (is_there(call.parameter("target_size", "width")) and is_there(call.parameter("target_size", "height"))))
        if is_there(call.parameter("target_size"))
        else UNSET
    ):
        raise InputError("Novita AI needs both sides of a target size; pass target_size={'width': ..., 'height': ...}")
    body = call.body(
        {
            "model": route.model,
            "content": present(
                without_unset({"type": "text", "text": call.parameter("prompt")}),
                {"type": "image_url", "image_url": {"url": as_media_url(call.inputs)}, "role": "first_frame"}
                if call.inputs
                else UNSET,
            ),
            "resolution": first(
                call.parameter("resolution"),
                nearest(
                    least(call.parameter("target_size", "width"), call.parameter("target_size", "height")),
                    {"768P": 768, "2K": 1440},
                ),
                "768P",
            ),
            "duration": first(call.parameter("duration"), rounded(divided(call.parameter("num_frames"), 24), 4, 15), 4),
            "ratio": first(
                "adaptive" if call.inputs else UNSET,
                call.parameter("ratio"),
                nearest(
                    divided(call.parameter("target_size", "width"), call.parameter("target_size", "height")),
                    {"21:9": 2.3333, "16:9": 1.7778, "4:3": 1.3333, "1:1": 1, "3:4": 0.75, "9:16": 0.5625},
                ),
                "16:9",
            ),
        },
        omitted(call.parameters, "prompt", "target_size", "num_frames"),
    )
    reply = yield from route.post("/v3/minimax/v2/video_generation", json=body, is_repeatable=False)
    return (yield from wait_for_job(call, route, reply, JOB))


def _job_place(data: Json) -> Json:
    """Give where to ask for the job."""
    return within(job_id(pick(data, "task_id")), lambda job: f"/v3/minimax/v2/query/video_generation/{job}")


def _job_status(data: Json) -> Json:
    """Give the job's status."""
    return pick(data, "task", "status")


def _job_reason(data: Json) -> Json:
    """Give why the job failed."""
    return pick(data, "task", "error", "message")


JOB = JobRules(
    place=_job_place,
    status=_job_status,
    done=frozenset({"succeeded"}),
    failed=frozenset({"failed", "cancelled"}),
    reason=_job_reason,
    every=5.0,
)


def read(reply: Reply) -> Media | None:
    """Make the task's answer of the reply."""
    data = reply.json()
    return media_from_url(pick(data, "task", "content", "url"))
