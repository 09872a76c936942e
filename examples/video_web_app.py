"""A web application that generates videos. Its jobs survive a restart: only their tickets are stored.

Run it with ``uvicorn --app-dir examples video_web_app:app``.
"""

from __future__ import annotations

import shelve
import uuid
from pathlib import Path
from tempfile import gettempdir

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from inferwire import AsyncInferenceClient, AsyncJobHandle

DATABASE = Path(gettempdir()) / "video-jobs"
client = AsyncInferenceClient(model="Wan-AI/Wan2.2-T2V-A14B", provider="fal-ai")


def find_job(request: Request) -> AsyncJobHandle:
    """Return the handle of the job that a URL names."""
    with shelve.open(DATABASE) as jobs:  # noqa: S301 - the application's own file
        return client.job(jobs[request.path_params["id"]])


async def start(request: Request) -> Response:
    """Submit a job."""
    job = await client.submit("text-to-video", (await request.json())["prompt"])
    number = uuid.uuid4().hex
    with shelve.open(DATABASE) as jobs:  # noqa: S301 - as above
        jobs[number] = job.ticket
    return JSONResponse({"id": number}, status_code=202)


async def status(request: Request) -> Response:
    """Report how far a job is."""
    update = await find_job(request).refresh()
    error = None if update.error is None else update.error.message
    report = {"status": update.status, "position": update.position, "progress": update.progress, "error": error}
    return JSONResponse({**report, "done": update.is_done, "seconds": round(update.seconds)})


async def video(request: Request) -> Response:
    """Wait for the video, and send it."""
    media = await find_job(request).result(timeout=900)
    return Response(media.data, media_type=media.media_type)


async def cancel(request: Request) -> Response:
    """Cancel a job."""
    return JSONResponse({"notified": await find_job(request).cancel()})


app = Starlette(
    routes=[
        Route("/jobs", start, methods=["POST"]),
        Route("/jobs/{id}", status),
        Route("/jobs/{id}", cancel, methods=["DELETE"]),
        Route("/jobs/{id}/video", video),
    ]
)
