"""Emulate long jobs: a submission, some polls while the job is pending, then the result."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, cast

from inferwire_emulator.client_imports import Json
from inferwire_emulator.responses import InvalidRequestError, Response, fill_template, json_response, sample_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_emulator.tables import Sample

MAX_JOBS = 1000
STATUSES = frozenset({"status", "state", "task_status"})
POLL_SOON = {"retry-after": "0.02"}  # real jobs take seconds; tests need not wait for that


class Job:
    """A submitted job.

    Attributes:
        sample: Sample with the responses of the job.
        number: Number of the sample's response that is the result, counted from 1.
        model: Model of the request.
        change: Changes the result before it is sent.
        polls: Number of polls so far.
        is_cancelled: Whether the job was cancelled.
    """

    def __init__(
        self, sample: Sample, number: int, model: str | None, change: Callable[[Response], Response] | None = None
    ) -> None:
        self.change = change
        self.sample = sample
        self.number = number
        self.model = model
        self.polls = 0
        self.is_cancelled = False


class JobStore:
    """The most recent `MAX_JOBS` jobs."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._count = 0
        self._lock = threading.Lock()

    def submit(
        self, sample: Sample, number: int, model: str | None, change: Callable[[Response], Response] | None = None
    ) -> Response:
        """Store a new job and return the provider's response to the submission.

        Args:
            sample: Sample with the responses of the job.
            number: Number of the sample's response that is the result.
            model: Model of the request.
            change: Changes the result before it is sent.

        Raises:
            InvalidRequestError: If the sample has no response with this number.
        """
        sample_response(sample, number, model)  # fail now rather than when the result is fetched
        with self._lock:
            self._count += 1
            job_id = f"job-{self._count}"
            self._jobs[job_id] = Job(sample, number, model, change)
            if len(self._jobs) > MAX_JOBS:
                self._jobs.pop(next(iter(self._jobs)))
        return _pending_response(sample, 0, job_id)

    def poll(self, job_id: str) -> Response:
        """Return the next response to a poll: for a finished job, the result, unless the result has its own path.

        Raises:
            InvalidRequestError: If the job does not exist.
        """
        job = self._find(job_id)
        job.polls += 1
        last = len(job.sample.pending_responses) - 1
        if job.is_cancelled:
            body = with_status(fill_template(job.sample.pending_responses[last], job_id), job.sample.cancelled_status)
            return json_response(body, headers=POLL_SOON)
        if job.polls > last and not job.sample.result_path:
            return self.result(job_id)
        return _pending_response(job.sample, min(job.polls, last), job_id)

    def result(self, job_id: str) -> Response:
        """Return the result of a job.

        Raises:
            InvalidRequestError: If the job does not exist.
        """
        job = self._find(job_id)
        response = sample_response(job.sample, job.number, job.model, job_id)
        return response if job.change is None else job.change(response)

    def cancel(self, job_id: str) -> Response:
        """Cancel a job.

        Raises:
            InvalidRequestError: If the job does not exist.
        """
        job = self._find(job_id)
        job.is_cancelled = True
        return json_response({"id": job_id, "status": job.sample.cancelled_status})

    def clear(self) -> None:
        """Remove all jobs and restart their IDs at 1."""
        with self._lock:
            self._jobs.clear()
            self._count = 0

    def _find(self, job_id: str) -> Job:
        job = self._jobs.get(job_id)
        if job is None:
            raise InvalidRequestError(404, {"error": f"there is no job {job_id}"})
        return job


def with_status(body: Json, status: str) -> Json:
    """Return the response to a poll with another status, wherever it has one."""
    if not isinstance(body, dict):
        return body
    own = cast("dict[str, Json]", body)
    return {name: status if name in STATUSES else with_status(value, status) for name, value in own.items()}


def find_job_id(text: str) -> str:
    """Return the ID of an emulated job in a URL's query or a body; an empty string if there is none."""
    found = re.search(r"(?<![A-Za-z0-9])job-\d+", text)
    return found[0] if found else ""


def _pending_response(sample: Sample, index: int, job_id: str) -> Response:
    return json_response(fill_template(sample.pending_responses[index], job_id), headers=POLL_SOON)
