"""Jobs as handles: polled when the caller likes, and continued elsewhere by their tickets."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, Media
from inferwire_emulator import RunningEmulator, serve
from inferwire_runtime.job_details import find_id, find_logs, find_position, find_progress
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

MODEL = "emulated/text-to-video"
VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(40)
QUEUE = "https://queue.fal.run/my/model/requests/r-1"


class FakeQueue:
    """fal's queue, as seen through an emulator's URL: waits, runs, and then completes or fails."""

    def __init__(self) -> None:
        self.statuses: list[dict[str, Any]] = [
            {"status": "IN_QUEUE", "queue_position": 2},
            {"status": "IN_PROGRESS", "logs": [{"message": "step 1"}, {"message": "step 2"}], "progress": 0.5},
            {"status": "COMPLETED"},
        ]
        self.polls = 0
        self.can_cancel = True

    def __call__(self, received: ReceivedRequest) -> bytes:
        target = received.target.partition("?")[0]
        if target.endswith("/out.mp4"):
            return http_response(200, VIDEO, {"content-type": "video/mp4"})
        if target.endswith("/cancel"):
            return http_response(202 if self.can_cancel else 400, {"status": "CANCELLATION_REQUESTED"})
        if received.method == "POST":
            return http_response(
                200,
                {
                    "request_id": "r-1",
                    "status": "IN_QUEUE",
                    "response_url": QUEUE,
                    "status_url": f"{QUEUE}/status",
                    "cancel_url": f"{QUEUE}/cancel",
                },
            )
        if target.endswith("/status"):
            self.polls += 1
            return http_response(200, self.statuses[min(self.polls, len(self.statuses)) - 1])
        return http_response(200, {"video": {"url": "https://v3.fal.media/out.mp4"}})


@pytest.fixture
def queue() -> Iterator[tuple[FakeQueue, LocalServer]]:
    respond = FakeQueue()
    with local_server(respond) as server:
        yield respond, server


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


OPTIONS: dict[str, Any] = {"provider": "fal-ai", "api_key": "fal-secret-key-1234"}
CALL: dict[str, Any] = {"model": "my/model", "mapping": False}
Run = Callable[[str, Callable[[Any], Any]], Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest) -> Run:
    """Return a function that passes a client to a function; what it returns may be awaitable."""

    def run_sync(url: str, function: Callable[[Any], Any]) -> Any:
        with InferenceClient(emulator_url=url, **OPTIONS) as client:
            return function(client)

    def run_async(url: str, function: Callable[[Any], Any]) -> Any:
        async def call() -> Any:
            async with AsyncInferenceClient(emulator_url=url, **OPTIONS) as client:
                steps = function(client)
                return steps if not hasattr(steps, "__await__") else await steps

        return asyncio.run(call())

    return run_sync if request.param == "sync" else run_async


def test_a_job_is_submitted_polled_and_fetched(queue: tuple[FakeQueue, LocalServer]) -> None:
    _, server = queue
    with InferenceClient(emulator_url=server.url, **OPTIONS) as client:
        job = client.submit("text-to-video", "a cat walks", num_frames=8, **CALL)
        assert len(server.received) == 1
        assert msgspec.json.decode(server.received[0].body) == {"prompt": "a cat walks", "num_frames": 8}
        assert (job.id, job.provider, job.model, job.task, job.status) == (
            "r-1",
            "fal-ai",
            "my/model",
            "text-to-video",
            "",
        )
        updates = list(job.updates())
        assert [(each.status, each.position, each.progress, each.logs, each.is_done) for each in updates] == [
            ("IN_QUEUE", 2, None, (), False),
            ("IN_PROGRESS", None, 0.5, ("step 1", "step 2"), False),
            ("COMPLETED", None, 1.0, (), True),
        ]
        assert updates[-1].seconds >= updates[0].seconds >= 0
        video = job.result()
    assert isinstance(video, Media)
    assert video.data == VIDEO
    assert video.meta.provider == "fal-ai"
    assert [each.method for each in server.received].count("POST") == 1


def test_an_asynchronous_job(queue: tuple[FakeQueue, LocalServer]) -> None:
    _, server = queue

    async def call() -> Any:
        async with AsyncInferenceClient(emulator_url=server.url, **OPTIONS) as client:
            job = await client.submit(client.text_to_video, "a cat walks", **CALL)
            statuses = [update.status async for update in job.updates()]
            other = client.job(job.ticket)
            return statuses, (await other.result()).data, (await other.result(timeout=1)).data

    assert asyncio.run(call()) == (["IN_QUEUE", "IN_PROGRESS", "COMPLETED"], VIDEO, VIDEO)


def test_a_ticket_holds_no_key_and_continues_the_job(queue: tuple[FakeQueue, LocalServer]) -> None:
    _, server = queue
    with InferenceClient(emulator_url=server.url, **OPTIONS) as client:
        ticket = client.submit("text-to-video", "a cat walks", **CALL).ticket
    assert "secret" not in ticket
    assert set(ticket) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    with InferenceClient(emulator_url=server.url, api_key="fal-secret-key-1234") as other:
        job = other.job(ticket)
        assert repr(job) == "<JobHandle fal-ai id='r-1' status=''>"
        assert job.result(timeout=20).data == VIDEO
        assert job.status == "COMPLETED"


def test_a_process_that_is_killed_loses_no_job(emulator: RunningEmulator) -> None:
    emulator.reset()
    code = f"""
import os, signal
from inferwire import InferenceClient
client = InferenceClient(api_key="hf_test", emulator_url={emulator.url!r})
job = client.submit("text-to-video", "a cat walks", model={MODEL!r}, provider="fal-ai")
print(job.ticket, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url) as client:
        video = client.job(killed.stdout.strip()).result(timeout=60)
    assert video.media_type == "video/mp4"
    assert [each.method for each in emulator.journal].count("POST") == 1


@pytest.mark.parametrize(
    ("provider", "task"),
    [
        *((provider, "text-to-video") for provider in ("fal-ai", "replicate", "novita", "wavespeed")),
        *((provider, "text-to-image") for provider in ("fal-ai", "replicate", "wavespeed", "black-forest-labs")),
    ],
)
def test_jobs_of_every_provider_are_continued(emulator: RunningEmulator, provider: Any, task: str) -> None:
    emulator.reset()
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url, provider=provider) as client:
        ticket = client.submit(task, "a cat", model=f"emulated/{task}").ticket
        result = client.job(ticket).result(timeout=60)
    assert isinstance(result, Media)
    assert [each.method for each in emulator.journal].count("POST") == 1


def test_a_file_as_input_is_sent_once(emulator: RunningEmulator) -> None:
    emulator.reset()
    image = b"\x89PNG\r\n\x1a\n" + bytes(20)
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url, provider="fal-ai") as client:
        job = client.submit("image-to-video", image, model="emulated/image-to-video")
        assert client.job(job.ticket).result(timeout=60).media_type.startswith("video/")
    assert [each.method for each in emulator.journal].count("POST") == 1


def test_a_server_without_jobs_has_the_result_at_once(emulator: RunningEmulator) -> None:
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url, provider="together") as client:
        job = client.submit("text-to-image", "a cat", model="emulated/text-to-image", output_type="bytes")
        assert job.refresh().is_done
        assert client.job(job.ticket).result()[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")


def test_a_job_that_fails(queue: tuple[FakeQueue, LocalServer]) -> None:
    respond, server = queue
    respond.statuses = [{"status": "IN_QUEUE"}, {"status": "FAILED", "error": "out of memory"}]
    with InferenceClient(emulator_url=server.url, **OPTIONS) as client:
        job = client.submit("text-to-video", "a cat", **CALL)
        updates = list(job.updates())
        assert (updates[-1].is_done, isinstance(updates[-1].error, inferwire.JobError)) == (True, True)
        with pytest.raises(inferwire.JobError, match="out of memory"):
            job.result()
        assert job.refresh().is_done
        assert respond.polls == 2


def test_a_job_is_cancelled(queue: tuple[FakeQueue, LocalServer]) -> None:
    respond, server = queue
    with InferenceClient(emulator_url=server.url, **OPTIONS) as client:
        job = client.submit("text-to-video", "a cat", **CALL)
        assert job.cancel()
        assert (job.status, job.is_done) == ("cancelled", True)
        assert not job.cancel()
        with pytest.raises(inferwire.JobError, match="cancelled by the caller"):
            job.result()
        assert [each.target.rpartition("/")[2] for each in server.received][1:] == ["cancel"]
        respond.can_cancel = False
        assert not client.submit("text-to-video", "a cat", **CALL).cancel()


@pytest.mark.parametrize("how", ["unreachable", "failing"])
def test_a_job_that_could_not_be_cancelled_is_an_error(how: str) -> None:
    queue = FakeQueue()

    def respond(received: ReceivedRequest) -> bytes:
        if received.target.endswith("/cancel"):
            return b"" if how == "unreachable" else http_response(503, {"error": "busy"})
        return queue(received)

    with local_server(respond) as server, InferenceClient(emulator_url=server.url, retry=1, **OPTIONS) as client:
        job = client.submit("text-to-video", "a cat", **CALL)
        with pytest.raises((inferwire.InferenceConnectionError, inferwire.ProviderError)):
            job.cancel()
        assert not job.is_done
        assert len(list(job.updates())) == 3


def test_a_time_limit_leaves_the_job_running(queue: tuple[FakeQueue, LocalServer]) -> None:
    respond, server = queue
    respond.statuses = [{"status": "IN_PROGRESS"}]
    with InferenceClient(emulator_url=server.url, **OPTIONS) as client:
        job = client.submit("text-to-video", "a cat", **CALL)
        with pytest.raises(inferwire.InferenceTimeoutError, match="IN_PROGRESS"):
            job.result(timeout=0.3)
        with pytest.raises(inferwire.InferenceTimeoutError, match="IN_PROGRESS"):
            list(job.updates(timeout=0.3))
        assert not [each for each in server.received if each.target.endswith("cancel")]
        respond.statuses = [{"status": "COMPLETED"}]
        assert job.result().data == VIDEO


@pytest.mark.parametrize("ticket", ["", "x", "inferwire-job-1.", "inferwire-job-1.AAAA", 5, None])
def test_a_text_that_is_no_ticket_is_refused(ticket: Any) -> None:
    with pytest.raises(inferwire.InputError, match="`ticket`"):
        InferenceClient().job(ticket)


def test_a_truncated_ticket_is_refused(emulator: RunningEmulator) -> None:
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url, provider="fal-ai") as client:
        ticket = client.submit("text-to-video", "a cat", model=MODEL).ticket
        with pytest.raises(inferwire.InputError, match="not a complete job ticket"):
            client.job(ticket[:-9])


def test_wrong_tasks_and_arguments_are_refused() -> None:
    client = InferenceClient(api_key="hf_test")
    with pytest.raises(inferwire.InputError, match="did you mean 'text_to_video'"):
        client.submit("text-to-vidoe", "a cat")
    for name in ("health-check", "close", "__init__", client.with_options):
        with pytest.raises(inferwire.InputError, match="there is no task"):
            client.submit(name)
    with pytest.raises(inferwire.InputError, match="a job has no stream"):
        client.submit("chat-completion", [], model="m", stream=True)
    with pytest.raises(TypeError, match="num_frame"):
        client.submit("text-to-video", "a cat", num_frame=8)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"queue_position": 0}, (0, None, ())),
        ({"data": {"progress": 40, "id": "x"}}, (None, 0.4, ())),
        ({"progress": 0.4}, (None, 0.4, ())),
        ({"progress": "40%"}, (None, 0.4, ())),
        ({"task": {"progress_percent": 7}}, (None, 0.07, ())),
        ({"progress": True, "position": -1, "logs": None}, (None, None, ())),
        ({"logs": "a\nb"}, (None, None, ("a", "b"))),
        ({"logs": [{"message": "a", "level": "INFO"}, "b"]}, (None, None, ("a", "b"))),
        ([], (None, None, ())),
    ],
)
def test_what_providers_report_is_found(data: Any, expected: Any) -> None:
    assert (find_position(data), find_progress(data), find_logs(data)) == expected


def test_the_id_of_a_job_is_found() -> None:
    assert find_id({"id": "a", "request_id": "b"}) == "b"
    assert find_id({"data": {"id": 7}}) == "7"
    assert find_id(["x"]) is None
