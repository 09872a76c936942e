"""Long jobs: the emulator takes an order, is asked a few times, and gives the result."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import msgspec

from inferwire_emulator.answers import Answer, RefusedError, json_answer, reply_answer

if TYPE_CHECKING:
    from inferwire_emulator.tables import Sample
    from inferwire_runtime.errors import Json

JOBS_KEPT = 1000
PACE = {"retry-after": "0.02"}  # real jobs take seconds: whoever waits for this one need not


class Job:
    """One order, and how often it was asked for.

    Attributes:
        number: Which of the sample's replies is its result, counted from 1.
    """

    def __init__(self, sample: Sample, number: int, model: str | None) -> None:
        self.sample = sample
        self.number = number
        self.model = model
        self.asked = 0


class JobBook:
    """The orders that were taken; the oldest are forgotten where there are too many."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._count = 0
        self._lock = threading.Lock()

    def take(self, sample: Sample, number: int, model: str | None) -> Answer:
        """Take an order, and answer as its provider does.

        Raises:
            RefusedError: The sample has no such reply.
        """
        reply_answer(sample, number, model)  # refused now rather than later
        with self._lock:
            self._count += 1
            job_id = f"job-{self._count}"
            self._jobs[job_id] = Job(sample, number, model)
            if len(self._jobs) > JOBS_KEPT:
                self._jobs.pop(next(iter(self._jobs)))
        return _before(sample, job_id)[0]

    def ask(self, job_id: str) -> Answer:
        """Answer a question for a job: with the replies that come before its result, then with that.

        Raises:
            RefusedError: There is no such job.
        """
        job = self._find(job_id)
        job.asked += 1
        before = _before(job.sample, job_id)
        if job.sample.result_path:
            return before[min(job.asked, len(before) - 1)]
        return before[job.asked] if job.asked < len(before) else self.result(job_id)

    def result(self, job_id: str) -> Answer:
        """Answer with a job's result.

        Raises:
            RefusedError: There is no such job.
        """
        job = self._find(job_id)
        return reply_answer(job.sample, job.number, job.model, job_id)

    def clear(self) -> None:
        """Forget all jobs, and count from 1 again."""
        with self._lock:
            self._jobs.clear()
            self._count = 0

    def _find(self, job_id: str) -> Job:
        if job_id not in self._jobs:
            raise RefusedError(404, {"error": f"there is no job {job_id}"})
        return self._jobs[job_id]


def _before(sample: Sample, job_id: str) -> list[Answer]:
    """Give the answers that come before a job's result: to the order, then to questions."""
    replies = cast("list[Json]", msgspec.json.decode(sample.before.replace("{job}", job_id)))
    return [json_answer(reply, headers=PACE) for reply in replies]
